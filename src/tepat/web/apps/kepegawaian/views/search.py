"""Search in everything one may see: people, units, positions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from tepat.web.apps.akun.selectors import access_catatan, access_unit, rights_of
from tepat.web.apps.kepegawaian.models import NilaiJabatan
from tepat.web.apps.kepegawaian.people import matching, on_day
from tepat.web.apps.kepegawaian.selectors import tree_on
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.formats import nip_text
from tepat.web.ui.parts import Cell, Column, Empty, Row, Table

# What a search shows of each kind; who wants more narrows it, or uses the lists.
MOST = 20
SHORTEST = 2


@require_GET
def cari(request: HttpRequest) -> HttpResponse:
    """What is found of people, units and positions; of whoever may see nobody's records nothing is."""
    text = request.GET.get("q", "").strip()
    may = rights_of(request.user).may(Act.LIHAT_PEGAWAI)
    found = [_people(request, text), _units(request, text), _posts(text)] if may and len(text) >= SHORTEST else []
    tables = [table for table in found if table.rows]
    hits = sum(len(table.rows) for table in tables)
    context = {"teks": text, "tabel": tables, "kosong": _nothing(text, may=may), "banyak": _count(hits), "paling": MOST}
    return render(request, "kepegawaian/cari.html", context)


def _count(hits: int) -> str:
    return ngettext("%(n)s temuan", "%(n)s temuan", hits) % {"n": hits} if hits else ""


def _nothing(text: str, *, may: bool) -> Empty:
    if not may:
        return Empty(
            _("Tidak ada yang dapat Anda cari"), _("Pencarian menemukan catatan yang boleh Anda baca."), "search"
        )
    if len(text) < SHORTEST:
        return Empty(_("Ketik sekurangnya dua huruf"), _("Nama, NIP, unit atau jabatan."), "search")
    return Empty(_("Tidak ada yang cocok"), _("Periksa ejaannya, atau ketik sebagian saja."), "search")


def _people(request: HttpRequest, text: str) -> Table:
    people: Any = on_day(access_catatan(request.user, Act.LIHAT_PEGAWAI).filter(matching(text)), today())
    rows = tuple(
        Row(
            (Cell(str(item), note=nip_text(item.nip)), Cell(item.nama_jabatan, note=item.nama_unit or "")),
            reverse("kepegawaian_pegawai_rinci", args=[item.pk]),
        )
        for item in people.order_by("nama", "pk")[:MOST]
    )
    return Table(_("Pegawai"), (Column(_("Nama"), primary=True), Column(_("Jabatan"))), rows)


def _units(request: HttpRequest, text: str) -> Table:
    units, tree = access_unit(request.user, Act.LIHAT_PEGAWAI), tree_on(today())
    wanted = text.casefold()
    found = [
        node
        for node in tree.nodes.values()
        if (units is None or node.id in units) and wanted in f"{node.nama_unit} {node.kode_unit}".casefold()
    ]
    rows = tuple(
        Row(
            (
                Cell(node.nama_unit, note=node.kode_unit),
                Cell(" › ".join(item.nama_unit for item in tree.path(node.id)[:-1]) or None),
            ),
            reverse("kepegawaian_unit_rinci", args=[node.id]),
        )
        for node in sorted(found, key=lambda item: item.nama_unit)[:MOST]
    )
    return Table(_("Unit"), (Column(_("Unit"), primary=True), Column(_("Di bawah"))), rows)


def _posts(text: str) -> Table:
    posts = NilaiJabatan.objects.on(today()).filter(nama_jabatan__icontains=text).select_related("jabatan")
    rows = tuple(
        Row(
            (Cell(item.nama_jabatan, note=item.jabatan.kode_jabatan), Cell(item.kelas_jabatan)),
            reverse("kepegawaian_jabatan_rinci", args=[item.jabatan_id]),
        )
        for item in posts.order_by("nama_jabatan", "pk")[:MOST]
    )
    return Table(_("Jabatan"), (Column(_("Jabatan"), primary=True), Column(_("Kelas"), "angka")), rows)
