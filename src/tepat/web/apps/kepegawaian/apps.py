"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KepegawaianConfig(AppConfig):
    """People, units, positions and what happens to them, each with the days it holds."""

    name = "tepat.web.apps.kepegawaian"
    label = "kepegawaian"
    verbose_name = _("Kepegawaian")
