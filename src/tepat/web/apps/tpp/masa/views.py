"""Pages of the month: readiness, its sheets, asking for a computation and watching it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tepat.lang.calendar import Masa
from tepat.law.rulebook import REGULAR
from tepat.web.apps.akun.selectors import access_act, access_unit, rights_of
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp import services
from tepat.web.apps.tpp.hitung import downloads
from tepat.web.apps.tpp.hitung.variables import run_kinds
from tepat.web.apps.tpp.masa import board, figures, page_board, page_month, queries
from tepat.web.apps.tpp.masa.addresses import address
from tepat.web.apps.tpp.masa.forms import RunForm
from tepat.web.apps.tpp.masa.next_step import next_step
from tepat.web.apps.tpp.masa.queries import access_hitungan, access_lembar, access_skpd
from tepat.web.apps.tpp.models import Perhitungan
from tepat.web.common.fragments import is_fragment
from tepat.web.common.months import masa_or_404
from tepat.web.common.rights import Act
from tepat.web.common.today import this_masa
from tepat.web.ui.parts import Empty, Link
from tepat.web.ui.templatetags import tepat as written

_PAGE = 50


def _masa(text: str) -> Masa:
    return masa_or_404(text) if text else this_masa()


def crumbs(masa: Masa, *further: Link) -> tuple[Link, ...]:
    """Where a page of the month stands."""
    return (Link(written.masa(str(masa)), address("tpp_masa", str(masa))), *further)


def number_of(text: str | None) -> int | None:
    """A number of a query; None of what is none."""
    return int(text) if text and text.isascii() and text.isdecimal() else None


# -- readiness ----------------------------------------


@require_GET
def kesiapan(request: HttpRequest, masa: str = "") -> HttpResponse:
    """What a month lacks, by unit."""
    month = _masa(masa)
    units = access_unit(request.user, Act.LIHAT_MASA)
    found = board.readiness(month, units)
    lines = queries.sheet_lines(access_lembar(request.user).filter(masa=str(month)), month)
    opened = number_of(request.GET.get("buka"))
    if opened is None and len(found.rows) == 1:
        opened = found.rows[0].unit_id
    return render(
        request,
        "tpp/kesiapan.html",
        {
            "masa": str(month),
            "remah": crumbs(month, Link(_("Kesiapan"))),
            "table": page_board.board_table(found, opened),
            "kosong": Empty(
                _("Belum ada pegawai yang ditempatkan pada bulan ini"),
                _("Muat daftar pegawai dan penempatannya."),
                url=address("impor_daftar"),
                action=_("Muat daftar"),
            ),
            "kurang": sum(row.kurang for row in found.rows),
            "next": next_step(rights_of(request.user), month, found, lines),
            "sebelum": Link(written.masa(str(month.plus(-1))), address("tpp_kesiapan", str(month.plus(-1)))),
            "sesudah": Link(written.masa(str(month.plus(1))), address("tpp_kesiapan", str(month.plus(1)))),
        },
    )


@require_GET
def kesiapan_rinci(request: HttpRequest, masa: str, need: str) -> HttpResponse:
    """Who is missing for one need, whose turn it is, and what to do."""
    month, asked = masa_or_404(masa), board.NEEDS.get(need)
    if asked is None:
        raise Http404(need)
    tree = kepegawaian.tree_on(month.last)
    unit = number_of(request.GET.get("unit"))
    units = _within(access_unit(request.user, Act.LIHAT_MASA), unit, tree, alone="sendiri" in request.GET)
    page = Paginator(board.missing(month, need, units), _PAGE).get_page(request.GET.get("halaman"))
    people = kepegawaian.placed_people(page.object_list, month)  # type: ignore[arg-type]
    place = tree.nodes[unit].nama_unit if unit in tree.nodes else _("Semua unit")
    return render(
        request,
        "tpp/kesiapan_rinci.html",
        {
            "remah": crumbs(month, Link(_("Kesiapan"), address("tpp_kesiapan", masa)), Link(str(asked.label))),
            "need": {"label": asked.label, "giliran": asked.giliran, "tindakan": asked.tindakan},
            "tempat": place,
            "tujuan": address(asked.place),
            "page": page,
            "table": page_board.missing_table(people, asked, tree),
            "kosong": Empty(_("Semua sudah lengkap"), icon="circle-check"),
        },
    )


def _within(
    allowed: frozenset[int] | None, unit: int | None, tree: kepegawaian.Tree, *, alone: bool
) -> frozenset[int] | None:
    """The units asked for, of those allowed; "not found" where the unit is not one of them."""
    if unit is None:
        return allowed
    if allowed is not None and unit not in allowed:
        raise Http404(str(unit))
    below = frozenset({unit}) if alone else tree.below(unit)
    return below if allowed is None else below & allowed


# -- the month ----------------------------------------


@require_GET
def masa(request: HttpRequest, masa: str = "") -> HttpResponse:
    """A month: its sheets, its totals, its runs."""
    month = _masa(masa)
    units = access_unit(request.user, Act.LIHAT_MASA)
    sheets = access_lembar(request.user)
    lines = queries.sheet_lines(sheets.filter(masa=str(month)), month)
    rights = rights_of(request.user)
    runs = queries.runs_of(access_hitungan(request.user), month)
    return render(
        request,
        "tpp/masa.html",
        {
            "masa": str(month),
            "bulan": page_month.month_links(queries.months(sheets), month),
            "next": next_step(rights, month, None, lines),
            "berjalan": [page_month.run_progress(run) for run in runs if run.is_open],
            "stats": page_month.month_stats(lines) if lines else (),
            "table": page_month.sheet_table(lines, month),
            "kosong": Empty(
                _("Bulan ini belum dihitung"),
                _("Lihat dahulu kesiapannya, lalu hitung sekali untuk semua."),
                "calculator",
                address("tpp_kesiapan", str(month)),
                _("Lihat kesiapan"),
            ),
            "runs": page_month.run_table(runs, month),
            "boleh_hitung": rights.may(Act.HITUNG),
            "hitung": address("tpp_hitung", str(month)),
            **_figures(month, units, has_lines=bool(lines)),
        },
    )


def _figures(month: Masa, units: frozenset[int] | None, *, has_lines: bool) -> Mapping[str, Any]:
    """Totals and charts; of a month without sheets there are none."""
    if not has_lines:
        return {}
    rows = figures.month_rows(month, units)
    before = figures.month_rows(month.plus(-1), units)
    budget = figures.budget_lines(month, units)
    return {
        "jumlah": page_month.amount_table(figures.amount_lines(rows, before, month)),
        "pagu": page_month.budget_table(budget),
        "grafik_pagu": page_month.budget_chart(budget),
        "grafik_capaian": page_month.spread_chart(figures.spread_of_achievement(rows, month)),
        "grafik_terlambat": page_month.lateness_chart(figures.lateness(month, units)),
    }


# -- computing ----------------------------------------


@require_http_methods(["GET", "POST"])
def hitung(request: HttpRequest, masa: str) -> HttpResponse:
    """Ask for a computation: for whom, of which kind, and why where it is a repeat."""
    month = masa_or_404(masa)
    units = access_skpd(request.user, Act.HITUNG, month)
    for_all = rights_of(request.user).covers(Act.HITUNG, None)
    given: Any = request.POST if request.method == "POST" else None
    initial = {"jenis": request.GET.get("jenis", REGULAR), "unit": request.GET.get("unit", "")}
    form = RunForm(given, units=units, kinds=run_kinds(month), for_all=for_all, initial=initial)
    if given is not None and form.is_valid():
        unit = next((node.id for node in units if str(node.id) == form.cleaned_data["unit"]), None)
        response = _request(request, month, unit, form)
        if response is not None:
            return response
    kind = str(form["jenis"].value() or REGULAR)
    order = services.next_supplement(month) if kind == services.SUPPLEMENT else 1
    allowed = {node.id: node.nama_unit for node in units}
    left = [item for item in services.left_alone(month, kind, order) if item.unit_id in allowed]
    return render(
        request,
        "tpp/hitung.html",
        {
            "masa": str(month),
            "remah": crumbs(month, Link(_("Hitung"))),
            "form": form,
            "dilewati": page_month.left_table(left, allowed),
            "banyak_dilewati": len(left),
            "susulan": kind == services.SUPPLEMENT,
            "batal": address("tpp_masa", masa),
        },
        status=422 if given is not None else 200,
    )


def _request(request: HttpRequest, month: Masa, unit: int | None, form: RunForm) -> HttpResponse | None:
    """Ask for the run; None where something stands in the way, which the form then says."""
    kind, alasan = form.cleaned_data["jenis"], form.cleaned_data["alasan"]
    try:
        run = services.request_for_unit(request.user, month, unit, kind, alasan)
    except services.RunOpenError as problem:
        if problem.run is not None:
            messages.info(request, problem.messages[0])
            return redirect("tpp_hitungan", problem.run.pk)
        form.add_error(None, problem)
    except ValidationError as problem:
        form.add_error("alasan" if problem.code == "alasan" else None, problem)
    else:
        return redirect("tpp_hitungan", run.pk)
    return None


@require_GET
def hitungan(request: HttpRequest, run_id: int) -> HttpResponse:
    """A run: how far it is, what it came to, or why it failed and what to do. htmx asks for the progress alone."""
    run = get_object_or_404(access_hitungan(request.user), pk=run_id)
    month = Masa.parse(run.masa)
    progress = page_month.run_progress(run)
    if is_fragment(request):
        response = render(request, "ui/progress.html", {"progress": progress})
        if not run.is_open:
            response["HX-Refresh"] = "true"
        return response
    sheets = access_lembar(request.user).filter(hitungan=run)
    skipped = _skipped(run, month, access_unit(request.user, Act.LIHAT_MASA))
    return render(
        request,
        "tpp/hitungan.html",
        {
            "remah": crumbs(month, Link(page_month.run_label(run, month))),
            "run": {
                "label": page_month.run_label(run, month),
                "gagal": run.keadaan == Perhitungan.Keadaan.GAGAL,
                "selesai": run.keadaan == Perhitungan.Keadaan.SELESAI,
                "berjalan": run.is_open,
                "pesan": run.pesan,
                "alasan": run.alasan,
                # What a run of the whole region came to is for whoever sees the whole region.
                "ringkasan": page_month.run_summary(run) if downloads.may(request.user, run) else (),
                "temuan": page_month.run_findings(run) if downloads.may(request.user, run) else None,
            },
            "progress": progress,
            "table": page_month.sheet_table(queries.sheet_lines(sheets, month), month),
            "kosong": Empty(
                _("Tidak ada lembar yang memakai hasil ini"), _("Lembarnya sudah dihitung lagi sesudahnya.")
            ),
            "dilewati": skipped,
            "banyak_dilewati": len(skipped.rows),
            "unduhan": downloads.links(request.user, run),
            "ulangi": address("tpp_hitung", run.masa) if rights_of(request.user).may(Act.HITUNG) else "",
            "bulan": address("tpp_masa", run.masa),
        },
    )


def _skipped(run: Perhitungan, month: Masa, units: frozenset[int] | None) -> Any:
    nodes = kepegawaian.tree_on(month.last).nodes
    names = {pk: node.nama_unit for pk, node in nodes.items() if units is None or pk in units}
    found = services.left_alone(month, run.jenis_run, run.urutan, run.unit_id)
    wanted = set(run.ringkasan.get("dilewati", []))
    return page_month.left_table([item for item in found if item.unit_id in names and item.unit_id in wanted], names)


@require_GET
def unduh(request: HttpRequest, run_id: int, what: str) -> HttpResponse:
    """A file of a run's packet; who took it stands in the log."""
    access_act(request.user, Act.LIHAT_MASA, anywhere=True)
    run = get_object_or_404(access_hitungan(request.user), pk=run_id)
    if not downloads.may(request.user, run):
        raise PermissionDenied
    found = downloads.fetch(request.user, run.pk, what)
    if found is None:
        raise Http404(what)
    response = HttpResponse(found.content, content_type=found.content_type)
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response
