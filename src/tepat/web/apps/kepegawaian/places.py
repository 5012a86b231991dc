"""Units and positions as the pages show them: plain values, a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tepat.web.apps.kepegawaian.models import CRITERIA, NilaiJabatan, Penempatan, Plt
from tepat.web.apps.kepegawaian.selectors import Tree


@dataclass(frozen=True)
class Branch:
    """A unit with how many people stand in it, and in it and all below; what stands below it."""

    id: int
    nama: str
    kode: str
    jenis: str
    orang: int
    semua: int
    below: list[Branch] = field(default_factory=list)


def head_counts(day: date) -> Counter[int]:
    """How many people are placed in each unit on a day. One query."""
    rows = Penempatan.objects.on(day).values("unit").annotate(n=Count("pegawai", distinct=True))
    return Counter({row["unit"]: row["n"] for row in rows.values("unit", "n")})


def branches(tree: Tree, counts: Counter[int], wanted: Iterable[int] | None = None) -> list[Branch]:
    """The units as a tree with head counts; ``wanted``: only these, each under its nearest one that is wanted."""
    shown = set(tree.nodes) if wanted is None else set(wanted) & set(tree.nodes)
    tops = [node.id for node in tree.skpd_list()]
    return [item for top in tops for item in _branch(tree, counts, shown, top)]


def _branch(tree: Tree, counts: Counter[int], shown: set[int], pk: int) -> list[Branch]:
    below = [item for child in tree.children.get(pk, []) for item in _branch(tree, counts, shown, child)]
    below.sort(key=lambda item: item.nama)
    if pk not in shown:
        return below
    node = tree.nodes[pk]
    total = counts[pk] + sum(item.semua for item in below)
    return [Branch(pk, node.nama_unit, node.kode_unit, node.jenis_unit, counts[pk], total, below)]


POST_SORTS = {
    "nama": ("nama_jabatan",),
    "kelas": ("kelas_jabatan", "nama_jabatan"),
    "jumlah": ("jumlah", "nama_jabatan"),
    "pemegang": ("pemegang", "nama_jabatan"),
}


def posts_on(day: date, cari: str = "", kelas: int | None = None, urut: str = "kelas") -> QuerySet[NilaiJabatan]:
    """Positions as they are worth on a day, with the total of their criteria and how many hold them."""
    holders = Penempatan.objects.on(day).filter(jabatan=OuterRef("jabatan")).order_by().values("jabatan")
    counted = Subquery(holders.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    total: Any = sum((F(name) for name in CRITERIA[1:]), start=F(CRITERIA[0]))
    rows = NilaiJabatan.objects.on(day).select_related("jabatan")
    rows = rows.annotate(jumlah=total, pemegang=Coalesce(counted, 0))
    if cari:
        rows = rows.filter(Q(nama_jabatan__icontains=cari) | Q(jabatan__kode_jabatan__icontains=cari))
    if kelas is not None:
        rows = rows.filter(kelas_jabatan=kelas)
    first, *rest = POST_SORTS.get(urut.removeprefix("-"), POST_SORTS["kelas"])
    lead = F(first).desc(nulls_last=True) if urut.startswith("-") else F(first).asc(nulls_last=True)
    ordered: QuerySet[NilaiJabatan] = rows.order_by(lead, *rest, "pk")
    return ordered


def total_of(record: Any) -> int:
    """The sum of a position's criteria."""
    return sum(int(getattr(record, name)) for name in CRITERIA)


def holders_of(jabatan_id: int, units: frozenset[int] | None) -> list[Any]:
    """Who holds or held a position, the latest first, with those acting in it; of these units (None: all)."""
    placed = Penempatan.objects.filter(jabatan=jabatan_id).select_related("pegawai")
    acting = Plt.objects.filter(jabatan=jabatan_id).select_related("pegawai")
    if units is not None:
        placed = placed.filter(unit__in=units)
        acting = acting.filter(pegawai__in=Penempatan.objects.filter(unit__in=units).values("pegawai"))
    return sorted([*placed, *acting], key=lambda item: (item.mulai, item.pk), reverse=True)
