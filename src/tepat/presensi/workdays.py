"""The calendar of the month: national days, joint leave, and what the region adds or takes back.

Table `hari_kalender`: one row per day that is not ordinary: tanggal, jenis (``libur``, ``cuti_bersama``,
``hari_kerja``), keterangan. A row of ``kalender.csv`` prevails over the national calendar.
"""

from __future__ import annotations

import duckdb

from tepat.presensi.calendar import national_days
from tepat.presensi.month import AttendanceMonth, create


def create_calendar(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> None:
    """Make `hari_kalender` of the table `kalender` and the national days of the years the month touches."""
    years = range(month.wide_first.year, month.wide_last.year + 1)
    days = [(day, jenis, name) for year in years for day, (jenis, name) in sorted(national_days(year).items())]
    connection.execute("CREATE OR REPLACE TABLE hari_nasional (tanggal DATE, jenis VARCHAR, keterangan VARCHAR)")
    if days:
        connection.executemany("INSERT INTO hari_nasional VALUES (?, ?, ?)", days)
    create(
        connection,
        "hari_kalender",
        """SELECT tanggal, CAST(min(jenis) AS VARCHAR) AS jenis,
  string_agg(keterangan, ', ' ORDER BY keterangan) AS keterangan
FROM kalender GROUP BY tanggal
UNION ALL
SELECT tanggal, jenis, keterangan FROM hari_nasional ANTI JOIN kalender USING (tanggal)""",
    )
