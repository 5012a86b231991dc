"""One person's stored row (`derivation`), and the person as it tells: each variable is derived from it again.

Nothing here needs DuckDB: the row may come from a database that keeps it as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from tepat.engine.statement import STATUS
from tepat.lang.errors import InternalError, Place
from tepat.lang.exact import Unknown, Value
from tepat.lang.findings import Finding
from tepat.lang.typed import Reference
from tepat.lang.types import Number, Type, Unit
from tepat.law.bound import BoundBook, column_name
from tepat.law.packet import Empty
from tepat.law.person import Person

FOUND = "temuan"

StoredRow = Mapping[str, object]

_READERS: Mapping[Unit, Callable[[str], object]] = {
    Unit.TANGGAL: date.fromisoformat,
    Unit.WAKTU: datetime.fromisoformat,
}


def stored_row_from_json(text: str, bound: BoundBook) -> StoredRow:
    """A stored row out of its JSON object, as a load file writes it: numbers are numerators, wide ones texts.

    Columns that formulas read or variables fill get the types of `read_derivations`; a wide number is an int here.
    """
    kinds = _column_types(bound)
    return {name: _cell_of_json(kinds.get(name), cell) for name, cell in json.loads(text).items()}


def _column_types(bound: BoundBook) -> dict[str, Type | None]:
    """The type of every column of a stored row that a formula of the person may read, and of every variable."""
    references = [
        *bound.scope.names.values(),
        *bound.scope.aggregates.values(),
        *(item.reference for item in bound.bound),
    ]
    return {item.column: item.type for item in references if isinstance(item, Reference)}


def _cell_of_json(kind: Type | None, cell: object) -> object:
    if cell is None or kind is None:
        return cell
    if isinstance(kind, Number):
        return int(str(cell))
    return _READERS[kind.unit](str(cell)) if kind.unit in _READERS else cell


def stored_value(kind: Type | None, cell: object) -> Value:
    """A stored cell as the interpreter's value: a numerator over the power of ten of its type."""
    if not isinstance(kind, Number) or cell is None:
        return cell  # type: ignore[return-value]
    return Fraction(str(cell)) * Fraction(1, 10**kind.scale)


def stored_findings(row: StoredRow) -> tuple[Finding, ...]:
    """What was found about the person, in the order of the run."""
    found = json.loads(str(row[FOUND])) if row.get(FOUND) else []
    return tuple(
        Finding(kode, str(row["nip"]), variabel, Place(*place), words) for kode, variabel, place, words in found
    )


@dataclass
class StoredFacts(Person):
    """A person as the stored row tells: facts and aggregates are looked up there, variables derived from them.

    What is absent and what is unknown is told apart as from the rows of the packet (`Person`): an empty cell of a
    row that is there is absent where the fact may be, else unknown.
    """

    rows: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    row: StoredRow = field(default_factory=dict)

    def fact(self, relation: str, column: str) -> Value:
        """A column of the one row a relation leads to."""
        found = self.bound.book.relations.get(relation)
        contract = self.bound.packet[found.file if found else relation].column(column)
        if relation in self.bound.single_files:
            if not self.is_there(relation):
                return None if contract.empty is Empty.ABSENT else Unknown((relation,))
        else:
            present = self.aggregate("ADA", relation, "")
            if present is not True:
                return present if isinstance(present, Unknown) else Unknown((relation,))
        value = self._cell(self.bound.scope.names[(relation, column)])
        if value is not None:
            return value
        if contract.empty is Empty.ZERO:
            return Fraction(0)
        absent = contract.empty is Empty.ABSENT and relation in self.bound.single_files
        return None if absent else Unknown((f"{relation}.{column}",))

    def aggregate(self, function: str, relation: str, column: str) -> Value:
        """What the rows of a relation come to: ADA, BANYAK, BANYAK_BEDA, JUMLAH, TERKECIL or TERBESAR."""
        if relation in self.bound.single_files:
            return self.is_there(relation)
        through = self.bound.book.relations[relation].through
        if through:
            key = self.fact(*through.split("."))
            if isinstance(key, Unknown):
                return key
        value = self._cell(self.bound.scope.aggregates[(relation, function, column)])
        return Unknown((relation,)) if value is None else value

    def is_there(self, file: str) -> bool:
        """Whether the person has a row in a file of one row per person; False where nothing of it is read."""
        return file == "pegawai" or self.row.get(column_name(file, "ada")) is True

    def _cell(self, reference: object) -> Value:
        if not isinstance(reference, Reference):
            raise InternalError(f"{reference!r} is no column of a stored row")
        return stored_value(reference.type, self.row[reference.column])

    def stored(self, names: Sequence[str]) -> dict[str, Value]:
        """What variables came to in the run that stored the row."""
        return {name: stored_value(self.bound.named(name).type, self.row[name]) for name in names}

    @property
    def status(self) -> str:
        """``dihitung`` or ``tertahan``."""
        return str(self.row[STATUS])
