"""The tables that attendance is computed from, and those it gives.

The files of the source folder (`tepat presensi olah --sumber`) are fact files like those of the fact packet: the same
entrance reads and checks them. `KETUKAN` is what the readers of `tepat.ingest` deliver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from tepat.lang.types import BOOLEAN, DATE, Category, Number, Simple, Unit
from tepat.law import packet
from tepat.law.packet import NIP, STATUS_HARIAN, STATUS_PEGAWAI, Column, Empty, FactFile

TEXT = Simple(Unit.TEKS)
ZONA = Category("zona", ("WIB", "WITA", "WIT"))
JENIS_HARI = Category("jenis_hari", ("libur", "cuti_bersama", "hari_kerja"))
# What a ledger row may be without leave; every other status is a kind of leave or duty.
OWN_STATES = ("hadir", "alpa", "libur", "luar_jadwal", "gangguan")
JENIS_IZIN = Category("jenis_izin", tuple(code for code in STATUS_HARIAN.codes if code not in OWN_STATES))
FLEKSIBEL = Number(Unit.MENIT, 0, 0, 720)


@dataclass(frozen=True)
class SourceList(FactFile):
    """A list of the source folder: an office leaves out the columns it has nothing to say in."""

    @property
    def dispensable(self) -> frozenset[str]:
        """Columns that may be empty may be lacking."""
        return frozenset(column.name for column in self.columns if column.empty in {Empty.ABSENT, Empty.ZERO})


def _since() -> Column:
    return Column("mulai", DATE, Empty.ABSENT, "hari pertama; kosong = sejak semula")


def _until() -> Column:
    return Column("selesai", DATE, Empty.ABSENT, "hari terakhir; kosong = masih berjalan")


PEGAWAI = SourceList(
    "pegawai",
    "pegawai",
    ("nip",),
    True,
    (
        NIP,
        Column("nama", TEXT, Empty.ABSENT, "nama"),
        Column("kode_unit", TEXT, Empty.ABSENT, "unit kerja; menentukan jadwal dan zona waktunya"),
        Column(
            "status_pegawai",
            STATUS_PEGAWAI,
            Empty.ABSENT,
            "PNS, CPNS atau PPPK; kosong = dihitung menurut ambang disiplin PNS",
        ),
    ),
    "Satu baris per pegawai yang presensinya diolah.",
)
PERANGKAT = SourceList(
    "perangkat",
    "perangkat",
    (),
    False,
    (
        Column("perangkat", TEXT, Empty.REFUSED, "nama perangkat"),
        Column("nomor_seri", TEXT, Empty.ABSENT, "nomor seri; kosong = nama perangkat itu sendiri"),
        Column("kode_unit", TEXT, Empty.ABSENT, "unit tempat perangkat terpasang"),
        Column("zona", ZONA, Empty.UNKNOWN, "zona waktu jam perangkat: WIB, WITA atau WIT"),
    ),
    "Satu baris per perangkat presensi.",
)
PIN = SourceList(
    "pin",
    "pemakaian PIN",
    (),
    False,
    (
        Column("perangkat", TEXT, Empty.ABSENT, "nama atau nomor seri perangkat; kosong = semua perangkat"),
        Column("pin", TEXT, Empty.REFUSED, "PIN seperti tersimpan di perangkat, termasuk nol di depan"),
        NIP,
        _since(),
        _until(),
    ),
    "Satu baris per PIN, perangkat dan masa pemakaiannya.",
)
POLA = SourceList(
    "pola",
    "jam kerja",
    (),
    False,
    (
        Column("kode_pola", TEXT, Empty.REFUSED, "kode pola kerja"),
        Column("hari", TEXT, Empty.ABSENT, "hari pekan, 1 = Senin: 1-4 atau 1,3,5; kosong = setiap hari"),
        Column("masuk", TEXT, Empty.ABSENT, "jam masuk, JJ:MM; kosong bersama pulang = hari bebas"),
        Column("pulang", TEXT, Empty.ABSENT, "jam pulang, JJ:MM"),
        Column("lewat_tengah_malam", BOOLEAN, Empty.ABSENT, "ya bila pulang jatuh pada hari berikutnya"),
        Column("fleksibel", FLEKSIBEL, Empty.ZERO, "menit kelonggaran masuk, yang menggeser jam pulang sama lamanya"),
    ),
    "Satu baris per pola dan kelompok hari pekannya.",
)
JADWAL = SourceList(
    "jadwal",
    "jadwal",
    (),
    False,
    (
        Column("kode_unit", TEXT, Empty.ABSENT, "unit yang berjadwal ini"),
        Column("nip", TEXT, Empty.ABSENT, "atau pegawai yang berjadwal ini; mengalahkan jadwal unitnya"),
        Column("kode_pola", TEXT, Empty.REFUSED, "pola kerja"),
        _since(),
        _until(),
    ),
    "Satu baris per unit atau pegawai, pola dan masa berlakunya; yang mulai lebih akhir mengalahkan yang lain.",
)
ROSTER = SourceList(
    "roster",
    "tugas",
    (),
    False,
    (
        NIP,
        Column("tanggal", DATE, Empty.REFUSED, "tanggal tugas dimulai; tugas malam bertanggal malamnya"),
        Column("kode_pola", TEXT, Empty.REFUSED, "pola kerja hari itu; mengalahkan jadwal"),
    ),
    "Satu baris per pegawai dan tugas bergilir.",
)
KALENDER = SourceList(
    "kalender",
    "hari",
    (),
    False,
    (
        Column("tanggal", DATE, Empty.REFUSED, "tanggal"),
        Column(
            "jenis", JENIS_HARI, Empty.REFUSED, "libur, cuti_bersama, atau hari_kerja (libur nasional yang tetap kerja)"
        ),
        Column("keterangan", TEXT, Empty.ABSENT, "nama hari"),
    ),
    "Hari libur daerah, di samping hari libur nasional dan cuti bersama.",
)
IZIN = SourceList(
    "izin",
    "izin",
    (),
    False,
    (
        NIP,
        Column("jenis", JENIS_IZIN, Empty.REFUSED, "jenis cuti, izin atau tugas"),
        Column("mulai", DATE, Empty.REFUSED, "hari pertama"),
        Column("selesai", DATE, Empty.ABSENT, "hari terakhir; kosong = masih berjalan"),
    ),
    "Satu baris per cuti, izin, sakit, dinas luar, diklat, tugas belajar atau kerja dari rumah.",
)
KOREKSI = SourceList(
    "koreksi",
    "koreksi",
    (),
    False,
    (
        NIP,
        Column("tanggal", DATE, Empty.REFUSED, "tanggal tugas"),
        Column("masuk", TEXT, Empty.ABSENT, "jam masuk yang disetujui, JJ:MM atau JJ:MM:DD; kosong = tetap"),
        Column("pulang", TEXT, Empty.ABSENT, "jam pulang yang disetujui; kosong = tetap"),
        Column("alasan", TEXT, Empty.ABSENT, "alasan"),
        Column(
            "disetujui_oleh", TEXT, Empty.ABSENT, "pejabat yang menyetujui; kosong = belum disetujui, tidak dipakai"
        ),
    ),
    "Satu baris per koreksi jam presensi; catatan aslinya tetap disimpan.",
)
GANGGUAN = SourceList(
    "gangguan",
    "gangguan",
    (),
    False,
    (
        Column("perangkat", TEXT, Empty.ABSENT, "perangkat yang mati"),
        Column("kode_unit", TEXT, Empty.ABSENT, "atau unit yang terkena"),
        Column("mulai", TEXT, Empty.REFUSED, "saat mulai, YYYY-MM-DD JJ:MM; tanpa jam = sejak awal hari itu"),
        Column("selesai", TEXT, Empty.REFUSED, "saat berakhir; tanpa jam = sampai akhir hari itu"),
        Column("alasan", TEXT, Empty.ABSENT, "alasan"),
    ),
    "Satu baris per gangguan mesin yang ditandai petugas; hanya membebaskan presensi yang hilang.",
)
# The roll-calls of the sources are those of the fact packet.
APEL = SourceList(**{item.name: getattr(packet.APEL, item.name) for item in fields(FactFile)})
# What earlier months of the year count, for the cumulative thresholds of PP 94/2021.
_DAYS = Number(Unit.HARI, 1, 0, 3660)
_MINUTES = Number(Unit.MENIT, 0, 0, 600_000)
RIWAYAT = SourceList(
    "riwayat",
    "bulan",
    ("nip", "masa"),
    False,
    (
        NIP,
        Column("masa", TEXT, Empty.REFUSED, "bulan yang lalu, YYYY-MM"),
        Column("hari_alpa", _DAYS, Empty.UNKNOWN, "hari tidak masuk tanpa alasan sah bulan itu"),
        Column("menit_kurang", _MINUTES, Empty.ZERO, "menit terlambat dan pulang cepat bulan itu"),
        Column("alpa_berturut_akhir", _DAYS, Empty.ZERO, "hari kerja tidak masuk berturut-turut pada akhir bulan itu"),
    ),
    "Satu baris per pegawai dan bulan yang lalu dalam tahun itu; ditulis oleh pengolahan bulan sebelumnya.",
)

SOURCES: Mapping[str, FactFile] = {
    file.name: file
    for file in (PEGAWAI, PERANGKAT, PIN, POLA, JADWAL, ROSTER, KALENDER, IZIN, KOREKSI, GANGGUAN, APEL, RIWAYAT)
}
