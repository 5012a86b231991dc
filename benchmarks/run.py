"""``make bench``: speed, exactness and memory beside OpenFisca-Core and hand-written SQL; writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import duckdb

from benchmarks.compare import compare
from benchmarks.contenders import (
    MONTH,
    OpenFisca,
    amounts_of,
    bind_region,
    connect,
    database_contenders,
    variables,
)
from benchmarks.days import measure_days
from benchmarks.explaining import measure_explaining
from benchmarks.facts import read_facts
from benchmarks.measure import run_rounds
from benchmarks.memory import measure_memory
from benchmarks.openfisca_balangan import prepare_inputs
from benchmarks.page import PAGE, Measured, render, write_page
from benchmarks.population import Plan, create_population
from benchmarks.reference import compute_exactly
from benchmarks.sample import check_reference
from tepat.engine.compute import create_result, run_statement
from tepat.engine.statement import write_statement
from tepat.law.packet import PACKET

PEOPLE, ROUNDS, SAMPLE = 1_000_000, 9, 2_000
# Days and explanations take seconds a round: fewer are enough.
DAY_ROUNDS, KABUPATEN, RUNS = 5, 10_000, 3


def main() -> int:
    """Measure, write the page, and fail when Tepat has anybody wrong."""
    arguments = _arguments()
    measured = measure(arguments.people, arguments.rounds)
    print(render(measured))
    if arguments.people == PEOPLE:
        write_page(measured)
    else:
        print(f"{PAGE.name} is written for {PEOPLE:,} people only.")
    return 1 if measured.errors[MONTH].people or measured.days.differing else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help="size of the population (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="measured rounds (default: %(default)s)")
    return parser.parse_args()


def measure(people: int, rounds: int) -> Measured:
    """Everything, memory first: a process that is still small starts the others."""
    with tempfile.TemporaryDirectory() as folder:
        _say("memory, each in its own process")
        memory = measure_memory(people, Path(folder))
    _say("explanations")
    with tempfile.TemporaryDirectory() as folder:
        sizes = {min(people, KABUPATEN): RUNS, people: 1 if people > KABUPATEN else RUNS}
        explained = [measure_explaining(size, number, Path(folder)) for size, number in sizes.items()]
    _say("days")
    days = measure_days(people, min(rounds, DAY_ROUNDS))
    _say("the reference against the interpreter")
    sampled = check_reference(min(people, SAMPLE))
    _say("a population")
    bound, connection = bind_region(), connect()
    statement = write_statement(bound)
    create_population(connection, Plan(people))
    run_statement(connection, statement)
    create_result(connection, statement, bound.book)
    facts = read_facts(connection)
    package = OpenFisca(prepare_inputs(facts), variables(bound))
    contenders = (*database_contenders(connection, bound).values(), package.contender)
    _say(f"{rounds} rounds")
    times = run_rounds(contenders, rounds)
    _say("who is wrong")
    exact = compute_exactly(facts)
    return Measured(
        people=people,
        rounds=rounds,
        computed=int(exact["dihitung"].sum()),
        sampled=sampled,
        labels={contender.name: contender.label for contender in contenders},
        times=times,
        errors={name: compare(found, exact) for name, found in amounts_of(connection, package).items()},
        memory=memory,
        counts={name: _count(connection, name) for name in PACKET},
        days=days,
        explained=explained,
    )


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]


def _say(step: str) -> None:
    print(f"… {step}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
