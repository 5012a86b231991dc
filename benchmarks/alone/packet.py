"""From files to files: what ``tepat hitung`` does, its steps timed, within a given memory."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.alone.contestants import SCRATCH, load_tables
from benchmarks.alone.steps import amounts_of, peak
from benchmarks.contenders import FILES_MEMORY, amounts_query, bind_region
from benchmarks.names import MASA, REGION, THREADS
from tepat.engine.compute import Resources, compute
from tepat.engine.publish import publish
from tepat.lang.calendar import Masa
from tepat.law.packet import PACKET
from tepat.workflow.month import MonthRequest, instrument_folders, write_extra

CSV, PARQUET = "csv", "parquet"
STEPS = ("fakta", "hitung", "periksa", "tulis")
"""As the command names them: entrance, month, checks and findings, outputs."""

_COPY = {CSV: "FORMAT csv, HEADER", PARQUET: "FORMAT parquet"}


@dataclass
class Timed:
    """Seconds of each step, megabytes of the process at its peak by the end of it, and bytes of the files."""

    seconds: dict[str, float] = field(default_factory=dict)
    peaks: dict[str, float] = field(default_factory=dict)
    facts: int = 0
    results: int = 0


class Stopwatch:
    """The time between the calls that name a step."""

    def __init__(self) -> None:
        self.timed, self._step, self._since = Timed(), "", 0.0

    def __call__(self, step: str) -> None:
        """The step before has ended, and ``step`` begins."""
        now = time.perf_counter()
        if self._step:
            self.timed.seconds[self._step] = now - self._since
            self.timed.peaks[self._step] = peak()
        self._step, self._since = step, now


def write_packet(folder: Path, form: str) -> None:
    """The fact tables as a packet of files; instants say that they are UTC."""
    target = folder / form
    target.mkdir()
    with closing(load_tables(folder)) as connection:
        for name in PACKET:
            instants = "REPLACE (strftime(waktu_dinilai, '%xT%XZ') AS waktu_dinilai)" if name == "kinerja" else ""
            select = f"SELECT * EXCLUDE (baris) {instants} FROM {name} ORDER BY baris"
            connection.execute(f"COPY ({select}) TO '{target / name}.{form}' ({_COPY[form]})")


def run_packet(folder: Path, form: str) -> Timed:
    """The calls of the command in its order; the amounts stay in the folder for comparison."""
    facts, target, watch = folder / form, folder / f"hasil-{form}", Stopwatch()
    request = MonthRequest(REGION, Masa.parse(MASA), facts, target)
    resources = Resources(THREADS, FILES_MEMORY, folder / SCRATCH)
    run = compute(facts, bind_region(), resources, watch)
    watch("tulis")
    publish(run, target, instrument_folders(request), extra=write_extra(run))
    watch("")
    timed = watch.timed
    timed.facts, timed.results = _size(facts), _size(target) - _size(target / "fakta")
    run.connection.execute(f"COPY ({amounts_query('hasil')}) TO '{amounts_of(form, folder)}' (FORMAT parquet)")
    return timed


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
