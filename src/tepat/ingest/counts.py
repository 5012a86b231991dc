"""The account of what was read: for every file, records read = accepted + duplicate + in quarantine."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from tepat.ingest.folder import Delivery
from tepat.presensi.accounts import FileCount, count_duplicates


def count_files(connection: duckdb.DuckDBPyConnection, deliveries: Iterable[Delivery]) -> list[FileCount]:
    """Count every file, after its punches have been processed."""
    same = count_duplicates(connection)
    return [_count(item, same.get(item.name, 0)) for item in deliveries]


def _count(item: Delivery, same: int) -> FileCount:
    reading = item.reading
    form = item.format.name if item.format else "?"
    return FileCount(item.name, form, reading.read, reading.accepted - same, same, reading.rejected, reading.controls)
