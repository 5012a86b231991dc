"""What the frame of every page knows: who looks, in which roles, on which day, in which theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from tepat.web.apps.akun.selectors import rights_of
from tepat.web.common.today import today
from tepat.web.ui.parts import NavGroup

THEME_COOKIE = "tema"
THEMES = ("sistem", "terang", "gelap")


def frame(request: HttpRequest) -> dict[str, Any]:
    """For the navigation, the switches and the footer; no query where nobody is signed in."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "hak": rights_of(user) if signed_in else None,
        "hari_ini": today(),
        "peraga": settings.TEPAT_DEMO,
        "tema": theme_of(request),
        "navigasi": navigation(request),
        "rujukan": getattr(request, "rujukan", ""),
    }


def theme_of(request: HttpRequest) -> str:
    """The theme of the account, else of this browser's cookie; what is not a theme counts as none chosen."""
    kept = getattr(getattr(request, "user", None), "tema", "")
    chosen = kept or request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else THEMES[0]


def navigation(request: HttpRequest) -> Sequence[NavGroup]:
    """The menu: the function named by the setting ``UI_NAVIGATION`` makes it; without one there is none."""
    maker = getattr(settings, "UI_NAVIGATION", "")
    return import_string(maker)(request) if maker else ()
