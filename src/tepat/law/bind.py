"""Binding: every formula of a rule book checked against the fact packet and against each other.

The result is all the engine needs to write a statement: typed definitions in layers (each reads only what stands
below it), typed row formulas, relations, and the list of fact columns that are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from tepat.lang.check import check
from tepat.lang.errors import Place, Problem, RegulationError
from tepat.lang.functions import AGGREGATES
from tepat.lang.scope import Scope, suggestion
from tepat.lang.tree import Binary, Branch, Call, Case, Literal, Name, Node, Unary, names, walk
from tepat.lang.typed import Constant, Reference, Typed
from tepat.lang.types import BOOLEAN, Category, Number, Type, Unit
from tepat.law.bound import (
    MAX_ROWS,
    Bound,
    BoundBook,
    BoundCondition,
    BoundRelation,
    column_name,
    declared_type,
    parameter_constant,
    person_column,
)
from tepat.law.formulas import named_in, tree_of
from tepat.law.order import PERSON, RELATION, ROW, Arrangement, Piece, arrange
from tepat.law.packet import Empty, FactFile, single_files
from tepat.law.reads import columns_read
from tepat.law.rulebook import Condition, Definition, Relation, RuleBook

_ZERO = Fraction(0)
_Names = dict[tuple[str, ...], Reference | Constant]


def bind(book: RuleBook) -> BoundBook:
    """Check every formula; raises `RegulationError` with all problems."""
    binder = _Binder(book)
    bound = binder.run()
    if binder.problems:
        raise RegulationError(dict.fromkeys(binder.problems))
    return bound


@dataclass
class _Binder:
    """The pieces bound so far. ``row_names``: by fact file, what a formula over its rows may name."""

    book: RuleBook
    problems: list[Problem] = field(default_factory=list)
    names: _Names = field(default_factory=dict)
    aggregates: dict[tuple[str, str, str], Reference] = field(default_factory=dict)
    row_names: dict[str, _Names] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    called: set[tuple[str, str, str]] = field(default_factory=set)
    context: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))
    rows: dict[str, list[Bound]] = field(default_factory=dict)
    relations: dict[str, BoundRelation] = field(default_factory=dict)
    variables: list[tuple[int, int, Bound]] = field(default_factory=list)
    depth: dict[str, tuple[int, int]] = field(default_factory=dict)

    def run(self) -> BoundBook:
        self._add_facts()
        self._add_parameters()
        arrangement = arrange(self._piece_reads())
        self._report_circles(arrangement)
        for piece in arrangement.order:
            self._bind_piece(piece, arrangement.rounds[piece])
        conditions = tuple(self._bind_conditions())
        self._check_conservations()
        self._check_keys()
        self._check_zeroes()
        self._check_messages()
        return self._book(conditions, arrangement)

    def _book(self, conditions: tuple[BoundCondition, ...], arrangement: Arrangement) -> BoundBook:
        layers: dict[tuple[int, int], list[Bound]] = defaultdict(list)
        for turn, depth, bound in self.variables:
            layers[(turn, depth)].append(bound)
        found = BoundBook(
            book=self.book,
            layers=tuple(tuple(layers[level]) for level in sorted(layers)),
            layer_rounds=tuple(turn for turn, _ in sorted(layers)),
            rows={file: tuple(items) for file, items in self.rows.items()},
            relations=self.relations,
            conditions=conditions,
            reads={},
            used=frozenset(self.used),
            aggregates=frozenset(self.called),
            aggregate_rounds={key: self._aggregate_round(key, arrangement) for key in sorted(self._asked())},
            row_context={file: frozenset(parts) for file, parts in self.context.items()},
            asked=self._relations_read(),
            row_scopes={file: self._row_scope(file) for file in self.packet},
            scope=self.scope,
        )
        return replace(found, reads=columns_read(found))

    def _asked(self) -> set[tuple[str, str, str]]:
        """Aggregates that formulas call; and of every relation read whether it has a row, since findings ask for it."""
        of_person = (name for name in self._relations_read() if not self.relations[name].of_rows)
        return self.called | {(name, "ADA", "") for name in of_person}

    def _relations_read(self) -> frozenset[str]:
        """Relations that some formula reads, and those that lead to them."""
        named = {name for name, *_ in (*self.called, *self.used)}
        named |= {parts[0] for context in self.context.values() for parts in context}
        found = named & set(self.relations)
        while leading := {self._source(name) for name in found} & set(self.relations) - found:
            found |= leading
        return frozenset(found)

    def _source(self, relation: str) -> str:
        return self.relations[relation].relation.through.partition(".")[0]

    def _aggregate_round(self, key: tuple[str, str, str], arrangement: Arrangement) -> int:
        relation, _, column = key
        found = self.book.relations.get(relation)
        pieces = (Piece(RELATION, relation), Piece(ROW, column, found.file if found else ""))
        return max(arrangement.rounds.get(piece, 0) for piece in pieces)

    # -- scopes -------------------------------------------------------------------------------------------------

    @property
    def packet(self) -> Mapping[str, FactFile]:
        return self.book.packet

    @cached_property
    def singles(self) -> tuple[str, ...]:
        return single_files(self.book.packet)

    @cached_property
    def scope(self) -> Scope:
        """What a formula of the person may name; it grows as pieces are bound."""
        return self._scope(self.names, self.aggregates, self._ambiguous())

    def _scope(
        self,
        known: Mapping[tuple[str, ...], Reference | Constant],
        aggregates: Mapping[tuple[str, str, str], Reference] | None = None,
        ambiguous: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Scope:
        book = self.book
        return Scope(
            book.masa,
            book.zone,
            known,
            book.known_tables,
            aggregates or {},
            ambiguous or {},
            book.run_period,
            book.unknown_tables,
        )

    def _add_facts(self) -> None:
        """Columns of single rows by their full name, and by the short one where it means one thing."""
        for name in self.singles:
            for column in self.packet[name].columns:
                optional = column.empty is Empty.ABSENT
                self.names[(name, column.name)] = Reference(column.type, True, column_name(name, column.name), optional)
        for short, owners in self._short_names().items():
            if len(owners) == 1:
                self.names[(short,)] = self.names[(owners[0], short)]  # the full name's meaning
        for name in self.singles[1:]:
            self.aggregates[(name, "ADA", "")] = Reference(BOOLEAN, False, column_name(name, "ada"))

    def _short_names(self) -> Mapping[str, list[str]]:
        owners: dict[str, list[str]] = defaultdict(list)
        for name in self.singles:
            for column in self.packet[name].columns:
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

    def _names_of_rows(self, file: str) -> _Names:
        """What a formula over the rows of a file may name: its columns, what is of the person, where its keys lead."""
        if file not in self.row_names:
            known: _Names = {
                parts: _beside_rows(parts, found) for parts, found in self.names.items() if parts[0] in self.singles
            }
            for relation in self.book.relations.values():
                if self._leads_from(relation) == file:
                    known.update(self._columns_led_to(relation))
            for column in self.packet[file].columns:
                nullable, optional = column.empty not in (Empty.ZERO, Empty.MASA), column.empty is Empty.ABSENT
                known[(column.name,)] = Reference(column.type, nullable, column.name, optional)
            self.row_names[file] = known
        return self.row_names[file]

    def _columns_led_to(self, relation: Relation) -> _Names:
        found = self.packet[relation.file].columns
        return {
            (relation.name, item.name): Reference(item.type, True, column_name(relation.name, item.name))
            for item in found
        }

    def _leads_from(self, relation: Relation) -> str:
        """The file whose rows the relation leads from; empty where it is a relation of the person."""
        source = relation.through.split(".")[0] if relation.through else ""
        return source if source in self.packet and source not in self.singles else ""

    def _row_scope(self, file: str) -> Scope:
        """The scope of a file's rows: what is of the person's variables comes last."""
        own = self._names_of_rows(file)
        person: _Names = {
            parts: found if isinstance(found, Constant) else _beside_rows(parts, found)
            for parts, found in self.names.items()
            if len(parts) == 1 and (parts[0] in self.book.definitions) and parts not in own
        }
        return self._scope({**person, **own})

    # -- what reads what ----------------------------------------------------------------------------------------

    def _piece_reads(self) -> Mapping[Piece, tuple[Piece, ...]]:
        found: dict[Piece, tuple[Piece, ...]] = {}
        for file, items in self.book.row_definitions.items():
            for name, item in items.items():
                found[Piece(ROW, name, file)] = self._row_reads(file, self._trees(item))
        for name, relation in self.book.relations.items():
            found[Piece(RELATION, name)] = self._relation_reads(relation)
        for item in self.book.variables:
            found[Piece(PERSON, item.name)] = tuple(self._person_reads(self._trees(item)))
        return {piece: tuple(other for other in others if other in found) for piece, others in found.items()}

    def _relation_reads(self, relation: Relation) -> tuple[Piece, ...]:
        source = relation.through.split(".")[0]
        first = (Piece(RELATION, source),) if source in self.book.relations else ()
        tree = self._parsed(relation.condition) if relation.condition else None
        return (*first, *(self._row_reads(relation.file, (tree,)) if tree is not None else ()))

    def _row_reads(self, file: str, trees: Iterable[Node]) -> tuple[Piece, ...]:
        own = self.book.row_definitions.get(file, {})
        columns = set(self.packet[file].names)
        short = [parts[0] for tree in trees for parts in sorted(names(tree)) if len(parts) == 1]
        return tuple(
            Piece(ROW, name, file) if name in own else Piece(PERSON, name) for name in short if name not in columns
        )

    def _person_reads(self, trees: Iterable[Node]) -> Iterator[Piece]:
        for tree in trees:
            for parts in sorted(names(tree)):
                if len(parts) == 1:
                    yield Piece(PERSON, parts[0])
                yield Piece(RELATION, parts[0])
                found = self.book.relations.get(parts[0])
                if found is not None and len(parts) == 2:
                    yield Piece(ROW, parts[1], found.file)

    def _trees(self, definition: Definition) -> tuple[Node, ...]:
        texts = [text for text in (definition.formula, definition.applies_if) if text]
        trees = [tree for text in texts if (tree := self._parsed(text, definition.family)) is not None]
        zeroing = (self._zeroing(item) for item in self._zeroed_by(definition.name))
        return (*trees, *(tree for tree in zeroing if tree is not None))

    def _parsed(self, text: str, family: tuple[str, str] = ("", "")) -> Node | None:
        try:
            return tree_of(text, self.book.families, family)
        except RegulationError:
            return None  # reported where it is bound

    def _report_circles(self, arrangement: Arrangement) -> None:
        """A circle is told once; its members stay known by what they declare, not as unknown names too."""
        for circle in arrangement.circles:
            first = self._definition(circle[0])
            place = first.source.place if first is not None else Place()
            words = {"lingkaran": " → ".join(str(piece) for piece in circle)}
            self.problems.append(Problem("R-020", place, words))
            for piece in circle:
                definition = self._definition(piece)
                if definition is not None and piece.kind == PERSON:
                    kind = declared_type(definition)
                    self.names[(piece.name,)] = Reference(kind, True, piece.name)

    def _definition(self, piece: Piece) -> Definition | None:
        if piece.kind == ROW:
            return self.book.row_definitions[piece.file][piece.name]
        return self.book.definitions.get(piece.name) if piece.kind == PERSON else None

    # -- binding ------------------------------------------------------------------------------------------------

    def _bind_piece(self, piece: Piece, turn: int) -> None:
        if piece.kind == RELATION:
            self._bind_relation(self.book.relations[piece.name])
            return
        definition = self._definition(piece)
        if definition is None:
            raise TypeError(f"{piece} has no definition")
        if piece.kind == ROW:
            self._bind_row(piece.file, definition, turn)
        else:
            self._bind_variable(definition, turn)

    def _bind_row(self, file: str, definition: Definition, turn: int) -> None:
        scope = self._row_scope(file)
        bound = self._bind(definition, scope)
        if bound is None:  # told once: those that read it know it by what it declares
            self._know_row(file, definition.name, Reference(declared_type(definition), True, definition.name))
            return
        self._note_context(file, bound.trees, scope)
        bound = replace(bound, turn=turn)
        self.rows.setdefault(file, []).append(bound)
        self._know_row(file, bound.name, bound.meaning)

    def _know_row(self, file: str, variable: str, meaning: Reference | Constant) -> None:
        """Later formulas of the rows may read it, and those of the person through any relation over them."""
        self._names_of_rows(file)[(variable,)] = meaning
        for name, relation in self.book.relations.items():
            if relation.file == file and name in self.relations and meaning.type is not None:
                self.aggregates.update(_column_aggregates(name, variable, meaning.type))

    def _bind_relation(self, relation: Relation) -> None:
        tree, typed = None, None
        if relation.condition:
            place = replace(relation.source.place, line=relation.condition_line)
            scope = self._row_scope(relation.file)
            tree, typed = self._checked(relation.condition, place, scope, Unit.YA_TIDAK)
            if tree is not None:
                self._note_context(relation.file, (tree,), scope)
        of_rows = bool(self._leads_from(relation))
        self.relations[relation.name] = BoundRelation(relation, tree, typed, of_rows)
        if not of_rows:
            self._add_relation(relation)

    def _add_relation(self, relation: Relation) -> None:
        """What may be asked of a relation of the person, and the columns of one that is single."""
        name = relation.name
        self.aggregates[(name, "ADA", "")] = Reference(BOOLEAN, True, column_name(name, "ada"))
        counted = Number(Unit.BILANGAN, 0, 0, MAX_ROWS)
        self.aggregates[(name, "BANYAK", "")] = Reference(counted, True, column_name(name, "banyak"))
        for column in self.packet[relation.file].columns:
            self.aggregates.update(_column_aggregates(name, column.name, column.type))
            if relation.single:
                self.names[(name, column.name)] = Reference(column.type, True, column_name(name, column.name))
        own = self.book.row_definitions.get(relation.file, {})
        for (variable, *rest), meaning in self._names_of_rows(relation.file).items():
            if variable in own and not rest and meaning.type is not None:
                self.aggregates.update(_column_aggregates(name, variable, meaning.type))

    def _note_context(self, file: str, trees: Iterable[Node], scope: Scope) -> None:
        """Remember what the rows of a file read beyond their own row."""
        for tree in trees:
            for parts in names(tree):
                found = scope.names.get(parts)
                if isinstance(found, Reference) and "__" in found.column:
                    self.context[file].add(_full_parts(found.column))

    def _bind_variable(self, definition: Definition, turn: int) -> None:
        bound = self._bind(definition, self.scope)
        if bound is None:
            kind = declared_type(definition)
            self.names[(definition.name,)] = Reference(kind, True, definition.name)
            return
        bound = replace(bound, turn=turn)
        level = 1 + max((self._level(parts, turn) for tree in bound.trees for parts in names(tree)), default=-1)
        self.depth[definition.name] = (turn, level)
        self.variables.append((turn, level, bound))
        self.names[(definition.name,)] = bound.meaning

    def _level(self, parts: tuple[str, ...], turn: int) -> int:
        """How deep in this round a variable stands that is read; −1 for facts and for rounds before."""
        found = self.depth.get(parts[0]) if len(parts) == 1 else None
        return found[1] if found is not None and found[0] == turn else -1

    def _bind(self, definition: Definition, scope: Scope) -> Bound | None:
        place = replace(definition.source.place, line=definition.formula_line)
        formula = definition.formula or f"TIDAK_DIKETAHUI('{definition.unknown.replace(chr(39), ' ')}')"
        expected = Category(definition.name, definition.domain) if definition.domain else definition.unit
        zeroed = self._zeroed_by(definition.name) if definition.grain == PERSON else []
        tree, typed = self._checked(formula, place, scope, expected, definition.family, zeroed)
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
        zeroed: Iterable[Condition] = (),
    ) -> tuple[Node | None, Typed | None]:
        try:
            tree = self._zero(tree_of(text, self.book.families, family), zeroed)
            typed = check(tree, scope, expected)
        except RegulationError as error:
            told = (problem for problem in error.problems if problem.words.get("nama") not in self._broken_tables)
            self.problems.extend(_placed(problem, place) for problem in told)
            return None, None
        self._note(tree, scope)
        return tree, typed

    @property
    def _broken_tables(self) -> frozenset[str]:
        """Tables whose file was refused: told there, and not again wherever they are read."""
        return frozenset(name for name, item in self.book.tables.items() if item.table is None and not item.unknown)

    def _note(self, tree: Node, scope: Scope) -> None:
        """Remember which relation columns and aggregates a formula of the person reads; rows have their context."""
        for parts in names(tree) if scope is self.scope else ():
            found = self.names.get(parts)
            if isinstance(found, Reference) and "__" in found.column:
                relation, column = _full_parts(found.column)
                self.used.add((relation, column))
        for node in walk(tree):
            if isinstance(node, Call) and node.function in AGGREGATES and isinstance(node.arguments[0], Name):
                relation, *rest = node.arguments[0].parts
                self.called.add((relation, node.function, rest[0] if rest else ""))

    # -- conditions ---------------------------------------------------------------------------------------------

    def _bind_conditions(self) -> Iterator[BoundCondition]:
        for condition in self.book.conditions:
            place = replace(condition.source.place, line=condition.test_line, name=condition.name)
            here = self._row_scope(condition.file) if condition.file else self.scope
            tree, test = self._checked(condition.test, place, here, Unit.YA_TIDAK)
            applies_tree, applies = None, None
            if condition.applies_if:
                applies_tree, applies = self._checked(condition.applies_if, place, here, Unit.YA_TIDAK)
            if tree is None or test is None:
                continue
            if condition.file:
                self._note_context(condition.file, (tree, *((applies_tree,) if applies_tree else ())), here)
            yield BoundCondition(condition, tree, test, applies_tree, applies)

    def _zeroed_by(self, name: str) -> list[Condition]:
        return [item for item in self.book.conditions if item.effect == "nol" and name in item.zeroes]

    def _zeroing(self, condition: Condition) -> Node | None:
        """True where the condition applies and does not hold."""
        test = self._parsed(condition.test)
        if test is None:
            return None
        failing: Node = Unary(test.at, "NOT", test)
        applies = self._parsed(condition.applies_if) if condition.applies_if else None
        return failing if applies is None else Binary(test.at, "AND", applies, failing)

    def _zero(self, tree: Node, conditions: Iterable[Condition]) -> Node:
        """The formula under the conditions whose failing makes it zero."""
        tests = [test for item in conditions if (test := self._zeroing(item)) is not None]
        branches = tuple(Branch(test.at, test, Literal(test.at, _ZERO)) for test in tests)
        return Case(tree.at, branches, tree) if branches else tree

    def _check_zeroes(self) -> None:
        known = {item.name: item.unit for item in self.book.variables}
        for item in self.book.conditions:
            wrong = [name for name in item.zeroes if known.get(name) not in (Unit.RUPIAH, Unit.PERSEN)]
            detail = f"menolkan bukan besaran: {', '.join(wrong)}" if wrong else ""
            if bool(item.zeroes) != (item.effect == "nol"):
                detail = f"akibat {item.effect} dengan menolkan = [{', '.join(item.zeroes)}]"
            if detail:
                words = {"nama": item.name, "rincian": detail}
                self.problems.append(Problem("R-026", item.source.place, words))

    def _check_messages(self) -> None:
        """A message may name what a variable came to: a code, of a person."""
        known = self.book.definitions.values()
        codes = {item.name for item in known if item.unit is Unit.KATEGORI and not item.is_parameter}
        for item in self.book.conditions:
            for name in sorted(named_in(item) - (codes if not item.file else set())):
                words = {"nama": item.name, "isian": name, "saran": suggestion(name, codes)}
                self.problems.append(Problem("R-093", item.source.place, words))

    def _check_conservations(self) -> None:
        """A total and its parts must be variables of the rule book."""
        known = {item.name for item in self.book.variables}
        for item in self.book.conservations:
            place = item.source.place
            if item.total not in known:
                words = {"nama": item.total, "saran": suggestion(item.total, known)}
                self.problems.append(Problem("L-010", place, words))
            else:
                self._checked(item.parts, place, self.scope, self.book.definitions[item.total].unit)

    def _check_keys(self) -> None:
        """What a relation goes through must be a column that leads to a row of a keyed file."""
        for relation in self.book.relations.values():
            parts = tuple(relation.through.split("."))
            source = self._leads_from(relation)
            known = source and len(parts) == 2 and parts[1] in self.packet[source].names
            if relation.through and not known and parts not in self.names:
                words = {"nama": relation.through, "saran": ""}
                self.problems.append(Problem("L-010", relation.source.place, words))


def _full_parts(column: str) -> tuple[str, ...]:
    """What a column holds: ``gaji__gaji_kotor``, also beside rows (``orang__gaji__gaji_kotor``), is gaji.gaji_kotor."""
    parts = tuple(column.split("__"))
    return parts[1:] if parts[0] == person_column(()) else parts


def _beside_rows(parts: tuple[str, ...], found: Reference | Constant) -> Reference | Constant:
    """Something of the person, in the columns it has beside the rows of a fact file."""
    if isinstance(found, Constant):
        return found
    full = _full_parts(found.column) if "__" in found.column else parts
    return replace(found, column=person_column(full))


def _column_aggregates(relation: str, column: str, kind: Type) -> Mapping[tuple[str, str, str], Reference]:
    found = {}
    counted = Number(Unit.BILANGAN, 0, 0, MAX_ROWS)
    found[(relation, "BANYAK_BEDA", column)] = Reference(counted, True, column_name(relation, f"banyak_beda__{column}"))
    if isinstance(kind, Number):
        total = Number(kind.unit, kind.scale, min(0, kind.lo * MAX_ROWS), max(0, kind.hi * MAX_ROWS))
        found[(relation, "JUMLAH", column)] = Reference(total, True, column_name(relation, f"jumlah__{column}"))
    if isinstance(kind, Number) or kind.unit in (Unit.TANGGAL, Unit.WAKTU):
        for function in ("TERKECIL", "TERBESAR"):
            name = column_name(relation, f"{function.lower()}__{column}")
            found[(relation, function, column)] = Reference(kind, True, name)
    return found


def _placed(problem: Problem, place: Place) -> Problem:
    """The problem of a formula text with the place of that text added."""
    line = (place.line or 1) + (problem.place.line or 1) - 1
    return replace(problem, place=Place(place.file, line, problem.place.column, place.name))
