"""A table has exactly one row for everything that can be asked of it, and its bounds belong to one side."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from tepat.lang.tables import Band, Row, Table, flaws
from tepat.lang.types import Category, Unit

KIND = Category("jenis", ("a", "b"))
CLASS = Category("kelas", ("x", "y"))


def row(keys: str, lower: int | None, upper: int | None, *, upper_included: bool = True, line: int = 2) -> Row:
    ends = (None if end is None else Fraction(end) for end in (lower, upper))
    return Row(tuple(keys), Band(*ends, upper_included), Fraction(1), "contoh", line)


def keyed(*codes: str) -> Table:
    rows = tuple(Row(tuple(code), None, Fraction(1), "contoh", 2 + line) for line, code in enumerate(codes))
    return Table("tabel", "Tabel", (("jenis", KIND), ("kelas", CLASS)), None, Unit.PERSEN, rows)


def banded(*rows: Row) -> Table:
    return Table("lapisan", "Lapisan", (), Unit.RUPIAH, Unit.PERSEN, rows)


def found(table: Table) -> list[tuple[object, ...]]:
    return [(flaw.kind, flaw.keys, *(flaw.ends if any(flaw.ends) else ()), flaw.line) for flaw in flaws(table)]


def test_a_whole_table_has_no_flaw():
    assert found(keyed("ax", "ay", "bx", "by")) == []
    assert found(banded(row("", None, 10), row("", 10, 20, line=3), row("", 20, None, line=4))) == []
    assert found(banded(row("", None, None))) == []
    assert found(banded(row("", 5, None))) == []


def test_every_combination_of_codes_needs_a_row():
    assert found(keyed("ax", "ay", "by")) == [("tanpa_baris", ("b", "x"), 1)]


def test_two_rows_of_one_combination_are_one_too_many():
    assert found(keyed("ax", "ay", "bx", "by", "ay", "ay")) == [
        ("baris_ganda", ("a", "y"), 6),
        ("baris_ganda", ("a", "y"), 7),
    ]


def test_a_code_outside_the_domain_is_named():
    assert found(keyed("ax", "ay", "bx", "by", "cx")) == [("kode_asing", ("c", "x"), 6)]


def test_a_hole_between_bands_is_named_by_its_ends():
    assert found(banded(row("", None, 10), row("", 11, None, line=3))) == [("celah", (), 10, 11, 3)]


def test_bands_that_overlap_are_named_by_what_they_share():
    assert found(banded(row("", None, 10), row("", 9, None, line=3))) == [("tumpang_tindih", (), 9, 10, 3)]


def test_the_last_band_is_open():
    assert found(banded(row("", None, 10), row("", 10, 20, line=3))) == [("celah", (), 20, None, 3)]


@pytest.mark.parametrize("middle", [(row("", None, None), row("", 10, None)), (row("", None, 10), row("", None, None))])
def test_an_open_end_in_the_middle_is_an_overlap(middle: tuple[Row, Row]):
    assert [kind for kind, *_ in found(banded(*middle))] == ["tumpang_tindih"]


def test_each_combination_has_bands_of_its_own():
    rows = (row("a", None, 10), row("a", 10, None, line=3), row("b", None, 20, line=4), row("b", 21, None, line=5))
    table = Table("lapisan", "Lapisan", (("jenis", KIND),), Unit.RUPIAH, Unit.PERSEN, rows)
    assert found(table) == [("celah", ("b",), 20, 21, 5)]
    assert table.find(("a",), Fraction(15)) == rows[1]
    assert table.find(("b",), Fraction(15)) == rows[2]


# Lower bound, the upper one, and just beside each: inside or not, by the two conventions of the law.
SEN = Fraction(1, 100)
EDGES = {
    True: {10 - SEN: False, 10: False, 10 + SEN: True, 20 - SEN: True, 20: True, 20 + SEN: False},
    False: {10 - SEN: False, 10: True, 10 + SEN: True, 20 - SEN: True, 20: False, 20 + SEN: False},
}


@pytest.mark.parametrize("upper_included", EDGES)
def test_a_bound_belongs_to_one_side(upper_included: bool):
    band = Band(Fraction(10), Fraction(20), upper_included)
    assert {value: band.holds(Fraction(value)) for value in EDGES[upper_included]} == EDGES[upper_included]


@pytest.mark.parametrize("upper_included", [True, False])
def test_an_open_end_holds_everything_on_its_side(upper_included: bool):
    assert Band(None, None, upper_included).holds(Fraction(-(10**30)))
    assert Band(Fraction(10), None, upper_included).holds(Fraction(10**30))
    assert Band(None, Fraction(10), upper_included).holds(Fraction(10)) is upper_included
    assert Band(Fraction(10), None, upper_included).holds(Fraction(10)) is not upper_included


@pytest.mark.parametrize("upper_included", [True, False])
def test_joined_bands_hold_every_amount_once(upper_included: bool):
    ends = pairwise([None, -5, 0, 10, 11, None])
    bands = [row("", lower, upper, upper_included=upper_included) for lower, upper in ends]
    for amount in range(-700, 1400):
        value = Fraction(amount, 100)
        assert sum(item.band.holds(value) for item in bands if item.band) == 1
        assert banded(*bands).find((), value) is not None


def test_below_the_lowest_band_a_table_says_nothing():
    table = banded(row("", 10, 20), row("", 20, None))
    assert table.find((), Fraction(10)) is None
    assert table.find((), Fraction(10) + SEN) is not None


def test_values_share_the_finest_scale_and_the_widest_bounds():
    rows = tuple(Row((code,), None, Fraction(value), "contoh", 2) for code, value in (("a", "0.125"), ("b", "-3")))
    kind = Table("t", "t", (("jenis", KIND),), None, Unit.PERSEN, rows).value_type
    assert (kind.unit, kind.scale, kind.lo, kind.hi) == (Unit.PERSEN, 3, -3000, 125)


def test_bounds_are_written_with_the_digits_they_need():
    bands = (Band(None, Fraction("0.25"), True), Band(Fraction("0.25"), None, True))
    rows = tuple(Row((), band, Fraction(1), "contoh", 2) for band in bands)
    assert banded(*rows).bound_scale == 2
    assert keyed("ax").bound_scale == 0
