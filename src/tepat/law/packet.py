"""The fact packet: the contract of every file a month is computed from.

A column says what it holds, in which unit, how finely, between which bounds, and what an empty cell means. The
entrance checks files against it, formulas are typed by it, and the table in the manual is generated from it.
Parquet files follow the same columns; there a number, date or truth value may also have its own type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tepat.lang.types import BOOLEAN, DATE, INSTANT, Category, Number, Simple, Type, Unit

RUPIAH_MAX = 100_000_000_000


class Empty(StrEnum):
    """What an empty cell means."""

    REFUSED = "ditolak"  # the row is bad
    UNKNOWN = "tidak diketahui"  # required where a formula asks for it
    ABSENT = "tidak ada"  # a fact of its own: formulas may test it with IS NULL
    ZERO = "nol"
    MASA = "masa ini"  # the month that is computed


@dataclass(frozen=True)
class Column:
    """One column: its type, and what an empty cell means."""

    name: str
    type: Type
    empty: Empty
    gloss: str


@dataclass(frozen=True)
class FactFile:
    """One file of the packet.

    ``grain`` names what a row is of; ``key`` the columns that may not repeat (empty: rows may repeat);
    ``required``: the command stops without it.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    required: bool
    columns: tuple[Column, ...]
    gloss: str

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        found = next((column for column in self.columns if column.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    @property
    def dispensable(self) -> frozenset[str]:
        """Columns that the header may do without; all their cells are empty then."""
        return frozenset()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Column names in the order of the contract."""
        return tuple(column.name for column in self.columns)


TEXT = Simple(Unit.TEKS)
STATUS_PEGAWAI = Category("status_pegawai", ("PNS", "CPNS", "PPPK"))
SKEMA_GOLONGAN = Category("skema_golongan", ("PNS", "PPPK"))
PTKP = Category("ptkp", ("TK/0", "TK/1", "TK/2", "TK/3", "K/0", "K/1", "K/2", "K/3"))
EKSPEKTASI = Category("ekspektasi", ("di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi"))
PREDIKAT = Category("predikat", ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang"))
JENIS_PLT = Category("jenis_plt", ("naik", "setara"))
# Open, but of one form: a month (YYYY-MM; 14 and 15 are THR and the 13th), a quarter (YYYY-Qn), a half-year (YYYY-Sn)
# or a year (YYYY).
PERIODE = Category("periode")
# Open: a region may know kinds that have no effect on its TPP; its rule book says which ones do.
JENIS_CUTI = Category("jenis_cuti")
TINGKAT_HUKDIS = Category("tingkat_hukdis", ("ringan", "sedang", "berat"))

# The day ledger's own states; the others are the kinds of leave and duty.
STATUS_HARIAN = Category(
    "status_harian",
    (
        *("hadir", "alpa", "libur", "luar_jadwal", "gangguan"),
        *("cuti_tahunan", "cuti_sakit", "cuti_melahirkan", "cuti_alasan_penting", "cuti_besar", "cuti_bersama"),
        *("cltn", "mpp", "dinas_luar", "diklat", "tugas_belajar", "izin", "sakit", "wfh"),
    ),
)
# Open: a region has roll-calls and ceremonies of its own names.
JENIS_APEL = Category("jenis_apel")
# Open: names a program gives, of one form.
JENIS_RUN = Category("jenis_run")
VARIABEL = Category("variabel")
RUPIAH = Number(Unit.RUPIAH, 0, 0, RUPIAH_MAX)
# Cells hold percent (2.5 is 2.5 %) with up to four decimals; the type is of the ratio, 10**6 being 100 %.
POTONGAN = Number(Unit.PERSEN, 6, 0, 1000 * 10**4)
CAPAIAN = Number(Unit.PERSEN, 6, 0, 1000 * 10**4)
HARI = Number(Unit.HARI, 1, 0, 310)
MENIT = Number(Unit.MENIT, 0, 0, 1440)
# What was paid before may be negative: a correction takes back.
DIBAYAR = Number(Unit.RUPIAH, 0, -RUPIAH_MAX, RUPIAH_MAX)
KELAS = Number(Unit.BILANGAN, 0, 1, 17)


def _criterion(name: str, label: str) -> Column:
    return Column(name, RUPIAH, Empty.ZERO, f"{label}, rupiah sebulan")


def _period(kind: str) -> tuple[Column, Column]:
    return (
        Column("mulai", DATE, Empty.REFUSED, f"hari pertama {kind}"),
        Column("selesai", DATE, Empty.ABSENT, f"hari terakhir {kind}; kosong = masih berjalan"),
    )


NIP = Column("nip", TEXT, Empty.REFUSED, "nomor induk pegawai, 18 angka sebagai teks")

PEGAWAI = FactFile(
    "pegawai",
    "pegawai",
    ("nip",),
    True,
    (
        NIP,
        Column("nama", TEXT, Empty.ABSENT, "nama"),
        Column("status_pegawai", STATUS_PEGAWAI, Empty.UNKNOWN, "PNS, CPNS atau PPPK"),
        Column("skema_golongan", SKEMA_GOLONGAN, Empty.UNKNOWN, "skema golongan: PNS (I/a–IV/e) atau PPPK (I–XVII)"),
        Column("golongan", TEXT, Empty.UNKNOWN, "golongan menurut skemanya"),
        Column("kode_unit", TEXT, Empty.UNKNOWN, "unit kerja"),
        Column("kode_jabatan", TEXT, Empty.UNKNOWN, "kode jabatan dalam berkas jabatan"),
        Column("ptkp", PTKP, Empty.UNKNOWN, "status PTKP pada awal tahun"),
        Column("npwp", TEXT, Empty.ABSENT, "NPWP; kosong = tidak ada"),
    ),
    "Satu baris per pegawai yang dihitung.",
)

JABATAN = FactFile(
    "jabatan",
    "jabatan",
    ("kode_jabatan",),
    True,
    (
        Column("kode_jabatan", TEXT, Empty.REFUSED, "kode jabatan"),
        Column("nama_jabatan", TEXT, Empty.ABSENT, "nama jabatan"),
        Column("kelas_jabatan", KELAS, Empty.UNKNOWN, "kelas jabatan 1–17"),
        _criterion("beban_kerja", "beban kerja"),
        _criterion("prestasi_kerja", "prestasi kerja"),
        _criterion("kondisi_kerja", "kondisi kerja"),
        _criterion("tempat_bertugas", "tempat bertugas"),
        _criterion("kelangkaan_profesi", "kelangkaan profesi"),
        _criterion("pertimbangan_objektif", "pertimbangan objektif lainnya"),
    ),
    "Satu baris per jabatan dengan besaran TPP tiap kriteria; kosong berarti nol.",
)

UNIT = FactFile(
    "unit",
    "unit",
    ("kode_unit",),
    False,
    (
        Column("kode_unit", TEXT, Empty.REFUSED, "kode unit"),
        Column("nama_unit", TEXT, Empty.ABSENT, "nama unit"),
        Column("jenis_unit", TEXT, Empty.ABSENT, "jenis unit"),
        Column("induk", TEXT, Empty.ABSENT, "kode unit induk"),
    ),
    "Satu baris per unit kerja.",
)

KINERJA = FactFile(
    "kinerja",
    "penilaian",
    ("nip", "periode"),
    True,
    (
        NIP,
        Column("periode", PERIODE, Empty.MASA, "YYYY-MM, YYYY-Qn, YYYY-Sn atau YYYY; kosong = masa ini"),
        Column("hasil_kerja", EKSPEKTASI, Empty.ABSENT, "hasil kerja"),
        Column("perilaku_kerja", EKSPEKTASI, Empty.ABSENT, "perilaku kerja"),
        Column("predikat", PREDIKAT, Empty.ABSENT, "predikat kinerja; kosong = belum dinilai"),
        Column("waktu_dinilai", INSTANT, Empty.ABSENT, "saat disetujui (ISO 8601); kosong = belum dinilai"),
        Column("capaian_persen", CAPAIAN, Empty.ABSENT, "capaian sebagai angka, untuk daerah yang memakainya"),
    ),
    "Satu baris per pegawai dan periode penilaian.",
)

DISIPLIN = FactFile(
    "disiplin",
    "pegawai",
    ("nip",),
    True,
    (
        NIP,
        Column("hari_kerja", HARI, Empty.UNKNOWN, "hari kerja sebulan; setengah hari boleh (19.5)"),
        Column("hari_hadir", HARI, Empty.UNKNOWN, "hari hadir"),
        Column("hari_alpa", HARI, Empty.UNKNOWN, "hari tidak masuk tanpa alasan sah"),
        Column("potongan_persen", POTONGAN, Empty.UNKNOWN, "jumlah potongan disiplin dalam persen"),
        Column("presensi_manual", BOOLEAN, Empty.ABSENT, "ya bila presensi dicatat manual"),
    ),
    "Satu baris per pegawai: ringkasan presensi sebulan.",
)

GAJI = FactFile(
    "gaji",
    "pegawai",
    ("nip",),
    True,
    (
        NIP,
        Column("gaji_kotor", RUPIAH, Empty.UNKNOWN, "penghasilan bruto gaji bulan ini"),
        Column("potongan_gaji", RUPIAH, Empty.UNKNOWN, "jumlah potongan gaji"),
        Column("pph_gaji", RUPIAH, Empty.UNKNOWN, "PPh 21 yang sudah dipungut atas gaji"),
        Column("iwp_gaji", RUPIAH, Empty.UNKNOWN, "iuran kesehatan 1 % yang sudah dipotong dari gaji"),
        Column("bpjs_gaji", RUPIAH, Empty.UNKNOWN, "iuran kesehatan 4 % yang sudah dibayar atas gaji"),
    ),
    "Satu baris per pegawai dari daftar gaji bulan ini.",
)

PLT = FactFile(
    "plt",
    "penugasan",
    (),
    False,
    (
        NIP,
        Column("kode_jabatan", TEXT, Empty.REFUSED, "jabatan yang dirangkap"),
        Column("jenis", JENIS_PLT, Empty.REFUSED, "naik (satu tingkat di atas) atau setara"),
        *_period("penugasan"),
    ),
    "Satu baris per penugasan pelaksana tugas.",
)

CUTI = FactFile(
    "cuti",
    "cuti",
    (),
    False,
    (
        NIP,
        Column("jenis", JENIS_CUTI, Empty.REFUSED, "jenis cuti atau pembebasan: cuti_besar, cuti_sakit, cltn, mpp, …"),
        *_period("cuti"),
    ),
    "Satu baris per cuti, masa persiapan pensiun atau titipan.",
)

HUKDIS = FactFile(
    "hukdis",
    "hukuman",
    (),
    False,
    (NIP, Column("tingkat", TINGKAT_HUKDIS, Empty.REFUSED, "tingkat hukuman disiplin"), *_period("hukuman")),
    "Satu baris per hukuman disiplin.",
)

HARIAN = FactFile(
    "harian",
    "hari",
    ("nip", "tanggal", "pola"),
    False,
    (
        NIP,
        Column("tanggal", DATE, Empty.REFUSED, "tanggal tugas dimulai"),
        Column("pola", TEXT, Empty.ABSENT, "kode pola kerja"),
        Column("jam_masuk_wajib", INSTANT, Empty.ABSENT, "saat wajib masuk"),
        Column("jam_pulang_wajib", INSTANT, Empty.ABSENT, "saat boleh pulang"),
        Column("masuk", INSTANT, Empty.ABSENT, "saat masuk; kosong = tidak ada catatan masuk"),
        Column("pulang", INSTANT, Empty.ABSENT, "saat pulang; kosong = tidak ada catatan pulang"),
        Column("menit_terlambat", MENIT, Empty.ABSENT, "menit terlambat, bulat ke bawah; kosong = tak terukur"),
        Column(
            "menit_pulang_cepat",
            MENIT,
            Empty.ABSENT,
            "menit pulang cepat, bulat ke bawah; kosong = tak terukur",
        ),
        Column("catatan", TEXT, Empty.ABSENT, "yang perlu dilihat pada hari itu"),
        Column("status", STATUS_HARIAN, Empty.UNKNOWN, "hadir, alpa, libur, luar_jadwal, gangguan, atau jenis izin"),
        Column("bukti", TEXT, Empty.ABSENT, "presensi atau izin yang menjadi bukti"),
    ),
    "Satu baris per pegawai dan tugas: buku harian presensi, untuk peraturan yang menghitung per hari.",
)

APEL = FactFile(
    "apel",
    "apel",
    ("nip", "tanggal", "jenis"),
    False,
    (
        NIP,
        Column("tanggal", DATE, Empty.REFUSED, "tanggal apel atau upacara"),
        Column("jenis", JENIS_APEL, Empty.REFUSED, "apel, upacara, apel_besar, …; peraturannya menyebut yang dipotong"),
        Column("hadir", BOOLEAN, Empty.UNKNOWN, "ya bila hadir, atau tidak hadir dengan alasan sah"),
    ),
    "Satu baris per pegawai dan apel atau upacara yang wajib diikutinya.",
)

PEMBAYARAN = FactFile(
    "pembayaran",
    "pembayaran",
    (),
    False,
    (
        NIP,
        Column("masa", PERIODE, Empty.REFUSED, "masa yang dibayar, YYYY-MM"),
        Column("jenis_run", JENIS_RUN, Empty.REFUSED, "jenis pembayaran: reguler, plt, susulan, thr, gaji_13, …"),
        Column("variabel", VARIABEL, Empty.REFUSED, "nama besaran, misalnya tpp_bruto, iwp, pph21"),
        Column("nilai", DIBAYAR, Empty.REFUSED, "rupiah yang sudah dibayar atau dipotong"),
    ),
    "Satu baris per besaran yang sudah dibayar atau dipotong: batas setahun, kekurangan, susulan.",
)

PACKET: Mapping[str, FactFile] = {
    file.name: file
    for file in (PEGAWAI, JABATAN, UNIT, KINERJA, DISIPLIN, HARIAN, APEL, PEMBAYARAN, GAJI, PLT, CUTI, HUKDIS)
}

# One row per person, or reached by a key of such a row: their columns may be named without more.
SINGLE_FILES = ("pegawai", "kinerja", "disiplin", "gaji", "jabatan", "unit")
KEYED_FILES: Mapping[str, tuple[str, str]] = {
    "jabatan": ("pegawai", "kode_jabatan"),
    "unit": ("pegawai", "kode_unit"),
}


def single_files(packet: Mapping[str, FactFile]) -> tuple[str, ...]:
    """Files with at most one row for a person: those of the contract, and further ones keyed by nip alone."""
    return (*SINGLE_FILES, *(name for name, file in packet.items() if name not in PACKET and file.key == ("nip",)))
