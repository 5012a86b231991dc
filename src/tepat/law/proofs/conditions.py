"""When a condition holds, as ways over what each fact may still be.

An unknown never satisfies a condition, and an unknown condition of a CASE makes the whole unknown: so whoever goes on
to the next WHEN has a condition that is certainly false. What is not understood here is an atom of its own, known
only by its text: nothing is claimed of it but that it is not both true and false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tepat.lang.functions import UNIT_LITERALS
from tepat.lang.tree import COMPARISON, Binary, Call, Case, In, IsNull, Literal, Name, Node, Unary
from tepat.lang.typed import Constant, Reference
from tepat.lang.types import Category, Number, Type
from tepat.law.proofs.values import (
    ALWAYS,
    NO,
    NOWHERE,
    YES,
    Codes,
    Spans,
    Values,
    Ways,
    between,
    compared,
    gaps,
    one_way,
    points,
)

Fixed = Fraction | str
Names = Mapping[tuple[str, ...], Reference | Constant]


@dataclass(frozen=True)
class Reader:
    """Conditions of one grain. ``names``: what may be read; ``loose``: names whose bounds are declared, not proven."""

    names: Names
    loose: frozenset[str] = frozenset()

    def when(self, node: Node, truth: bool) -> Ways:
        """The ways on which a condition is known to be true (or known to be false)."""
        match node:
            case Literal(value=bool() as value):
                return ALWAYS if value is truth else NOWHERE
            case Unary(operator="NOT"):
                return self.when(node.operand, not truth)
            case Binary(operator="AND" | "OR"):
                left, right = self.when(node.left, truth), self.when(node.right, truth)
                return left.both(right) if (node.operator == "AND") is truth else left.either(right)
            case Binary() if node.operator in COMPARISON:
                return self._comparison(node, truth)
            case In():
                return self._member(node, truth)
            case IsNull():
                return one_way(iter([(self._null(node.operand), YES if truth is not node.negated else NO)]))
        return one_way(self._held(node, "ya", YES if truth else NO))

    # -- comparisons ----------------------------------------------------------------------------------------------

    def _comparison(self, node: Binary, truth: bool) -> Ways:
        """A thing beside a fixed value; two things beside each other are an atom of their own."""
        left, right = self.fixed(node.left), self.fixed(node.right)
        operator = node.operator if truth else OPPOSITE[node.operator]
        if right is not None and left is None:
            return one_way(self._beside(node.left, operator, right))
        if left is not None and right is None:
            return one_way(self._beside(node.right, MIRRORED[operator], left))
        turned = node.operator in {"<>", ">", ">="}  # so that x < y and x >= y are told to be one question
        plain, positive = (OPPOSITE[node.operator], not truth) if turned else (node.operator, truth)
        return one_way(self._held(Binary(node.at, plain, node.left, node.right), "ya", YES if positive else NO))

    def _beside(self, thing: Node, operator: str, value: Fixed) -> Iterator[tuple[str, Values]]:
        if isinstance(value, Fraction):
            return self._held(thing, "angka", compared(operator, value))
        return self._held(thing, "kode", Codes(frozenset({value}), others=operator == "<>"))

    def _member(self, node: In, truth: bool) -> Ways:
        options = [self.fixed(option) for option in node.options]
        numbers = [value for value in options if isinstance(value, Fraction)]
        codes = frozenset(value for value in options if isinstance(value, str))
        if len(numbers) == len(options):
            return one_way(self._held(node.operand, "angka", points(numbers) if truth else gaps(numbers)))
        if len(codes) == len(set(options)):
            return one_way(self._held(node.operand, "kode", Codes(codes, others=not truth)))
        return one_way(self._held(node, "ya", YES if truth else NO))

    def fixed(self, node: Node) -> Fixed | None:
        """A value that is the same for everybody: written, or a parameter's; dates as their ordinal number."""
        match node:
            case Literal(value=bool()):
                return None
            case Literal(value=date() as day):
                return Fraction(day.toordinal())
            case Literal(value=Fraction() | str() as value):
                return value
            case Unary(operator="-"):
                inner = self.fixed(node.operand)
                return -inner if isinstance(inner, Fraction) else None
            case Call(function=function, arguments=(argument,)) if function in UNIT_LITERALS:
                inner = self.fixed(argument)
                return inner * Fraction(1, UNIT_LITERALS[function][1]) if isinstance(inner, Fraction) else None
            case Name():
                found = self.names.get(node.parts)
                known = found.value if isinstance(found, Constant) else None
                return known if isinstance(known, Fraction | str) else None
        return None

    # -- what is held of a thing ----------------------------------------------------------------------------------

    def _held(self, thing: Node, kind: str, values: Values) -> Iterator[tuple[str, Values]]:
        """A thing's values, within what its type allows; and that it is there at all."""
        yield f"{kind} {self._key(thing)}", self._within(self._type(thing), values)
        if isinstance(thing, Name):
            yield self._null(thing), NO

    @staticmethod
    def _within(kind: Type | None, values: Values) -> Values:
        if isinstance(kind, Number) and isinstance(values, Spans):
            unit = 10**kind.scale
            return values.meet(between(Fraction(kind.lo, unit), Fraction(kind.hi, unit))).whole(kind.scale)
        if isinstance(kind, Category) and kind.codes and isinstance(values, Codes):
            return values.meet(Codes(frozenset(kind.codes)))
        return values

    def _type(self, thing: Node) -> Type | None:
        found = self.names.get(thing.parts) if isinstance(thing, Name) else None
        return found.type if isinstance(found, Reference) and found.column not in self.loose else None

    def _null(self, name: Name) -> str:
        return f"kosong {self._key(name)}"

    def _key(self, thing: Node) -> str:
        """One key for a thing however it is written: ``predikat`` is ``kinerja.predikat``."""
        found = self.names.get(thing.parts) if isinstance(thing, Name) else None
        return found.column if isinstance(found, Reference) else text_of(thing)


OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED = {"=": "=", "<>": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def text_of(node: Node) -> str:
    """A formula as one would write it again.

    >>> from tepat.lang.parse import parse
    >>> text_of(parse("NOT (a.b > 2 AND x IN ('p', 'q'))"))
    "NOT (a.b > 2 AND x IN ('p', 'q'))"
    """
    match node:
        case Name():
            return str(node)
        case Literal():
            return _literal_text(node)
        case Call():
            return f"{node.function}({_list(node.arguments)})"
        case Unary():
            return f"{node.operator}{' ' if node.operator == 'NOT' else ''}{_inner(node.operand)}"
        case Binary():
            return f"{_inner(node.left, node)} {node.operator} {_inner(node.right, node)}"
        case In():
            return f"{_inner(node.operand)} IN ({_list(node.options)})"
        case IsNull():
            return f"{node.operand} IS {'NOT ' if node.negated else ''}NULL"
        case Case():
            whens = (f"WHEN {text_of(item.condition)} THEN {text_of(item.value)}" for item in node.branches)
            return f"CASE {' '.join(whens)} ELSE {text_of(node.default)} END"
    raise TypeError(f"unknown node {node!r}")


def _literal_text(node: Literal) -> str:
    value = node.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return f"DATE '{value}'"
    return f"'{value}'" if isinstance(value, str) else str(value)


def _list(nodes: Iterable[Node]) -> str:
    return ", ".join(map(text_of, nodes))


def _inner(node: Node, around: Binary | None = None) -> str:
    """In brackets where it binds less tightly than what stands around it, or might."""
    tight = around is not None and isinstance(node, Binary) and _BINDING[node.operator] > _BINDING[around.operator]
    same = around is not None and isinstance(node, Binary) and node.operator == around.operator in {"AND", "OR", "+"}
    plain = not isinstance(node, Binary | In | IsNull | Case) or (around is not None and not isinstance(node, Binary))
    return text_of(node) if tight or same or plain else f"({text_of(node)})"


_BINDING = {"OR": 0, "AND": 1, **dict.fromkeys(COMPARISON, 2), "+": 3, "-": 3, "*": 4, "/": 4}
