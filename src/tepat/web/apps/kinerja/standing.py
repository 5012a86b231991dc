"""Who has been rated for a month: for the first page."""

from __future__ import annotations

from tepat.lang.calendar import Masa
from tepat.web.apps.kinerja.models import Penilaian


def rated_people(masa: Masa) -> frozenset[int]:
    """The people who have a rating of the month, or of a longer period that it lies in. One query."""
    periods = [masa.period(kind) for kind in ("bulan", "triwulan", "semester", "tahun")]
    rows = Penilaian.objects.filter(periode__in=periods)
    given = rows.exclude(waktu_dinilai__isnull=True, capaian_persen__isnull=True)
    return frozenset(given.values_list("pegawai_id", flat=True))
