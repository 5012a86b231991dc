"""The typed rows of one person in an admitted packet, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from tepat.engine.compute import Run
from tepat.engine.entrance import place_rows
from tepat.lang.exact import Value
from tepat.lang.types import Number, Unit
from tepat.law.bound import BoundBook
from tepat.law.packet import KEYED_FILES, FactFile
from tepat.law.person import FactRow


def fetch_rows(run: Run, nip: str) -> tuple[dict[str, list[FactRow]], dict[tuple[str, int], int]]:
    """The typed rows of one person from an admitted packet, and the line each stands on."""
    rows: dict[str, list[FactRow]] = {}
    lines: dict[tuple[str, int], int] = {}
    packet = run.bound.packet
    for name, file in packet.items():
        if file.columns[0].name == "nip":
            rows[name] = _fetch(run, file, "nip = ?", [nip], lines)
    for name, columns in _keys_to(run.bound).items():
        found = (row.get(column) for file, column in columns for row in rows.get(file, ()))
        keys = [str(key) for key in found if key is not None]
        marks = ", ".join("?" for _ in keys) or "NULL"
        rows[name] = _fetch(run, packet[name], f"{packet[name].key[0]} IN ({marks})", keys, lines)
    return rows, lines


def _keys_to(bound: BoundBook) -> Mapping[str, list[tuple[str, str]]]:
    """Of every file that is not of people, the columns whose values lead to its rows."""
    found = {name: [source] for name, source in KEYED_FILES.items()}
    for item in bound.book.relations.values():
        source, _, column = item.through.partition(".")
        if column:
            file = bound.book.relations[source].file if source in bound.book.relations else source
            found.setdefault(item.file, []).append((file, column))
    return found


def joined_row(run: Run, rows: Mapping[str, Sequence[FactRow]], file: str) -> int | None:
    """Which of the fetched rows of a file is the person's own: that of the person's key, or of this month."""
    if file in KEYED_FILES:
        source, column = KEYED_FILES[file]
        key = rows[source][0].get(column) if rows[source] else None
        return next(
            (index for index, row in enumerate(rows[file]) if row.get(run.bound.packet[file].key[0]) == key), None
        )
    periods = (None, str(run.bound.book.masa))
    return next((index for index, row in enumerate(rows[file]) if row.get("periode") in periods), None)


def _fetch(
    run: Run, file: FactFile, test: str, parameters: list[str], lines: dict[tuple[str, int], int]
) -> list[FactRow]:
    columns = ", ".join(file.names)
    cursor = run.connection.execute(f"SELECT baris, {columns} FROM {file.name} WHERE {test} ORDER BY baris", parameters)
    found: list[FactRow] = []
    records = cursor.fetchall()
    places = place_rows(run.admission.files, file.name, [int(record[0]) for record in records])
    for (_, *cells), place in zip(records, places, strict=True):
        lines[(file.name, len(found))] = place.line or 0
        found.append({c.name: exact_cell(c.type, cell) for c, cell in zip(file.columns, cells, strict=True)})
    return found


def exact_cell(kind: object, cell: object) -> Value:
    """A database cell as the interpreter's value."""
    if cell is None or not isinstance(kind, Number):
        return cell  # type: ignore[return-value]
    if not isinstance(cell, int | Decimal):
        raise TypeError(f"{cell!r} is not an exact number")
    value = Fraction(cell)
    return value * Fraction(1, 100) if kind.unit is Unit.PERSEN else value
