"""From the bytes of an upload to its sheets: what it is by its content, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from tepat.ingest.daftar.reading import ListProblem
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import Grid, read_grids
from tepat.ingest.workbook import is_workbook

# Of one upload: a workbook of 100,000 people with fifteen columns fits in. One that was once coloured down to its last
# row does not: it would take many seconds of a web server's time.
MOST_BYTES = 50 << 20
MOST_UNPACKED = 256 << 20
MOST_CELLS = 1_500_000
_BEGINNINGS: Mapping[bytes, str] = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "GZIP",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
}
_MARKUP = re.compile(rb"\s*<(!doctype|html|\?xml|table|head|body|meta|div)\b", re.IGNORECASE)
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOK_AT = 4096
# What a name promises that its content may not be.
_TEXTS, _WORKBOOKS = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm", ".xls", ".ods")
_CODES: Mapping[str, str] = {"M-030": "B-002", "M-031": "B-003", "M-040": "B-004"}
_HIDDEN_COLUMN = re.compile(rb"<col\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*>")
_HIDDEN_ROW = re.compile(rb"<row\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*>")


@dataclass(frozen=True)
class Opened:
    """The sheets of a file by name, or the reason why there are none; ``notes``: what to know about the file."""

    grids: Mapping[str, Grid]
    fault: ListProblem | None = None
    notes: tuple[ListProblem, ...] = ()


def open_upload(name: str, content: bytes) -> Opened:
    """Every sheet with something in it.

    Faults: B-001 nothing in it, B-002 damaged, B-003 a password, B-004 too large, B-005 no list at all.
    Notes: B-210 another content than the name says, B-212 hidden rows or columns.
    """
    if len(content) > MOST_BYTES:
        return _unreadable("B-004", batas=MOST_CELLS)
    if (other := _other_content(content)) is not None:
        return _unreadable("B-005", jenis=other)
    try:
        grids = read_grids(content, MOST_CELLS, MOST_UNPACKED)
    except Refused as refused:
        return _unreadable(_CODES[refused.code], **refused.words)
    grids = {sheet: grid for sheet, grid in grids.items() if grid.rows}
    if not grids:
        return _unreadable("B-001")
    return Opened(grids, None, (*_misnamed(name, content), *_hidden(content)))


def _unreadable(code: str, **words: object) -> Opened:
    return Opened({}, ListProblem(code, words=words))


def _other_content(content: bytes) -> str | None:
    """What the file is where it is neither a workbook nor a text with separators."""
    for beginning, what in _BEGINNINGS.items():
        if content.startswith(beginning):
            return what
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")[:_LOOK_AT]):
        return "HTML/XML"
    if is_workbook(content):
        return _other_archive(content)
    if b"\0" in content[:_LOOK_AT].strip(b"\0") and not content.startswith(_MARKS):
        return "biner/binary"
    return None


def _other_archive(content: bytes) -> str | None:
    """What a ZIP is that holds no sheets; damage is told by the reader of workbooks."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, OSError, EOFError, RuntimeError):
        return None
    if any(name.startswith("word/") for name in names):
        return "Word"
    if any(name.startswith("ppt/") for name in names):
        return "PowerPoint"
    sheets = any(name.lower().startswith("xl/") or name in {"mimetype", "content.xml"} for name in names)
    return None if sheets else "ZIP"


def _misnamed(name: str, content: bytes) -> tuple[ListProblem, ...]:
    promised = _TEXTS if is_workbook(content) else _WORKBOOKS
    if not name.lower().endswith(promised):
        return ()
    found = "XLSX/XLS/ODS" if is_workbook(content) else "CSV"
    return (ListProblem("B-210", words={"akhiran": name.rsplit(".", 1)[-1], "isi": found}),)


def _hidden(content: bytes) -> tuple[ListProblem, ...]:
    """Rows and columns of an XLSX that whoever sent it did not see, the filtered ones among them; they are read."""
    if not content.startswith(b"PK"):
        return ()
    with ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        parts = [archive.read(name) for name in names]
    columns = sum(len(_HIDDEN_COLUMN.findall(part)) for part in parts)
    rows = sum(len(_HIDDEN_ROW.findall(part)) for part in parts)
    return (ListProblem("B-212", words={"kolom_banyak": columns, "baris_banyak": rows}),) if columns or rows else ()
