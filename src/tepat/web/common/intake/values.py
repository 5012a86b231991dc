"""A cell as a value of its column, and back: in the form of the fact packet."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from tepat.web.common.intake.declare import Column
from tepat.web.common.sheet import fact_text

_TRUTH = {"ya": True, "tidak": False}


def clean(model: type[models.Model], column: Column, text: str) -> Any:
    """The value of a cell.

    Raises `ValidationError` where the column cannot hold it.
    """
    field = model._meta.get_field(column.name)
    if column.read is not None:
        return column.read(text)
    if text == "":
        return _nothing(field)
    if isinstance(field, models.BooleanField):
        return _truth(text)
    if isinstance(field, models.DateTimeField):
        return moment(text)
    return field.clean(text, None)  # type: ignore[union-attr]


def _nothing(field: Any) -> Any:
    """What an empty cell is: nothing, an empty text, or the column's own default."""
    if field.null:
        return None
    return "" if isinstance(field, models.CharField | models.TextField) else field.get_default()


def _truth(text: str) -> bool:
    if text not in _TRUTH:
        raise ValidationError(_("Harus ya atau tidak."))
    return _TRUTH[text]


def moment(text: str, at: time = time.min) -> datetime:
    """A wall-clock moment of the office, or one with its own zone; ``at``: where only the day is said."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValidationError(_("Harus tanggal dan jam, misalnya 2026-01-05 07:30.")) from None
    if "T" not in text and " " not in text:
        found = datetime.combine(found.date(), at)
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def show(value: Any) -> str:
    """A value as the cell of a list."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(" ", "seconds")
    return fact_text(value)
