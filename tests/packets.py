"""Fact packets of synthetic people, for tests: valid until a test damages them.

A packet is a mapping of file names to rows, a row a mapping of column names to the text of its cells. `valid_packet`
builds one, a test changes what it is about, and `write_packet` writes it as CSV or Parquet::

    packet = valid_packet(people=3)
    packet["kinerja"][0]["predikat"] = "Baik"
    write_packet(packet, tmp_path)
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tepat.lang.types import Number, Unit
from tepat.law.packet import PACKET, Column, FactFile

Row = dict[str, str]
Packet = dict[str, list[Row]]

MASA = "2024-01"
BIRTHDAYS_PER_YEAR = 12 * 28
BIRTHDAYS = 10 * BIRTHDAYS_PER_YEAR
POSITIONS = ("J-001", "J-002", "J-003")


def nip(number: int) -> str:
    """The synthetic NIP of person ``number`` (from 0): born 1900–1909, everybody on another day while days last."""
    serial, birthday = divmod(number, BIRTHDAYS)
    year, day_of_year = divmod(birthday, BIRTHDAYS_PER_YEAR)
    month, day = divmod(day_of_year, 28)
    return f"{1900 + year}{month + 1:02}{day + 1:02}1920011{serial + 1:03}"


def valid_packet(people: int = 4, masa: str = MASA) -> Packet:
    """A packet without any fault; persons 1, 2 and 3 act in a position, are on leave, are punished."""
    numbers = range(people)
    return {
        "pegawai": [_pegawai(number) for number in numbers],
        "jabatan": [_jabatan(index, kode) for index, kode in enumerate(POSITIONS)],
        "unit": [{"kode_unit": "U-1", "nama_unit": "Dinas Contoh", "jenis_unit": "dinas", "induk": ""}],
        "kinerja": [_kinerja(number, masa) for number in numbers],
        "disiplin": [_disiplin(number) for number in numbers],
        "gaji": [_gaji(number) for number in numbers],
        "plt": [_duty(number, masa, kode_jabatan=POSITIONS[1], jenis="setara") for number in numbers[1:2]],
        "cuti": [_duty(number, masa, jenis="cuti_sakit") for number in numbers[2:3]],
        "hukdis": [_duty(number, masa, tingkat="ringan") for number in numbers[3:4]],
    }


def _pegawai(number: int) -> Row:
    return {
        "nip": nip(number),
        "nama": f"Contoh Ke-{number}",
        "status_pegawai": "PNS",
        "skema_golongan": "PNS",
        "golongan": "III/a",
        "kode_unit": "U-1",
        "kode_jabatan": POSITIONS[number % len(POSITIONS)],
        "ptkp": "K/1",
        "npwp": "",
    }


def _jabatan(index: int, kode: str) -> Row:
    return {
        "kode_jabatan": kode,
        "nama_jabatan": f"Jabatan {kode}",
        "kelas_jabatan": str(9 + index),
        "beban_kerja": str(2_882_880 + index),
        "prestasi_kerja": str(4_324_320 + index),
        "kondisi_kerja": "612612",
        "tempat_bertugas": "",
        "kelangkaan_profesi": "",
        "pertimbangan_objektif": "0",
    }


def _kinerja(number: int, masa: str) -> Row:
    return {
        "nip": nip(number),
        "periode": masa,
        "hasil_kerja": "sesuai_ekspektasi",
        "perilaku_kerja": "sesuai_ekspektasi",
        "predikat": "baik",
        "waktu_dinilai": f"{masa}-31T16:30:00+08:00",
        "capaian_persen": "92.5",
    }


def _disiplin(number: int) -> Row:
    return {
        "nip": nip(number),
        "hari_kerja": "22",
        "hari_hadir": "19.5",
        "hari_alpa": "1",
        "potongan_persen": "3.25",
        "presensi_manual": "tidak",
    }


def _gaji(number: int) -> Row:
    return {
        "nip": nip(number),
        "gaji_kotor": str(5_188_640 + number),
        "potongan_gaji": "599640",
        "pph_gaji": "0",
        "iwp_gaji": "46769",
        "bpjs_gaji": "187078",
    }


def _duty(number: int, masa: str, **what: str) -> Row:
    return {"nip": nip(number), **what, "mulai": f"{masa}-01", "selesai": ""}


def write_packet(packet: Packet, folder: Path, form: str = "csv", line_end: str = "\n") -> Path:
    """Write every file of the packet into ``folder``: as ``csv``, as ``parquet`` of texts, or as ``typed`` Parquet."""
    for name, rows in packet.items():
        columns = list(rows[0]) if rows else list(PACKET[name].names)
        if form == "csv":
            write_csv(folder / f"{name}.csv", columns, [[row[column] for column in columns] for row in rows], line_end)
        else:
            pq.write_table(_table(name, columns, rows, typed=form == "typed"), folder / f"{name}.parquet")
    return folder


def write_sparse(packet: Packet, folder: Path, contracts: Mapping[str, FactFile]) -> Path:
    """Write CSV files whose rows need not hold every cell of their contract: what a row does not name is empty."""
    for name, rows in packet.items():
        columns = contracts[name].names
        write_csv(folder / f"{name}.csv", columns, [[row.get(column, "") for column in columns] for row in rows])
    return folder


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]], line_end: str = "\n") -> None:
    """Write one CSV file."""
    with path.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator=line_end).writerows([columns, *rows])


def _table(name: str, columns: list[str], rows: list[Row], *, typed: bool) -> pa.Table:
    contract = {column.name: column for column in PACKET[name].columns}
    arrays = {}
    for column in columns:
        kind, convert = _native(contract.get(column)) if typed else (pa.string(), str)
        arrays[column] = pa.array([convert(row[column]) if row[column] else None for row in rows], kind)
    return pa.table(arrays)


def _native(column: Column | None) -> tuple[pa.DataType, Callable[[str], Any]]:
    """The type that a database would give the column."""
    if column is None:
        return pa.string(), str
    if isinstance(column.type, Number):
        return (pa.decimal128(12, 4), Decimal) if column.type.scale else (pa.int64(), int)
    match column.type.unit:
        case Unit.TANGGAL:
            return pa.date32(), date.fromisoformat
        case Unit.WAKTU:
            return pa.timestamp("us", tz="Asia/Makassar"), lambda text: datetime.fromisoformat(text).astimezone(UTC)
        case Unit.YA_TIDAK:
            return pa.bool_(), "ya".__eq__
    return pa.string(), str
