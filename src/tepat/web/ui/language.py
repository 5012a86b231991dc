"""The language of a page: the account's, else the one chosen in this browser, else Indonesian.

Django's own middleware follows the browser's languages; here they say little: the phones of one office are set to
whatever the shop left them at.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]


def language_of(request: HttpRequest) -> str:
    """The language of whoever asks; a language that there is not counts as none chosen."""
    user = getattr(request, "user", None)
    chosen = getattr(user, "bahasa", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def language_middleware(get_response: Answer) -> Answer:
    """Answer every request in the language of whoever asks."""

    def answer(request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            return response

    return answer
