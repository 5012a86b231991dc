"""Devices whose clock does not go right: it drifts, jumps, was wrong all month, or forgot the date.

All rules are over whole seconds and use medians that are one of the values (the lower of two middles): a single odd
person or day moves nothing.
"""

from __future__ import annotations

from datetime import timedelta

from tepat.lang.calendar import Masa
from tepat.lang.findings import Finding
from tepat.presensi.review.rows import SPELT_OUT, Connection, ReviewLimits, record

HOUR = 3_600


def find_drift(connection: Connection, limits: ReviewLimits) -> list[Finding]:
    """P-501: a device's clock that runs further off from week to week.

    1. A day of a device counts if at least ``device_people`` people's arrivals or departures were measured on it.
    2. A person's usual distance from the duty's beginning, and that from its end, is the median over the device's first
       ``base_days`` days that count.
    3. Of each later day, the median over the people of *distance that day - usual distance*, at each end. The day's
       shift is the smaller of both if they have the same sign, else 0: people who grow lazy arrive later but leave
       earlier, a clock moves both ends alike.
    4. The median of each ``block_days`` such days is one step (a rest of less than half a block is left out). The
       device is listed if there are at least ``drift_steps`` steps, each further off than the one before in the same
       direction (the first from 0), and the last is at least ``drift_seconds`` off.

    ``banyak``: seconds of the last step; ``rincian``: the seconds of every step.
    """
    return record(
        connection,
        "P-501",
        f"""
        WITH langkah AS ({_steps(limits)}),
        beda AS (
            SELECT *, geser - lag(geser, 1, 0) OVER (PARTITION BY perangkat ORDER BY blok) AS tambah FROM langkah
        )
        SELECT perangkat, CAST(min(mulai) AS TIMESTAMP) AS mulai, CAST(max(selesai) AS TIMESTAMP) AS selesai,
               max_by(geser, blok) AS banyak,
               string_agg(CAST(geser AS VARCHAR), '; ' ORDER BY blok) AS rincian
        FROM beda
        GROUP BY perangkat
        HAVING count(*) >= {limits.drift_steps} AND (min(tambah) > 0 OR max(tambah) < 0)
               AND abs(max_by(geser, blok)) >= {limits.drift_seconds}
        """,
    )


def _steps(limits: ReviewLimits) -> str:
    """Per device and block of days: its median shift, its first and its last day."""
    return f"""
        WITH hari AS (
            SELECT perangkat, tanggal, row_number() OVER (PARTITION BY perangkat ORDER BY tanggal) AS urut
            FROM ukuran GROUP BY perangkat, tanggal HAVING count(DISTINCT nip) >= {limits.device_people}
        ),
        terukur AS (SELECT * FROM ukuran JOIN hari USING (perangkat, tanggal)),
        kebiasaan AS (
            SELECT perangkat, nip, ujung, quantile_disc(detik, 0.5) AS biasa
            FROM terukur WHERE urut <= {limits.base_days} GROUP BY perangkat, nip, ujung
        ),
        per_ujung AS (
            SELECT perangkat, tanggal, urut, ujung, quantile_disc(detik - biasa, 0.5) AS geser
            FROM terukur JOIN kebiasaan USING (perangkat, nip, ujung)
            WHERE urut > {limits.base_days}
            GROUP BY perangkat, tanggal, urut, ujung
            HAVING count(DISTINCT nip) >= {limits.device_people}
        ),
        harian_geser AS (
            SELECT perangkat, tanggal, urut,
                   CASE WHEN min(geser) > 0 THEN min(geser) WHEN max(geser) < 0 THEN max(geser) ELSE 0 END AS geser
            FROM per_ujung GROUP BY perangkat, tanggal, urut HAVING count(*) = 2
        )
        SELECT perangkat, (urut - {limits.base_days + 1}) // {limits.block_days} AS blok,
               quantile_disc(geser, 0.5) AS geser, min(tanggal) AS mulai, max(tanggal) AS selesai
        FROM harian_geser
        GROUP BY perangkat, blok
        HAVING 2 * count(*) >= {limits.block_days}
    """


def find_jumps(connection: Connection, limits: ReviewLimits) -> list[Finding]:
    """P-502: days on which a device's clock was off by whole hours.

    Duties play no part, for a scan of 07:20 that is written as 19:20 belongs to none: of each PIN, the first punch of a
    date is compared with the median of its first punches of the month on that device. A day is off by n hours (n not 0)
    if that holds, within ``jump_tolerance`` seconds, for at least three of four PINs, and at least ``device_people``
    punched. Days that are off by the same hours and follow each other among the device's days are one row. Where the
    greater part of the month is off, the other days are listed, with the sign turned.

    ``banyak``: hours; ``rincian``: PINs of the first day that agree, of all.
    """
    return record(
        connection,
        "P-502",
        f"""
        WITH pertama AS (
            SELECT perangkat, pin, CAST(waktu AS DATE) AS tanggal,
                   date_diff('second', CAST(min(waktu) AS DATE), min(waktu)) AS detik
            FROM ketukan WHERE nasib <> 'duplikat' GROUP BY ALL
        ),
        kebiasaan AS (
            SELECT perangkat, pin, quantile_disc(detik, 0.5) AS biasa FROM pertama GROUP BY perangkat, pin
        ),
        beda AS (
            SELECT perangkat, tanggal, detik - biasa AS beda FROM pertama JOIN kebiasaan USING (perangkat, pin)
        ),
        jam AS (SELECT *, (beda + {HOUR // 2} + 24 * {HOUR}) // {HOUR} - 24 AS jam FROM beda),
        banyak AS (
            SELECT perangkat, tanggal, jam,
                   count(*) FILTER (abs(beda - jam * {HOUR}) <= {limits.jump_tolerance}) AS cocok,
                   sum(count(*)) OVER (PARTITION BY perangkat, tanggal) AS semua,
                   dense_rank() OVER (PARTITION BY perangkat ORDER BY tanggal) AS urut
            FROM jam GROUP BY perangkat, tanggal, jam
        ),
        loncat AS (
            SELECT *, urut - row_number() OVER (PARTITION BY perangkat, jam ORDER BY tanggal) AS pulau
            FROM banyak
            WHERE jam <> 0 AND 4 * cocok >= 3 * semua AND semua >= {limits.device_people}
        )
        SELECT perangkat, min(tanggal) AS tanggal, CAST(min(tanggal) AS TIMESTAMP) AS mulai,
               CAST(max(tanggal) AS TIMESTAMP) AS selesai, jam AS banyak,
               concat(min_by(cocok, tanggal), '/', min_by(semua, tanggal)) AS rincian
        FROM loncat GROUP BY perangkat, jam, pulau
        """,
    )


def find_constant_offset(connection: Connection, limits: ReviewLimits) -> list[Finding]:
    """P-503: a device on which arrivals *and* departures of the whole month are off in the same direction.

    The month's median distance of arrivals from the duty's beginning, and of departures from its end, both at least
    ``constant_minutes`` after, or both as much before: the clock stands in another zone, or ``perangkat.csv`` says so.
    At least ``device_people`` people at each end.

    ``banyak``: minutes, of the smaller of both; ``rincian``: minutes of arrivals and of departures.
    """
    least = limits.constant_minutes * 60
    return record(
        connection,
        "P-503",
        f"""
        WITH tengah AS (
            SELECT perangkat, ujung, quantile_disc(detik, 0.5) AS detik
            FROM ukuran GROUP BY perangkat, ujung HAVING count(DISTINCT nip) >= {limits.device_people}
        )
        SELECT perangkat, sign(m.detik) * (least(abs(m.detik), abs(p.detik)) // 60) AS banyak,
               concat('masuk ', m.detik // 60, '; pulang ', p.detik // 60) AS rincian
        FROM tengah AS m JOIN tengah AS p USING (perangkat)
        WHERE m.ujung = 'masuk' AND p.ujung = 'pulang'
          AND (least(m.detik, p.detik) >= {least} OR greatest(m.detik, p.detik) <= -{least})
        """,
    )


def find_odd_dates(connection: Connection, masa: Masa, limits: ReviewLimits) -> list[Finding]:
    """P-504: punches whose date cannot be right.

    A device that delivers its whole memory delivers earlier months rightly, so a date outside the month (by more than
    ``odd_days``) is listed only where it stands, in the file, between punches of the month of the same PIN, or is more
    than ``odd_years`` years before the month.

    ``banyak``: punches of the device; ``rincian``: its first odd dates and how many each.
    """
    around = timedelta(days=limits.odd_days)
    first, last = (masa.first - around).isoformat(), (masa.last + around).isoformat()
    return record(
        connection,
        "P-504",
        f"""
        WITH ditandai AS (
            SELECT *, waktu >= DATE '{first}' AND waktu < DATE '{last}' + 1 AS dalam
            FROM ketukan WHERE nasib <> 'duplikat'
        ),
        letak AS (
            SELECT berkas, pin, min(baris) AS awal, max(baris) AS akhir FROM ditandai WHERE dalam GROUP BY berkas, pin
        ),
        janggal AS (
            SELECT d.perangkat, CAST(d.waktu AS DATE) AS tanggal, d.waktu
            FROM ditandai AS d LEFT JOIN letak AS l USING (berkas, pin)
            WHERE NOT d.dalam AND (d.baris BETWEEN l.awal AND l.akhir
                                   OR year(d.waktu) < {masa.year - limits.odd_years})
        ),
        per_hari AS (
            SELECT perangkat, tanggal, count(*) AS banyak, min(waktu) AS mulai, max(waktu) AS selesai,
                   row_number() OVER (PARTITION BY perangkat ORDER BY tanggal) AS urut
            FROM janggal GROUP BY perangkat, tanggal
        )
        SELECT perangkat, min(tanggal) AS tanggal, min(mulai) AS mulai, max(selesai) AS selesai,
               sum(banyak) AS banyak,
               string_agg(concat(tanggal, ' (', banyak, ')'), '; ' ORDER BY tanggal)
                   FILTER (urut <= {SPELT_OUT}) AS rincian
        FROM per_hari GROUP BY perangkat
        """,
    )
