"""Reads ``attlog.dat``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from tepat.ingest.reading import Reading, Source
from tepat.ingest.text import EMPTY, is_binary, numbered_lines, read_instant

COLUMNS = ("pin", "waktu", "mesin", "status", "verifikasi", "kode_kerja")
_FEWEST = 4
_SERIAL = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_PIN = re.compile(r"[A-Za-z0-9]{1,24}", re.ASCII)
_CODE = re.compile(r"\d{1,3}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d:\d\d", re.ASCII)
# The line that nearly every line is: read at once, as a region's month has hundreds of thousands.
_USUAL = re.compile(
    r" *([A-Za-z0-9]{1,24}) *\t([12]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d)\t\d{1,3}\t(\d{1,3})\t(\d{1,3})\t\d{0,24}", re.ASCII
)
# Enough lines to know a log by.
_LOOK_AT = 5

Fields = Sequence[str]
Split = Callable[[str], Fields]
Lines = Sequence[tuple[int, str]]


def recognise_attlog(source: Source) -> bool:
    """Lines of four fields or more whose second is a time."""
    if source.suffix not in {".dat", ".txt", ".log", ".csv"}:
        return False
    lines = [line for _, line in islice(numbered_lines(source.content[:4_096]), _LOOK_AT)]
    return any(_looks_like_punch(line) for line in lines)


def read_attlog(source: Source) -> Reading:
    """Every line as a punch, a control line, or in quarantine.

    Problems: M-011 columns that nobody named; M-012 columns named wrongly; M-013 another device's file.
    """
    reading = Reading(source)
    lines = list(numbered_lines(source.content))
    split = _splitter(line for _, line in lines)
    control = _control_lines(lines, split)
    names = _columns(source, reading, lines, split)
    if control:
        _take_serial(reading, lines[0][1].strip())
    device = reading.device
    usual = _USUAL.fullmatch if names == COLUMNS else _never
    for number, line in lines:
        if number in control:
            reading.control(number)
        elif (found := usual(line)) and (moment := _instant(found[2])):
            reading.punch(number, line, found[1], moment, device=device, status=found[3], verify=found[4])
        else:
            _punch(reading, number, line, split(line), names)
    return reading


def _take_serial(reading: Reading, serial: str) -> None:
    """The serial number of the first line names the device, unless the file's name or the operator did."""
    if reading.serial is None:
        reading.serial = serial
    elif reading.serial != serial:
        reading.problem("M-013", line=1, berkas=reading.source.name, nama=reading.serial, isi=serial)


def _punch(reading: Reading, number: int, line: str, fields: Fields, names: Sequence[str] | None) -> None:
    if is_binary(line):
        reading.reject(number, line, "M-106")
        return
    if len(fields) < _FEWEST:
        reading.reject(number, line, "M-101", ada=len(fields))
        return
    if names is None or len(names) != len(fields):
        reading.reject(number, line, "M-102", ada=len(fields))
        return
    cells = dict(zip(names, fields, strict=True))
    moment = read_instant(cells["waktu"])
    if _PIN.fullmatch(cells["pin"]) is None:
        reading.reject(number, line, "M-103", "pin", nilai=cells["pin"] or EMPTY)
    elif moment is None:
        reading.reject(number, line, "M-104", "waktu", nilai=cells["waktu"] or EMPTY)
    elif bad := _bad_code(cells):
        reading.reject(number, line, "M-105", bad, nilai=cells[bad] or EMPTY)
    else:
        reading.punch(number, line, cells["pin"], moment, status=cells.get("status"), verify=cells.get("verifikasi"))


def _bad_code(cells: Mapping[str, str]) -> str | None:
    found = (name for name in ("mesin", "status", "verifikasi") if name in cells and not _CODE.fullmatch(cells[name]))
    return next(found, None)


def _instant(text: str) -> datetime | None:
    """Of a text whose shape is known to be right; None where no calendar has that day."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _never(_: str) -> None:
    return None


# -- how a line is cut ------------------------------------------------------------------------------------------


def _by_tab(line: str) -> Fields:
    """TAB; a line that lost its TABs on the way is cut at white space."""
    fields = [field.strip() for field in line.rstrip("\t").split("\t")]
    return _joined(fields) if len(fields) > 1 else _by_blank(line)


def _by_pipe(line: str) -> Fields:
    return _joined([field.strip() for field in line.split("|")])


def _by_blank(line: str) -> Fields:
    return _joined(line.split())


def _joined(fields: list[str]) -> Fields:
    """Date and time are one field, though a spreadsheet or e-mail made them two."""
    if len(fields) > 2 and _DATE.fullmatch(fields[1]) and _TIME.fullmatch(fields[2]):
        return [fields[0], f"{fields[1]} {fields[2]}", *fields[3:]]
    return fields


def _splitter(lines: Iterable[str]) -> Split:
    """One way for the whole file: TAB where any line has one, then ``|``, then white space."""
    text = "\n".join(lines)
    if "\t" in text:
        return _by_tab
    return _by_pipe if "|" in text else _by_blank


def _looks_like_punch(line: str) -> bool:
    fields = _splitter([line])(line)
    return len(fields) >= _FEWEST and read_instant(fields[1]) is not None


def _control_lines(lines: Lines, split: Split) -> set[int]:
    """The serial number on the first line and, of the firmware that writes one, the checksum on the last.

    A last line alone that is one word is no checksum: it is a punch that was cut off.
    """
    if len(lines) < 2 or not _is_word(lines[0][1], split):
        return set()
    ends = lines[0], lines[-1]
    return {number for number, line in ends if _is_word(line, split)}


def _is_word(line: str, split: Split) -> bool:
    """One word from the margin on: a cut-off punch would be padded."""
    return len(split(line)) == 1 and _SERIAL.fullmatch(line.rstrip()) is not None


def _columns(source: Source, reading: Reading, lines: Lines, split: Split) -> Sequence[str] | None:
    """The names of the columns: the operator's, or those of a file with all six; None where nobody can tell."""
    named = source.settings.get("kolom")
    if named is not None:
        return _named_columns(source, reading, named)
    if any(_USUAL.fullmatch(line) for _, line in lines):
        return COLUMNS
    widths = {len(fields) for _, line in lines if len(fields := split(line)) >= _FEWEST and not is_binary(line)}
    if len(COLUMNS) in widths or not widths:
        return COLUMNS
    reading.problem("M-011", berkas=source.name, kolom=max(widths))
    return None


def _named_columns(source: Source, reading: Reading, named: object) -> Sequence[str] | None:
    names = tuple(map(str, named)) if isinstance(named, Sequence) and not isinstance(named, str) else ()
    if {"pin", "waktu"} <= set(names) <= set(COLUMNS) and len(set(names)) == len(names):
        return names
    reading.problem("M-012", berkas=source.name, kolom=named, dikenal=", ".join(COLUMNS))
    return None
