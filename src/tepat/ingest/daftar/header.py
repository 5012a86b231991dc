"""The header of an upload: which row it is, and which column of the list stands where."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tepat.engine.entrance.header import NONE_NEAR, nearest
from tepat.ingest.daftar.kinds import ListKind
from tepat.ingest.sheet import Cell, Grid, Row, column_letter, show

# Titles, blank rows and merged heads come before the header.
_SEARCHED = 20
_LONGEST = 80


@dataclass(frozen=True)
class Header:
    """A row taken as the header of a list.

    ``columns``: index of each column of the list, and of the columns that control it; ``twice``: those that stand there
    more than once; ``titles``: what the file calls each; ``ignored``: titles that nobody reads.
    """

    row: Row
    width: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]
    missing: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A title without capitals, accents, blanks and signs; the sign of percent is a word.

    >>> plain("Gol. Ruang"), plain(" NAMA_Lengkap "), plain("Prédikat"), plain("IWP 1%")
    ('golruang', 'namalengkap', 'predikat', 'iwp1persen')
    """
    letters = unicodedata.normalize("NFKD", text.replace("%", " persen ").casefold())
    return re.sub(r"[\W_]+", "", "".join(sign for sign in letters if not unicodedata.combining(sign)))


def find_header(grid: Grid, kind: ListKind) -> Header | None:
    """The first row with every required column; else the row that has most of the list's columns, if any."""
    found = [read_header(row, kind) for row in _searched(grid)]
    whole = next((header for header in found if not header.missing), None)
    return whole or max((header for header in found if header.columns), key=_known, default=None)


def _searched(grid: Grid) -> Sequence[Row]:
    return [row for row in grid.rows[:_SEARCHED] if row.number <= 2 * _SEARCHED]


def _known(header: Header) -> int:
    return len(header.columns)


def read_header(row: Row, kind: ListKind) -> Header:
    """A row as the header of a list."""
    names = _names(kind)
    filled = [(index, show(cell)) for index, cell in enumerate(row.cells) if cell is not None]
    known = [(names[word], index) for index, text in filled if (word := plain(text[:_LONGEST])) in names]
    counts = Counter(name for name, _ in known)
    columns = dict(reversed(known))
    ignored = tuple(short(text) for index, text in filled if index not in columns.values())
    return Header(
        row,
        max((index for index, _ in filled), default=-1) + 1,
        columns,
        {name: short(show(row.cells[index])) for name, index in columns.items()},
        tuple(name for name in kind.required if name not in columns),
        tuple(name for name, count in counts.items() if count > 1),
        ignored,
    )


def _names(kind: ListKind) -> Mapping[str, str]:
    """Plain titles to the column each means."""
    return _names_of(kind.name, tuple({**kind.titles, **kind.control}.items()))


@lru_cache(maxsize=64)
def _names_of(_: str, titles: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    return {plain(title): column for column, known in titles for title in known}


def short(text: str) -> str:
    """A title in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def place_of(header: Header, column: str, *, ragged: bool) -> str:
    """A column as the user sees it: its title, in a workbook after the letter of the column."""
    if column not in header.columns:
        return column
    title = header.titles[column]
    return title if ragged else f"{column_letter(header.columns[column])} ({title})"


def nearest_title(kind: ListKind, column: str, header: Header) -> str:
    """The unread title most like a column that is missing; a dash where none is near."""
    found = (nearest(name, header.ignored) for name in kind.titles[column])
    return next((title for title in found if title != NONE_NEAR), NONE_NEAR)


def untitled(grid: Grid, header: Header) -> tuple[str, ...]:
    """Letters of the columns with something below an empty title."""
    titled = {index for index, cell in enumerate(header.row.cells) if cell is not None}
    below = {
        index
        for row in grid.rows
        if row.number > header.row.number
        for index, cell in enumerate(row.cells)
        if cell is not None and index not in titled
    }
    return tuple(f"({column_letter(index)})" for index in sorted(below))


def is_header_again(row: Row, header: Header) -> bool:
    """The header of a further printed page."""
    titles = [cell for cell in header.row.cells if cell is not None]
    cells = [cell for cell in row.cells if cell is not None]
    return len(cells) == len(titles) and all(map(_same, cells, titles))


def _same(cell: Cell, title: Cell) -> bool:
    return cell == title or plain(show(cell)[:_LONGEST]) == plain(show(title)[:_LONGEST])
