"""What is planted in a synthetic region, and how much of it: every share in one place.

``per_100k`` of 100,000 people; the count is exact (whole people, rounded down), never luck. From
``at_least_from`` people on every kind occurs at least once. The meanings are printed in the region's BACA.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


# The rest are PNS.
STATUS = (
    Share("CPNS", 3_000, "calon pegawai negeri sipil, TPP 80 %"),
    Share("PPPK", 22_000, "pegawai pemerintah dengan perjanjian kerja"),
)

# The rest are rated `baik`, in time.
RATING = (
    Share("sangat_baik", 12_000, "predikat sangat baik, tepat waktu"),
    Share("butuh_perbaikan", 4_000, "predikat butuh perbaikan, tepat waktu"),
    Share("kurang", 1_500, "predikat kurang, tepat waktu"),
    Share("sangat_kurang", 500, "predikat sangat kurang, tepat waktu"),
    Share("belum_tanpa_baris", 900, "belum dinilai: tidak ada baris kinerja"),
    Share("belum_predikat_kosong", 800, "belum dinilai: predikat dan waktu kosong"),
    Share("belum_waktu_kosong", 800, "belum dinilai: predikat ada, waktu_dinilai kosong"),
    Share("terlambat", 1_300, "dinilai setelah tanggal 5 bulan berikutnya"),
    Share("terlambat_sedetik", 200, "dinilai tepat pukul 00:00:00 WITA tanggal 6"),
    Share("batas_tepat", 300, "predikat baik, dinilai pukul 23:59:59 WITA tanggal 5"),
)

ACTING = (
    Share("plt_naik", 700, "pelaksana tugas jabatan setingkat di atas, sebulan penuh"),
    Share("plt_setara", 500, "pelaksana tugas jabatan setara, sebulan penuh"),
    Share("plt_sebagian", 280, "pelaksana tugas yang tidak mencakup bulan penuh"),
    Share("plt_cpns", 20, "CPNS dengan penugasan pelaksana tugas"),
    Share("plt_dua", 0, "dua penugasan pelaksana tugas sebulan penuh", at_least_from=1_001),
)

# One person has at most one of these.
LEAVE = (
    Share("cuti_besar_singkat", 60, "cuti besar di bawah satu bulan"),
    Share("cuti_besar", 150, "cuti besar 1 sampai 6 bulan"),
    Share("cuti_sakit_singkat", 300, "cuti sakit di bawah satu bulan"),
    Share("cuti_sakit_sedang", 150, "cuti sakit 1 sampai 6 bulan"),
    Share("cuti_sakit_panjang", 60, "cuti sakit di atas 6 sampai 12 bulan"),
    Share("cuti_sakit_lama", 40, "cuti sakit di atas 12 bulan"),
    Share("cuti_sakit_terbuka", 30, "cuti sakit tanpa tanggal selesai"),
    Share("cltn", 60, "cuti di luar tanggungan negara"),
    Share("mpp", 100, "masa persiapan pensiun"),
    Share("titipan", 60, "titipan, tanpa tanggal selesai"),
    Share("cuti_tahunan", 1_000, "cuti tahunan, tidak berpengaruh pada TPP"),
)

DISCIPLINE = (
    Share("hukdis_ringan", 80, "hukuman disiplin ringan berlaku pada tanggal 1"),
    Share("hukdis_sedang", 80, "hukuman disiplin sedang berlaku pada tanggal 1"),
    Share("hukdis_berat", 40, "hukuman disiplin berat berlaku pada tanggal 1"),
    Share("hukdis_lampau", 40, "hukuman disiplin yang sudah berakhir sebelum bulan ini"),
)

PRESENCE = (
    Share("alpa_sebulan", 100, "tidak masuk sebulan penuh tanpa alasan sah"),
    Share("hadir_kurang_7", 300, "hadir kurang dari 7 hari"),
)

MISSING = (
    Share("disiplin_tiada", 80, "tidak ada baris disiplin"),
    Share("potongan_kosong", 80, "potongan_persen kosong"),
    Share("gaji_tiada", 70, "tidak ada baris gaji"),
    Share("ptkp_kosong", 70, "ptkp kosong"),
)

DIRT = (
    Share("gaji_ganda", 0, "nip yang sama dua kali dalam gaji", at_least_from=1_000),
    Share("predikat_salah_eja", 0, "predikat salah eja", at_least_from=1_000),
    Share("angka_indonesia", 0, "angka berformat Indonesia dalam gaji", at_least_from=1_000),
)

EVENTS = LEAVE + DISCIPLINE + PRESENCE + MISSING + DIRT

GROUPS: tuple[tuple[str, Sequence[Share]], ...] = (
    ("Status (selebihnya PNS)", STATUS),
    ("Penilaian (selebihnya baik, tepat waktu)", RATING),
    ("Pelaksana tugas", ACTING),
    ("Cuti dan pembebasan", LEAVE),
    ("Hukuman disiplin", DISCIPLINE),
    ("Kehadiran", PRESENCE),
    ("Fakta yang hilang", MISSING),
    ("Baris kotor", DIRT),
)
