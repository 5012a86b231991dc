"""What changes a day beside the punches: leave and duty, approved corrections, marked outages.

Tables:

`izin_hari`
    one row per person and day on leave or duty: nomor, tanggal, jenis, keterangan.
`koreksi_tugas`
    one row per person and duty with an approved correction: nomor, urut, ``masuk`` and ``pulang`` in seconds (null: as
    recorded), keterangan.
`gangguan_tugas`
    one row per person and duty that an outage touches: nomor, urut, ``masuk`` and ``pulang``: whether a missing arrival
    or departure is excused, keterangan. An outage excuses nothing else: who punched is late all the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import duckdb

from tepat.lang.errors import Place
from tepat.lang.findings import Finding
from tepat.presensi.contract import JENIS_IZIN
from tepat.presensi.month import AttendanceMonth, create, rows, seconds
from tepat.presensi.patterns import read_clock

_DAY = 86_400
_DATE_ALONE = len("2026-01-05")


def create_excuses(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    """Make `izin_hari`, `koreksi_tugas` and `gangguan_tugas`.

    Findings
    --------
    P-201 : two kinds of leave on one day
    P-202 : a correction that nobody approved
    P-203 : a correction whose time cannot be read
    P-204 : a correction on a day without duty
    P-209 : two approved corrections of one time that differ: the later line counts
    P-207 : an outage of a device or unit that is not known, or of none
    P-208 : an outage whose beginning or end cannot be read
    """
    return [
        *_create_leave(connection, month),
        *_create_corrections(connection, month),
        *_create_outages(connection, month),
    ]


# -- leave ------------------------------------------------------------------------------------------------------


def _create_leave(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    order = " ".join(f"WHEN '{code}' THEN {place}" for place, code in enumerate(JENIS_IZIN.codes))
    create(
        connection,
        "izin_hari",
        f"""WITH hari_izin AS (
  SELECT o.nomor, o.nip, CAST(unnest(generate_series(greatest(i.mulai, DATE '{month.first}'),
    least(coalesce(i.selesai, DATE '{month.last}'), DATE '{month.last}'), INTERVAL 1 DAY)) AS DATE) AS tanggal,
    CAST(i.jenis AS VARCHAR) AS jenis, i.mulai, i.selesai, i.baris
  FROM izin_semua i JOIN orang o USING (nip)
  WHERE i.mulai <= DATE '{month.last}' AND (i.selesai IS NULL OR i.selesai >= DATE '{month.first}')
)
SELECT nomor, any_value(nip) AS nip, tanggal, list(DISTINCT jenis ORDER BY jenis) AS semua,
  arg_min(jenis, CASE jenis {order} END) AS jenis, min(baris) AS baris,
  -- Of two leaves of one kind always the same one, whatever the order of rows.
  first(jenis || ' ' || mulai || coalesce('–' || selesai, '') ORDER BY CASE jenis {order} END, mulai, selesai)
    AS keterangan
FROM hari_izin GROUP BY nomor, tanggal""",
    )
    query = """SELECT nip, min(tanggal) AS mulai, max(tanggal) AS selesai, min(baris) AS baris,
  any_value(jenis) AS dipakai, array_to_string(semua, ', ') AS daftar
FROM izin_hari WHERE len(semua) > 1 GROUP BY nip, semua ORDER BY nip, mulai"""
    return [Finding("P-201", str(row["nip"]), "jenis", _place("izin", row), row) for row in rows(connection, query)]


# -- corrections ------------------------------------------------------------------------------------------------


def _create_corrections(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    findings: list[Finding] = []
    connection.execute(
        "CREATE OR REPLACE TABLE koreksi_sah (nip VARCHAR, tanggal DATE, baris BIGINT, masuk INTEGER, pulang INTEGER, "
        "keterangan VARCHAR)"
    )
    values = []
    query = f"SELECT * FROM koreksi WHERE tanggal BETWEEN DATE '{month.first}' AND DATE '{month.last}' ORDER BY baris"
    for row in rows(connection, query):
        clocks = _clocks(row, findings)
        if not row["disetujui_oleh"]:
            findings.append(Finding("P-202", str(row["nip"]), "disetujui_oleh", _place("koreksi", row), row))
        elif clocks is not None:
            note = ", ".join(str(part) for part in (row["disetujui_oleh"], row["alasan"]) if part)
            values.append([row["nip"], row["tanggal"], row["baris"], *clocks, note])
    if values:
        connection.executemany("INSERT INTO koreksi_sah VALUES (?, ?, ?, ?, ?, ?)", values)
    create(connection, "koreksi_jam", _corrected_times(month))
    create(
        connection,
        "koreksi_tugas",
        """SELECT nomor, urut, arg_max(saat, baris) FILTER (sisi = 'masuk') AS masuk,
  arg_max(saat, baris) FILTER (sisi = 'pulang') AS pulang,
  string_agg(DISTINCT keterangan, '; ' ORDER BY keterangan) AS keterangan
FROM koreksi_jam GROUP BY nomor, urut""",
    )
    differing = """SELECT nip, tanggal, sisi, max(baris) AS baris, count(DISTINCT saat) AS banyak FROM koreksi_jam
GROUP BY nip, tanggal, urut, sisi HAVING count(DISTINCT saat) > 1 ORDER BY nip, tanggal, sisi"""
    idle = """SELECT k.nip, k.tanggal, k.baris FROM koreksi_sah k JOIN orang o USING (nip)
ANTI JOIN tugas t ON t.kelas = o.kelas AND t.tanggal = k.tanggal ORDER BY k.baris"""
    return [
        *findings,
        *(Finding("P-204", str(row["nip"]), "tanggal", _place("koreksi", row), row) for row in rows(connection, idle)),
        *(
            Finding("P-209", str(row["nip"]), str(row["sisi"]), _place("koreksi", row), row)
            for row in rows(connection, differing)
        ),
    ]


def _corrected_times(month: AttendanceMonth) -> str:
    """Each corrected time with the duty of its day whose half of the window it falls in.

    An arrival is the first such time of the clock from 4 hours before the duty on, a departure the last until 8 hours
    after it (or as the regulation says): 08:05 ends the 24 hours that began yesterday at eight.
    """
    midnight = seconds("CAST(k.tanggal AS TIMESTAMP)", month)
    opens = f"(t.masuk - {month.settings.window_before * 60})"
    closes = f"(t.pulang + {month.settings.window_after * 60} - 1)"
    return f"""WITH jam AS (
  SELECT nip, tanggal, baris, keterangan, 'masuk' AS sisi, masuk AS jam FROM koreksi_sah WHERE masuk IS NOT NULL
  UNION ALL
  SELECT nip, tanggal, baris, keterangan, 'pulang', pulang FROM koreksi_sah WHERE pulang IS NOT NULL
),
calon AS (
  SELECT o.nomor, o.nip, k.tanggal, t.urut, t.buka, t.tengah, t.tutup, k.baris, k.keterangan, k.sisi, CASE k.sisi
    WHEN 'masuk' THEN {opens} + ({midnight} + k.jam - {opens} + 2 * {_DAY}) % {_DAY}
    ELSE {closes} - ({closes} - {midnight} - k.jam + 2 * {_DAY}) % {_DAY} END AS saat
  FROM jam k JOIN orang o USING (nip) JOIN tugas t ON t.kelas = o.kelas AND t.tanggal = k.tanggal
)
SELECT nomor, nip, tanggal, urut, sisi, saat, baris, keterangan FROM calon
QUALIFY row_number() OVER (PARTITION BY nomor, baris, sisi
  ORDER BY saat >= buka AND saat < tutup DESC, (saat < tengah) = (sisi = 'masuk') DESC, urut) = 1"""


def _clocks(row: dict[str, object], findings: list[Finding]) -> tuple[int | None, int | None] | None:
    """Seconds from midnight of both times; None where one cannot be read or neither is there."""
    found: list[int | None] = []
    for name in ("masuk", "pulang"):
        text = None if row[name] is None else str(row[name])
        clock = None if text is None else read_clock(text)
        if text is not None and clock is None:
            findings.append(Finding("P-203", str(row["nip"]), name, _place("koreksi", row), {"nilai": text, **row}))
            return None
        found.append(clock)
    if found == [None, None]:
        findings.append(Finding("P-203", str(row["nip"]), "masuk", _place("koreksi", row), {"nilai": "", **row}))
        return None
    return found[0], found[1]


# -- outages ----------------------------------------------------------------------------------------------------


def _create_outages(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    findings = _read_outages(connection)
    begin, end = seconds("g.mulai", month), seconds("g.selesai", month)
    # The hours of an outage of a device alone are on the clock of the device.
    shift = "CASE WHEN g.kode_unit IS NULL THEN p.geser ELSE 0 END"
    create(
        connection,
        "gangguan_orang",
        f"""SELECT DISTINCT o.nomor, o.kelas, {begin} AS mulai, {end} AS selesai, coalesce(g.alasan, '') AS alasan
FROM gangguan_sah g JOIN orang o ON g.kode_unit = o.kode_unit WHERE g.perangkat IS NULL
UNION
SELECT DISTINCT o.nomor, o.kelas, {begin} + {shift}, {end} + {shift}, coalesce(g.alasan, '')
FROM gangguan_sah g JOIN alat a ON a.sumber = g.perangkat
JOIN pemilik p ON p.perangkat = a.perangkat AND p.dari < g.selesai AND p.sampai > g.mulai
JOIN orang o ON o.nomor = p.nomor AND (g.kode_unit IS NULL OR g.kode_unit = o.kode_unit)
UNION
-- A device that is out shows nobody's PIN: of those with a PIN of all devices, the people of its unit use it.
SELECT DISTINCT o.nomor, o.kelas, {begin}, {end}, coalesce(g.alasan, '')
FROM gangguan_sah g JOIN alat a ON a.sumber = g.perangkat
JOIN orang o ON o.kode_unit = a.kode_unit AND (g.kode_unit IS NULL OR g.kode_unit = o.kode_unit)
JOIN pin_perangkat p ON p.nip = o.nip AND p.perangkat IS NULL AND p.dari < g.selesai AND p.sampai > g.mulai""",
    )
    create(
        connection,
        "gangguan_tugas",
        """SELECT g.nomor, t.urut, bool_or(g.mulai < t.tengah AND g.selesai > t.buka) AS masuk,
  bool_or(g.mulai < t.tutup AND g.selesai > t.tengah) AS pulang,
  array_to_string(list(DISTINCT g.alasan ORDER BY g.alasan), ', ') AS keterangan
FROM gangguan_orang g JOIN tugas t ON t.kelas = g.kelas AND g.mulai < t.tutup AND g.selesai > t.buka
GROUP BY g.nomor, t.urut""",
    )
    unknown = """SELECT baris, coalesce(perangkat, kode_unit, '') AS siapa FROM gangguan
WHERE (perangkat IS NULL AND kode_unit IS NULL)
  OR (perangkat IS NOT NULL AND perangkat NOT IN (SELECT sumber FROM alat))
  OR (perangkat IS NULL AND kode_unit NOT IN (SELECT kode_unit FROM pegawai WHERE kode_unit IS NOT NULL))
ORDER BY baris"""
    return findings + [
        Finding("P-207", "", "perangkat", _place("gangguan", row), row) for row in rows(connection, unknown)
    ]


def _read_outages(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """`gangguan_sah`: the outages whose bounds can be read, on the clock of the unit."""
    findings, values = [], []
    query = """SELECT g.*, coalesce(z.jam, a.jam) AS jam FROM gangguan g LEFT JOIN zona_unit z USING (kode_unit)
LEFT JOIN alat a ON a.sumber = g.perangkat ORDER BY g.baris"""
    for row in rows(connection, query):
        bounds = [_moment(str(row[name] or ""), row["jam"], ends=name == "selesai") for name in ("mulai", "selesai")]
        if None in bounds:
            name = "mulai" if bounds[0] is None else "selesai"
            findings.append(Finding("P-208", "", name, _place("gangguan", row), {"nilai": row[name]}))
        else:
            values.append([row["perangkat"], row["kode_unit"], *bounds, row["alasan"]])
    connection.execute(
        "CREATE OR REPLACE TABLE gangguan_sah (perangkat VARCHAR, kode_unit VARCHAR, mulai TIMESTAMP, "
        "selesai TIMESTAMP, alasan VARCHAR)"
    )
    if values:
        connection.executemany("INSERT INTO gangguan_sah VALUES (?, ?, ?, ?, ?)", values)
    return findings


def _moment(text: str, hours: object, *, ends: bool) -> datetime | None:
    """An instant as a clerk writes it, on the unit's clock; a day alone is its beginning, or its end."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if found.tzinfo is not None:
        if hours is None:
            return None
        found = found.astimezone(timezone(timedelta(hours=int(str(hours))))).replace(tzinfo=None)
    return found + timedelta(days=1) if ends and len(text.strip()) == _DATE_ALONE else found


def _place(file: str, row: dict[str, object]) -> Place:
    return Place(f"{file}.csv", int(str(row["baris"])))
