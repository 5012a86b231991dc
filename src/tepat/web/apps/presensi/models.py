"""Devices and schedules, and what the month's processing made of the punches."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tepat.web.common.job import Job
from tepat.web.common.period import Period, period_constraints


class Provenance(models.Model):
    """The import and row that something came from; empty where it was typed in."""

    kumpulan = models.ForeignKey("impor.Kumpulan", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    baris = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True


class Perangkat(Provenance):
    """An attendance device."""

    perangkat = models.CharField(_("perangkat"), max_length=80, unique=True)
    nomor_seri = models.CharField(_("nomor seri"), max_length=60, blank=True)
    unit = models.ForeignKey("kepegawaian.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    zona = models.CharField(_("zona waktu"), max_length=4, blank=True)

    def __str__(self) -> str:
        return self.perangkat


class PinPerangkat(Period):
    """The number by which a device knows a person; without a device it holds for all."""

    perangkat = models.ForeignKey(Perangkat, null=True, blank=True, on_delete=models.CASCADE, related_name="daftar_pin")
    pin = models.CharField(_("PIN"), max_length=24)
    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="daftar_pin")

    class Meta:
        constraints = period_constraints("pin_perangkat", "perangkat", "pin")


class PolaKerja(Provenance):
    """Duty hours of a pattern on some days of the week."""

    kode_pola = models.CharField(_("kode pola"), max_length=40)
    hari = models.CharField(_("hari"), max_length=20, blank=True)
    masuk = models.CharField(_("masuk"), max_length=5, blank=True)
    pulang = models.CharField(_("pulang"), max_length=5, blank=True)
    lewat_tengah_malam = models.BooleanField(_("lewat tengah malam"), null=True)
    fleksibel = models.PositiveSmallIntegerField(_("fleksibel (menit)"), default=0)


class Jadwal(Provenance):
    """Which pattern a unit or a person works by. Where two hold, the later begun one does, as the packet says."""

    unit = models.ForeignKey("kepegawaian.Unit", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    pegawai = models.ForeignKey(
        "kepegawaian.Pegawai", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kode_pola = models.CharField(_("kode pola"), max_length=40)
    mulai = models.DateField(null=True, blank=True)
    selesai = models.DateField(null=True, blank=True)


class Roster(Provenance):
    """A shift of a person on a day."""

    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="+")
    tanggal = models.DateField(db_index=True)
    kode_pola = models.CharField(_("kode pola"), max_length=40)


class HariKalender(Provenance):
    """A day that the region declares a holiday, joint leave or a working day."""

    tanggal = models.DateField(db_index=True)
    jenis = models.CharField(_("jenis"), max_length=12)
    keterangan = models.CharField(_("keterangan"), max_length=200, blank=True)


class Izin(Provenance):
    """Leave, duty travel, permission, as attendance reads it."""

    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="daftar_izin")
    jenis = models.CharField(_("jenis"), max_length=40)
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)

    class Meta:
        constraints = period_constraints("izin")


class Koreksi(Provenance):
    """A correction of a day's times; it counts once somebody has approved it."""

    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="+")
    tanggal = models.DateField(db_index=True)
    masuk = models.CharField(_("masuk"), max_length=5, blank=True)
    pulang = models.CharField(_("pulang"), max_length=5, blank=True)
    alasan = models.CharField(_("alasan"), max_length=200, blank=True)
    disetujui_oleh = models.CharField(_("disetujui oleh"), max_length=150, blank=True)


class Gangguan(Provenance):
    """An outage of a device or of a unit's attendance."""

    perangkat = models.ForeignKey(Perangkat, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("kepegawaian.Unit", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    mulai = models.DateTimeField()
    selesai = models.DateTimeField(null=True, blank=True)
    alasan = models.CharField(_("alasan"), max_length=200, blank=True)


class Apel(Provenance):
    """Presence at a roll-call or ceremony."""

    tanggal = models.DateField(db_index=True)
    jenis = models.CharField(_("jenis"), max_length=40)
    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="+")
    hadir = models.BooleanField(null=True)


class OlahPresensi(Job):
    """A month of attendance processed: from the files of accepted imports to the ledger."""

    masa = models.CharField(_("masa"), max_length=7)
    hingga = models.DateField(_("hingga"), null=True, blank=True)
    # The attendance packet (ZIP) with its receipt; the latest finished one of a month is in force.
    paket = models.BinaryField(null=True)
    sidik = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["masa"], condition=Q(keadaan__in=("antre", "berjalan")), name="olah_presensi_satu_sekaligus"
            )
        ]


class Harian(models.Model):
    """A day of a person: duty, punches, minutes, state. Made by the processing of the month, never typed.

    Grain: one row per person and duty, as `tepat.law.packet.HARIAN`; times are wall-clock times of the unit.
    """

    olahan = models.ForeignKey(OlahPresensi, on_delete=models.CASCADE, related_name="daftar_harian")
    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="+")
    tanggal = models.DateField()
    pola = models.CharField(max_length=40, blank=True)
    jam_masuk_wajib = models.CharField(max_length=19, blank=True)
    jam_pulang_wajib = models.CharField(max_length=19, blank=True)
    masuk = models.CharField(max_length=19, blank=True)
    pulang = models.CharField(max_length=19, blank=True)
    menit_terlambat = models.PositiveSmallIntegerField(null=True)
    menit_pulang_cepat = models.PositiveSmallIntegerField(null=True)
    catatan = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=24)
    bukti = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["pegawai", "tanggal"])]


class Disiplin(models.Model):
    """The month summary of a person; by the processing of punches, or from a recap that was imported."""

    pegawai = models.ForeignKey("kepegawaian.Pegawai", on_delete=models.CASCADE, related_name="daftar_disiplin")
    masa = models.CharField(_("masa"), max_length=7)
    olahan = models.ForeignKey(OlahPresensi, null=True, on_delete=models.CASCADE, related_name="daftar_disiplin")
    hari_kerja = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    hari_hadir = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    hari_alpa = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    potongan_persen = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    presensi_manual = models.BooleanField(null=True)
    kumpulan = models.ForeignKey("impor.Kumpulan", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    baris = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            # A recap stands beside what the punches gave; the punches' summary is used where there is one.
            models.UniqueConstraint(fields=["pegawai", "masa", "olahan"], name="disiplin_satu_seolahan"),
            models.UniqueConstraint(
                fields=["pegawai", "masa"], condition=Q(olahan__isnull=True), name="disiplin_satu_rekap"
            ),
        ]
        indexes = [models.Index(fields=["masa"])]


class TemuanPresensi(models.Model):
    """What the processing found: for the operator's worklist."""

    olahan = models.ForeignKey(OlahPresensi, on_delete=models.CASCADE, related_name="daftar_temuan")
    kode = models.CharField(max_length=8)
    tingkat = models.CharField(max_length=12)
    pegawai = models.ForeignKey("kepegawaian.Pegawai", null=True, on_delete=models.CASCADE, related_name="+")
    # What fills the blanks of the code's sentences, which are told in the reader's language.
    kata = models.JSONField(default=dict)
