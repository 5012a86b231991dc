"""The readiness board as a page shows it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.lang.calendar import Masa
from tepat.web.apps.kepegawaian.selectors import PlacedPerson, Tree
from tepat.web.apps.tpp.masa.addresses import address
from tepat.web.apps.tpp.masa.board import NEEDS, Board, BoardRow, Count, Need
from tepat.web.ui.parts import Cell, Check, Column, Row, Table, row
from tepat.web.ui.templatetags import tepat as written


def board_table(board: Board, opened: int | None) -> Table:
    """Units and what each lacks; the sub-units of one unit are shown under it."""
    columns = (
        Column(_("Unit"), primary=True),
        Column(_("Orang"), "angka"),
        *(Column(str(need.label), "cek") for need in NEEDS.values()),
    )
    rows = tuple(line for item in board.rows for line in _lines(board.masa, item, opened))
    caption = _("Kesiapan %(masa)s per unit") % {"masa": written.masa(str(board.masa))}
    return Table(caption, columns, rows)


def _lines(masa: Masa, item: BoardRow, opened: int | None) -> Iterator[Row]:
    is_open = item.unit_id == opened
    note = ngettext("%(n)s subunit", "%(n)s subunit", len(item.parts)) % {"n": len(item.parts)} if item.parts else ""
    url = address("tpp_kesiapan", str(masa), query="" if is_open else f"buka={item.unit_id}") if item.parts else ""
    yield _line(masa, item, Cell(item.nama, url=url, note=note))
    if is_open:
        for part in item.parts:
            yield _line(masa, part, Cell(f"— {part.nama}"), mute=True)


def _line(masa: Masa, item: BoardRow, name: Cell, *, mute: bool = False) -> Row:
    cells = (_check(masa, item, need, alone=mute) for need in NEEDS.values())
    return row(name, item.orang, *cells, mute=mute)


def _check(masa: Masa, item: BoardRow, need: Need, *, alone: bool) -> Check:
    """What is in order is a number without a link: it asks for no attention."""
    count = item.needs.get(need.name)
    if count is None:
        return Check("tidak_ada")
    text = f"{written.angka(count.ada)}/{written.angka(count.dari)}"
    if not count.kurang:
        return Check("beres", text=text)
    query = f"unit={item.unit_id}" + ("&sendiri=1" if alone else "")
    state = "tunggu" if need.by_rater else "kurang"
    return Check(
        state,
        text=text,
        note=_missing_words(count),
        url=address("tpp_kesiapan_rinci", str(masa), need.name, query=query),
    )


def _missing_words(count: Count) -> str:
    return ngettext("%(n)s belum", "%(n)s belum", count.kurang) % {"n": written.angka(count.kurang)}


def missing_table(people: list[PlacedPerson], need: Need, tree: Tree) -> Table:
    """Who is missing, where they work, and whose turn it is."""
    columns = (Column(_("Nama"), primary=True), Column(_("Unit")), Column(_("Giliran")))
    return Table(
        _("Orang yang belum lengkap"),
        columns,
        tuple(
            row(
                Cell(person.nama, note=f"{written.nip(person.nip)} · {person.jabatan}"),
                tree.nodes[person.unit_id].nama_unit if person.unit_id in tree.nodes else "—",
                _turn(person, need),
            )
            for person in people
        ),
    )


def _turn(person: PlacedPerson, need: Need) -> Cell:
    if not need.by_rater:
        return Cell(str(need.giliran))
    if person.atasan:
        return Cell(person.atasan, note=_("atasan yang menilai"))
    return Cell(_("Pengelola SKPD"), note=_("atasannya belum dicatat"))
