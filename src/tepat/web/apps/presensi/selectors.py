"""Questions about attendance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from tepat.lang.calendar import Masa
from tepat.law import packet
from tepat.web.apps.presensi.models import Apel, Disiplin, Harian, HariKalender, OlahPresensi, Perangkat, TemuanPresensi
from tepat.web.common.sheet import FactSheet, make_sheet, sheet_ask
from tepat.web.common.together import Ask, Question, Rows

_SUMMARY = ("hari_kerja", "hari_hadir", "hari_alpa", "potongan_persen", "presensi_manual")


def processed(masa: Masa) -> OlahPresensi | None:
    """The processing in force of a month: the latest that was finished."""
    found = OlahPresensi.objects.filter(masa=str(masa), keadaan=OlahPresensi.Keadaan.SELESAI)
    return found.defer("paket").order_by("-pk").first()


def _in_force(masa: Masa) -> QuerySet[Any, Any]:
    """The same as a part of another question."""
    found = OlahPresensi.objects.filter(masa=str(masa), keadaan=OlahPresensi.Keadaan.SELESAI)
    return found.order_by("-pk").values("pk")[:1]


def summary_ask(masa: Masa, people: Collection[int] | None = None) -> Ask[FactSheet]:
    """The packet's ``disiplin``: what the punches gave; of people without any, the recap that was imported."""
    who = Q() if people is None else Q(pegawai__in=people)
    rows = Disiplin.objects.filter(who, Q(olahan=_in_force(masa)) | Q(olahan__isnull=True), masa=str(masa))
    ordered = rows.order_by("pegawai__nip", "pk").values_list("olahan_id", "pegawai__nip", *_SUMMARY)
    return Ask((ordered,), _summary)


def _summary(answers: Sequence[Rows]) -> FactSheet:
    found: dict[str, Any] = {}
    for olahan, nip, *cells in answers[0]:
        if olahan is not None or nip not in found:
            found[nip] = (nip, *cells)
    return make_sheet("disiplin", packet.DISIPLIN.names, found.values())


def ledger_ask(masa: Masa, people: Collection[int] | None = None) -> Ask[FactSheet]:
    """The packet's ``harian``: the day ledger of the month."""
    who = Q() if people is None else Q(pegawai__in=people)
    names = packet.HARIAN.names
    rows = Harian.objects.filter(who, olahan=_in_force(masa)).order_by("pegawai__nip", "tanggal", "pk")
    return sheet_ask(packet.HARIAN, rows.values_list("pegawai__nip", *names[1:]))


def roll_call_ask(masa: Masa, people: Collection[int] | None = None) -> Ask[FactSheet]:
    """The packet's ``apel``."""
    who = Q() if people is None else Q(pegawai__in=people)
    rows = Apel.objects.filter(who, tanggal__range=(masa.first, masa.last)).order_by("pegawai__nip", "tanggal")
    return sheet_ask(packet.APEL, rows.values_list("pegawai__nip", "tanggal", "jenis", "hadir"))


@dataclass(frozen=True)
class Attendance:
    """How far attendance of a month is processed, for one person.

    ``hingga``: the last day in the ledger (None: the whole month, or nothing where ``processed_at`` is None).
    ``summarized``: the punches gave this person a summary. ``calendar``: the region's own days, by date their kind.
    ``findings``: why the person's month waits: codes and the words of their sentences.
    """

    processed_at: datetime | None
    hingga: date | None
    summarized: bool
    calendar: Mapping[date, str]
    findings: tuple[tuple[str, Mapping[str, object]], ...]


def attendance_ask(masa: Masa, pegawai_id: int) -> Ask[Attendance]:
    """How far attendance of a month is processed, and what is the matter with one person's."""
    latest = OlahPresensi.objects.filter(pk__in=_in_force(masa)).values_list("hingga", "selesai_at")
    own = Disiplin.objects.filter(pegawai=pegawai_id, masa=str(masa), olahan=_in_force(masa)).values_list("pk")
    days = HariKalender.objects.filter(tanggal__range=(masa.first, masa.last)).values_list("tanggal", "jenis")
    found = TemuanPresensi.objects.filter(olahan=_in_force(masa), pegawai=pegawai_id, tingkat="tahan").order_by("pk")
    return Ask((latest, own, days, found.values_list("kode", "kata")), _attendance)


def _attendance(answers: Sequence[Rows]) -> Attendance:
    latest, own, days, found = (list(rows) for rows in answers)
    hingga, moment = latest[0] if latest else (None, None)
    return Attendance(moment, hingga, bool(own), dict(days), tuple(found))


def recap_origin(masa: Masa, pegawai_id: int) -> Question:
    """The file and row of a recap that was imported."""
    rows = Disiplin.objects.filter(pegawai=pegawai_id, masa=str(masa), olahan__isnull=True)
    return rows.values_list("kumpulan__daftar_berkas__nama", "baris")


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


def days_between(people: Collection[int], first: date, last: date) -> list[Harian]:
    """The ledger's days of people between two days of one month, both included, by the processing in force."""
    rows = Harian.objects.filter(pegawai__in=people, tanggal__range=(first, last))
    return list(rows.filter(olahan=processed(Masa.parse(f"{last:%Y-%m}"))).order_by("tanggal", "pk"))
