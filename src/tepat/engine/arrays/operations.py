"""What each node of the typed tree does to columns.

`operation` prepares a node once: what it reads, and the function from those columns to its own. Every branch of a
CASE is computed for everybody and then chosen from: the proven bounds hold for each branch by itself, so none of them
can wrap where it is known.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from tepat.engine.arrays import dates
from tepat.engine.arrays.columns import (
    NOWHERE,
    Column,
    Data,
    Mask,
    UnsupportedError,
    all_known,
    both,
    cast,
    chosen,
    common_texts,
    spelled,
    type_dtype,
    whole,
    width,
)
from tepat.engine.arrays.lookup import Bands, Rows
from tepat.engine.arrays.rounding import rounded_quotients
from tepat.lang.calendar import first_of_period, year_of_period
from tepat.lang.typed import (
    Absent,
    Arithmetic,
    Choice,
    Comparison,
    Connective,
    Constant,
    DatePart,
    Elapsed,
    Extreme,
    LocalDate,
    LocalTime,
    Lookup,
    Member,
    MovedDate,
    Negated,
    Not,
    PeriodStart,
    PeriodYear,
    Rescaled,
    Rounded,
    ShiftedDate,
    Typed,
    Unknown,
    number,
)
from tepat.lang.types import Number, Type, Unit

_EPOCH = date(1970, 1, 1)
_EPOCH_TIME = datetime(1970, 1, 1)  # noqa: DTZ001 -- instants are kept in UTC without an offset
_TEXTUAL = (Unit.KATEGORI, Unit.TEKS)


@dataclass(frozen=True)
class Operation:
    """What a node reads, and what it makes of that."""

    reads: tuple[Typed, ...]
    apply: Callable[[Sequence[Column]], Column]


def operation(node: Typed) -> Operation:
    """The operation of any node but a reference, which is a column that is there already.

    Raises
    ------
    UnsupportedError : the arrays cannot compute this node
    """
    prepare = _NODES.get(type(node))
    if prepare is None:
        raise UnsupportedError(f"{type(node).__name__} has no operation over columns")
    return prepare(node)


# -- values that are the same for everybody -------------------------------------------------------------------------


def constant_column(value: object, kind: Type | None) -> Column:
    """A column with one value for everybody."""
    if isinstance(value, Fraction) and isinstance(kind, Number):
        return Column(whole(int(value * 10**kind.scale), type_dtype(kind)))
    if isinstance(value, bool):
        return Column(np.bool_(value))
    if isinstance(value, datetime):
        return Column(np.int64((value - _EPOCH_TIME).total_seconds()))
    if isinstance(value, date):
        return Column(np.int64((value - _EPOCH).days))
    return Column(np.int32(0), None, (str(value),))


def _constant(node: Constant) -> Operation:
    column = constant_column(node.value, node.type)
    return Operation((), lambda columns: column)


def unknown_column(kind: Type | None) -> Column:
    """A column of which nothing is known."""
    dtype = np.dtype(np.int64) if kind is None else type_dtype(kind)
    texts = ("",) if kind is not None and kind.unit in _TEXTUAL else ()
    return Column(whole(0, dtype), NOWHERE, texts)


def _unknown(node: Unknown) -> Operation:
    column = unknown_column(node.type)
    return Operation((), lambda columns: column)


# -- numbers --------------------------------------------------------------------------------------------------------

_SIGNS: Mapping[str, Callable[[Data, Data], Data]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def _arithmetic(node: Arithmetic) -> Operation:
    dtype, compute = width(node.type, node.left.type, node.right.type), _SIGNS[node.operator]

    def apply(columns: Sequence[Column]) -> Column:
        left, right = columns
        return Column(compute(cast(left.data, dtype), cast(right.data, dtype)), both(left.known, right.known))

    return Operation((node.left, node.right), apply)


def _rescaled(node: Rescaled) -> Operation:
    dtype = width(node.type, node.operand.type)
    factor = whole(node.factor, dtype)

    def apply(columns: Sequence[Column]) -> Column:
        (column,) = columns
        return column if node.factor == 1 else Column(cast(column.data, dtype) * factor, column.known)

    return Operation((node.operand,), apply)


def _negated(node: Negated) -> Operation:
    dtype = width(node.type, node.operand.type)
    return _strict((node.operand,), lambda data: -cast(data, dtype))


def _rounded(node: Rounded) -> Operation:
    kinds = number(node.numerator), number(node.denominator)
    dtype = type_dtype(number(node))
    step = whole(node.step, dtype)

    def apply(columns: Sequence[Column]) -> Column:
        above, below, *guards = columns
        known = all_known(columns)
        for guard in guards:
            known = both(known, Mask(guard.data > 0))
        positive = below.data if kinds[1].lo > 0 else np.where(below.data > 0, below.data, whole(1, below.data.dtype))
        # The quotient in units of the step is no larger than the result, so it fits where the result does.
        quotient = cast(rounded_quotients(node.mode, above.data, positive, kinds), dtype)
        return Column(quotient if node.step == 1 else quotient * step, known)

    return Operation((node.numerator, node.denominator, *node.guards), apply)


def _extreme(node: Extreme) -> Operation:
    kinds = [part.type for part in (node, *node.operands)]
    dtype = width(*kinds) if isinstance(node.type, Number) else np.dtype(np.int64)
    choose = np.minimum if node.operator == "LEAST" else np.maximum

    def apply(columns: Sequence[Column]) -> Column:
        return Column(reduce(choose, [cast(column.data, dtype) for column in columns]), all_known(columns))

    return Operation(node.operands, apply)


def _strict(reads: tuple[Typed, ...], compute: Callable[..., Data]) -> Operation:
    """Unknown as soon as one operand is."""
    return Operation(reads, lambda columns: Column(compute(*(column.data for column in columns)), all_known(columns)))


# -- yes and no -----------------------------------------------------------------------------------------------------

_TESTS: Mapping[str, Callable[[Data, Data], Data]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _is_textual(node: Typed) -> bool:
    return node.type is not None and node.type.unit in _TEXTUAL


def _comparison(node: Comparison) -> Operation:
    test, reads = _TESTS[node.operator], (node.left, node.right)
    if _is_textual(node.left) or _is_textual(node.right):
        return Operation(reads, lambda columns: _compare_texts(columns, node.operator))
    if isinstance(node.left.type, Number) and isinstance(node.right.type, Number):
        dtype = width(node.left.type, node.right.type)
        return _strict(reads, lambda left, right: test(cast(left, dtype), cast(right, dtype)))
    return _strict(reads, test)


def _compare_texts(columns: Sequence[Column], sign: str) -> Column:
    """Codes of one list compare as they are; texts in another order than equal or not are ranked first."""
    left, right = columns
    texts = common_texts(columns)
    if sign not in ("=", "<>"):
        texts = tuple(sorted(texts))
    return Column(_TESTS[sign](spelled(left, texts), spelled(right, texts)), both(left.known, right.known))


def _connective(node: Connective) -> Operation:
    """Kleene's logic: a decided side decides."""
    deciding = node.operator == "OR"
    compute = operator.or_ if deciding else operator.and_

    def apply(columns: Sequence[Column]) -> Column:
        left, right = columns
        data = compute(left.data, right.data)
        known = both(left.known, right.known)
        if known is None:
            return Column(data)
        decided = _decides(left, deciding) | _decides(right, deciding)
        return Column(data, Mask(known.array | decided))

    return Operation((node.left, node.right), apply)


def _decides(side: Column, deciding: bool) -> Data:
    deciding_data = side.data if deciding else ~side.data
    return deciding_data if side.known is None else deciding_data & side.known.array


def _absent(node: Absent) -> Operation:
    def apply(columns: Sequence[Column]) -> Column:
        known = columns[0].known
        there = np.bool_(True) if known is None else known.array
        return Column(there if node.negated else ~there)

    return Operation((node.operand,), apply)


def _member(node: Member) -> Operation:
    reads = (node.operand, *node.options)
    if _is_textual(node.operand):
        compare: Callable[[Sequence[Column]], Column] = lambda pair: _compare_texts(pair, "=")  # noqa: E731
    else:
        dtypes = width(*(part.type for part in reads)) if isinstance(node.operand.type, Number) else np.dtype(np.int64)
        compare = _strict((), lambda left, right: cast(left, dtypes) == cast(right, dtypes)).apply

    def apply(columns: Sequence[Column]) -> Column:
        operand, *options = columns
        found = [compare((operand, option)).data for option in options]
        return Column(reduce(operator.or_, found), operand.known)

    return Operation(reads, apply)


# -- choices and tables ---------------------------------------------------------------------------------------------


def _choice(node: Choice) -> Operation:
    tests = tuple(test for test, _ in node.branches)
    values = (*(value for _, value in node.branches), node.default)
    adapt = _adapter(node)

    def apply(columns: Sequence[Column]) -> Column:
        asked, found = columns[: len(tests)], list(columns[len(tests) :])
        data, texts = adapt(found)
        taken, known = data[-1], found[-1].known
        for test, value, column in zip(reversed(asked), reversed(data[:-1]), reversed(found[:-1]), strict=True):
            taken = np.where(test.data, value, taken)
            known = both(chosen(test.data, column.known, known), test.known)
        return Column(taken, known, texts)

    return Operation((*tests, *values), apply)


def _adapter(node: Choice) -> Callable[[list[Column]], tuple[list[Data], tuple[str, ...]]]:
    """What brings the values of all branches into one form."""
    if _is_textual(node):
        return _spelled_alike
    dtype = type_dtype(node.type) if node.type is not None else np.dtype(np.int64)
    return lambda found: ([cast(column.data, dtype) for column in found], ())


def _spelled_alike(found: list[Column]) -> tuple[list[Data], tuple[str, ...]]:
    texts = common_texts(found)
    return [spelled(column, texts) for column in found], texts


def _lookup(node: Lookup) -> Operation:
    if node.value is None:
        return Operation(node.keys, Rows(node))
    bands = Bands(node)
    return Operation((*node.keys, node.value), lambda columns: bands(columns[:-1], columns[-1]))


# -- dates ----------------------------------------------------------------------------------------------------------


def _shifted(node: ShiftedDate) -> Operation:
    amount = np.int64(node.amount)
    moves: Mapping[str, Callable[[Data], Data]] = {
        "months": lambda days: dates.later_months(days, amount),
        "days": lambda days: days + amount,
        "day": lambda days: dates.set_day(days, node.amount),
    }
    return _strict((node.operand,), moves[node.kind])


def _moved(node: MovedDate) -> Operation:
    move = dates.later_months if node.kind == "months" else operator.add
    return _strict((node.left, node.right), move)


def _elapsed(node: Elapsed) -> Operation:
    spans: Mapping[str, Callable[[Data, Data], Data]] = {
        "days": lambda left, right: right - left,
        "minutes": lambda left, right: (right - left) // np.int64(60),
        "months": dates.months_between,
    }
    return _strict((node.left, node.right), spans[node.kind])


def _of_text(read: Callable[[str], int | None]) -> Callable[[PeriodStart | PeriodYear], Operation]:
    """Something that a text says, read once for each different text."""

    def apply(columns: Sequence[Column]) -> Column:
        (column,) = columns
        found = [read(text) for text in column.texts]
        values = np.array([0 if value is None else value for value in found], dtype=np.int64)
        said = np.array([value is not None for value in found])
        return Column(values[column.data], both(column.known, None if said.all() else Mask(said[column.data])))

    return lambda node: Operation((node.operand,), apply)


def _first_day(text: str) -> int | None:
    day = first_of_period(text)
    return None if day is None else (day - _EPOCH).days


_NODES: Mapping[type[Typed], Callable[[Any], Operation]] = {
    Constant: _constant,
    Unknown: _unknown,
    Arithmetic: _arithmetic,
    Rescaled: _rescaled,
    Negated: _negated,
    Rounded: _rounded,
    Extreme: _extreme,
    Comparison: _comparison,
    Connective: _connective,
    Not: lambda node: _strict((node.operand,), operator.invert),
    Absent: _absent,
    Member: _member,
    Choice: _choice,
    Lookup: _lookup,
    ShiftedDate: _shifted,
    MovedDate: _moved,
    LocalTime: lambda node: _strict((node.operand,), lambda days: dates.instant(days, node.seconds)),
    LocalDate: lambda node: _strict((node.operand,), lambda moment: dates.local_day(moment, node.offset_seconds)),
    DatePart: lambda node: _strict((node.operand,), lambda days: dates.part(node.kind, days)),
    Elapsed: _elapsed,
    PeriodStart: _of_text(_first_day),
    PeriodYear: _of_text(year_of_period),
}
