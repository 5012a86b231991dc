"""The small region: its files once for all tests of this folder, its records for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.web.saya.region import Region


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The region's files."""
    from tests.web.saya.region import write_region

    return write_region(tmp_path_factory.mktemp("daerah") / "daerah")


@pytest.fixture
def region(files: Region, db: None, settings: Any) -> Iterator[Region]:
    """The region in the database: no rating is made, no attendance processed."""
    from django.core.cache import cache

    from tepat.cli.sample import sample_tariff
    from tests.web.saya.region import Region, fill

    settings.TEPAT_REGULASI, settings.TEPAT_PELENGKAP = "balangan", str(sample_tariff())
    settings.TEPAT_HARI_INI = "2024-03-20"
    cache.clear()
    found = Region(files.folder, files.ledger)
    fill(found)
    yield found
    cache.clear()
