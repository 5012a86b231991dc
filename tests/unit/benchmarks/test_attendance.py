"""The month of punches at a tiny size: what its dice say is what `presensi` finds, and an error would be counted."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from benchmarks.alone.steps import Ran
from benchmarks.attendance.sizes import MILLION, Punches
from benchmarks.attendance.steps import BARE, KEPT, SUMMARY, TEPAT, Checked, check, make_town, measure
from benchmarks.attendance.town import EXPECTED, PUNCHES
from benchmarks.measured import Measured
from benchmarks.page import attendance

PEOPLE = 1_500


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kota")
    make_town(folder, PEOPLE)
    measure(TEPAT, folder)
    return folder


def ask(query: str) -> list[tuple[object, ...]]:
    with closing(duckdb.connect()) as connection:
        return connection.execute(query).fetchall()


def test_a_person_punches_some_forty_four_times_a_month(town: Path):
    ((punches,),) = ask(f"SELECT count(*) FROM '{town / PUNCHES}'")
    assert 43 * PEOPLE < int(str(punches)) < 45 * PEOPLE


def test_the_dice_throw_absence_half_days_leave_and_nights(town: Path):
    ((absent, halves),) = ask(f"SELECT sum(hari_alpa), count(*) FILTER (hari_hadir % 1 <> 0) FROM '{town / EXPECTED}'")
    assert int(str(absent)) > 0
    assert int(str(halves)) > 0
    assert ask(f"SELECT 1 FROM '{town / 'izin.parquet'}' LIMIT 1") == [(1,)]
    assert ask(f"SELECT count(DISTINCT nip) > 100 FROM '{town / 'roster.parquet'}' WHERE kode_pola = 'M'") == [(True,)]


def test_nobody_is_wrong_and_every_day_of_offices_is_that_of_the_bare_query(town: Path):
    found = check(town, days=True)
    assert (found.people, found.wrong, found.differing) == (PEOPLE, 0, 0)
    assert found.days > 20 * 0.8 * PEOPLE


@pytest.mark.parametrize("name", [BARE, KEPT])
def test_the_bare_query_runs_over_the_same_file(name: str, town: Path):
    ran = measure(name, town)
    assert len(ran.seconds) == 1
    assert ran.peak > 0


def test_a_planted_error_is_counted(town: Path, tmp_path: Path):
    for file in town.glob("*.parquet"):
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / SUMMARY).unlink()
    first = f"(SELECT min(nip) FROM '{town / SUMMARY}')"
    ask(f"""COPY (SELECT * REPLACE (CASE WHEN nip = {first} THEN hari_alpa + 1 ELSE hari_alpa END AS hari_alpa)
FROM '{town / SUMMARY}') TO '{tmp_path / SUMMARY}'""")
    assert check(tmp_path, days=False) == Checked(PEOPLE, 1, 0, 0)


def measured(checked: Checked) -> Punches:
    ran = {
        TEPAT: Ran((12.0, 11.0), 2_000.0, 15.0),
        BARE: Ran((5.0, 6.0), 2_500.0, 9.0),
        KEPT: Ran((9.0,), 2_500.0, 12.0),
    }
    return Punches(MILLION, 44_000_000, ran, checked)


def test_the_page_says_what_misses_its_aim():
    lines = list(attendance.verdict([measured(Checked(MILLION, 0, 10, 0))]))
    assert "2.20 × the barest query over the same file, **not within** the aim of 2.0 ×" in lines[0]
    assert "at most 2,000 MB" in lines[1]
    assert "within the aim of 6,000 MB" in lines[1]


@pytest.mark.parametrize("wrong", [{"wrong": 1}, {"differing": 1}])
def test_somebody_wrong_makes_the_run_fail(wrong: dict[str, int]):
    right = Checked(MILLION, 0, 10, 0)
    assert Measured(attendance=[measured(right)]).wrong == 0
    assert Measured(attendance=[measured(replace(right, **wrong))]).wrong == 1
