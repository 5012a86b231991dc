"""The articles by which a day costs what it costs: the rules that tell the day from one without fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tepat.engine.forecast.rows import PersonRows, typed_rows
from tepat.engine.forecast.rules import Article, Rules, article, relation_article
from tepat.lang.exact import Value
from tepat.lang.tree import Name, names, walk
from tepat.lang.types import Unit
from tepat.law.bound import Bound, BoundBook
from tepat.law.packet import APEL, DISIPLIN, HARIAN, FactFile
from tepat.law.person import Outcome, Person, RowFacts
from tepat.law.reads import full_names

_DAYS = (HARIAN, APEL)


def day_articles(rules: Rules, before: PersonRows, after: PersonRows, day: str) -> tuple[Article, ...]:
    """The rules that say something else of a day after than before; those of the summary where no rule reads days."""
    books = [book for book in (rules.cuts, rules.month) if book is not None]
    found = [item for book in books for item in _of_book(book, _on(before, day), _on(after, day))]
    found = found or list(summary_articles(rules))
    return tuple({(item.nama, item.dasar): item for item in found}.values())


def summary_articles(rules: Rules) -> Iterator[Article]:
    """The rules that read the summary of attendance."""
    for item in rules.leading:
        read = (full_names(parts, rules.month.scope.names) for tree in item.trees for parts in names(tree))
        if any(relation == DISIPLIN.name for found in read for relation, _ in found):
            yield article(rules.month, item)


def _on(facts: PersonRows, day: str) -> PersonRows:
    """The facts with that day's rows alone."""
    days = {file.name: [row for row in facts.get(file.name, ()) if row["tanggal"][:10] == day] for file in _DAYS}
    return {**facts, **days}


def _of_book(bound: BoundBook, before: PersonRows, after: PersonRows) -> Iterator[Article]:
    was, now = Person(bound, typed_rows(before, bound)), Person(bound, typed_rows(after, bound))
    for file in _DAYS:
        if len(was.rows[file.name]) == len(now.rows[file.name]):
            yield from _of_variables(was, now, file)
        yield from _of_relations(was, now, file)


def _of_variables(was: Person, now: Person, file: FactFile) -> Iterator[Article]:
    """Numbers of the row that are others now, and that do not only pass on another one's."""
    items = [item for item in now.bound.rows.get(file.name, ()) if item.definition.unit is not Unit.YA_TIDAK]
    for old, new in zip(_facts(was, file), _facts(now, file), strict=True):
        changed = {item.name: new[item.name] for item in items if old[item.name].value != new[item.name].value}
        yield from (
            article(now.bound, changed[name].bound) for name in changed if not _passes_on(changed[name], changed)
        )


def _facts(person: Person, file: FactFile) -> list[dict[str, Outcome]]:
    items: Sequence[Bound] = person.bound.rows.get(file.name, ())
    rows: list[RowFacts] = [person.row_facts(file.name, row) for row in person.rows[file.name]]
    return [{item.name: person.row_outcome(row, item.name) for item in items} for row in rows]


def _passes_on(outcome: Outcome, changed: dict[str, Outcome]) -> bool:
    nodes = (node for tree in outcome.bound.trees for node in walk(tree))
    read = (node.parts[0] for node in nodes if isinstance(node, Name) and id(node) in outcome.trail.values)
    return any(name in changed for name in read)


def _of_relations(was: Person, now: Person, file: FactFile) -> Iterator[Article]:
    """Relations that the row belongs to on one side only."""
    for name, item in now.bound.relations_read.items():
        if item.relation.file == file.name and _members(was, name) != _members(now, name):
            yield relation_article(now.bound, name)


def _members(person: Person, relation: str) -> list[Value]:
    rows = person.rows_of(person.bound.book.relations[relation])
    return [row.row.get("tanggal") for row in rows]
