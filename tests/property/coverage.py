"""What a month of people can reach in a rule book, and what it did reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tepat.lang.exact import Trail
from tepat.lang.tables import Row, Table
from tepat.lang.tree import Call, Case, Literal, Node, walk
from tepat.lang.types import Unit
from tepat.law.bound import Bound, BoundBook
from tepat.law.packet import PACKET, Empty
from tepat.law.person import Person
from tests.property.months import PER_PERSON, required_facts

_LOOKUPS = ("TABEL", "LAPIS", "PROGRESIF")
# The next amount that a band could tell apart: a rupiah, and the finest percentage of a fact.
NEXT = {Unit.RUPIAH: Fraction(1), Unit.PERSEN: Fraction(1, 10**6), Unit.BILANGAN: Fraction(1, 100)}
# Taxable income is cut to whole thousands.
THOUSANDS = {"lapisan_pajak": Fraction(1000)}


def reachable(bound: BoundBook) -> set[str]:
    """Every branch, table row, edge of a band and missing fact."""
    found = {
        f"cabang {name} {node.at.line}:{node.at.column} ke-{index}"
        for name, tree in trees(bound)
        for node in walk(tree)
        if isinstance(node, Case)
        for index in range(len(node.branches) + 1)
    }
    for table in tables(bound):
        found |= {_row_name(table, row) for row in table.rows}
        found |= {name for row in table.rows for name, _ in edges(table, row)}
    found |= {f"kosong {file}.{column}" for file, column in required_facts(bound)}
    return found | {f"tanpa {file}" for file in (*PER_PERSON, "jabatan") if bound.reads.get(file)}


def trees(bound: BoundBook) -> Iterator[tuple[str, Node]]:
    """Every formula: of variables, of rows, and of conditions."""
    rows = (item for items in bound.rows.values() for item in items)
    for item in (*bound.bound, *rows):
        yield item.name, item.tree
        if item.applies_tree is not None:
            yield f"{item.name} (berlaku bila)", item.applies_tree


def tables(bound: BoundBook) -> list[Table]:
    """Tables that a formula reads."""
    read = {
        str(node.arguments[0].value)
        for _, tree in trees(bound)
        for node in walk(tree)
        if isinstance(node, Call) and node.function in _LOOKUPS and isinstance(node.arguments[0], Literal)
    }
    return [bound.book.known_tables[name] for name in sorted(read)]


def _row_name(table: Table, row: Row) -> str:
    return f"baris {table.name} {'/'.join(row.keys)} {row.band.lower if row.band else ''}".rstrip()


def edges(table: Table, row: Row) -> Iterator[tuple[str, Fraction]]:
    """The bounds of a band and the first amount on the other side of each."""
    if row.band is None or table.band_unit is None:
        return
    step = THOUSANDS.get(table.name, NEXT[table.band_unit])
    for bound in (row.band.lower, row.band.upper):
        if bound is not None:
            name = f"{table.name} {'/'.join(row.keys)} {bound}"
            yield f"batas {name}", bound
            yield f"seberang batas {name}", bound + step if row.band.upper_included else bound - step


def reached(people: Iterable[Person]) -> set[str]:
    """What these people reached."""
    found: set[str] = set()
    for person in people:
        person.compute()
        for name, bound, trail in _outcomes(person):
            found.update(_branches(name, bound, trail))
            found.update(_looked_up(bound, trail, person))
        found.update(_absent(person))
    return found


def _outcomes(person: Person) -> Iterator[tuple[str, Bound, Trail]]:
    for name, outcome in person.outcomes.items():
        yield name, outcome.bound, outcome.trail
    for file, items in person.bound.rows.items():
        for row in person.rows.get(file, ()):
            facts = person.row_facts(file, row)
            for item in items:
                yield item.name, item, person._evaluate(item, facts).trail


def _branches(name: str, bound: Bound, trail: Trail) -> Iterator[str]:
    for label, tree in ((name, bound.tree), (f"{name} (berlaku bila)", bound.applies_tree)):
        for node in walk(tree) if tree is not None else ():
            if isinstance(node, Case) and id(node) in trail.taken:
                yield f"cabang {label} {node.at.line}:{node.at.column} ke-{trail.taken[id(node)]}"


def _looked_up(bound: Bound, trail: Trail, person: Person) -> Iterator[str]:
    for node in walk(bound.tree):
        if id(node) not in trail.rows or not isinstance(node, Call) or not isinstance(node.arguments[0], Literal):
            continue
        table = person.bound.book.known_tables[str(node.arguments[0].value)]
        hit = trail.rows[id(node)]
        yield _row_name(table, hit)
        amount = trail.values[id(node.arguments[-1])]
        for row in table.rows_of(hit.keys):
            yield from (name for name, edge in edges(table, row) if edge == amount)


def _absent(person: Person) -> Iterator[str]:
    for file in PER_PERSON:
        if not person.rows[file]:
            yield f"tanpa {file}"
    (own,) = person.rows["pegawai"]
    if own["kode_jabatan"] not in {None, *(row["kode_jabatan"] for row in person.rows["jabatan"])}:
        yield "tanpa jabatan"
    for file in ("pegawai", *PER_PERSON):
        for row in person.rows[file]:
            for column in PACKET[file].columns:
                if row[column.name] is None and column.empty is Empty.UNKNOWN:
                    yield f"kosong {file}.{column.name}"
