"""The month: facts and a rule book to a table of amounts, with findings. No clock, no environment, no output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from os import cpu_count
from pathlib import Path
from typing import Any

import duckdb

from tepat.engine.conservation import check_conservation, check_population
from tepat.engine.entrance import Admission, Contract, admit
from tepat.engine.findings import find_all
from tepat.engine.statement import COMPUTED, STATUS, Statement, write_statement
from tepat.lang.errors import Place, Problem, UsageError
from tepat.lang.findings import Finding
from tepat.lang.sql.duckdb import quoted, sql_type
from tepat.lang.types import Number
from tepat.law.bound import Bound, BoundBook
from tepat.law.rulebook import MEMBER, REGULAR, RuleBook

Progress = Callable[[str], None]

ENGINES = ("duckdb", "numpy")


@dataclass(frozen=True)
class Resources:
    """What a run may use. ``memory`` as DuckDB writes it (``4GB``); beyond it the run spills to ``scratch``.

    ``engine``: what computes the variables, one of `ENGINES`; the amounts are the same.
    """

    threads: int | None = None
    memory: str | None = None
    scratch: Path | None = None
    engine: str = "duckdb"


@dataclass(frozen=True)
class Run:
    """One month computed: its tables stay in ``connection`` (`fakta`, `hitung`, `hasil`)."""

    bound: BoundBook
    statement: Statement
    connection: duckdb.DuckDBPyConnection
    admission: Admission
    findings: tuple[Finding, ...]
    order: int = 1

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row of ``hasil``: runs other than the regular one say which they are."""
        return ("nip",) if self.bound.book.run == REGULAR else ("nip", "jenis_run", "urutan")

    @property
    def counts(self) -> dict[str, int]:
        """How many people are computed and how many wait."""
        rows = self.connection.execute(f"SELECT {STATUS}, count(*) FROM hasil GROUP BY 1 ORDER BY 1").fetchall()
        return {str(status): int(count) for status, count in rows}

    @property
    def withheld(self) -> int:
        """How many people wait."""
        return sum(count for status, count in self.counts.items() if status != COMPUTED)


def connect(resources: Resources) -> duckdb.DuckDBPyConnection:
    """A private database in memory that fetches nothing from outside."""
    config: dict[str, Any] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if resources.threads is not None:
        config["threads"] = resources.threads
    if resources.memory is not None:
        config["memory_limit"] = resources.memory
    if resources.scratch is not None:
        config["temp_directory"] = str(resources.scratch)
    return duckdb.connect(":memory:", config=config)


def compute(
    folder: Path,
    bound: BoundBook,
    resources: Resources | None = None,
    progress: Progress = lambda step: None,
    order: int = 1,
) -> Run:
    """Compute a month.

    Grain of ``hasil``: one row per nip of the packet, whether computed or withheld; of a run that is not for
    everybody (THR) one per person who takes part.

    Parameters
    ----------
    folder : the fact packet
    bound : the rule book of the month, its formulas checked
    resources : threads, memory and scratch folder
    progress : told the name of each step as it begins
    order : which run of its kind this is in the month (the second supplementary run is 2)

    Raises
    ------
    PacketError : a file cannot be read as its contract
    InternalError : parts do not add up to an amount, or somebody has not exactly one row
    UsageError : the engine that was asked for cannot compute this rule book
    """
    book = bound.book
    statement = write_statement(bound)
    connection = connect(resources or Resources())
    progress("fakta")
    whole = frozenset(item.relation.file for item in bound.relations_read.values())
    contract = Contract(book.packet, whole)
    admission = admit(folder, connection, masa=str(book.masa), zone=book.zone, read=bound.reads, contract=contract)
    progress("hitung")
    run_engine(connection, statement, bound, resources or Resources())
    create_result(connection, statement, book, order)
    progress("periksa")
    check_conservation(connection, bound)
    check_population(connection, bound)
    findings = (*admission.findings, *find_all(connection, bound, admission))
    return Run(bound, statement, connection, admission, findings, order)


def run_engine(
    connection: duckdb.DuckDBPyConnection, statement: Statement, bound: BoundBook, resources: Resources
) -> None:
    """``fakta`` and ``hitung``, the latter by the engine that was asked for."""
    if resources.engine == "duckdb":
        run_statement(connection, statement)
        return
    # Imported here: numpy and what it needs take a tenth of a second.
    from tepat.engine.arrays.columns import UnsupportedError
    from tepat.engine.arrays.exchange import create_computed
    from tepat.engine.arrays.month import ArrayMonth

    try:
        month = ArrayMonth(bound)
        connection.execute(f"CREATE TABLE fakta AS\n{statement.facts_sql}")
        create_computed(connection, month, resources.threads or cpu_count() or 1)
    except UnsupportedError as reason:
        raise UsageError(Problem("U-010", Place(), {"sebab": str(reason)})) from reason


def run_statement(connection: duckdb.DuckDBPyConnection, statement: Statement) -> None:
    """Every fact and variable of every person, into ``fakta`` and ``hitung``."""
    connection.execute(f"CREATE TABLE fakta AS\n{statement.facts_sql}")
    connection.execute(f"CREATE TABLE hitung AS\n{statement.computed_sql}")


def create_result(connection: duckdb.DuckDBPyConnection, statement: Statement, book: RuleBook, order: int = 1) -> None:
    """``hasil``: the result packet's columns with their natural types, a withheld person's empty."""
    part = f"WHERE {MEMBER} IS DISTINCT FROM FALSE" if MEMBER in book.definitions else ""
    inner = f"SELECT nip,\n  {statement.result_columns},\n  {STATUS}\nFROM hitung {part}"
    key = "nip" if book.run == REGULAR else f"nip, {quoted(book.run)} AS jenis_run, {order} AS urutan"
    columns = ", ".join((key, *(f"{natural_column(bound)} AS {bound.name}" for bound in statement.result), STATUS))
    connection.execute(f"CREATE TABLE hasil AS SELECT {columns} FROM ({inner})")


def natural_column(bound: Bound) -> str:
    """A variable as people read it: whole rupiah as an integer, everything finer as an exact decimal."""
    kind = bound.type
    if not isinstance(kind, Number):
        return bound.name
    if kind.scale == 0:
        return bound.name if sql_type(kind) == "BIGINT" else f"CAST({bound.name} AS DECIMAL(38, 0))"
    digits = len(str(max(abs(kind.lo), abs(kind.hi))))
    unit = f"CAST(0.{'1':0>{kind.scale}} AS DECIMAL({kind.scale + 1}, {kind.scale}))"
    return f"CAST({bound.name} AS DECIMAL({max(digits, 1)}, 0)) * {unit}"
