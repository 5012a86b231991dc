"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, static files and template tags; no models."""

    name = "tepat.web.ui"
    label = "ui"
