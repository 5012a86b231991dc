"""The month that a file states: above its table, or in columns of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tepat.ingest.cells import MONTHS, whole
from tepat.ingest.daftar.header import Header
from tepat.ingest.daftar.values import clean
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import Cell, Grid, Row
from tepat.lang.calendar import Masa

# "Periode Bulanan 1 Tahun 2026", "Laporan Penilaian SKP Periode Bulanan Januari Tahun 2026"
_MONTHLY = re.compile(r"(?:.* )?periode bulanan (\w+) tahun ([12]\d{3})")
_PERIOD = re.compile(r"\bperiode\b")
_TITLE = re.compile(rf"\b({'|'.join(sorted(MONTHS, key=len, reverse=True))})\s+(?:tahun\s+)?([12]\d{{3}})\b")
_MONTHS_OF_A_YEAR = range(1, 13)
_YEARS = range(1900, 2200)


def lines_above(grid: Grid, header: Header) -> Iterator[str]:
    """The texts above the table, in small letters."""
    for row in grid.rows:
        if row.number >= header.row.number:
            return
        for cell in row.cells:
            text = clean(cell)
            if isinstance(text, str):
                yield text.casefold()


def month_of_report(grid: Grid, header: Header) -> Masa:
    """The month of a BKN report.

    Raises
    ------
    Refused
        B-010 it is of a quarter or a year, of two months, or does not say.
    """
    told = [line for line in lines_above(grid, header) if _PERIOD.search(line)]
    months = {masa for line in told if (masa := _month_in(line)) is not None}
    others = [line for line in told if _MONTHLY.fullmatch(line) is None and re.search(r"\btahun(an)?\b", line)]
    if len(months) != 1 or others:
        raise Refused("B-010", periode="; ".join(others or told)[:200] or "–")
    return months.pop()


def _month_in(line: str) -> Masa | None:
    found = _MONTHLY.fullmatch(line)
    if found is None:
        return None
    month = int(found[1]) if found[1].isascii() and found[1].isdecimal() else MONTHS.get(found[1], 0)
    return Masa(int(found[2]), month) if month in _MONTHS_OF_A_YEAR else None


def month_of_title(grid: Grid, header: Header) -> Masa | None:
    """The one month that the titles of a list name; None where they name none or several."""
    found = {match.groups() for line in lines_above(grid, header) for match in _TITLE.finditer(line)}
    months = {Masa(int(year), MONTHS[word]) for word, year in found}
    return months.pop() if len(months) == 1 else None


def month_of_row(row: Row, header: Header) -> Masa | None:
    """The month in the columns ``bulan`` and ``tahun`` of a row; None where the file has none of them.

    Raises
    ------
    Refused
        B-111 they are no month.
    """
    if not {"bulan", "tahun"} <= header.columns.keys():
        return None
    month, year = (_cell(row, header.columns[name]) for name in ("bulan", "tahun"))
    number = MONTHS.get(month.casefold()) if isinstance(month, str) else None
    number = number or whole(month)
    if number not in _MONTHS_OF_A_YEAR or (of := whole(year)) not in _YEARS:
        raise Refused("B-111", "bulan", contoh="1 / 2026")
    assert number is not None  # noqa: S101 -- it is in the range
    assert of is not None  # noqa: S101 -- likewise
    return Masa(of, number)


def _cell(row: Row, index: int) -> Cell:
    return clean(row.cells[index]) if index < len(row.cells) else None
