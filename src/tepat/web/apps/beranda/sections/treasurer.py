"""The treasurer: what is locked and not sent, what is sent and not paid, to the rupiah."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.web.apps.akun.selectors import Rights
from tepat.web.apps.beranda.parts import Section, Urgency, action
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.links import address
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.formats import masa_text, number_text, rupiah_text
from tepat.web.ui.parts import Cell, Column, Table, row
from tepat.web.ui.templatetags.tepat import bahasa


def treasurer_sections(rights: Rights) -> Iterator[Section]:
    """Two lists, or the word that both are empty."""
    waiting = tpp.sheet_standings(None, rights.units[Act.BAYAR], ("terkunci", "dikirim"))
    tree = kepegawaian.tree_on(today())
    locked = [item for item in waiting if item.status == "terkunci"]
    sent = [item for item in waiting if item.status == "dikirim"]
    if locked:
        told = ngettext(
            "%(n)s lembar terkunci dan belum dikirim: %(jumlah)s.",
            "%(n)s lembar terkunci dan belum dikirim: %(jumlah)s.",
            len(locked),
        )
        yield _section(_("Belum dikirim"), told, locked, tree)
    if sent:
        told = ngettext(
            "%(n)s lembar dikirim dan belum dibayar: %(jumlah)s.",
            "%(n)s lembar dikirim dan belum dibayar: %(jumlah)s.",
            len(sent),
        )
        yield _section(_("Belum dibayar"), told, sent, tree)
    if not waiting:
        yield Section(
            _("Pembayaran"),
            _("Tidak ada lembar yang menunggu dikirim atau dibayar."),
            Urgency.TENANG,
            _("Lembar muncul di sini begitu BKPSDM menguncinya."),
            aksi=action(_("Lihat bulan"), "calculator", ("tpp_masa",)),
        )


def _section(title: str, told: str, sheets: Sequence[tpp.SheetStanding], tree: kepegawaian.Tree) -> Section:
    total = sum(item.jumlah for item in sheets)
    words = {"n": number_text(len(sheets), bahasa()), "jumlah": rupiah_text(total, bahasa())}
    masa = sheets[0].masa
    return Section(
        title,
        told % words,
        Urgency.MENUNGGU,
        aksi=action(_("Buka"), "building-bank", ("tpp_masa", masa), ("tpp_masa",)),
        tabel=_table(title, sheets, tree, total),
    )


def _table(caption: str, sheets: Sequence[tpp.SheetStanding], tree: kepegawaian.Tree, total: int) -> Table:
    columns = (Column(_("Unit"), primary=True), Column(_("Orang"), "angka"), Column(_("Diterima"), "rupiah"))
    lines = (
        row(
            Cell(
                tree.nodes[item.unit_id].nama_unit if item.unit_id in tree.nodes else f"#{item.unit_id}",
                note=f"{masa_text(item.masa, bahasa())}{'' if item.jenis_run == 'reguler' else f' · {item.jenis_run}'}",
            ),
            item.orang - item.tertahan,
            item.jumlah,
            url=address("tpp_lembar", item.id),
        )
        for item in sheets
    )
    people = sum(item.orang - item.tertahan for item in sheets)
    return Table(caption, columns, tuple(lines), foot=(Cell(_("Jumlah")), Cell(people), Cell(total)))
