"""The steps of the month of punches, each done in a process of its own."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.alone.steps import Ran, peak
from benchmarks.attendance.town import EXPECTED, FIRST, LAST, MASA, PUNCHES, Town, write_town
from benchmarks.names import THREADS
from tepat.engine.compute import Resources
from tepat.engine.compute import connect as engine_connect
from tepat.lang.calendar import Masa
from tepat.law.presensi import attendance_settings
from tepat.presensi.contract import SOURCES
from tepat.presensi.month import AttendanceMonth, instant
from tepat.presensi.process import pair_streaming, summarize

MEMORY = "3500MB"
"""What a database may hold; beyond it, it spills. Beside it a process holds the pairs: of 4.5 million people 2 GB."""
TEPAT, BARE, KEPT = "tepat", "bare", "kept"
MONTH = AttendanceMonth(Masa.parse(MASA), attendance_settings(None, Masa.parse(MASA)))
SCRATCH, SUMMARY = "luapan", "disiplin.parquet"


@dataclass(frozen=True)
class Checked:
    """Who is wrong: people whose summary is not what the dice say, days of offices on which the bare query differs."""

    people: int
    wrong: int
    days: int
    differing: int


def make_town(folder: Path, people: int) -> int:
    """The lists, the punches and what everybody's month comes to; how many punches there are."""
    with closing(_connect(folder)) as connection:
        return write_town(connection, Town(people), folder)


def measure(name: str, folder: Path) -> Ran:
    """One run of a contender, from files."""
    with closing(_connect(folder)) as connection:
        gc.collect()
        begin, worked = time.perf_counter(), time.process_time()
        _RUNS[name](connection, folder)
        ran = Ran((time.perf_counter() - begin,), peak(), time.process_time() - worked)
        if name == TEPAT:
            connection.execute(f"COPY disiplin TO '{folder / SUMMARY}' (FORMAT parquet)")
    return ran


def check(folder: Path, *, days: bool) -> Checked:
    """Compare the summary that was kept with what the dice say, and on request every day with the bare query."""
    with closing(_connect(folder)) as connection:
        summary = f"'{folder / SUMMARY}' d FULL JOIN '{folder / EXPECTED}' e USING (nip)"
        differs = " OR ".join(
            f"d.{name} IS DISTINCT FROM e.{name}" for name in ("hari_kerja", "hari_hadir", "hari_alpa")
        )
        people = _counts(connection, f"SELECT count(*), count(*) FILTER ({differs}) FROM {summary}")
        return Checked(*people, *(_compare_days(connection, folder) if days else (0, 0)))


def _connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Everybody's kind of database. Nobody needs the order of the file, which costs us a tenth of the pairing."""
    connection = engine_connect(Resources(threads=THREADS, memory=MEMORY, scratch=folder / SCRATCH))
    connection.execute("SET preserve_insertion_order = false")
    return connection


def _load_lists(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for name in SOURCES:
        connection.execute(f"CREATE TABLE {name} AS FROM '{folder / name}.parquet'")


def _run_tepat(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    _load_lists(connection, folder)
    summarize(connection, MONTH, f"'{folder / PUNCHES}'")


def bare(folder: Path) -> str:
    """The first and the last punch of every device, PIN and day."""
    return f"""SELECT perangkat, pin, CAST(waktu AS DATE) AS tanggal, min(waktu) AS pertama, max(waktu) AS terakhir
FROM '{folder / PUNCHES}' GROUP BY ALL"""


def _run_bare(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Its rows are looked at and not kept, which is kind to it."""
    connection.execute(f"SELECT count(*), min(pertama), max(terakhir) FROM ({bare(folder)})").fetchall()


def _run_kept(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    connection.execute(f"CREATE TABLE hari_mentah AS {bare(folder)}")


_RUNS: Mapping[str, Callable[[duckdb.DuckDBPyConnection, Path], None]] = {
    TEPAT: _run_tepat,
    BARE: _run_bare,
    KEPT: _run_kept,
}


def _compare_days(connection: duckdb.DuckDBPyConnection, folder: Path) -> tuple[int, int]:
    """Days of people in offices, whose duties lie within a day: the first punch before noon and the last after it."""
    _load_lists(connection, folder)
    pairing, _ = pair_streaming(connection, MONTH, f"'{folder / PUNCHES}'")
    connection.register("pasangan", pairing.table())
    days = f"""SELECT o.nip, t.tanggal, {instant("p.masuk", MONTH)} AS masuk, {instant("p.pulang", MONTH)} AS pulang
FROM pasangan p JOIN orang o USING (nomor) JOIN tugas t ON t.kelas = p.kelas AND t.urut = p.urut
WHERE o.nip NOT IN (SELECT nip FROM roster) AND t.dalam_masa AND (p.masuk IS NOT NULL OR p.pulang IS NOT NULL)"""
    noon = "CAST(b.tanggal AS TIMESTAMP) + INTERVAL 12 HOUR"
    plain = f"""SELECT i.nip, b.tanggal, CASE WHEN pertama < {noon} THEN pertama END AS masuk,
  CASE WHEN terakhir >= {noon} THEN terakhir END AS pulang
FROM ({bare(folder)}) b JOIN perangkat a ON a.nomor_seri = b.perangkat
JOIN pin i ON i.perangkat = a.perangkat AND i.pin = b.pin
WHERE i.nip NOT IN (SELECT nip FROM roster) AND b.tanggal BETWEEN DATE '{FIRST}' AND DATE '{LAST}'"""
    query = f"""SELECT count(*),
  count(*) FILTER (d.masuk IS DISTINCT FROM b.masuk OR d.pulang IS DISTINCT FROM b.pulang)
FROM ({days}) d FULL JOIN ({plain}) b USING (nip, tanggal)"""
    return _counts(connection, query)


def _counts(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, int]:
    ((all_of_them, differing),) = connection.execute(query).fetchall()
    return int(all_of_them), int(differing)
