"""What must hold of a record beyond its own columns, told in plain words with the remedy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.web.apps.audit.services import snapshot
from tepat.web.apps.kepegawaian import selectors
from tepat.web.apps.kepegawaian.kinds import BY_RECORD, Kind
from tepat.web.apps.kepegawaian.models import Penempatan, RiwayatUnit
from tepat.web.apps.kepegawaian.names import fields_of, names_for, period_words, words
from tepat.web.ui.formats import day_text
from tepat.web.ui.templatetags.tepat import bahasa

OVERLAP = "tumpang_tindih"


def describe(record: Any) -> str:
    """A record in one line: what it says, and when it holds."""
    cells, fields = snapshot(record), fields_of(type(record))
    kind = BY_RECORD.get(record._meta.label_lower)
    names = names_for([(type(record), cells)])
    shown = kind.told if kind else ()
    told = (
        words(fields[item.attname], cells[item.attname], names, record.mulai)
        for item in map(record._meta.get_field, shown)
    )
    return ", ".join([*filter(None, told), period_words(cells)])


def overlap_error(record: Any, other: Any) -> ValidationError:
    """Names the other record and what puts it right."""
    facts = {"lain": describe(other), "sehari": day_text(record.mulai - timedelta(days=1), bahasa())}
    if other.mulai < record.mulai:
        remedy = _("Akhiri catatan itu paling lambat %(sehari)s, atau pilih tanggal mulai sesudahnya.") % facts
    else:
        ends = other.mulai - timedelta(days=1)
        remedy = _("Akhiri yang ini paling lambat %(hari)s, atau perbaiki catatan itu.") % {
            "hari": day_text(ends, bahasa())
        }
    text = _("Bertumpuk dengan catatan lain: %(lain)s.") % facts
    return ValidationError(f"{text} {remedy}", code=OVERLAP)


def check_unit(record: RiwayatUnit) -> None:
    """A unit does not stand below itself."""
    if record.induk_id and record.induk_id in selectors.tree_on(record.mulai).below(record.unit_id):
        raise ValidationError(
            {"induk": _("Unit itu berada di bawah unit ini. Pilih induk di luar cabang ini.")}, code="lingkaran"
        )


def check_unit_end(unit_id: int, day: date) -> None:
    """A unit is closed only when nobody and nothing stands in it any more."""
    after = day + timedelta(days=1)
    people = Penempatan.objects.touching(after, date.max).filter(unit=unit_id).values("pegawai").distinct().count()
    if people:
        text = ngettext("%(n)s orang masih ditempatkan", "%(n)s orang masih ditempatkan", people) % {"n": people}
        raise ValidationError(_("%(apa)s di unit ini sesudah tanggal itu. Pindahkan dahulu.") % {"apa": text})
    below = RiwayatUnit.objects.touching(after, date.max).filter(induk=unit_id).values("unit").distinct().count()
    if below:
        raise ValidationError(
            _("%(n)s unit masih berada di bawah unit ini sesudah tanggal itu. Pindahkan atau tutup dahulu.")
            % {"n": below}
        )


def check_record(kind: Kind | None, record: Any) -> None:
    """The further checks of a kind."""
    if kind is not None and kind.slug == "unit":
        check_unit(record)
        if record.selesai is not None:
            _check_ends(record, record.selesai)


def _check_ends(record: RiwayatUnit, day: date) -> None:
    """Where no later name follows, the unit is closed with this record."""
    later = RiwayatUnit.objects.filter(unit=record.unit_id, mulai__gt=day)
    if not later.exclude(pk=record.pk).exists():
        check_unit_end(record.unit_id, day)
