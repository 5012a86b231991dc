"""Several months of one region: the same people and machines, another month each time."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tepat.lab.contoh import Series, write_series
from tepat.lang.calendar import Masa
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf, regulations_root


def series() -> Series:
    last = Masa.parse("2024-03")
    return Series(
        pegawai=300,
        last=last,
        months=3,
        benih=1,
        tarif=regulations_root() / "contoh" / "pelengkap-tarif-presensi",
        book=open_book(open_shelf("balangan"), last),
        regulasi="balangan",
        until=date(2024, 3, 19),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deret")
    assert [str(masa) for masa in write_series(path, series())] == ["2024-01", "2024-02", "2024-03"]
    return path


def rows(folder: Path, masa: str, name: str) -> list[dict[str, str]]:
    with (folder / masa / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_series_gives_the_same_bytes(folder: Path, tmp_path: Path):
    write_series(tmp_path, series())
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 100
    assert [name for name in files if (folder / name).read_bytes() != (tmp_path / name).read_bytes()] == []


def test_people_keep_their_number_position_and_pin(folder: Path):
    months = [
        {row["nip"]: (row["nama"], row["kode_jabatan"]) for row in rows(folder, masa, "fakta/pegawai")}
        for masa in ("2024-01", "2024-02", "2024-03")
    ]
    pins = [
        {(row["perangkat"], row["pin"], row["nip"]) for row in rows(folder, masa, "sumber/pin")}
        for masa in ("2024-01", "2024-03")
    ]
    assert months[0].items() <= months[1].items() <= months[2].items()
    assert len(months[0]) > 280
    # Somebody has retired since.
    assert len(pins[0] - pins[1]) == 1


def test_nobody_is_listed_before_the_month_of_the_appointment(folder: Path):
    for masa in ("2024-01", "2024-02", "2024-03"):
        for row in rows(folder, masa, "fakta/pegawai"):
            year, month = row["nip"][8:12], row["nip"][12:14]
            # The number of a PPPK has no month; their intake is of March.
            assert f"{year}-{'03' if month == '21' else month}" <= masa


def test_each_month_has_a_chance_of_its_own(folder: Path):
    january, february = (rows(folder, masa, "fakta/kinerja") for masa in ("2024-01", "2024-02"))
    late = [{row["nip"] for row in month if row["predikat"] != "baik"} for month in (january, february)]
    assert late[0] != late[1]


def test_what_lasts_is_told_by_every_month_that_it_touches(folder: Path):
    here = {row["nip"] for row in rows(folder, "2024-01", "fakta/pegawai")}
    longs = {
        tuple(row.values())
        for row in rows(folder, "2024-03", "fakta/cuti")
        if row["mulai"] < "2024-01-01" and row["nip"] in here
    }
    assert longs
    assert longs <= {tuple(row.values()) for row in rows(folder, "2024-01", "fakta/cuti")}


def test_a_month_that_is_over_lacks_nothing(folder: Path):
    people = rows(folder, "2024-01", "fakta/pegawai")
    salaries = {row["nip"] for row in rows(folder, "2024-01", "fakta/gaji")}
    assert all(row["ptkp"] and row["nip"] in salaries for row in people)


def test_roll_calls_end_with_the_last_day_that_has_happened(folder: Path):
    assert max(row["tanggal"] for row in rows(folder, "2024-03", "sumber/apel")) <= "2024-03-19"
