"""The law in plain language: rules in words, tables, conditions and paragraphs. Pure; made once for each month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from tepat.engine.telling import Teller, band_text
from tepat.lang.calendar import Masa
from tepat.lang.names import name_text
from tepat.lang.prose import Vocabulary, in_words, value_text
from tepat.lang.tree import Case, Node
from tepat.law.bound import Bound, BoundBook
from tepat.law.compare import fixed_text
from tepat.law.person import Person
from tepat.law.proofs.unknowns import unknown_things
from tepat.law.rulebook import Article, Condition, Definition, LawTable, Provenance, RuleBook, cited
from tepat.web.apps.regulasi.selectors import book_of
from tepat.web.ui.parts import Cell, Column, Table, row

# A table longer than this is folded on the page.
LONG = 12


@dataclass(frozen=True)
class Rule:
    """A variable or fixed value in words.

    ``kata``: what it is, one line per case; ``bila``: to whom it applies; ``nilai``: of a fixed value;
    ``tak_tahu``: why nobody knows it.
    """

    nama: str
    label: str
    satuan: str
    kata: tuple[str, ...]
    rumus: str
    bila: str
    nilai: str
    tak_tahu: str
    dasar: str
    kunci: str
    peraturan: str
    sumber: str
    sebelumnya: tuple[str, ...]
    menyimpang: str
    catatan: str


@dataclass(frozen=True)
class TableFace:
    """A table of the law with its rows."""

    nama: str
    label: str
    dasar: str
    kunci: str
    peraturan: str
    tabel: Table | None
    tak_tahu: str
    jangkar: str

    @property
    def is_long(self) -> bool:
        """Whether it is better folded."""
        return self.tabel is not None and len(self.tabel.rows) > LONG


@dataclass(frozen=True)
class ConditionFace:
    """A condition with its consequence."""

    pesan: str
    perbaikan: str
    akibat: str
    dasar: str
    kunci: str
    peraturan: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph word for word, how it is honoured, and the variables that do so: name and label."""

    tanda: str
    naskah: str
    status: str
    status_kata: str
    oleh: tuple[tuple[str, str], ...]
    keterangan: str
    riwayat: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArticleFace:
    """An article as it stands."""

    pasal: str
    judul: str
    jangkar: str
    kunci: str
    keadaan: str
    riwayat: tuple[str, ...]
    catatan: str
    bagian: tuple[Paragraph, ...]

    @property
    def is_words(self) -> bool:
        """A long article of definitions, better folded."""
        return len(self.bagian) > LONG and all(part.status == "definisi" for part in self.bagian)


@dataclass(frozen=True)
class BookFace:
    """The rule book of a month, told."""

    masa: str
    aturan: tuple[Rule, ...]
    tetapan: tuple[Rule, ...]
    tabel: tuple[TableFace, ...]
    syarat: tuple[ConditionFace, ...]
    pasal: tuple[ArticleFace, ...]
    tidak_diketahui: tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=24)
def _face(regulasi: str, masa: Masa, bahasa: str) -> BookFace:
    bound = book_of(masa)
    teller = _Writer(bound, bahasa)
    unknown = tuple(dict.fromkeys((item.name, item.reason, item.dasar) for item in unknown_things(bound)))
    return BookFace(
        str(masa),
        tuple(teller.computed()),
        tuple(teller.fixed()),
        tuple(teller.table(item) for item in bound.book.tables.values()),
        tuple(teller.condition(item) for item in bound.book.conditions),
        tuple(teller.article(item) for item in bound.book.articles),
        tuple((teller.label_of(name), reason, dasar) for name, reason, dasar in unknown),
    )


def book_face(masa: Masa, bahasa: str) -> BookFace:
    """The rule book of a month in plain language. Raises as `book_of`."""
    return _face(settings.TEPAT_REGULASI, masa, bahasa)


def status_words() -> Mapping[str, str]:
    """How a paragraph is honoured, in words."""
    return {
        "dihitung": _("dihitung"),
        "prosedur": _("prosedur"),
        "definisi": _("definisi"),
        "di_luar": _("di luar hitungan"),
    }


def named(text: str, names: Mapping[str, str]) -> str:
    """A basis or lineage with the short names of instruments instead of their keys.

    >>> named("balangan/perbup-2-2023: Pasal 11", {"balangan/perbup-2-2023": "Perbup 2/2023"})
    'Perbup 2/2023, Pasal 11'
    """
    key, _colon, rest = text.partition(" ")
    short = names.get(key.rstrip(":"))
    if short is None:
        return text
    return f"{short}{',' if key.endswith(':') else ''} {rest}".strip()


def anchor(*parts: str) -> str:
    """A name inside a page.

    >>> anchor("balangan/perbup-2-2023", "11")
    'balangan-perbup-2-2023-11'
    """
    return "-".join(parts).replace("/", "-").replace(" ", "-").lower()


class _Writer:
    """Puts the pieces of one rule book into words."""

    def __init__(self, bound: BoundBook, bahasa: str) -> None:
        self.bound, self.bahasa = bound, bahasa
        self.book: RuleBook = bound.book
        self.names = {info.key: info.short for info in bound.book.instruments}
        self.vocabulary: Vocabulary = Teller(bound, Person(bound, {}), {}, {}, bahasa, None).vocabulary

    def _of(self, indonesian: str, english: str) -> str:
        return english if self.bahasa == "en" else indonesian

    def label_of(self, name: str) -> str:
        """What something of the rule book is called."""
        rows = (items[name] for items in self.book.row_definitions.values() if name in items)
        thing = self.book.definitions.get(name) or self.book.tables.get(name) or self.book.relations.get(name)
        found = thing or next(rows, None)
        return self._of(found.label, found.label_en) if found else name_text(name, self.bahasa)

    # -- rules ----------------------------------------------------------------------------------------------------

    def computed(self) -> Iterator[Rule]:
        """What is computed for a person, then for the rows of a file, in the order of computation."""
        for item in self.bound.bound:
            if not item.definition.is_parameter:
                yield self._rule(item)
        for items in self.bound.rows.values():
            for item in items:
                yield self._rule(item)

    def fixed(self) -> Iterator[Rule]:
        """Fixed values, and what is declared unknown."""
        known = {item.name for item in self.bound.bound if not item.definition.is_parameter}
        for definition in self.book.definitions.values():
            if definition.name not in known:
                yield self._told(definition, (), "")

    def _rule(self, item: Bound) -> Rule:
        applies = "" if item.applies_tree is None else in_words(item.applies_tree, self.vocabulary)
        return self._told(item.definition, tuple(self._lines(item.tree)), applies)

    def _lines(self, tree: Node) -> Iterator[str]:
        """One line per case of a formula that has cases."""
        if not isinstance(tree, Case):
            yield in_words(tree, self.vocabulary)
            return
        words = self._of("bila {}: {}", "if {}: {}")
        for branch in tree.branches:
            yield words.format(in_words(branch.condition, self.vocabulary), in_words(branch.value, self.vocabulary))
        yield self._of("selain itu: {}", "otherwise: {}").format(in_words(tree.default, self.vocabulary))

    def _told(self, item: Definition, lines: tuple[str, ...], applies: str) -> Rule:
        source = item.source
        return Rule(
            nama=item.name,
            label=self._of(item.label, item.label_en),
            satuan=str(item.unit).replace("ya_tidak", _("ya atau tidak")),
            kata=lines,
            rumus=item.formula.strip(),
            bila=applies,
            nilai=fixed_text(item, self.bahasa) if item.is_parameter else "",
            tak_tahu=item.unknown,
            dasar=source.dasar,
            kunci=source.instrumen,
            peraturan=self._short(source),
            sumber=source.sumber,
            sebelumnya=tuple(named(line, self.names) for line in source.lineage),
            menyimpang=item.menyimpang,
            catatan=item.note,
        )

    def _short(self, source: Provenance) -> str:
        return self.book.instrument(source.instrumen).short

    # -- tables, conditions ---------------------------------------------------------------------------------------

    def table(self, item: LawTable) -> TableFace:
        """A table with its rows as people read them."""
        return TableFace(
            item.name,
            self._of(item.label, item.label_en),
            item.source.dasar,
            item.source.instrumen,
            self._short(item.source),
            self._rows(item),
            item.unknown,
            # A rule that reads a table may bear its name: links to the name lead to the rule.
            f"tabel-{item.name}" if item.name in self.book.definitions else f"v-{item.name}",
        )

    def _rows(self, item: LawTable) -> Table | None:
        table = item.table
        if table is None:
            return None
        keys = [
            Column(name_text(name, self.bahasa), primary=place == 0) for place, (name, _kind) in enumerate(table.keys)
        ]
        band = [Column(_("Rentang"), primary=not keys)] if table.band_unit is not None else []
        lines = []
        for line in table.rows:
            cells = [Cell(name_text(key, self.bahasa)) for key in line.keys]
            if table.band_unit is not None:
                cells.append(Cell(band_text(line.band, table.band_unit, self.bahasa) if line.band else _("semua")))
            shown = value_text(line.value, table.value_unit, self.bahasa) if line.value is not None else None
            lines.append(row(*cells, Cell(shown)))
        return Table(self._of(item.label, item.label_en), (*keys, *band, Column(_("Nilai"))), tuple(lines))

    def condition(self, item: Condition) -> ConditionFace:
        """A condition, told by its own message."""
        effects = {
            "tahan": _("menahan pembayaran sampai diperbaiki"),
            "nol": _("membuat nilainya nol"),
            "peringatan": _("memperingatkan; hitungan jalan terus"),
        }
        return ConditionFace(
            self._of(*item.message),
            self._of(*item.remedy),
            effects[item.effect],
            item.source.dasar,
            item.source.instrumen,
            self._short(item.source),
        )

    # -- articles -------------------------------------------------------------------------------------------------

    def article(self, item: Article) -> ArticleFace:
        """An article with its paragraphs."""
        unknown = "" if item.parts or item.deleted else _("hanya nomornya diketahui")
        return ArticleFace(
            cited(item.number),
            item.title,
            anchor(item.instrumen, item.number),
            item.instrumen,
            _("dihapus") if item.deleted else unknown,
            tuple(self.names.get(key, key) for key in item.history) if len(item.history) > 1 else (),
            item.note,
            tuple(
                Paragraph(
                    part.mark,
                    part.text,
                    part.status,
                    status_words()[part.status],
                    tuple((name, self.label_of(name)) for name in part.variables),
                    part.feature.replace("_", " ") or part.reason,
                    tuple(self.names.get(key, key) for key in part.history) if len(part.history) > 1 else (),
                )
                for part in item.parts
            ),
        )
