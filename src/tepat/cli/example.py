"""Running an example of the findings catalogue: its files in a folder, and the command typed there, in this process."""

from __future__ import annotations

import csv
import io
import re
import runpy
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from tepat.lab.temuan import Example, write_base

# A message begins with its code, after the place where it stands; remedies and details may name other codes.
_MESSAGE = re.compile(r"\s*(?:[^→]*?: )??([A-Z]-\d{3}) ")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Told:
    """How a command ended, and everything it said."""

    code: int
    text: str

    def of(self, kode: str) -> list[str]:
        """Each time the code is said: the line, and the lines below it that belong to it."""
        return list(_told(kode, self.text.splitlines()))


def _told(kode: str, lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        begins = _MESSAGE.match(line)
        if begins and begins[1] == kode:
            yield "\n".join([line, *_below(lines[number + 1 :], _indent(line))])


def _below(lines: Sequence[str], depth: int) -> Iterator[str]:
    """The lines that belong to a message: its remedy, and what stands deeper than it."""
    for line in lines:
        deeper = _indent(line) > depth or line.lstrip().startswith("→")
        if not line.strip() or not deeper or _MESSAGE.match(line):
            return
        yield line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def prepare(example: Example, folder: Path) -> None:
    """Write an example's files into a folder and bring them to where only its command is left to type."""
    begin(example, folder)
    finish(example, folder)


def begin(example: Example, folder: Path) -> None:
    """The changed base, and the first commands run on it."""
    write_base(example.dasar, folder)
    for change in example.ubah:
        change.apply(folder)
    for command in example.siap:
        run_line(command, folder)


def finish(example: Example, folder: Path) -> None:
    """The changes to what the first commands wrote."""
    for change in example.lalu:
        change.apply(folder)


def type_command(example: Example, folder: Path) -> Told:
    """Run the command of an example whose files are in ``folder``, and look where it says its code."""
    told = run_line(example.perintah, folder)
    return Told(told.code, told.text + _quarantined(folder / example.karantina)) if example.karantina else told


def _quarantined(path: Path) -> str:
    """Every record in quarantine as a message: its place, its reason, its remedy and how it begins."""
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", newline="") as file:
        return "\n" + "\n".join(
            f"{row['berkas']}:{row['baris']}: {row['kode']} {row['pesan']}\n    → {row['perbaikan']}\n    {raw[0]}"
            for row in csv.DictReader(file)
            if (raw := row["mentah"].splitlines() or [""])
        )


def run_line(command: str, folder: Path) -> Told:
    """Run one command as if it were typed in ``folder``: ``tepat …``, or ``python`` with a file."""
    program, *words = shlex.split(command)
    said = io.StringIO()
    with chdir(folder), redirect_stdout(said), redirect_stderr(said):
        code = {"tepat": _run_tepat, "python": _run_python}[program](words)
    return Told(code, _COLOUR.sub("", said.getvalue()))


def _run_tepat(words: Sequence[str]) -> int:
    from tepat.cli.main import main

    with _typed(["tepat", *words]):
        try:
            main()
        except SystemExit as ended:
            return int(ended.code or 0)


def _run_python(words: Sequence[str]) -> int:
    """A file of Python; what it refuses is told without the way there."""
    from tepat.lang.errors import TepatError

    try:
        runpy.run_path(words[0])
    except TepatError as error:
        print(error)
        return 1
    return 0


@contextmanager
def _typed(words: list[str]) -> Iterator[None]:
    """The command line of this process, for as long as a command of its own runs."""
    before, sys.argv = sys.argv, words
    try:
        yield
    finally:
        sys.argv = before
