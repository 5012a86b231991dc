"""What an amending operation makes of an article: paragraph by paragraph, each with its own history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tepat.law.models import OperasiModel
from tepat.law.rulebook import Article, Part


def refusal(operation: OperasiModel, old: Article | None, new: Article | None) -> tuple[str, str] | None:
    """Why an operation cannot be carried out, in both languages; None where it can."""
    inserting = operation.jenis == "sisip"
    if inserting and old is not None:
        return "pasal itu sudah ada", "that article is already there"
    if not inserting and old is None:
        return "pasal itu tidak ada pada peraturan yang diubah", "the amended regulation does not have that article"
    if old is not None and old.deleted:
        return f"pasal itu sudah dihapus oleh {old.amended}", f"that article was already deleted by {old.amended}"
    if operation.jenis != "hapus" and new is None:
        return "naskah barunya tidak ditulis sebagai [[pasal]]", "its new text is not written as [[pasal]]"
    return None


def amend_article(operation: OperasiModel, old: Article | None, new: Article | None, key: str) -> Article:
    """The article after an operation that is not refused; ``key``: the amending instrument."""
    if operation.jenis == "hapus" and old is not None:
        gone = tuple(part for part in old.parts if operation.bagian and not covered(part.mark, operation.bagian))
        return replace(
            old,
            deleted=not operation.bagian,
            parts=gone,
            amended=key,
            history=(*old.history, key),
            operation=operation.dasar,
        )
    if new is None:
        raise ValueError(f"operation {operation.jenis} without a text")
    if old is None:
        return replace(new, operation=operation.dasar)
    return replace(
        new,
        instrumen=old.instrumen,
        amended=key,
        operation=operation.dasar,
        history=(*old.history, key),
        parts=_merge(operation, old, new.parts),
    )


def covered(mark: str, marks: tuple[str, ...]) -> bool:
    """Whether a paragraph is one of these or stands under one: *ayat (3)* holds *ayat (3) huruf a*.

    >>> covered("ayat (3) huruf a", ("ayat (3)",)), covered("ayat (31)", ("ayat (3)",))
    (True, False)
    """
    return any(mark == item or mark.startswith(f"{item} ") for item in marks)


def _new_marks(operation: OperasiModel, old: Article, new: tuple[Part, ...]) -> tuple[str, ...] | None:
    """The paragraphs an operation changes or adds; None: all of the article."""
    if operation.bagian:
        return operation.bagian
    if operation.jenis == "tambah" and old.parts:  # adding never replaces
        had = {part.mark for part in old.parts}
        return tuple(part.mark for part in new if part.mark not in had)
    return None


def _merge(operation: OperasiModel, old: Article, new: tuple[Part, ...]) -> tuple[Part, ...]:
    """The paragraphs after the operation: changed ones as they now read, the others with their own history."""
    before = {part.mark: part for part in old.parts}
    marks = _new_marks(operation, old, new)
    if marks is None:
        return tuple(_restated(part, before.get(part.mark)) for part in new)
    after = {
        part.mark: _restated(part, before.get(part.mark)) if covered(part.mark, marks) else _reprinted(part, old)
        for part in new
    }
    kept = [part.mark for part in old.parts if part.mark in after or not covered(part.mark, marks)]
    first = next((index for index, part in enumerate(old.parts) if covered(part.mark, marks)), len(kept))
    order = _woven(kept, list(after), first)
    return tuple(after[mark] if mark in after else before[mark] for mark in order)


def _woven(kept: list[str], stated: list[str], first: int) -> list[str]:
    """The old paragraphs with the new ones, each after the one it is written after, else where the changed one was."""
    order, previous = list(kept), ""
    for mark in stated:
        if mark not in order:
            order.insert(order.index(previous) + 1 if previous else min(first, len(order)), mark)
        previous = mark
    return order


def _restated(part: Part, old: Part | None) -> Part:
    """A paragraph with a new text: what gave it its earlier ones stays in its history."""
    return part if old is None else replace(part, history=(*old.history, *part.history))


def _reprinted(part: Part, old: Article) -> Part:
    """A paragraph that is only printed again: it is still its earlier giver's."""
    earlier = next((item for item in old.parts if item.mark == part.mark), None)
    if earlier is not None:
        return replace(part, amended=earlier.amended, history=earlier.history)
    return replace(part, amended=old.amended, history=old.history)


@dataclass(frozen=True)
class Flaw:
    """A paragraph that an operation speaks of wrongly, and the code of that."""

    code: str
    mark: str


def reprint_flaws(operation: OperasiModel, old: Article | None, new: Article | None) -> Iterator[Flaw]:
    """Paragraphs an operation names and does not write, or leaves alone and yet writes otherwise."""
    parts = new.parts if new is not None else ()
    named_in = old.parts if operation.jenis == "hapus" and old is not None else parts
    for mark in operation.bagian:
        if named_in and not any(covered(part.mark, (mark,)) for part in named_in):
            yield Flaw("R-086", mark)
    if operation.jenis == "hapus" or old is None or not old.parts:
        return
    marks = _new_marks(operation, old, parts)
    before = {part.mark: part.text for part in old.parts}
    for part in parts:
        if marks is not None and not covered(part.mark, marks) and before.get(part.mark) != part.text:
            yield Flaw("R-085", part.mark)


_AYAT = re.compile(r"ayat \([^)]+\)")
_MARK = re.compile(r"ayat \([^)]+\)|huruf \w+|angka \w+")


def touches(bagian: Sequence[str], dasar: str) -> bool:
    """Whether a basis rests on one of the named paragraphs; where neither says which, on the whole article.

    >>> touches(["ayat (1)"], "Pasal 1 ayat (2)"), touches(["ayat (1)"], "Pasal 1"), touches([], "Pasal 1 ayat (2)")
    (False, True, True)
    """
    changed = " ".join(bagian)
    pattern = _AYAT if _AYAT.search(changed) and _AYAT.search(dasar) else _MARK
    named, own = set(pattern.findall(changed)), set(pattern.findall(dasar))
    return not named or not own or bool(named & own)
