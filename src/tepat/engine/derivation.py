"""Everybody's derivation, kept: one row per person from which each of that person's variables can be derived again.

A row holds what the formulas read (the columns of ``fakta``), what they came to (the columns of ``hitung``) and what
was found about the person. Numbers are the integer numerators the engine counts with; unit, scale and meaning of each
column follow from the rule book stored beside.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from tepat.engine.compute import Run
from tepat.engine.stored import FOUND, StoredRow
from tepat.lang.findings import Finding
from tepat.lang.sql.duckdb import identifier, quoted
from tepat.law.bound import BoundBook, column_name

DERIVATIONS = "derivasi.parquet"
_SOURCE = "read_parquet(?)"


# -- writing ----------------------------------------------------------------------------------------------------


def write_derivations(run: Run, path: Path) -> None:
    """``derivasi.parquet``: everybody's facts, variables and findings.

    Grain: one row per nip of the packet, in the order of nip. Columns: those of ``fakta``, every variable and
    condition of ``hitung``, ``status_hitung``, and ``temuan`` (JSON, empty where nothing was found).
    """
    create_derivations(run)
    target = quoted(str(path))
    run.connection.execute(
        f"COPY ({derivation_query(run)} ORDER BY nip) TO {target} (FORMAT parquet, COMPRESSION zstd)"
    )


def create_derivations(run: Run) -> None:
    """The findings by person, for `derivation_query`."""
    found: dict[str, list[Finding]] = {}
    for item in run.findings:
        if item.nip:
            found.setdefault(item.nip, []).append(item)
    texts = [[*found], [_findings_text(items) for items in found.values()]]
    pairs = f"unnest(?::VARCHAR[]) AS nip, unnest(?::VARCHAR[]) AS {FOUND}"
    run.connection.execute(f"CREATE OR REPLACE TEMP TABLE temuan_orang AS SELECT {pairs}", texts)


def derivation_query(run: Run) -> str:
    """One row per person, from ``fakta``, ``hitung`` and the findings. No column is binary floating point."""
    facts = _columns(run.connection, "fakta")
    computed = {name: kind for name, kind in _columns(run.connection, "hitung").items() if name not in facts}
    columns = [
        _stored(f"{table}.{identifier(name)}", name, kind)
        for table, kinds in (("fakta", facts), ("hitung", computed))
        for name, kind in kinds.items()
    ]
    listed = ",\n  ".join([*columns, f"temuan_orang.{FOUND}"])
    return f"SELECT\n  {listed}\nFROM fakta JOIN hitung USING (nip) LEFT JOIN temuan_orang USING (nip)"


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in connection.execute(f"DESCRIBE {table}").fetchall()}


def _stored(cell: str, name: str, kind: str) -> str:
    """A column as Parquet can hold it exactly: DuckDB would write a HUGEINT as DOUBLE, a code as its number."""
    if kind == "HUGEINT":
        cell = f"CAST({cell} AS DECIMAL(38, 0))"
    elif kind.startswith("ENUM"):
        cell = f"CAST({cell} AS VARCHAR)"
    return f"{cell} AS {identifier(name)}"


def _findings_text(items: Sequence[Finding]) -> str:
    plain = [
        [item.kode, item.variabel, [item.place.file, item.place.line, item.place.column, item.place.name], item.words]
        for item in items
    ]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=str)


# -- reading ----------------------------------------------------------------------------------------------------


def read_derivations(path: Path, nips: Sequence[str]) -> dict[str, StoredRow]:
    """The stored rows of these people by nip; who is not there is left out."""
    query = f"SELECT * FROM {_SOURCE} WHERE nip IN (SELECT unnest(?::VARCHAR[]))"
    with duckdb.connect() as connection:
        cursor = connection.execute(query, [str(path), [*nips]])
        names = [str(column[0]) for column in cursor.description or ()]
        rows = (dict(zip(names, cells, strict=True)) for cells in cursor.fetchall())
        return {str(row["nip"]): row for row in rows}


def holds_all(path: Path, bound: BoundBook) -> bool:
    """Whether the file has every column that the rules, as this version of the program binds them, read or compute.

    A file that is no Parquet has none.
    """
    needed = {column_name(relation, column) for relation, column in bound.used}
    needed |= {bound.scope.aggregates[called].column for called in bound.aggregates}
    needed |= {item.name for item in bound.bound}
    try:
        with duckdb.connect() as connection:
            stored = connection.execute(f"DESCRIBE SELECT * FROM {_SOURCE}", [str(path)]).fetchall()
    except duckdb.Error:
        return False
    return needed <= {str(row[0]) for row in stored}


def stored_nips(path: Path, prefix: str, most: int) -> list[str]:
    """The first people whose nip begins so."""
    query = f"SELECT nip FROM {_SOURCE} WHERE nip LIKE ? ORDER BY nip LIMIT {most}"
    with duckdb.connect() as connection:
        return [str(row[0]) for row in connection.execute(query, [str(path), f"{prefix}%"]).fetchall()]
