"""The year's absences of every person, and how far they are from the thresholds of discipline.

Days add up from January, whatever was punished in between (Peraturan BKN 6/2022). Half a day is half a day: a threshold
is reached when its whole days are there. What a month hands on to the next is `riwayat_baru`.
"""

from __future__ import annotations

import duckdb

from tepat.lang.calendar import Masa
from tepat.lang.findings import Finding
from tepat.presensi.counters.rules import CounterRules
from tepat.presensi.counters.telling import YearRow, tell_person, tell_year

__all__ = ["CounterRules", "count_year"]

Connection = duckdb.DuckDBPyConnection

# Rows of the ledger that are no working day: they neither count nor break a row of absences. Cuti bersama is a holiday
# given to everybody; every other leave is a working day with a valid reason, and breaks the row.
NO_DUTY = ("libur", "luar_jadwal", "cuti_bersama")
KONTRAK, UNKNOWN_STATUS, PNS = "kontrak", "tidak_diketahui", "pp_94_2021"


def count_year(connection: Connection, masa: Masa, rules: CounterRules) -> list[Finding]:
    """Count every person's absences of the year up to this month.

    Grain of ``pencacah`` and ``riwayat_baru``: one row per nip of ``pegawai``.

    Parameters
    ----------
    connection : with ``pegawai`` (``status_pegawai`` if known), ``harian``, ``disiplin`` and ``riwayat``
    masa : the month; rows of ``riwayat`` of this month or later are not read, so that a month may be counted again
    rules : thresholds, and what makes a day

    Tables written
    --------------
    ``pencacah``: nip, hari_alpa_bulan_ini, menit_kurang_bulan_ini, hari_alpa_tahun_ini, menit_kurang_tahun_ini,
        hari_dari_menit (null: minutes make no days), jumlah, alpa_berturut (the longest row of duties absent that
        reaches into this month, counted over the border), alpa_berturut_akhir (that of the month's end), aturan
        (``pp_94_2021``; ``kontrak`` for PPPK, who are counted but have no thresholds here; ``tidak_diketahui`` where
        the status is not known: the thresholds of a PNS), ambang_tercapai, ambang_berikut (jenis_hukuman; null: none),
        sisa_hari (days to ``ambang_berikut``), bulan_kurang (earlier months of the year without history; null: none)
    ``riwayat_baru``: this month's rows of `tepat.presensi.contract.RIWAYAT`

    Findings
    --------
    P-601 : a threshold was reached by what this month added; P-602 : few days before the next one
    P-603, P-604 : the same of days in a row
    P-605 : nobody has a history of that month; P-606 : this person has none, and absences
    P-607 : a PPPK whose days would reach a threshold
    """
    _count_month(connection)
    _count_rows(connection, masa)
    _add_up(connection, masa, rules)
    _write(connection, masa, rules)
    findings = [finding for row in _year_rows(connection) for finding in tell_person(row, rules)]
    return [*tell_year(_unknown_months(connection, masa)), *findings]


def _count_month(connection: Connection) -> None:
    """``hitungan_bulan``: days and minutes of this month."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE hitungan_bulan AS
        WITH buku AS (
            SELECT nip, count(*) FILTER (status = 'alpa') AS alpa,
                   sum(coalesce(menit_terlambat, 0) + coalesce(menit_pulang_cepat, 0)) AS menit
            FROM harian GROUP BY nip
        ),
        ringkasan AS (SELECT nip, CAST(max(hari_alpa) AS DECIMAL(9, 1)) AS hari_alpa FROM disiplin GROUP BY nip)
        SELECT p.nip, CAST(coalesce(r.hari_alpa, b.alpa, 0) AS DECIMAL(9, 1)) AS hari,
               CAST(coalesce(b.menit, 0) AS BIGINT) AS menit
        FROM (SELECT DISTINCT nip FROM pegawai) AS p
        LEFT JOIN buku AS b USING (nip) LEFT JOIN ringkasan AS r USING (nip)
        """
    )


def _count_rows(connection: Connection, masa: Masa) -> None:
    """``deret``: the longest row of absences that reaches into the month, the one at its end, and where it ended.

    A row that begins with the month's first duty goes on from the end of the month before, in the year before too:
    *terus-menerus* knows no New Year. Without any duty this month the row stands as it stood.
    """
    states = ", ".join(f"'{state}'" for state in NO_DUTY)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE deret AS
        WITH tugas AS (
            SELECT nip, tanggal, status = 'alpa' AS alpa,
                   row_number() OVER (PARTITION BY nip ORDER BY tanggal, jam_masuk_wajib, pola) AS urut
            FROM harian WHERE status NOT IN ({states})
        ),
        pulau AS (
            SELECT *, urut - row_number() OVER (PARTITION BY nip, alpa ORDER BY urut) AS pulau FROM tugas
        ),
        lari AS (
            SELECT nip, count(*) AS panjang, min(urut) AS awal, max(urut) AS akhir, max(tanggal) AS sampai
            FROM pulau WHERE alpa GROUP BY nip, pulau
        ),
        banyak AS (SELECT nip, count(*) AS tugas FROM tugas GROUP BY nip),
        lalu AS (
            SELECT nip, max(alpa_berturut_akhir) AS hari FROM riwayat WHERE masa = '{masa.plus(-1)}' GROUP BY nip
        ),
        utuh AS (
            SELECT l.nip, l.panjang + CASE WHEN l.awal = 1 THEN coalesce(s.hari, 0) ELSE 0 END AS panjang, l.sampai,
                   l.akhir = b.tugas AS di_akhir
            FROM lari AS l JOIN banyak AS b USING (nip) LEFT JOIN lalu AS s USING (nip)
        ),
        ringkas AS (
            SELECT nip, max(panjang) AS terpanjang, max_by(sampai, (panjang, sampai)) AS sampai,
                   coalesce(max(panjang) FILTER (di_akhir), 0) AS akhir
            FROM utuh GROUP BY nip
        )
        SELECT p.nip, r.sampai,
               CAST(coalesce(r.terpanjang, CASE WHEN b.tugas IS NULL THEN s.hari END, 0) AS DECIMAL(9, 1))
                   AS terpanjang,
               CAST(coalesce(r.akhir, CASE WHEN b.tugas IS NULL THEN s.hari END, 0) AS DECIMAL(9, 1)) AS akhir
        FROM (SELECT DISTINCT nip FROM pegawai) AS p LEFT JOIN ringkas AS r USING (nip)
        LEFT JOIN banyak AS b USING (nip) LEFT JOIN lalu AS s USING (nip)
        """
    )


def _earlier(masa: Masa) -> list[str]:
    """The months of the year before this one."""
    return [str(Masa(masa.year, month)) for month in range(1, masa.month)]


def _add_up(connection: Connection, masa: Masa, rules: CounterRules) -> None:
    """``hitungan_tahun``: the year up to this month, and up to the one before."""
    minutes = rules.minutes_of_absence
    earlier, now = (f"menit_lalu // {minutes}", f"(menit_lalu + menit) // {minutes}") if minutes else ("0", "NULL")
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE hitungan_tahun AS
        WITH lalu AS (
            SELECT nip, masa, max(hari_alpa) AS hari, max(coalesce(menit_kurang, 0)) AS menit
            FROM riwayat
            WHERE list_contains(?, masa) AND hari_alpa IS NOT NULL
            GROUP BY nip, masa
        ),
        setahun AS (
            SELECT nip, sum(hari) AS hari_lalu, sum(menit) AS menit_lalu, list(masa) AS ada,
                   string_agg(concat(masa, ' ', hari), '; ' ORDER BY masa) FILTER (hari > 0) AS bulan
            FROM lalu GROUP BY nip
        ),
        lengkap AS (
            SELECT b.nip, b.hari, b.menit, coalesce(s.hari_lalu, 0) AS hari_lalu,
                   coalesce(s.menit_lalu, 0) AS menit_lalu,
                   concat_ws('; ', s.bulan, CASE WHEN b.hari > 0 THEN concat('{masa} ', b.hari) END) AS bulan,
                   list_filter(?, lambda m: NOT list_contains(coalesce(s.ada, []), m)) AS kurang
            FROM hitungan_bulan AS b LEFT JOIN setahun AS s USING (nip)
        )
        SELECT *, hari_lalu + hari AS hari_tahun, menit_lalu + menit AS menit_tahun,
               CAST({now} AS INTEGER) AS hari_dari_menit,
               CAST(hari_lalu + {earlier} AS DECIMAL(9, 1)) AS jumlah_lalu,
               CAST(hari_lalu + hari + coalesce({now}, 0) AS DECIMAL(9, 1)) AS jumlah
        FROM lengkap
        """,
        [_earlier(masa), _earlier(masa)],
    )


def _write(connection: Connection, masa: Masa, rules: CounterRules) -> None:
    known = connection.execute(
        "SELECT count(*) FROM duckdb_columns() WHERE table_name = 'pegawai' AND column_name = 'status_pegawai'"
    ).fetchall() != [(0,)]
    status = "max(status_pegawai)" if known else "CAST(NULL AS VARCHAR)"
    row_days = rules.in_a_row.hari if rules.in_a_row else None
    bands = "".join(f" WHEN jumlah >= {item.hari} THEN {at}" for at, item in reversed(list(enumerate(rules.ordered))))
    bands = bands or " WHEN false THEN 0"
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE ambang AS
        SELECT unnest(range(len(?))) AS nomor, unnest(?) AS batas, unnest(?) AS jenis
        """,
        [[item.hari for item in rules.ordered]] * 2 + [[item.jenis_hukuman for item in rules.ordered]],
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE pencacah AS
        WITH orang AS (
            SELECT nip, CASE {status} WHEN 'PPPK' THEN '{KONTRAK}' WHEN 'PNS' THEN '{PNS}' WHEN 'CPNS' THEN '{PNS}'
                             ELSE '{UNKNOWN_STATUS}' END AS aturan
            FROM pegawai GROUP BY nip
        ),
        letak AS (
            SELECT *, CASE{bands} ELSE -1 END AS nomor, coalesce(terpanjang >= ?, false) AS berturut
            FROM hitungan_tahun JOIN deret USING (nip) JOIN orang USING (nip)
        )
        SELECT nip, hari AS hari_alpa_bulan_ini, menit AS menit_kurang_bulan_ini,
               CAST(hari_tahun AS DECIMAL(9, 1)) AS hari_alpa_tahun_ini,
               CAST(menit_tahun AS BIGINT) AS menit_kurang_tahun_ini, hari_dari_menit, jumlah,
               terpanjang AS alpa_berturut, akhir AS alpa_berturut_akhir, aturan,
               CASE WHEN aturan = '{KONTRAK}' THEN NULL WHEN berturut THEN ? ELSE a.jenis END AS ambang_tercapai,
               CASE WHEN aturan <> '{KONTRAK}' AND NOT berturut THEN n.jenis END AS ambang_berikut,
               CASE WHEN aturan <> '{KONTRAK}' AND NOT berturut THEN CAST(n.batas - jumlah AS DECIMAL(9, 1)) END
                   AS sisa_hari,
               CASE WHEN len(kurang) > 0 THEN array_to_string(kurang, ', ') END AS bulan_kurang
        FROM letak LEFT JOIN ambang AS a USING (nomor) LEFT JOIN ambang AS n ON n.nomor = letak.nomor + 1
        ORDER BY nip
        """,
        [row_days, rules.in_a_row.jenis_hukuman if rules.in_a_row else None],
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE riwayat_baru AS
        SELECT nip, '{masa}' AS masa, hari_alpa_bulan_ini AS hari_alpa, menit_kurang_bulan_ini AS menit_kurang,
               alpa_berturut_akhir
        FROM pencacah ORDER BY nip
        """
    )


def _unknown_months(connection: Connection, masa: Masa) -> list[str]:
    """Earlier months of the year of which nobody has a history."""
    rows = connection.execute("SELECT DISTINCT masa FROM riwayat WHERE hari_alpa IS NOT NULL").fetchall()
    return [month for month in _earlier(masa) if (month,) not in rows]


def _year_rows(connection: Connection) -> list[YearRow]:
    """The people there may be something to say of; their missing months are those that others have."""
    query = """
        WITH dikenal AS (SELECT coalesce(list(DISTINCT masa), []) AS masa FROM riwayat WHERE hari_alpa IS NOT NULL)
        SELECT p.nip, p.aturan, p.jumlah, t.jumlah_lalu, t.bulan, p.hari_dari_menit, p.menit_kurang_tahun_ini,
               p.alpa_berturut, p.alpa_berturut_akhir, d.sampai, list_intersect(t.kurang, k.masa)
        FROM pencacah AS p JOIN hitungan_tahun AS t USING (nip) JOIN deret AS d USING (nip) CROSS JOIN dikenal AS k
        WHERE p.jumlah > 0 OR p.alpa_berturut > 0
        ORDER BY p.nip
        """
    return [YearRow(*row) for row in connection.execute(query).fetchall()]
