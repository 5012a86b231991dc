"""A text that is there in full has no article missing, and each article names what is computed by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tepat.lang.errors import Place, Problem
from tepat.law.bound import BoundBook
from tepat.law.proofs.proof import Proof, proof
from tepat.law.rulebook import Article, InstrumentInfo, Provenance, RuleBook

HOLE, UNNAMED = "R-065", "R-066"
_NUMBER = re.compile(r"(\d+)([A-Z]*)")


def prove_numbers(bound: BoundBook) -> Proof:
    """An instrument that says its text is complete has its articles numbered without a hole."""
    complete = [info for info in bound.book.instruments if info.complete and not info.amends]
    owned = {info.key: [item for item in bound.book.articles if item.instrumen == info.key] for info in complete}
    examined = (f"{key} Pasal {item.number}" for key, items in owned.items() for item in items)
    found = (problem for info in complete for problem in _number_problems(info, owned[info.key]))
    return proof("nomor pasal", (HOLE,), examined, found)


def _number_problems(info: InstrumentInfo, articles: list[Article]) -> Iterator[Problem]:
    numbers = [item.number for item in articles if _NUMBER.fullmatch(item.number)]
    bare = [item.number for item in articles if item.source != "naskah" and not item.deleted]
    place = Place(f"{info.key}/instrumen.toml")
    for number in missing(numbers):
        yield Problem(HOLE, place, {"instrumen": info.short, "nama": number, "sebab": "tidak ada"})
    for number in bare:
        yield Problem(HOLE, place, {"instrumen": info.short, "nama": number, "sebab": "tanpa naskah"})


def missing(numbers: Iterable[str]) -> Iterator[str]:
    """Numbers that are skipped: whole ones from 1 to the last, and letters of insertions from A on.

    >>> list(missing(["1", "2", "2B", "4"]))
    ['2A', '3']
    """
    found = sorted({_parts(number) for number in numbers})
    yield from _between(0, found[0][0] if found else 2)
    for (whole, letter), (following, after) in pairwise(found):
        yield from _between(whole, following)
        first = letter + 1 if following == whole else 1
        yield from (f"{following}{chr(64 + step)}" for step in range(first, after))


def _between(whole: int, following: int) -> Iterator[str]:
    return (str(number) for number in range(whole + 1, following))


def _parts(number: str) -> tuple[int, int]:
    """``2B`` as (2, 2); an insertion beyond Z is written with two letters, and read by its last."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise ValueError(f"{number!r} is no article number")
    whole, letters = found.groups()
    return int(whole), (len(letters) - 1) * 26 + ord(letters[-1]) - 64 if letters else 0


def prove_owners(bound: BoundBook, alone: bool) -> Proof:
    """What rests on an article whose text is known is named by one of its paragraphs."""
    owned = [*_owned(bound.book, alone)]
    examined = (f"{source.instrumen}: {name}" for name, source, _ in owned)
    problems = (
        Problem(UNNAMED, source.place, {"nama": name, "pasal": article.number, "dasar": source.dasar})
        for name, source, article in owned
        if not any(name in part.variables for part in article.parts)
    )
    return proof("pemilik", (UNNAMED,), examined, problems)


def _owned(book: RuleBook, alone: bool) -> Iterator[tuple[str, Provenance, Article]]:
    """Every piece that rests on a living article with a text, with that article."""
    for name, source in _pieces(book):
        article = book.owner(source) if alone or not source.instrumen.startswith("nasional/") else None
        if article is not None and article.source == "naskah" and not article.deleted:
            yield name, source, article


def _pieces(book: RuleBook) -> Iterator[tuple[str, Provenance]]:
    for definition in book.definitions.values():
        if not definition.open:
            yield definition.name, definition.source
    for rows in book.row_definitions.values():
        yield from ((name, item.source) for name, item in rows.items())
    yield from ((name, table.source) for name, table in book.tables.items())
    yield from ((name, relation.source) for name, relation in book.relations.items())
