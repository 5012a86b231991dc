"""The month by Tepat's interpreter, person by person from the fact tables: exact, slow, and without numpy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import duckdb

from benchmarks.names import AMOUNTS
from tepat.engine.person_rows import exact_cell
from tepat.law.bound import BoundBook
from tepat.law.packet import PACKET, FactFile
from tepat.law.person import FactRow, Person


def interpret(
    connection: duckdb.DuckDBPyConnection, bound: BoundBook, nips: list[str]
) -> Iterator[dict[str, object] | None]:
    """The amounts of each person, None where the month waits."""
    by_key = {name: _grouped(connection, file) for name, file in PACKET.items()}
    positions = [row for rows in by_key["jabatan"].values() for row in rows]
    for nip in nips:
        rows = {name: found.get(nip, []) for name, found in by_key.items()} | {"jabatan": positions}
        person = Person(bound, rows)
        yield None if person.withheld else {name: person.outcome(name).value for name in AMOUNTS}


def _grouped(connection: duckdb.DuckDBPyConnection, file: FactFile) -> dict[str, list[FactRow]]:
    """The rows of a file by its first column, which is the NIP where the file is of people."""
    found: dict[str, list[FactRow]] = defaultdict(list)
    records = connection.execute(f"SELECT {', '.join(file.names)} FROM {file.name} ORDER BY baris").fetchall()
    for cells in records:
        row = {column.name: exact_cell(column.type, cell) for column, cell in zip(file.columns, cells, strict=True)}
        found[str(cells[0])].append(row)
    return found
