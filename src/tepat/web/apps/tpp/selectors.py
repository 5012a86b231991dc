"""Questions about the month that other apps may ask."""

from __future__ import annotations

from tepat.web.apps.tpp.board import readiness
from tepat.web.apps.tpp.next_step import Next, next_step
from tepat.web.apps.tpp.selectors_masa import access_lembar, rows_of, sheet_lines

__all__ = ["Next", "access_lembar", "next_step", "readiness", "rows_of", "sheet_lines"]
