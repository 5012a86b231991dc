"""Whose record it is, and whether whoever asks may see or change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tepat.web.apps.akun.selectors import access_act, access_catatan, access_unit, rights_of, unit_filter
from tepat.web.apps.kepegawaian.kinds import KINDS, Kind
from tepat.web.apps.kepegawaian.models import Jabatan, NilaiJabatan, Pegawai, Unit
from tepat.web.apps.kepegawaian.selectors import tree_on, unit_labels
from tepat.web.common.rights import Act
from tepat.web.common.today import today

_OWNERS: dict[str, Any] = {"unit": Unit, "jabatan": Jabatan, "pegawai": Pegawai}


@dataclass(frozen=True)
class Reached:
    """A record, or the owner of one to be, that somebody was let in to."""

    kind: Kind
    owner: Any
    record: Any = None

    @property
    def home(self) -> str:
        """The page of the owner, where the kind's table stands."""
        return reverse(f"kepegawaian_{self.kind.owner}_rinci", args=[self.owner.pk]) + f"#{self.kind.slug}"


def kind_or_404(slug: str) -> Kind:
    """A kind by its name in an address."""
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def reach_owner(request: HttpRequest, kind: Kind, owner_id: int, act: Act) -> Any:
    """The owner of a record: a person of the units held; units and positions are the whole region's to change."""
    if kind.owner == "pegawai":
        return get_object_or_404(access_catatan(request.user, act), pk=owner_id)
    access_act(request.user, act, anywhere=act == Act.LIHAT_PEGAWAI)
    seen = access_unit(request.user, act) if kind.owner == "unit" else None
    return get_object_or_404(_OWNERS[kind.owner].objects.filter(unit_filter(seen, "pk")), pk=owner_id)


def reach_new(request: HttpRequest, slug: str, owner_id: int) -> Reached:
    """The owner to whom a record is to be added."""
    kind = kind_or_404(slug)
    return Reached(kind, reach_owner(request, kind, owner_id, Act.UBAH_PEGAWAI))


def reach_record(request: HttpRequest, slug: str, record_id: int, act: Act) -> Reached:
    """A record that somebody may see or change."""
    kind = kind_or_404(slug)
    access_unit(request.user, act)
    record = get_object_or_404(kind.model.objects.select_related("kumpulan"), pk=record_id)
    return Reached(kind, reach_owner(request, kind, getattr(record, f"{kind.owner}_id"), act), record)


def may_change(request: HttpRequest, kind: Kind, owner: Any) -> bool:
    """Whether the pages offer to change it; the services ask again."""
    rights = rights_of(request.user)
    if kind.owner != "pegawai":
        return rights.covers(Act.UBAH_PEGAWAI, None)
    return rights.may(Act.UBAH_PEGAWAI) and access_catatan(request.user, Act.UBAH_PEGAWAI).filter(pk=owner.pk).exists()


def unit_choices(request: HttpRequest, act: Act) -> list[tuple[int, str]]:
    """The units that somebody may put people in, or look into, as a tree."""
    return unit_labels(tree_on(today()), access_unit(request.user, act))


def post_choices() -> list[tuple[int, str]]:
    """The positions of today."""
    rows = NilaiJabatan.objects.on(today()).order_by("nama_jabatan", "jabatan__kode_jabatan")
    columns = ("jabatan_id", "nama_jabatan", "kelas_jabatan", "jabatan__kode_jabatan")
    return [
        (pk, f"{name} · {grade if grade is not None else '—'} · {code}")
        for pk, name, grade, code in rows.values_list(*columns)
    ]
