"""The auditor's pages: read everything, change nothing, have any month computed again."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tepat.web.apps.akun.selectors import access_unit
from tepat.web.apps.audit import month_pages as pages
from tepat.web.apps.audit.month_forms import SampleForm
from tepat.web.apps.audit.recomputing import (
    Recomputation,
    access_recomputations,
    latest_by_run,
    listed,
    recomputations,
    request_recomputation,
    result_line,
)
from tepat.web.apps.kepegawaian.selectors import Tree, tree_on
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.fragments import is_fragment
from tepat.web.common.months import masa_or_404
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.formats import masa_text
from tepat.web.ui.parts import Empty, Link, Progress, Table
from tepat.web.ui.templatetags.tepat import bahasa

_HISTORY = 200
_SHOWN = 10
_STEPS = {
    "paket": gettext_lazy("membuka paket"),
    "fakta": gettext_lazy("membaca fakta"),
    "hitung": gettext_lazy("menghitung ulang"),
    "periksa": gettext_lazy("membandingkan dengan paket"),
    "basis_data": gettext_lazy("membandingkan dengan basis data"),
}


@require_GET
def audit_beranda(request: HttpRequest) -> HttpResponse:
    """Months, recomputations, and what was taken back."""
    units = access_unit(request.user, Act.HITUNG_ULANG)
    done = recomputations(request.user, limit=_HISTORY)
    by_month: dict[str, Recomputation] = {}
    for item in done:
        by_month.setdefault(item.masa, item)
    months = tpp.month_sums(units)
    waiting = [item for item in months if item.terkunci and item.masa not in by_month]
    context = {
        "bulan": pages.month_table(months, by_month, bahasa()),
        "riwayat": pages.recomputation_table(done[:_SHOWN], bahasa()),
        "mundur": pages.step_back_table(tpp.step_backs(units), tree_on(today()), bahasa()),
        "berikut": waiting[0] if waiting else None,
        "kosong": Empty(_("Belum ada bulan yang dihitung"), _("Bulan muncul di sini sesudah hitungan pertamanya.")),
        "belum_pernah": Empty(
            _("Belum ada yang menghitung ulang"), _("Buka satu bulan, lalu tekan Hitung ulang."), "refresh"
        ),
        "tanpa_mundur": Empty(_("Tidak ada langkah yang ditarik kembali"), icon="circle-check"),
    }
    return render(request, "audit/beranda.html", context)


@require_GET
def audit_masa(request: HttpRequest, masa: str) -> HttpResponse:
    """One month: its runs with receipts, recomputations, and a sample of its people."""
    units = access_unit(request.user, Act.HITUNG_ULANG)
    month = str(masa_or_404(masa))
    runs = tpp.finished_runs(month, units)
    done = recomputations(request.user, month, _HISTORY)
    last = latest_by_run(done)
    tree = tree_on(masa_or_404(masa).last)
    names = {node.kode_unit: node.nama_unit for node in tree.nodes.values()}
    form = SampleForm(request.GET if "cara" in request.GET else None)
    context = {
        "masa": month,
        "remah": _crumbs(Link(masa_text(month, bahasa()))),
        "kartu": [pages.run_card(face, last.get(face.id), names, bahasa()) for face in runs],
        "riwayat": pages.recomputation_table(done, bahasa()),
        "mundur": pages.step_back_table(tpp.step_backs(units, month), tree, bahasa()),
        "form": form,
        "sampel": _sample(form, month, units, tree),
        "kosong": Empty(_("Bulan ini belum dihitung"), icon="calculator"),
        "tanpa_sampel": Empty(_("Tidak ada yang memenuhi cara ini"), icon="circle-check"),
    }
    return render(request, "audit/masa.html", context)


def _sample(form: SampleForm, masa: str, units: frozenset[int] | None, tree: Tree) -> Table | None:
    if not form.is_valid():
        return None
    found = form.cleaned_data
    return pages.sample_table(tpp.sample(masa, found["cara"], found["benih"], found["banyak"], units), tree)


@require_POST
def audit_hitung_ulang(request: HttpRequest, run_id: int) -> HttpResponse:
    """Have a run computed again."""
    job = request_recomputation(request.user, run_id)
    if job is None:
        raise Http404
    return redirect("audit_hasil", job_id=job.pk)


@require_GET
def audit_hasil(request: HttpRequest, job_id: int) -> HttpResponse:
    """A recomputation: how far it is, then what came of it."""
    job = access_recomputations(request.user).filter(pk=job_id).first()
    if job is None:
        raise Http404
    item = listed(job)
    progress = Progress(
        _("Menghitung ulang %(masa)s") % {"masa": masa_text(item.masa, bahasa())},
        job.keadaan,
        job.kemajuan if job.keadaan == "berjalan" else 0,
        100 if job.keadaan == "berjalan" else 0,
        str(_STEPS.get(job.langkah, "")) if job.is_open else "",
        reverse("audit_hasil", args=[job.pk]),
    )
    if is_fragment(request):
        return _fragment(request, progress)
    context = {
        "item": item,
        "kalimat": result_line(item, bahasa()),
        "kemajuan": progress,
        "rinci": job.ringkasan,
        "beda": pages.difference_table(job.ringkasan.get("rincian", ())),
        "remah": _crumbs(
            Link(masa_text(item.masa, bahasa()), reverse("audit_masa", args=[item.masa])), Link(_("Hitung ulang"))
        ),
    }
    return render(request, "audit/hasil.html", context)


def _fragment(request: HttpRequest, progress: Progress) -> HttpResponse:
    """The bar alone; once it is over the whole page is asked for, which then says what came of it."""
    if progress.is_running:
        return render(request, "ui/progress.html", {"progress": progress})
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Refresh": "true"})


@require_GET
def audit_paket(request: HttpRequest, run_id: int) -> HttpResponse:
    """The packet of a run, for whoever computes it again elsewhere with ``tepat periksa``."""
    face = tpp.finished_run(run_id, access_unit(request.user, Act.HITUNG_ULANG))
    if face is None:
        raise Http404
    content, _digest = tpp.run_packet(run_id)
    name = f"tepat-{face.masa}-{face.jenis_run}-{face.urutan}-{face.id}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Audit"), reverse("audit_beranda")), *more)
