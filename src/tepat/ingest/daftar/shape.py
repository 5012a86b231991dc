"""Which rows of a sheet are data: what stands above and below the table, sums, and numbers of columns are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tepat.ingest.daftar.header import Header, is_header_again, plain
from tepat.ingest.daftar.kinds import ListKind
from tepat.ingest.daftar.values import clean
from tepat.ingest.sheet import Cell, Grid, Row, show

_SUM = re.compile(r"(grand|sub)?(jumlah|total)\w*")
_LONGEST = 60
_OWN_POST = frozenset({"", "0", "-", "tidak", "false"})


@dataclass(frozen=True)
class Table:
    """A list where it stands: its kind, its sheet and its header."""

    kind: ListKind
    sheet: str
    grid: Grid
    header: Header

    def cell(self, row: Row, column: str) -> Cell:
        """The cleaned cell of a column; None where it is empty or not there."""
        index = self.header.columns.get(column)
        return clean(row.cells[index]) if index is not None and index < len(row.cells) else None


def sort_rows(table: Table) -> Iterator[tuple[Row, str]]:
    """Every row with the code of why it is no data; empty: it is data, ``judul``: it belongs to the head.

    B-113 it has more or fewer cells than the header, B-206 a sum, B-207 below the table or numbers of columns, B-215 of
    a post that is only acted in.
    """
    last = max((row.number for row in table.grid.rows if _says_something(table, row)), default=0)
    first = next((row for row in table.grid.rows if row.number > table.header.row.number), None)
    for row in table.grid.rows:
        if row.number <= table.header.row.number or is_header_again(row, table.header):
            yield row, "judul"
        elif _is_sum(table, row):
            yield row, "B-206"
        elif row.number > last or (row is first and _counts_columns(row)):
            yield row, "B-207"
        elif table.grid.ragged and not _fits(row, table.header):
            yield row, "B-113"
        else:
            yield row, "B-215" if _is_acting(table, row) else ""


def _says_something(table: Table, row: Row) -> bool:
    """One of the required columns is filled, and it is no sum."""
    if row.number <= table.header.row.number or _is_sum(table, row):
        return False
    return any(table.cell(row, column) is not None for column in table.kind.required)


def _is_sum(table: Table, row: Row) -> bool:
    """The first thing that stands there is a word for sum, and nothing says of whom the row is."""
    first = next((cell for cell in map(clean, row.cells) if cell is not None), None)
    if not isinstance(first, str) or _SUM.fullmatch(plain(first[:_LONGEST])) is None:
        return False
    anchor = table.cell(row, table.kind.required[0])
    return anchor is None or anchor == first


def _counts_columns(row: Row) -> bool:
    """1, 2, 3, … under the titles, as forms have it."""
    texts = [show(cell).strip("()") for cell in map(clean, row.cells) if cell is not None]
    return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _fits(row: Row, header: Header) -> bool:
    """As many cells as the header has; more of them only if they are empty."""
    return len(row.cells) >= header.width and all(cell is None for cell in row.cells[header.width :])


def _is_acting(table: Table, row: Row) -> bool:
    return "plt" in table.kind.control and show(table.cell(row, "plt")).casefold() not in _OWN_POST
