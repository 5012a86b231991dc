"""One person's records as tables, with where each row came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tepat.web.apps.audit.selectors import last_changes
from tepat.web.apps.audit.services import snapshot
from tepat.web.apps.kepegawaian.kinds import OF_PEGAWAI, Kind
from tepat.web.apps.kepegawaian.names import Names, fields_of, label_of, names_for, words
from tepat.web.common.labels import code_text
from tepat.web.ui.formats import day_text
from tepat.web.ui.parts import Cell, Column, Row, Table
from tepat.web.ui.templatetags.tepat import bahasa


@dataclass(frozen=True)
class Section:
    """The records of one kind: a table, and where one is added ("" for whoever only reads)."""

    kind: Kind
    table: Table
    add_url: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Coming:
    """Something that will hold, or no longer hold, from a day on."""

    day: date
    text: str


@dataclass(frozen=True)
class Told:
    """Records with the names they use and where each came from."""

    rows: dict[str, list[Any]]
    names: Names
    origin: dict[tuple[str, int], str]

    def current(self, slug: str, day: date) -> Any:
        """The record of a kind that holds on a day; None: none."""
        return next((row for row in self.rows[slug] if holds(row, day)), None)


def holds(record: Any, day: date) -> bool:
    """Whether a record holds on a day."""
    return bool(record.mulai <= day and (record.selesai is None or record.selesai >= day))


def records_of(kinds: tuple[Kind, ...], owner_id: int) -> Told:
    """The records of one owner, the latest first: a query for each kind, five more for all."""
    rows = {
        kind.slug: list(
            kind.model.objects.filter(Q(**{kind.owner: owner_id})).select_related("kumpulan").order_by("-mulai", "-pk")
        )
        for kind in kinds
    }
    every = [record for found in rows.values() for record in found]
    names = names_for((type(record), snapshot(record)) for record in every)
    changes = last_changes((record._meta.label_lower, record.pk) for record in every)
    origin = {
        (record._meta.label_lower, record.pk): origin_words(
            record, changes.get((record._meta.label_lower, str(record.pk)))
        )
        for record in every
    }
    return Told(rows, names, origin)


def origin_words(record: Any, change: Any) -> str:
    """Where a record came from: the import and its row, and who changed it last, when and why."""
    parts = []
    if record.kumpulan_id:
        batch = _("Impor %(jenis)s nomor %(nomor)s") % {
            "jenis": code_text(record.kumpulan.jenis),
            "nomor": record.kumpulan_id,
        }
        parts.append(batch + (_(", baris %(baris)s") % {"baris": record.baris} if record.baris else ""))
    if change is not None and not change.kumpulan_id:
        facts = {
            "siapa": change.pengguna.get_full_name() if change.pengguna else _("program"),
            "kapan": day_text(change.waktu, bahasa()),
            "alasan": change.alasan,
        }
        by = (
            _("diketik %(siapa)s, %(kapan)s: %(alasan)s")
            if change.tindakan == "tambah"
            else _("diubah %(siapa)s, %(kapan)s: %(alasan)s")
        )
        parts.append(by % facts)
    return "; ".join(parts) or _("Asal tidak tercatat")


def table_of(kind: Kind, told: Told, day: date, *, linked: bool) -> Table:
    """The records of a kind as a table; the first column says what, then when, then from where."""
    fields = {item.name: item for item in fields_of(kind.model).values()}
    columns = (
        *(Column(label_of(fields[name]), primary=place == 0) for place, name in enumerate(kind.shown)),
        Column(_("Berlaku"), "tanggal"),
        Column(_("Sampai")),
        Column(_("Asal catatan")),
    )
    return Table(
        str(kind.label), columns, tuple(_row(kind, record, told, day, linked) for record in told.rows[kind.slug])
    )


def _row(kind: Kind, record: Any, told: Told, day: date, linked: bool) -> Row:
    fields, cells = fields_of(type(record)), snapshot(record)
    columns = [record._meta.get_field(name) for name in kind.shown]
    told_cells = (
        words(fields[item.attname], cells[item.attname], told.names, record.mulai) or None for item in columns
    )
    ends = _("seterusnya") if record.selesai is None else day_text(record.selesai, bahasa())
    url = reverse("kepegawaian_catatan", args=[kind.slug, record.pk]) if linked else ""
    state = "" if holds(record, day) else (_("mendatang") if record.mulai > day else _("sudah berakhir"))
    return Row(
        (
            *(Cell(text) for text in told_cells),
            Cell(record.mulai),
            Cell(ends, note=state),
            Cell(told.origin[record._meta.label_lower, record.pk]),
        ),
        url,
        mute=record.selesai is not None and record.selesai < day,
    )


def sections_of(pegawai_id: int, told: Told, day: date, *, linked: bool, changes: bool) -> list[Section]:
    """Every kind of a person's records."""
    return [
        Section(
            kind,
            table_of(kind, told, day, linked=linked),
            reverse("kepegawaian_catatan_tambah", args=[kind.slug, pegawai_id]) if changes else "",
            str(kind.empty) or _("Belum ada catatan."),
        )
        for kind in OF_PEGAWAI
    ]


def coming(told: Told, day: date) -> list[Coming]:
    """What begins after a day, and what ends without another in its place."""
    found: list[Coming] = []
    for kind in OF_PEGAWAI:
        rows = told.rows.get(kind.slug, [])
        begins = {record.mulai for record in rows}
        for record in rows:
            what = f"{kind.label}: {_said(kind, record, told)}"
            if record.mulai > day:
                found.append(Coming(record.mulai, _("mulai berlaku %(apa)s") % {"apa": what}))
            elif record.selesai is not None and record.selesai >= day and not _followed(record, begins):
                found.append(Coming(record.selesai, _("hari terakhir %(apa)s") % {"apa": what}))
    return sorted(found, key=lambda item: item.day)


def _followed(record: Any, begins: set[date]) -> bool:
    return any((begin - record.selesai).days == 1 for begin in begins)


def _said(kind: Kind, record: Any, told: Told) -> str:
    fields, cells = fields_of(type(record)), snapshot(record)
    columns = [record._meta.get_field(name) for name in kind.told]
    return ", ".join(
        filter(None, (words(fields[item.attname], cells[item.attname], told.names, record.mulai) for item in columns))
    )


def said(kind: Kind, told: Told, day: date) -> str | None:
    """The record of a kind that holds on a day, in one line; None: none."""
    record = told.current(kind.slug, day)
    return None if record is None else _said(kind, record, told)
