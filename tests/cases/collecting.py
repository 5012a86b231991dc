"""Every worked case of every instrument, each with the rule book it is computed by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tepat.lang.calendar import Masa
from tepat.lang.errors import Problem
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.cases import Case
from tepat.law.consolidate import consolidate, lay
from tepat.law.load import Package, load_cases, load_package
from tepat.law.rulebook import REGULAR, RuleBook
from tepat.law.shelf import open_shelf, region_folders, regulations_root, select_national, supplement_folder

ROOT = regulations_root()


@dataclass(frozen=True)
class Collected:
    """A case, and the instrument it stands in."""

    case: Case
    folder: Path

    @property
    def name(self) -> str:
        return f"{self.case.instrumen}: {self.case.model.label}"

    @property
    def book(self) -> RuleBook:
        """The region's consolidated book of the case's month; a national instrument stands on those it refers to."""
        return book_of(self.folder, self.case.model.masa, self.case.model.jenis_run, self.case.model.pelengkap)

    @property
    def bound(self) -> BoundBook:
        return bound_of(self.folder, self.case.model.masa, self.case.model.jenis_run, self.case.model.pelengkap)


def key_of(folder: Path) -> str:
    """``nasional/pp-58-2023`` or ``balangan/perbup-7-2024``."""
    return f"{folder.parent.name}/{folder.name}"


@cache
def package_of(folder: Path) -> Package:
    problems: list[Problem] = []
    package = load_package(folder, key_of(folder), problems)
    assert package is not None
    assert problems == []
    return package


@cache
def book_of(folder: Path, masa: str, run: str = REGULAR, supplement: str = "") -> RuleBook:
    shelf = open_shelf(str(folder.parent))
    if folder.parent.name != "nasional":
        return consolidate(shelf, Masa.parse(masa), supplement_folder(shelf, supplement), run=run)
    problems: list[Problem] = []
    selection = select_national(shelf, package_of(folder), Masa.parse(masa), problems)
    book = lay(selection, "nasional", Masa.parse(masa), problems)
    assert problems == []
    return book


@cache
def bound_of(folder: Path, masa: str, run: str = REGULAR, supplement: str = "") -> BoundBook:
    return bind(book_of(folder, masa, run, supplement))


def instrument_folders(root: Path = ROOT) -> list[Path]:
    """Folders of instruments: of the nation, of each region and ministry, and of the regions that are samples."""
    places = [root / "nasional", *region_folders(root).values(), *(root / "contoh").iterdir()]
    return sorted(path.parent for place in places for path in place.glob("*/instrumen.toml"))


def collect(root: Path = ROOT) -> Iterator[Collected]:
    """Every case of every instrument."""
    for folder in instrument_folders(root):
        problems: list[Problem] = []
        for model, place in load_cases(folder, key_of(folder), problems):
            yield Collected(Case(model, place, key_of(folder)), folder)
        assert problems == [], problems
