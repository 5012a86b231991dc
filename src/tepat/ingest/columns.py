"""The header of a sheet, found by the names of its columns, and the records under it by our names for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tepat.ingest.reading import Reading, Source
from tepat.ingest.sheet import Cell, Grid, Row, column_letter, looks_like_sheet, read_grid, show
from tepat.ingest.workbook import is_workbook

# Our name of a column to the names it is known under.
Names = Mapping[str, Sequence[str]]
# A header stands among the first rows: titles and blank rows come before it.
_SEARCHED = 20
# Of a text, enough to know it by: a log can have millions of lines.
_LOOK_AT = 1 << 16


@dataclass(frozen=True)
class Record:
    """One row under the header, its cells by our names; a column that is not there is empty.

    ``places``: what the user calls each column.
    """

    line: int
    raw: str
    cells: Mapping[str, Cell]
    places: Mapping[str, str]

    def __getitem__(self, name: str) -> Cell:
        return self.cells.get(name)

    def reject(self, reading: Reading, kode: str, name: str, **words: object) -> None:
        """Put it into quarantine for what stands in one of its columns."""
        reading.reject(self.line, self.raw, kode, self.places.get(name, name), **words)


@dataclass(frozen=True)
class Header:
    """Where the header stands, and at which index each known column; ``twice``: columns that stand there twice."""

    line: int
    width: int
    columns: Mapping[str, int]
    twice: Sequence[str] = ()


def plain(text: Cell) -> str:
    """A column's name without capitals, blanks and signs.

    >>> plain("Plg. Cepat"), plain(" I/O "), plain("No.  ID")
    ('plgcepat', 'io', 'noid')
    """
    return re.sub(r"[\W_]+", "", text.casefold()) if isinstance(text, str) else ""


def find_header(grid: Grid, names: Names, required: Collection[str], line: int | None = None) -> Header | None:
    """The first row that has the required columns, among the first rows or on the ``line`` that is given."""
    ours = {plain(word): name for name, words in names.items() for word in words}
    for row in grid.rows:
        if row.number > (line or _SEARCHED):
            return None
        found = _header(row, ours)
        if line in {None, row.number} and set(required) <= found.columns.keys():
            return found
    return None


def _header(row: Row, ours: Mapping[str, str]) -> Header:
    known = [(ours[word], index) for index, cell in enumerate(row.cells) if (word := plain(cell)) in ours]
    counts = Counter(name for name, _ in known)
    width = max((index for index, cell in enumerate(row.cells) if cell is not None), default=-1) + 1
    twice = [name for name, count in counts.items() if count > 1]
    return Header(row.number, width, dict(reversed(known)), twice)


def has_header(source: Source, names: Names, required: Collection[str]) -> bool:
    """Whether the file is a sheet with these columns."""
    if not looks_like_sheet(source):
        return False
    if not is_workbook(source.content):
        source = replace(source, content=source.content[:_LOOK_AT])
    return find_header(read_grid(source), names, required) is not None


def read_records(
    reading: Reading, names: Names, required: Collection[str], line: int | None = None
) -> Sequence[Record]:
    """The records of a file; rows before the header are control lines, rows of another shape are in quarantine.

    Where the file as a whole cannot be used, its problem is told, every row of it is in quarantine, and there are no
    records. Problems: those of `read_grid`; M-033 no header, M-034 a column stands twice, M-038 nothing in the file.
    """
    grid = read_grid(reading.source)
    if not grid.rows:
        _nothing(reading, grid)
        return ()
    header = find_header(grid, names, required, line)
    if header is None:
        refuse(reading, grid.rows, "M-033", dicari=", ".join(names[name][0] for name in required))
        return ()
    if header.twice:
        refuse(reading, grid.rows, "M-034", header.line, kolom=", ".join(names[name][0] for name in header.twice))
        return ()
    return tuple(_records(reading, grid, header))


def refuse_file(reading: Reading, kode: str, **words: Any) -> None:
    """Tell why the whole file cannot be used, and put all that stands in it into quarantine."""
    grid = read_grid(reading.source)
    refuse(reading, grid.rows, kode, **words)
    if not grid.rows:
        _nothing(reading, grid)


def _nothing(reading: Reading, grid: Grid) -> None:
    """A file without rows: empty, or a workbook of which one record tells that there was something."""
    if grid.fault is None:
        reading.problem("M-038")
        return
    reading.problem(grid.fault, **grid.words)
    reading.reject(1, f"{len(reading.source.content)} bita, SHA-256 {reading.batch}", "M-133")


def refuse(reading: Reading, rows: Sequence[Row | Record], kode: str, line: int | None = None, **words: Any) -> None:
    """Tell what is wrong with the whole file, and put every row of it into quarantine."""
    reading.problem(kode, line, **words)
    for row in rows:
        if isinstance(row, Row):
            reading.reject(row.number, row.text, "M-130", masalah=kode)
        else:
            reading.reject(row.line, row.raw, "M-130", masalah=kode)


def _records(reading: Reading, grid: Grid, header: Header) -> Iterator[Record]:
    titles = next(row.cells for row in grid.rows if row.number == header.line)
    places = {name: _place(grid, titles, index) for name, index in header.columns.items()}
    for row in grid.rows:
        if row.number <= header.line or row.cells == titles:
            reading.control(row.number)
        elif grid.ragged and not _fits(row, header):
            reading.reject(row.number, row.text, "M-131", ada=len(row.cells), seharusnya=header.width)
        else:
            cells = {name: row.cells[index] for name, index in header.columns.items() if index < len(row.cells)}
            yield Record(row.number, row.text, cells, places)


def _fits(row: Row, header: Header) -> bool:
    """As many cells as the header has; more of them only if they are empty."""
    return len(row.cells) >= header.width and all(cell is None for cell in row.cells[header.width :])


def _place(grid: Grid, titles: Sequence[Cell], index: int) -> str:
    """A column as the user sees it: its title, in a workbook after the letter of the column."""
    title = " ".join(show(titles[index]).split())
    return title if grid.ragged else f"{column_letter(index)} ({title})"
