"""Theme, language, error pages, and the page of all components."""

from __future__ import annotations

import secrets
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as django_set_language

from tepat.web.ui import context


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language with the account and in a cookie, and go back to where the form stood."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES) and request.user.bahasa != chosen:
        request.user.bahasa = chosen
        request.user.save(update_fields=["bahasa"])
    return django_set_language(request)


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme with the account and in a cookie, and go back to where the form stood."""
    chosen = request.POST.get("tema", "")
    if chosen not in context.THEMES:
        return HttpResponseBadRequest(_("Tema itu tidak ada. Pilih sistem, terang atau gelap."))
    if request.user.is_authenticated and request.user.tema != chosen:
        request.user.tema = chosen
        request.user.save(update_fields=["tema"])
    by_script = request.headers.get("X-Requested-With") == "fetch"  # which shows the theme itself already
    response = HttpResponse(status=HTTPStatus.NO_CONTENT) if by_script else HttpResponseRedirect(_safe_next(request))
    response.set_cookie(
        context.THEME_COOKIE, chosen, max_age=31_536_000, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return response


def _safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    hosts = {request.get_host()}
    return target if url_has_allowed_host_and_scheme(target, hosts, request.is_secure()) else "/"


@login_not_required
@require_GET
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component with made-up data."""
    from tepat.web.ui import gaya

    return render(request, "ui/gaya.html", gaya.sample())


# --- error pages (handler400 … of the project's urls) ----------------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _error_page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _error_page(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _error_page(request, HTTPStatus.NOT_FOUND)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429 (allauth's rate limits name it)."""
    return _error_page(request, HTTPStatus.TOO_MANY_REQUESTS)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose page was too old (setting ``CSRF_FAILURE_VIEW``)."""
    return _error_page(request, HTTPStatus.FORBIDDEN, "errors/403_csrf.html")


def _error_page(request: HttpRequest, status: HTTPStatus, template: str = "") -> HttpResponse:
    """Written without context processors: whatever broke may have broken them too."""
    page = get_template(template or f"errors/{status.value}.html")
    theme = request.COOKIES.get(context.THEME_COOKIE, "")
    return HttpResponse(page.render({"rujukan": reference_of(request), "tema": theme or "sistem"}), status=status)


def reference_of(request: HttpRequest) -> str:
    """The number under which this request stands in the log; one is made when nothing gave it one.

    A middleware may set ``request.rujukan``.
    """
    number = getattr(request, "rujukan", "")
    if not number:
        number = secrets.token_hex(4).upper()
        request.rujukan = number  # type: ignore[attr-defined]
    return str(number)
