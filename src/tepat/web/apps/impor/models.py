"""Uploads: the files as they came, what was read from them, and what became of each row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kumpulan(models.Model):
    """What one person uploads together, and accepts or discards as a whole."""

    class Status(models.TextChoices):
        """What became of it."""

        DIBACA = "dibaca", _("sedang dibaca")
        PRATINJAU = "pratinjau", _("pratinjau")
        DITERIMA = "diterima", _("diterima")
        DIBUANG = "dibuang", _("dibuang")
        DIBATALKAN = "dibatalkan", _("dibatalkan")
        GAGAL = "gagal", _("gagal")

    jenis = models.CharField(_("jenis"), max_length=40)
    masa = models.CharField(_("masa"), max_length=7, blank=True)
    unit = models.ForeignKey("kepegawaian.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DIBACA)
    keterangan = models.CharField(_("keterangan"), max_length=200, blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_at = models.DateTimeField(default=timezone.now)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    diputus_at = models.DateTimeField(null=True, blank=True)
    alasan = models.TextField(_("alasan"), blank=True)
    # How many rows were read, and what accepting does: {"dibaca": …, "baru": …, "ubah": …, "sama": …, "ditolak": …}
    hitungan = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["jenis", "masa", "status"])]

    def __str__(self) -> str:
        return f"{self.jenis} {self.masa} #{self.pk}"


class BerkasMasuk(models.Model):
    """A file as it came, byte by byte."""

    kumpulan = models.ForeignKey(Kumpulan, on_delete=models.CASCADE, related_name="daftar_berkas")
    nama = models.CharField(_("nama berkas"), max_length=255)
    ukuran = models.PositiveIntegerField(_("ukuran"))
    sidik = models.CharField(_("sidik SHA-256"), max_length=64, db_index=True)
    isi = models.BinaryField()
    # Of a device file what its name and content do not tell, as `sumber.toml` says it: format, nomor_seri, tanggal.
    setelan = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.nama


class BarisMasuk(models.Model):
    """One row of a file, and what accepting it would do or did."""

    class Nasib(models.TextChoices):
        """What the row does."""

        BARU = "baru", _("baru")
        UBAH = "ubah", _("mengubah")
        SAMA = "sama", _("sudah ada")
        DITOLAK = "ditolak", _("ditolak")

    berkas = models.ForeignKey(BerkasMasuk, on_delete=models.CASCADE, related_name="daftar_baris")
    lembar = models.CharField(max_length=80, blank=True)
    baris = models.PositiveIntegerField()
    kunci = models.CharField(max_length=120, blank=True)
    sel = models.JSONField(default=dict)
    nasib = models.CharField(max_length=8, choices=Nasib)
    # Old and new of each column that changes: {"golongan": ["III/a", "III/b"]}
    beda = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["berkas", "nasib", "baris"])]


class TemuanImpor(models.Model):
    """Something to say about a file, a row or a cell."""

    kumpulan = models.ForeignKey(Kumpulan, on_delete=models.CASCADE, related_name="daftar_temuan")
    berkas = models.ForeignKey(BerkasMasuk, null=True, on_delete=models.CASCADE, related_name="+")
    kode = models.CharField(max_length=8)
    tingkat = models.CharField(max_length=12)
    baris = models.PositiveIntegerField(null=True)
    kolom = models.CharField(max_length=80, blank=True)
    isi_sel = models.CharField(max_length=200, blank=True)
    pesan = models.TextField()
    perbaikan = models.TextField(blank=True)
