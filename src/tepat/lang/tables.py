"""Tables of an instrument: keyed (one value per code) and banded (one value per range)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

from tepat.lang.types import Category, Number, Type, Unit, decimal_scale


@dataclass(frozen=True)
class Band:
    """A range of a number. An open end is None.

    Two conventions of the law: *lebih dari … sampai dengan* (``upper_included``: lower bound out, upper bound in) and
    *… sampai kurang dari* (lower bound in, upper bound out).
    """

    lower: Fraction | None
    upper: Fraction | None
    upper_included: bool

    def holds(self, value: Fraction) -> bool:
        """Whether ``value`` falls into the band."""
        above = self.lower is None or (value > self.lower if self.upper_included else value >= self.lower)
        below = self.upper is None or (value <= self.upper if self.upper_included else value < self.upper)
        return above and below


@dataclass(frozen=True)
class Row:
    """One cell of an annex: its keys, its band if the table has bands, its value and where that stands.

    ``value`` is None where no source states it: asking for this cell is asking for the unknown.
    """

    keys: tuple[str, ...]
    band: Band | None
    value: Fraction | str | None
    source: str
    line: int


KeyDomain = Category | Number


def codes_of(domain: KeyDomain) -> tuple[str, ...]:
    """Everything a key may be: the codes of a closed list, or the whole numbers between two bounds."""
    if isinstance(domain, Category):
        return domain.codes
    return tuple(str(number) for number in range(domain.lo, domain.hi + 1))


@dataclass(frozen=True)
class Table:
    """A table with its key types and the type of its values.

    A key is a code of a closed list or a whole number between two bounds (a class of position). ``band_unit`` is None
    for a plain keyed table.
    """

    name: str
    label: str
    keys: tuple[tuple[str, KeyDomain], ...]
    band_unit: Unit | None
    value_unit: Unit
    rows: tuple[Row, ...]
    value_category: Category | None = None

    @property
    def value_type(self) -> Type:
        """The type all values share: the finest scale and the widest bounds among them; zero where none is known."""
        if self.value_category is not None:
            return self.value_category
        values = [value for row in self.rows if isinstance(value := row.value, Fraction)]
        scale = max((decimal_scale(value) for value in values), default=0)
        numerators = [int(value * 10**scale) for value in values] or [0]
        return Number(self.value_unit, scale, min(numerators), max(numerators))

    @property
    def bound_scale(self) -> int:
        """Digits after the point that write every bound exactly."""
        ends = (end for row in self.rows if row.band for end in (row.band.lower, row.band.upper) if end is not None)
        return max((decimal_scale(end) for end in ends), default=0)

    def rows_of(self, keys: tuple[str, ...]) -> tuple[Row, ...]:
        """The rows under one combination of keys, in the order of their bands."""
        return tuple(row for row in self.rows if row.keys == keys)

    def combinations(self) -> Iterator[tuple[str, ...]]:
        """Every combination of codes the key domains allow."""
        yield from product(*(codes_of(domain) for _, domain in self.keys))

    @property
    def has_unknown_cells(self) -> bool:
        """Whether some cell's value is not stated by any source."""
        return any(row.value is None for row in self.rows)

    def find(self, keys: tuple[str, ...], value: Fraction | None) -> Row | None:
        """The row that applies; None where the table has none."""
        for row in self.rows_of(keys):
            if row.band is None or (value is not None and row.band.holds(value)):
                return row
        return None


@dataclass(frozen=True)
class Flaw:
    """A hole or an overlap of a table: its kind, the keys and the line it stands under, and the range concerned."""

    kind: str
    keys: tuple[str, ...]
    line: int
    ends: tuple[Fraction | None, Fraction | None] = (None, None)


def flaws(table: Table) -> Iterator[Flaw]:
    """Codes without a row, codes with two, and gaps and overlaps between bands.

    Bands must cover everything from their lowest lower bound up: a table says by its first row where it begins.
    """
    known = set(table.combinations())
    for row in table.rows:
        if row.keys not in known:
            yield Flaw("kode_asing", row.keys, row.line)
    for keys in table.combinations():
        rows = table.rows_of(keys)
        if not rows:
            yield Flaw("tanpa_baris", keys, 1)
        elif table.band_unit is None:
            yield from (Flaw("baris_ganda", keys, row.line) for row in rows[1:])
        else:
            yield from _band_flaws(keys, rows)


def _band_flaws(keys: tuple[str, ...], rows: tuple[Row, ...]) -> Iterator[Flaw]:
    for before, after in pairwise(rows):
        if before.band is None or after.band is None or before.band.upper is None or after.band.lower is None:
            yield Flaw("tumpang_tindih", keys, after.line, (None, None))
        elif before.band.upper < after.band.lower:
            yield Flaw("celah", keys, after.line, (before.band.upper, after.band.lower))
        elif before.band.upper > after.band.lower:
            yield Flaw("tumpang_tindih", keys, after.line, (after.band.lower, before.band.upper))
    if rows[-1].band is not None and rows[-1].band.upper is not None:
        yield Flaw("celah", keys, rows[-1].line, (rows[-1].band.upper, None))
