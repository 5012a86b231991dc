"""What the auditor's pages say: months, runs with their receipts, recomputations, samples. Plain values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.web.apps.audit.recomputing import Recomputation, result_line
from tepat.web.apps.kepegawaian.selectors import Tree
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.links import address
from tepat.web.ui.formats import masa_text, number_text
from tepat.web.ui.parts import Cell, Check, Column, Row, Table, row

_SHORT = 12


@dataclass(frozen=True)
class RunCard:
    """A run with its receipt, as a card."""

    face: tpp.RunFace
    judul: str
    keterangan: tuple[tuple[str, Any], ...]
    instrumen: Table
    terakhir: Check | None
    url_ulang: str
    url_paket: str


def month_table(months: Sequence[tpp.MonthSum], checked: Mapping[str, Recomputation], bahasa: str) -> Table:
    """Months with their sheets, people and money, and the last recomputation of each."""
    columns = (
        Column(_("Masa"), primary=True),
        Column(_("Terkunci"), "angka"),
        Column(_("Orang"), "angka"),
        Column(_("Tertahan"), "angka"),
        Column(_("Diterima"), "rupiah"),
        Column(_("Hitung ulang terakhir"), "cek"),
    )
    rows = tuple(
        row(
            masa_text(item.masa, bahasa),
            Cell(item.terkunci, note=_("dari %(lembar)s lembar") % {"lembar": number_text(item.lembar, bahasa)}),
            item.orang,
            item.tertahan,
            item.jumlah,
            check_of(checked.get(item.masa), bahasa) or Check("tunggu", text=_("belum pernah")),
            url=reverse("audit_masa", args=[item.masa]),
        )
        for item in months
    )
    return Table(_("Bulan yang ada hasilnya"), columns, rows)


def check_of(item: Recomputation | None, bahasa: str) -> Check | None:
    """A recomputation as a state with its line."""
    if item is None:
        return None
    states = {"selesai": "beres" if item.is_same else "gagal", "gagal": "gagal"}
    return Check(
        states.get(item.keadaan, "tunggu"), text=result_line(item, bahasa), url=reverse("audit_hasil", args=[item.id])
    )


def recomputation_table(items: Sequence[Recomputation], bahasa: str) -> Table:
    """Recomputations, the latest first."""
    columns = (
        Column(_("Masa"), primary=True),
        Column(_("Diminta"), "tanggal"),
        Column(_("Oleh")),
        Column(_("Hasil"), "cek"),
    )
    rows = tuple(
        row(masa_text(item.masa, bahasa), item.dibuat_at, item.oleh or None, check_of(item, bahasa)) for item in items
    )
    return Table(_("Riwayat hitung ulang"), columns, rows)


def step_back_table(items: Sequence[tpp.StepBack], tree: Tree, bahasa: str) -> Table:
    """Steps back with their reasons."""
    columns = (
        Column(_("Waktu"), "tanggal"),
        Column(_("Unit"), primary=True),
        Column(_("Menjadi"), "status"),
        Column(_("Oleh")),
        Column(_("Alasan")),
    )
    rows = tuple(
        row(
            item.waktu,
            Cell(unit_name(tree, item.unit_id), note=masa_text(item.masa, bahasa)),
            item.ke,
            item.oleh or None,
            item.alasan,
        )
        for item in items
    )
    return Table(_("Langkah mundur"), columns, rows)


def unit_name(tree: Tree, unit_id: int) -> str:
    """What a unit is called; of one that no longer stands, its number."""
    node = tree.nodes.get(unit_id)
    return node.nama_unit if node else f"#{unit_id}"


def run_card(face: tpp.RunFace, last: Recomputation | None, units: Mapping[str, str], bahasa: str) -> RunCard:
    """A run with what its receipt states."""
    who = units.get(face.unit, face.unit) or _("seluruh daerah")
    in_force = (
        ngettext("berlaku pada %(n)s lembar", "berlaku pada %(n)s lembar", face.lembar)
        if face.lembar
        else _("tidak berlaku lagi")
    ) % {"n": number_text(face.lembar, bahasa)}
    pairs = (
        (_("Dihitung"), Cell(face.selesai_at, note=_("atas permintaan %(siapa)s") % {"siapa": face.pemohon or "—"})),
        (_("Orang"), Cell(number_text(face.orang, bahasa), note=_withheld(face.tertahan, bahasa))),
        (_("Mesin"), face.mesin or None),
        (_("Sidik aturan"), face.sidik_aturan or None),
        (_("Sidik paket"), face.sidik_paket or None),
    )
    return RunCard(
        face,
        f"{who} · {face.jenis_run}{f' {face.urutan}' if face.urutan > 1 else ''} · {in_force}",
        pairs,
        _instruments(face),
        check_of(last, bahasa),
        reverse("audit_hitung_ulang", args=[face.id]),
        reverse("audit_paket", args=[face.id]),
    )


def _withheld(count: int, bahasa: str) -> str:
    return _("%(n)s tertahan") % {"n": number_text(count, bahasa)} if count else _("tidak ada yang tertahan")


def _instruments(face: tpp.RunFace) -> Table:
    columns = (Column(_("Peraturan"), primary=True), Column(_("Sidik SHA-256")))
    rows = tuple(row(Cell(key, url=address("regulasi_rinci", key)), digest) for key, digest in face.instrumen.items())
    return Table(_("Peraturan yang dipakai"), columns, rows)


def sample_table(items: Sequence[tpp.Sampled], tree: Tree) -> Table:
    """The people of a sample, each leading to the derivation."""
    columns = (
        Column(_("Nama"), primary=True),
        Column(_("Unit")),
        Column(_("Status"), "status"),
        Column(_("Bulan lalu"), "rupiah"),
        Column(_("Diterima"), "rupiah"),
        Column(_("Selisih"), "rupiah"),
    )
    return Table(_("Sampel"), columns, tuple(_sampled(item, tree) for item in items))


def _sampled(item: tpp.Sampled, tree: Tree) -> Row:
    return row(
        Cell(item.nama or item.nip, note=item.jabatan),
        unit_name(tree, item.unit_id),
        item.status_hitung,
        item.sebelumnya,
        item.tpp_diterima,
        item.selisih,
        url=address("tpp_penjelasan", item.hasil_id) or address("kepegawaian_pegawai_rinci", item.pegawai_id),
    )


def difference_table(lines: Sequence[Mapping[str, str]]) -> Table:
    """The first differences: person, variable, stored, recomputed."""
    columns = (
        Column(_("Siapa"), primary=True),
        Column(_("Variabel")),
        Column(_("Tersimpan")),
        Column(_("Dihitung ulang")),
        Column(_("Di mana")),
    )
    return Table(_("Yang berbeda"), columns, tuple(_difference(line) for line in lines))


def _difference(line: Mapping[str, str]) -> Row:
    places = {"basis_data": _("basis data"), "paket": _("paket")}
    return row(
        Cell(line["nama"] or line["nip"] or _("seluruh paket"), note=line["nip"] if line["nama"] else ""),
        Cell(line["variabel"] or _("baris"), note=line.get("pesan", "")),
        _(line["tersimpan"]) if line["tersimpan"] else None,
        _(line["dihitung"]) if line["dihitung"] else None,
        places[line["asal"]],
    )
