"""What changed between two rule books: paragraph by paragraph, variable by variable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tepat.lang.prose import value_text
from tepat.lang.types import Unit
from tepat.law.formulas import substitute
from tepat.law.rulebook import Article, Condition, Definition, LawTable, Relation, RuleBook, cited


@dataclass(frozen=True)
class Change:
    """One piece that is not what it was.

    ``kind``: ``pasal``, ``variabel``, ``tabel``, ``relasi`` or ``syarat``; ``what``: ``baru``, ``diubah``, ``dihapus``,
    or ``dilepas`` where its whole instrument is no longer referred to;
    ``before`` and ``after`` are the pieces as people read them, of an article the changed paragraphs only, empty where
    there was or is none; ``basis`` names the instrument and article that brought the change.
    """

    kind: str
    name: str
    what: str
    before: str
    after: str
    basis: str


def compare_books(old: RuleBook, new: RuleBook) -> Iterator[Change]:
    """Every difference between two rule books, articles first."""
    yield from _article_differences(old, new)
    yield from _differences("variabel", _definitions(old), _definitions(new), old, new)
    yield from _differences("tabel", _tables(old), _tables(new), old, new)
    yield from _differences("relasi", _relations(old), _relations(new), old, new)
    yield from _differences("syarat", _conditions(old), _conditions(new), old, new)


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


def _article_differences(old: RuleBook, new: RuleBook) -> Iterator[Change]:
    """Articles of which a paragraph, or the state, is not what it was."""
    before, after = _articles(old), _articles(new)
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if _article_lines(was) == _article_lines(now):
            continue
        what = "baru" if was is None else "diubah" if now is not None else _gone(name, new)
        giver = now or was
        basis = _article_basis(giver) if giver is not None else ""
        yield Change("pasal", name, what, _told(was, now), _told(now, was), basis)


def _articles(book: RuleBook) -> dict[str, Article]:
    return {f"{item.instrumen} {cited(item.number)}": item for item in book.articles}


_STATES = ("(dihapus)", "(hanya nomornya diketahui)")


def _article_lines(article: Article | None) -> list[str]:
    if article is None:
        return []
    if article.deleted or not article.parts:
        return [_STATES[0] if article.deleted else _STATES[1]]
    return [f"{part.mark} {part.text}".strip() for part in article.parts]


def _told(article: Article | None, other: Article | None) -> str:
    """The paragraphs of an article that the other does not have so; all, where only their order is another.

    Where the old text is not known, what an instrument only prints again is not told as new.
    """
    lines, others = _article_lines(article), _article_lines(other)
    if article is not None and other is not None and article.parts and others == [_STATES[1]]:
        own = [part for part in article.parts if part.amended != other.amended]
        return "\n".join(f"{part.mark} {part.text}".strip() for part in own or article.parts)
    changed = [line for line in lines if line not in others]
    reordered = not changed and sorted(lines) == sorted(others)
    return "\n".join(lines if reordered else changed)


def _article_basis(article: Article) -> str:
    return f"{article.amended} {article.operation}".strip()


def _definitions(book: RuleBook) -> _Told:
    rows = {f"{file}.{name}": item for file, items in book.row_definitions.items() for name, item in items.items()}
    return {name: (_definition_text(item), _basis(item)) for name, item in {**book.definitions, **rows}.items()}


def fixed_text(item: Definition, bahasa: str = "id") -> str:
    """A fixed value as people read it: ``60 %``, ``Rp 500.000``."""
    return item.value if item.unit is Unit.KATEGORI else value_text(Fraction(item.value), item.unit, bahasa)


def _definition_text(item: Definition) -> str:
    """Everything that decides a value, and nothing that does not."""
    value = fixed_text(item) if item.is_parameter else ""
    parts = (value, item.unknown, substitute(item.formula, *item.family).strip(), item.applies_if)
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


def _conditions(book: RuleBook) -> _Told:
    return {
        item.name: (
            " | ".join(part for part in (item.test.strip(), item.applies_if, item.effect, item.file) if part),
            _basis(item),
        )
        for item in book.conditions
    }


def _basis(item: Definition | LawTable | Relation | Condition) -> str:
    return f"{item.source.instrumen} {item.source.dasar}"
