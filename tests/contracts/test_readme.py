"""The README says what the program does: its commands, their options, and what one sees."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.cli.command import commands, tepat

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TABLE = re.findall(
    r"^\| `(tepat [^`]+)` \|", README.split("## What it can do today")[1].split("\n## ")[0], re.MULTILINE
)
SKIPPED = "…"


def command_of(line: str) -> str:
    """The longest command that a line begins with; empty where it begins with none."""
    words = line.removeprefix("tepat ").split()
    known = set(commands())
    fitting = [name for end in (1, 2) if (name := " ".join(words[:end])) in known]
    return fitting[-1] if fitting else ""


def unknown_options(line: str) -> list[str]:
    """Options in a line of the README that its command does not have."""
    told = tepat(*command_of(line).split(), "--help").out
    return [option for option in re.findall(r"--[\w-]+", line) if option not in told]


def test_every_command_stands_in_the_table_and_no_other():
    assert sorted(map(command_of, TABLE)) == sorted(commands())


@pytest.mark.parametrize("line", TABLE)
def test_the_options_of_the_table_exist(line: str):
    assert unknown_options(line) == []


def test_a_planted_option_is_caught():
    assert unknown_options("tepat hitung --regulasi R --ramal") == ["--ramal"]
    assert command_of("tepat ramal") == ""


def test_commands_in_the_text_exist():
    named = re.findall(r"`(tepat [a-z][^`]*)`", README)
    assert len(named) > len(TABLE)
    assert [line for line in named if not command_of(line)] == []


def excerpts() -> Iterator[tuple[str, list[list[str]]]]:
    """Commands of the first screen with the pieces of what they show, cut where lines are left out."""
    (block,) = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for piece in block.split("$ ")[1:]:
        command, *lines = piece.rstrip("\n").split("\n")
        pieces: list[list[str]] = [[]]
        for line in lines:
            if line == SKIPPED:
                pieces.append([])
            else:
                pieces[-1].append(line)
        yield command, [lines for lines in pieces if lines]


def test_what_one_sees_is_what_the_program_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    shown = 0
    for command, pieces in excerpts():
        told = tepat(*shlex.split(command)[1:])
        assert told.err == ""
        rest = told.out
        for lines in pieces:
            text = "\n".join(lines) + "\n"
            assert text in rest, f"the README shows\n{text}\nbut {command} says\n{told.out[:3000]}"
            rest = rest.split(text, 1)[1]
            shown += len(lines)
    assert shown > 5
