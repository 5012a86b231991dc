"""The checker: an untyped tree to a typed one, or every reason why it has no meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tepat.lang.check_dates import DateCalls
from tepat.lang.errors import Place, Problem, RegulationError
from tepat.lang.functions import ROUNDINGS, SIGNATURES, UNIT_LITERALS
from tepat.lang.numbers import (
    Ratio,
    UnitMismatchError,
    add,
    adopt,
    align,
    as_ratio,
    combine_ratio,
    hull,
    is_bare,
    multiply,
    negate,
    overflowing,
    rescale,
    round_ratio,
    unify,
)
from tepat.lang.scope import Scope, suggestion
from tepat.lang.tables import KeyDomain, Table
from tepat.lang.tree import COMPARISON, Binary, Call, Case, In, IsNull, Literal, Name, Node, Spot, Unary, walk
from tepat.lang.typed import (
    BOOLEAN,
    DATE,
    INSTANT,
    Absent,
    Choice,
    Comparison,
    Connective,
    Constant,
    Extreme,
    Lookup,
    Member,
    Not,
    Reference,
    Typed,
    Unknown,
    truth,
)
from tepat.lang.types import Category, Number, Simple, Type, Unit, constant


def check(node: Node, scope: Scope, expected: Type | Unit | None = None) -> Typed:
    """The typed tree of a formula whose value should be ``expected``.

    Raises `RegulationError` with the first thing that has no meaning; the caller collects over formulas.
    """
    checker = _Checker(scope)
    typed = checker.value(node)
    return typed if expected is None else checker.coerce(typed, expected, node.at)


def describe(typed: Typed | Type | Unit | None) -> str:
    """A type in the words of the language: ``rupiah``, ``kategori predikat``."""
    kind = typed.type if isinstance(typed, Typed) else typed
    if kind is None:
        return "tidak diketahui"
    if isinstance(kind, Unit):
        return str(kind)
    return f"kategori {kind.name}" if isinstance(kind, Category) else str(kind.unit)


class _Checker(DateCalls):
    """Walks one formula; holds nothing but the scope."""

    # -- dispatch -----------------------------------------------------------------------------------------------

    def value(self, node: Node) -> Typed:
        match node:
            case Literal():
                return self._literal(node)
            case Name():
                return self._name(node)
            case Call():
                return self._call(node)
            case Unary(operator="NOT"):
                return Not(BOOLEAN, (inner := self._boolean(node.operand)).nullable, inner)
            case Unary():
                return self._guarded(node, lambda: negate(self._number(node.operand)))
            case Binary(operator="/"):
                raise self._problem(node.at, "L-023")
            case Binary(operator="AND" | "OR"):
                left, right = self._boolean(node.left), self._boolean(node.right)
                return Connective(BOOLEAN, left.nullable or right.nullable, node.operator, left, right)
            case Binary() if node.operator in COMPARISON:
                return self._comparison(node)
            case Binary():
                return self._arithmetic(node)
            case Case():
                return self._case(node)
            case In():
                return self._in(node)
            case IsNull():
                return self._is_null(node)
            case _:
                raise TypeError(f"unknown node {node!r}")

    # -- leaves -------------------------------------------------------------------------------------------------

    def _literal(self, node: Literal) -> Typed:
        if isinstance(node.value, bool):
            return truth(node.value)
        if isinstance(node.value, Fraction):
            return Constant(constant(Unit.BILANGAN, node.value), False, node.value, bare=True)
        if isinstance(node.value, date):
            return Constant(DATE, False, node.value)
        return Constant(Category("", (node.value,)), False, node.value)

    def _name(self, node: Name) -> Typed:
        found = self.scope.find(node.parts)
        if found is not None:
            return found
        choices = self.scope.ambiguous.get(str(node))
        if choices:
            words = {"nama": str(node), "pilihan": ", ".join(choices), "contoh": choices[0]}
            raise self._problem(node.at, "L-011", **words)
        raise self._problem(node.at, "L-010", nama=str(node), saran=self.scope.similar(str(node)))

    def _is_null(self, node: IsNull) -> Typed:
        operand = self._name(node.operand)
        if not isinstance(operand, Reference) or not operand.optional:
            raise self._problem(node.at, "L-024", nama=str(node.operand))
        return Absent(BOOLEAN, False, operand, node.negated)

    # -- operators ----------------------------------------------------------------------------------------------

    def _arithmetic(self, node: Binary) -> Typed:
        left, right = self._number(node.left), self._number(node.right)
        combine = multiply if node.operator == "*" else add
        return self._guarded(node, lambda: combine(left, right if node.operator != "-" else negate(right)))

    def _guarded(self, node: Node, combine: Callable[[], Typed]) -> Typed:
        """Run one combination of numbers; turn its refusal into a problem with a place."""
        try:
            result = combine()
        except UnitMismatchError as refusal:
            raise self._mismatch(node, refusal) from None
        if overflowing(result):
            raise self._problem(node.at, "L-025", batas=_bounds(result))
        return result

    def _mismatch(self, node: Node, refusal: UnitMismatchError) -> RegulationError:
        if refusal.bare is not None:
            return self._problem(node.at, "L-027", angka=refusal.bare)
        operator = node.operator if isinstance(node, Binary | Unary) else ""
        left, right = describe(refusal.left), describe(refusal.right)
        words = {"kiri": left, "operator": operator, "kanan": right, "petunjuk": refusal.hint}
        return self._problem(node.at, "L-020", **words)

    def _comparison(self, node: Binary) -> Typed:
        left, right = self._pair(node, self.value(node.left), self.value(node.right))
        if overflowing(left) or overflowing(right):
            raise self._problem(node.at, "L-025", batas=_bounds(left if overflowing(left) else right))
        ordered = node.operator not in {"=", "<>"}
        if ordered and isinstance(left.type or right.type, Category):
            words = {"kiri": describe(left), "operator": node.operator, "kanan": describe(right)}
            raise self._problem(node.at, "L-020", **words, petunjuk="kode hanya dibandingkan dengan = dan <>")
        return Comparison(BOOLEAN, left.nullable or right.nullable, node.operator, left, right)

    def _pair(self, node: Node, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        """Both operands on one type and scale."""
        if isinstance(left.type, Number) and isinstance(right.type, Number):
            try:
                return align(*unify(left, right))
            except UnitMismatchError as refusal:
                raise self._mismatch(node, refusal) from None
        if isinstance(left.type, Category) and isinstance(right.type, Category):
            self._comparable(node, left, right)
            return self._code(left, right.type, node.at), self._code(right, left.type, node.at)
        left, right = _as_text(left, right), _as_text(right, left)
        if left.type is None or right.type is None or left.type == right.type:
            return left, right
        operator = node.operator if isinstance(node, Binary) else "="
        words = {"kiri": describe(left), "operator": operator, "kanan": describe(right)}
        raise self._problem(node.at, "L-020", **words, petunjuk="bandingkan nilai yang satuannya sama")

    def _comparable(self, node: Node, left: Typed, right: Typed) -> None:
        """Codes of two domains that share nothing can never be equal: somebody took the wrong column."""
        kinds = (left.type, right.type)
        closed = [kind for kind in kinds if isinstance(kind, Category) and kind.codes and kind.name]
        if len(closed) == len(kinds) and not set(closed[0].codes) & set(closed[1].codes):
            words = {"kiri": describe(left), "operator": "=", "kanan": describe(right)}
            raise self._problem(node.at, "L-020", **words, petunjuk="bandingkan kode dari domain yang sama")

    def _code(self, typed: Typed, domain: Category, at: Spot) -> Typed:
        """A quoted code, checked against the domain of what it is compared with."""
        if not isinstance(typed, Constant) or not isinstance(typed.value, str) or not (domain.name and domain.codes):
            return typed  # a quoted code says nothing about what a fixed one beside it may be
        if typed.value not in domain.codes:
            words = {"kode": typed.value, "domain": domain.name, "kode_ada": ", ".join(domain.codes)}
            raise self._problem(at, "L-022", **words, saran=suggestion(typed.value, domain.codes))
        return Constant(domain, False, typed.value)

    def _in(self, node: In) -> Typed:
        operand, options = self.value(node.operand), [self.value(option) for option in node.options]
        if isinstance(operand.type, Number):
            options = [self._pair(node, operand, option)[1] for option in options]
            operand, *options = self._aligned([operand, *options], node)
        else:
            options = [self._pair(node, operand, option)[1] for option in options]
        constants = tuple(option for option in options if isinstance(option, Constant))
        if len(constants) < len(options):
            raise self._problem(node.at, "L-002", bentuk="IN (…) dengan bukan konstanta")
        return Member(BOOLEAN, operand.nullable, operand, constants)

    # -- CASE ---------------------------------------------------------------------------------------------------

    def _case(self, node: Case) -> Typed:
        conditions = [self._boolean(branch.condition) for branch in node.branches]
        values = self._common([*(self.value(branch.value) for branch in node.branches), self.value(node.default)], node)
        nullable = any(part.nullable for part in (*conditions, *values))
        kind = next((value.type for value in values if value.type is not None), None)
        if isinstance(kind, Number):
            kind = hull([value.type for value in values if isinstance(value.type, Number)])
        elif isinstance(kind, Category):
            kind = self._widest([value.type for value in values if isinstance(value.type, Category)])
            for value in values:
                self._code(value, kind if kind.name else Category(""), node.at)
        return Choice(kind, nullable, tuple(zip(conditions, values[:-1], strict=True)), values[-1])

    def _common(self, values: list[Typed], node: Node) -> list[Typed]:
        """All values on one type and scale, or a problem naming the types met."""
        kinds = {type(value.type) for value in values if value.type is not None}
        if len(kinds) > 1:
            raise self._problem(node.at, "L-026", tipe=", ".join(sorted({describe(value) for value in values})))
        if kinds != {Number}:
            return values
        return self._aligned(values, node)

    def _aligned(self, values: list[Typed], node: Node) -> list[Typed]:
        numbers = [value for value in values if isinstance(value.type, Number)]
        lead = next((value for value in numbers if not is_bare(value)), numbers[0])
        try:
            adopted = [value if value.type is None else adopt(value, lead) for value in values]
        except UnitMismatchError as refusal:
            raise self._mismatch(node, refusal) from None
        if len({value.type.unit for value in adopted if isinstance(value.type, Number)}) > 1:
            raise self._problem(node.at, "L-026", tipe=", ".join(sorted({describe(value) for value in adopted})))
        scale = max(value.type.scale for value in adopted if isinstance(value.type, Number))
        return [value if value.type is None else align(value, None, scale)[0] for value in adopted]

    @staticmethod
    def _widest(kinds: list[Category]) -> Category:
        named = [kind for kind in kinds if kind.name]
        codes = tuple(dict.fromkeys(code for kind in kinds for code in kind.codes))
        return named[0] if named else Category("", codes)

    # -- calls --------------------------------------------------------------------------------------------------

    def _call(self, node: Call) -> Typed:
        signature = SIGNATURES.get(node.function)
        if signature is None:
            raise self._problem(node.at, "L-012", fungsi=node.function, saran=suggestion(node.function, SIGNATURES))
        if not signature.least <= len(node.arguments) <= signature.most:
            raise self._problem(
                node.at, "L-013", fungsi=node.function, diharapkan=signature.usage, ditemukan=str(len(node.arguments))
            )
        if node.function in ROUNDINGS:
            return self._rounding(node)
        if node.function in UNIT_LITERALS:
            return self._unit_literal(node)
        handler: Callable[[Call], Typed] = getattr(self, f"_call_{signature.handler}")
        return handler(node)

    def _unit_literal(self, node: Call) -> Typed:
        value = self._number_literal(node, 0)
        unit, divisor = UNIT_LITERALS[node.function]
        exact = value * Fraction(1, divisor)
        return Constant(constant(unit, exact), False, exact)

    def _call_plain(self, node: Call) -> Typed:
        """The same numerator, counting nothing in particular."""
        inner = self._number(node.arguments[0])
        if not isinstance(inner.type, Number):
            return inner
        kind = inner.type
        return replace(inner, type=Number(Unit.BILANGAN, kind.scale, kind.lo, kind.hi))

    def _call_extreme(self, node: Call) -> Typed:
        operands = self._common([self.value(part) for part in node.arguments], node)
        unknown = [operand for operand in operands if operand.type is None]
        if unknown:
            return unknown[0]
        nullable = any(part.nullable for part in operands)
        if all(operand.type in (DATE, INSTANT) for operand in operands):
            return Extreme(operands[0].type, nullable, node.function, tuple(operands))
        types = [operand.type for operand in operands if isinstance(operand.type, Number)]
        if len(types) != len(operands):
            raise self._arguments(node, "angka, tanggal atau waktu", "bukan angka")
        pick = min if node.function == "LEAST" else max
        lo, hi = pick(kind.lo for kind in types), pick(kind.hi for kind in types)
        kind = Number(types[0].unit, types[0].scale, lo, hi)
        return Extreme(kind, nullable, node.function, tuple(operands))

    def _rounding(self, node: Call) -> Typed:
        ratio = self._ratio(node.arguments[0])
        step = self._step(node) if len(node.arguments) == 2 else Fraction(1)
        result = round_ratio(ROUNDINGS[node.function], ratio, step)
        if overflowing(result):
            raise self._problem(node.at, "L-025", batas=_bounds(result))
        return result

    def _step(self, node: Call) -> Fraction:
        step = self._number(node.arguments[1])
        unit = getattr(self.value(node.arguments[0]).type, "unit", None) if _plain(node.arguments[0]) else None
        foreign = unit is not None and not is_bare(step) and step.type is not None and step.type.unit != unit
        if not isinstance(step, Constant) or not isinstance(step.value, Fraction) or step.value <= 0 or foreign:
            raise self._problem(
                node.at, "L-013", fungsi=node.function, diharapkan="kelipatan berupa angka tetap", ditemukan="rumus"
            )
        return step.value

    def _ratio(self, node: Node) -> Ratio:
        """Inside a rounding: the same operators, and ``/``, kept as one exact numerator and denominator."""
        if isinstance(node, Binary) and node.operator in "+-*/":
            left, right = self._ratio(node.left), self._ratio(node.right)
            try:
                return combine_ratio(node.operator, left, right)
            except UnitMismatchError as refusal:
                raise self._mismatch(node, refusal) from None
        return as_ratio(self._number(node))

    def _call_table(self, node: Call) -> Typed:
        table = self._table(node)
        if isinstance(table, Unknown):
            return table
        if table.band_unit is not None:
            raise self._arguments(node, "tabel tanpa lapisan", "tabel berlapis: pakai LAPIS atau PROGRESIF")
        keys = self._keys(node, table, node.arguments[1:])
        return Lookup(table.value_type, _may_miss(table, keys), table, keys, None)

    def _call_band(self, node: Call) -> Typed:
        table = self._table(node)
        if isinstance(table, Unknown):
            return table
        if table.band_unit is None:
            raise self._arguments(node, "tabel berlapis", "tabel biasa: pakai TABEL")
        keys = self._keys(node, table, node.arguments[1:-1])
        value = self.coerce(self.value(node.arguments[-1]), table.band_unit, node.arguments[-1].at)
        if isinstance(value.type, Number):
            value = rescale(value, max(value.type.scale, table.bound_scale))
        nullable = value.nullable or _may_miss(table, keys) or _below(table, value)
        if node.function == "LAPIS":
            return Lookup(table.value_type, nullable, table, keys, value)
        return Lookup(_progressive_type(table, value), nullable, table, keys, value, progressive=True)

    def _table(self, node: Call) -> Table | Unknown:
        """The table a call names; where no source states it, an unknown value, asked for with what has a meaning."""
        first = node.arguments[0]
        name = first.value if isinstance(first, Literal) and isinstance(first.value, str) else ""
        table = self.scope.tables.get(name)
        if table is None and name in self.scope.unknown_tables:
            for argument in node.arguments[1:]:
                self.value(argument)
            return Unknown(None, True, self.scope.unknown_tables[name])
        if table is None:
            raise self._problem(node.at, "L-010", nama=name or str(first), saran=suggestion(name, self.scope.tables))
        return table

    def _keys(self, node: Call, table: Table, arguments: tuple[Node, ...]) -> tuple[Typed, ...]:
        if len(arguments) != len(table.keys):
            wanted = ", ".join(name for name, _ in table.keys)
            raise self._arguments(node, f"{len(table.keys)} kunci ({wanted})", f"{len(arguments)}")
        pairs = zip(arguments, table.keys, strict=True)
        return tuple(self._key(argument, domain) for argument, (_, domain) in pairs)

    def _key(self, argument: Node, domain: KeyDomain) -> Typed:
        key = self.coerce(self.value(argument), domain, argument.at)
        if isinstance(domain, Number) and isinstance(key.type, Number) and key.type.scale:
            raise self._problem(
                argument.at, "L-021", diharapkan=f"{domain.unit} bulat", ditemukan=f"{domain.unit} pecahan"
            )
        return key

    def _call_family(self, node: Call) -> Typed:
        raise TypeError("families are expanded before a formula is checked")

    def _call_aggregate(self, node: Call) -> Typed:
        target = node.arguments[0]
        parts = target.parts if isinstance(target, Name) else ()
        relation, column = (parts[0], parts[1] if len(parts) == 2 else "") if parts else ("", "")
        found = self.scope.aggregates.get((relation, node.function, column))
        if found is None:
            known = sorted({name for name, function, _ in self.scope.aggregates if function == node.function})
            raise self._arguments(node, "relasi: " + (", ".join(known) or "tidak ada"), ".".join(parts) or "rumus")
        return found

    def _call_unknown(self, node: Call) -> Typed:
        first = node.arguments[0]
        if not (isinstance(first, Literal) and isinstance(first.value, str)):
            raise self._arguments(node, "alasan dalam tanda kutip", "bukan teks")
        return Unknown(None, True, first.value)

    # -- coercion -----------------------------------------------------------------------------------------------

    def coerce(self, typed: Typed, expected: Type | Unit, at: Spot) -> Typed:
        """``typed`` as a value of ``expected``, or a problem."""
        if typed.type is None:
            return typed
        if isinstance(expected, Category):
            return self._coerce_category(typed, expected, at)
        unit = expected if isinstance(expected, Unit) else expected.unit
        if isinstance(typed.type, Number) and is_bare(typed):
            try:
                typed = adopt(typed, None, unit)
            except UnitMismatchError as refusal:
                raise self._mismatch(Node(at), refusal) from None
        if typed.type is None or typed.type.unit != unit:
            raise self._problem(at, "L-021", diharapkan=describe(expected), ditemukan=describe(typed))
        return typed

    def _coerce_category(self, typed: Typed, expected: Category, at: Spot) -> Typed:
        if not isinstance(typed.type, Category):
            raise self._problem(at, "L-021", diharapkan=describe(expected), ditemukan=describe(typed))
        if isinstance(typed, Constant):
            return self._code(typed, expected, at)
        if isinstance(typed, Choice) and not typed.type.name:
            for _, value in (*typed.branches, (None, typed.default)):
                if value.type is not None:
                    self._code(value, expected, at)
            return Choice(expected, typed.nullable, typed.branches, typed.default)
        if expected.codes and (not typed.type.codes or not set(typed.type.codes) <= set(expected.codes)):
            raise self._problem(at, "L-021", diharapkan=describe(expected), ditemukan=describe(typed))
        return typed

    # -- small helpers ------------------------------------------------------------------------------------------

    def _boolean(self, node: Node) -> Typed:
        typed = self.value(node)
        if typed.type is not None and typed.type != BOOLEAN:
            raise self._problem(node.at, "L-021", diharapkan=str(Unit.YA_TIDAK), ditemukan=describe(typed))
        return typed

    def _number(self, node: Node) -> Typed:
        typed = self.value(node)
        if typed.type is not None and not isinstance(typed.type, Number):
            raise self._problem(node.at, "L-021", diharapkan="angka", ditemukan=describe(typed))
        return typed

    def _number_literal(self, node: Call, index: int) -> Fraction:
        argument = node.arguments[index]
        sign = 1
        if isinstance(argument, Unary) and argument.operator == "-":
            argument, sign = argument.operand, -1
        if not isinstance(argument, Literal) or not isinstance(argument.value, Fraction):
            raise self._arguments(node, "angka tetap", "rumus")
        return sign * argument.value

    def _arguments(self, node: Call, wanted: str, found: str) -> RegulationError:
        return self._problem(node.at, "L-013", fungsi=node.function, diharapkan=wanted, ditemukan=found)

    @staticmethod
    def _problem(at: Spot, code: str, **words: object) -> RegulationError:
        return RegulationError(Problem(code, Place(line=at.line, column=at.column), words))


def _plain(node: Node) -> bool:
    """Whether a rounding's operand can be looked at by itself: no division stands in it."""
    return not any(isinstance(part, Binary) and part.operator == "/" for part in walk(node))


def _bounds(typed: Typed) -> str:
    kind = typed.type
    return f"{kind.lo} … {kind.hi}" if isinstance(kind, Number) else ""


def _may_miss(table: Table, keys: tuple[Typed, ...]) -> bool:
    """Whether a look-up may find nothing: an unknown key or cell, or a number outside the table's."""
    outside = (
        isinstance(domain, Number)
        and isinstance(key.type, Number)
        and not domain.lo <= key.type.lo <= key.type.hi <= domain.hi
        for key, (_, domain) in zip(keys, table.keys, strict=True)
    )
    return table.has_unknown_cells or any(key.nullable for key in keys) or any(outside)


def _below(table: Table, value: Typed) -> bool:
    """Whether a value may lie below the lowest band, where the table says nothing."""
    lowest = [rows[0].band for keys in table.combinations() if (rows := table.rows_of(keys))]
    kind = value.type
    if not isinstance(kind, Number):
        return True
    least = Fraction(kind.lo, 10**kind.scale)
    return any(
        band is not None and band.lower is not None and least <= band.lower and not band.holds(least) for band in lowest
    )


def _progressive_type(table: Table, value: Typed) -> Number:
    """Bounds of a progressive sum: nothing up to the highest rate on everything."""
    rate, base = table.value_type, value.type
    if not isinstance(rate, Number) or not isinstance(base, Number):
        raise TypeError("a progressive table holds percentages of an amount")
    return Number(base.unit, rate.scale + base.scale, 0, max(0, rate.hi * base.hi))


def _as_text(literal: Typed, other: Typed) -> Typed:
    """A quoted text beside a fact that is text: no list of codes holds it."""
    is_text = isinstance(other.type, Simple) and other.type.unit is Unit.TEKS
    if is_text and isinstance(literal, Constant) and isinstance(literal.value, str):
        return Constant(other.type, False, literal.value)
    return literal
