"""The dates of a month of work (*masa*) and the few date operations the language has."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MASA = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Masa:
    """A month of work.

    >>> str(Masa.parse("2024-03").first)
    '2024-03-01'
    """

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Masa:
        """From ``YYYY-MM``; ValueError otherwise."""
        match = _MASA.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not YYYY-MM")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later; a day that does not exist becomes the month's last day.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_of_month(day: date, number: int) -> date:
    """The ``number``-th day of the month of ``day``; ValueError where the month has none."""
    return day.replace(day=number)


def add_days(day: date, days: int) -> date:
    """``days`` later; an open end written as 9999-12-31 stays the last day there is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a local day, as an instant in UTC without offset (the form facts are kept in)."""
    local = datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def offset_seconds(zone: str, day: date) -> int:
    """Seconds the zone is ahead of UTC; Indonesia's zones have no summer time."""
    offset = ZoneInfo(zone).utcoffset(datetime.combine(day, time()))
    return int(offset.total_seconds()) if offset else 0
