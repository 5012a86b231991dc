"""A small region, on the day that the processes are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.web.tpp.region import Region


@pytest.fixture(autouse=True)
def on_a_day_in_march(settings: Any) -> None:
    # Django is not ready yet where pytest reads this file.
    from tests.web.accidents.processes import TODAY

    settings.TEPAT_HARI_INI = TODAY
    settings.TEPAT_WAJIB_MFA = frozenset()


@pytest.fixture
def region(transactional_db: None) -> Region:
    """Four people of whom everything is known that a month needs."""
    from tests.web.tpp.region import Region

    found = Region.build(4)
    found.furnish()
    return found
