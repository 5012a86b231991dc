"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImporConfig(AppConfig):
    """Files that people upload: read, previewed, accepted or discarded as a whole, undone."""

    name = "tepat.web.apps.impor"
    label = "impor"
    verbose_name = _("Impor")
