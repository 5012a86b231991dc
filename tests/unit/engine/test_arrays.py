"""The month over arrays: roundings, dates, chunks, and the run that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tepat.engine.arrays import dates, month
from tepat.engine.arrays.columns import Column, Mask, number_dtype
from tepat.engine.arrays.exchange import columns_of, create_computed
from tepat.engine.arrays.month import ArrayMonth
from tepat.engine.arrays.rounding import rounded_quotients
from tepat.engine.compute import Resources, compute
from tepat.lang import calendar
from tepat.lang.errors import UsageError
from tepat.lang.rounding import MODES, rounded_quotient
from tepat.lang.typed import Reference
from tepat.lang.types import Category, Number, Unit
from tests.cases.test_arrays import STAGED, differences
from tests.cases.test_engine import GROUPS
from tests.packets import valid_packet, write_packet
from tests.property.months import bound_of

# Near zero, at halves and ties of small divisors, and at the ends of 64 bits and beyond.
SMALL = [*range(-25, 26)]
GREAT = [2**62, 2**62 + 1, 2**63, 2**64 + 7, 10**30 + 5]


def number(values: list[int]) -> Number:
    return Number(Unit.BILANGAN, 0, min(values), max(values))


def column(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=number_dtype(min(values), max(values)))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("divisors", [[7], [8], [1], [1, 2, 3, 7, 8]], ids=str)
@pytest.mark.parametrize(
    "values", [SMALL, SMALL[25:], [*SMALL[25:], 2**63], [*SMALL, *GREAT]], ids=lambda v: f"{v[-1]}"
)
def test_columns_are_rounded_as_single_numbers_are(mode: str, divisors: list[int], values: list[int]):
    pairs = [(above, below) for above in values for below in divisors]
    above, below = [list(side) for side in zip(*pairs, strict=True)]
    found = rounded_quotients(mode, column(above), column(below), (number(above), number(below)))
    assert [int(value) for value in found] == [rounded_quotient(mode, *pair) for pair in pairs]


DAYS = [date(1999, 12, 1) + timedelta(days=step) for step in range(1200)]
EPOCH = date(1970, 1, 1)


def numbers(days: list[date]) -> np.ndarray:
    return np.array([(day - EPOCH).days for day in days], dtype=np.int64)


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("weekday", date.isoweekday),
        ("day", lambda day: day.day),
        ("month", lambda day: day.month),
        ("year", lambda day: day.year),
    ],
)
def test_a_part_of_a_date_is_the_calendars(kind: str, read: Callable[[date], int]):
    assert dates.part(kind, numbers(DAYS)).tolist() == [read(day) for day in DAYS]


@pytest.mark.parametrize("months", [-13, -1, 0, 1, 12, 23])
def test_months_later_are_the_calendars(months: int):
    found = dates.later_months(numbers(DAYS), np.int64(months))
    assert found.tolist() == numbers([calendar.add_months(day, months) for day in DAYS]).tolist()


def test_months_between_are_the_calendars():
    ends = DAYS[::-1]
    found = dates.months_between(numbers(DAYS), numbers(ends))
    assert found.tolist() == [calendar.months_between(*pair) for pair in zip(DAYS, ends, strict=True)]


def test_columns_that_are_known_together_share_their_mask():
    array = np.array([True, False])
    left, right = Mask(array), Mask(array.copy())
    once = left.kept(lambda: left.array & right.array, "both", right)
    again = left.kept(lambda: pytest.fail("computed twice"), "both", right)
    assert again is once


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_month_does_not_depend_on_how_people_are_divided(
    threads: int, size: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    packet = valid_packet(40, "2024-03")
    del packet["kinerja"][10], packet["gaji"][20], packet["disiplin"][30]  # some chunks lack what others have
    run = compute(write_packet(packet, tmp_path), bound_of("2024-03"))
    run.connection.execute("ALTER TABLE hitung RENAME TO hitung_sql")
    monkeypatch.setattr(month, "CHUNK", size)
    monkeypatch.setattr(month, "CHUNK_OF_SEVERAL", size)
    monkeypatch.setattr("tepat.engine.arrays.exchange.SLICE", 15)
    create_computed(run.connection, ArrayMonth(run.bound), threads)
    assert differences(run) == []


def test_nobody_is_a_month_too(tmp_path: Path):
    run = compute(write_packet(valid_packet(0, "2024-03"), tmp_path), bound_of("2024-03"), Resources(engine="numpy"))
    assert run.connection.execute("SELECT count(*) FROM hasil").fetchall() == [(0,)]


def test_a_constant_stays_one_value_for_everybody(tmp_path: Path):
    run = compute(write_packet(valid_packet(3, "2024-03"), tmp_path), bound_of("2024-03"))
    compiled = ArrayMonth(run.bound)
    facts = columns_of(run.connection.sql(f"SELECT {', '.join(compiled.inputs)} FROM fakta").to_arrow_table())
    cap = compiled.compute(facts, 3)["batas_iuran_peserta"]
    assert (cap.data.strides, cap.data.tolist()) == ((0,), [120_000] * 3)


def test_a_book_that_the_arrays_cannot_compute_is_refused_with_the_remedy(tmp_path: Path):
    bound = GROUPS[STAGED[0]][0].bound
    with pytest.raises(UsageError) as refused:
        compute(write_packet(valid_packet(1, str(bound.book.masa)), tmp_path), bound, Resources(engine="numpy"))
    (problem,) = refused.value.problems
    assert problem.code == "U-010"
    assert "--mesin duckdb" in problem.message().perbaikan


def test_codes_of_a_long_open_list_keep_their_places(tmp_path: Path):
    """More different texts than 16 bits can count, as a column of units or periods may hold."""
    run = compute(write_packet(valid_packet(1, "2024-03"), tmp_path), bound_of("2024-03"))
    compiled, people = ArrayMonth(run.bound), 40_000
    facts = columns_of(run.connection.sql(f"SELECT {', '.join(compiled.inputs)} FROM fakta").to_arrow_table())
    many = {name: replace(column, data=np.repeat(column.data, people), known=None) for name, column in facts.items()}
    texts = tuple(f"kode_{number}" for number in range(people))
    compiled.places["kode"] = compiled.program.place(Reference(Category("kode"), False, "kode"))
    compiled.types["kode"] = Category("kode")
    found = compiled.compute(many | {"kode": Column(np.arange(people, dtype=np.int32), None, texts)}, people)["kode"]
    assert found.data.tolist() == list(range(people))
