"""Questions about the month that other apps ask."""

from __future__ import annotations

from datetime import date

from tepat.lang.calendar import Masa
from tepat.web.apps.tpp.models import Lembar

LOCKED = (Lembar.Status.TERKUNCI, Lembar.Status.DIKIRIM, Lembar.Status.DIBAYAR)


def locked_masa(pegawai_id: int | None = None) -> list[Masa]:
    """The months that are locked, the first first: with this person in them, or (None) of any SKPD. One query."""
    sheets = Lembar.objects.filter(status__in=LOCKED)
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
