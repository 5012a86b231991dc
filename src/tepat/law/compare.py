"""What changed between two months: article by article, variable by variable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tepat.law.formulas import substitute
from tepat.law.rulebook import Article, Definition, LawTable, Relation, RuleBook


@dataclass(frozen=True)
class Change:
    """One piece that is not what it was.

    ``kind``: ``pasal``, ``variabel``, ``tabel`` or ``relasi``; ``what``: ``baru``, ``diubah``, ``dihapus``, or
    ``dilepas`` where its whole instrument is no longer referred to;
    ``before`` and ``after`` are the pieces as people read them, empty where there was or is none; ``basis`` names the
    instrument and article that brought the change.
    """

    kind: str
    name: str
    what: str
    before: str
    after: str
    basis: str


def compare_books(old: RuleBook, new: RuleBook) -> Iterator[Change]:
    """Every difference between two rule books, articles first."""
    yield from _differences("pasal", _articles(old), _articles(new), old, new)
    yield from _differences("variabel", _definitions(old), _definitions(new), old, new)
    yield from _differences("tabel", _tables(old), _tables(new), old, new)
    yield from _differences("relasi", _relations(old), _relations(new), old, new)


_Told = Mapping[str, tuple[str, str]]  # name → what it says, and what it rests on


def _differences(kind: str, old: _Told, new: _Told, before: RuleBook, after: RuleBook) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name, ("", ""))[0], new.get(name, ("", ""))[0]
        if was == now:
            continue
        what = "baru" if name not in old else "diubah" if name in new else _gone(old[name][1], after)
        gone = after.deleted.get(name, "") or before.deleted.get(name, "")
        yield Change(kind, name, what, was, now, new[name][1] if name in new else gone or old[name][1])


def _gone(basis: str, after: RuleBook) -> str:
    """Taken away by an amendment, or only no longer referred to."""
    living = {info.key for info in after.instruments}
    return "dihapus" if basis.split(maxsplit=1)[0] in living else "dilepas"


def _articles(book: RuleBook) -> _Told:
    return {
        f"{item.instrumen} Pasal {item.number}": (_article_text(item), _article_basis(item)) for item in book.articles
    }


def _article_text(article: Article) -> str:
    if article.deleted:
        return "(dihapus)"
    return "\n".join(f"{part.mark} {part.text}" for part in article.parts) or "(hanya nomornya diketahui)"


def _article_basis(article: Article) -> str:
    return f"{article.amended} {article.operation}".strip()


def _definitions(book: RuleBook) -> _Told:
    rows = {f"{file}.{name}": item for file, items in book.row_definitions.items() for name, item in items.items()}
    return {name: (_definition_text(item), _basis(item)) for name, item in {**book.definitions, **rows}.items()}


def _definition_text(item: Definition) -> str:
    """Everything that decides a value, and nothing that does not."""
    parts = (item.value, item.unknown, substitute(item.formula, *item.family).strip(), item.applies_if)
    return " | ".join(part for part in (str(item.unit), *parts) if part)


def _tables(book: RuleBook) -> _Told:
    return {name: (_table_text(item), _basis(item)) for name, item in book.tables.items()}


def _table_text(item: LawTable) -> str:
    if item.table is None:
        return f"tidak diketahui: {item.unknown}"
    return "\n".join(
        f"{'/'.join(row.keys)} {f'{row.band.lower}..{row.band.upper}' if row.band else ''} {row.value}".strip()
        for row in item.table.rows
    )


def _relations(book: RuleBook) -> _Told:
    return {
        name: (" | ".join((item.file, item.condition.strip(), item.through, str(item.single))), _basis(item))
        for name, item in book.relations.items()
    }


def _basis(item: Definition | LawTable | Relation) -> str:
    return f"{item.source.instrumen} {item.source.dasar}"
