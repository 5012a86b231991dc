"""Faults as findings: with the place a reader can go to, and the words that fill the sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from tepat.engine.entrance.cells import written_bound
from tepat.engine.entrance.csvfile import record_lines
from tepat.engine.entrance.faults import FAULTS
from tepat.engine.entrance.header import nearest, snake_case
from tepat.engine.entrance.sheets import Sheet
from tepat.engine.entrance.sources import Sources
from tepat.engine.written import written_decimals
from tepat.lang.errors import Place
from tepat.lang.findings import Finding
from tepat.lang.messages import catalogue
from tepat.lang.types import Category, Number
from tepat.law.packet import Column

# What a fault becomes that this month's computation does not read.
UNREAD = "F-201"


@dataclass(frozen=True)
class Fault:
    """One row of the table of faults."""

    berkas: str
    baris: int
    kolom: str
    kode: str
    nip: str | None
    nilai: str | None
    lain: str | None
    salinan: list[int] | None
    berlaku: bool


def findings_of_packet(sources: Sources, sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """Files and columns that nobody asked for."""
    known = ", ".join(sheets)
    for name in sources.unknown:
        yield Finding("F-205", place=Place(name), words={"berkas": name, "dikenal": known})
    for sheet in sheets.values():
        if sheet.extra:
            words = {"berkas": sheet.berkas, "daftar": ", ".join(sheet.extra)}
            yield Finding("F-206", place=Place(sheet.berkas, 1), words=words)


def findings_of_rows(sheets: Mapping[str, Sheet], connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Every fault, file by file in the packet's order, row by row, column by column."""
    for sheet in sheets.values():
        faults = _faults(sheet, connection)
        lines = _line_numbers(sheet.path) if faults else ()
        order = {name: index for index, name in enumerate(sheet.file.names)}
        for fault in sorted(faults, key=lambda fault: (fault.baris, order[fault.kolom], fault.nip or "", fault.kode)):
            yield _finding(fault, sheet, lines)


def _faults(sheet: Sheet, connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    rows = connection.execute(
        f"SELECT berkas, baris, kolom, kode, nip, nilai, lain, salinan, berlaku FROM {FAULTS} WHERE berkas = ?",
        [sheet.file.name],
    ).fetchall()
    return [Fault(*row) for row in rows]


def _line_numbers(path: Path | None) -> Sequence[int]:
    """The line of each record of a CSV file, the header being record 0; in a Parquet file a record is its own line."""
    if path and path.suffix.lower() == ".csv":
        return record_lines(path)
    return range(sys.maxsize)


def place_rows(files: Mapping[str, Path], file: str, records: Sequence[int]) -> list[Place]:
    """Where the records of one fact file stand. ``files``: the paths of an admitted packet, by fact file."""
    path = files.get(file)
    lines = _line_numbers(path) if records else ()
    return [Place(path.name if path else file, lines[record]) for record in records]


def _finding(fault: Fault, sheet: Sheet, lines: Sequence[int]) -> Finding:
    words: dict[str, object] = {
        "berkas": sheet.berkas,
        "baris": lines[fault.baris],
        "kolom": fault.kolom,
        "nilai": fault.nilai or "",
        "lain": fault.lain or "",
        "salinan": ", ".join(str(lines[record]) for record in fault.salinan or ()),
        **_expected(sheet.file.column(fault.kolom), fault.nilai or ""),
    }
    place = Place(sheet.berkas, lines[fault.baris], fault.kolom)
    code = fault.kode
    if catalogue()[code].tingkat == "tahan" and not fault.berlaku:
        code, words["kode"] = UNREAD, fault.kode
    return Finding(code, fault.nip or "", fault.kolom, place, words)


@lru_cache(maxsize=4096)
def _expected(column: Column, value: str) -> dict[str, object]:
    """What the column would take instead of ``value``."""
    kind = column.type
    if isinstance(kind, Number):
        low, high = written_bound(kind, kind.lo), written_bound(kind, kind.hi)
        return {"terkecil": low, "terbesar": high, "desimal": written_decimals(kind)}
    if isinstance(kind, Category) and kind.codes:
        return {"boleh": ", ".join(kind.codes), "mirip": nearest(value, kind.codes)}
    return {"mirip": snake_case(value)}
