"""The treasurer's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tepat.web.apps.akun.selectors import access_act, rights_of
from tepat.web.apps.pembayaran.checks import run_checks
from tepat.web.apps.tpp.selectors import (
    FINAL,
    SheetLine,
    access_hitungan,
    access_lembar,
    months,
    next_step,
    sheet_lines,
)
from tepat.web.common.months import masa_or_404
from tepat.web.common.rights import Act
from tepat.web.common.today import this_masa
from tepat.web.ui.parts import Cell, Column, Empty, Link, Stat, Table, row
from tepat.web.ui.templatetags import tepat as written

_MOST_RUNS = 12


@require_GET
def masa(request: HttpRequest, masa: str = "") -> HttpResponse:
    """A month as the treasurer sees it: what is locked, what must be equal, what was sent and paid."""
    access_act(request.user, Act.LIHAT_MASA, anywhere=True)
    sheets = access_lembar(request.user)
    known = months(sheets)
    locked = next((line.masa for line in known if any(line.statuses.get(status) for status in FINAL)), None)
    month = masa_or_404(masa or locked or str(this_masa()))
    lines = sheet_lines(sheets.filter(masa=str(month)), month)
    used = {line.hitungan_id for line in lines if line.status in FINAL and line.hitungan_id is not None}
    runs = list(access_hitungan(request.user).filter(pk__in=used).order_by("-pk")[:_MOST_RUNS])
    return render(
        request,
        "pembayaran/masa.html",
        {
            "masa": str(month),
            "bulan": [
                Link(
                    written.masa(line.masa),
                    reverse("pembayaran_masa", args=[line.masa]),
                    current=line.masa == str(month),
                )
                for line in known[:8]
            ],
            "next": next_step(rights_of(request.user), month, None, lines),
            "stats": _stats(lines),
            "table": _table(lines),
            "kosong": Empty(
                _("Belum ada lembar yang terkunci pada bulan ini"), _("BKPSDM menguncinya setelah disetujui.")
            ),
            "runs": run_checks(request.user, runs, lines),
        },
    )


def _stats(lines: list[SheetLine]) -> list[Stat]:
    def total(*statuses: str) -> int:
        return sum(line.diterima for line in lines if line.status in statuses)

    return [
        Stat(_("Terkunci, belum dikirim"), total("terkunci"), "rupiah", icon="lock"),
        Stat(_("Dikirim, belum dibayar"), total("dikirim"), "rupiah", icon="send"),
        Stat(_("Dibayar"), total("dibayar"), "rupiah", icon="cash"),
    ]


def _table(lines: list[SheetLine]) -> Table:
    columns = (
        Column(_("Unit"), primary=True),
        Column(_("Status"), "status"),
        Column(_("Orang"), "angka"),
        Column(_("Bruto"), "rupiah"),
        Column(_("Diterima"), "rupiah"),
    )
    shown = [line for line in lines if line.status in FINAL]
    rows = tuple(
        row(
            Cell(line.nama_unit, note="" if line.jenis_run == "reguler" else f"{line.jenis_run} {line.urutan}"),
            line.status,
            line.orang - line.tertahan,
            line.bruto,
            line.diterima,
            url=reverse("tpp_lembar", args=[line.id]),
        )
        for line in shown
    )
    sums = (
        Cell(_("Jumlah")),
        Cell(None),
        Cell(sum(line.orang - line.tertahan for line in shown)),
        Cell(sum(line.bruto for line in shown)),
        Cell(sum(line.diterima for line in shown)),
    )
    return Table(_("Lembar terkunci"), columns, rows, foot=sums if len(rows) > 1 else ())
