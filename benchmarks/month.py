"""The month in memory, everybody in one process and in turns: the comparison that ratios are taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from benchmarks.array_contender import Arrays
from benchmarks.compare import Errors, compare
from benchmarks.contenders import bind_region, check_outputs, connect, database_contenders
from benchmarks.facts import read_facts
from benchmarks.measure import Times, run_rounds
from benchmarks.names import ARRAYS, HAND, MONTH, OPENFISCA
from benchmarks.openfisca_balangan import OUTPUTS, prepare_inputs
from benchmarks.openfisca_contender import OpenFisca
from benchmarks.population import Plan, create_population
from benchmarks.reference import compute_exactly
from benchmarks.sample import check_reference
from tepat.engine.arrays.columns import Column
from tepat.engine.arrays.exchange import columns_of
from tepat.engine.arrays.month import ArrayMonth
from tepat.engine.compute import create_result, run_statement
from tepat.engine.statement import write_statement
from tepat.law.bound import BoundBook

SAMPLE = 2_000


@dataclass(frozen=True)
class Month:
    """``sampled``: people on whom the reference was compared with the interpreter."""

    people: int
    rounds: int
    sampled: int
    times: Mapping[str, Times]
    errors: Mapping[str, Errors]


def measure_month(people: int, rounds: int) -> Month:
    """Interleaved rounds, and who is wrong after them."""
    sampled = check_reference(min(people, SAMPLE))
    bound, connection = bind_region(), connect()
    statement = write_statement(bound)
    create_population(connection, Plan(people))
    run_statement(connection, statement)
    create_result(connection, statement, bound.book)
    facts = read_facts(connection)
    package = OpenFisca(prepare_inputs(facts), check_outputs(bound, OUTPUTS, "benchmarks/openfisca_balangan.py"))
    contenders = database_contenders(connection, bound)
    arrays = Arrays(bound, read_columns(connection, bound), people)
    times = run_rounds((*contenders.values(), package.contender, arrays.contender), rounds)
    nips = [row[0] for row in connection.execute("SELECT nip FROM fakta ORDER BY nip").fetchall()]
    connection.register("eksak", pa.table({"nip": nips, **compute_exactly(facts)}))
    connection.register("openfisca", package.amounts(nips))
    connection.register("larik", arrays.amounts(nips))
    found = {
        OPENFISCA: "openfisca",
        ARRAYS: "larik",
        **{name: f"({contenders[name].amounts})" for name in (MONTH, HAND)},
    }
    errors = {name: compare(connection, query, "eksak") for name, query in found.items()}
    return Month(people, rounds, sampled, times, errors)


def read_columns(connection: duckdb.DuckDBPyConnection, bound: BoundBook) -> dict[str, Column]:
    """The joined layer as columns, in the order in which OpenFisca is given it."""
    names = ", ".join(ArrayMonth(bound).inputs)
    return columns_of(connection.sql(f"SELECT {names} FROM fakta ORDER BY nip").to_arrow_table())
