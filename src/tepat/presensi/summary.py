"""The month summary `disiplin`, of the duties in `tugas_bernomor`."""

from __future__ import annotations

import duckdb

from tepat.presensi.month import AttendanceMonth, create


def create_summary(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> None:
    """Make `disiplin`: days of duty, of presence and of absence of everybody who has a duty in the month.

    Grain: one row per person with a duty. ``hari_kerja``: duties. ``hari_hadir``: a duty with both punches counts 1,
    with one 0.5, and without any what the regulation credits its status. ``hari_alpa``: duties without punch, leave or
    outage. ``potongan_persen`` is empty: it comes from the regulation.
    """
    credited = [
        f"WHEN '{status}' THEN {credit.numerator * 10 // credit.denominator}"
        for status, credit in sorted(month.settings.kredit_hadir.items())
        if credit
    ]
    credit = f"CASE status {' '.join(credited)} ELSE 0 END" if credited else "0"
    punched = "5 * ((masuk IS NOT NULL)::INTEGER + (pulang IS NOT NULL)::INTEGER)"
    create(
        connection,
        "disiplin",
        f"""SELECT nip, hari_kerja, CAST(persepuluh * 0.1 AS DECIMAL(5, 1)) AS hari_hadir, hari_alpa,
  CAST(NULL AS DECIMAL(9, 4)) AS potongan_persen, CAST(NULL AS BOOLEAN) AS presensi_manual
FROM (
  SELECT nomor, count(*) AS hari_kerja, sum(greatest({punched}, {credit})) AS persepuluh,
    count(*) FILTER (status = 'alpa') AS hari_alpa
  FROM tugas_bernomor GROUP BY nomor
) JOIN orang USING (nomor) ORDER BY nip""",
    )
