"""Nothing is stated that nothing reads: no variable, parameter, family, table, relation or open term is idle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tepat.lang.errors import Problem
from tepat.lang.tree import Call, Literal, Node, names, walk
from tepat.lang.types import Category
from tepat.law.bound import BoundBook
from tepat.law.formulas import tree_of
from tepat.law.packet import JABATAN
from tepat.law.proofs.formulas import formulas
from tepat.law.proofs.proof import Proof, proof
from tepat.law.rulebook import MEMBER, Definition, Provenance, RuleBook

UNREAD, UNUSED = "R-063", "R-064"
# Terms that no formula reads but the attendance of a region does (`tepat.law.presensi`).
SETTINGS = frozenset(
    {
        *("jendela_sebelum_masuk", "jendela_sesudah_pulang", "roster_pada_libur"),
        *("menit_sehari_alpa", "kredit_hadir"),
    }
)
CRITERIA = tuple(f"tpp_{name}" for name in JABATAN.names[JABATAN.names.index("kelas_jabatan") + 1 :])
# Names of the result that other programs rely on (docs: the result packet).
RESULT_NAMES = frozenset(
    {
        *("nilai_produktivitas", "nilai_disiplin", "potongan_kehadiran", "capaian"),
        *("tpp_bruto", "pph21", "iwp", "bpjs", "tpp_diterima", *CRITERIA),
    }
)
_FAMILY_SUM = re.compile(r"JUMLAH_KELUARGA\s*\(\s*([a-z][a-z0-9_]*)", re.IGNORECASE)


@dataclass
class _Reads:
    """What the formulas of a book read. ``names``: by the file whose rows they are over (empty: the person)."""

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    tables: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Stated:
    """One thing an instrument states, whether anything reads it, and whether it only waits for a supplement."""

    kind: str
    name: str
    source: Provenance
    read: bool
    waiting: bool = False


def prove_variables(books: Sequence[BoundBook], alone: bool) -> Proof:
    """Every variable is read, belongs to the result, is named by a paragraph, or says why people want to see it.

    What a national instrument computes is for others to read (``alone``); in a region's book only its own is judged.
    The books of a month's kinds of run read together: a variable may be there for one of them.
    """
    stated = [] if alone else [item for item in _variables(books) if _judged(item, alone)]
    return _proof("variabel", UNREAD, stated, books[0].book)


def prove_terms(books: Sequence[BoundBook], alone: bool) -> Proof:
    """Every parameter, family, table, relation and open term is read by a formula.

    A national instrument may also state a term for others: then one of its paragraphs names it.
    """
    book = books[0].book
    every = (item for item in _terms(book, _reads(books)) if item.name not in SETTINGS)
    stated = [item for item in every if _judged(item, alone)]
    if alone:
        said = _named_by_paragraphs(book)
        stated = [replace(item, read=item.read or item.name in said) for item in stated]
    return _proof("istilah", UNUSED, stated, book)


def _judged(item: _Stated, alone: bool) -> bool:
    """A region's book judges the region's own law; a supplement answers to whoever supplies it."""
    return not item.waiting and (alone or not item.source.instrumen.startswith(("nasional/", "pelengkap/")))


def _proof(name: str, code: str, stated: Sequence[_Stated], book: RuleBook) -> Proof:
    problems = (
        Problem(code, item.source.place, {"jenis": item.kind, "nama": item.name, "masa": str(book.masa)})
        for item in stated
        if not item.read
    )
    return proof(name, (code,), (f"{item.source.instrumen}: {item.kind} {item.name}" for item in stated), problems)


def _named_by_paragraphs(book: RuleBook) -> frozenset[str]:
    return frozenset(name for article in book.articles for part in article.parts for name in part.variables)


# -- what is stated -----------------------------------------------------------------------------------------------


def _variables(books: Sequence[BoundBook]) -> Iterator[_Stated]:
    reads, first = _reads(books), books[0].book
    said = _named_by_paragraphs(first) | RESULT_NAMES | {MEMBER}
    for item in dict.fromkeys(item for bound in books for item in bound.book.variables):
        read = item.name in reads.names[""] or item.name in said or bool(item.output)
        yield _Stated("variabel", item.name, item.source, read, bool(item.unknown))
    for file, rows in first.row_definitions.items():
        for item in rows.values():
            read = item.name in reads.names[file] or item.name in said or bool(item.output)
            yield _Stated(f"baris {file}", item.name, item.source, read, bool(item.unknown))


def _terms(book: RuleBook, reads: _Reads) -> Iterator[_Stated]:
    for item in book.definitions.values():
        if item.is_parameter:
            yield _Stated("parameter", item.name, item.source, item.name in reads.names[""])
        elif item.open:
            yield _Stated("terbuka", item.name, item.source, item.name in reads.names[""])
    for name, table in book.tables.items():
        yield _Stated("tabel", name, table.source, name in reads.tables, bool(table.unknown))
    for name, relation in book.relations.items():
        yield _Stated("relasi", name, relation.source, name in reads.relations)
    for name, family in book.families.items():
        yield _Stated("keluarga", name, family.source, name in reads.families)


# -- what is read -------------------------------------------------------------------------------------------------


def _reads(books: Sequence[BoundBook]) -> _Reads:
    reads = _Reads()
    for bound in books:
        _note_book(bound, reads)
    return reads


def _note_book(bound: BoundBook, reads: _Reads) -> None:
    for formula in formulas(bound):
        _note(formula.tree, formula.file, bound.book, reads)
    for item in bound.book.conservations:
        reads.names[""].add(item.total)
        _note(tree_of(item.parts, bound.book.families), "", bound.book, reads)
    for relation in bound.book.relations.values():
        if relation.through:
            reads.relations.add(relation.through.partition(".")[0])
    for table in bound.book.known_tables.values():
        domains = (domain.name for _, domain in table.keys if isinstance(domain, Category))
        reads.names[""].update(domains)  # its codes are a variable's domain
    reads.families |= _families(bound.book)


def _note(tree: Node, file: str, book: RuleBook, reads: _Reads) -> None:
    for first, *rest in names(tree):
        if first in book.relations:
            reads.relations.add(first)
            reads.names[book.relations[first].file].update(rest)
        # A row's formula names the variables of its own file; anything else it names is of the person.
        here = file if first in book.row_definitions.get(file, {}) else ""
        reads.names[here].add(first)
    for node in walk(tree):
        if isinstance(node, Call) and node.arguments and isinstance(node.arguments[0], Literal):
            reads.tables.add(str(node.arguments[0].value))


def _families(book: RuleBook) -> set[str]:
    """Families over which something is declared or summed."""
    definitions: list[Definition] = [*book.definitions.values()]
    definitions += [item for rows in book.row_definitions.values() for item in rows.values()]
    texts = [text for item in definitions for text in (item.formula, item.applies_if)]
    texts += [item.parts for item in book.conservations] + [item.test for item in book.conditions]
    summed = {name.lower() for text in texts for name in _FAMILY_SUM.findall(text)}
    return summed | {item.family[0] for item in definitions if item.family[0]}
