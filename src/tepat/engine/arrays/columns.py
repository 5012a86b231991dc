"""A column: whole numerators, codes, days or yes and no, and which of them are known.

Numbers are int64 where their proven bounds fit, uint64 where only that fits, and Python's own integers (``object``)
beyond 64 bits. Codes and texts are positions in ``texts``. Dates are days and instants seconds since 1970. What
stands at an unknown place is of the right kind and otherwise meaningless: it may wrap, and nobody reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tepat.lang.types import Number, Type, Unit

# An array with a value for each person, or one value for all of them.
Data = Any

_WIDE = np.dtype(object)


class UnsupportedError(Exception):
    """A rule book that the arrays cannot compute; the SQL statement computes every one."""


class Mask:
    """Which values are known.

    Columns of one file are mostly known together and share a mask. What two masks come to is therefore kept, and six
    criteria of one formula ask once.
    """

    __slots__ = ("_met", "array")

    def __init__(self, array: Data) -> None:
        self.array = array
        self._met: dict[tuple[int, ...], tuple[object, ...]] = {}

    def kept(self, compute: Callable[[], Data], *others: object) -> Mask:
        """The mask that comes of this one and others, computed once. One value for everybody is not worth keeping."""
        if np.ndim(self.array) == 0:
            return Mask(compute())
        key = tuple(map(id, others))
        found = self._met.get(key)
        if found is None:
            # The others are kept too, so that their places in memory stay theirs.
            found = self._met[key] = (Mask(compute()), *others)
        return found[0]  # type: ignore[return-value]


Known = Mask | None
NOWHERE = Mask(np.bool_(False))


@dataclass(frozen=True, slots=True)
class Column:
    """``known`` is None where every value is known; ``texts`` only of codes and texts."""

    data: Data
    known: Known = None
    texts: tuple[str, ...] = ()


def number_dtype(lo: int, hi: int) -> np.dtype[Any]:
    """The cheapest kind of integer that holds lo..hi.

    >>> number_dtype(0, 10**18), number_dtype(0, 10**19), number_dtype(-1, 10**19)
    (dtype('int64'), dtype('uint64'), dtype('O'))
    """
    if lo >= -(2**63) and hi < 2**63:
        return np.dtype(np.int64)
    if lo >= 0 and hi < 2**64:
        return np.dtype(np.uint64)
    return np.dtype(object)


def width(*kinds: Type | None) -> np.dtype[Any]:
    """The cheapest integers that hold every number of all these types."""
    numbers = [kind for kind in kinds if isinstance(kind, Number)]
    return number_dtype(min(kind.lo for kind in numbers), max(kind.hi for kind in numbers))


def type_dtype(kind: Type) -> np.dtype[Any]:
    """How a column of this type is kept."""
    if isinstance(kind, Number):
        return width(kind)
    return np.dtype(_DTYPES[kind.unit])


_DTYPES = {
    Unit.TANGGAL: np.int64,
    Unit.WAKTU: np.int64,
    Unit.KATEGORI: np.int32,
    Unit.TEKS: np.int32,
    Unit.YA_TIDAK: np.bool_,
}


def cast(data: Data, dtype: np.dtype[Any]) -> Data:
    """The same whole numbers in another width; whoever calls has bounds that say they fit."""
    own = getattr(data, "dtype", _WIDE)
    if own == dtype:
        return data
    if dtype.kind == "O":
        return np.asarray(data).astype(object)[()]
    if own.kind == "O":
        return _wrapped(data, dtype)
    if own.itemsize == dtype.itemsize and np.ndim(data):
        return data.view(dtype)
    return data.astype(dtype)


def _wrapped(data: Data, dtype: np.dtype[Any]) -> Data:
    """Python's integers in 64 bits. What stands at an unknown place may have outgrown them, and wraps."""
    half = 2**63 if dtype.kind == "i" else 0
    return np.asarray((data + half) % 2**64 - half).astype(dtype)[()]


def whole(value: int, dtype: np.dtype[Any]) -> Data:
    """One integer in a width."""
    return value if dtype.kind == "O" else dtype.type(value)


def all_known(columns: Sequence[Column]) -> Known:
    """Where every one of these is known."""
    known: Known = None
    for column in columns:
        known = both(known, column.known)
    return known


def both(left: Known, right: Known) -> Known:
    """Known here and there."""
    if left is None or left is right:
        return right
    return left if right is None else left.kept(lambda: left.array & right.array, "both", right)


def chosen(taken: Data, value: Known, rest: Known) -> Known:
    """Known in ``value`` where it is taken, in ``rest`` elsewhere. Combined, which is five times as fast as chosen."""
    if value is None:
        return None if rest is None else rest.kept(lambda: taken | rest.array, "or", taken)
    if value is rest:
        return value
    if rest is None:
        return value.kept(lambda: ~taken | value.array, "unless", taken)
    return value.kept(lambda: (taken & value.array) | (~taken & rest.array), "else", taken, rest)


def spelled(column: Column, texts: tuple[str, ...]) -> Data:
    """The codes of a column as positions in ``texts``; one that is not among them becomes -1."""
    if column.texts == texts:
        return column.data
    positions = {text: index for index, text in enumerate(texts)}
    table = np.array([positions.get(text, -1) for text in column.texts] or [-1], dtype=np.int32)
    # An index of 64 bits is taken three times as fast as one of 32.
    return table[column.data.astype(np.int64)]


def common_texts(columns: Sequence[Column]) -> tuple[str, ...]:
    """Every text of several columns once."""
    first = columns[0].texts
    if all(column.texts == first for column in columns):
        return first
    return tuple(dict.fromkeys(text for column in columns for text in column.texts))
