"""The worked cases of every instrument, to the rupiah; and that they would notice a wrong rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from tepat.cli.main import feature_exists
from tepat.lang.calendar import Masa
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.cases import run_case
from tepat.law.consolidate import consolidate
from tepat.law.models import KasusModel
from tepat.law.rulebook import Article, Part, RuleBook
from tepat.law.shelf import open_shelf, regions
from tepat.law.validate import check_fidelity, validate_region
from tests.cases.collecting import ROOT, Collected, book_of, collect, instrument_folders, key_of, package_of
from tests.cases.mutations import Change, Piece, is_unstated, mutations, pieces_of

CASES = list(collect())


@pytest.mark.parametrize("collected", CASES, ids=lambda item: item.name)
def test_a_worked_case_comes_out_as_its_source_says(collected: Collected):
    assert collected.case.model.harapan, "a case that expects nothing proves nothing"
    assert [problem.text() for problem in run_case(collected.case, collected.bound)] == []


def test_every_written_case_is_collected():
    written = [
        entry
        for path in sorted(ROOT.glob("**/kasus/*.toml"))
        for entry in tomllib.loads(path.read_text("utf-8"))["kasus"]
    ]
    assert sorted(entry["label"] for entry in written) == sorted(item.case.model.label for item in CASES)
    assert {item.folder for item in CASES} == set(instrument_folders())


def test_names_of_cases_are_unique():
    names = [item.name for item in CASES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("region", regions())
def test_the_validator_finds_nothing_and_runs_the_same_cases(region: str):
    report = validate_region(open_shelf(region), feature_exists)
    assert [problem.text() for problem in report.problems] == []
    national = {item.key for bound in report.books.values() for item in bound.book.instruments}
    ran = [item for item in CASES if item.case.instrumen in national]
    assert report.cases == len(ran)


def test_a_wrong_expectation_is_noticed():
    model = replace_expected(CASES[0], next(iter(CASES[0].case.model.harapan)))
    wrong = replace(CASES[0].case, model=model)
    assert [problem.code for problem in run_case(wrong, CASES[0].bound)] == ["R-050"]


def replace_expected(collected: Collected, name: str) -> KasusModel:
    model = collected.case.model
    assert isinstance(model.harapan[name], int)
    return model.model_copy(update={"harapan": {**model.harapan, name: model.harapan[name] + 1}})


# --- fidelity: what is computed is guarded by a case ------------------------------------------------------------------


@dataclass(frozen=True)
class Claim:
    """A paragraph that says it is computed by a name, in the book of a month."""

    masa: str
    article: Article
    part: Part
    name: str

    @property
    def label(self) -> str:
        return f"{self.article.amended} Pasal {self.article.number} {self.part.mark}: {self.name}"


@cache
def book(region: str, masa: str) -> RuleBook:
    """The book of a region's month, or of a national instrument by itself."""
    if region.startswith("nasional/"):
        return book_of(ROOT / region, masa)
    return consolidate(open_shelf(region), Masa.parse(masa))


def first_months(region: str) -> list[str]:
    return sorted({package.instrumen.masa_pertama for package in open_shelf(region).packages([])})


def claims(region: str, masa: str) -> Iterator[tuple[str, Claim]]:
    for article in book(region, masa).articles:
        for part in article.parts:
            names = part.variables if part.status == "dihitung" else ()
            yield from ((region, Claim(masa, article, part, name)) for name in names)


def national_claims(seen: set[str]) -> Iterator[tuple[str, Claim]]:
    """Those of national instruments that no region's book holds, each by itself."""
    for folder in sorted((ROOT / "nasional").iterdir()):
        key = key_of(folder)
        if key not in seen:
            own = claims(key, package_of(folder).instrumen.masa_pertama)
            yield from (item for item in own if item[1].article.instrumen == key)


REGIONAL = [item for region in regions() for masa in first_months(region) for item in claims(region, masa)]
CLAIMS = [*REGIONAL, *national_claims({claim.article.instrumen for _, claim in REGIONAL})]

# What can be changed without any case noticing. The list is strict: a new gap fails, and so does a closed one.
# (region, month, variable) of paragraphs whose variable no case guards; each is a debt, none is owed now.
GAPS: frozenset[tuple[str, str, str]] = frozenset()


@cache
def unnoticed(region: str, masa: str, name: str) -> tuple[str, ...]:
    """The changes of one named thing that no case notices."""
    return tuple(
        label for label, piece, change in mutations(book(region, masa), name) if not noticed(name, piece, change)
    )


def noticed(name: str, piece: Piece, change: Change) -> bool:
    """Whether a case that is computed by this very piece comes out differently."""
    bound: dict[tuple[Path, str, str, str], BoundBook] = {}
    for item in CASES:
        if item.case.model.status != "sama" or piece not in pieces_of(item.book, name):
            continue
        home = item.folder if item.folder.parent.name == "nasional" else item.folder.parent
        key = (home, item.case.model.masa, item.case.model.jenis_run, item.case.model.pelengkap)
        if key not in bound:
            bound[key] = bind(change(item.book))
        if any(run_case(item.case, bound[key])):
            return True
    return False


def test_paragraphs_claim_to_be_computed():
    assert {claim.article.amended.split("/")[0] for _, claim in CLAIMS} == {"nasional", *regions()}


# What a region's law leaves unknown has nothing that could be changed; a supplement answers for it.
CLAIMED = sorted(
    {
        (region, claim.masa, claim.name)
        for region, claim in CLAIMS
        if not all(map(is_unstated, pieces_of(book(region, claim.masa), claim.name)))
    }
)


def test_only_what_waits_for_a_supplement_is_not_changed():
    left = {(region, claim.name) for region, claim in CLAIMS} - {(region, name) for region, _, name in CLAIMED}
    assert ("tulungagung", "basis_tpp") in left
    assert all(pieces_of(book(region, "2024-01"), name) for region, name in left)


@pytest.mark.parametrize(("region", "masa", "name"), CLAIMED)
def test_a_change_of_what_a_paragraph_is_computed_by_breaks_a_case(region: str, masa: str, name: str):
    known = {label for where, since, label in GAPS if (where, since, label.split()[0]) == (region, masa, name)}
    assert set(unnoticed(region, masa, name)) == known
    assert list(mutations(book(region, masa), name)), "nothing was changed"


def test_every_known_gap_is_of_a_claim():
    assert {(region, masa, label.split()[0]) for region, masa, label in GAPS} <= set(CLAIMED)


def test_a_rule_without_a_case_is_a_gap():
    """The measure itself: a variable that no case looks at can be changed, and one that a case states cannot."""
    condition = next(item for item in book("balangan", "2024-01").conditions if item.effect == "peringatan")
    assert unnoticed("balangan", "2024-01", condition.name) == (condition.name,)
    assert unnoticed("balangan", "2024-01", "tpp_bruto") == ()


# --- fidelity: what is a procedure exists -----------------------------------------------------------------------------

PROCEDURES = sorted(
    {
        part.feature
        for region in regions()
        for masa in first_months(region)
        for article in book(region, masa).articles
        for part in article.parts
        if part.status == "prosedur"
    }
)


@pytest.mark.parametrize("feature", PROCEDURES)
def test_a_procedure_names_a_command_that_exists(feature: str):
    assert feature_exists(feature)


@pytest.mark.parametrize("feature", ["tepat", "tepat terbang", "hitung", "tepat regulasi terbang", "tepat hitung x"])
def test_a_made_up_procedure_is_refused(feature: str):
    assert not feature_exists(feature)


def test_a_paragraph_with_a_made_up_procedure_is_a_problem():
    planted = replace_feature(book("balangan", "2024-01"), "tepat terbang")
    assert {problem.code for problem in check_fidelity(planted, feature_exists)} == {"R-043"}


def replace_feature(whole: RuleBook, feature: str) -> RuleBook:
    def part(item: Part) -> Part:
        return replace(item, feature=feature) if item.status == "prosedur" else item

    return replace(whole, articles=tuple(replace(item, parts=tuple(map(part, item.parts))) for item in whole.articles))
