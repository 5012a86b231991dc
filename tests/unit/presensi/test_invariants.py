"""What may not change a month of attendance: the order of lines and files, telling a thing twice, the time zone, …"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.presensi.random_towns import towns
from tests.unit.presensi.town import Month, Town, connect, each_day, process_folder, write_attlog

MONDAY, TUESDAY = "2026-01-05", "2026-01-06"
FATES = {"dipakai", "antara", "duplikat", "luar_roster", "tanpa_pemilik"}
# A tariff in bands, as regions have them: minutes from which it holds, percent.
BANDS = ((91, Fraction(3, 2)), (61, Fraction(5, 4)), (31, Fraction(1)), (1, Fraction(1, 2)), (0, Fraction(0)))
UNRECORDED = Fraction(3, 2)


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    """One database for all towns of this file."""
    return connect()


@pytest.fixture
def town() -> Town:
    """An office and a hospital of two zones: late, early, absent, on leave, excused, corrected, at night, unknown."""
    town = Town("2026-01")
    town.office("DINAS", "WITA")
    town.office("RSUD", "WIT")
    town.office_hours()
    town.pattern("MALAM", "20:00", "08:00", overnight=True)
    clerk, nurse, other = town.person(), town.person("RSUD"), town.person()
    town.works(clerk, *each_day(MONDAY, "2026-01-30"), masuk="07:46", pulang="15:58")
    town.works(other, MONDAY, TUESDAY)
    for day in (MONDAY, TUESDAY, "2026-01-31"):
        town.duty(nurse, day, "MALAM")
    town.punch(nurse, f"{MONDAY} 19:58", f"{MONDAY} 19:58:05", f"{TUESDAY} 08:03", "2026-02-01 08:30")
    town.punch(clerk, f"{MONDAY} 07:46", f"{MONDAY} 12:00", at="Mesin RSUD")
    town.punch_pin("Mesin DINAS", "0101", f"{MONDAY} 07:30")
    town.leave(other, "sakit", "2026-01-07", "2026-01-09")
    town.correct(other, "2026-01-12", "07:30", "16:00")
    town.outage("2026-01-13", "2026-01-13", unit="DINAS")
    return town


# -- order ------------------------------------------------------------------------------------------------------


@settings(max_examples=8)
@given(town=towns(tidy_lists=True), seed=st.integers(0, 2**32))
def test_order_of_lines_does_not_matter(connection: duckdb.DuckDBPyConnection, town: Town, seed: int):
    shuffled = town.copy()
    Random(seed).shuffle(shuffled.punches)
    before = town.process(connection)
    assert shuffled.process(connection).outcome == before.outcome
    for rows in shuffled.lists.values():
        Random(seed).shuffle(rows)
    after = shuffled.process(connection)
    assert (after.harian, after.disiplin, after.worklist) == (before.harian, before.disiplin, before.worklist)
    assert after.codes == before.codes


def test_order_of_files_and_of_their_lines_does_not_matter(town: Town, tmp_path: Path):
    before = process_folder(town.write(tmp_path / "one"), town)
    folder = town.write(tmp_path / "two")
    for number, path in enumerate(sorted((folder / "mesin").iterdir(), reverse=True)):
        lines = path.read_text().splitlines()
        serial = path.name.removesuffix("_attlog.dat")
        for part in (0, 1):
            write_attlog(path.with_name(f"{serial}_{9 - number}{1 - part}.dat"), reversed(lines[part::2]))
        path.unlink()
    after = process_folder(folder, town)
    assert after.outcome == before.outcome
    assert after.fates == before.fates


# -- twice ------------------------------------------------------------------------------------------------------


def test_the_same_file_under_another_name_changes_nothing(town: Town, tmp_path: Path):
    folder = town.write(tmp_path)
    before = process_folder(folder, town)
    for path in list((folder / "mesin").iterdir()):
        serial = path.name.removesuffix("_attlog.dat")
        path.with_name(f"{serial}_salinan.dat").write_bytes(path.read_bytes())
    after = process_folder(folder, town)
    assert after.outcome == before.outcome
    assert after.fates == before.fates + Counter(duplikat=sum(before.fates.values()))


def test_an_overlapping_export_changes_nothing(town: Town, tmp_path: Path):
    folder = town.write(tmp_path)
    before = process_folder(folder, town)
    path = folder / "mesin" / "SN-DINAS_attlog.dat"
    lines = path.read_text().splitlines()
    write_attlog(path, lines[:25])
    write_attlog(path.with_name("SN-DINAS_minggu-2.dat"), lines[10:])
    after = process_folder(folder, town)
    assert after.outcome == before.outcome
    assert after.fates["duplikat"] == before.fates["duplikat"] + 15


@settings(max_examples=8)
@given(town=towns())
def test_processing_twice_changes_nothing(connection: duckdb.DuckDBPyConnection, town: Town):
    first, second = town.process(connection), town.process(connection)
    assert (second.outcome, second.ketukan) == (first.outcome, first.ketukan)


# -- parts ------------------------------------------------------------------------------------------------------


@settings(max_examples=8)
@given(town=towns())
def test_a_population_in_two_parts_is_the_whole(connection: duckdb.DuckDBPyConnection, town: Town):
    whole = town.process(connection)
    parts = []
    for side in (0, 1):
        part = town.copy()
        part.lists["pegawai"] = part.lists["pegawai"][side::2]
        parts.append(part.process(connection))
    assert sorted([*parts[0].harian, *parts[1].harian], key=repr) == sorted(whole.harian, key=repr)
    assert parts[0].disiplin | parts[1].disiplin == whole.disiplin
    assert not parts[0].disiplin.keys() & parts[1].disiplin.keys()


# -- every punch ends somewhere ---------------------------------------------------------------------------------


def test_every_record_read_ends_in_exactly_one_place(town: Town, tmp_path: Path):
    folder = town.write(tmp_path)
    path = folder / "mesin" / "SN-DINAS_attlog.dat"
    good = len(town.punches)
    with path.open("ab") as file:
        file.write(b"      101\t2026-02-30 07:00:00\t1\t0\t1\t0\r\n      101\t2026-01-05 07:46:00\t1\t0\t1\t0\r\n")
    (folder / "mesin" / "foto.bin").write_bytes(b"\x00\x01")
    month = process_folder(folder, town)
    assert month.intake is not None
    read = sum(item.reading.read for item in month.intake.deliveries)
    assert set(month.fates) == FATES
    assert sum(month.fates.values()) == good + 1
    assert sum(month.fates.values()) + len(month.intake.quarantined) == read == good + 3
    ids = [row["id"] for row in month.ketukan]
    assert len(ids) == len(set(ids))


# -- later is never better --------------------------------------------------------------------------------------


def cut(month: Month, who: str) -> Fraction:
    """A tariff in bands over the ledger of a person; a side that is not recorded costs most."""
    sides = [
        minutes
        for row in month.days(who)
        if row.status in {"hadir", "alpa"}
        for minutes in (row.menit_terlambat, row.menit_pulang_cepat)
    ]
    return sum((UNRECORDED if one is None else band(one) for one in sides), Fraction(0))


def band(minutes: int) -> Fraction:
    return next(percent for least, percent in BANDS if minutes >= least)


@settings(max_examples=12)
@given(
    early=st.integers(0, 4 * 3600 + 15 * 60 - 1),
    later=st.integers(0, 4 * 3600 + 15 * 60 - 1),
    others=st.lists(st.integers(0, 20 * 3600), max_size=3),
    flexible=st.sampled_from((0, 30, 60)),
)
def test_a_later_arrival_is_never_better(
    connection: duckdb.DuckDBPyConnection, early: int, later: int, others: list[int], flexible: int
):
    """Seconds after 07:30; before the midpoint, which is at 11:45."""
    early, later = sorted((early, later))
    months = []
    for arrival in (early, later):
        town = Town("2026-01")
        town.office()
        town.pattern("KERJA", "07:30", "16:00", flexible=flexible)
        town.schedule("KERJA", unit="DINAS")
        clerk = town.person()
        for second in (arrival, *others):
            town.punch(clerk, f"{MONDAY} {_clock(7 * 3600 + 1800 + second)}")
        months.append(town.process(connection))
    sooner, afterwards = (month.days(clerk, MONDAY)[0] for month in months)
    assert afterwards.menit_terlambat >= sooner.menit_terlambat
    if sooner.menit_pulang_cepat is not None:
        assert afterwards.menit_pulang_cepat >= sooner.menit_pulang_cepat
    assert months[1].summary(clerk)[1] <= months[0].summary(clerk)[1]
    assert cut(months[1], clerk) >= cut(months[0], clerk)


def _clock(second: int) -> str:
    second = min(second, 86_399)
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


# -- zones of the process ---------------------------------------------------------------------------------------


@pytest.fixture(params=["Asia/Jakarta", "Asia/Jayapura", "America/New_York"])
def process_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The process lives in another zone for a while."""
    before = os.environ["TZ"]
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ["TZ"] = before
    time.tzset()


def test_the_zone_of_the_process_and_of_the_database_does_not_matter(town: Town, tmp_path: Path, process_zone: str):
    database = connect()
    database.execute(f"SET TimeZone = '{process_zone}'")
    month = process_folder(town.write(tmp_path), town, database)
    assert month.clock("190001021920011001", MONDAY) == ("19:58:00", f"{TUESDAY} 08:03:00")
    assert month.minutes("190001011920011001", TUESDAY) == (16, 2)
    universal = connect()
    universal.execute("SET TimeZone = 'UTC'")
    assert month.outcome == process_folder(tmp_path, town, universal).outcome
