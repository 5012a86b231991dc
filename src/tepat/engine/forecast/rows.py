"""The rows of one person, from the text of a packet's cells to what the interpreter reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tepat.engine.forecast.cells import cell_value, clean_text
from tepat.lang.exact import Value
from tepat.law.bound import BoundBook
from tepat.law.packet import JABATAN, NIP, PERIODE, Column, Empty, FactFile
from tepat.law.person import FactRow, Rows
from tepat.law.reads import STRUCTURE

TextRow = Mapping[str, str]
# By packet file: text cells in the packet's own form, the rows of one person and the positions and units they name.
PersonRows = Mapping[str, Sequence[TextRow]]

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Fault:
    """A cell for which the engine would withhold the person, and what stands in it."""

    berkas: str
    kolom: str
    nilai: str


@dataclass(frozen=True)
class TypedRows:
    """The rows as values, and what is wrong in them."""

    rows: Rows
    faults: tuple[Fault, ...]


def typed_rows(rows: PersonRows, bound: BoundBook) -> Rows:
    """The rows as the interpreter reads them; a cell that is not of its column's type is empty."""
    return read_rows(rows, bound).rows


def read_rows(rows: PersonRows, bound: BoundBook) -> TypedRows:
    """The rows as the interpreter reads them, with every fault that withholds the person's month.

    What the rule book does not read withholds nobody, as in a computation of everybody.
    """
    found: dict[str, list[FactRow]] = {}
    faults: list[Fault] = []
    for name, file in bound.packet.items():
        reader = _Reader(bound, file)
        own = [reader.row(row) for row in rows.get(name, ())]
        found[name] = [row for row, bad in own if not bad or reader.readable(row, bad)]
        faults += [fault for row, bad in own if reader.counts(row) for fault in bad if reader.reads(fault.kolom)]
        faults += reader.between_rows(found[name])
    return TypedRows(found, (*faults, *_position(found, bound)))


@dataclass(frozen=True)
class _Reader:
    """Reads the rows of one file."""

    bound: BoundBook
    file: FactFile

    def row(self, row: TextRow) -> tuple[FactRow, list[Fault]]:
        """One row, and its bad cells."""
        cells: dict[str, Value] = {}
        faults: list[Fault] = []
        for column in self.file.columns:
            text = clean_text(column, row.get(column.name, ""))
            value = cell_value(column, text, self.bound.book.zone) if text else None
            cells[column.name] = self._filled(column, value)
            if value is None and (text or column.empty is Empty.REFUSED):
                faults.append(Fault(self.file.name, column.name, text))
        return cells, faults

    def _filled(self, column: Column, value: Value) -> Value:
        """An empty period is this month's."""
        return str(self.bound.book.masa) if value is None and column.empty is Empty.MASA else value

    def readable(self, row: FactRow, bad: Sequence[Fault]) -> bool:
        """A row whose period cannot be read is of none: it would pass for this month's."""
        keys = {name for name in self.file.key if name != NIP.name}
        return not keys & {fault.kolom for fault in bad}

    def counts(self, row: FactRow) -> bool:
        """Whether the row is of this month, or rows of any month are read."""
        whole = {item.relation.file for item in self.bound.relations_read.values()}
        if self.file.name in whole:
            return True
        periods = (row[column.name] for column in self.file.columns if column.type == PERIODE)
        return all(period == str(self.bound.book.masa) or not _MONTH.fullmatch(str(period)) for period in periods)

    def reads(self, column: str) -> bool:
        """Whether a bad cell of the column withholds the person."""
        read = self.bound.reads.get(self.file.name)
        return read is not None and column in read.union(STRUCTURE, self.file.key)

    def between_rows(self, rows: Sequence[FactRow]) -> Iterator[Fault]:
        """Keys that repeat, and periods that end before they begin."""
        if self.file.name in self.bound.reads and self.file.key:
            keys = Counter(tuple(row[name] for name in self.file.key) for row in rows)
            yield from (Fault(self.file.name, self.file.key[0], str(key[0])) for key, n in keys.items() if n > 1)
        if {"mulai", "selesai"} <= set(self.file.names) and self.reads("selesai"):
            for row in rows:
                begin, end = row["mulai"], row["selesai"]
                if begin is not None and end is not None and end < begin:  # type: ignore[operator]
                    yield Fault(self.file.name, "selesai", str(end))


def _position(rows: Rows, bound: BoundBook) -> Iterator[Fault]:
    """A position that is not in the list of positions."""
    (key,) = JABATAN.key
    if key not in bound.reads.get("pegawai", frozenset()):
        return
    known = {row[key] for row in rows["jabatan"]}
    for row in rows["pegawai"]:
        if row[key] is not None and row[key] not in known:
            yield Fault("pegawai", key, str(row[key]))
