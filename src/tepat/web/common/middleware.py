"""What is done at every request: its number and its line in the log; the headers of pages that nobody else may keep."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from tepat.web.common.fragments import was_asked

Answer = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger("tepat.permintaan")


class Requests:
    """A number for each request, which its page shows and every line that it logs carries; and one line at its end.

    Who asked is told by the id of the account, what was asked by the path: addresses carry no personal numbers, and
    the query, in which somebody may have typed one, is not logged.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and log."""
        number = secrets.token_hex(4).upper()
        request.rujukan = number  # type: ignore[attr-defined]
        begun = time.monotonic_ns()
        with structlog.contextvars.bound_contextvars(rujukan=number):
            response = self.get_response(request)
            milliseconds = (time.monotonic_ns() - begun) // 1_000_000
            log.info("permintaan", status=response.status_code, ms=milliseconds, **_about(request))
        return response


def _about(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    user = getattr(request, "user", None)
    return {
        "cara": request.method,
        "alamat": request.path,
        "nama": match.view_name if match else "",
        "pengguna": user.pk if user is not None and user.is_authenticated else None,
    }


# What a page may use of the device: nothing but itself.
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


class Headers:
    """Pages are about people, and office computers are shared: nothing is left behind in a browser or on the way."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and add the headers."""
        response = self.get_response(request)
        response["Cache-Control"] = "no-store, private"
        response["Permissions-Policy"] = PERMISSIONS
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if was_asked(request):
            patch_vary_headers(response, ["HX-Request"])
        return response
