"""Changing records: each change is checked, written with its reason, and logged, in one transaction."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from tepat.web.apps.audit.services import record_change, snapshot
from tepat.web.apps.kepegawaian.intake import INTAKE
from tepat.web.apps.kepegawaian.standing import RatedPerson, filled, rated_on
from tepat.web.common.period import Period

__all__ = [
    "INTAKE",
    "RatedPerson",
    "day_before",
    "delete_record",
    "filled",
    "rated_on",
    "save_record",
    "succeed_record",
]
R = TypeVar("R", bound=models.Model)
P = TypeVar("P", bound=Period)


@transaction.atomic
def save_record(record: R, user: Any, alasan: str, *, kumpulan: Any = None) -> R:
    """Add or change a record.

    Raises `ValidationError` where a column is wrong, a period overlaps another, or no reason is given.
    """
    _need_reason(alasan)
    model: Any = type(record)
    # Held until the change is through, so that the log's old values are those that were replaced.
    earlier = model._default_manager.select_for_update(of=("self",)).filter(pk=record.pk).first() if record.pk else None
    record.full_clean()
    before = snapshot(earlier) if earlier is not None else None
    _write(record)
    after = snapshot(record)
    if before != after:
        record_change(
            record, user, "ubah" if before else "tambah", alasan=alasan, lama=before, baru=after, kumpulan=kumpulan
        )
    return record


def _write(record: models.Model) -> None:
    """Save what was checked; where somebody else was quicker the database refuses, and that is told the same way."""
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError as error:
        record.full_clean()
        raise ValidationError(
            _("Catatan ini baru saja diubah orang lain. Muat ulang halaman, lalu coba lagi."), code="bersamaan"
        ) from error


@transaction.atomic
def delete_record(record: models.Model, user: Any, alasan: str, *, kumpulan: Any = None) -> None:
    """Remove a record."""
    _need_reason(alasan)
    record_change(record, user, "hapus", alasan=alasan, lama=snapshot(record), kumpulan=kumpulan)
    record.delete()


@transaction.atomic
def succeed_record(record: P, user: Any, alasan: str, *, same: tuple[str, ...], kumpulan: Any = None) -> P:
    """Add a record in place of the one that is running: that one ends the day before.

    ``same``: the columns by which a record succeeds another (``("pegawai",)``).
    """
    model: Any = type(record)
    key = {name: getattr(record, name) for name in same}
    running = model._default_manager.filter(**key).on(record.mulai).select_for_update().first()
    if running is not None and running.mulai < record.mulai:
        running.selesai = day_before(record.mulai)
        save_record(running, user, alasan, kumpulan=kumpulan)
    return save_record(record, user, alasan, kumpulan=kumpulan)


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def _need_reason(alasan: str) -> None:
    if not alasan.strip():
        raise ValidationError(_("Sebutkan alasannya: nomor surat, SK, atau apa yang diperbaiki."), code="alasan")
