"""``tepat contoh`` and ``tepat demo``: a synthetic region that can be computed, explained and verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from tepat.cli.sample import Switches, sample_options
from tepat.lab.contoh.generate import MOST_PEOPLE
from tepat.lab.contoh.sumber import MOST_WITH_SOURCES
from tests.unit.cli.command import compute, explain, read_rows, snapshot, tepat
from tests.unit.cli.people import MASA


def make(folder: Path, *words: object) -> int:
    return tepat("contoh", folder, "--pegawai", 40, "--masa", MASA, "--benih", 5, *words).code


def test_a_region_is_made_of_as_many_people_as_asked(tmp_path: Path):
    told = tepat("contoh", tmp_path / "daerah", "--pegawai", 40, "--masa", MASA, "--benih", 5)
    assert (told.code, told.err) == (0, "")
    assert "40 orang" in told.out
    assert len(read_rows(tmp_path / "daerah/fakta/pegawai.csv")) == 40


def test_the_same_seed_makes_the_same_region_and_another_one_another(tmp_path: Path):
    make(tmp_path / "a")
    make(tmp_path / "b")
    make(tmp_path / "c", "--benih", 6)
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")
    assert snapshot(tmp_path / "a/fakta") != snapshot(tmp_path / "c/fakta")


def test_the_sources_of_attendance_come_with_it_unless_they_are_declined(tmp_path: Path):
    make(tmp_path / "a")
    assert read_rows(tmp_path / "a/sumber/perangkat.csv")
    assert any(path.name.endswith("_attlog.dat") for path in (tmp_path / "a/sumber/mesin").iterdir())
    make(tmp_path / "b", "--tanpa-sumber")
    assert not (tmp_path / "b/sumber").exists()
    assert snapshot(tmp_path / "a/fakta") == snapshot(tmp_path / "b/fakta")


def test_a_large_region_comes_without_sources():
    small, large = (
        sample_options(Switches(bersih=False, kotor=False, harian=False, sumber=True), None, MASA, people)
        for people in (MOST_WITH_SOURCES, MOST_WITH_SOURCES + 1)
    )
    assert (small.sumber, large.sumber) == (True, False)


def test_the_help_says_from_how_many_people_on_there_are_no_sources():
    assert f"di atas {MOST_WITH_SOURCES} orang" in " ".join(tepat("contoh", "--help").out.split())


def test_nobody_in_it_could_be_a_real_employee(tmp_path: Path):
    make(tmp_path / "daerah")
    assert {row["nip"][:3] for row in read_rows(tmp_path / "daerah/fakta/pegawai.csv")} == {"190"}


def test_a_region_is_computed_explained_and_verified(tmp_path: Path):
    make(tmp_path / "daerah")
    code = compute(tmp_path / "daerah", tmp_path / "hasil", MASA).code
    rows = read_rows(tmp_path / "hasil/hasil.csv")
    assert code == (1 if any(row["status_hitung"] == "tertahan" for row in rows) else 0)
    somebody = next(row for row in rows if row["status_hitung"] == "dihitung")
    assert explain(tmp_path / "hasil", somebody["nip"])["nilai"]["tpp_diterima"] == somebody["tpp_diterima"]
    assert tepat("periksa", tmp_path / "hasil").code == 0


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path):
    (tmp_path / "surat.txt").write_text("penting", "utf-8")
    told = tepat("contoh", tmp_path)
    assert (told.code, told.out) == (2, "")
    assert "C-001" in told.err
    assert snapshot(tmp_path) == {"surat.txt": b"penting"}


def test_a_month_that_is_none_is_told(tmp_path: Path):
    told = tepat("contoh", tmp_path / "daerah", "--masa", "Maret")
    assert (told.code, told.out) == (2, "")
    assert "C-003 masa Maret bukan bulan" in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [-1, 0, MOST_PEOPLE + 1])
def test_a_number_of_people_that_no_region_has_is_told(tmp_path: Path, number: int):
    told = tepat("contoh", tmp_path / "daerah", "--pegawai", number)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"C-002 jumlah pegawai {number} di luar 1 sampai {MOST_PEOPLE}")
    assert list(tmp_path.iterdir()) == []


def test_the_help_offers_as_many_people_as_a_region_takes():
    assert f"1 sampai {MOST_PEOPLE}" in tepat("contoh", "--help").out


def test_the_tour_ends_well(tmp_path: Path):
    told = tepat("demo", tmp_path / "demo", "--pegawai", 40)
    assert (told.code, told.err) == (0, "")
    for command in ("tepat contoh", "tepat hitung", "tepat jelaskan", "tepat periksa"):
        assert f"$ {command} " in told.out
    assert "Sama: 40 orang" in told.out
