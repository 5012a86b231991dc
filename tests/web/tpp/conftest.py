"""A small region for the tests of the month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from tests.web.tpp.region import Region


@pytest.fixture(autouse=True)
def on_a_day_in_march(settings: Any) -> None:
    settings.TEPAT_HARI_INI = "2024-03-20"
    settings.TEPAT_REGULASI = "balangan"


@pytest.fixture
def region(db: None) -> Region:
    from tests.web.tpp.region import Region

    return Region.build()


class Visitor:
    """Somebody at the browser."""

    def __init__(self, region: Region) -> None:
        self.region = region

    def __call__(self, name: str) -> Client:
        from django.test import Client

        client = Client()
        client.force_login(self.region.users[name], backend="django.contrib.auth.backends.ModelBackend")
        return client


@pytest.fixture
def visitor(region: Region) -> Visitor:
    return Visitor(region)
