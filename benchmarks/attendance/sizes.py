"""The month of punches at every size: each run in a process of its own, the contenders in turns."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.alone.sizes import Say, start
from benchmarks.alone.steps import Ran
from benchmarks.attendance.steps import BARE, KEPT, TEPAT, Checked

PEOPLE = (227_000, 1_000_000, 2_270_000, 4_530_000)
"""Some 44 punches each: 10, 44, 100 and 200 million."""
MILLION, ROUNDS = 1_000_000, 5
"""The size whose ratio has an aim. Larger ones are measured once, and their days are not compared one by one."""
CONTENDERS = (TEPAT, BARE, KEPT)


@dataclass(frozen=True)
class Punches:
    """One size: how many punches, the runs of each contender, and who is wrong."""

    people: int
    punches: int
    ran: dict[str, Ran]
    checked: Checked

    def ratio(self, name: str) -> float:
        """Our least time against that of another."""
        return min(self.ran[TEPAT].seconds) / min(self.ran[name].seconds)


def measure_attendance(sizes: Sequence[int], say: Say) -> list[Punches]:
    """Every size, the smallest first."""
    return [_measure(people, say) for people in sorted(sizes)]


def _measure(people: int, say: Say) -> Punches:
    with tempfile.TemporaryDirectory(prefix="tepat-ukur-") as scratch:
        folder = Path(scratch)
        say(f"punches of {people:,} people")
        punches = int(start("town", "-", folder, str(people)))
        runs: dict[str, list[Ran]] = {name: [] for name in CONTENDERS}
        for turn in range(ROUNDS if people <= MILLION else 1):
            for name in CONTENDERS:
                say(f"{punches:,} punches, turn {turn + 1}: {name}")
                runs[name].append(Ran(**start("attendance", name, folder)))
        checked = Checked(**start("checked", "days" if people <= MILLION else "people", folder))
        return Punches(people, punches, {name: _together(found) for name, found in runs.items()}, checked)


def _together(found: Sequence[Ran]) -> Ran:
    """Every turn's seconds, the greatest peak, the least work of the processors."""
    seconds = tuple(value for ran in found for value in ran.seconds)
    return Ran(seconds, max(ran.peak for ran in found), min(ran.beside for ran in found))
