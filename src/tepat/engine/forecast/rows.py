"""The rows of one person, from the text of a packet's cells to what the interpreter reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tepat.engine.forecast.cells import cell_value, clean_text
from tepat.lang.exact import Value
from tepat.law.bound import BoundBook
from tepat.law.packet import JABATAN, NIP, PERIODE, Column, Empty, FactFile
from tepat.law.person import FactRow, Rows
from tepat.law.reads import STRUCTURE

TextRow = Mapping[str, str]
# By packet file: text cells in the packet's own form, the rows of one person and the positions and units they name.
PersonRows = Mapping[str, Sequence[TextRow]]
# The same without the names of columns, by file.
Texts = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]

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
    return RowReader(bound).read(rows).rows


class RowReader:
    """Reads rows for one rule book. A row read once is remembered: a forecast asks for most of them many times.

    ``only``: the files that are wanted, none else is read; None: every file of the packet.
    """

    def __init__(self, bound: BoundBook, only: Collection[str] | None = None) -> None:
        self.bound = bound
        wanted = bound.packet if only is None else only
        self.sheets = {name: _Sheet(bound, file) for name, file in bound.packet.items() if name in wanted}

    def read(self, rows: PersonRows) -> TypedRows:
        """The rows as the interpreter reads them, with every fault that withholds the person's month.

        What the rule book does not read withholds nobody, as in a computation of everybody.
        """
        return self.typed(self.texts(rows))

    def texts(self, rows: PersonRows) -> Texts:
        """The cells that are read, and nothing else: equal texts come to equal values."""
        return tuple((name, tuple(map(sheet.texts, rows.get(name, ())))) for name, sheet in self.sheets.items())

    def typed(self, texts: Texts) -> TypedRows:
        """The rows of `texts` as `read` gives them."""
        found: dict[str, list[FactRow]] = {name: [] for name in self.bound.packet}
        faults: list[Fault] = []
        for name, given in texts:
            sheet = self.sheets[name]
            own = [sheet.row(cells) for cells in given]
            found[name] = [row for row, bad in own if not bad or sheet.readable(bad)]
            faults += [fault for row, bad in own for fault in bad if fault.kolom in sheet.read and sheet.counts(row)]
            faults += sheet.between_rows(found[name])
        return TypedRows(found, (*faults, *_position(found, self.bound)))


_MOST = 4096


class _Sheet:
    """One file: what is read of it, and its rows."""

    def __init__(self, bound: BoundBook, file: FactFile) -> None:
        self.bound, self.file = bound, file
        self.columns, self.names = file.columns, file.names
        whole = {item.relation.file for item in bound.relations_read.values()}
        self.whole = file.name in whole
        named = bound.reads.get(file.name)
        # The columns of which a bad cell withholds the person.
        self.read = frozenset() if named is None else named.union(STRUCTURE, file.key)
        self.row = lru_cache(maxsize=_MOST)(self._row)

    def texts(self, row: TextRow) -> tuple[str, ...]:
        """The cells of the contract's columns, in its order."""
        return tuple([row.get(name, "") for name in self.names])

    def _row(self, texts: tuple[str, ...]) -> tuple[FactRow, tuple[Fault, ...]]:
        """One row, and its bad cells."""
        cells: dict[str, Value] = {}
        faults: list[Fault] = []
        for column, written in zip(self.columns, texts, strict=True):
            text = clean_text(column, written)
            value = cell_value(column, text, self.bound.book.zone) if text else None
            cells[column.name] = self._filled(column, value)
            if value is None and (text or column.empty is Empty.REFUSED):
                faults.append(Fault(self.file.name, column.name, text))
        return cells, tuple(faults)

    def _filled(self, column: Column, value: Value) -> Value:
        """An empty period is this month's."""
        return str(self.bound.book.masa) if value is None and column.empty is Empty.MASA else value

    def readable(self, bad: Sequence[Fault]) -> bool:
        """A row whose period cannot be read is of none: it would pass for this month's."""
        keys = {name for name in self.file.key if name != NIP.name}
        return not keys & {fault.kolom for fault in bad}

    def counts(self, row: FactRow) -> bool:
        """Whether the row is of this month, or rows of any month are read."""
        if self.whole:
            return True
        periods = (row[column.name] for column in self.columns if column.type == PERIODE)
        return all(period == str(self.bound.book.masa) or not _MONTH.fullmatch(str(period)) for period in periods)

    def between_rows(self, rows: Sequence[FactRow]) -> Iterator[Fault]:
        """Keys that repeat, and periods that end before they begin."""
        if self.file.name in self.bound.reads and self.file.key and len(rows) > 1:
            keys = Counter(tuple(row[name] for name in self.file.key) for row in rows)
            yield from (Fault(self.file.name, self.file.key[0], str(key[0])) for key, n in keys.items() if n > 1)
        if "selesai" in self.read and "mulai" in self.names and "selesai" in self.names:
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
