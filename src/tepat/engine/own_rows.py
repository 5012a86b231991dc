"""One person's rows out of a packet of everybody's, typed by the entrance as in the month itself."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from tepat.engine.entrance.parquet import scan_parquet
from tepat.engine.entrance.sources import locate
from tepat.engine.written import clean_key
from tepat.law.bound import BoundBook
from tepat.law.packet import FactFile

_PARQUET = ".parquet"


def own_packet(folder: Path, bound: BoundBook, nip: str) -> tempfile.TemporaryDirectory[str]:
    """A packet with this person's rows alone, and the positions and units of everybody; the caller cleans it up."""
    own = tempfile.TemporaryDirectory(prefix="tepat-")
    for name, path in locate(folder, bound.packet).paths.items():
        file = bound.packet[name]
        with (Path(own.name) / f"{name}.csv").open("w", encoding="utf-8", newline="") as text:
            csv.writer(text, lineterminator="\n").writerows(_kept(file, _records(file, path), nip))
    return own


def _kept(file: FactFile, records: Iterator[list[str]], nip: str) -> Iterable[list[str]]:
    header = next(records)
    yield header
    if "nip" not in file.names:
        yield from records
        return
    place = [title.strip() for title in header].index("nip")
    yield from (row for row in records if row and clean_key(row[place]) == nip)


def _records(file: FactFile, path: Path) -> Iterator[list[str]]:
    """The header and the rows as texts."""
    if path.suffix.lower() != _PARQUET:
        with path.open(encoding="utf-8-sig", newline="") as text:
            yield from csv.reader(text, strict=True)
        return
    with duckdb.connect() as connection:
        relation = scan_parquet(file, path, connection)
        yield list(relation.columns)
        for _, *cells in connection.execute(relation.select, list(relation.parameters)).fetchall():
            yield [cell or "" for cell in cells]
