"""The deduction in a file is what the tariff makes of the minutes, exactly."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.lab.contoh.attendance import Attendance, AttendanceMonths
from tepat.lab.contoh.tariff import STEPS, percent_text, read_tariff

TARIFF = read_tariff(Path(__file__).parents[3] / "regulasi/contoh/pelengkap-tarif-presensi")


def by_hand(minutes: int) -> Fraction:
    """The bands of the example supplement, written once more."""
    bands = ((15, Fraction(1, 4)), (30, Fraction(1, 2)), (60, Fraction(1)))
    return next((percent for until, percent in bands if minutes <= until), Fraction(5, 2))


@pytest.mark.parametrize("minutes", [1, 15, 16, 30, 31, 60, 61, 120, 600])
def test_bounds_of_the_bands_belong_to_the_lower_band(minutes: int):
    assert TARIFF.late[minutes] == TARIFF.early[minutes] == by_hand(minutes) * STEPS


def test_nobody_is_charged_for_zero_minutes():
    assert TARIFF.late[0] == TARIFF.early[0] == 0


@given(late=st.lists(st.integers(1, 600)), early=st.lists(st.integers(1, 600)), halves=st.integers(0, 62))
def test_the_deduction_is_the_sum_over_events_and_absence(late: list[int], early: list[int], halves: int):
    month = Attendance(tuple(late), tuple(early), 0, halves)
    expected = sum(map(by_hand, late + early), Fraction(3 * halves, 2))
    assert Fraction(month.deduction(TARIFF), STEPS) == expected
    assert Fraction(percent_text(month.deduction(TARIFF))) == expected


@given(benih=st.integers(), workdays=st.integers(1, 23), data=st.data())
def test_a_month_never_has_more_days_or_events_than_working_days(benih: int, workdays: int, data: st.DataObject):
    excused = data.draw(st.integers(0, workdays))
    month = AttendanceMonths(benih, workdays).ordinary(excused)
    assert month.present_halves + month.absent_halves == 2 * (workdays - excused)
    assert max(len(month.late), len(month.early)) <= month.present_halves // 2
    assert all(1 <= minutes <= 120 for minutes in month.late + month.early)


def test_late_and_early_minutes_do_occur_in_every_band():
    months = [AttendanceMonths(benih, 22).ordinary() for benih in range(2_000)]
    for events in ([m for month in months for m in month.late], [m for month in months for m in month.early]):
        assert {by_hand(minutes) for minutes in events} == {Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(5, 2)}
