"""The month's sheets, the runs that filled them, and everybody's result."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tepat.web.common.job import Job


class Perhitungan(Job):
    """A run: one month of one kind computed for one SKPD or for everybody, with its rules, facts and receipt.

    ``paket``: the result packet as a ZIP, just as ``tepat hitung`` writes it; ``tepat periksa`` recomputes it.
    """

    masa = models.CharField(_("masa"), max_length=7)
    jenis_run = models.CharField(_("jenis"), max_length=20, default="reguler")
    urutan = models.PositiveSmallIntegerField(_("urutan"), default=1)
    unit = models.ForeignKey("kepegawaian.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    alasan = models.TextField(_("alasan"), blank=True)
    tanda_terima = models.JSONField(null=True)
    sidik_aturan = models.CharField(max_length=80, blank=True)
    paket = models.BinaryField(null=True)
    sidik_paket = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["masa", "jenis_run", "urutan"],
                condition=Q(keadaan__in=("antre", "berjalan"), unit__isnull=True),
                name="perhitungan_satu_sekaligus",
            ),
            models.UniqueConstraint(
                fields=["masa", "jenis_run", "urutan", "unit"],
                condition=Q(keadaan__in=("antre", "berjalan"), unit__isnull=False),
                name="perhitungan_satu_seunit_sekaligus",
            ),
        ]
        indexes = [models.Index(fields=["masa", "keadaan"])]

    def __str__(self) -> str:
        return f"{self.masa} {self.jenis_run} {self.urutan} #{self.pk}"


class Lembar(models.Model):
    """The sheet of one SKPD in one month: what is verified, approved, locked and paid as a whole."""

    class Status(models.TextChoices):
        """The states, in their order."""

        DRAFT = "draft", _("draft")
        DIHITUNG = "dihitung", _("dihitung")
        DIVERIFIKASI = "diverifikasi", _("diverifikasi")
        DISETUJUI = "disetujui", _("disetujui")
        TERKUNCI = "terkunci", _("terkunci")
        DIKIRIM = "dikirim", _("dikirim")
        DIBAYAR = "dibayar", _("dibayar")

    masa = models.CharField(_("masa"), max_length=7)
    unit = models.ForeignKey("kepegawaian.Unit", on_delete=models.PROTECT, related_name="daftar_lembar")
    jenis_run = models.CharField(_("jenis"), max_length=20, default="reguler")
    urutan = models.PositiveSmallIntegerField(_("urutan"), default=1)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    # The run whose results are in force.
    hitungan = models.ForeignKey(Perhitungan, null=True, on_delete=models.PROTECT, related_name="daftar_lembar")
    # Raised at every change: whoever decides on a sheet says which version was seen.
    versi = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["masa", "unit", "jenis_run", "urutan"], name="lembar_satu_seunit"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(hitungan__isnull=False), name="lembar_berstatus_ada_hitungan"
            ),
        ]


class Pemeriksaan(models.Model):
    """Somebody's word on a sheet at a stage. It covers every row but the examiner's own."""

    class Tahap(models.TextChoices):
        """What was examined for."""

        VERIFIKASI = "verifikasi", _("verifikasi")
        PERSETUJUAN = "persetujuan", _("persetujuan")

    lembar = models.ForeignKey(Lembar, on_delete=models.CASCADE, related_name="daftar_pemeriksaan")
    hitungan = models.ForeignKey(Perhitungan, on_delete=models.PROTECT, related_name="+")
    tahap = models.CharField(max_length=12, choices=Tahap)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    waktu = models.DateTimeField(default=timezone.now)
    catatan = models.TextField(blank=True)
    dicabut = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "hitungan", "tahap", "pengguna"],
                condition=Q(dicabut=False),
                name="pemeriksaan_sekali_seorang",
            )
        ]


class Peralihan(models.Model):
    """A step of a sheet from one state to another."""

    lembar = models.ForeignKey(Lembar, on_delete=models.CASCADE, related_name="daftar_peralihan")
    dari = models.CharField(max_length=12)
    ke = models.CharField(max_length=12)
    hitungan = models.ForeignKey(Perhitungan, null=True, on_delete=models.PROTECT, related_name="+")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    waktu = models.DateTimeField(default=timezone.now)
    alasan = models.TextField(blank=True)


class Hasil(models.Model):
    """One person's result of a run; money in whole rupiah, null where the person is withheld.

    ``nilai``: every variable of the result by its name, as exact text. ``derivasi``: the person's stored derivation
    (`tepat.engine.derivation`), from which each line is told again. ``fakta``: the person's own rows of the packet.
    """

    hitungan = models.ForeignKey(Perhitungan, on_delete=models.CASCADE, related_name="daftar_hasil")
    lembar = models.ForeignKey(Lembar, null=True, on_delete=models.PROTECT, related_name="daftar_hasil")
    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.PROTECT, related_name="daftar_hasil")
    masa = models.CharField(max_length=7)
    # Where the person stood in that month: rows stay with the unit that pays them.
    unit = models.ForeignKey("kepegawaian.Unit", on_delete=models.PROTECT, related_name="+")
    nama = models.CharField(max_length=150, blank=True)
    nama_jabatan = models.CharField(max_length=200, blank=True)
    status_hitung = models.CharField(max_length=10)
    tpp_bruto = models.BigIntegerField(null=True)
    potongan = models.BigIntegerField(null=True)
    tpp_diterima = models.BigIntegerField(null=True)
    # What was received a month before, and the difference; null where there is no such month.
    sebelumnya = models.BigIntegerField(null=True)
    nilai = models.JSONField(default=dict)
    derivasi = models.JSONField(default=dict)
    fakta = models.JSONField(default=dict)
    temuan = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hitungan", "pegawai"], name="hasil_satu_seorang")]
        indexes = [
            models.Index(fields=["pegawai", "masa"]),
            models.Index(fields=["masa"]),
            models.Index(fields=["lembar", "status_hitung"]),
            models.Index(fields=["hitungan", "unit"]),
        ]
