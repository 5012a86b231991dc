"""Questions about the log of changes, and about recomputations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from tepat.web.apps.akun.selectors import access_act, unit_filter
from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.audit.recomputing import (
    Recomputation,
    failed_recomputations,
    latest_by_run,
    recomputations,
    result_line,
)
from tepat.web.apps.audit.telling import Told, record_label, told_changes
from tepat.web.apps.kepegawaian.selectors import pegawai_of_units
from tepat.web.common.rights import Act
from tepat.web.common.today import today

__all__ = [
    "ACCOUNT_RECORDS",
    "Recomputation",
    "Told",
    "access_perubahan",
    "changes_of_pegawai",
    "changes_of_record",
    "failed_recomputations",
    "found_changes",
    "last_changes",
    "latest_by_run",
    "recomputations",
    "record_label",
    "record_labels",
    "result_line",
    "start_of",
    "told_changes",
]

# What an administrator looks after; figures and people's records are not among it.
ACCOUNT_RECORDS = "akun."


def access_perubahan(user: Any) -> QuerySet[Perubahan]:
    """The changes that somebody may read: an auditor's all of the units held, an administrator's those of accounts.

    Raises `PermissionDenied`.
    """
    rights = access_act(user, Act.LIHAT_PERUBAHAN, anywhere=True)
    rows = Perubahan.objects.select_related("pengguna", "pegawai", "kumpulan")
    if not rights.may(Act.LIHAT_MASA):
        return rows.filter(catatan__startswith=ACCOUNT_RECORDS)
    units = rights.units[Act.LIHAT_PERUBAHAN]
    return rows if units is None else rows.filter(unit_filter(units))


def changes_of_pegawai(pegawai_id: int) -> QuerySet[Perubahan]:
    """The changes of one person's records, the latest first. Whoever asks has been let in to the person."""
    rows = Perubahan.objects.select_related("pengguna", "pegawai", "kumpulan").filter(pegawai=pegawai_id)
    return rows.exclude(catatan__startswith=ACCOUNT_RECORDS).order_by("-pk")


def changes_of_record(catatan: str, kunci: Any) -> QuerySet[Perubahan]:
    """The changes of one record, the latest first."""
    rows = Perubahan.objects.select_related("pengguna", "pegawai", "kumpulan")
    return rows.filter(catatan=catatan, kunci=str(kunci)).order_by("-pk")


def last_changes(keys: Iterable[tuple[str, Any]]) -> dict[tuple[str, str], Perubahan]:
    """The last change of each of some records, by model and key. Two queries."""
    wanted: dict[str, list[str]] = {}
    for catatan, kunci in keys:
        wanted.setdefault(catatan, []).append(str(kunci))
    if not wanted:
        return {}
    which = Q()
    for catatan, found in wanted.items():
        which |= Q(catatan=catatan, kunci__in=found)
    latest = Perubahan.objects.filter(which).values("catatan", "kunci").annotate(terakhir=Max("pk"))
    rows = Perubahan.objects.select_related("pengguna").filter(pk__in=[row["terakhir"] for row in latest])
    return {(row.catatan, row.kunci): row for row in rows}


def record_labels(rows: QuerySet[Perubahan]) -> list[tuple[str, str]]:
    """The kinds of record that these changes are of, by their names."""
    codes = rows.order_by().values_list("catatan", flat=True).distinct()
    return sorted(((code, record_label(code)) for code in codes), key=lambda item: item[1])


def found_changes(rows: QuerySet[Perubahan], asked: Mapping[str, Any]) -> QuerySet[Perubahan]:
    """Changes as they are asked for, the latest first.

    ``asked``: ``orang`` (name or NIP of whom it is about), ``units``, ``catatan``, ``oleh`` (who did it), ``dari`` and
    ``sampai`` (days, both included), ``kumpulan`` (batch of an import).
    """
    if text := asked.get("orang"):
        digits = text.replace(" ", "")
        rows = rows.filter(Q(pegawai__nama__icontains=text) | Q(pegawai__nip__contains=digits))
    if (units := asked.get("units")) is not None:
        day = asked.get("sampai") or today()
        rows = rows.filter(Q(unit__in=units) | Q(pegawai__in=pegawai_of_units(units, day).values("pk")))
    if text := asked.get("oleh"):
        rows = rows.filter(Q(pengguna__nama__icontains=text) | Q(pengguna__username__icontains=text))
    if day := asked.get("dari"):
        rows = rows.filter(waktu__gte=start_of(day))
    if day := asked.get("sampai"):
        rows = rows.filter(waktu__lt=start_of(day + timedelta(days=1)))
    same = {name: asked[name] for name in ("catatan", "kumpulan") if name in asked}
    return rows.filter(**same).order_by("-pk")


def start_of(day: date) -> datetime:
    """The first moment of a day in the office's zone."""
    return timezone.make_aware(datetime.combine(day, time.min))
