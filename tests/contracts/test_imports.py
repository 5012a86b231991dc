"""Who may import whom: the tree keeps every contract, and each contract catches a violation planted in a copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = "rooms import downwards only"
APPS = "apps meet through services and selectors"


@dataclass(frozen=True)
class Linted:
    status: int
    output: str

    @property
    def verdicts(self) -> dict[str, str]:
        return dict(re.findall(r"^(.+?) (KEPT|BROKEN)$", self.output, re.MULTILINE))

    @property
    def broken(self) -> list[str]:
        return [name for name, verdict in self.verdicts.items() if verdict == "BROKEN"]


def lint(tree: Path) -> Linted:
    """Run import-linter on a copy of the project."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
            "--no-cache",
            "--no-logo",
        ],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}", "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Linted(done.returncode, done.stdout + done.stderr)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Package, contracts and configuration, alone in a folder."""
    for folder in ("src", "tools"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(tree: Path, room: str, statement: str) -> None:
    """Put a module with that statement into a room, building the rooms it names where they are only planned."""
    for name in {room, *re.findall(r"tepat\.(\w+)", statement)}:
        folder = tree / "src/tepat" / name
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
    (tree / "src/tepat" / room / "planted.py").write_text(f"{statement}\n", "utf-8")


def test_the_tree_keeps_every_contract(tree: Path):
    linted = lint(tree)
    assert linted.verdicts == {contract["name"]: "KEPT" for contract in CONTRACTS}, linted.output
    assert linted.status == 0


UPWARDS = [
    ("lang", "law"),
    ("law", "engine"),
    ("law", "presensi"),
    ("engine", "presensi"),
    ("presensi", "engine"),
    ("engine", "ingest"),
    ("engine", "outputs"),
    ("engine", "lab"),
    ("presensi", "outputs"),
    ("ingest", "outputs"),
    ("outputs", "ingest"),
    ("outputs", "lab"),
    ("lab", "outputs"),
    ("lab", "workflow"),
    ("lab", "web"),
    ("lab", "cli"),
    ("workflow", "web"),
    ("workflow", "cli"),
    ("web", "cli"),
]


@pytest.mark.parametrize(("room", "imported"), UPWARDS)
def test_an_import_upwards_is_caught(tree: Path, room: str, imported: str):
    plant(tree, room, f"import tepat.{imported}")
    linted = lint(tree)
    assert linted.status == 1
    assert linted.broken == [LAYERS], linted.output


ROOMS = [contract for contract in CONTRACTS if contract["type"] == "room"]
FOREIGN = [(room, "scipy") for room in ROOMS]
FOREIGN += [(room, "duckdb" if room["room"] == "tepat.web" else "django") for room in ROOMS]


@pytest.mark.parametrize(
    ("contract", "library"), FOREIGN, ids=lambda value: value if isinstance(value, str) else value["name"]
)
def test_a_foreign_library_is_caught(tree: Path, contract: dict[str, str], library: str):
    plant(tree, contract["room"].removeprefix("tepat."), f"from {library} import anything")
    linted = lint(tree)
    assert linted.status == 1
    assert linted.broken == [contract["name"]], linted.output


@pytest.mark.parametrize("library", ["duckdb", "pyarrow", "pydantic", "typer", "rich", "xlsxwriter"])
def test_the_language_needs_sqlglot_alone(tree: Path, library: str):
    plant(tree, "lang", f"import {library}")
    assert lint(tree).broken == ["libraries of lang"]


@pytest.mark.parametrize("library", ["duckdb", "typer"])
def test_the_law_needs_pydantic_alone(tree: Path, library: str):
    plant(tree, "law", f"import {library}")
    assert lint(tree).broken == ["libraries of law"]


def plant_in_app(tree: Path, module: str, statement: str) -> None:
    """Put that statement into a module of the app akun, beside another app that has the parts it may name."""
    apps = tree / "src/tepat/web/apps"
    for part in ("__init__", "models", "selectors", "services/__init__", "services/memo"):
        path = apps / "tetangga" / f"{part}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    path = apps / "akun" / f"{module}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{statement}\n", "utf-8")


@pytest.mark.parametrize(
    "statement",
    [
        "from tepat.web.apps.tetangga.models import Memo",
        "from tepat.web.apps.tetangga import models",
        "import tepat.web.apps.tetangga",
        "def later():\n    import tepat.web.apps.tetangga.models",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from tepat.web.apps.tetangga.models import Memo",
    ],
)
def test_an_app_that_enters_another_by_the_window_is_caught(tree: Path, statement: str):
    plant_in_app(tree, "planted", statement)
    linted = lint(tree)
    assert linted.status == 1
    assert linted.broken == [APPS], linted.output


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("planted", "from tepat.web.apps.tetangga.selectors import memo"),
        ("planted", "from tepat.web.apps.tetangga import services"),
        ("planted", "from tepat.web.apps.tetangga.services.memo import write"),
        ("planted", "from tepat.web.apps.akun import planted_too"),
        ("migrations/planted", "from tepat.web.apps.tetangga.models import Memo"),
    ],
)
def test_an_app_may_enter_another_by_its_doors(tree: Path, module: str, statement: str):
    plant_in_app(tree, module, statement)
    linted = lint(tree)
    assert linted.broken == [], linted.output


def test_settings_may_name_the_pages_of_an_app(tree: Path):
    plant_in_app(tree, "urls", "")
    (tree / "src/tepat/web/config/planted.py").write_text("import tepat.web.apps.akun.urls\n", "utf-8")
    assert lint(tree).broken == []


def test_a_contract_on_no_apps_is_caught(tree: Path):
    text = (tree / "pyproject.toml").read_text("utf-8")
    (tree / "pyproject.toml").write_text(text.replace('"tepat.web.apps"', '"tepat.web.aplikasi"'), "utf-8")
    linted = lint(tree)
    assert linted.broken == [APPS]
    assert "nothing was examined" in linted.output


def test_an_unknown_room_is_caught(tree: Path):
    plant(tree, "kamar_baru", "")
    linted = lint(tree)
    assert linted.status == 1
    assert "kamar_baru" in linted.output


@pytest.mark.parametrize("room", ["lang", "law", "engine", "outputs", "lab", "workflow", "cli"])
def test_a_vanished_room_is_caught(tree: Path, room: str):
    shutil.rmtree(tree / "src/tepat" / room, ignore_errors=True)
    linted = lint(tree)
    assert linted.status == 1
    assert f"tepat.{room} does not exist" in linted.output


def test_a_library_contract_on_nothing_is_caught(tree: Path):
    text = (tree / "pyproject.toml").read_text("utf-8")
    (tree / "pyproject.toml").write_text(text.replace('room = "tepat.lang"', 'room = "tepat.bahasa"'), "utf-8")
    linted = lint(tree)
    assert linted.broken == ["libraries of lang"]
    assert "nothing was examined" in linted.output


def test_every_room_has_a_contract_for_its_libraries():
    rooms = {contract["room"] for contract in CONTRACTS if contract["type"] == "room"}
    layers = next(contract["layers"] for contract in CONTRACTS if contract["name"] == LAYERS)
    assert rooms == {f"tepat.{room}" for room in re.findall(r"\w+", " ".join(layers))}
