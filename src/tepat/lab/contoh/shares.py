"""What is planted in a synthetic region, and how much of it: every share in one place.

``per_100k`` of 100,000 people (of units, in `UNITS`); the count is exact (whole people, rounded down), never luck.
From ``at_least_from`` people on every kind occurs at least once. The meanings are printed in the region's BACA.md and
in the manual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tepat.lang.calendar import Masa

EVERY_KIND_FROM = 300
WHOLE = 100_000


@dataclass(frozen=True)
class Share:
    """One planted kind."""

    kind: str
    per_100k: int
    meaning: str
    at_least_from: int = EVERY_KIND_FROM

    def count(self, people: int) -> int:
        """How many there are in a region of ``people``."""
        return max(people * self.per_100k // WHOLE, int(people >= self.at_least_from))


# --- status ------------------------------------------------------------------------------------------------------

CPNS = Share("CPNS", 3_000, "calon pegawai negeri sipil: gaji pokok 80 %, diangkat paling lama setahun lalu")
_PPPK = "pegawai pemerintah dengan perjanjian kerja, dari {}"

# First month → PPPK of 100,000 people. The nation had 11 % in 2023, 25 % at the end of 2024 and 36 % in November 2025
# (BKN); 3,036 were appointed in Balangan on 31 October 2025 (one source), beside some 2,000 others (an estimate).
PPPK_SINCE = (
    ("2000-01", 0),
    ("2021-01", 4_000),
    ("2022-01", 8_000),
    ("2023-01", 12_000),
    ("2024-01", 22_000),
    ("2025-01", 26_000),
    ("2025-11", 58_000),
)


def status_shares(masa: Masa) -> tuple[Share, ...]:
    """CPNS and PPPK of a month; the rest are PNS."""
    since, share = max(entry for entry in PPPK_SINCE if entry[0] <= str(masa))
    return CPNS, Share("PPPK", share, _PPPK.format(since), EVERY_KIND_FROM if share else WHOLE * WHOLE)


# --- ratings -----------------------------------------------------------------------------------------------------

# The rest are rated `baik`, in time.
RATING = (
    Share("sangat_baik", 6_000, "predikat sangat baik, tepat waktu"),
    Share("butuh_perbaikan", 2_000, "predikat butuh perbaikan, tepat waktu"),
    Share("kurang", 600, "predikat kurang, tepat waktu"),
    Share("sangat_kurang", 200, "predikat sangat kurang, tepat waktu"),
    Share("belum_tanpa_baris", 900, "belum dinilai: tidak ada baris kinerja"),
    Share("belum_predikat_kosong", 800, "belum dinilai: predikat dan waktu kosong"),
    Share("belum_waktu_kosong", 800, "belum dinilai: predikat ada, waktu_dinilai kosong"),
    Share("terlambat", 1_300, "dinilai setelah tanggal 5 bulan berikutnya"),
    Share("terlambat_sedetik", 200, "dinilai tepat pukul 00:00:00 waktu daerah tanggal 6"),
    Share("batas_tepat", 300, "predikat baik, dinilai pukul 23:59:59 waktu daerah tanggal 5"),
)

# Of 100,000 units; a region of `EVERY_KIND_FROM` people has some twenty.
_UNITS_FROM = 20
UNITS = (
    Share(
        "unit_tak_dinilai",
        1_000,
        "atasan lupa: seluruh unit belum dinilai, kecuali yang lain sebabnya",
        _UNITS_FROM,
    ),
    Share("unit_gangguan", 3_000, "mesin presensi unit itu mati sehari: statusnya gangguan, tanpa menit", _UNITS_FROM),
)

# Days of the next month on which ratings are approved, of a hundred in time: the peak is just before the deadline.
RATING_DAYS = {1: 6, 2: 8, 3: 12, 4: 31, 5: 43}

# --- people whose month is not the usual one ---------------------------------------------------------------------

ACTING = (
    Share("plt_naik", 700, "pelaksana tugas jabatan setingkat di atas, sebulan penuh"),
    Share("plt_setara", 500, "pelaksana tugas jabatan setara, sebulan penuh"),
    Share("plt_sebagian", 280, "pelaksana tugas yang mulai atau berakhir di tengah bulan"),
    Share("plt_cpns", 20, "CPNS dengan penugasan pelaksana tugas"),
)
ACTING_TWICE = Share("plt_dua", 0, "dua penugasan pelaksana tugas sebulan penuh", at_least_from=1_001)

# One person has at most one of these.
LEAVE = (
    Share("cuti_besar_singkat", 60, "cuti besar di bawah satu bulan"),
    Share("cuti_besar", 150, "cuti besar 1 sampai 6 bulan"),
    Share("cuti_sakit_singkat", 300, "cuti sakit di bawah satu bulan"),
    Share("cuti_sakit_sedang", 150, "cuti sakit 1 sampai 6 bulan"),
    Share("cuti_sakit_panjang", 60, "cuti sakit di atas 6 sampai 12 bulan"),
    Share("cuti_sakit_lama", 40, "cuti sakit di atas 12 bulan"),
    Share("cuti_sakit_terbuka", 30, "cuti sakit tanpa tanggal selesai"),
    Share("cuti_sakit_melintas", 100, "cuti sakit beberapa hari yang melintasi awal atau akhir bulan"),
    Share("cuti_melahirkan", 250, "cuti melahirkan tiga bulan"),
    Share("cuti_alasan_penting", 200, "cuti karena alasan penting"),
    Share("cltn", 60, "cuti di luar tanggungan negara"),
    Share("mpp", 100, "masa persiapan pensiun"),
    Share("titipan", 60, "titipan, tanpa tanggal selesai"),
    Share("cuti_tahunan", 2_500, "cuti tahunan"),
)

DISCIPLINE = (
    Share("hukdis_ringan", 80, "hukuman disiplin ringan berlaku pada tanggal 1"),
    Share("hukdis_sedang", 80, "hukuman disiplin sedang berlaku pada tanggal 1"),
    Share("hukdis_berat", 40, "hukuman disiplin berat (jabatan setingkat lebih rendah) berlaku pada tanggal 1"),
    Share("hukdis_tengah", 20, "hukuman disiplin yang mulai berlaku di tengah bulan"),
    Share("hukdis_lampau", 40, "hukuman disiplin yang sudah berakhir sebelum bulan ini"),
)

MOBILITY = (
    Share("mutasi", 200, "pindah unit dalam bulan; pegawai memuat tempat yang baru"),
    Share("promosi", 80, "naik jabatan dalam bulan; pegawai memuat jabatan yang baru"),
    Share("masuk", 60, "datang dari instansi lain di tengah bulan: hari kerjanya mulai tanggal itu"),
    Share("keluar", 60, "pindah ke instansi lain di tengah bulan: hari kerjanya sampai tanggal itu"),
    Share("pensiun", 100, "pensiun mulai tanggal 1 bulan berikutnya: bulan ini penuh"),
)

PRESENCE = (
    Share("alpa_sebulan", 100, "tidak masuk sebulan penuh tanpa alasan sah"),
    Share("hadir_kurang_7", 300, "hadir kurang dari 7 hari"),
)

# --- chances of attendance: drawn, not counted -------------------------------------------------------------------

# Of 65,536: being late on an ordinary day, and how many people in ten have the habit.
HABITS = ((1_300, 7), (5_200, 2), (16_000, 1))
# Percent of that chance.
LATE_BY_JENIS = {"sekolah": 80, "rumah sakit": 60, "puskesmas": 90, "satuan polisi pamong praja": 70}
LATE_IN = {"musim hujan (November–Maret)": 125, "Ramadan": 130, "Senin": 120, "sesudah hari libur": 150}
# Of 1,000 people of an ordinary month: the first whose share is not yet used up; the rest work every day.
INTERRUPTIONS = (
    ("dinas_luar", 120, (1, 3)),
    ("sakit", 60, (1, 3)),
    ("izin", 50, (1, 1)),
    ("diklat", 30, (2, 5)),
    ("alpa", 25, (1, 2)),
    ("lupa_pulang", 100, (1, 2)),
)

GROUPS: tuple[tuple[str, Sequence[Share]], ...] = (
    ("Penilaian (selebihnya baik, tepat waktu)", RATING),
    ("Pelaksana tugas", ACTING),
    ("Cuti dan pembebasan", LEAVE),
    ("Hukuman disiplin", DISCIPLINE),
    ("Perpindahan dalam bulan", MOBILITY),
    ("Kehadiran", PRESENCE),
)
