"""Workbooks: what python-calamine reads of them, behind a guard.

The library lays a sheet out as a full rectangle, and makes room for as many texts as the file says it has. One damaged
address or count would make it ask for hundreds of gigabytes, and the whole process would end. So the addresses and
counts of an XLSX are looked at first. The older formats cannot be looked into cheaply; they are rare and are read in a
process of their own.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from python_calamine import CalamineWorkbook, PasswordError

from tepat.ingest.refusal import Refused

RawCell = int | float | str | bool | time | date | datetime | timedelta
RawRows = Sequence[Sequence[RawCell]]
Sheets = Mapping[str, RawRows]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The library, looking for the format by itself, takes a locked XLSX for no workbook at all.
_ENCIPHERED = "EncryptedPackage".encode("utf-16-le")
# Larger than a year of a region's punches; still within a small computer's memory.
MOST_CELLS = 20_000_000
MOST_BYTES = 1 << 30
_SECONDS = 120
_PICTURES = "xl/media/"
_COUNT = re.compile(rb"""count\s*=\s*["']\s*([0-9]{1,20})""", re.IGNORECASE)
_ADDRESS = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{1,9})([0-9]{1,12})""")
# A cell whose formula failed. The library gives it as an empty one, and nobody would see that something is missing.
_FAILED = re.compile(rb"""(<c\b[^>]*?\bt\s*=\s*)(["'])e\2""")


def is_workbook(content: bytes) -> bool:
    """By its first bytes, whatever its name says."""
    return content.startswith((_ZIP, _OLE))


def read_workbook(content: bytes, sheet: str | None) -> RawRows:
    """The rows of a sheet, from row 1 and column A; Refused where there are none to read."""
    if content.startswith(_OLE) and _ENCIPHERED in content:
        raise Refused("M-031")
    if content.startswith(_OLE) or not _is_xlsx(content):
        return _read_apart(content, sheet)
    return load(_guarded(content), sheet)


def read_sheets(content: bytes, most_cells: int, most_bytes: int) -> Sheets:
    """Every sheet with something in it, by its name; Refused where there are none to read, or more than the limits."""
    if content.startswith(_OLE) and _ENCIPHERED in content:
        raise Refused("M-031")
    if content.startswith(_OLE) or not _is_xlsx(content):
        sheets = _sheets_apart(content)
    else:
        sheets = load_sheets(_guarded(content, most_cells, most_bytes))
    if sum(map(len, chain.from_iterable(sheets.values()))) > most_cells:
        raise Refused("M-040", batas=most_cells)
    return sheets


def load(content: bytes, sheet: str | None) -> RawRows:
    """What the library reads."""
    with _library(content) as book:
        if sheet is not None and sheet not in book.sheet_names:
            raise Refused("M-032", lembar=sheet, ada=", ".join(book.sheet_names))
        filled = _filled(book, [sheet] if sheet is not None else book.sheet_names)
        return next((rows for _, rows in filled), ())


def load_sheets(content: bytes) -> Sheets:
    """What the library reads of every sheet."""
    with _library(content) as book:
        return dict(_filled(book, book.sheet_names))


def _filled(book: CalamineWorkbook, names: Sequence[str]) -> Iterator[tuple[str, RawRows]]:
    """The sheets of these names that hold something."""
    for name in names:
        rows: RawRows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if any(cell != "" for row in rows for cell in row):
            yield name, rows


@contextmanager
def _library(content: bytes) -> Iterator[CalamineWorkbook]:
    """The workbook as the library opens it; Refused whatever it stumbles over."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            yield book
    except PasswordError:
        raise Refused("M-031") from None
    except Refused:
        raise
    except BaseException as error:
        # A defect of the library ends in an exception that is no Exception; the user's interruption is one too.
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise _damaged(error) from None


def _damaged(error: BaseException) -> Refused:
    return Refused("M-030", rincian=str(error).splitlines()[0][:200] if str(error) else type(error).__name__)


# -- XLSX -------------------------------------------------------------------------------------------------------


@contextmanager
def _opened(content: bytes) -> Iterator[ZipFile]:
    """The archive that an XLSX is; Refused where it is damaged."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            yield archive
    except (BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        raise _damaged(error) from None


def _is_xlsx(content: bytes) -> bool:
    with _opened(content) as archive:
        return any(name.lower().startswith("xl/") for name in archive.namelist())


def _guarded(content: bytes, most_cells: int = MOST_CELLS, most_bytes: int = MOST_BYTES) -> bytes:
    """The same workbook, its failed formulas as texts; Refused where it would not fit into memory."""
    with _opened(content) as archive:
        if sum(item.file_size for item in archive.infolist()) > most_bytes:
            raise Refused("M-040", batas=most_cells)
        parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith(_PICTURES)}
    if any(int(count) > max(most_cells, len(part)) for part in parts.values() for count in _COUNT.findall(part)):
        raise Refused("M-030", rincian="count")
    if any(_area(part) > most_cells for part in parts.values()):
        raise Refused("M-040", batas=most_cells)
    failed = {name: _FAILED.sub(rb"\1\2str\2", part) for name, part in parts.items() if _may_fail(part)}
    return _exchanged(content, failed) if failed else content


def _may_fail(part: bytes) -> bool:
    """Seen quickly: hardly any sheet has a failed formula."""
    return b'"e"' in part or b"'e'" in part


def _area(part: bytes) -> int:
    """Of the rectangle from A1 that holds every address of a sheet."""
    columns, rows = set(), set()
    for letters, digits in _ADDRESS.findall(part):
        columns.add(letters)
        rows.add(digits)
    return max(map(_column_number, columns), default=1) * max(map(int, rows), default=1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("@")
    return number


def _exchanged(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with other parts in it."""
    made = BytesIO()
    with _opened(content) as archive, ZipFile(made, "w", ZIP_STORED) as copy:
        for name in dict.fromkeys(archive.namelist()):
            copy.writestr(name, parts[name] if name in parts else archive.read(name))
    return made.getvalue()


# -- XLS and ODS ------------------------------------------------------------------------------------------------


# What the other process is asked: one sheet (the first filled one, or that of the next word), or all of them.
ONE, ALL = "satu", "semua"


def _read_apart(content: bytes, sheet: str | None) -> RawRows:
    """One sheet, read in a process of its own."""
    return unpacked(_asked_apart(content, ONE, *([sheet] if sheet is not None else [])))


def _sheets_apart(content: bytes) -> Sheets:
    """Every filled sheet, read in a process of its own."""
    return unpacked_sheets(_asked_apart(content, ALL))


def _asked_apart(content: bytes, *words: str) -> bytes:
    """What a process of its own answers, whose end is not ours."""
    command = [sys.executable, "-m", "tepat.ingest.workbook_apart", *words]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 -- ourselves
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise _damaged(error) from None
    if done.returncode != 0:
        raise Refused("M-030", rincian="XLS/ODS")
    return done.stdout


def packed(content: bytes, words: Sequence[str]) -> bytes:
    """What the library reads, or why it cannot, as the other process tells it."""
    try:
        if words[:1] == [ALL]:
            answer: dict[str, object] = {
                "lembar": {name: _packed_rows(rows) for name, rows in load_sheets(content).items()}
            }
        else:
            answer = {"baris": _packed_rows(load(content, words[1] if len(words) > 1 else None))}
    except Refused as error:
        answer = {"kode": error.code, "kata": error.words}
    return json.dumps(answer).encode()


def unpacked(answer: bytes) -> RawRows:
    """The rows, or the error, that the other process told."""
    return _unpacked_rows(_told(answer)["baris"])


def unpacked_sheets(answer: bytes) -> Sheets:
    """The sheets, or the error, that the other process told."""
    return {name: _unpacked_rows(rows) for name, rows in _told(answer)["lembar"].items()}


def _told(answer: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(answer)
    if "kode" in told:
        raise Refused(told["kode"], **told["kata"])
    return told


def _packed_rows(rows: RawRows) -> list[list[tuple[str, str]]]:
    return [[_tagged(cell) for cell in row] for row in rows]


def _unpacked_rows(rows: Sequence[Sequence[tuple[str, str]]]) -> RawRows:
    return [[_KINDS[kind](text) for kind, text in row] for row in rows]


def _tagged(cell: RawCell) -> tuple[str, str]:
    if isinstance(cell, timedelta):
        return "timedelta", str(cell // timedelta(microseconds=1))
    return type(cell).__name__, cell.isoformat() if isinstance(cell, date | time) else str(cell)


_KINDS: Mapping[str, Callable[[str], RawCell]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": "True".__eq__,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
    "timedelta": lambda text: timedelta(microseconds=int(text)),
}
