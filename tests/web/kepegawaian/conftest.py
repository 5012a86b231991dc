"""What the tests of people's pages share. Django is not ready yet where pytest reads this file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def office(db: None, settings: Any) -> Any:
    """The small office, on a day of March 2024."""
    from tests.web.kepegawaian.office import TODAY, make_office

    settings.TEPAT_HARI_INI = TODAY.isoformat()
    return make_office()


@pytest.fixture
def sign_in() -> Callable[[Any], Any]:
    """A browser in which somebody is signed in."""
    from django.test import Client

    def signed_in(user: Any) -> Client:
        client = Client(headers={"X-Forwarded-Proto": "https"})
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
