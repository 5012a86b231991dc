"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BerandaConfig(AppConfig):
    """The first page of every role: what to do next."""

    name = "tepat.web.apps.beranda"
    label = "beranda"
    verbose_name = _("Beranda")
