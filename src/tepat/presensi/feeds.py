"""What other applications say of a day or of a whole month, beside punches.

One source of truth per person and month: whoever has a month summed up by another application (`bulan_dibaca`) is not
reckoned from punches as well. A code of a day (`hari_dibaca`) becomes leave only where it can mean but one kind; tiers
of lateness that a feed brings along are never used: they are the regulation's business. Tables:

`rekap`
    one row per person whose month came summed up: nip, hari_kerja, hari_hadir, hari_alpa, potongan_persen.
`izin_semua`
    the rows of `izin`, and the days that an application calls duty or leave and no row covers.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from tepat.lang.findings import Finding
from tepat.presensi.contract import JENIS_IZIN, OWN_STATES
from tepat.presensi.month import AttendanceMonth, create, rows

# Codes that mean one kind of leave or duty: the kinds' own names, and what SIMPEGNAS calls duty elsewhere.
_MEANING: Mapping[str, str] = {**{code.upper(): code for code in JENIS_IZIN.codes}, "DL": "dinas_luar"}
# Leave of a kind that is not said.
_SEVERAL = ("CT", "CUTI")
# Presence, absence, holidays and tiers of minutes: punches, the calendar and the regulation decide about them.
_PREFIXES = (*(state.upper() for state in OWN_STATES), "HN", "TK", "LN", "TM", "PC")
# What is read of a feed; a month without feeds has none of its rows.
_FEEDS: Mapping[str, str] = {
    "bulan_dibaca": "nip VARCHAR, masa VARCHAR, hari_kerja DECIMAL(9, 4), hari_hadir DECIMAL(9, 4), "
    "hari_alpa DECIMAL(9, 4), potongan_persen DECIMAL(9, 4)",
    "hari_dibaca": "pin VARCHAR, tanggal DATE, kode VARCHAR",
}
_NUMBERS = ("hari_kerja", "hari_hadir", "hari_alpa", "potongan_persen")


def create_feeds(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    """Make `rekap` and `izin_semua` of `bulan_dibaca`, `hari_dibaca`, `izin` and `pegawai`.

    Findings
    --------
    P-402 : an application reports leave without its kind, and no row of ``izin.csv`` covers the day: the month waits
    P-403 : two recaps of one person's month differ: the month waits
    P-404 : a recap of somebody who is not in ``pegawai.csv``
    P-405 : a code of a day that is not known
    """
    for name, columns in _FEEDS.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
    return [*_create_recaps(connection, month), *_create_leave(connection, month)]


def contradictions(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Findings P-401: somebody whose month came summed up has punches too, and nobody said which counts."""
    query = """SELECT nip, count(*) AS banyak, min(perangkat) AS perangkat FROM ketukan SEMI JOIN rekap USING (nip)
WHERE nasib <> 'duplikat' GROUP BY nip ORDER BY nip"""
    return [Finding("P-401", str(row["nip"]), words=row) for row in rows(connection, query)]


def _create_recaps(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    values = ", ".join(_NUMBERS)
    create(
        connection,
        "rekap_berbeda",
        f"SELECT DISTINCT nip, {values} FROM bulan_dibaca WHERE masa = '{month.masa}'",
    )
    create(
        connection,
        "rekap",
        f"""SELECT nip, {values} FROM rekap_berbeda SEMI JOIN pegawai USING (nip)
QUALIFY count(*) OVER (PARTITION BY nip) = 1""",
    )
    differing = """SELECT nip, count(*) AS banyak FROM rekap_berbeda SEMI JOIN pegawai USING (nip)
GROUP BY nip HAVING count(*) > 1 ORDER BY nip"""
    strangers = "SELECT DISTINCT nip FROM rekap_berbeda ANTI JOIN pegawai USING (nip) ORDER BY nip"
    return [
        *(Finding("P-403", str(row["nip"]), words=row) for row in rows(connection, differing)),
        *(Finding("P-404", str(row["nip"]), words=row) for row in rows(connection, strangers)),
    ]


def _create_leave(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    meaning = " ".join(f"WHEN '{code}' THEN '{kind}'" for code, kind in _MEANING.items())
    create(
        connection,
        "hari_terlapor",
        f"""SELECT DISTINCT o.nip, h.tanggal, upper(trim(h.kode)) AS kode
FROM hari_dibaca h JOIN pegawai o ON o.nip = h.pin
WHERE h.tanggal BETWEEN DATE '{month.first}' AND DATE '{month.last}' AND NOT EXISTS (
  FROM izin i WHERE i.nip = o.nip AND h.tanggal BETWEEN i.mulai AND coalesce(i.selesai, h.tanggal))""",
    )
    create(
        connection,
        "izin_semua",
        f"""SELECT nip, CAST(jenis AS VARCHAR) AS jenis, mulai, selesai, baris FROM izin
UNION ALL
SELECT nip, CASE kode {meaning} END, tanggal, tanggal, 0 FROM hari_terlapor WHERE kode IN ({_listed(_MEANING)})""",
    )
    vague = f"""SELECT nip, min(tanggal) AS mulai, max(tanggal) AS selesai, count(*) AS banyak, min(kode) AS kode
FROM hari_terlapor WHERE kode IN ({_listed(_SEVERAL)}) GROUP BY nip ORDER BY nip"""
    unknown = f"""SELECT kode, count(*) AS banyak, min(nip) AS contoh FROM hari_terlapor
WHERE kode NOT IN ({_listed((*_MEANING, *_SEVERAL))}) AND NOT regexp_matches(kode, '^({"|".join(_PREFIXES)})')
GROUP BY kode ORDER BY kode"""
    return [
        *(Finding("P-402", str(row["nip"]), "jenis", words=row) for row in rows(connection, vague)),
        *(Finding("P-405", "", "kode", words=row) for row in rows(connection, unknown)),
    ]


def _listed(codes: Mapping[str, str] | tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)
