"""The account of what was read: for every file, records read = accepted + duplicate + in quarantine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from tepat.ingest.folder import Delivery


class FileCount(NamedTuple):
    """One delivered file: its records, and the lines that belong to its format (``kendali``)."""

    berkas: str
    format: str
    dibaca: int
    diterima: int
    duplikat: int
    karantina: int
    kendali: int


def count_files(connection: duckdb.DuckDBPyConnection, deliveries: Iterable[Delivery]) -> list[FileCount]:
    """Count every file. A record is a duplicate when every punch it holds stands in another record too."""
    query = """SELECT berkas, count(*) FROM (
  SELECT berkas, baris FROM ketukan GROUP BY berkas, baris HAVING bool_and(nasib = 'duplikat')) GROUP BY berkas"""
    same = {str(name): int(number) for name, number in connection.execute(query).fetchall()}
    return [_count(item, same.get(item.name, 0)) for item in deliveries]


def _count(item: Delivery, same: int) -> FileCount:
    reading = item.reading
    form = item.format.name if item.format else "?"
    return FileCount(item.name, form, reading.read, reading.accepted - same, same, reading.rejected, reading.controls)


def count_fates(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Where the punches ended, by fate; together with quarantine they are all that came in."""
    found = connection.execute("SELECT nasib, count(*) FROM ketukan GROUP BY nasib ORDER BY nasib").fetchall()
    return {str(fate): int(number) for fate, number in found}
