"""What the frame of every page knows: who looks, in which roles, on which day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tepat.web.apps.akun.selectors import rights_of
from tepat.web.common.today import today


def frame(request: HttpRequest) -> dict[str, Any]:
    """For the navigation and the footer; no query where nobody is signed in."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "hak": rights_of(user) if signed_in else None,
        "hari_ini": today(),
        "peraga": settings.TEPAT_DEMO,
        "tema": getattr(user, "tema", "") if signed_in else "",
    }
