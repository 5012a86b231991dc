"""How far the month's sheet has come, as a course of events."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tepat.web.apps.tpp.models import Hasil, Lembar, Peralihan
from tepat.web.apps.tpp.saya.month import is_final
from tepat.web.apps.tpp.states import ORDER
from tepat.web.ui.parts import Step
from tepat.web.ui.templatetags.komponen import STATUS


def steps_of(result: Hasil | None) -> tuple[Step, ...]:
    """The states in their order, with the day each was reached for good; what was taken back is not told."""
    reached = {} if result is None or result.lembar_id is None else _reached(result.lembar_id)
    status = Lembar.Status.DRAFT if result is None or result.lembar is None else Lembar.Status(result.lembar.status)
    here = ORDER.index(status)
    return tuple(
        Step(
            str(STATUS[name][0]),
            "now" if place == here else "done" if place < here else "next",
            reached.get(name),
            note=_note(name) if place == here else "",
        )
        for place, name in enumerate(ORDER)
    )


def _reached(lembar_id: int) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    moves = Peralihan.objects.filter(lembar=lembar_id).order_by("waktu", "pk").values_list("ke", "waktu")
    for state, moment in moves:
        later = ORDER[ORDER.index(Lembar.Status(state)) :]
        found = {name: at for name, at in found.items() if name not in later}
        found[state] = moment
    return found


def _note(status: str) -> str:
    notes = {
        Lembar.Status.DRAFT: _("belum dihitung"),
        Lembar.Status.DIHITUNG: _("menunggu verifikasi SKPD"),
        Lembar.Status.DIVERIFIKASI: _("menunggu persetujuan BKPSDM"),
        Lembar.Status.DISETUJUI: _("menunggu dikunci"),
        Lembar.Status.TERKUNCI: _("menunggu pembayaran"),
        Lembar.Status.DIKIRIM: _("menunggu bank"),
        Lembar.Status.DIBAYAR: "",
    }
    return notes[Lembar.Status(status)]


def can_change(result: Hasil | None) -> bool:
    """Whether the amount may still become another one."""
    return result is None or not is_final(result)
