"""A rule book ready to be computed: every formula typed, and in the order and round it can be computed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from tepat.lang.scope import Scope
from tepat.lang.tree import Node
from tepat.lang.typed import Constant, Reference, Typed
from tepat.lang.types import NUMERIC, Category, Number, Simple, Type, Unit, constant
from tepat.law.packet import RUPIAH_MAX, FactFile, single_files
from tepat.law.rulebook import Condition, Definition, Relation, RuleBook

# A relation with more rows than this for one person is unknown rather than a risk of overflow.
MAX_ROWS = 10_000

# What stands before a column of the person in a statement over the rows of a fact file.
PERSON_COLUMN = "orang"


@dataclass(frozen=True)
class Bound:
    """A definition with its tree, its typed formula and its own type; ``turn``: the round it can be computed in."""

    definition: Definition
    tree: Node
    typed: Typed
    type: Type
    applies_tree: Node | None = None
    applies: Typed | None = None
    turn: int = 0

    @property
    def name(self) -> str:
        """The variable's name."""
        return self.definition.name

    @property
    def constant(self) -> bool:
        """The same for everybody: a formula over parameters alone."""
        return isinstance(self.typed, Constant) and self.applies is None

    @property
    def meaning(self) -> Reference | Constant:
        """What its name stands for in other formulas: its value where that is the same for everybody."""
        return self.typed if isinstance(self.typed, Constant) and self.applies is None else self.reference

    @property
    def reference(self) -> Reference:
        """How formulas further up refer to it."""
        nullable = self.typed.nullable or self.applies is not None
        return Reference(self.type, nullable, self.name)

    @property
    def trees(self) -> tuple[Node, ...]:
        """Its formula, and the one that says whether it applies."""
        return (self.tree,) if self.applies_tree is None else (self.tree, self.applies_tree)


@dataclass(frozen=True)
class BoundRelation:
    """A relation with its typed condition over the rows of its file.

    ``of_rows``: it leads from the rows of another file to their one row in this (an assignment's position), and is
    read by formulas of those rows.
    """

    relation: Relation
    tree: Node | None
    condition: Typed | None
    of_rows: bool = False


@dataclass(frozen=True)
class BoundCondition:
    """A ``[[syarat]]`` with its typed test."""

    condition: Condition
    tree: Node
    test: Typed
    applies_tree: Node | None = None
    applies: Typed | None = None


@dataclass(frozen=True)
class BoundBook:
    """A rule book ready to be computed.

    ``layers``: the person's variables; each layer reads facts and the layers before it. ``layer_rounds``: the round
    of each layer. ``aggregate_rounds``: the round in which an aggregate over rows is known. ``reads``: fact columns
    that amounts and withholding conditions read, by file. ``used``: relation columns any formula reads.
    ``row_context``: by fact file, what its row formulas read beyond their row: facts and variables of the person,
    and columns of rows that relations lead to. ``row_scopes``: what a formula over a file's rows may name.
    ``asked``: relations that any formula reads; others belong to another kind of run.
    """

    book: RuleBook
    layers: tuple[tuple[Bound, ...], ...]
    rows: Mapping[str, tuple[Bound, ...]]
    relations: Mapping[str, BoundRelation]
    conditions: tuple[BoundCondition, ...]
    reads: Mapping[str, frozenset[str]]
    used: frozenset[tuple[str, str]]
    aggregates: frozenset[tuple[str, str, str]]
    scope: Scope
    layer_rounds: tuple[int, ...] = ()
    aggregate_rounds: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    row_context: Mapping[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    row_scopes: Mapping[str, Scope] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    @property
    def bound(self) -> Iterator[Bound]:
        """Every variable, in the order of computation."""
        return (item for layer in self.layers for item in layer)

    @property
    def relations_read(self) -> Mapping[str, BoundRelation]:
        """The relations that any formula of this book reads."""
        return {name: item for name, item in self.relations.items() if name in self.asked}

    def named(self, name: str) -> Bound:
        """The variable of that name."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Bound]:
        return {item.name: item for item in self.bound}

    @property
    def packet(self) -> Mapping[str, FactFile]:
        """The contract of every fact file."""
        return self.book.packet

    @cached_property
    def single_files(self) -> tuple[str, ...]:
        """Files with at most one row for a person."""
        return single_files(self.book.packet)


def column_name(relation: str, column: str) -> str:
    """The column of the fact layer that holds ``relation.column``."""
    return f"{relation}__{column}"


def person_column(parts: tuple[str, ...]) -> str:
    """The column that holds something of the person beside the rows of a fact file."""
    return "__".join((PERSON_COLUMN, *parts))


def parameter_constant(definition: Definition) -> Constant:
    """What a fixed value stands for in a formula."""
    value = parameter_value(definition)
    if isinstance(value, Fraction):
        kind = constant(definition.unit if definition.unit in NUMERIC else Unit.BILANGAN, value)
        return Constant(kind, False, value)
    return Constant(Category(definition.name, definition.domain or (value,)), False, value)


def parameter_value(definition: Definition) -> Fraction | str:
    """A fixed value: exact, or a code."""
    return definition.value if definition.unit is Unit.KATEGORI else Fraction(definition.value)


def declared_type(definition: Definition) -> Type:
    """The type a definition declares; bounds of a number are those of the packet, for want of a formula's."""
    if definition.unit is Unit.RUPIAH:
        return Number(Unit.RUPIAH, 0, -RUPIAH_MAX, RUPIAH_MAX)
    if definition.unit in _DEFAULT_BOUNDS:
        scale, hi = _DEFAULT_BOUNDS[definition.unit]
        return Number(definition.unit, scale, -hi, hi)
    if definition.unit is Unit.KATEGORI:
        return Category(definition.name, definition.domain)
    return _SIMPLE[definition.unit]


_DEFAULT_BOUNDS = {
    Unit.PERSEN: (6, 10**7),
    Unit.BILANGAN: (0, 10**9),
    Unit.HARI: (1, 310),
    Unit.MENIT: (0, 10**5),
    Unit.BULAN: (0, 10**4),
}
_SIMPLE: Mapping[Unit, Type] = {unit: Simple(unit) for unit in (Unit.YA_TIDAK, Unit.TANGGAL, Unit.WAKTU, Unit.TEKS)}
