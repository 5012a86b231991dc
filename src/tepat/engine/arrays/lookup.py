"""Tables over columns: the row of each person's keys, and in it the band the value falls into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil, floor, gcd
from operator import and_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tepat.engine.arrays.columns import (
    Column,
    Data,
    Known,
    Mask,
    all_known,
    both,
    cast,
    spelled,
    type_dtype,
    width,
)
from tepat.lang.tables import KeyDomain, Row, codes_of
from tepat.lang.typed import Lookup, number
from tepat.lang.types import Category, Number

# A table of this many equal steps still lies in the processor's cache; beyond it the bands are searched.
_STEPS = 2**17


class Rows:
    """A keyed table, prepared once: a cell for every combination of keys."""

    def __init__(self, node: Lookup) -> None:
        self.node = node
        self.domains = [domain for _, domain in node.table.keys]
        self.cells = [node.table.rows_of(keys)[0] for keys in node.table.combinations()]
        self.values, self.stated, self.texts = _cells(node, self.cells)

    def __call__(self, keys: Sequence[Column]) -> Column:
        """The cell of each person's keys; unknown where a key is, or where no source states the cell."""
        place, known = _places(self.domains, keys)
        if not self.stated.all():
            known = both(known, Mask(self.stated[place]))
        return Column(self.values[place], known, self.texts)


def _places(domains: Sequence[KeyDomain], keys: Sequence[Column]) -> tuple[Data, Known]:
    """Which combination of keys, counted in the order of `Table.combinations`; unknown outside the domains."""
    place: Data = np.int64(0)
    known = all_known(keys)
    for domain, key in zip(domains, keys, strict=True):
        index, inside = _place(domain, key)
        known = both(known, inside)
        place = place * np.int64(len(codes_of(domain))) + index
    return place, known


def _place(domain: KeyDomain, key: Column) -> tuple[Data, Known]:
    if isinstance(domain, Category):
        if key.texts == domain.codes:
            return key.data, None
        index = spelled(key, domain.codes)
        inside = index >= 0
        return np.where(inside, index, 0), None if np.all(inside) else Mask(inside)
    # What stands at an unknown place may lie anywhere.
    index = cast(key.data, np.dtype(np.int64)) - np.int64(domain.lo)
    inside = (index >= 0) & (index <= domain.hi - domain.lo)
    return np.where(inside, index, 0), None if np.all(inside) else Mask(inside)


def _cells(node: Lookup, rows: list[Row]) -> tuple[NDArray[Any], NDArray[np.bool_], tuple[str, ...]]:
    """Values, whether they are stated, and the texts they are positions in."""
    stated = np.array([row.value is not None for row in rows])
    if isinstance(node.type, Number):
        return _integers([_scaled(row.value, node.type.scale) for row in rows], node.type), stated, ()
    texts = tuple(dict.fromkeys(row.value for row in rows if isinstance(row.value, str)))
    codes = np.array([texts.index(row.value) if isinstance(row.value, str) else 0 for row in rows], dtype=np.int32)
    return codes, stated, texts


def _scaled(value: Fraction | str | None, scale: int) -> int:
    """A cell as a numerator; nobody reads the one of a cell that is not stated."""
    return int(value * 10**scale) if isinstance(value, Fraction) else 0


def _integers(values: list[int], kind: Number) -> NDArray[Any]:
    return np.array(values, dtype=type_dtype(kind))


@dataclass(frozen=True)
class _Ladder:
    """The bands of one combination of keys: ``edges`` are the last whole numerators that each band but the last holds.

    ``below``: everything up to it lies before the first band; None where nothing does.
    """

    rows: tuple[Row, ...]
    edges: tuple[int, ...]
    below: int | None


class Bands:
    """A banded table, prepared once. A person's band is found by division where the edges stand on a grid."""

    def __init__(self, node: Lookup) -> None:
        if node.value is None:
            raise ValueError(f"table {node.table.name} has bands but no value is looked up")
        self.node = node
        self.kind = number(node.value)
        fits = type_dtype(self.kind) == np.int64
        self.dtype: np.dtype[Any] = np.dtype(np.int64 if fits else object)
        self.domains = [domain for _, domain in node.table.keys]
        self.ladders = [self._ladder(node.table.rows_of(keys)) for keys in node.table.combinations()]
        self.most = max(len(ladder.rows) for ladder in self.ladders)

    def _ladder(self, rows: tuple[Row, ...]) -> _Ladder:
        factor = 10**self.kind.scale
        edges: list[int] = []
        for row in rows[:-1]:
            if row.band is None or row.band.upper is None:
                raise ValueError(f"table {self.node.table.name}: an open band stands before another")
            edge = _last_inside(row.band.upper * factor, included=row.band.upper_included)
            edges.append(min(max(edge, self.kind.lo - 1), self.kind.hi))
        first = rows[0].band
        lower = None if first is None or first.lower is None else first.lower * factor
        below = None if first is None or lower is None else _last_inside(lower, included=first.upper_included)
        return _Ladder(rows, tuple(edges), below)

    def __call__(self, keys: Sequence[Column], value: Column) -> Column:
        """What the band of each person says of the value."""
        place, known = _places(self.domains, keys)
        known = both(known, value.known)
        amount = cast(value.data, self.dtype)
        row = self._row(place, amount)
        known = both(known, self._reached(place, amount))
        if not self.stated.all():
            known = both(known, Mask(self.stated[row]))
        return Column(self._amount(row, value) if self.node.progressive else self.values[row], known, self.texts)

    def _row(self, place: Data, amount: Data) -> Data:
        """Which of the rows of all ladders, one after the other."""
        if self.grid is None:
            return self._searched(place, amount)
        # The edges are spaced by `step`: which step an amount lies in says its band. Read as unsigned, what stands at
        # an unknown place lies beyond the last step when it is below the first.
        step = (amount + np.int64(self.step - 1 - self.origin)) // np.int64(self.step)
        inside = np.minimum(step.view(np.uint64), np.uint64(self.steps - 1)).view(np.int64)
        return self.grid[inside if len(self.ladders) == 1 else inside + place * np.int64(self.steps)]

    def _searched(self, place: Data, amount: Data) -> Data:
        row = np.zeros(np.broadcast(place, amount).shape, dtype=np.int64)
        for index, ladder in enumerate(self.ladders):
            found = np.searchsorted(np.array(ladder.edges, dtype=self.dtype), amount, side="left")
            row = np.where(place == index, found + index * self.most, row)
        return row

    def _reached(self, place: Data, amount: Data) -> Known:
        """Whether the value reaches the first band, where it might not."""
        if all(ladder.below is None or ladder.below < self.kind.lo for ladder in self.ladders):
            return None
        lowest = [self.kind.lo - 1 if ladder.below is None else ladder.below for ladder in self.ladders]
        reached = amount > np.array(lowest, dtype=self.dtype)[place]
        return Mask(reached | (amount < 0) if self.node.progressive else reached)

    @cached_property
    def edges(self) -> list[int]:
        """Every edge of every ladder."""
        return [edge for ladder in self.ladders for edge in ladder.edges]

    @cached_property
    def step(self) -> int:
        """The widest spacing on which every edge of every ladder stands."""
        return gcd(*(edge - self.edges[0] for edge in self.edges)) or 1

    @cached_property
    def origin(self) -> int:
        """A point of the grid below which no known value lies."""
        first = min(self.edges, default=0)
        return first - max(0, -((self.kind.lo - first) // self.step)) * self.step

    @cached_property
    def steps(self) -> int:
        """So many steps from `origin` to beyond the highest edge."""
        return (max(self.edges, default=self.origin) - self.origin) // self.step + 2

    @cached_property
    def grid(self) -> NDArray[np.int64] | None:
        """The row of every step of every ladder; None where that would be a great table."""
        if self.dtype != np.int64 or self.steps * len(self.ladders) > _STEPS:
            return None
        tops = self.origin + self.step * np.arange(self.steps, dtype=np.int64)
        return np.concatenate(
            [
                np.searchsorted(np.array(ladder.edges, dtype=np.int64), tops) + index * self.most
                for index, ladder in enumerate(self.ladders)
            ]
        )

    @cached_property
    def padded(self) -> list[Row]:
        """Every ladder's rows, as many of each as the longest has."""
        return [row for ladder in self.ladders for row in (*ladder.rows, *([ladder.rows[-1]] * self._missing(ladder)))]

    def _missing(self, ladder: _Ladder) -> int:
        return self.most - len(ladder.rows)

    @cached_property
    def stated(self) -> NDArray[np.bool_]:
        """Whether a source states the band, and of a progressive table those below it too."""
        found: list[bool] = []
        for ladder in self.ladders:
            stated = [row.value is not None for row in ladder.rows]
            stated = list(accumulate(stated, and_)) if self.node.progressive else stated
            found += stated + [stated[-1]] * self._missing(ladder)
        return np.array(found)

    @cached_property
    def values(self) -> NDArray[Any]:
        """Each band's value."""
        return _cells(self.node, self.padded)[0]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The codes that the values are positions in."""
        return _cells(self.node, self.padded)[2]

    def _amount(self, row: Data, value: Column) -> Data:
        """The rates of the layers on the parts of the value that lie in them."""
        data = cast(value.data, self.width)
        return (np.maximum(data, 0) if self.kind.lo < 0 else data) * self.rates[row] + self.bases[row]

    @cached_property
    def width(self) -> np.dtype[Any]:
        """What holds the value and the sum."""
        return width(self.node.type, self.kind)

    @cached_property
    def rates(self) -> NDArray[Any]:
        """Each layer's rate, on the scale that makes value times rate the result."""
        scale = number(self.node).scale - self.kind.scale
        return np.array([_scaled(row.value, scale) for row in self.padded], dtype=self.width)

    @cached_property
    def bases(self) -> NDArray[Any]:
        """What the layers below a band come to, less what the band's own rate would have taken of them."""
        found: list[int] = []
        for ladder in self.ladders:
            base, start, own = Fraction(0), Fraction(0), []
            for row in ladder.rows:
                rate = row.value if isinstance(row.value, Fraction) else Fraction(0)
                own.append(int((base - start * rate) * 10 ** number(self.node).scale))
                if row.band is not None and row.band.upper is not None:
                    base += (row.band.upper - start) * rate
                    start = row.band.upper
            found += own + [own[-1]] * self._missing(ladder)
        return np.array(found, dtype=self.width)


def _last_inside(bound: Fraction, *, included: bool) -> int:
    """The last whole number up to a bound, or before it."""
    return floor(bound) if included else ceil(bound) - 1
