"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who changed what, when and why; and the month computed again."""

    name = "tepat.web.apps.audit"
    label = "audit"
    verbose_name = _("Audit")
