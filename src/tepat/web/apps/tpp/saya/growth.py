"""How the forecast came to be what it is: what it was at the end of each day so far."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from tepat.engine.forecast import PersonRows, Rules, amount, facts_on
from tepat.law.packet import HARIAN
from tepat.web.apps.tpp.saya.month import Month
from tepat.web.apps.tpp.saya.planned import whole_month
from tepat.web.ui.formats import short_day_text
from tepat.web.ui.parts import Column, Table, row
from tepat.web.ui.templatetags.tepat import bahasa

_FEWEST = 2


def growth(month: Month) -> Table | None:
    """What was lost by the end of each duty day so far, for a chart; None where nothing was.

    The forecast itself would be a line without a bend: some thousands of millions.
    """
    found = month.foreseen
    if month.is_computed or found is None or found.paling_banyak is None or not found.hilang:
        return None
    columns = (Column(_("Hari"), primary=True), Column(_("Berkurang"), "rupiah"))
    rows = tuple(
        row(short_day_text(day, bahasa()), found.paling_banyak - amount) for day, amount in foreseen_by_day(month)
    )
    return Table(_("Berkurang sampai dengan hari itu"), columns, rows) if len(rows) >= _FEWEST else None


def foreseen_by_day(month: Month) -> list[tuple[date, int]]:
    """The forecast at the end of every duty day so far, where there was one."""
    if month.known_to is None:
        return []
    days = sorted({date.fromisoformat(item["tanggal"][:10]) for item in month.ledger if item.get("jam_masuk_wajib")})
    reached = [(day, _foreseen_on(month, day)) for day in days if day <= min(month.known_to, month.today)]
    return [(day, value) for day, value in reached if value is not None]


def facts_as_of(month: Month, day: date) -> PersonRows:
    """The facts as the page had them at the end of a day: the ledger to that day, and the days behind it expected."""
    ledger = [item for item in month.ledger if item["tanggal"][:10] <= day.isoformat()]
    whole = whole_month(ledger, month.masa, day, month.attendance.calendar)
    return {**month.facts, HARIAN.name: whole}


def _foreseen_on(month: Month, day: date) -> int | None:
    return _amount_on(month.rules, json.dumps(facts_as_of(month, day)), day)


# What a day was does not change by itself, and a correction gives other facts. Kept in memory: asking the office's
# cache for each day would be a dozen more questions to the database, and reading a page would write to it.
@lru_cache(maxsize=512)
def _amount_on(rules: Rules, facts: str, day: date) -> int | None:
    known: PersonRows = json.loads(facts)
    return amount(rules, facts_on(rules, known, day)).rupiah
