"""The records in force, held in memory while a batch is planned: each row sees what the rows before it did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from tepat.web.common.intake.declare import Column, Part, Ref

# Up to so many people only their own records are read; beyond it the whole table is, in one query all the same.
FEW = 2000


@dataclass(frozen=True)
class New:
    """A record that the same batch adds."""

    ref: Ref
    code: str


@dataclass(eq=False)
class Held:
    """A record as the batch would leave it. ``before``: as it is now; None where the batch adds it.

    ``line``: the row (its place in the batch) whose values it has; None where they are not of this batch.
    """

    pk: int | None
    before: Mapping[str, Any] | None
    now: dict[str, Any]
    line: int | None = None
    removed: bool = False

    @property
    def is_dirty(self) -> bool:
        """Whether accepting changes it."""
        return self.removed if self.before is not None and self.removed else self.before != self.now


class Names:
    """Codes and the records they name, whole tables, one query each."""

    def __init__(self) -> None:
        self._ids: dict[Ref, dict[str, int]] = {}
        self._codes: dict[Ref, dict[int, str]] = {}
        # What the batch itself adds.
        self.coming: set[New] = set()

    def find(self, ref: Ref, code: str) -> int | New | None:
        """The record of a code; None where nobody knows it."""
        self._load(ref)
        found = self._ids[ref].get(code)
        if found is None and New(ref, code) in self.coming:
            return New(ref, code)
        return found

    def is_known(self, ref: Ref, code: str) -> bool:
        """Whether the record is there already."""
        self._load(ref)
        return code in self._ids[ref]

    def code(self, ref: Ref, value: Any) -> str:
        """The code of a record."""
        if isinstance(value, New):
            return value.code
        self._load(ref)
        return "" if value is None else self._codes[ref].get(value, "")

    def _load(self, ref: Ref) -> None:
        if ref in self._ids:
            return
        columns = [ref.code, *([ref.also] if ref.also else [])]
        rows = list(apps.get_model(ref.model)._default_manager.values_list("pk", *columns))
        self._ids[ref] = {code: row[0] for place in range(len(columns), 0, -1) for row in rows if (code := row[place])}
        self._codes[ref] = {row[0]: row[1] for row in rows}


@dataclass
class Ledger:
    """The records of one part, by key."""

    part: Part
    by_key: dict[tuple[Any, ...], list[Held]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def of(self, key: tuple[Any, ...]) -> list[Held]:
        """The records of a key, in the order in which they begin."""
        return [held for held in self.by_key.get(key, []) if not held.removed]

    def on(self, key: tuple[Any, ...], day: date) -> Held | None:
        """The record of a key that holds on a day."""
        return next((held for held in self.of(key) if held.now["mulai"] <= day <= until(held)), None)

    def after(self, key: tuple[Any, ...], day: date) -> Held | None:
        """The record of a key that begins next after a day."""
        return min(
            (held for held in self.of(key) if held.now["mulai"] > day), key=lambda held: held.now["mulai"], default=None
        )

    def sharing(self, key: tuple[Any, ...], first: date, last: date | None) -> list[Held]:
        """Records of a key that hold on some day between two."""
        end = last or date.max
        return [held for held in self.of(key) if held.now["mulai"] <= end and until(held) >= first]

    def add(self, key: tuple[Any, ...], held: Held) -> None:
        """One more record."""
        self.by_key.setdefault(key, []).append(held)

    def dirty(self) -> list[Held]:
        """What accepting changes, as it came."""
        return [held for held in self.everything() if held.is_dirty and not (held.removed and held.pk is None)]

    def everything(self) -> Iterable[Held]:
        """All records."""
        return (held for records in self.by_key.values() for held in records)


def until(held: Held) -> date:
    """The last day of a record; the last of all where it is still running."""
    last: date | None = held.now["selesai"]
    return last or date.max


def load(part: Part, keys: set[tuple[Any, ...]], fixed: Mapping[str, Any]) -> Ledger:
    """The records in force of these keys. One query, however many keys there are."""
    columns = stored_columns(part.table)
    query = part.table._default_manager.filter(**fixed).filter(_narrow(part.key, keys))
    order = [F("mulai").asc(), "pk"] if part.is_dated else ["pk"]
    ledger = Ledger(part, columns=columns)
    places = [columns.index(column.attname) for column in part.key]
    for pk, *values in query.order_by(*order).values_list("pk", *columns):
        key = tuple(values[place] for place in places)
        before = dict(zip(columns, values, strict=True))
        ledger.add(key, Held(pk, before, dict(before)))
    return ledger


def stored_columns(model: type[models.Model]) -> tuple[str, ...]:
    """A model's columns but its own number and where it came from."""
    return tuple(
        item.attname
        for item in model._meta.concrete_fields
        if not item.primary_key and item.name not in {"kumpulan", "baris"}
    )


def _narrow(key: tuple[Column, ...], keys: set[tuple[Any, ...]]) -> Q:
    """Only records that a row may be about, as far as few values say so; dates by their first and last."""
    condition = Q()
    for place, column in enumerate(key):
        values = {found[place] for found in keys if not isinstance(found[place], New)}
        known = {value for value in values if value is not None}
        if keys and not values:  # only people, units … that the batch itself adds
            return Q(pk__in=())
        if len(known) < len(values) or not known:
            continue
        if all(isinstance(value, date) for value in known):
            condition &= Q(**{f"{column.attname}__gte": min(known), f"{column.attname}__lte": max(known)})
        elif len(known) <= FEW:
            condition &= Q(**{f"{column.attname}__in": known})
    return condition
