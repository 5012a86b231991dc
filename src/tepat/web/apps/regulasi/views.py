"""The law for everybody: which regulations there are, what each says, what counts in a month, and what changed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tepat.lang.calendar import Masa
from tepat.law.load import Package
from tepat.web.apps.akun.selectors import rights_of
from tepat.web.apps.regulasi import library, pages, services
from tepat.web.apps.regulasi.comparing import change_groups
from tepat.web.apps.regulasi.forms import CompareForm, ReadForm
from tepat.web.apps.regulasi.instrument_face import InstrumentFace, instrument_face
from tepat.web.apps.regulasi.telling import book_face
from tepat.web.common.months import masa_or_404
from tepat.web.common.rights import Act
from tepat.web.common.today import this_masa
from tepat.web.ui.formats import masa_text
from tepat.web.ui.parts import Check, Empty, Link
from tepat.web.ui.templatetags.tepat import bahasa


@require_GET
def regulasi_daftar(request: HttpRequest) -> HttpResponse:
    """The region's regulations and the national ones beside them; which apply now, and which one has read."""
    masa = this_masa()
    in_force = {info.key for info in library.infos(masa)}
    own = list(reversed(library.own_packages()))
    duty = library.must_read(masa)
    done = services.read_by(request.user)
    context = {
        "masa": str(masa),
        "berlaku": duty,
        "belum": [info for info in duty if (info.key, info.sha256) not in done],
        "daerah": pages.instrument_table(
            _("Peraturan daerah"), own, in_force, _read_checks(request, own, duty, done), bahasa()
        ),
        "nasional": pages.instrument_table(
            _("Peraturan nasional yang dirujuk"), library.national_packages(), in_force, {}, bahasa()
        ),
        "kosong": Empty(
            _("Belum ada peraturan untuk daerah ini"), _("Pasang paket peraturannya lebih dahulu."), "book"
        ),
    }
    return render(request, "regulasi/daftar.html", context)


def _read_checks(
    request: HttpRequest, own: list[Package], duty: list[Any], done: set[tuple[str, str]]
) -> dict[str, Check]:
    """For whom it may concern how many have read; for everybody else whether they have."""
    wanted = {info.key for info in duty}
    if rights_of(request.user).covers(Act.SETUJUI, None):
        counts = services.count_readers(wanted)
        return {
            item.key: Check("tunggu", text=_("%(n)s orang") % {"n": counts.get((item.key, item.sha256), 0)})
            for item in own
            if item.key in wanted
        }
    return {
        item.key: Check("beres", text=_("sudah"))
        if (item.key, item.sha256) in done
        else Check("kurang", text=_("belum"))
        for item in own
        if item.key in wanted
    }


@require_GET
def regulasi_rinci(request: HttpRequest, kunci: str) -> HttpResponse:
    """One instrument: identity, rules in words, text beside its variables, coverage, worked cases."""
    package = _instrument_or_404(kunci)
    masa = this_masa()
    face = instrument_face(package, masa, bahasa())
    names = {item.instrumen.id: item.instrumen.singkatan for item in library.own_packages()}
    counts = rights_of(request.user).covers(Act.SETUJUI, None)
    is_duty = any(info.key == kunci for info in library.must_read(masa))
    context = {
        "naskah": face,
        "isi": _body(face, bahasa()),
        "identitas": pages.identity(package, names, bahasa()),
        "remah": _crumbs(Link(face.singkatan)),
        "wajib": is_duty,
        "sudah": (kunci, face.sidik) in services.read_by(request.user),
        "pembaca": pages.readers_table(services.readers_by_unit(kunci, face.sidik)) if counts and is_duty else None,
    }
    return render(request, "regulasi/rinci.html", context)


@lru_cache(maxsize=48)
def _body(face: InstrumentFace, bahasa: str) -> str:
    """What an instrument says, written once: the same for everybody, and hundreds of paragraphs long."""
    return render_to_string("regulasi/_isi.html", {"naskah": face})


def _instrument_or_404(key: str) -> Package:
    found = library.instrument(key)
    if found is None:
        raise Http404
    return found


@require_POST
def regulasi_baca(request: HttpRequest, kunci: str) -> HttpResponse:
    """Keep the word that a regulation was read."""
    _instrument_or_404(kunci)
    form = ReadForm(request.POST)
    try:
        services.mark_read(request.user, kunci, form.cleaned_data["sidik"] if form.is_valid() else "")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Tercatat: Anda telah membaca peraturan ini."))
    return redirect("regulasi_rinci", kunci=kunci)


@require_GET
def regulasi_masa(request: HttpRequest, masa: str) -> HttpResponse:
    """What counts in a month, in plain language."""
    month = masa_or_404(masa)
    bound = library.law_of(month)
    if bound is None:
        raise Http404
    infos = bound.book.instruments
    context = {
        "buku": book_face(month, bahasa()),
        "peraturan": [Link(info.short, reverse("regulasi_rinci", args=[info.key])) for info in infos],
        "sebelum": _neighbour(month.plus(-1)),
        "sesudah": _neighbour(month.plus(1)),
        "remah": _crumbs(Link(masa_text(str(month), bahasa()))),
    }
    return render(request, "regulasi/masa.html", context)


def _neighbour(masa: Masa) -> Link | None:
    months = library.turning_months()
    if not months or masa < months[0]:
        return None
    return Link(masa_text(str(masa), bahasa()), reverse("regulasi_masa", args=[str(masa)]))


@require_GET
def regulasi_beda(request: HttpRequest) -> HttpResponse:
    """What changed between two months; without an answer the latest change."""
    usual = _latest_change()
    form = CompareForm(request.GET if "dari" in request.GET else usual)
    groups, found = None, False
    if form.is_valid():
        found = True
        groups = change_groups(form.cleaned_data["dari"], form.cleaned_data["ke"], bahasa())
    context = {
        "form": form,
        "bagian": groups,
        "ada": found and groups is not None,
        "dari": str(form.cleaned_data.get("dari", "")) if found else "",
        "ke": str(form.cleaned_data.get("ke", "")) if found else "",
        "remah": _crumbs(Link(_("Apa yang berubah"))),
        "sama": Empty(_("Tidak ada yang berubah antara kedua bulan itu"), icon="circle-check"),
        "tiada": Empty(
            _("Tidak ada peraturan untuk salah satu bulan itu"), _("Pilih bulan yang ada peraturannya."), "calendar-off"
        ),
    }
    return render(request, "regulasi/beda.html", context)


def _latest_change() -> dict[str, str]:
    """The month in which the region's law last changed, and the one before."""
    months = [month for month in library.turning_months() if month <= this_masa()]
    last = months[-1] if len(months) > 1 else this_masa()
    return {"dari": str(last.plus(-1)), "ke": str(last)}


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Peraturan"), reverse("regulasi_daftar")), *more)
