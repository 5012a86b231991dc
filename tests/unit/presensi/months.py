"""A month of attendance made by hand: the tables that a review starts from, filled by sentences."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any

import duckdb

from tepat.lang.calendar import Masa

MASA = Masa(2026, 1)
_TABLES = """
    CREATE TABLE ketukan (perangkat VARCHAR, pin VARCHAR, waktu TIMESTAMP_S, selisih_utc SMALLINT, status VARCHAR,
        verifikasi VARCHAR, berkas VARCHAR, baris INTEGER, sidik VARCHAR, batch VARCHAR, nip VARCHAR, nasib VARCHAR,
        sebab VARCHAR, waktu_unit TIMESTAMP GENERATED ALWAYS AS (CAST(waktu AS TIMESTAMP)));
    CREATE TABLE harian (nip VARCHAR, tanggal DATE, pola VARCHAR, jam_masuk_wajib TIMESTAMP, jam_pulang_wajib TIMESTAMP,
        masuk TIMESTAMP, pulang TIMESTAMP, menit_terlambat INTEGER, menit_pulang_cepat INTEGER, catatan VARCHAR,
        status VARCHAR, bukti VARCHAR);
    CREATE TABLE disiplin (nip VARCHAR, hari_kerja DECIMAL(9,1), hari_hadir DECIMAL(9,1), hari_alpa DECIMAL(9,1),
        potongan_persen DECIMAL(9,4), presensi_manual BOOLEAN);
    CREATE TABLE pegawai (nip VARCHAR, nama VARCHAR, kode_unit VARCHAR);
    CREATE TABLE perangkat (perangkat VARCHAR, nomor_seri VARCHAR, kode_unit VARCHAR, zona VARCHAR);
    CREATE TABLE gangguan_sah (perangkat VARCHAR, kode_unit VARCHAR, mulai TIMESTAMP, selesai TIMESTAMP,
        alasan VARCHAR);
    CREATE TABLE riwayat (nip VARCHAR, masa VARCHAR, hari_alpa DECIMAL(9,1), menit_kurang INTEGER,
        alpa_berturut_akhir DECIMAL(9,1));
    CREATE TABLE koreksi (nip VARCHAR, tanggal DATE, masuk VARCHAR, pulang VARCHAR, alasan VARCHAR,
        disetujui_oleh VARCHAR);
    CREATE TABLE tanpa_pemilik (perangkat VARCHAR, pin VARCHAR, banyak INTEGER, pertama TIMESTAMP, terakhir TIMESTAMP,
        nama VARCHAR, saran_nip VARCHAR, alasan_saran VARCHAR);
    CREATE TABLE karantina (kode VARCHAR, kolom VARCHAR, mentah VARCHAR, berkas VARCHAR, baris INTEGER, sidik VARCHAR,
        batch VARCHAR);
    CREATE TABLE temuan (kode VARCHAR, tingkat VARCHAR, nip VARCHAR, variabel VARCHAR, pesan VARCHAR, perbaikan VARCHAR)
"""
MASUK, PULANG = time(7, 30), time(16, 0)


def nip(number: int) -> str:
    """A synthetic person."""
    return f"190{number // 100 % 10}0101192001{1 + number // 1000}{number % 1000:03}"


def moment(text: str) -> datetime:
    """A wall-clock time: ``2026-01-05 07:20``."""
    return datetime.fromisoformat(text)


def workdays(masa: Masa = MASA) -> list[date]:
    """Monday to Friday, from the 5th on (the first whole week of January 2026)."""
    days = (masa.first + timedelta(days=at) for at in range((masa.last - masa.first).days + 1))
    return [day for day in days if day.isoweekday() <= 5 and day.day >= 5]


class Month:
    """The tables of a month, in a connection of its own."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(_TABLES)
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._line = 0

    def device(self, name: str, unit: str | None = "DIN-1", zona: str | None = "WITA") -> None:
        self._add("perangkat", (name, f"SN{name}", unit, zona))

    def punch(
        self,
        device: str,
        number: int,
        at: datetime,
        *,
        nasib: str = "dipakai",
        verify: str = "1",
        berkas: str | None = None,
        owned: bool = True,
    ) -> None:
        self._line += 1
        owner = nip(number) if owned else None
        row = (
            device,
            str(number),
            at,
            None,
            "0",
            verify,
            berkas or f"{device}.dat",
            self._line,
            "",
            "",
            owner,
            nasib,
            "tanpa_tugas" if nasib == "luar_roster" else "",
        )
        self._add("ketukan", row)

    def duty(
        self,
        number: int,
        day: date,
        masuk: datetime | None,
        pulang: datetime | None,
        *,
        status: str | None = None,
        due: tuple[time, time] = (MASUK, PULANG),
    ) -> None:
        """A row of the ledger; minutes as the ledger counts them."""
        begin, end = datetime.combine(day, due[0]), datetime.combine(day, due[1])
        late = max((masuk - begin) // timedelta(minutes=1), 0) if masuk else None
        early = max((end - pulang) // timedelta(minutes=1), 0) if pulang else None
        status = status or ("hadir" if masuk or pulang else "alpa")
        self._add("harian", (nip(number), day, "KANTOR", begin, end, masuk, pulang, late, early, "", status, ""))

    def work(self, device: str, number: int, day: date, *, late: int = -600, stay: int = 600, shift: int = 0) -> None:
        """A day at work: arrived ``late`` seconds after, left ``stay`` seconds after; the clock is ``shift`` off."""
        masuk = datetime.combine(day, MASUK) + timedelta(seconds=late + shift)
        pulang = datetime.combine(day, PULANG) + timedelta(seconds=stay + shift)
        self.punch(device, number, masuk)
        self.punch(device, number, pulang)
        self.duty(number, day, masuk, pulang)

    def add(self, table: str, *row: object) -> None:
        self._add(table, row)

    def tables(self) -> duckdb.DuckDBPyConnection:
        """The connection, everything written."""
        for table, rows in self._rows.items():
            # One statement for all rows: one each would take most of a test's time.
            marks = f"({', '.join('?' * len(rows[0]))})"
            self.connection.execute(f"INSERT INTO {table} VALUES {', '.join([marks] * len(rows))}", list(chain(*rows)))
        self._rows.clear()
        return self.connection

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.tables().execute(query).fetchall()

    def _add(self, table: str, row: tuple[Any, ...]) -> None:
        self._rows.setdefault(table, []).append(row)
