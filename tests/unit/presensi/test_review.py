"""The review lists what is odd by exact rules, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tepat.lang.findings import Finding
from tepat.presensi.review import ReviewLimits, review
from tests.unit.presensi.months import MASA, MASUK, PULANG, Month, moment, nip, workdays

DAYS = workdays()


@pytest.fixture
def month() -> Iterator[Month]:
    month = Month()
    month.device("depan")
    month.device("belakang", unit="DIN-2")
    yield month
    month.connection.close()


def found(month: Month, kode: str, **limits: Any) -> list[Finding]:
    return [item for item in review(month.tables(), MASA, ReviewLimits(**limits)) if item.kode == kode]


def cells(month: Month, kode: str) -> list[dict[str, Any]]:
    result = month.tables().execute("SELECT * FROM tinjauan WHERE kode = ? ORDER BY ALL", [kode])
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def habit(number: int, day: date) -> int:
    """Seconds that differ by person and day, the same in every run."""
    return (number * 37 + day.day * 101) % 240


def people_at_work(month: Month, people: int = 8, *, shift: Any = lambda day: 0, device: str = "depan") -> None:
    for day in DAYS:
        for number in range(people):
            seconds = habit(number, day)
            month.work(device, number, day, late=-600 + seconds, stay=300 + seconds, shift=shift(day))


# --- an ordinary month ---------------------------------------------------------------------------------------------


def test_an_ordinary_month_lists_nothing(month: Month):
    people_at_work(month)
    assert review(month.tables(), MASA) == []
    assert month.rows("SELECT count(*) FROM usul_gangguan") == [(0,)]


def test_a_month_without_any_punch_lists_nothing(month: Month):
    assert review(month.tables(), MASA) == []


# --- P-501 drift -----------------------------------------------------------------------------------------------------


def test_a_clock_that_gains_ten_seconds_a_day_is_listed(month: Month):
    people_at_work(month, shift=lambda day: 10 * day.day)
    [finding] = found(month, "P-501")
    assert finding.place.name == "depan"
    [row] = cells(month, "P-501")
    assert row["banyak"] >= 120
    steps = [int(step) for step in row["rincian"].split("; ")]
    assert steps == sorted(steps)
    assert len(steps) == 3


def test_a_clock_that_loses_is_listed_with_a_minus(month: Month):
    people_at_work(month, shift=lambda day: -10 * day.day)
    found(month, "P-501")
    assert cells(month, "P-501")[0]["banyak"] <= -120


def test_people_who_grow_lazy_are_not_a_drift(month: Month):
    for day in DAYS:
        for number in range(8):
            month.work("depan", number, day, late=10 * day.day, stay=-10 * day.day)
    assert found(month, "P-501") == []


def test_a_shift_that_comes_back_is_not_a_drift(month: Month):
    people_at_work(month, shift=lambda day: 400 if 12 <= day.day < 19 else 0)
    assert found(month, "P-501") == []


def test_four_people_are_too_few_to_measure_a_clock(month: Month):
    people_at_work(month, people=4, shift=lambda day: 10 * day.day)
    assert found(month, "P-501") == []
    assert len(found(month, "P-501", device_people=4)) == 1


# --- P-502 jump ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [1, -1, 2])
def test_a_jump_of_whole_hours_is_listed_with_its_days(month: Month, hours: int):
    people_at_work(month, shift=lambda day: 3600 * hours if 14 <= day.day <= 20 else 0)
    found(month, "P-502")
    [row] = cells(month, "P-502")
    assert (row["perangkat"], row["banyak"], row["rincian"]) == ("depan", hours, "8/8")
    assert (row["mulai"], row["selesai"]) == (moment("2026-01-14 00:00"), moment("2026-01-20 00:00"))


def test_morning_written_as_evening_is_a_jump_though_no_duty_knows_it(month: Month):
    people_at_work(month)
    late = date(2026, 1, 31)
    for number in range(8):
        month.punch("depan", number, datetime.combine(late, time(19, 20)), nasib="luar_roster")
    found(month, "P-502")
    assert [(row["banyak"], row["tanggal"]) for row in cells(month, "P-502")] == [(12, late)]


def test_half_an_hour_is_not_a_jump(month: Month):
    people_at_work(month, shift=lambda day: 1800 if day.day == 14 else 0)
    assert found(month, "P-502") == []


def test_shifts_on_one_device_are_not_a_jump(month: Month):
    """Half of the people work in the afternoon every other day: never three of four are off by the same hours."""
    for day in DAYS:
        for number in range(10):
            hour = 14 if (number + day.day) % 2 else 8
            month.punch("depan", number, datetime.combine(day, time(hour)))
    assert found(month, "P-502") == []


# --- P-503 constant offset -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("shift", "minutes"), [(3600, 50), (-3600, -50), (3299, None)])
def test_a_clock_in_a_wrong_zone_all_month_is_listed(month: Month, shift: int, minutes: int | None):
    for day in DAYS:
        for number in range(8):
            month.work("depan", number, day, late=-600, stay=600, shift=shift)
    found(month, "P-503")
    assert [row["banyak"] for row in cells(month, "P-503")] == ([minutes] if minutes else [])


def test_people_who_are_late_and_leave_early_do_not_move_the_clock(month: Month):
    for day in DAYS:
        for number in range(8):
            month.work("depan", number, day, late=4000, stay=-4000)
    assert found(month, "P-503") == []


# --- P-504 odd dates -------------------------------------------------------------------------------------------------


def test_a_clock_that_was_reset_is_listed(month: Month):
    month.punch("depan", 1, moment("2000-01-01 00:12"), nasib="luar_roster")
    month.punch("depan", 2, moment("2000-01-01 00:13"), nasib="luar_roster")
    found(month, "P-504")
    [row] = cells(month, "P-504")
    assert (row["banyak"], row["rincian"]) == (2, "2000-01-01 (2)")


def test_a_device_that_delivers_earlier_months_too_is_not_odd(month: Month):
    month.punch("depan", 1, moment("2025-11-03 07:20"), nasib="luar_roster")
    month.punch("depan", 1, moment("2026-01-05 07:20"))
    month.punch("depan", 1, moment("2026-02-09 07:20"), nasib="luar_roster")
    assert found(month, "P-504") == []


@pytest.mark.parametrize(("day", "listed"), [(date(2025, 12, 29), 1), (date(2025, 12, 30), 0), (date(2026, 2, 2), 0)])
def test_a_date_that_stands_between_punches_of_the_month_is_odd(month: Month, day: date, listed: int):
    month.punch("depan", 1, moment("2026-01-05 07:20"))
    month.punch("depan", 1, datetime.combine(day, time(16)), nasib="luar_roster")
    month.punch("depan", 1, moment("2026-01-06 07:20"))
    assert len(found(month, "P-504")) == listed


# --- P-505 two places ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "listed"), [(600, 1), (601, 0)])
def test_one_person_on_devices_of_two_units_within_ten_minutes(month: Month, seconds: int, listed: int):
    start = moment("2026-01-05 07:20")
    month.punch("depan", 1, start)
    month.punch("belakang", 1, start + timedelta(seconds=seconds), nasib="antara")
    assert [item.nip for item in found(month, "P-505")] == [nip(1)] * listed
    if listed:
        [row] = cells(month, "P-505")
        assert row["rincian"] == "depan 07:20:00 → belakang 07:30:00"


def test_two_devices_of_one_unit_and_devices_without_unit_are_not_compared(month: Month):
    month.device("samping")
    month.device("gudang", unit=None)
    for device in ("depan", "samping", "gudang"):
        month.punch(device, 1, moment("2026-01-05 07:20"))
    assert found(month, "P-505") == []


def test_clocks_of_two_zones_are_compared_in_one(month: Month):
    month.device("barat", unit="DIN-3", zona="WIB")
    month.punch("depan", 1, moment("2026-01-05 08:20"))
    month.punch("barat", 1, moment("2026-01-05 07:25"))
    month.punch("depan", 2, moment("2026-01-05 08:20"))
    month.punch("barat", 2, moment("2026-01-05 08:20"))
    assert [item.nip for item in found(month, "P-505")] == [nip(1)]


def test_different_people_at_two_devices_are_nothing(month: Month):
    month.punch("depan", 1, moment("2026-01-05 07:20"))
    month.punch("belakang", 2, moment("2026-01-05 07:20"))
    assert found(month, "P-505") == []


# --- P-506 crowds ----------------------------------------------------------------------------------------------------


def test_a_queue_of_one_person_every_second_is_ordinary(month: Month):
    for number in range(60):
        month.punch("depan", number, moment("2026-01-05 07:20") + timedelta(seconds=number))
    assert found(month, "P-506") == []


def test_eight_people_within_five_seconds_are_listed_once(month: Month):
    for number in range(12):
        month.punch("depan", number, moment("2026-01-05 07:20") + timedelta(seconds=number // 2))
    assert len(found(month, "P-506")) == 1
    [row] = cells(month, "P-506")
    assert (row["banyak"], row["mulai"], row["selesai"]) == (
        12,
        moment("2026-01-05 07:20"),
        moment("2026-01-05 07:20:05"),
    )


def test_one_impatient_person_is_no_crowd_and_seven_are_not_eight(month: Month):
    for at in range(20):
        month.punch("depan", 99, moment("2026-01-05 07:20") + timedelta(seconds=at // 4), nasib="antara")
    for number in range(6):
        month.punch("depan", number, moment("2026-01-05 07:20:01"))
    assert found(month, "P-506") == []


def test_people_verified_in_two_ways_are_counted_apart(month: Month):
    for number in range(8):
        month.punch("depan", number, moment("2026-01-05 07:20"), verify=str(1 + number % 2))
    assert found(month, "P-506") == []


def is_crowded(punches: list[tuple[int, int]]) -> bool:
    """The same, window by window: PINs and seconds, repeats within five seconds left out."""
    kept: list[tuple[int, int]] = []
    last: dict[int, int] = {}
    for second, pin in sorted(punches):
        if second - last.get(pin, -100) > 5:
            kept.append((second, pin))
        last[pin] = second
    return any(sum(start <= second <= start + 5 for second, _ in kept) >= 8 for start, _ in kept)


def test_random_mornings_are_listed_as_window_by_window(month: Month):
    die = random.Random(94)
    mornings = {f"acak-{number}": [(die.randrange(16), die.randrange(30)) for _ in range(18)] for number in range(60)}
    for device, punches in mornings.items():
        for second, pin in punches:
            month.punch(device, pin, moment("2026-01-05 07:20") + timedelta(seconds=second))
    expected = sorted(device for device, punches in mornings.items() if is_crowded(punches))
    assert 10 < len(expected) < 50, "the die shows one side only"
    assert sorted({finding.place.name for finding in found(month, "P-506")}) == expected


def test_two_bursts_are_two_rows(month: Month):
    for second in (0, 30):
        for number in range(8):
            month.punch("depan", number, moment("2026-01-05 07:20") + timedelta(seconds=second))
    assert len(found(month, "P-506")) == 2


# --- P-507 passwords, P-508 off roster -------------------------------------------------------------------------------


def test_password_only_punches_are_counted_per_person(month: Month):
    start = moment("2026-01-05 07:20")
    for at, verify in enumerate(["0", "3", "1", "4", "0"]):
        month.punch("depan", 1, start + timedelta(hours=at), verify=verify)
    month.punch("belakang", 1, start + timedelta(days=1), verify="0")
    month.punch("depan", 7, start, verify="0", nasib="tanpa_pemilik", owned=False)
    month.punch("depan", 1, start, verify="0", nasib="duplikat")
    assert [item.nip for item in found(month, "P-507")] == ["", nip(1)]
    assert [(row["banyak"], row["perangkat"], row["rincian"]) for row in cells(month, "P-507")] == [
        (1, "depan", "PIN 7 @ depan (1)"),
        (4, None, "PIN 1 @ belakang (1); PIN 1 @ depan (3)"),
    ]


def test_punches_off_roster_are_counted_per_person(month: Month):
    for at in range(7):
        month.punch("depan", 1, moment("2026-01-10 22:00") + timedelta(days=at), nasib="luar_roster")
    month.punch("depan", 2, moment("2026-01-10 22:00"), nasib="antara")
    [finding] = found(month, "P-508")
    assert (finding.nip, finding.words["banyak"]) == (nip(1), "7")
    assert cells(month, "P-508")[0]["rincian"].count(";") == 4


# --- P-509 outage ----------------------------------------------------------------------------------------------------

OUT = date(2026, 1, 14)


def outage_month(month: Month, *, out: set[str], status: str | None = None, people: int = 8) -> None:
    """A month in which the device recorded nothing of the ends ``out`` of one day."""
    for day in DAYS:
        for number in range(people):
            if day != OUT:
                month.work("depan", number, day, late=-600 + 2 * number, stay=600 + 2 * number)
                continue
            queued = timedelta(minutes=5, seconds=2 * number)
            masuk = None if "masuk" in out else datetime.combine(day, MASUK) - queued
            pulang = None if "pulang" in out else datetime.combine(day, PULANG) + queued
            for at in filter(None, (masuk, pulang)):
                month.punch("depan", number, at)
            month.duty(number, day, masuk, pulang, status=status)


def test_a_day_on_which_a_device_recorded_nobody_is_proposed_with_its_people(month: Month):
    outage_month(month, out={"masuk", "pulang"})
    [finding] = found(month, "P-509")
    assert finding.words["rincian"] == "masuk 0/8; pulang 0/8"
    assert finding.words["banyak"] == "8"
    [(device, unit, begin, end, why)] = month.rows(
        "SELECT perangkat, kode_unit, mulai, selesai, alasan FROM usul_gangguan"
    )
    assert (device, unit) == ("depan", None)
    assert (begin, end) == (moment("2026-01-14 03:30"), moment("2026-01-15 00:00"))
    assert why == "diduga mesin mati, terekam/biasanya: masuk 0/8; pulang 0/8"
    stake = month.rows("SELECT nip, tanggal, ujung FROM usul_gangguan_orang ORDER BY ALL")
    assert stake == sorted((nip(number), OUT, end) for number in range(8) for end in ("masuk", "pulang"))


def test_a_morning_outage_proposes_the_morning_only(month: Month):
    outage_month(month, out={"masuk"})
    found(month, "P-509")
    assert month.rows("SELECT mulai, selesai FROM usul_gangguan") == [
        (moment("2026-01-14 03:30"), moment("2026-01-14 15:30"))
    ]
    assert {row[0] for row in month.rows("SELECT ujung FROM usul_gangguan_orang")} == {"masuk"}


def test_a_proposal_keeps_off_the_punches_that_were_recorded(month: Month):
    outage_month(month, out={"masuk"})
    month.punch("depan", 99, moment("2026-01-14 06:55"), nasib="tanpa_pemilik", owned=False)
    month.punch("depan", 99, moment("2026-01-14 09:40"), nasib="tanpa_pemilik", owned=False)
    found(month, "P-509")
    assert month.rows("SELECT mulai, selesai FROM usul_gangguan") == [
        (moment("2026-01-14 06:55:01"), moment("2026-01-14 09:39:59"))
    ]


@pytest.mark.parametrize("status", ["libur", "dinas_luar", "cuti_tahunan", "gangguan"])
def test_a_day_off_is_no_outage(month: Month, status: str):
    outage_month(month, out={"masuk", "pulang"}, status=status)
    assert found(month, "P-509") == []
    assert month.rows("SELECT count(*) FROM usul_gangguan") == [(0,)]


@pytest.mark.parametrize("mark", [("depan", None), ("SNdepan", None), (None, "DIN-1")])
def test_an_outage_that_is_marked_is_not_proposed_again(month: Month, mark: tuple[str | None, str | None]):
    outage_month(month, out={"masuk", "pulang"})
    month.add("gangguan_sah", *mark, moment("2026-01-14 06:00"), moment("2026-01-14 18:00"), "listrik padam")
    assert found(month, "P-509") == []


def test_a_mark_of_another_device_excuses_nothing(month: Month):
    outage_month(month, out={"masuk", "pulang"})
    month.add("gangguan_sah", "belakang", None, moment("2026-01-14 06:00"), moment("2026-01-14 18:00"), "listrik padam")
    assert len(found(month, "P-509")) == 1


def test_people_who_went_to_another_device_have_nothing_at_stake(month: Month):
    outage_month(month, out=set(), people=0)
    for day in DAYS:
        for number in range(8):
            month.work("belakang" if day == OUT else "depan", number, day)
    assert found(month, "P-509") == []


def test_one_absent_person_of_eight_is_no_outage(month: Month):
    for day in DAYS:
        for number in range(8):
            if number == 0 and day == OUT:
                month.duty(number, day, None, None)
            else:
                month.work("depan", number, day)
    assert found(month, "P-509") == []


def test_a_weekday_without_another_of_its_kind_is_compared_with_all(month: Month):
    saturday = date(2026, 1, 17)
    people_at_work(month)
    for number in range(8):
        month.duty(number, saturday, None, None)
    assert [finding.words["tanggal"] for finding in found(month, "P-509")] == ["2026-01-17"]


# --- the whole -------------------------------------------------------------------------------------------------------


def test_the_same_month_gives_the_same_list_whatever_the_order_of_its_rows(month: Month):
    outage_month(month, out={"masuk"})
    for number in range(12):
        month.punch("belakang", number, moment("2026-01-05 07:20"), verify="0")
    first = review(month.tables(), MASA)
    rows = month.rows("SELECT * FROM tinjauan ORDER BY ALL")
    assert rows
    for table in ("ketukan", "harian"):
        month.connection.execute(f"CREATE OR REPLACE TABLE {table} AS FROM {table} ORDER BY hash({table})")
    assert review(month.tables(), MASA) == first
    assert month.rows("SELECT * FROM tinjauan ORDER BY ALL") == rows


def test_every_finding_fills_its_sentence_in_both_languages(month: Month):
    outage_month(month, out={"masuk"})
    month.punch("depan", 1, moment("2026-01-14 22:00"), nasib="luar_roster", verify="0")
    findings = review(month.tables(), MASA)
    assert {item.kode for item in findings} == {"P-507", "P-508", "P-509"}
    for item in findings:
        assert "depan" in item.message().pesan or item.kode == "P-508"
        assert item.message("en").pesan != item.message("id").pesan


def test_nothing_of_the_month_is_changed(month: Month):
    outage_month(month, out={"masuk", "pulang"})
    before = [month.rows(f"SELECT * FROM {table} ORDER BY ALL") for table in ("ketukan", "harian")]
    review(month.tables(), MASA)
    assert [month.rows(f"SELECT * FROM {table} ORDER BY ALL") for table in ("ketukan", "harian")] == before
