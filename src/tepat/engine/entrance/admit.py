"""Admission: the whole way from a folder to tables, findings and the people whose month waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tepat.engine.digests import digest_query
from tepat.engine.entrance.faults import FAULTS, collect_faults, keep_known_people
from tepat.engine.entrance.people import add_possible_owners, create_withheld
from tepat.engine.entrance.scope import PLAIN, Contract, Scope
from tepat.engine.entrance.sheets import Sheet, canonical, drop_sheets, read_sheets
from tepat.engine.entrance.sources import Sources, locate
from tepat.engine.entrance.tables import create_tables
from tepat.engine.entrance.words import findings_of_packet, findings_of_rows
from tepat.lang.findings import Finding


@dataclass(frozen=True)
class Admission:
    """What came in: findings in the order of files, rows and columns, and what each file read consists of.

    ``rows``: its records; ``columns``: its header; ``digests``: the hash of its sorted rows as canonical text, bad
    and repeated ones included: neither the form of the file nor its order or line ends change it.
    """

    findings: tuple[Finding, ...]
    rows: Mapping[str, int]
    files: Mapping[str, Path]
    columns: Mapping[str, tuple[str, ...]]
    digests: Mapping[str, str]


def admit(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    *,
    masa: str,
    zone: str,
    read: Mapping[str, frozenset[str]],
    contract: Contract = PLAIN,
) -> Admission:
    """Read a fact packet into typed tables and tell what is wrong with it.

    Grain: one table per file of the contract, under its name, empty where an optional file is absent; one row per
    record, with its number in ``baris``. `pegawai` has one row per nip text of its file: nobody disappears. Bad
    cells are NULL, and ``rusak`` (nip, kode, berkas, baris, kolom) holds the people whose month waits for them.
    A nip (and period) that stands twice in `kinerja`, `disiplin` or `gaji` loses all its rows there; a key that
    stands twice in `jabatan` or `unit` keeps one row, without values.

    Parameters
    ----------
    folder
        CSV or Parquet files of one month.
    connection
        Where the tables are made; it must not have tables of these names.
    masa
        The month, ``YYYY-MM``: an empty period of a rating means this one.
    zone
        IANA name of the zone of instants that are written without one.
    read
        Of each fact file that the month's computation reads, the columns that it reads. A bad cell elsewhere is a
        warning, and nobody waits for it.
    contract
        The contract of every file, those included that the rule book declares, and which are read whole.

    Returns
    -------
    Admission
        Numbers are exact: rupiah whole, percent as the percent written, instants UTC in whole seconds (cut off).

    Raises
    ------
    PacketError
        A file cannot be read as its contract; it carries all problems of all files (F-0xx), and no table is made.
    """
    sources, scope = locate(folder, contract.packet), Scope(masa, read, contract.whole)
    sheets = read_sheets(sources, connection, zone, contract.packet)
    try:
        collect_faults(sheets, scope, zone, connection)
        create_tables(sheets, masa, connection)
        keep_known_people(sheets, connection)
        add_possible_owners(sheets, scope, connection)
        create_withheld(sheets, connection)
        return _admission(sources, sheets, connection)
    finally:
        drop_sheets(connection, contract.packet)
        connection.execute(f"DROP TABLE IF EXISTS {FAULTS}")


def _admission(sources: Sources, sheets: Mapping[str, Sheet], connection: duckdb.DuckDBPyConnection) -> Admission:
    present = {name: sheet for name, sheet in sheets.items() if sheet.path}
    return Admission(
        (*findings_of_packet(sources, sheets), *findings_of_rows(sheets, connection)),
        {name: sheet.rows for name, sheet in present.items()},
        {name: sheet.path for name, sheet in present.items() if sheet.path},
        {name: sheet.columns for name, sheet in present.items()},
        {name: _digest(sheet, connection) for name, sheet in present.items()},
    )


def _digest(sheet: Sheet, connection: duckdb.DuckDBPyConnection) -> str:
    return digest_query(connection, f"({canonical(sheet)})", (*sheet.file.names, *sheet.carried))
