"""How a cell's text becomes a value of its column's type, and what is wrong with it when it does not.

One rule per type, as two SQL expressions over the trimmed text of a cell that is not empty: ``value`` is the value,
NULL where the text is not one; ``fault`` is the code of what is wrong, asked only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tepat.engine.entrance.nip import nip_rule_parts
from tepat.engine.entrance.sql import listing, literal, matches
from tepat.engine.written import (
    CODE_TEXT,
    DATE_TEXT,
    FALSE_TEXTS,
    INSTANT_PARTS,
    INSTANT_TEXT,
    LOCAL_TEXT,
    LOCAL_THOUSANDS,
    NUMBER_TEXT,
    PERIOD_TEXT,
    TRUE_TEXTS,
    WHOLE_TEXT,
    written_decimals,
)
from tepat.lang.types import Category, Number, Simple, Type, Unit
from tepat.law.packet import NIP, PERIODE, Column, Empty

# Blanks that spreadsheets leave at the ends of a cell; chr(160) is the one that does not break lines.
BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
# What a spreadsheet puts before a number that is to stay a text.
APOSTROPHE = r"^\s*'"
# Widths of a decimal whose numerator is a 16, 32, 64 or 128 bit integer.
DECIMAL_WIDTHS = (5, 9, 18, 38)


@dataclass(frozen=True)
class CellRule:
    """SQL of one column: the type of its values, the value of a text, and the code of a text without value."""

    duck_type: str
    value: str
    fault: str


def clean_text(cell: str) -> str:
    """SQL of a cell's text without blanks around it, NULL where nothing is left."""
    trimmed = f"trim({cell}, {BLANKS})"
    # Most cells have no blank anywhere, and looking is twice as fast as trimming.
    return f"nullif(CASE WHEN {matches(cell, '[!-~]+')} THEN {cell} ELSE {trimmed} END, '')"


def column_text(column: Column, cell: str) -> str:
    """SQL of the text of a cell of ``column``: a NIP goes without the apostrophe that keeps it a text."""
    if column != NIP:
        return clean_text(cell)
    return clean_text(f"regexp_replace({cell}, {literal(APOSTROPHE)}, '')")


def column_value(column: Column, cell: str, zone: str) -> str:
    """SQL of the value of a cleaned cell of ``column``, which may be empty."""
    rule = cell_rule(column, cell, zone)
    value = f"CASE WHEN {cell} IS NULL THEN 0 ELSE {rule.value} END" if column.empty is Empty.ZERO else rule.value
    return f"CAST({value} AS {rule.duck_type})"


def cell_rule(column: Column, cell: str, zone: str) -> CellRule:
    """The rule of ``column`` for the text expression ``cell``; an instant without zone is one of ``zone``."""
    if column == NIP:
        return CellRule("VARCHAR", *nip_rule_parts(cell))
    kind = column.type
    if isinstance(kind, Number):
        return _number(kind, cell)
    if isinstance(kind, Category):
        return _category(kind, cell)
    return _simple(kind, cell, zone)


def written_bound(kind: Number, numerator: int) -> str:
    """A bound of ``kind`` as a cell would write it."""
    return f"{Decimal(numerator).scaleb(-written_decimals(kind)):f}"


def duck_number(kind: Number) -> str:
    """The narrowest exact type of a column of ``kind``: BIGINT for whole numbers, else a decimal."""
    decimals = written_decimals(kind)
    if not decimals:
        return "BIGINT"
    digits = max(len(str(abs(bound))) for bound in (kind.lo, kind.hi))
    width = next(width for width in DECIMAL_WIDTHS if width > digits)
    return f"DECIMAL({width}, {decimals})"


def _number(kind: Number, cell: str) -> CellRule:
    decimals = written_decimals(kind)
    fine = matches(cell, rf"-?\d+(\.\d{{1,{decimals}}}0*)?" if decimals else WHOLE_TEXT)
    exact = f"TRY_CAST({cell} AS DECIMAL(38, {decimals}))"
    within = f"{exact} BETWEEN {written_bound(kind, kind.lo)} AND {written_bound(kind, kind.hi)}"
    local = matches(cell, LOCAL_TEXT if decimals else f"{LOCAL_TEXT}|{LOCAL_THOUSANDS}")
    return CellRule(
        duck_number(kind),
        f"CASE WHEN {fine} AND {within} THEN CAST({exact} AS {duck_number(kind)}) END",
        f"CASE WHEN {local} THEN 'F-102' WHEN NOT {matches(cell, NUMBER_TEXT)} THEN 'F-101'"
        f" WHEN NOT {fine} THEN '{_too_fine(kind)}' ELSE 'F-105' END",
    )


def _too_fine(kind: Number) -> str:
    return "F-103" if kind.unit is Unit.RUPIAH else "F-104"


def _category(kind: Category, cell: str) -> CellRule:
    if kind == PERIODE:
        return _when(matches(cell, PERIOD_TEXT), cell, "F-111")
    if kind.codes:
        # Closed lists as ENUM: comparing codes then costs a third less of the whole month (measured).
        codes = f"ENUM {listing(kind.codes)}"
        value = f"CASE WHEN {cell} IN {listing(kind.codes)} THEN CAST({cell} AS {codes}) END"
        return CellRule(codes, value, literal("F-106"))
    return _when(matches(cell, CODE_TEXT), cell, "F-107")


def _when(condition: str, cell: str, code: str) -> CellRule:
    return CellRule("VARCHAR", f"CASE WHEN {condition} THEN {cell} END", literal(code))


def _simple(kind: Type, cell: str, zone: str) -> CellRule:
    match kind:
        case Simple(Unit.TEKS):
            return CellRule("VARCHAR", cell, "NULL")
        case Simple(Unit.TANGGAL):
            date = f"TRY_CAST(left({cell}, 10) AS DATE)"
            return CellRule("DATE", f"CASE WHEN {matches(cell, DATE_TEXT)} THEN {date} END", "'F-108'")
        case Simple(Unit.WAKTU):
            return CellRule("TIMESTAMP", _instant(cell, zone), "'F-109'")
        case Simple(Unit.YA_TIDAK):
            return CellRule("BOOLEAN", _truth(cell), "'F-110'")
    raise ValueError(f"no cell holds {kind}")


def _truth(cell: str) -> str:
    lower = f"lower({cell})"
    return f"CASE WHEN {lower} IN {listing(TRUE_TEXTS)} THEN TRUE WHEN {lower} IN {listing(FALSE_TEXTS)} THEN FALSE END"


def _instant(cell: str, zone: str) -> str:
    """UTC, whole seconds: a fraction is cut off, since 23:59:59.7 is still within the deadline of 23:59:59."""
    part = f"regexp_extract({cell}, {literal(INSTANT_TEXT)}, {INSTANT_PARTS})"
    clock = f"{part}.jam || coalesce(nullif({part}.detik, ''), ':00')"
    local = f"TRY_CAST({part}.tanggal || ' ' || {clock} AS TIMESTAMP)"
    minutes = (
        f"CAST({part}.arah || '1' AS BIGINT) * "
        f"(CAST({part}.selisih_jam AS BIGINT) * 60 + coalesce(TRY_CAST({part}.selisih_menit AS BIGINT), 0))"
    )
    return (
        f"CASE WHEN {part}.utc <> '' THEN {local} WHEN {part}.arah <> '' THEN {local} - to_minutes({minutes})"
        f" ELSE timezone('UTC', timezone({literal(zone)}, {local})) END"
    )
