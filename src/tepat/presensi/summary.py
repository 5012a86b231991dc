"""The month summary `disiplin`, of the duties in `tugas_bernomor`."""

from __future__ import annotations

from fractions import Fraction

import duckdb

from tepat.presensi.month import AttendanceMonth, create


def create_summary(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> None:
    """Make `disiplin`: days of duty, of presence and of absence of everybody who has a duty in the month.

    Grain: one row per person with a duty. ``hari_kerja``: duties. ``hari_hadir``: a duty with both punches counts 1,
    with one 0.5 (unless the regulation says otherwise), and without any what the regulation credits its status.
    ``hari_alpa``: duties without punch, leave or outage. ``potongan_persen`` is empty: it comes from the regulation. A
    month that came summed up stays as it came.
    """
    settings = month.settings
    credited = [f"WHEN '{name}' THEN {_tenths(credit)}" for name, credit in sorted(settings.kredit_hadir.items())]
    credit = f"CASE status {' '.join(credited)} ELSE 0 END" if credited else "0"
    punched = (
        f"CASE WHEN masuk IS NOT NULL AND pulang IS NOT NULL THEN {_tenths(settings.both_punches)}"
        f" WHEN masuk IS NOT NULL OR pulang IS NOT NULL THEN {_tenths(settings.one_punch)} ELSE 0 END"
    )
    create(
        connection,
        "disiplin",
        f"""SELECT nip, hari_kerja, CAST(persepuluh * 0.1 AS DECIMAL(5, 1)) AS hari_hadir, hari_alpa,
  CAST(NULL AS DECIMAL(9, 4)) AS potongan_persen, CAST(NULL AS BOOLEAN) AS presensi_manual
FROM (
  SELECT nomor, count(*) AS hari_kerja, sum(greatest({punched}, {credit})) AS persepuluh,
    count(*) FILTER (status = 'alpa') AS hari_alpa
  FROM tugas_bernomor GROUP BY nomor
) JOIN orang_harian USING (nomor)
UNION ALL
SELECT nip, hari_kerja, hari_hadir, hari_alpa, potongan_persen, NULL FROM rekap
ORDER BY nip""",
    )


def _tenths(days: Fraction) -> int:
    """Tenths of a day, the finest step of `disiplin`; ValueError where a regulation names a finer one."""
    tenths = days * 10
    if tenths.denominator != 1:
        raise ValueError(f"{days} of a day is not a whole number of tenths")
    return tenths.numerator
