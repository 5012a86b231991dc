"""Many rows at once: COPY on PostgreSQL, one prepared INSERT on SQLite.

The cells are as the database takes them (JSON as its text): nothing is turned into objects on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from tepat.web.common.period import field_of


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into a model's table, inside the running transaction.

    ``columns``: names of the model's fields; every other column must have a default in the database or be null.
    """
    # Made before the COPY begins: rows may ask the database as they are made, and a connection that copies answers
    # nothing else, so the two would wait for each other for ever.
    made = list(rows)
    quote = connection.ops.quote_name
    names = ", ".join(quote(field_of(model, name).column) for name in columns)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in made:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", made)
