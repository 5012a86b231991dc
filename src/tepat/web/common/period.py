"""Records that hold from a day to a day: their columns, their queries, and that two of them never overlap.

On PostgreSQL the database itself refuses an overlap (an exclusion constraint with btree_gist). SQLite has nothing of
the kind: there the same constraint is checked when a record is saved through its service (``full_clean``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.ddl_references import Statement, Table
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def field_of(model: type[models.Model], name: str) -> Any:
    """A column of a model."""
    return model._meta.get_field(name)


class PeriodQuerySet(models.QuerySet[Any]):
    """Queries by day."""

    def on(self, day: date) -> Self:
        """Records that hold on a day."""
        return self.filter(Q(selesai__isnull=True) | Q(selesai__gte=day), mulai__lte=day)

    def touching(self, first: date, last: date) -> Self:
        """Records that hold on some day between two, both included."""
        return self.filter(Q(selesai__isnull=True) | Q(selesai__gte=first), mulai__lte=last)


class NoOverlap(models.BaseConstraint):
    """Records of equal ``fields`` hold on no day together.

    Parameters
    ----------
    fields : names of the model's columns that must differ where days are shared
    """

    def __init__(self, *, fields: Sequence[str], name: str, violation_error_message: Any = None) -> None:
        super().__init__(
            name=name,
            violation_error_code="tumpang_tindih",
            violation_error_message=violation_error_message
            or _("Masa berlakunya bertumpuk dengan catatan lain. Akhiri dahulu yang lama sehari sebelum yang baru."),
        )
        self.fields = tuple(fields)

    def _sql(self, model: type[models.Model], quote: Any) -> str:
        same = ", ".join(f"{quote(field_of(model, name).column)} WITH =" for name in self.fields)
        days = f"daterange({quote('mulai')}, {quote('selesai')}, '[]') WITH &&"
        return f"EXCLUDE USING gist ({same}, {days})"

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """The clause inside CREATE TABLE; None where the database knows no exclusion."""
        if schema_editor.connection.vendor != "postgresql":
            return None
        quote = schema_editor.quote_name
        return f"CONSTRAINT {quote(self.name)} {self._sql(model, quote)}"

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """The statement for an existing table."""
        if schema_editor.connection.vendor != "postgresql":
            return None
        return Statement(
            f"ALTER TABLE %(table)s ADD {self.constraint_sql(model, schema_editor)}",
            table=Table(model._meta.db_table, schema_editor.quote_name),
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """The statement that takes it away."""
        if schema_editor.connection.vendor != "postgresql":
            return None
        return Statement(
            f"ALTER TABLE %(table)s DROP CONSTRAINT {schema_editor.quote_name(self.name)}",
            table=Table(model._meta.db_table, schema_editor.quote_name),
        )

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """Refuse an instance that shares a day with another record; the error's ``params`` have it as ``lain``."""
        columns = {name: getattr(instance, field_of(model, name).attname) for name in self.fields}
        if instance.mulai is None or any(value is None for value in columns.values()):
            return
        others = model._default_manager.using(using).filter(**columns).exclude(pk=instance.pk)
        other = others.touching(instance.mulai, instance.selesai or date.max).order_by("mulai").first()
        if other is not None:
            message, code = self.get_violation_error_message(), self.violation_error_code
            raise ValidationError(message, code=code, params={"lain": other})

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        """For migrations."""
        return "tepat.web.common.period.NoOverlap", (), {"fields": self.fields, "name": self.name}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and (self.name, self.fields) == (other.name, other.fields)

    def __hash__(self) -> int:
        return hash((self.name, self.fields))


class Period(models.Model):
    """Something that holds from ``mulai`` to ``selesai``, both included; without an end it is still running.

    ``kumpulan`` and ``baris``: the import and the row of its file that it came from; empty where it was typed in.
    """

    mulai = models.DateField(_("mulai"))
    selesai = models.DateField(_("selesai"), null=True, blank=True)
    kumpulan = models.ForeignKey(
        "impor.Kumpulan", verbose_name=_("asal"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    baris = models.PositiveIntegerField(_("baris"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True


def period_constraints(name: str, *fields: str) -> list[models.BaseConstraint]:
    """A period ends no earlier than it begins; with ``fields`` no two of the same overlap."""
    ordered = models.CheckConstraint(
        condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
        name=f"{name}_mulai_sebelum_selesai",
        violation_error_message=_("Tanggal selesai mendahului tanggal mulai."),
    )
    return [ordered, NoOverlap(fields=fields, name=f"{name}_tak_bertumpuk")] if fields else [ordered]
