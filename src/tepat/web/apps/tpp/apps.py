"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TppConfig(AppConfig):
    """The month: readiness, computation, states, results, explanation and forecast."""

    name = "tepat.web.apps.tpp"
    label = "tpp"
    verbose_name = _("TPP")
