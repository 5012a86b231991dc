"""What a list is: which of its cells become which columns of which records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Ref:
    """A record that a cell names by its code.

    ``also``: a second column by which it is known, where the first does not know it.
    """

    model: str
    code: str
    also: str = ""


PEGAWAI = Ref("kepegawaian.Pegawai", "nip")
UNIT = Ref("kepegawaian.Unit", "kode_unit")
JABATAN = Ref("kepegawaian.Jabatan", "kode_jabatan")
PERANGKAT = Ref("presensi.Perangkat", "perangkat", also="nomor_seri")


class Manner(StrEnum):
    """How a record holds."""

    # One record for a key.
    SINGLE = "single"
    # One record for a key at a time: another one ends it.
    STATE = "state"
    # Records of their own dates beside each other; two of one key share no day.
    EVENT = "event"
    # All records of a key together: the rows of a list take the place of what was there.
    SET = "set"


@dataclass(frozen=True)
class Column:
    """A cell that becomes a column.

    Parameters
    ----------
    cell : name of the cell
    field : name of the model's field; empty: the same
    ref : the record that the cell names; the field is then its foreign key
    key : one of the columns by which a record is found again
    keeps : an empty cell leaves what was there
    default : what an empty cell means: ``"masa"``, the month of the batch, or a text
    is_scope : the row is about this record, so that it must belong to the units of whoever imports
    read : how a text becomes the value, where the field itself does not know
    """

    cell: str
    field: str = ""
    ref: Ref | None = None
    key: bool = False
    keeps: bool = False
    default: str = ""
    is_scope: bool = True
    read: Callable[[str], Any] | None = None

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field or self.cell

    @property
    def attname(self) -> str:
        """The field's name as instances hold its value."""
        return f"{self.name}_id" if self.ref else self.name


@cache
def _table(label: str) -> type[models.Model]:
    return apps.get_model(label)


@dataclass(frozen=True)
class Part:
    """One model that a row becomes a record of.

    Parameters
    ----------
    needs : cells without which the row says nothing for this part
    makes : what later rows and parts may name once this part has added it
    fixed : columns that every record of this list has, and by which those in force are chosen
    """

    model: str
    columns: tuple[Column, ...]
    manner: Manner = Manner.SINGLE
    needs: tuple[str, ...] = ()
    makes: Ref | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> type[models.Model]:
        """The model."""
        return _table(self.model)

    @property
    def key(self) -> tuple[Column, ...]:
        """The columns by which a record is found again."""
        return tuple(column for column in self.columns if column.key)

    @property
    def is_dated(self) -> bool:
        """Whether its records hold from a day to a day."""
        return self.manner in {Manner.STATE, Manner.EVENT}


@dataclass(frozen=True)
class Intake:
    """A list that can be taken in: the parts of a row, in the order in which they are written.

    ``region_only``: it is of the whole region, so that nobody takes it in for single units.
    """

    parts: tuple[Part, ...]
    region_only: bool = False
    check: Callable[[Mapping[str, Any]], str | None] | None = None
