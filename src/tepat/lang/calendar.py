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

    def plus(self, months: int) -> Masa:
        """The month that many months later.

        >>> str(Masa(2024, 1).plus(-1))
        '2023-12'
        """
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Masa(year, month + 1)

    def period(self, kind: str, shift: int = 0) -> str:
        """The ``bulan``, ``triwulan``, ``semester`` or ``tahun`` the month lies in, shifted by whole periods.

        >>> Masa(2024, 1).period("triwulan", -1)
        '2023-Q4'
        """
        length, sign = _PERIODS[kind]
        month = self.plus(shift * length)
        number = (month.month - 1) // length + 1
        return _period_text(month, sign, number)


_PERIODS = {"bulan": (1, "0"), "triwulan": (3, "Q"), "semester": (6, "S"), "tahun": (12, "")}


def _period_text(month: Masa, sign: str, number: int) -> str:
    if not sign:
        return f"{month.year:04}"
    return str(month) if sign == "0" else f"{month.year:04}-{sign}{number}"


def year_of_period(text: str) -> int | None:
    """The year of a period, THR (``YYYY-14``) and the 13th (``YYYY-15``) among them; None of anything else.

    >>> year_of_period("2024-14"), year_of_period("tahun 2024")
    (2024, None)
    """
    match = _ANY_PERIOD.fullmatch(text)
    return int(match[1]) if match else None


_ANY_PERIOD = re.compile(r"([0-9]{4})(?:-(?:0[1-9]|1[0-2]|1[45]|Q[1-4]|S[12]))?")
_PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]|Q[1-4]|S[12]))?")


def first_of_period(text: str) -> date | None:
    """The first day of ``YYYY-MM``, ``YYYY-Qn``, ``YYYY-Sn`` or ``YYYY``; None of anything else.

    >>> first_of_period("2024-Q3")
    datetime.date(2024, 7, 1)
    """
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    part = match[2] or "01"
    length = {"Q": 3, "S": 6}.get(part[0], 1)
    number = int(part[1:]) if length > 1 else int(part)
    return date(int(match[1]), (number - 1) * length + 1, 1)


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


def local_time(day: date, clock: time, zone: str) -> datetime:
    """A local time of a day, as an instant in UTC without offset (the form facts are kept in)."""
    local = datetime.combine(day, clock, ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def local_date(moment: datetime, zone: str) -> date:
    """The local day of an instant."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def months_between(start: date, end: date) -> int:
    """Whole months from ``start`` to ``end``: the greatest n for which `add_months` (start, n) is not after ``end``.

    >>> months_between(date(2024, 1, 31), date(2024, 2, 29)), months_between(date(2024, 1, 2), date(2024, 2, 1))
    (1, 0)
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    last = calendar.monthrange(end.year, end.month)[1]
    return months - (end.day < min(start.day, last))


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from ``start`` to ``end``, rounded down (59 seconds are 0, minus 1 second is −1)."""
    return (end - start) // timedelta(minutes=1)


def offset_seconds(zone: str, day: date) -> int:
    """Seconds the zone is ahead of UTC; Indonesia's zones have no summer time."""
    offset = ZoneInfo(zone).utcoffset(datetime.combine(day, time()))
    return int(offset.total_seconds()) if offset else 0
