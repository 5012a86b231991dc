"""A CSV file: its encoding, its header, its shape, and the line on which each record stands.

Python's own reader decides what the records are, before the database reads them: DuckDB's takes ``1,2,`` for a row
of two columns, so that a decimal comma (``19,5``) in a row whose last cell is empty would shift every number after
it by one column, without a word. It costs 0.6 s for a million rows (measured).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from tepat.engine.entrance.header import header_problems
from tepat.engine.entrance.relation import Relation
from tepat.engine.entrance.sql import literal
from tepat.lang.errors import InternalError, PacketError, Place, Problem
from tepat.law.packet import FactFile

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def scan_csv(file: FactFile, path: Path) -> Relation:
    """The file as a relation of text cells; PacketError where it is not a table of the contract's columns."""
    _refuse_utf16(path)
    try:
        columns = _header(path)
        if problems := header_problems(file, path.name, columns):
            raise PacketError(problems)
        return _relation(path, columns)
    except UnicodeDecodeError:
        raise PacketError(_not_utf8(path)) from None


def record_lines(path: Path) -> list[int]:
    """The line on which each record begins, the header first; blank lines and quoted line ends are counted."""
    starts, before = [], 0
    with _open(path) as text:
        reader = csv.reader(text, strict=True)
        for record in reader:
            if record:
                starts.append(before + 1)
            before = reader.line_num
    return starts


@contextmanager
def _open(path: Path) -> Iterator[TextIOWrapper]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        yield text


def _refuse_utf16(path: Path) -> None:
    with path.open("rb") as raw:
        if raw.read(2) in UTF16_MARKS:
            raise PacketError(Problem("F-010", Place(path.name), {"berkas": path.name}))


def _not_utf8(path: Path) -> Problem:
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem("F-009", Place(path.name, line), {"berkas": path.name, "bita": error.start + 1, "baris": line})
    raise InternalError(f"{path.name} is UTF-8 after all")


def _header(path: Path) -> tuple[str, ...]:
    with _open(path) as text, _readable(path):
        first = next(csv.reader(text, strict=True), [])
    if not first:
        raise PacketError(Problem("F-004", Place(path.name), {"berkas": path.name}))
    return tuple(name.strip() for name in first)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except csv.Error:
        raise PacketError(_unbalanced(path)) from None


def _unbalanced(path: Path) -> Problem:
    """Where the quotes stop making sense: the record that the reader could not finish."""
    line = 1
    with _open(path) as text:
        reader = csv.reader(text, strict=True)
        with suppress(csv.Error):
            for _ in reader:
                line = reader.line_num + 1
    return _unreadable(path, line)


def _unreadable(path: Path, line: int | None = None) -> Problem:
    return Problem("F-012", Place(path.name, line), {"berkas": path.name})


def _relation(path: Path, columns: tuple[str, ...]) -> Relation:
    width = len(columns)
    with _open(path) as text, _readable(path):
        widths = Counter(map(len, csv.reader(text, strict=True)))
        mixed_ends = isinstance(text.newlines, tuple)
    if widths.keys() - {0, width}:
        raise PacketError(_ragged(path, width))
    return Relation(columns, _select(width, mixed_ends), (str(path),), widths[width] - 1, _unreadable(path))


def _ragged(path: Path, width: int) -> list[Problem]:
    with _open(path) as text:
        records = [record for record in csv.reader(text, strict=True) if record]
    return [
        Problem("F-011", Place(path.name, line), {"baris": line, "seharusnya": width, "ada": len(record)})
        for record, line in zip(records, record_lines(path), strict=True)
        if len(record) != width
    ]


def _select(width: int, mixed_ends: bool) -> str:
    """The records in file order as k0, k1, … with their number; strict but where line ends are mixed."""
    columns = ", ".join(f"{literal(f'k{index}')}: 'VARCHAR'" for index in range(width))
    return f"""
        SELECT row_number() OVER () AS baris, *
        FROM read_csv(?, columns = {{{columns}}}, header = true, auto_detect = false, delim = ',', quote = '"',
                      escape = '"', strict_mode = {str(not mixed_ends).lower()})"""
