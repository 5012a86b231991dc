"""National holidays and joint leave, 2023 to 2027, and Idul Fitri: what a synthetic month is made round.

Source: the decrees of three ministers on national holidays and joint leave, as the Python library `holidays` 0.109
(MIT) carries them in its categories ``public`` and ``government`` for Indonesia, general elections included. The
Islamic dates of 2027 are its estimates. Years outside the table have no holidays here: only weekends.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

# Day-month, national holidays first, joint leave after the stroke.
_DAYS = {
    2023: (
        "01-01 22-01 18-02 22-03 07-04 22-04 23-04 01-05 18-05 01-06 04-06 29-06 19-07 17-08 28-09 25-12"
        " 23-01 23-03 19-04 20-04 21-04 24-04 25-04 02-06 28-06 30-06 26-12"
    ),
    2024: (
        "01-01 08-02 10-02 14-02 11-03 29-03 31-03 10-04 11-04 01-05 09-05 23-05 01-06 17-06 07-07 17-08 16-09 27-11"
        " 25-12 09-02 12-03 08-04 09-04 12-04 15-04 10-05 24-05 18-06 26-12"
    ),
    2025: (
        "01-01 27-01 29-01 29-03 31-03 01-04 18-04 20-04 01-05 12-05 29-05 01-06 06-06 27-06 17-08 05-09 25-12"
        " 28-01 28-03 02-04 03-04 04-04 07-04 13-05 30-05 09-06 18-08 26-12"
    ),
    2026: (
        "01-01 16-01 17-02 19-03 21-03 22-03 03-04 05-04 01-05 14-05 27-05 31-05 01-06 16-06 17-08 25-08 25-12"
        " 16-02 18-03 20-03 23-03 24-03 15-05 28-05 24-12"
    ),
    2027: (
        "01-01 05-01 06-02 08-03 10-03 11-03 26-03 28-03 01-05 06-05 17-05 20-05 01-06 06-06 15-08 17-08 25-12 26-12"
        " 05-02 09-03 12-03 15-03 25-03 18-05 19-05 24-12"
    ),
}
_IDUL_FITRI = {2023: (4, 22), 2024: (4, 10), 2025: (3, 31), 2026: (3, 21), 2027: (3, 10)}
_FASTING = 29

FIRST_YEAR, LAST_YEAR = min(_DAYS), max(_DAYS)


@cache
def holidays_of(year: int) -> frozenset[date]:
    """National holidays and joint leave of a year; empty where the table does not reach."""
    pairs = (pair.split("-") for pair in _DAYS.get(year, "").split())
    return frozenset(date(year, int(month), int(day)) for day, month in pairs)


@cache
def ramadan_of(year: int) -> frozenset[date]:
    """The days before Idul Fitri that are fasted: twenty-nine of them, though a month may have thirty."""
    if year not in _IDUL_FITRI:
        return frozenset()
    feast = date(year, *_IDUL_FITRI[year])
    return frozenset(feast - timedelta(back) for back in range(1, _FASTING + 1))
