"""A synthetic month of punches of any size, with its lists, written by SQL from a seed; and what the month comes to.

Everything here is invented. Nine in ten people work in offices, five days a week by one of three patterns; one in ten
works shifts by the roster of one of a hundred teams, a quarter of them at night. Some come without arrival or without
departure, some not at all, one in fifty is on leave for three days, and devices record some people twice or in the
middle of a duty. What everybody's month comes to is known from the same dice, without any of the rules of `presensi`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet

from benchmarks.population import MOST_PEOPLE, create_dice
from tepat.engine.entrance.cells import cell_rule
from tepat.engine.entrance.sheets import ROW
from tepat.law.packet import FactFile
from tepat.presensi.contract import SOURCES

MASA, FIRST, LAST = "2026-10", date(2026, 10, 1), date(2026, 10, 31)
"""A month of 22 working days without any holiday."""
# Rosters and habits go beyond the month: the last night of September ends in October.
BESIDE = 2
TEAMS, PEOPLE_A_UNIT = 100, 400
PUNCHES, EXPECTED = "ketukan.parquet", "harapan.parquet"
SCHEMA = pa.schema({"perangkat": pa.string(), "pin": pa.string(), "waktu": pa.timestamp("us")})
_BATCH = 1_000_000


@dataclass(frozen=True)
class Town:
    """How many people, and the seed of the dice."""

    people: int
    seed: int = 20_261_001

    @property
    def units(self) -> int:
        """A unit has some four hundred people and one device."""
        return -(-self.people // PEOPLE_A_UNIT)


def write_town(connection: duckdb.DuckDBPyConnection, town: Town, folder: Path) -> int:
    """Write the lists, the punches and what everybody's month comes to; how many punches there are."""
    if town.people > MOST_PEOPLE:
        raise ValueError(f"there are numbers for {MOST_PEOPLE:,} people")
    create_dice(connection, town.seed)
    _create_habits(connection, town)
    for name, file in SOURCES.items():
        select = _typed(file, _LISTS[name]) if name in _LISTS else _empty(file)
        connection.execute(f"COPY ({select}) TO '{folder / name}.parquet' (FORMAT parquet)")
    connection.execute(f"COPY ({_EXPECTED}) TO '{folder / EXPECTED}' (FORMAT parquet)")
    return _write_punches(connection, folder / PUNCHES)


def _create_habits(connection: duckdb.DuckDBPyConnection, town: Town) -> None:
    """`warga`: who belongs where; `roster_regu` and `jam_teladan`: who is due when; `tugas_dadu`: who came when."""
    connection.execute(
        f"""CREATE TABLE warga AS
SELECT i, nomor(i) AS nip, i % {town.units} AS unit, CAST(1 + i // {town.units} AS VARCHAR) AS pin,
  CASE WHEN dadu(i, 1, 10) = 0 THEN dadu(i, 2, {TEAMS}) END AS regu,
  CASE WHEN dadu(i, 3, 50) = 0 THEN DATE '{FIRST}' + CAST(dadu(i, 4, 28) AS INTEGER) END AS izin
FROM range({town.people}) AS deret(i)"""
    )
    connection.execute(f"CREATE TABLE hari_teladan AS {_days()}")
    connection.execute(f"CREATE TABLE roster_regu AS {_ROSTERS}")
    connection.execute(f"CREATE TABLE jam_teladan AS {_HOURS}")
    connection.execute(f"CREATE VIEW tugas_dadu AS {_THROWN}")


def _days() -> str:
    first, last = FIRST - timedelta(BESIDE), LAST + timedelta(BESIDE)
    return f"""SELECT CAST(d AS DATE) AS tanggal, CAST(d AS DATE) - DATE '{first}' AS ke, isodow(d) AS hari
FROM (SELECT unnest(generate_series(DATE '{first}', DATE '{last}', INTERVAL 1 DAY)) AS d)"""


# Two early, two late, two night duties and two days off; each team has one more day off than that, on a day of its own.
_ROSTERS = f"""SELECT regu, tanggal, ke,
  CASE WHEN ke = 3 + regu // 8 THEN 'L' ELSE ['P', 'P', 'S', 'S', 'M', 'M', 'L', 'L'][1 + (ke + regu) % 8] END
    AS kode_pola
FROM range({TEAMS}) AS deret(regu), hari_teladan"""

# In minutes from midnight: pattern, first and last day of the week, arrival, departure.
_HOURS = """SELECT * FROM (VALUES ('H0', 1, 4, 450, 960), ('H0', 5, 5, 450, 990), ('H1', 1, 4, 480, 990),
  ('H1', 5, 5, 480, 1020), ('H2', 1, 4, 435, 945), ('H2', 5, 5, 435, 975), ('P', 1, 7, 420, 840),
  ('S', 1, 7, 840, 1260), ('M', 1, 7, 1260, 1860)) AS jam(kode_pola, dari, sampai, datang, pergi)"""

# One row per person and duty: when its punches were made, null where one is missing. Fewer than 1 in 100 duties are
# missed altogether, about as many lack an arrival, a few more a departure.
_THROWN = """SELECT w.i, w.nip, w.unit, w.pin, w.regu, h.tanggal, tidak_hadir, pada_izin,
  CASE WHEN NOT tidak_hadir AND undi NOT BETWEEN 10 AND 19
    THEN awal + to_seconds(j.datang * 60 - 2700 + dadu(w.i, h.ke * 10 + 101, 3900)) END AS masuk,
  CASE WHEN NOT tidak_hadir AND undi NOT BETWEEN 20 AND 34
    THEN awal + to_seconds(j.pergi * 60 - 600 + dadu(w.i, h.ke * 10 + 102, 3600)) END AS pulang,
  CASE WHEN undi BETWEEN 40 AND 59 THEN masuk END AS kembar,
  CASE WHEN undi BETWEEN 60 AND 89 THEN masuk + to_seconds(5400 + dadu(w.i, h.ke * 10 + 103, 3600)) END AS antara
FROM warga w CROSS JOIN hari_teladan h
LEFT JOIN roster_regu r ON r.regu = w.regu AND r.ke = h.ke
JOIN jam_teladan j ON j.kode_pola = coalesce(r.kode_pola, 'H' || w.unit % 3) AND h.hari BETWEEN j.dari AND j.sampai,
LATERAL (SELECT CAST(h.tanggal AS TIMESTAMP) AS awal, dadu(w.i, h.ke * 10 + 100, 1000) AS undi,
  coalesce(h.tanggal BETWEEN w.izin AND w.izin + 2, FALSE) AS pada_izin, undi < 10 OR pada_izin AS tidak_hadir)"""

_EXPECTED = f"""SELECT nip, count(*) AS hari_kerja,
  CAST(sum((masuk IS NOT NULL)::INTEGER + (pulang IS NOT NULL)::INTEGER) / 2 AS DECIMAL(5, 1)) AS hari_hadir,
  count(*) FILTER (tidak_hadir AND NOT pada_izin) AS hari_alpa
FROM tugas_dadu WHERE tanggal BETWEEN DATE '{FIRST}' AND DATE '{LAST}' GROUP BY nip"""

_LISTS: Mapping[str, str] = {
    "pegawai": "SELECT nip, NULL AS nama, 'Unit ' || unit AS kode_unit, NULL AS status_pegawai, i AS urutan FROM warga",
    "perangkat": """SELECT DISTINCT 'Mesin ' || unit AS perangkat,
  'CKJF' || lpad(CAST(unit AS VARCHAR), 7, '0') AS nomor_seri, 'Unit ' || unit AS kode_unit, 'WITA' AS zona,
  unit AS urutan FROM warga""",
    "pin": "SELECT 'Mesin ' || unit AS perangkat, pin, nip, NULL AS mulai, NULL AS selesai, i AS urutan FROM warga",
    "pola": """SELECT kode_pola, dari || '-' || sampai AS hari, printf('%02d:%02d', datang // 60, datang % 60) AS masuk,
  printf('%02d:%02d', pergi % 1440 // 60, pergi % 60) AS pulang, pergi > 1440 AS lewat_tengah_malam, NULL AS fleksibel,
  row_number() OVER () AS urutan FROM jam_teladan
UNION ALL SELECT 'L', NULL, NULL, NULL, NULL, NULL, 0""",
    "jadwal": """SELECT DISTINCT 'Unit ' || unit AS kode_unit, NULL AS nip, 'H' || unit % 3 AS kode_pola, NULL AS mulai,
  NULL AS selesai, unit AS urutan FROM warga""",
    "roster": "SELECT nip, tanggal, kode_pola, i * 100 + ke AS urutan FROM warga JOIN roster_regu USING (regu)",
    "izin": """SELECT nip, 'cuti_tahunan' AS jenis, izin AS mulai, izin + 2 AS selesai, i AS urutan
FROM warga WHERE izin IS NOT NULL""",
}


def _typed(file: FactFile, select: str) -> str:
    """The columns of the contract in its order, with the types of the entrance's tables."""
    columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in _types(file).items())
    return f"SELECT {columns}, row_number() OVER (ORDER BY urutan) + 1 AS {ROW} FROM ({select}) ORDER BY {ROW}"


def _empty(file: FactFile) -> str:
    columns = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in _types(file).items())
    return f"SELECT {columns}, CAST(NULL AS BIGINT) AS {ROW} WHERE FALSE"


def _types(file: FactFile) -> Mapping[str, str]:
    return {column.name: cell_rule(column, "''", "UTC").duck_type for column in file.columns}


def _write_punches(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """One file, day after day, each day device after device in the order of time: as an archive grows."""
    count = 0
    with pa.parquet.ParquetWriter(path, SCHEMA) as writer:
        for batch in _punches(connection):
            writer.write_batch(batch.cast(SCHEMA))
            count += batch.num_rows
    return count


def _punches(connection: duckdb.DuckDBPyConnection) -> Iterator[pa.RecordBatch]:
    for (day,) in connection.execute("SELECT tanggal FROM hari_teladan ORDER BY 1").fetchall():
        query = f"""SELECT 'CKJF' || lpad(CAST(unit AS VARCHAR), 7, '0') AS perangkat, pin, waktu
FROM (SELECT unit, pin, unnest([masuk, kembar, antara, pulang]) AS waktu FROM tugas_dadu WHERE tanggal = DATE '{day}')
WHERE waktu >= TIMESTAMP '{FIRST}' AND waktu < TIMESTAMP '{LAST + timedelta(2)}' AND waktu IS NOT NULL
ORDER BY unit, waktu, pin"""
        yield from connection.sql(query).to_arrow_reader(_BATCH)
