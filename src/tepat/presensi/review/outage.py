"""Days on which a device recorded almost nobody: likely an outage that nobody has marked."""

from __future__ import annotations

from tepat.lang.findings import Finding
from tepat.presensi.review.rows import Connection, ReviewLimits, ends, record

# A duty's window (4 hours before, 8 after): further a proposal does not reach.
_BEFORE, _AFTER = "INTERVAL 4 HOURS", "INTERVAL 8 HOURS"


def find_outages(connection: Connection, limits: ReviewLimits) -> list[Finding]:
    """P-509, and the tables ``usul_gangguan`` and ``usul_gangguan_orang``.

    1. A person's usual device is the one with more than half of the person's measured scans, from ``habit_scans`` on.
    2. Per device, day and end of the duty (arrival, departure): the usual people who had to be there (status ``hadir``
       or ``alpa``; holidays, leave and duty elsewhere do not count), how many people were recorded on the device, and
       whose scan is missing on every device. Moments within an outage that is marked already are left out.
    3. What is usual is the upper quartile of the people recorded on that weekday (where there is but one such day, over
       all days): outages only lower a count.
    4. Listed where at most one in ``outage_share`` was recorded, both of the usual number and of those who had to be
       there, and at least ``outage_people`` scans are missing. Both ends of a day are one row.

    The proposal runs from just after the last punch before the first missing moment to just before the first punch
    after the last one, at most 4 hours before and 8 hours after. It changes nothing: somebody who knows that the device
    was out takes the row into ``gangguan.csv``.

    ``usul_gangguan``: nomor, and the columns of ``gangguan``; ``usul_gangguan_orang``: nomor, nip, tanggal, ujung, one
    row per missing scan, for whoever reckons what is at stake. ``banyak``: people; ``rincian``: recorded/usual per end.
    """
    _collect_duties(connection, limits)
    _collect_days(connection, limits)
    _propose(connection)
    findings = record(
        connection,
        "P-509",
        """
        SELECT u.perangkat, min(o.tanggal) AS tanggal, u.mulai, u.selesai, count(DISTINCT o.nip) AS banyak,
               u.rincian
        FROM usul_terinci AS u JOIN usul_gangguan_orang AS o USING (nomor)
        GROUP BY u.nomor, u.perangkat, u.mulai, u.selesai, u.rincian
        """,
    )
    for name in ("wajib_pemakai", "hari_mati", "usul_terinci"):
        connection.execute(f"DROP TABLE {name}")
    return findings


def _collect_duties(connection: Connection, limits: ReviewLimits) -> None:
    """``wajib_pemakai``: each end of a duty that a usual user of a device had to record."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE wajib_pemakai AS
        WITH per_alat AS (SELECT nip, perangkat, count(*) AS banyak FROM ukuran GROUP BY nip, perangkat),
        bagian AS (SELECT *, sum(banyak) OVER (PARTITION BY nip) AS semua FROM per_alat),
        pemakai AS (SELECT nip, perangkat FROM bagian WHERE 2 * banyak > semua AND banyak >= {limits.habit_scans}),
        alat AS (
            SELECT perangkat, min(nomor_seri) AS nomor_seri, min(kode_unit) AS kode_unit
            FROM perangkat GROUP BY perangkat
        ),
        tanda AS (
            SELECT p.perangkat, g.mulai, g.selesai
            FROM (SELECT DISTINCT perangkat FROM pemakai) AS p LEFT JOIN alat AS a USING (perangkat)
            JOIN gangguan_sah AS g ON g.perangkat IN (p.perangkat, a.nomor_seri) OR g.kode_unit = a.kode_unit
        )
        SELECT p.perangkat, u.nip, u.tanggal, u.ujung, u.wajib, u.saat IS NULL AS hilang
        FROM ({ends("nip, tanggal, status")}) AS u JOIN pemakai AS p USING (nip)
        WHERE u.status IN ('hadir', 'alpa')
          AND NOT EXISTS (FROM tanda AS t WHERE t.perangkat = p.perangkat AND u.wajib BETWEEN t.mulai AND t.selesai)
        """
    )


def _collect_days(connection: Connection, limits: ReviewLimits) -> None:
    """``hari_mati``: device, day and end where almost nobody was recorded, with the usual number."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE hari_mati AS
        WITH rekam AS (
            SELECT perangkat, tanggal, ujung, count(DISTINCT nip) AS terekam FROM ukuran GROUP BY ALL
        ),
        hari AS (
            SELECT perangkat, tanggal, ujung, isodow(tanggal) AS pekan, count(DISTINCT nip) AS wajib,
                   count(*) FILTER (hilang) AS hilang
            FROM wajib_pemakai GROUP BY ALL HAVING count(DISTINCT nip) >= {limits.outage_people}
        ),
        semua AS (
            SELECT h.*, coalesce(r.terekam, 0) AS terekam
            FROM hari AS h LEFT JOIN rekam AS r USING (perangkat, tanggal, ujung)
        ),
        sepekan AS (
            SELECT perangkat, ujung, pekan, count(*) AS hari, quantile_disc(terekam, 0.75) AS terekam
            FROM semua GROUP BY perangkat, ujung, pekan
        ),
        sebulan AS (
            SELECT perangkat, ujung, quantile_disc(terekam, 0.75) AS terekam FROM semua GROUP BY perangkat, ujung
        )
        SELECT s.perangkat, s.tanggal, s.ujung, s.terekam,
               CASE WHEN p.hari > 1 THEN p.terekam ELSE b.terekam END AS biasanya
        FROM semua AS s JOIN sepekan AS p USING (perangkat, ujung, pekan) JOIN sebulan AS b USING (perangkat, ujung)
        WHERE s.terekam * {limits.outage_share} <= least(biasanya, s.wajib)
          AND s.hilang >= {limits.outage_people} AND biasanya >= {limits.outage_people}
        """
    )


def _propose(connection: Connection) -> None:
    """``usul_gangguan`` and ``usul_gangguan_orang``, and ``usul_terinci``, which says from what."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE usul_terinci AS
        WITH kasus AS (
            SELECT m.perangkat, m.tanggal, min(w.wajib) AS awal, max(w.wajib) AS akhir
            FROM hari_mati AS m JOIN wajib_pemakai AS w USING (perangkat, tanggal, ujung) WHERE w.hilang
            GROUP BY m.perangkat, m.tanggal
        ),
        batas AS (
            SELECT k.perangkat, k.tanggal, k.awal, k.akhir, max(t.waktu) FILTER (t.waktu < k.awal) AS sebelum,
                   min(t.waktu) FILTER (t.waktu > k.akhir) AS sesudah
            FROM kasus AS k
            LEFT JOIN ketukan AS t ON t.perangkat = k.perangkat AND t.nasib <> 'duplikat'
                 AND t.waktu >= k.awal - {_BEFORE} AND t.waktu <= k.akhir + {_AFTER}
            GROUP BY ALL
        ),
        sebab AS (
            SELECT perangkat, tanggal,
                   string_agg(concat(ujung, ' ', terekam, '/', biasanya), '; ' ORDER BY ujung) AS rincian
            FROM hari_mati GROUP BY perangkat, tanggal
        )
        SELECT row_number() OVER (ORDER BY perangkat, tanggal) AS nomor, perangkat, tanggal,
               coalesce(sebelum + INTERVAL 1 SECOND, awal - {_BEFORE}) AS mulai,
               coalesce(sesudah - INTERVAL 1 SECOND, akhir + {_AFTER}) AS selesai, rincian
        FROM batas JOIN sebab USING (perangkat, tanggal)
        """
    )
    connection.execute(
        """
        CREATE OR REPLACE TABLE usul_gangguan AS
        SELECT nomor, perangkat, CAST(NULL AS VARCHAR) AS kode_unit, CAST(mulai AS TIMESTAMP) AS mulai,
               CAST(selesai AS TIMESTAMP) AS selesai, concat('diduga mesin mati, terekam/biasanya: ', rincian) AS alasan
        FROM usul_terinci ORDER BY nomor;
        CREATE OR REPLACE TABLE usul_gangguan_orang AS
        SELECT u.nomor, w.nip, w.tanggal, w.ujung
        FROM usul_terinci AS u JOIN hari_mati AS m USING (perangkat, tanggal)
        JOIN wajib_pemakai AS w USING (perangkat, tanggal, ujung)
        WHERE w.hilang ORDER BY ALL
        """
    )
