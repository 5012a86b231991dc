"""Questions about attendance."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from tepat.lang.calendar import Masa
from tepat.law import packet
from tepat.web.apps.presensi.models import Apel, Disiplin, Harian, OlahPresensi, Perangkat
from tepat.web.common.sheet import FactSheet, make_sheet

_SUMMARY = ("hari_kerja", "hari_hadir", "hari_alpa", "potongan_persen", "presensi_manual")


def processed(masa: Masa) -> OlahPresensi | None:
    """The processing in force of a month: the latest that was finished."""
    found = OlahPresensi.objects.filter(masa=str(masa), keadaan=OlahPresensi.Keadaan.SELESAI)
    return found.defer("paket").order_by("-pk").first()


def summary_sheet(masa: Masa, people: Collection[int] | None = None) -> FactSheet:
    """The packet's ``disiplin``: what the punches gave; of people without any, the recap that was imported."""
    who = Q() if people is None else Q(pegawai__in=people)
    rows = Disiplin.objects.filter(who, Q(olahan=processed(masa)) | Q(olahan__isnull=True), masa=str(masa))
    # Ordered so that the punches' summary comes last and wins.
    ordered = rows.order_by("pegawai__nip", "-olahan_id").values_list("olahan_id", "pegawai__nip", *_SUMMARY)
    found: dict[str, Any] = {}
    for olahan, nip, *cells in ordered:
        if olahan is not None or nip not in found:
            found[nip] = (nip, *cells)
    return make_sheet("disiplin", packet.DISIPLIN.names, found.values())


def ledger_sheet(masa: Masa, people: Collection[int] | None = None) -> FactSheet:
    """The packet's ``harian``: the day ledger of the month."""
    who = Q() if people is None else Q(pegawai__in=people)
    names = packet.HARIAN.names
    rows = Harian.objects.filter(who, olahan=processed(masa)).order_by("pegawai__nip", "tanggal", "pk")
    return make_sheet("harian", names, rows.values_list("pegawai__nip", *names[1:]))


def roll_call_sheet(masa: Masa, people: Collection[int] | None = None) -> FactSheet:
    """The packet's ``apel``."""
    who = Q() if people is None else Q(pegawai__in=people)
    rows = Apel.objects.filter(who, tanggal__range=(masa.first, masa.last)).order_by("pegawai__nip", "tanggal")
    return make_sheet("apel", packet.APEL.names, rows.values_list("pegawai__nip", "tanggal", "jenis", "hadir"))


def summarized(masa: Masa) -> QuerySet[Disiplin]:
    """The summaries in force of a month whose cuts are known: by the processing, or from a recap. One query more."""
    done = processed(masa)
    in_force = Q(olahan__isnull=True) if done is None else Q(olahan=done.pk) | Q(olahan__isnull=True)
    return Disiplin.objects.filter(in_force, masa=str(masa), potongan_persen__isnull=False, hari_kerja__isnull=False)


def lateness_by_day(masa: Masa, people: Any = None) -> list[tuple[date, int, int]]:
    """Of each day how many were late by at most 30 minutes, and by more. ``people``: a condition on them."""
    who = Q() if people is None else Q(pegawai__in=people)
    some = Count("pk", filter=Q(menit_terlambat__range=(1, 30)))
    many = Count("pk", filter=Q(menit_terlambat__gt=30))
    rows = Harian.objects.filter(who, olahan=processed(masa), tanggal__range=(masa.first, masa.last))
    found = rows.values("tanggal").annotate(some=some, many=many).order_by("tanggal")
    return [(row["tanggal"], row["some"], row["many"]) for row in found]


def device_names() -> list[str]:
    """The serial numbers (else the names) of all devices: a file's name may begin with one."""
    rows = Perangkat.objects.values_list("nomor_seri", "perangkat").order_by("pk")
    return [serial or name for serial, name in rows]


def devices_of_units(units: Iterable[int]) -> frozenset[int]:
    """The devices that stand in these units."""
    return frozenset(Perangkat.objects.filter(unit__in=units).values_list("pk", flat=True))
