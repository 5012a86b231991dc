"""The contract of the day ledger, for as long as the fact packet has none of its own."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import cast

from tepat.lang.types import DATE, INSTANT, Category, Number, Unit
from tepat.law.packet import NIP, PACKET, TEXT, Column, Empty, FactFile

_MINUTES = Number(Unit.MENIT, 0, 0, 1440)

_HARIAN = FactFile(
    "harian",
    "hari",
    ("nip", "tanggal"),
    False,
    (
        NIP,
        Column("tanggal", DATE, Empty.REFUSED, "hari kerja"),
        Column("pola", TEXT, Empty.ABSENT, "pola kerja"),
        Column("jam_masuk_wajib", INSTANT, Empty.ABSENT, "jam masuk yang diwajibkan"),
        Column("jam_pulang_wajib", INSTANT, Empty.ABSENT, "jam pulang yang diwajibkan"),
        Column("masuk", INSTANT, Empty.ABSENT, "rekam masuk; kosong = tidak ada"),
        Column("pulang", INSTANT, Empty.ABSENT, "rekam pulang; kosong = tidak ada"),
        Column("menit_terlambat", _MINUTES, Empty.UNKNOWN, "menit terlambat"),
        Column("menit_pulang_cepat", _MINUTES, Empty.UNKNOWN, "menit pulang cepat"),
        Column("catatan", TEXT, Empty.ABSENT, "catatan"),
        Column("status", Category("status_hari"), Empty.ABSENT, "status hari"),
        Column("bukti", TEXT, Empty.ABSENT, "bukti"),
    ),
    "Satu baris per pegawai dan hari kerja.",
)


def know_ledger() -> FactFile:
    """The packet's ledger; where it has none, this one is added to it."""
    return cast("MutableMapping[str, FactFile]", PACKET).setdefault("harian", _HARIAN)
