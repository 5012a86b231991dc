"""What stands behind a sum or a count: each row that counted, what it came to, and the article it came to that by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tepat.lang.exact import Trail, Value
from tepat.lang.tree import Call, Name, Node, names, walk
from tepat.lang.types import Unit
from tepat.law.bound import BoundBook
from tepat.law.person import Person, RowFacts

_SUMS = ("JUMLAH", "TERKECIL", "TERBESAR")
_COUNTS = ("BANYAK", "BANYAK_BEDA")

Show = Callable[[Value, Unit | None], str]


@dataclass(frozen=True)
class RowNote:
    """One row: its file, what tells it apart (``tanggal 5 Januari 2026; menit terlambat 20``), its value and basis."""

    berkas: str
    pengenal: str
    nilai: str
    dasar: str


def row_notes(person: Person, tree: Node, trail: Trail, show: Show) -> Iterator[RowNote]:
    """The rows behind every sum, least, greatest and count that was asked; rows that add nothing are left out."""
    for call, target in _asked(tree, trail):
        if call.function in _SUMS:
            yield from _summed(person, target, show)
        else:
            yield from _counted(person, target.parts[0], show)


def asks_rows(tree: Node, trail: Trail) -> bool:
    """Whether a formula sums or counts rows, so that there is something to tell of each."""
    return any(True for _ in _asked(tree, trail))


def _asked(tree: Node, trail: Trail) -> Iterator[tuple[Call, Name]]:
    """Sums over a column, and counts that found a row, on the way the formula took."""
    for node in walk(tree):
        target = node.arguments[0] if isinstance(node, Call) and node.arguments else None
        if not isinstance(node, Call) or not isinstance(target, Name) or id(node) not in trail.values:
            continue
        counted = node.function in _COUNTS and trail.values[id(node)] != 0
        if counted or (node.function in _SUMS and len(target.parts) == 2):
            yield node, target


def _summed(person: Person, target: Name, show: Show) -> Iterator[RowNote]:
    bound, (relation, column) = person.bound, target.parts
    found = bound.book.relations[relation]
    variable = next((item for item in bound.rows.get(found.file, ()) if item.name == column), None)
    unit = variable.definition.unit if variable else bound.packet[found.file].column(column).type.unit
    dasar = variable.definition.source.dasar if variable else found.source.dasar
    told = _telling(bound, found.file, variable.trees if variable else ())
    for row in person.rows_of(found):
        value = row.value((column,))
        if value != 0:
            yield RowNote(found.file, _identity(row, told, show), show(value, unit), dasar)


def _counted(person: Person, relation: str, show: Show) -> Iterator[RowNote]:
    """Each row of the relation counts one; what its condition reads says why it is there."""
    found = person.bound.relations[relation]
    file = found.relation.file
    told = _telling(person.bound, file, () if found.tree is None else (found.tree,))
    for row in person.rows_of(found.relation):
        yield RowNote(file, _identity(row, told, show), "1", found.relation.source.dasar)


def _telling(bound: BoundBook, file: str, trees: Iterable[Node]) -> dict[str, Unit]:
    """The columns that tell a row apart: its key, its dates, and what the formulas read of it."""
    contract = bound.packet[file]
    wanted = set(contract.key) | _read(bound, file, trees)
    return {
        column.name: column.type.unit
        for column in contract.columns
        if column.name != "nip" and (column.name in wanted or column.type.unit is Unit.TANGGAL)
    }


def _read(bound: BoundBook, file: str, trees: Iterable[Node]) -> set[str]:
    """What formulas read of their row, by themselves and through other variables of the row."""
    own = {parts[0] for tree in trees for parts in names(tree) if len(parts) == 1}
    others = (item for item in bound.rows.get(file, ()) if item.name in own)
    return own.union(*(_read(bound, file, item.trees) for item in others))


def _identity(row: RowFacts, told: dict[str, Unit], show: Show) -> str:
    cells = ((name, unit, row.value((name,))) for name, unit in told.items())
    return "; ".join(f"{name.replace('_', ' ')} {show(cell, unit)}" for name, unit, cell in cells if cell is not None)
