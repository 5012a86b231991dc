"""How the attendance of a month stands: for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from tepat.lang.calendar import Masa
from tepat.web.apps.presensi.models import Disiplin, OlahPresensi, TemuanPresensi
from tepat.web.apps.presensi.selectors import processed

# A PIN that nobody is known to have: its punches belong to nobody until it is told whose it is.
PIN_UNKNOWN = ("P-101", "P-103")


@dataclass(frozen=True)
class AttendanceStanding:
    """``people``: whose month is summed up; ``sudah``: the month's punches were processed; ``pin``: PINs of nobody."""

    people: frozenset[int]
    sudah: bool
    berjalan: bool
    pin: int


def attendance_standing(masa: Masa) -> AttendanceStanding:
    """How a month's attendance stands. Four queries."""
    done = processed(masa)
    running = OlahPresensi.objects.open().filter(masa=str(masa)).exists()
    in_force = Q(olahan__isnull=True) if done is None else Q(olahan=done.pk) | Q(olahan__isnull=True)
    people = Disiplin.objects.filter(in_force, masa=str(masa)).values_list("pegawai_id", flat=True)
    pins = 0 if done is None else TemuanPresensi.objects.filter(olahan=done.pk, kode__in=PIN_UNKNOWN).count()
    return AttendanceStanding(frozenset(people), done is not None, running, pins)


def failed_processings(since: Any) -> list[tuple[str, str]]:
    """Month and message of the processings that failed since an instant. One query."""
    rows = OlahPresensi.objects.filter(keadaan=OlahPresensi.Keadaan.GAGAL, selesai_at__gte=since)
    return list(rows.order_by("-pk").values_list("masa", "pesan")[:5])
