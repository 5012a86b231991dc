"""What each contender begins from, what is measured of it, and where its amounts are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet

from benchmarks.contenders import bind_region, check_outputs, connect, database_contenders
from benchmarks.loop.rules import FLOAT, Facts
from benchmarks.loop.store import ByQuery, Preloaded, compute_month, create_store, drop_results, open_store
from benchmarks.names import AMOUNTS, ARRAYS, HAND, LOOP, MONTH, OPENFISCA, QUERIES, WHOLE
from tepat.law.packet import PACKET

FACTS, INPUTS, STORE, SCRATCH = "fakta.parquet", "masukan.npz", "bulan.sqlite", "luapan"


@dataclass(frozen=True)
class Loaded:
    """A contender with its inputs in memory: ``run`` is measured, ``clean`` comes before it, ``save`` after all."""

    clean: Callable[[], object]
    run: Callable[[], object]
    save: Callable[[Path], object]


def load_tables(folder: Path) -> duckdb.DuckDBPyConnection:
    """The fact tables in memory."""
    connection = connect(folder / SCRATCH)
    for name in PACKET:
        connection.execute(f"CREATE TABLE {name} AS FROM '{folder / name}.parquet'")
    connection.execute("CREATE TABLE rusak (nip VARCHAR, kode VARCHAR, berkas VARCHAR, baris BIGINT, kolom VARCHAR)")
    return connection


def load_joined(folder: Path) -> duckdb.DuckDBPyConnection:
    """The joined layer in memory."""
    connection = connect(folder / SCRATCH)
    connection.execute(f"CREATE TABLE fakta AS FROM '{folder / FACTS}'")
    return connection


def _load_database(name: str, tables: Callable[[Path], duckdb.DuckDBPyConnection], folder: Path) -> Loaded:
    connection = tables(folder)
    contender = database_contenders(connection, bind_region())[name]

    def save(path: Path) -> None:
        connection.execute(f"COPY ({contender.amounts}) TO '{path}' (FORMAT parquet)")

    return Loaded(contender.clean, contender.run, save)


def _prepare_openfisca(folder: Path) -> None:
    import numpy as np

    from benchmarks.facts import read_facts
    from benchmarks.openfisca_balangan import prepare_inputs

    with closing(load_joined(folder)) as connection:
        np.savez(folder / INPUTS, **prepare_inputs(read_facts(connection)))


def _load_openfisca(folder: Path) -> Loaded:
    import numpy as np

    from benchmarks.openfisca_balangan import OUTPUTS, as_input
    from benchmarks.openfisca_contender import OpenFisca

    with np.load(folder / INPUTS) as stored:
        inputs = {name: as_input(name, stored[name]) for name in stored.files}
    package = OpenFisca(inputs, check_outputs(bind_region(), OUTPUTS, "benchmarks/openfisca_balangan.py"))

    def save(path: Path) -> None:
        nips = pa.parquet.read_table(folder / FACTS, columns=["nip"]).column("nip")
        pa.parquet.write_table(package.amounts(nips), path)

    return Loaded(package.clean, package.run, save)


def _load_arrays(folder: Path) -> Loaded:
    from benchmarks.array_contender import Arrays
    from tepat.engine.arrays.columns import Column, Mask
    from tepat.engine.arrays.exchange import columns_of
    from tepat.engine.arrays.month import ArrayMonth

    bound = bind_region()
    # One after the other: the file, what was read of it and the columns are never all in memory.
    facts: dict[str, Column] = {}
    masks: dict[bytes, Mask] = {}
    for name in ArrayMonth(bound).inputs:
        facts |= columns_of(pa.parquet.read_table(folder / FACTS, columns=[name]), masks)
    nips = pa.parquet.read_table(folder / FACTS, columns=["nip"]).column("nip")
    arrays = Arrays(bound, facts, len(nips))
    return Loaded(arrays.clean, arrays.run, lambda path: pa.parquet.write_table(arrays.amounts(nips), path))


def _prepare_store(folder: Path) -> None:
    if not (folder / STORE).exists():
        with closing(load_tables(folder)) as connection:
            create_store(connection, folder / STORE)


def _load_loop(facts: Callable[[sqlite3.Connection], Facts], folder: Path) -> Loaded:
    connection = open_store(folder / STORE)

    def save(path: Path) -> None:
        rows = connection.execute(f"SELECT nip, {', '.join(AMOUNTS)}, dihitung FROM hasil").fetchall()
        columns = dict(zip(("nip", *AMOUNTS, "dihitung"), zip(*rows, strict=True), strict=True))
        columns["dihitung"] = tuple(map(bool, columns["dihitung"]))
        pa.parquet.write_table(pa.table(columns), path)

    return Loaded(lambda: drop_results(connection), lambda: compute_month(connection, facts(connection), FLOAT), save)


def _prepare_nothing(folder: Path) -> None:
    """The facts are enough."""


PREPARE: Mapping[str, Callable[[Path], None]] = {
    ARRAYS: _prepare_nothing,
    MONTH: _prepare_nothing,
    HAND: _prepare_nothing,
    WHOLE: _prepare_nothing,
    OPENFISCA: _prepare_openfisca,
    LOOP: _prepare_store,
    QUERIES: _prepare_store,
}
LOAD: Mapping[str, Callable[[Path], Loaded]] = {
    ARRAYS: _load_arrays,
    MONTH: partial(_load_database, MONTH, load_joined),
    HAND: partial(_load_database, HAND, load_joined),
    WHOLE: partial(_load_database, WHOLE, load_tables),
    OPENFISCA: _load_openfisca,
    LOOP: partial(_load_loop, Preloaded),
    QUERIES: partial(_load_loop, ByQuery),
}
