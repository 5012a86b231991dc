"""What the page frame needs on every page: the theme, the menu, the reference number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from tepat.web.ui.parts import NavGroup

THEME_COOKIE = "tema"
THEMES = ("sistem", "terang", "gelap")


def theme_of(request: HttpRequest) -> str:
    """The chosen theme; an unknown word in the cookie counts as none."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else THEMES[0]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``tema``, ``daftar_tema``, ``navigasi`` and ``rujukan``."""
    return {
        "tema": theme_of(request),
        "daftar_tema": THEMES,
        "navigasi": navigation(request),
        "rujukan": getattr(request, "rujukan", ""),
    }


def navigation(request: HttpRequest) -> Sequence[NavGroup]:
    """The menu: the function named by the setting ``UI_NAVIGATION`` makes it; without one there is none."""
    maker = getattr(settings, "UI_NAVIGATION", "")
    return import_string(maker)(request) if maker else ()
