"""A superior's page: whom to rate by when, what is at stake, how the people are."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tepat.lang.calendar import Masa
from tepat.lang.errors import TepatError
from tepat.web.apps.akun.selectors import rights_of
from tepat.web.apps.impor.selectors import last_accepted
from tepat.web.apps.kinerja.intake import INTAKE
from tepat.web.apps.kinerja.team import Member, Team, days_left, is_over, missing_words, predicates, team_of, week_of
from tepat.web.common.labels import capital, code_text
from tepat.web.common.today import now, this_masa, today
from tepat.web.ui.formats import clock_text, day_text, masa_text, nip_text, short_day_text
from tepat.web.ui.parts import Cell, Column, Link, Row, Table
from tepat.web.ui.templatetags.tepat import bahasa


@require_GET
def tim(request: HttpRequest) -> HttpResponse:
    """The people whom one rates, in this month or another."""
    own = getattr(request.user, "pegawai_id", None)
    if own is None or not rights_of(request.user).is_atasan:
        raise PermissionDenied
    masa = _asked_masa(request)
    day, moment = today(), now()
    team = team_of(own, masa, day, moment)
    context = {
        "tim": team,
        "masa": str(masa),
        "batas": _deadline(team, moment),
        "belum": _unrated(team, moment),
        "nilai": _ratings(team),
        "sebaran": _distribution(team.mine, team.office),
        "pekan": _week(team.members, day),
        "perkiraan": _forecasts(team),
        "impor": last_accepted(tuple(INTAKE), str(masa)),
        "masa_lain": _months(masa),
        "remah": (Link(_("Beranda"), "/"), Link(_("Tim saya"))),
    }
    return render(request, "kinerja/tim.html", context)


def _asked_masa(request: HttpRequest) -> Masa:
    try:
        return Masa.parse(request.GET["masa"])
    except (KeyError, ValueError, TepatError):
        return this_masa()


def _months(masa: Masa) -> tuple[Link, ...]:
    """The present month and the two before: the last one is often still being rated."""
    found = [this_masa().plus(-back) for back in (2, 1, 0)]
    return tuple(Link(masa_text(str(item), bahasa()), f"?masa={item}", current=item == masa) for item in found)


def _deadline(team: Team, moment: datetime) -> str:
    """Until when a rating counts, and how long that is."""
    batas = team.batas
    if batas is None or is_over(batas, moment):
        return ""
    local = timezone.localtime(batas)
    left = days_left(batas, moment)
    word = {0: _("hari ini"), 1: _("besok")}.get(left) or _("%(n)s hari lagi") % {"n": left}
    return _("%(hari)s pukul %(jam)s, %(sisa)s") % {
        "hari": day_text(local, bahasa()),
        "jam": clock_text(local, bahasa()),
        "sisa": word,
    }


def _name(member: Member) -> Cell:
    return Cell(member.nama, note=nip_text(member.nip))


def _unrated(team: Team, moment: datetime) -> Table:
    columns = (Column(_("Nama"), primary=True), Column(_("Menjadi nol bila lewat"), "rupiah"))
    rows = tuple(
        Row((_name(item), Cell(item.stake if item.foreseen and item.foreseen.perkiraan is not None else None)))
        for item in team.unrated
    )
    return Table(_("Belum dinilai"), columns, rows)


def _ratings(team: Team) -> Table:
    columns = (Column(_("Nama"), primary=True), Column(_("Predikat")), Column(_("Dinilai")))
    rated = sorted((item for item in team.members if item.is_rated), key=lambda item: item.nama)
    return Table(
        _("Sudah dinilai"),
        columns,
        tuple(
            Row((_name(item), Cell(_words(item.predikat) or None), Cell(_moment(item.waktu_dinilai)))) for item in rated
        ),
    )


def _moment(when: datetime | None) -> str | None:
    if when is None:
        return None
    local = timezone.localtime(when)
    return f"{day_text(local, bahasa())} {clock_text(local, bahasa())}"


def _words(code: str) -> str:
    return capital(code_text(code))


def _distribution(mine: Counter[str], office: Counter[str]) -> Table:
    """My ratings beside those of the whole SKPD, by predicate; as parts of the whole, for the two differ in size."""
    columns = (
        Column(_("Predikat"), primary=True),
        Column(_("Saya, orang"), "angka"),
        Column(_("Saya"), "persen"),
        Column(_("SKPD, orang"), "angka"),
        Column(_("SKPD"), "persen"),
    )
    rows = tuple(
        Row(
            (
                Cell(_words(name) or _("tanpa predikat")),
                Cell(mine[name]),
                Cell(_part(mine, name)),
                Cell(office[name]),
                Cell(_part(office, name)),
            )
        )
        for name in predicates(mine, office)
    )
    return Table(_("Sebaran penilaian"), columns, rows)


def _part(counts: Counter[str], name: str) -> str | None:
    return f"{counts[name]}/{counts.total()}" if counts.total() else None


def _week(members: list[Member], day: date) -> Table:
    """The present week, a column for each day on which somebody had a duty."""
    by_day = week_of(members, day)
    columns = (Column(_("Nama"), primary=True), *(Column(short_day_text(item, bahasa())) for item in by_day))
    rows = tuple(
        Row((Cell(member.nama), *(_duty(duties.get(member.id, [])) for duties in by_day.values())))
        for member in members
    )
    return Table(_("Presensi pekan ini"), columns, rows if by_day else ())


def _duty(rows: list[Any]) -> Cell:
    """What happened on a day: the punches, and what was not as it should be."""
    if not rows:
        return Cell(None)
    row = rows[0]
    if row.status != "hadir":
        return Cell(_words(row.status))
    times = "–".join(clock_text(text[-8:][:5], bahasa()) if text else "…" for text in (row.masuk, row.pulang))
    return Cell(times, note=_faults(row))


def _faults(row: Any) -> str:
    late = _("terlambat %(n)s menit") % {"n": row.menit_terlambat} if row.menit_terlambat else ""
    early = _("pulang cepat %(n)s menit") % {"n": row.menit_pulang_cepat} if row.menit_pulang_cepat else ""
    return ", ".join(filter(None, (late, early)))


def _forecasts(team: Team) -> Table:
    columns = (
        Column(_("Nama"), primary=True),
        Column(_("Perkiraan"), "rupiah"),
        Column(_("Paling banyak"), "rupiah"),
        Column(_("Hilang"), "hilang"),
        Column(_("Bergantung penilaian"), "rupiah"),
    )
    rows = tuple(_forecast(item) for item in team.members)
    return Table(_("Perkiraan TPP tiap orang"), columns, rows)


def _forecast(member: Member) -> Row:
    seen = member.foreseen
    if seen is None or seen.perkiraan is None:
        why = next(map(missing_words, seen.unknown), "") if seen else _("belum ditempatkan bulan itu")
        return Row((Cell(member.nama, note=why), Cell(None), Cell(None), Cell(None), Cell(None)))
    lost = -seen.hilang if seen.hilang is not None else None
    return Row((Cell(member.nama), Cell(seen.perkiraan), Cell(seen.paling_banyak), Cell(lost), Cell(member.stake)))
