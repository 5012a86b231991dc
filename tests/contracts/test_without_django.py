"""Everything but the web application works without Django; `make test-core` runs this where it is not installed."""

from __future__ import annotations

import importlib.util
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tepat

ROOT = Path(__file__).parents[2]
# Stands in for their absence, where they are installed.
REFUSAL = """
import importlib.abc, sys
REFUSED = {"django", "allauth", "csp", "django_htmx", "django_tasks", "django_tasks_db", "psycopg", "structlog",
           "waitress", "whitenoise", "mypy", "pytest"}
class Refusal(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in REFUSED:
            raise ModuleNotFoundError(f"planted: {name} is not installed", name=name)
sys.meta_path.insert(0, Refusal())
"""
HELP = "import sys; sys.argv = ['tepat', *sys.argv[1:]]\nfrom tepat.cli.main import main; main()"


def run(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", REFUSAL + program, *words], capture_output=True, text=True, check=False, cwd=ROOT
    )


def core_modules() -> list[str]:
    """Every module outside the web application."""
    rooms = [room.name for room in pkgutil.iter_modules(tepat.__path__) if room.name != "web"]
    inside = [
        module.name
        for room in rooms
        if (spec := importlib.util.find_spec(f"tepat.{room}")) and spec.submodule_search_locations
        for module in pkgutil.walk_packages(spec.submodule_search_locations, f"tepat.{room}.")
    ]
    return [*(f"tepat.{room}" for room in rooms), *inside]


def test_every_module_outside_the_web_application_is_imported():
    modules = core_modules()
    assert {"tepat.cli.main", "tepat.lang.parse", "tepat.engine.compute"} <= set(modules)
    done = run(f"import importlib\nfor name in {modules!r}: importlib.import_module(name)")
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("words", [["--help"], ["hitung", "--help"], ["regulasi", "daftar"]])
def test_a_command_runs(words: list[str]):
    done = run(HELP, *words)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout


def test_a_planted_import_of_django_is_caught():
    assert "planted: django is not installed" in run("import django").stderr


def test_the_core_lock_has_no_django():
    lock = (ROOT / "requirements/core.lock").read_text("utf-8").lower()
    web = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["web"]
    assert any(line.startswith("django") for line in web)
    assert "\ndjango" not in lock


def test_django_is_where_the_run_says(pytestconfig: pytest.Config):
    here = importlib.util.find_spec("django") is not None
    assert here == (pytestconfig.getoption("database") != "none")
