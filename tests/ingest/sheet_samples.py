"""A small sound file of every format of sheets, as a workbook and as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from tests.ingest.sheets import NIP_A, NIP_B, Rows, text_of, workbook

X100C_SHORT = (
    "No. ID;Nama;Tanggal;Jam Kerja;Jam Masuk;Jam Pulang;Scan Masuk;Scan Pulang;Terlambat;Plg. Cepat;Departemen;"
    "Jml Kehadiran"
).split(";")
X100C_LONG = (
    "No. ID;ID Karyawan;NIK;Nama;Auto-Assign;Tanggal;Jam Kerja;Jam Masuk;Jam Pulang;Scan Masuk;Scan Pulang;Normal;"
    "Riil;Terlambat;Plg. Cepat;Absent;Lembur;Jml Jam Kerja;Pengecualian;Harus C/In;Harus C/Out;Departemen;Hari Normal;"
    "Akhir Pekan;Hari Libur;Jml Kehadiran;Lembur Hari Normal;Lembur Akhir Pekan;Lembur Hari Libur"
).split(";")
SCANLOG = "Tanggal scan;Tanggal;Jam;PIN;NIP;Nama;Jabatan;Departemen;Kantor;Verifikasi;I/O;Workcode;SN;Mesin".split(";")
REKAP = "NIP;BULAN;TAHUN;JUMLAH HARI;HADIR;TOTAL PENGURANG (%)".split(";")
REKAP_OLD = "NIP;BULAN;TAHUN;JUMLAH HARI;HADIR;IZIN;SAKIT;TERLAMBAT;PULANG CEPAT;TK;CUTI;TUDIN;TUBEL".split(";")
GPS = "nip,tanggal,jam_masuk,jam_pulang,lat,long,jarak,foto,status,keterangan".split(",")
GPS_PROFILE: Mapping[str, Any] = {
    "baris": "hari",
    "tanggal": "y/m/d",
    "zona": "WITA",
    "kolom": {name: name for name in ("nip", "tanggal", "jam_masuk", "jam_pulang", "status", "keterangan")},
}
GLOG_PROFILE: Mapping[str, Any] = {
    "baris": "ketukan",
    "pemisah": "tab",
    "tanggal": "y/m/d",
    "kolom": {"pin": "EnNo", "nama": "Name", "waktu": "DateTime", "status": "IOMd", "verifikasi": "Mode"},
}


def x100c(day: Any, *hours: Any) -> list[Any]:
    """A row of the short report: day, hours of the duty, scans."""
    return ["12", "PEGAWAI CONTOH A", day, "Senin-Kamis", *hours, "", "", "BADAN CONTOH", ""]


def scan(moment: Any, pin: Any = "0012", serial: Any = "TESTSN0001") -> list[Any]:
    """A row of the scan log."""
    return [
        moment,
        "",
        "",
        pin,
        NIP_A,
        "PEGAWAI CONTOH A",
        "ANALIS",
        "BADAN CONTOH",
        "",
        "20",
        "1",
        "0",
        serial,
        "Depan",
    ]


def _books(book: Rows, text: Rows, separator: str = ";") -> tuple[bytes, str]:
    return workbook(book), text_of(text, separator)


SAMPLES: Mapping[str, tuple[bytes, str]] = {
    "x100c": _books(
        [
            X100C_SHORT,
            x100c(date(2026, 1, 5), time(7, 30), time(16, 30), time(7, 21), time(16, 34)),
            x100c(date(2026, 1, 6), "07:30", "16:30", "", "16:34"),
        ],
        [
            X100C_SHORT,
            x100c("05/01/2026", "07:30", "16:30", "07:21", "16:34"),
            x100c("26/01/2026", "20:00", "07:30", "", "07:34"),
        ],
    ),
    "scanlog": _books(
        [
            [""],
            SCANLOG,
            scan(datetime.fromisoformat("2026-01-05 07:21:44")),
            scan("15-01-2026 16:34:02", 12, 61625000000001),
        ],
        [[""], SCANLOG, scan("05-01-2026 07:21:44"), scan("15-01-2026 16:34:02")],
    ),
    "rekap_bulanan": _books(
        [REKAP, [NIP_A, 1, 2026, 20, 19.5, 2.5], [NIP_B, "1", "2026", "20", "20", "2,5"]],
        [REKAP, [NIP_A, 1, 2026, 20, 19.5, "2,5"], [NIP_B, "Januari", "2026", "20", "20", ""]],
    ),
    "tabel": _books(
        [
            GPS,
            [NIP_A, date(2026, 1, 5), time(7, 21), time(16, 34), -2.3, 115.5, 12, "a.jpg", "HN", ""],
            [NIP_B, "2026-01-06", "07:21", "16:34", "", "", "", "", "DL", "rapat"],
        ],
        [
            GPS,
            [NIP_A, "2026-01-05", "07:21", "16:34", "-2.3", "115.5", "12", "a.jpg", "HN", ""],
            [NIP_B, "2026-01-06", "", "", "", "", "", "", "DL", "rapat"],
        ],
        ",",
    ),
}
SETTINGS: Mapping[str, Mapping[str, Any]] = {"tabel": {"profil": GPS_PROFILE}}
