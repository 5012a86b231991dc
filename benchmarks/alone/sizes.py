"""Every contender at every size, as far as it gets within the limits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.alone.steps import Ran
from benchmarks.calc.office import NotInstalled, find_office
from benchmarks.calc.workbook import MOST_ROWS
from benchmarks.compare import Errors
from benchmarks.names import ARRAYS, CALC, HAND, LOOP, MONTH, OPENFISCA, QUERIES, WHOLE

SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
ORDER = (OPENFISCA, ARRAYS, MONTH, HAND, CALC, WHOLE, LOOP, QUERIES)
SECONDS, MEGABYTES = 60.0, 8_000.0
"""A contender is not started where the size before says that it would take longer, or hold more, than this."""

STOP = 2 * SECONDS
"""The whole process with loading and all rounds is ended after this, whatever was expected."""

ROUNDS = {10_000: 5, 100_000: 3, 1_000_000: 3, 5_000_000: 2}
SLOW = 3.0
"""A contender that took this long is measured once at the next size."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Found:
    """One contender at one size."""

    ran: Ran
    errors: Errors


@dataclass
class Sizes:
    """What was found, or why it was not measured; ``rows``: of every table at each size."""

    found: dict[tuple[str, int], Found | str] = field(default_factory=dict)
    rows: dict[int, Mapping[str, int]] = field(default_factory=dict)

    @property
    def people(self) -> tuple[int, ...]:
        """The sizes, smallest first."""
        return tuple(self.rows)


def measure_sizes(sizes: Sequence[int], names: Sequence[str], say: Say) -> Sizes:
    """Each contender in its own process, one after the other, from the smallest size to the largest."""
    measured = Sizes()
    for people in sorted(sizes):
        with tempfile.TemporaryDirectory(prefix="tepat-ukur-") as scratch:
            folder = Path(scratch)
            say(f"{people:,} people")
            measured.rows[people] = start("facts", "-", folder, str(people))
            for name in names:
                say(f"{people:,} people: {name}")
                measured.found[name, people] = _measure(measured, name, people, folder)
    return measured


def _measure(measured: Sizes, name: str, people: int, folder: Path) -> Found | str:
    before = _before(measured, name, people)
    if reason := why_not(name, people, before):
        return reason
    rounds = 1 if isinstance(before, Found) and before.ran.seconds[0] > SLOW else ROUNDS.get(people, 3)
    try:
        start("prepare", name, folder)
        ran = start("run", name, folder, str(rounds), seconds=STOP)
    except subprocess.TimeoutExpired:
        return f"stopped after {STOP:.0f} s"
    return Found(Ran(tuple(ran["seconds"]), ran["peak"], ran["beside"]), Errors(**start("compare", name, folder)))


def _before(measured: Sizes, name: str, people: int) -> Found | str | None:
    """The same contender at the largest smaller size."""
    smaller = [size for size in measured.people if size < people]
    return measured.found[name, smaller[-1]] if smaller else None


def why_not(name: str, people: int, before: Found | str | None) -> str:
    """Why the contender is not started at this size; empty where it is."""
    if name == CALC:
        try:
            find_office()
        except NotInstalled as absent:
            return str(absent)
        if people >= MOST_ROWS:
            return f"a sheet ends at {MOST_ROWS:,} rows"
    if isinstance(before, str):
        return before
    return _too_large(people, before) if before else ""


def _too_large(people: int, before: Found) -> str:
    """In proportion to the size before, which is kind: nothing here grows more slowly."""
    times = people / before.errors.people_in_all
    seconds = times * (before.ran.beside + min(before.ran.seconds))
    megabytes = times * before.ran.peak
    if seconds > SECONDS:
        return f"would take about {seconds:,.0f} s; the limit is {SECONDS:.0f} s"
    if megabytes > MEGABYTES:
        return f"would hold about {megabytes:,.0f} MB; the limit is {MEGABYTES:,.0f} MB"
    return ""


def start(step: str, name: str, folder: Path, *arguments: str, seconds: float | None = None) -> Any:
    """One step in a process of its own; after ``seconds`` it and whatever it has started are ended (TimeoutExpired)."""
    command = [sys.executable, "-m", "benchmarks.alone", step, name, str(folder), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:  # noqa: S603
        try:
            printed, _ = process.communicate(timeout=seconds)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return json.loads(printed)
