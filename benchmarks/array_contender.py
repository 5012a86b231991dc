"""The month over arrays among those who are measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from benchmarks.contenders import Contender
from benchmarks.names import AMOUNTS, ARRAYS, THREADS
from tepat.engine.arrays.columns import Column
from tepat.engine.arrays.exchange import arrow_array
from tepat.engine.arrays.month import ArrayMonth
from tepat.engine.statement import STATUS
from tepat.law.bound import BoundBook


class Arrays:
    """The compiled rule book over facts that are columns already."""

    def __init__(self, bound: BoundBook, facts: Mapping[str, Column], people: int) -> None:
        self.month, self.facts, self.people = ArrayMonth(bound), facts, people
        self.results: dict[str, Column] = {}

    def clean(self) -> None:
        """The values of the last run are released."""
        self.results = {}

    def run(self) -> None:
        """Every variable and condition of everybody."""
        self.results = self.month.compute(self.facts, self.people, THREADS)

    @property
    def contender(self) -> Contender:
        """These arrays as one who is measured."""
        return Contender(ARRAYS, self.clean, self.run)

    def amounts(self, nips: Any) -> pa.Table:
        """The amounts, and whether the month is computed; ``nips`` in the order of the facts."""
        columns = {name: arrow_array(self.results[name]) for name in AMOUNTS}
        computed = pa.array(self.results[STATUS].data == 0)
        return pa.table({"nip": nips, **columns, "dihitung": computed})
