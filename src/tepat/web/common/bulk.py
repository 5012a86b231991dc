"""Many rows at once: COPY on PostgreSQL, one prepared INSERT on SQLite.

The cells are as the database takes them (JSON as its text): nothing is turned into objects on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

from tepat.web.common.period import field_of

Row = Sequence[Any]
# Results weigh some 15 KB each: a whole region's never stand in memory together.
_AT_ONCE = 1000


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows into a model's table, inside the running transaction.

    ``columns``: names of the model's fields; every other column must have a default in the database or be null.
    Rows that are made as they are taken may ask the database: nothing is being sent to it meanwhile.
    """
    quote = connection.ops.quote_name
    names = ", ".join(quote(field_of(model, name).column) for name in columns)
    into = f"{quote(model._meta.db_table)} ({names})"
    insert = _copy if connection.vendor == "postgresql" else _execute
    waiting = iter(rows)
    # A query of the rows' own in the middle of a COPY would wait for its end, and the COPY for the row: for ever.
    while taken := list(islice(waiting, _AT_ONCE)):
        insert(into, taken)


def _copy(into: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _execute(into: str, rows: Sequence[Row]) -> None:
    marks = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)
