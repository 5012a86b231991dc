"""The articles by which a day costs what it costs: the rules that tell the day from one without fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tepat.engine.forecast.rows import PersonRows, RowReader
from tepat.engine.forecast.rules import Article, Rules, article, relation_article
from tepat.lang.exact import Value
from tepat.lang.tree import Call, Name, names, walk
from tepat.lang.types import Unit
from tepat.law.bound import BoundBook
from tepat.law.packet import APEL, DISIPLIN, HARIAN
from tepat.law.person import Outcome, Person, RowFacts
from tepat.law.reads import full_names

_DAYS = (HARIAN.name, APEL.name)


class Reasons:
    """Why days cost what they cost, of one person: ``before`` without fault, ``after`` as they were."""

    def __init__(self, rules: Rules, before: PersonRows, after: PersonRows) -> None:
        self.rules = rules
        books = ((rules.cuts, rules.readers.cuts), (rules.month, rules.readers.month))
        pairs = [(book, reader) for book, reader in books if book is not None and reader is not None]
        self.books = [_Days(_person(book, reader, before), _person(book, reader, after)) for book, reader in pairs]

    def of_day(self, day: str) -> tuple[Article, ...]:
        """The rules that say something else of a day; those of the summary where no rule reads days."""
        found = [item for book in self.books for item in book.of_day(day)] or list(summary_articles(self.rules))
        return tuple({(item.nama, item.dasar): item for item in found}.values())


def summary_articles(rules: Rules) -> Iterator[Article]:
    """The rules that read the summary of attendance."""
    for item in rules.leading:
        read = (full_names(parts, rules.month.scope.names) for tree in item.trees for parts in names(tree))
        if any(relation == DISIPLIN.name for found in read for relation, _ in found):
            yield article(rules.month, item)


def _person(bound: BoundBook, reader: RowReader, facts: PersonRows) -> Person:
    return Person(bound, reader.read(facts).rows)


@dataclass(frozen=True)
class _Days:
    """The same person twice: without fault, and as it was."""

    ideal: Person
    real: Person

    @property
    def bound(self) -> BoundBook:
        """The rule book."""
        return self.real.bound

    def of_day(self, day: str) -> Iterator[Article]:
        """The rules of the book that say something else of the day now."""
        for file in dict.fromkeys(self.bound.relations[name].relation.file for name in self.asked):
            yield from self._of_variables(file, day)
        for name in self.asked:
            if _members(self.ideal, name, day) != _members(self.real, name, day):
                yield relation_article(self.bound, name)

    @cached_property
    def asked(self) -> list[str]:
        """The relations over days that a variable of this person was computed from."""
        trails = ((tree, outcome) for outcome in self.real.compute().values() for tree in outcome.bound.trees)
        calls = (node for tree, outcome in trails for node in walk(tree) if id(node) in outcome.trail.values)
        targets = (node.arguments[0] for node in calls if isinstance(node, Call) and node.arguments)
        found = dict.fromkeys(target.parts[0] for target in targets if isinstance(target, Name))
        known = self.bound.relations
        return [name for name in found if name in known and known[name].relation.file in _DAYS]

    def _of_variables(self, file: str, day: str) -> Iterator[Article]:
        """Numbers of the day's rows that are others now, and that do not only pass on another one's."""
        for old, new in zip(_numbers(self.ideal, file, day), _numbers(self.real, file, day), strict=True):
            changed = {name: new[name] for name in new if old[name].value != new[name].value}
            own = (outcome.bound for outcome in changed.values() if not _passes_on(outcome, changed))
            yield from (article(self.bound, item) for item in own)


def _numbers(person: Person, file: str, day: str) -> list[Mapping[str, Outcome]]:
    """What the formulas of each row of a day came to; states of the day are no numbers."""
    items = [item for item in person.bound.rows.get(file, ()) if item.definition.unit is not Unit.YA_TIDAK]
    rows = [person.row_facts(file, row) for row in person.rows[file] if _is_of(row.get("tanggal"), day)]
    return [{item.name: person.row_outcome(row, item.name) for item in items} for row in rows]


def _passes_on(outcome: Outcome, changed: Mapping[str, Outcome]) -> bool:
    nodes = (node for tree in outcome.bound.trees for node in walk(tree))
    read = (node.parts[0] for node in nodes if isinstance(node, Name) and id(node) in outcome.trail.values)
    return any(name in changed for name in read)


def _members(person: Person, relation: str, day: str) -> int:
    """How many rows of a day the relation has."""
    rows: list[RowFacts] = person.rows_of(person.bound.book.relations[relation])
    return sum(_is_of(row.row.get("tanggal"), day) for row in rows)


def _is_of(value: Value, day: str) -> bool:
    return str(value) == day
