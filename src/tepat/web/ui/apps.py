"""The app as Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, filters and static files that every page shares."""

    name = "tepat.web.ui"
    label = "ui"
