"""Which amounts a rule book adds and which it takes away, read from its own formulas.

No name of a criterion or deduction stands here: the amount paid is taken apart along its formula
(``tpp_bruto - pph21 - iwp``), over sums of families and steps between, until amounts are met that are no sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tepat.engine.telling import Step
from tepat.lang.errors import InternalError
from tepat.lang.prose import value_text
from tepat.lang.tree import Binary, Call, Name, Node, Unary, children, walk
from tepat.lang.types import Unit
from tepat.law.bound import BoundBook
from tepat.law.formulas import tree_of

GROSS = "tpp_bruto"
_PAID = ("tpp_diterima", GROSS)
_AGGREGATE = "JUMLAH"


@dataclass(frozen=True)
class Part:
    """A signed part of an amount.

    ``variable`` is empty of what formulas read beside the variables: a fact, or a sum over rows. ``basis``: the
    variable whose article it rests on.
    """

    sign: int
    variable: str
    basis: str
    label: str
    amount: int


@dataclass(frozen=True)
class Split:
    """An amount paid as what is earned (signed) and what is taken from it."""

    earned: tuple[Part, ...]
    taken: tuple[Part, ...]
    meets_gross: bool


@dataclass(frozen=True)
class Splitter:
    """Takes one person's amounts apart."""

    bound: BoundBook
    steps: Mapping[str, Step]
    bahasa: str

    def paid(self) -> str:
        """The variable that is paid; empty where the book has no amount of that kind."""
        return next((name for name in _PAID if name in self.steps), "")

    def split(self, name: str) -> Split:
        """What the amount is made of."""
        earned: list[Part] = []
        taken: list[Part] = []
        opened: set[str] = set()
        meets_gross = False
        waiting = [Part(1, name, name, self.steps[name].label, self.amount(name))]
        while waiting:
            part = waiting.pop(0)
            # A declared sum may lead back to where it came from.
            inner = [] if part.variable in opened else self._parts(part.variable)
            opened.add(part.variable)
            meets_gross |= part.variable == GROSS
            if part.variable == GROSS:
                earned.extend(inner or [part])
            elif part.sign < 0:
                taken.append(part)
            elif inner:
                # In the order of the formula, as people know it.
                waiting = [*inner, *waiting]
            else:
                earned.append(part)
        return Split(tuple(earned), tuple(taken), meets_gross)

    def amount(self, name: str) -> int:
        """A variable in whole rupiah; 0 where it does not apply.

        Raises `InternalError` of an amount with a fraction: nobody is paid a part of a rupiah.
        """
        value = self._exact(name)
        if value is None or value.denominator != 1:
            raise InternalError(f"{name} = {self.steps[name].nilai} cannot stand on a slip")
        return value.numerator

    def full_amounts(self, parts: Iterable[Part]) -> dict[str, int]:
        """What each part would be in full: the amount its formula takes a share of, or a declared sum takes from.

        A part is left out where no such amount can be told from its formula, or where two parts share one: each is
        then a portion of it.
        """
        names = [part.variable for part in parts if part.variable]
        bases = {name: base for name in names if (base := self._full(name)) is not None}
        shared = Counter(key for key, _ in bases.values())
        return {name: amount for name, (key, amount) in bases.items() if shared[key] == 1}

    def _full(self, name: str) -> tuple[str, int] | None:
        declared = self._declared(name)
        if any(part.sign < 0 for part in declared):
            return name, sum(part.amount for part in declared if part.sign > 0)
        found = {self._base_of(list(_factors(node))) for node in _products(self.bound.named(name).tree)}
        base = found.pop() if len(found) == 1 else None
        value = self._base_value(name, base) if base is not None else None
        if base is None or value is None or value.denominator != 1:
            return None
        return ".".join(base), value.numerator

    # -- sums ---------------------------------------------------------------------------------------------------

    def _parts(self, name: str) -> list[Part]:
        """The terms of a variable whose formula, or declared sum, is nothing but terms; none of another."""
        if not name:
            return []
        return self._signed(name, self.bound.named(name).tree) or self._declared(name)

    def _declared(self, name: str) -> list[Part]:
        found = (item for item in self.bound.book.conservations if item.total == name)
        trees = (tree_of(item.parts, self.bound.book.families) for item in found)
        return next(filter(None, (self._signed(name, tree) for tree in trees)), [])

    def _signed(self, name: str, tree: Node) -> list[Part]:
        terms = list(_terms(tree, 1))
        others = [node for _, node in terms if not self._variable(node)]
        if any(not _stands_alone(node) for node in others) or len(others) > 1:
            return []
        known = [(sign, node, self._amount_of(node)) for sign, node in terms]
        # What is read from rows or facts is the rest: the total and all other terms are known.
        rest = self.amount(name) - sum(sign * amount for sign, _, amount in known)
        return [
            Part(sign, found, found, self.steps[found].label, amount)
            if (found := self._variable(node))
            else Part(sign, "", name, self._label(node), sign * rest)
            for sign, node, amount in known
        ]

    def _variable(self, node: Node) -> str:
        return str(node) if isinstance(node, Name) and str(node) in self.steps else ""

    def _amount_of(self, node: Node) -> int:
        variable = self._variable(node)
        return self.amount(variable) if variable else 0

    def _label(self, node: Node) -> str:
        """A relation's own label, or what the contract of its file calls a fact."""
        name = next(item for item in walk(node) if isinstance(item, Name))
        relation = self.bound.book.relations.get(name.parts[0])
        if relation is not None:
            return relation.label_en if self.bahasa == "en" else relation.label
        files = name.parts[:1] if len(name.parts) > 1 else self.bound.single_files
        contracts = (self.bound.packet[file] for file in files)
        label = next(item.column(name.parts[-1]).gloss for item in contracts if name.parts[-1] in item.names)
        # What an empty cell means is for those who fill it.
        return capital(label.partition(",")[0].partition(";")[0])

    def _exact(self, name: str) -> Fraction | None:
        step = self.steps[name]
        if step.nilai is None:
            return None if step.berlaku else Fraction(0)
        return Fraction(step.nilai) if step.tipe == Unit.RUPIAH else None

    # -- shares -------------------------------------------------------------------------------------------------

    def _base_of(self, factors: Sequence[Node]) -> tuple[str, ...] | None:
        """The one rupiah name of a product of nothing but names; None of another, and of one with a fixed weight."""
        names = [node.parts for node in factors if isinstance(node, Name)]
        fixed = (self.bound.book.definitions.get(parts[0]) for parts in names)
        if len(names) < len(factors) or any(item is not None and item.is_parameter for item in fixed):
            return None
        amounts = [parts for parts in names if self._is_rupiah(parts)]
        return amounts[0] if len(amounts) == 1 else None

    def _is_rupiah(self, parts: tuple[str, ...]) -> bool:
        reference = self.bound.scope.names.get(parts)
        return reference is not None and reference.type is not None and reference.type.unit is Unit.RUPIAH

    def _base_value(self, name: str, parts: tuple[str, ...]) -> Fraction | None:
        if len(parts) == 1 and parts[0] in self.steps:
            return self._exact(parts[0])
        reads = (fact for fact in self.steps[name].fakta if fact.nama == ".".join(parts))
        return next((_rupiah(fact.nilai, self.bahasa) for fact in reads), None)


def _products(tree: Node) -> Iterator[Node]:
    """The outermost products of a formula."""
    if isinstance(tree, Binary) and tree.operator == "*":
        yield tree
    else:
        for child in children(tree):
            yield from _products(child)


def _factors(node: Node) -> Iterator[Node]:
    if isinstance(node, Binary) and node.operator == "*":
        yield from _factors(node.left)
        yield from _factors(node.right)
    else:
        yield node


def capital(text: str) -> str:
    """The text as a line begins with it."""
    return text[:1].upper() + text[1:]


def _terms(tree: Node, sign: int) -> Iterator[tuple[int, Node]]:
    if isinstance(tree, Binary) and tree.operator in "+-":
        yield from _terms(tree.left, sign)
        yield from _terms(tree.right, sign if tree.operator == "+" else -sign)
    elif isinstance(tree, Unary) and tree.operator == "-":
        yield from _terms(tree.operand, -sign)
    else:
        yield sign, tree


def _stands_alone(node: Node) -> bool:
    """Whether a term that is no variable can be told by its name: a fact, or a sum over rows."""
    return isinstance(node, Name) or (isinstance(node, Call) and node.function == _AGGREGATE)


def _rupiah(text: str, bahasa: str) -> Fraction | None:
    """The amount that a told fact shows; None unless it reads back as the very same text."""
    digits = "".join(sign for sign in text if sign.isdigit())
    value = Fraction(int(digits)) if digits else None
    return value if value is not None and value_text(value, Unit.RUPIAH, bahasa) == text else None
