"""The dirt of real lists: what is planted, in which file, how much, and what a month's computation says of it.

Each kind is what other systems were seen to suffer from. ``effect`` says whether the person's month waits; ``codes``
are the findings of `tepat hitung` under Balangan's rules of 2024 and later. A kind without a code is not found by
looking at the facts alone, and ``why`` says what would show it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from tepat.lab.contoh.shares import EVERY_KIND_FROM, Share

FROM = 1_000


class Level(StrEnum):
    """How dirty a region is."""

    BERSIH = "bersih"
    BIASA = "biasa"
    KOTOR = "kotor"

    @property
    def times(self) -> int:
        """How many times the declared rate."""
        return {"bersih": 0, "biasa": 1, "kotor": 8}[self.value]


class Effect(StrEnum):
    """What it does to the person's month."""

    HELD = "ditahan"
    WRONG = "tetap dihitung, keliru"
    NONE = "tetap dihitung, benar"


@dataclass(frozen=True)
class Dirt(Share):
    """A kind of dirt: a `Share` with its file, the codes that tell it and what it does."""

    at_least_from: int = FROM
    file: str = ""
    codes: tuple[str, ...] = ()
    effect: Effect = Effect.HELD
    why: str = ""

    def planted(self, people: int, level: Level) -> int:
        """How many there are in a region of ``people`` that is so dirty."""
        if level is Level.BERSIH:
            return 0
        if level is Level.KOTOR:
            return max(self.count(people * level.times), int(people >= self.at_least_from // level.times))
        return self.count(people)


def _dirt(  # noqa: PLR0913 -- one row of the table
    kind: str, per_100k: int, file: str, codes: str, meaning: str, effect: Effect = Effect.HELD, why: str = ""
) -> Dirt:
    return Dirt(kind, per_100k, meaning, FROM, file, tuple(codes.split()), effect, why)


_MISSING = tuple(
    replace(item, at_least_from=EVERY_KIND_FROM)
    for item in (
        _dirt("disiplin_tiada", 80, "disiplin", "H-101", "tidak ada baris disiplin"),
        _dirt("potongan_kosong", 80, "disiplin", "H-102", "potongan_persen kosong"),
        _dirt("gaji_tiada", 70, "gaji", "H-101", "tidak ada baris gaji"),
        _dirt("ptkp_kosong", 70, "pegawai", "H-102", "ptkp kosong"),
        _dirt(
            "pensiun_terdaftar", 20, "pegawai", "H-101", "sudah pensiun, masih dalam daftar pegawai; tanpa baris lain"
        ),
    )
)

_IDENTITY = (
    _dirt("nip_ilmiah", 20, "gaji", "F-207 F-120", "NIP menjadi 1.90001E+17 di lembar kerja"),
    _dirt("nip_lima_belas", 20, "gaji", "F-207 F-120", "NIP tinggal 15 angka, sisanya nol"),
    _dirt("nip_pegawai_rusak", 10, "pegawai", "F-112", "NIP dalam daftar pegawai tinggal 15 angka, sisanya nol"),
    _dirt("nip_berspasi", 10, "disiplin", "F-208 F-120", "NIP ditulis dengan spasi seperti pada kartu"),
    _dirt("nik_nip_tertukar", 20, "pegawai", "F-113", "kolom NIP berisi NIK, kolom NPWP berisi NIP"),
    _dirt(
        "nik_di_kinerja",
        10,
        "kinerja",
        "F-208 H-205",
        "baris kinerja memakai NIK: orangnya terhitung belum dinilai",
        Effect.WRONG,
    ),
    _dirt("nik_diisi_nol", 10, "gaji", "F-202 H-101", "NIK diisi nol di depan sampai 18 angka dan dipakai sebagai NIP"),
    _dirt("npwp_nol_hilang", 30, "pegawai", "F-203", "nol di depan NPWP hilang", Effect.NONE),
    _dirt("ganda_sama", 10, "gaji", "F-117", "baris gaji yang sama dua kali"),
    _dirt("ganda_beda", 10, "disiplin", "F-117", "dua baris disiplin yang berlainan, yang terakhir akan menang"),
    _dirt("dua_unit", 10, "pegawai", "F-116", "orang yang sama dalam unggahan dua unit"),
    _dirt("baris_asing", 60, "kinerja", "F-202", "baris orang yang tidak ada dalam daftar pegawai", Effect.NONE),
    _dirt("jabatan_lama", 10, "pegawai", "F-119", "kode jabatan dari susunan organisasi sebelum ditata ulang"),
    _dirt(
        "unit_lama",
        20,
        "pegawai",
        "",
        "kode unit dari susunan organisasi sebelum ditata ulang",
        Effect.NONE,
        "tidak ada rumus yang membaca unit; peraturan yang membacanya menahan orang itu",
    ),
    _dirt(
        "nama_beda",
        77_000,
        "gaji",
        "",
        "nama dalam daftar gaji ditulis lain daripada dalam daftar pegawai",
        Effect.NONE,
        "orang dicocokkan menurut NIP; nama tidak dibandingkan",
    ),
)

_STATE = (
    _dirt(
        "cpns_basi",
        40,
        "pegawai",
        "",
        "sudah lama PNS, tetapi masih bertanda CPNS: dibayar 80 %",
        Effect.WRONG,
        "bulan pengangkatan dalam NIP tidak dibandingkan dengan status",
    ),
    _dirt(
        "pimpinan_tanpa_penilaian", 20, "kinerja", "H-205", "kepala unit tidak ada dalam berkas penilaian", Effect.WRONG
    ),
    _dirt(
        "waktu_bergeser",
        60,
        "kinerja",
        "H-205",
        "waktu persetujuan bergeser tujuh jam: yang tepat waktu menjadi terlambat",
        Effect.WRONG,
    ),
    _dirt(
        "sehari_lebih_awal",
        20,
        "cuti",
        "",
        "tanggal cuti sehari lebih awal, karena tanggal dibaca di zona waktu lain",
        Effect.NONE,
        "tanggalnya sah; hanya surat cutinya yang menunjukkannya",
    ),
    _dirt("plt_dua", 0, "plt", "H-103", "dua penugasan pelaksana tugas sebulan penuh"),
)

_WRITING = (
    _dirt("angka_indonesia", 20, "gaji", "F-102", "gaji kotor ditulis 5.188.640,00"),
    _dirt("persen_koma", 20, "disiplin", "F-102", "potongan ditulis 2,75"),
    _dirt("rupiah_pecahan", 10, "gaji", "F-103", "gaji kotor dengan sen"),
    _dirt("predikat_salah_eja", 10, "kinerja", "F-106", "predikat ditulis baek"),
    _dirt("predikat_huruf_besar", 10, "kinerja", "F-106", "predikat ditulis Baik"),
    _dirt("status_salah_eja", 10, "pegawai", "F-106", "status ditulis Pns"),
    _dirt("tanggal_indonesia", 10, "cuti", "F-108", "tanggal cuti ditulis 05/03/2024"),
    _dirt("tanggal_excel", 10, "cuti", "F-108", "tanggal cuti menjadi bilangan hari lembar kerja"),
    _dirt("bulan_13", 10, "kinerja", "F-111", "periode penilaian bulan ketiga belas"),
    _dirt("tanggal_terbalik", 10, "cuti", "F-115", "cuti selesai sebelum mulai"),
    _dirt("hari_berlebih", 20, "disiplin", "F-204", "hari hadir lebih banyak daripada hari kerja", Effect.NONE),
)

DIRT_GROUPS: tuple[tuple[str, tuple[Dirt, ...]], ...] = (
    ("Fakta yang hilang", _MISSING),
    ("Identitas", _IDENTITY),
    ("Keadaan yang basi", _STATE),
    ("Cara menulis", _WRITING),
)
DIRT: tuple[Dirt, ...] = tuple(item for _, group in DIRT_GROUPS for item in group)
# Dealt by other means: a name is of nearly everybody, an assignment needs vacant posts, a stranger is nobody's seat.
APART = frozenset({"nama_beda", "plt_dua", "baris_asing"})
