"""The lists of salaries and earlier payments that can be imported."""

from __future__ import annotations

from collections.abc import Mapping

from tepat.web.common.intake import PEGAWAI, Column, Intake, Part

_OF_PEGAWAI = Column("nip", "pegawai", ref=PEGAWAI, key=True)
_GAJI = ("gaji_kotor", "potongan_gaji", "pph_gaji", "iwp_gaji", "bpjs_gaji")
_PAID = (
    _OF_PEGAWAI,
    Column("masa", key=True),
    Column("jenis_run", key=True),
    Column("variabel", key=True),
    Column("nilai"),
)
_SALARY = (_OF_PEGAWAI, Column("masa", key=True, default="masa"), *(Column(name) for name in _GAJI))

INTAKE: Mapping[str, Intake] = {
    "gaji": Intake((Part("pembayaran.Gaji", _SALARY),)),
    "pembayaran": Intake((Part("pembayaran.PembayaranLalu", _PAID),)),
}
