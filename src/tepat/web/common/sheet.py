"""A file of the fact packet in memory: what the database knows, in the packet's own form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tepat.law.packet import FactFile
from tepat.web.common.together import Ask, Question


@dataclass(frozen=True)
class FactSheet:
    """One file of the packet: its columns, and its rows as text. Grain and columns as its contract says."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def as_dicts(self) -> Iterable[dict[str, str]]:
        """The rows by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def fact_text(value: Any) -> str:
    """A value as the packet writes it: ``ya`` and ``tidak``, ISO dates, a decimal point, nothing for nothing.

    >>> fact_text(True), fact_text(None), fact_text(Decimal("19.50"))
    ('ya', '', '19.5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def make_sheet(name: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> FactSheet:
    """A sheet from values."""
    return FactSheet(name, tuple(columns), [tuple(fact_text(cell) for cell in row) for row in rows])


def sheet_ask(file: FactFile, question: Question) -> Ask[FactSheet]:
    """A file that one question tells, its columns in the order of the contract."""
    return Ask((question,), lambda answers: make_sheet(file.name, file.names, answers[0]))
