"""The NIP: eighteen digits, which spreadsheets like to destroy.

A spreadsheet keeps fifteen digits of a number. It shows ``1.90001E+17``, or eighteen digits that end in 000, a
sequence number that is never issued. What survives are leading digits, the last of them perhaps rounded.
"""

from __future__ import annotations

from tepat.engine.entrance.sql import matches

SCIENTIFIC_TEXT = r"\d([.,]\d+)?[eE]\+?\d{1,2}"
ZEROED_TEXT = r"\d{15}0{3}"
DESTROYED_TEXT = f"{SCIENTIFIC_TEXT}|{ZEROED_TEXT}"
# A fragment shorter than a birth year names nobody.
SHORTEST_FRAGMENT = 4
# The true number lies within this of the double that a table keeps instead of it.
DOUBLE_ERROR = 16


def is_sound(cell: str) -> str:
    """SQL: the text is a NIP."""
    return f"({matches(cell, r'[0-9]{18}')} AND right({cell}, 3) <> '000')"


def nip_rule_parts(cell: str) -> tuple[str, str]:
    """SQL of the value of a NIP cell, and of the code of a text that is none."""
    fault = f"CASE WHEN {matches(cell, DESTROYED_TEXT)} THEN 'F-112' ELSE 'F-113' END"
    return f"CASE WHEN {is_sound(cell)} THEN {cell} END", fault


def survivors(cell: str) -> tuple[str, str]:
    """SQL of the lowest and the highest number that the text may have been; NULL where no digits survived."""
    destroyed = matches(cell, DESTROYED_TEXT)
    kept = f"CASE WHEN {destroyed} THEN {_mantissa(cell)} ELSE {_fragment(cell)} END"
    unit = f"CAST('1' || repeat('0', 18 - len({kept})) AS HUGEINT)"
    number = f"TRY_CAST({kept} AS HUGEINT)"
    below = f"CASE WHEN {destroyed} THEN {unit} // 2 ELSE 0 END"
    above = f"CASE WHEN {destroyed} THEN {DOUBLE_ERROR} ELSE 0 END"
    return f"{number} * {unit} - ({below})", f"({number} + 1) * {unit} - 1 + ({above})"


def _mantissa(cell: str) -> str:
    return f"left(regexp_replace(regexp_extract({cell}, '^[0-9.,]+'), '[.,]', '', 'g'), 15)"


def _fragment(cell: str) -> str:
    """Leading digits of what is not a NIP, with or without the blanks of its printed form."""
    digits = f"left(regexp_extract(regexp_replace({cell}, '[ .-]', '', 'g'), '^[0-9]+'), 18)"
    return f"CASE WHEN len({digits}) >= {SHORTEST_FRAGMENT} THEN {digits} END"
