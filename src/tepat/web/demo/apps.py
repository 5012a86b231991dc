"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """A filled demonstration region."""

    name = "tepat.web.demo"
    label = "demo"
    verbose_name = _("Daerah contoh")
