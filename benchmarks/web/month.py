"""A run of the month and a month of attendance, just as a worker does them, with the time of each part."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection

from benchmarks.alone.steps import peak
from tepat.lang.calendar import Masa
from tepat.web.apps.presensi import worker as presensi
from tepat.web.apps.presensi.models import OlahPresensi
from tepat.web.apps.tpp import services
from tepat.web.apps.tpp.hitung import results, worker
from tepat.web.apps.tpp.models import Hasil, Perhitungan
from tepat.web.common.today import this_masa
from tepat.web.demo import fill, past

FACTS, PACKET, CHILD, KEPT, LOAD, REST = "facts", "packet", "child", "kept", "load", "rest"
# What a worker's functions are counted as; `store` holds `insert_rows`.
_PARTS = {
    "fact_sheets": FACTS,
    "write_packet": PACKET,
    "zip_folder": KEPT,
    "rows_by_person": LOAD,
    "store": LOAD,
}
Seconds = dict[str, float]


def measured_masa() -> Masa:
    """The month before the running one: the last whole one."""
    return this_masa().plus(-1)


def compute(rounds: int) -> dict[str, Any]:
    """Have the month computed and stored for everybody, some times: seconds of each round by part, and the peaks."""
    user = fill.accounts_by_name()["bkpsdm"]
    found = [_compute_once(user) for _ in range(rounds)]
    rows = Hasil.objects.filter(hitungan=Perhitungan.objects.latest("pk")).count()
    return {"rounds": found, "rows": rows, "worker": peak(), "child": peak(resource.RUSAGE_CHILDREN)}


def _compute_once(user: Any) -> Seconds:
    run = services.request_run(user, measured_masa())
    taken: Seconds = {}
    with ExitStack() as stack:
        for name, part in _PARTS.items():
            stack.enter_context(_timed(worker, name, part, taken))
        stack.enter_context(_child_timed(worker, taken))
        # Beside the parts: of the load what the database takes.
        stack.enter_context(_timed(results, "insert_rows", "insert", taken))
        begun, used = time.perf_counter(), _processor()
        worker.work_on(run.pk)
        whole, used = time.perf_counter() - begun, _processor() - used
    _check(run)
    parts = (FACTS, PACKET, CHILD, KEPT, LOAD)
    return {**taken, REST: whole - sum(taken[part] for part in parts), "whole": whole, "processor": used}


def _processor() -> float:
    """Seconds of the processors so far: of this process, the children it waited for, and the database's for it."""
    own = os.times()
    return own.user + own.system + own.children_user + own.children_system + _of_database()


def _of_database() -> float:
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    status = Path(f"/proc/{pid}/stat")
    # Only Linux tells this of another process; its fields 14 and 15 count ticks.
    cells = status.read_text("utf-8").rpartition(")")[2].split() if status.is_file() else []
    return sum(map(int, cells[11:13])) / os.sysconf("SC_CLK_TCK")


def process_attendance() -> dict[str, Any]:
    """Process the whole month and the running one: of the whole one seconds by step, rows, and the peaks."""
    users = fill.accounts_by_name()
    taken: Seconds = {}
    with _child_timed(presensi, taken), _timed(presensi, "insert_rows", LOAD, taken):
        begun = time.perf_counter()
        past.process(measured_masa(), users)
        taken["whole"] = time.perf_counter() - begun
    job = OlahPresensi.objects.latest("pk")
    rows, summaries = job.daftar_harian.count(), job.daftar_disiplin.count()
    peaks = {"worker": peak(), "child": peak(resource.RUSAGE_CHILDREN)}
    past.process(this_masa(), users, fill.yesterday())
    return {"seconds": taken, "days": rows, "summaries": summaries, **peaks}


def _check(job: Any) -> None:
    job.refresh_from_db(fields=["keadaan", "pesan"])
    if job.keadaan != job.Keadaan.SELESAI:
        raise RuntimeError(f"{job}: {job.keadaan} {job.pesan}")


@contextmanager
def _timed(module: Any, name: str, part: str, taken: Seconds) -> Iterator[None]:
    """Every call of a module's function is counted as a part."""
    inner = getattr(module, name)

    def outer(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return inner(*arguments, **named)
        finally:
            taken[part] = taken.get(part, 0.0) + time.perf_counter() - begun

    with patch.object(module, name, outer):
        yield


@contextmanager
def _child_timed(module: Any, taken: Seconds) -> Iterator[None]:
    """The child as a whole, and each of its steps as ``child: step``; until the first it starts."""
    inner = module.run_child

    def outer(job: Any, progress: Callable[[str], None]) -> Any:
        marks = [("start", time.perf_counter())]

        def noting(step: str) -> None:
            marks.append((step, time.perf_counter()))
            progress(step)

        try:
            return inner(job, noting)
        finally:
            ends = [moment for _, moment in marks[1:]] + [time.perf_counter()]
            for (step, began), end in zip(marks, ends, strict=True):
                taken[f"child: {step}"] = end - began
            taken[CHILD] = ends[-1] - marks[0][1]

    with patch.object(module, "run_child", outer):
        yield
