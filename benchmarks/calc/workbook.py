"""The workbook: a sheet of people and a sheet of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from benchmarks.calc.formulas import FACTS, FORMULAS, Cell, named_ranges

SHEET, TABLES = "bulan", "tabel"
MOST_ROWS = 1_048_576
"""Of a sheet, in every spreadsheet program that reads this format."""

COLUMNS = (*(fact.name for fact in FACTS), *FORMULAS)
_BATCH = 10_000


def write_workbook(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Everybody of ``fakta``, and the formulas of the month for the first of them; how many people.

    The formulas are filled down where the sheet is opened, as a clerk does it.
    """
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    people, tables = book.add_worksheet(SHEET), book.add_worksheet(TABLES)
    people.write_row(0, 0, COLUMNS)
    number = 0
    for number, facts in enumerate(read_people(connection), 1):
        people.write_row(number, 0, facts)
        if number == 1:
            _write_formulas(people)
    for name, first, rows in _placed():
        for offset, row in enumerate(rows):
            tables.write_row(first + offset, 0, row)
        last = xl_rowcol_to_cell(first + len(rows) - 1, len(rows[0]) - 1, True, True)
        book.define_name(name, f"={TABLES}!{xl_rowcol_to_cell(first, 0, True, True)}:{last}")
    book.close()
    return number


def _write_formulas(people: Worksheet) -> None:
    cells = {name: f"{xl_col_to_name(column)}2" for column, name in enumerate(COLUMNS)}
    for column, formula in enumerate(FORMULAS.values(), len(FACTS)):
        people.write_formula(1, column, f"={formula.format_map(cells)}")


def read_people(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Cell | None, ...]]:
    """The facts of everybody as cells, in the order of the NIP."""
    selected = ", ".join(f"{fact.select} AS {fact.name}" for fact in FACTS)
    rows = connection.execute(f"SELECT {selected} FROM fakta ORDER BY fakta.nip")
    while batch := rows.fetchmany(_BATCH):
        yield from batch


def _placed() -> Iterator[tuple[str, int, Sequence[Sequence[Cell]]]]:
    """Each table with the row on which it begins: one below the other, a blank line between."""
    first = 0
    for name, rows in named_ranges().items():
        yield name, first, rows
        first += len(rows) + 1
