"""The month whose attendance is computed, and the tables that every step shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import duckdb

from tepat.lang.calendar import Masa
from tepat.law.presensi import AttendanceSettings

# Duties of the days beside the month own punches too: the last night of the month before ends in this one.
MARGIN = 2
HOURS = {"WIB": 7, "WITA": 8, "WIT": 9}
# Longer than any duty with its windows: seconds of the month's clock, per person, never meet the next one's.
SPAN = 64 * 86_400


@dataclass(frozen=True)
class AttendanceMonth:
    """A month, how its attendance is read, and up to which day it is known.

    ``until``: duties after it are not in the ledger yet; None where the whole month is over.
    """

    masa: Masa
    settings: AttendanceSettings
    until: date | None = None

    @property
    def first(self) -> date:
        """The first day of the month."""
        return self.masa.first

    @property
    def last(self) -> date:
        """The last day of the ledger."""
        return min(self.masa.last, self.until) if self.until else self.masa.last

    @property
    def origin(self) -> datetime:
        """The instant from which seconds are counted."""
        return datetime.combine(self.first - timedelta(2 * MARGIN), time())

    @property
    def wide_first(self) -> date:
        """The first day whose duties are looked at."""
        return self.first - timedelta(MARGIN)

    @property
    def wide_last(self) -> date:
        """The last day whose duties are looked at."""
        return self.masa.last + timedelta(MARGIN)


def seconds(expression: str, month: AttendanceMonth) -> str:
    """SQL: a timestamp as whole seconds of the month's clock; what is below a second is cut off."""
    return f"CAST((epoch_us({expression}) - {_micros(month.origin)}) // 1000000 AS INTEGER)"


def instant(expression: str, month: AttendanceMonth) -> str:
    """SQL: whole seconds of the month's clock as a timestamp."""
    return f"make_timestamp(CAST({expression} AS BIGINT) * 1000000 + {_micros(month.origin)})"


def _micros(moment: datetime) -> int:
    delta = moment - datetime(1970, 1, 1)  # noqa: DTZ001 -- wall-clock times have no zone
    return (delta.days * 86_400 + delta.seconds) * 1_000_000


def create(connection: duckdb.DuckDBPyConnection, name: str, select: str, *, view: bool = False) -> None:
    """Make a table (or a view) of a select."""
    kind = "VIEW" if view else "TABLE"
    connection.execute(f"CREATE OR REPLACE {kind} {name} AS\n{select}")


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[dict[str, object]]:
    """The rows of a query by column name."""
    found = connection.execute(query)
    names = [item[0] for item in found.description or ()]
    for row in found.fetchall():
        yield dict(zip(names, row, strict=True))


def exists(connection: duckdb.DuckDBPyConnection, query: str) -> bool:
    """Whether a query has any row."""
    return bool(connection.execute(f"SELECT 1 FROM ({query}) LIMIT 1").fetchall())
