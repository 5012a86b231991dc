"""What a cell says: a name of a device or person, a day, a time of day, a number. Nothing is repaired by guessing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum

from tepat.ingest.sheet import Cell, show
from tepat.lang.calendar import Masa, add_days

# A spreadsheet keeps fifteen digits of a number.
_KEPT = Decimal(10**15)
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+\d{1,2}", re.ASCII)
_WHOLE_FLOAT = re.compile(r"(\d+)\.0", re.ASCII)
_FORMULA_TEXT = re.compile(r'="(.*)"')
_NIP = re.compile(r"\d{18}", re.ASCII)


class Kept(Enum):
    """What a spreadsheet left of a number that is a name: PIN, serial number, NIP."""

    TEXT = "teks"
    # Digits whole, but leading zeros are gone.
    NUMBER = "angka"
    DESTROYED = "rusak"


@dataclass(frozen=True)
class Name:
    """A PIN, a serial number or a NIP as it is to be used, and what a spreadsheet did to it."""

    text: str
    kept: Kept = Kept.TEXT


def read_name(cell: Cell) -> Name:
    """A cell that names something.

    >>> read_name("0012"), read_name(Decimal("6.1625000000001E+13")).text, read_name("1,90001E+17").kept
    (Name(text='0012', kept=<Kept.TEXT: 'teks'>), '61625000000001', <Kept.DESTROYED: 'rusak'>)
    """
    if isinstance(cell, Decimal):
        if cell < 0 or cell != cell.to_integral_value():
            return Name(show(cell))
        return Name(show(cell.normalize()), Kept.NUMBER if cell < _KEPT else Kept.DESTROYED)
    text = show(cell).strip().removeprefix("'")
    if quoted := _FORMULA_TEXT.fullmatch(text):
        text = quoted[1].strip()
    if _SCIENTIFIC.fullmatch(text):
        return Name(text, Kept.DESTROYED)
    if whole := _WHOLE_FLOAT.fullmatch(text):
        return Name(whole[1], Kept.NUMBER if len(whole[1]) <= len(str(_KEPT)) - 1 else Kept.DESTROYED)
    return Name(text)


def read_nip(cell: Cell) -> Name:
    """A NIP: eighteen digits, printed with blanks or not; its text is empty where the cell is none.

    >>> read_nip("19000101 192001 1 001").text, read_nip("190001011920011000").kept, read_nip("0012")
    ('190001011920011001', <Kept.DESTROYED: 'rusak'>, Name(text='', kept=<Kept.TEXT: 'teks'>))
    """
    found = read_name(cell)
    digits = found.text.replace(" ", "")
    if found.kept is Kept.DESTROYED or (_NIP.fullmatch(digits) and digits.endswith("000")):
        return Name("", Kept.DESTROYED)
    return Name(digits) if _NIP.fullmatch(digits) else Name("")


# -- days -------------------------------------------------------------------------------------------------------

_MONTHS = """jan januari january|feb peb februari pebruari february|mar maret march|apr april|mei may|jun juni june
|jul juli july|agt agu ags agustus aug august|sep sept september|okt oct oktober october|nov nop november nopember
|des dec desember december"""
MONTHS: Mapping[str, int] = {
    word: number for number, words in enumerate(_MONTHS.split("|"), 1) for word in words.split()
}
_SPLIT = r"\s*([-/. ])\s*"
_FORMS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern + r"(?:[ T]00:00(?::00)?)?", re.ASCII)
    for name, pattern in {
        "d/m/y": rf"(?P<d>\d{{1,2}}){_SPLIT}(?P<m>\d{{1,2}})\s*\2\s*(?P<y>\d{{4}}|\d\d)",
        "m/d/y": rf"(?P<m>\d{{1,2}}){_SPLIT}(?P<d>\d{{1,2}})\s*\2\s*(?P<y>\d{{4}}|\d\d)",
        "d-mon-y": r"(?P<d>\d{1,2})[-/. ]*(?P<m>[A-Za-z]{3,9})[-/. ]*(?P<y>\d{4}|\d\d)",
        "y/m/d": rf"(?P<y>\d{{4}}){_SPLIT}(?P<m>\d{{1,2}})\s*\2\s*(?P<d>\d{{1,2}})",
    }.items()
}
DATE_FORMS = tuple(_FORMS)


def read_date(text: str, form: str) -> date | None:
    """A day in one of `DATE_FORMS`; two digits of a year are of this century.

    >>> read_date("05/01/2026", "d/m/y"), read_date("5-Peb-26", "d-mon-y"), read_date("31/02/2026", "d/m/y")
    (datetime.date(2026, 1, 5), datetime.date(2026, 2, 5), None)
    """
    found = _FORMS[form].fullmatch(text.strip())
    if found is None:
        return None
    month = MONTHS.get(found["m"].lower(), 0) if form == "d-mon-y" else int(found["m"])
    year = int(found["y"])
    try:
        return date(year + 2000 if len(found["y"]) == 2 else year, month, int(found["d"]))
    except ValueError:
        return None


def whole_day(cell: date) -> date | None:
    """The day of a cell that is a day; None of one with a time of day in it."""
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else None
    return cell


def in_window(day: date, masa: Masa | None) -> bool:
    """Of the month, or next to it: a night duty of its last day ends on the first of the next."""
    return masa is None or add_days(masa.first, -1) <= day <= add_days(masa.last, 1)


def is_swapped(day: date, masa: Masa | None) -> bool:
    """A spreadsheet with American settings took the day for the month: only so does it lie outside.

    >>> is_swapped(date(2026, 5, 1), Masa(2026, 1)), is_swapped(date(2026, 2, 5), Masa(2026, 1))
    (True, False)
    """
    if masa is None or in_window(day, masa) or day.day > 12:
        return False
    return in_window(date(day.year, day.day, day.month), masa)


# -- times of day -----------------------------------------------------------------------------------------------

_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?", re.ASCII)
_CLOCK_DOTS = re.compile(r"(\d{1,2})[.](\d\d)(?:[.](\d\d))?", re.ASCII)


def read_time(cell: Cell, *, dots: bool = False) -> time | None:
    """``HH:MM`` or ``HH:MM:SS`` (with ``dots``: ``HH.MM``), or a cell that is a time.

    >>> read_time("07:21"), read_time("24:00"), read_time("7.21", dots=True)
    (datetime.time(7, 21), None, datetime.time(7, 21))
    """
    if isinstance(cell, time):
        return cell
    found = (_CLOCK_DOTS if dots else _CLOCK).fullmatch(cell) if isinstance(cell, str) else None
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        return None


def read_moment(cell: Cell, form: str, *, dots: bool = False) -> datetime | None:
    """A day and a time of day in one cell.

    >>> read_moment("2026/01/05  07:21:44", "y/m/d")
    datetime.datetime(2026, 1, 5, 7, 21, 44)
    """
    if isinstance(cell, datetime):
        return cell
    words = re.split(r"\s+|(?<=\d)T(?=\d)", cell.strip()) if isinstance(cell, str) else []
    if len(words) < 2:
        return None
    day, clock = read_date(" ".join(words[:-1]), form), read_time(words[-1], dots=dots)
    return datetime.combine(day, clock) if day and clock is not None else None


def at(day: date, clock: time, *, later: bool = False) -> datetime:
    """That time of the day, or of the next one."""
    return datetime.combine(add_days(day, 1) if later else day, clock)


# -- numbers ----------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
# Three digits after the only mark may be thousands as well.
_COMMA = re.compile(r"-?\d+,(\d{1,2}|\d{4,})", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}[.,]\d{3}", re.ASCII)
_PLACES = Decimal("0.0001")


def read_number(cell: Cell, *, comma: bool = False) -> Decimal | str:
    """A number with at most four decimals, or the code of why the cell is none.

    With ``comma`` the decimal comma of a text is read where it cannot be anything else.

    >>> read_number("2,5", comma=True), read_number("2,5"), read_number("2.500")
    (Decimal('2.5'), 'M-155', 'M-156')
    """
    if isinstance(cell, Decimal):
        number = cell
    else:
        text = show(cell).strip().removesuffix("%").rstrip()
        if not isinstance(cell, str) or not (_NUMBER.fullmatch(text) or (comma and _COMMA.fullmatch(text))):
            return "M-156" if comma and _THOUSANDS.fullmatch(text) else "M-155"
        if _THOUSANDS.fullmatch(text):
            return "M-156"
        number = Decimal(text.replace(",", "."))
    return number if _fits(number) else "M-157"


def _fits(number: Decimal) -> bool:
    return 0 <= number < 10**5 and number == number.quantize(_PLACES)


def whole(cell: Cell) -> int | None:
    """A whole number, or None.

    >>> whole(Decimal("1")), whole("01"), whole("1.5")
    (1, 1, None)
    """
    number = read_number(cell)
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else None
