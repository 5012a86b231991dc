"""Workbooks of examples: what no text can show, as cells that hold dates or numbers, and a lock."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

Cell = str | int | float | datetime | date | time
# Rows by the cell in which they begin.
Rows = Mapping[str, Sequence[Cell]]

_CREATED = datetime(2026, 1, 31)  # noqa: DTZ001 -- the same in every copy
_FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm:ss"}


def workbook(sheet: str, rows: Rows) -> bytes:
    """An XLSX of one sheet; a text is a cell of text, a number one of number, a date one of date."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in _FORMATS.items()}
        page = book.add_worksheet(sheet)
        for start, cells in rows.items():
            row, column = xl_cell_to_rowcol(start)
            for place, cell in enumerate(cells, column):
                if isinstance(cell, str):
                    page.write_string(row, place, cell)
                elif isinstance(cell, date | time):
                    page.write_datetime(row, place, cell, formats[type(cell)])
                else:
                    page.write_number(row, place, cell)
    return buffer.getvalue()


def rows_as_text(rows: Rows) -> str:
    r"""The rows as a reader sees them.

    >>> rows_as_text({"A1": ["PIN", "Tanggal"], "A2": [12, date(2026, 1, 5)]})
    'A1: PIN | Tanggal\nA2: 12 | 2026-01-05'
    """
    return "\n".join(f"{start}: {' | '.join(map(_shown, cells))}" for start, cells in rows.items())


def _shown(cell: Cell) -> str:
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


# -- locked -------------------------------------------------------------------------------------------------------

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _STREAM = 512, 4096


def locked_workbook() -> bytes:
    """What Excel leaves of a workbook that is saved with a password: an OLE file whose content is encrypted (zeros)."""
    length = _STREAM // _SECTOR
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, _STREAM, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    # Sector 0 is this table, sector 1 the directory, the others the stream.
    following = [_TABLE, _END, *range(3, 2 + length), _END]
    table = struct.pack("<128I", *following, *[_FREE] * (128 - len(following)))
    entries = (("Root Entry", 5, _END, 0, 1), ("EncryptedPackage", 2, 2, _STREAM, _FREE))
    return header + table + _directory(entries) + bytes(_STREAM)


def _directory(entries: Iterable[tuple[str, int, int, int, int]]) -> bytes:
    """Entries of 128 bytes: name, its length, kind, neighbours, first sector and size."""
    found = b"".join(
        (name + "\0").encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB3I", 2 * len(name) + 2, kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
        for name, kind, start, size, child in entries
    )
    return found.ljust(_SECTOR, b"\0")
