"""What each of several steps does to an amount: by substitution, so that the shares add up to the whole exactly.

See docs/decisions/0007: the order of the steps is stated; the sum does not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from tepat.engine.forecast.amount import Amount, amount
from tepat.engine.forecast.rows import PersonRows
from tepat.engine.forecast.rules import Rules

What = TypeVar("What")


@dataclass(frozen=True)
class State(Generic[What]):
    """Facts at one step, and what was exchanged in it."""

    what: What
    rules: Rules
    rows: PersonRows


@dataclass(frozen=True)
class Share(Generic[What]):
    """What a step moves an amount by; several steps where between them there was no amount.

    ``percent``: what it moves the attendance cuts by, where both are known.
    """

    what: tuple[What, ...]
    rupiah: int
    percent: Fraction | None


@dataclass(frozen=True)
class Shares(Generic[What]):
    """A walk: the first amount that is known and its facts, the last amount, and the shares between them."""

    start: PersonRows
    first: Amount
    last: Amount
    shares: tuple[Share[What], ...]


def share(states: Iterable[State[What]]) -> Shares[What] | None:
    """Walk the states; steps before the first known amount are not told, those without amount join the next.

    None where the last state has no amount.
    """
    first: Amount | None = None
    start: PersonRows = {}
    last = Amount(None)
    waiting: list[What] = []
    shares: list[Share[What]] = []
    for state in states:
        reached = amount(state.rules, state.rows)
        if first is None:
            first = None if reached.rupiah is None else reached
            start, last = state.rows, reached
            continue
        waiting.append(state.what)
        if reached.rupiah is not None:
            shares.append(Share(tuple(waiting), reached.paid - last.paid, _percent(last, reached)))
            last, waiting = reached, []
    return None if first is None or waiting else Shares(start, first, last, tuple(shares))


def _percent(before: Amount, after: Amount) -> Fraction | None:
    if before.potongan is None or after.potongan is None:
        return None
    return after.potongan - before.potongan


def moved(shares: Sequence[Share[What]]) -> list[Share[What]]:
    """The shares that move anything."""
    return [item for item in shares if item.rupiah]
