"""Reads ``attlog.dat``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from tepat.ingest.reading import Reading, Source
from tepat.ingest.text import numbered_lines, read_instant

COLUMNS = ("pin", "waktu", "mesin", "status", "verifikasi", "kode_kerja")
_FEWEST = 4
_SERIAL = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_PIN = re.compile(r"[A-Za-z0-9]{1,24}", re.ASCII)
_CODE = re.compile(r"\d{1,3}", re.ASCII)
# Enough lines to know a log by.
_LOOK_AT = 5

Fields = Sequence[str]
Split = Callable[[str], Fields]


def recognise_attlog(source: Source) -> bool:
    """Lines of six fields whose second is a time."""
    if source.suffix not in {".dat", ".txt", ".log", ".csv"}:
        return False
    lines = [line for _, line in islice(numbered_lines(source.content[:4_096]), _LOOK_AT)]
    return any(_looks_like_punch(line) for line in lines)


def read_attlog(source: Source) -> Reading:
    """Every line as a punch, a control line, or in quarantine.

    Problems: M-011 columns that nobody named.
    """
    reading = Reading(source)
    lines = list(numbered_lines(source.content))
    split = _splitter([line for _, line in lines])
    names = _columns(source, reading, [split(line) for _, line in lines])
    ends = {lines[0][0], lines[-1][0]} if lines else set()
    for number, line in lines:
        fields = split(line)
        if number in ends and len(fields) == 1 and _SERIAL.fullmatch(fields[0]):
            _control(reading, number, fields[0], first=number == lines[0][0])
        else:
            _punch(reading, number, line, fields, names)
    return reading


def _control(reading: Reading, number: int, text: str, *, first: bool) -> None:
    reading.control(number)
    if first and reading.source.serial is None:
        reading.serial = text


def _punch(reading: Reading, number: int, line: str, fields: Fields, names: Sequence[str] | None) -> None:
    if len(fields) < _FEWEST:
        reading.reject(number, line, "M-101", ada=len(fields))
        return
    if names is None or len(names) != len(fields):
        reading.reject(number, line, "M-102", ada=len(fields))
        return
    cells = dict(zip(names, fields, strict=True))
    moment = read_instant(cells["waktu"])
    if _PIN.fullmatch(cells["pin"]) is None:
        reading.reject(number, line, "M-103", "pin", nilai=cells["pin"])
    elif moment is None:
        reading.reject(number, line, "M-104", "waktu", nilai=cells["waktu"])
    elif bad := _bad_code(cells):
        reading.reject(number, line, "M-105", bad, nilai=cells[bad])
    else:
        reading.punch(number, line, cells["pin"], moment, status=cells.get("status"), verify=cells.get("verifikasi"))


def _bad_code(cells: Mapping[str, str]) -> str | None:
    found = (name for name in ("mesin", "status", "verifikasi") if name in cells and not _CODE.fullmatch(cells[name]))
    return next(found, None)


# -- how a line is cut ------------------------------------------------------------------------------------------


def _by_tab(line: str) -> Fields:
    return [field.strip() for field in line.rstrip("\t").split("\t")] if "\t" in line else [line.strip()]


def _by_pipe(line: str) -> Fields:
    return [field.strip() for field in line.split("|")]


def _by_blank(line: str) -> Fields:
    """White space: the date and the time are two tokens then."""
    tokens = line.split()
    return [tokens[0], f"{tokens[1]} {tokens[2]}", *tokens[3:]] if len(tokens) > 2 else tokens


def _splitter(lines: Sequence[str]) -> Split:
    """One way for the whole file: TAB where any line has one, then ``|``, then white space."""
    if any("\t" in line for line in lines):
        return _tab_or_blank
    if any("|" in line for line in lines):
        return _by_pipe
    return _by_blank


def _tab_or_blank(line: str) -> Fields:
    """TAB; a line that lost its TABs on the way is cut at white space."""
    fields = _by_tab(line)
    return fields if len(fields) > 1 else _by_blank(line)


def _looks_like_punch(line: str) -> bool:
    fields = _splitter([line])(line)
    return len(fields) >= _FEWEST and read_instant(fields[1]) is not None


def _columns(source: Source, reading: Reading, rows: Sequence[Fields]) -> Sequence[str] | None:
    """The names of the columns: the operator's, or those of a file with all six; None where nobody can tell."""
    named = source.settings.get("kolom")
    if named:
        return tuple(map(str, named))
    widths = {len(fields) for fields in rows if len(fields) >= _FEWEST}
    if len(COLUMNS) in widths or not widths:
        return COLUMNS
    reading.problem("M-011", berkas=source.name, kolom=max(widths))
    return None
