"""Peak memory, each contender alone in a process: ``python -m benchmarks.memory NAME PEOPLE FOLDER``.

The process that first prepares the inputs is one of these too (`PREPARE`), so that the one that measures stays small:
on Linux a process inherits the peak of the one that started it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks import openfisca_balangan as openfisca
from benchmarks.contenders import (
    HAND,
    MONTH,
    OPENFISCA,
    OpenFisca,
    bind_region,
    connect,
    database_contenders,
    region_statement,
    variables,
)
from benchmarks.facts import read_facts
from benchmarks.population import Plan, create_population

PREPARE = "prepare"
MEASURED = (MONTH, HAND, OPENFISCA)
FACTS, INPUTS = "fakta.parquet", "inputs.npz"
KIB_IN_MB = 1000**2 / 1024


def measure_memory(people: int, folder: Path) -> dict[str, tuple[float, float]]:
    """Peak megabytes of each: once its inputs were loaded, and in the end."""
    _start(PREPARE, people, folder)
    return {name: tuple(json.loads(_start(name, people, folder))) for name in MEASURED}


def _start(name: str, people: int, folder: Path) -> str:
    command = [sys.executable, "-m", "benchmarks.memory", name, str(people), str(folder)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - our own module


def _prepare(people: int, folder: Path) -> None:
    connection = connect()
    create_population(connection, Plan(people))
    connection.execute(f"CREATE TABLE fakta AS {region_statement().facts_sql}")
    connection.execute(f"COPY fakta TO '{folder / FACTS}' (FORMAT parquet)")
    np.savez(folder / INPUTS, **openfisca.prepare_inputs(read_facts(connection)))


def _load_database(name: str, folder: Path) -> Callable[[], object]:
    connection = connect()
    connection.execute(f"CREATE TABLE fakta AS FROM '{folder / FACTS}'")
    return database_contenders(connection, bind_region())[name].run


def _load_openfisca(folder: Path) -> Callable[[], object]:
    with np.load(folder / INPUTS) as stored:
        inputs = {name: openfisca.as_input(name, stored[name]) for name in stored.files}
    return OpenFisca(inputs, variables(bind_region())).run


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_IN_MB


def main(name: str, people: int, folder: Path) -> None:
    """Prepare the inputs, or run one contender and print its two peaks."""
    if name == PREPARE:
        _prepare(people, folder)
        return
    run = _load_openfisca(folder) if name == OPENFISCA else _load_database(name, folder)
    loaded = _peak()
    run()
    print(json.dumps([loaded, _peak()]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
