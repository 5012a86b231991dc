"""Hashes of tables: the same for the same rows, whatever their order, file form or line endings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import duckdb

from tepat.lang.sql.duckdb import identifier

_BATCH = 50_000


def digest_query(connection: duckdb.DuckDBPyConnection, source: str, columns: Iterable[str]) -> str:
    """sha256 over the sorted rows of ``source``, each the JSON list of its columns as text, in the order of names.

    The first line names the columns, so that a renamed column is another table.
    """
    ordered = sorted(columns)
    cells = ", ".join(f"CAST({identifier(name)} AS VARCHAR)" for name in ordered)
    result = connection.execute(f"SELECT CAST(to_json([{cells}]) AS VARCHAR) AS line FROM {source} ORDER BY line")
    sha = hashlib.sha256(("\x1f".join(ordered) + "\n").encode())
    while rows := result.fetchmany(_BATCH):
        sha.update("".join(f"{line}\n" for (line,) in rows).encode())
    return sha.hexdigest()
