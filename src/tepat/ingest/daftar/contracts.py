"""Contracts of lists that have no file in the fact packet, and columns that records keep beside those of the packet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tepat.lang.types import DATE
from tepat.law.packet import (
    JABATAN,
    NIP,
    PACKET,
    PEGAWAI,
    PTKP,
    SKEMA_GOLONGAN,
    STATUS_PEGAWAI,
    TEXT,
    UNIT,
    Column,
    Empty,
    FactFile,
)
from tepat.presensi.contract import SOURCES

MULAI = Column("mulai", DATE, Empty.ABSENT, "hari pertama berlaku; kosong = sejak semula")
SELESAI = Column("selesai", DATE, Empty.ABSENT, "hari terakhir berlaku; kosong = masih berlaku")
NOMOR_SK = Column("nomor_sk", TEXT, Empty.ABSENT, "nomor surat keputusan")


@dataclass(frozen=True)
class RecordList(FactFile):
    """A list of dated records: the columns in ``optional`` may be lacking."""

    optional: tuple[str, ...] = ()

    @property
    def dispensable(self) -> frozenset[str]:
        """Columns that the header may do without."""
        return frozenset(self.optional)


def _dated(file: FactFile, *further: Column) -> RecordList:
    """A file of the packet with the days from which and to which a row holds."""
    added = (MULAI, SELESAI, *further)
    return RecordList(
        file.name,
        file.grain,
        (*file.key, MULAI.name),
        file.required,
        (*file.columns, *added),
        file.gloss,
        tuple(column.name for column in added),
    )


def _needed(file: FactFile, name: str) -> Column:
    """A column of another contract that may not be empty here."""
    return replace(file.column(name), empty=Empty.REFUSED)


def _record(name: str, grain: str, gloss: str, *columns: Column) -> RecordList:
    """A list of what holds for a person from one day to another."""
    return RecordList(name, grain, (NIP.name, MULAI.name), False, (NIP, *columns), gloss)


REKENING = _record(
    "rekening",
    "rekening",
    "Satu baris per rekening pegawai dan masa berlakunya.",
    Column("bank", TEXT, Empty.REFUSED, "nama atau kode bank"),
    Column("nomor_rekening", TEXT, Empty.REFUSED, "nomor rekening sebagai teks"),
    Column("atas_nama", TEXT, Empty.REFUSED, "nama pemilik menurut bank"),
    MULAI,
    SELESAI,
)
ATASAN = _record(
    "atasan",
    "hubungan atasan",
    "Satu baris per pegawai, pejabat penilainya dan masa berlakunya.",
    Column("nip_atasan", TEXT, Empty.REFUSED, "NIP atasan langsung, 18 angka sebagai teks"),
    MULAI,
    SELESAI,
)
PENEMPATAN = _record(
    "penempatan",
    "penempatan",
    "Satu baris per pegawai, unit dan jabatan yang dipegangnya, dan masanya.",
    _needed(PEGAWAI, "kode_unit"),
    _needed(PEGAWAI, "kode_jabatan"),
    MULAI,
    SELESAI,
    NOMOR_SK,
)
PTKP_PEGAWAI = _record(
    "ptkp",
    "status PTKP",
    "Satu baris per pegawai, status PTKP dan masa berlakunya.",
    Column("ptkp", PTKP, Empty.REFUSED, "status PTKP"),
    MULAI,
    SELESAI,
    Column("dokumen", TEXT, Empty.ABSENT, "dokumen yang menjadi dasar"),
)
STATUS = _record(
    "status_pegawai",
    "status kepegawaian",
    "Satu baris per pegawai, status dan golongannya, dan masa berlakunya.",
    Column("status_pegawai", STATUS_PEGAWAI, Empty.REFUSED, "PNS, CPNS atau PPPK"),
    Column("skema_golongan", SKEMA_GOLONGAN, Empty.REFUSED, PEGAWAI.column("skema_golongan").gloss),
    _needed(PEGAWAI, "golongan"),
    MULAI,
    SELESAI,
    NOMOR_SK,
)

# A list that both have is the packet's, which has all the columns of the other.
CONTRACTS: Mapping[str, FactFile] = {
    **SOURCES,
    **PACKET,
    JABATAN.name: _dated(JABATAN, NOMOR_SK),
    UNIT.name: _dated(UNIT),
    **{file.name: file for file in (REKENING, ATASAN, PENEMPATAN, PTKP_PEGAWAI, STATUS)},
}
