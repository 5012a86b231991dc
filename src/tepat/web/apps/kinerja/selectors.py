"""Questions about ratings."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from tepat.lang.calendar import Masa
from tepat.law import packet
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.common.sheet import FactSheet, sheet_ask
from tepat.web.common.together import Ask, Question

_COLUMNS = ("periode", "hasil_kerja", "perilaku_kerja", "predikat", "waktu_dinilai", "capaian_persen")


def rating_ask(masa: Masa, people: Collection[int] | None = None) -> Ask[FactSheet]:
    """The packet's ``kinerja``: ratings of the month and of the periods that rules may look back to."""
    who = Q() if people is None else Q(pegawai__in=people)
    kinds = ("bulan", "triwulan", "semester", "tahun")
    periods = [masa.period(kind, shift) for kind in kinds for shift in (0, -1)]
    rows = Penilaian.objects.filter(who, periode__in=periods).order_by("pegawai__nip", "periode")
    return sheet_ask(packet.KINERJA, rows.values_list("pegawai__nip", *_COLUMNS))


def rated(masa: Masa) -> QuerySet[Penilaian]:
    """The ratings that were given for the month, or for a longer period that it lies in."""
    periods = [masa.period(kind) for kind in ("bulan", "triwulan", "semester", "tahun")]
    return Penilaian.objects.filter(periode__in=periods).exclude(
        waktu_dinilai__isnull=True, capaian_persen__isnull=True
    )


def rating_origin(masa: Masa, pegawai_id: int) -> Question:
    """Of the ratings that a month may read: period, who rated, the file and row it was read from."""
    kinds = ("bulan", "triwulan", "semester", "tahun")
    periods = [masa.period(kind, shift) for kind in kinds for shift in (0, -1)]
    rows = Penilaian.objects.filter(pegawai=pegawai_id, periode__in=periods).order_by("-periode")
    return rows.values_list("periode", "penilai__nama", "kumpulan__daftar_berkas__nama", "baris")
