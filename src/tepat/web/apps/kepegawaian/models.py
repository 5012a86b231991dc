"""People, units and positions. What changes with time is a record with the days it holds."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tepat.lang.types import Category
from tepat.law import packet
from tepat.web.common.period import Period, period_constraints

# The longest amount of money a column holds; the contract of the fact packet has the same bound.
RUPIAH_MAX = packet.RUPIAH_MAX
CRITERIA = (
    "beban_kerja",
    "prestasi_kerja",
    "kondisi_kerja",
    "tempat_bertugas",
    "kelangkaan_profesi",
    "pertimbangan_objektif",
)


def choices(category: Category) -> list[tuple[str, str]]:
    """The codes of a category of the fact packet, as a form shows them."""
    return [(code, code.replace("_", " ")) for code in category.codes]


def in_codes(column: str, category: Category, name: str) -> models.CheckConstraint:
    """A column holds a code of its category."""
    return models.CheckConstraint(condition=Q(**{f"{column}__in": category.codes}), name=name)


def rupiah_column(label: Any) -> Any:
    """Whole rupiah a month."""
    return models.BigIntegerField(label, default=0)


class Unit(models.Model):
    """A unit of the office. Its name and place in the tree have a history (`RiwayatUnit`)."""

    kode_unit = models.CharField(_("kode unit"), max_length=40, unique=True)

    def __str__(self) -> str:
        return self.kode_unit


class RiwayatUnit(Period):
    """What a unit is called, what kind it is, and under which unit it stands."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="riwayat")
    nama_unit = models.CharField(_("nama unit"), max_length=200)
    jenis_unit = models.CharField(_("jenis unit"), max_length=80, blank=True)
    induk = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="riwayat_bawahan", verbose_name=_("induk")
    )
    nomor_sk = models.CharField(_("nomor SK"), max_length=120, blank=True)

    class Meta:
        constraints = [
            *period_constraints("riwayat_unit", "unit"),
            models.CheckConstraint(
                condition=Q(induk__isnull=True) | ~Q(induk=models.F("unit")), name="riwayat_unit_bukan_induk_sendiri"
            ),
        ]

    def __str__(self) -> str:
        return self.nama_unit


class Pegawai(models.Model):
    """A civil servant: PNS, CPNS and PPPK alike; which of them, and when, is told by `StatusPegawai`."""

    nip = models.CharField(
        _("NIP"), max_length=18, unique=True, validators=[RegexValidator(r"^\d{18}$", _("NIP terdiri atas 18 angka."))]
    )
    nama = models.CharField(_("nama"), max_length=150, blank=True)
    npwp = models.CharField(_("NPWP"), max_length=25, blank=True)

    class Meta:
        ordering = ["nama", "nip"]

    def __str__(self) -> str:
        return self.nama or self.nip


class OfPegawai(Period):
    """Something of one person, with the days it holds."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="+", verbose_name=_("pegawai"))

    class Meta:
        abstract = True


class StatusPegawai(OfPegawai):
    """PNS, CPNS or PPPK, and the rank by its scheme."""

    status_pegawai = models.CharField(_("status"), max_length=5, choices=choices(packet.STATUS_PEGAWAI))
    skema_golongan = models.CharField(_("skema golongan"), max_length=5, choices=choices(packet.SKEMA_GOLONGAN))
    golongan = models.CharField(_("golongan"), max_length=8, blank=True)
    nomor_sk = models.CharField(_("nomor SK"), max_length=120, blank=True)

    class Meta:
        constraints = [
            *period_constraints("status_pegawai", "pegawai"),
            in_codes("status_pegawai", packet.STATUS_PEGAWAI, "status_pegawai_dikenal"),
            in_codes("skema_golongan", packet.SKEMA_GOLONGAN, "skema_golongan_dikenal"),
        ]


class Jabatan(models.Model):
    """A position. What it is called and worth has a history (`NilaiJabatan`)."""

    kode_jabatan = models.CharField(_("kode jabatan"), max_length=60, unique=True)

    def __str__(self) -> str:
        return self.kode_jabatan


class NilaiJabatan(Period):
    """A position's name, class and amount of each criterion, by the decree that sets them; whole rupiah a month."""

    jabatan = models.ForeignKey(Jabatan, on_delete=models.CASCADE, related_name="riwayat")
    nama_jabatan = models.CharField(_("nama jabatan"), max_length=200)
    kelas_jabatan = models.PositiveSmallIntegerField(_("kelas jabatan"), null=True, blank=True)
    beban_kerja = rupiah_column(_("beban kerja"))
    prestasi_kerja = rupiah_column(_("prestasi kerja"))
    kondisi_kerja = rupiah_column(_("kondisi kerja"))
    tempat_bertugas = rupiah_column(_("tempat bertugas"))
    kelangkaan_profesi = rupiah_column(_("kelangkaan profesi"))
    pertimbangan_objektif = rupiah_column(_("pertimbangan objektif"))
    nomor_sk = models.CharField(_("nomor SK"), max_length=120, blank=True)

    class Meta:
        constraints = [
            *period_constraints("nilai_jabatan", "jabatan"),
            models.CheckConstraint(
                condition=Q(kelas_jabatan__isnull=True) | Q(kelas_jabatan__range=(1, 17)), name="kelas_jabatan_1_17"
            ),
            *(
                models.CheckConstraint(condition=Q(**{f"{name}__range": (0, RUPIAH_MAX)}), name=f"{name}_dalam_batas")
                for name in CRITERIA
            ),
        ]

    def __str__(self) -> str:
        return self.nama_jabatan


class Penempatan(OfPegawai):
    """Who holds which position in which unit. One person holds one position at a time; acting is `Plt`."""

    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="daftar_penempatan")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="daftar_penempatan")
    nomor_sk = models.CharField(_("nomor SK"), max_length=120, blank=True)

    class Meta:
        constraints = period_constraints("penempatan", "pegawai")


class Plt(OfPegawai):
    """An acting post."""

    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="daftar_plt")
    jenis = models.CharField(_("jenis"), max_length=10, choices=choices(packet.JENIS_PLT))
    nomor_sk = models.CharField(_("nomor SK"), max_length=120, blank=True)

    class Meta:
        constraints = [
            *period_constraints("plt", "pegawai", "jabatan"),
            in_codes("jenis", packet.JENIS_PLT, "jenis_plt_dikenal"),
        ]


class Cuti(OfPegawai):
    """Leave, preparation for retirement, or a person lent out; its kinds are the region's."""

    jenis = models.CharField(_("jenis"), max_length=40)
    nomor_surat = models.CharField(_("nomor surat"), max_length=120, blank=True)

    class Meta:
        constraints = period_constraints("cuti", "pegawai", "jenis")


class Hukdis(OfPegawai):
    """A disciplinary punishment."""

    tingkat = models.CharField(_("tingkat"), max_length=10, choices=choices(packet.TINGKAT_HUKDIS))
    nomor_sk = models.CharField(_("nomor SK"), max_length=120, blank=True)

    class Meta:
        constraints = [
            *period_constraints("hukdis", "pegawai", "tingkat"),
            in_codes("tingkat", packet.TINGKAT_HUKDIS, "tingkat_hukdis_dikenal"),
        ]


class Ptkp(OfPegawai):
    """The family status that income tax knows, as at the beginning of a year."""

    ptkp = models.CharField(_("PTKP"), max_length=4, choices=choices(packet.PTKP))
    dokumen = models.CharField(_("dokumen"), max_length=120, blank=True)

    class Meta:
        constraints = [*period_constraints("ptkp", "pegawai"), in_codes("ptkp", packet.PTKP, "ptkp_dikenal")]


class Rekening(OfPegawai):
    """The bank account that TPP is paid into."""

    bank = models.CharField(_("bank"), max_length=80)
    nomor_rekening = models.CharField(
        _("nomor rekening"), max_length=30, validators=[RegexValidator(r"^\d{5,30}$", _("Nomor rekening hanya angka."))]
    )
    atas_nama = models.CharField(_("atas nama"), max_length=150)

    class Meta:
        constraints = period_constraints("rekening", "pegawai")


class Atasan(OfPegawai):
    """Who rates whom."""

    atasan = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+", verbose_name=_("atasan"))

    class Meta:
        constraints = [
            *period_constraints("atasan", "pegawai"),
            models.CheckConstraint(condition=~Q(atasan=models.F("pegawai")), name="atasan_bukan_diri_sendiri"),
        ]


class FaktaTambahan(models.Model):
    """A row of what a region's rules ask beyond the records above: a file of its own, or further columns of one."""

    masa = models.CharField(_("masa"), max_length=7)
    berkas = models.CharField(_("berkas"), max_length=40)
    pegawai = models.ForeignKey(Pegawai, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kunci = models.CharField(_("kunci"), max_length=120, blank=True)
    sel = models.JSONField(default=dict)
    kumpulan = models.ForeignKey("impor.Kumpulan", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    baris = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["masa", "berkas"])]
