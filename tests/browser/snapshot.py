"""A filled database, kept once and put back before each test that begins with it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Snapshot:
    """Every table as it was when it was taken."""

    copied: sqlite3.Connection | None = None
    tables: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def take(cls) -> Snapshot:
        """Keep the database as it is now."""
        from django.db import connection

        connection.ensure_connection()
        if connection.vendor == "sqlite":
            # Nobody but the one thread of the tests reads it.
            kept = sqlite3.connect(":memory:")
            connection.connection.backup(kept)
            return cls(copied=kept)
        return cls(tables={name: _read(name) for name in _tables()})

    def put_back(self) -> None:
        """The database as it was, whatever stands in it now."""
        from django.db import connection, transaction

        connection.ensure_connection()
        if self.copied is not None:
            self.copied.backup(connection.connection)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            # Triggers and foreign keys held when these rows were written; here their order would be in the way.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"TRUNCATE {', '.join(map(_quoted, self.tables))}")
            for name, content in self.tables.items():
                _write(cursor, name, content)
            _set_counters(cursor)


def _tables() -> list[str]:
    from django.db import connection

    return sorted(connection.introspection.table_names())


def _quoted(name: str) -> str:
    return f'"{name}"'


def _read(name: str) -> bytes:
    from django.db import connection

    with connection.cursor() as cursor, cursor.copy(f"COPY {_quoted(name)} TO STDOUT (FORMAT binary)") as lines:
        return b"".join(bytes(block) for block in lines)


def _write(cursor: Any, name: str, content: bytes) -> None:
    with cursor.copy(f"COPY {_quoted(name)} FROM STDIN (FORMAT binary)") as lines:
        lines.write(content)


def _set_counters(cursor: Any) -> None:
    """Let every counter go on after the largest number that is there."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND is_identity = 'YES'"
    )
    for table, column in cursor.fetchall():
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{_quoted(table)}', '{column}'), "
            f"coalesce(max({_quoted(column)}), 0) + 1, false) FROM {_quoted(table)}"
        )
