"""Ratings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tepat.law import packet


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code.replace("_", " ")) for code in codes]


class Penilaian(models.Model):
    """The rating of a person's work in a period (month, quarter, half-year or year)."""

    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="daftar_penilaian")
    periode = models.CharField(_("periode"), max_length=7)
    hasil_kerja = models.CharField(
        _("hasil kerja"), max_length=24, blank=True, choices=_choices(packet.EKSPEKTASI.codes)
    )
    perilaku_kerja = models.CharField(
        _("perilaku kerja"), max_length=24, blank=True, choices=_choices(packet.EKSPEKTASI.codes)
    )
    predikat = models.CharField(_("predikat"), max_length=20, blank=True, choices=_choices(packet.PREDIKAT.codes))
    waktu_dinilai = models.DateTimeField(_("waktu dinilai"), null=True, blank=True)
    capaian_persen = models.DecimalField(_("capaian"), max_digits=9, decimal_places=4, null=True, blank=True)
    penilai = models.ForeignKey(
        "kepegawaian.Pegawai", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kumpulan = models.ForeignKey("impor.Kumpulan", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    baris = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pegawai", "periode"], name="penilaian_satu_seperiode")]
