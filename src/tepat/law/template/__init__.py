"""A new package: the frame of an instrument, whole and clean, with what only the region knows left unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, UsageError

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FILES = ("instrumen.toml", "aturan.toml", "tabel/nilai_predikat.csv", "kasus/contoh.toml")


def create_package(folder: Path, instrument: str, masa: Masa, zone: str) -> tuple[Path, ...]:
    """Write the frame of an instrument into the folder of its region; returns the files written.

    Raises `UsageError` where the name cannot be a folder's, or where that instrument is already there: nobody's work
    is written over.
    """
    if not _NAME.fullmatch(instrument):
        raise UsageError(Problem("R-091", Place(), {"nama": instrument}))
    target_folder = folder / instrument
    if target_folder.exists():
        raise UsageError(Problem("R-090", Place(), {"folder": str(target_folder)}))
    written = []
    for name, text in frame(folder.resolve().name, instrument, masa, zone):
        path = target_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        written.append(path)
    return tuple(written)


def frame(region: str, instrument: str, masa: Masa, zone: str) -> Iterator[tuple[str, str]]:
    """The files of the frame with their texts."""
    words = {"@DAERAH@": region, "@ID@": instrument, "@MASA@": str(masa), "@TAHUN@": str(masa.year), "@ZONA@": zone}
    for name in FILES:
        text = files("tepat.law.template").joinpath(name).read_text("utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        yield name, text
