"""The tables that the engine computes from: one per file of the packet, under the file's own name.

What holds of them, whatever the files hold: `pegawai` has one row per nip text of its file; in `jabatan` and `unit`
a key, and in `kinerja`, `disiplin` and `gaji` a nip (and period) stands at most once; an empty period is this month.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from tepat.engine.entrance.faults import DUPLICATE_ROW, FAULTS, person, readable_period
from tepat.engine.entrance.sheets import ROW, Sheet
from tepat.engine.entrance.sql import literal
from tepat.lang.sql.duckdb import identifier
from tepat.law.packet import Empty


def create_tables(sheets: Mapping[str, Sheet], masa: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Create the typed table of every sheet."""
    for sheet in sheets.values():
        connection.execute(f"CREATE TABLE {identifier(sheet.file.name)} AS {_select(sheet, masa)} ORDER BY {ROW}")


def _select(sheet: Sheet, masa: str) -> str:
    if sheet.lists_people:
        return _people(sheet)
    if not sheet.of_people:
        return _references(sheet)
    return _rows_of_people(sheet, masa)


def _names(sheet: Sheet) -> list[str]:
    return [*(identifier(name) for name in (*sheet.file.names, *sheet.carried)), ROW]


def _people(sheet: Sheet) -> str:
    """The first row of every nip text: nobody disappears, and nobody is there twice."""
    nip, rest = person(sheet), ", ".join(name for name in _names(sheet) if name != identifier("nip"))
    return f"""
        SELECT {nip} AS nip, {rest} FROM {sheet.table}
        QUALIFY row_number() OVER (PARTITION BY {nip} ORDER BY {ROW}) = 1"""


def _references(sheet: Sheet) -> str:
    """One row per key; where several rows claim it, none of their values. Without a key every row stays."""
    if not sheet.file.key:
        return f"SELECT {', '.join(_names(sheet))} FROM {sheet.table}"
    key = identifier(sheet.file.key[0])
    single = f"{key} IS NULL OR count(*) OVER (PARTITION BY {key}) = 1"
    cells = [f"CASE WHEN {single} THEN {name} END AS {name}" for name in _names(sheet) if name not in {key, ROW}]
    return f"""
        SELECT {key}, {", ".join(cells)}, {ROW} FROM {sheet.table}
        QUALIFY {key} IS NULL OR row_number() OVER (PARTITION BY {key} ORDER BY {ROW}) = 1"""


def _rows_of_people(sheet: Sheet, masa: str) -> str:
    """Every row but those whose key repeats or whose period cannot be read: it would pass for this month's."""
    copies = f"""SELECT unnest(salinan) FROM {FAULTS}
                 WHERE berkas = {literal(sheet.file.name)} AND kode = {literal(DUPLICATE_ROW)}"""
    of_month = {identifier(column.name) for column in sheet.file.columns if column.empty is Empty.MASA}
    cells = [f"coalesce({name}, {literal(masa)}) AS {name}" if name in of_month else name for name in _names(sheet)]
    return f"""
        SELECT {", ".join(cells)} FROM {sheet.table}
        WHERE {ROW} NOT IN ({copies}) AND {readable_period(sheet)}"""
