"""Command lines that cannot be understood: each is told with what to write instead, and nothing is done."""

from __future__ import annotations

import pytest

from tests.unit.cli.command import run_program, tepat

WRONG = [
    ("hitng", "U-101 tidak ada perintah 'hitng' (mungkin 'hitung'?)", "U-101 there is no command 'hitng'"),
    ("regulasi perikas", "U-101 tidak ada perintah 'perikas' (mungkin 'periksa'?)", "(did you mean 'periksa'?)"),
    ("qqq", "U-101 tidak ada perintah 'qqq'\n", "U-101 there is no command 'qqq'\n"),
    ("hitung --massa 2024-03", "U-102 tidak ada opsi --massa pada tepat hitung (mungkin '--masa'?)", "U-102"),
    ("--versi", "U-102 tidak ada opsi --versi pada tepat (mungkin '--version'?)", "has no option --versi"),
    (
        "hitung --masa 2024-03",
        "U-103 belum diberi: --regulasi, --fakta, --keluaran\n",
        "U-103 not given: --regulasi, --fakta, --keluaran\n",
    ),
    ("periksa", "U-103 belum diberi: DIR\n", "U-103 not given: DIR\n"),
    ("contoh x --pegawai banyak", "tulis banyaknya orang, 1 sampai 1000000", "U-104 'banyak' cannot be used"),
    ("demo x --pegawai 0", "U-104 '0' tidak dapat dipakai untuk --pegawai", "a whole number 1 to 100000"),
    ("regulasi baru x --nama y --masa 2026-01 --zona WIBB", "tulis salah satu dari WIB, WITA, WIT", "one of WIB, WITA"),
    ("periksa hasil saya", "U-105 kata yang berlebih: saya\n", "U-105 words too many: saya\n"),
    ("hitung --masa", "U-106 opsi --masa ditulis lain: --masa YYYY-MM\n", "U-106 option --masa is written otherwise"),
    ("jelaskan --json=ya", "U-106 opsi --json ditulis lain: --json\n", "U-106"),
]


@pytest.mark.parametrize(("line", "indonesian", "english"), WRONG)
def test_what_is_wrong_is_told_with_what_to_write(line: str, indonesian: str, english: str):
    told, in_english = tepat(*line.split()), run_program(*line.split(), TEPAT_BAHASA="en")
    for outcome, text in ((told, indonesian), (in_english, english)):
        assert (outcome.code, outcome.out) == (2, "")
        assert text in outcome.err
        message, remedy = outcome.err.splitlines()
        assert message.startswith("U-1")
        assert remedy.startswith("    → ")
        assert " --help" in remedy
    assert "tepat" in told.err


@pytest.mark.parametrize("line", [line for line, *_ in WRONG])
def test_typer_says_nothing_itself(line: str):
    told = tepat(*line.split()).err
    assert [
        word for word in ("Usage", "Try ", "Error", "Option", "No such", "Missing", "Invalid") if word in told
    ] == []


def test_a_month_written_short_gets_the_long_form(tmp_path):
    told = tepat("hitung", "--regulasi", "balangan", "--masa", "2024-3", "--fakta", tmp_path, "--keluaran", "x")
    assert told.code == 2
    assert "U-001 masa '2024-3' bukan bulan (mungkin '2024-03'?)" in told.err


@pytest.mark.parametrize("folder", [r"C:\data\fakta", r"data\fakta"])
def test_a_path_of_windows_gets_a_hint(folder: str, tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    where = ("--regulasi", "balangan", "--masa", "2024-03", "--keluaran", "x")
    told = tepat("hitung", *where, "--fakta", folder)
    assert told.code == 2
    assert told.err.startswith(f"U-108 {folder} ditulis seperti jalur Windows")
    assert "tulis misalnya data/fakta" in told.err
    assert list(tmp_path.iterdir()) == []
