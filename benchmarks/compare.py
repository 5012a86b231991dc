"""Who is how far from the exact amounts."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from benchmarks.names import AMOUNTS, UNKNOWN


@dataclass(frozen=True)
class Errors:
    """``people``: with an amount wrong by a rupiah or more, or whose month is computed though it should wait, or the
    reverse; ``statuses``: the latter alone. ``largest``: the largest error in rupiah among those who are computed;
    ``computed``: how many months there are to be computed, of ``people_in_all``.
    """

    people: int
    statuses: int
    largest: float
    computed: int
    people_in_all: int


def compare(connection: duckdb.DuckDBPyConnection, found: str, exact: str) -> Errors:
    """Every amount of everybody whose month is computed, by the relations ``found`` and ``exact`` (table or file).

    Both have a row per nip: the amounts and ``dihitung``. An amount that is not there is as wrong as another amount.
    """
    rows = connection.execute(_query(found, exact)).fetchall()
    ((people, missing, wrong, statuses, largest, computed),) = rows
    if missing or not computed:
        raise ValueError(f"{missing} of {people} people stand on one side only, {computed} were compared")
    return Errors(int(wrong), int(statuses), float(largest), int(computed), int(people))


def _query(found: str, exact: str) -> str:
    gaps = ", ".join(
        f"abs(CAST(coalesce(found.{name}, {UNKNOWN}) AS DOUBLE) - CAST(exact.{name} AS DOUBLE))" for name in AMOUNTS
    )
    return f"""
      SELECT count(*), count(*) FILTER (missing), count(*) FILTER (status OR gap >= 1), count(*) FILTER (status),
        max(gap), count(*) FILTER (dihitung)
      FROM (
        SELECT exact.dihitung, found.nip IS NULL OR exact.nip IS NULL AS missing,
          found.dihitung IS DISTINCT FROM exact.dihitung AS status,
          CASE WHEN exact.dihitung THEN greatest({gaps}) ELSE 0 END AS gap
        FROM {found} AS found FULL JOIN {exact} AS exact USING (nip)
      )"""
