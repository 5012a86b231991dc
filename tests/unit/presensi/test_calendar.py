"""The national calendar, against the decrees of the ministers."""

from __future__ import annotations

from datetime import date

import pytest

from tepat.presensi.calendar import CUTI_BERSAMA, LIBUR, national_days

# SKB Menteri Agama, Menteri Ketenagakerjaan dan Menteri PANRB: of 2024 (with the elections), and of 2026.
DECREED = {
    2024: {
        LIBUR: "01-01 02-08 02-10 02-14 03-11 03-29 03-31 04-10 04-11 05-01 05-09 05-23 06-01 06-17 07-07 08-17 09-16"
        " 11-27 12-25",
        CUTI_BERSAMA: "02-09 03-12 04-08 04-09 04-12 04-15 05-10 05-24 06-18 12-26",
    },
    2026: {
        LIBUR: "01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 08-17 08-25 12-25",
        CUTI_BERSAMA: "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24",
    },
}


@pytest.mark.parametrize("year", DECREED)
@pytest.mark.parametrize("jenis", [LIBUR, CUTI_BERSAMA])
def test_days_are_those_of_the_decree(year: int, jenis: str):
    days = [day for day, (kind, _) in national_days(year).items() if kind == jenis]
    assert [f"{day:%m-%d}" for day in days] == DECREED[year][jenis].split()


def test_days_have_indonesian_names_in_the_order_of_the_year():
    assert national_days(2024)[date(2024, 4, 10)] == ("libur", "Hari Raya Idul Fitri")
    assert national_days(2024)[date(2024, 2, 14)] == ("libur", "Hari Pemilihan Umum")
    assert list(national_days(2024)) == sorted(national_days(2024))
    assert {day.year for day in national_days(2024)} == {2024}


def test_a_day_that_is_not_decreed_yet_says_so_and_joint_leave_is_not_guessed():
    assert national_days(2027)[date(2027, 3, 10)][1].endswith("(perkiraan)")
    assert CUTI_BERSAMA not in {jenis for jenis, _ in national_days(2030).values()}


def test_nobody_can_change_the_calendar():
    with pytest.raises(TypeError):
        national_days(2024)[date(2024, 3, 4)] = (LIBUR, "")  # type: ignore[index]
