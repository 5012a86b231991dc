"""The validator: everything about a region's regulations in one run.

It consolidates the book of every month in which something changes, binds all formulas, holds the fidelity matrix to
the rules, and runs every worked case; and reports all problems, not the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, RegulationError
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.cases import Case, run_case
from tepat.law.consolidate import lay, open_book
from tepat.law.load import Package, load_cases
from tepat.law.models import KasusModel
from tepat.law.proofs import Proof, run_proofs
from tepat.law.proofs.checklist import Line, Looked, checklist
from tepat.law.revoke import Revocations, month_after
from tepat.law.rulebook import REGULAR, Article, Part, RuleBook, cited
from tepat.law.shelf import NATIONAL, Shelf, select, select_national, supplement_folder

FeatureTest = Callable[[str], bool]


@dataclass
class Report:
    """What a validation looked at and found.

    ``proofs``: by name, over all books; ``unproven``: months whose book could not be bound, so that no proof saw it.
    ``packages``: every instrument that was looked at, by key. ``lapses``: months from which no base regulation holds.
    """

    region: str
    problems: list[Problem] = field(default_factory=list)
    masa: list[str] = field(default_factory=list)
    cases: int = 0
    paragraphs: dict[str, int] = field(default_factory=dict)
    books: dict[str, BoundBook] = field(default_factory=dict)
    proofs: dict[str, Proof] = field(default_factory=dict)
    unproven: list[str] = field(default_factory=list)
    packages: dict[str, Package] = field(default_factory=dict)
    lapses: list[str] = field(default_factory=list)

    @property
    def months(self) -> dict[str, BoundBook]:
        """The bound books of the months in which something changes."""
        return {masa: self.books[masa] for masa in self.masa if masa in self.books}

    @property
    def checklist(self) -> list[Line]:
        """One line for each proof, with what it examined."""
        parts, unseen = sum(self.paragraphs.values()), tuple(dict.fromkeys(self.unproven))
        return checklist(Looked(self.books, self.proofs, self.cases, parts, self.problems, unseen))

    def prove(self, bound: BoundBook, *, alone: bool = False, runs: tuple[BoundBook, ...] = ()) -> None:
        """Run every proof over a month's book and those of its kinds of run; what was proven of several is one."""
        for item in run_proofs(bound, alone=alone, runs=runs):
            known = self.proofs.get(item.name)
            self.proofs[item.name] = known.joined(item) if known else item


def validate_region(shelf: Shelf, feature_exists: FeatureTest) -> Report:
    """Validate every instrument of a region, and the national ones it refers to.

    Parameters
    ----------
    shelf : the region's instruments
    feature_exists : whether a command or page that a paragraph names as its procedure exists
    """
    report = Report(shelf.region)
    packages = shelf.packages(report.problems)
    report.packages = {package.key: package for package in packages}
    report.problems += _belated(packages)
    report.lapses = _lapses(packages)
    for masa in _changing_months(shelf, packages):
        _validate_month(shelf, Masa.parse(masa), report, feature_exists)
    national = {
        item.key
        for bound in report.books.values()
        for item in bound.book.instruments
        if item.key.startswith(f"{NATIONAL}/")
    }
    for package in packages:
        _run_cases(package, report, partial(_book_of_case, shelf, report))
    for key in sorted(national):
        found = shelf.national_package(key, report.problems)
        if found is not None:
            report.packages[key] = found
            validate_national(shelf, found, report)
    report.problems += [problem for item in report.proofs.values() for problem in item.problems]
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


def _lapses(packages: Sequence[Package]) -> list[str]:
    """Months from which a region is without law: a base regulation has ended and no other covers the month."""
    revoked = Revocations.of(packages)
    bases = [item for item in packages if item.instrumen.mengubah is None]
    spans = [(item.instrumen.masa_pertama, revoked.last_masa(item)) for item in bases]
    after = {month_after(last) for _, last in spans if last is not None}
    return sorted(m for m in after if not any(first <= m and (last is None or m <= last) for first, last in spans))


def _validate_month(shelf: Shelf, masa: Masa, report: Report, feature_exists: FeatureTest) -> None:
    report.masa.append(str(masa))
    bound = _book(shelf, masa, report)
    if bound is None:
        report.unproven.append(str(masa))
    else:
        runs = [_book(shelf, masa, report, run) for run in bound.book.runs]
        report.unproven += [str(masa)] if None in runs else []
        report.prove(bound, runs=tuple(item for item in runs if item is not None))
    try:
        selection = select(shelf, masa, [])
    except RegulationError:
        return
    book = lay(selection, shelf.region, masa, [])
    report.problems += check_fidelity(book, feature_exists)
    for article in book.articles:
        for part in article.parts:
            report.paragraphs[part.status] = report.paragraphs.get(part.status, 0) + 1


def _book_of_case(shelf: Shelf, report: Report, case: KasusModel) -> BoundBook | None:
    folder = supplement_folder(shelf, case.pelengkap)
    if folder is not None and not (folder / "instrumen.toml").exists():
        words = {"acuan": case.pelengkap, "oleh": f"kasus '{case.label}'"}
        report.problems.append(Problem("R-005", Place(shelf.region), words))
        return None
    return _book(shelf, Masa.parse(case.masa), report, case.jenis_run, case.pelengkap)


def _book(shelf: Shelf, masa: Masa, report: Report, run: str = REGULAR, supplement: str = "") -> BoundBook | None:
    """The bound book of a month and a kind of run, with a supplement; its problems are reported once."""
    key = " ".join((str(masa), *((run,) if run != REGULAR else ()), *((f"+{supplement}",) if supplement else ())))
    if key not in report.books:
        try:
            report.books[key] = open_book(shelf, masa, supplement_folder(shelf, supplement), run=run)
        except RegulationError as error:
            report.problems += error.problems
            return None
    return report.books[key]


def validate_national(shelf: Shelf, package: Package, report: Report) -> None:
    """Bind a national instrument by itself, with its amendments, its open terms left open, and run its cases."""
    _run_cases(package, report, lambda case: _alone(shelf, package, Masa.parse(case.masa), report))


def _alone(shelf: Shelf, package: Package, masa: Masa, report: Report) -> BoundBook | None:
    key = f"{package.key}@{masa}"
    if key not in report.books:
        problems: list[Problem] = []
        book = lay(select_national(shelf, package, masa, problems), NATIONAL, masa, problems)
        try:
            report.books[key] = bind(book)
            report.prove(report.books[key], alone=True)
        except RegulationError as error:
            problems += error.problems
            report.unproven.append(key)
        report.problems += problems
    return report.books.get(key)


def _run_cases(package: Package, report: Report, book_of: Callable[[KasusModel], BoundBook | None]) -> None:
    cases = load_cases(package.folder, package.key, report.problems)
    if not cases:
        report.problems.append(Problem("R-053", Place(package.key), {"instrumen": package.key}))
    for model, place in cases:
        bound = book_of(model)
        if bound is not None:
            report.cases += 1
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
    return frozenset({*book.definitions, *book.families, *book.tables, *book.relations, *rows, *conditions})
