"""What a validation looked at, one line for each proof: ticked, crossed, or with nothing to examine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tepat.lang.errors import Problem
from tepat.law.bound import BoundBook
from tepat.law.proofs.formulas import formulas
from tepat.law.proofs.proof import Proof

SOUND: Mapping[str, tuple[str, str]] = {
    "buku aturan": ("masa, masing-masing tersusun menjadi satu buku", "months, each laid into one book"),
    "tabel": ("diperiksa, tanpa celah dan tumpang tindih", "examined, without hole or overlap"),
    "rumus": ("diperiksa, satuan dan jenisnya cocok", "examined, units and types agree"),
    "bagian": ("diperiksa, masing-masing dengan yang menaatinya", "paragraphs examined, each honoured by something"),
    "cabang": ("diperiksa, semuanya dapat tercapai", "branches examined, each can be reached"),
    "syarat": ("diperiksa, semuanya dapat terpenuhi", "conditions examined, each can hold"),
    "variabel": ("diperiksa, masing-masing dibaca atau diminta", "variables examined, each is read or asked for"),
    "istilah": ("diperiksa, semuanya dipakai rumus", "terms examined, each is used by a formula"),
    "nomor pasal": ("diperiksa pada naskah lengkap, tidak ada yang hilang", "articles of full texts, none is missing"),
    "pemilik": ("diperiksa, semuanya disebut pasal dasarnya", "examined, each is named by the article it rests on"),
    "kasus": ("dijalankan, semuanya cocok sampai rupiah terakhir", "run, each comes out to the last rupiah"),
}


@dataclass(frozen=True)
class Line:
    """One proof: how much it examined, the codes with which it failed, and months it could not see."""

    name: str
    examined: int
    failed: tuple[str, ...]
    unseen: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Something was examined, all of it, and nothing was wrong."""
        return bool(self.examined) and not self.failed and not self.unseen

    def text(self, bahasa: str = "id") -> str:
        """The line as a terminal shows it: ✓ sound, ✗ not, – nothing examined."""
        if self.failed or self.unseen:
            return f"✗ {self.name}: {self.examined} {self._wrong(bahasa)}"
        if not self.examined:
            return f"– {self.name}: {'nothing to examine' if bahasa == 'en' else 'tidak ada yang diperiksa'}"
        return f"✓ {self.name}: {self.examined} {SOUND[self.name][bahasa == 'en']}"

    def _wrong(self, bahasa: str) -> str:
        looked, failed, unseen = (
            ("examined", "found", "not seen") if bahasa == "en" else ("diperiksa", "ditemukan", "belum terlihat")
        )
        told = ((failed, self.failed), (unseen, self.unseen))
        return "; ".join([looked, *(f"{word} {', '.join(items)}" for word, items in told if items)])


@dataclass(frozen=True)
class Looked:
    """What a validation hands over: its books and proofs, its counts, its problems, and what it could not bind."""

    books: Mapping[str, BoundBook]
    proofs: Mapping[str, Proof]
    cases: int
    parts: int
    problems: Iterable[Problem]
    unseen: tuple[str, ...]


def checklist(looked: Looked) -> list[Line]:
    """One line for each proof, in the order of `SOUND`."""
    codes = sorted({problem.code for problem in looked.problems})
    counted = dict(_counts(looked))
    return [_line(name, counted, codes, looked) for name in SOUND]


# Codes by their beginning; the proofs of this room name their own.
_CODES: Mapping[str, tuple[str, ...]] = {
    "buku aturan": ("R-00", "R-01"),
    "tabel": ("R-03",),
    "rumus": ("L-", "R-02"),
    "bagian": ("R-04",),
    "kasus": ("R-05",),
}
_SEEN_ANYWAY = frozenset({"bagian"})


def _line(name: str, counted: Mapping[str, int], codes: Iterable[str], looked: Looked) -> Line:
    own = looked.proofs[name].codes if name in looked.proofs else _CODES.get(name, ())
    failed = tuple(code for code in codes if code.startswith(own))
    return Line(name, counted.get(name, 0), failed, () if name in _SEEN_ANYWAY else looked.unseen)


def _counts(looked: Looked) -> Iterator[tuple[str, int]]:
    books = [*looked.books.values()]
    yield "buku aturan", len({str(bound.book.masa) for bound in books if bound.book.region != "nasional"})
    yield "tabel", len({table for bound in books for table in _tables(bound)})
    yield "rumus", len({formula.label for bound in books for formula in formulas(bound)})
    yield "bagian", looked.parts
    yield "kasus", looked.cases
    yield from ((name, len(item.examined)) for name, item in looked.proofs.items())


def _tables(bound: BoundBook) -> Iterator[tuple[str, str]]:
    """Tables whose values are known, by the instrument that states them."""
    return ((item.source.instrumen, item.name) for item in bound.book.tables.values() if item.table is not None)
