"""The validator: everything about a region's regulations in one run.

It consolidates the book of every month in which something changes, binds all formulas, holds the fidelity matrix to
the rules, and runs every worked case; and reports all problems, not the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, RegulationError
from tepat.law.bind import BoundBook, bind
from tepat.law.cases import Case, run_case
from tepat.law.consolidate import lay, open_book
from tepat.law.load import Package, load_cases
from tepat.law.revoke import Revocations, month_after
from tepat.law.rulebook import Article, Part, RuleBook, cited
from tepat.law.shelf import NATIONAL, Shelf, select, select_national

FeatureTest = Callable[[str], bool]


@dataclass
class Report:
    """What a validation looked at and found."""

    region: str
    problems: list[Problem] = field(default_factory=list)
    masa: list[str] = field(default_factory=list)
    cases: int = 0
    paragraphs: dict[str, int] = field(default_factory=dict)
    books: dict[str, BoundBook] = field(default_factory=dict)


def validate_region(shelf: Shelf, feature_exists: FeatureTest) -> Report:
    """Validate every instrument of a region, and the national ones it refers to.

    Parameters
    ----------
    shelf : the region's instruments
    feature_exists : whether a command or page that a paragraph names as its procedure exists
    """
    report = Report(shelf.region)
    packages = shelf.packages(report.problems)
    report.problems += _belated(packages)
    for masa in _changing_months(shelf, packages):
        _validate_month(shelf, Masa.parse(masa), report, feature_exists)
    national = {
        item.key
        for bound in report.books.values()
        for item in bound.book.instruments
        if item.key.startswith(f"{NATIONAL}/")
    }
    for package in packages:
        _run_cases(package, report, lambda masa: _book(shelf, masa, report))
    for key in sorted(national):
        found = shelf.national_package(key, report.problems)
        if found is not None:
            validate_national(shelf, found, report)
    report.problems = list(dict.fromkeys(report.problems))
    return report


def _belated(packages: Sequence[Package]) -> Iterator[Problem]:
    """Amendments that begin after what they amend has ended would silently never apply."""
    ends = {item.instrumen.id: item.instrumen.masa_terakhir for item in packages}
    for item in packages:
        first, last = item.instrumen.masa_pertama, ends.get(item.instrumen.mengubah or "")
        if last is not None and last < first:
            place = item.place("", "mengubah", file="instrumen.toml")
            words = {"acuan": item.instrumen.mengubah, "oleh": item.key, "masa": first, "terakhir": last}
            yield Problem("R-082", place, words)


def _changing_months(shelf: Shelf, packages: Sequence[Package]) -> list[str]:
    """Months in which the law becomes another: an instrument begins, or an amendment has ended."""
    starts = {item.instrumen.masa_pertama for item in packages}
    revoked = Revocations.of(packages)
    ends = [revoked.last_masa(item) for item in packages if item.instrumen.mengubah is None]
    amended_until = (item.instrumen.masa_terakhir for item in packages if item.instrumen.mengubah is not None)
    later = {item.instrumen.masa_pertama for item in shelf.national_changes([])}
    later |= {month_after(last) for last in amended_until if last is not None}
    first = min(starts, default="")
    return sorted(starts | {masa for masa in later if masa > first and any(end is None or masa <= end for end in ends)})


def _validate_month(shelf: Shelf, masa: Masa, report: Report, feature_exists: FeatureTest) -> None:
    report.masa.append(str(masa))
    _book(shelf, masa, report)
    try:
        selection = select(shelf, masa, [])
    except RegulationError:
        return
    book = lay(selection, shelf.region, masa, [])
    report.problems += check_fidelity(book, feature_exists)
    for article in book.articles:
        for part in article.parts:
            report.paragraphs[part.status] = report.paragraphs.get(part.status, 0) + 1


def _book(shelf: Shelf, masa: Masa, report: Report) -> BoundBook | None:
    """The bound book of a month; its problems are reported once."""
    if str(masa) not in report.books:
        try:
            report.books[str(masa)] = open_book(shelf, masa)
        except RegulationError as error:
            report.problems += error.problems
            return None
    return report.books[str(masa)]


def validate_national(shelf: Shelf, package: Package, report: Report) -> None:
    """Bind a national instrument by itself, with its amendments, its open terms left open, and run its cases."""
    _run_cases(package, report, lambda masa: _alone(shelf, package, masa, report))


def _alone(shelf: Shelf, package: Package, masa: Masa, report: Report) -> BoundBook | None:
    key = f"{package.key}@{masa}"
    if key not in report.books:
        problems: list[Problem] = []
        book = lay(select_national(shelf, package, masa, problems), NATIONAL, masa, problems)
        try:
            report.books[key] = bind(book)
        except RegulationError as error:
            problems += error.problems
        report.problems += problems
    return report.books.get(key)


def _run_cases(package: Package, report: Report, book_of: Callable[[Masa], BoundBook | None]) -> None:
    cases = load_cases(package.folder, package.key, report.problems)
    if not cases:
        report.problems.append(Problem("R-053", Place(package.key), {"instrumen": package.key}))
    for model, place in cases:
        report.cases += 1
        bound = book_of(Masa.parse(model.masa))
        if bound is not None:
            report.problems += run_case(Case(model, place, package.key), bound)


def check_fidelity(book: RuleBook, feature_exists: FeatureTest) -> Iterator[Problem]:
    """Every paragraph accounted for.

    It is computed by what exists, a procedure that exists, a definition, or out of reach with a reason.
    """
    for article in book.articles:
        if not article.parts and article.source == "naskah" and not article.deleted:
            yield Problem("R-042", Place(f"{article.amended}/instrumen.toml"), {"pasal": cited(article.number)})
        for part in article.parts:
            yield from _part_problems(book, article, part, feature_exists)


_NEEDED = {"dihitung": "oleh", "prosedur": "fitur", "di_luar": "alasan"}


def _part_problems(book: RuleBook, article: Article, part: Part, feature_exists: FeatureTest) -> Iterator[Problem]:
    place = Place(f"{article.amended}/instrumen.toml", None, None, f"{cited(article.number)} {part.mark}")
    words = {"pasal": cited(article.number), "tanda": part.mark, "status": part.status}
    given = {"oleh": bool(part.variables), "fitur": bool(part.feature), "alasan": bool(part.reason)}
    needed = _NEEDED.get(part.status)
    if needed is not None and not given[needed]:
        yield Problem("R-040", place, {**words, "kurang": needed})
    if part.status == "prosedur" and part.feature and not feature_exists(part.feature):
        yield Problem("R-043", place, {**words, "fitur": part.feature})
    for name in part.variables:
        if name not in known_names(book):
            yield Problem("R-041", place, {**words, "nama": name})


def known_names(book: RuleBook) -> frozenset[str]:
    """Everything a paragraph may say it is computed by."""
    rows: Iterable[str] = (name for items in book.row_definitions.values() for name in items)
    conditions = (item.name for item in book.conditions)
    return frozenset({*book.definitions, *book.tables, *book.relations, *rows, *conditions})
