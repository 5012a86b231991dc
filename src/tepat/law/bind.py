"""Binding: every formula of a rule book checked against the fact packet and against each other.

The result is all the engine needs to write a statement: typed definitions in layers (each reads only what stands
below it), typed row formulas, relations, and the list of fact columns that are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tepat.lang.check import check
from tepat.lang.errors import Place, Problem, RegulationError
from tepat.lang.scope import Scope, suggestion
from tepat.lang.tree import Call, Name, Node, names, walk
from tepat.lang.typed import Constant, Reference, Typed
from tepat.lang.types import BOOLEAN, NUMERIC, Category, Number, Simple, Type, Unit, constant
from tepat.law.formulas import tree_of
from tepat.law.packet import PACKET, RUPIAH_MAX, Empty, FactFile
from tepat.law.rulebook import Condition, Definition, Relation, RuleBook

# One row per person, or reached by a key of such a row: their columns may be named without more.
SINGLE_FILES = ("pegawai", "kinerja", "disiplin", "gaji", "jabatan", "unit")
KEYED_FILES: Mapping[str, tuple[str, str]] = {
    "jabatan": ("pegawai", "kode_jabatan"),
    "unit": ("pegawai", "kode_unit"),
}
# A relation with more rows than this for one person is unknown rather than a risk of overflow.
MAX_ROWS = 10_000


@dataclass(frozen=True)
class Bound:
    """A definition with its tree, its typed formula and its own type."""

    definition: Definition
    tree: Node
    typed: Typed
    type: Type
    applies_tree: Node | None = None
    applies: Typed | None = None

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


@dataclass(frozen=True)
class BoundRelation:
    """A relation with its typed condition over the rows of its file."""

    relation: Relation
    tree: Node | None
    condition: Typed | None


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

    ``layers``: the person's variables; each layer reads facts and the layers before it. ``reads``: fact columns that
    amounts and withholding conditions read, by file. ``used``: relation columns any formula reads.
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

    @property
    def bound(self) -> Iterator[Bound]:
        """Every variable, in the order of computation."""
        return (item for layer in self.layers for item in layer)

    def named(self, name: str) -> Bound:
        """The variable of that name."""
        return next(item for item in self.bound if item.name == name)


def column_name(relation: str, column: str) -> str:
    """The column of the fact layer that holds ``relation.column``."""
    return f"{relation}__{column}"


def bind(book: RuleBook) -> BoundBook:
    """Check every formula; raises `RegulationError` with all problems."""
    binder = _Binder(book)
    bound = binder.run()
    if binder.problems:
        raise RegulationError(dict.fromkeys(binder.problems))
    return bound


@dataclass
class _Binder:
    book: RuleBook
    problems: list[Problem] = field(default_factory=list)
    names: dict[tuple[str, ...], Reference | Constant] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    called: set[tuple[str, str, str]] = field(default_factory=set)

    def run(self) -> BoundBook:
        rows = {file: self._bind_rows(PACKET[file], items) for file, items in self.book.row_definitions.items()}
        relations = {name: self._bind_relation(item, rows) for name, item in self.book.relations.items()}
        self._add_facts(rows)
        self._add_parameters()
        aggregates = self._aggregates(relations, rows)
        scope = self._scope(self.names, aggregates, self._ambiguous())
        layers = self._bind_layers(scope)
        conditions = tuple(self._bind_conditions(scope, rows))
        self._check_conservations(scope)
        self._check_keys()
        return BoundBook(
            book=self.book,
            layers=layers,
            rows=rows,
            relations=relations,
            conditions=conditions,
            reads=self._reads(layers, conditions, relations, rows),
            used=frozenset(self.used),
            aggregates=frozenset(self.called),
            scope=scope,
        )

    def _scope(
        self,
        known: Mapping[tuple[str, ...], Reference | Constant],
        aggregates: Mapping[tuple[str, str, str], Reference] | None = None,
        ambiguous: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Scope:
        tables = self.book.known_tables
        return Scope(self.book.masa, self.book.zone, known, tables, aggregates or {}, ambiguous or {})

    # -- facts --------------------------------------------------------------------------------------------------

    def _add_facts(self, rows: Mapping[str, tuple[Bound, ...]]) -> None:
        """Columns of single rows by their full name, and by the short one where it means one thing."""
        for relation, file in self._single_relations():
            for column in file.columns:
                optional = column.empty is Empty.ABSENT and relation in SINGLE_FILES
                reference = Reference(column.type, True, column_name(relation, column.name), optional)
                self.names[(relation, column.name)] = reference
        owners = self._short_names()
        for short, relations in owners.items():
            if len(relations) == 1:
                self.names[(short,)] = self.names[(relations[0], short)]  # the full name's meaning

    def _single_relations(self) -> Iterator[tuple[str, FactFile]]:
        for name in SINGLE_FILES:
            yield name, PACKET[name]
        for name, relation in self.book.relations.items():
            if relation.single:
                yield name, PACKET[relation.file]

    def _short_names(self) -> Mapping[str, list[str]]:
        owners: dict[str, list[str]] = defaultdict(list)
        for name in SINGLE_FILES:
            for column in PACKET[name].columns:
                owners[column.name].append(name)
        owners["nip"] = ["pegawai"]
        owners["kode_jabatan"] = ["pegawai"]
        owners["kode_unit"] = ["pegawai"]
        return owners

    def _ambiguous(self) -> Mapping[str, tuple[str, ...]]:
        return {
            short: tuple(f"{relation}.{short}" for relation in relations)
            for short, relations in self._short_names().items()
            if len(relations) > 1
        }

    def _add_parameters(self) -> None:
        for definition in self.book.definitions.values():
            if definition.is_parameter:
                self.names[(definition.name,)] = parameter_constant(definition)
            elif definition.open:
                kind = declared_type(definition)
                self.names[(definition.name,)] = Reference(kind, True, definition.name)

    # -- rows and relations -------------------------------------------------------------------------------------

    def _row_names(self, file: FactFile) -> dict[tuple[str, ...], Reference | Constant]:
        known: dict[tuple[str, ...], Reference | Constant] = {
            (column.name,): Reference(
                column.type, column.empty is not Empty.ZERO, column.name, column.empty is Empty.ABSENT
            )
            for column in file.columns
        }
        for definition in self.book.definitions.values():
            if definition.is_parameter:
                known[(definition.name,)] = parameter_constant(definition)
        return known

    def _bind_rows(self, file: FactFile, items: Mapping[str, Definition]) -> tuple[Bound, ...]:
        known = self._row_names(file)
        found = []
        for definition in self._ordered(items):
            bound = self._bind(definition, self._scope(known))
            if bound is not None:
                found.append(bound)
                known[(definition.name,)] = bound.meaning
        return tuple(found)

    def _bind_relation(self, relation: Relation, rows: Mapping[str, tuple[Bound, ...]]) -> BoundRelation:
        if not relation.condition:
            return BoundRelation(relation, None, None)
        known = self._row_names(PACKET[relation.file])
        known.update({(item.name,): item.reference for item in rows.get(relation.file, ())})
        place = replace(relation.source.place, line=relation.condition_line)
        tree, typed = self._checked(relation.condition, place, self._scope(known), Unit.YA_TIDAK)
        return BoundRelation(relation, tree, typed)

    def _aggregates(
        self, relations: Mapping[str, BoundRelation], rows: Mapping[str, tuple[Bound, ...]]
    ) -> Mapping[tuple[str, str, str], Reference]:
        """What ADA, BANYAK, JUMLAH, TERKECIL and TERBESAR may be asked of."""
        found: dict[tuple[str, str, str], Reference] = {}
        counted = Number(Unit.BILANGAN, 0, 0, MAX_ROWS)
        for name in SINGLE_FILES[1:]:
            found[(name, "ADA", "")] = Reference(BOOLEAN, False, column_name(name, "ada"))
        for name, item in relations.items():
            found[(name, "ADA", "")] = Reference(BOOLEAN, True, column_name(name, "ada"))
            found[(name, "BANYAK", "")] = Reference(counted, True, column_name(name, "banyak"))
            for column, kind in self._row_columns(item, rows):
                found.update(_column_aggregates(name, column, kind))
        return found

    @staticmethod
    def _row_columns(item: BoundRelation, rows: Mapping[str, tuple[Bound, ...]]) -> Iterator[tuple[str, Type]]:
        for column in PACKET[item.relation.file].columns:
            yield column.name, column.type
        for bound in rows.get(item.relation.file, ()):
            yield bound.name, bound.type

    # -- the person's variables ---------------------------------------------------------------------------------

    def _bind_layers(self, scope: Scope) -> tuple[tuple[Bound, ...], ...]:
        variables = {item.name: item for item in self.book.variables}
        depth: dict[str, int] = {}
        layers: dict[int, list[Bound]] = defaultdict(list)
        for definition in self._ordered(variables):
            bound = self._bind(definition, scope)
            reads = self._variables_read(definition) & set(depth)
            depth[definition.name] = 1 + max((depth[name] for name in reads), default=-1)
            if bound is not None:
                layers[depth[definition.name]].append(bound)
                self.names[(definition.name,)] = bound.meaning
            else:
                self.names[(definition.name,)] = Reference(declared_type(definition), True, definition.name)
        return tuple(tuple(layers[level]) for level in sorted(layers))

    def _variables_read(self, definition: Definition) -> set[str]:
        texts = [text for text in (definition.formula, definition.applies_if) if text]
        trees = [tree for text in texts if (tree := self._tree(text, definition)) is not None]
        return {parts[0] for tree in trees for parts in names(tree) if len(parts) == 1}

    def _tree(self, text: str, definition: Definition) -> Node | None:
        try:
            return tree_of(text, self.book.families, definition.family)
        except RegulationError:
            return None  # reported where the definition is bound

    def _ordered(self, items: Mapping[str, Definition]) -> list[Definition]:
        """Definitions so that each comes after those it reads; a circle is a problem."""
        reads = {name: sorted(self._variables_read(item) & set(items)) for name, item in items.items()}
        state: dict[str, int] = {}
        order: list[Definition] = []

        def visit(name: str, path: tuple[str, ...]) -> None:
            if state.get(name) == 2:
                return
            if state.get(name) == 1:
                circle = (*path[path.index(name) :], name)
                place = items[name].source.place
                self.problems.append(Problem("R-020", place, {"lingkaran": " → ".join(circle)}))
                # Known by what they declare, so that the circle is told once and not as unknown names too.
                self.names.update({(n,): Reference(declared_type(items[n]), True, n) for n in circle})
                return
            state[name] = 1
            for other in reads[name]:
                visit(other, (*path, name))
            state[name] = 2
            order.append(items[name])

        for name in items:
            visit(name, ())
        return order

    def _bind(self, definition: Definition, scope: Scope) -> Bound | None:
        place = replace(definition.source.place, line=definition.formula_line)
        formula = definition.formula or f"TIDAK_DIKETAHUI('{definition.unknown.replace(chr(39), ' ')}')"
        expected = Category(definition.name, definition.domain) if definition.domain else definition.unit
        tree, typed = self._checked(formula, place, scope, expected, definition.family)
        applies_tree, applies = None, None
        if definition.applies_if:
            applies_tree, applies = self._checked(definition.applies_if, place, scope, Unit.YA_TIDAK, definition.family)
        if tree is None or typed is None:
            return None
        kind = typed.type if isinstance(typed.type, Number) else declared_type(definition)
        return Bound(definition, tree, typed, kind, applies_tree, applies)

    def _checked(
        self,
        text: str,
        place: Place,
        scope: Scope,
        expected: Type | Unit,
        family: tuple[str, str] = ("", ""),
    ) -> tuple[Node | None, Typed | None]:
        try:
            tree = tree_of(text, self.book.families, family)
            typed = check(tree, scope, expected)
        except RegulationError as error:
            told = (problem for problem in error.problems if problem.words.get("nama") not in self._broken_tables)
            self.problems.extend(_placed(problem, place) for problem in told)
            return None, None
        self._note(tree)
        return tree, typed

    @property
    def _broken_tables(self) -> frozenset[str]:
        """Tables whose file was refused: told there, and not again wherever they are read."""
        return frozenset(name for name, item in self.book.tables.items() if item.table is None and not item.unknown)

    def _note(self, tree: Node) -> None:
        """Remember which relation columns and aggregates are read."""
        for parts in names(tree):
            self.used.update(_full_names(parts, self.names))
        for node in walk(tree):
            if isinstance(node, Call) and node.function in _AGGREGATES and isinstance(node.arguments[0], Name):
                relation, *column = node.arguments[0].parts
                self.called.add((relation, node.function, column[0] if column else ""))

    def _bind_conditions(self, scope: Scope, rows: Mapping[str, tuple[Bound, ...]]) -> Iterator[BoundCondition]:
        for condition in self.book.conditions:
            place = replace(condition.source.place, line=condition.test_line, name=condition.name)
            here = scope
            if condition.file:
                known = self._row_names(PACKET[condition.file])
                known.update({(item.name,): item.reference for item in rows.get(condition.file, ())})
                here = self._scope(known)
            tree, test = self._checked(condition.test, place, here, Unit.YA_TIDAK)
            applies_tree, applies = None, None
            if condition.applies_if:
                applies_tree, applies = self._checked(condition.applies_if, place, here, Unit.YA_TIDAK)
            if tree is not None and test is not None:
                yield BoundCondition(condition, tree, test, applies_tree, applies)

    def _check_conservations(self, scope: Scope) -> None:
        """A total and its parts must be variables of the rule book."""
        known = {item.name for item in self.book.variables}
        for item in self.book.conservations:
            place = item.source.place
            if item.total not in known:
                words = {"nama": item.total, "saran": suggestion(item.total, known)}
                self.problems.append(Problem("L-010", place, words))
            else:
                self._checked(item.parts, place, scope, self.book.definitions[item.total].unit)

    def _check_keys(self) -> None:
        """What a relation goes through must be a column that leads to a row of a keyed file."""
        for relation in self.book.relations.values():
            if relation.through and tuple(relation.through.split(".")) not in self.names:
                words = {"nama": relation.through, "saran": ""}
                self.problems.append(Problem("L-010", relation.source.place, words))

    # -- which facts are read -----------------------------------------------------------------------------------

    def _reads(
        self,
        layers: Iterable[Iterable[Bound]],
        conditions: Iterable[BoundCondition],
        relations: Mapping[str, BoundRelation],
        rows: Mapping[str, tuple[Bound, ...]],
    ) -> Mapping[str, frozenset[str]]:
        """Fact columns by file that decide an amount or withhold somebody. Conditions that only warn do not count."""
        found: dict[str, set[str]] = defaultdict(set)
        found["pegawai"].add("nip")
        trees = [tree for layer in layers for item in layer for tree in (item.tree, item.applies_tree) if tree]
        trees += [item.tree for item in conditions if item.condition.effect == "tahan" and not item.condition.file]
        for tree in trees:
            for parts in names(tree):
                for relation, column in _full_names(parts, self.names):
                    found[self._file_of(relation)].add(column)
        for name, item in relations.items():
            found[item.relation.file] |= self._columns_of_relation(name, item, rows)
            if item.relation.through:
                relation, _, column = item.relation.through.partition(".")
                found[self._file_of(relation)].add(column)
        for relation, (file, column) in KEYED_FILES.items():
            if found.get(relation):
                found[file].add(column)
        known = {file: columns for file, columns in found.items() if file in PACKET}
        return {file: frozenset(columns & set(PACKET[file].names)) for file, columns in known.items()}

    def _columns_of_relation(self, name: str, item: BoundRelation, rows: Mapping[str, tuple[Bound, ...]]) -> set[str]:
        trees = [
            tree for bound in rows.get(item.relation.file, ()) for tree in (bound.tree, bound.applies_tree) if tree
        ]
        columns = {parts[0] for tree in (*trees, item.tree) if tree is not None for parts in names(tree)}
        return columns | {column for relation, _, column in self.called if relation == name and column}

    def _file_of(self, relation: str) -> str:
        found = self.book.relations.get(relation)
        return found.file if found else relation


_AGGREGATES = frozenset({"ADA", "BANYAK", "JUMLAH", "TERKECIL", "TERBESAR"})


def _full_names(
    parts: tuple[str, ...], known: Mapping[tuple[str, ...], Reference | Constant]
) -> Iterator[tuple[str, str]]:
    reference = known.get(parts)
    if isinstance(reference, Reference) and "__" in reference.column:
        relation, _, column = reference.column.partition("__")
        yield relation, column


def _column_aggregates(relation: str, column: str, kind: Type) -> Mapping[tuple[str, str, str], Reference]:
    found = {}
    if isinstance(kind, Number):
        total = Number(kind.unit, kind.scale, min(0, kind.lo * MAX_ROWS), max(0, kind.hi * MAX_ROWS))
        found[(relation, "JUMLAH", column)] = Reference(total, True, column_name(relation, f"jumlah__{column}"))
    if isinstance(kind, Number) or kind.unit is Unit.TANGGAL:
        for function in ("TERKECIL", "TERBESAR"):
            name = column_name(relation, f"{function.lower()}__{column}")
            found[(relation, function, column)] = Reference(kind, True, name)
    return found


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


def _placed(problem: Problem, place: Place) -> Problem:
    """The problem of a formula text with the place of that text added."""
    line = (place.line or 1) + (problem.place.line or 1) - 1
    return replace(problem, place=Place(place.file, line, problem.place.column, place.name))
