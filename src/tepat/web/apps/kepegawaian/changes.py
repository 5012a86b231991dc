"""What the pages do with a record: add, replace, correct, end, remove it, and take its last change back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.web.apps.audit.selectors import changes_of_record
from tepat.web.apps.audit.services import snapshot
from tepat.web.apps.kepegawaian.checks import OVERLAP, check_record, check_unit_end, overlap_error
from tepat.web.apps.kepegawaian.kinds import Kind
from tepat.web.apps.kepegawaian.models import RiwayatUnit, Unit
from tepat.web.apps.kepegawaian.services import day_before, delete_record, save_record, succeed_record
from tepat.web.apps.tpp.selectors import locked_between

Days = list[tuple[date, date | None]]


def write_record(kind: Kind, record: Any, user: Any, alasan: str, *, succeeds: bool = False) -> Any:
    """Add or correct a record; with ``succeeds`` the running one ends the day before.

    Raises `ValidationError`; an overlap names the other record and what puts it right.
    """
    try:
        with transaction.atomic():
            check_record(kind, record)
            if succeeds:
                return succeed_record(record, user, alasan, same=(kind.owner,))
            return save_record(record, user, alasan)
    except ValidationError as error:
        raise _plain(record, error) from error


def end_record(kind: Kind, record: Any, user: Any, selesai: date, alasan: str) -> Any:
    """A record holds no longer than a day."""
    record.selesai = selesai
    return write_record(kind, record, user, alasan)


def remove_record(kind: Kind, record: Any, user: Any, alasan: str) -> None:
    """Remove a record that should never have been."""
    if isinstance(record, RiwayatUnit) and not RiwayatUnit.objects.filter(unit=record.unit).exclude(pk=record.pk):
        check_unit_end(record.unit_id, day_before(record.mulai))
    delete_record(record, user, alasan)


def _plain(record: Any, error: ValidationError) -> ValidationError:
    """The same errors, an overlap in the words of its two records and beside the day it begins."""
    if not hasattr(error, "error_dict"):
        return error
    found: dict[str, list[ValidationError]] = {}
    for name, items in error.error_dict.items():
        for item in items:
            other = (item.params or {}).get("lain") if item.code == OVERLAP else None
            place = "mulai" if other is not None else name
            found.setdefault(place, []).append(overlap_error(record, other) if other is not None else item)
    return ValidationError(found)


# -- taking the last change back --------------------------------------------------------------------------------------


def last_change(kind: Kind, key: int) -> Any:
    """The last change of a record as the log has it; None: it was never changed here."""
    return changes_of_record(kind.record, key).first()


def undo_change(kind: Kind, key: int, user: Any, alasan: str) -> Any:
    """Take the last change of a record back; that is itself a change, with its reason.

    Returns the record; None where it was an addition and the record is gone.

    Raises `ValidationError` where nothing was changed, or what was before no longer fits beside the other records.
    """
    with transaction.atomic():
        record = kind.model.objects.select_for_update(of=("self",)).filter(pk=key).first()
        change = last_change(kind, key)
        if change is None:
            raise ValidationError(_("Catatan ini belum pernah diubah di sini."), code="tanpa_perubahan")
        if (snapshot(record) if record else None) != change.baru:
            raise ValidationError(
                _("Catatan ini sudah berubah sesudahnya, misalnya oleh impor. Perbaiki langsung."), code="sudah_lain"
            )
        return _restore(kind, key, record, change.lama, user, alasan)


def _restore(kind: Kind, key: int, record: Any, cells: dict[str, Any] | None, user: Any, alasan: str) -> Any:
    if cells is None:
        remove_record(kind, record, user, alasan)
        return None
    record = record or kind.model(pk=key)
    for name, content in cells.items():
        field = next(item for item in kind.model._meta.concrete_fields if item.attname == name)
        setattr(record, name, field.target_field.to_python(content) if field.is_relation else field.to_python(content))
    return write_record(kind, record, user, alasan)


# -- locked months ----------------------------------------------------------------------------------------------------


def changed_days(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Days:
    """The days on which something else holds after a change: where only the days changed, those between."""
    old, new = _period(before), _period(after)
    if old is None or new is None:
        return [item for item in (old, new) if item is not None]
    if _rest(before) != _rest(after):
        return [old, new]
    found: Days = []
    if old[0] != new[0]:
        first, second = sorted((old[0], new[0]))
        found.append((first, day_before(second)))
    if old[1] != new[1]:
        ends = sorted((old[1] or date.max, new[1] or date.max))
        found.append((ends[0] + timedelta(days=1), None if ends[1] == date.max else ends[1]))
    return found


def _period(cells: dict[str, Any] | None) -> tuple[date, date | None] | None:
    if cells is None:
        return None
    ends = cells["selesai"]
    return date.fromisoformat(cells["mulai"]), None if ends is None else date.fromisoformat(ends)


def _rest(cells: dict[str, Any] | None) -> dict[str, Any]:
    return {name: content for name, content in (cells or {}).items() if name not in {"mulai", "selesai"}}


def locked_months(kind: Kind, owner_id: int, days: Days) -> list[Masa]:
    """The locked months that rest on these days: of the person, or of anybody where it is a unit's or position's."""
    return locked_between(days, owner_id if kind.owner == "pegawai" else None)


# -- units and people that are new ------------------------------------------------------------------------------------


def add_unit(kode_unit: str, record: RiwayatUnit, user: Any, alasan: str) -> Unit:
    """A new unit with its first name."""
    with transaction.atomic():
        record.unit = save_record(Unit(kode_unit=kode_unit), user, alasan)
        save_record(record, user, alasan)
    return record.unit


def form_errors(form: Any, error: ValidationError) -> None:
    """Put a service's errors beside the fields they are of, the others above the form."""
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, items in found.items():
        for item in items:
            form.add_error(name if name in form.fields else None, item)
