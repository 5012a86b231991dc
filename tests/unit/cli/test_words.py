"""The command line itself: help, languages, streams, colours, and the program as it is installed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.packets import nip
from tests.unit.cli.command import run_program, tepat
from tests.unit.cli.conftest import Month
from tests.unit.cli.people import MASA

COMMANDS = {
    "": "hitung",
    "contoh": "--benih",
    "hitung": "--sebelumnya",
    "jelaskan": "--json",
    "periksa": "DIR",
    "sql": "--dialek",
    "demo": "DIR",
    "temuan": "--contoh",
    "regulasi": "tampil",
    "regulasi daftar": "--help",
    "regulasi tampil": "--masa",
    "regulasi beda": "--ke",
    "regulasi periksa": "[R]",
    "regulasi uji": "[R]",
}
OPTIONS = ("regulasi", "masa", "fakta", "keluaran", "pelengkap", "mesin", "diketahui", "sebelumnya", "jenis", "urutan")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str):
    told = tepat(*command.split(), "--help")
    assert (told.code, told.err) == (0, "")
    assert COMMANDS[command] in told.out


def test_hitung_has_the_options_of_the_contract():
    told = tepat("hitung", "--help").out
    assert set(re.findall(r"^  --(\w+)", told, re.MULTILINE)) == {*OPTIONS, "presensi", "diam", "help"}


@pytest.mark.parametrize(
    ("words", "indonesian", "english"),
    [
        (("--help",), "Hitung sebulan dari paket fakta.", "Compute a month from a fact packet."),
        (("hitung", "--help"), "folder paket hasil", "folder of the result packet"),
        (("regulasi", "daftar"), "mulai masa 2024-01", "from 2024-01"),
    ],
)
def test_the_language_follows_tepat_bahasa(words: tuple[str, ...], indonesian: str, english: str):
    told, told_in_english = run_program(*words), run_program(*words, TEPAT_BAHASA="en")
    assert indonesian in told.out
    assert english not in told.out
    assert english in told_in_english.out
    assert indonesian not in told_in_english.out
    assert told.code == told_in_english.code == 0


def test_problems_are_told_in_english_too():
    told = run_program("sql", "--regulasi", "balangan", "--masa", "March", TEPAT_BAHASA="en")
    assert (told.code, told.out) == (2, "")
    assert told.err == "U-001 masa 'March' is not a month\n    → write year and month, for example --masa 2024-03\n"


def test_a_whole_month_in_english(four: Month, tmp_path: Path):
    where = ("--fakta", four.facts_folder, "--keluaran", tmp_path / "hasil")
    told = run_program("hitung", "--regulasi", "balangan", "--masa", MASA, *where, TEPAT_BAHASA="en")
    assert (told.code, told.err) == (1, "")
    assert "4 people: 3 computed, 1 withheld" in told.out
    assert "H-101 1 × there is no row in file disiplin" in told.out
    assert "there is no row in file disiplin" in (tmp_path / "hasil/temuan.csv").read_text("utf-8")
    again = run_program("periksa", tmp_path / "hasil")
    assert (again.code, again.err) == (0, ""), "a packet in English verifies for a reader of Indonesian"


ESCAPE = "\x1b["


@pytest.mark.parametrize(
    "words",
    [
        ("regulasi", "daftar"),
        ("hitung",),
    ],
)
def test_no_colours_where_nobody_watches(words: tuple[str, ...]):
    told = run_program(*words, TERM="xterm-256color")
    assert ESCAPE not in told.out + told.err


def test_no_colours_in_an_explanation_that_is_written_to_a_file(four: Month):
    words = ("jelaskan", "--keluaran", four.folder, "--nip", nip(2))
    assert ESCAPE not in run_program(*words, TERM="xterm-256color").out
    assert ESCAPE in run_program(*words, FORCE_COLOR="1").out, "the test could not see colours"


def test_json_has_no_colours_even_where_they_are_forced(four: Month):
    told = run_program("jelaskan", "--keluaran", four.folder, "--nip", nip(0), "--json", FORCE_COLOR="1")
    assert ESCAPE not in told.out
    assert told.out.startswith("{")


def test_the_words_are_utf_8_whatever_the_locale(four: Month):
    told = run_program("jelaskan", "--keluaran", four.folder, "--nip", nip(0), LC_ALL="C", PYTHONUTF8="0")
    assert told.code == 0
    assert "−" in told.out
