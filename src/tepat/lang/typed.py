"""The typed tree: what the compiler writes SQL from.

Every number knows its unit, scale and proven bounds; every node knows whether it can be unknown (``nullable``), so
that the writer sets a guard exactly where one is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from fractions import Fraction

from tepat.lang.tables import Table
from tepat.lang.types import BOOLEAN, DATE, INSTANT, Number, Type


@dataclass(frozen=True, slots=True)
class Typed:
    """Any typed part. ``type`` is None only for the bare unknown, which fits every type."""

    type: Type | None
    nullable: bool


@dataclass(frozen=True, slots=True)
class Constant(Typed):
    """A known value. ``bare``: a number written without unit, which takes the unit of its neighbour."""

    value: Fraction | str | date | datetime | bool
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Unknown(Typed):
    """``TIDAK_DIKETAHUI('reason')``."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reference(Typed):
    """A column of the layer below: a fact or a variable computed before."""

    column: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic(Typed):
    """``+ - *`` on numerators; operands of + and - stand on the same scale."""

    operator: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Rescaled(Typed):
    """The same value over a finer denominator: the numerator times ``factor``."""

    operand: Typed
    factor: int


@dataclass(frozen=True, slots=True)
class Negated(Typed):
    """``-x``."""

    operand: Typed


@dataclass(frozen=True, slots=True)
class Rounded(Typed):
    """``mode`` of numerator/denominator, both integers on one scale; the quotient is in steps of the result's unit.

    ``guards``: divisors that may be zero or negative, which makes the value unknown.
    """

    mode: str
    numerator: Typed
    denominator: Typed
    step: int
    guards: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Typed):
    """``= <> < <= > >=`` on operands of one type and scale."""

    operator: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Connective(Typed):
    """Three-valued ``AND``/``OR``."""

    operator: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Not(Typed):
    """Three-valued ``NOT``."""

    operand: Typed


@dataclass(frozen=True, slots=True)
class Absent(Typed):
    """``fact IS NULL`` of a fact that may be absent."""

    operand: Reference
    negated: bool


@dataclass(frozen=True, slots=True)
class Member(Typed):
    """``x IN (…)`` of constants."""

    operand: Typed
    options: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Choice(Typed):
    """``CASE``: an unknown condition makes the whole unknown."""

    branches: tuple[tuple[Typed, Typed], ...]
    default: Typed


@dataclass(frozen=True, slots=True)
class Extreme(Typed):
    """``LEAST``/``GREATEST``: unknown as soon as one operand is."""

    operator: str
    operands: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Lookup(Typed):
    """A row of a keyed table; with ``value`` given, the band of it that ``value`` falls into.

    ``progressive``: not the band's rate but the sum over the layers below ``value``.
    """

    table: Table
    keys: tuple[Typed, ...]
    value: Typed | None
    progressive: bool = False


@dataclass(frozen=True, slots=True)
class ShiftedDate(Typed):
    """A date moved by ``amount`` months or days, or set to the ``amount``-th day of its month (``kind``)."""

    kind: str
    operand: Typed
    amount: int


@dataclass(frozen=True, slots=True)
class MovedDate(Typed):
    """The date ``left`` moved by as many ``months`` or ``days`` (``kind``) as ``right`` says."""

    kind: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class LocalTime(Typed):
    """A clock time of a local day as an instant in UTC; ``seconds`` after that day's midnight in UTC."""

    operand: Typed
    seconds: int


@dataclass(frozen=True, slots=True)
class LocalDate(Typed):
    """The local day of an instant in UTC."""

    operand: Typed
    offset_seconds: int


@dataclass(frozen=True, slots=True)
class DatePart(Typed):
    """The ``weekday`` (1 = Monday), ``day``, ``month`` or ``year`` of a date."""

    kind: str
    operand: Typed


@dataclass(frozen=True, slots=True)
class Elapsed(Typed):
    """Whole ``days``, ``months`` or ``minutes`` from ``left`` to ``right``."""

    kind: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class PeriodStart(Typed):
    """The first day of a period written as text; unknown where the text is none."""

    operand: Typed


@dataclass(frozen=True, slots=True)
class PeriodYear(Typed):
    """The year of a period written as text; unknown where the text is none."""

    operand: Typed


def parts_of(node: Typed) -> Iterator[Typed]:
    """The typed parts directly inside ``node``."""
    for item in fields(node):
        yield from _typed_in(getattr(node, item.name))


def _typed_in(value: object) -> Iterator[Typed]:
    if isinstance(value, Typed):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _typed_in(part)


def walk_typed(node: Typed) -> Iterator[Typed]:
    """``node`` and everything inside it."""
    yield node
    for part in parts_of(node):
        yield from walk_typed(part)


def truth(value: bool) -> Constant:
    """A known yes or no."""
    return Constant(BOOLEAN, False, value)


def number(node: Typed) -> Number:
    """The number type of a node that the checker has found to be a number."""
    if not isinstance(node.type, Number):
        raise TypeError(f"{node} is not a number")
    return node.type


__all__ = [
    "BOOLEAN",
    "DATE",
    "INSTANT",
    "Absent",
    "Arithmetic",
    "Choice",
    "Comparison",
    "Connective",
    "Constant",
    "DatePart",
    "Elapsed",
    "Extreme",
    "LocalDate",
    "LocalTime",
    "Lookup",
    "Member",
    "MovedDate",
    "Negated",
    "Not",
    "PeriodStart",
    "PeriodYear",
    "Reference",
    "Rescaled",
    "Rounded",
    "ShiftedDate",
    "Typed",
    "Unknown",
    "number",
    "parts_of",
    "truth",
    "walk_typed",
]
