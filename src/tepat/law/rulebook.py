"""The consolidated rule book of a month: what applies, in one place, with its lineage.

It is computed from instruments, never typed, and stored beside every result, so that an old month verifies after a
package was corrected.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from pydantic import TypeAdapter

from tepat.lang.calendar import Masa
from tepat.lang.errors import Place
from tepat.lang.tables import Table
from tepat.lang.types import Unit
from tepat.law.packet import PACKET, FactFile

REGULAR = "reguler"
MEMBER = "ikut_serta"


@dataclass(frozen=True)
class Provenance:
    """Where something comes from: instrument, basis as cited, how it is known, and what happened to it.

    ``lineage`` lists the instruments that stated it before, oldest first, as ``perbup-2-2023: Pasal 11``.
    """

    instrumen: str
    dasar: str
    sumber: str
    lineage: tuple[str, ...] = ()
    place: Place = Place()

    @property
    def pasal(self) -> str:
        """The number of the article that owns it; empty where the basis is a practice."""
        return article_number(self.dasar)


def article_number(dasar: str) -> str:
    """The article named first in a basis.

    >>> article_number("Pasal 11 ayat (1), ayat (5)")
    '11'
    >>> article_number("praktik SILKa 2023")
    ''
    """
    words = dasar.split()
    return words[1].rstrip(",;") if len(words) > 1 and words[0] == "Pasal" else ""


@dataclass(frozen=True)
class Definition:
    """A variable: a formula, a fixed value, or something known to be unknown.

    ``grain``: ``pegawai``, or the fact file whose rows it is computed for. ``family`` names the family and member of
    a definition that was declared once for all members. ``output``: why people want to see it though nothing reads it.
    """

    name: str
    label: str
    label_en: str
    unit: Unit
    domain: tuple[str, ...]
    source: Provenance
    formula: str = ""
    formula_line: int = 1
    applies_if: str = ""
    value: str = ""
    unknown: str = ""
    open: bool = False
    grain: str = "pegawai"
    family: tuple[str, str] = ("", "")
    note: str = ""
    output: str = ""

    @property
    def is_parameter(self) -> bool:
        """A fixed value."""
        return bool(self.value)


@dataclass(frozen=True)
class Family:
    """A declared list; member → label in Indonesian and English."""

    name: str
    label: str
    label_en: str
    members: Mapping[str, tuple[str, str]]
    source: Provenance


@dataclass(frozen=True)
class Relation:
    """Rows that belong to the person. ``through``: the column whose value is the key of ``file``; otherwise by nip.

    ``single``: at most one row may pass; two leave the person's value unknown.
    """

    name: str
    label: str
    label_en: str
    file: str
    condition: str
    through: str
    single: bool
    source: Provenance
    condition_line: int = 1


@dataclass(frozen=True)
class LawTable:
    """A table with its provenance; ``table`` is None where the values are known to be unknown."""

    name: str
    label: str
    label_en: str
    source: Provenance
    table: Table | None
    unknown: str = ""


@dataclass(frozen=True)
class Condition:
    """``[[syarat]]``: a test, and what follows where it fails. ``file``: the rows it is tested on (empty: person).

    ``zeroes``: the amounts that become zero where it fails; ``runs``: the kinds of run it stands in (empty: all).
    """

    name: str
    test: str
    applies_if: str
    effect: str
    message: tuple[str, str]
    remedy: tuple[str, str]
    file: str
    source: Provenance
    test_line: int = 1
    zeroes: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conservation:
    """Parts that add up to ``total`` for every person."""

    total: str
    parts: str
    source: Provenance
    runs: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunKind:
    """A kind of run. ``number``: its month number in the year (14: THR); ``members``: who takes part (empty: all)."""

    code: str
    label: str
    label_en: str
    source: Provenance
    number: int | None = None
    members: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One paragraph of an article, and how it is honoured."""

    mark: str
    text: str
    status: str
    variables: tuple[str, ...]
    feature: str
    reason: str


@dataclass(frozen=True)
class Article:
    """An article as it stands in the month: its text, who gave it this form, and whether it still lives."""

    number: str
    title: str
    instrumen: str
    amended: str
    source: str
    parts: tuple[Part, ...]
    history: tuple[str, ...]
    operation: str = ""
    deleted: bool = False
    note: str = ""


@dataclass(frozen=True)
class InstrumentInfo:
    """Identity of an instrument that takes part in the month. ``complete``: its whole text is transcribed."""

    id: str
    key: str
    kind: str
    title: str
    short: str
    enacted: str
    promulgated: str
    in_force: str
    first_masa: str
    amends: str
    sha256: str
    role: str
    complete: bool = False


@dataclass(frozen=True)
class RuleBook:
    """Everything that applies to a region in a month."""

    region: str
    masa: Masa
    zone: str
    instruments: tuple[InstrumentInfo, ...]
    families: Mapping[str, Family]
    definitions: Mapping[str, Definition]
    row_definitions: Mapping[str, Mapping[str, Definition]]
    tables: Mapping[str, LawTable]
    relations: Mapping[str, Relation]
    conditions: tuple[Condition, ...]
    conservations: tuple[Conservation, ...]
    articles: tuple[Article, ...]
    deleted: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FactFile] = field(default_factory=dict)
    runs: Mapping[str, RunKind] = field(default_factory=dict)
    run: str = REGULAR

    @cached_property
    def packet(self) -> Mapping[str, FactFile]:
        """The contract of every fact file, those included that the instruments declare."""
        return {**PACKET, **self.files}

    @property
    def run_period(self) -> str:
        """The period that ratings and payments of this kind of run bear; empty where it has none of its own."""
        kind = self.runs.get(self.run)
        return f"{self.masa.year:04}-{kind.number}" if kind is not None and kind.number else ""

    @property
    def variables(self) -> Iterator[Definition]:
        """The person's computed variables, in the order of the rule book; parameters and open terms left out."""
        return (item for item in self.definitions.values() if not item.is_parameter and not item.open)

    @cached_property
    def known_tables(self) -> Mapping[str, Table]:
        """Tables whose values are known."""
        return {name: item.table for name, item in self.tables.items() if item.table is not None}

    def instrument(self, key: str) -> InstrumentInfo:
        """The instrument of that key (``nasional/pp-58-2023``)."""
        return next(item for item in self.instruments if item.key == key)

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """A hash for every piece of the rule book, so that a change can be named."""
        pieces: dict[str, object] = {}
        for kind, items in (
            ("variabel", self.definitions),
            ("tabel", self.tables),
            ("relasi", self.relations),
            ("keluarga", self.families),
            ("berkas", self.files),
            ("jenis_run", self.runs),
        ):
            pieces.update({f"{kind} {name}": asdict(item) for name, item in items.items()})
        for file, rows in self.row_definitions.items():
            pieces.update({f"baris {file}.{name}": asdict(item) for name, item in rows.items()})
        pieces.update({f"syarat {item.name}": asdict(item) for item in self.conditions})
        pieces.update({f"kekekalan {item.total}": asdict(item) for item in self.conservations})
        pieces.update({f"pasal {item.instrumen} {item.number}": asdict(item) for item in self.articles})
        pieces["daerah"] = [self.region, str(self.masa), self.zone, self.run]
        return {name: digest(piece) for name, piece in sorted(pieces.items())}


def digest(piece: object) -> str:
    """sha256 of a piece's canonical JSON."""
    return hashlib.sha256(canonical_json(piece).encode()).hexdigest()


def canonical_json(piece: object) -> str:
    """JSON with sorted keys and no blanks; fractions as ``a/b``."""
    return json.dumps(piece, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{value!r} has no canonical form")


def to_json(book: RuleBook) -> str:
    """The rule book as readable JSON; `from_json` gives back an equal one."""
    return json.dumps(asdict(book), indent=1, ensure_ascii=False, default=_plain) + "\n"


def from_json(text: str) -> RuleBook:
    """The rule book that `to_json` wrote.

    Raises `ValueError` where the text is not one.
    """
    book = TypeAdapter(RuleBook).validate_json(text)
    return replace(book, tables={name: _with_numbers(item) for name, item in book.tables.items()})


def _with_numbers(item: LawTable) -> LawTable:
    """JSON writes a fraction as text; only the table knows whether its values are numbers or codes."""
    table = item.table
    if table is None or table.value_category is not None:
        return item
    rows = tuple(replace(row, value=None if row.value is None else Fraction(row.value)) for row in table.rows)
    return replace(item, table=replace(table, rows=rows))
