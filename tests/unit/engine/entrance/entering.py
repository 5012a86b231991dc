"""A packet that came in, and how to look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tepat.engine.entrance import Admission, admit
from tepat.lang.findings import Finding
from tepat.law.packet import PACKET
from tests.packets import MASA

READ_ALL = {name: frozenset(file.names) for name, file in PACKET.items()}


@dataclass(frozen=True)
class Entered:
    """A packet that came in."""

    admission: Admission
    connection: duckdb.DuckDBPyConnection

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.admission.findings

    @property
    def codes(self) -> list[str]:
        return [finding.kode for finding in self.findings]

    @property
    def withheld(self) -> set[str]:
        return {nip for (nip,) in self.connection.execute("SELECT nip FROM rusak").fetchall()}

    def only(self) -> Finding:
        """The one finding there is."""
        (finding,) = self.findings
        return finding

    def table(self, name: str, order: str = "baris") -> list[dict[str, Any]]:
        cursor = self.connection.execute(f'SELECT * FROM "{name}" ORDER BY {order}')
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def cell(self, name: str, column: str, baris: int = 1) -> Any:
        return next(row[column] for row in self.table(name) if row["baris"] == baris)


def enter_folder(
    folder: Path,
    read: Mapping[str, frozenset[str]] = READ_ALL,
    zone: str = "Asia/Makassar",
    connection: duckdb.DuckDBPyConnection | None = None,
) -> Entered:
    """Enter the packet in a folder."""
    connection = connection or duckdb.connect()
    return Entered(admit(folder, connection, masa=MASA, zone=zone, read=read), connection)
