"""Questions about the month that other apps may ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from tepat.lang.calendar import Masa
from tepat.lang.errors import RegulationError, UsageError
from tepat.web.apps.tpp.hitung.controls import ControlTotal, sums_of, totals_of
from tepat.web.apps.tpp.hitung.downloads import links as download_links
from tepat.web.apps.tpp.hitung.facts import person_rows
from tepat.web.apps.tpp.hitung.runs import (
    MonthSum,
    RunFace,
    StepBack,
    StoredResult,
    finished_run,
    finished_runs,
    hold_run,
    month_sums,
    run_packet,
    run_receipt,
    step_backs,
    stored_results,
    unit_condition,
)
from tepat.web.apps.tpp.masa.board import readiness
from tepat.web.apps.tpp.masa.next_step import Next, next_step
from tepat.web.apps.tpp.masa.queries import (
    SheetLine,
    access_hitungan,
    access_lembar,
    months,
    rows_of,
    sheet_lines,
)
from tepat.web.apps.tpp.masa.samples import CHANGED, EXAMINERS, LOT, WITHHELD, Sampled, sample
from tepat.web.apps.tpp.masa.stakes import Stakes, rating_stakes
from tepat.web.apps.tpp.masa.standing import (
    OwnResult,
    SheetStanding,
    failed_runs,
    open_runs,
    own_result,
    sheet_standings,
    work_masa,
)
from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.apps.tpp.saya.headline import Headline, headline
from tepat.web.apps.tpp.saya.month import month_of
from tepat.web.apps.tpp.states import FINAL
from tepat.web.common.today import now, this_masa

__all__ = [
    "CHANGED",
    "EXAMINERS",
    "FINAL",
    "LOT",
    "WITHHELD",
    "ControlTotal",
    "Headline",
    "MonthSum",
    "Next",
    "OwnResult",
    "RunFace",
    "Sampled",
    "SheetLine",
    "SheetStanding",
    "Stakes",
    "StepBack",
    "StoredResult",
    "access_hitungan",
    "access_lembar",
    "download_links",
    "failed_runs",
    "finished_run",
    "finished_runs",
    "hold_run",
    "locked_between",
    "locked_masa",
    "locked_results",
    "month_sums",
    "months",
    "next_step",
    "open_runs",
    "own_headline",
    "own_result",
    "person_rows",
    "rating_stakes",
    "readiness",
    "rows_of",
    "run_packet",
    "run_receipt",
    "sample",
    "sheet_lines",
    "sheet_standings",
    "step_backs",
    "stored_results",
    "sums_of",
    "totals_of",
    "unit_condition",
    "work_masa",
]


def locked_results(dari: str, sampai: str) -> list[tuple[int, str]]:
    """Whose result of which month is locked, between two months, both included. One query."""
    rows = Hasil.objects.filter(lembar__status__in=FINAL, masa__gte=dari, masa__lte=sampai)
    return list(rows.values_list("pegawai_id", "masa").distinct())


def locked_masa(pegawai_id: int | None = None) -> list[Masa]:
    """The months that are locked, the first first: with this person in them, or (None) of any SKPD. One query."""
    sheets = Lembar.objects.filter(status__in=FINAL)
    if pegawai_id is not None:
        sheets = sheets.filter(daftar_hasil__pegawai=pegawai_id)
    return [Masa.parse(text) for text in sheets.order_by("masa").values_list("masa", flat=True).distinct()]


def locked_between(days: list[tuple[date, date | None]], pegawai_id: int | None = None) -> list[Masa]:
    """The locked months that rest on some of these days (without an end: on all days from the first)."""
    return [
        masa
        for masa in locked_masa(pegawai_id)
        if any(begin <= masa.last and (end is None or end >= masa.first) for begin, end in days)
    ]


def own_headline(pegawai: Any) -> Headline | None:
    """What "My TPP" says first of the current month; None where that month has no law."""
    try:
        return headline(month_of(pegawai, this_masa(), now()))
    except (RegulationError, UsageError):
        return None
