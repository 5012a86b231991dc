<<<<<<< HEAD
"""The app's name for Django."""

from __future__ import annotations
=======
"""The app as Django knows it."""
>>>>>>> main

from django.apps import AppConfig


class UiConfig(AppConfig):
<<<<<<< HEAD
    """Templates, static files and template tags; no models."""
=======
    """Templates, filters and static files that every page shares."""
>>>>>>> main

    name = "tepat.web.ui"
    label = "ui"
