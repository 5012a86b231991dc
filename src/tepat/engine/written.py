"""How the cells of a fact packet are written, and one cell's value without a database.

The entrance reads whole files by the same patterns as SQL (`entrance.cells`) and tells what is wrong with a text that
is no value.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tepat.lang.exact import Value
from tepat.lang.types import Category, Number, Simple, Type, Unit
from tepat.law.cases import instant
from tepat.law.packet import NIP, PERIODE, Column

# Blanks that spreadsheets leave at the ends of a cell; the last is the one that does not break lines.
BLANK_SIGNS = " \t\n\r\xa0"
NUMBER_TEXT = r"-?\d+(\.\d+)?"
# 5188640 or 5188640.00, but not 1.000, which is a thousand in Indonesia and one elsewhere.
WHOLE_TEXT = r"-?(\d+(\.0{1,2}|\.0{4,})?|(0|\d{4,})\.000)"
# 1.234.567,50 · 1.234.567 · 2,5, and where numbers are whole 1.234.
LOCAL_TEXT = r"(Rp\.? ?)?-?(\d{1,3}(\.\d{3}){2,}|\d{1,3}(\.\d{3})+,\d+|\d+,\d+)|Rp.*"
LOCAL_THOUSANDS = r"-?[1-9]\d{0,2}\.\d{3}"
# Midnight may follow: that is how Parquet tables written by data frames hold a date.
DATE_TEXT = r"[1-9]\d{3}-\d\d-\d\d([T ]00:00(:00(\.0+)?)?)?"
PERIOD_TEXT = r"[1-9]\d{3}(-(0[1-9]|1[0-2]|1[45]|Q[1-4]|S[12]))?"
CODE_TEXT = r"[a-z0-9]+(_[a-z0-9]+)*"
TRUE_TEXTS, FALSE_TEXTS = ("ya", "true"), ("tidak", "false")

INSTANT_TEXT = (
    r"^([1-9]\d{3}-\d\d-\d\d)[T ]((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?(?:\.\d+)?"
    r" ?(?:([Zz])|([+-])(0\d|1[0-4]):?([0-5]\d)?)?$"
)
INSTANT_PARTS = "['tanggal', 'jam', 'detik', 'utc', 'arah', 'selisih_jam', 'selisih_menit']"


def clean_key(cell: str) -> str:
    """A key without the blanks around it, and without the apostrophe that keeps a NIP a text."""
    return cell.strip(BLANK_SIGNS).removeprefix("'").strip(BLANK_SIGNS)


def written_decimals(kind: Number) -> int:
    """Decimals that a cell may have: percent is written as percent, its type is of the ratio."""
    return kind.scale - 2 if kind.unit is Unit.PERSEN else kind.scale


def written_value(column: Column, text: str | None, zone: str) -> Value:
    """The value of a cell; None where it is empty, or no value of its column. Its row's rules are not asked."""
    cell = "" if text is None else text.strip(BLANK_SIGNS)
    if not cell:
        return None
    kind = column.type
    if column == NIP:
        return clean_key(cell)
    if isinstance(kind, Number):
        return _number(kind, cell)
    if isinstance(kind, Category):
        return cell if _is_code(kind, cell) else None
    return _simple(kind, cell, zone)


def _number(kind: Number, cell: str) -> Fraction | None:
    decimals = written_decimals(kind)
    if not _is(rf"-?\d+(\.\d{{1,{decimals}}}0*)?" if decimals else WHOLE_TEXT, cell):
        return None
    written = Fraction(Decimal(cell))
    value = written * Fraction(1, 100) if kind.unit is Unit.PERSEN else written
    return value if kind.lo <= value * 10**kind.scale <= kind.hi else None


def _is_code(kind: Category, cell: str) -> bool:
    if kind == PERIODE:
        return _is(PERIOD_TEXT, cell)
    return cell in kind.codes if kind.codes else _is(CODE_TEXT, cell)


def _simple(kind: Type, cell: str, zone: str) -> Value:
    match kind:
        case Simple(Unit.TEKS):
            return cell
        case Simple(Unit.TANGGAL):
            return _date(cell[:10]) if _is(DATE_TEXT, cell) else None
        case Simple(Unit.WAKTU):
            return _instant(cell, zone)
        case Simple(Unit.YA_TIDAK):
            truths = dict.fromkeys(TRUE_TEXTS, True) | dict.fromkeys(FALSE_TEXTS, False)
            return truths.get(cell.lower())
    raise ValueError(f"no cell holds {kind}")


def _date(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _instant(cell: str, zone: str) -> Value:
    """UTC, whole seconds: a fraction is cut off."""
    if not re.search(INSTANT_TEXT, cell, re.ASCII):
        return None
    try:
        return instant(re.sub(r"\.\d+| (?=[Zz+-])", "", cell).upper(), zone)
    except ValueError:
        return None


def _is(pattern: str, cell: str) -> bool:
    return re.fullmatch(pattern, cell, re.ASCII) is not None
