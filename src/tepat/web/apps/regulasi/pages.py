"""Tables of the pages about the law. Plain values only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tepat.law.load import Package
from tepat.web.apps.regulasi.services import UnitReaders
from tepat.web.ui.formats import masa_text
from tepat.web.ui.parts import Cell, Check, Column, Table, row
from tepat.web.ui.templatetags.tepat import tanggal


def source_word(sumber: str) -> str:
    """How an instrument is known."""
    words = {
        "naskah": _("naskahnya dibaca"),
        "praktik": _("dari praktik; naskahnya tidak ditemukan"),
        "contoh": _("contoh, bukan hukum"),
        "nomor": _("hanya nomornya diketahui"),
    }
    return words[sumber]


def relation_line(package: Package, names: Mapping[str, str]) -> str:
    """What an instrument does to others."""
    model = package.instrumen
    if model.mengubah:
        return _("mengubah %(apa)s") % {"apa": names.get(model.mengubah, model.mengubah)}
    return _("mencabut %(apa)s") % {"apa": ", ".join(model.mencabut)} if model.mencabut else ""


def instrument_table(
    caption: str,
    packages: Sequence[Package],
    in_force: Collection[str],
    read: Mapping[str, Check],
    bahasa: str,
) -> Table:
    """Instruments, the latest first. ``read``: by key whether the reader, or everybody, has read it."""
    names = {item.instrumen.id: item.instrumen.singkatan for item in packages}
    columns = (
        Column(_("Peraturan"), primary=True),
        Column(_("Berlaku")),
        Column(_("Diketahui dari")),
        *((Column(_("Tanda baca"), "cek"),) if read else ()),
    )
    lines = [
        row(
            Cell(item.instrumen.singkatan, note=item.instrumen.judul),
            Cell(_span(item, bahasa), note=_("berlaku sekarang") if item.key in in_force else ""),
            Cell(source_word(item.instrumen.sumber), note=relation_line(item, names)),
            *((read.get(item.key, Check("tidak_ada")),) if read else ()),
            url=reverse("regulasi_rinci", args=[item.key]),
            mute=item.key not in in_force,
        )
        for item in packages
    ]
    return Table(caption, columns, tuple(lines))


def _span(package: Package, bahasa: str) -> str:
    model = package.instrumen
    since = masa_text(model.masa_pertama, bahasa)
    if model.masa_terakhir is None:
        return _("sejak %(dari)s") % {"dari": since}
    return _("%(dari)s sampai %(ke)s") % {"dari": since, "ke": masa_text(model.masa_terakhir, bahasa)}


def identity(package: Package, names: Mapping[str, str], bahasa: str) -> list[tuple[str, object]]:
    """Who made an instrument, and when."""
    model = package.instrumen
    return [
        (_("Judul"), model.judul),
        (_("Ditetapkan"), _day(model.ditetapkan)),
        (_("Diundangkan"), _day(model.diundangkan)),
        (_("Berlaku"), _day(model.berlaku)),
        (_("Masa pertama"), masa_text(model.masa_pertama, bahasa)),
        *([(_("Masa terakhir"), masa_text(model.masa_terakhir, bahasa))] if model.masa_terakhir else []),
        (_("Hubungan"), relation_line(package, names) or _("berdiri sendiri")),
        (_("Diketahui dari"), Cell(source_word(model.sumber), note=_whole(package))),
        (_("Diperiksa terhadap sumbernya"), _day(model.diperiksa)),
        (_("Sidik naskah"), Cell(package.sha256[:16] + "…", note=_("berubah bila sehuruf pun diubah"))),
    ]


def _whole(package: Package) -> str:
    return _("seluruh naskah disalin") if package.instrumen.lengkap else _("belum seluruh naskah disalin")


def _day(day: date | None) -> str | None:
    return None if day is None else tanggal(day)


def readers_table(items: Sequence[UnitReaders]) -> Table:
    """By SKPD how many have read."""
    columns = (Column(_("Unit"), primary=True), Column(_("Sudah membaca"), "cek"))
    lines = (row(item.nama, Check(_state(item), text=f"{item.sudah}/{item.orang}")) for item in items)
    return Table(_("Yang sudah membaca"), columns, tuple(lines))


def _state(item: UnitReaders) -> str:
    return "beres" if item.sudah == item.orang else "kurang" if item.sudah else "tunggu"
