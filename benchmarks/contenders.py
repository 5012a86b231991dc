"""Who is measured: each with what it prepares, what is measured of it, and the amounts it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb
import numpy as np

from benchmarks import openfisca_balangan as openfisca
from benchmarks.facts import AMOUNTS, Arrays, read_amounts
from benchmarks.hand import TABLE, hand_written
from tepat.engine.compute import create_result, run_statement
from tepat.engine.statement import Statement, write_statement
from tepat.lang.calendar import Masa
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.consolidate import consolidate
from tepat.law.shelf import open_shelf

REGION, MASA, THREADS = "balangan", "2024-03", 2
OPENFISCA, MONTH, WHOLE, RESULT, HAND = "openfisca", "tepat", "tepat_whole", "tepat_result", "hand"


@dataclass(frozen=True)
class Contender:
    """``run`` is what is measured; ``clean`` happens before every round and is not."""

    name: str
    label: str
    clean: Callable[[], object]
    run: Callable[[], object]


def connect() -> duckdb.DuckDBPyConnection:
    """A database in memory with the threads that everybody gets."""
    return duckdb.connect(":memory:", config={"threads": THREADS})


def bind_region() -> BoundBook:
    """The rules of the month, bound as a run binds them."""
    return bind(consolidate(open_shelf(REGION), Masa.parse(MASA)))


def variables(bound: BoundBook) -> tuple[str, ...]:
    """Every variable and condition of the statement under the name it has in the country package.

    Raises LookupError where the package does not compute one of them: the comparison would not be of equals.
    """
    conditions = [item.condition.name for item in bound.conditions if not item.condition.file]
    names = (*(item.name for item in bound.bound), *conditions, "tertahan")
    unknown = set(names) - set(openfisca.OUTPUTS)
    if unknown:
        raise LookupError(f"benchmarks/openfisca_balangan.py does not compute {', '.join(sorted(unknown))}")
    return names


def database_contenders(connection: duckdb.DuckDBPyConnection, bound: BoundBook) -> dict[str, Contender]:
    """Tepat's steps and the hand-written query, on the tables in ``connection``."""
    statement = write_statement(bound)

    def drop(*tables: str) -> None:
        for table in tables:
            connection.execute(f"DROP TABLE IF EXISTS {table}")

    def create(table: str, select: str) -> Callable[[], object]:
        return lambda: connection.execute(f"CREATE TABLE {table} AS\n{select}")

    found = (
        Contender(
            WHOLE,
            "Tepat, joins and month: fact tables → `fakta` → `hitung`",
            lambda: drop("fakta", "hitung"),
            lambda: run_statement(connection, statement),
        ),
        Contender(
            MONTH, "Tepat, month: `fakta` → `hitung`", lambda: drop("hitung"), create("hitung", statement.computed_sql)
        ),
        Contender(
            RESULT,
            "Tepat, result: `hitung` → `hasil`",
            lambda: drop("hasil"),
            lambda: create_result(connection, statement, bound.book),
        ),
        Contender(HAND, "hand-written BIGINT SQL: `fakta` → table", lambda: drop(TABLE), create(TABLE, hand_written())),
    )
    return {contender.name: contender for contender in found}


class OpenFisca:
    """The country package with its system made and its inputs in the types it wants."""

    def __init__(self, inputs: Mapping[str, np.ndarray], outputs: tuple[str, ...]) -> None:
        self.system = openfisca.build_system()
        self.inputs, self.outputs = inputs, outputs
        self.people = len(next(iter(inputs.values())))
        self.clean()

    def clean(self) -> None:
        """A new simulation; the values of the last one are released."""
        self.results: dict[str, np.ndarray] = {}
        self.simulation = openfisca.new_simulation(self.system, self.people)

    def run(self) -> None:
        """Set every input and calculate every variable."""
        self.results = openfisca.run_month(self.simulation, self.inputs, self.outputs)

    @property
    def contender(self) -> Contender:
        """This package as one who is measured."""
        return Contender(OPENFISCA, "OpenFisca-Core: set inputs → every variable", self.clean, self.run)

    @property
    def amounts(self) -> Arrays:
        """The amounts, and whether the month is computed."""
        return {name: self.results[name] for name in AMOUNTS} | {"dihitung": ~self.results["tertahan"]}


def amounts_of(connection: duckdb.DuckDBPyConnection, package: OpenFisca) -> dict[str, Arrays]:
    """What each contender left."""
    return {
        MONTH: read_amounts(connection, "hitung"),
        HAND: read_amounts(connection, TABLE),
        OPENFISCA: package.amounts,
    }


def region_statement() -> Statement:
    """Tepat's statement of the month."""
    return write_statement(bind_region())
