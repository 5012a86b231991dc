"""`tepat hitung` from CSV and from Parquet, at every size."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.alone.packet import CSV, PARQUET, Timed
from benchmarks.alone.sizes import Say, start
from benchmarks.compare import Errors

FORMS = (CSV, PARQUET)
SECONDS, STOP = 240.0, 900.0
"""A run is not started where, in proportion to the size before, it would take longer; and is ended after the latter."""


@dataclass(frozen=True)
class Files:
    """One run from files: how many people, the form of the files, what it took, and who is wrong; or why not."""

    people: int
    form: str
    timed: Timed | None
    errors: Errors | None
    reason: str = ""


def measure_files(sizes: Sequence[int], say: Say) -> list[Files]:
    """A run at each size from each form, each in a process of its own."""
    found: list[Files] = []
    for people in sorted(sizes):
        with tempfile.TemporaryDirectory(prefix="tepat-ukur-") as scratch:
            folder = Path(scratch)
            start("facts", "-", folder, str(people))
            for form in FORMS:
                say(f"{people:,} people from {form}")
                reason = _too_long(people, [run for run in found if run.form == form])
                found.append(Files(people, form, None, None, reason) if reason else _measure(people, form, folder))
    return found


def _too_long(people: int, before: Sequence[Files]) -> str:
    """Why a run is not started, from the last one of the same form; empty where it is."""
    if not before or before[-1].timed is None:
        return before[-1].reason if before else ""
    seconds = people / before[-1].people * sum(before[-1].timed.seconds.values())
    return f"would take about {seconds:,.0f} s; the limit is {SECONDS:.0f} s" if seconds > SECONDS else ""


def _measure(people: int, form: str, folder: Path) -> Files:
    start("packet", form, folder)
    try:
        timed = Timed(**start("hitung", form, folder, seconds=STOP))
    except subprocess.TimeoutExpired:
        return Files(people, form, None, None, f"stopped after {STOP:.0f} s")
    return Files(people, form, timed, Errors(**start("compare", form, folder)))
