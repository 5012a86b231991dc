"""One person, exactly: every variable of a rule book on the facts of one nip, by the interpreter.

This is the second of the three ways to a value, and the source of the explanation and of the worked cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tepat.lang.exact import Evaluator, Known, Trail, Unknown, Value
from tepat.law.bound import MAX_ROWS, Bound, BoundBook, BoundRelation, parameter_value
from tepat.law.packet import KEYED_FILES, Empty
from tepat.law.rulebook import Relation

FactRow = Mapping[str, Value]
Rows = Mapping[str, Sequence[FactRow]]


@dataclass(frozen=True)
class Outcome:
    """One variable of one person: its value (None: does not apply), and how it came about."""

    bound: Bound
    value: Value
    trail: Trail
    applies: Value = True


@dataclass
class RowFacts:
    """Names inside one row of a fact file: its columns, the row variables before, and what is of the person."""

    person: Person
    row: FactRow
    file: str
    found: dict[str, Value] = field(default_factory=dict)

    def value(self, parts: tuple[str, ...]) -> Value:
        """A column of the row, a variable of it, or what is of the person."""
        if len(parts) == 2:
            return self._beyond(*parts)
        (name,) = parts
        if name in self.found:
            return self.found[name]
        if name in self.person.bound.packet[self.file].names:
            return self.person.cell(self.file, name, self.row)
        if any(item.name == name for item in self.person.bound.rows.get(self.file, ())):
            return self.person.row_value(self, name)
        return self.person.value(parts)

    def _beyond(self, relation: str, column: str) -> Value:
        """A fact of the person, or of the row that a key of this one leads to."""
        found = self.person.bound.relations.get(relation)
        if found is None or not found.of_rows:
            return self.person.fact(relation, column)
        key = self.value((found.relation.through.split(".")[1],))
        if key is None or isinstance(key, Unknown):
            return Unknown((found.relation.through,))
        row = self.person.by_key(found.relation.file, key)
        value = None if row is None else self.person.cell(found.relation.file, column, row, relation)
        return Unknown((f"{relation}.{column}",)) if value is None else value

    def aggregate(self, function: str, relation: str, column: str) -> Value:
        """Rows do not look at rows."""
        raise TypeError("a row formula does not aggregate")


@dataclass
class Person:
    """The facts of one person under one bound rule book.

    ``rows`` holds, by file, the rows of this person (and the positions they may need, by ``kode_jabatan``).
    ``given`` overrides variables and open terms, for worked cases of national instruments.
    """

    bound: BoundBook
    rows: Rows
    given: Mapping[str, Value] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    _members: dict[str, tuple[list[RowFacts], bool]] = field(default_factory=dict)

    # -- what formulas ask --------------------------------------------------------------------------------------

    def value(self, parts: tuple[str, ...]) -> Value:
        """The value of a name: a given one, a variable, a parameter, or a fact."""
        if len(parts) == 2:
            return self.fact(*parts)
        (name,) = parts
        if name in self.given:
            return self.given[name]
        definition = self.bound.book.definitions.get(name)
        if definition is None:
            return self.fact(self._owner(name), name)
        if definition.is_parameter:
            return self.parameter(name)
        return Unknown((name,)) if definition.open else self.outcome(name).value

    def parameter(self, name: str) -> Value:
        """A fixed value of the rule book."""
        return parameter_value(self.bound.book.definitions[name])

    def fact(self, relation: str, column: str) -> Value:
        """A column of the one row a relation leads to."""
        if relation in self.bound.single_files:
            row = self._single_file(relation)
            return self._missing(relation, column) if row is None else self.cell(relation, column, row, relation)
        found = self.bound.book.relations[relation]
        member = self._single_relation(found)
        if isinstance(member, Unknown):
            return member
        if member is None:
            return Unknown((relation,))
        value = self.cell(found.file, column, member, relation)
        return Unknown((f"{relation}.{column}",)) if value is None else value

    def aggregate(self, function: str, relation: str, column: str) -> Value:
        """What the rows of a relation come to: ADA, BANYAK, BANYAK_BEDA, JUMLAH, TERKECIL or TERBESAR."""
        if relation in self.bound.single_files:
            return self._single_file(relation) is not None
        found = self.bound.book.relations[relation]
        if found.through:
            row = self._single_relation(found)
            return row if isinstance(row, Unknown) else row is not None
        members, unsure = self._rows_of(found)
        if unsure or len(members) > MAX_ROWS or (function == "ADA" and found.single and len(members) > 1):
            return Unknown((relation,))
        if function == "ADA":
            return bool(members)
        if function == "BANYAK":
            return Fraction(len(members))
        return _fold(function, [member.value((column,)) for member in members], relation)

    def cell(self, file: str, column: str, row: FactRow, relation: str = "") -> Value:
        """A cell of a row: what an empty one means is the contract's."""
        value = row.get(column)
        if value is not None:
            return value
        contract = self.bound.packet[file].column(column)
        if contract.empty is Empty.ZERO:
            return Fraction(0)
        if contract.empty is Empty.MASA:
            return str(self.bound.book.masa)
        return None if contract.empty is Empty.ABSENT else Unknown((f"{relation or file}.{column}",))

    def _missing(self, file: str, column: str) -> Value:
        """A column of a row that is not there: absent where the fact may be, unknown where it may not."""
        return None if self.bound.packet[file].column(column).empty is Empty.ABSENT else Unknown((file,))

    def _owner(self, column: str) -> str:
        """The file a short name belongs to."""
        if column in ("nip", "kode_jabatan", "kode_unit"):
            return "pegawai"
        return next(file for file in self.bound.single_files if column in self.bound.packet[file].names)

    # -- rows ---------------------------------------------------------------------------------------------------

    def _single_file(self, file: str) -> FactRow | None:
        rows: Sequence[FactRow] = self.rows.get(file, ())
        if file in KEYED_FILES:
            return self.by_key(file, self.fact(*KEYED_FILES[file]))
        if file == "kinerja":
            masa = str(self.bound.book.masa)
            rows = [row for row in rows if row.get("periode") in (None, masa)]
        return rows[0] if rows else None

    def by_key(self, file: str, key: Value) -> FactRow | None:
        """The row of a keyed file."""
        column = self.bound.packet[file].key[0]
        return next((row for row in self.rows.get(file, ()) if row.get(column) == key), None)

    def _single_relation(self, relation: Relation) -> FactRow | Unknown | None:
        if relation.through:
            source, column = relation.through.split(".")
            key = self.fact(source, column)
            return key if isinstance(key, Unknown) else self.by_key(relation.file, key)
        members, unsure = self._rows_of(relation)
        if unsure or len(members) > 1:
            return Unknown((relation.name,))
        return members[0].row if members else None

    def rows_of(self, relation: Relation) -> list[RowFacts]:
        """Rows that pass the relation's condition."""
        return self._rows_of(relation)[0]

    def _rows_of(self, relation: Relation) -> tuple[list[RowFacts], bool]:
        """Rows that pass the relation's condition, and whether any row leaves that in doubt."""
        if relation.name not in self._members:
            self._members[relation.name] = self._select(self.bound.relations[relation.name])
        return self._members[relation.name]

    def _select(self, bound: BoundRelation) -> tuple[list[RowFacts], bool]:
        members, unsure = [], False
        for row in self.rows.get(bound.relation.file, ()):
            facts = self.row_facts(bound.relation.file, row)
            passes = True if bound.tree is None else self._evaluator(facts).needed(bound.tree)
            unsure |= isinstance(passes, Unknown)
            if passes is True:
                members.append(facts)
        return members, unsure

    def row_facts(self, file: str, row: FactRow) -> RowFacts:
        """A row whose variables are computed when they are asked for."""
        return RowFacts(self, row, file)

    def row_value(self, facts: RowFacts, name: str) -> Value:
        """A variable of a row, computed when first asked for."""
        facts.found[name] = self.row_outcome(facts, name).value
        return facts.found[name]

    def row_outcome(self, facts: RowFacts, name: str) -> Outcome:
        """A variable of a row, with how it came about."""
        bound = next(item for item in self.bound.rows[facts.file] if item.name == name)
        return self._evaluate(bound, facts)

    # -- variables ----------------------------------------------------------------------------------------------

    def outcome(self, name: str) -> Outcome:
        """A variable, computed when first asked for."""
        if name not in self.outcomes:
            self.outcomes[name] = self._evaluate(self.bound.named(name), self)
        return self.outcomes[name]

    def _evaluate(self, bound: Bound, facts: Person | RowFacts) -> Outcome:
        evaluator = self._evaluator(facts)
        applies: Value = True
        if bound.applies_tree is not None:
            applies = evaluator.needed(bound.applies_tree)
        if applies is not True:
            return Outcome(bound, applies if isinstance(applies, Unknown) else None, evaluator.trail, applies)
        return Outcome(bound, evaluator.needed(bound.tree), evaluator.trail)

    def _evaluator(self, facts: Person | RowFacts) -> Evaluator:
        book = self.bound.book
        return Evaluator(book.masa, book.zone, book.known_tables, facts, run_period=book.run_period)

    def compute(self) -> Mapping[str, Outcome]:
        """Every variable of the rule book, in its order."""
        return {definition.name: self.outcome(definition.name) for definition in self.bound.book.variables}

    def holds(self, name: str) -> Value:
        """Whether a condition of the person holds; True where it does not apply, unknown where that is unknown."""
        item = next(item for item in self.bound.conditions if item.condition.name == name)
        evaluator = self._evaluator(self)
        applies = True if item.applies_tree is None else evaluator.needed(item.applies_tree)
        if applies is True:
            return evaluator.needed(item.tree)
        return applies if isinstance(applies, Unknown) else True

    @property
    def withheld(self) -> tuple[str, ...]:
        """Why the month of this person waits: the facts its amounts miss and the conditions it fails."""
        causes = [
            cause
            for outcome in self.compute().values()
            if outcome.bound.definition.unit == "rupiah" and isinstance(outcome.value, Unknown)
            for cause in outcome.value.causes
        ]
        failing = [
            item.condition.name
            for item in self.bound.conditions
            if item.condition.effect == "tahan"
            and not item.condition.file
            and self.holds(item.condition.name) is not True
        ]
        return tuple(dict.fromkeys((*causes, *failing)))


_FOLDS: Mapping[str, Callable[..., Known]] = {
    "BANYAK_BEDA": lambda values: Fraction(len(set(values))),
    "JUMLAH": lambda values: sum(values, Fraction(0)),
    "TERKECIL": min,
    "TERBESAR": max,
}


# What is known of no row at all.
_OF_NOTHING = frozenset({"JUMLAH", "BANYAK_BEDA"})


def _fold(function: str, values: list[Value], relation: str) -> Value:
    """A sum or a count of nothing is zero; the least of nothing is unknown; one unknown makes all unknown."""
    known = [value for value in values if value is not None and not isinstance(value, Unknown)]
    if len(known) < len(values) or (not known and function not in _OF_NOTHING):
        return Unknown((relation,))
    return _FOLDS[function](known)
