"""By what a year is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tepat.law.disiplin_pns import Threshold


@dataclass(frozen=True)
class CounterRules:
    """By what a year is counted.

    Parameters
    ----------
    thresholds
        in any order, those of days in a row (``berturut``) among them
    minutes_of_absence
        minutes of lateness and early leave that make one day, where the region adds them up (450: 7.5 hours); None:
        minutes make no days
    near_days
        from how few days before a threshold people are warned
    """

    thresholds: Sequence[Threshold]
    minutes_of_absence: int | None = None
    near_days: int = 1

    @cached_property
    def ordered(self) -> tuple[Threshold, ...]:
        """Those of the year's days, from the lowest on."""
        return tuple(sorted((item for item in self.thresholds if not item.berturut), key=lambda item: item.hari))

    @cached_property
    def in_a_row(self) -> Threshold | None:
        """The lowest of days without break; None: there is none."""
        return min((item for item in self.thresholds if item.berturut), key=lambda item: item.hari, default=None)
