"""The days that are not in the ledger yet are taken from the person's own week."""

from __future__ import annotations

from datetime import date

import pytest

from tepat.lang.calendar import Masa
from tepat.web.apps.tpp.saya.planned import settled, whole_month

MARCH = Masa(2024, 3)


def _duty(day: str, begin: str = "07:30:00", end: str = "16:00:00", **cells: str) -> dict[str, str]:
    row = {
        "nip": "190001011920011001",
        "tanggal": day,
        "pola": "KANTOR",
        "jam_masuk_wajib": f"{day}T{begin}",
        "jam_pulang_wajib": f"{day}T{end}",
        "masuk": f"{day}T07:20:00",
        "pulang": f"{day}T16:05:00",
        "menit_terlambat": "0",
        "menit_pulang_cepat": "0",
        "status": "hadir",
    }
    return {**row, **cells}


def _week(*days: int) -> list[dict[str, str]]:
    return [_duty(f"2024-03-{day:02}") for day in days]


def _later(ledger, known_to: int, calendar=None) -> list[int]:
    rows = whole_month(ledger, MARCH, date(2024, 3, known_to), calendar or {})
    return [int(row["tanggal"][8:]) for row in rows[len(ledger) :]]


def test_an_office_week_goes_on_without_weekends_and_national_holidays():
    assert _later(_week(13, 14, 15, 18, 19), 19) == [20, 21, 22, 25, 26, 27, 28]


def test_somebody_who_works_on_saturdays_goes_on_doing_so():
    assert _later(_week(14, 15, 16, 18, 19), 19) == [20, 21, 22, 23, 25, 26, 27, 28, 30]


def test_the_regions_word_prevails_over_the_nations_calendar():
    calendar = {date(2024, 3, 29): "hari_kerja", date(2024, 3, 28): "libur"}
    assert _later(_week(18, 19, 20, 21, 22), 22, calendar) == [25, 26, 27, 29]


def test_on_the_first_day_the_other_weekdays_are_as_the_one_that_is_known():
    assert _later(_week(1), 1)[:5] == [4, 5, 6, 7, 8]


def test_expected_duties_are_attended_and_have_the_hours_of_their_day():
    late = _duty("2024-03-22", end="16:30:00", menit_terlambat="40")
    expected = whole_month([late], MARCH, date(2024, 3, 28), {date(2024, 3, 29): "hari_kerja"})[-1]
    assert (expected["jam_pulang_wajib"], expected["menit_terlambat"]) == ("2024-03-29T16:30:00", "0")


def test_nobody_without_a_duty_is_given_one():
    assert _later([], 19) == []


@pytest.mark.parametrize(
    ("cells", "status", "late"),
    [
        ({"masuk": "2024-03-19T20:10:00", "menit_terlambat": "10"}, "hadir", "10"),
        ({"masuk": "", "menit_terlambat": "", "status": "alpa"}, "hadir", "0"),
        ({"masuk": "", "menit_terlambat": "", "status": "sakit"}, "sakit", ""),
    ],
)
def test_a_duty_that_is_not_over_has_no_departure_to_miss(cells, status, late):
    night = _duty("2024-03-19", "20:00:00", **{"pulang": "", "menit_pulang_cepat": "", **cells})
    night["jam_pulang_wajib"] = "2024-03-20T08:00:00"
    (row,) = settled([night], "2024-03-19T23:59:59")
    assert (row["status"], row["menit_terlambat"]) == (status, late)
    assert row["menit_pulang_cepat"] == ("" if status == "sakit" else "0")


def test_what_is_over_stays_as_it_was_punched():
    ledger = [_duty("2024-03-19", pulang="", menit_pulang_cepat="")]
    assert settled(ledger, "2024-03-19T23:59:59") == ledger
