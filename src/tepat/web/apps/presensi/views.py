"""The month's attendance: its state, processing it, and the worklist."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.selectors import rights_of
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.presensi import board, services
from tepat.web.apps.presensi.models import OlahPresensi
from tepat.web.common.fragments import is_fragment
from tepat.web.common.rights import Act
from tepat.web.common.today import this_masa
from tepat.web.ui.parts import Column, Empty, Link, Table, row
from tepat.web.ui.templatetags import tepat as written

_PAGE = 50


class ProcessForm(forms.Form):
    """Until which day; empty: the whole month."""

    hingga = forms.DateField(
        label=gettext_lazy("Hingga tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Kosong: seluruh bulan. Selagi bulan berjalan, isi hari terakhir yang sudah lengkap."),
    )

    def __init__(self, *args: Any, masa: Masa, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.masa = masa

    def clean_hingga(self) -> Any:
        """A day of the month itself."""
        day = self.cleaned_data["hingga"]
        if day is not None and not self.masa.first <= day <= self.masa.last:
            raise ValidationError(_("Tanggalnya di luar bulan ini."))
        return day


@require_http_methods(["GET", "POST"])
def olah(request: HttpRequest) -> HttpResponse:
    """The attendance of a month (``?masa=``): what it came from and to, and pressing for it to be processed."""
    rights = rights_of(request.user)
    if not (rights.may(Act.OLAH_PRESENSI) or rights.may(Act.LIHAT_PEGAWAI)):
        raise PermissionDenied
    month = _month(request)
    may_process = rights.covers(Act.OLAH_PRESENSI, None)
    form = ProcessForm(request.POST if request.method == "POST" else None, masa=month)
    if request.method == "POST":
        if not may_process:
            raise PermissionDenied
        if form.is_valid() and _asked(request, month, form):
            return redirect(f"{reverse('presensi_olah')}?masa={month}")
    jobs = board.jobs_of(month)
    url = f"{reverse('presensi_olah')}?masa={month}"
    if is_fragment(request) and jobs and "kemajuan" in request.GET:
        return _fragment(request, jobs[0], f"{url}&kemajuan=1")
    acts = (Act.OLAH_PRESENSI, Act.LIHAT_PEGAWAI)
    held = [rights.units[act] for act in acts if rights.may(act)]
    units = None if None in held else frozenset().union(*(item for item in held if item is not None))
    last = next((job for job in jobs if job.keadaan == OlahPresensi.Keadaan.SELESAI), None)
    context = {
        "masa": str(month),
        "sebelum": Link(written.masa(str(month.plus(-1))), f"{reverse('presensi_olah')}?masa={month.plus(-1)}"),
        "sesudah": Link(written.masa(str(month.plus(1))), f"{reverse('presensi_olah')}?masa={month.plus(1)}"),
        "boleh_olah": may_process,
        "form": form,
        "berjalan": board.job_progress(jobs[0], f"{url}&kemajuan=1") if jobs and jobs[0].is_open else None,
        "berkas": board.files_table(month) if units is None else None,
        "kosong_berkas": Empty(_("Belum ada berkas mesin untuk bulan ini"), _("Muat berkasnya di halaman impor.")),
        "pengolahan": board.jobs_table(jobs),
        "kosong": Empty(_("Presensi bulan ini belum diolah"), _("Muat berkas mesin, lalu olah."), "clock"),
        **(_found(request, last, month, units) if last else {}),
    }
    return render(request, "presensi/olah.html", context, status=422 if form.errors else 200)


def _month(request: HttpRequest) -> Masa:
    try:
        return Masa.parse(request.GET.get("masa", ""))
    except ValueError:
        return this_masa()


def _asked(request: HttpRequest, month: Masa, form: ProcessForm) -> bool:
    try:
        services.request_processing(request.user, month, form.cleaned_data["hingga"])
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    messages.success(request, _("Presensi sedang diolah. Halaman ini boleh ditutup."))
    return True


def _fragment(request: HttpRequest, job: OlahPresensi, url: str) -> HttpResponse:
    response = render(request, "ui/progress.html", {"progress": board.job_progress(job, url)})
    if not job.is_open:
        response["HX-Refresh"] = "true"
    return response


def _found(request: HttpRequest, job: OlahPresensi, month: Masa, units: frozenset[int] | None) -> dict[str, Any]:
    """The worklist of the processing in force: findings by code, and who waits."""
    found = board.findings_of(job, month, units)
    counts = board.code_counts(found)
    kode = request.GET.get("kode", "") or (counts[0].kode if counts else "")
    rows = found.filter(kode=kode).select_related("pegawai").order_by("pegawai__nama", "pk")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("halaman"))
    waiting = board.waiting_people(job, month, units)
    people = kepegawaian.placed_people(waiting[:_PAGE], month)
    return {
        "terakhir": {"waktu": job.selesai_at, "hingga": job.hingga or month.last},
        "ringkasan": board.summary_pairs(job) if units is None else (),
        "tanpa_pemilik": board.unowned_table(job) if units is None else None,
        "kode": [
            Link(item.kode, f"?masa={month}&kode={item.kode}", current=item.kode == kode, count=item.jumlah)
            for item in counts
        ],
        "temuan": board.finding_items(page.object_list),  # type: ignore[arg-type]
        "temuan_page": page,
        "banyak_menunggu": waiting.count(),
        "menunggu": Table(
            _("Bulannya menunggu keputusan"),
            (Column(_("Nama"), primary=True), Column(_("NIP"), "nip"), Column(_("Jabatan"))),
            tuple(row(person.nama, person.nip, person.jabatan or "—") for person in people),
        ),
    }
