"""Every formula of a bound book with where it stands and what may be read there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tepat.lang.errors import Place
from tepat.lang.tree import Node, names
from tepat.law.bound import Bound, BoundBook, BoundCondition, BoundRelation
from tepat.law.proofs.conditions import Reader


@dataclass(frozen=True)
class Formula:
    """One formula. ``part``: rumus, berlaku_bila, syarat (of a relation) or uji; ``file``: whose rows it is over.

    ``given``: what holds wherever it counts (its ``berlaku_bila``). ``owner``: the piece it belongs to, which rests on
    ``dasar``.
    """

    owner: str
    part: str
    tree: Node
    place: Place
    dasar: str
    file: str = ""
    given: Node | None = None

    @property
    def label(self) -> str:
        """One name for each formula, however many months it stands in."""
        return f"{self.place.file}:{self.place.line}: {self.part} {self.file}.{self.owner}"

    def spot(self, node: Node) -> Place:
        """Where a part of the formula stands."""
        return replace(self.place, line=(self.place.line or 1) + node.at.line - 1, column=node.at.column)


def formulas(bound: BoundBook) -> Iterator[Formula]:
    """Every formula of variables, rows, relations and conditions."""
    for item in bound.bound:
        yield from _of_variable(item, "")
    for file, items in bound.rows.items():
        for item in items:
            yield from _of_variable(item, file)
    for relation in bound.relations.values():
        yield from _of_relation(relation)
    for condition in bound.conditions:
        yield from _of_condition(condition)


def _of_variable(item: Bound, file: str) -> Iterator[Formula]:
    definition, source = item.definition, item.definition.source
    place = replace(source.place, line=definition.formula_line)
    if definition.formula:
        yield Formula(item.name, "rumus", item.tree, place, source.dasar, file, item.applies_tree)
    if item.applies_tree is not None:
        yield Formula(item.name, "berlaku_bila", item.applies_tree, place, source.dasar, file)


def _of_relation(item: BoundRelation) -> Iterator[Formula]:
    relation = item.relation
    if item.tree is not None:
        place = replace(relation.source.place, line=relation.condition_line)
        yield Formula(relation.name, "syarat", item.tree, place, relation.source.dasar, relation.file)


def _of_condition(item: BoundCondition) -> Iterator[Formula]:
    stated = item.condition
    place, dasar = replace(stated.source.place, line=stated.test_line), stated.source.dasar
    yield Formula(stated.name, "uji", item.tree, place, dasar, stated.file, item.applies_tree)
    if item.applies_tree is not None:
        yield Formula(stated.name, "berlaku_bila", item.applies_tree, place, dasar, stated.file)


def readers(bound: BoundBook) -> dict[str, Reader]:
    """What formulas of a person (``""``) and of each file's rows may read."""
    open_names = frozenset(_unbounded(bound))
    files = {formula.file for formula in formulas(bound)} - {""}
    return {
        "": Reader(bound.scope.names, open_names),
        **{file: Reader(bound.row_scopes[file].names, open_names) for file in files},
    }


def _unbounded(bound: BoundBook) -> set[str]:
    """What a supplement or a region is still to state, and all that is computed from it: nothing bounds it yet."""
    found = {item.name for item in bound.book.definitions.values() if item.open or item.unknown}
    for item in bound.bound:  # each after what it reads
        if any(parts[0] in found for tree in item.trees for parts in names(tree)):
            found.add(item.name)
    return found
