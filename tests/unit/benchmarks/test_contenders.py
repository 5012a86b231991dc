"""Everybody whom `make bench` measures computes the same month, on some hundred people who take every common branch.

The engine's interpreter says what is exact. Who computes in binary numbers is tested over fractions too, with the same
lines: his rules are then the law's, and what the benchmark counts is his arithmetic. OpenFisca takes part where it is
installed, which is where `make bench` runs; LibreOffice does not, its formulas do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from benchmarks.alone.contestants import LOAD, PREPARE
from benchmarks.alone.sizes import ORDER
from benchmarks.alone.steps import write_facts
from benchmarks.calc.formulas import FACTS, FORMULAS, named_ranges
from benchmarks.calc.workbook import read_people
from benchmarks.compare import Errors, compare
from benchmarks.contenders import bind_region, connect, variables
from benchmarks.interpreter import interpret
from benchmarks.loop.rules import EXACT
from benchmarks.loop.store import ByQuery, Preloaded, compute_person, create_store, open_store
from benchmarks.names import AMOUNTS, CALC, EXACT_ONES, OPENFISCA
from benchmarks.population import Plan
from tests.unit.benchmarks.spreadsheet import Row

PLAN = Plan(people=700, positions=80, seed=7)
INSTALLED = [name for name in ORDER if name != CALC and (name != OPENFISCA or find_spec("openfisca_core"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts of the month as files."""
    return tmp_path_factory.mktemp("bulan")


@pytest.fixture(scope="module")
def month(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The facts in a database, and beside them in ``eksak`` what the interpreter finds."""
    with closing(connect()) as connection:
        write_facts(connection, folder, PLAN)
        nips = [row[0] for row in connection.execute("SELECT nip FROM pegawai ORDER BY nip").fetchall()]
        register(connection, "eksak", zip(nips, interpret(connection, bind_region(), nips), strict=True))
        yield connection


def register(
    connection: duckdb.DuckDBPyConnection, name: str, people: Iterable[tuple[str, Mapping[str, Any] | None]]
) -> None:
    """Amounts by nip as a relation; nothing stands for a month that waits."""
    rows = [
        {"nip": nip, "dihitung": amounts is not None, **{item: amounts and int(amounts[item]) for item in AMOUNTS}}
        for nip, amounts in people
    ]
    connection.register(name, pa.Table.from_pylist(rows))


def compared(connection: duckdb.DuckDBPyConnection, people: Iterable[tuple[str, Mapping[str, Any] | None]]) -> Errors:
    register(connection, "didapat", people)
    return compare(connection, "didapat", "eksak")


def test_some_wait_and_most_do_not(month: duckdb.DuckDBPyConnection):
    (counts,) = month.execute("SELECT count(*) FILTER (dihitung), count(*) FILTER (NOT dihitung) FROM eksak").fetchall()
    assert counts[0] > 600
    assert counts[1] > 0


@pytest.mark.parametrize("name", INSTALLED)
def test_contender_computes_everybody_whose_month_does_not_wait(
    name: str, month: duckdb.DuckDBPyConnection, folder: Path
):
    PREPARE[name](folder)
    contender = LOAD[name](folder)
    contender.clean()
    contender.run()
    contender.save(folder / "besaran.parquet")
    errors = compare(month, f"'{folder / 'besaran.parquet'}'", "eksak")
    assert errors.statuses == 0
    if name in EXACT_ONES:
        assert errors.people == 0


@pytest.mark.parametrize("source", [Preloaded, ByQuery])
def test_the_loop_gets_everybody_right_over_fractions(
    source: type[Preloaded | ByQuery], month: duckdb.DuckDBPyConnection, tmp_path: Path
):
    create_store(month, tmp_path / "bulan.sqlite")
    with closing(open_store(tmp_path / "bulan.sqlite")) as store:
        facts = source(store)
        people = store.execute("SELECT * FROM pegawai").fetchall()
        errors = compared(month, ((person["nip"], compute_person(person, facts, EXACT)) for person in people))
    assert errors.people == 0


def test_the_sheet_has_a_formula_for_every_variable():
    assert set(FORMULAS) == set(variables(bind_region()))


def test_the_formulas_get_everybody_right_over_fractions(month: duckdb.DuckDBPyConnection):
    assert compared(month, map(sheet_amounts, read_people(month))).people == 0


def sheet_amounts(facts: tuple[Any, ...]) -> tuple[str, Mapping[str, Any] | None]:
    cells = {fact.name: as_fraction(cell) for fact, cell in zip(FACTS, facts, strict=True)}
    row = Row(cells, FORMULAS, named_ranges())
    return cells["nip"], None if row["tertahan"] else {name: row[name] for name in AMOUNTS}


def as_fraction(cell: Any) -> Any:
    """A number as the sheet shows it."""
    return Fraction(str(cell)) if isinstance(cell, float) else cell


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("iwp := iwp + 1", (1, 0, 1)),
        ("pph21 := NULL", (1, 0, None)),
        ("dihitung := FALSE", (1, 1, 0)),
    ],
)
def test_a_planted_error_is_counted(
    change: str, expected: tuple[int, int, int | None], month: duckdb.DuckDBPyConnection
):
    column, value = change.split(" := ")
    first = "(SELECT min(nip) FROM eksak WHERE dihitung)"
    wrong = f"(SELECT * REPLACE (CASE WHEN nip = {first} THEN {value} ELSE {column} END AS {column}) FROM eksak)"
    errors = compare(month, wrong, "eksak")
    assert (errors.people, errors.statuses) == expected[:2]
    assert expected[2] is None or errors.largest == expected[2]


def test_somebody_missing_is_not_passed_over(month: duckdb.DuckDBPyConnection):
    with pytest.raises(ValueError, match="1 of 700 people stand on one side only"):
        compare(month, "(FROM eksak WHERE nip <> (SELECT min(nip) FROM eksak))", "eksak")
