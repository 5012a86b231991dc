"""The deduction in a file is what the tariff makes of the minutes, exactly."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.lab.contoh.attendance import Attendance, AttendanceMonths, Roster
from tepat.lab.contoh.months import Duty, Pola, WorkMonth
from tepat.lab.contoh.tariff import STEPS, percent_text, read_tariff
from tepat.lang.calendar import Masa

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


@given(late=st.lists(st.integers(1, 600)), early=st.lists(st.integers(1, 600)), alpa=st.integers(0, 31))
def test_the_deduction_is_the_sum_over_events_and_absence(late: list[int], early: list[int], alpa: int):
    duties = tuple(Duty(date(2024, 3, 1)) for _ in range(alpa + 1))
    month = Attendance(duties, dict.fromkeys(range(alpa), "alpa"), dict(enumerate(late)), dict(enumerate(early)))
    month.open = frozenset((alpa,))
    expected = sum(map(by_hand, late + early), 3 * alpa + Fraction(3, 2))
    assert Fraction(month.deduction(TARIFF), STEPS) == expected
    assert Fraction(percent_text(month.deduction(TARIFF))) == expected


def test_late_and_early_minutes_do_occur_in_every_band():
    roster, march = Roster(Pola.KANTOR, 0, "dinas"), WorkMonth(Masa(2024, 3))
    months = [AttendanceMonths(benih, march).ordinary(roster) for benih in range(2_000)]
    for events in (
        [m for month in months for m in month.late.values()],
        [m for month in months for m in month.early.values()],
    ):
        assert {by_hand(minutes) for minutes in events} == {Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(5, 2)}
