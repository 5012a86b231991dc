"""Tables on a sheet: fields, rows, sums; how they look, and the page they are printed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import lru_cache
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from tepat.lang.errors import InternalError

_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
_NARROWEST = 9
_LINE_HEIGHT = 14
# Characters that the filter's button takes of a header.
_FILTER_BUTTON = 4
_INK, _LINE, _HEAD_FILL, _SUM_FILL = "#1F2933", "#BCC4CC", "#DCE6F1", "#F1F4F7"
_GOOD, _BAD = ("#E3F4E6", "#1B5E20"), ("#FBDDDD", "#8B1A1A")


class Paper(IntEnum):
    """What is printed on, by its number in a workbook."""

    A4 = 9
    # Folio, 8.5 × 13 inch: what Indonesian offices call F4.
    F4 = 14


class Style(StrEnum):
    """How the cells of a field look."""

    TEXT = "text"
    WRAP = "wrap"
    CODE = "code"
    NUMBER = "number"
    SHARE = "share"
    VERDICT = "verdict"
    DAYS = "days"
    PERCENT = "percent"
    DATE = "date"
    MOMENT = "moment"
    SCAN = "scan"
    MARK = "mark"


_WRAPPED = (Style.WRAP, Style.CODE)


@dataclass(frozen=True)
class Formula:
    """A live formula with the value it has now, for viewers that do not calculate."""

    text: str
    value: int | Decimal | str


@dataclass(frozen=True)
class Marked:
    """A value with a look of its own."""

    value: str | int | Decimal
    look: str


# None: nothing is said, which is not zero.
Cell = str | int | Decimal | date | Formula | Marked | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Field:
    """One column of a table; ``widest`` in characters, where its text wraps; ``width``: exactly, whatever it holds."""

    name: str
    header: str
    style: Style
    is_summed: bool = False
    widest: int = 24
    width: int | None = None


@dataclass(frozen=True)
class Table:
    """A table where it stands: ``top`` is the sheet's row of its headers, counted from 0."""

    sheet: str
    top: int
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]

    @property
    def last(self) -> int:
        """The row of the last cells (an empty table keeps one blank row, so that its sums have a range)."""
        return self.top + max(len(self.rows), 1)

    @property
    def bottom(self) -> int:
        """The last row the table takes, its sums included."""
        return self.last + any(field.is_summed for field in self.fields)

    def column(self, name: str) -> str:
        """The cells of a field as a formula of any sheet writes them."""
        at = self._index(name)
        return f"'{self.sheet}'!{xl_range_abs(self.top + 1, at, self.last, at)}"

    def values(self, name: str) -> list[int | Decimal | str | date | None]:
        """What the cells of a field show."""
        at = self._index(name)
        return [_value(row[at]) for row in self.rows]

    def total(self, name: str) -> Formula:
        """The sum of a field."""
        value = sum(value for value in self.values(name) if isinstance(value, int | Decimal))
        return Formula(f"=SUM({self.column(name)})", value)

    def _index(self, name: str) -> int:
        names = [field.name for field in self.fields]
        if name not in names:
            raise InternalError(f"sheet {self.sheet} has no column {name}")
        return names.index(name)


# The foot of a page, and what a row of sums is called.
_PRINTED = {"id": ("Halaman &P dari &N", "Jumlah"), "en": ("Page &P of &N", "Total")}
# Points or commas as the reader's own settings have it; a dash for nothing.
_WHOLE = '#,##0_);-#,##0_);"–"_)'
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 15},
    "subtitle": {"font_size": 11, "font_color": "#52606D"},
    "header": {"bold": True, "bg_color": _HEAD_FILL, "border": 1, "text_wrap": True, "align": "center"},
    Style.TEXT: {"border": 1, "indent": 1},
    Style.WRAP: {"border": 1, "indent": 1, "text_wrap": True},
    Style.CODE: {"border": 1, "indent": 1, "text_wrap": True, "font_name": "Consolas", "font_size": 9},
    Style.NUMBER: {"border": 1, "num_format": _WHOLE},
    Style.SHARE: {"border": 1, "num_format": "0.00%_)"},
    Style.VERDICT: {"border": 1, "bold": True, "align": "center"},
    Style.DAYS: {"border": 1, "num_format": '0.0_);-0.0_);"–"_)'},
    Style.PERCENT: {"border": 1, "num_format": '0.00"%"_)'},
    Style.DATE: {"border": 1, "num_format": "dd-mm-yyyy", "align": "center"},
    Style.MOMENT: {"border": 1, "num_format": "dd-mm-yyyy hh:mm:ss", "align": "center"},
    Style.SCAN: {"border": 1, "num_format": "dd-mm hh:mm:ss", "align": "center"},
    Style.MARK: {"border": 1, "align": "center"},
    "sum_label": {"border": 1, "bold": True, "bg_color": _SUM_FILL, "indent": 1},
    "sum": {"border": 1, "bold": True, "bg_color": _SUM_FILL, "num_format": _WHOLE},
    "sum_days": {"border": 1, "bold": True, "bg_color": _SUM_FILL, "num_format": '#,##0.0_);-#,##0.0_);"–"_)'},
}


def make_formats(book: Workbook, further: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """Every look of the workbook by name, ``further`` ones among them."""
    base = {"font_name": "Calibri", "font_size": 10, "font_color": _INK, "valign": "vcenter", "border_color": _LINE}
    formats = {name: book.add_format({**base, **look}) for name, look in {**_LOOKS, **(further or {})}.items()}
    for name, (fill, ink) in {"good": _GOOD, "bad": _BAD}.items():
        formats[name] = book.add_format({"bg_color": fill, "font_color": ink})
    return formats


class Sheet:
    """A worksheet with a heading, a main table that is frozen, filtered and repeated in print, and others below."""

    main_top = 4
    _note_row = 3

    def __init__(
        self,
        worksheet: Worksheet,
        name: str,
        formats: Mapping[str, Any],
        *,
        bahasa: str = "id",
        paper: Paper = Paper.F4,
    ) -> None:
        self._worksheet, self._name, self._formats = worksheet, name, formats
        self._page, self._sum = _PRINTED[bahasa]
        self._widths: dict[int, int] = {}
        worksheet.hide_gridlines(2)
        worksheet.set_landscape()
        worksheet.set_paper(paper)
        worksheet.set_margins(**_MARGINS)
        worksheet.fit_to_pages(1, 0)
        worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def write_heading(self, title: str, *lines: str, beside: Mapping[int, Mapping[int, Marked]] | None = None) -> None:
        """The title and up to two lines below it; the first of them also stands at the foot of every page.

        ``beside``: marks in rows 1 to 3, by row and column. (Rows are written from the top down, each once: a workbook
        that does not fit into memory is written so.)
        """
        self._worksheet.set_row(0, 24)
        self._worksheet.write_string(0, 0, title, self._formats["title"])
        marks = beside or {}
        for row in range(1, max(len(lines), *marks, 0) + 1):
            if row <= len(lines):
                self._worksheet.write_string(row, 0, lines[row - 1], self._formats["subtitle"])
            for at, mark in marks.get(row, {}).items():
                self._write_cell(row, at, mark, mark.look)
        foot = lines[0].replace("&", "&&")
        self._worksheet.set_footer(f"&L&8{foot} · {self._name}&R&8{self._page}")

    def write_note(self, note: str | Formula) -> None:
        """One line between heading and main table."""
        self._worksheet.set_row(self._note_row, 20)
        self._write_cell(self._note_row, 0, note, "subtitle")

    def mark(self, cells: str, good: str) -> None:
        """Colour cells by whether they say exactly ``good``."""
        for criteria, name in (("==", "good"), ("!=", "bad")):
            rule = {"type": "cell", "criteria": criteria, "value": f'"{good}"', "format": self._formats[name]}
            self._worksheet.conditional_format(cells.rsplit("!", maxsplit=1)[-1], rule)

    def mark_note(self, good: str) -> None:
        """Colour the note by whether it says exactly ``good``."""
        self.mark(xl_range_abs(self._note_row, 0, self._note_row, 0), good)

    def write_main_table(
        self,
        fields: Sequence[Field],
        rows: Sequence[Row],
        *,
        frozen: int = 0,
        filtered: int | None = None,
        empty: str = "",
    ) -> Table:
        """The sheet's own table, below its heading.

        Its first ``frozen`` columns stay in sight; its first ``filtered`` ones (None: all) can be filtered.
        """
        table = self.write_table(self.main_top, fields, rows, empty=empty)
        self._worksheet.freeze_panes(table.top + 1, frozen)
        self._worksheet.repeat_rows(table.top)
        self._worksheet.autofilter(table.top, 0, table.last, (filtered or len(fields)) - 1)
        return table

    def write_table(self, top: int, fields: Sequence[Field], rows: Sequence[Row], *, empty: str = "") -> Table:
        """A table whose headers stand in row ``top``, counted from 0; sums below where a field is summed.

        ``empty``: what its one blank row says where it has no rows.
        """
        table = Table(self._name, top, tuple(fields), tuple(rows))
        self._set_widths(table)
        self._set_height(table.top, dict(enumerate(field.header for field in table.fields)), _FILTER_BUTTON)
        for at, field in enumerate(table.fields):
            self._worksheet.write_string(top, at, field.header, self._formats["header"])
        wrapped = [at for at, field in enumerate(table.fields) if field.style in _WRAPPED]
        for row, cells in enumerate(table.rows, top + 1):
            self._set_height(row, {at: str(_value(cells[at])) for at in wrapped}, 0)
            for at, (field, cell) in enumerate(zip(table.fields, cells, strict=True)):
                self._write_cell(row, at, cell, field.style)
        if empty and not rows:
            self._write_cell(top + 1, 0, empty, "subtitle")
        self._write_sums(table)
        return table

    def _write_sums(self, table: Table) -> None:
        if table.bottom == table.last:
            return
        for at, field in enumerate(table.fields):
            if field.is_summed:
                look = "sum_days" if field.style == Style.DAYS else "sum"
                self._write_cell(table.bottom, at, table.total(field.name), look)
            else:
                self._write_cell(table.bottom, at, "" if at else self._sum, "sum_label")

    def _write_cell(self, row: int, at: int, cell: Cell, look: str) -> None:
        form = self._formats[look]
        match cell:
            case Formula(text, value):
                self._worksheet.write_formula(row, at, text, form, value)
            case Marked(value, own):
                self._write_cell(row, at, value, own)
            case int() | Decimal():
                self._worksheet.write_number(row, at, cell, form)
            case date():
                self._worksheet.write_datetime(row, at, cell, form)
            case None:
                self._worksheet.write_blank(row, at, None, form)
            case str():
                self._worksheet.write_string(row, at, cell, form)
            case _:
                raise InternalError(f"a cell of {self._name} is {cell!r}")

    def _set_widths(self, table: Table) -> None:
        """Columns as wide as what stands in them."""
        for at, field in enumerate(table.fields):
            self._widths[at] = max(field.width or _width(table, field), self._widths.get(at, 0))
            self._worksheet.set_column(at, at, self._widths[at])

    def _set_height(self, row: int, texts: Mapping[int, str], taken: int) -> None:
        # In a narrow column a word of two letters still stands whole.
        lines = max((_lines(text, max(self._widths[at] - 1 - taken, 2)) for at, text in texts.items()), default=1)
        if lines > 1:
            self._worksheet.set_row(row, _LINE_HEIGHT * lines)


def _width(table: Table, field: Field) -> int:
    """Characters: a wrapped field takes at most what it says, every field its header's longest word."""
    shown = [_shown(value) for value in table.values(field.name)]
    if field.is_summed:
        shown.append(_shown(table.total(field.name).value))
    longest = max((len(text) for text in shown), default=0)
    limit = field.widest if field.style in _WRAPPED else longest
    words = max((len(word) for word in field.header.split()), default=0)
    return max(min(longest, limit) + 3, words + _FILTER_BUTTON, _NARROWEST)


@lru_cache(maxsize=4096)  # findings repeat their sentences
def _lines(text: str, width: int) -> int:
    return len(wrap(text, width)) if len(text) > width else 1


def _shown(value: int | Decimal | str | date | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)


def _value(cell: Cell) -> int | Decimal | str | date | None:
    """What a cell shows."""
    match cell:
        case Formula(value=value) | Marked(value=value):
            return value
    return cell
