"""Values of columns that a rule book declares: what their type takes, whatever they are called."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.further_values import KNOWN, Subject, draw
from tepat.lab.contoh.region import build_units
from tepat.lang.calendar import Masa
from tepat.lang.types import BOOLEAN, DATE, INSTANT, Category, Number, Unit
from tepat.law.packet import Column, Empty

MARCH = Masa(2024, 3)
UNITS = {unit.kind.prefix: unit for unit in build_units(6_000)}


def column(name: str, kind: object, empty: Empty = Empty.REFUSED) -> Column:
    return Column(name, kind, empty, "contoh")  # type: ignore[arg-type]


@given(
    benih=st.integers(),
    unit=st.sampled_from([Unit.RUPIAH, Unit.HARI, Unit.MENIT, Unit.BULAN, Unit.BILANGAN, Unit.PERSEN]),
    low=st.integers(0, 1_000),
    span=st.integers(0, 10**6),
    decimals=st.integers(0, 4),
    name=st.sampled_from(["sesuatu", "lainnya_lagi"]),
)
def test_a_number_nobody_knows_the_name_of_lies_within_its_bounds(
    benih: int, unit: Unit, low: int, span: int, decimals: int, name: str
):
    cell = 10**decimals
    kind = Number(unit, decimals + 2 if unit is Unit.PERSEN else decimals, low * cell, (low + span) * cell)
    assert low <= int(draw(column(name, kind), Subject(MARCH), Dice(benih, "uji"))) <= low + span


@given(benih=st.integers())
def test_codes_dates_moments_and_answers_are_ones_that_the_entrance_takes(benih: int):
    dice, subject = Dice(benih, "uji"), Subject(MARCH)
    assert draw(column("warna", Category("warna", ("merah", "putih"))), subject, dice) in ("merah", "putih")
    assert draw(column("setuju", BOOLEAN), subject, dice) in ("ya", "tidak")
    assert MARCH.first <= date.fromisoformat(draw(column("tanggal", DATE), subject, dice)) <= MARCH.last
    assert date.fromisoformat(draw(column("mulai", DATE), subject, dice)) <= MARCH.first
    assert date.fromisoformat(draw(column("selesai", DATE), subject, dice)) > MARCH.last
    assert draw(column("selesai", DATE, Empty.ABSENT), subject, dice) == ""
    assert datetime.fromisoformat(draw(column("saat", INSTANT), subject, dice)).date() == MARCH.first


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "arah"])
def test_a_known_name_with_other_codes_takes_one_of_them(name: str):
    seat = Subject(MARCH, UNITS["SD"], 1)
    assert draw(column(name, Category(name, ("x",))), seat, Dice(1, "uji")) == "x"


@pytest.mark.parametrize(
    ("prefix", "domain", "code"),
    [
        ("RSUD", ("umum", "rsud"), "rsud"),
        ("RSUD", ("rumah_sakit", "lainnya"), "rumah_sakit"),
        ("SD", ("umum", "kecamatan"), "umum"),
        ("SD", ("sekolah", "lainnya"), "sekolah"),
        ("DIN", ("rsud", "lainnya"), "lainnya"),
    ],
)
def test_units_are_grouped_by_the_codes_that_a_region_knows(prefix: str, domain: tuple[str, ...], code: str):
    subject = Subject(MARCH, UNITS[prefix])
    assert draw(column("kelompok_unit", Category("kelompok_unit", domain)), subject, Dice(1, "uji")) == code
