"""Text to tree, through sqlglot and a whitelist: what is not listed here does not exist in the language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from tepat.lang.errors import Place, Problem, RegulationError
from tepat.lang.tree import Binary, Branch, Call, Case, In, IsNull, Literal, Name, Node, Spot, Unary

# 1.000 is one to SQL and a thousand to whoever wrote it: refused.
_NUMBER = re.compile(r"(?!\d{1,3}\.000$)\d+(\.\d+)?")
_QUOTED = re.compile(r"'[^']*'|--[^\n]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

_BINARY: dict[type[exp.Expr], str] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.And: "AND",
    exp.Or: "OR",
}


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of a formula.

    Raises `RegulationError` with the place inside the text; the caller knows the file.

    >>> parse("PERSEN(60) * jabatan.beban_kerja").operator
    '*'
    """
    percent = _QUOTED.sub(lambda match: " " * len(match[0]), text).find("%")
    if percent >= 0:
        before = text[:percent]
        raise _refused("%", Spot(before.count("\n") + 1, percent - (before.rfind("\n") + 1) + 1), "L-003")
    try:
        statements = sqlglot.parse(text)
    except SqlglotError as error:
        raise _syntax_error(error) from None
    if len(statements) != 1 or statements[0] is None:
        raise _refused(";" if len(statements) > 1 else "", Spot())
    return _convert(statements[0])


def _syntax_error(error: SqlglotError) -> RegulationError:
    first = getattr(error, "errors", [{}])[0] if getattr(error, "errors", None) else {}
    place = Place(line=first.get("line") or 1, column=first.get("col") or 1)
    detail = first.get("highlight") or first.get("description") or str(error).splitlines()[0]
    return RegulationError(Problem("L-001", place, {"rincian": detail}))


def _refused(what: str, at: Spot, code: str = "L-002", **words: object) -> RegulationError:
    return RegulationError(Problem(code, Place(line=at.line, column=at.column), {"bentuk": what, **words}))


def _spot(node: exp.Expr) -> Spot:
    """Where the node begins: the first of its parts that sqlglot gave a position."""
    best: tuple[int, int, int] | None = None
    for part in node.walk():
        if "line" in part.meta:
            start = part.meta["start"]
            here = (start, part.meta["line"], max(1, part.meta["col"] - (part.meta["end"] - start)))
            best = min(best, here) if best else here
    return Spot(best[1], best[2]) if best else Spot()


def _convert(node: exp.Expr) -> Node:
    if isinstance(node, exp.Paren):
        return _convert(node.this)
    operator = _BINARY.get(type(node))
    if operator:
        return Binary(_spot(node), operator, _convert(node.this), _convert(node.expression))
    converter = _CONVERTERS.get(type(node))
    if converter is None:
        code = "L-003" if isinstance(node, exp.Mod) else "L-002"
        raise _refused(node.sql(), _spot(node), code)
    return converter(node)


def _literal(node: exp.Expr) -> Node:
    if node.is_string:
        return Literal(_spot(node), str(node.this))
    if not _NUMBER.fullmatch(node.this):
        raise _refused(node.this, _spot(node), "L-004", teks=node.this)
    return Literal(_spot(node), Fraction(node.this))


def _column(node: exp.Expr) -> Node:
    if not isinstance(node, exp.Column):
        raise _refused(node.sql(), _spot(node))
    parts = [part.name for part in node.parts]
    if len(parts) > 2 or any(part.args.get("quoted") for part in node.parts):
        raise _refused(node.sql(), _spot(node))
    return Name(_spot(node), tuple(part.lower() for part in parts))


def _dotted(node: exp.Expr) -> Node:
    """``1.000.000`` reads as a dotted number: the most usual slip deserves its own message."""
    raise _refused(node.sql(), _spot(node), "L-004", teks=node.sql().replace(" ", ""))


def _case(node: exp.Expr) -> Node:
    if node.this is not None:
        raise _refused("CASE x WHEN", _spot(node))
    if node.args.get("default") is None:
        raise _refused("CASE", _spot(node), "L-005")
    branches = tuple(Branch(_spot(item), _convert(item.this), _convert(item.args["true"])) for item in node.args["ifs"])
    return Case(_spot(node), branches, _convert(node.args["default"]))


def _in(node: exp.Expr) -> Node:
    if not node.expressions:
        raise _refused(node.sql(), _spot(node))
    return In(_spot(node), _convert(node.this), tuple(_convert(option) for option in node.expressions))


def _is(node: exp.Expr) -> Node:
    operand = _convert(node.this)
    if not isinstance(node.expression, exp.Null) or not isinstance(operand, Name):
        raise _refused(node.sql(), _spot(node))
    return IsNull(_spot(node), operand, negated=False)


def _not(node: exp.Expr) -> Node:
    inner = _convert(node.this)
    if isinstance(inner, IsNull):
        return IsNull(inner.at, inner.operand, negated=not inner.negated)
    return Unary(_spot(node), "NOT", inner)


def _date(node: exp.Expr) -> Node:
    if not isinstance(node, exp.Cast) or not (
        node.to.is_type("date") and isinstance(node.this, exp.Literal) and node.this.is_string
    ):
        raise _refused(node.sql(), _spot(node))
    if not _DATE.fullmatch(node.this.this):
        raise _refused(node.sql(), _spot(node))
    try:
        return Literal(_spot(node), date.fromisoformat(node.this.this))
    except ValueError:
        raise _refused(node.sql(), _spot(node)) from None


def _extreme(function: str) -> Callable[[exp.Expr], Node]:
    def convert(node: exp.Expr) -> Node:
        return Call(_spot(node), function, tuple(_convert(part) for part in (node.this, *node.expressions)))

    return convert


def _call(node: exp.Expr) -> Node:
    return Call(_spot(node), str(node.this).upper(), tuple(_convert(part) for part in node.expressions))


_CONVERTERS: dict[type[exp.Expr], Callable[[exp.Expr], Node]] = {
    exp.Literal: _literal,
    exp.Column: _column,
    exp.Dot: _dotted,
    exp.Case: _case,
    exp.In: _in,
    exp.Is: _is,
    exp.Not: _not,
    exp.Cast: _date,
    exp.Least: _extreme("LEAST"),
    exp.Greatest: _extreme("GREATEST"),
    exp.Anonymous: _call,
    exp.Neg: lambda node: Unary(_spot(node), "-", _convert(node.this)),
    exp.Boolean: lambda node: Literal(_spot(node), bool(node.this)),
}
