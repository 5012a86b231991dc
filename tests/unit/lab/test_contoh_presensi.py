"""Attendance of the synthetic region: the calendar, the day ledger that agrees with the summary, and its seasons."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.engine.compute import Resources, compute
from tepat.lab.contoh import Level, Options, generate
from tepat.lab.contoh.attendance import AttendanceMonths, Roster, late_chance
from tepat.lab.contoh.holidays import holidays_of, knows_joint_leave, ramadan_of
from tepat.lab.contoh.months import Pola, WorkMonth, count_workdays
from tepat.lab.contoh.plan import make_plan
from tepat.lab.contoh.tariff import percent_text, read_tariff
from tepat.lang.calendar import Masa
from tepat.law.packet import HARIAN, STATUS_HARIAN
from tepat.law.presensi import attendance_book

TARIF = Path(__file__).parents[3] / "regulasi/contoh/pelengkap-tarif-presensi"
PRESENT = ("hadir", "dinas_luar", "diklat", "gangguan")

# Working days of each month, national holidays and joint leave removed: weeks of five days and of six.
WORKDAYS = {
    2023: (
        (21, 20, 21, 14, 21, 17, 20, 22, 20, 22, 22, 19),
        (25, 23, 25, 18, 25, 21, 25, 26, 25, 26, 26, 24),
    ),
    2024: (
        (22, 18, 18, 16, 18, 18, 23, 22, 20, 23, 20, 20),
        (26, 21, 23, 20, 22, 22, 27, 26, 24, 27, 25, 24),
    ),
    2025: (
        (19, 20, 19, 16, 17, 18, 23, 20, 21, 23, 20, 21),
        (23, 24, 23, 20, 22, 22, 27, 25, 25, 27, 25, 25),
    ),
    2026: (
        (20, 18, 17, 21, 16, 20, 23, 19, 22, 22, 21, 21),
        (25, 22, 20, 25, 21, 24, 27, 24, 26, 27, 25, 25),
    ),
    2027: (
        (19, 19, 15, 22, 16, 21, 22, 21, 22, 21, 22, 22),
        (24, 22, 19, 26, 20, 25, 27, 25, 26, 26, 26, 25),
    ),
}


@pytest.mark.parametrize("year", WORKDAYS)
def test_working_days_are_those_of_the_holidays_of_the_year(year: int):
    months = [WorkMonth(Masa(year, month)) for month in range(1, 13)]
    assert tuple(len(month.duties(Pola.KANTOR)) for month in months) == WORKDAYS[year][0]
    assert tuple(len(month.duties(Pola.ENAM_HARI)) for month in months) == WORKDAYS[year][1]


def test_earlier_years_have_their_holidays_and_later_ones_no_joint_leave():
    assert date(2022, 5, 2) in holidays_of(2022)
    assert count_workdays(Masa(2022, 5)) == 15
    assert knows_joint_leave(2022)
    assert not knows_joint_leave(2040)


def test_a_month_of_fasting_ends_the_day_before_the_feast():
    assert max(ramadan_of(2024)) == date(2024, 4, 9)
    assert len(WorkMonth(Masa(2024, 3)).ramadan) == 20


def test_a_feast_in_january_ends_a_fast_that_began_in_december():
    assert min(ramadan_of(2000)) == date(2000, 1, 1)
    assert date(1999, 12, 31) in ramadan_of(1999)
    assert {day.year for day in ramadan_of(2000)} == {2000}


def test_shifts_go_round_and_every_hour_of_the_day_has_its_team():
    month = WorkMonth(Masa(2024, 3))
    on_duty = defaultdict(list)
    for team in range(4):
        for duty in month.duties(Pola.JAGA, team):
            on_duty[duty.tanggal].append(duty.shift)
    assert all(sorted(shifts) == ["malam", "pagi", "siang"] for shifts in on_duty.values())
    assert len(on_duty) == 31


def test_schools_have_no_duty_between_the_semesters():
    december = {duty.tanggal.day for duty in WorkMonth(Masa(2024, 12)).duties(Pola.SEKOLAH)}
    assert max(december) == 18
    assert len(WorkMonth(Masa(2024, 7)).duties(Pola.SEKOLAH)) == 27 - 6


def test_the_chance_of_being_late_grows_by_the_declared_factors():
    march, june = WorkMonth(Masa(2024, 3)), WorkMonth(Masa(2024, 6))
    tuesday = late_chance(date(2024, 6, 4), june, "dinas", 1_000)
    assert tuesday == 1_000
    assert late_chance(date(2024, 6, 3), june, "dinas", 1_000) == 1_200
    assert late_chance(date(2024, 6, 19), june, "dinas", 1_000) == 1_500
    assert late_chance(date(2024, 6, 4), june, "sekolah", 1_000) == 800
    assert late_chance(date(2024, 3, 6), march, "dinas", 1_000) == 1_250
    assert late_chance(date(2024, 3, 20), march, "dinas", 1_000) == 1_625


@given(benih=st.integers(), year=st.integers(2023, 2027), number=st.integers(1, 12), pola=st.sampled_from(Pola))
def test_a_month_never_has_more_events_than_days_of_presence(benih: int, year: int, number: int, pola: Pola):
    roster = Roster(pola, benih % 4, "dinas")
    months = AttendanceMonths(benih, WorkMonth(Masa(year, number)))
    for month in (months.ordinary(roster), months.few_days(roster), months.absent_all_month(roster)):
        away = sum(status not in PRESENT for status in month.status.values())
        excused = away - sum(status == "alpa" for status in month.status.values())
        assert month.present_halves + month.absent_halves + 2 * excused == 2 * len(month.duties)
        assert {*month.late, *month.early, *month.open}.isdisjoint(month.status)
        assert month.open.isdisjoint(month.early)
        assert all(1 <= minutes <= 120 for minutes in (*month.late.values(), *month.early.values()))


@given(benih=st.integers(), first=st.integers(1, 31), length=st.integers(0, 30))
def test_the_part_of_a_month_keeps_each_day_as_it_was(benih: int, first: int, length: int):
    month = AttendanceMonths(benih, WorkMonth(Masa(2024, 3))).ordinary(Roster(Pola.ENAM_HARI, 0, "sekolah"))
    begin, end = date(2024, 3, first), date(2024, 3, first) + timedelta(length)
    part = month.within(begin, end)
    days = {duty.tanggal: at for at, duty in enumerate(month.duties)}
    assert [duty.tanggal for duty in part.duties] == [day for day in days if begin <= day <= end]
    for at, duty in enumerate(part.duties):
        before = days[duty.tanggal]
        assert part.late.get(at) == month.late.get(before)
        assert part.status.get(at) == month.status.get(before)
        assert (at in part.open) == (before in month.open)


# --- the ledger in files -----------------------------------------------------------------------------------------


Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("harian")
    options = Options(Level.BERSIH, harian=True)
    generate(folder, pegawai=1_500, masa="2024-03", benih=3, tarif=TARIF, options=options)
    return folder / "fakta"


@pytest.fixture(scope="module")
def ledger(region: Path) -> dict[str, Rows]:
    days: dict[str, Rows] = defaultdict(list)
    for row in read(region / "harian.csv"):
        days[row["nip"]].append(row)
    return days


def test_the_ledger_is_written_only_when_it_is_asked_for(tmp_path: Path, region: Path):
    generate(tmp_path, pegawai=1_500, masa="2024-03", benih=3, tarif=TARIF, options=Options(Level.BERSIH))
    plain = {path.name: path.read_bytes() for path in (tmp_path / "fakta").iterdir()}
    with_ledger = {path.name: path.read_bytes() for path in region.iterdir()}
    assert with_ledger.keys() - plain.keys() == {"harian.csv"}
    assert plain.items() < with_ledger.items()


def test_the_summary_is_what_the_ledger_sums_up_to(region: Path, ledger: dict[str, Rows]):
    tariff = read_tariff(TARIF)
    summaries = read(region / "disiplin.csv")
    for row in summaries:
        days = ledger[row["nip"]]
        unfinished = [day for day in days if day["status"] == "hadir" and not day["pulang"]]
        absent = 2 * sum(day["status"] == "alpa" for day in days) + len(unfinished)
        present = 2 * sum(day["status"] in PRESENT for day in days) - len(unfinished)
        late = [int(day["menit_terlambat"]) for day in days if day["menit_terlambat"]]
        early = [int(day["menit_pulang_cepat"]) for day in days if day["menit_pulang_cepat"]]
        assert int(row["hari_kerja"]) == len(days)
        assert halves(row["hari_hadir"]) == present
        assert halves(row["hari_alpa"]) == absent
        assert row["potongan_persen"] == percent_text(tariff.deduction(late, early, absent))
    assert {row["nip"] for row in summaries} == set(ledger)


def halves(text: str) -> int:
    whole, _, half = text.partition(".")
    return 2 * int(whole) + (half == "5")


def test_minutes_are_those_between_the_clocks(ledger: dict[str, Rows]):
    for day in (day for days in ledger.values() for day in days if day["status"] == "hadir"):
        late = datetime.fromisoformat(day["masuk"]) - datetime.fromisoformat(day["jam_masuk_wajib"])
        assert int(day["menit_terlambat"]) == max(late // timedelta(minutes=1), 0)
        if day["pulang"]:
            early = datetime.fromisoformat(day["jam_pulang_wajib"]) - datetime.fromisoformat(day["pulang"])
            assert int(day["menit_pulang_cepat"]) == max(early // timedelta(minutes=1), 0)


def test_rows_are_the_columns_of_the_contract_and_repeat_no_key(ledger: dict[str, Rows]):
    days = [day for rows in ledger.values() for day in rows]
    assert tuple(days[0]) == HARIAN.names
    assert {day["status"] for day in days} <= set(STATUS_HARIAN.codes)
    assert len({tuple(day[name] for name in HARIAN.key) for day in days}) == len(days)
    assert {day["pola"] for day in days} == {
        *("kantor", "enam_hari", "sekolah"),
        *("jaga_pagi", "jaga_siang", "jaga_malam"),
    }


def test_a_unit_whose_machine_failed_lost_one_day_together(region: Path, ledger: dict[str, Rows]):
    unit = {row["nip"]: row["kode_unit"] for row in read(region / "pegawai.csv")}
    lost = defaultdict(set)
    for nip, days in ledger.items():
        lost[unit[nip]] |= {day["tanggal"] for day in days if day["status"] == "gangguan"}
    failed = {code: days for code, days in lost.items() if days}
    assert failed
    assert all(len(days) == 1 for days in failed.values())


def test_newcomers_have_no_day_before_they_came_and_leavers_none_after(region: Path, ledger: dict[str, Rows]):
    event = make_plan(3, 1_500, Masa(2024, 3), Level.BERSIH).event
    people = [row["nip"] for row in read(region / "pegawai.csv")]
    came, left = ([people[at] for at, kind in event.items() if kind == what] for what in ("masuk", "keluar"))
    assert len(came) == len(left) == 1
    assert all(day["tanggal"] >= "2024-03-04" for nip in came for day in ledger[nip])
    assert all(day["tanggal"] <= "2024-03-28" for nip in left for day in ledger[nip])


def test_the_supplements_tariff_cuts_the_ledger_to_the_summary(region: Path):
    book = attendance_book("balangan", Masa(2024, 3), TARIF)
    assert book is not None
    run = compute(region, book, Resources(threads=1))
    cut = dict(run.connection.execute("SELECT nip, potongan_kehadiran FROM hasil").fetchall())
    summary = {row["nip"]: Fraction(row["potongan_persen"]) / 100 for row in read(region / "disiplin.csv")}
    assert any(summary.values())
    assert {nip: Fraction(str(cut[nip])) for nip in summary} == summary
