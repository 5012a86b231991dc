"""The steps of one contender at one size, each done in a process of its own."""

from __future__ import annotations

import gc
import resource
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet

from benchmarks.alone.contestants import FACTS, LOAD, PREPARE, SCRATCH, load_joined
from benchmarks.calc.office import recalculate
from benchmarks.calc.values import save_values
from benchmarks.calc.workbook import write_workbook
from benchmarks.compare import Errors, compare
from benchmarks.contenders import connect, region_statement
from benchmarks.names import CALC
from benchmarks.population import Plan, create_population
from tepat.law.packet import PACKET

EXACT, WORKBOOK, VALUES, PEOPLE = "eksak.parquet", "bulan.xlsx", "nilai.csv", "orang.txt"
KIB_IN_MB = 1000**2 / 1024


@dataclass(frozen=True)
class Ran:
    """Seconds of every round, the megabytes of its process at their peak, and what else was measured."""

    seconds: tuple[float, ...]
    peak: float
    beside: float = 0.0


def make_facts(folder: Path, people: int) -> dict[str, int]:
    """The fact tables and the joined layer as Parquet, and everybody's exact amounts; the rows of each table."""
    from benchmarks.facts import read_facts
    from benchmarks.reference import compute_exactly

    with closing(connect(folder / SCRATCH)) as connection:
        rows = write_facts(connection, folder, Plan(people))
        exact = compute_exactly(read_facts(connection))
    nips = pa.parquet.read_table(folder / FACTS, columns=["nip"]).column("nip")
    pa.parquet.write_table(pa.table({"nip": nips, **exact}), folder / EXACT)
    return rows


def write_facts(connection: duckdb.DuckDBPyConnection, folder: Path, plan: Plan) -> dict[str, int]:
    """The fact tables and the joined layer, in ``connection`` and as Parquet; the rows of each table."""
    create_population(connection, plan)
    connection.execute(f"CREATE TABLE fakta AS {region_statement().facts_sql}")
    connection.execute(f"COPY (FROM fakta ORDER BY nip) TO '{folder / FACTS}' (FORMAT parquet)")
    rows = {}
    for name in PACKET:
        copy = f"COPY (FROM {name} ORDER BY baris) TO '{folder / name}.parquet' (FORMAT parquet)"
        rows[name] = int(connection.execute(copy).fetchall()[0][0])
    return rows


def prepare(name: str, folder: Path) -> None:
    """What the contender begins from."""
    if name == CALC:
        with closing(load_joined(folder)) as connection:
            people = write_workbook(connection, folder / WORKBOOK)
        (folder / PEOPLE).write_text(str(people), "utf-8")
    else:
        PREPARE[name](folder)


def measure(name: str, folder: Path, rounds: int) -> Ran:
    """The rounds of a contender; its amounts stay in the folder."""
    return _measure_calc(folder, rounds) if name == CALC else _measure(name, folder, rounds)


def _measure(name: str, folder: Path, rounds: int) -> Ran:
    """Memory is that of one run; further rounds could only show what the first has left behind."""
    start = time.perf_counter()
    loaded = LOAD[name](folder)
    loading = time.perf_counter() - start
    found: list[float] = []
    highest = 0.0
    for _ in range(rounds):
        loaded.clean()
        gc.collect()
        start = time.perf_counter()
        loaded.run()
        found.append(time.perf_counter() - start)
        highest = highest or peak()
    loaded.save(amounts_of(name, folder))
    return Ran(tuple(found), highest, loading)


def _measure_calc(folder: Path, rounds: int) -> Ran:
    people = int((folder / PEOPLE).read_text("utf-8"))
    found = recalculate(folder / WORKBOOK, people, folder / VALUES, rounds)
    save_values(folder / VALUES, amounts_of(CALC, folder))
    return Ran(found.recalculate, peak(resource.RUSAGE_CHILDREN), found.open + found.fill + found.save)


def peak(who: int = resource.RUSAGE_SELF) -> float:
    """The greatest resident memory of this process, or of those that it has waited for, in megabytes."""
    return resource.getrusage(who).ru_maxrss / KIB_IN_MB


def amounts_of(name: str, folder: Path) -> Path:
    """Where the amounts of a contender are kept."""
    return folder / f"besaran-{name}.parquet"


def compare_amounts(name: str, folder: Path) -> Errors:
    """Who is wrong."""
    with closing(connect(folder / SCRATCH)) as connection:
        return compare(connection, f"'{amounts_of(name, folder)}'", f"'{folder / EXACT}'")
