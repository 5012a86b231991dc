"""How the sign-in library behaves here: accounts are made by an administrator, never by strangers."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tepat.web.apps.akun.models import Pengguna


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The region's sign-on service says who somebody is; the account must exist here under that NIP."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """No."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect a first sign-on to the account whose username is the service's ``preferred_username``."""
        if sociallogin.is_existing:
            return
        name = str(sociallogin.account.extra_data.get("preferred_username", ""))
        user = Pengguna.objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            messages.error(request, _("Akun daerah Anda belum terdaftar di Tepat. Hubungi BKPSDM."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
