"""Links between the parts of the application."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: Any, query: str = "", **kwargs: Any) -> str:
    """The address of that name; empty where this installation has no such page."""
    try:
        url = reverse(name, args=args or None, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""
    return f"{url}?{query}" if query else url
