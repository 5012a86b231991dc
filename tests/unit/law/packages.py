"""A small nation with one region, two instruments of it and one of the nation's: valid until a test breaks one thing.

Its files are the base that the examples of the findings catalogue start from (``tepat.lab.temuan``). `write_region`
writes it into a folder; a `Break` replaces one text of one file by another, or takes a file away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tepat.lab.temuan import base_texts
from tepat.lang.errors import Problem, TepatError
from tepat.law.shelf import Shelf, open_shelf
from tepat.law.validate import validate_region

NATIONAL = "nasional/uu-1-2020"
BASE = "daerah/contoh/perbup-1-2020"
AMENDMENT = "daerah/contoh/perbup-2-2021"

FILES = base_texts("peraturan")


@dataclass(frozen=True)
class Break:
    """One thing that is wrong: in ``file``, ``old`` reads ``new``. Without ``old`` the file is ``new``; None: away."""

    file: str
    old: str
    new: str | None


def write_region(root: Path, breaks: Sequence[Break] = ()) -> Path:
    """Write the nation with its region, broken where it shall be."""
    for name, text in broken(breaks).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def broken(breaks: Sequence[Break]) -> dict[str, str]:
    files = dict(FILES)
    for item in breaks:
        if item.new is None:
            del files[item.file]
        elif item.old:
            assert files[item.file].count(item.old) == 1, f"{item.old!r} does not stand once in {item.file}"
            files[item.file] = files[item.file].replace(item.old, item.new)
        else:
            files[item.file] = item.new
    return files


def shelf_of(root: Path, breaks: Sequence[Break] = ()) -> Shelf:
    """The shelf of the written region."""
    return open_shelf("contoh", write_region(root, breaks))


def problems_of(root: Path, breaks: Sequence[Break] = ()) -> list[Problem]:
    """Everything the validator says about the written region."""
    try:
        report = validate_region(shelf_of(root, breaks), lambda feature: feature == "tepat hitung")
    except TepatError as error:
        return list(error.problems)
    return report.problems
