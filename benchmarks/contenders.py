"""Who is measured in a database: each with what it prepares, what is measured of it, and the amounts it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.hand import TABLE, hand_written
from benchmarks.names import AMOUNTS, HAND, MASA, MONTH, REGION, RESULT, THREADS, WHOLE
from tepat.engine.compute import Resources, create_result, run_statement
from tepat.engine.compute import connect as engine_connect
from tepat.engine.statement import Statement, write_statement
from tepat.lang.calendar import Masa
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.consolidate import consolidate
from tepat.law.shelf import open_shelf

MEMORY, FILES_MEMORY = "3700MB", "2800MB"
"""What a database may hold so that its process stays within four thousand megabytes; beyond it, it spills.

A run from files to files holds findings and the workbook outside the database too.
"""


@dataclass(frozen=True)
class Contender:
    """``run`` is measured; ``clean`` happens before every round and is not; ``amounts``: SQL of what it left."""

    name: str
    clean: Callable[[], object]
    run: Callable[[], object]
    amounts: str = ""


def connect(scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """The engine's own kind of database; with ``scratch`` it stays within `MEMORY`."""
    return engine_connect(Resources(threads=THREADS, memory=MEMORY if scratch else None, scratch=scratch))


def bind_region() -> BoundBook:
    """The rules of the month, bound as a run binds them."""
    return bind(consolidate(open_shelf(REGION), Masa.parse(MASA)))


def variables(bound: BoundBook) -> tuple[str, ...]:
    """Every variable and condition of the statement: what everybody computes."""
    conditions = [item.condition.name for item in bound.conditions if not item.condition.file]
    return (*(item.name for item in bound.bound), *conditions, "tertahan")


def check_outputs(bound: BoundBook, outputs: Iterable[str], where: str) -> tuple[str, ...]:
    """The variables; LookupError where ``outputs`` lack one of them: the comparison would not be of equals."""
    names = variables(bound)
    if unknown := set(names) - set(outputs):
        raise LookupError(f"{where} does not compute {', '.join(sorted(unknown))}")
    return names


def region_statement() -> Statement:
    """Tepat's statement of the month."""
    return write_statement(bind_region())


def database_contenders(connection: duckdb.DuckDBPyConnection, bound: BoundBook) -> dict[str, Contender]:
    """Tepat's steps and the hand-written query, on the tables in ``connection``."""
    statement = write_statement(bound)

    def drop(*tables: str) -> Callable[[], object]:
        return lambda: [connection.execute(f"DROP TABLE IF EXISTS {table}") for table in tables]

    def create(table: str, select: str) -> Callable[[], object]:
        return lambda: connection.execute(f"CREATE TABLE {table} AS\n{select}")

    month, hand = amounts_query("hitung"), amounts_query(TABLE)
    found = (
        Contender(WHOLE, drop("fakta", "hitung"), lambda: run_statement(connection, statement), month),
        Contender(MONTH, drop("hitung"), create("hitung", statement.computed_sql), month),
        Contender(RESULT, drop("hasil"), lambda: create_result(connection, statement, bound.book)),
        Contender(HAND, drop(TABLE), create(TABLE, hand_written()), hand),
    )
    return {contender.name: contender for contender in found}


def amounts_query(table: str) -> str:
    """Everybody's amounts, and whether the month is computed."""
    return f"SELECT nip, {', '.join(AMOUNTS)}, status_hitung = 'dihitung' AS dihitung FROM {table}"
