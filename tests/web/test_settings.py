"""The settings of a real office pass Django's own examination; a demonstration is refused where it does harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.checks.registry import registry
from django.urls import get_resolver

from tepat.web.apps.akun.checks import demo_holds_nobody_real, demo_is_not_public
from tepat.web.common.limits import parse_limit
from tests.web.matrix import addresses_of

SHOWN = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE LANGUAGE_COOKIE_SECURE SECURE_SSL_REDIRECT SESSION_COOKIE_HTTPONLY"
ASKED = f"""
import json
from django.conf import settings
from django.core.checks import run_checks
print(json.dumps({{
    "temuan": [found.id for found in run_checks(include_deployment_checks=True) if not found.is_silenced()],
    "setelan": [getattr(settings, name) for name in {SHOWN.split()}],
    "hsts": settings.SECURE_HSTS_SECONDS,
}}))
"""


def examine(folder: Path, **stated: str) -> dict[str, Any]:
    """What Django's examination for deployment finds with settings as an office states them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TEPAT_")}
    (folder / "static").mkdir()
    told = subprocess.run(
        [sys.executable, "-m", "tepat.web", "shell", "--no-imports", "-c", ASKED],
        env=kept | {"TEPAT_DATA": str(folder), **stated},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_a_real_office_passes_the_examination_for_deployment(tmp_path: Path):
    found = examine(tmp_path, TEPAT_HOSTS="tepat.contoh.go.id")
    assert found == {"temuan": [], "setelan": [True] * 5, "hsts": 31_536_000}


def test_a_careless_office_does_not(tmp_path: Path):
    found = examine(tmp_path, TEPAT_HTTPS="0", TEPAT_DEBUG="1")
    assert {"security.W008", "security.W012", "security.W016", "security.W018"} <= set(found["temuan"])


def test_a_demonstration_with_a_certificate_is_refused(settings):
    settings.TEPAT_DEMO = settings.HTTPS = True
    assert [fault.id for fault in demo_is_not_public(None)] == ["tepat.E001"]
    assert demo_is_not_public in registry.get_checks()


@pytest.mark.django_db
def test_a_demonstration_beside_real_people_is_refused(settings, django_user_model):
    from tepat.web.apps.kepegawaian.models import Pegawai

    settings.TEPAT_DEMO = True
    Pegawai.objects.create(nip="190001011920011001")
    assert demo_holds_nobody_real(None, databases=["default"]) == []
    Pegawai.objects.create(nip="9" * 18)
    assert [fault.id for fault in demo_holds_nobody_real(None, databases=["default"])] == ["tepat.E002"]
    settings.TEPAT_DEMO = False
    assert demo_holds_nobody_real(None, databases=["default"]) == []


def test_a_demonstration_without_certificate_is_allowed(settings):
    settings.TEPAT_DEMO, settings.HTTPS = True, False
    assert demo_is_not_public(None) == []


def test_every_limited_address_exists_and_its_limit_can_be_read():
    assert django_settings.TEPAT_LIMITS
    assert django_settings.TEPAT_LIMITS.keys() <= set(addresses_of())
    assert all(min(parse_limit(limit)) > 0 for limit in django_settings.TEPAT_LIMITS.values())


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_every_error_has_a_page_of_ours(status: int):
    handler = get_resolver().resolve_error_handler(status)
    assert handler.__module__ == "tepat.web.ui.views"
