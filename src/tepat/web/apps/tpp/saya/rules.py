"""The rule books a month is foreseen by, kept: they are the same for everybody."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tepat.engine.forecast import Rules
from tepat.lang.calendar import Masa
from tepat.law.presensi import presence_book
from tepat.web.apps.regulasi.selectors import book_of, cuts_of, supplement


@lru_cache(maxsize=24)
def _rules(regulasi: str, masa: Masa, _pelengkap: Path | None) -> Rules:
    month = book_of(masa)
    return Rules(month, cuts_of(masa), presence_book(regulasi, masa, book=month))


def rules_of(masa: Masa) -> Rules:
    """The rule books of a month.

    Raises `RegulationError` or `UsageError` where there is no law of that month.
    """
    return _rules(settings.TEPAT_REGULASI, masa, supplement())
