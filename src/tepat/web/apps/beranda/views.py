"""The first page, what to do next; and the help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tepat.web.apps.beranda.help import month_steps, roles
from tepat.web.apps.beranda.home import first_stages, sections_of
from tepat.web.ui import glossary
from tepat.web.ui.parts import Empty
from tepat.web.ui.templatetags.tepat import bahasa


@require_GET
def beranda(request: HttpRequest) -> HttpResponse:
    """What waits for whoever looks, by role."""
    stages = first_stages(request.user)
    context = {
        "bagian": [] if stages else sections_of(request.user),
        "tahap": stages,
        "kosong": Empty(
            _("Belum ada yang menunggu Anda di sini"),
            _("Akun Anda belum berperan. Minta administrator memberikannya, lalu masuk lagi."),
            "user-circle",
        ),
    }
    return render(request, "beranda/beranda.html", context)


@require_GET
def bantuan(request: HttpRequest) -> HttpResponse:
    """How the month goes, who does what, and what the words mean."""
    told = {key: (term, *term.told(bahasa())) for key, term in glossary.terms().items()}
    context = {"langkah": month_steps(), "peran": roles(), "istilah": told}
    return render(request, "beranda/bantuan.html", context)
