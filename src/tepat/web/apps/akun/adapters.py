"""How the sign-in library behaves here: accounts are made by an administrator, never by strangers."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tepat.web.apps.akun.models import Pengguna
from tepat.web.apps.akun.selectors import rights_of


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; first passwords end, and are over once changed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **parts: Any) -> HttpResponse | None:
        """Refuse a first password whose days are over."""
        if user.sandi_sampai is not None and user.sandi_sampai < timezone.now():
            messages.error(
                request, _("Kata sandi pertama ini sudah lewat masanya. Minta yang baru kepada administrator.")
            )
            return redirect("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, **parts)
        return answer

    def set_password(self, user: Any, password: str) -> None:
        """A password of one's own."""
        user.sandi_sampai = None
        super().set_password(user, password)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A second step that the role asks for is not taken away."""

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Where no role asks for it."""
        return not rights_of(authenticator.user).roles & settings.TEPAT_WAJIB_MFA


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The region's sign-on service says who somebody is; the account must exist here under that NIP."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """No."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect a first sign-on to the account whose username is the service's ``preferred_username``.

        Only signing in is served: nobody binds another identity to the account that is open in this browser.
        """
        if sociallogin.state.get("process") != "login":
            raise PermissionDenied
        if sociallogin.is_existing:
            return
        told = sociallogin.account.get_provider_account().get_user_data() or {}
        name = str(told.get("preferred_username") or "")
        user = Pengguna.objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            messages.error(request, _("Akun daerah Anda belum terdaftar di Tepat. Hubungi BKPSDM."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
