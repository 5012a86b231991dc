"""The named functions of the language: how each is called, and what it means in a sentence.

The manual's table (docs/bahasa-rumus.md) is generated from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tepat.lang.types import Unit


@dataclass(frozen=True)
class Signature:
    """How a function is called. ``handler`` names the checker's method; ``usage`` and ``gloss`` are for people."""

    usage: str
    gloss: str
    gloss_en: str
    least: int
    most: int
    handler: str


# Every rounding says what it does with halves and with negatives.
ROUNDINGS: Mapping[str, str] = {
    "BULAT_SETENGAH_NAIK": "half_up",
    "BULAT_SETENGAH_MENJAUHI_NOL": "half_away",
    "BULAT_SETENGAH_GENAP": "half_even",
    "BULAT_KE_BAWAH": "floor",
    "BULAT_KE_ATAS": "ceiling",
    "PANGKAS": "truncate",
}

# Functions of the month alone: what they mean is known before anybody's facts are.
PERIODS: Mapping[str, str] = {
    "PERIODE_BULAN": "bulan",
    "PERIODE_TRIWULAN": "triwulan",
    "PERIODE_SEMESTER": "semester",
    "PERIODE_TAHUN": "tahun",
}
DATE_PARTS: Mapping[str, str] = {
    "HARI_PEKAN": "weekday",
    "TANGGAL_DARI": "day",
    "BULAN_DARI": "month",
    "TAHUN_DARI": "year",
}
ELAPSED: Mapping[str, str] = {"HARI_ANTARA": "days", "BULAN_ANTARA": "months", "MENIT_ANTARA": "minutes"}

# PERSEN(60) is 60/100; the others only name their unit.
UNIT_LITERALS: Mapping[str, tuple[Unit, int]] = {
    "PERSEN": (Unit.PERSEN, 100),
    "RUPIAH": (Unit.RUPIAH, 1),
    "HARI": (Unit.HARI, 1),
    "MENIT": (Unit.MENIT, 1),
    "BULAN": (Unit.BULAN, 1),
}

# What rows come to: whether there are any and how many, or what one of their columns comes to over them.
ROW_COUNTS = frozenset({"ADA", "BANYAK"})
COLUMN_AGGREGATES = frozenset({"BANYAK_BEDA", "JUMLAH", "TERKECIL", "TERBESAR"})
AGGREGATES = ROW_COUNTS | COLUMN_AGGREGATES

_MANY = 64


def _rounding(name: str, gloss: str, gloss_en: str) -> tuple[str, Signature]:
    return name, Signature(f"{name}(x[, kelipatan])", gloss, gloss_en, 1, 2, "rounding")


def _unit(name: str, gloss: str, gloss_en: str) -> tuple[str, Signature]:
    return name, Signature(f"{name}(angka)", gloss, gloss_en, 1, 1, "unit")


def _aggregate(name: str, usage: str, gloss: str, gloss_en: str) -> tuple[str, Signature]:
    return name, Signature(usage, gloss, gloss_en, 1, 1, "aggregate")


def _fixed(name: str, usage: str, gloss: str, gloss_en: str) -> tuple[str, Signature]:
    return name, Signature(usage, gloss, gloss_en, 0, 0, "fixed")


def _period(name: str, word: str, english: str) -> tuple[str, Signature]:
    gloss = f"{word} tempat masa berada, digeser n {word}: {name}(-1) adalah yang lalu"
    gloss_en = f"the {english} the month lies in, shifted by n: {name}(-1) is the one before"
    return name, Signature(f"{name}(n)", gloss, gloss_en, 1, 1, "period")


def _part(name: str, gloss: str, gloss_en: str) -> tuple[str, Signature]:
    return name, Signature(f"{name}(tanggal)", gloss, gloss_en, 1, 1, "date_part")


def _elapsed(name: str, gloss: str, gloss_en: str) -> tuple[str, Signature]:
    return name, Signature(f"{name}(a, b)", gloss, gloss_en, 2, 2, "elapsed")


SIGNATURES: Mapping[str, Signature] = dict(
    [
        _unit("PERSEN", "angka persen: PERSEN(60) adalah 60 %", "a percentage: PERSEN(60) is 60 %"),
        _unit("RUPIAH", "angka rupiah", "an amount of rupiah"),
        _unit("HARI", "angka hari", "a number of days"),
        _unit("MENIT", "angka menit", "a number of minutes"),
        _unit("BULAN", "angka bulan", "a number of months"),
        _rounding(
            "BULAT_SETENGAH_NAIK",
            "ke kelipatan terdekat, setengah ke atas (2,5 → 3; −2,5 → −2)",
            "to the nearest multiple, halves up (2.5 → 3; −2.5 → −2)",
        ),
        _rounding(
            "BULAT_SETENGAH_MENJAUHI_NOL",
            "ke kelipatan terdekat, setengah menjauhi nol (2,5 → 3; −2,5 → −3)",
            "to the nearest multiple, halves away from zero (2.5 → 3; −2.5 → −3)",
        ),
        _rounding(
            "BULAT_SETENGAH_GENAP",
            "ke kelipatan terdekat, setengah ke yang genap (2,5 → 2; 3,5 → 4)",
            "to the nearest multiple, halves to even (2.5 → 2; 3.5 → 4)",
        ),
        _rounding("BULAT_KE_BAWAH", "ke bawah (2,9 → 2; −2,1 → −3)", "down (2.9 → 2; −2.1 → −3)"),
        _rounding("BULAT_KE_ATAS", "ke atas (2,1 → 3; −2,9 → −2)", "up (2.1 → 3; −2.9 → −2)"),
        _rounding("PANGKAS", "memotong ke arah nol (2,9 → 2; −2,9 → −2)", "towards zero (2.9 → 2; −2.9 → −2)"),
        ("LEAST", Signature("LEAST(a, b, …)", "yang terkecil", "the least", 2, _MANY, "extreme")),
        ("GREATEST", Signature("GREATEST(a, b, …)", "yang terbesar", "the greatest", 2, _MANY, "extreme")),
        ("TABEL", Signature("TABEL('nama', kunci, …)", "nilai dalam tabel", "the value in a table", 2, 9, "table")),
        (
            "LAPIS",
            Signature(
                "LAPIS('nama', [kunci, …] x)",
                "nilai lapisan tempat x jatuh",
                "the value of the band x falls into",
                2,
                9,
                "band",
            ),
        ),
        (
            "PROGRESIF",
            Signature(
                "PROGRESIF('nama', [kunci, …] x)",
                "jumlah tarif tiap lapisan di bawah x",
                "the sum of each layer's rate below x",
                2,
                9,
                "band",
            ),
        ),
        (
            "JUMLAH_KELUARGA",
            Signature(
                "JUMLAH_KELUARGA(keluarga, rumus)",
                "jumlah rumus untuk tiap anggota keluarga",
                "the sum of a formula over a family",
                2,
                2,
                "family",
            ),
        ),
        _fixed("MASA", "MASA()", "masa yang dihitung, 'YYYY-MM'", "the month computed"),
        _fixed("AWAL_MASA", "AWAL_MASA()", "hari pertama masa", "the month's first day"),
        _fixed("AKHIR_MASA", "AKHIR_MASA()", "hari terakhir masa", "the month's last day"),
        (
            "TAMBAH_BULAN",
            Signature(
                "TAMBAH_BULAN(tanggal, n)",
                "tanggal yang sama n bulan kemudian; yang tidak ada menjadi hari terakhir bulan itu",
                "the same day n months later; a day that does not exist becomes the month's last",
                2,
                2,
                "shift",
            ),
        ),
        ("TAMBAH_HARI", Signature("TAMBAH_HARI(tanggal, n)", "n hari kemudian", "n days later", 2, 2, "shift")),
        (
            "HARI_KE",
            Signature("HARI_KE(tanggal, n)", "tanggal n pada bulan itu", "the n-th day of that month", 2, 2, "shift"),
        ),
        (
            "ANGKA",
            Signature(
                "ANGKA(x)",
                "angkanya saja, tanpa satuan: PERSEN(0.01) * ANGKA(menit_terlambat)",
                "the number alone, without its unit: PERSEN(0.01) * ANGKA(menit_terlambat)",
                1,
                1,
                "plain",
            ),
        ),
        _fixed("BULAN_KE", "BULAN_KE()", "bulan dari masa, 1 sampai 12", "the month's number, 1 to 12"),
        _fixed("AWAL_TAHUN", "AWAL_TAHUN()", "tanggal 1 Januari tahun masa", "1 January of the month's year"),
        _fixed(
            "PERIODE_RUN",
            "PERIODE_RUN()",
            "periode jenis pembayaran: 'YYYY-14' untuk THR; masa bila tidak bernomor",
            "the period of the kind of run: 'YYYY-14' for THR; the month where it has no number",
        ),
        _period("PERIODE_BULAN", "bulan", "month"),
        _period("PERIODE_TRIWULAN", "triwulan", "quarter"),
        _period("PERIODE_SEMESTER", "semester", "half-year"),
        _period("PERIODE_TAHUN", "tahun", "year"),
        (
            "AWAL_PERIODE",
            Signature(
                "AWAL_PERIODE(periode)",
                "hari pertama periode: YYYY-MM, YYYY-Qn, YYYY-Sn atau YYYY",
                "the first day of a period: YYYY-MM, YYYY-Qn, YYYY-Sn or YYYY",
                1,
                1,
                "period_start",
            ),
        ),
        (
            "TAHUN_PERIODE",
            Signature(
                "TAHUN_PERIODE(periode)",
                "tahun periode itu, juga THR (YYYY-14) dan gaji ke-13 (YYYY-15)",
                "the year of a period, also of THR (YYYY-14) and the 13th (YYYY-15)",
                1,
                1,
                "period_year",
            ),
        ),
        _part("HARI_PEKAN", "hari dalam pekan, 1 = Senin", "the day of the week, 1 = Monday"),
        _part("TANGGAL_DARI", "tanggal dalam bulan, 1 sampai 31", "the day of the month, 1 to 31"),
        _part("BULAN_DARI", "bulan dari tanggal itu, 1 sampai 12", "the month of that date, 1 to 12"),
        _part("TAHUN_DARI", "tahun dari tanggal itu", "the year of that date"),
        _elapsed("HARI_ANTARA", "hari dari a ke b (tanggal yang sama: 0)", "days from a to b (the same date: 0)"),
        _elapsed("BULAN_ANTARA", "bulan penuh dari a ke b", "whole months from a to b"),
        _elapsed("MENIT_ANTARA", "menit penuh dari waktu a ke waktu b", "whole minutes from instant a to instant b"),
        (
            "TANGGAL_WAKTU",
            Signature(
                "TANGGAL_WAKTU(waktu)",
                "tanggal waktu itu di daerah",
                "the local date of an instant",
                1,
                1,
                "local_date",
            ),
        ),
        (
            "PUKUL",
            Signature(
                "PUKUL(tanggal, jam, menit)",
                "jam dan menit waktu daerah pada tanggal itu, detik 00",
                "hour and minute local time of that day, second 00",
                3,
                3,
                "clock",
            ),
        ),
        (
            "AKHIR_HARI",
            Signature(
                "AKHIR_HARI(tanggal)",
                "pukul 23.59.59 waktu daerah pada hari itu",
                "23:59:59 local time of that day",
                1,
                1,
                "end_of_day",
            ),
        ),
        _aggregate("ADA", "ADA(relasi)", "apakah ada barisnya", "whether there is a row"),
        _aggregate("BANYAK", "BANYAK(relasi)", "banyaknya baris", "the number of rows"),
        _aggregate(
            "BANYAK_BEDA",
            "BANYAK_BEDA(relasi.kolom)",
            "banyaknya isi kolom yang berlainan, misalnya hari yang berlainan; 0 bila tidak ada baris",
            "how many different values the column has, days for instance; 0 without rows",
        ),
        _aggregate("JUMLAH", "JUMLAH(relasi.kolom)", "jumlah kolom; 0 bila tidak ada baris", "the sum; 0 without rows"),
        _aggregate("TERKECIL", "TERKECIL(relasi.kolom)", "yang terkecil di antara baris", "the least of the rows"),
        _aggregate("TERBESAR", "TERBESAR(relasi.kolom)", "yang terbesar di antara baris", "the greatest of the rows"),
        (
            "TIDAK_DIKETAHUI",
            Signature(
                "TIDAK_DIKETAHUI('alasan')",
                "nilai yang tidak diketahui: menahan orangnya",
                "an unknown value: withholds the person",
                1,
                1,
                "unknown",
            ),
        ),
    ]
)
