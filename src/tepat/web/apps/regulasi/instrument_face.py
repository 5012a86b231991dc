"""One instrument as a page shows it: identity, rules in words, text beside its variables, coverage, worked cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.lang.prose import value_text
from tepat.lang.types import Unit
from tepat.law.cases import NOT_APPLICABLE, STATUS, UNKNOWN, exact_value
from tepat.law.load import Package
from tepat.law.models import BagianModel, KasusModel, PasalModel
from tepat.law.rulebook import RuleBook, cited
from tepat.web.apps.regulasi.library import cases_of, instrument, law_with
from tepat.web.apps.regulasi.telling import (
    ArticleFace,
    Paragraph,
    Rule,
    TableFace,
    anchor,
    book_face,
    status_words,
)
from tepat.web.ui.formats import number_text
from tepat.web.ui.parts import Cell, Column, Stat, Table, row


@dataclass(frozen=True)
class CaseFace:
    """A worked case: whose facts, and what its source says they come to."""

    label: str
    sumber: str
    masa: str
    beda: str
    fakta: tuple[tuple[str, str], ...]
    harapan: Table


@dataclass(frozen=True)
class InstrumentFace:
    """An instrument, told."""

    kunci: str
    singkatan: str
    judul: str
    sidik: str
    sumber: str
    aturan: tuple[Rule, ...]
    tetapan: tuple[Rule, ...]
    tabel: tuple[TableFace, ...]
    pasal: tuple[ArticleFace, ...]
    cakupan: tuple[Stat, ...]
    kasus: tuple[CaseFace, ...]


def instrument_face(package: Package, masa: Masa, bahasa: str) -> InstrumentFace:
    """An instrument as it is told in a month, or in its own first one where it applies no longer."""
    return _face(settings.TEPAT_REGULASI, package.key, masa, bahasa)


@lru_cache(maxsize=48)
def _face(regulasi: str, key: str, masa: Masa, bahasa: str) -> InstrumentFace:
    package = instrument(key)
    if package is None:
        raise LookupError(key)
    bound = law_with(package, masa)
    told = None if bound is None else book_face(bound.book.masa, bahasa)
    labels = _labels(package, None if bound is None else bound.book, bahasa)
    model = package.instrumen
    return InstrumentFace(
        key,
        model.singkatan,
        model.judul,
        package.sha256,
        model.sumber,
        tuple(item for item in told.aturan if item.kunci == key) if told else (),
        tuple(item for item in told.tetapan if item.kunci == key) if told else (),
        tuple(item for item in told.tabel if item.kunci == key) if told else (),
        tuple(_article(item, key, labels) for item in model.pasal),
        _coverage(model.pasal),
        tuple(_case(item, None if bound is None else bound.book, labels, bahasa) for item in cases_of(key)),
    )


def _labels(package: Package, book: RuleBook | None, bahasa: str) -> Mapping[str, str]:
    """What the variables, parameters and tables are called: in the rule book, else in the instrument itself."""
    named = {name: item for section in package.named.values() for name, item in section.items()}
    rows = {name: item for items in package.baris.values() for name, item in items.items()}
    found: dict[str, Any] = {**named, **rows, **package.variabel}
    if book is not None:
        row_items = {name: item for items in book.row_definitions.values() for name, item in items.items()}
        found = {**found, **row_items, **book.tables, **book.relations, **book.definitions}
    side = "label_en" if bahasa == "en" else "label"
    return {name: getattr(item, side) for name, item in found.items() if hasattr(item, side)}


def _article(item: PasalModel, key: str, labels: Mapping[str, str]) -> ArticleFace:
    state = "" if item.bagian else _("hanya nomornya diketahui")
    parts = tuple(_paragraph(part, labels) for part in item.bagian)
    return ArticleFace(cited(item.nomor), item.judul, anchor(key, item.nomor), key, state, (), item.catatan, parts)


def _paragraph(part: BagianModel, labels: Mapping[str, str]) -> Paragraph:
    by = tuple((name, labels.get(name, name.replace("_", " "))) for name in part.oleh)
    note = part.fitur.replace("_", " ") or part.alasan
    return Paragraph(part.tanda, part.naskah, part.status, status_words()[part.status], by, note)


def _coverage(articles: tuple[PasalModel, ...]) -> tuple[Stat, ...]:
    counts = Counter(str(part.status) for item in articles for part in item.bagian)
    notes = {
        "dihitung": _("ada rumusnya"),
        "prosedur": _("dijalankan, tidak dihitung"),
        "definisi": _("arti sebuah kata"),
        "di_luar": _("dengan alasannya"),
    }
    return tuple(
        Stat(words.capitalize(), counts[status], note=notes[status]) for status, words in status_words().items()
    )


# -- worked cases -------------------------------------------------------------------------------------------------


def _case(item: KasusModel, book: RuleBook | None, labels: Mapping[str, str], bahasa: str) -> CaseFace:
    columns = (Column(_("Yang dihitung"), primary=True), Column(_("Hasil menurut sumber")))
    lines = tuple(
        row(labels.get(name, name.replace("_", " ")), _expected(name, raw, book, bahasa))
        for name, raw in item.harapan.items()
    )
    return CaseFace(
        item.label,
        item.sumber,
        item.masa,
        item.alasan if item.status == "berbeda" else "",
        tuple(_facts(item, bahasa)),
        Table(_("Hasil menurut sumber"), columns, lines),
    )


def _facts(item: KasusModel, bahasa: str) -> Iterator[tuple[str, str]]:
    for file, content in item.fakta.items():
        for entry in content if isinstance(content, list) else [content]:
            cells = (
                f"{name.replace('_', ' ')} {_plain(value, bahasa)}" for name, value in entry.items() if name != "nip"
            )
            yield file.replace("_", " "), ", ".join(cells) or "—"


def _plain(value: object, bahasa: str) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return number_text(value, bahasa)
    return str(value).replace("_", " ")


def _expected(name: str, raw: object, book: RuleBook | None, bahasa: str) -> Cell:
    words = {NOT_APPLICABLE: _("tidak berlaku"), UNKNOWN: _("tidak diketahui")}
    definition = None if book is None else book.definitions.get(name)
    if str(raw) in words:
        return Cell(words[str(raw)])
    if name == STATUS or definition is None:
        return Cell(_plain(raw, bahasa))
    unit: Unit = definition.unit
    return Cell(value_text(exact_value(raw, unit), unit, bahasa))
