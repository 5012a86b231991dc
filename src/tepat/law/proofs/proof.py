"""What a proof hands back: what it looked at, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tepat.lang.errors import Problem


@dataclass(frozen=True)
class Proof:
    """``examined`` names each thing looked at, once however many months it stands in: nothing examined proves nothing.

    ``codes`` are the messages with which the proof fails.
    """

    name: str
    codes: tuple[str, ...]
    examined: frozenset[str]
    problems: tuple[Problem, ...] = ()

    def joined(self, other: Proof) -> Proof:
        """The same proof over two books; a problem that stands in both is told once."""
        problems = {fingerprint(problem): problem for problem in (*other.problems, *self.problems)}
        return Proof(self.name, self.codes, self.examined | other.examined, tuple(problems.values()))


def fingerprint(problem: Problem) -> tuple[object, ...]:
    """What makes two problems the same: code, place and thing, not the month in which it was met."""
    return problem.code, problem.place, problem.words.get("nama")


def proof(name: str, codes: tuple[str, ...], examined: Iterable[str], problems: Iterable[Problem] = ()) -> Proof:
    """A proof with each thing and each problem once."""
    told = {fingerprint(problem): problem for problem in reversed([*problems])}
    return Proof(name, codes, frozenset(examined), tuple(reversed(told.values())))
