"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegulasiConfig(AppConfig):
    """The regulations in plain language, word for word, and who has read them."""

    name = "tepat.web.apps.regulasi"
    label = "regulasi"
    verbose_name = _("Peraturan")
