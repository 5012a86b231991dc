"""Questions about the month that other apps may ask."""

from __future__ import annotations

from tepat.web.apps.tpp.board import readiness
from tepat.web.apps.tpp.controls import ControlTotal, sums_of, totals_of
from tepat.web.apps.tpp.downloads import links as download_links
from tepat.web.apps.tpp.models import Hasil
from tepat.web.apps.tpp.next_step import Next, next_step
from tepat.web.apps.tpp.selectors_masa import (
    SheetLine,
    access_hitungan,
    access_lembar,
    months,
    parse_masa,
    rows_of,
    sheet_lines,
)
from tepat.web.apps.tpp.states import FINAL

__all__ = [
    "FINAL",
    "ControlTotal",
    "Next",
    "SheetLine",
    "access_hitungan",
    "access_lembar",
    "download_links",
    "locked_results",
    "months",
    "next_step",
    "parse_masa",
    "readiness",
    "rows_of",
    "sheet_lines",
    "sums_of",
    "totals_of",
]


def locked_results(dari: str, sampai: str) -> list[tuple[int, str]]:
    """Whose result of which month is locked, between two months, both included. One query."""
    rows = Hasil.objects.filter(lembar__status__in=FINAL, masa__gte=dari, masa__lte=sampai)
    return list(rows.values_list("pegawai_id", "masa").distinct())
