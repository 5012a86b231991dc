"""The tree of units, and the positions with their amounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from tepat.web.apps.akun.selectors import access_act, access_catatan, access_unit, rights_of, unit_filter
from tepat.web.apps.kepegawaian import changes
from tepat.web.apps.kepegawaian.forms import CodeForm, PostFilter, day_of, record_form
from tepat.web.apps.kepegawaian.kinds import KINDS
from tepat.web.apps.kepegawaian.models import CRITERIA, Jabatan, NilaiJabatan, Plt, RiwayatUnit, Unit
from tepat.web.apps.kepegawaian.people import Wanted, listed
from tepat.web.apps.kepegawaian.person import records_of, table_of
from tepat.web.apps.kepegawaian.places import branches, head_counts, holders_of, posts_on, total_of
from tepat.web.apps.kepegawaian.selectors import tree_on
from tepat.web.apps.kepegawaian.services import save_record
from tepat.web.apps.kepegawaian.views.people import _columns, _line
from tepat.web.apps.kepegawaian.views.reach import unit_choices
from tepat.web.common.labels import capital, column_text
from tepat.web.common.lists import list_response, page_of
from tepat.web.common.period import field_of
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.formats import day_text, nip_text
from tepat.web.ui.parts import Cell, Column, Empty, Link, Row, Table
from tepat.web.ui.templatetags.tepat import bahasa

# -- units ------------------------------------------------------------------------------------------------------------


@require_GET
def unit(request: HttpRequest) -> HttpResponse:
    """The units of today as a tree, with how many people stand in each."""
    units = access_unit(request.user, Act.LIHAT_PEGAWAI)
    tree = tree_on(today())
    context = {
        "cabang": branches(tree, head_counts(today()), units),
        "banyak": len(tree.nodes if units is None else units & set(tree.nodes)),
        "boleh": rights_of(request.user).covers(Act.UBAH_PEGAWAI, None),
        "kosong": Empty(_("Belum ada unit"), _("Muat daftar unit lewat Impor, atau tambahkan satu unit."), "building"),
        "remah": (Link(_("Beranda"), "/"), Link(pgettext("menu", "Unit"))),
    }
    return render(request, "kepegawaian/unit.html", context)


@require_GET
def unit_rinci(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit: where it stands, what it was called, who is in it."""
    units = access_unit(request.user, Act.LIHAT_PEGAWAI)
    found = get_object_or_404(Unit.objects.filter(unit_filter(units, "pk")), pk=unit_id)
    tree, kind = tree_on(today()), KINDS["unit"]
    told = records_of((kind,), unit_id)
    current = told.current("unit", today()) or (told.rows["unit"] or [None])[0]
    people = access_catatan(request.user, Act.LIHAT_PEGAWAI)
    page = page_of(request, listed(people, Wanted(today(), units=frozenset({unit_id}), urut=_sort(request))))
    path = tree.path(unit_id)[:-1]
    context = {
        "unit": found,
        "catatan": current,
        "nama": current.nama_unit if current else found.kode_unit,
        "ditutup": current is not None and current.selesai is not None and current.selesai < today(),
        "bawahan": branches(tree, head_counts(today()), tree.below(unit_id) - {unit_id}),
        "riwayat": table_of(kind, told, today(), linked=True),
        "halaman": page,
        "tabel": Table(_("Pegawai di unit ini"), _columns(), tuple(_line(item) for item in page)),
        "kosong": Empty(_("Tidak ada orang yang ditempatkan langsung di unit ini")),
        "boleh": rights_of(request.user).covers(Act.UBAH_PEGAWAI, None),
        "remah": (
            Link(pgettext("menu", "Unit"), reverse("kepegawaian_unit")),
            *(Link(node.nama_unit, reverse("kepegawaian_unit_rinci", args=[node.id])) for node in path),
            Link(current.nama_unit if current else found.kode_unit),
        ),
    }
    return render(request, "kepegawaian/unit_rinci.html", context)


def _sort(request: HttpRequest) -> str:
    return request.GET.get("urut", "nama")


@require_http_methods(["GET", "POST"])
def unit_tambah(request: HttpRequest) -> HttpResponse:
    """A unit that is new."""
    access_act(request.user, Act.UBAH_PEGAWAI)
    more = {"units": unit_choices(request, Act.UBAH_PEGAWAI)}
    return _new(request, "unit", _("Tambah unit"), Unit, RiwayatUnit(), **more)


@require_http_methods(["GET", "POST"])
def jabatan_tambah(request: HttpRequest) -> HttpResponse:
    """A position that is new."""
    access_act(request.user, Act.UBAH_PEGAWAI)
    return _new(request, "jabatan", _("Tambah jabatan"), Jabatan, NilaiJabatan())


def _new(request: HttpRequest, slug: str, title: str, model: Any, record: Any, **more: Any) -> HttpResponse:
    """A code and its first record, in one form and one transaction."""
    code = CodeForm(request.POST or None)
    form = record_form(KINDS[slug], adds=False)(request.POST or None, instance=record, **more)
    if request.method == "POST" and code.is_valid() & form.is_valid():
        try:
            owner = _add(slug, model, code.cleaned_data["kode"], form, request.user)
        except ValidationError as error:
            _code_errors(code, form, error, f"kode_{slug}")
        else:
            messages.success(request, _("Ditambahkan."))
            return redirect(f"kepegawaian_{slug}_rinci", owner.pk)
    back = reverse(f"kepegawaian_{slug}")
    lists = {"unit": pgettext("menu", "Unit"), "jabatan": pgettext("menu", "Jabatan")}
    context = {
        "kode": code,
        "form": form,
        "judul": title,
        "pulang": back,
        "remah": (Link(lists[slug], back), Link(title)),
    }
    return render(request, "kepegawaian/formulir.html", context)


def _add(slug: str, model: Any, code: str, form: Any, user: Any) -> Any:
    reason = form.cleaned_data["alasan"]
    with transaction.atomic():
        owner = save_record(model(**{f"kode_{slug}": code}), user, reason)
        setattr(form.instance, slug, owner)
        changes.write_record(KINDS[slug], form.instance, user, reason)
    return owner


def _code_errors(code: Any, form: Any, error: ValidationError, column: str) -> None:
    found = error.error_dict if hasattr(error, "error_dict") else {}
    if column in found:
        code.add_error("kode", found[column])
    else:
        changes.form_errors(form, error)


# -- positions --------------------------------------------------------------------------------------------------------


@require_GET
def jabatan(request: HttpRequest) -> HttpResponse:
    """The positions of a day: class, amounts by criterion, total, holders."""
    access_unit(request.user, Act.LIHAT_PEGAWAI)
    form = PostFilter({"tanggal": today().isoformat(), **request.GET.dict()})
    day = day_of(form, today())
    rows = posts_on(day, form.value("cari", "").strip(), form.value("kelas"), form.value("urut", "-kelas"))
    page = page_of(request, rows)
    context = {
        "saring": form,
        "halaman": page,
        "tabel": _posts(list(page)),
        "kosong": Empty(
            _("Tidak ada jabatan yang cocok"), _("Kurangi saringannya, atau ganti tanggalnya."), "briefcase"
        ),
        "boleh": rights_of(request.user).covers(Act.UBAH_PEGAWAI, None),
        "pada": day,
        "remah": (Link(_("Beranda"), "/"), Link(pgettext("menu", "Jabatan"))),
    }
    return list_response(request, "kepegawaian/jabatan.html", "kepegawaian/pegawai_daftar.html", context)


def column_label(name: str) -> str:
    """A criterion as a heading."""
    return capital(column_text(field_of(NilaiJabatan, name)))


def _posts(rows: list[Any]) -> Table:
    """The criteria that any position of the page has an amount for stand as columns."""
    used = [name for name in CRITERIA if any(getattr(row, name) for row in rows)]
    columns = (
        Column(_("Jabatan"), primary=True, sort="nama"),
        Column(_("Kelas"), "angka", sort="kelas"),
        *(Column(column_label(name), "rupiah") for name in used),
        Column(_("Jumlah"), "rupiah", sort="jumlah"),
        Column(_("Pemegang"), "angka", sort="pemegang"),
    )
    lines = tuple(
        Row(
            (
                Cell(row.nama_jabatan, note=row.jabatan.kode_jabatan),
                Cell(row.kelas_jabatan),
                *(Cell(getattr(row, name)) for name in used),
                Cell(row.jumlah),
                Cell(row.pemegang),
            ),
            reverse("kepegawaian_jabatan_rinci", args=[row.jabatan_id]),
        )
        for row in rows
    )
    return Table(pgettext("menu", "Jabatan"), columns, lines)


@require_GET
def jabatan_rinci(request: HttpRequest, jabatan_id: int) -> HttpResponse:
    """One position: its amounts through time with their decrees, and its holders through time."""
    units = access_unit(request.user, Act.LIHAT_PEGAWAI)
    found = get_object_or_404(Jabatan, pk=jabatan_id)
    told = records_of((KINDS["jabatan"],), jabatan_id)
    rows = told.rows["jabatan"]
    current = told.current("jabatan", today()) or (rows or [None])[0]
    name = current.nama_jabatan if current else found.kode_jabatan
    holders = holders_of(jabatan_id, units)
    context = {
        "jabatan": found,
        "nama": name,
        "catatan": current,
        "jumlah": total_of(current) if current else None,
        "besaran": _amounts(rows, told),
        "pemegang": _holders(holders),
        "kosong": Empty(_("Belum ada yang memegang jabatan ini"), icon="users"),
        "boleh": rights_of(request.user).covers(Act.UBAH_PEGAWAI, None),
        "remah": (Link(pgettext("menu", "Jabatan"), reverse("kepegawaian_jabatan")), Link(name)),
    }
    return render(request, "kepegawaian/jabatan_rinci.html", context)


def _amounts(rows: list[Any], told: Any) -> Table:
    used = [name for name in CRITERIA if any(getattr(row, name) for row in rows)]
    columns = (
        Column(_("Berlaku"), "tanggal", primary=True),
        Column(_("Sampai")),
        Column(_("Kelas"), "angka"),
        *(Column(column_label(name), "rupiah") for name in used),
        Column(_("Jumlah"), "rupiah"),
        Column(_("Nomor SK")),
        Column(_("Asal catatan")),
    )
    lines = tuple(
        Row(
            (
                Cell(row.mulai),
                Cell(_("seterusnya") if row.selesai is None else day_text(row.selesai, bahasa())),
                Cell(row.kelas_jabatan),
                *(Cell(getattr(row, name)) for name in used),
                Cell(total_of(row)),
                Cell(row.nomor_sk or None),
                Cell(told.origin[row._meta.label_lower, row.pk]),
            ),
            reverse("kepegawaian_catatan", args=["jabatan", row.pk]),
            mute=row.selesai is not None and row.selesai < today(),
        )
        for row in rows
    )
    return Table(_("Kelas dan besaran"), columns, lines)


def _holders(rows: list[Any]) -> Table:
    columns = (
        Column(_("Nama"), primary=True),
        Column(_("Sebagai")),
        Column(_("Sejak"), "tanggal"),
        Column(_("Sampai")),
    )
    lines = tuple(
        Row(
            (
                Cell(str(row.pegawai), note=nip_text(row.pegawai.nip)),
                Cell(_("pelaksana tugas") if isinstance(row, Plt) else _("pemegang")),
                Cell(row.mulai),
                Cell(_("sekarang") if row.selesai is None else day_text(row.selesai, bahasa())),
            ),
            reverse("kepegawaian_pegawai_rinci", args=[row.pegawai_id]),
            mute=row.selesai is not None and row.selesai < today(),
        )
        for row in rows
    )
    return Table(_("Pemegang jabatan"), columns, lines)
