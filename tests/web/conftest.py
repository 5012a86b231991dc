"""The tiny office, for whichever module asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """One office for all tests of a module, in a transaction that is taken back at the end."""
    # Django is not ready yet where pytest reads this file.
    from django.db import transaction
    from django.test import override_settings

    from tests.web.tiny_office import TODAY, make_office

    with django_db_blocker.unblock(), override_settings(TEPAT_HARI_INI=TODAY), transaction.atomic():
        yield make_office()
        transaction.set_rollback(True)
