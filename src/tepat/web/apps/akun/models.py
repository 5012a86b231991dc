"""Users and their roles."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tepat.web.common.period import Period, period_constraints


class Pengguna(AbstractUser):
    """Somebody who signs in; an employee's account is bound to the employee's record."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    nama = models.CharField(_("nama"), max_length=150, blank=True)
    pegawai = models.OneToOneField(
        "kepegawaian.Pegawai", null=True, blank=True, on_delete=models.PROTECT, related_name="pengguna"
    )
    bahasa = models.CharField(_("bahasa"), max_length=2, choices=[("id", "Indonesia"), ("en", "English")], default="id")
    tema = models.CharField(_("tema"), max_length=6, blank=True, default="")
    # Until when the first password that an administrator handed over may be used; empty once it was changed.
    sandi_sampai = models.DateTimeField(_("sandi pertama berlaku sampai"), null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name that pages show."""
        return self.nama or self.username

    def get_short_name(self) -> str:
        """The name that pages show."""
        return self.get_full_name()


class Peran(Period):
    """A role that somebody has from a day to a day, for a unit and all below it, or for the whole region."""

    class Jenis(models.TextChoices):
        """The roles that are given; to be an employee or a superior follows from the records."""

        PENGELOLA = "pengelola", _("Pengelola kepegawaian SKPD")
        BKPSDM = "bkpsdm", _("BKPSDM")
        BENDAHARA = "bendahara", _("Bendahara")
        AUDITOR = "auditor", _("Auditor")
        ADMINISTRATOR = "administrator", _("Administrator")

    pengguna = models.ForeignKey(Pengguna, on_delete=models.CASCADE, related_name="daftar_peran")
    jenis = models.CharField(_("peran"), max_length=15, choices=Jenis)
    unit = models.ForeignKey(
        "kepegawaian.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )

    class Meta:
        constraints = [
            *period_constraints("peran"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(jenis="pengelola"),
                name="peran_pengelola_berunit",
                violation_error_message=_("Pengelola SKPD harus disebut unitnya."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} · {self.unit or _('seluruh daerah')}"
