"""Where a person's facts stand: file and line of the rows that the engine joined to the person.

Read from the copied fact files alone, without admitting the packet. What decides amounts is read elsewhere: a file
that cannot be read here leaves its lines untold.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tepat.engine.entrance.cells import column_text
from tepat.engine.entrance.parquet import scan_parquet
from tepat.engine.entrance.sources import locate
from tepat.engine.written import BLANK_SIGNS, clean_key
from tepat.lang.errors import PacketError
from tepat.law.bound import BoundBook
from tepat.law.packet import KEYED_FILES, FactFile


@dataclass(frozen=True)
class Record:
    """A row of a fact file as written, blanks around its cells taken away, and the line it begins on."""

    line: int
    cells: Mapping[str, str]


Records = Mapping[str, Record]


def find_records(folder: Path, nips: Iterable[str], bound: BoundBook) -> dict[str, Records]:
    """Of each person the row of every file that has one row per person, by file; every file is read once."""
    found: dict[str, dict[str, Record]] = {nip: {} for nip in nips}
    paths = locate(folder, bound.packet).paths
    for file in bound.single_files:
        if file not in paths:
            continue
        key, wanted = _wanted(file, found)
        for record in _matching(bound.packet[file], paths[file], key, wanted.keys(), str(bound.book.masa)):
            for nip in wanted[record.cells[key]]:
                found[nip].setdefault(file, record)
    return dict(found)


def _wanted(file: str, found: Mapping[str, Records]) -> tuple[str, dict[str, list[str]]]:
    """The key column of a file, and for each key looked for the people it is looked for."""
    if file not in KEYED_FILES:
        return "nip", {nip: [nip] for nip in found}
    source, column = KEYED_FILES[file]
    wanted: dict[str, list[str]] = {}
    for nip, records in found.items():
        if source in records and (key := records[source].cells.get(column, "")):
            wanted.setdefault(key, []).append(nip)
    return column, wanted


def _matching(file: FactFile, path: Path, key: str, wanted: Iterable[str], masa: str) -> Iterator[Record]:
    keys = set(wanted)
    rows = _parquet_rows(file, path, key, keys) if path.suffix.lower() == ".parquet" else _csv_rows(path)
    try:
        for record in _records_of(rows, key, keys):
            if record.cells.get("periode", "") in ("", masa):
                yield record
    except (PacketError, UnicodeDecodeError, csv.Error, duckdb.Error):
        return


def _records_of(rows: Iterator[tuple[int, list[str]]], key: str, keys: set[str]) -> Iterator[Record]:
    names = [title.strip() for title in next(rows)[1]]
    place = names.index(key)
    for line, row in rows:
        own = clean_key(row[place])
        if own in keys:
            cells = {name: cell.strip(BLANK_SIGNS) for name, cell in zip(names, row, strict=False)}
            if any(cells.values()):
                yield Record(line, cells | {key: own})


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        reader, before = csv.reader(text, strict=True), 0
        for row in reader:
            if row:
                yield before + 1, row
            before = reader.line_num


def _parquet_rows(file: FactFile, path: Path, key: str, keys: set[str]) -> Iterator[tuple[int, list[str]]]:
    with duckdb.connect() as connection:
        relation = scan_parquet(file, path, connection)
        yield 0, list(relation.columns)
        cell = column_text(file.column(key), f"k{relation.columns.index(key)}")
        query = f"SELECT * FROM ({relation.select}) WHERE {cell} IN (SELECT unnest(?::VARCHAR[]))"
        for number, *cells in connection.execute(query, [*relation.parameters, sorted(keys)]).fetchall():
            yield int(number), [cell or "" for cell in cells]
