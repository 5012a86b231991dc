"""Values that take long to compute, kept between pages: many under one entry, so that they are one query to read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from django.core.cache import cache

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def digest_of(about: Any) -> str:
    """A short name of everything that a value is computed from; ``about`` is plain data."""
    text = json.dumps(about, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def keep(entry: str, wanted: Mapping[Key, str], compute: Callable[[Key], Value], seconds: int) -> dict[Key, Value]:
    """The values of some keys: as kept under the entry where nothing has changed, else computed and kept.

    Parameters
    ----------
    entry : what the values belong to together; what it held and is not wanted any more goes
    wanted : by key the `digest_of` everything its value is computed from
    """
    known: dict[str, Value] = cache.get(entry) or {}
    found = {key: known[digest] if digest in known else compute(key) for key, digest in wanted.items()}
    if set(wanted.values()) - known.keys():
        cache.set(entry, {digest: found[key] for key, digest in wanted.items()}, seconds)
    return found
