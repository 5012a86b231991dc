"""No branch that nobody can reach, no condition that nobody can meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tepat.lang.errors import Problem
from tepat.lang.tree import Binary, Call, Case, Literal, Node, children, walk
from tepat.lang.types import Unit
from tepat.law.bound import BoundBook
from tepat.law.proofs.conditions import Reader, text_of
from tepat.law.proofs.formulas import Formula, formulas, readers
from tepat.law.proofs.proof import Proof, proof
from tepat.law.proofs.values import ALWAYS, Ways

UNREACHED, COVERED, IMPOSSIBLE = "R-060", "R-061", "R-062"


def prove_branches(bound: BoundBook) -> Proof:
    """Every WHEN and every ELSE can be reached."""
    walkers = [*_walkers(bound)]
    found = (problem for walker in walkers for problem in walker.branches())
    examined = (label for walker in walkers for label in walker.seen_branches())
    return proof("cabang", (UNREACHED, COVERED), examined, found)


def prove_conditions(bound: BoundBook) -> Proof:
    """Every condition, and every conjunction inside one, can be met."""
    walkers = [*_walkers(bound)]
    found = (problem for walker in walkers for problem in walker.impossible())
    examined = (walker.formula.label for walker in walkers if walker.conditions())
    return proof("syarat", (IMPOSSIBLE,), examined, found)


def _walkers(bound: BoundBook) -> Iterator[_Walker]:
    known = readers(bound)
    booleans = {item.name for item in bound.bound if item.definition.unit is Unit.YA_TIDAK}
    for formula in formulas(bound):
        rows = {item.name for item in bound.rows.get(formula.file, ()) if item.definition.unit is Unit.YA_TIDAK}
        whole = formula.part != "rumus" or formula.owner in (rows if formula.file else booleans)
        yield _Walker(formula, known[formula.file], whole)


@dataclass
class _Walker:
    """Goes through one formula with the ways that lead to each part of it. ``whole``: it is itself a condition."""

    formula: Formula
    reader: Reader
    whole: bool
    dead: list[tuple[str, Node, dict[str, object]]] = field(default_factory=list)

    def branches(self) -> Iterator[Problem]:
        """WHENs and ELSEs that cannot be reached."""
        self.dead.clear()
        start = self._start()
        if not start.none:  # otherwise its berlaku_bila is told
            self._visit(self.formula.tree, start)
        return (self._problem(*item) for item in self.dead if item[0] != IMPOSSIBLE)

    def seen_branches(self) -> Iterator[str]:
        """Each branch by its formula and place."""
        for node in walk(self.formula.tree):
            if isinstance(node, Case):
                spots = [*(branch.at for branch in node.branches), node.default.at]
                yield from (f"{self.formula.label}:{spot.line}:{spot.column}" for spot in spots)

    def conditions(self) -> bool:
        """Whether a condition stands here at all."""
        inside = any(isinstance(node, Case) or _connects(node) for node in walk(self.formula.tree))
        return inside or (self.whole and not isinstance(self.formula.tree, Literal))

    def impossible(self) -> Iterator[Problem]:
        """Conditions that nobody can meet; the ones of a WHEN are told as its branch."""
        self.dead.clear()
        tree, start = self.formula.tree, self._start()
        if self.whole and not isinstance(tree, Literal) and self.reader.when(tree, True).both(start).none:
            if not start.none:
                self._mark(IMPOSSIBLE, tree, {"syarat": text_of(tree)})
        else:
            self._visit(tree, start)
        return (self._problem(*item) for item in self.dead if item[0] == IMPOSSIBLE)

    def _start(self) -> Ways:
        return ALWAYS if self.formula.given is None else self.reader.when(self.formula.given, True)

    def _visit(self, node: Node, ways: Ways) -> None:
        if isinstance(node, Case):
            self._case(node, ways)
        elif _connects(node) and self.reader.when(node, True).both(ways).none:
            self._mark(IMPOSSIBLE, node, {"syarat": text_of(node)})
        else:
            for child in _operands(node):
                self._visit(child, ways)

    def _case(self, node: Case, ways: Ways) -> None:
        covered = False
        for index, branch in enumerate(node.branches, 1):
            taken = ways.both(self.reader.when(branch.condition, True))
            if taken.none:
                words = {"urutan": index, "syarat": text_of(branch.condition)}
                self._mark(UNREACHED, branch, words)
                covered = covered or ways.none
            else:
                self._visit(branch.condition, ways)
                self._visit(branch.value, taken)
            ways = ways.both(self.reader.when(branch.condition, False))
        if not ways.none:
            self._visit(node.default, ways)
        elif not covered and not _says_unknown(node.default):
            self._mark(COVERED, node.default, {"syarat": text_of(node.branches[-1].condition)})

    def _mark(self, code: str, node: Node, words: dict[str, object]) -> None:
        self.dead.append((code, node, words))

    def _problem(self, code: str, node: Node, words: dict[str, object]) -> Problem:
        return Problem(code, self.formula.spot(node), {"bagian": self.formula.part, **words})


def _connects(node: Node) -> bool:
    return isinstance(node, Binary) and node.operator == "AND"


def _operands(node: Node) -> Iterator[Node]:
    """Parts to look into: of a conjunction that can be met as a whole, those are not conjunctions of their own."""
    for child in children(node):
        if _connects(node) and _connects(child):
            yield from _operands(child)
        else:
            yield child


def _says_unknown(node: Node) -> bool:
    """``ELSE TIDAK_DIKETAHUI('…')`` says that nothing else is expected."""
    return isinstance(node, Call) and node.function == "TIDAK_DIKETAHUI"
