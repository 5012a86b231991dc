"""A cell's text as the interpreter's value, by the contract of its column.

The same rules as the entrance's (`tepat.engine.entrance.cells`), which are SQL; a test compares the two on every kind
of text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from tepat.lang.exact import Value
from tepat.lang.types import Category, Number, Simple, Type, Unit
from tepat.law.packet import NIP, PERIODE, Column

_BLANKS = " \t\n\r\xa0"
_APOSTROPHE = re.compile(r"^\s*'", re.ASCII)
_NIP = re.compile(r"[0-9]{18}")
_WHOLE = re.compile(r"-?(\d+(\.0{1,2}|\.0{4,})?|(0|\d{4,})\.000)", re.ASCII)
_DATE = re.compile(r"[1-9]\d{3}-\d\d-\d\d([T ]00:00(:00(\.0+)?)?)?", re.ASCII)
_PERIOD = re.compile(r"[1-9]\d{3}(-(0[1-9]|1[0-2]|1[45]|Q[1-4]|S[12]))?", re.ASCII)
_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_INSTANT = re.compile(
    r"(?P<day>[1-9]\d{3}-\d\d-\d\d)[T ](?P<clock>(?:[01]\d|2[0-3]):[0-5]\d)(?P<second>:[0-5]\d)?(?:\.\d+)?"
    r" ?(?:(?P<utc>[Zz])|(?P<sign>[+-])(?P<hours>0\d|1[0-4]):?(?P<minutes>[0-5]\d)?)?",
    re.ASCII,
)
_TRUTHS: Mapping[str, bool] = {"ya": True, "true": True, "tidak": False, "false": False}


def clean_text(column: Column, cell: str) -> str:
    """A cell's text without the blanks, and of a NIP without the apostrophe, that spreadsheets leave; may be empty."""
    if column == NIP:
        cell = _APOSTROPHE.sub("", cell)
    return cell.strip(_BLANKS)


def cell_value(column: Column, text: str, zone: str) -> Value:
    """The value of a cleaned text that is not empty; None where it is not one of the column's type."""
    kind = column.type
    if column == NIP:
        return text if _NIP.fullmatch(text) and not text.endswith("000") else None
    if isinstance(kind, Number):
        return _number(kind, text)
    if isinstance(kind, Category):
        return text if _is_code(kind, text) else None
    return _simple(kind, text, zone)


def _number(kind: Number, text: str) -> Fraction | None:
    """Percent is written as percent and is of the ratio."""
    percent = kind.unit is Unit.PERSEN
    decimals = kind.scale - 2 if percent else kind.scale
    fine = re.compile(rf"-?\d+(\.\d{{1,{decimals}}}0*)?", re.ASCII) if decimals else _WHOLE
    if not fine.fullmatch(text):
        return None
    written = Fraction(text)
    if not kind.lo <= written * 10**decimals <= kind.hi:
        return None
    return written * Fraction(1, 100) if percent else written


def _is_code(kind: Category, text: str) -> bool:
    if kind == PERIODE:
        return _PERIOD.fullmatch(text) is not None
    return text in kind.codes if kind.codes else _CODE.fullmatch(text) is not None


def _simple(kind: Type, text: str, zone: str) -> Value:
    match kind:
        case Simple(Unit.TEKS):
            return text
        case Simple(Unit.TANGGAL):
            return _day(text[:10]) if _DATE.fullmatch(text) else None
        case Simple(Unit.WAKTU):
            return instant(text, zone)
        case Simple(Unit.YA_TIDAK):
            return _TRUTHS.get(text.lower())
    raise ValueError(f"no cell holds {kind}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def instant(text: str, zone: str) -> datetime | None:
    """UTC without its name, in whole seconds, as the interpreter has instants; one without zone is of ``zone``."""
    parts = _INSTANT.fullmatch(text)
    if parts is None or _day(parts["day"]) is None:
        return None
    local = datetime.fromisoformat(f"{parts['day']}T{parts['clock']}{parts['second'] or ':00'}")
    if parts["utc"]:
        return local
    if parts["sign"]:
        shift = timedelta(hours=int(parts["hours"]), minutes=int(parts["minutes"] or 0))
        return local + shift if parts["sign"] == "-" else local - shift
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
