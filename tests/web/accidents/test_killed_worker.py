"""The worker is killed again and again, and its supervisor starts it again: every run comes to an end.

Beside tests/web/tpp/test_accidents.py, where a worker dies at single queries and the clock is moved: here it is the
real command, the real supervisor and real time, with a short lease.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tepat.cli.supervisor import Part, Supervisor
from tepat.web.apps.tpp import services
from tepat.web.apps.tpp.models import Hasil, Lembar, Peralihan, Perhitungan
from tests.web.accidents.processes import stated
from tests.web.tpp.region import MARCH, Region

MINUTE = 60
# How far a run is when its worker dies, "" being the moment after the claim. What comes later is over before a second
# process notices; there the worker dies at single queries (tests/web/tpp/test_accidents.py).
STEPS = ("", "fakta", "hitung")
WORKER = [sys.executable, "-m", "tepat.web", "pekerja", "--interval", "0.1", "--no-startup-delay", "--no-reload"]


@contextmanager
def supervised() -> Iterator[Part]:
    """A worker under the rules of `tepat layani`."""
    part = Part("pekerja", WORKER)
    supervisor = Supervisor([part], stated(TEPAT_SEWA_DETIK="1"))
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    try:
        yield part
    finally:
        supervisor.stop()
        thread.join()


def kill_at(part: Part, run: Perhitungan, steps: list[str]) -> int:
    """Kill the worker each time the run has got as far as the next of these steps, and wait for the run's end.

    How many deaths hit it in the middle: the worker is stopped first, and killed where the run is not over yet.
    """
    last = time.monotonic() + MINUTE
    deaths, breath = 0, threading.Event()
    while True:
        breath.wait(0.02)  # the processors are for the worker
        run.refresh_from_db(fields=["keadaan", "langkah", "attempt"])
        if not run.is_open:
            return deaths
        assert time.monotonic() < last, f"{run.keadaan} {run.langkah} after a minute and {deaths} deaths"
        if run.attempt == deaths + 1 and deaths < len(steps) and reached(run, steps[deaths]) and part.process:
            deaths += died_in_the_middle(part.process.pid, run)


def died_in_the_middle(pid: int, run: Perhitungan) -> bool:
    """Whether the worker died before its run was over; where it was over, the worker goes on."""
    os.kill(pid, signal.SIGSTOP)
    run.refresh_from_db(fields=["keadaan"])
    os.kill(pid, signal.SIGKILL if run.is_open else signal.SIGCONT)
    return run.is_open


def reached(run: Perhitungan, step: str) -> bool:
    """Whether a run that is under way has come as far."""
    known = STEPS.index(run.langkah) if run.langkah in STEPS else len(STEPS)
    return run.keadaan == "berjalan" and known >= STEPS.index(step)


@pytest.mark.parametrize("seed", range(3))
def test_a_run_whose_worker_dies_twice_is_done_within_a_minute(region: Region, seed: int):
    run = services.request_run(region.users["bkpsdm"], MARCH)
    with supervised() as part:
        deaths = kill_at(part, run, random.Random(seed).choices(STEPS, k=2))
    run.refresh_from_db()
    assert deaths > 0, "no death hit the run: the test examined nothing"
    assert (run.keadaan, run.pesan, run.attempt) == ("selesai", "", deaths + 1)
    rows = Counter(Hasil.objects.values_list("pegawai", flat=True))
    assert rows == Counter(person.pk for person in region.people)
    assert set(Lembar.objects.values_list("hitungan", "status")) == {(run.pk, "dihitung")}
    assert Peralihan.objects.count() == 2


def test_a_run_whose_worker_dies_each_time_ends_as_failed_and_leaves_nothing(region: Region):
    run = services.request_run(region.users["bkpsdm"], MARCH)
    with supervised() as part:
        assert kill_at(part, run, ["", "fakta", ""]) == 3
    run.refresh_from_db()
    assert (run.keadaan, run.attempt) == ("gagal", 3)
    assert "coba lagi" in run.pesan
    assert not Hasil.objects.exists()
    assert not Lembar.objects.exists()
