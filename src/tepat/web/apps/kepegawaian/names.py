"""What the codes and keys of a record say in words: for its table, its form's errors and the log of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tepat.web.apps.kepegawaian.models import NilaiJabatan, RiwayatUnit
from tepat.web.common.labels import capital, code_text, column_text
from tepat.web.ui.formats import clock_text, day_text, rupiah_text
from tepat.web.ui.templatetags.tepat import bahasa

Cells = Mapping[str, Any]
_UNIT, _JABATAN = "kepegawaian.unit", "kepegawaian.jabatan"
# What has its names in another table, with the days they hold.
_HISTORIES: dict[str, tuple[type[models.Model], str, str]] = {
    _UNIT: (RiwayatUnit, "unit_id", "nama_unit"),
    _JABATAN: (NilaiJabatan, "jabatan_id", "nama_jabatan"),
}


@dataclass(frozen=True)
class Names:
    """Names by model and key; those with a history with the day they begin, the latest first."""

    plain: dict[tuple[str, Any], str] = field(default_factory=dict)
    dated: dict[tuple[str, Any], list[tuple[date, str]]] = field(default_factory=dict)

    def of(self, label: str, key: Any, day: date) -> str:
        """The name on a day; of something that begins later its first."""
        known = self.dated.get((label, key), [])
        held = next((name for begin, name in known if begin <= day), known[-1][1] if known else "")
        return held or self.plain.get((label, key)) or f"#{key}"

    def unit(self, key: Any, day: date) -> str:
        """A unit's name."""
        return self.of(_UNIT, key, day)

    def jabatan(self, key: Any, day: date) -> str:
        """A position's name."""
        return self.of(_JABATAN, key, day)


def model_of(label: str) -> Any:
    """The model that a row of the log names; None where there is none of that name (any more)."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def fields_of(model: Any) -> dict[str, Any]:
    """The columns of a model by the names that a snapshot has them under."""
    return {} if model is None else {item.attname: item for item in model._meta.concrete_fields}


def names_for(snapshots: Iterable[tuple[Any, Cells | None]]) -> Names:
    """The names of all that some snapshots of records point at: a query for each kind of thing."""
    wanted: dict[str, set[Any]] = {}
    for model, cells in snapshots:
        for name, item in fields_of(model).items():
            key = (cells or {}).get(name)
            if item.is_relation and key is not None:
                wanted.setdefault(item.related_model._meta.label_lower, set()).add(key)
    found = Names()
    for label, keys in wanted.items():
        _load(found, label, keys)
    return found


def _load(found: Names, label: str, keys: set[Any]) -> None:
    if label in _HISTORIES:
        model, column, name = _HISTORIES[label]
        rows: Any = model._default_manager.filter(**{f"{column}__in": keys}).order_by("-mulai")
        for key, begin, text in rows.values_list(column, "mulai", name):
            found.dated.setdefault((label, key), []).append((begin, text))
        return
    for key, item in model_of(label)._default_manager.in_bulk(keys).items():
        found.plain[label, key] = str(item)


def label_of(item: Any) -> str:
    """A column's name as a heading."""
    return capital(column_text(item))


def words(item: Any, content: Any, names: Names, day: date) -> str:
    """A cell in words: codes by their labels, keys by the names of a day, days and money as people write them."""
    if content is None or content == "":
        return ""
    if item.is_relation:
        return names.of(item.related_model._meta.label_lower, content, day)
    if item.choices:
        return _choice(item, content)
    return _plain(item, content)


def _choice(item: Any, content: Any) -> str:
    label = dict(item.flatchoices).get(content)
    return str(label) if isinstance(label, Promise) else code_text(str(content))


def _plain(item: Any, content: Any) -> str:
    match item:
        case models.DateTimeField():
            moment = content if isinstance(content, datetime) else parse_datetime(content)
            local = timezone.localtime(moment) if moment and timezone.is_aware(moment) else moment
            return f"{day_text(local, bahasa())} {clock_text(local, bahasa())}" if local else str(content)
        case models.DateField():
            return day_text(content, bahasa())
        case models.BooleanField():
            return _("ya") if content else _("tidak")
        case models.BigIntegerField():
            return rupiah_text(content, bahasa())
        case _:
            return str(content)


def period_words(cells: Cells) -> str:
    """From when to when something holds."""
    begin, end = cells.get("mulai"), cells.get("selesai")
    if not begin:
        return ""
    if not end:
        return _("berlaku sejak %(mulai)s") % {"mulai": day_text(begin, bahasa())}
    return _("berlaku %(mulai)s s.d. %(selesai)s") % {
        "mulai": day_text(begin, bahasa()),
        "selesai": day_text(end, bahasa()),
    }


def day_of(cells: Cells, otherwise: date) -> date:
    """The day by which a record's names are told: the day it begins."""
    begin = cells.get("mulai")
    if isinstance(begin, str):
        return date.fromisoformat(begin[:10])
    return begin or otherwise
