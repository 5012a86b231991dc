"""Interleaved rounds: what disturbs the machine in one second disturbs everybody."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.contenders import Contender


@dataclass(frozen=True)
class Times:
    """Seconds of every round: on the clock, and of all processors together."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def least(self) -> float:
        """The least disturbed round."""
        return min(self.wall)

    @property
    def median(self) -> float:
        """The middle round."""
        return statistics.median(self.wall)

    @property
    def least_cpu(self) -> float:
        """The least work of the processors in any round."""
        return min(self.cpu)


def run_rounds(contenders: Sequence[Contender], rounds: int) -> dict[str, Times]:
    """Measure everybody once a round. The first round warms up and does not count.

    Who goes first does not change: Tepat's steps need each other's tables.
    """
    times = {contender.name: Times() for contender in contenders}
    for number in range(rounds + 1):
        for contender in contenders:
            wall, cpu = _measure(contender)
            if number:
                times[contender.name].wall.append(wall)
                times[contender.name].cpu.append(cpu)
    return times


def _measure(contender: Contender) -> tuple[float, float]:
    contender.clean()
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    contender.run()
    return time.perf_counter() - wall, time.process_time() - cpu
