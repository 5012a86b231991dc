"""Types of the formula language: what a value counts, how finely, and between which bounds.

A number is an integer numerator over a static power of ten. ``Number(RUPIAH, scale=2, lo=0, hi=500)`` is between
Rp 0.00 and Rp 5.00 in steps of one sen. Bounds are of the numerator and are proven, never guessed: facts are checked
against theirs at the entrance, and every operation computes its own from its operands'. They decide which machine
integer is wide enough (`integer_type`), so that the common case is fast and no case wraps.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Unit(StrEnum):
    """What a value counts. The first six are numbers."""

    RUPIAH = "rupiah"
    PERSEN = "persen"
    BILANGAN = "bilangan"
    HARI = "hari"
    MENIT = "menit"
    BULAN = "bulan"
    TANGGAL = "tanggal"
    WAKTU = "waktu"
    KATEGORI = "kategori"
    TEKS = "teks"
    YA_TIDAK = "ya_tidak"


NUMERIC = frozenset({Unit.RUPIAH, Unit.PERSEN, Unit.BILANGAN, Unit.HARI, Unit.MENIT, Unit.BULAN})

# Beyond 38 digits neither DuckDB, Spark nor PostgreSQL's fixed decimals hold a number exactly.
MAX_NUMERATOR = 10**38 - 1


@dataclass(frozen=True)
class Number:
    """A number of ``unit``: numerator in [lo, hi] over 10**scale."""

    unit: Unit
    scale: int
    lo: int
    hi: int

    def __post_init__(self) -> None:
        if self.unit not in NUMERIC:
            raise ValueError(f"{self.unit} is not a number")
        if self.lo > self.hi:
            raise ValueError(f"empty bounds {self.lo}..{self.hi}")

    def rescaled(self, scale: int) -> Number:
        """The same values over a finer denominator."""
        factor = 10 ** (scale - self.scale)
        return Number(self.unit, scale, self.lo * factor, self.hi * factor)


@dataclass(frozen=True)
class Category:
    """One of a closed list of codes (``codes`` empty: any text, the list is open)."""

    name: str
    codes: tuple[str, ...] = ()
    unit: Unit = Unit.KATEGORI


@dataclass(frozen=True)
class Simple:
    """A date, an instant (UTC), a text or a yes/no."""

    unit: Unit


Type = Number | Category | Simple

BOOLEAN = Simple(Unit.YA_TIDAK)
DATE = Simple(Unit.TANGGAL)
INSTANT = Simple(Unit.WAKTU)


def constant(unit: Unit, value: Fraction) -> Number:
    """The type of one exact value; refuses what no power of ten denominates."""
    scale = decimal_scale(value)
    numerator = value * 10**scale
    return Number(unit, scale, int(numerator), int(numerator))


def decimal_scale(value: Fraction) -> int:
    """Digits after the point that write ``value`` exactly.

    >>> decimal_scale(Fraction(9975, 10000))
    4
    >>> decimal_scale(Fraction(1, 3))
    Traceback (most recent call last):
    ...
    ValueError: 1/3 has no finite decimal form
    """
    rest, scale = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        scale = max(scale, power)
    if rest != 1:
        raise ValueError(f"{value} has no finite decimal form")
    return scale
