"""The log of changes, to be searched and read; nothing here changes anything."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from tepat.web.apps.akun.selectors import access_catatan, rights_of
from tepat.web.apps.audit.forms import ChangeFilter
from tepat.web.apps.audit.selectors import access_perubahan, changes_of_pegawai, found_changes, record_labels
from tepat.web.apps.audit.services import record_download
from tepat.web.apps.audit.telling import Told, told_changes
from tepat.web.apps.kepegawaian.selectors import harmless, person_tabs, tree_on, unit_labels
from tepat.web.common.lists import list_response, page_of
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.parts import Empty, Link
from tepat.web.ui.templatetags.komponen import query_url

HEAD = ("waktu", "siapa", "apa", "isi", "pegawai", "masa", "alasan", "impor", "catatan", "kunci")
# A file of this many rows is still opened by a spreadsheet on an old computer; more is narrowed first.
MOST_ROWS = 50_000


def _asked(request: HttpRequest) -> tuple[ChangeFilter, Any]:
    rows, tree = access_perubahan(request.user), tree_on(today())
    form = ChangeFilter(request.GET.dict(), units=unit_labels(tree), records=record_labels(rows))
    asked = form.asked()
    if "unit" in asked:
        asked["units"] = tree.below(asked.pop("unit"))
    return form, found_changes(rows, asked)


@require_GET
def perubahan(request: HttpRequest) -> HttpResponse:
    """The changes that one may read, found by person, unit, kind, user, days and batch."""
    form, rows = _asked(request)
    page = page_of(request, rows)
    context = {
        "saring": form,
        "halaman": page,
        "baris": told_changes(page),
        "person_links": rights_of(request.user).may(Act.LIHAT_PEGAWAI),
        "kosong": Empty(
            _("Tidak ada perubahan yang cocok"), _("Kurangi saringannya, atau lebarkan tanggalnya."), "history"
        ),
        "ekspor": reverse("audit_perubahan_ekspor") + query_url(request, halaman=None),
        "remah": (Link(_("Beranda"), "/"), Link(_("Perubahan"))),
    }
    return list_response(request, "audit/perubahan.html", "audit/perubahan_daftar.html", context)


@require_GET
def ekspor(request: HttpRequest) -> HttpResponse:
    """The changes as they are narrowed, as CSV; that they were taken out stands in the log itself."""
    form, rows = _asked(request)
    told = told_changes(rows[:MOST_ROWS])
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="perubahan-{today()}.csv"'
    response["Cache-Control"] = "no-store"
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(HEAD)
    writer.writerows(_lines(told))
    asked = {name: str(content) for name, content in form.asked().items()}
    record_download(request.user, "audit.perubahan", {"baris": len(told), **asked})
    return response


def _lines(told: list[Told]) -> Iterator[list[str]]:
    for row in told:
        moment = timezone.localtime(row.waktu).isoformat(timespec="seconds")
        cells = (moment, row.siapa, row.judul, row.isi, row.pegawai, row.masa, row.alasan, row.kumpulan)
        yield [harmless(cell) for cell in (*cells, row.catatan, row.kunci)]


@require_GET
def perubahan_pegawai(request: HttpRequest, pegawai_id: int) -> HttpResponse:
    """The changes of one person's records, for whoever may see the person."""
    pegawai = get_object_or_404(access_catatan(request.user, Act.LIHAT_PEGAWAI), pk=pegawai_id)
    page = page_of(request, changes_of_pegawai(pegawai_id))
    context = {
        "pegawai": pegawai,
        "halaman": page,
        "baris": told_changes(page),
        "tab": person_tabs(pegawai_id, "perubahan"),
        "remah": (Link(pgettext("menu", "Pegawai"), reverse("kepegawaian_pegawai")), Link(str(pegawai))),
    }
    return render(request, "audit/perubahan_pegawai.html", context)
