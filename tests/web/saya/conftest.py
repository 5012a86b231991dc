"""The small region: its files once for all tests of this folder, its records for each."""

from __future__ import annotations

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
def region(files: Region, db: None, settings: Any) -> Region:
    """The region in the database: no rating is made, no attendance processed."""
    from tepat.cli.sample import sample_tariff
    from tests.web.saya.region import Region, fill

    settings.TEPAT_REGULASI, settings.TEPAT_PELENGKAP = "balangan", str(sample_tariff())
    settings.TEPAT_HARI_INI = "2024-03-20"
    found = Region(files.folder, files.ledger)
    fill(found)
    return found


@pytest.fixture
def computed(region: Region, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Region:
    """The region with its month computed for everybody after the limit of ratings."""
    from datetime import date, timedelta

    from tepat.web.apps.akun.models import Pengguna, Peran
    from tepat.web.apps.tpp.hitung.worker import work_on
    from tepat.web.apps.tpp.saya.rules import rules_of
    from tepat.web.apps.tpp.services import request_run
    from tepat.web.common import heart
    from tests.web.saya.region import MASA, SINCE, attend_until, rate_until

    # A heartbeat is another connection, which would wait for the transaction of the test.
    monkeypatch.setattr(heart, "LEASE", timedelta(hours=4))
    settings.TEPAT_HARI_INI = "2024-04-08"
    rate_until(region, date(2024, 4, 8))
    attend_until(region, rules_of(MASA), MASA.last)
    user = Pengguna.objects.create_user("bkpsdm", password="x", nama="BKPSDM CONTOH")
    Peran.objects.create(pengguna=user, jenis="bkpsdm", mulai=SINCE)
    run = request_run(user, MASA)
    work_on(run.pk)
    run.refresh_from_db()
    assert run.keadaan == "selesai", run.pesan
    return region
