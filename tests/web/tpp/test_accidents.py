"""Nothing lost, nothing double: operators who press at once, workers that are killed, workers thought dead."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tepat.web.apps.tpp import services
from tepat.web.apps.tpp.hitung import worker
from tepat.web.apps.tpp.models import Hasil, Lembar, Peralihan, Perhitungan
from tepat.web.common import heart, job
from tepat.web.common.job import LostLeaseError
from tests.web.tpp.region import MARCH, Region
from tests.web.tpp.test_steps import at_once

pytestmark = pytest.mark.django_db(transaction=True)

LEASE = timedelta(seconds=2)
ROOT = Path(__file__).parents[3]


@pytest.fixture
def office() -> Region:
    """A region that can be computed."""
    region = Region.build(4)
    region.furnish()
    return region


@pytest.fixture(autouse=True)
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "LEASE", LEASE)
    monkeypatch.setattr(heart, "LEASE", LEASE)


def after(patch: pytest.MonkeyPatch, span: timedelta) -> None:
    """Move the clock that leases are read by."""
    moment = timezone.now() + span
    patch.setattr(job.timezone, "now", lambda: moment)


def start_worker(run: Perhitungan, moment: int) -> subprocess.CompletedProcess[str]:
    """A worker in a process of its own, on this test's database, until it is killed or done."""
    found = connection.settings_dict
    url = f"sqlite:///{found['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{found['USER']}:{found['PASSWORD']}@/{found['NAME']}?host={found['HOST']}"
        url += f"&port={found['PORT']}" if found["PORT"] else ""
    stated = {"TEPAT_DATABASE_URL": url, "TEPAT_SEWA_DETIK": str(LEASE.total_seconds()), "TEPAT_HARI_INI": "2024-03-20"}
    return subprocess.run(
        [sys.executable, "-m", "tests.web.tpp.killed_worker", str(run.pk), str(moment)],
        env={**os.environ, **stated}, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def assert_whole(region: Region, run: Perhitungan) -> None:
    """The run is done, everybody stands in it once, and both sheets have it in force once."""
    run.refresh_from_db()
    assert (run.keadaan, run.pesan) == ("selesai", "")
    rows = Counter(Hasil.objects.filter(hitungan=run).values_list("pegawai_id", flat=True))
    assert rows == Counter(person.pk for person in region.people)
    assert list(Lembar.objects.values_list("hitungan", "status").distinct()) == [(run.pk, "dihitung")]
    assert Peralihan.objects.filter(hitungan=run).count() == Lembar.objects.count() == 2


# -- pressing at once ---------------------------------------------------------------------------------------------


def test_of_two_operators_who_press_at_once_one_starts_the_run_and_the_other_is_led_to_it(office: Region):
    calls = [lambda who=who: services.request_run(office.users[who], MARCH) for who in ("bkpsdm", "bkpsdm2")]
    outcomes = at_once(calls)
    (run,) = Perhitungan.objects.all()
    refused = next(outcome for outcome in outcomes if isinstance(outcome, services.RunOpenError))
    assert {outcome for outcome in outcomes if isinstance(outcome, Perhitungan)} == {run}
    assert refused.run == run


def test_two_workers_who_are_told_of_one_run_compute_it_once(office: Region):
    run = services.request_run(office.users["bkpsdm"], MARCH)
    assert at_once([lambda: worker.work_on(run.pk)] * 2) == [None, None]
    assert_whole(office, run)
    assert run.attempt == 1


def test_two_skpd_are_computed_beside_each_other(office: Region):
    runs = [services.request_run(office.users[f"operator_{code.lower()}"], MARCH, office.units[code]) for code in "AB"]
    assert at_once([lambda run=run: worker.work_on(run.pk) for run in runs]) == [None, None]
    for code, run in zip("AB", runs, strict=True):
        assert office.sheet(code).hitungan == run


# -- killed ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_a_worker_killed_twice_at_any_moment_leaves_a_run_that_the_third_finishes(
    office: Region, seed: int, monkeypatch: pytest.MonkeyPatch
):
    moments = random.Random(seed)
    run = services.request_run(office.users["bkpsdm"], MARCH)
    for attempt in (1, 2):
        done = start_worker(run, moments.randint(1, QUERIES))
        assert done.returncode == -9, done.stderr
        run.refresh_from_db()
        assert run.attempt <= attempt
        assert not Hasil.objects.filter(hitungan=run).exists()
        with monkeypatch.context() as patch:
            after(patch, LEASE * 2)
            assert services.sweep_runs() == 1
    worker.work_on(run.pk)
    assert_whole(office, run)


# A whole run of this region takes so many; the last of them is the one that ends the transaction's work.
QUERIES = 30


def test_the_moments_of_death_lie_within_a_run(office: Region):
    done = start_worker(services.request_run(office.users["bkpsdm"], MARCH), 0)
    assert int(done.stdout) >= QUERIES, done.stderr


def test_a_run_whose_worker_dies_three_times_ends_as_failed_and_changes_nothing(
    office: Region, monkeypatch: pytest.MonkeyPatch
):
    run = services.request_run(office.users["bkpsdm"], MARCH)
    for _attempt in range(job.MOST_ATTEMPTS):
        assert run.claim()
        with monkeypatch.context() as patch:
            after(patch, LEASE * 2)
            assert services.sweep_runs() == 1
        run = Perhitungan.objects.get(pk=run.pk)
    assert run.keadaan == "gagal"
    assert "coba lagi" in run.pesan
    assert not Hasil.objects.exists()
    assert not Lembar.objects.exists()
    assert services.request_run(office.users["bkpsdm"], MARCH).keadaan == "antre"


# -- thought dead ---------------------------------------------------------------------------------------------------


def test_a_worker_that_was_thought_dead_writes_nothing_after_another(office: Region, monkeypatch: pytest.MonkeyPatch):
    run = services.request_run(office.users["bkpsdm"], MARCH)
    compute = worker._compute

    def overtaken(late: Any, scratch: Any) -> Any:
        computed = compute(late, scratch)
        monkeypatch.setattr(worker, "_compute", compute)
        with monkeypatch.context() as patch:
            after(patch, LEASE * 2)
            services.sweep_runs()
        worker.work_on(late.pk)
        return computed

    monkeypatch.setattr(worker, "_compute", overtaken)
    worker.work_on(run.pk)
    assert_whole(office, run)
    assert run.attempt == 2


def test_a_lost_lease_can_neither_be_kept_nor_finished(office: Region, monkeypatch: pytest.MonkeyPatch):
    run = services.request_run(office.users["bkpsdm"], MARCH)
    run.claim()
    with monkeypatch.context() as patch:
        after(patch, LEASE * 2)
        services.sweep_runs()
    for act in (run.beat, run.hold, lambda: run.finish({})):
        with pytest.raises(LostLeaseError), transaction.atomic():
            act()
    run.fail("terlambat")
    assert Perhitungan.objects.get(pk=run.pk).keadaan == "antre"


def test_a_heartbeat_keeps_a_run_from_being_given_away(office: Region, monkeypatch: pytest.MonkeyPatch):
    run = services.request_run(office.users["bkpsdm"], MARCH)
    run.claim()
    after(monkeypatch, LEASE * 2)
    run.beat("hitung", 40)
    assert services.sweep_runs() == 0
    assert Perhitungan.objects.get(pk=run.pk).langkah == "hitung"


def test_a_run_whose_worker_died_before_taking_it_is_handed_out_again(office: Region, monkeypatch: pytest.MonkeyPatch):
    run = services.request_run(office.users["bkpsdm"], MARCH)
    assert services.sweep_runs() == 0
    after(monkeypatch, LEASE * 2)
    assert services.sweep_runs() == 1
    assert services.sweep_runs() == 0
    assert Perhitungan.objects.get(pk=run.pk).attempt == 0
