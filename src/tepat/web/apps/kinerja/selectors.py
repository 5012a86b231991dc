"""Questions about ratings."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from tepat.lang.calendar import Masa
from tepat.law import packet
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.common.sheet import FactSheet, make_sheet

_COLUMNS = ("periode", "hasil_kerja", "perilaku_kerja", "predikat", "waktu_dinilai", "capaian_persen")


def rating_sheet(masa: Masa, people: Collection[int] | None = None) -> FactSheet:
    """The packet's ``kinerja``: ratings of the month and of the periods that rules may look back to."""
    who = Q() if people is None else Q(pegawai__in=people)
    kinds = ("bulan", "triwulan", "semester", "tahun")
    periods = [masa.period(kind, shift) for kind in kinds for shift in (0, -1)]
    rows = Penilaian.objects.filter(who, periode__in=periods).order_by("pegawai__nip", "periode")
    return make_sheet("kinerja", packet.KINERJA.names, rows.values_list("pegawai__nip", *_COLUMNS))


def rated(masa: Masa) -> QuerySet[Penilaian]:
    """The ratings that were given for the month, or for a longer period that it lies in."""
    periods = [masa.period(kind) for kind in ("bulan", "triwulan", "semester", "tahun")]
    return Penilaian.objects.filter(periode__in=periods).exclude(
        waktu_dinilai__isnull=True, capaian_persen__isnull=True
    )
