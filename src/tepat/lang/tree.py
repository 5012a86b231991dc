"""The untyped tree of a formula: what was written, nothing more.

The interpreter and the prose walk this tree; the compiler walks the typed one made from it. Nothing here knows
types, so that the two ways to a value share only the parser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Spot:
    """Line and column inside the formula text, counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of a formula."""

    at: Spot


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, a quoted code, a date or a truth value, as written."""

    value: Fraction | str | date | bool


@dataclass(frozen=True, slots=True)
class Name(Node):
    """``predikat`` or ``jabatan.beban_kerja``."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A named function: ``BULAT_SETENGAH_NAIK(x)``; the name is upper case."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """``-x`` or ``NOT x``."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Arithmetic ``+ - * /``, comparison ``= <> < <= > >=`` or ``AND``/``OR``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """One ``WHEN condition THEN value``."""

    condition: Node
    value: Node


@dataclass(frozen=True, slots=True)
class Case(Node):
    """``CASE WHEN … THEN … ELSE … END``; the ELSE is obligatory."""

    branches: tuple[Branch, ...]
    default: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """``x IN ('a', 'b')``."""

    operand: Node
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class IsNull(Node):
    """``x IS NULL`` or ``x IS NOT NULL``: only of facts that may be absent."""

    operand: Name
    negated: bool


ARITHMETIC = frozenset("+-*/")
COMPARISON = frozenset({"=", "<>", "<", "<=", ">", ">="})


def children(node: Node) -> Iterator[Node]:
    """The parts directly inside ``node``, in the order they are written."""
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, Node))


def walk(node: Node) -> Iterator[Node]:
    """``node`` and everything inside it."""
    yield node
    for child in children(node):
        yield from walk(child)


def transform(node: Node, change: Callable[[Node], Node]) -> Node:
    """The same tree with ``change`` applied to every part, innermost first."""

    def rebuilt(value: object) -> object:
        if isinstance(value, Node):
            return transform(value, change)
        if isinstance(value, tuple):
            return tuple(rebuilt(part) for part in value)
        return value

    parts: dict[str, Any] = {item.name: rebuilt(getattr(node, item.name)) for item in fields(node)}
    return change(replace(node, **parts))


def names(node: Node) -> frozenset[tuple[str, ...]]:
    """Every name a formula reads."""
    return frozenset(part.parts for part in walk(node) if isinstance(part, Name))


def calls(node: Node, function: str) -> Iterator[Call]:
    """Every call of one function."""
    return (part for part in walk(node) if isinstance(part, Call) and part.function == function)
