"""Dates over columns: days since 1970-01-01, instants as seconds since then in UTC."""

from __future__ import annotations

from typing import Any

import numpy as np

from tepat.engine.arrays.columns import Data

_DAY = 86_400


def part(kind: str, days: Data) -> Data:
    """The weekday (1 = Monday), day, month or year of each day."""
    if kind == "weekday":
        return (days + np.int64(3)) % np.int64(7) + np.int64(1)
    months = _months(days)
    if kind == "day":
        return days - _first(months) + np.int64(1)
    if kind == "month":
        return months % np.int64(12) + np.int64(1)
    return months // np.int64(12) + np.int64(1970)


def later_months(days: Data, months: Data) -> Data:
    """The same day so many months later; a day that does not exist becomes the month's last."""
    start = _months(days)
    first = _first(start + months)
    last = _first(start + months + np.int64(1)) - np.int64(1)
    return np.minimum(first + days - _first(start), last)


def set_day(days: Data, number: int) -> Data:
    """That day of the same month."""
    return _first(_months(days)) + np.int64(number - 1)


def months_between(left: Data, right: Data) -> Data:
    """Whole months from one day to another."""
    begin, end = _months(left), _months(right)
    begin_day, end_day = left - _first(begin), right - _first(end)
    last_day = _first(end + np.int64(1)) - np.int64(1) - _first(end)
    return end - begin - (end_day < np.minimum(begin_day, last_day))


def local_day(seconds: Data, offset: int) -> Data:
    """The local day of an instant."""
    return (seconds + np.int64(offset)) // np.int64(_DAY)


def instant(days: Data, seconds: int) -> Data:
    """So many seconds after the midnight, in UTC, of each day."""
    return days * np.int64(_DAY) + np.int64(seconds)


def _months(days: Data) -> Data:
    return _as(days, "M8[D]").astype("M8[M]").astype(np.int64)


def _first(months: Data) -> Data:
    return _as(months, "M8[M]").astype("M8[D]").astype(np.int64)


def _as(data: Data, kind: str) -> Any:
    return np.asarray(data, dtype=np.int64).astype(kind)
