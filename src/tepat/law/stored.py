"""A rule book from instrument folders that were chosen already, as a result packet holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tepat.lang.calendar import Masa
from tepat.lang.errors import Problem
from tepat.law.bound import BoundBook
from tepat.law.consolidate import open_book
from tepat.law.load import Package, load_package
from tepat.law.rulebook import REGULAR
from tepat.law.shelf import NATIONAL, SUPPLEMENT, Shelf, seniority


@dataclass(frozen=True)
class StoredShelf(Shelf):
    """A shelf of given folders, by key; what they amend, revoke or let go need not be among them."""

    folders: Mapping[str, Path]
    complete: ClassVar[bool] = False

    def packages(self, problems: list[Problem]) -> list[Package]:
        """The region's instruments by seniority."""
        above = (f"{NATIONAL}/", f"{SUPPLEMENT}/")
        return self._load([key for key in self.folders if not key.startswith(above)], problems)

    def national_package(self, key: str, problems: list[Problem]) -> Package | None:
        """A national instrument among the given ones."""
        return load_package(self.folders[key], key, problems) if key in self.folders else None

    def national_changes(self, problems: list[Problem]) -> list[Package]:
        """Amendments and revocations among the given national instruments."""
        found = self._load([key for key in self.folders if key.startswith(f"{NATIONAL}/")], problems)
        return [item for item in found if item.instrumen.mengubah is not None or item.instrumen.mencabut]

    @property
    def supplement(self) -> Path | None:
        """The folder of the supplement among the given ones."""
        return next((path for key, path in self.folders.items() if key.startswith(f"{SUPPLEMENT}/")), None)

    def _load(self, keys: list[str], problems: list[Problem]) -> list[Package]:
        found = (load_package(self.folders[key], key, problems) for key in keys)
        return sorted((item for item in found if item is not None), key=seniority)


def stored_folders(folder: Path) -> dict[str, Path]:
    """Key and folder of every instrument under a folder that holds them by key."""
    return {path.parent.relative_to(folder).as_posix(): path.parent for path in sorted(folder.rglob("instrumen.toml"))}


def open_stored(region: str, masa: Masa, folders: Mapping[str, Path], run: str = REGULAR) -> BoundBook:
    """The rule book that these instruments, and no others, come to.

    Raises `RegulationError` where they do not come to one: one lacks what it amends, two stand against each other.
    """
    nowhere = Path()
    shelf = StoredShelf(region, nowhere, nowhere, folders)
    return open_book(shelf, masa, shelf.supplement, run=run)
