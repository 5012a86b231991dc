"""The kinds of dated records: one table from which forms, pages and checks are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from tepat.web.apps.kepegawaian.models import CRITERIA


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    Parameters
    ----------
    slug : its name in addresses
    record : its model, as "app.model"
    columns : what a form asks beside the days
    owner : whose record it is: the column ``pegawai``, ``unit`` or ``jabatan``
    succeeds : somebody has one at a time, and a new one ends the one that is running
    """

    slug: str
    record: str
    label: Any
    columns: tuple[str, ...]
    owner: str = "pegawai"
    succeeds: bool = False
    empty: Any = ""

    @property
    def model(self) -> Any:
        """The model."""
        return apps.get_model(self.record)

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns of its table: amounts stand on a page of their own."""
        return tuple(name for name in self.columns if name not in CRITERIA)

    @property
    def told(self) -> tuple[str, ...]:
        """The columns that tell the record in one line."""
        return tuple(name for name in self.shown if name not in {"skema_golongan", "nomor_sk"})


KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind(
            "status",
            "kepegawaian.statuspegawai",
            _("Status dan golongan"),
            ("status_pegawai", "skema_golongan", "golongan", "nomor_sk"),
            succeeds=True,
            empty=_("Tanpa status, TPP orang ini tertahan."),
        ),
        Kind(
            "penempatan",
            "kepegawaian.penempatan",
            _("Penempatan"),
            ("unit", "jabatan", "nomor_sk"),
            succeeds=True,
            empty=_("Tanpa penempatan, orang ini tidak ikut dihitung."),
        ),
        Kind("plt", "kepegawaian.plt", _("Pelaksana tugas"), ("jabatan", "jenis", "nomor_sk")),
        Kind("cuti", "kepegawaian.cuti", _("Cuti"), ("jenis", "nomor_surat")),
        Kind("hukdis", "kepegawaian.hukdis", _("Hukuman disiplin"), ("tingkat", "nomor_sk")),
        Kind("ptkp", "kepegawaian.ptkp", _("PTKP"), ("ptkp", "dokumen"), succeeds=True),
        Kind(
            "rekening",
            "kepegawaian.rekening",
            _("Rekening"),
            ("bank", "nomor_rekening", "atas_nama"),
            succeeds=True,
            empty=_("Tanpa rekening, TPP tidak dapat dibayarkan."),
        ),
        Kind("pin", "presensi.pinperangkat", _("PIN mesin presensi"), ("perangkat", "pin")),
        Kind(
            "atasan",
            "kepegawaian.atasan",
            _("Atasan penilai"),
            ("atasan",),
            succeeds=True,
            empty=_("Tanpa atasan, tidak ada yang diingatkan untuk menilai."),
        ),
        Kind(
            "unit",
            "kepegawaian.riwayatunit",
            _("Riwayat unit"),
            ("nama_unit", "jenis_unit", "induk", "nomor_sk"),
            owner="unit",
            succeeds=True,
        ),
        Kind(
            "jabatan",
            "kepegawaian.nilaijabatan",
            _("Kelas dan besaran"),
            ("nama_jabatan", "kelas_jabatan", *CRITERIA, "nomor_sk"),
            owner="jabatan",
            succeeds=True,
        ),
    )
}
OF_PEGAWAI = tuple(kind for kind in KINDS.values() if kind.owner == "pegawai")
BY_RECORD = {kind.record: kind for kind in KINDS.values()}
