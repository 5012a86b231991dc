"""Addresses of pages that may not be there: a link that leads nowhere is not shown."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: Any, query: str = "") -> str:
    """The address of a page by its name; empty where this installation has no such page."""
    try:
        found = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{found}?{query}" if query else found
