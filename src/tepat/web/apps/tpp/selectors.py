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

__all__ = [
    "CHANGED",
    "EXAMINERS",
    "LOCKED",
    "LOT",
    "WITHHELD",
    "MonthSum",
    "RunFace",
    "Sampled",
    "StepBack",
    "StoredResult",
    "finished_run",
    "finished_runs",
    "hold_run",
    "locked_results",
    "month_sums",
    "run_packet",
    "run_receipt",
    "sample",
    "step_backs",
    "stored_results",
    "unit_condition",
]

# From here on a sheet's results stay as they are; what is found later is a run of its own.
LOCKED = (Lembar.Status.TERKUNCI, Lembar.Status.DIKIRIM, Lembar.Status.DIBAYAR)


def locked_results(dari: str, sampai: str) -> list[tuple[int, str]]:
    """Whose result of which month is locked, between two months, both included. One query."""
    rows = Hasil.objects.filter(lembar__status__in=LOCKED, masa__gte=dari, masa__lte=sampai)
    return list(rows.values_list("pegawai_id", "masa").distinct())
