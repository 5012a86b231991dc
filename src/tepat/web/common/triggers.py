"""What the database itself refuses, whoever asks: triggers for PostgreSQL and SQLite, from one description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.migrations import RunPython


@dataclass(frozen=True)
class Refusal:
    """Rows of a table that may not be changed.

    Parameters
    ----------
    when : a condition on ``OLD`` (and ``NEW`` for updates) that both databases understand; subqueries are allowed
    """

    name: str
    table: str
    event: str
    when: str
    message: str


def refuse(*items: Refusal) -> RunPython:
    """A step of a migration that sets the triggers up, and takes them away backwards."""

    def create(apps: Any, editor: Any) -> None:
        for item in items:
            for statement in _statements(item, editor.connection.vendor):
                editor.execute(statement)

    def drop(apps: Any, editor: Any) -> None:
        for item in items:
            on = f' ON "{item.table}"' if editor.connection.vendor == "postgresql" else ""
            editor.execute(f'DROP TRIGGER "{item.name}"{on}')
            if editor.connection.vendor == "postgresql":
                editor.execute(f'DROP FUNCTION "{item.name}"()')

    return RunPython(create, drop)


def _statements(item: Refusal, vendor: str) -> list[str]:
    if vendor != "postgresql":
        return [
            f"""CREATE TRIGGER "{item.name}" BEFORE {item.event} ON "{item.table}" WHEN {item.when}
BEGIN SELECT RAISE(ABORT, '{item.message}'); END"""
        ]
    # A trigger's WHEN may hold no subquery there, so the function asks.
    result = "OLD" if item.event == "DELETE" else "NEW"
    return [
        f"""CREATE FUNCTION "{item.name}"() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF {item.when} THEN
    RAISE EXCEPTION '{item.message}' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN {result};
END $body$""",
        f"""CREATE TRIGGER "{item.name}" BEFORE {item.event} ON "{item.table}"
FOR EACH ROW EXECUTE FUNCTION "{item.name}"()""",
    ]
