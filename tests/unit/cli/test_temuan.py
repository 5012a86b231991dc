"""``tepat temuan``: a code explained, searched, listed, and its example written so that it can be run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tepat.cli.example import Told
from tepat.lang.messages import ACTIVITIES, catalogue
from tests.unit.cli.command import run_program, snapshot, tepat


@pytest.mark.parametrize("asked", ["F-112", "f-112", "F112", "f 112", "f_112"])
def test_a_code_is_found_however_it_is_typed(asked: str):
    told = tepat("temuan", asked)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("F-112 NIP '{nilai}' sudah dirusak aplikasi lembar kerja")


def test_a_code_is_shown_with_consequence_cause_remedy_and_example():
    told = tepat("temuan", "F-106").out
    assert "tahan: bulan pegawai itu ditahan" in told
    parts = [told.index(title) for title in ("\nSebab\n", "\nPerbaikan\n", "\nContoh\n")]
    assert parts == sorted(parts)
    assert "- 190002022020021002,,,,sangat_baik," in told
    assert "+ 190002022020021002,,,,Sangat Baik," in told
    assert "$ tepat hitung --regulasi daerah/intan" in told
    assert "tepat temuan F-106 --contoh coba-f-106" in told


def test_a_sentence_that_a_regulation_words_is_not_shown_as_a_blank():
    assert tepat("temuan", "H-105").out.startswith("H-105 (bunyinya menurut keadaannya)")


def test_a_change_after_the_first_command_is_shown_after_it():
    told = tepat("temuan", "T-107").out
    assert told.index("$ tepat hitung") < told.index("Berkas hasil/rekap.xlsx dihapus.") < told.index("$ tepat periksa")


@pytest.mark.parametrize(("asked", "nearest"), [("F-212", "F-2"), ("X-112", "-112")])
def test_an_unknown_code_is_refused_with_the_nearest(asked: str, nearest: str):
    told = tepat("temuan", asked)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"U-020 kode temuan '{asked}' tidak ada (mungkin '")
    assert nearest in told.err.partition("mungkin")[2]


def codes_in(listing: str) -> list[str]:
    return re.findall(r"^  ([A-Z]-\d{3})  ", listing, re.MULTILINE)


def test_without_a_word_every_finding_is_listed_by_what_one_is_doing():
    told = tepat("temuan")
    assert told.code == 0
    listing, _, end = told.out.partition(f"{len(catalogue())} temuan\n")
    assert sorted(codes_in(listing)) == sorted(catalogue())
    titles = [line for line in listing.splitlines() if not line.startswith(" ")]
    assert titles == [title["id"] for title in ACTIVITIES.values()]
    assert "tepat temuan gaji" in end


def test_words_are_looked_for_in_all_the_texts_of_a_finding_and_in_any_case():
    told = tepat("temuan", "UTF-16")
    assert codes_in(told.out) == ["F-010"]
    both = tepat("temuan", "nip", "lembar", "kerja")
    assert {"F-112", "F-207"} <= set(codes_in(both.out))
    assert "F-203" not in both.out


def test_a_word_that_stands_nowhere_is_refused():
    told = tepat("temuan", "kulkas")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("U-021 tidak ada temuan yang memuat 'kulkas'")


def test_english_is_english():
    told = run_program("temuan", "R-032", TEPAT_BAHASA="en")
    assert told.code == 0
    for text in (
        "R-032 table {tabel}: {kunci} has no row",
        "Cause\n",
        "Remedy\n",
        "In daerah/contoh/",
        "try it yourself",
    ):
        assert text in told.out


# --- its files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "exit_code"), [("F-106", 1), ("R-032", 2), ("T-104", 1), ("H-205", 0)])
def test_a_written_example_says_its_code_when_its_command_is_typed(
    code: str, exit_code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    written = tepat("temuan", code, "--contoh", tmp_path / "coba")
    assert (written.code, written.err) == (0, "")
    go, command = re.findall(r"^      (cd .*|tepat .*)$", written.out, re.MULTILINE)
    assert go == f"cd {tmp_path / 'coba'}"
    monkeypatch.chdir(tmp_path / "coba")
    told = tepat(*command.removeprefix("tepat ").split())
    assert told.code == exit_code
    assert f"{code} " in told.out + told.err


def test_what_was_changed_is_told_with_the_files(tmp_path: Path):
    told = tepat("temuan", "F-001", "--contoh", tmp_path / "baru" / "coba").out
    assert "Berkas fakta/gaji.csv dihapus." in told
    assert not (tmp_path / "baru/coba/fakta/gaji.csv").exists()
    assert (tmp_path / "baru/coba/fakta/pegawai.csv").exists()


def test_an_example_is_not_written_over_anything(tmp_path: Path):
    (tmp_path / "surat.txt").write_text("penting", "utf-8")
    before = snapshot(tmp_path)
    for target in (tmp_path, tmp_path / "surat.txt"):
        told = tepat("temuan", "F-106", "--contoh", target)
        assert (told.code, told.out) == (2, "")
        assert told.err.startswith("U-022 ")
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("words", [(), ("npwp",)])
def test_an_example_is_of_one_code(words: tuple[str, ...], tmp_path: Path):
    told = tepat("temuan", *words, "--contoh", tmp_path / "coba")
    assert told.code == 2
    assert told.err.startswith("U-023 ")
    assert not (tmp_path / "coba").exists()


# --- reading what a command said -------------------------------------------------------------------------------------

SAID = """\
TPP intan masa 2026-01
Temuan:
  F-118 1 × kode_jabatan 'J-7' tertulis lebih dari sekali
      → sisakan satu baris
      (jabatan.csv:2:kode_jabatan)
  H-107 2 × baris berkas jabatan tidak sah (F-118)
      → perbaiki baris itu; temuan F-118 menyebut apa yang salah

daerah/x/aturan.toml:3:1 [a]: L-001 rumus tidak dapat dibaca
    → perbaiki
    daerah/x/instrumen.toml:1: R-067 belum pernah dibandingkan
    → bandingkan
    daerah/y/instrumen.toml:1: R-067 belum pernah dibandingkan
    → bandingkan
"""


def test_a_code_is_said_where_a_message_begins_with_it():
    told = Told(1, SAID)
    assert [text.splitlines()[-1].strip() for text in told.of("F-118")] == ["(jabatan.csv:2:kode_jabatan)"]
    assert told.of("L-001") == ["daerah/x/aturan.toml:3:1 [a]: L-001 rumus tidak dapat dibaca\n    → perbaiki"]
    assert [len(text.splitlines()) for text in told.of("R-067")] == [2, 2]
    assert told.of("F-001") == []
