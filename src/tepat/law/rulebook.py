"""The consolidated rule book of a month: what applies, in one place, with its lineage.

It is computed from instruments, never typed, and stored beside every result, so that an old month verifies after a
package was corrected.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
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


_OWNING_WORDS = ("Pasal", "Lampiran")


def cited(number: str) -> str:
    """An article as people cite it; an annex is cited by its own name.

    >>> cited("11"), cited("Lampiran A")
    ('Pasal 11', 'Lampiran A')
    """
    return f"Pasal {number}" if number[:1].isdigit() else number


def article_number(dasar: str, declared: Iterable[str] = ()) -> str:
    """The article that owns a basis: of the ``declared`` ones the longest whose citation the basis begins with.

    Where none does, the article the basis asks for; empty where it asks for none.

    >>> article_number("Pasal 11 ayat (1), ayat (5)")
    '11'
    >>> article_number("Lampiran A nomor 3", ["Lampiran", "Lampiran A"])
    'Lampiran A'
    >>> article_number("praktik SILKa 2023")
    ''
    """
    owners = [number for number in declared if _begins(dasar, cited(number))]
    if owners:
        return max(owners, key=len)
    words = dasar.split()
    if not words or words[0].rstrip(",;:") not in _OWNING_WORDS:
        return ""
    return words[1].rstrip(",;:") if words[0] == "Pasal" and len(words) > 1 else words[0].rstrip(",;:")


def _begins(dasar: str, citation: str) -> bool:
    """Whether a basis begins with a citation as whole words: Pasal 1 does not begin Pasal 11."""
    return dasar.startswith(citation) and not dasar[len(citation) : len(citation) + 1].isalnum()


@dataclass(frozen=True)
class Definition:
    """A variable: a formula, a fixed value, or something known to be unknown.

    ``grain``: ``pegawai``, or the fact file whose rows it is computed for. ``family`` names the family and member of
    a definition that was declared once for all members. ``output``: why people want to see it though nothing reads it.
    ``menyimpang``: what of higher law it departs from, and where that practice stands.
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
    menyimpang: str = ""

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
    menyimpang: str = ""


@dataclass(frozen=True)
class LawTable:
    """A table with its provenance; ``table`` is None where the values are known to be unknown.

    ``left_open``: a region may state its own instead.
    """

    name: str
    label: str
    label_en: str
    source: Provenance
    table: Table | None
    unknown: str = ""
    menyimpang: str = ""
    left_open: bool = False


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
    """A kind of run. ``number``: its month number in the year (14: THR); ``members``: who takes part (empty: all).

    ``needed``: fact files without which it is not computed, though a regular month may be.
    """

    code: str
    label: str
    label_en: str
    source: Provenance
    number: int | None = None
    members: str = ""
    without: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One paragraph of an article, and how it is honoured.

    ``amended``: the instrument that gave it its present text; ``history``: every instrument that gave it one, oldest
    first. Both are empty in books stored before paragraphs had a history of their own.
    """

    mark: str
    text: str
    status: str
    variables: tuple[str, ...]
    feature: str
    reason: str
    amended: str = ""
    history: tuple[str, ...] = ()


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


def amended_roots(instruments: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Key → key of the instrument amended in the end, from (key, id, amended id) in the order they are laid.

    >>> amended_roots([("x/p-1", "p-1", ""), ("x/p-2", "p-2", "p-1"), ("x/p-3", "p-3", "p-2")])
    {'x/p-1': 'x/p-1', 'x/p-2': 'x/p-1', 'x/p-3': 'x/p-1'}
    """
    roots: dict[str, str] = {}
    by_id: dict[tuple[str, str], str] = {}
    for key, name, amends in instruments:
        shelf = key.rpartition("/")[0]
        roots[key] = by_id.get((shelf, amends), key) if amends else key
        by_id[(shelf, name)] = roots[key]
    return roots


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
    known: str = ""


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
        """The contract of every fact file, those included that the instruments declare.

        What the kind of run needs is required, so that nobody is paid again because a file was forgotten.
        """
        found = {**PACKET, **self.files}
        kind = self.runs.get(self.run)
        needed = {name: replace(found[name], required=True) for name in (kind.needed if kind is not None else ())}
        return {**found, **needed}

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
    def roots(self) -> Mapping[str, str]:
        """Instrument → the instrument it amends in the end, itself where it amends none: they share their articles."""
        return amended_roots((item.key, item.id, item.amends) for item in self.instruments)

    def owner(self, source: Provenance) -> Article | None:
        """The article that owns what has this provenance; None where the basis is a practice."""
        root = self.roots.get(source.instrumen, source.instrumen)
        own = {item.number: item for item in self.articles if self.roots.get(item.instrumen, item.instrumen) == root}
        return own.get(article_number(source.dasar, own))

    @cached_property
    def known_tables(self) -> Mapping[str, Table]:
        """Tables whose values are known."""
        return {name: item.table for name, item in self.tables.items() if item.table is not None}

    @cached_property
    def unknown_tables(self) -> Mapping[str, str]:
        """Tables that no source states, with the reason."""
        return {name: item.unknown for name, item in self.tables.items() if item.table is None and item.unknown}

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
            pieces.update({f"{kind} {name}": _as_piece(item) for name, item in items.items()})
        for file, rows in self.row_definitions.items():
            pieces.update({f"baris {file}.{name}": _as_piece(item) for name, item in rows.items()})
        pieces.update({f"syarat {item.name}": _as_piece(item) for item in self.conditions})
        pieces.update({f"kekekalan {item.total}": _as_piece(item) for item in self.conservations})
        pieces.update({f"pasal {item.instrumen} {item.number}": _as_piece(item) for item in self.articles})
        own_run = [] if self.run == REGULAR else [self.run]
        pieces["daerah"] = [self.region, str(self.masa), self.zone, *own_run]
        return {name: digest(piece) for name, piece in sorted(pieces.items())}


# Fields that books stored by an earlier program do not have: empty, they leave a fingerprint as it was.
_LATER_FIELDS = ("menyimpang", "amended", "history", "output", "zeroes", "runs", "left_open")


_Piece = Definition | Relation | LawTable | Family | Condition | Conservation | Article | FactFile | RunKind


def _as_piece(item: _Piece) -> dict[str, object]:
    return asdict(item, dict_factory=_without_later_fields)


def _without_later_fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in pairs if value not in ("", (), False) or name not in _LATER_FIELDS}


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
