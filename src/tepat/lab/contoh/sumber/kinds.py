"""What is planted among the punches of a synthetic region, how much of it, and what should come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tepat.lab.contoh.shares import Share

_UNITS_FROM = 20
_DRAWN = 10**9


@dataclass(frozen=True)
class Kind(Share):
    """A planted kind; ``expected``: what processing should make of it; ``against``: the drawn month no longer holds."""

    expected: str = ""
    against: bool = False


class Planted(NamedTuple):
    """One thing that was planted, and where; cells that say nothing are empty. A device is named by its serial."""

    jenis: str
    nip: str = ""
    perangkat: str = ""
    berkas: str = ""
    baris: str = ""
    tanggal: str = ""


def _machine(kind: str, per_100k: int, meaning: str, expected: str, *, against: bool = False) -> Kind:
    return Kind(kind, per_100k, meaning, _UNITS_FROM, expected, against)


def _person(kind: str, per_100k: int, meaning: str, expected: str, *, against: bool = False) -> Kind:
    return Kind(kind, per_100k, meaning, expected=expected, against=against)


_STAYS = "menit dan status tetap"

# Of 100,000 units. A machine has at most one of these.
LAPORAN, PINDAI, EASYLINK = "laporan_x100c", "scan_log", "easylink"
FORMATS = (
    _machine(LAPORAN, 4_000, "laporan harian Excel mesin X100-C: jam tanpa detik", _STAYS),
    _machine(PINDAI, 4_000, "scan log Excel Fingerspot", _STAYS),
    _machine(EASYLINK, 500, "JSON EasyLink, unit terkecil", _STAYS),
)
RESAVED = _machine(
    "scan_log_disimpan_ulang", 1_000, "scan log yang disimpan ulang Excel: tanggal sungguhan, SN bilangan", _STAYS
)
DRIFT = _machine(
    "jam_melenceng",
    1_000,
    "jam mesin makin cepat, setengah menit tiap hari",
    "jam tercatat dipakai; ditandai untuk ditinjau",
    against=True,
)
DEFAULT_DATE = _machine(
    "tanggal_bawaan",
    1_000,
    "suatu pagi mesin bertanggal 2000-01-01 sampai jamnya disetel",
    "di luar masa: presensi masuk hari itu hilang",
    against=True,
)
STOPPED = _machine(
    "mati_ditandai",
    1_000,
    "sehari mesin tidak mencatat siapa pun, ditandai petugas menurut mesinnya",
    "status gangguan",
    against=True,
)
UNMARKED = _machine(
    "mati_tak_ditandai",
    1_000,
    "sehari mesin tidak mencatat siapa pun, tanpa catatan gangguan",
    "alpa sampai ditandai; diusulkan sebagai gangguan",
    against=True,
)
CROWD = _machine(
    "titip_absen", 1_000, "beberapa orang masuk pada mesin yang sama, berselang dua detik", "ditandai untuk ditinjau"
)
TWICE = _machine("berkas_kembar", 1_000, "berkas yang sama dengan nama lain", "semua barisnya duplikat")
OVERLAP = _machine(
    "ekspor_bertindih", 1_000, "ekspor pertengahan bulan di samping ekspor sebulan", "baris yang bertindih duplikat"
)
CONTROLS = _machine(
    "baris_kendali", 3_000, "mesin lama: nomor seri di baris pertama, jumlah periksa di baris terakhir", "baris kendali"
)
BROKEN = _machine("berkas_rusak", 1_000, "berkas dengan baris yang rusak", "barisnya masuk karantina")
MACHINES = (DRIFT, DEFAULT_DATE, STOPPED, UNMARKED, CROWD, TWICE, OVERLAP, CONTROLS, BROKEN)

# Of 100,000 people. A person has at most one of these.
NO_ARRIVAL = _person(
    "lupa_masuk", 1_500, "sehari tanpa presensi masuk", "masuk kosong, setengah hari hadir", against=True
)
CORRECTED = _person(
    "koreksi_disetujui",
    300,
    "tanpa presensi pulang, dengan koreksi yang disetujui",
    "jam koreksi dipakai, catatan asli disimpan",
    against=True,
)
UNAPPROVED = _person(
    "koreksi_tanpa_persetujuan",
    200,
    "tanpa presensi masuk, koreksinya belum disetujui",
    "koreksi tidak dipakai: masuk kosong",
    against=True,
)
UNMAPPED = _person(
    "pin_belum_terdaftar",
    100,
    "pegawai baru: PIN-nya belum ada di pin.csv",
    "tanpa pemilik; namanya di mesin menjadi saran",
    against=True,
)
PASSWORD = _person("sandi_saja", 200, "selalu memakai kata sandi (verifikasi 0 atau 3)", "ditandai untuk ditinjau")
TWO_CARDS = _person("pin_dua_mesin", 500, "terdaftar pada dua mesin unitnya dengan PIN berlainan", _STAYS)
REUSED = _person(
    "pin_bekas",
    20,
    "memakai PIN pegawai yang keluar, sejak tanggal keluarnya",
    "tiap ketukan ke pemiliknya",
)
TWO_PLACES = _person(
    "dua_tempat", 100, "dua menit kemudian mengetuk di mesin unit lain", "ditandai untuk ditinjau; menit tetap"
)
ON_HOLIDAY = _person(
    "ketukan_hari_libur", 300, "masuk dan pulang pada hari Minggu", "luar jadwal; ditandai untuk ditinjau"
)
ROUND_CLOCK = _person(
    "jaga_24_jam",
    100,
    "jaga 24 jam tiap hari ketiga, bukan bergilir",
    "dua ketukan tiap tugas",
    against=True,
)
PEOPLE = (
    *(NO_ARRIVAL, CORRECTED, UNAPPROVED, UNMAPPED, PASSWORD),
    *(TWO_CARDS, REUSED, TWO_PLACES, ON_HOLIDAY, ROUND_CLOCK),
)

# Of 100,000 punches (duties, for the punch between).
DOUBLE = Kind("ketukan_ganda", 2_000, "diulang dalam beberapa detik", _DRAWN, "antara; jam tetap")
BETWEEN = Kind("ketukan_tengah", 1_500, "ketukan siang di antara masuk dan pulang", _DRAWN, "antara; jam tetap")
WRONG_FLAG = Kind("tanda_keliru", 3_000, "tanda masuk/pulang terbalik", _DRAWN, "tanda tidak dipakai")
PUNCHES = (DOUBLE, BETWEEN, WRONG_FLAG)

# They follow from what was planted or drawn elsewhere.
NO_FLAG = _machine("tanda_255", 0, "mesin tanpa tombol status: semua tanda 255", "tanda tidak dipakai")
CUT_LINE = _machine("baris_terpotong", 0, "baris terakhir ekspor awal terpotong", "karantina; utuh di ekspor lain")
BAD_LINE = _machine("baris_rusak", 0, "baris yang tidak terbaca", "karantina")
MARKED = _machine("gangguan_ditandai", 0, "mesin mati sehari, ditandai petugas menurut unitnya", "status gangguan")
HIDDEN = Kind(
    "alpa_saat_gangguan", 0, "alpa pada hari mesin mati: tidak terbedakan", _DRAWN, "status gangguan", against=True
)
PAST_MIDDLE = Kind(
    "datang_lewat_tengah",
    0,
    "masuk sesudah tengah tugas, atau pulang sebelumnya",
    _DRAWN,
    "satu presensi saja yang terpakai",
    against=True,
)
LAST_NIGHT = Kind("malam_bulan_lalu", 0, "jaga malam terakhir bulan lalu, pulang tanggal 1", _DRAWN, "tugas bulan lalu")
NEXT_MORNING = Kind("malam_ke_bulan_depan", 0, "jaga malam tanggal terakhir, pulang bulan depan", _DRAWN, _STAYS)
NO_ROLL_CALL = Kind("tidak_apel", 1_000, "hadir bekerja, tetapi tidak ikut apel Senin", _DRAWN, "tidak hadir apel")
DERIVED = (NO_FLAG, CUT_LINE, BAD_LINE, MARKED, HIDDEN, PAST_MIDDLE, LAST_NIGHT, NEXT_MORNING, NO_ROLL_CALL)

GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Berkas dan mesin (persen unit)", (*FORMATS, RESAVED, *MACHINES)),
    ("Orang (persen pegawai)", PEOPLE),
    ("Ketukan (peluang tiap ketukan)", PUNCHES),
    ("Yang mengikuti dari bulan itu", DERIVED),
)
KINDS = {item.kind: item for _, group in GROUPS for item in group}
