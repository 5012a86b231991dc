"""Who is how far from the exact amounts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.facts import AMOUNTS, Arrays


@dataclass(frozen=True)
class Errors:
    """``people``: with an amount wrong by a rupiah or more, or whose month is computed though it should wait, or the
    reverse; ``statuses``: the latter alone. ``largest``: the largest error in rupiah among those who are computed.
    """

    people: int
    statuses: int
    largest: float


def compare(found: Arrays, exact: Arrays) -> Errors:
    """Every amount of everybody whose month is computed."""
    computed, statuses = exact["dihitung"], found["dihitung"] != exact["dihitung"]
    if not computed.any():
        raise ValueError("nobody was compared")
    wrong, largest = statuses.copy(), 0.0
    for name in AMOUNTS:
        error = np.where(computed, np.abs(found[name] - exact[name]), 0)
        wrong |= error >= 1
        largest = max(largest, float(error.max()))
    return Errors(int(wrong.sum()), int(statuses.sum()), largest)
