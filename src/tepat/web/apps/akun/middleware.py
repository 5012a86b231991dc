"""What is asked of a session before any page: that it is still used, has a password of its own and its second step."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from tepat.web.apps.akun.selectors import rights_of
from tepat.web.common.limits import is_over
from tepat.web.ui.views import too_many_requests

Answer = Callable[[HttpRequest], HttpResponseBase]
LAST_SEEN = "dilihat"
# A session is written at most so often: reading a page should not cost a write.
_SEEN_EVERY = 60
_ALWAYS = {"account_logout", "account_login", "account_inactive", "account_reauthenticate", "ui:bahasa", "ui:tema"}
_FOR_PASSWORD = _ALWAYS | {"account_change_password", "mfa_reauthenticate"}
_FOR_SECOND_STEP = _FOR_PASSWORD | {"mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes"}


class Safety:
    """Ends sessions that nobody uses, and sends people to what their account lacks."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a part of a page that would be the sign-in page becomes a move there."""
        if request.user.is_authenticated:
            _look_at_the_clock(request)
        response = self.get_response(request)
        if getattr(request, "htmx", False) and response.status_code == 302:
            target = response.headers["Location"]
            if target.split("?")[0] == reverse(settings.LOGIN_URL):
                return HttpResponseClientRedirect(reverse(settings.LOGIN_URL))
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Somebody with a first password chooses their own; a role that needs a second step sets it up."""
        user: Any = request.user
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not user.is_authenticated or name in _ALWAYS:
            return None
        if user.sandi_sampai is not None:
            return None if name in _FOR_PASSWORD else redirect("account_change_password")
        if name not in _FOR_SECOND_STEP and lacks_second_step(user):
            messages.warning(request, _("Peran Anda memerlukan verifikasi dua langkah. Pasang dahulu, sekali saja."))
            return redirect("mfa_activate_totp")
        return None


def lacks_second_step(user: Any) -> bool:
    """Whether a role of this account asks for a second step that is not set up."""
    return bool(rights_of(user).roles & settings.TEPAT_WAJIB_MFA) and not is_mfa_enabled(user)


def _look_at_the_clock(request: HttpRequest) -> None:
    moment = int(time.time())
    seen = request.session.get(LAST_SEEN, moment)
    if moment - seen > settings.TEPAT_DIAM_DETIK:
        logout(request)
        messages.info(request, _("Sesi Anda berakhir karena lama tidak dipakai. Silakan masuk lagi."))
    elif LAST_SEEN not in request.session or moment - seen >= _SEEN_EVERY:
        request.session[LAST_SEEN] = moment


class Limits:
    """Refuses a POST to an address of ``TEPAT_LIMITS`` when an account has sent too many."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Count, before the work begins."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        limit = settings.TEPAT_LIMITS.get(name)
        user: Any = request.user
        if not limit or request.method != "POST" or not user.is_authenticated:
            return None
        return too_many_requests(request) if is_over(name, user.pk, limit) else None
