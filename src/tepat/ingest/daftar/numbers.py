"""Numbers as an office writes them, read where they can be only one number.

=====================  ====================================================================================
``1234567``, ``2.5``   plain, as the fact packet writes it
``Rp 1.234``           with the sign of the rupiah a point is a thousand; ``Rp 1.234,00`` and ``Rp 1.234,-`` too
``1.234.567``          two groups of three: no decimal number has two points; ``1,234,567`` likewise
``1.234,00``           point and comma together say which is which; ``1,234.00`` likewise
``2,5``                a decimal comma, where one or two digits, or more than three, follow
``1.234``, ``1,234``   thousands or decimals: refused, unless only one of them fits the column
=====================  ====================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tepat.engine.entrance.cells import written_bound
from tepat.engine.written import written_decimals
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import Cell
from tepat.lang.types import Number, Unit

# No number of an office is longer, and so much `Decimal` holds exactly; a cell of thousands of digits is damage.
_LONGEST = 28
_PREFIX = re.compile(r"(?:Rp\.?|IDR)\s*", re.IGNORECASE)
_PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
_DOTS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.ASCII)
_COMMAS = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+", re.ASCII)
# How rupiah without sen end in print.
_NO_SEN = re.compile(r",[-–—]+$")


def read_amount(kind: Number, cell: Cell) -> tuple[str, bool]:
    """A number as the fact packet writes it, and whether the cell wrote it otherwise.

    >>> from tepat.law.packet import POTONGAN, RUPIAH
    >>> read_amount(RUPIAH, "1.234.567,00"), read_amount(POTONGAN, "2,5"), read_amount(RUPIAH, "Rp 1.234,-")
    (('1234567', True), ('2.5', True), ('1234', True))

    Raises
    ------
    Refused
        B-104 no number, B-105 thousands or decimals, B-106 out of bounds or too fine.
    """
    if isinstance(cell, Decimal):
        return _written(kind, cell), False
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        raise Refused("B-104")
    text = cell.removesuffix("%").rstrip() if kind.unit is Unit.PERSEN else cell
    found = _readings(kind, text)
    if not found:
        raise Refused("B-104")
    if len(found) > 1:
        found = {number for number in found if _has_decimals(kind) and _numerator(kind, number) is not None} or found
    if len(found) > 1:
        raise Refused("B-105")
    return _written(kind, *found), _PLAIN.fullmatch(text) is None


def _has_decimals(kind: Number) -> bool:
    """Whether the column has decimals at all: whole rupiah never say which of two readings is meant."""
    return written_decimals(kind) > 0


def _readings(kind: Number, text: str) -> set[Decimal]:
    """Every number that the text may be."""
    bare = _PREFIX.sub("", text, count=1) if kind.unit is Unit.RUPIAH and _PREFIX.match(text) else text
    whole = _NO_SEN.sub("", bare)
    if whole != text:
        return set(_indonesian(whole))
    return {*_indonesian(text), *_english(text)}


def _indonesian(text: str) -> Iterator[Decimal]:
    """With points between thousands and a comma before decimals."""
    if _DOTS.fullmatch(text) or _DECIMAL_COMMA.fullmatch(text) or _WHOLE.fullmatch(text):
        yield Decimal(text.replace(".", "").replace(",", "."))


def _english(text: str) -> Iterator[Decimal]:
    """With commas between thousands and a point before decimals."""
    if _COMMAS.fullmatch(text) or _PLAIN.fullmatch(text):
        yield Decimal(text.replace(",", ""))


def _numerator(kind: Number, number: Decimal) -> int | None:
    """The number over the denominator of the column; None where it is out of its bounds, or finer."""
    scaled = number.scaleb(written_decimals(kind))
    fits = kind.lo <= scaled <= kind.hi and scaled == scaled.to_integral_value()
    return int(scaled) if fits else None


def _written(kind: Number, number: Decimal) -> str:
    decimals, numerator = written_decimals(kind), _numerator(kind, number)
    if numerator is None:
        low, high = written_bound(kind, kind.lo), written_bound(kind, kind.hi)
        raise Refused("B-106", terkecil=low, terbesar=high, desimal=decimals)
    if not decimals:
        return str(numerator)
    return f"{Decimal(numerator).scaleb(-decimals):f}".rstrip("0").rstrip(".")
