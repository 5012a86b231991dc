"""The look is tested at addresses of its own."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.ui.urls"
    settings.UI_NAVIGATION = ""
