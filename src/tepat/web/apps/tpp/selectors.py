"""Questions about sheets and results."""

from __future__ import annotations

from tepat.web.apps.tpp.models import Hasil, Lembar

# From here on a sheet's results stay as they are; what is found later is a run of its own.
LOCKED = (Lembar.Status.TERKUNCI, Lembar.Status.DIKIRIM, Lembar.Status.DIBAYAR)


def locked_results(dari: str, sampai: str) -> list[tuple[int, str]]:
    """Whose result of which month is locked, between two months, both included. One query."""
    rows = Hasil.objects.filter(lembar__status__in=LOCKED, masa__gte=dari, masa__lte=sampai)
    return list(rows.values_list("pegawai_id", "masa").distinct())
