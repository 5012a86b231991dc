"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KinerjaConfig(AppConfig):
    """Ratings of people's work."""

    name = "tepat.web.apps.kinerja"
    label = "kinerja"
    verbose_name = _("Kinerja")
