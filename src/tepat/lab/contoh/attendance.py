"""Attendance: minutes late and left early, day by day, and the deduction that a tariff makes of them."""

from __future__ import annotations

from typing import NamedTuple

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.tariff import Tariff

_LONGEST = 120
# Chance of being late on a day, of 65,536, and how many people in ten have the habit.
_HABITS = (1_300,) * 7 + (5_200,) * 2 + (16_000,)


class Attendance(NamedTuple):
    """One person's month: minutes of each event, and half days of presence and absence without leave."""

    late: tuple[int, ...]
    early: tuple[int, ...]
    present_halves: int
    absent_halves: int

    def deduction(self, tariff: Tariff) -> int:
        """What the tariff deducts, in ten-thousandths of a percent."""
        return tariff.deduction(self.late, self.early, self.absent_halves)


class AttendanceMonths:
    """Draws the month of every person; ``workdays`` are Monday to Friday, no holidays."""

    def __init__(self, benih: int, workdays: int) -> None:
        self._dice = Dice(benih, "presensi")
        self._workdays = workdays

    def ordinary(self, excused: int = 0) -> Attendance:
        """A usual month, ``excused`` working days of it on leave; one in forty is absent up to two days."""
        days = self._workdays - excused
        absent = self._dice.between(1, 4) if self._dice.below(40) == 0 else 0
        absent = min(absent, 2 * days)
        return self._with_events(2 * days - absent, absent)

    def few_days(self) -> Attendance:
        """Three to six and a half days of presence; the other days excused."""
        return self._with_events(self._dice.between(6, 13), 0)

    def absent_all_month(self) -> Attendance:
        """Not one day, without leave."""
        return Attendance((), (), 0, 2 * self._workdays)

    def _with_events(self, present_halves: int, absent_halves: int) -> Attendance:
        habit = _HABITS[self._dice.below(len(_HABITS))]
        draws = self._dice.shorts(present_halves // 2 * 2)
        late = tuple([_minutes(draw, habit) for draw in draws[::2] if draw < habit])
        early = tuple([_minutes(draw, habit // 3) for draw in draws[1::2] if draw < habit // 3])
        return Attendance(late, early, present_halves, absent_halves)


def _minutes(draw: int, limit: int) -> int:
    """1 to `_LONGEST` minutes, small ones likelier; ``draw`` is below ``limit``."""
    return 1 + _LONGEST * draw * draw // (limit * limit)
