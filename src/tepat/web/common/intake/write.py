"""Doing what was planned, in bulk, and undoing what was done. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import connection, models

from tepat.web.common.intake.book import Held, Ledger, New
from tepat.web.common.intake.declare import Part
from tepat.web.common.intake.plan import Plan, Row

CHUNK = 2000
_LOCK = 4_120_260_601
_ASAL = ("kumpulan_id", "baris")


@dataclass(frozen=True)
class Change:
    """One record added (``lama`` None), changed, or removed (``baru`` None), with its columns before and after."""

    record: models.Model
    lama: Mapping[str, Any] | None
    baru: Mapping[str, Any] | None


def one_at_a_time() -> None:
    """Wait until no other batch is being accepted or undone; on SQLite a transaction that writes is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def write_plan(plan: Plan, rows: Sequence[Row], kumpulan_id: int) -> list[Change]:
    """Write the records of a plan, each with the batch and the row it comes from: what was changed."""
    made: dict[New, int] = {}
    changes: list[Change] = []
    for ledger in plan.ledgers:
        changes += _write_part(ledger, rows, kumpulan_id, made)
    return changes


def _write_part(ledger: Ledger, rows: Sequence[Row], kumpulan_id: int, made: dict[New, int]) -> list[Change]:
    """What goes first, then what changes (it may end before what is new begins), then what is new."""
    part = ledger.part
    dirty = ledger.dirty()
    origins = _origins(part.table, [held.pk for held in dirty if held.pk is not None])
    built = [(held, _build(part, held, rows, kumpulan_id, made, origins)) for held in dirty]
    removed = [(held, record) for held, record in built if held.removed]
    changed = [(held, record) for held, record in built if not held.removed and held.pk is not None]
    added = [(held, record) for held, record in built if held.pk is None]
    _delete(part.table, [record.pk for _held, record in removed])
    _overwrite(part.table, [record for _held, record in changed])
    part.table._default_manager.bulk_create([record for _held, record in added], batch_size=CHUNK)
    if part.makes is not None:
        made |= {New(part.makes, getattr(record, part.key[0].attname)): record.pk for _held, record in added}
    return [_change(held, record, origins) for held, record in (*removed, *changed, *added)]


def _build(
    part: Part,
    held: Held,
    rows: Sequence[Row],
    kumpulan_id: int,
    made: Mapping[New, int],
    origins: Mapping[int, Mapping[str, Any]],
) -> models.Model:
    values = {name: made[value] if isinstance(value, New) else value for name, value in held.now.items()}
    record = part.table(pk=held.pk, **values)
    if has_origin(part.table):
        own = held.line is not None and not held.removed
        stamp = {"kumpulan_id": kumpulan_id, "baris": rows[held.line or 0].baris} if own else origins.get(held.pk or 0)
        for name, value in (stamp or {}).items():
            setattr(record, name, value)
    return record


def _change(held: Held, record: models.Model, origins: Mapping[int, Mapping[str, Any]]) -> Change:
    lama = None if held.pk is None else {**(held.before or {}), **origins.get(held.pk, {})}
    return Change(record, lama, None if held.removed else columns_of(record))


def has_origin(table: type[models.Model]) -> bool:
    """Whether records of a table say which import they come from."""
    return any(item.name == "kumpulan" for item in table._meta.concrete_fields)


def columns_of(record: models.Model) -> dict[str, Any]:
    """Every column of a record but its number."""
    return {
        item.attname: getattr(record, item.attname) for item in record._meta.concrete_fields if not item.primary_key
    }


def _origins(table: type[models.Model], keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Which import and row records came from so far."""
    if not has_origin(table) or not keys:
        return {}
    found: dict[int, dict[str, Any]] = {}
    for chunk in chunks(keys):
        rows = table._default_manager.filter(pk__in=chunk).values_list("pk", *_ASAL)
        found |= {pk: dict(zip(_ASAL, asal, strict=True)) for pk, *asal in rows}
    return found


def _overwrite(table: type[models.Model], records: Sequence[models.Model]) -> None:
    """Write records over those of the same number: one statement for many, where bulk_update writes a CASE for each."""
    columns = [item.name for item in table._meta.concrete_fields if not item.primary_key]
    table._default_manager.bulk_create(
        records, batch_size=CHUNK, update_conflicts=True, unique_fields=["pk"], update_fields=columns
    )


def _delete(table: type[models.Model], keys: Sequence[int]) -> None:
    """Remove records, and nothing that hangs on them: the database refuses where something does."""
    for chunk in chunks(keys):
        query = table._default_manager.filter(pk__in=chunk)
        query._raw_delete(query.db)  # noqa: SLF001 -- the public one would remove what hangs on them


def chunks(keys: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Keys in portions that a statement takes."""
    return (keys[start : start + 10_000] for start in range(0, len(keys), 10_000))


# -- undoing ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Done:
    """One row of the log: the record's model and key, its columns before and after as plain data."""

    model: str
    key: int
    lama: Mapping[str, Any] | None
    baru: Mapping[str, Any] | None


def revert(done: Sequence[Done]) -> None:
    """Put back what was there, the last part first. ``done``: in the order in which it was written."""
    for model, group in groupby(reversed(done), key=lambda item: item.model):
        table, items = apps.get_model(model), list(group)
        _delete(table, [item.key for item in items if item.lama is None])
        _overwrite(table, [restored(table, item) for item in items if item.lama is not None and item.baru is not None])
        back = [restored(table, item) for item in items if item.baru is None]
        table._default_manager.bulk_create(back, batch_size=CHUNK)


def restored(table: type[models.Model], item: Done) -> models.Model:
    """A record as the log says it was."""
    fields = {column.attname: column for column in table._meta.concrete_fields}
    values = {name: fields[name].to_python(value) for name, value in (item.lama or {}).items()}
    return table(pk=item.key, **values)


def is_as_left(item: Done, columns: Mapping[str, Any]) -> bool:
    """Whether a record still holds what was written; texts of the log are read as values of their columns."""
    fields = {column.attname: column for column in apps.get_model(item.model)._meta.concrete_fields}
    return all(fields[name].to_python(value) == columns[name] for name, value in (item.baru or {}).items())


def standing(model: str, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Records as they are now, by number."""
    table = apps.get_model(model)
    found: dict[int, dict[str, Any]] = {}
    for chunk in chunks(keys):
        found |= {record.pk: columns_of(record) for record in table._default_manager.filter(pk__in=chunk)}
    return found


def resting_on(model: str, keys: Sequence[int], own: Mapping[str, set[int]]) -> list[models.Model]:
    """Records that name some of these and are not of the batch itself (``own``: its keys by model); 5 a table."""
    found: list[models.Model] = []
    for relation in apps.get_model(model)._meta.related_objects:
        table: type[models.Model] = relation.related_model
        column = relation.field.attname
        if relation.many_to_many or table._meta.label_lower == "audit.perubahan":
            continue
        for chunk in chunks(keys):
            others = table._default_manager.filter(**{f"{column}__in": chunk})
            found += others.exclude(pk__in=own.get(table._meta.label_lower, set()))[:5]
    return found
