"""Where instruments stand, and which of them apply to a month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, RegulationError, UsageError
from tepat.lang.scope import suggestion
from tepat.law.load import Package, load_package

SUPPLEMENT = "pelengkap"


def regulations_root() -> Path:
    """The folder ``regulasi``: inside an installed package, or at the root of the project."""
    inside = Path(str(files("tepat"))) / "regulasi"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "regulasi"


@dataclass(frozen=True)
class Shelf:
    """The instruments of one region and the national ones beside them."""

    region: str
    folder: Path
    national_folder: Path

    def packages(self, problems: list[Problem]) -> list[Package]:
        """Every instrument of the region, in the order of their first month."""
        folders = [self.folder] if (self.folder / "instrumen.toml").exists() else sorted(_folders(self.folder))
        found = (load_package(folder, f"{self.region}/{folder.name}", problems) for folder in folders)
        return sorted((item for item in found if item is not None), key=_age)

    def national_package(self, key: str, problems: list[Problem]) -> Package | None:
        """A national instrument by its key ``nasional/…``; None where there is none."""
        folder = self.national_folder / key
        return load_package(folder, key, problems) if (folder / "instrumen.toml").exists() else None


def _age(package: Package) -> tuple[str, str, str]:
    return package.instrumen.masa_pertama, str(package.instrumen.diundangkan or ""), package.instrumen.id


def _folders(folder: Path) -> Iterator[Path]:
    return (path.parent for path in folder.glob("*/instrumen.toml"))


def regions(root: Path | None = None) -> list[str]:
    """Names of the regions that have instruments."""
    daerah = (root or regulations_root()) / "daerah"
    return sorted(path.name for path in daerah.iterdir() if any(_folders(path))) if daerah.is_dir() else []


def open_shelf(regulation: str, root: Path | None = None) -> Shelf:
    """The shelf of a region's name, or of a folder outside the project.

    Raises `UsageError` where there is no such region and no such folder.
    """
    root = root or regulations_root()
    named = root / "daerah" / regulation
    if "/" not in regulation and any(_folders(named)):
        return Shelf(regulation, named, root)
    folder = Path(regulation)
    known = regions(root)
    if not folder.is_dir():
        words = {"daerah": regulation, "saran": suggestion(regulation, known), "ada": ", ".join(known)}
        raise UsageError(Problem("R-003", Place(), words))
    if not (folder / "instrumen.toml").exists() and not any(_folders(folder)):
        raise UsageError(Problem("R-002", Place(), {"folder": regulation, "ada": ", ".join(known)}))
    return Shelf(folder.resolve().name, folder, root)


@dataclass(frozen=True)
class Selection:
    """The instruments that take part in a month: national first, then the base, its amendments, a supplement."""

    national: tuple[Package, ...]
    base: Package
    amendments: tuple[Package, ...]
    supplement: Package | None

    @property
    def all(self) -> tuple[Package, ...]:
        """In the order they are laid on one another."""
        extra = (self.supplement,) if self.supplement else ()
        return (*self.national, self.base, *self.amendments, *extra)


def select(
    shelf: Shelf,
    masa: Masa,
    problems: list[Problem],
    supplement: Path | None = None,
    known_on: date | None = None,
) -> Selection:
    """What applies to a month, as far as it was promulgated on ``known_on`` (None: as known today).

    Raises `RegulationError` where no base regulation applies, or two do.
    """
    every = shelf.packages(problems)
    problems += _unknown_bases(every)
    packages = [item for item in every if _known(item, known_on)]
    base = _base(shelf, [item for item in packages if item.instrumen.mengubah is None], masa, problems)
    amendments = tuple(_amendments(base, packages, masa))
    extra = load_package(supplement, f"pelengkap/{supplement.name}", problems) if supplement else None
    wanted = (base, *amendments, *((extra,) if extra else ()))
    return Selection(tuple(_national(shelf, wanted, masa, problems)), base, amendments, extra)


def _unknown_bases(packages: Iterable[Package]) -> Iterator[Problem]:
    """Amendments of instruments that are not on the shelf would silently never apply."""
    known = {item.instrumen.id for item in packages}
    for item in packages:
        if item.instrumen.mengubah is not None and item.instrumen.mengubah not in known:
            place = item.place("", "mengubah", file="instrumen.toml")
            yield Problem("R-005", place, {"acuan": item.instrumen.mengubah, "oleh": item.key})


def _known(package: Package, known_on: date | None) -> bool:
    promulgated = package.instrumen.diundangkan
    return known_on is None or promulgated is None or promulgated <= known_on


def _applies(package: Package, masa: Masa) -> bool:
    last = package.instrumen.masa_terakhir
    return package.instrumen.masa_pertama <= str(masa) and (last is None or str(masa) <= last)


def _base(shelf: Shelf, bases: list[Package], masa: Masa, problems: list[Problem]) -> Package:
    fitting = [item for item in bases if _applies(item, masa)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        words = {"daerah": shelf.region, "masa": str(masa), "pilihan": ", ".join(i.key for i in fitting)}
        raise RegulationError([*problems, Problem("R-006", Place(), words)])
    first = min((item.instrumen.masa_pertama for item in bases), default="—")
    words = {"daerah": shelf.region, "masa": str(masa), "pertama": first}
    raise RegulationError([*problems, Problem("R-004", Place(), words)])


def _amendments(base: Package, packages: Iterable[Package], masa: Masa) -> Iterator[Package]:
    """The chain of amendments of ``base``: an amendment of an amendment belongs to it too."""
    chain = {base.instrumen.id}
    for package in packages:
        if package.instrumen.mengubah in chain and _applies(package, masa):
            chain.add(package.instrumen.id)
            yield package


def _national(shelf: Shelf, wanted: Iterable[Package], masa: Masa, problems: list[Problem]) -> Iterator[Package]:
    """Instruments referred to, each once, those they refer to themselves first; without those an amendment lets go."""
    wanted = tuple(wanted)
    seen = {key for package in wanted for key in package.instrumen.melepas}

    def visit(package: Package) -> Iterator[Package]:
        for key in package.instrumen.mengacu:
            if key in seen:
                continue
            seen.add(key)
            found = shelf.national_package(key, problems)
            if found is None:
                place = package.place("", "mengacu", file="instrumen.toml")
                problems.append(Problem("R-005", place, {"acuan": key, "oleh": package.key}))
                continue
            if not _applies(found, masa):
                words = {"acuan": key, "oleh": package.key, "masa": str(masa), "pertama": found.instrumen.masa_pertama}
                problems.append(Problem("R-007", package.place("", "mengacu", file="instrumen.toml"), words))
            yield from visit(found)
            yield found

    for package in wanted:
        yield from visit(package)
