"""Who has which duty on which day.

A roster row beats a person's own schedule, which beats the unit's; among schedules of one level that cover a day, the
one that began last. National holidays, joint leave and the region's own days take duties of schedules away; roster
duties stand on holidays, unless the regulation says otherwise.

People whose rosters and schedules say the same, in whatever unit, are one *class* (``kelas``): a million people have a
few hundred. Tables:

`orang`
    one row per person: ``nomor`` from 0, nip, kode_unit, kelas.
`tugas`
    one row per class and duty, in order of their beginning (``urut`` from 0): tanggal, pola, and in seconds of the
    month's clock ``masuk``, ``pulang``, ``tengah`` and the window ``buka`` to ``tutup``. Duties of the days beside the
    month are there too (``dalam_masa`` false): punches may be theirs.
`hari_bebas`
    one row per class and day on which the calendar took the duty away: tanggal, pola, jenis, keterangan.
"""

from __future__ import annotations

import duckdb

from tepat.lang.errors import Place
from tepat.lang.findings import Finding
from tepat.presensi.month import AttendanceMonth, create, rows, seconds

_FOREVER = "DATE '9999-12-31'"
_ALWAYS = "DATE '0001-01-01'"


def create_schedule(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    """Make `orang`, `tugas` and `hari_bebas` of pegawai, jadwal, roster, jam_pola and hari_kalender.

    Findings
    --------
    P-011 : a schedule that is of nobody, or of a unit and a person at once
    P-012 : a pattern that is not in ``pola.csv``
    P-013 : two schedules that began on the same day cover the same days
    P-014 : a roster row whose pattern has no hours on that day of the week
    P-015 : somebody without any schedule: the month waits
    P-016 : somebody with a roster whom the schedule binds on the other days
    """
    _create_people(connection, month)
    _create_days(connection, month)
    _create_duties(connection, month)
    return [
        *_bad_schedules(connection),
        *_unknown_patterns(connection, month),
        *_equal_schedules(connection, month),
        *_unscheduled(connection, month),
    ]


def _create_people(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> None:
    create(
        connection,
        "jadwal_sah",
        f"""SELECT kode_unit, nip, kode_pola, coalesce(mulai, {_ALWAYS}) AS mulai,
  coalesce(selesai, {_FOREVER}) AS selesai, baris
FROM jadwal WHERE (kode_unit IS NULL) <> (nip IS NULL) AND kode_pola IN (SELECT kode_pola FROM pola_dikenal)""",
    )
    _create_rosters(connection, month)
    create(
        connection,
        "orang",
        """WITH jadwal_milik AS (
  SELECT nip, kode_unit,
    dense_rank() OVER (ORDER BY list((kode_pola, mulai, selesai) ORDER BY mulai, selesai, kode_pola)) AS isi
  FROM jadwal_sah GROUP BY nip, kode_unit
)
SELECT CAST(row_number() OVER (ORDER BY p.nip) - 1 AS INTEGER) AS nomor, p.nip, p.kode_unit,
  CAST(dense_rank() OVER (ORDER BY r.isi, s.isi, u.isi) - 1 AS INTEGER) AS kelas
FROM pegawai p LEFT JOIN giliran r USING (nip)
LEFT JOIN jadwal_milik s ON s.nip = p.nip LEFT JOIN jadwal_milik u ON u.kode_unit = p.kode_unit""",
    )
    # Whoever's month came summed up from elsewhere is not reckoned from punches.
    create(connection, "orang_harian", "FROM orang ANTI JOIN rekap USING (nip)", view=True)
    # Anybody may stand for the class: all its members have the same rosters and schedules.
    create(connection, "kelas", "SELECT kelas, min(nip) AS nip, min(kode_unit) AS kode_unit FROM orang GROUP BY kelas")


def _create_rosters(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> None:
    """`giliran`: equal numbers for people whose rosters name the same patterns on the same days.

    A roster is compared as bits, one for every day and pattern: exact, and ten times as quick as an ordered list.
    """
    ((patterns,),) = connection.execute("SELECT count(*) FROM pola_dikenal").fetchall()
    bits = ((month.wide_last - month.wide_first).days + 1) * patterns
    create(
        connection,
        "giliran",
        f"""WITH bernomor AS (SELECT kode_pola, row_number() OVER (ORDER BY kode_pola) - 1 AS ke FROM pola_dikenal)
SELECT nip, dense_rank() OVER (ORDER BY bitstring_agg(bit, 0, {bits})) AS isi
FROM (
  SELECT nip, CAST((tanggal - DATE '{month.wide_first}') * {patterns} + ke AS BIGINT) AS bit
  FROM roster JOIN bernomor USING (kode_pola)
  WHERE tanggal BETWEEN DATE '{month.wide_first}' AND DATE '{month.wide_last}'
)
GROUP BY nip""",
    )


def _create_days(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> None:
    """`pola_hari`: which pattern binds a class on a day, and where it comes from (1 roster, 2 own, 3 of the unit)."""
    create(
        connection,
        "hari",
        f"""SELECT CAST(d AS DATE) AS tanggal FROM
  (SELECT unnest(generate_series(DATE '{month.wide_first}', DATE '{month.wide_last}', INTERVAL 1 DAY)) AS d)""",
    )
    create(
        connection,
        "pola_hari",
        """WITH calon AS (
  SELECT DISTINCT k.kelas, r.tanggal, 1 AS asal, r.kode_pola, NULL::DATE AS mulai, 0 AS baris
  FROM kelas k JOIN roster r USING (nip) JOIN pola_dikenal USING (kode_pola) SEMI JOIN hari USING (tanggal)
  UNION ALL
  SELECT k.kelas, h.tanggal, 2, j.kode_pola, j.mulai, j.baris
  FROM kelas k JOIN jadwal_sah j USING (nip) JOIN hari h ON h.tanggal BETWEEN j.mulai AND j.selesai
  UNION ALL
  SELECT k.kelas, h.tanggal, 3, j.kode_pola, j.mulai, j.baris
  FROM kelas k JOIN jadwal_sah j USING (kode_unit) JOIN hari h ON h.tanggal BETWEEN j.mulai AND j.selesai
)
SELECT kelas, tanggal, asal, kode_pola FROM calon
QUALIFY asal = min(asal) OVER (PARTITION BY kelas, tanggal)
  AND (asal = 1 OR row_number() OVER (PARTITION BY kelas, tanggal, asal ORDER BY mulai DESC, kode_pola, baris) = 1)""",
    )


def _create_duties(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> None:
    free = "h.jenis IS NOT NULL AND h.jenis <> 'hari_kerja'"
    if month.settings.roster_on_holidays:
        free = f"asal > 1 AND {free}"
    create(
        connection,
        "tugas_calon",
        f"""SELECT p.kelas, p.tanggal, p.asal, p.kode_pola, j.ke, j.fleksibel, h.jenis, h.keterangan, ({free}) AS bebas,
  CAST(p.tanggal AS TIMESTAMP) + to_minutes(j.masuk) AS masuk,
  CAST(p.tanggal AS TIMESTAMP) + to_minutes(j.pulang) AS pulang
FROM pola_hari p JOIN jam_pola j ON j.kode_pola = p.kode_pola AND j.hari = isodow(p.tanggal)
LEFT JOIN hari_kalender h USING (tanggal)""",
    )
    create(
        connection,
        "tugas",
        f"""WITH wajib AS (
  -- One code never stands twice on a day: the ledger's key is person, day and pattern.
  SELECT kelas, tanggal, kode_pola || CASE WHEN ke > 1 THEN '#' || ke ELSE '' END AS pola, fleksibel * 60 AS fleksibel,
    {seconds("masuk", month)} AS masuk, {seconds("pulang", month)} AS pulang,
    tanggal BETWEEN DATE '{month.first}' AND DATE '{month.last}' AS dalam_masa
  FROM tugas_calon WHERE NOT bebas
),
berurutan AS (
  SELECT *, CAST(row_number() OVER urutan - 1 AS SMALLINT) AS urut,
    lag(pulang) OVER urutan AS sebelum, lead(masuk) OVER urutan AS sesudah
  FROM wajib WINDOW urutan AS (PARTITION BY kelas ORDER BY masuk, pulang, pola)
)
-- A window is cut half-way to the neighbouring duty; a duty that begins before the other ended gets what is left.
SELECT kelas, urut, tanggal, pola, fleksibel, masuk, pulang, dalam_masa, masuk + (pulang - masuk + 1) // 2 AS tengah,
  greatest(masuk - {month.settings.window_before * 60}, coalesce(masuk - (masuk - sebelum) // 2, -2147483647)) AS buka,
  least(pulang + {month.settings.window_after * 60}, coalesce(sesudah - (sesudah - pulang) // 2, 2147483647)) AS tutup
FROM berurutan""",
    )
    create(
        connection,
        "hari_bebas",
        f"""SELECT kelas, tanggal, min(kode_pola) AS pola, any_value(jenis) AS jenis,
  any_value(keterangan) AS keterangan
FROM tugas_calon WHERE bebas AND tanggal BETWEEN DATE '{month.first}' AND DATE '{month.last}'
GROUP BY kelas, tanggal""",
    )


# -- what is wrong with schedules -------------------------------------------------------------------------------


def _bad_schedules(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    query = "SELECT baris, kode_unit, nip FROM jadwal WHERE (kode_unit IS NULL) = (nip IS NULL) ORDER BY baris"
    return [
        Finding(
            "P-011", "", "kode_unit", _place("jadwal", row), {"isi": f"{row['kode_unit'] or ''} {row['nip'] or ''}"}
        )
        for row in rows(connection, query)
    ]


def _unknown_patterns(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    unknown = "kode_pola NOT IN (SELECT kode_pola FROM pola_dikenal)"
    days = f"tanggal BETWEEN DATE '{month.first}' AND DATE '{month.last}'"
    queries = {
        "jadwal": f"SELECT baris, nip, kode_pola FROM jadwal WHERE {unknown} ORDER BY baris",
        "roster": f"SELECT baris, nip, kode_pola FROM roster WHERE {unknown} AND {days} ORDER BY baris",
    }
    found = [
        Finding("P-012", str(row["nip"] or ""), "kode_pola", _place(file, row), {"pola": row["kode_pola"]})
        for file, query in queries.items()
        for row in rows(connection, query)
    ]
    idle = f"""SELECT r.baris, r.nip, r.kode_pola, r.tanggal FROM roster r JOIN pola_dikenal USING (kode_pola)
WHERE {days} AND EXISTS (FROM jam_pola j WHERE j.kode_pola = r.kode_pola)
  AND NOT EXISTS (FROM jam_pola j WHERE j.kode_pola = r.kode_pola AND j.hari = isodow(r.tanggal)) ORDER BY baris"""
    return found + [
        Finding("P-014", str(row["nip"]), "kode_pola", _place("roster", row), _words(row, "kode_pola", "tanggal"))
        for row in rows(connection, idle)
    ]


def _equal_schedules(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    query = f"""SELECT b.baris, b.nip, coalesce(b.nip, b.kode_unit) AS siapa, a.kode_pola AS satu, b.kode_pola AS lain
FROM jadwal_sah a JOIN jadwal_sah b ON a.baris < b.baris AND a.mulai = b.mulai AND a.kode_pola <> b.kode_pola
  AND a.nip IS NOT DISTINCT FROM b.nip AND a.kode_unit IS NOT DISTINCT FROM b.kode_unit
WHERE least(a.selesai, b.selesai) >= DATE '{month.first}' AND a.mulai <= DATE '{month.last}'
ORDER BY b.baris, a.baris"""
    return [
        Finding(
            "P-013",
            str(row["nip"] or ""),
            "mulai",
            _place("jadwal", row),
            {**_words(row, "siapa", "satu", "lain"), "dipakai": min(str(row["satu"]), str(row["lain"]))},
        )
        for row in rows(connection, query)
    ]


def _unscheduled(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    nobody = f"""SELECT nip, kode_unit FROM orang_harian WHERE kelas NOT IN (
  SELECT kelas FROM pola_hari WHERE tanggal BETWEEN DATE '{month.first}' AND DATE '{month.last}') ORDER BY nip"""
    both = f"""SELECT o.nip, count(*) FILTER (asal = 1) AS bergilir, count(*) FILTER (asal > 1) AS berjadwal
FROM orang o JOIN roster_kelas USING (kelas) JOIN pola_hari USING (kelas)
JOIN jam_pola j ON j.kode_pola = pola_hari.kode_pola AND j.hari = isodow(tanggal) AND j.ke = 1
ANTI JOIN hari_bebas b ON b.kelas = pola_hari.kelas AND b.tanggal = pola_hari.tanggal
WHERE tanggal BETWEEN DATE '{month.first}' AND DATE '{month.last}'
GROUP BY o.nip HAVING bergilir > 0 AND berjadwal > 0 ORDER BY o.nip"""
    create(connection, "roster_kelas", "SELECT DISTINCT kelas FROM pola_hari WHERE asal = 1")
    return [
        *(
            Finding("P-015", str(row["nip"]), words={"unit": row["kode_unit"] or "–"})
            for row in rows(connection, nobody)
        ),
        *(
            Finding("P-016", str(row["nip"]), words=_words(row, "bergilir", "berjadwal"))
            for row in rows(connection, both)
        ),
    ]


def _place(file: str, row: dict[str, object]) -> Place:
    return Place(f"{file}.csv", int(str(row["baris"])))


def _words(row: dict[str, object], *names: str) -> dict[str, object]:
    return {name: row[name] for name in names}
