"""The auditor: locked months, recomputations, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from tepat.web.apps.akun.selectors import Rights
from tepat.web.apps.audit import selectors as audit
from tepat.web.apps.beranda.parts import Section, Urgency, action
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.links import address
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.formats import masa_text
from tepat.web.ui.parts import Cell, Check, Column, Table, row
from tepat.web.ui.templatetags.tepat import bahasa

_LAST = 6
_HISTORY = 100


def auditor_sections(user: Any, rights: Rights) -> Iterator[Section]:
    """Months with their last recomputation, and the latest steps back."""
    units = rights.units[Act.HITUNG_ULANG]
    by_month: dict[str, audit.Recomputation] = {}
    for item in audit.recomputations(user, limit=_HISTORY):
        by_month.setdefault(item.masa, item)
    locked = [item for item in tpp.month_sums(units) if item.terkunci]
    yield _months(locked, by_month)
    backs = tpp.step_backs(units, limit=_LAST)
    if backs:
        yield Section(
            _("Langkah mundur"),
            _("Yang terakhir ditarik kembali, dengan alasannya."),
            Urgency.TENANG,
            aksi=action(_("Semua perubahan"), "history", ("audit_perubahan",)),
            tabel=_backs(backs),
        )


def _months(locked: list[tpp.MonthSum], by_month: dict[str, audit.Recomputation]) -> Section:
    moved = next((item for item in locked if (found := by_month.get(item.masa)) and found.beda), None)
    fresh = next((item for item in locked if item.masa not in by_month), None)
    if moved is not None:
        told, state = _("%(masa)s tidak lagi sama dengan hitungannya.") % _named(moved), Urgency.MENDESAK
    elif fresh is not None:
        told, state = _("%(masa)s terkunci dan belum pernah dihitung ulang.") % _named(fresh), Urgency.MENUNGGU
    elif locked:
        told, state = _("Semua bulan yang terkunci sudah dihitung ulang tanpa beda."), Urgency.TENANG
    else:
        told, state = _("Belum ada bulan yang terkunci."), Urgency.TENANG
    first = moved or fresh
    target = (("audit_masa", first.masa),) if first else ()
    return Section(
        _("Hitung ulang"),
        told,
        state,
        aksi=action(_("Hitung ulang") if first else _("Buka audit"), "refresh", *target, ("audit_beranda",)),
        tabel=_table(locked[:_LAST], by_month) if locked else None,
    )


def _named(item: tpp.MonthSum) -> dict[str, str]:
    return {"masa": masa_text(item.masa, bahasa())}


def _table(months: list[tpp.MonthSum], by_month: dict[str, audit.Recomputation]) -> Table:
    columns = (Column(_("Masa"), primary=True), Column(_("Diterima"), "rupiah"), Column(_("Hitung ulang"), "cek"))
    lines = (
        row(
            masa_text(item.masa, bahasa()),
            item.jumlah,
            _check(by_month.get(item.masa)),
            url=address("audit_masa", item.masa),
        )
        for item in months
    )
    return Table(_("Bulan terkunci"), columns, tuple(lines))


def _check(item: audit.Recomputation | None) -> Check:
    if item is None:
        return Check("tunggu", text=_("belum pernah"))
    failed = item.keadaan == "gagal" or bool(item.beda)
    state = "gagal" if failed else "beres" if item.is_same else "tunggu"
    return Check(state, text=audit.result_line(item, bahasa()))


def _backs(backs: list[tpp.StepBack]) -> Table:
    tree = kepegawaian.tree_on(today())
    columns = (Column(_("Unit"), primary=True), Column(_("Waktu"), "tanggal"), Column(_("Oleh")), Column(_("Alasan")))
    lines = (
        row(
            Cell(
                tree.nodes[item.unit_id].nama_unit if item.unit_id in tree.nodes else f"#{item.unit_id}",
                note=masa_text(item.masa, bahasa()),
            ),
            item.waktu,
            item.oleh or None,
            item.alasan,
        )
        for item in backs
    )
    return Table(_("Langkah mundur"), columns, tuple(lines))
