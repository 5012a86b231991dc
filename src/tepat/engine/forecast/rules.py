"""The three rule books a person's month is forecast by, and what of them the forecast has to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tepat.engine.forecast.rows import RowReader
from tepat.engine.telling import Citation, cite_paragraphs
from tepat.lang.calendar import Masa
from tepat.lang.errors import InternalError
from tepat.lang.tree import Node, names
from tepat.lang.types import Unit
from tepat.law.bound import Bound, BoundBook
from tepat.law.consolidate import open_book
from tepat.law.packet import KINERJA
from tepat.law.presensi import CUTS, attendance_book, presence_book
from tepat.law.reads import file_of, full_names, leads_to
from tepat.law.rulebook import Provenance
from tepat.law.shelf import open_shelf

RECEIVED = "tpp_diterima"
_RATING = ("predikat", "hasil_kerja", "perilaku_kerja", "capaian_persen")
RATED_AT = "waktu_dinilai"


@dataclass(frozen=True)
class Readers:
    """What reads a person's rows for the books of `Rules`."""

    month: RowReader
    cuts: RowReader | None
    presence: RowReader


@dataclass(frozen=True, eq=False)
class Rules:
    """What a month is forecast by.

    ``month``: the month's own book. ``cuts``: the one with ``potongan_kehadiran``; None: no tariff is known.
    ``presence``: the one that counts days of duty and of presence.
    """

    month: BoundBook
    cuts: BoundBook | None
    presence: BoundBook

    @property
    def masa(self) -> Masa:
        """The month."""
        return self.month.book.masa

    @property
    def zone(self) -> str:
        """The region's time zone."""
        return self.month.book.zone

    @cached_property
    def readers(self) -> Readers:
        """What reads a person's rows for each of the books."""
        cuts = None if self.cuts is None else RowReader(self.cuts, self.cuts.reads)
        return Readers(RowReader(self.month, self.month.reads), cuts, RowReader(self.presence, self.presence.reads))

    @cached_property
    def root(self) -> str:
        """The amount received: by its name, else the last amount that no other is computed from."""
        amounts = [item for item in self.month.bound if item.definition.unit is Unit.RUPIAH]
        if any(item.name == RECEIVED for item in amounts):
            return RECEIVED
        read = {parts[0] for item in self.month.bound for tree in item.trees for parts in names(tree)}
        found = [item.name for item in amounts if item.name not in read]
        if not found:
            raise InternalError("a month without an amount")
        return found[-1]

    @cached_property
    def leading(self) -> tuple[Bound, ...]:
        """The variables that amounts are computed from, the amounts among them, in the order of computation."""
        known = {item.name: item for item in self.month.bound}
        found: set[str] = set()
        waiting = [item.name for item in known.values() if item.definition.unit is Unit.RUPIAH]
        while waiting:
            name = waiting.pop()
            if name in known and name not in found:
                found.add(name)
                waiting += [parts[0] for tree in known[name].trees for parts in names(tree)]
        return tuple(item for item in known.values() if item.name in found)

    @cached_property
    def leads(self) -> frozenset[str]:
        """Everything of the month's book that amounts are computed from."""
        return frozenset().union(*(leads_to(self.month, item.name) for item in self.leading))

    @cached_property
    def cut_leads(self) -> frozenset[str]:
        """The same of the attendance cuts; nothing where no tariff is known."""
        return frozenset() if self.cuts is None else leads_to(self.cuts, CUTS)

    @cached_property
    def rating_columns(self) -> tuple[str, ...]:
        """The columns of a rating that an amount is computed from; the instant is not one of them."""
        read = {column for item in self.leading for column in self._rating_read(item)}
        return tuple(name for name in _RATING if name in read)

    @cached_property
    def reads_rating_time(self) -> bool:
        """Whether an amount depends on when the rating was made."""
        return any(RATED_AT in self._rating_read(item) for item in self.leading)

    def _rating_read(self, item: Bound) -> Iterator[str]:
        for tree in item.trees:
            for parts in names(tree):
                yield from _columns(self.month, parts)

    @cached_property
    def rating_articles(self) -> tuple[Article, ...]:
        """The articles by which a rating decides an amount."""
        return tuple(article(self.month, item) for item in self.leading if any(self._rating_read(item)))

    @cached_property
    def rates_this_month(self) -> bool:
        """Whether the rating of this very month is read."""
        return any(relation == KINERJA.name for relation, _ in self.month.used)


def _columns(bound: BoundBook, parts: tuple[str, ...]) -> Iterator[str]:
    """The columns of a rating that a name stands for, or that its relation is chosen by."""
    for relation, column in full_names(parts, bound.scope.names):
        if file_of(bound, relation) == KINERJA.name:
            yield column
    found = bound.relations.get(parts[0])
    if found is not None and found.relation.file == KINERJA.name:
        yield from parts[1:]
        yield from (name[0] for name in _names(found.tree))


def _names(tree: Node | None) -> Iterator[tuple[str, ...]]:
    if tree is not None:
        yield from names(tree)


def open_rules(regulasi: str, masa: Masa, pelengkap: Path | None = None) -> Rules:
    """The rule books of a region's month; they are the same for everybody, and worth keeping.

    Raises
    ------
    UsageError, RegulationError
        There is no such region, no law of that month, or its instruments do not come to a rule book.
    """
    month = open_book(open_shelf(regulasi), masa, pelengkap)
    if CUTS in month.book.definitions:
        month_cuts: BoundBook | None = attendance_book(regulasi, masa, pelengkap)
    else:
        month_cuts = None if pelengkap is None else attendance_book(regulasi, masa, pelengkap)
    return Rules(month, month_cuts, presence_book(regulasi, masa, book=month))


# -- articles -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Article:
    """What something rests on: the rule's label, its basis as cited, the instrument, the paragraphs word for word."""

    nama: str
    label: str
    label_en: str
    dasar: str
    instrumen: str
    kutipan: tuple[Citation, ...]


def article(bound: BoundBook, item: Bound) -> Article:
    """What a variable rests on."""
    definition = item.definition
    return article_of(bound, definition.name, (definition.label, definition.label_en), definition.source)


def article_of(bound: BoundBook, name: str, labels: tuple[str, str], source: Provenance) -> Article:
    """What a piece of a rule book rests on."""
    short = bound.book.instrument(source.instrumen).short
    return Article(name, *labels, source.dasar, short, tuple(cite_paragraphs(bound.book, source)))


def relation_article(bound: BoundBook, name: str) -> Article:
    """What a relation rests on."""
    found = bound.book.relations[name]
    return article_of(bound, name, (found.label, found.label_en), found.source)


def relations_of(bound: BoundBook, file: str) -> Mapping[str, Article]:
    """The relations over a file that some formula reads, with what they rest on."""
    read = bound.relations_read.items()
    return {name: relation_article(bound, name) for name, item in read if item.relation.file == file}
