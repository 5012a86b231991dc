"""The month a region is made for: which of its days are worked by whom, and which of them are unlike the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from tepat.lab.contoh.holidays import holidays_of, ramadan_of
from tepat.lang.calendar import Masa, add_months
from tepat.lang.errors import Problem, UsageError

_YEARS = range(2000, 2100)
_FRIDAY, _SATURDAY = 4, 5


def read_masa(text: str) -> Masa:
    """Read ``YYYY-MM``.

    Raises
    ------
    UsageError
        C-003: not a month between 2000-01 and 2099-12.
    """
    try:
        masa = Masa.parse(text)
    except ValueError:
        masa = None
    if masa is None or masa.year not in _YEARS:
        raise UsageError(Problem("C-003", words={"masa": text}))
    return masa


def shift(masa: Masa, months: int) -> Masa:
    """The month so many months later, or earlier when negative."""
    first = add_months(masa.first, months)
    return Masa(first.year, first.month)


class Pola(StrEnum):
    """Patterns of work: five days, six days, six days without school holidays, and shifts round the clock."""

    KANTOR = "kantor"
    ENAM_HARI = "enam_hari"
    SEKOLAH = "sekolah"
    JAGA = "jaga"


# Two days each of morning, afternoon and night, then two days off; four teams take turns.
SHIFTS = ("pagi", "pagi", "siang", "siang", "malam", "malam", "", "")
TEAMS = 4
# Both ends included. Teachers have no duty then; made up after the usual calendar of semesters.
_SCHOOL_HOLIDAYS = (((6, 24), (7, 6)), ((12, 19), (12, 31)))


@dataclass(frozen=True)
class Duty:
    """One day of work: its date, and the shift where the pattern has shifts."""

    tanggal: date
    shift: str = ""

    @property
    def is_friday(self) -> bool:
        """Whether the short day of the week."""
        return self.tanggal.weekday() == _FRIDAY


@dataclass(frozen=True)
class WorkMonth:
    """A month with its holidays."""

    masa: Masa

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of the month."""
        return tuple(self.masa.first + timedelta(ahead) for ahead in range(self.masa.last.day))

    @cached_property
    def ramadan(self) -> frozenset[date]:
        """The days of the month that are fasted."""
        return frozenset(self.days) & ramadan_of(self.masa.year)

    def is_workday(self, day: date, week: int = 5) -> bool:
        """Whether offices with a week of so many days are open."""
        return day.weekday() < week and day not in holidays_of(day.year)

    def follows_rest(self, day: date) -> bool:
        """Whether the day before was a holiday, Saturday and Sunday apart."""
        before = day - timedelta(1)
        return before in holidays_of(before.year) and before.weekday() <= _SATURDAY

    def duties(self, pola: Pola, team: int = 0) -> tuple[Duty, ...]:
        """The days a person of this pattern works, in the order of the calendar."""
        if pola is Pola.JAGA:
            return tuple(self._shifts(team))
        week = 5 if pola is Pola.KANTOR else 6
        days = (day for day in self.days if self.is_workday(day, week))
        return tuple(Duty(day) for day in days if pola is not Pola.SEKOLAH or not _is_school_holiday(day))

    def _shifts(self, team: int) -> Iterator[Duty]:
        for day in self.days:
            shift = SHIFTS[(day.toordinal() + 2 * team) % len(SHIFTS)]
            if shift:
                yield Duty(day, shift)


def school_holidays(year: int) -> Iterator[tuple[date, date]]:
    """When schools of a year have no duty: first and last day."""
    for begin, end in _SCHOOL_HOLIDAYS:
        yield date(year, *begin), date(year, *end)


def _is_school_holiday(day: date) -> bool:
    return any(begin <= (day.month, day.day) <= end for begin, end in _SCHOOL_HOLIDAYS)


def count_workdays(masa: Masa) -> int:
    """Working days of an office with a five-day week."""
    return len(WorkMonth(masa).duties(Pola.KANTOR))
