"""Running ``tepat`` as a user does: in this process, where only the words and the exit code matter, or as a program."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

from tepat.cli.main import app, main
from tepat.cli.screen import hush

PROGRAM = Path(sys.executable).with_name("tepat")

# What a terminal, a colour setting or a language of whoever runs the tests would change.
_AMBIENT = ("TEPAT_BAHASA", "FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM", "PYTHONHASHSEED")


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said where."""

    code: int
    out: str
    err: str


def tepat(*words: object) -> Outcome:
    """Run the command in this process."""
    out, err = io.StringIO(), io.StringIO()
    hush(quiet=False)  # a process of its own would begin aloud, whatever ran before
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["tepat", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
    return Outcome(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def run_program(*words: object, **variables: str) -> Outcome:
    """Run the installed program, with environment variables set."""
    ambient = {name: value for name, value in os.environ.items() if name not in _AMBIENT}
    done = subprocess.run(
        [PROGRAM, *map(str, words)], env=ambient | variables, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def compute(
    facts_folder: Path, target_folder: Path, masa: str, *words: object, regulasi: object = "balangan"
) -> Outcome:
    """``tepat hitung``."""
    where = ("--regulasi", regulasi, "--masa", masa, "--fakta", facts_folder, "--keluaran", target_folder)
    return tepat("hitung", *where, *words)


def explain(target_folder: Path, nip: str) -> dict[str, Any]:
    """``tepat jelaskan --json``."""
    told = tepat("jelaskan", "--keluaran", target_folder, "--nip", nip, "--json")
    explanation: dict[str, Any] = json.loads(told.out)
    return explanation


def commands(group: object = None, prefix: str = "") -> Iterator[str]:
    """Every command of the program, with all its words."""
    found = typer.main.get_command(app) if group is None else group
    for name, command in found.commands.items():  # type: ignore[attr-defined]
        words = f"{prefix} {name}".strip()
        if hasattr(command, "commands"):
            yield from commands(command, words)
        else:
            yield words


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as texts."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_result(target_folder: Path) -> Mapping[str, dict[str, str]]:
    """The rows of ``hasil.csv`` by nip."""
    return {row["nip"]: row for row in read_rows(target_folder / "hasil.csv")}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
