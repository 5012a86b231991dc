"""Questions about sheets and results."""

from __future__ import annotations

from datetime import date

from tepat.lang.calendar import Masa
from tepat.web.apps.tpp.facts import person_rows
from tepat.web.apps.tpp.models import Hasil, Lembar

__all__ = ["LOCKED", "locked_between", "locked_masa", "locked_results", "person_rows"]

# From here on a sheet's results stay as they are; what is found later is a run of its own.
LOCKED = (Lembar.Status.TERKUNCI, Lembar.Status.DIKIRIM, Lembar.Status.DIBAYAR)


def locked_results(dari: str, sampai: str) -> list[tuple[int, str]]:
    """Whose result of which month is locked, between two months, both included. One query."""
    rows = Hasil.objects.filter(lembar__status__in=LOCKED, masa__gte=dari, masa__lte=sampai)
    return list(rows.values_list("pegawai_id", "masa").distinct())


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
