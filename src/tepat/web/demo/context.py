"""What the log-in page of a demonstration knows: its accounts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tepat.web.demo.accounts import ACCOUNTS, PASSWORD


def accounts(request: HttpRequest) -> dict[str, Any]:
    """The accounts and their password."""
    return {"akun_contoh": ACCOUNTS, "sandi_contoh": PASSWORD}
