"""The rows of a table as rows of their list, and what there is to say about them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tepat.engine.entrance.faults import NPWP_TEXT
from tepat.ingest.daftar.days import month_comes_first
from tepat.ingest.daftar.header import place_of
from tepat.ingest.daftar.reading import ListProblem, ListRow
from tepat.ingest.daftar.shape import Table, sort_rows
from tepat.ingest.daftar.stated import month_of_row
from tepat.ingest.daftar.values import Value, read_value
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import Row, show
from tepat.lang.calendar import Masa
from tepat.lang.types import Number, Unit
from tepat.law.packet import Column

_LONGEST_CELL = 120
# Notes of single cells that a column says once, with how often.
_COUNTED = ("B-201", "B-202", "B-216")


@dataclass
class Draft:
    """What reading the rows of a table has come to."""

    table: Table
    masa: Masa | None
    rows: dict[int, ListRow] = field(default_factory=dict)
    problems: list[ListProblem] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    skipped: set[int] = field(default_factory=set)
    _notes: dict[tuple[str, str], list[tuple[int, str, str]]] = field(default_factory=lambda: defaultdict(list))

    def place(self, column: str) -> str:
        """What the user calls a column."""
        return place_of(self.table.header, column, ragged=self.table.grid.ragged)

    def say(self, code: str, line: int | None = None, column: str = "", cell: str = "", **words: object) -> None:
        """One more problem."""
        place = self.place(column) if column else ""
        self.problems.append(ListProblem(code, line, place, cell[:_LONGEST_CELL], words))

    def refuse(self, code: str, line: int, column: str = "", cell: str = "", **words: object) -> None:
        """The row is not taken."""
        self.rows.pop(line, None)
        self.refused.add(line)
        self.say(code, line, column, cell, **words)

    def note(self, code: str, column: str, line: int, cell: str, text: str) -> None:
        """Something about a cell that its column says once."""
        self._notes[code, column].append((line, cell, text))

    def tell_notes(self) -> None:
        """What was noted of the cells of accepted rows, by column, with the first of them."""
        for (code, column), cells in self._notes.items():
            kept = [cell for cell in cells if cell[0] in self.rows]
            if kept:
                line, cell, text = kept[0]
                self.say(code, line, column, cell, dibaca=text, banyak=len(kept))


def read_rows(table: Table, masa: Masa | None, periode: Masa | None) -> Draft:
    """Every row, accepted, refused with a reason, or skipped with a note.

    ``masa``: the month that rows with a month of their own must be of; ``periode``: that of the report, which its rows
    are of.
    """
    draft = Draft(table, masa)
    sorted_rows = list(sort_rows(table))
    unsure = _unsure_columns(table, [row for row, reason in sorted_rows if not reason])
    for row, reason in sorted_rows:
        if reason == "B-113":
            seharusnya = table.header.width
            draft.refuse("B-113", row.number, cell=row.text, ada=len(row.cells), seharusnya=seharusnya)
        elif reason:
            draft.skipped.add(row.number)
        else:
            _read_row(draft, row, unsure, periode)
    _tell_skipped(draft, sorted_rows)
    _tell_same_keys(draft)
    _tell_fractions(draft)
    draft.tell_notes()
    return draft


def _unsure_columns(table: Table, rows: Sequence[Row]) -> frozenset[str]:
    """Columns of days in which some cells put the month first."""
    columns = (column.name for column in table.kind.contract.columns if not isinstance(column.type, Number))
    return frozenset(name for name in columns if month_comes_first(table.cell(row, name) for row in rows))


def _read_row(draft: Draft, row: Row, unsure: frozenset[str], periode: Masa | None) -> None:
    values: dict[str, Value] = {}
    for column in draft.table.kind.contract.columns:
        cell = draft.table.cell(row, column.name)
        try:
            values[column.name] = read_value(column, cell, is_unsure=column.name in unsure)
        except Refused as refused:
            draft.refuse(refused.code, row.number, column.name, show(cell), **refused.words)
    if row.number in draft.refused or not _holds_together(draft, row, values):
        return
    cells = {name: value.text for name, value in values.items()}
    if periode is not None:
        cells["periode"] = str(periode)
    draft.rows[row.number] = ListRow(row.number, draft.table.sheet, cells)
    for name, value in values.items():
        if value.note is not None:
            draft.note(value.note, name, row.number, show(draft.table.cell(row, name)), value.text)


def _holds_together(draft: Draft, row: Row, values: Mapping[str, Value]) -> bool:
    """Whether the cells of a row agree with each other, and with the month it is read for."""
    begin, end = (values.get(name, Value("")).text for name in ("mulai", "selesai"))
    # A day without a time of day is before every minute of it as a text; an outage may end on the day it begins.
    if begin and end and end[: len(begin)] < begin[: len(end)]:
        draft.refuse("B-115", row.number, "selesai", end, mulai=begin)
        return False
    try:
        month = month_of_row(row, draft.table.header)
    except Refused as refused:
        draft.refuse(refused.code, row.number, refused.column, _month_cells(draft, row), **refused.words)
        return False
    if month is not None and draft.masa is not None and month != draft.masa:
        draft.refuse("B-116", row.number, "bulan", _month_cells(draft, row), ada=str(month), masa=str(draft.masa))
        return False
    npwp = values.get("npwp", Value("")).text
    if npwp and re.fullmatch(NPWP_TEXT, re.sub("[ .-]", "", npwp)) is None:
        draft.say("B-204", row.number, "npwp", npwp)
    return True


def _month_cells(draft: Draft, row: Row) -> str:
    return " ".join(show(draft.table.cell(row, name)) for name in ("bulan", "tahun"))


# -- the rows together --------------------------------------------------------------------------------------------


def _tell_skipped(draft: Draft, sorted_rows: Sequence[tuple[Row, str]]) -> None:
    for code in ("B-206", "B-207", "B-215"):
        lines = [row.number for row, reason in sorted_rows if reason == code]
        if lines:
            draft.say(code, lines[0], banyak=len(lines), daftar=enumeration(lines))


def enumeration(lines: Sequence[int], most: int = 10) -> str:
    """The first lines, and how many more.

    >>> enumeration([4, 9]), enumeration(range(1, 14))
    ('4, 9', '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … +3')
    """
    shown = ", ".join(map(str, lines[:most]))
    return f"{shown}, … +{len(lines) - most}" if len(lines) > most else shown


def _tell_same_keys(draft: Draft) -> None:
    """A key that stands there again: the same row is skipped; where the rows differ, nobody knows which one holds."""
    key = draft.table.kind.contract.key
    found: dict[tuple[str, ...], list[ListRow]] = defaultdict(list)
    for row in draft.rows.values() if key else ():
        found[tuple(row.cells[name] for name in key)].append(row)
    for same in found.values():
        first, *others = same
        lines = enumeration([row.line for row in same])
        if any(row.cells != first.cells for row in others):
            for row in same:
                draft.refuse("B-114", row.line, key[0], row.cells[key[0]], daftar=lines)
        elif others:
            draft.say("B-205", others[0].line, key[0], first.cells[key[0]], daftar=lines)
            for row in others:
                del draft.rows[row.line]
                draft.skipped.add(row.line)


def _tell_fractions(draft: Draft) -> None:
    """A percent cell of a spreadsheet holds 0.85 where it shows 85 %: then no value of the column reaches 1."""
    for column in draft.table.kind.contract.columns:
        if not _is_percent(column):
            continue
        said = [row for row in draft.rows.values() if row.cells[column.name] not in {"", "0"}]
        if len(said) > 1 and all(0 < Decimal(row.cells[column.name]) <= 1 for row in said):
            draft.say("B-203", said[0].line, column.name, said[0].cells[column.name], banyak=len(said))


def _is_percent(column: Column) -> bool:
    return isinstance(column.type, Number) and column.type.unit is Unit.PERSEN
