"""The yearly thresholds of absence of PP 94/2021, as the national package states them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tepat.lang.calendar import Masa
from tepat.law.bound import BoundBook, parameter_value
from tepat.law.person import Person
from tepat.law.presensi import national_book, national_shelf
from tepat.law.shelf import NATIONAL

_LAW = f"{NATIONAL}/pp-94-2021"
_TABLE, _IN_A_ROW = "hukuman_alpa", "hari_berturut_diberhentikan"


@dataclass(frozen=True)
class Threshold:
    """So many days of absence without a valid reason point to this punishment.

    ``hari``: cumulated since 1 January; ``berturut``: in a row instead. ``jenis_hukuman``, ``tingkat``: codes of the
    package. ``dasar``: its article, as the package cites it.
    """

    hari: int
    jenis_hukuman: str
    tingkat: str
    dasar: str
    berturut: bool = False


def thresholds(masa: Masa) -> tuple[Threshold, ...]:
    """Every threshold in force in a month: the cumulated ones in rising order, then the one of days in a row.

    Who imposes the punishment is the competent official; this only says which one the days point to.

    >>> [item.hari for item in thresholds(Masa(2026, 7))]
    [3, 4, 7, 11, 14, 17, 21, 25, 28, 10]
    """
    law = national_book(national_shelf(), _LAW, masa)
    return (*_cumulated(law), _in_a_row(law))


def _cumulated(law: BoundBook) -> Iterator[Threshold]:
    for row in law.book.known_tables[_TABLE].rows:
        if row.band is not None and row.band.lower is not None:
            jenis, tingkat = _pointed_to(law, row.band.lower, Fraction(0))
            yield Threshold(int(row.band.lower), jenis, tingkat, row.source)


def _in_a_row(law: BoundBook) -> Threshold:
    stated = law.book.definitions[_IN_A_ROW]
    days = Fraction(parameter_value(stated))
    jenis, tingkat = _pointed_to(law, Fraction(0), days)
    dasar = f"{law.book.instrument(_LAW).short} {stated.source.dasar}"
    return Threshold(int(days), jenis, tingkat, dasar, berturut=True)


def _pointed_to(law: BoundBook, cumulated: Fraction, in_a_row: Fraction) -> tuple[str, str]:
    """Kind and level of the punishment, by the package's own formulas."""
    person = Person(law, {}, {"hari_alpa_kumulatif": cumulated, "hari_alpa_berturut": in_a_row})
    jenis, tingkat = (person.value((name,)) for name in ("hukuman_menurut_alpa", "tingkat_menurut_alpa"))
    return str(jenis), str(tingkat)
