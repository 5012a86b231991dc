"""How often somebody may ask for something: counted in the cache that all processes share."""

from __future__ import annotations

import time

from django.core.cache import cache


def parse_limit(text: str) -> tuple[int, int]:
    """How many in how many seconds.

    >>> parse_limit("30/3600")
    (30, 3600)
    """
    amount, _, seconds = text.partition("/")
    return int(amount), int(seconds)


def is_over(name: str, user_id: int, limit: str) -> bool:
    """Count one more; whether that is too many within this stretch of time."""
    amount, seconds = parse_limit(limit)
    # A new key for each stretch: nothing has to be set back, and an old count goes by itself.
    key = f"batas:{name}:{user_id}:{int(time.time()) // seconds}"
    if cache.add(key, 1, seconds * 2):
        return amount < 1
    return bool(cache.incr(key) > amount)
