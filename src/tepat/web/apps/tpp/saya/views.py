"""My TPP: the employee's own month, a day of it, why it is so much, the slip, and the months before."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tepat.engine.explain_stored import explain_stored
from tepat.engine.stored import stored_row_from_json
from tepat.lang.calendar import Masa
from tepat.lang.errors import RegulationError, TepatError, UsageError
from tepat.web.apps.regulasi.selectors import book_of
from tepat.web.apps.tpp.models import Hasil
from tepat.web.apps.tpp.saya.access import access_result, own_pegawai
from tepat.web.apps.tpp.saya.days import day_page
from tepat.web.apps.tpp.saya.headline import result_findings
from tepat.web.apps.tpp.saya.history import history_chart, history_table, results_in_force
from tepat.web.apps.tpp.saya.lines import tree_of
from tepat.web.apps.tpp.saya.month import COMPUTED, month_of
from tepat.web.apps.tpp.saya.page import month_page
from tepat.web.apps.tpp.saya.slips import holder_of, slip_pdf
from tepat.web.common.months import masa_or_404
from tepat.web.common.today import now, this_masa
from tepat.web.ui.formats import day_text, masa_text
from tepat.web.ui.parts import Link
from tepat.web.ui.templatetags.tepat import bahasa


@require_safe
def tpp_saya(request: HttpRequest, masa: str = "") -> HttpResponse:
    """The month of whoever looks; without one named the current."""
    pegawai = own_pegawai(request.user)
    month = masa_or_404(masa) if masa else this_masa()
    context = {"masa": str(month), "tabs": _tabs(month), "pegawai": pegawai}
    try:
        page = month_page(pegawai, month, now())
    except (RegulationError, UsageError):
        return render(request, "tpp/saya/tanpa_aturan.html", context)
    return render(request, "tpp/saya/bulan.html", {**context, "page": page})


@require_safe
def tpp_saya_hari(request: HttpRequest, masa: str, hari: int) -> HttpResponse:
    """A day of one's own month."""
    pegawai, month = own_pegawai(request.user), masa_or_404(masa)
    day = _day(month, hari)
    try:
        found = month_of(pegawai, month, now())
    except TepatError:
        raise Http404 from None
    page = day_page(found, day)
    crumbs = (*_crumbs(month), Link(day_text(day, bahasa())))
    context = {"remah": crumbs, "day": day, "page": page, "month": found, "masa": str(month)}
    return render(request, "tpp/saya/hari.html", context)


@require_safe
def tpp_penjelasan(request: HttpRequest, hasil_id: int) -> HttpResponse:
    """The full derivation of a result, for whoever may see that person."""
    result = access_result(request.user, hasil_id)
    bound = book_of(Masa.parse(result.masa), _kind(result))
    stored = stored_row_from_json(json.dumps(result.derivasi), bound)
    explained = explain_stored(bound, stored, result.fakta, bahasa())
    context = {
        "result": result,
        "holder": holder_of(result),
        "lines": () if explained.mismatches or result.status_hitung != COMPUTED else tree_of(explained, {}),
        "mismatches": explained.mismatches,
        "findings": result_findings(result),
        "in_force": result.lembar is not None and result.lembar.hitungan_id == result.hitungan_id,
        "is_own": result.pegawai_id == getattr(request.user, "pegawai_id", None),
    }
    return render(request, "tpp/saya/penjelasan.html", context)


@require_safe
def tpp_slip(request: HttpRequest, hasil_id: int) -> HttpResponse:
    """The slip of a result as a PDF."""
    result = access_result(request.user, hasil_id)
    response = HttpResponse(slip_pdf(result, now()), content_type="application/pdf")
    name = f"slip-tpp-{result.masa}-{result.pk}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    # The slip of a draft is another one tomorrow, and nobody else's cache shall keep it.
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def tpp_riwayat(request: HttpRequest) -> HttpResponse:
    """One's own months."""
    results = results_in_force(own_pegawai(request.user))
    context: dict[str, Any] = {"table": history_table(results), "chart": history_chart(results)}
    return render(request, "tpp/saya/riwayat.html", {**context, "remah": (_home(), Link(_("Riwayat")))})


# -- addresses --------------------------------------------------------------------------------------------------------


def _day(masa: Masa, number: int) -> date:
    if not masa.first.day <= number <= masa.last.day:
        raise Http404
    return masa.first.replace(day=number)


def _kind(result: Hasil) -> str:
    return str(result.lembar.jenis_run) if result.lembar else "reguler"


def _home() -> Link:
    return Link(_("TPP saya"), reverse("tpp_saya"))


def _crumbs(masa: Masa) -> tuple[Link, ...]:
    return (_home(), Link(masa_text(str(masa), bahasa()), reverse("tpp_saya", args=[str(masa)])))


def _tabs(masa: Masa) -> tuple[Link, ...]:
    """The month before, this one, the next one unless it has not begun, and all of them."""
    months = [masa.plus(-1), masa] + ([masa.plus(1)] if masa.plus(1) <= this_masa() else [])
    links = [
        Link(masa_text(str(item), bahasa()), reverse("tpp_saya", args=[str(item)]), current=item == masa)
        for item in months
    ]
    return (*links, Link(_("Riwayat"), reverse("tpp_riwayat"), "history"))
