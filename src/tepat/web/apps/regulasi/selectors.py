"""Questions about the law in force."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tepat.lang.calendar import Masa
from tepat.law.bound import BoundBook
from tepat.law.consolidate import open_book
from tepat.law.presensi import attendance_book
from tepat.law.rulebook import REGULAR
from tepat.law.shelf import open_shelf


def supplement() -> Path | None:
    """The folder with what the region supplies; None where it supplies nothing."""
    return Path(settings.TEPAT_PELENGKAP) if settings.TEPAT_PELENGKAP else None


@lru_cache(maxsize=48)
def _book(regulasi: str, masa: Masa, kind: str, pelengkap: Path | None) -> BoundBook:
    return open_book(open_shelf(regulasi), masa, pelengkap, None, kind)


def book_of(masa: Masa, jenis_run: str = REGULAR) -> BoundBook:
    """The rule book of a month of one kind of run, with what the region supplies.

    Raises `RegulationError` or `UsageError` where there is no law of that month.
    """
    return _book(settings.TEPAT_REGULASI, masa, jenis_run, supplement())


@lru_cache(maxsize=24)
def _cuts(regulasi: str, masa: Masa, pelengkap: Path | None) -> BoundBook | None:
    return attendance_book(regulasi, masa, pelengkap)


def cuts_of(masa: Masa) -> BoundBook | None:
    """The rule book that turns a month's day ledger into cuts; None: no tariff is known."""
    return _cuts(settings.TEPAT_REGULASI, masa, supplement())
