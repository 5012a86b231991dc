"""Everything that the page of a month shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tepat.lang.calendar import Masa
from tepat.web.apps.tpp.saya.compared import Compared, compared
from tepat.web.apps.tpp.saya.days import calendar_days
from tepat.web.apps.tpp.saya.growth import growth
from tepat.web.apps.tpp.saya.headline import Headline, headline
from tepat.web.apps.tpp.saya.month import Month, month_of
from tepat.web.apps.tpp.saya.status import steps_of
from tepat.web.apps.tpp.saya.why import explain, uncounted, why
from tepat.web.apps.tpp.saya.words import file_name
from tepat.web.ui.parts import Day, Derivation, Step, Table


@dataclass(frozen=True)
class MonthPage:
    """What the page of a month shows; what cannot be told is None or empty."""

    month: Month
    headline: Headline
    steps: tuple[Step, ...]
    lines: tuple[Derivation, ...]
    uncounted: tuple[str, ...]
    days: tuple[Day, ...]
    growth: Table | None
    compared: Compared | None
    changed: tuple[str, ...]

    @property
    def masa(self) -> str:
        """The month."""
        return str(self.month.masa)

    @property
    def status(self) -> str:
        """The state of the sheet, as a chip shows it."""
        result = self.month.result
        return "draft" if result is None or result.lembar is None else str(result.lembar.status)

    @property
    def here(self) -> Step:
        """The present step of the sheet."""
        return next(step for step in self.steps if step.state == "now")


def month_page(pegawai: Any, masa: Masa, moment: datetime) -> MonthPage:
    """Read and compute the page of a month.

    Raises `RegulationError` or `UsageError` where there is no law of that month.
    """
    month = month_of(pegawai, masa, moment)
    first = headline(month)
    told = month.told if first.amount is not None else None
    explained = None if told is None or told.perkiraan is None else explain(month)
    is_told = told is not None and explained is not None and not explained.mismatches
    return MonthPage(
        month,
        first,
        steps_of(month.result),
        why(month, told, explained) if is_told and told is not None and explained is not None else (),
        tuple(uncounted(month.rules)) if is_told else (),
        tuple(calendar_days(month, told)),
        growth(month),
        compared(month) if first.amount is not None else None,
        tuple(file_name(name) for name in month.changed),
    )
