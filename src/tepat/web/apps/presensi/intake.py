"""The lists of attendance that can be imported, and what their cells become."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tepat.web.common.intake import PEGAWAI, PERANGKAT, UNIT, Column, Intake, Manner, Part
from tepat.web.common.intake.values import moment

_OF_PEGAWAI = Column("nip", "pegawai", ref=PEGAWAI, key=True)
_KODE_POLA = Column("kode_pola")


def _begin(text: str) -> datetime:
    """Without an hour: from the beginning of that day."""
    if not text:
        raise ValidationError(_("Tidak boleh kosong."))
    return moment(text)


def _end(text: str) -> datetime | None:
    """Without an hour: to the end of that day."""
    return moment(text, time(23, 59, 59)) if text else None


def _one(model: str, *columns: Column, manner: Manner = Manner.SINGLE, region_only: bool = False) -> Intake:
    return Intake((Part(f"presensi.{model}", columns, manner),), region_only=region_only)


def _about_something(cells: Mapping[str, Any]) -> str | None:
    """A schedule or an outage says whose it is."""
    named = any(cells.get(name) for name in ("nip", "kode_unit", "perangkat"))
    return None if named else _("Sebutkan unit, pegawai, atau perangkatnya.")


_JADWAL = Part(
    "presensi.Jadwal",
    (
        Column("kode_unit", "unit", ref=UNIT, key=True),
        _OF_PEGAWAI,
        _KODE_POLA,
        Column("mulai", key=True),
        Column("selesai"),
    ),
)
_GANGGUAN = Part(
    "presensi.Gangguan",
    (
        Column("perangkat", ref=PERANGKAT, key=True),
        Column("kode_unit", "unit", ref=UNIT, key=True),
        Column("mulai", key=True, read=_begin),
        Column("selesai", read=_end),
        Column("alasan", keeps=True),
    ),
)
_DISIPLIN = Part(
    "presensi.Disiplin",
    (
        _OF_PEGAWAI,
        Column("masa", key=True, default="masa"),
        Column("hari_kerja"),
        Column("hari_hadir"),
        Column("hari_alpa"),
        Column("potongan_persen"),
        Column("presensi_manual"),
    ),
    # A recap stands beside what the punches gave.
    fixed={"olahan_id": None},
)

INTAKE: Mapping[str, Intake] = {
    "perangkat": _one(
        "Perangkat",
        Column("perangkat", key=True),
        Column("nomor_seri", keeps=True),
        Column("kode_unit", "unit", ref=UNIT),
        Column("zona", keeps=True),
    ),
    "pin": _one(
        "PinPerangkat",
        Column("perangkat", ref=PERANGKAT, key=True, is_scope=False),
        Column("pin", key=True),
        Column("nip", "pegawai", ref=PEGAWAI),
        Column("mulai"),
        Column("selesai"),
        manner=Manner.STATE,
    ),
    "pola": _one(
        "PolaKerja",
        Column("kode_pola", key=True),
        Column("hari"),
        Column("masuk"),
        Column("pulang"),
        Column("lewat_tengah_malam"),
        Column("fleksibel"),
        manner=Manner.SET,
        region_only=True,
    ),
    "jadwal": Intake((_JADWAL,), check=_about_something),
    "roster": _one("Roster", _OF_PEGAWAI, Column("tanggal", key=True), _KODE_POLA, manner=Manner.SET),
    "kalender": _one(
        "HariKalender",
        Column("tanggal", key=True),
        Column("jenis"),
        Column("keterangan", keeps=True),
        region_only=True,
    ),
    "izin": _one(
        "Izin", _OF_PEGAWAI, Column("jenis", key=True), Column("mulai"), Column("selesai"), manner=Manner.EVENT
    ),
    "koreksi": _one(
        "Koreksi",
        _OF_PEGAWAI,
        Column("tanggal", key=True),
        Column("masuk"),
        Column("pulang"),
        Column("alasan", keeps=True),
        Column("disetujui_oleh"),
    ),
    "gangguan": Intake((_GANGGUAN,), check=_about_something),
    "apel": _one("Apel", _OF_PEGAWAI, Column("tanggal", key=True), Column("jenis", key=True), Column("hadir")),
    "disiplin": Intake((_DISIPLIN,)),
}
