"""The reference against Tepat's interpreter: a small population of its own, from the fact tables, person by person.

The reference begins from the joined layer and is plain integers; the interpreter begins from the rows of the packet and
is fractions. That both and the statement agree says that joins, reference and statement mean the same rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import duckdb

from benchmarks.contenders import bind_region, connect
from benchmarks.facts import AMOUNTS, read_facts
from benchmarks.population import Plan, create_population
from benchmarks.reference import compute_exactly
from tepat.engine.person_rows import exact_cell
from tepat.engine.statement import write_statement
from tepat.law.bound import BoundBook
from tepat.law.packet import PACKET, FactFile
from tepat.law.person import FactRow, Person


def check_reference(people: int) -> int:
    """How many people were compared; AssertionError names the first that differs."""
    connection, bound = connect(), bind_region()
    create_population(connection, Plan(people, positions=200, seed=7))
    connection.execute(f"CREATE TABLE fakta AS {write_statement(bound).facts_sql}")
    exact = compute_exactly(read_facts(connection))
    nips = [row[0] for row in connection.execute("SELECT nip FROM fakta ORDER BY nip").fetchall()]
    for number, (nip, amounts) in enumerate(zip(nips, _interpreted(connection, bound, nips), strict=True)):
        expected = {name: int(exact[name][number]) for name in AMOUNTS} if exact["dihitung"][number] else None
        assert amounts == expected, f"{nip}: the interpreter finds {amounts}, the reference {expected}"
    return len(nips)


def _interpreted(connection: duckdb.DuckDBPyConnection, bound: BoundBook, nips: list[str]) -> Iterator[dict | None]:
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
