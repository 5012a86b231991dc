"""Whoever opens the first page."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def on_a_day(settings: Any) -> None:
    from tests.web.small_office import TODAY

    settings.TEPAT_HARI_INI = TODAY


@pytest.fixture
def office(db: None) -> Any:
    from tests.web.small_office import make_office

    return make_office()
