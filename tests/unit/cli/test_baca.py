"""``tepat baca``: a list, as the upload page will read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.command import tepat

NIP_A, NIP_B = "190001011920011001", "190101011921011001"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gaji.csv"


def test_a_sound_list_is_shown_and_ends_with_0(file: Path):
    file.write_text(f"NIP;Gaji Kotor;Potongan\n{NIP_A};4500000;450000\n", "utf-8")
    told = tepat("baca", file)
    assert (told.code, told.err) == (0, "")
    assert "gaji.csv: Daftar gaji (gaji)" in told.out
    assert "1 baris dapat diambil, 0 tidak, 1 bukan data" in told.out
    assert NIP_A in told.out


def test_a_bad_row_is_named_with_its_remedy_and_ends_with_1(file: Path):
    file.write_text(f"NIP;Gaji Kotor;Potongan\n{NIP_A};4.500;1\n" + f"{NIP_B};x;1\n" * 5, "utf-8")
    told = tepat("baca", file)
    assert told.code == 1
    assert "gaji.csv:2:Gaji Kotor: B-105" in told.out
    assert "→ tulis tanpa pemisah" in told.out
    assert "… 2 lagi dengan B-104" in told.out


def test_a_file_that_is_no_list_ends_with_2(file: Path):
    file.write_text("alamat;telepon\n", "utf-8")
    told = tepat("baca", file)
    assert (told.code, told.out) == (2, "")
    assert "B-006" in told.err
    assert "B-011" in tepat("baca", file, "--jenis", "gajih").err
    assert "B-009" in tepat("baca", file.with_name("tiada.csv")).err or tepat("baca", "tiada.csv").code == 2


def test_a_report_is_quiet_where_asked(file: Path):
    file.write_text(f"NIP;Gaji Kotor\n{NIP_A};1\n", "utf-8")
    assert tepat("baca", file, "--jenis", "gaji", "--diam").out == ""
