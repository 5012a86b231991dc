"""The log of changes: who, when, why, and what was before and after."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tepat.web.common.job import Job


class Perubahan(models.Model):
    """One record added, changed or removed, or one step of a month. Rows are only ever added."""

    class Tindakan(models.TextChoices):
        """What was done."""

        TAMBAH = "tambah", _("menambah")
        UBAH = "ubah", _("mengubah")
        HAPUS = "hapus", _("menghapus")
        LANGKAH = "langkah", _("melangkah")
        UNDUH = "unduh", _("mengunduh")

    waktu = models.DateTimeField(default=timezone.now, db_index=True)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    alasan = models.TextField(blank=True)
    tindakan = models.CharField(max_length=8, choices=Tindakan)
    # The record: its model ("kepegawaian.penempatan"), its key, and the person and unit it is about. The log outlives
    # them: an import that is undone takes back the people whom it added, and what was written of them stays.
    catatan = models.CharField(max_length=60)
    kunci = models.CharField(max_length=60)
    pegawai = models.ForeignKey(
        "kepegawaian.Pegawai", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    unit = models.ForeignKey(
        "kepegawaian.Unit", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    masa = models.CharField(max_length=7, blank=True)
    lama = models.JSONField(null=True)
    baru = models.JSONField(null=True)
    kumpulan = models.ForeignKey("impor.Kumpulan", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["catatan", "kunci"]), models.Index(fields=["kumpulan"])]


class HitungUlang(Job):
    """A month computed again from its stored facts and rules, by somebody who does not trust it."""

    perhitungan = models.ForeignKey("tpp.Perhitungan", on_delete=models.PROTECT, related_name="daftar_hitung_ulang")
