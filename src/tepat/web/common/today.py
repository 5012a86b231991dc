"""Today, as the office counts it: the only place where the application asks the clock for a date."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from tepat.lang.calendar import Masa


def today() -> date:
    """The office's date; a demonstration of a past month states its own."""
    return date.fromisoformat(settings.TEPAT_HARI_INI) if settings.TEPAT_HARI_INI else timezone.localdate()


def now() -> datetime:
    """The present moment; on a stated day the clock's time of that day."""
    if not settings.TEPAT_HARI_INI:
        return timezone.now()
    return timezone.make_aware(datetime.combine(today(), timezone.localtime().time().replace(tzinfo=None)))


def end_of(day: date) -> datetime:
    """The last second of a day in the office's zone."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def this_masa() -> Masa:
    """The month that today lies in."""
    return Masa.parse(f"{today():%Y-%m}")
