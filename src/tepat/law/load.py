"""One instrument folder to data, with every problem it has."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from tepat.lang.errors import Place, Problem
from tepat.law.models import (
    HapusModel,
    InstrumenModel,
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
    instrumen = _model(InstrumenModel, raw, f"{key}/instrumen.toml", places, "", problems)
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
    """sha256 of an instrument: its two TOML files and its tables, by name, line endings aside. Cases do not count:
    an added example does not change the law."""
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
        for index, entry in enumerate(_entries(raw.get("kasus"))):
            case = _model(KasusModel, entry, name, places, "kasus", problems, index)
            if case is not None:
                cases.append((case, Place(name, places.line("kasus", "", index))))
    return cases


def _read_toml(path: Path, name: str, problems: list[Problem]) -> tuple[dict[str, object], Places]:
    try:
        text = path.read_text("utf-8")
        return tomllib.loads(text, parse_float=Decimal), find_places(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem("R-001", Place(name), {"rincian": str(error)}))
        return {}, Places()


def _model(
    kind: type[_Model],
    raw: object,
    file: str,
    places: Places,
    section: str,
    problems: list[Problem],
    index: int = 0,
) -> _Model | None:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        for item in error.errors():
            key = ".".join(str(part) for part in item["loc"])
            place = Place(file, _line(places, section, item["loc"], index), None, section)
            problems.append(Problem("R-010", place, {"kunci": key, "rincian": item["msg"]}))
        return None


def _line(places: Places, section: str, loc: tuple[int | str, ...], index: int) -> int:
    """The line of a field that pydantic names by its path; lists of tables count their own headers."""
    if not section and len(loc) > 1 and isinstance(loc[1], int):
        return places.line(str(loc[0]), str(loc[2]) if len(loc) > 2 else "", loc[1])
    return places.line(section, str(loc[0]) if loc else "", index)


def _load_rules(package: Package, raw: Mapping[str, object], problems: list[Problem]) -> None:
    file = f"{package.key}/aturan.toml"
    for section, content in raw.items():
        if section in _NAMED:
            entries = content.items() if isinstance(content, dict) else ()
            package.named[section] = _entries_of(_NAMED[section], entries, f"{section}.{{}}", package, file, problems)
        elif section in _LISTED:
            listed = enumerate(_entries(content))
            found = (_model(_LISTED[section], row, file, package.places, section, problems, i) for i, row in listed)
            package.listed[section] = [item for item in found if item is not None]
        elif section == "baris":
            _load_rows(package, content, file, problems)
        else:
            found_variable = _model(VariabelModel, content, file, package.places, section, problems)
            if found_variable is not None:
                package.variabel[section] = found_variable


def _load_rows(package: Package, content: object, file: str, problems: list[Problem]) -> None:
    for grain, rows in content.items() if isinstance(content, dict) else ():
        entries = rows.items() if isinstance(rows, dict) else ()
        pattern = f"baris.{grain}.{{}}"
        found = _entries_of(VariabelModel, entries, pattern, package, file, problems)
        package.baris[grain] = found


def _entries_of(
    kind: type[_Model],
    entries: Iterable[tuple[str, object]],
    pattern: str,
    package: Package,
    file: str,
    problems: list[Problem],
) -> dict[str, _Model]:
    found = {}
    for name, row in entries:
        item = _model(kind, row, file, package.places, pattern.format(name), problems)
        if item is not None:
            found[name] = item
    return found


def _entries(content: object) -> list[object]:
    return list(content) if isinstance(content, list) else []


def _load_table(package: Package, path: Path, problems: list[Problem]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = tuple(next(reader, []))
        rows = tuple((reader.line_num, tuple(row)) for row in reader if row)
    for line, row in rows:
        if len(row) != len(header):
            words = {"tabel": path.stem, "ditemukan": str(len(row)), "diharapkan": str(len(header))}
            problems.append(Problem("R-030", Place(f"{package.key}/tabel/{path.name}", line), words))
    sound = tuple((line, row) for line, row in rows if len(row) == len(header))
    package.tables[path.stem] = TableFile(path.stem, header, sound)
