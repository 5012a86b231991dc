"""The attendance packet on disk: what `tepat presensi olah` writes, and its receipt.

``harian``, ``disiplin`` and ``apel`` are fact files: `tepat hitung --presensi` takes them as they are. Every file of
the packet and of the sources stands in ``tanda_presensi.json`` with its hash, so that nothing changes unseen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tepat import __version__
from tepat.engine.publish import FINDING_COLUMNS, FINDINGS, finding_row, put_packet, write_findings
from tepat.engine.receipt import hash_file
from tepat.lang.errors import Problem
from tepat.lang.findings import Finding
from tepat.lang.sql.duckdb import identifier, quoted
from tepat.law.packet import DISIPLIN

RECEIPT = "tanda_presensi.json"
QUARANTINE_COLUMNS = ("kode", "berkas", "baris", "kolom", "mentah", "pesan", "perbaikan", "sidik", "batch")
# How tables are written as text: instants as ISO 8601 writes them.
CSV_FORMAT = "csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S'"
# Tables of the run that are written as they are, where they have rows or an office expects the file.
_LISTS = {
    "tanpa_pemilik": "pin_tanpa_nip.csv",
    "pencacah": "pencacah.csv",
    "tinjauan": "tinjauan.csv",
    "usul_gangguan": "usul_gangguan.csv",
}
# The year so far: what the next month's source folder takes as it is. A month that was counted before is replaced.
_HISTORY = """SELECT * FROM riwayat_baru
UNION ALL BY NAME
SELECT nip, masa, hari_alpa, menit_kurang, alpa_berturut_akhir FROM riwayat
WHERE masa < (SELECT max(masa) FROM riwayat_baru) AND left(masa, 4) = (SELECT left(max(masa), 4) FROM riwayat_baru)
ORDER BY masa, nip"""


@dataclass(frozen=True)
class AttendancePacket:
    """What is written: the tables of a processed month, and what was found on the way.

    ``quarantined``: why each row of the table `karantina` is there, in its order; ``further_columns``: columns of the
    ledger that the region's rule book has and punches do not tell, left empty; ``about``: what the receipt says of the
    run beside hashes; ``sources``: the delivered files by name. ``further``: writes more
    files into the folder it is given; ``workbook``: writes the file for Excel.
    """

    connection: duckdb.DuckDBPyConnection
    findings: Sequence[Finding]
    quarantined: Sequence[Problem]
    sources: Mapping[str, Path]
    about: Mapping[str, Any]
    further_columns: tuple[str, ...] = ()
    further: Callable[[Path], None] = field(default=lambda folder: None, compare=False)
    workbook: Callable[[Path], None] | None = field(default=None, compare=False)


def publish_attendance(packet: AttendancePacket, target_folder: Path, bahasa: str = "id") -> None:
    """Write the packet; an earlier one there is replaced, anything else refused (T-002)."""
    put_packet(target_folder, lambda folder: _write(packet, folder, bahasa), RECEIPT)


def _write(packet: AttendancePacket, folder: Path, bahasa: str) -> None:
    connection = packet.connection
    further = "".join(f", NULL AS {identifier(name)}" for name in packet.further_columns)
    ledger = f"SELECT *{further} FROM harian ORDER BY nip, tanggal, jam_masuk_wajib, pola"
    _copy(connection, ledger, folder / "harian.csv")
    _copy(connection, ledger, folder / "harian.parquet")
    _copy(connection, summary_query(), folder / "disiplin.csv")
    _copy(connection, "SELECT nip, tanggal, jenis, hadir FROM apel ORDER BY ALL", folder / "apel.csv")
    _copy(connection, "FROM ketukan ORDER BY id", folder / "ketukan.parquet")
    for table, name in _LISTS.items():
        if _is_table(connection, table):
            _copy(connection, f"FROM {table}", folder / name)
    if _is_table(connection, "riwayat_baru"):
        _copy(connection, _HISTORY, folder / "riwayat.csv")
    write_findings(packet.findings, folder / FINDINGS, bahasa)
    load_findings(connection, packet.findings, bahasa)
    load_quarantine(connection, packet.quarantined, bahasa)
    _copy(connection, "FROM karantina", folder / "karantina.csv")
    packet.further(folder)
    if packet.workbook is not None:
        packet.workbook(folder / "presensi.xlsx")
    (folder / RECEIPT).write_text(_receipt(packet, folder), "utf-8")


def summary_query() -> str:
    """`disiplin` as text: exact decimals without trailing zeros."""
    numbers = {column.name for column in DISIPLIN.columns[1:5]}
    cells = (
        f"CASE WHEN contains(CAST({name} AS VARCHAR), '.') THEN rtrim(rtrim(CAST({name} AS VARCHAR), '0'), '.')"
        f" ELSE CAST({name} AS VARCHAR) END AS {name}"
        if name in numbers
        else f"CASE {name} WHEN TRUE THEN 'ya' WHEN FALSE THEN 'tidak' END AS {name}"
        if name == "presensi_manual"
        else name
        for name in DISIPLIN.names
    )
    return f"SELECT {', '.join(cells)} FROM disiplin ORDER BY nip"


def load_findings(connection: duckdb.DuckDBPyConnection, findings: Iterable[Finding], bahasa: str) -> None:
    """Make the table `temuan`, as ``temuan.csv`` has it."""
    cells = list(zip(*(finding_row(item, bahasa) for item in findings), strict=True)) or [()] * len(FINDING_COLUMNS)
    _load(connection, "temuan", dict(zip(FINDING_COLUMNS, cells, strict=True)))


def load_quarantine(connection: duckdb.DuckDBPyConnection, quarantined: Iterable[Problem], bahasa: str) -> None:
    """Give the rows of `karantina` their reason and what to do (``pesan``, ``perbaikan``), in their order."""
    messages = [problem.message(bahasa) for problem in quarantined]
    texts = {name: [getattr(item, name) for item in messages] for name in ("pesan", "perbaikan")}
    found = connection.sql("SELECT kode, berkas, baris, kolom, mentah, sidik, batch FROM karantina").to_arrow_table()
    for name, cells in texts.items():
        found = found.append_column(name, pa.array(cells, pa.string()))
    connection.register("karantina_baru", found.select(QUARANTINE_COLUMNS))
    connection.execute("CREATE OR REPLACE TABLE karantina AS FROM karantina_baru")
    connection.unregister("karantina_baru")


def _load(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Sequence[str]]) -> None:
    found = pa.table({column: pa.array(cells, pa.string()) for column, cells in columns.items()})
    connection.register("baru_dimuat", found)
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS FROM baru_dimuat")
    connection.unregister("baru_dimuat")


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    form = "parquet" if path.suffix == ".parquet" else CSV_FORMAT
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} (FORMAT {form})")


def _is_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    query = "SELECT 1 FROM duckdb_tables() WHERE table_name = ?"
    return bool(connection.execute(query, [name]).fetchall())


def _receipt(packet: AttendancePacket, folder: Path) -> str:
    content = {
        "mesin": f"tepat {__version__}",
        **packet.about,
        "sumber": {name: hash_file(path) for name, path in sorted(packet.sources.items())},
        "berkas": {
            path.relative_to(folder).as_posix(): hash_file(path) for path in sorted(folder.rglob("*")) if path.is_file()
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
