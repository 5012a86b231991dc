"""Load files: what a database takes in bulk from a month, without DuckDB in the process that loads.

CSV with a header, UTF-8, LF; an unquoted empty cell is null. JSON in a cell is text of one object or list. In objects
of columns a number wider than 32 bits stands as text, so that no reader makes binary floating point of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from tepat.engine.compute import Run
from tepat.engine.derivation import create_derivations, derivation_query
from tepat.engine.publish import plain_query
from tepat.lang.findings import Finding
from tepat.lang.sql.duckdb import identifier, quoted

RESULTS, FOUND, LEDGER, SUMMARY = "hasil.csv", "temuan.csv", "harian.csv", "disiplin.csv"
WAITING, UNOWNED = "menunggu.csv", "tanpa_pemilik.csv"
_KEY = ("nip", "jenis_run", "urutan")
_FORMAT = "FORMAT csv, HEADER, NULLSTR '', TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S'"
# Integers that every reader of JSON holds exactly.
_NARROW = frozenset(("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT"))
_PLAIN = frozenset(("VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP"))


def write_month_load(run: Run, folder: Path, bahasa: str = "id") -> None:
    """``hasil.csv`` and ``temuan.csv`` of a computed month.

    ``hasil.csv``, one row per row of the result packet, in the order of nip: nip, jenis_run, urutan (of a regular run
    ``reguler`` and 1), status_hitung; ``nilai``: every result column as ``hasil.csv`` of the packet writes it;
    ``derivasi``: the person's row of ``derivasi.parquet``; ``temuan``: the person's findings, or null.
    ``temuan.csv``: see `write_findings_load`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection = run.connection
    write_findings_load(connection, run.findings, folder / FOUND, bahasa)
    create_derivations(run)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW muat_nilai AS {plain_query(run)}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW muat_derivasi AS {derivation_query(run)}")
    kind, order = quoted(run.bound.book.run), str(run.order)
    values = [name for name in _columns(connection, "muat_nilai") if name not in (*_KEY, "status_hitung")]
    query = f"""SELECT n.nip, {kind} AS jenis_run, {order} AS urutan, n.status_hitung,
  {_object("n", dict.fromkeys(values, "VARCHAR"))} AS nilai,
  {_object("d", _columns(connection, "muat_derivasi"))} AS derivasi,
  t.temuan
FROM muat_nilai n JOIN muat_derivasi d USING (nip)
LEFT JOIN ({_findings_by_person()}) t USING (nip) ORDER BY n.nip"""
    _copy(connection, query, folder / RESULTS)
    for view in ("muat_nilai", "muat_derivasi"):
        connection.execute(f"DROP VIEW {view}")


def write_attendance_load(
    connection: duckdb.DuckDBPyConnection, findings: Sequence[Finding], folder: Path, bahasa: str = "id"
) -> None:
    """The day ledger, the summary, who waits, punches without owner, and findings of a processed month.

    ``menunggu.csv``: nip and the codes for which the month waits. Ratios and days are exact decimals.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_findings_load(connection, findings, folder / FOUND, bahasa)
    _copy(connection, "FROM harian ORDER BY nip, tanggal, jam_masuk_wajib, pola", folder / LEDGER)
    _copy(connection, "FROM disiplin ORDER BY nip", folder / SUMMARY)
    _copy(connection, _WAITING, folder / WAITING)
    _copy(connection, "FROM tanpa_pemilik", folder / UNOWNED)


# Whoever waits because of somebody else's row (a pattern's) has no code of his own.
_WAITING = """SELECT nip, k.kode
FROM (SELECT nip FROM rusak UNION FROM menunggu)
LEFT JOIN (SELECT nip, string_agg(DISTINCT kode, ' ' ORDER BY kode) AS kode FROM muat_temuan
  WHERE tingkat = 'tahan' GROUP BY nip) k USING (nip) ORDER BY nip"""


def write_findings_load(
    connection: duckdb.DuckDBPyConnection, findings: Iterable[Finding], path: Path, bahasa: str = "id"
) -> None:
    """``temuan.csv``: urutan, kode, tingkat, nip, variabel, tempat, kata, pesan, perbaikan, in the order of the run.

    ``tempat``: [file, line, column, name]; ``kata``: the words that fill the code's sentences, so that they can be
    told again in another language. The table `muat_temuan` stays.
    """
    found = list(findings)
    messages = [item.message(bahasa) for item in found]
    texts = {name: [getattr(item, name) for item in found] for name in ("kode", "tingkat", "nip", "variabel")}
    places = ([item.place.file, item.place.line, item.place.column, item.place.name] for item in found)
    texts["tempat"] = [_json(place) for place in places]
    texts["kata"] = [_json(dict(item.words)) for item in found]
    texts |= {name: [getattr(message, name) for message in messages] for name in ("pesan", "perbaikan")}
    columns = {name: pa.array(cells, pa.string()) for name, cells in texts.items()}
    table = pa.table({"urutan": pa.array(range(1, len(found) + 1), pa.int64()), **columns})
    connection.register("muat_temuan_baru", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE muat_temuan AS FROM muat_temuan_baru")
    connection.unregister("muat_temuan_baru")
    _copy(connection, "FROM muat_temuan ORDER BY urutan", path)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _findings_by_person() -> str:
    item = (
        "to_json(struct_pack(kode := kode, tingkat := tingkat, variabel := variabel, tempat := CAST(tempat AS JSON), "
        "kata := CAST(kata AS JSON), pesan := pesan, perbaikan := perbaikan))"
    )
    return f"""SELECT nip, '[' || string_agg(CAST({item} AS VARCHAR), ',' ORDER BY urutan) || ']' AS temuan
FROM muat_temuan WHERE nip <> '' GROUP BY nip"""


def _object(table: str, columns: dict[str, str]) -> str:
    """SQL of the JSON text of a row: each column under its name."""
    cells = (f"{identifier(name)} := {_cell(f'{table}.{identifier(name)}', kind)}" for name, kind in columns.items())
    return f"CAST(to_json(struct_pack({', '.join(cells)})) AS VARCHAR)"


def _cell(cell: str, kind: str) -> str:
    return cell if kind in _NARROW or kind in _PLAIN else f"CAST({cell} AS VARCHAR)"


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in connection.execute(f"DESCRIBE {table}").fetchall()}


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} ({_FORMAT})")
