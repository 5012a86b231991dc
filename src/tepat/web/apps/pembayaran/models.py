"""Salary lists, and what was paid before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gaji(models.Model):
    """A person's salary of a month, as the treasury's list has it; whole rupiah. Empty: the list does not say."""

    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="daftar_gaji")
    masa = models.CharField(_("masa"), max_length=7)
    gaji_kotor = models.BigIntegerField(_("gaji kotor"), null=True, blank=True)
    potongan_gaji = models.BigIntegerField(_("potongan gaji"), null=True, blank=True)
    pph_gaji = models.BigIntegerField(_("PPh gaji"), null=True, blank=True)
    iwp_gaji = models.BigIntegerField(_("IWP gaji"), null=True, blank=True)
    bpjs_gaji = models.BigIntegerField(_("BPJS gaji"), null=True, blank=True)
    kumpulan = models.ForeignKey("impor.Kumpulan", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    baris = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pegawai", "masa"], name="gaji_satu_sebulan")]
        indexes = [models.Index(fields=["masa"])]


class PembayaranLalu(models.Model):
    """What was paid or withheld before Tepat computed it, by variable; whole rupiah."""

    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="+")
    masa = models.CharField(_("masa"), max_length=7)
    jenis_run = models.CharField(_("jenis"), max_length=20, default="reguler")
    variabel = models.CharField(_("variabel"), max_length=60)
    nilai = models.BigIntegerField(_("nilai"))
    kumpulan = models.ForeignKey("impor.Kumpulan", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    baris = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["masa"])]


class Pagu(models.Model):
    """The budget of a unit for TPP in a year; whole rupiah."""

    unit = models.ForeignKey("kepegawaian.Unit", on_delete=models.CASCADE, related_name="daftar_pagu")
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    nilai = models.BigIntegerField(_("pagu"))
    nomor_dpa = models.CharField(_("nomor DPA"), max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "tahun"], name="pagu_satu_setahun")]
