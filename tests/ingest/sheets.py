"""Builds small sheets: workbooks, the same rows as text, and workbooks with something wrong inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from tepat.ingest.reading import Reading, Source
from tepat.lang.calendar import Masa

Rows = Sequence[Sequence[Any]]
JANUARY = Masa(2026, 1)
NIP_A, NIP_B, NIP_C = "190001011920011001", "190101011921011001", "190202021922021001"
_FORMATS = {datetime: "dd/mm/yyyy hh:mm:ss", date: "dd/mm/yyyy", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}


def workbook(rows: Rows, *, sheet: str = "Sheet1", before: Sequence[str] = ()) -> bytes:
    """A workbook of typed cells; ``before``: names of empty sheets that stand first."""
    made = BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    for name in before:
        book.add_worksheet(name)
    page = book.add_worksheet(sheet)
    formats = {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if type(cell) in formats:
                page.write_datetime(y, x, cell, formats[type(cell)])
            elif isinstance(cell, bool):
                page.write_boolean(y, x, cell)
            elif isinstance(cell, int | float | Decimal):
                page.write_number(y, x, cell)
            elif cell is not None and cell != "":
                page.write_string(y, x, cell)
    book.close()
    return made.getvalue()


def text_of(rows: Rows, separator: str = ";", end: str = "\r\n") -> str:
    return "".join(separator.join("" if cell is None else str(cell) for cell in row) + end for row in rows)


def inside(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one of its parts changed."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(made, "w", ZIP_DEFLATED) as copy:
        assert part in archive.namelist()
        for name in archive.namelist():
            copy.writestr(name, change(archive.read(name)) if name == part else archive.read(name))
    return made.getvalue()


def source(content: bytes | str, name: str = "laporan.xlsx", masa: Masa | None = JANUARY, **settings: Any) -> Source:
    return Source(name, content.encode() if isinstance(content, str) else content, settings=settings, masa=masa)


def codes(reading: Reading) -> list[tuple[int, str]]:
    """Row and code of what is in quarantine, in the order of rows."""
    table = reading.quarantine
    return sorted(zip(table["baris"].to_pylist(), table["kode"].to_pylist(), strict=True))


def problems(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def told(reading: Reading) -> list[str]:
    """Every sentence of a reading: each must have all its words."""
    return [found.text(bahasa) for found in (*reading.problems, *reading.quarantined()) for bahasa in ("id", "en")]


def punches(reading: Reading) -> list[tuple[str, str]]:
    table = reading.punches
    return sorted(zip(table["pin"].to_pylist(), map(str, table["waktu"].to_pylist()), strict=True))
