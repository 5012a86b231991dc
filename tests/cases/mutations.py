"""A rule book in which one thing is changed: an amount by one unit, a yes to a no, a code to the next code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TypeVar

from tepat.lang.tables import Row, Table
from tepat.lang.types import Unit
from tepat.law.rulebook import Condition, Definition, LawTable, Relation, RuleBook

_Piece = TypeVar("_Piece")

ONE: Mapping[Unit, str] = {
    Unit.RUPIAH: "RUPIAH(1)",
    Unit.PERSEN: "PERSEN(1)",
    Unit.BILANGAN: "1",
    Unit.HARI: "HARI(1)",
    Unit.MENIT: "MENIT(1)",
    Unit.BULAN: "BULAN(1)",
}
UNIT_VALUE = {Unit.PERSEN: Fraction(1, 100)}
# Tables up to this size are changed row by row.
SMALL = 12


Piece = Definition | LawTable | Relation | Condition
Change = Callable[[RuleBook], RuleBook]


def pieces_of(book: RuleBook, name: str) -> list[Piece]:
    """What a name stands for: a definition, a row definition, a table, a relation or a condition; or two of them."""
    rows = {key: item for items in book.row_definitions.values() for key, item in items.items()}
    conditions = {item.name: item for item in book.conditions}
    piles: tuple[Mapping[str, Piece], ...] = (book.definitions, rows, book.tables, book.relations, conditions)
    return [pile[name] for pile in piles if name in pile]


def is_unstated(piece: Piece) -> bool:
    """Whether it only waits for somebody to state it: there is nothing to change."""
    match piece:
        case LawTable(table=None) | Definition(open=True, value=""):
            return True
        case Definition(unknown=reason):
            return bool(reason)
    return False


def mutations(book: RuleBook, name: str) -> Iterator[tuple[str, Piece, Change]]:
    """Each change of what a name stands for: a label, the piece it concerns, and the change."""
    for piece in pieces_of(book, name):
        match piece:
            case _ if is_unstated(piece):
                continue
            case LawTable():
                yield from _table_changes(piece)
            case Definition():
                yield name, piece, partial(_with_definition, name)
            case Relation():
                yield name, piece, lambda book: replace(book, relations=_changed(book.relations, name, _relation))
            case Condition():
                yield name, piece, partial(_with_condition, name)


def _table_changes(piece: LawTable) -> Iterator[tuple[str, Piece, Change]]:
    """A small table row by row, a large one all at once."""
    assert piece.table is not None
    name = piece.name
    if len(piece.table.rows) > SMALL:
        yield f"{name} (tabel)", piece, partial(_with_row, name, None)
        return
    for index, row in enumerate(piece.table.rows):
        where = "/".join(row.keys) or (row.band.lower if row.band else "")
        yield f"{name} (tabel) {where}", piece, partial(_with_row, name, index)


def _with_definition(name: str, book: RuleBook) -> RuleBook:
    if name in book.definitions:
        return replace(book, definitions=_changed(book.definitions, name, _definition))
    rows = {
        grain: _changed(items, name, _definition) if name in items else items
        for grain, items in book.row_definitions.items()
    }
    return replace(book, row_definitions=rows)


def _with_condition(name: str, book: RuleBook) -> RuleBook:
    conditions = [replace(item, test=f"NOT ({item.test})") if item.name == name else item for item in book.conditions]
    return replace(book, conditions=tuple(conditions))


def _changed(pile: Mapping[str, _Piece], name: str, change: Callable[[_Piece], _Piece]) -> dict[str, _Piece]:
    return {key: change(item) if key == name else item for key, item in pile.items()}


def _definition(item: Definition) -> Definition:
    if item.is_parameter:
        return replace(item, value=str(Fraction(item.value) + UNIT_VALUE.get(item.unit, Fraction(1))))
    if item.unit is Unit.YA_TIDAK:
        return replace(item, formula=f"NOT ({item.formula})")
    if item.unit is Unit.KATEGORI:
        return replace(item, formula=_next_code(item.formula, item.domain))
    return replace(item, formula=f"({item.formula}) + {ONE[item.unit]}")


def _next_code(formula: str, domain: Sequence[str]) -> str:
    if not domain:  # an open list: any other text will do
        return "'lain'"
    steps = " ".join(f"WHEN ({formula}) = '{code}' THEN '{after}'" for code, after in pairwise(domain))
    return f"CASE {steps} ELSE '{domain[0]}' END"


def _relation(item: Relation) -> Relation:
    assert item.condition, f"{item.name} has no condition to turn round"
    return replace(item, condition=f"NOT ({item.condition})")


def _with_row(name: str, index: int | None, book: RuleBook) -> RuleBook:
    """The book with one row of a table changed, or with all (None)."""
    item = book.tables[name]
    assert item.table is not None
    rows = tuple(
        _row(item.table, row) if index in {None, number} else row for number, row in enumerate(item.table.rows)
    )
    return replace(book, tables={**book.tables, name: replace(item, table=replace(item.table, rows=rows))})


def _row(table: Table, row: Row) -> Row:
    """The row with another value; one that no source states becomes known."""
    if table.value_category is None:
        known = row.value if isinstance(row.value, Fraction) else Fraction(0)
        return replace(row, value=known + UNIT_VALUE.get(table.value_unit, Fraction(1)))
    codes = table.value_category.codes
    return replace(row, value=codes[(codes.index(row.value) + 1) % len(codes)] if row.value in codes else codes[0])
