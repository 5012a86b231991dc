"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AkunConfig(AppConfig):
    """Who may sign in, in which role, for which part of the office."""

    name = "tepat.web.apps.akun"
    label = "akun"
    verbose_name = _("Akun")

    def ready(self) -> None:
        """Have the checks known."""
        from tepat.web.apps.akun import checks  # noqa: F401
