"""Names and texts inside SQL."""

from __future__ import annotations

from collections.abc import Iterable


def literal(text: str) -> str:
    """A text constant.

    >>> literal("Jum'at")
    "'Jum''at'"
    """
    return "'" + text.replace("'", "''") + "'"


def listing(texts: Iterable[str]) -> str:
    """A list for ``IN``.

    >>> listing(["naik", "setara"])
    "('naik', 'setara')"
    """
    return f"({', '.join(literal(text) for text in texts)})"


def matches(cell: str, pattern: str) -> str:
    """The whole of ``cell`` is of the regular expression ``pattern``."""
    return f"regexp_full_match({cell}, {literal(pattern)})"
