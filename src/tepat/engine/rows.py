"""What changed between two fact files in the rows of one person, cell by cell, as the cells are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import duckdb

from tepat.lang.sql.duckdb import identifier
from tepat.law.packet import FactFile


@dataclass(frozen=True)
class FactChange:
    """One cell: ``row`` names the row by its key; an empty ``before`` or ``after`` is an empty cell, None no row."""

    file: str
    row: str
    column: str
    before: str | None
    after: str | None


_Row = dict[str, str]
_SOURCES = {".csv": "read_csv(?, all_varchar = true, header = true, delim = ',')", ".parquet": "read_parquet(?)"}


def changed_cells(
    connection: duckdb.DuckDBPyConnection, file: FactFile, paths: tuple[Path | None, Path | None], keys: frozenset[str]
) -> Iterator[FactChange]:
    """The cells that differ in rows whose nip, or whose code, is one of ``keys``."""
    before, after = (_rows(connection, file, path, keys) if path is not None else [] for path in paths)
    for was, now in _pairs(file, before, after):
        row = " ".join((now or was or {}).get(column, "") for column in file.key) or file.name
        if was is None or now is None:
            there = was or now or {}
            text = ", ".join(f"{column} {value}" for column, value in there.items() if value and column != "nip")
            yield FactChange(file.name, row, "", text if was is not None else None, text if now is not None else None)
            continue
        for column in dict.fromkeys((*was, *now)):
            if was.get(column, "") != now.get(column, ""):
                yield FactChange(file.name, row, column, was.get(column, ""), now.get(column, ""))


def _rows(connection: duckdb.DuckDBPyConnection, file: FactFile, path: Path, keys: frozenset[str]) -> list[_Row]:
    key = "nip" if "nip" in file.names else file.key[0]
    query = f"SELECT * FROM {_SOURCES[path.suffix.lower()]} WHERE trim(CAST({identifier(key)} AS VARCHAR)) IN ?"
    found = connection.execute(query, [str(path), sorted(keys)])
    names = [str(column[0]) for column in found.description or ()]
    return [
        dict(zip(names, ("" if value is None else str(value) for value in row), strict=True))
        for row in found.fetchall()
    ]


def _pairs(file: FactFile, before: list[_Row], after: list[_Row]) -> Iterator[tuple[_Row | None, _Row | None]]:
    """Rows that are not the same in both, the old beside the new one of its key; without a key, in their order."""
    old, new = ([row for row in these if row not in those] for these, those in ((before, after), (after, before)))
    key = file.key
    if not key:
        yield from zip_longest(old, new)
        return
    by_key = {tuple(row.get(column, "") for column in key): row for row in new}
    for row in old:
        yield row, by_key.pop(tuple(row.get(column, "") for column in key), None)
    yield from ((None, row) for row in by_key.values())
