"""Pages of imports: authorise, form, service, page."""

from __future__ import annotations

import csv
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tepat.web.apps.akun.selectors import access_act, access_unit
from tepat.web.apps.impor import pages, reader, services, undo
from tepat.web.apps.impor.content import check_sizes
from tepat.web.apps.impor.forms import ListFilter, ReasonForm, RowFilter, UploadForm
from tepat.web.apps.impor.kinds import LABELS, REPORTS, label_of
from tepat.web.apps.impor.models import BerkasMasuk, Kumpulan
from tepat.web.apps.impor.selectors import access_kumpulan, files_of, findings_of, rows_of
from tepat.web.apps.kepegawaian.selectors import find_unit
from tepat.web.common.rights import Act

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    """All batches that one may see."""
    batches = access_kumpulan(request.user).order_by("-pk")
    form = ListFilter(request.GET)
    wanted = {name: text for name, text in form.cleaned_data.items() if text} if form.is_valid() else {}
    page = pages.page_of(batches.filter(**wanted), request.GET.get("halaman", ""))
    context = {
        "filter": form,
        "table": pages.batch_table(page),
        "page": page,
        "empty": pages.no_batches(is_filtered=bool(wanted)),
    }
    return render(request, "impor/daftar.html", context)


# -- uploading --------------------------------------------------------------------------------------------------


def upload(request: HttpRequest) -> HttpResponse:
    """The form, and what becomes of it."""
    access_unit(request.user, Act.IMPOR)
    form = UploadForm(request.user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batches = _receive(request, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except reader.ReaderError:
            form.add_error(None, _("Berkas terlalu besar atau rumit untuk dibaca. Bagi menjadi beberapa berkas."))
        else:
            return _after_upload(request, batches)
    context = {"form": form, "templates": pages.template_table(), "remah": pages.crumbs(_("Unggah berkas"))}
    return render(request, "impor/baru.html", context, status=422 if form.errors else 200)


def _receive(request: HttpRequest, said: dict[str, Any]) -> list[Kumpulan]:
    """One batch for each kind that the files are."""
    unit_id = int(said["unit"]) if said["unit"] else None
    access_act(request.user, Act.IMPOR, unit_id)
    unit = find_unit(unit_id) if unit_id else None
    check_sizes([item.size for item in said["berkas"]])
    files = [(item.name, item.read()) for item in said["berkas"]]
    services.check_files(files)
    kinds = {said["jenis"]: files} if said["jenis"] else services.sort_files(files, said["masa"])
    received = services.receive_all(request.user, kinds, said["masa"], unit, said["keterangan"], again=said["lagi"])
    return [services.preview(kumpulan) for kumpulan in received]


def _after_upload(request: HttpRequest, batches: list[Kumpulan]) -> HttpResponse:
    if len(batches) == 1:
        return redirect("impor_kumpulan", pk=batches[0].pk)
    messages.info(request, _("Berkas berbeda jenis menjadi beberapa kumpulan. Periksa dan putuskan satu per satu."))
    return redirect("impor_daftar")


@require_GET
def template_file(request: HttpRequest, jenis: str) -> HttpResponse:
    """A list to fill in."""
    access_unit(request.user, Act.IMPOR)
    if jenis not in LABELS or jenis in REPORTS:
        raise Http404
    return _download(reader.template_of(jenis, get_language() or "id"), f"templat-{jenis}.xlsx", _XLSX)


# -- one batch --------------------------------------------------------------------------------------------------


def _batch(request: HttpRequest, pk: int) -> Kumpulan:
    found: Kumpulan = get_object_or_404(access_kumpulan(request.user), pk=pk)
    return found


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """A batch: what it does or did, what there is to say, and its rows."""
    found = _batch(request, pk)
    form = RowFilter(request.GET)
    rows = rows_of(found, **form.cleaned_data) if form.is_valid() else rows_of(found)
    page = pages.page_of(rows, request.GET.get("halaman", ""))
    findings = list(findings_of(found)[: pages.SHOWN_FINDINGS])
    told = found.hitungan.get("temuan", 0)
    context = {
        "batch": found,
        "label": label_of(found.jenis),
        "remah": pages.crumbs(f"{label_of(found.jenis)} #{found.pk}"),
        "stats": pages.batch_stats(found),
        "findings": pages.finding_items(findings),
        "more_findings": max(told - len(findings), 0),
        "filter": form,
        "table": pages.row_table(page),
        "page": page,
        "no_rows": pages.no_rows(),
        "files": pages.file_table(list(files_of(found)), found.hitungan.get("berkas", ())),
        "origin": pages.origin(found),
        "has_refused": bool(found.hitungan.get("ditolak")),
        "is_waiting": found.status == Kumpulan.Status.PRATINJAU,
        "is_unread": found.status in {Kumpulan.Status.DIBACA, Kumpulan.Status.GAGAL},
        "is_accepted": found.status == Kumpulan.Status.DITERIMA,
    }
    return render(request, "impor/kumpulan.html", context)


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the files once more."""
    found = _batch(request, pk)
    try:
        services.preview(found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("impor_kumpulan", pk=pk)


@require_GET
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """A file as it came, never shown in the browser."""
    batches = access_kumpulan(request.user).values("pk")
    berkas: BerkasMasuk = get_object_or_404(BerkasMasuk.objects.filter(kumpulan__in=batches), pk=pk)
    return _download(bytes(berkas.isi), berkas.nama, "application/octet-stream")


@require_GET
def refused_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """What was not taken, as CSV: where it stood, what stands there, and why."""
    found = _batch(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ditolak-{pk}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["berkas", "baris", "kode", "kolom", "isi", "pesan", "perbaikan"])
    for item in findings_of(found).filter(tingkat="gagal"):
        place = (item.berkas.nama if item.berkas else "", item.baris, item.kode, item.kolom, item.isi_sel)
        writer.writerow([_inert(cell) for cell in (*place, item.pesan, item.perbaikan)])
    for row in rows_of(found, "ditolak").filter(sel__has_key="isi"):
        line = (row.berkas.nama, row.baris, row.sel["kode"], "", row.sel["isi"], row.sel["pesan"], "")
        writer.writerow([_inert(cell) for cell in line])
    return response


def _inert(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


# -- decisions --------------------------------------------------------------------------------------------------

_SERVICES = {"terima": services.accept, "buang": services.discard, "batal": undo.undo}


def decide(request: HttpRequest, pk: int, tindakan: str) -> HttpResponse:
    """Ask, with what follows from it; then accept, discard or undo a batch."""
    found = _batch(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = _SERVICES[tindakan](found, request.user, form.cleaned_data["alasan"])
        except ValidationError as error:
            if getattr(error, "code", "") == "usang":
                messages.warning(request, " ".join(error.messages))
                return redirect("impor_kumpulan", pk=pk)
            form.add_error(None, error)
        else:
            _tell(request, outcome)
            return redirect("impor_kumpulan", pk=pk)
    context = {"confirm": pages.confirmation(found, tindakan), "form": form, "remah": pages.crumbs_of(found)}
    return render(request, "impor/putuskan.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, outcome: services.Outcome) -> None:
    if not outcome.is_news:
        messages.info(request, _("Ini sudah dilakukan sebelumnya; tidak ada yang terjadi dua kali."))
        return
    told = {
        Kumpulan.Status.DITERIMA: _("Kumpulan diterima. Bila ternyata salah, batalkan seluruhnya dari halaman ini."),
        Kumpulan.Status.DIBUANG: _("Kumpulan dibuang. Tidak ada yang disimpan."),
        Kumpulan.Status.DIBATALKAN: _("Kumpulan dibatalkan. Semua catatan kembali seperti semula."),
    }
    messages.success(request, told[Kumpulan.Status(outcome.kumpulan.status)])
