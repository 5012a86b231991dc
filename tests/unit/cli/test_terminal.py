"""On a terminal: progress that goes away, colours, lines that fit. In a pipe: none of it."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tepat.cli import screen
from tests.packets import nip
from tests.unit.cli.command import _AMBIENT, PROGRAM, run_program
from tests.unit.cli.conftest import Month
from tests.unit.cli.people import MASA

COLUMNS = 80
SIGNS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-9]|9[0-7])(?:;[0-9]+)*m")
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"


def on_terminal(*words: object, **variables: str) -> tuple[int, str]:
    """Run the program on a terminal of 80 columns: its exit code, and all that the terminal was sent."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    ambient = {name: value for name, value in os.environ.items() if name not in _AMBIENT}
    environment = {**ambient, "TERM": "xterm-256color", **variables}
    program = subprocess.Popen(
        [PROGRAM, *map(str, words)], stdin=slave, stdout=slave, stderr=slave, env=environment, close_fds=True
    )
    os.close(slave)
    sent = bytearray()
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        sent += piece
    os.close(master)
    return program.wait(), sent.decode("utf-8").replace("\r\n", "\n")


def hitung(month: Month, target_folder: Path) -> tuple[object, ...]:
    where = ("--fakta", month.facts_folder, "--keluaran", target_folder)
    return "hitung", "--regulasi", "balangan", "--masa", MASA, *where


def test_progress_is_shown_and_gone_before_the_result(four: Month, tmp_path: Path):
    code, sent = on_terminal(*hitung(four, tmp_path / "hasil"))
    assert code == 1
    movement, result = sent.split(SHOW_CURSOR)
    assert HIDE_CURSOR in movement
    assert "menulis paket hasil" in movement
    assert "0:00:0" in movement, "the time is shown"
    assert "TPP balangan" not in movement
    assert "━" not in result
    assert "4 orang: 3 dihitung, 1 tertahan" in result


@pytest.mark.parametrize("words", [("regulasi", "uji", "balangan"), ("regulasi", "periksa", "balangan")])
def test_progress_names_the_region_under_way(words: tuple[str, ...]):
    code, sent = on_terminal(*words)
    assert code == 0
    assert "memeriksa balangan" in sent.split(SHOW_CURSOR)[0]


def test_without_colours_it_moves_without_colours(four: Month, tmp_path: Path):
    sent = on_terminal(*hitung(four, tmp_path / "hasil"), NO_COLOR="1")[1]
    assert HIDE_CURSOR in sent
    assert not COLOUR.search(sent)
    assert COLOUR.search(on_terminal(*hitung(four, tmp_path / "hasil"))[1]), "the test could not see colours"


def test_a_dumb_terminal_gets_plain_lines(four: Month, tmp_path: Path):
    sent = on_terminal(*hitung(four, tmp_path / "hasil"), TERM="dumb")[1]
    assert "\x1b" not in sent
    assert "menulis paket hasil" not in sent
    assert "4 orang: 3 dihitung" in sent


def test_quiet_is_quiet_even_on_a_terminal(four: Month, two: Month, tmp_path: Path):
    assert on_terminal(*hitung(four, tmp_path / "hasil"), "--diam") == (1, "")
    assert on_terminal("periksa", two.folder, "--diam") == (0, "")


def test_quiet_still_tells_what_cannot_be_done(two: Month, tmp_path: Path):
    told = run_program("periksa", tmp_path, "--diam")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("T-001 ")


def test_a_pipe_gets_neither_movement_nor_broken_lines(four: Month, tmp_path: Path):
    told = run_program(*hitung(four, tmp_path / "hasil"), TERM="xterm-256color")
    assert told.err == ""
    assert "\x1b" not in told.out
    assert "H-101 1 × tidak ada baris pada berkas disiplin, yang diperlukan untuk Nilai disiplin kerja\n" in told.out


@pytest.mark.parametrize("command", ["hitung", "jelaskan"])
def test_no_line_is_wider_than_the_terminal(four: Month, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)  # how deep the folders of a test lie is not the command's doing
    words = hitung(four, Path("h")) if command == "hitung" else ("jelaskan", "--keluaran", four.folder)
    sent = on_terminal(*words, *(() if command == "hitung" else ("--nip", nip(1))))[1]
    lines = [SIGNS.sub("", line) for line in sent.split(SHOW_CURSOR)[-1].splitlines()]
    assert len(lines) > 10
    # A command to copy is not broken.
    assert [line for line in lines if len(line) > COLUMNS and not line.startswith("      tepat ")] == []
    assert [line for line in lines if line.endswith("Rp")] == []


def test_amounts_stand_one_below_the_other(two: Month, tmp_path: Path):
    sent = SIGNS.sub("", on_terminal(*hitung(two, tmp_path / "hasil"))[1])
    amounts = [line for line in sent.splitlines() if re.search(r"  Rp [\d.]+$", line)]
    assert len(amounts) == 5
    assert len({len(line) for line in amounts}) == 1


LONG = "│ │   fakta: " + " ".join(["NIP", nip(0), "Rp 1.916.858", "99,5 %"] * 6)


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_folding_breaks_no_number_and_loses_nothing(width: int):
    lines = screen.fold(LONG, width)
    assert max(map(len, lines)) <= width or width < 40
    assert all(line.startswith("│ │   ") for line in lines)
    joined = " ".join(line.removeprefix("│ │   ") for line in lines)
    assert joined.split() == LONG.removeprefix("│ │   ").split()
    for line in lines:
        assert not line.endswith(("Rp", "99,5"))


def test_where_there_is_no_room_a_line_stays_whole():
    deep = "│ " * 30 + "dasar: Pasal 1"
    assert screen.fold(deep, 64) == [deep]


def test_nobody_watches_a_captured_stream(monkeypatch: pytest.MonkeyPatch):
    assert sys.stderr.isatty() is False
    assert screen.watched() is False
