"""Formulas put in order: every part that several of them share is computed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tepat.engine.arrays.columns import Column
from tepat.engine.arrays.operations import operation
from tepat.lang.typed import Reference, Typed


@dataclass(frozen=True)
class _Step:
    apply: Callable[[Sequence[Column]], Column]
    reads: tuple[int, ...]
    target: int


@dataclass
class Program:
    """A list of steps over numbered columns.

    ``inputs``: the columns it must be given, by name. ``varying``: columns that depend on any of them; the others are
    the same for everybody.
    """

    steps: list[_Step] = field(default_factory=list)
    inputs: dict[str, int] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    varying: set[int] = field(default_factory=set)
    _places: dict[Typed, int] = field(default_factory=dict)
    _columns: int = 0

    def name(self, name: str, node: Typed) -> None:
        """Compute a formula, and let later formulas refer to it by this name."""
        self.named[name] = self.place(node)

    def place(self, node: Typed) -> int:
        """Where the column of a formula stands once its steps are done."""
        if isinstance(node, Reference):
            return self._referred(node.column)
        known = self._places.get(node)
        if known is None:
            found = operation(node)
            known = self.step(found.apply, tuple(self.place(part) for part in found.reads))
            self._places[node] = known
        return known

    def step(self, apply: Callable[[Sequence[Column]], Column], reads: tuple[int, ...]) -> int:
        """A further column, made of others."""
        target = self._new()
        self.steps.append(_Step(apply, reads, target))
        if self.varying.intersection(reads):
            self.varying.add(target)
        return target

    def _referred(self, name: str) -> int:
        if name in self.named:
            return self.named[name]
        if name not in self.inputs:
            self.inputs[name] = self._new()
            self.varying.add(self.inputs[name])
        return self.inputs[name]

    def _new(self) -> int:
        self._columns += 1
        return self._columns - 1

    def compute(self, given: Mapping[str, Column], wanted: Sequence[int]) -> list[Column]:
        """The wanted columns, from those given. A column that nobody reads any more is let go at once."""
        columns: list[Column | None] = [None] * self._columns
        for name, place in self.inputs.items():
            columns[place] = given[name]
        last = self._last_readers(wanted)
        for step in self.steps:
            columns[step.target] = step.apply([columns[place] for place in step.reads])  # type: ignore[misc]
            for place in last.get(step.target, ()):
                columns[place] = None
        return [columns[place] for place in wanted]  # type: ignore[misc]

    def _last_readers(self, wanted: Sequence[int]) -> dict[int, list[int]]:
        """After which step each column is read no more."""
        last = {place: step.target for step in self.steps for place in step.reads}
        done: dict[int, list[int]] = {}
        for place, target in last.items():
            if place not in wanted:
                done.setdefault(target, []).append(place)
        return done
