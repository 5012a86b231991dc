"""Holidays and the days of fasting: what a synthetic month is made round."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from tepat.presensi.calendar import CUTI_BERSAMA, national_days

_FEAST = "Hari Raya Idul Fitri"
_FASTING = 29


@cache
def holidays_of(year: int) -> frozenset[date]:
    """National holidays and joint leave of a year."""
    return frozenset(national_days(year))


@cache
def knows_joint_leave(year: int) -> bool:
    """Whether any joint leave of that year is known: there was none before 2002, and later years are not decreed."""
    return any(jenis == CUTI_BERSAMA for jenis, _ in national_days(year).values())


@cache
def ramadan_of(year: int) -> frozenset[date]:
    """The days of a year that are fasted: the twenty-nine before Idul Fitri, though a month may have thirty."""
    # A feast in January ends a fast that began in December.
    near = (*national_days(year).items(), *national_days(year + 1).items())
    feasts = [day for day, (_, name) in near if name.startswith(_FEAST)]
    fasted = (feast - timedelta(back) for feast in feasts for back in range(1, _FASTING + 1))
    return frozenset(day for day in fasted if day.year == year)
