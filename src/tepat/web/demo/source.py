"""The files of the demonstration's months, read row by row."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from tepat.lang.calendar import Masa

# Since when the records hold that have no beginning of their own: the demonstration's data begin there.
BEGINNING = date(2023, 1, 1)


@dataclass(frozen=True)
class Line:
    """A row of a file: the number of its line, and its cells by column."""

    baris: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """A cell."""
        return self.cells[column]

    def day(self, column: str) -> date | None:
        """A cell that holds a date; None where it is empty."""
        return date.fromisoformat(self.cells[column]) if self.cells[column] else None

    def the_day(self, column: str) -> date:
        """A cell that always holds a date."""
        return date.fromisoformat(self.cells[column])


@dataclass(frozen=True)
class MonthFiles:
    """What one month's folder holds."""

    masa: Masa
    folder: Path

    def facts(self, name: str) -> list[Line]:
        """The rows of a file of the fact packet."""
        return read_lines((self.folder / "fakta" / f"{name}.csv").read_text("utf-8"))

    def source(self, name: str) -> list[Line]:
        """The rows of a list beside the devices."""
        return read_lines((self.folder / "sumber" / f"{name}.csv").read_text("utf-8"))

    def content(self, path: str) -> bytes:
        """A file, byte by byte."""
        return (self.folder / path).read_bytes()

    @cached_property
    def device_files(self) -> Sequence[Path]:
        """What was taken from the devices."""
        return sorted((self.folder / "sumber" / "mesin").iterdir())

    @cached_property
    def device_settings(self) -> dict[str, dict[str, str]]:
        """Of device files, by name, what their name and content do not tell."""
        listed = tomllib.loads(self.content("sumber/sumber.toml").decode()).get("berkas", [])
        return {entry["nama"]: {key: cell for key, cell in entry.items() if key != "nama"} for entry in listed}


def read_lines(text: str) -> list[Line]:
    """The rows of a CSV text; the header is line 1."""
    reader = csv.DictReader(io.StringIO(text))
    return [Line(reader.line_num, row) for row in reader]


def different(lines: Iterable[Line], *columns: str) -> Iterator[Line]:
    """The first of each lines that are equal in these columns (none named: in all)."""
    seen = set()
    for line in lines:
        key = tuple(line[name] for name in columns) if columns else tuple(line.cells.values())
        if key not in seen:
            seen.add(key)
            yield line


def apart(lines: Iterable[Line], key: Callable[[Line], object]) -> list[Line]:
    """Those that share no day with an earlier one of the list with the same key; columns ``mulai``, ``selesai``."""
    held: dict[object, list[tuple[date, date]]] = {}
    found = []
    for line in lines:
        begin, end = line.day("mulai") or BEGINNING, line.day("selesai") or date.max
        spans = held.setdefault(key(line), [])
        if all(begin > last or end < first for first, last in spans):
            spans.append((begin, end))
            found.append(line)
    return found
