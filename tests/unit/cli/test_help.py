"""The pages of help: every command has one, in both languages, and every example on it runs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tepat.cli.manual import pages, prepared
from tests.unit.cli.command import Outcome, commands, run_program, tepat

EXAMPLES = [(name, example) for name, page in pages().items() for example in page.examples]
INDONESIAN = ("Pemakaian:", "Harus diberi:", "Boleh diberi:", "Contoh:", "Kode keluar:", "Pilihan:", "[bila tidak:")
ENGLISH = ("Usage:", "Needed:", "Optional:", "Examples:", "Exit codes:", "Options:", "[else:")
# What Typer would say by itself.
FOREIGN = ("[OPTIONS]", "COMMAND [ARGS]", "Show this message", "Install completion", "[default:", "[required]", "Error")


def run_words(line: str) -> Outcome:
    """A command as it is written on a page."""
    program, *words = shlex.split(line)
    assert program == "tepat"
    return tepat(*words)


FOR_PROGRAMS = ("--json", "--diam", "--help", "tepat sql ")


def assert_ends_with_the_next_step(example: str, out: str) -> None:
    """What is for people ends with commands that exist, with options they have."""
    if any(word in example for word in FOR_PROGRAMS):
        assert "Berikutnya:" not in out
        return
    steps = re.findall(r"^      (tepat .*)$", out.split("\nBerikutnya:\n")[1], re.MULTILINE)
    assert steps
    for step in steps:
        words = step.split()
        (name,) = (item for item in pages() if words[1 : len(item.split()) + 1] == item.split())
        told = tepat(*name.split(), "--help").out
        assert [word for word in words if word.startswith("--") and word not in told] == []


@pytest.fixture(scope="module")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the examples expect."""
    folder = tmp_path_factory.mktemp("contoh")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for line in prepared():
            assert run_words(line).code in (0, 1), line
    return folder


@pytest.fixture(autouse=True)
def server_stopped_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server runs until somebody stops it; that it serves is tested elsewhere (tests/web/demo)."""
    from tepat.cli import serve

    monkeypatch.setattr(serve, "check_address", lambda address: None)
    monkeypatch.setattr(serve, "check_libraries", lambda: None)
    monkeypatch.setattr(serve, "prepare", lambda request, environment: True)
    monkeypatch.setattr(serve.Supervisor, "run", lambda self: "")


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_example_runs(
    example_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, example: str
):
    shutil.copytree(example_folder, tmp_path / "kerja")
    monkeypatch.chdir(tmp_path / "kerja")
    told = run_words(example)
    assert f"{example} ".startswith(f"tepat {name} ")
    assert (told.code in (0, 1), told.err) == (True, "")
    assert_ends_with_the_next_step(example, told.out)
    assert str(told.code) in pages()[name].codes, "the page does not say what this exit code means"


def test_every_command_has_a_page_and_every_page_a_command():
    assert sorted(commands()) == sorted(pages())


@pytest.mark.parametrize("name", pages())
def test_a_page_says_what_for_whom_and_how(name: str):
    page = pages()[name]
    sentences = re.findall(r"[.?](?:\s|$)", page.text)
    assert len(sentences) == 2, page.text
    assert " Untuk " in page.text, "for whom?"
    assert 2 <= len(page.examples) <= 3


@pytest.mark.parametrize("name", ["", "regulasi", *pages()])
def test_a_page_speaks_one_language(name: str):
    for bahasa, foreign in (("id", (*ENGLISH, *FOREIGN)), ("en", (*INDONESIAN, *FOREIGN[1:]))):
        told = run_program(*name.split(), "--help", TEPAT_BAHASA=bahasa)
        assert (told.code, told.err) == (0, "")
        assert [word for word in foreign if word in told.out] == []
        assert {line for line in told.out.splitlines() if len(line) > 80} == set()


def test_what_must_be_given_stands_apart_from_what_may_be():
    told = tepat("hitung", "--help").out
    needed, further = told.split("Boleh diberi:")
    for option in ("--regulasi R", "--masa YYYY-MM", "--fakta DIR", "--keluaran DIR"):
        assert f"\n  {option} " in needed
    assert "\n  --jenis JENIS " in further
    assert "[bila tidak: reguler]" in further.replace("\n", " ").replace("  ", "")


def test_an_example_is_broken_where_a_shell_reads_on():
    told = tepat("hitung", "--help").out
    joined = re.sub(r" \\\n\s+", " ", told)
    assert [line[4:] for line in joined.splitlines() if line.startswith("  $ ")] == [*pages()["hitung"].examples]


@pytest.mark.parametrize("words", [(), ("regulasi",)])
def test_asked_for_nothing_the_program_shows_what_there_is(words: tuple[str, ...]):
    told = tepat(*words)
    assert (told.code, told.err) == (0, "")
    below = [name for name in pages() if name.split()[: len(words)] == list(words)]
    shown = re.findall(r"^  ([a-z]+(?: [a-z]+)?)  ", told.out, re.MULTILINE)
    assert sorted(shown) == sorted(below)
    assert "tepat demo" in told.out


HEAVY = ("duckdb", "pyarrow", "pydantic", "rich", "sqlglot")


def test_help_answers_without_the_heavy_libraries():
    """They cost most of a second; the overview is what a newcomer asks for first."""
    script = "import sys, atexit; sys.argv = ['tepat', '--help']; from tepat.cli.main import main; "
    script += f"atexit.register(lambda: print([name for name in {HEAVY} if name in sys.modules])); main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "hitung" in done.stdout


def test_the_version_names_the_program():
    assert re.fullmatch(r"tepat \d+\.\d+\.\d+(?: \([0-9a-f]{9}\))?\n", tepat("--version").out)
