"""The demonstration's region, filled once for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tepat.law.shelf import regulations_root

OFFICE = {
    "TEPAT_DEMO": True,
    "TEPAT_HARI_INI": "2024-03-20",
    "TEPAT_REGULASI": "balangan",
    "TEPAT_PELENGKAP": str(regulations_root() / "contoh" / "pelengkap-tarif-presensi"),
}


@pytest.fixture(scope="package")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The filled region, in a transaction that ends with the tests of this folder.

    Each test stands in a transaction of its own inside it: it may change the region, the next finds it as it was.
    """
    # Django is not set up yet when this file is read.
    from django.db import transaction
    from django.test import override_settings

    from tepat.web.common import heart
    from tepat.web.demo.fill import fill

    with django_db_blocker.unblock(), override_settings(**OFFICE), pytest.MonkeyPatch.context() as patch:
        # A heartbeat is another connection, which would wait for the transaction that all of this stands in.
        patch.setattr(heart, "LEASE", timedelta(hours=4))
        with transaction.atomic():
            fill()
            yield
            transaction.set_rollback(True)
