"""Where instruments stand, and which of them apply to a month."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import ClassVar

from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, RegulationError, UsageError
from tepat.lang.scope import suggestion
from tepat.law.load import Package, load_package
from tepat.law.revoke import Revocations, contradictions
from tepat.law.rulebook import amended_roots

SUPPLEMENT = "pelengkap"
NATIONAL = "nasional"
SAMPLES = "contoh"
# Whose law it is: of a region, or of a ministry for its own employees. Both are asked for by their plain name.
MAKERS = ("daerah", "kementerian")


def regulations_root() -> Path:
    """The folder ``regulasi``: inside an installed package, or at the root of the project."""
    inside = Path(str(files("tepat"))) / "regulasi"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "regulasi"


@dataclass(frozen=True)
class Shelf:
    """The instruments of one region and the national ones beside them; ``complete``: with all they speak of."""

    region: str
    folder: Path
    national_folder: Path
    complete: ClassVar[bool] = True

    def packages(self, problems: list[Problem]) -> list[Package]:
        """Every instrument of the region, in the order of their first month."""
        folders = [self.folder] if (self.folder / "instrumen.toml").exists() else sorted(_folders(self.folder))
        found = (load_package(folder, f"{self.region}/{folder.name}", problems) for folder in folders)
        return sorted((item for item in found if item is not None), key=_age)

    def national_package(self, key: str, problems: list[Problem]) -> Package | None:
        """A national instrument by its key ``nasional/…``; None where there is none."""
        folder = self.national_folder / key
        return load_package(folder, key, problems) if (folder / "instrumen.toml").exists() else None

    def national_changes(self, problems: list[Problem]) -> list[Package]:
        """National instruments that amend or revoke another: they apply without being referred to."""
        folders = sorted(_folders(self.national_folder / NATIONAL))
        found = (load_package(item, f"{NATIONAL}/{item.name}", problems) for item in folders if _may_change(item))
        return sorted((item for item in found if item is not None), key=seniority)


def _may_change(folder: Path) -> bool:
    """A first look at an instrument; one that cannot be read may be a change, and is told by whoever reads it."""
    try:
        face = tomllib.loads((folder / "instrumen.toml").read_text("utf-8"))
    except (ValueError, OSError):
        return True
    return "mengubah" in face or "mencabut" in face


def _age(package: Package) -> tuple[str, str, str]:
    return package.instrumen.masa_pertama, str(package.instrumen.diundangkan or ""), package.instrumen.id


def seniority(package: Package) -> tuple[str, str, str]:
    """The order of promulgation, in which a later instrument prevails; unrecorded, its first month stands for it."""
    model = package.instrumen
    promulgated = model.diundangkan or model.ditetapkan
    return str(promulgated or Masa.parse(model.masa_pertama).first), model.masa_pertama, model.id


def _folders(folder: Path) -> Iterator[Path]:
    return (path.parent for path in folder.glob("*/instrumen.toml"))


def region_folders(root: Path | None = None) -> dict[str, Path]:
    """The folders of the regions and ministries that have instruments, by their plain name."""
    root = root or regulations_root()
    found = (path for maker in MAKERS if (root / maker).is_dir() for path in (root / maker).iterdir())
    return {path.name: path for path in sorted(found, key=lambda path: path.name) if any(_folders(path))}


def regions(root: Path | None = None) -> list[str]:
    """Names of the regions and ministries that have instruments."""
    return list(region_folders(root))


def samples(root: Path | None = None) -> list[str]:
    """Regions that only show how a kind of rule is written, as ``contoh/<name>``."""
    sample_root = root or regulations_root()
    folder = sample_root / SAMPLES
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(f"{SAMPLES}/{path.name}" for path in found if any(_folders(path)))


def open_shelf(regulation: str, root: Path | None = None) -> Shelf:
    """The shelf of a region's or ministry's name, also with ``daerah/`` or ``kementerian/``, or of another folder.

    A folder that stands as a region does, ``daerah/<name>`` beside ``nasional``, is read with that nation's law;
    any other with the project's. Raises `UsageError` where there is no such region and no such folder.
    """
    root = root or regulations_root()
    for name, named in region_folders(root).items():
        if regulation in (name, f"{named.parent.name}/{name}"):
            return Shelf(name, named, root)
    if regulation in samples(root):
        sample_folder = root.joinpath(*regulation.split("/"))
        return Shelf(sample_folder.name, sample_folder, root)
    folder = Path(regulation)
    known = regions(root)
    if not folder.is_dir():
        words = {"daerah": regulation, "saran": suggestion(regulation, known), "ada": ", ".join(known)}
        raise UsageError(Problem("R-003", Place(), words))
    if not (folder / "instrumen.toml").exists() and not any(_folders(folder)):
        raise UsageError(Problem("R-002", Place(), {"folder": regulation, "ada": ", ".join(known)}))
    return Shelf(folder.resolve().name, folder, _nation_beside(folder) or root)


def _nation_beside(folder: Path) -> Path | None:
    """The root that a folder outside the project stands under as regions stand under ``regulasi``."""
    daerah = folder.resolve().parent
    return daerah.parent if daerah.name == "daerah" and (daerah.parent / NATIONAL).is_dir() else None


@dataclass(frozen=True)
class Selection:
    """The instruments that take part in a month: national first, then the base, its amendments, a supplement.

    A national instrument is followed at once by its own amendments.
    """

    national: tuple[Package, ...]
    base: Package
    amendments: tuple[Package, ...]
    supplement: Package | None

    @property
    def all(self) -> tuple[Package, ...]:
        """In the order they are laid on one another."""
        extra = (self.supplement,) if self.supplement else ()
        return (*self.national, self.base, *self.amendments, *extra)

    @cached_property
    def roots(self) -> dict[str, str]:
        """Key → key of the instrument that is amended in the end: instruments of one root share their articles."""
        faces = ((item.key, item.instrumen) for item in self.all)
        return amended_roots((key, face.id, face.mengubah or "") for key, face in faces)


def select(
    shelf: Shelf,
    masa: Masa,
    problems: list[Problem],
    supplement: Path | None = None,
    known_on: date | None = None,
) -> Selection:
    """What applies to a month, as far as the office knew it on ``known_on`` (None: as known today).

    A national instrument is known to whoever refers to it; its amendments and revocations only from their own day.

    Raises `RegulationError` where no base regulation applies, or two do.
    """
    every = shelf.packages(problems)
    problems += _unknown_bases(every)
    problems += contradictions(every, complete=shelf.complete)
    packages = [item for item in every if _known(item, known_on)]
    revoked = Revocations.of(packages)
    base = _base(shelf, packages, masa, revoked, problems)
    amendments = tuple(_amendments(base, packages, masa, revoked))
    extra = load_package(supplement, f"{SUPPLEMENT}/{supplement.name}", problems) if supplement else None
    wanted = (base, *amendments, *((extra,) if extra else ()))
    national = _National.read(shelf, masa, known_on, problems)
    return Selection(tuple(national.referred_to(wanted)), base, amendments, extra)


def supplement_folder(shelf: Shelf, name: str) -> Path | None:
    """The folder of a supplement that a worked case names, beside the national ones; None where it names none."""
    return shelf.national_folder / name if name else None


def select_national(shelf: Shelf, package: Package, masa: Masa, problems: list[Problem]) -> Selection:
    """A national instrument of a month by itself: its amendments, and the national instruments these refer to.

    An amendment leads to what it amends.
    """
    national = _National.read(shelf, masa, None, problems)
    root = national.root(package) or package
    own = (root, *national.amendments(root))
    keys = {item.key for item in own}
    referred = tuple(item for item in national.referred_to(own) if item.key not in keys)
    return Selection(referred, root, own[1:], None)


def _unknown_bases(packages: Iterable[Package]) -> Iterator[Problem]:
    """Amendments of instruments that are not on the shelf would silently never apply."""
    known = {item.instrumen.id for item in packages}
    for item in packages:
        if item.instrumen.mengubah is not None and item.instrumen.mengubah not in known:
            place = item.place("", "mengubah", file="instrumen.toml")
            yield Problem("R-005", place, {"acuan": item.instrumen.mengubah, "oleh": item.key})


def _known(package: Package, known_on: date | None) -> bool:
    known = package.instrumen.known_on
    return known_on is None or known is None or known <= known_on


def _applies(package: Package, masa: Masa, revoked: Revocations) -> bool:
    last = revoked.last_masa(package)
    return package.instrumen.masa_pertama <= str(masa) and (last is None or str(masa) <= last)


def _base(shelf: Shelf, packages: list[Package], masa: Masa, revoked: Revocations, problems: list[Problem]) -> Package:
    bases = [item for item in packages if item.instrumen.mengubah is None]
    fitting = [item for item in bases if _applies(item, masa, revoked)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        words = {"daerah": shelf.region, "masa": str(masa), "pilihan": ", ".join(i.key for i in fitting)}
        raise RegulationError([*problems, Problem("R-006", Place(), words)])
    raise RegulationError([*problems, _nothing_applies(shelf, bases, masa, revoked)])


def _nothing_applies(shelf: Shelf, bases: list[Package], masa: Masa, revoked: Revocations) -> Problem:
    """The month is after the last regulation's end, or before the first one."""
    ended = [(last, item) for item in bases if (last := revoked.last_masa(item)) is not None and last < str(masa)]
    if not ended:
        first = min((item.instrumen.masa_pertama for item in bases), default="—")
        return Problem("R-004", Place(), {"daerah": shelf.region, "masa": str(masa), "pertama": first})
    last, package = max(ended, key=lambda pair: pair[0])
    words = {"daerah": shelf.region, "masa": str(masa), "instrumen": package.key, "terakhir": last}
    return Problem("R-080", package.place("", "masa_terakhir", file="instrumen.toml"), words)


def _amendments(base: Package, packages: Iterable[Package], masa: Masa, revoked: Revocations) -> Iterator[Package]:
    """The chain of amendments of ``base`` by seniority, each after what it amends."""
    chain = {base.instrumen.id}
    waiting = sorted((item for item in packages if _applies(item, masa, revoked)), key=seniority)
    while found := next((item for item in waiting if item.instrumen.mengubah in chain), None):
        waiting.remove(found)
        chain.add(found.instrumen.id)
        yield found


@dataclass(frozen=True)
class _National:
    """The national instruments of a month, as the region's instruments refer to them."""

    shelf: Shelf
    masa: Masa
    changes: tuple[Package, ...]
    revoked: Revocations
    problems: list[Problem]

    @classmethod
    def read(cls, shelf: Shelf, masa: Masa, known_on: date | None, problems: list[Problem]) -> _National:
        """With every amendment and revocation that was known."""
        changes = tuple(item for item in shelf.national_changes(problems) if _known(item, known_on))
        national = cls(shelf, masa, changes, Revocations.of(changes), problems)
        if shelf.complete:
            national.check_targets()
        return national

    def check_targets(self) -> None:
        """What is amended or revoked must be there: it would silently never be."""
        for item in self.changes:
            self.root(item)
            for name in item.instrumen.mencabut:
                if self.shelf.national_package(f"{NATIONAL}/{name}", self.problems) is None:
                    self._refuse("R-081", item, name, "mencabut")

    def referred_to(self, wanted: Iterable[Package]) -> Iterator[Package]:
        """Instruments referred to, each once, those they refer to themselves first; without those that are let go."""
        wanted = tuple(wanted)
        seen = {key for package in wanted for key in package.instrumen.melepas}
        for package in wanted:
            yield from self._visit(package, seen)

    def amendments(self, package: Package) -> Iterator[Package]:
        """The amendments of a national instrument that apply."""
        return _amendments(package, self.changes, self.masa, self.revoked)

    def root(self, package: Package) -> Package | None:
        """What an amendment amends in the end; the instrument itself where it amends none; None: not on the shelf."""
        seen = {package.instrumen.id}
        while (amended := package.instrumen.mengubah) is not None:
            found = self.shelf.national_package(f"{NATIONAL}/{amended}", self.problems)
            if found is None or amended in seen:
                self._refuse("R-005", package, amended, "mengubah")
                return None
            seen.add(amended)
            package = found
        return package

    def _visit(self, package: Package, seen: set[str]) -> Iterator[Package]:
        for key in package.instrumen.mengacu:
            if key in seen:
                continue
            seen.add(key)
            found = self.shelf.national_package(key, self.problems)
            if found is None:
                self._refuse("R-005", package, key, "mengacu")
                continue
            self._check_time(package, found)
            root = self.root(found)
            if root is not None and (root is found or root.key not in seen):
                seen.add(root.key)
                yield from self._visit_chain(root, seen)

    def _visit_chain(self, root: Package, seen: set[str]) -> Iterator[Package]:
        """An instrument with its amendments; what they refer to, or let go, follows the same rules."""
        amendments = tuple(self.amendments(root))
        seen.update(item.key for item in amendments)
        for item in (root, *amendments):
            yield from self._visit(item, seen)
        yield from (root, *amendments)

    def _check_time(self, package: Package, found: Package) -> None:
        """A reference leads to an instrument that applies in the month."""
        first, last = found.instrumen.masa_pertama, self.revoked.last_masa(found)
        if str(self.masa) < first:
            self._refuse("R-007", package, found.key, "mengacu", masa=str(self.masa), pertama=first)
        elif last is not None and str(self.masa) > last:
            self._refuse("R-082", package, found.key, "mengacu", masa=str(self.masa), terakhir=last)

    def _refuse(self, code: str, package: Package, key: str, field: str, **words: str) -> None:
        place = package.place("", field, file="instrumen.toml")
        self.problems.append(Problem(code, place, {"acuan": key, "oleh": package.key, **words}))
