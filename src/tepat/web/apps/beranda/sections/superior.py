"""A superior: whom to rate, until when, and what is at stake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.lang.calendar import Masa
from tepat.web.apps.beranda.parts import Section, Urgency, action
from tepat.web.apps.kepegawaian import services as kepegawaian
from tepat.web.apps.kinerja import services as kinerja
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.links import address
from tepat.web.common.today import now, this_masa, today
from tepat.web.ui.formats import day_text, masa_text, number_text, rupiah_text
from tepat.web.ui.parts import Cell, Column, Table, row
from tepat.web.ui.templatetags.tepat import bahasa

# Foreseeing one person takes some twentieths of a second: beyond this many the page of the team does it.
MOST_FORESEEN = 40
_SOON = 7


def superior_sections(user: Any) -> Iterator[Section]:
    """The month before while its ratings still count, then the current one."""
    team = kepegawaian.rated_on(user.pegawai_id, today())
    before = this_masa().plus(-1)
    found = _month(team, before, is_over=True) or _month(team, this_masa(), is_over=False)
    yield found or Section(
        _("Tim saya"),
        ngettext("%(n)s orang Anda sudah dinilai.", "Semua %(n)s orang Anda sudah dinilai.", len(team))
        % {"n": number_text(len(team), bahasa())},
        Urgency.TENANG,
        aksi=action(_("Lihat tim"), "users", ("kinerja_tim",)),
    )


def _month(team: list[kepegawaian.RatedPerson], masa: Masa, *, is_over: bool) -> Section | None:
    """The ratings of a month that are missing; None where none is, or where it is too late for it."""
    rated = kinerja.rated_people(masa)
    missing = [person for person in team if person.id not in rated]
    if not missing:
        return None
    few = len(missing) <= MOST_FORESEEN
    # Of a larger team one person tells the deadline.
    stakes = tpp.rating_stakes(masa, [person.id for person in (missing if few else missing[:1])])
    if is_over and (stakes.batas is None or stakes.batas < now()):
        return None
    return Section(
        _("Penilaian %(masa)s") % {"masa": masa_text(str(masa), bahasa())},
        _sentence(len(missing), len(team), stakes.batas),
        _urgency(stakes.batas, is_over=is_over),
        _at_stake(stakes) if few else "",
        aksi=action(_("Buka tim"), "users", ("kinerja_tim",)),
        tabel=_table(missing, stakes) if few else None,
    )


def _urgency(batas: datetime | None, *, is_over: bool) -> Urgency:
    near = batas is not None and (batas - now()).days < _SOON
    return Urgency.MENDESAK if near or is_over else Urgency.MENUNGGU


def _sentence(missing: int, team: int, batas: datetime | None) -> str:
    counts = {"n": number_text(missing, bahasa()), "dari": number_text(team, bahasa())}
    first = _("%(n)s dari %(dari)s orang belum Anda nilai.") % counts
    if batas is None:
        return first
    day = timezone.localtime(batas).date()
    left = (day - today()).days
    words = {"hari": day_text(day, bahasa()).rpartition(" ")[0], "sisa": _left(left)}
    return f"{first} " + _("Batas %(hari)s, %(sisa)s.") % words


def _left(days: int) -> str:
    if days == 0:
        return _("hari ini")
    return ngettext("%(n)s hari lagi", "%(n)s hari lagi", days) % {"n": days}


def _at_stake(stakes: tpp.Stakes) -> str:
    if stakes.rupiah is None:
        return _("Nilai rupiahnya belum dapat diperkirakan: presensi atau gaji bulan ini belum ada.")
    amount = {"rupiah": rupiah_text(stakes.rupiah, bahasa())}
    if stakes.perkiraan:
        return (
            _("Bila lewat, kira-kira %(rupiah)s menjadi nol (presensi dan gaji yang belum ada memakai bulan lalu).")
            % amount
        )
    return _("Bila lewat, %(rupiah)s menjadi nol.") % amount


def _table(missing: list[kepegawaian.RatedPerson], stakes: tpp.Stakes) -> Table:
    columns = (Column(_("Nama"), primary=True), Column(_("Dipertaruhkan"), "hilang"))
    url = address("kinerja_tim")
    lines = (
        row(Cell(person.nama or person.nip), stakes.per_orang.get(person.id), url=f"{url}#p{person.id}" if url else "")
        for person in missing
    )
    return Table(_("Yang belum dinilai"), columns, tuple(lines))
