"""The month a region is made for, and its simple working days: Monday to Friday, no holidays, no shifts."""

from __future__ import annotations

from datetime import date, timedelta

from tepat.lang.calendar import Masa, add_months
from tepat.lang.errors import Problem, UsageError

_YEARS = range(2000, 2100)


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


def count_workdays(masa: Masa, begin: date | None = None, end: date | None = None) -> int:
    """Working days of the month from ``begin`` to ``end``, both included (None: to the month's own bound)."""
    day, until = max(begin or masa.first, masa.first), min(end or masa.last, masa.last)
    return sum((day + timedelta(ahead)).weekday() < 5 for ahead in range((until - day).days + 1))
