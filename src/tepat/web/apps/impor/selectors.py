"""Questions about imports."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from tepat.ingest.upload import MACHINES
from tepat.web.apps.akun.selectors import access_unit, unit_filter
from tepat.web.apps.impor.models import BarisMasuk, BerkasMasuk, Kumpulan, TemuanImpor
from tepat.web.common.rights import Act


def access_kumpulan(user: Any) -> QuerySet[Kumpulan]:
    """The batches that somebody may see and decide on. `PermissionDenied` for whoever imports nothing."""
    batches = Kumpulan.objects.select_related("unit", "dibuat_oleh", "diputus_oleh")
    return batches.filter(unit_filter(access_unit(user, Act.IMPOR)))


def device_files(masa: str) -> Iterator[tuple[int, str, bytes, dict[str, Any]]]:
    """The device files of a month that were accepted: batch, name, content, settings."""
    rows = BerkasMasuk.objects.filter(
        kumpulan__jenis=MACHINES, kumpulan__masa=masa, kumpulan__status=Kumpulan.Status.DITERIMA
    ).order_by("pk")
    for batch, name, content, settings in rows.values_list("kumpulan_id", "nama", "isi", "setelan").iterator(10):
        yield batch, name, bytes(content), settings


def device_file_list(masa: str) -> list[tuple[int, str, int]]:
    """The device files of a month that were accepted, without their bytes: batch, name, size."""
    rows = BerkasMasuk.objects.filter(
        kumpulan__jenis=MACHINES, kumpulan__masa=masa, kumpulan__status=Kumpulan.Status.DITERIMA
    )
    return list(rows.order_by("pk").values_list("kumpulan_id", "nama", "ukuran"))


def accepted_before(digests: list[str]) -> dict[str, Kumpulan]:
    """The batch in force that each of these files came with, by SHA-256."""
    files = BerkasMasuk.objects.filter(sidik__in=digests, kumpulan__status=Kumpulan.Status.DITERIMA)
    return {berkas.sidik: berkas.kumpulan for berkas in files.select_related("kumpulan").defer("isi")}


def files_of(kumpulan: Kumpulan) -> QuerySet[BerkasMasuk]:
    """The files of a batch, without their bytes."""
    return BerkasMasuk.objects.filter(kumpulan=kumpulan).defer("isi").order_by("pk")


def rows_of(kumpulan: Kumpulan, nasib: str = "", cari: str = "") -> QuerySet[BarisMasuk]:
    """The rows of a batch, in their order; of one fate, and with a key that contains a text."""
    rows = BarisMasuk.objects.filter(berkas__kumpulan=kumpulan).select_related("berkas").defer("berkas__isi")
    if nasib:
        rows = rows.filter(nasib=nasib)
    if cari:
        rows = rows.filter(kunci__icontains=cari)
    return rows.order_by("berkas_id", "baris", "pk")


def findings_of(kumpulan: Kumpulan) -> QuerySet[TemuanImpor]:
    """The findings of a batch, in their order."""
    return (
        TemuanImpor.objects.filter(kumpulan=kumpulan)
        .select_related("berkas")
        .defer("berkas__isi")
        .order_by("berkas_id", "baris", "pk")
    )


def last_accepted(kinds: Collection[str], masa: str) -> Kumpulan | None:
    """The batch of these kinds that was accepted last for a month; None: none yet."""
    batches = Kumpulan.objects.filter(jenis__in=kinds, masa=masa, status=Kumpulan.Status.DITERIMA)
    return batches.order_by("-diputus_at", "-pk").first()


def waiting_batches(units: frozenset[int] | None) -> int:
    """How many batches somebody should accept or discard. One query."""
    mine = Q() if units is None else Q(unit__in=units)
    return Kumpulan.objects.filter(mine, status=Kumpulan.Status.PRATINJAU).count()
