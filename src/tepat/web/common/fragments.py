"""Whole page or a part of it: one function decides."""

from __future__ import annotations

from typing import Any


def is_fragment(request: Any) -> bool:
    """Whether htmx asks for the part of the page that it replaces.

    A page that htmx restores from the history is asked for whole. The answer then varies with the asking, and says so
    (``Vary: HX-Request``, by `tepat.web.common.middleware.Headers`).
    """
    request.fragment_asked = True
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def was_asked(request: Any) -> bool:
    """Whether the answer to this request depends on that."""
    return bool(getattr(request, "fragment_asked", False))
