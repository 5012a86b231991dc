"""What stands behind a sum: each row that counted, what it came to, and the article it came to that by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tepat.lang.exact import Value
from tepat.lang.tree import Call, Name, Node, names, walk
from tepat.lang.types import Unit
from tepat.law.bound import Bound, BoundBook
from tepat.law.person import Person, RowFacts

_SUMS = ("JUMLAH", "TERKECIL", "TERBESAR")

Show = Callable[[Value, Unit | None], str]


@dataclass(frozen=True)
class RowNote:
    """One row: its file, what tells it apart (``tanggal 5 Januari 2026; menit terlambat 20``), its value and basis."""

    berkas: str
    pengenal: str
    nilai: str
    dasar: str


def row_notes(person: Person, tree: Node, show: Show) -> Iterator[RowNote]:
    """The rows behind every sum, least and greatest of a formula; rows that add nothing are left out."""
    for node in walk(tree):
        target = node.arguments[0] if isinstance(node, Call) and node.function in _SUMS else None
        if isinstance(target, Name) and len(target.parts) == 2:
            yield from _of_relation(person, *target.parts, show)


def asks_rows(tree: Node) -> bool:
    """Whether a formula sums over rows, so that there is something to tell of each."""
    return any(isinstance(node, Call) and node.function in _SUMS for node in walk(tree))


def _of_relation(person: Person, relation: str, column: str, show: Show) -> Iterator[RowNote]:
    bound = person.bound
    found = bound.book.relations[relation]
    variable = next((item for item in bound.rows.get(found.file, ()) if item.name == column), None)
    unit = variable.definition.unit if variable else bound.packet[found.file].column(column).type.unit
    dasar = variable.definition.source.dasar if variable else found.source.dasar
    told = _telling(bound, found.file, variable)
    for row in person.rows_of(found):
        value = row.value((column,))
        if value != 0:
            yield RowNote(found.file, _identity(row, told, show), show(value, unit), dasar)


def _telling(bound: BoundBook, file: str, variable: Bound | None) -> dict[str, Unit]:
    """The columns that tell a row apart: its key, its dates, and what the variable reads of it."""
    contract = bound.packet[file]
    wanted = set(contract.key) | _read(bound, file, variable)
    return {
        column.name: column.type.unit
        for column in contract.columns
        if column.name != "nip" and (column.name in wanted or column.type.unit is Unit.TANGGAL)
    }


def _read(bound: BoundBook, file: str, variable: Bound | None) -> set[str]:
    """What a row variable reads of its row, by itself and through other variables of the row."""
    if variable is None:
        return set()
    own = {parts[0] for tree in variable.trees for parts in names(tree) if len(parts) == 1}
    others = (item for item in bound.rows[file] if item.name in own)
    return own.union(*(_read(bound, file, item) for item in others))


def _identity(row: RowFacts, told: dict[str, Unit], show: Show) -> str:
    cells = ((name, unit, row.value((name,))) for name, unit in told.items())
    return "; ".join(f"{name.replace('_', ' ')} {show(cell, unit)}" for name, unit, cell in cells if cell is not None)
