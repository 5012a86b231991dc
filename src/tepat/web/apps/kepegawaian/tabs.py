"""What there is to see of one person."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tepat.web.ui.parts import Link


def person_tabs(pegawai_id: int, current: str) -> tuple[Link, ...]:
    """What there is to see of one person; what has no address yet is left out."""
    named = (
        ("catatan", pgettext("menu", "Catatan"), "kepegawaian_pegawai_rinci"),
        ("hasil", _("Hasil TPP"), "tpp_pegawai"),
        ("perubahan", _("Perubahan"), "audit_perubahan_pegawai"),
    )
    found = []
    for key, label, name in named:
        try:
            found.append(Link(label, reverse(name, args=[pegawai_id]), current=key == current))
        except NoReverseMatch:
            continue
    return tuple(found)
