"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PembayaranConfig(AppConfig):
    """Salary lists and what was paid."""

    name = "tepat.web.apps.pembayaran"
    label = "pembayaran"
    verbose_name = _("Pembayaran")
