"""Whose results somebody may open."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from tepat.web.apps.akun.selectors import access_pegawai, rights_of, unit_filter
from tepat.web.apps.tpp.models import Hasil
from tepat.web.common.rights import Act


def own_pegawai(user: Any) -> Any:
    """The employee that somebody is; not found where they are none."""
    if user.pegawai_id is None:
        raise Http404
    return user.pegawai


def access_result(user: Any, result_id: int) -> Hasil:
    """A result of somebody whose records, or of a unit whose months, the user may see; else not found."""
    rights = rights_of(user)
    allowed = Q(pegawai__in=access_pegawai(user))
    if rights.may(Act.LIHAT_MASA):
        units = rights.units[Act.LIHAT_MASA]
        allowed = Q() if units is None else allowed | unit_filter(units)
    results = Hasil.objects.select_related("lembar", "hitungan", "pegawai").defer("hitungan__paket")
    return get_object_or_404(results.filter(allowed), pk=result_id)
