"""A Parquet file as canonical text, so that every rule is written once, for text."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tepat.engine.entrance.header import header_problems
from tepat.engine.entrance.relation import Relation
from tepat.lang.errors import PacketError, Place, Problem
from tepat.lang.sql.duckdb import identifier
from tepat.law.packet import FactFile

SOURCE = "read_parquet(?, binary_as_string = true)"


def scan_parquet(file: FactFile, path: Path, connection: duckdb.DuckDBPyConnection) -> Relation:
    """The file as a relation of text cells; PacketError where it is not a table of the contract's columns."""
    unreadable = Problem("F-013", Place(path.name), {"berkas": path.name})
    if not path.stat().st_size:
        raise PacketError(Problem("F-004", Place(path.name), {"berkas": path.name}))
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {SOURCE}", [str(path)]).fetchall()
    except duckdb.Error:
        raise PacketError(unreadable) from None
    types = {str(name): str(kind) for name, kind, *_ in described}
    columns = tuple(name.strip() for name in types)
    if problems := header_problems(file, path.name, columns):
        raise PacketError(problems)
    return Relation(columns, _select(types), (str(path),), None, unreadable)


def _select(types: dict[str, str]) -> str:
    cells = ", ".join(
        f"{_text(identifier(name), kind)} AS k{index}" for index, (name, kind) in enumerate(types.items())
    )
    return f"SELECT row_number() OVER () AS baris, {cells} FROM {SOURCE}"


def _text(cell: str, kind: str) -> str:
    """The canonical text of a cell; an instant with a zone is told in UTC, whatever the session's zone is."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"CAST(timezone('UTC', {cell}) AS VARCHAR) || 'Z'"
    return f"CAST({cell} AS VARCHAR)"
