"""Everything wrong in the rows of the files, collected by one statement per file into one temporary table.

Grain of the table: one row per fault. ``nip``: the person of the row, if any; ``kunci``: the key
of a row that is of no person; ``nilai``: what stands in the cell; ``lain``: what it collides with; ``salinan``: the
records of one key; ``berlaku``: this month's computation reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from tepat.engine.entrance.cells import cell_rule
from tepat.engine.entrance.scope import Scope
from tepat.engine.entrance.sheets import Sheet, text
from tepat.engine.entrance.sql import literal
from tepat.lang.sql.duckdb import identifier
from tepat.law.packet import JABATAN, NIP, PEGAWAI, Column, Empty

FAULTS = "_cacat"
NPWP_TEXT = "[0-9]{15,16}"
DUPLICATE_PERSON, DUPLICATE_ROW, DUPLICATE_KEY = "F-116", "F-117", "F-118"
# A row whose NIP cannot be read is nobody's: elsewhere than in `pegawai` it is a warning, and the people it may be of
# are found by what survived (see people).
NOBODY = {"F-112": "F-207", "F-113": "F-208", "F-114": "F-208"}


@dataclass(frozen=True)
class Check:
    """One question to the rows of a sheet: where ``where`` holds, the cell of ``column`` has the fault ``code``."""

    column: str
    code: str
    where: str
    counts: bool
    other: str = "NULL"
    source: str = ""
    copies: str = "NULL"


def collect_faults(sheets: Mapping[str, Sheet], scope: Scope, zone: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Create the table of faults and fill it from every sheet."""
    connection.execute(f"""
        CREATE TEMP TABLE {FAULTS} (berkas VARCHAR, baris BIGINT, kolom VARCHAR, kode VARCHAR, nip VARCHAR,
                                    kunci VARCHAR, nilai VARCHAR, lain VARCHAR, salinan BIGINT[], berlaku BOOLEAN)""")
    for sheet in sheets.values():
        if sheet.rows:
            selects = [_select(sheet, scope, check) for check in _checks(sheet, sheets, scope, zone)]
            connection.execute(f"INSERT INTO {FAULTS} {' UNION ALL '.join(selects)}")


def keep_known_people(sheets: Mapping[str, Sheet], connection: duckdb.DuckDBPyConnection) -> None:
    """Replace the faults in rows of people outside `pegawai` by one warning a row: nobody's month waits for them."""
    known = f"SELECT nip FROM {identifier(PEGAWAI.name)}"
    connection.execute(f"DELETE FROM {FAULTS} WHERE nip IS NOT NULL AND nip NOT IN ({known})")
    for sheet in sheets.values():
        if sheet.of_people and not sheet.lists_people and sheet.rows:
            connection.execute(f"""
                INSERT INTO {FAULTS}
                SELECT {literal(sheet.file.name)}, baris, 'nip', 'F-202', nip, NULL, nip, NULL, NULL, TRUE
                FROM {sheet.table} WHERE nip IS NOT NULL AND nip NOT IN ({known})""")


def person(sheet: Sheet) -> str:
    """SQL of the person of a row, NULL where it is nobody's; in `pegawai` even a NIP that is none names its person."""
    if not sheet.of_people:
        return "NULL"
    return f"coalesce({sheet.table}.nip, {text('nip')}, '')" if sheet.lists_people else f"{sheet.table}.nip"


def _select(sheet: Sheet, scope: Scope, check: Check) -> str:
    key = "NULL" if sheet.of_people or not sheet.file.key else identifier(sheet.file.key[0])
    return f"""
        SELECT {literal(sheet.file.name)}, baris, {literal(check.column)}, {check.code}, {person(sheet)}, {key},
               {text(check.column)}, CAST({check.other} AS VARCHAR), {check.copies},
               {str(check.counts).lower()} AND {scope.in_masa(sheet)}
        FROM {sheet.table} {check.source} WHERE {check.where}"""


def _checks(sheet: Sheet, sheets: Mapping[str, Sheet], scope: Scope, zone: str) -> Iterator[Check]:
    for column in sheet.file.columns:
        yield from _cell_checks(sheet, column, scope, zone)
    yield from _duplicates(sheet, scope)
    yield from _unknown_positions(sheet, sheets, scope)
    yield from _backward_periods(sheet, scope)
    yield from _odd_facts(sheet)


def _cell_checks(sheet: Sheet, column: Column, scope: Scope, zone: str) -> Iterator[Check]:
    """Texts without value, and empty cells where none may be."""
    cell, counts = text(column.name), scope.reads(sheet, column.name)
    fault = cell_rule(column, cell, zone).fault
    if fault != "NULL":
        wrong = f"{cell} IS NOT NULL AND {identifier(column.name)} IS NULL"
        yield Check(column.name, _nobody(fault, sheet, column), wrong, counts)
    if column.empty is Empty.REFUSED:
        yield Check(column.name, _nobody("'F-114'", sheet, column), f"{cell} IS NULL", counts)


def _nobody(fault: str, sheet: Sheet, column: Column) -> str:
    if column == NIP and not sheet.lists_people:
        for code, warning in NOBODY.items():
            fault = fault.replace(code, warning)
    return fault


def _duplicates(sheet: Sheet, scope: Scope) -> Iterator[Check]:
    """One fault per repeated key, at its first record, with all its records."""
    key = scope.key(sheet)
    if not key:
        return
    known = " AND ".join(f"{part} IS NOT NULL" for part in key)
    repeated = f"""JOIN (SELECT min(baris) AS baris, list(baris ORDER BY baris) AS salinan FROM {sheet.table}
                         WHERE {known} AND {readable_period(sheet)} GROUP BY {", ".join(key)}
                         HAVING count(*) > 1) USING (baris)"""
    code = literal(_duplicate_code(sheet))
    yield Check(sheet.file.key[0], code, "TRUE", scope.reads_file(sheet), source=repeated, copies="salinan")


def _duplicate_code(sheet: Sheet) -> str:
    if not sheet.of_people:
        return DUPLICATE_KEY
    return DUPLICATE_PERSON if sheet.lists_people else DUPLICATE_ROW


def readable_period(sheet: Sheet) -> str:
    """SQL: the period of the row, where the file has one, is empty or a value; otherwise the row is of none."""
    parts = [f"({identifier(name)} IS NOT NULL OR {text(name)} IS NULL)" for name in sheet.file.key if name != NIP.name]
    return " AND ".join(parts) or "TRUE"


def _unknown_positions(sheet: Sheet, sheets: Mapping[str, Sheet], scope: Scope) -> Iterator[Check]:
    (key,) = JABATAN.key
    if sheet.lists_people and JABATAN.name in sheets:
        # A post acted in long ago may be gone from this month's list; one that counts now is missed by its formula.
        known = f"SELECT {key} FROM {sheets[JABATAN.name].table} WHERE {key} IS NOT NULL"
        # Of an empty list even what is not there is no member.
        missing = f"{key} IS NOT NULL AND {key} NOT IN ({known})"
        yield Check(key, "'F-119'", missing, scope.reads(sheet, key))


def _backward_periods(sheet: Sheet, scope: Scope) -> Iterator[Check]:
    if {"mulai", "selesai"} <= set(sheet.file.names):
        yield Check("selesai", "'F-115'", "selesai < mulai", scope.reads(sheet, "selesai"), other=text("mulai"))


def _odd_facts(sheet: Sheet) -> Iterator[Check]:
    """What may be right but should be looked at."""
    if "npwp" in sheet.file.names:
        digits = "regexp_replace(npwp, '[ .-]', '', 'g')"
        yield Check("npwp", "'F-203'", f"NOT regexp_full_match({digits}, '{NPWP_TEXT}')", counts=True)
    if "hari_kerja" in sheet.file.names:
        for days in ("hari_hadir", "hari_alpa"):
            yield Check(days, "'F-204'", f"{days} > hari_kerja", counts=True, other=text("hari_kerja"))
