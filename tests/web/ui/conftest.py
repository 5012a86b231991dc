"""The look is tested with the application's own settings, at addresses of its own."""

from __future__ import annotations

import os

import django
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tepat.web.config.settings")
django.setup()


@pytest.fixture(autouse=True)
def own_addresses(settings: pytest.FixtureRequest) -> None:
    settings.ROOT_URLCONF = "tests.web.ui.urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
