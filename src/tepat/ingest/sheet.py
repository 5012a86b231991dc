"""A sheet as rows of typed cells, from a workbook (XLSX, XLS, ODS) or from text with separators.

Rows keep the number the user sees: the row of the spreadsheet, the line of a text file. Rows without anything in them
are left out. A number of a workbook has the fifteen digits that a spreadsheet keeps; what it was before, nobody knows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from tepat.ingest.reading import Source
from tepat.ingest.refusal import Refused
from tepat.ingest.text import decode
from tepat.ingest.workbook import RawCell, RawRows, is_workbook, read_sheets, read_workbook

Cell = str | Decimal | datetime | date | time | bool | None
SEPARATORS = (";", "\t", ",", "|")
TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv", ".xls"})
# Enough lines to tell the separator by.
_LOOK_AT = 20
# A cell with line ends in it: longer ones are a quotation mark that was never closed.
_LONGEST_RECORD = 10
_BLANK = " \t\0\x1a\xa0\r\n"
# Binary fractions of a day miss a second by less than this; a device's clock has no fractions.
_NOISE = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Row:
    """One row: its number, its cells, and the text that stood in a text file."""

    number: int
    cells: tuple[Cell, ...]
    line: str | None = None

    @property
    def text(self) -> str:
        """The row as it stood; of a workbook, its cells with ``;`` between them."""
        return self.line if self.line is not None else ";".join(map(show, self.cells))


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet that hold something; ``fault``: the code of what makes the file unreadable."""

    rows: Sequence[Row] = ()
    # The cells of a text file's row can be fewer or more than its header's; a workbook's cannot.
    ragged: bool = False
    fault: str | None = None
    words: Mapping[str, Any] = field(default_factory=dict)


def read_grid(source: Source) -> Grid:
    """The sheet of a file: the one ``lembar`` names, else the first with something in it.

    Faults: M-030 damaged, M-031 locked with a password, M-032 no sheet of that name, M-040 too large.
    """
    chosen, separator = source.settings.get("lembar"), source.settings.get("pemisah")
    return _grid(source.content, str(chosen) if chosen else None, str(separator) if separator else None)


def looks_like_sheet(source: Source) -> bool:
    """A workbook by its first bytes, or a text by its name."""
    return is_workbook(source.content) or (source.suffix in TEXT_SUFFIXES and source.content[:1] != b"<")


# Every format looks at a file before one of them reads it.
@lru_cache(maxsize=2)
def _grid(content: bytes, sheet: str | None, separator: str | None) -> Grid:
    if not is_workbook(content):
        return Grid(tuple(_text_rows(content, separator)), ragged=True)
    try:
        rows = read_workbook(content, sheet)
    except Refused as error:
        return Grid(fault=error.code, words=error.words)
    return _grid_of(rows)


def read_grids(content: bytes, most_cells: int, most_bytes: int) -> Mapping[str, Grid]:
    """Every sheet of a file that holds something, by its name, which of a text is empty.

    Raises
    ------
    Refused
        M-030 damaged, M-031 locked with a password, M-040 more than the limits.
    """
    if not is_workbook(content):
        return {"": Grid(tuple(_text_rows(content, None)), ragged=True)}
    return {name: _grid_of(rows) for name, rows in read_sheets(content, most_cells, most_bytes).items()}


def _grid_of(rows: RawRows) -> Grid:
    typed = (Row(number, tuple(map(_typed, cells))) for number, cells in enumerate(rows, 1))
    return Grid(tuple(row for row in typed if any(cell is not None for cell in row.cells)))


def _typed(value: RawCell) -> Cell:
    """A cell as the workbook's reader gives it, in our types."""
    match value:
        case bool() | int():
            return value if isinstance(value, bool) else Decimal(value)
        case float():
            return decimal_of(value)
        case datetime():
            return whole_second(value)
        case timedelta():
            return _clock(value)
        case time():
            return _clock(
                timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
            )
        case date():
            return value
        case _:
            return str(value).strip(_BLANK) or None


def decimal_of(value: float) -> Cell:
    """A number with the fifteen digits a spreadsheet keeps: sums of tenths carry binary noise after them.

    >>> decimal_of(1.1 + 2.2), decimal_of(61625000000001.0)
    (Decimal('3.3'), Decimal('61625000000001'))
    """
    number = Decimal(format(value, ".15g"))
    return number if number.is_finite() else str(number)


def whole_second(moment: datetime) -> datetime:
    """Without fractions: cut off, but for the noise just below a whole second.

    >>> [str(whole_second(datetime(2026, 1, 5, 7, 29, 59, rest)).time()) for rest in (999_999, 900_000)]
    ['07:30:00', '07:29:59']
    """
    try:
        return (moment + _NOISE).replace(microsecond=0)
    except OverflowError:
        return moment.replace(microsecond=0)


def _clock(value: timedelta) -> Cell:
    """A time of the day; a duration of a day or more stays visible as text.

    >>> _clock(timedelta(hours=7, minutes=30, microseconds=-1)), _clock(timedelta(hours=30))
    (datetime.time(7, 30), '1 day, 6:00:00')
    """
    seconds = (value + _NOISE) // timedelta(seconds=1)
    if not 0 <= seconds < 86_400:
        return str(value)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


# -- text files -------------------------------------------------------------------------------------------------


def _text_rows(content: bytes, separator: str | None) -> Iterator[Row]:
    lines = decode_text(content).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    mark = {"tab": "\t"}.get(separator or "", separator) or _separator(lines)
    number = 0
    while number < len(lines):
        taken, fields = _record(lines, number, mark)
        cells = tuple(field.strip(_BLANK) or None for field in fields)
        if any(cells):
            yield Row(number + 1, cells, "\n".join(lines[number : number + taken]))
        number += taken


def decode_text(content: bytes) -> str:
    r"""The text of a file from an office: UTF-8, UTF-16 with its mark, else the code page of Windows.

    >>> decode_text(b"Sa\xe9"), decode_text("Saé".encode())
    ('Saé', 'Saé')
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
            return content.decode("cp1252", "backslashreplace")
    return decode(content)


def _separator(lines: Sequence[str]) -> str:
    """The separator that the first lines have most of."""
    head = "\n".join([line for line in lines[: 5 * _LOOK_AT] if line.strip(_BLANK)][:_LOOK_AT])
    return max(SEPARATORS, key=head.count)


def _record(lines: Sequence[str], start: int, mark: str) -> tuple[int, list[str]]:
    """How many lines the record takes that begins there, and its fields.

    A quotation mark that nobody closes is a letter like others: it must not swallow the rows after it.
    """
    if '"' not in lines[start]:
        return 1, lines[start].split(mark)
    for taken in range(1, min(_LONGEST_RECORD, len(lines) - start) + 1):
        try:
            return taken, next(csv.reader(["\n".join(lines[start : start + taken])], delimiter=mark, strict=True))
        except csv.Error:
            continue
    return 1, lines[start].split(mark)


# -- how cells are shown ----------------------------------------------------------------------------------------


def show(cell: Cell) -> str:
    """A cell as text: numbers in full, dates year first.

    >>> show(Decimal("6.1625E+13")), show(None), show(time(7, 21))
    ('61625000000000', '', '07:21:00')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case Decimal():
            return format(cell, "f")
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case _:
            return cell


def column_letter(index: int) -> str:
    """The letters of a column, counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
