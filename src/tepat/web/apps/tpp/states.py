"""The states of a month's sheet: which step leads where, who may take it, and what takes it back."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tepat.web.apps.tpp.models import Lembar
from tepat.web.common.rights import Act

S = Lembar.Status
ORDER = tuple(S)
# From here on results cannot change: a correction is a supplementary run.
FINAL = (S.TERKUNCI, S.DIKIRIM, S.DIBAYAR)
# From here on somebody has said that the results are right; computing again would take that word away.
EXAMINED = (S.DIVERIFIKASI, S.DISETUJUI, *FINAL)


@dataclass(frozen=True)
class Step:
    """One step: its name, from where to where, the right it needs, and what it means for people.

    ``back``: it takes something back, and needs a reason. ``asks``: what whoever takes it writes down, where it is
    something else than a reason.
    """

    name: str
    dari: S
    ke: S
    act: Act
    label: object
    akibat: object
    back: bool = False
    asks: object = ""


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "verifikasi",
            S.DIHITUNG,
            S.DIVERIFIKASI,
            Act.VERIFIKASI,
            _("Verifikasi"),
            _("Menyatakan hasil SKPD benar dan mengirimnya ke BKPSDM. Setelah ini tidak dihitung ulang tanpa alasan."),
        ),
        Step(
            "setujui",
            S.DIVERIFIKASI,
            S.DISETUJUI,
            Act.SETUJUI,
            _("Setujui"),
            _("BKPSDM menyetujui hasil SKPD ini untuk dibayar."),
        ),
        Step(
            "kunci",
            S.DISETUJUI,
            S.TERKUNCI,
            Act.KUNCI,
            _("Kunci"),
            _("Tidak dapat diubah atau dibuka lagi. Perbaikan sesudahnya lewat pembayaran susulan."),
        ),
        Step(
            "kirim",
            S.TERKUNCI,
            S.DIKIRIM,
            Act.BAYAR,
            _("Tandai dikirim"),
            _("Daftar pembayaran sudah dikirim ke bank atau kas daerah."),
            asks=_("Nomor SPM"),
        ),
        Step(
            "bayar",
            S.DIKIRIM,
            S.DIBAYAR,
            Act.BAYAR,
            _("Tandai dibayar"),
            _("Uang sudah masuk ke rekening pegawai."),
            asks=_("Nomor SP2D"),
        ),
        Step(
            "batal_verifikasi",
            S.DIVERIFIKASI,
            S.DIHITUNG,
            Act.VERIFIKASI,
            _("Tarik verifikasi"),
            _("Hasil kembali menunggu verifikasi dan dapat dihitung ulang."),
            back=True,
        ),
        Step(
            "kembalikan",
            S.DIVERIFIKASI,
            S.DIHITUNG,
            Act.SETUJUI,
            _("Kembalikan ke SKPD"),
            _("Verifikasi SKPD gugur; SKPD memperbaiki lalu memverifikasi lagi."),
            back=True,
        ),
        Step(
            "batal_setujui",
            S.DISETUJUI,
            S.DIVERIFIKASI,
            Act.SETUJUI,
            _("Tarik persetujuan"),
            _("Hasil kembali menunggu persetujuan BKPSDM."),
            back=True,
        ),
        Step(
            "batal_kirim",
            S.DIKIRIM,
            S.TERKUNCI,
            Act.BAYAR,
            _("Tarik pengiriman"),
            _("Pengiriman dinyatakan batal, misalnya ditolak bank; hasil tetap terkunci."),
            back=True,
        ),
    )
}


def steps_from(status: str) -> list[Step]:
    """The steps that lead on or back from a state."""
    return [step for step in STEPS.values() if step.dari == status]
