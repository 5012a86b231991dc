"""What a cell of an upload says in the fact packet's own form, by the type of its column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from tepat.engine.entrance.header import nearest, snake_case
from tepat.engine.written import CODE_TEXT, FALSE_TEXTS, PERIOD_TEXT, TRUE_TEXTS
from tepat.ingest.cells import Kept, read_name, read_nip
from tepat.ingest.daftar.days import read_day, read_hour, read_instant, read_moment, read_month
from tepat.ingest.daftar.numbers import read_amount
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import Cell, show
from tepat.ingest.text import is_binary
from tepat.lang.types import BOOLEAN, DATE, INSTANT, Category, Number
from tepat.law.packet import NIP, PERIODE, Column, Empty
from tepat.presensi.patterns import read_days

# What Excel shows where a formula failed.
_FAILED = re.compile(r"#(REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!|BUSY!|FIELD!|GETTING_DATA)")
_DASHES = frozenset("-–—")
# Blanks that Word and web pages leave inside a text, and signs without width.
_ODD_BLANKS = {ord(sign): " " for sign in "\t\n\r\xa0\u2007\u202f"} | dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\ufeff")
)
_GOLONGAN = re.compile(r"(iv|i{1,3})\s*[/.-]\s*([a-e])", re.IGNORECASE)
_CODES = frozenset({"pin", "npwp", "induk", "perangkat", "golongan"})
_CODE_BEGINNINGS = ("kode_", "nomor_")
_TRUE = frozenset({*TRUE_TEXTS, "benar", "1"})
_FALSE = frozenset({*FALSE_TEXTS, "salah", "0"})


@dataclass(frozen=True)
class Value:
    """The text of a cell as the fact packet writes it, and the code of what should be looked at."""

    text: str
    note: str | None = None


def clean(cell: Cell) -> Cell:
    """A cell without blanks around it; the letters of a text as they are meant to be compared."""
    if not isinstance(cell, str):
        return cell
    if cell.isascii() and cell.isprintable() and "  " not in cell:
        return cell.strip() or None
    return " ".join(cell.translate(_ODD_BLANKS).split()) or None


def read_value(column: Column, cell: Cell, *, is_unsure: bool = False) -> Value:
    """The value of a cleaned cell.

    ``is_unsure``: other cells of the column put the month before the day.

    Raises
    ------
    Refused
        B-101 digits destroyed, B-102 no NIP, B-103 empty, B-104 to B-106 numbers, B-107 to B-109 days, B-110 not on the
        list, B-111 another form, B-112 a formula failed, B-117 no text.
    """
    if isinstance(cell, str):
        if _FAILED.fullmatch(cell):
            raise Refused("B-112")
        if is_binary(cell):
            raise Refused("B-117")
    if cell is None or (cell in _DASHES and not isinstance(column.type, Number)):
        if column.empty is Empty.REFUSED:
            raise Refused("B-103")
        return Value("")
    return _reader(column)(column, cell, is_unsure)


Reader = Callable[[Column, Cell, bool], Value]


def _reader(column: Column) -> Reader:
    match column.type:
        case Number():
            return _number
        case Category():
            return _closed if column.type.codes else _open
        case kind if kind in _SIMPLE:
            return _SIMPLE[kind]
    if is_nip(column):
        return _nip
    return _TEXTS.get(column.name, _code if is_code(column) else _text)


def is_nip(column: Column) -> bool:
    """Whether its cells are NIPs, of whomever."""
    return column == NIP or column.name == NIP.name or column.name.startswith(f"{NIP.name}_")


def is_code(column: Column) -> bool:
    """Whether its cells name something by signs of which none may be lost."""
    return column.name in _CODES or column.name.startswith(_CODE_BEGINNINGS)


def _number(column: Column, cell: Cell, _: bool) -> Value:
    assert isinstance(column.type, Number)  # noqa: S101 -- chosen by `_reader`
    text, is_local = read_amount(column.type, cell)
    return Value(text, "B-216" if is_local else None)


def _closed(column: Column, cell: Cell, _: bool) -> Value:
    """One of a closed list, whatever its capitals, blanks and signs; the whole text, never a part of it."""
    assert isinstance(column.type, Category)  # noqa: S101 -- chosen by `_reader`
    codes = column.type.codes
    known = {snake_case(code): code for code in codes}
    found = known.get(snake_case(cell)) if isinstance(cell, str) else None
    if found is None:
        raise Refused("B-110", boleh=", ".join(codes), mirip=nearest(show(cell), codes))
    return Value(found)


def _open(column: Column, cell: Cell, _: bool) -> Value:
    if column.type == PERIODE:
        return _period(cell)
    code = snake_case(cell) if isinstance(cell, str) else ""
    if re.fullmatch(CODE_TEXT, code) is None:
        raise Refused("B-111", contoh="cuti_besar")
    return Value(code)


def _period(cell: Cell) -> Value:
    month = read_month(cell)
    if month is not None:
        return Value(str(month))
    text = show(cell).upper()
    if re.fullmatch(PERIOD_TEXT, text, re.ASCII) is None:
        raise Refused("B-111", contoh="2026-01")
    return Value(text)


def _date(_: Column, cell: Cell, is_unsure: bool) -> Value:
    return Value(*read_day(cell, is_unsure=is_unsure))


def _instant(_: Column, cell: Cell, is_unsure: bool) -> Value:
    return Value(read_instant(cell, is_unsure=is_unsure))


def _boolean(_: Column, cell: Cell, __: bool) -> Value:
    said = show(cell).casefold()
    if said not in _TRUE | _FALSE:
        raise Refused("B-111", contoh="ya / tidak")
    return Value("ya" if said in _TRUE else "tidak")


def _nip(_: Column, cell: Cell, __: bool) -> Value:
    found = read_nip(cell)
    if not found.text:
        raise Refused("B-101" if found.kept is Kept.DESTROYED else "B-102")
    return Value(found.text)


def _code(column: Column, cell: Cell, _: bool) -> Value:
    """A name made of signs: a spreadsheet takes it for a number or a day."""
    if isinstance(cell, date | time | bool):
        raise Refused("B-111", contoh="0012")
    found = read_name(cell)
    if found.kept is Kept.DESTROYED:
        raise Refused("B-101")
    if grade := _GOLONGAN.fullmatch(found.text) if column.name == "golongan" else None:
        return Value(f"{grade[1].upper()}/{grade[2].lower()}")
    return Value(found.text, "B-202" if found.kept is Kept.NUMBER and column.name != "golongan" else None)


def _text(_: Column, cell: Cell, __: bool) -> Value:
    return Value(show(cell))


def _hour(_: Column, cell: Cell, __: bool) -> Value:
    return Value(read_hour(cell))


def _weekdays(_: Column, cell: Cell, __: bool) -> Value:
    """``1-4`` is the fourth of January to a spreadsheet."""
    text = show(cell) if isinstance(cell, str | Decimal) else ""
    if not text or read_days(text) is None:
        raise Refused("B-111", contoh="1-4")
    return Value(text)


def _moment(_: Column, cell: Cell, is_unsure: bool) -> Value:
    return Value(read_moment(cell, is_unsure=is_unsure))


def _month(_: Column, cell: Cell, __: bool) -> Value:
    month = read_month(cell)
    if month is None:
        raise Refused("B-111", contoh="2026-01")
    return Value(str(month))


_SIMPLE: Mapping[object, Reader] = {DATE: _date, INSTANT: _instant, BOOLEAN: _boolean}
# Columns of text whose contract says more of them in words.
_TEXTS: Mapping[str, Reader] = {
    "masuk": _hour,
    "pulang": _hour,
    "hari": _weekdays,
    "mulai": _moment,
    "selesai": _moment,
    "masa": _month,
}
