"""One variable of a person told: formula in words and with numbers, article, table row, branches, rows and facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tepat.engine.row_notes import RowNote, asks_rows, row_notes
from tepat.lang.exact import Unknown, Value
from tepat.lang.names import name_text
from tepat.lang.prose import Vocabulary, in_numbers, in_words, plain_number, value_text
from tepat.lang.tables import Band
from tepat.lang.tree import Call, Case, Literal, Name, Node, walk
from tepat.lang.types import Unit
from tepat.law.bound import BoundBook
from tepat.law.formulas import substitute
from tepat.law.person import Outcome, Person
from tepat.law.rulebook import Definition, Provenance, RuleBook, cited


@dataclass(frozen=True)
class Citation:
    """One paragraph, word for word where the text is known."""

    pasal: str
    tanda: str
    naskah: str


@dataclass(frozen=True)
class TableHit:
    """The row of a table that applied."""

    tabel: str
    label: str
    kunci: str
    nilai: str
    sumber: str
    dasar: str


@dataclass(frozen=True)
class BranchNote:
    """One branch of a CASE: its condition in words and with numbers, and whether it was taken.

    ``hasil``: what the condition came to; empty where it was not asked.
    """

    syarat: str
    angka: str
    hasil: str
    diambil: bool


@dataclass(frozen=True)
class Source:
    """A fact: its value, and the file and row it stands in."""

    nama: str
    label: str
    nilai: str
    berkas: str
    baris: int | None


@dataclass(frozen=True)
class Step:
    """One variable of the derivation."""

    variabel: str
    label: str
    keluarga: str
    tipe: str
    nilai: str | None
    tampil: str
    berlaku: bool
    rumus: str
    rumus_kata: str
    rumus_angka: str
    dasar: str
    sumber: str
    instrumen: str
    kutipan: tuple[Citation, ...]
    versi: str
    catatan: str
    tabel: tuple[TableHit, ...]
    cabang: tuple[BranchNote, ...]
    fakta: tuple[Source, ...]
    anak: tuple[str, ...]
    baris: tuple[RowNote, ...] = ()


@dataclass(frozen=True)
class Teller:
    """Turns outcomes into steps, in one language."""

    bound: BoundBook
    person: Person
    lines: Mapping[str, int]
    files: Mapping[str, str]
    bahasa: str
    with_rows: Callable[[], Person] | None

    @property
    def book(self) -> RuleBook:
        """The rules of the month."""
        return self.bound.book

    @property
    def vocabulary(self) -> Vocabulary:
        """How names and values are put into words."""
        return Vocabulary(self.bahasa, self._label, self._unit, self._thing, self.book.zone)

    def step(self, outcome: Outcome) -> Step:
        """Everything there is to say about one variable."""
        definition = outcome.bound.definition
        tree, trail = outcome.bound.tree, outcome.trail
        applies = outcome.applies is True
        source = definition.source
        return Step(
            variabel=definition.name,
            label=self._of(definition.label, definition.label_en),
            keluarga=definition.family[0],
            tipe=str(definition.unit),
            nilai=exact_text(outcome.value),
            tampil=self._shown(outcome),
            berlaku=applies,
            rumus=substitute(definition.formula, *definition.family).strip(),
            rumus_kata=in_words(tree, self.vocabulary),
            rumus_angka=in_numbers(tree, self.vocabulary, trail) if applies else "",
            dasar=source.dasar,
            sumber=source.sumber,
            instrumen=self.book.instrument(source.instrumen).short,
            kutipan=tuple(cite_paragraphs(self.book, source)),
            versi=self._version(source),
            catatan=definition.note,
            tabel=tuple(self._hits(tree, outcome)),
            cabang=tuple(self._branches(tree, outcome)),
            fakta=tuple(self._facts(tree, outcome)),
            anak=tuple(self._children(tree, outcome)),
            baris=self._rows(tree, outcome),
        )

    def _rows(self, tree: Node, outcome: Outcome) -> tuple[RowNote, ...]:
        """The days, leaves or payments behind what the formula sums or counts."""
        if self.with_rows is None or outcome.applies is not True or isinstance(outcome.value, Unknown):
            return ()
        if not asks_rows(tree, outcome.trail):
            return ()
        return tuple(row_notes(self.with_rows(), tree, outcome.trail, self._text))

    def _shown(self, outcome: Outcome) -> str:
        if outcome.value is None:
            return self._of("tidak berlaku", "does not apply")
        return self._text(outcome.value, outcome.bound.definition.unit)

    def _text(self, value: Value, unit: Unit | None) -> str:
        return value_text(value, unit, self.bahasa, self.book.zone)

    def _of(self, indonesian: str, english: str) -> str:
        return english if self.bahasa == "en" else indonesian

    # -- words for names ----------------------------------------------------------------------------------------

    def _label(self, parts: tuple[str, ...]) -> str:
        definition = self._definition(parts)
        if definition is not None:
            return self._of(definition.label, definition.label_en)
        relation = parts[0] if len(parts) == 2 and parts[0] not in self.bound.single_files else ""
        text = name_text(parts[-1], self.bahasa)
        return f"{text} ({self._thing(relation)})" if relation else text

    def _definition(self, parts: tuple[str, ...]) -> Definition | None:
        if len(parts) == 1:
            return self.book.definitions.get(parts[0])
        relation = self.book.relations.get(parts[0])
        return self.book.row_definitions.get(relation.file, {}).get(parts[1]) if relation else None

    def _unit(self, parts: tuple[str, ...]) -> Unit | None:
        definition = self._definition(parts)
        if definition is not None:
            return definition.unit
        if len(parts) == 1 and parts[0] in self.book.known_tables:
            return self.book.known_tables[parts[0]].value_unit
        reference = self.bound.scope.names.get(parts)
        return reference.type.unit if reference is not None and reference.type is not None else None

    def _thing(self, name: str) -> str:
        thing = self.book.tables.get(name) or self.book.relations.get(name)
        return self._of(thing.label, thing.label_en) if thing else name

    # -- law ----------------------------------------------------------------------------------------------------

    def _version(self, source: Provenance) -> str:
        """Why this version of the rule is the one that applies in this month."""
        info = self.book.instrument(source.instrumen)
        since = self._of(f"berlaku mulai masa {info.first_masa}", f"applies from {info.first_masa}")
        if not source.lineage:
            return f"{info.short}: {since}"
        before = source.lineage[-1]
        return f"{info.short}: {self._of('mengganti', 'replaces')} {before}; {since}"

    def _hits(self, tree: Node, outcome: Outcome) -> Iterator[TableHit]:
        for node in walk(tree):
            row = outcome.trail.rows.get(id(node))
            if row is None or not isinstance(node, Call) or not isinstance(node.arguments[0], Literal):
                continue
            table = self.book.tables[str(node.arguments[0].value)]
            unit = table.table.value_unit if table.table else None
            band = self._band(row.band, table.table.band_unit) if row.band and table.table else ""
            yield TableHit(
                table.name,
                self._of(table.label, table.label_en),
                ", ".join(part for part in (*row.keys, band) if part),
                self._text(row.value, unit),
                row.source,
                f"{table.source.dasar} [{self.book.instrument(table.source.instrumen).short}]",
            )

    def _branches(self, tree: Node, outcome: Outcome) -> Iterator[BranchNote]:
        for node in walk(tree):
            if not isinstance(node, Case) or id(node) not in outcome.trail.taken:
                continue
            taken = outcome.trail.taken[id(node)]
            for index, branch in enumerate(node.branches):
                words = in_words(branch.condition, self.vocabulary)
                asked = index <= taken
                numbers = in_numbers(branch.condition, self.vocabulary, outcome.trail) if asked else ""
                result = value_text(index == taken, None, self.bahasa) if asked else ""
                yield BranchNote(words, numbers, result, index == taken)
            yield BranchNote(self._of("selain itu", "otherwise"), "", "", taken == len(node.branches))

    # -- what was read ------------------------------------------------------------------------------------------

    def _read(self, tree: Node, outcome: Outcome) -> Iterator[tuple[str, ...]]:
        """Names actually read on the way, each once, in the order of the formula."""
        seen: set[tuple[str, ...]] = set()
        for node in walk(tree):
            if isinstance(node, Name) and id(node) in outcome.trail.values and node.parts not in seen:
                seen.add(node.parts)
                yield node.parts

    def _children(self, tree: Node, outcome: Outcome) -> Iterator[str]:
        trees = [item for item in (outcome.bound.applies_tree, tree) if item is not None]
        for item in trees:
            for parts in self._read(item, outcome):
                definition = self.book.definitions.get(parts[0]) if len(parts) == 1 else None
                if definition is not None and not definition.is_parameter and not definition.open:
                    yield definition.name

    def _facts(self, tree: Node, outcome: Outcome) -> Iterator[Source]:
        for parts in self._read(tree, outcome):
            if self._definition(parts) is None:
                yield self._fact(parts, self.person.value(parts))

    def _fact(self, parts: tuple[str, ...], value: Value) -> Source:
        reference = self.bound.scope.names.get(parts)
        name = getattr(reference, "column", ".".join(parts))
        relation, _, column = name.partition("__")
        file = self.book.relations[relation].file if relation in self.book.relations else relation
        shown = self._text(value, self._unit(parts))
        line = self.lines.get(relation) if relation in self.bound.single_files else None
        label = name_text(column, self.bahasa)
        return Source(f"{relation}.{column}", label, shown, self.files.get(file, file), line)

    def _band(self, band: Band, unit: Unit | None) -> str:
        return band_text(band, unit, self.bahasa)


def band_text(band: Band, unit: Unit | None, bahasa: str) -> str:
    """A range in words: its bounds, and whether they belong to it."""
    ends = (None if end is None else value_text(end, unit, bahasa) for end in (band.lower, band.upper))
    words = _BANDS[bahasa][band.upper_included]
    return " ".join(word.format(end) for word, end in zip(words, ends, strict=True) if end is not None)


def exact_text(value: Value) -> str | None:
    """A value as data: exact, None where there is none."""
    if value is None or isinstance(value, Unknown):
        return None
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Fraction):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date) else value


_BANDS = {
    "id": {True: ("lebih dari {}", "sampai dengan {}"), False: ("mulai dari {}", "sampai kurang dari {}")},
    "en": {True: ("more than {}", "up to {}"), False: ("from {}", "to less than {}")},
}

_SEPARATOR = re.compile(r"[,;:]")
_MARK = re.compile(r"ayat \(\d+[a-z]?\)(?: huruf [a-z])?")


def cite_paragraphs(book: RuleBook, source: Provenance) -> Iterator[Citation]:
    """The paragraphs a basis names, as they stand in this month; all of the article where it names none.

    An article whose paragraphs have names of their own (a form) is cited by them: ``Formulir, terlambat``.
    """
    article = book.owner(source)
    if article is None:
        return
    own = {part.mark for part in article.parts}
    named = {text.strip().removeprefix(f"{cited(article.number)} ") for text in _SEPARATOR.split(source.dasar)}
    marks = _MARK.findall(source.dasar) or sorted(own & named)
    for part in article.parts:
        if not marks or any(part.mark == mark or part.mark.startswith(f"{mark} ") for mark in marks):
            yield Citation(article.number, part.mark, part.text)
