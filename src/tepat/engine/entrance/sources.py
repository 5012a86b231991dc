"""Which files of the packet the folder holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tepat.lang.errors import Place, Problem
from tepat.law.packet import PACKET, FactFile

SUFFIXES = (".csv", ".parquet")


@dataclass(frozen=True)
class Sources:
    """The packet's files by name, what else lies in the folder, and what is wrong with either."""

    paths: Mapping[str, Path]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...]


def locate(folder: Path, packet: Mapping[str, FactFile] = PACKET) -> Sources:
    """Find the files of the packet; names may be written in capitals, hidden files are passed over."""
    if not folder.is_dir():
        return Sources({}, (), (Problem("F-002", Place(file=str(folder)), {"folder": folder}),))
    present = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    candidates = {name: [path for path in present if _is_file_of(name, path)] for name in packet}
    known = {path for paths in candidates.values() for path in paths}
    return Sources(
        {name: paths[0] for name, paths in candidates.items() if len(paths) == 1},
        tuple(path.name for path in present if path not in known),
        tuple(problem for file in packet.values() for problem in _problems(file, candidates[file.name])),
    )


def _is_file_of(name: str, path: Path) -> bool:
    return path.stem.lower() == name and path.suffix.lower() in SUFFIXES


def _problems(file: FactFile, paths: list[Path]) -> list[Problem]:
    if not paths and file.required:
        return [Problem("F-001", Place(file=file.name), {"berkas": file.name})]
    if len(paths) > 1:
        names = " · ".join(path.name for path in paths)
        return [Problem("F-003", Place(file=paths[0].name), {"berkas": file.name, "daftar": names})]
    return []
