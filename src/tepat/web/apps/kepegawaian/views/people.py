"""The list of people, one person, and what belongs to the person alone."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from tepat.web.apps.akun.selectors import access_catatan, access_unit, rights_of
from tepat.web.apps.audit.services import record_download
from tepat.web.apps.kepegawaian import changes
from tepat.web.apps.kepegawaian.forms import NewPegawaiForm, PegawaiForm, PeopleFilter, day_of
from tepat.web.apps.kepegawaian.kinds import OF_PEGAWAI
from tepat.web.apps.kepegawaian.models import Pegawai, Penempatan
from tepat.web.apps.kepegawaian.people import CSV_HEAD, Wanted, csv_rows, listed
from tepat.web.apps.kepegawaian.person import Told, coming, records_of, said, sections_of
from tepat.web.apps.kepegawaian.selectors import Tree, person_tabs, tree_on, unit_labels
from tepat.web.apps.kepegawaian.services import save_record
from tepat.web.apps.kepegawaian.views.reach import post_choices, unit_choices
from tepat.web.common.lists import list_response, page_of
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.formats import nip_text
from tepat.web.ui.parts import Cell, Column, Empty, Link, Row, Table
from tepat.web.ui.templatetags.komponen import query_url


def _asked(request: HttpRequest, tree: Tree) -> tuple[PeopleFilter, Wanted]:
    """What the list is narrowed to, as the address says it."""
    units = unit_labels(tree, access_unit(request.user, Act.LIHAT_PEGAWAI))
    form = PeopleFilter({"tanggal": today().isoformat(), **request.GET.dict()}, units=units)
    unit, status = form.value("unit"), form.value("status", "")
    wanted = Wanted(
        day=day_of(form, today()),
        cari=form.value("cari", "").strip(),
        units=None if unit is None else tree.below(unit),
        status="" if status == "tanpa" else status,
        kelas=form.value("kelas"),
        tanpa=status == "tanpa",
        urut=form.value("urut", "nama"),
    )
    return form, wanted


@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """Everybody whom one may see: found by name, NIP or unit, on any day."""
    people = access_catatan(request.user, Act.LIHAT_PEGAWAI)
    form, wanted = _asked(request, tree_on(today()))
    page = page_of(request, listed(people, wanted))
    context = {
        "saring": form,
        "halaman": page,
        "tabel": Table(pgettext("menu", "Pegawai"), _columns(), tuple(_line(item) for item in page)),
        "kosong": _nobody(wanted),
        "ekspor": reverse("kepegawaian_pegawai_ekspor") + query_url(request, halaman=None),
        "boleh": rights_of(request.user).may(Act.UBAH_PEGAWAI),
        "pada": wanted.day,
        "remah": (Link(_("Beranda"), "/"), Link(pgettext("menu", "Pegawai"))),
    }
    return list_response(request, "kepegawaian/pegawai.html", "kepegawaian/pegawai_daftar.html", context)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Nama"), primary=True, sort="nama"),
        Column(_("Unit"), sort="unit"),
        Column(_("Jabatan"), sort="jabatan"),
        Column(_("Kelas"), "angka", sort="kelas"),
        Column(_("Golongan"), sort="golongan"),
    )


def _line(item: Any) -> Row:
    return Row(
        (
            Cell(item.nama or nip_text(item.nip), note=nip_text(item.nip)),
            Cell(item.nama_unit),
            Cell(item.nama_jabatan),
            Cell(item.kelas),
            Cell(item.golongan or None, note=item.status or ""),
        ),
        reverse("kepegawaian_pegawai_rinci", args=[item.pk]),
    )


def _nobody(wanted: Wanted) -> Empty:
    if wanted.cari or wanted.units is not None or wanted.status or wanted.kelas is not None or wanted.tanpa:
        return Empty(_("Tidak ada yang cocok dengan saringan ini"), _("Kurangi saringannya, atau ganti tanggalnya."))
    return Empty(_("Belum ada pegawai"), _("Muat daftar pegawai lewat Impor, atau tambahkan satu orang."))


@require_GET
def ekspor(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, as CSV; that it was taken out stands in the log."""
    people = access_catatan(request.user, Act.LIHAT_PEGAWAI)
    _form, wanted = _asked(request, tree_on(today()))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pegawai-{wanted.day}.csv"'
    response["Cache-Control"] = "no-store"
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(CSV_HEAD)
    rows = list(csv_rows(listed(people, wanted)))
    writer.writerows(rows)
    asked = {name: text for name, text in request.GET.dict().items() if text and name in PeopleFilter.base_fields}
    record_download(request.user, "kepegawaian.pegawai", {"baris": len(rows), **asked})
    return response


# -- one person -------------------------------------------------------------------------------------------------------


@require_GET
def rinci(request: HttpRequest, pegawai_id: int) -> HttpResponse:
    """One person: what holds today, every record with its days, what will change, and where each row came from."""
    pegawai = get_object_or_404(access_catatan(request.user, Act.LIHAT_PEGAWAI), pk=pegawai_id)
    changes_it = rights_of(request.user).may(Act.UBAH_PEGAWAI)
    context = _person(pegawai, linked=True, changes_it=changes_it)
    context |= {
        "boleh": changes_it,
        "remah": (Link(pgettext("menu", "Pegawai"), reverse("kepegawaian_pegawai")), Link(str(pegawai))),
        "tab": person_tabs(pegawai.pk, "catatan"),
    }
    return render(request, "kepegawaian/pegawai_rinci.html", context)


@require_GET
def saya(request: HttpRequest) -> HttpResponse:
    """One's own records, to read and to have corrected."""
    pegawai = Pegawai.objects.filter(pengguna__pk=request.user.pk or 0).first()
    if pegawai is None:
        raise Http404
    context = _person(pegawai, linked=False, changes_it=False)
    context |= {"sendiri": True, "remah": (Link(_("Beranda"), "/"), Link(_("Catatan saya")))}
    return render(request, "kepegawaian/pegawai_rinci.html", context)


def _person(pegawai: Pegawai, *, linked: bool, changes_it: bool) -> dict[str, Any]:
    day = today()
    told = records_of(OF_PEGAWAI, pegawai.pk)
    tree = tree_on(day)
    return {
        "pegawai": pegawai,
        "kepala": _head(pegawai, told, tree),
        "nanti": coming(told, day),
        "bagian": sections_of(pegawai.pk, told, day, linked=linked, changes=changes_it),
        "hari": day,
    }


def _head(pegawai: Pegawai, told: Told, tree: Tree) -> list[tuple[str, Any]]:
    day = today()
    placed = told.current("penempatan", day)
    path = " › ".join(node.nama_unit for node in tree.path(placed.unit_id)) if placed else None
    kinds = {kind.slug: kind for kind in OF_PEGAWAI}
    return [
        (_("NIP"), nip_text(pegawai.nip)),
        (_("Unit"), path),
        (_("Jabatan"), told.names.jabatan(placed.jabatan_id, day) if placed else None),
        (_("Status dan golongan"), said(kinds["status"], told, day)),
        (_("Atasan penilai"), said(kinds["atasan"], told, day)),
        (_("PTKP"), said(kinds["ptkp"], told, day)),
        (_("Rekening"), said(kinds["rekening"], told, day)),
        (_("NPWP"), pegawai.npwp or None),
    ]


# -- new people, and their names --------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def tambah(request: HttpRequest) -> HttpResponse:
    """Somebody new, with a first place."""
    units = unit_choices(request, Act.UBAH_PEGAWAI)
    form = NewPegawaiForm(request.POST or None, instance=Pegawai(), units=units, posts=post_choices())
    if request.method == "POST" and form.is_valid():
        try:
            pegawai = _add(form, request.user)
        except ValidationError as error:
            changes.form_errors(form, error)
        else:
            messages.success(
                request, _("%(nama)s ditambahkan. Lengkapi status, PTKP dan rekeningnya.") % {"nama": pegawai}
            )
            return redirect("kepegawaian_pegawai_rinci", pegawai.pk)
    return _form_page(request, form, _("Tambah pegawai"), reverse("kepegawaian_pegawai"))


def _add(form: Any, user: Any) -> Pegawai:
    data = form.cleaned_data
    with transaction.atomic():
        pegawai: Pegawai = save_record(form.instance, user, data["alasan"])
        place = Penempatan(pegawai=pegawai, unit=data["unit"], jabatan=data["jabatan"], mulai=data["mulai"])
        save_record(place, user, data["alasan"])
    return pegawai


@require_http_methods(["GET", "POST"])
def perbaiki(request: HttpRequest, pegawai_id: int) -> HttpResponse:
    """A person's name and tax number."""
    pegawai = get_object_or_404(access_catatan(request.user, Act.UBAH_PEGAWAI), pk=pegawai_id)
    form = PegawaiForm(request.POST or None, instance=pegawai)
    home = reverse("kepegawaian_pegawai_rinci", args=[pegawai_id])
    if request.method == "POST" and form.is_valid():
        try:
            save_record(form.instance, request.user, form.cleaned_data["alasan"])
        except ValidationError as error:
            changes.form_errors(form, error)
        else:
            messages.success(request, _("Tersimpan."))
            return redirect(home)
    return _form_page(request, form, _("Perbaiki nama dan NPWP"), home)


def _form_page(request: HttpRequest, form: Any, title: str, home: str) -> HttpResponse:
    context = {
        "form": form,
        "judul": title,
        "pulang": home,
        "remah": (Link(pgettext("menu", "Pegawai"), reverse("kepegawaian_pegawai")), Link(title)),
    }
    return render(request, "kepegawaian/formulir.html", context)
