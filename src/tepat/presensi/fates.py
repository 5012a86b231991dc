"""Where every single punch ended: used, between two others of its duty, a duplicate, outside the roster, without owner.

`ketukan_dibaca` is what came in (`tepat.ingest.reading.KETUKAN` and an ``id`` in the order of device, time and place).
Tables: `ketukan_masuk` (without duplicates, the device by its name in ``perangkat.csv``), `ketukan` (every punch with
``nip``, ``waktu_unit``, ``nasib`` and ``sebab``), `bukti_ketukan` (which record shows the arrival and departure of a
duty), `tanpa_pemilik` (the worklist of PINs).
"""

from __future__ import annotations

import duckdb

from tepat.lang.errors import Place
from tepat.lang.findings import Finding
from tepat.presensi.month import AttendanceMonth, create, instant, rows, seconds
from tepat.presensi.pairing import Pairing, codes_of

USED, BETWEEN, DUPLICATE, OUTSIDE, OWNERLESS = "dipakai", "antara", "duplikat", "luar_roster", "tanpa_pemilik"
FATES = (USED, BETWEEN, DUPLICATE, OUTSIDE, OWNERLESS)


def create_distinct_punches(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `ketukan_bernama` and `ketukan_masuk` of `ketukan_dibaca` and `perangkat`.

    A duplicate is the same device, PIN and second. A punch told without seconds is the same as one of its minute.
    """
    create_names_of_devices(connection)
    create(
        connection,
        "ketukan_bernama",
        """WITH bernama AS (
  SELECT k.* EXCLUDE (perangkat), coalesce(n.perangkat, k.perangkat) AS perangkat, n.perangkat IS NULL AS asing
  FROM ketukan_dibaca k LEFT JOIN nama_alat n ON n.sumber = k.perangkat
),
berurutan AS (
  SELECT *, row_number() OVER (PARTITION BY perangkat, pin, waktu ORDER BY tanpa_detik, sidik, id) > 1 AS sama,
    tanpa_detik AND bool_or(NOT tanpa_detik) OVER (PARTITION BY perangkat, pin, date_trunc('minute', waktu)) AS semenit
  FROM bernama
)
SELECT * EXCLUDE (sama, semenit), sama OR semenit AS duplikat FROM berurutan""",
    )
    create(connection, "ketukan_masuk", "FROM ketukan_bernama WHERE NOT duplikat", view=True)


def create_names_of_devices(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `nama_alat` of `perangkat`: its name for whatever a source may call a device, serial number or name."""
    create(
        connection,
        "nama_alat",
        """SELECT sumber, perangkat FROM (
  SELECT coalesce(nomor_seri, perangkat) AS sumber, perangkat, 1 AS tingkat, baris FROM perangkat
  UNION ALL SELECT perangkat, perangkat, 2, baris FROM perangkat)
QUALIFY row_number() OVER (PARTITION BY sumber ORDER BY tingkat, baris) = 1""",
    )


def create_fates(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth, pairing: Pairing) -> list[Finding]:
    """Make `ketukan`, `bukti_ketukan` and `tanpa_pemilik`.

    Findings
    --------
    P-032 : a device that is not in ``perangkat.csv``
    P-101 : a PIN without owner
    """
    create(
        connection,
        "ketukan_berpemilik",
        f"""SELECT k.id, p.nomor, p.nip, {seconds("k.waktu", month)} + p.geser AS detik
FROM ketukan_masuk k JOIN pemilik p
  ON k.perangkat = p.perangkat AND k.pin = p.pin AND k.waktu >= p.dari AND k.waktu < p.sampai""",
    )
    connection.register("tempat_ketukan", codes_of(connection, pairing, "ketukan_berpemilik"))
    create(
        connection,
        "ketukan_bertempat",
        f"""WITH bertempat AS (
  SELECT m.id, m.nip, m.nomor, m.detik, t.urut, t.dalam_masa, c.tempat % 2 AS sisi, t.urut IS NOT NULL AS bertugas,
    m.detik = CASE WHEN c.tempat % 2 = 0 THEN p.masuk ELSE p.pulang END AS sampai_batas
  FROM ketukan_berpemilik m JOIN tempat_ketukan c USING (id) JOIN orang o USING (nomor)
  LEFT JOIN tugas t ON t.kelas = o.kelas AND t.urut = c.tempat // 2 AND c.tempat >= 0
  LEFT JOIN pasangan p ON p.nomor = m.nomor AND p.urut = t.urut
)
SELECT *, {instant("detik", month)} AS waktu_unit, CASE WHEN NOT bertugas OR NOT dalam_masa THEN '{OUTSIDE}'
  -- Two devices may record the same second: one of the two is the evidence.
  WHEN sampai_batas AND row_number() OVER (PARTITION BY nomor, urut, sisi, detik ORDER BY id) = 1 THEN '{USED}'
  ELSE '{BETWEEN}' END AS nasib
FROM bertempat""",
    )
    connection.unregister("tempat_ketukan")
    create(
        connection,
        "ketukan",
        f"""SELECT k.* EXCLUDE (duplikat), t.nip, coalesce(t.waktu_unit, k.waktu) AS waktu_unit,
  CASE WHEN k.duplikat THEN '{DUPLICATE}' WHEN t.id IS NULL THEN '{OWNERLESS}' ELSE t.nasib END AS nasib,
  CASE WHEN k.duplikat THEN 'sama dengan presensi lain'
    WHEN t.id IS NULL THEN CASE WHEN s.pin IS NOT NULL THEN 'pin_ganda' WHEN c.pin IS NOT NULL THEN 'bukan_pegawai'
      ELSE 'pin_tanpa_nip' END
    WHEN t.nasib <> '{OUTSIDE}' THEN CASE t.sisi WHEN 0 THEN 'masuk' ELSE 'pulang' END
    WHEN t.bertugas THEN 'tugas_masa_lain'
    WHEN CAST(t.waktu_unit AS DATE) NOT BETWEEN DATE '{month.first}' AND DATE '{month.last}' THEN 'masa_lain'
    ELSE 'tanpa_tugas' END AS sebab
FROM ketukan_bernama k LEFT JOIN ketukan_bertempat t USING (id)
LEFT JOIN (SELECT DISTINCT perangkat, pin FROM sengketa) s ON s.perangkat = k.perangkat AND s.pin = k.pin
LEFT JOIN (SELECT DISTINCT perangkat, pin FROM klaim ANTI JOIN orang USING (nip)) c
  ON c.perangkat = k.perangkat AND c.pin = k.pin
ORDER BY k.id""",
    )
    _create_evidence(connection)
    _create_worklist(connection)
    return [*_unknown_devices(connection), *_without_owner(connection)]


def _create_evidence(connection: duckdb.DuckDBPyConnection) -> None:
    create(
        connection,
        "bukti_ketukan",
        f"""SELECT t.nomor, t.urut,
  any_value(k.perangkat || ' #' || left(k.sidik, 8)) FILTER (t.sisi = 0) AS bukti_masuk,
  any_value(k.perangkat || ' #' || left(k.sidik, 8)) FILTER (t.sisi = 1) AS bukti_pulang
FROM ketukan_bertempat t JOIN ketukan_bernama k USING (id) WHERE t.nasib = '{USED}' GROUP BY t.nomor, t.urut""",
    )


def _create_worklist(connection: duckdb.DuckDBPyConnection) -> None:
    """PINs without owner, each with whom it may be: by the name or NIP a device tells, or by the digits of the PIN.

    A suggestion is made only where exactly one person fits; it decides nothing.
    """
    create(
        connection,
        "tanpa_pemilik",
        f"""WITH yatim AS (
  SELECT perangkat, pin, sebab, count(*) AS banyak, min(waktu) AS pertama, max(waktu) AS terakhir
  FROM ketukan WHERE nasib = '{OWNERLESS}' GROUP BY perangkat, pin, sebab
),
disebut AS (
  SELECT coalesce(a.perangkat, n.perangkat) AS perangkat, n.pin, max(n.nama) AS nama, max(nullif(n.nip, '')) AS nip
  FROM nama_dibaca n LEFT JOIN nama_alat a ON a.sumber = n.perangkat GROUP BY 1, 2
),
calon AS (
  SELECT y.perangkat, y.pin, p.nip, 1 AS tingkat, 'NIP tercatat di mesin' AS alasan
  FROM yatim y JOIN disebut d USING (perangkat, pin) JOIN pegawai p ON p.nip = d.nip
  UNION ALL
  SELECT y.perangkat, y.pin, p.nip, 2, 'nama yang sama'
  FROM yatim y JOIN disebut d USING (perangkat, pin)
  JOIN pegawai p ON {_plain("p.nama")} = {_plain("d.nama")} AND {_plain("d.nama")} <> ''
  UNION ALL
  SELECT DISTINCT y.perangkat, y.pin, k.nip, 3, 'PIN itu miliknya di perangkat lain'
  FROM yatim y JOIN klaim k ON k.pin = y.pin AND k.perangkat <> y.perangkat JOIN pegawai p ON p.nip = k.nip
  UNION ALL
  SELECT DISTINCT y.perangkat, y.pin, k.nip, 4, 'PIN serupa tanpa nol di depan'
  FROM yatim y JOIN klaim k ON k.perangkat = y.perangkat AND ltrim(k.pin, '0') = ltrim(y.pin, '0') AND k.pin <> y.pin
  JOIN pegawai p ON p.nip = k.nip
),
tunggal AS (
  SELECT perangkat, pin, tingkat, any_value(nip) AS saran_nip, any_value(alasan) AS alasan_saran
  FROM calon GROUP BY perangkat, pin, tingkat HAVING count(DISTINCT nip) = 1
  QUALIFY row_number() OVER (PARTITION BY perangkat, pin ORDER BY tingkat) = 1
)
SELECT y.perangkat, y.pin, y.sebab, y.banyak, y.pertama, y.terakhir, d.nama, t.saran_nip, t.alasan_saran
FROM yatim y LEFT JOIN disebut d USING (perangkat, pin) LEFT JOIN tunggal t USING (perangkat, pin)
ORDER BY y.perangkat, y.pin, y.sebab""",
    )


def _plain(name: str) -> str:
    """SQL of a name without titles, capitals, points and blanks."""
    return f"regexp_replace(upper(split_part(coalesce({name}, ''), ',', 1)), '[^A-Z]', '', 'g')"


def _unknown_devices(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    query = """SELECT perangkat, min(berkas) AS berkas, count(*) AS banyak FROM ketukan_bernama WHERE asing
GROUP BY perangkat ORDER BY perangkat"""
    return [
        Finding("P-032", "", "perangkat", Place(name=str(row["perangkat"])), row) for row in rows(connection, query)
    ]


def _without_owner(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    found = rows(connection, "SELECT * FROM tanpa_pemilik")
    return [
        Finding("P-101", "", "pin", Place(name=f"{row['perangkat']} {row['pin']}"), {**row, "saran": _suggestion(row)})
        for row in found
        if row["sebab"] != "pin_ganda"
    ]


def _suggestion(row: dict[str, object]) -> str:
    return f"{row['saran_nip']} ({row['alasan_saran']})" if row["saran_nip"] else "–"
