"""Adding, correcting, ending and removing a dated record of any kind, and taking its last change back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from tepat.web.apps.audit.selectors import changes_of_record, told_changes
from tepat.web.apps.audit.services import snapshot
from tepat.web.apps.kepegawaian import changes
from tepat.web.apps.kepegawaian.checks import describe
from tepat.web.apps.kepegawaian.forms import EndForm, ReasonForm, record_form
from tepat.web.apps.kepegawaian.kinds import Kind
from tepat.web.apps.kepegawaian.names import fields_of, label_of, names_for, words
from tepat.web.apps.kepegawaian.person import origin_words
from tepat.web.apps.kepegawaian.views.reach import (
    Reached,
    kind_or_404,
    may_change,
    post_choices,
    reach_new,
    reach_owner,
    reach_record,
    unit_choices,
)
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.formats import masa_text
from tepat.web.ui.parts import Confirm, Link
from tepat.web.ui.templatetags.tepat import bahasa

READ_WRITE = ["GET", "POST"]


@require_GET
def catatan(request: HttpRequest, jenis: str, catatan_id: int) -> HttpResponse:
    """One record: what it says, where it came from, every change of it, and what can be done."""
    reached = reach_record(request, jenis, catatan_id, Act.LIHAT_PEGAWAI)
    kind, record = reached.kind, reached.record
    history = list(changes_of_record(kind.record, record.pk))
    context = {
        "kind": kind,
        "record": record,
        "pairs": _pairs(record),
        "asal": origin_words(record, history[0] if history else None),
        "riwayat": told_changes(history),
        "boleh": may_change(request, kind, reached.owner),
        "bisa_batal": bool(history),
        "pulang": reached.home,
        "judul": describe(record),
        "remah": (*_crumbs(reached), Link(str(kind.label))),
    }
    return render(request, "kepegawaian/catatan.html", context)


def _pairs(record: Any) -> list[tuple[str, str]]:
    cells = snapshot(record)
    names = names_for([(type(record), cells)])
    empty = {"selesai": _("seterusnya")}
    return [
        (label_of(item), words(item, cells[name], names, record.mulai) or empty.get(name, "–"))
        for name, item in fields_of(type(record)).items()
        if name in cells
    ]


def _crumbs(reached: Reached) -> tuple[Link, ...]:
    lists = {
        "pegawai": pgettext("menu", "Pegawai"),
        "unit": pgettext("menu", "Unit"),
        "jabatan": pgettext("menu", "Jabatan"),
    }
    owner = reached.kind.owner
    name = str(reached.owner)
    return Link(lists[owner], reverse(f"kepegawaian_{owner}")), Link(name, reached.home)


# -- forms ------------------------------------------------------------------------------------------------------------


def _form(request: HttpRequest, reached: Reached, record: Any, *, adds: bool) -> Any:
    """The form of a kind, with the units and positions that may be chosen."""
    columns = reached.kind.columns
    more: dict[str, Any] = {}
    if {"unit", "induk"} & set(columns):
        more["units"] = unit_choices(request, Act.UBAH_PEGAWAI)
    if "jabatan" in columns:
        more["posts"] = post_choices()
    for name, given in (("unit", "units"), ("induk", "units"), ("jabatan", "posts")):
        if name in columns:
            _keep_chosen(record, name, more[given])
    return record_form(reached.kind, adds=adds)(request.POST or None, instance=record, **more)


def _keep_chosen(record: Any, name: str, choices: list[tuple[int, str]]) -> None:
    """What a record has already stays choosable, also where nobody could choose it today."""
    chosen = getattr(record, f"{name}_id")
    if chosen is not None and chosen not in {pk for pk, _label in choices}:
        choices.insert(0, (chosen, str(getattr(record, name))))


def _page(request: HttpRequest, reached: Reached, form: Any, title: str, lead: str = "") -> HttpResponse:
    context = {
        "form": form,
        "judul": title,
        "pengantar": lead,
        "terkunci": _locked_words(reached),
        "pulang": reached.home,
        "remah": (*_crumbs(reached), Link(title)),
    }
    return render(request, "kepegawaian/formulir.html", context)


def _locked_words(reached: Reached) -> str:
    """Which locked months already rest on this owner's records."""
    months = changes.locked_months(reached.kind, reached.owner.pk, [(today().min, None)])
    if not months:
        return ""
    last = masa_text(str(months[-1]), bahasa())
    return _("Sudah terkunci sampai %(masa)s. Perubahan pada hari-hari itu menjadi bahan pembayaran susulan.") % {
        "masa": last
    }


@require_http_methods(READ_WRITE)
def tambah(request: HttpRequest, jenis: str, pemilik_id: int) -> HttpResponse:
    """Add a record; of a kind that succeeds, in place of the running one."""
    reached = reach_new(request, jenis, pemilik_id)
    record = reached.kind.model(**{reached.kind.owner: reached.owner})
    _from_running(request, reached, record)
    form = _form(request, reached, record, adds=True)
    if request.method == "POST" and form.is_valid() and _saved(request, reached, form):
        return redirect(reached.home)
    return _page(request, reached, form, _("Tambah: %(jenis)s") % {"jenis": reached.kind.label})


def _from_running(request: HttpRequest, reached: Reached, record: Any) -> None:
    """What is running stands in the form of what replaces it, where most of it stays as it was."""
    if request.method == "GET" and reached.kind.slug in {"unit", "jabatan", "status"}:
        running = reached.kind.model.objects.on(today()).filter(**{reached.kind.owner: reached.owner}).first()
        for name in reached.kind.columns if running else ():
            if name != "nomor_sk":
                setattr(record, name, getattr(running, name))


@require_http_methods(READ_WRITE)
def perbaiki(request: HttpRequest, jenis: str, catatan_id: int) -> HttpResponse:
    """Correct a record that was wrong from the beginning."""
    reached = reach_record(request, jenis, catatan_id, Act.UBAH_PEGAWAI)
    form = _form(request, reached, reached.record, adds=False)
    if request.method == "POST" and form.is_valid() and _saved(request, reached, form):
        return redirect(reached.home)
    lead = _("Untuk yang salah sejak awal. Bila keadaannya berubah, tambah catatan baru: yang lama tetap terbaca.")
    return _page(request, reached, form, _("Perbaiki: %(jenis)s") % {"jenis": reached.kind.label}, lead)


def _saved(request: HttpRequest, reached: Reached, form: Any) -> bool:
    """Whether the service took the record; what it says against it stands in the form."""
    data = form.cleaned_data
    record = form.instance
    earlier = reached.kind.model.objects.filter(pk=record.pk).first() if record.pk else None
    before = snapshot(earlier) if earlier else None
    try:
        changes.write_record(
            reached.kind, record, request.user, data["alasan"], succeeds=bool(data.get("gantikan", False))
        )
    except ValidationError as error:
        changes.form_errors(form, error)
        return False
    messages.success(request, _("Tersimpan: %(apa)s.") % {"apa": describe(record)})
    _tell_locked(request, reached, before, snapshot(record))
    return True


def _tell_locked(request: HttpRequest, reached: Reached, before: Any, after: Any) -> None:
    days = changes.changed_days(before, after)
    for masa in changes.locked_months(reached.kind, reached.owner.pk, days):
        messages.warning(
            request,
            _("%(masa)s sudah terkunci: perubahan ini menjadi bahan pembayaran susulan.")
            % {"masa": masa_text(str(masa), bahasa())},
        )


@require_http_methods(READ_WRITE)
def akhiri(request: HttpRequest, jenis: str, catatan_id: int) -> HttpResponse:
    """Say on which day a record holds for the last time."""
    reached = reach_record(request, jenis, catatan_id, Act.UBAH_PEGAWAI)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        before = snapshot(reached.record)
        try:
            changes.end_record(
                reached.kind, reached.record, request.user, form.cleaned_data["selesai"], form.cleaned_data["alasan"]
            )
        except ValidationError as error:
            changes.form_errors(form, error)
        else:
            messages.success(request, _("Tersimpan: %(apa)s.") % {"apa": describe(reached.record)})
            _tell_locked(request, reached, before, snapshot(reached.record))
            return redirect(reached.home)
    return _page(
        request, reached, form, _("Akhiri: %(jenis)s") % {"jenis": reached.kind.label}, describe(reached.record)
    )


# -- questions --------------------------------------------------------------------------------------------------------


def _confirm(request: HttpRequest, confirm: Confirm, form: ReasonForm) -> HttpResponse:
    return render(request, "ui/confirm_page.html", {"confirm": confirm, "form": form})


@require_http_methods(READ_WRITE)
def hapus(request: HttpRequest, jenis: str, catatan_id: int) -> HttpResponse:
    """Remove a record that should never have been."""
    reached = reach_record(request, jenis, catatan_id, Act.UBAH_PEGAWAI)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        before = snapshot(reached.record)
        try:
            changes.remove_record(reached.kind, reached.record, request.user, form.cleaned_data["alasan"])
        except ValidationError as error:
            changes.form_errors(form, error)
        else:
            messages.success(request, _("Catatan dihapus. Isinya tetap terbaca di daftar perubahan."))
            _tell_locked(request, reached, before, None)
            return redirect(reached.home)
    confirm = Confirm(
        _("Hapus catatan ini?"),
        (
            describe(reached.record),
            _("Hapus hanya catatan yang seharusnya tidak pernah ada. Yang sudah lewat diakhiri, bukan dihapus."),
        ),
        _("Hapus catatan"),
        request.path,
        reverse("kepegawaian_catatan", args=[jenis, catatan_id]),
        is_danger=True,
        needs_reason=True,
    )
    return _confirm(request, confirm, form)


@require_http_methods(READ_WRITE)
def batalkan(request: HttpRequest, jenis: str, catatan_id: int) -> HttpResponse:
    """Take the last change of a record back; the record may be gone meanwhile."""
    kind = kind_or_404(jenis)
    change = changes.last_change(kind, catatan_id)
    reached = Reached(kind, _owner_of(request, kind, change, catatan_id))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes.undo_change(kind, catatan_id, request.user, form.cleaned_data["alasan"])
        except ValidationError as error:
            for text in error.messages:
                form.add_error(None, text)
        else:
            messages.success(request, _("Perubahan terakhir dibatalkan; pembatalannya juga tercatat."))
            _tell_locked(request, reached, change.baru, change.lama)
            return redirect(reached.home)
    told = told_changes([change])[0]
    confirm = Confirm(
        _("Batalkan perubahan terakhir catatan ini?"),
        (
            f"{told.judul}: {told.isi}",
            _("Dibuat %(siapa)s, alasan: %(alasan)s") % {"siapa": told.siapa, "alasan": told.alasan or "—"},
        ),
        _("Batalkan perubahan"),
        request.path,
        reached.home,
        is_danger=True,
        needs_reason=True,
    )
    return _confirm(request, confirm, form)


def _owner_of(request: HttpRequest, kind: Kind, change: Any, record_id: int) -> Any:
    """The owner by the log: the record itself may be gone. Who may not change anything is refused first."""
    reach_nothing = change is None
    cells = {} if reach_nothing else (change.baru or change.lama or {})
    owner = cells.get(f"{kind.owner}_id", 0)
    found = reach_owner(request, kind, owner, Act.UBAH_PEGAWAI)
    if reach_nothing:
        raise Http404(record_id)
    return found
