"""Punches that say something of their people: in two places at once, too many at once, by password, off duty."""

from __future__ import annotations

from tepat.lang.findings import Finding
from tepat.presensi.review.rows import SPELT_OUT, Connection, ReviewLimits, record

# Seconds ahead of UTC.
_ZONES = "CASE min(zona) WHEN 'WIB' THEN 25200 WHEN 'WITA' THEN 28800 WHEN 'WIT' THEN 32400 END"


def find_distant(connection: Connection, limits: ReviewLimits) -> list[Finding]:
    """P-505: the same person on devices of different units within ``distant_minutes``.

    Two punches of a person that follow each other, on devices of different units. The clocks are compared in UTC by
    ``selisih_utc`` or the zone of ``perangkat``; where the zone of any of a person's punches is unknown, all of them as
    they were written. Devices without unit are not compared. One row per person and day.

    ``banyak``: such pairs; ``rincian``: the first of them.
    """
    return record(
        connection,
        "P-505",
        f"""
        WITH alat AS (
            SELECT perangkat, min(kode_unit) AS kode_unit, {_ZONES} AS geser FROM perangkat
            WHERE kode_unit IS NOT NULL GROUP BY perangkat
        ),
        tamu AS (
            SELECT nip FROM ketukan JOIN alat USING (perangkat) WHERE nip IS NOT NULL
            GROUP BY nip HAVING min(kode_unit) <> max(kode_unit)
        ),
        ketuk AS (
            SELECT nip, perangkat, kode_unit, waktu, coalesce(selisih_utc * 60, geser) AS geser
            FROM ketukan SEMI JOIN tamu USING (nip) JOIN alat USING (perangkat)
            WHERE nasib <> 'duplikat'
        ),
        sama AS (
            SELECT *, CASE WHEN bool_or(geser IS NULL) OVER (PARTITION BY nip) THEN waktu
                           ELSE waktu - to_seconds(geser) END AS saat
            FROM ketuk
        ),
        pasangan AS (
            SELECT *, lag(kode_unit) OVER urut AS unit_lalu, lag(perangkat) OVER urut AS perangkat_lalu,
                   lag(waktu) OVER urut AS waktu_lalu, lag(saat) OVER urut AS saat_lalu
            FROM sama WINDOW urut AS (PARTITION BY nip ORDER BY saat, perangkat)
        ),
        dekat AS (
            SELECT *, row_number() OVER (PARTITION BY nip, CAST(waktu AS DATE) ORDER BY saat, perangkat) AS urut,
                   concat(perangkat_lalu, ' ', strftime(waktu_lalu, '%H:%M:%S'), ' → ',
                          perangkat, ' ', strftime(waktu, '%H:%M:%S')) AS tempat
            FROM pasangan
            WHERE kode_unit <> unit_lalu AND date_diff('second', saat_lalu, saat) <= {limits.distant_minutes * 60}
        )
        SELECT nip, CAST(waktu AS DATE) AS tanggal, min(waktu_lalu) AS mulai, max(waktu) AS selesai,
               count(*) AS banyak, min(perangkat_lalu) FILTER (urut = 1) AS perangkat,
               min(tempat) FILTER (urut = 1) AS rincian
        FROM dekat GROUP BY nip, CAST(waktu AS DATE)
        """,
    )


def find_crowds(connection: Connection, limits: ReviewLimits) -> list[Finding]:
    """P-506: more people within seconds on one device than can pass it.

    At least ``crowd_people`` different PINs, by the same way of verification, within ``crowd_seconds`` seconds (first
    and last included). A PIN that repeats itself within that time counts once. What overlaps is one row.

    ``banyak``: different PINs; ``rincian``: the verification as the source writes it.
    """
    seconds = limits.crowd_seconds
    return record(
        connection,
        "P-506",
        f"""
        WITH asal AS (
            SELECT perangkat, coalesce(verifikasi, '') AS cara, pin, waktu,
                   lag(waktu) OVER (PARTITION BY perangkat, pin ORDER BY waktu) AS lalu
            FROM ketukan WHERE nasib <> 'duplikat'
        ),
        sekali AS (
            SELECT perangkat, cara, pin, waktu,
                   lag(waktu, {limits.crowd_people - 1}) OVER (PARTITION BY perangkat, cara ORDER BY waktu, pin) AS awal
            FROM asal WHERE lalu IS NULL OR date_diff('second', lalu, waktu) > {seconds}
        ),
        padat AS (
            SELECT perangkat, cara, awal, waktu,
                   lag(waktu) OVER (PARTITION BY perangkat, cara ORDER BY waktu, pin) AS lalu
            FROM sekali WHERE date_diff('second', awal, waktu) <= {seconds}
        ),
        bernomor AS (
            SELECT *, count(*) FILTER (lalu IS NULL OR awal > lalu) OVER (PARTITION BY perangkat, cara ORDER BY waktu
                                                                        ROWS UNBOUNDED PRECEDING) AS kerumun
            FROM padat
        ),
        rentang AS (
            SELECT perangkat, cara, min(awal) AS mulai, max(waktu) AS selesai FROM bernomor
            GROUP BY perangkat, cara, kerumun
        )
        SELECT r.perangkat, CAST(r.mulai AS DATE) AS tanggal, r.mulai, r.selesai, count(DISTINCT s.pin) AS banyak,
               r.cara AS rincian
        FROM rentang AS r
        JOIN sekali AS s ON s.perangkat = r.perangkat AND s.cara = r.cara AND s.waktu BETWEEN r.mulai AND r.selesai
        GROUP BY ALL
        """,
    )


def find_passwords(connection: Connection, limits: ReviewLimits) -> list[Finding]:
    """P-507: punches made by password alone, which one can make for another.

    One row per person; punches of a PIN without owner: one row per device and PIN.

    ``banyak``: punches; ``rincian``: PIN, device and how many, of each.
    """
    codes = ", ".join(f"'{code}'" for code in limits.password_codes)
    return record(
        connection,
        "P-507",
        f"""
        WITH per_pin AS (
            SELECT nip, perangkat, pin, count(*) AS banyak, min(waktu) AS mulai, max(waktu) AS selesai
            FROM ketukan WHERE nasib <> 'duplikat' AND verifikasi IN ({codes}) GROUP BY nip, perangkat, pin
        )
        SELECT nip, CASE WHEN min(perangkat) = max(perangkat) THEN min(perangkat) END AS perangkat,
               min(mulai) AS mulai, max(selesai) AS selesai, sum(banyak) AS banyak,
               string_agg(concat('PIN ', pin, ' @ ', perangkat, ' (', banyak, ')'), '; ' ORDER BY perangkat, pin)
                   AS rincian
        FROM per_pin
        GROUP BY nip, CASE WHEN nip IS NULL THEN perangkat END, CASE WHEN nip IS NULL THEN pin END
        """,
    )


def find_off_roster(connection: Connection) -> list[Finding]:
    """P-508: punches in no duty's window, per person: a roster that is missing or was changed, or a wrong clock.

    What belongs to a duty of the month before or after is in order.

    ``banyak``: punches; ``rincian``: the first of them.
    """
    return record(
        connection,
        "P-508",
        f"""
        WITH luar AS (
            SELECT nip, perangkat, waktu, row_number() OVER (PARTITION BY nip ORDER BY waktu, perangkat) AS urut
            FROM ketukan WHERE nasib = 'luar_roster' AND sebab = 'tanpa_tugas' AND nip IS NOT NULL
        )
        SELECT nip, CASE WHEN min(perangkat) = max(perangkat) THEN min(perangkat) END AS perangkat,
               min(waktu) AS mulai, max(waktu) AS selesai, count(*) AS banyak,
               string_agg(strftime(waktu, '%Y-%m-%d %H:%M:%S'), '; ' ORDER BY urut)
                   FILTER (urut <= {SPELT_OUT}) AS rincian
        FROM luar GROUP BY nip
        """,
    )
