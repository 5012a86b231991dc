"""A month in an address or a form."""

from __future__ import annotations

from django.http import Http404

from tepat.lang.calendar import Masa


def masa_or_404(text: str) -> Masa:
    """The month that an address names; `Http404` where it names none."""
    found = masa_of(text)
    if found is None:
        raise Http404(f"no month {text!r}")
    return found


def masa_of(text: str) -> Masa | None:
    """The month that somebody typed; None where it is not written as one."""
    try:
        return Masa.parse(text.strip())
    except ValueError:
        return None
