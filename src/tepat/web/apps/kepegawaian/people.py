"""People as the pages list and show them: plain values, a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from tepat.web.apps.kepegawaian.models import NilaiJabatan, Pegawai, Penempatan, RiwayatUnit, StatusPegawai

# The columns that a list may be ordered by, and what they are ordered by.
SORTS = {
    "nama": ("nama", "nip"),
    "unit": ("nama_unit", "nama"),
    "kelas": ("kelas", "nama"),
    "jabatan": ("nama_jabatan", "nama"),
    "golongan": ("golongan", "nama"),
}


@dataclass(frozen=True)
class Wanted:
    """What a list of people is narrowed to; ``units``: the chosen unit and all below it."""

    day: date
    cari: str = ""
    units: frozenset[int] | None = None
    status: str = ""
    kelas: int | None = None
    tanpa: bool = False
    urut: str = "nama"


def listed(people: QuerySet[Pegawai], wanted: Wanted) -> QuerySet[Pegawai]:
    """People with what holds of them on the day: unit, position, class, status and rank."""
    return _ordered(_narrowed(on_day(people, wanted.day), wanted), wanted.urut)


def on_day(people: QuerySet[Pegawai], day: date) -> QuerySet[Pegawai]:
    """People with the columns of a day, in the same query."""
    placed = Penempatan.objects.on(day).filter(pegawai=OuterRef("pk"))
    value = NilaiJabatan.objects.on(day).filter(jabatan=OuterRef("jabatan_hari"))
    status = StatusPegawai.objects.on(day).filter(pegawai=OuterRef("pk"))
    unit = RiwayatUnit.objects.on(day).filter(unit=OuterRef("unit_hari"))
    return people.annotate(
        unit_hari=Subquery(placed.values("unit")[:1]),
        jabatan_hari=Subquery(placed.values("jabatan")[:1]),
        status=Subquery(status.values("status_pegawai")[:1]),
        golongan=Subquery(status.values("golongan")[:1]),
    ).annotate(
        nama_unit=Subquery(unit.values("nama_unit")[:1]),
        nama_jabatan=Subquery(value.values("nama_jabatan")[:1]),
        kelas=Subquery(value.values("kelas_jabatan")[:1]),
    )


def matching(text: str) -> Q:
    """A condition that every word is in the name or the NIP, however the NIP is grouped."""
    found = Q()
    for word in text.split():
        found &= Q(nama__icontains=word) | Q(nip__contains=word)
    digits = text.replace(" ", "")
    return found | Q(nip__contains=digits) if digits.isdigit() else found


def _narrowed(people: QuerySet[Pegawai], wanted: Wanted) -> QuerySet[Pegawai]:
    placed = Penempatan.objects.on(wanted.day).filter(pegawai=OuterRef("pk"))
    if wanted.cari:
        units = RiwayatUnit.objects.on(wanted.day).filter(nama_unit__icontains=wanted.cari).values("unit")
        people = people.filter(matching(wanted.cari) | Exists(placed.filter(unit__in=units)))
    if wanted.units is not None:
        people = people.filter(Exists(placed.filter(unit__in=wanted.units)))
    if wanted.status:
        status = StatusPegawai.objects.on(wanted.day).filter(pegawai=OuterRef("pk"), status_pegawai=wanted.status)
        people = people.filter(Exists(status))
    if wanted.kelas is not None:
        posts = NilaiJabatan.objects.on(wanted.day).filter(kelas_jabatan=wanted.kelas).values("jabatan")
        people = people.filter(Exists(placed.filter(jabatan__in=posts)))
    return people.filter(~Exists(placed)) if wanted.tanpa else people


def _ordered(people: QuerySet[Pegawai], urut: str) -> QuerySet[Pegawai]:
    first, *rest = SORTS.get(urut.removeprefix("-"), SORTS["nama"])
    lead = F(first).desc(nulls_last=True) if urut.startswith("-") else F(first).asc(nulls_last=True)
    return people.order_by(lead, *rest, "pk")


CSV_HEAD = ("nip", "nama", "status_pegawai", "golongan", "nama_unit", "nama_jabatan", "kelas_jabatan")


def csv_rows(people: QuerySet[Any]) -> Iterator[tuple[str, ...]]:
    """The rows of the list as a file has them; a text that a spreadsheet would compute is made harmless."""
    columns = ("nip", "nama", "status", "golongan", "nama_unit", "nama_jabatan", "kelas")
    for row in people.values_list(*columns).iterator(2000):
        yield tuple(harmless("" if cell is None else str(cell)) for cell in row)


def harmless(text: str) -> str:
    """A text that a spreadsheet does not compute."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
