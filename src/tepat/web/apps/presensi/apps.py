"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PresensiConfig(AppConfig):
    """Attendance: devices, schedules, the day ledger and the month summary."""

    name = "tepat.web.apps.presensi"
    label = "presensi"
    verbose_name = _("Presensi")
