"""What a region's law is known not to know, and over which months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tepat.lang.prose import plain_number
from tepat.lang.tables import Row
from tepat.lang.tree import Literal, calls
from tepat.law.bound import BoundBook
from tepat.law.proofs.formulas import formulas
from tepat.law.revoke import month_before
from tepat.law.rulebook import Definition, LawTable


@dataclass(frozen=True, order=True)
class UnknownThing:
    """Something an instrument leaves unknown: a variable, a table, or one outcome of a formula."""

    kind: str
    name: str
    reason: str
    dasar: str


@dataclass(frozen=True)
class Interval:
    """A thing is unknown from one month to another, both included; ``until`` empty: to this day."""

    thing: UnknownThing
    since: str
    until: str


def unknown_intervals(books: Mapping[str, BoundBook], lapses: Iterable[str] = ()) -> list[Interval]:
    """Everything unknown, over the months in which it stays so.

    ``books``: each month in which something changes; ``lapses``: months from which there is no law at all.
    """
    nothing: frozenset[UnknownThing] = frozenset()
    present = {**dict.fromkeys(lapses, nothing), **{masa: frozenset(unknown_things(books[masa])) for masa in books}}
    months = sorted(present)
    found = (item for thing in sorted(frozenset().union(*present.values())) for item in _runs(thing, months, present))
    return sorted(found, key=lambda item: (item.since, item.thing))


_NAMED = 5


def _cells(rows: list[Row]) -> str:
    """The cells by their keys or bounds, the first few by name."""
    named = ["/".join(row.keys) or _band(row) for row in rows]
    more = f" dan {len(named) - _NAMED} lagi" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


def _band(row: Row) -> str:
    ends = (row.band.lower, row.band.upper) if row.band else (None, None)
    return " – ".join("…" if end is None else plain_number(end) for end in ends)


def _runs(thing: UnknownThing, months: list[str], present: Mapping[str, frozenset[UnknownThing]]) -> Iterator[Interval]:
    since = ""
    for masa in months:
        if thing in present[masa]:
            since = since or masa
        elif since:
            yield Interval(thing, since, month_before(masa))
            since = ""
    if since:
        yield Interval(thing, since, "")


def unknown_things(bound: BoundBook) -> Iterator[UnknownThing]:
    """What is declared unknown, and each reason for which a formula says that it does not know."""
    book = bound.book
    rows = (("baris", item) for items in book.row_definitions.values() for item in items.values())
    variables = (("variabel", item) for item in book.definitions.values())
    tables = (("tabel", item) for item in book.tables.values())
    declared: tuple[tuple[str, Definition | LawTable], ...] = (*variables, *rows, *tables)
    for kind, item in declared:
        if item.unknown:
            yield UnknownThing(kind, item.name, item.unknown, item.source.dasar)
    for table in book.tables.values():
        empty = [row for row in table.table.rows if row.value is None] if table.table else []
        if empty:
            yield UnknownThing("tabel", table.name, f"sel {_cells(empty)}", table.source.dasar)
    for formula in formulas(bound):
        for call in calls(formula.tree, "TIDAK_DIKETAHUI"):
            reason = call.arguments[0]
            if isinstance(reason, Literal):
                yield UnknownThing("rumus", formula.owner, str(reason.value), formula.dasar)
