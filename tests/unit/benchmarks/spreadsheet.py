"""Formulas of a spreadsheet over fractions: as much of the language as the sheet of the benchmark uses."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

Cells = Mapping[str, Any]

_DAY_ZERO = date(1899, 12, 30)
_ARITHMETIC: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: Fraction(left) / right,
}
_COMPARISON: Mapping[type, Callable[[Any, Any], bool]] = {
    ast.Eq: lambda left, right: left == right,
    ast.NotEq: lambda left, right: left != right,
    ast.Lt: lambda left, right: left < right,
    ast.Gt: lambda left, right: left > right,
}


class Row:
    """A row of the sheet: facts, and formulas that are computed when they are asked for."""

    def __init__(
        self, facts: Cells, formulas: Mapping[str, str], tables: Mapping[str, Sequence[Sequence[Any]]]
    ) -> None:
        self._values = dict(facts)
        self._formulas, self._tables = formulas, tables

    def __getitem__(self, name: str) -> Any:
        if name not in self._values:
            self._values[name] = self._compute(_parsed(self._formulas[name]))
        return self._values[name]

    def _compute(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(float() | int() as number) if not isinstance(number, bool):
                return Fraction(str(number))
            case ast.Constant(value):
                return value
            case ast.Name(name):
                return self._tables[name] if name in self._tables else self[name]
            case ast.BinOp(left, operator, right):
                return _ARITHMETIC[type(operator)](self._number(left), self._number(right))
            case ast.Compare(left, [operator], [right]):
                return _COMPARISON[type(operator)](*self._alike(left, right))
            case ast.Call(ast.Name("IF"), [condition, then, otherwise]):
                return self._compute(then if self._compute(condition) else otherwise)
            case ast.Call(ast.Name(name), arguments):
                return _FUNCTIONS[name](*map(self._compute, arguments))
        raise ValueError(f"a formula may not hold {ast.dump(node)}")

    def _number(self, node: ast.expr) -> Any:
        """An empty cell counts as zero."""
        value = self._compute(node)
        return 0 if value is None else value

    def _alike(self, left: ast.expr, right: ast.expr) -> tuple[Any, Any]:
        """An empty cell is zero beside a number, and no text beside a text."""
        one, other = self._compute(left), self._compute(right)
        empty = "" if isinstance(one, str) or isinstance(other, str) else 0
        return (empty if one is None else one), (empty if other is None else other)


def _parsed(formula: str) -> ast.expr:
    python = re.sub(r"(?<![!<>])=", "==", formula.replace("<>", "!=").replace("TRUE", "True").replace("FALSE", "False"))
    return ast.parse(re.sub(r"[{}]", "", python), mode="eval").body


def _lookup(wanted: Any, table: Sequence[Sequence[Any]], column: Fraction, near: bool) -> Any:
    keys = [row[0] for row in table]
    place = bisect_right(keys, wanted) - 1 if near else keys.index(wanted)
    return Fraction(str(found)) if isinstance(found := table[place][int(column) - 1], int | float) else found


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "AND": lambda *values: all(values),
    "OR": lambda *values: any(values),
    "NOT": lambda value: not value,
    "ISBLANK": lambda value: value is None,
    "COUNT": lambda *values: sum(value is not None for value in values),
    "SUM": lambda *values: sum(values),
    "MIN": min,
    "MAX": max,
    # Half up, away from zero.
    "ROUND": lambda value, _: floor(abs(value) + Fraction(1, 2)) * (1 if value >= 0 else -1),
    "DATE": lambda year, month, day: (date(int(year), int(month), int(day)) - _DAY_ZERO).days,
    "VLOOKUP": _lookup,
    "MATCH": lambda wanted, column, _: [row[0] for row in column].index(wanted) + 1,
    "INDEX": lambda table, row, column: table[row - 1][column - 1],
}
