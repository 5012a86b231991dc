"""One instrument folder to data, with every problem it has."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from tepat.lang.errors import Place, Problem
from tepat.law.models import (
    BerkasModel,
    HapusModel,
    InstrumenModel,
    JenisRunModel,
    KasusModel,
    KekekalanModel,
    KeluargaModel,
    RelasiModel,
    SyaratModel,
    TabelModel,
    VariabelModel,
)
from tepat.law.places import Places, find_places

_Model = TypeVar("_Model", bound=BaseModel)

_NAMED: Mapping[str, type[BaseModel]] = {
    "keluarga": KeluargaModel,
    "parameter": VariabelModel,
    "terbuka": VariabelModel,
    "tabel": TabelModel,
    "relasi": RelasiModel,
    "berkas": BerkasModel,
    "jenis_run": JenisRunModel,
}
_LISTED: Mapping[str, type[BaseModel]] = {"syarat": SyaratModel, "kekekalan": KekekalanModel, "hapus": HapusModel}


@dataclass(frozen=True)
class TableFile:
    """The rows of one ``tabel/*.csv`` as text, with their lines."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass
class Package:
    """One instrument folder, read."""

    folder: Path
    key: str
    instrumen: InstrumenModel
    sha256: str
    named: dict[str, dict[str, BaseModel]] = field(default_factory=dict)
    variabel: dict[str, VariabelModel] = field(default_factory=dict)
    baris: dict[str, dict[str, VariabelModel]] = field(default_factory=dict)
    listed: dict[str, list[BaseModel]] = field(default_factory=dict)
    tables: dict[str, TableFile] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    article_places: Places = field(default_factory=Places)

    def place(self, section: str, key: str = "", index: int = 0, file: str = "aturan.toml") -> Place:
        """Where a key of one of the two TOML files stands."""
        places = self.places if file == "aturan.toml" else self.article_places
        return Place(f"{self.key}/{file}", places.line(section, key, index), None, section)

    def models(self, section: str, kind: type[_Model]) -> dict[str, _Model]:
        """The named entries of a section, typed."""
        return {name: item for name, item in self.named.get(section, {}).items() if isinstance(item, kind)}

    def lists(self, section: str, kind: type[_Model]) -> list[_Model]:
        """The listed entries of a section, typed."""
        return [item for item in self.listed.get(section, []) if isinstance(item, kind)]


def load_package(folder: Path, key: str, problems: list[Problem]) -> Package | None:
    """Read an instrument folder; problems are added to the list, None where there is no identity to go on with."""
    raw, places = _read_toml(folder / "instrumen.toml", f"{key}/instrumen.toml", problems)
    instrumen = _Reader(f"{key}/instrumen.toml", places, problems).model(InstrumenModel, raw, "")
    if instrumen is None:
        return None
    package = Package(folder, key, instrumen, hash_folder(folder), article_places=places)
    if (folder / "aturan.toml").exists():
        rules, package.places = _read_toml(folder / "aturan.toml", f"{key}/aturan.toml", problems)
        _load_rules(package, rules, problems)
    for path in sorted(folder.glob("tabel/*.csv")):
        _load_table(package, path, problems)
    return package


def hash_folder(folder: Path) -> str:
    """sha256 of an instrument: its two TOML files and its tables, by name, line endings aside.

    Cases do not count: an added example does not change the law.
    """
    sha = hashlib.sha256()
    paths = [path for name in ("instrumen.toml", "aturan.toml") if (path := folder / name).exists()]
    for path in (*paths, *sorted(folder.glob("tabel/*.csv"))):
        sha.update(path.relative_to(folder).as_posix().encode() + b"\0")
        sha.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return sha.hexdigest()


def load_cases(folder: Path, key: str, problems: list[Problem]) -> list[tuple[KasusModel, Place]]:
    """The worked cases of an instrument, with their places."""
    cases = []
    for path in sorted(folder.glob("kasus/*.toml")):
        name = f"{key}/kasus/{path.name}"
        raw, places = _read_toml(path, name, problems)
        reader = _Reader(name, places, problems)
        for index, entry in enumerate(_entries(raw.get("kasus"))):
            case = reader.model(KasusModel, entry, "kasus", index)
            if case is not None:
                cases.append((case, Place(name, places.line("kasus", "", index))))
    return cases


def _read_toml(path: Path, name: str, problems: list[Problem]) -> tuple[dict[str, object], Places]:
    try:
        text = path.read_text("utf-8")
        return tomllib.loads(text, parse_float=Decimal), find_places(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(unreadable(name, error))
        return {}, Places()


def unreadable(name: str, error: Exception) -> Problem:
    """A file that is no TOML, no CSV or no UTF-8, with the line and column where its reader gave up."""
    found = _SPOT.search(str(error))
    line, column = (int(found[1]), int(found[2])) if found else (None, None)
    return Problem(UNREADABLE, Place(name, line, column), {"rincian": _SPOT.sub("", str(error)).strip()})


UNREADABLE = "R-001"
_SPOT = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True)
class _Reader:
    """Turns raw TOML of one file into models, with a problem and its line for every field that does not fit."""

    file: str
    places: Places
    problems: list[Problem]

    def model(self, kind: type[_Model], raw: object, section: str, index: int = 0) -> _Model | None:
        try:
            return kind.model_validate(raw)
        except ValidationError as error:
            for item in error.errors():
                key = ".".join(str(part) for part in item["loc"])
                line = _line(self.places, section, item["loc"], index)
                place = Place(self.file, line, None, section)
                self.problems.append(Problem("R-010", place, {"kunci": key, "rincian": item["msg"]}))
            return None

    def named(self, kind: type[_Model], entries: Iterable[tuple[str, object]], pattern: str) -> dict[str, _Model]:
        found = ((name, self.model(kind, row, pattern.format(name))) for name, row in entries)
        return {name: item for name, item in found if item is not None}


def _line(places: Places, section: str, loc: tuple[int | str, ...], index: int) -> int:
    """The line of a field that pydantic names by its path; lists of tables count their own headers."""
    if not section and len(loc) > 1 and isinstance(loc[1], int):
        return places.line(str(loc[0]), str(loc[2]) if len(loc) > 2 else "", loc[1])
    return places.line(section, str(loc[0]) if loc else "", index)


def _load_rules(package: Package, raw: Mapping[str, object], problems: list[Problem]) -> None:
    reader = _Reader(f"{package.key}/aturan.toml", package.places, problems)
    for section, content in raw.items():
        if section in _NAMED:
            package.named[section] = reader.named(_NAMED[section], _items(content), f"{section}.{{}}")
        elif section in _LISTED:
            rows = enumerate(_entries(content))
            found = (reader.model(_LISTED[section], row, section, index) for index, row in rows)
            package.listed[section] = [item for item in found if item is not None]
        elif section == "baris":
            for grain, variables in _items(content):
                package.baris[grain] = reader.named(VariabelModel, _items(variables), f"baris.{grain}.{{}}")
        else:
            variable = reader.model(VariabelModel, content, section)
            if variable is not None:
                package.variabel[section] = variable


def _items(content: object) -> Iterable[tuple[str, object]]:
    return content.items() if isinstance(content, dict) else ()


def _entries(content: object) -> list[object]:
    return list(content) if isinstance(content, list) else []


def _load_table(package: Package, path: Path, problems: list[Problem]) -> None:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = tuple(next(reader, []))
            rows = tuple((reader.line_num, tuple(row)) for row in reader if row)
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(unreadable(f"{package.key}/tabel/{path.name}", error))
        return
    for line, row in rows:
        if len(row) != len(header):
            words = {"tabel": path.stem, "ditemukan": str(len(row)), "diharapkan": str(len(header))}
            problems.append(Problem("R-030", Place(f"{package.key}/tabel/{path.name}", line), words))
    sound = tuple((line, row) for line, row in rows if len(row) == len(header))
    package.tables[path.stem] = TableFile(path.stem, header, sound)
