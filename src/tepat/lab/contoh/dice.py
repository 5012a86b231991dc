"""Chance that repeats itself: integer draws that are the same on every platform and Python version."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from struct import unpack
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws for one purpose; what one purpose draws never shifts another.

    Only ``getrandbits`` is used: ``Random``'s other methods may change between Python versions.
    """

    def __init__(self, benih: int, purpose: str) -> None:
        self.bits = Random(f"{benih}/{purpose}").getrandbits

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` - 1."""
        return self.bits(32) * limit >> 32

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + (self.bits(32) * (high - low + 1) >> 32)

    def shorts(self, count: int) -> tuple[int, ...]:
        """So many whole numbers below 65,536."""
        return unpack(f"<{count}H", self.bits(16 * count).to_bytes(2 * count, "little")) if count else ()

    def pick(self, options: Sequence[T]) -> T:
        """One of ``options``, each as likely."""
        return options[self.bits(32) * len(options) >> 32]

    def sample(self, candidates: Sequence[T], count: int) -> list[T]:
        """``count`` different candidates in random order, or all of them where there are fewer."""
        pool = list(candidates)
        taken = min(count, len(pool))
        for at in range(taken):
            other = at + self.below(len(pool) - at)
            pool[at], pool[other] = pool[other], pool[at]
        return pool[:taken]
