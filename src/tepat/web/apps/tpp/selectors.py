"""Questions about sheets and results."""

from __future__ import annotations

from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.apps.tpp.runs import (
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
from tepat.web.apps.tpp.samples import CHANGED, EXAMINERS, LOT, WITHHELD, Sampled, sample
from tepat.web.apps.tpp.stakes import Stakes, rating_stakes
from tepat.web.apps.tpp.standing import (
    OwnResult,
    SheetStanding,
    failed_runs,
    open_runs,
    own_result,
    sheet_standings,
    work_masa,
)

__all__ = [
    "CHANGED",
    "EXAMINERS",
    "LOCKED",
    "LOT",
    "WITHHELD",
    "MonthSum",
    "OwnResult",
    "RunFace",
    "Sampled",
    "SheetStanding",
    "Stakes",
    "StepBack",
    "StoredResult",
    "failed_runs",
    "finished_run",
    "finished_runs",
    "hold_run",
    "locked_results",
    "month_sums",
    "open_runs",
    "own_result",
    "rating_stakes",
    "run_packet",
    "run_receipt",
    "sample",
    "sheet_standings",
    "step_backs",
    "stored_results",
    "unit_condition",
    "work_masa",
]

# From here on a sheet's results stay as they are; what is found later is a run of its own.
LOCKED = (Lembar.Status.TERKUNCI, Lembar.Status.DIKIRIM, Lembar.Status.DIBAYAR)


def locked_results(dari: str, sampai: str) -> list[tuple[int, str]]:
    """Whose result of which month is locked, between two months, both included. One query."""
    rows = Hasil.objects.filter(lembar__status__in=LOCKED, masa__gte=dari, masa__lte=sampai)
    return list(rows.values_list("pegawai_id", "masa").distinct())
