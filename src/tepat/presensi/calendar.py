"""The national calendar: public holidays and joint leave (cuti bersama) of a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from holidays import country_holidays

LIBUR, CUTI_BERSAMA = "libur", "cuti_bersama"
# What the library calls a kind of day, and what `kalender.jenis` calls it.
_CATEGORIES = (("government", CUTI_BERSAMA), ("public", LIBUR))


@cache
def national_days(year: int) -> Mapping[date, tuple[str, str]]:
    """What kind of day each national holiday or joint leave of a year is, and its name, in the order of the year.

    Grain: one entry per day that is not a working day of the nation; the kind is ``libur`` or ``cuti_bersama``, and
    ``libur`` where a day is both. Days of general elections are among them. A day whose date the ministers have not
    decreed yet, of the Islamic calendar, says so in its name (``perkiraan``). Joint leave is known for years whose
    decree is out; a later year has none.

    Source
    ------
    The yearly joint decrees of three ministers, as the library `holidays` carries them for Indonesia: categories
    ``public`` (holidays) and ``government`` (joint leave).

    Examples
    --------
    >>> from datetime import date
    >>> national_days(2024)[date(2024, 3, 12)]
    ('cuti_bersama', 'Cuti Bersama Hari Suci Nyepi')
    """
    found = {day: (jenis, name) for category, jenis in _CATEGORIES for day, name in _days(year, category)}
    return MappingProxyType(dict(sorted(found.items())))


def _days(year: int, category: str) -> Iterator[tuple[date, str]]:
    # The language is named: without it the library asks the environment.
    yield from country_holidays("ID", years=year, categories=category, language="id").items()
