"""What changed in the law between two months, for people: articles first, each with what it changed beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.law.compare import Change, compare_books
from tepat.law.rulebook import RuleBook
from tepat.law.shelf import NATIONAL
from tepat.web.apps.regulasi.library import law_of
from tepat.web.apps.regulasi.telling import named

_KINDS = ("pasal", "variabel", "tabel", "relasi", "syarat")


@dataclass(frozen=True)
class ChangeFace:
    """One piece that is not what it was."""

    nama: str
    label: str
    apa: str
    sebelum: tuple[str, ...]
    sesudah: tuple[str, ...]
    dasar: str


@dataclass(frozen=True)
class ChangeGroup:
    """Changes of one kind."""

    judul: str
    isi: tuple[ChangeFace, ...]


@lru_cache(maxsize=24)
def _groups(regulasi: str, dari: Masa, ke: Masa, bahasa: str) -> tuple[ChangeGroup, ...] | None:
    old, new = law_of(dari), law_of(ke)
    if old is None or new is None:
        return None
    # The region's own law first: that is what people ask about.
    changes = sorted(compare_books(old.book, new.book), key=lambda item: item.basis.startswith(f"{NATIONAL}/"))
    names = {info.key: info.short for book in (old.book, new.book) for info in book.instruments}
    titles = {
        "pasal": _("Pasal"),
        "variabel": _("Yang dihitung"),
        "tabel": _("Tabel"),
        "relasi": _("Catatan yang ikut dibaca"),
        "syarat": _("Syarat"),
    }
    groups = ((kind, [item for item in changes if item.kind == kind]) for kind in _KINDS)
    return tuple(
        ChangeGroup(titles[kind], tuple(_face(item, (old.book, new.book), names, bahasa) for item in items))
        for kind, items in groups
        if items
    )


def change_groups(dari: Masa, ke: Masa, bahasa: str) -> tuple[ChangeGroup, ...] | None:
    """What changed between two months; None where there is no law of one of them."""
    return _groups(settings.TEPAT_REGULASI, dari, ke, bahasa)


def _face(item: Change, books: tuple[RuleBook, RuleBook], names: Mapping[str, str], bahasa: str) -> ChangeFace:
    old, new = books
    words = {"baru": _("baru"), "diubah": _("diubah"), "dihapus": _("dihapus"), "dilepas": _("tidak dirujuk lagi")}
    label = _label(item, new, bahasa) or _label(item, old, bahasa) or item.name
    return ChangeFace(
        item.name,
        label,
        words[item.what],
        tuple(_lines(item.before)),
        tuple(_lines(item.after)),
        named(item.basis, names),
    )


def _label(item: Change, book: RuleBook, bahasa: str) -> str:
    name = item.name.rpartition(".")[2]
    rows = (items[name] for items in book.row_definitions.values() if name in items)
    thing = book.definitions.get(name) or book.tables.get(name) or book.relations.get(name) or next(rows, None)
    if thing is not None and item.kind not in {"pasal", "syarat"}:
        return thing.label_en if bahasa == "en" else thing.label
    condition = next((found for found in book.conditions if found.name == name), None)
    if item.kind == "syarat" and condition is not None:
        return condition.message[bahasa == "en"]
    return _article(item, book) if item.kind == "pasal" else ""


def _article(item: Change, book: RuleBook) -> str:
    """``Perbup Balangan 2/2023 Pasal 11`` instead of its key."""
    key, _blank, rest = item.name.partition(" ")
    short = next((info.short for info in book.instruments if info.key == key), "")
    return f"{short} {rest}" if short else ""


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.strip())
