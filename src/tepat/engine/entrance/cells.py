"""How a cell's text becomes a value of its column's type, and what is wrong with it when it does not.

One rule per type, as two SQL expressions over the trimmed text of a cell that is not empty: ``value`` is the value,
NULL where the text is not one; ``fault`` is the code of what is wrong, asked only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tepat.engine.entrance.nip import nip_rule_parts
from tepat.engine.entrance.sql import listing, literal, matches
from tepat.lang.types import Category, Number, Simple, Type, Unit
from tepat.law.packet import NIP, PERIODE, Column, Empty

# Blanks that spreadsheets leave at the ends of a cell; chr(160) is the one that does not break lines.
BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
# What a spreadsheet puts before a number that is to stay a text.
APOSTROPHE = r"^\s*'"
# Widths of a decimal whose numerator is a 16, 32, 64 or 128 bit integer.
DECIMAL_WIDTHS = (5, 9, 18, 38)

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


def written_decimals(kind: Number) -> int:
    """Decimals that a cell may have: percent is written as percent, its type is of the ratio."""
    return kind.scale - 2 if kind.unit is Unit.PERSEN else kind.scale


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
