"""A month of days: every day's cuts summed into the month, by Tepat's statement and by SQL written by hand.

The rule is a package of this folder (`perbup-harian`): two band look-ups on minutes, a missing scan, an absence, the
most of a day. Hand-written SQL trusts its author that nothing overflows; it treats a missing fact as the package does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template

import duckdb

from benchmarks.contenders import Contender, connect
from benchmarks.measure import Times, run_rounds
from benchmarks.population import Plan, create_population
from tepat.engine.compute import run_statement
from tepat.engine.entrance.cells import cell_rule
from tepat.engine.statement import write_statement
from tepat.lang.calendar import Masa
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.consolidate import consolidate
from tepat.law.packet import HARIAN
from tepat.law.shelf import open_shelf

PACKAGE, MASA, DAYS = Path(__file__).with_name("perbup-harian"), "2024-03", 22
TEPAT, HAND = "tepat_days", "hand_days"
LABELS = {
    TEPAT: "Tepat: day ledger → row formulas → sum → month",
    HAND: "hand-written BIGINT SQL of the same rule",
}
_TABLE = "harian_tangan"


@dataclass(frozen=True)
class Days:
    """What was measured: how many rows, the times, and how many people differ; ``computed`` months are not withheld."""

    rows: int
    people: int
    computed: int
    differing: int
    times: dict[str, Times]


def measure_days(people: int, rounds: int) -> Days:
    """Both, in interleaved rounds on the same tables."""
    connection, statement = connect(), write_statement(bind_days())
    create_population(connection, Plan(people))
    rows = create_ledger(connection, people)

    def drop(*tables: str) -> None:
        for table in tables:
            connection.execute(f"DROP TABLE IF EXISTS {table}")

    contenders = (
        Contender(TEPAT, lambda: drop("fakta", "hitung"), lambda: run_statement(connection, statement)),
        Contender(
            HAND,
            lambda: drop(_TABLE),
            lambda: connection.execute(f"CREATE TABLE {_TABLE} AS {_BY_HAND}"),
        ),
    )
    times = run_rounds(contenders, rounds)
    ((computed, differing),) = connection.execute(_COMPARED).fetchall()
    return Days(rows, people, computed, differing, times)


def bind_days() -> BoundBook:
    """The package's rules of the month."""
    return bind(consolidate(open_shelf(str(PACKAGE)), Masa.parse(MASA)))


def create_ledger(connection: duckdb.DuckDBPyConnection, people: int) -> int:
    """The ledger of everybody's days, in the types of the packet; how many rows.

    One day in a thousand is of the month before and does not count; one in a million has no minutes, so that a few
    people wait.
    """
    types = {column.name: cell_rule(column, "''", "UTC").duck_type for column in HARIAN.columns}
    columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in types.items())
    connection.execute("DROP TABLE IF EXISTS harian")
    made = connection.execute(f"CREATE TABLE harian AS SELECT {columns}, baris FROM ({_LEDGER.substitute(days=DAYS)})")
    return int(made.fetchall()[0][0])


_LEDGER = Template("""
  SELECT nip, i AS baris, CASE WHEN dadu(i, 205, 1000) = 0 THEN DATE '2024-02-29' ELSE hari END AS tanggal,
    NULL AS pola, NULL AS jam_masuk_wajib, NULL AS jam_pulang_wajib, NULL AS catatan, NULL AS status, NULL AS bukti,
    CASE WHEN undi >= 40 THEN hari + INTERVAL (450 + terlambat) MINUTE END AS masuk,
    CASE WHEN undi >= 20 AND undi NOT BETWEEN 40 AND 69 THEN hari + INTERVAL (960 - cepat) MINUTE END AS pulang,
    CASE WHEN dadu(i, 204, 1000000) > 0 THEN terlambat END AS menit_terlambat, cepat AS menit_pulang_cepat
  FROM (
    SELECT nip, pegawai.baris * $days + nomor AS i, DATE '2024-03-01' + CAST(nomor AS INTEGER) AS hari,
      dadu(i, 200, 1000) AS undi,
      CASE WHEN dadu(i, 201, 100) < 15 THEN 1 + dadu(i, 202, 120) ELSE 0 END AS terlambat,
      CASE WHEN dadu(i, 201, 100) BETWEEN 10 AND 19 THEN 1 + dadu(i, 203, 120) ELSE 0 END AS cepat
    FROM pegawai, range($days) AS deret(nomor)
  )""")

# Cuts in hundredths of a percent.
_LADDER = (
    "CASE WHEN {0} <= 0 THEN 0 WHEN {0} <= 30 THEN 50 WHEN {0} <= 60 THEN 100 WHEN {0} <= 90 THEN 125 ELSE 150 END"
)
_BY_HAND = f"""
  SELECT pegawai.nip, least(10000, coalesce(potongan, 0)) AS potongan_disiplin,
    CASE WHEN tak_tentu IS NOT TRUE THEN
      ((beban_kerja + prestasi_kerja) * (10000 - least(10000, coalesce(potongan, 0))) + 5000) // 10000 END
      AS tpp_diterima
  FROM pegawai
  LEFT JOIN jabatan USING (kode_jabatan)
  LEFT JOIN (
    SELECT nip, CAST(sum(least(300, terlambat + cepat + rekam)) AS BIGINT) AS potongan,
      bool_or(terlambat IS NULL OR cepat IS NULL) AS tak_tentu
    FROM (
      SELECT nip,
        CASE WHEN masuk IS NULL THEN 0 WHEN menit_terlambat IS NOT NULL
          THEN {_LADDER.format("menit_terlambat")} END AS terlambat,
        CASE WHEN pulang IS NULL THEN 0 WHEN menit_pulang_cepat IS NOT NULL
          THEN {_LADDER.format("menit_pulang_cepat")} END AS cepat,
        CASE WHEN masuk IS NULL AND pulang IS NULL THEN 300 WHEN masuk IS NULL OR pulang IS NULL THEN 150 ELSE 0 END
          AS rekam
      FROM harian WHERE tanggal BETWEEN DATE '2024-03-01' AND DATE '2024-03-31'
    )
    GROUP BY nip
  ) USING (nip)"""

# A person differs whose amount is another, or known to one and unknown to the other.
_COMPARED = f"""
  SELECT count(*) FILTER (hitung.status_hitung = 'dihitung'),
    count(*) FILTER (hitung.nip IS NULL OR {_TABLE}.nip IS NULL
      OR hitung.tpp_diterima IS DISTINCT FROM {_TABLE}.tpp_diterima)
  FROM hitung FULL JOIN {_TABLE} USING (nip)"""
