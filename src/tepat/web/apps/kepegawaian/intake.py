"""The lists of people, units and positions that can be imported, and what their cells become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tepat.web.common.intake import JABATAN, PEGAWAI, UNIT, Column, Intake, Manner, Part

_OF_PEGAWAI = Column("nip", "pegawai", ref=PEGAWAI, key=True)
_PERIOD = (Column("mulai"), Column("selesai"))
_NOMOR_SK = Column("nomor_sk", keeps=True)
_CRITERIA = (
    "beban_kerja",
    "prestasi_kerja",
    "kondisi_kerja",
    "tempat_bertugas",
    "kelangkaan_profesi",
    "pertimbangan_objektif",
)

_STATUS = Part(
    "kepegawaian.StatusPegawai",
    (_OF_PEGAWAI, Column("status_pegawai"), Column("skema_golongan"), Column("golongan"), *_PERIOD, _NOMOR_SK),
    Manner.STATE,
    needs=("status_pegawai", "skema_golongan"),
)
_PENEMPATAN = Part(
    "kepegawaian.Penempatan",
    (
        _OF_PEGAWAI,
        Column("kode_unit", "unit", ref=UNIT),
        Column("kode_jabatan", "jabatan", ref=JABATAN),
        *_PERIOD,
        _NOMOR_SK,
    ),
    Manner.STATE,
    needs=("kode_unit", "kode_jabatan"),
)
_PTKP = Part(
    "kepegawaian.Ptkp",
    (_OF_PEGAWAI, Column("ptkp"), *_PERIOD, Column("dokumen", keeps=True)),
    Manner.STATE,
    needs=("ptkp",),
)


def _of_pegawai(model: str, manner: Manner, *columns: Column) -> Intake:
    """Dated records of a person."""
    return Intake((Part(f"kepegawaian.{model}", (_OF_PEGAWAI, *columns, *_PERIOD), manner),))


def _further(kind: str, *columns: Column, manner: Manner) -> Intake:
    """A list without a table of its own: its rows are kept as they stand, for the fact packet of the month."""
    part = Part(
        "kepegawaian.FaktaTambahan", (_OF_PEGAWAI, *columns, Column("*", "sel")), manner, fixed={"berkas": kind}
    )
    return Intake((part,))


def _no_parent_of_itself(cells: Mapping[str, Any]) -> str | None:
    return _("Unit tidak dapat menjadi induknya sendiri.") if cells.get("induk") == cells.get("kode_unit") else None


def _no_superior_of_oneself(cells: Mapping[str, Any]) -> str | None:
    return _("Pegawai tidak dapat menjadi atasannya sendiri.") if cells.get("nip_atasan") == cells.get("nip") else None


def _unit() -> Intake:
    columns = (
        Column("kode_unit", "unit", ref=UNIT, key=True),
        Column("nama_unit", keeps=True),
        Column("jenis_unit", keeps=True),
        Column("induk", ref=UNIT),
        *_PERIOD,
        _NOMOR_SK,
    )
    made = Part("kepegawaian.Unit", (Column("kode_unit", key=True),), makes=UNIT)
    return Intake(
        (made, Part("kepegawaian.RiwayatUnit", columns, Manner.STATE)), region_only=True, check=_no_parent_of_itself
    )


def _jabatan() -> Intake:
    columns = (
        Column("kode_jabatan", "jabatan", ref=JABATAN, key=True),
        Column("nama_jabatan", keeps=True),
        Column("kelas_jabatan"),
        *(Column(name) for name in _CRITERIA),
        *_PERIOD,
        _NOMOR_SK,
    )
    made = Part("kepegawaian.Jabatan", (Column("kode_jabatan", key=True),), makes=JABATAN)
    return Intake((made, Part("kepegawaian.NilaiJabatan", columns, Manner.STATE)), region_only=True)


def _pegawai() -> Intake:
    columns = (Column("nip", key=True), Column("nama", keeps=True), Column("npwp", keeps=True))
    return Intake((Part("kepegawaian.Pegawai", columns, makes=PEGAWAI), _STATUS, _PENEMPATAN, _PTKP))


_REKENING = (Column("bank"), Column("nomor_rekening"), Column("atas_nama"))
_ATASAN = Part(
    "kepegawaian.Atasan",
    (_OF_PEGAWAI, Column("nip_atasan", "atasan", ref=PEGAWAI, is_scope=False), *_PERIOD),
    Manner.STATE,
)

INTAKE: Mapping[str, Intake] = {
    "pegawai": _pegawai(),
    "jabatan": _jabatan(),
    "unit": _unit(),
    "plt": _of_pegawai(
        "Plt", Manner.EVENT, Column("kode_jabatan", "jabatan", ref=JABATAN, key=True), Column("jenis"), _NOMOR_SK
    ),
    "cuti": _of_pegawai("Cuti", Manner.EVENT, Column("jenis", key=True), Column("nomor_surat", keeps=True)),
    "hukdis": _of_pegawai("Hukdis", Manner.EVENT, Column("tingkat", key=True), _NOMOR_SK),
    "rekening": _of_pegawai("Rekening", Manner.STATE, *_REKENING),
    "atasan": Intake((_ATASAN,), check=_no_superior_of_oneself),
    "penempatan": Intake((_PENEMPATAN,)),
    "ptkp": Intake((_PTKP,)),
    "status_pegawai": Intake((_STATUS,)),
    "riwayat": _further("riwayat", Column("masa", key=True), manner=Manner.SINGLE),
    "harian": _further(
        "harian",
        Column("masa", key=True, default="masa"),
        Column("tanggal", "kunci", key=True),
        manner=Manner.SET,
    ),
}
