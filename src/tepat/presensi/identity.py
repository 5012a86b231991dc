"""Whose punch it is: a dated table of device and PIN to person.

PINs are texts and are compared as they stand: ``0012`` is not ``12``. A PIN that two people claim on one day is
nobody's on that day. Whatever has no owner is a worklist, never dropped. Tables:

`alat`
    one row per name a source may give a device: ``sumber`` (serial number or name) to perangkat, kode_unit and ``jam``
    (hours from UTC; null: unknown).
`pemilik`
    one row per device, PIN and stretch of time with exactly one owner: ``dari`` to ``sampai`` (exclusive), nomor, nip,
    and ``geser``: seconds to add to the device's clock so that it shows the time of the person's unit.
"""

from __future__ import annotations

import duckdb

from tepat.lang.errors import Place
from tepat.lang.findings import Finding
from tepat.presensi.month import HOURS, create, exists, rows

_EVER = "TIMESTAMP '0001-01-01'"
_NEVER = "TIMESTAMP '9999-12-31'"


def create_identity(connection: duckdb.DuckDBPyConnection, *, known_by_nip: bool = True) -> list[Finding]:
    """Make `alat` and `pemilik` of perangkat, pin, orang and the pairs that occur in `ketukan_masuk`.

    Parameters
    ----------
    known_by_nip : whether sources may know people by their NIP, which then needs no row of ``pin.csv``; looking for
        such punches reads all of them once

    Findings
    --------
    P-031 : a serial number that two devices bear
    P-102 : a PIN that several people claim on the same days
    P-103 : a PIN of somebody who is not in ``pegawai.csv``
    P-104 : somebody without any PIN
    """
    findings = _create_devices(connection)
    _create_claims(connection)
    if known_by_nip:
        _claim_by_nip(connection)
    _cut_claims(connection)
    findings += _contested(connection)
    findings += _strangers(connection)
    _create_owners(connection)
    return findings + _without_pin(connection)


def _create_devices(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    hours = " ".join(f"WHEN '{zone}' THEN {hour}" for zone, hour in HOURS.items())
    create(
        connection,
        "alat",
        f"""WITH nama AS (
  SELECT coalesce(nomor_seri, perangkat) AS sumber, 1 AS tingkat, * FROM perangkat
  UNION ALL SELECT perangkat, 2, * FROM perangkat
)
SELECT sumber, perangkat, kode_unit, CASE CAST(zona AS VARCHAR) {hours} END AS jam FROM nama
QUALIFY row_number() OVER (PARTITION BY sumber ORDER BY tingkat, baris) = 1""",
    )
    create(
        connection,
        "zona_unit",
        """SELECT kode_unit, min(jam) AS jam FROM alat WHERE kode_unit IS NOT NULL
GROUP BY kode_unit HAVING count(DISTINCT jam) = 1""",
    )
    query = """SELECT nomor_seri, min(baris) AS baris, string_agg(perangkat, ', ' ORDER BY baris) AS daftar
FROM perangkat WHERE nomor_seri IS NOT NULL GROUP BY nomor_seri HAVING count(DISTINCT perangkat) > 1 ORDER BY baris"""
    return [
        Finding("P-031", "", "nomor_seri", Place("perangkat.csv", int(str(row["baris"]))), dict(row))
        for row in rows(connection, query)
    ]


def _create_claims(connection: duckdb.DuckDBPyConnection) -> None:
    """`klaim`: who claims a PIN, on which device and when; of all devices (``umum``) where the row names none."""
    create(
        connection,
        "pin_perangkat",
        f"""SELECT coalesce(a.perangkat, p.perangkat) AS perangkat, p.pin, p.nip, p.baris,
  coalesce(CAST(p.mulai AS TIMESTAMP), {_EVER}) AS dari,
  coalesce(CAST(p.selesai AS TIMESTAMP) + INTERVAL 1 DAY, {_NEVER}) AS sampai
FROM pin p LEFT JOIN alat a ON a.sumber = p.perangkat
WHERE p.nip IS NOT NULL""",
    )
    create(
        connection,
        "klaim",
        """SELECT perangkat, pin, nip, baris, dari, sampai, FALSE AS umum FROM pin_perangkat WHERE perangkat IS NOT NULL
UNION ALL
SELECT k.perangkat, p.pin, p.nip, p.baris, p.dari, p.sampai, TRUE
FROM pin_perangkat p JOIN (SELECT DISTINCT perangkat, pin FROM ketukan_masuk) k USING (pin)
WHERE p.perangkat IS NULL"""
        if exists(connection, "FROM pin_perangkat WHERE perangkat IS NULL")
        else "SELECT perangkat, pin, nip, baris, dari, sampai, FALSE AS umum FROM pin_perangkat",
    )


def _claim_by_nip(connection: duckdb.DuckDBPyConnection) -> None:
    """An application that knows people by their NIP needs no table of PINs."""
    connection.execute(
        f"""INSERT INTO klaim SELECT DISTINCT k.perangkat, k.pin, o.nip, 0, {_EVER}, {_NEVER}, TRUE
FROM ketukan_masuk k JOIN orang o ON o.nip = k.pin
WHERE len(k.pin) = 18 AND NOT EXISTS (FROM klaim s WHERE s.perangkat = k.perangkat AND s.pin = k.pin)"""
    )


def _cut_claims(connection: duckdb.DuckDBPyConnection) -> None:
    """`klaim_potong`: PINs with several claims, cut at every bound; who claims each piece.

    On the days of a row for a device, rows for all devices do not count there.
    """
    create(connection, "pin_berulang", "SELECT perangkat, pin FROM klaim GROUP BY ALL HAVING count(*) > 1")
    create(
        connection,
        "klaim_potong",
        """WITH berulang AS (FROM klaim SEMI JOIN pin_berulang USING (perangkat, pin)),
batas AS (SELECT perangkat, pin, dari AS saat FROM berulang UNION SELECT perangkat, pin, sampai FROM berulang),
potong AS (
  SELECT perangkat, pin, saat AS dari, lead(saat) OVER (PARTITION BY perangkat, pin ORDER BY saat) AS sampai FROM batas
)
SELECT p.perangkat, p.pin, p.dari, p.sampai, k.nip, k.baris
FROM potong p JOIN berulang k ON k.perangkat = p.perangkat AND k.pin = p.pin AND k.dari < p.sampai AND k.sampai > p.dari
QUALIFY k.umum = min(k.umum) OVER (PARTITION BY p.perangkat, p.pin, p.dari)""",
    )


def _contested(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    create(
        connection,
        "sengketa",
        """SELECT perangkat, pin, min(a.baris) AS baris, a.nip AS satu, b.nip AS lain
FROM klaim_potong a JOIN klaim_potong b USING (perangkat, pin, dari) WHERE a.nip < b.nip
GROUP BY perangkat, pin, a.nip, b.nip""",
    )
    query = "SELECT perangkat, pin, baris, satu, lain FROM sengketa ORDER BY perangkat, pin, satu, lain"
    return [
        Finding("P-102", "", "pin", Place("pin.csv", int(str(row["baris"]))), dict(row))
        for row in rows(connection, query)
    ]


def _strangers(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    query = """SELECT nip, min(baris) AS baris, min(perangkat) AS perangkat, min(pin) AS pin FROM pin_perangkat
ANTI JOIN orang USING (nip) GROUP BY nip ORDER BY baris"""
    return [
        Finding("P-103", "", "nip", Place("pin.csv", int(str(row["baris"]))), dict(row))
        for row in rows(connection, query)
    ]


def _create_owners(connection: duckdb.DuckDBPyConnection) -> None:
    """Of a PIN claimed once the claim, of one claimed several times the pieces that only one person claims."""
    create(
        connection,
        "pemilik",
        """SELECT k.perangkat, k.pin, k.dari, k.sampai, o.nomor, o.nip,
  CAST(coalesce(z.jam - a.jam, 0) * 3600 AS INTEGER) AS geser
FROM (
  SELECT perangkat, pin, nip, dari, sampai FROM klaim ANTI JOIN pin_berulang USING (perangkat, pin)
  UNION ALL
  SELECT perangkat, pin, min(nip), dari, sampai FROM klaim_potong
  GROUP BY perangkat, pin, dari, sampai HAVING count(DISTINCT nip) = 1
) k JOIN orang o USING (nip)
LEFT JOIN (SELECT DISTINCT ON (perangkat) perangkat, jam FROM alat ORDER BY perangkat, sumber) a
  ON a.perangkat = k.perangkat
LEFT JOIN zona_unit z ON z.kode_unit = o.kode_unit""",
    )


def _without_pin(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    # A PIN of all devices is claimed only where somebody used it.
    query = """SELECT nip FROM orang_harian ANTI JOIN pin_perangkat USING (nip) ANTI JOIN klaim USING (nip)
ORDER BY nip"""
    return [Finding("P-104", str(row["nip"]), "pin") for row in rows(connection, query)]
