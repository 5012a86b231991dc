"""Days and times as an office writes them: the day before the month, the year in full."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from tepat.engine.written import INSTANT_TEXT
from tepat.ingest.cells import MONTHS, read_date, read_time, whole_day
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import Cell
from tepat.lang.calendar import Masa, add_days
from tepat.presensi.patterns import read_clock

# How days are written here; ``m/d/y`` is only a suspicion.
_FORMS = ("y/m/d", "d/m/y", "d-mon-y")
_FULL_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)", re.ASCII)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
# Spreadsheets count days from here; serial numbers outside 1927 to 2119 are no days of an office.
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(10_000, 80_001)
_INSTANT = re.compile(INSTANT_TEXT)
_CLOCK_AT_END = re.compile(r"[\sT]+\d{1,2}[:.]\d\d\S*(?: ?[+-]\d\d:?\d\d)?$")
_MONTH_WORDS = re.compile(r"([A-Za-z]+)[\s-]+([12]\d{3})", re.ASCII)
_MONTH_NUMBERS = re.compile(r"(0?[1-9]|1[0-2])/([12]\d{3})", re.ASCII)
_TWELVE = 12


def read_day(cell: Cell, *, is_unsure: bool = False) -> tuple[str, str | None]:
    """A day as ``YYYY-MM-DD``, and the code of what should be looked at.

    ``is_unsure``: cells of the same column put the month first.

    >>> read_day("31 Desember 2023"), read_day(Decimal(45291)), read_day("5/1/2026")
    (('2023-12-31', None), ('2023-12-31', 'B-201'), ('2026-01-05', None))

    Raises
    ------
    Refused
        B-107 no day, B-108 a year of two digits, B-109 day or month first.
    """
    if isinstance(cell, date):
        day = whole_day(cell)
        if day is None:
            raise Refused("B-107")
        return day.isoformat(), None
    serial = _serial(cell)
    if serial is not None:
        return serial.isoformat(), "B-201"
    if not isinstance(cell, str):
        raise Refused("B-107")
    return _day_of(cell, is_unsure=is_unsure).isoformat(), None


def _serial(cell: Cell) -> date | None:
    """The day of a spreadsheet's number of days, in a workbook or in the text it was saved as."""
    if isinstance(cell, str) and _SERIAL.fullmatch(cell):
        cell = Decimal(cell)
    if isinstance(cell, Decimal) and cell in _SERIALS:
        return add_days(_FIRST_DAY, int(cell))
    return None


def _day_of(text: str, *, is_unsure: bool) -> date:
    found = next(((form, day) for form in _FORMS if (day := read_date(text, form))), None)
    if found is None:
        raise Refused("B-107")
    form, day = found
    if _FULL_YEAR.search(text) is None:
        raise Refused("B-108")
    if is_unsure and form == "d/m/y" and day.day <= _TWELVE:
        raise Refused("B-109")
    return day


def month_comes_first(cells: Iterable[Cell]) -> bool:
    """Whether a column has days that only make sense with the month first.

    >>> month_comes_first(["05/06/2023", "12/31/2023"]), month_comes_first(["05/06/2023", "31/12/2023"])
    (True, False)
    """
    texts = (_CLOCK_AT_END.sub("", cell) for cell in cells if isinstance(cell, str))
    return any(read_date(text, "m/d/y") and read_date(text, "d/m/y") is None for text in texts)


# -- with a time of the day ---------------------------------------------------------------------------------------


def read_instant(cell: Cell, *, is_unsure: bool = False) -> str:
    """A day and a time of it, ``YYYY-MM-DD HH:MM:SS``; a zone that the cell states is kept.

    >>> read_instant("3 Februari 2026 10:00"), read_instant("2026-02-03T10:00:00+08:00")
    ('2026-02-03 10:00:00', '2026-02-03T10:00:00+08:00')

    Raises
    ------
    Refused
        B-111 no time of the day; those of `read_day`.
    """
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if not isinstance(cell, str):
        raise Refused("B-111", contoh="2026-02-03 10:00")
    if (known := _INSTANT.fullmatch(cell)) and read_date(known[1], "y/m/d"):
        return cell
    day, clock = _split(cell)
    if clock is None:
        raise Refused("B-111", contoh="2026-02-03 10:00")
    return datetime.combine(_day_of(day, is_unsure=is_unsure), clock).isoformat(" ")


def _split(text: str) -> tuple[str, time | None]:
    words = re.split(r"\s+|(?<=\d)T(?=\d)", text)
    if words[-1].upper() in {"WIB", "WITA", "WIT"}:
        # A zone in letters is the office's own; said of another one, the time would be wrong by an hour.
        return text, None
    return " ".join(words[:-1]), read_time(words[-1], dots="." in words[-1])


def read_moment(cell: Cell, *, is_unsure: bool = False) -> str:
    """A day, or a day and a minute: ``YYYY-MM-DD`` or ``YYYY-MM-DD HH:MM``; midnight of a workbook is the whole day."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, str) and _CLOCK_AT_END.search(cell):
        day, clock = _split(cell)
        if clock is None or clock.second:
            raise Refused("B-111", contoh="2026-01-05 08:00")
        return f"{_day_of(day, is_unsure=is_unsure)} {clock:%H:%M}"
    return read_day(cell, is_unsure=is_unsure)[0]


def read_hour(cell: Cell) -> str:
    """A time of the day as attendance reads it: ``HH:MM`` or ``HH:MM:SS``."""
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}" if cell.second else f"{cell:%H:%M}"
    if isinstance(cell, str) and read_clock(cell) is not None:
        return cell
    raise Refused("B-111", contoh="07:30")


# -- months -------------------------------------------------------------------------------------------------------


def read_month(cell: Cell) -> Masa | None:
    """A month, of a cell that a spreadsheet made the first of that month of too; None where it is none.

    >>> read_month("Januari 2026"), read_month("2026-01"), read_month(date(2026, 1, 1)), read_month("1/2026")
    (Masa(year=2026, month=1), Masa(year=2026, month=1), Masa(year=2026, month=1), Masa(year=2026, month=1))
    """
    if isinstance(cell, date):
        day = whole_day(cell)
        return Masa(day.year, day.month) if day and day.day == 1 else None
    if not isinstance(cell, str):
        return None
    if words := _MONTH_WORDS.fullmatch(cell):
        month = MONTHS.get(words[1].lower())
        return Masa(int(words[2]), month) if month else None
    if numbers := _MONTH_NUMBERS.fullmatch(cell):
        return Masa(int(numbers[2]), int(numbers[1]))
    try:
        return Masa.parse(cell)
    except ValueError:
        return None
