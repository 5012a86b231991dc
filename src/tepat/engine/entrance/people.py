"""Whose month waits for what is wrong in the files.

A fault withholds the person of its row; one in a position or a unit withholds those who hold it; and a row whose NIP
was destroyed withholds those it may be of, since without it they would silently pass for unrated or on duty.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from tepat.engine.entrance.faults import FAULTS, NOBODY, person
from tepat.engine.entrance.nip import is_sound, survivors
from tepat.engine.entrance.scope import Scope
from tepat.engine.entrance.sheets import Sheet
from tepat.engine.entrance.sql import listing, literal
from tepat.lang.messages import catalogue
from tepat.lang.sql.duckdb import identifier
from tepat.law.packet import PEGAWAI

POSSIBLE_OWNER = "F-120"


def add_possible_owners(sheets: Mapping[str, Sheet], scope: Scope, connection: duckdb.DuckDBPyConnection) -> None:
    """One fault per person and file where rows with a broken NIP may be of that person."""
    codes = listing(sorted(set(NOBODY.values())))
    rows = connection.execute(f"SELECT DISTINCT berkas FROM {FAULTS} WHERE kode IN {codes} AND berlaku").fetchall()
    for (name,) in rows:
        connection.execute(f"INSERT INTO {FAULTS} {_possible_owners(sheets[name], scope, codes)}")


def _possible_owners(sheet: Sheet, scope: Scope, codes: str) -> str:
    lowest, highest = survivors("nilai")
    name = literal(sheet.file.name)
    return f"""
        SELECT {name}, min(broken.baris), 'nip', {literal(POSSIBLE_OWNER)}, people.nip, NULL,
               arg_min(broken.nilai, broken.baris), NULL, NULL, TRUE
        FROM (SELECT nilai, min(baris) AS baris, {lowest} AS lowest, {highest} AS highest FROM {FAULTS}
              WHERE berkas = {name} AND kode IN {codes} AND berlaku GROUP BY nilai) AS broken
        JOIN (SELECT nip, CAST(nip AS HUGEINT) AS number FROM {identifier(PEGAWAI.name)}
              WHERE {is_sound("nip")} AND {_without_row(sheet, scope)}) AS people
        ON people.number BETWEEN broken.lowest AND broken.highest
        GROUP BY people.nip"""


def _without_row(sheet: Sheet, scope: Scope) -> str:
    """SQL: no row of the file is known to be the person's; where rows may repeat, another one may always be missing."""
    if not sheet.file.key:
        return "TRUE"
    return f"nip NOT IN (SELECT nip FROM {sheet.table} WHERE nip IS NOT NULL AND {scope.in_masa(sheet)})"


def create_withheld(sheets: Mapping[str, Sheet], connection: duckdb.DuckDBPyConnection) -> None:
    """Create `rusak`: one row per person, code and place that keeps the person's month waiting."""
    codes = listing(sorted(code for code, entry in catalogue().items() if entry.tingkat == "tahan"))
    connection.execute(f"""
        CREATE TABLE rusak AS
        WITH fault AS (SELECT * FROM {FAULTS} WHERE berlaku AND kode IN {codes})
        SELECT DISTINCT nip, kode, berkas, baris, kolom
        FROM ({" UNION ALL ".join(["SELECT nip, kode, berkas, baris, kolom FROM fault", *_holders(sheets)])})
        WHERE nip IN (SELECT nip FROM {identifier(PEGAWAI.name)})
        ORDER BY nip, kode, berkas, baris, kolom""")


def _holders(sheets: Mapping[str, Sheet]) -> list[str]:
    """Selects of those who hold, also for the time being, what a faulty row of a reference file describes."""
    return [
        f"""SELECT {person(sheet)}, kode, berkas, fault.baris, kolom
            FROM fault JOIN {sheet.table} ON fault.kunci = {sheet.table}.{identifier(key)}
            WHERE berkas = {literal(reference.file.name)}"""
        for reference in sheets.values()
        for key in reference.file.key
        for sheet in sheets.values()
        if not reference.of_people and sheet.of_people and key in sheet.file.names
    ]
