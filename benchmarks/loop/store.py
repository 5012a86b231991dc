"""The month's facts in a database of SQLite, read person by person or all at once, and the results written back."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.loop.rules import Arithmetic, Facts, N, Row, compute_person
from benchmarks.names import AMOUNTS, MASA
from benchmarks.tables import ter_bands

# Instants stand in local time, as such programs keep them: Balangan is eight hours before UTC.
_COPIED = {
    "pegawai": "nip, status_pegawai, kode_jabatan, ptkp",
    "jabatan": "kode_jabatan, beban_kerja, prestasi_kerja, kondisi_kerja, tempat_bertugas, kelangkaan_profesi, "
    "pertimbangan_objektif",
    "kinerja": "nip, periode, predikat, CAST(waktu_dinilai + INTERVAL 8 HOUR AS VARCHAR) AS waktu_dinilai",
    "disiplin": "nip, CAST(hari_kerja AS DOUBLE) AS hari_kerja, CAST(hari_hadir AS DOUBLE) AS hari_hadir, "
    "CAST(hari_alpa AS DOUBLE) AS hari_alpa, CAST(potongan_persen AS DOUBLE) AS potongan_persen",
    "gaji": "nip, gaji_kotor, pph_gaji, iwp_gaji, bpjs_gaji",
    "plt": "nip, kode_jabatan, jenis, CAST(mulai AS VARCHAR) AS mulai, CAST(selesai AS VARCHAR) AS selesai",
    "cuti": "nip, jenis, CAST(mulai AS VARCHAR) AS mulai, CAST(selesai AS VARCHAR) AS selesai",
    "hukdis": "nip, CAST(mulai AS VARCHAR) AS mulai, CAST(selesai AS VARCHAR) AS selesai",
}
_RESULT = f"CREATE TABLE hasil (nip TEXT PRIMARY KEY, {', '.join(AMOUNTS)}, dihitung)"
_BATCH = 50_000


def create_store(source: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Copy the fact tables of ``source`` into a new database with an index on every key."""
    with closing(sqlite3.connect(path)) as target:
        for name, columns in _COPIED.items():
            _copy(source.execute(f"SELECT {columns} FROM {name} ORDER BY baris"), name, target)
            key = columns.split(",", 1)[0]
            target.execute(f"CREATE INDEX {name}_{key} ON {name} ({key})")
        target.execute("CREATE TABLE tarif_ter (kategori TEXT, sampai_dengan INTEGER, persen REAL)")
        target.executemany("INSERT INTO tarif_ter VALUES (?, ?, ?)", _rates())
        target.commit()
        target.execute("ANALYZE")


def _copy(rows: duckdb.DuckDBPyConnection, name: str, target: sqlite3.Connection) -> None:
    columns = [column[0] for column in rows.description or ()]
    target.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"
    while batch := rows.fetchmany(_BATCH):
        target.executemany(insert, batch)


def _rates() -> Iterator[tuple[str, int | None, float]]:
    for category, bands in ter_bands().items():
        for band in bands:
            yield category, band.upper, band.rate / 100


def open_store(path: Path) -> sqlite3.Connection:
    """The database, cells told by the name of their column."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


class ByQuery:
    """One query for each kind of row of each person."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rating(self, nip: str) -> Row | None:
        """The rating of the month."""
        return self._one("SELECT * FROM kinerja WHERE nip = ? AND (periode IS NULL OR periode = ?)", nip, MASA)

    def attendance(self, nip: str) -> Row | None:
        """The attendance summary."""
        return self._one("SELECT * FROM disiplin WHERE nip = ?", nip)

    def salary(self, nip: str) -> Row | None:
        """The month's salary."""
        return self._one("SELECT * FROM gaji WHERE nip = ?", nip)

    def position(self, code: str | None) -> Row | None:
        """A position with its six amounts."""
        return self._one("SELECT * FROM jabatan WHERE kode_jabatan = ?", code)

    def acting(self, nip: str) -> Sequence[Row]:
        """Acting posts."""
        return self._all("SELECT * FROM plt WHERE nip = ?", nip)

    def leaves(self, nip: str) -> Sequence[Row]:
        """Leaves and releases."""
        return self._all("SELECT * FROM cuti WHERE nip = ?", nip)

    def punishments(self, nip: str) -> Sequence[Row]:
        """Disciplinary punishments."""
        return self._all("SELECT * FROM hukdis WHERE nip = ?", nip)

    def tax_rate(self, category: str, gross: int) -> Any:
        """The monthly rate in percent."""
        found = self._one(_RATE, category, gross)
        assert found is not None, f"no rate of {category} for {gross}"
        return found["persen"]

    def _one(self, query: str, *values: object) -> Row | None:
        return self._connection.execute(query, values).fetchone()

    def _all(self, query: str, *values: object) -> Sequence[Row]:
        return self._connection.execute(query, values).fetchall()


_RATE = """
  SELECT persen FROM tarif_ter WHERE kategori = ? AND (sampai_dengan IS NULL OR sampai_dengan >= ?)
  ORDER BY sampai_dengan IS NULL, sampai_dengan LIMIT 1"""


class Preloaded:
    """Every table read once into dictionaries."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._ratings = _keyed(connection, "kinerja", "nip", f"periode IS NULL OR periode = '{MASA}'")
        self._attendance = _keyed(connection, "disiplin", "nip")
        self._salaries = _keyed(connection, "gaji", "nip")
        self._positions = _keyed(connection, "jabatan", "kode_jabatan")
        self._acting, self._leaves, self._punishments = (
            _grouped(connection, name) for name in ("plt", "cuti", "hukdis")
        )
        self._uppers = {category: [band.upper or 0 for band in bands[:-1]] for category, bands in ter_bands().items()}
        self._rates = {category: [band.rate / 100 for band in bands] for category, bands in ter_bands().items()}

    def rating(self, nip: str) -> Row | None:
        """The rating of the month."""
        return self._ratings.get(nip)

    def attendance(self, nip: str) -> Row | None:
        """The attendance summary."""
        return self._attendance.get(nip)

    def salary(self, nip: str) -> Row | None:
        """The month's salary."""
        return self._salaries.get(nip)

    def position(self, code: str | None) -> Row | None:
        """A position with its six amounts."""
        return self._positions.get(code)

    def acting(self, nip: str) -> Sequence[Row]:
        """Acting posts."""
        return self._acting.get(nip, ())

    def leaves(self, nip: str) -> Sequence[Row]:
        """Leaves and releases."""
        return self._leaves.get(nip, ())

    def punishments(self, nip: str) -> Sequence[Row]:
        """Disciplinary punishments."""
        return self._punishments.get(nip, ())

    def tax_rate(self, category: str, gross: int) -> Any:
        """The monthly rate in percent."""
        return self._rates[category][bisect_left(self._uppers[category], gross)]


def _keyed(connection: sqlite3.Connection, table: str, key: str, where: str = "TRUE") -> dict[str | None, Row]:
    return {row[key]: row for row in connection.execute(f"SELECT * FROM {table} WHERE {where}")}


def _grouped(connection: sqlite3.Connection, table: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in connection.execute(f"SELECT * FROM {table}"):
        found.setdefault(row["nip"], []).append(row)
    return found


def drop_results(connection: sqlite3.Connection) -> None:
    """Before another month."""
    connection.execute("DROP TABLE IF EXISTS hasil")
    connection.commit()


def compute_month(connection: sqlite3.Connection, facts: Facts, by: Arithmetic[N]) -> int:
    """Everybody of ``pegawai``, one after the other, into the table ``hasil``; how many."""
    connection.execute(_RESULT)
    people = connection.execute("SELECT * FROM pegawai ORDER BY nip")
    computed = ((person["nip"], compute_person(person, facts, by)) for person in people)
    insert = f"INSERT INTO hasil VALUES ({', '.join('?' * (len(AMOUNTS) + 2))})"
    count = connection.executemany(insert, (_result_row(nip, amounts) for nip, amounts in computed)).rowcount
    connection.commit()
    return count


def _result_row(nip: str, amounts: Mapping[str, int] | None) -> tuple[object, ...]:
    if amounts is None:
        return (nip, *(None for _ in AMOUNTS), False)
    return (nip, *(amounts[name] for name in AMOUNTS), True)
