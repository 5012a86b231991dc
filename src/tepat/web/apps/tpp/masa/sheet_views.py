"""Pages of a sheet: exceptions first, its steps, and several sheets at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tepat.lang.calendar import Masa
from tepat.law.rulebook import REGULAR
from tepat.web.apps.akun.selectors import access_act, rights_of
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp import services
from tepat.web.apps.tpp.hitung.controls import sums_of
from tepat.web.apps.tpp.hitung.variables import kind_label
from tepat.web.apps.tpp.masa import causes, figures, page_month, page_sheet, queries, worklist
from tepat.web.apps.tpp.masa.addresses import address
from tepat.web.apps.tpp.masa.forms import FindForm, ManyForm, StepForm
from tepat.web.apps.tpp.masa.queries import SheetLine, access_lembar, rows_of
from tepat.web.apps.tpp.masa.views import crumbs
from tepat.web.apps.tpp.models import Lembar
from tepat.web.apps.tpp.states import STEPS, Step
from tepat.web.common.months import masa_or_404
from tepat.web.common.rights import Act
from tepat.web.ui.parts import Empty, Link
from tepat.web.ui.templatetags import tepat as written

_CHANGES, _PEOPLE = 20, 50


@require_GET
def lembar(request: HttpRequest, lembar_id: int) -> HttpResponse:
    """A sheet: who waits and why, what changed and why, what is odd; everybody else folded."""
    sheet = get_object_or_404(access_lembar(request.user), pk=lembar_id)
    month = Masa.parse(sheet.masa)
    names = {pk: node.nama_unit for pk, node in kepegawaian.tree_on(month.last).nodes.items()}
    title = names.get(sheet.unit_id, sheet.unit.kode_unit)
    rights = rights_of(request.user)
    context = {
        "remah": crumbs(month, Link(title)),
        "judul": title,
        "masa": sheet.masa,
        "jenis": "" if sheet.jenis_run == REGULAR else f"{kind_label(month, sheet.jenis_run)} {sheet.urutan}",
        "status": sheet.status,
        "langkah": page_sheet.step_links(rights, sheet),
        "hitungan": address("tpp_hitungan", sheet.hitungan_id) if sheet.hitungan_id else "",
        "orang_dua": page_sheet.two_people(sheet),
        "susulan": _supplement_url(sheet) if page_sheet.may_supplement(rights, sheet) else "",
        "hitung_ulang": _recompute_url(sheet) if rights.covers(Act.HITUNG, sheet.unit_id) else "",
        **_history(sheet),
        **(_exceptions(request, sheet, month, names) if sheet.hitungan_id else {}),
        **_everybody(request, sheet),
    }
    return render(request, "tpp/lembar.html", context)


def _supplement_url(sheet: Lembar) -> str:
    return address("tpp_hitung", sheet.masa, query=f"jenis={services.SUPPLEMENT}&unit={sheet.unit_id}")


def _recompute_url(sheet: Lembar) -> str:
    if sheet.status not in (Lembar.Status.DRAFT, Lembar.Status.DIHITUNG):
        return ""
    return address("tpp_hitung", sheet.masa, query=f"jenis={sheet.jenis_run}&unit={sheet.unit_id}")


def _history(sheet: Lembar) -> dict[str, Any]:
    events = queries.history(sheet)
    moved = queries.changed_since(sheet)
    return {
        "keadaan": page_sheet.state_steps(sheet, events),
        "riwayat": page_sheet.event_steps(events),
        "berubah_sejak": page_sheet.moved_words(moved) if moved else "",
    }


def _exceptions(request: HttpRequest, sheet: Lembar, month: Masa, names: dict[int, str]) -> dict[str, Any]:
    """The three lists that somebody should look at, and the totals."""
    is_regular = sheet.jenis_run == REGULAR
    rows = worklist.changed(sheet) if is_regular else worklist.differing(sheet)
    page = Paginator(rows.defer("derivasi", "temuan"), _CHANGES).get_page(request.GET.get("ubah"))
    shown = list(page.object_list)
    told = causes.against_last_month(shown, month) if is_regular else causes.against_paid(shown, sheet)
    held = worklist.withheld(sheet)
    odd = worklist.anomalies(sheet) if is_regular else None
    before = figures.month_rows(month.plus(-1), frozenset({sheet.unit_id}))
    amounts = figures.amount_lines(rows_of(sheet), before if is_regular else before.none(), month, sheet.jenis_run)
    return {
        "reguler": is_regular,
        "tertahan": page_sheet.withheld_findings(held),
        "banyak_tertahan": sum(len(group.people) for group in held),
        "berubah": page_sheet.change_lines(shown, told),
        "berubah_page": page,
        "kelebihan": page_sheet.taken_back(sheet) if not is_regular else None,
        "ambang": {"rupiah": worklist.LARGE_RUPIAH, "bagian": worklist.LARGE_SHARE},
        "anomali": page_sheet.odd_groups(odd, names, sheet) if odd else (),
        "banyak_anomali": odd.count if odd else 0,
        "tenang": worklist.quiet_count(sheet) if is_regular else rows_of(sheet).count(),
        "jumlah": page_month.amount_table(amounts),
        "grafik_terlambat": page_month.lateness_chart(figures.lateness(month, _below(sheet, month))),
    }


def _below(sheet: Lembar, month: Masa) -> frozenset[int]:
    return kepegawaian.tree_on(month.last).below(sheet.unit_id)


def _everybody(request: HttpRequest, sheet: Lembar) -> dict[str, Any]:
    form = FindForm(request.GET or None)
    cari = form.cleaned_data["cari"] if form.is_valid() else ""
    rows = worklist.everybody(sheet, cari, request.GET.get("urut", ""))
    page = Paginator(rows, _PEOPLE).get_page(request.GET.get("halaman"))
    return {
        "saring": FindForm(request.GET),
        "semua": page_sheet.everybody_table(page.object_list, sheet.jenis_run),
        "semua_page": page,
        "semua_terbuka": bool({"cari", "urut", "halaman"} & set(request.GET)),
        "kosong": Empty(_("Tidak ada yang cocok")),
    }


# -- one step ----------------------------------------


@require_http_methods(["GET", "POST"])
def langkah(request: HttpRequest, lembar_id: int, name: str) -> HttpResponse:
    """Confirm a step of a sheet, with what follows from it."""
    sheet = get_object_or_404(access_lembar(request.user), pk=lembar_id)
    step = STEPS.get(name)
    if step is None:
        raise Http404(name)
    if not rights_of(request.user).covers(step.act, sheet.unit_id):
        raise PermissionDenied
    if sheet.status != step.dari:
        messages.warning(request, _("Langkah itu tidak lagi mungkin: lembarnya sudah berpindah keadaan."))
        return redirect("tpp_lembar", sheet.pk)
    form = StepForm(request.POST if request.method == "POST" else None, step=step, initial={"versi": sheet.versi})
    if request.method == "POST" and form.is_valid() and _take(request, sheet, step, form):
        return redirect("tpp_lembar", sheet.pk)
    month = Masa.parse(sheet.masa)
    title = queries.unit_name(sheet.unit_id, month)
    sums = _sums(sheet)
    return render(
        request,
        "tpp/langkah.html",
        {
            "remah": crumbs(month, Link(title, address("tpp_lembar", sheet.pk)), Link(str(step.label))),
            "confirm": page_sheet.step_confirm(sheet, step, page_sheet.consequences(sheet, step, sums), title),
            "form": form,
        },
        status=422 if request.method == "POST" else 200,
    )


def _sums(sheet: Lembar) -> dict[str, int]:
    found = sums_of(rows_of(sheet), ("tpp_diterima",))
    people = found["dihitung"] + found["tertahan"]
    return {"orang": people, "tertahan": found["tertahan"], "diterima": found["tpp_diterima"]}


def _take(request: HttpRequest, sheet: Lembar, step: Step, form: StepForm) -> bool:
    """Take the step; False where something stands in the way, which the form then says."""
    try:
        after = services.take_step(
            request.user, sheet.pk, step.name, form.cleaned_data["versi"], form.cleaned_data["alasan"]
        )
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    if after.status == step.ke:
        messages.success(
            request, _("Selesai: lembar ini sekarang %(status)s.") % {"status": after.get_status_display()}
        )
    else:
        messages.warning(
            request,
            _("Kata Anda dicatat. Anda sendiri ada di lembar ini, jadi masih diperlukan satu orang lagi."),
        )
    return True


# -- several at once ----------------------------------------


@require_http_methods(["GET", "POST"])
def langkah_banyak(request: HttpRequest, masa: str, name: str) -> HttpResponse:
    """Approve or lock several sheets that are ready; each is checked by itself."""
    step = STEPS[name]
    access_act(request.user, step.act, anywhere=True)
    month = masa_or_404(masa)
    rights = rights_of(request.user)
    ready = access_lembar(request.user).filter(masa=str(month), status=step.dari)
    lines = [line for line in queries.sheet_lines(ready, month) if rights.covers(step.act, line.unit_id)]
    choices = [(f"{line.id}:{line.versi}", _line_label(line)) for line in lines]
    given: Any = request.POST if request.method == "POST" else None
    form = ManyForm(given, sheets=choices, initial={"lembar": [value for value, _label in choices]})
    if given is not None and form.is_valid():
        moved, refused = services.take_steps(request.user, form.chosen(), name)
        return _told_many(request, month, step, lines, (moved, refused))
    return render(
        request,
        "tpp/langkah_banyak.html",
        {
            "remah": crumbs(month, Link(str(step.label))),
            "langkah": {"label": step.label, "akibat": step.akibat},
            "masa": masa,
            "form": form,
            "ada": bool(lines),
            "bahaya": name == "kunci",
            "kosong": Empty(_("Tidak ada lembar yang menunggu langkah ini"), icon="circle-check"),
            "batal": address("tpp_masa", masa),
        },
        status=422 if given is not None else 200,
    )


def _line_label(line: SheetLine) -> str:
    words = {"unit": line.nama_unit, "orang": written.angka(line.orang), "rupiah": written.rupiah(line.diterima)}
    text = _("%(unit)s — %(orang)s orang, %(rupiah)s") % words
    return text + (_(", %(n)s tertahan") % {"n": line.tertahan} if line.tertahan else "")


def _told_many(
    request: HttpRequest,
    month: Masa,
    step: Step,
    lines: list[SheetLine],
    outcome: tuple[list[Lembar], list[Any]],
) -> HttpResponse:
    """What became of each sheet."""
    moved, refused = outcome
    names = {line.id: line.nama_unit for line in lines}
    done = [sheet for sheet in moved if sheet.status == step.ke]
    half = [sheet for sheet in moved if sheet.status != step.ke]
    if done:
        words = {"n": len(done), "langkah": str(step.label).lower()}
        text = ngettext("%(n)s lembar selesai: %(langkah)s.", "%(n)s lembar selesai: %(langkah)s.", len(done))
        messages.success(request, text % words)
    return render(
        request,
        "tpp/langkah_banyak_hasil.html",
        {
            "remah": crumbs(month, Link(str(step.label))),
            "langkah": {"label": step.label},
            "selesai": [names[sheet.pk] for sheet in done],
            "separuh": [names[sheet.pk] for sheet in half],
            "ditolak": [(names.get(item.lembar_id, str(item.lembar_id)), item.pesan) for item in refused],
            "bulan": address("tpp_masa", str(month)),
        },
    )
