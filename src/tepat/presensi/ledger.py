"""The day ledger: what every duty of the month came to, with its minutes, its status and the evidence.

`tugas_orang` is the month as it is reckoned with, one row per person and duty; `harian` is the same as people read it,
with the days on which nothing was due (`libur`, `cuti_bersama`) and those on which somebody came without duty
(`luar_jadwal`).
"""

from __future__ import annotations

import duckdb

from tepat.lang.findings import Finding
from tepat.law.packet import HARIAN
from tepat.presensi.month import AttendanceMonth, create, instant, rows

_NOTES = (
    ("catat_masuk AND NOT bebas_masuk", "tidak ada presensi masuk"),
    ("catat_masuk AND bebas_masuk", "presensi masuk hilang karena gangguan"),
    ("catat_pulang AND NOT bebas_pulang", "tidak ada presensi pulang"),
    ("catat_pulang AND bebas_pulang", "presensi pulang hilang karena gangguan"),
    ("menit_terlambat > 0", "terlambat"),
    ("menit_pulang_cepat > 0", "pulang cepat"),
    ("jenis_izin IS NOT NULL AND (masuk IS NOT NULL OR pulang IS NOT NULL)", "ada presensi pada hari izin"),
    ("koreksi IS NOT NULL", "dikoreksi"),
    ("apel_absen", "tidak mengikuti apel atau upacara"),
)


def create_duties_of_people(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth, pairs: str) -> None:
    """Make the views `tugas_bernomor` over a table of pairs (nomor, kelas, urut, masuk, pulang), and `tugas_orang`.

    One row per person and duty of the month; `tugas_orang` names the person, which for millions costs a join.

    Minutes are whole and rounded down: 07:30:59 against 07:30 is 0. Where hours are flexible, lateness counts from the
    end of the allowance, and who came within it leaves as much later.
    """
    create(
        connection,
        "tugas_bernomor",
        f"""WITH dikoreksi AS (
  SELECT p.nomor, t.urut, t.tanggal, t.pola, t.masuk AS wajib_masuk, t.pulang AS wajib_pulang, t.fleksibel,
    p.masuk AS masuk_asal, p.pulang AS pulang_asal,
    coalesce(k.masuk, p.masuk) AS masuk, coalesce(k.pulang, p.pulang) AS pulang, k.keterangan AS koreksi,
    i.jenis AS jenis_izin, i.keterangan AS izin, g.keterangan AS gangguan,
    coalesce(g.masuk, FALSE) AS bebas_masuk, coalesce(g.pulang, FALSE) AS bebas_pulang
  FROM {pairs} p JOIN tugas t ON t.kelas = p.kelas AND t.urut = p.urut
  LEFT JOIN koreksi_tugas k ON k.nomor = p.nomor AND k.urut = p.urut
  LEFT JOIN izin_hari i ON i.nomor = p.nomor AND i.tanggal = t.tanggal
  LEFT JOIN gangguan_tugas g ON g.nomor = p.nomor AND g.urut = p.urut
  WHERE t.dalam_masa
)
SELECT *,
  -- DuckDB's GREATEST skips what is unknown: without a punch there are no minutes.
  CASE WHEN masuk IS NOT NULL THEN greatest(0, masuk - wajib_masuk - fleksibel) // 60 END AS menit_terlambat,
  CASE WHEN pulang IS NOT NULL THEN greatest(0, wajib_pulang - pulang
    + least(greatest(coalesce(masuk, wajib_masuk) - wajib_masuk, 0), fleksibel)) // 60 END AS menit_pulang_cepat,
  jenis_izin IS NULL AND masuk IS NULL AS catat_masuk, jenis_izin IS NULL AND pulang IS NULL AS catat_pulang,
  CASE WHEN jenis_izin IS NOT NULL THEN jenis_izin
    WHEN masuk IS NOT NULL AND pulang IS NOT NULL THEN 'hadir'
    WHEN (masuk IS NULL AND bebas_masuk) OR (pulang IS NULL AND bebas_pulang) THEN 'gangguan'
    WHEN masuk IS NULL AND pulang IS NULL THEN 'alpa'
    ELSE 'hadir' END AS status
FROM dikoreksi""",
        view=True,
    )
    create(
        connection, "tugas_orang", "SELECT nip, t.* FROM tugas_bernomor t JOIN orang_harian USING (nomor)", view=True
    )


def create_ledger(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    """Make the table `harian` of `tugas_orang`, `hari_bebas`, `ketukan` and `apel`.

    Grain: one row per person and duty, and one per person and day without duty that is a day off or has punches.

    Findings
    --------
    P-205 : punches on a day of leave
    P-206 : a missing scan that no outage excuses, on a day where another one is excused
    """
    create(connection, "luar_jadwal", _outside(month))
    create(
        connection,
        "harian",
        f"""SELECT {", ".join(HARIAN.names)} FROM (
{_due(month)}
UNION ALL BY NAME
{_free()}
UNION ALL BY NAME
{_came_anyway()}
) ORDER BY nip, tanggal, jam_masuk_wajib, pola""",
    )
    return [*_leave_with_punches(connection), *_half_excused(connection)]


def _due(month: AttendanceMonth) -> str:
    notes = ", ".join(f"CASE WHEN {test} THEN '{text}' END" for test, text in _NOTES)
    return f"""SELECT nip, tanggal, pola, {instant("wajib_masuk", month)} AS jam_masuk_wajib,
  {instant("wajib_pulang", month)} AS jam_pulang_wajib, {instant("masuk", month)} AS masuk,
  {instant("pulang", month)} AS pulang, menit_terlambat, menit_pulang_cepat,
  nullif(concat_ws('; ', {notes}), '') AS catatan, status,
  nullif(concat_ws('; ', {_evidence(month)}), '') AS bukti
FROM (SELECT t.*, a.nip IS NOT NULL AS apel_absen FROM tugas_orang t
  LEFT JOIN (SELECT DISTINCT nip, tanggal FROM apel WHERE NOT hadir) a ON a.nip = t.nip AND a.tanggal = t.tanggal)
LEFT JOIN bukti_ketukan b USING (nomor, urut)"""


def _evidence(month: AttendanceMonth) -> str:
    """SQL of the parts of `bukti`: the leave, the outage, the correction with what it replaced, the punches."""
    clock = {name: f"strftime({instant(name, month)}, '%H:%M:%S')" for name in ("masuk_asal", "pulang_asal")}
    replaced = ", ".join(
        f"CASE WHEN {side} IS DISTINCT FROM {side}_asal"
        f" THEN '{side} asal ' || coalesce({clock[f'{side}_asal']}, 'kosong') END"
        for side in ("masuk", "pulang")
    )
    punches = (
        f"CASE WHEN {side}_asal IS NOT NULL THEN concat_ws(' ', '{side}', {clock[f'{side}_asal']}, b.bukti_{side}) END"
        for side in ("masuk", "pulang")
    )
    return ",\n    ".join(
        (
            "'izin: ' || izin",
            "CASE WHEN status = 'gangguan' THEN 'gangguan: ' || gangguan END",
            f"CASE WHEN koreksi IS NOT NULL THEN 'koreksi: ' || concat_ws(', ', koreksi, {replaced}) END",
            *punches,
        )
    )


def _outside(month: AttendanceMonth) -> str:
    """Punches of the month's days that belong to no duty: person and day, first and last of them."""
    return f"""SELECT nip, CAST(waktu_unit AS DATE) AS tanggal, min(waktu_unit) AS masuk, max(waktu_unit) AS pulang,
  count(*) AS banyak
FROM ketukan WHERE nasib = 'luar_roster' AND nip IS NOT NULL AND sebab <> 'tugas_masa_lain'
  AND CAST(waktu_unit AS DATE) BETWEEN DATE '{month.first}' AND DATE '{month.last}'
GROUP BY ALL"""


def _free() -> str:
    return """SELECT o.nip, h.tanggal, h.pola, l.masuk, CASE WHEN l.banyak > 1 THEN l.pulang END AS pulang,
  nullif(concat_ws('; ', h.keterangan, CASE WHEN l.banyak > 0 THEN 'ada presensi pada hari libur' END), '') AS catatan,
  CASE h.jenis WHEN 'cuti_bersama' THEN 'cuti_bersama' ELSE 'libur' END AS status,
  'kalender: ' || coalesce(h.keterangan, h.jenis) AS bukti
FROM hari_bebas h JOIN orang_harian o USING (kelas)
LEFT JOIN luar_jadwal l ON l.nip = o.nip AND l.tanggal = h.tanggal"""


def _came_anyway() -> str:
    return """SELECT l.nip, l.tanggal, l.masuk, CASE WHEN l.banyak > 1 THEN l.pulang END AS pulang,
  'presensi di luar jadwal' AS catatan, 'luar_jadwal' AS status, l.banyak || ' presensi' AS bukti
FROM luar_jadwal l JOIN orang_harian o USING (nip)
ANTI JOIN hari_bebas h ON h.kelas = o.kelas AND h.tanggal = l.tanggal"""


def _leave_with_punches(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    query = """SELECT nip, tanggal, jenis_izin AS jenis FROM tugas_orang
WHERE jenis_izin NOT IN ('wfh', 'dinas_luar', 'diklat') AND (masuk IS NOT NULL OR pulang IS NOT NULL)
ORDER BY nip, tanggal"""
    return [Finding("P-205", str(row["nip"]), "status", words=row) for row in rows(connection, query)]


def _half_excused(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    query = """SELECT nip, tanggal, CASE WHEN bebas_masuk THEN 'pulang' ELSE 'masuk' END AS sisi FROM tugas_orang
WHERE status = 'gangguan' AND ((masuk IS NULL AND NOT bebas_masuk) OR (pulang IS NULL AND NOT bebas_pulang))
ORDER BY nip, tanggal"""
    return [Finding("P-206", str(row["nip"]), "status", words=row) for row in rows(connection, query)]
