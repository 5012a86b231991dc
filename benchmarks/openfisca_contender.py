"""OpenFisca-Core among those who are measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks import openfisca_balangan as openfisca
from benchmarks.contenders import Contender
from benchmarks.names import AMOUNTS, OPENFISCA


class OpenFisca:
    """The country package with its system made and its inputs in the types it wants."""

    def __init__(self, inputs: Mapping[str, np.ndarray], outputs: tuple[str, ...]) -> None:
        self.system = openfisca.build_system()
        self.inputs, self.outputs = inputs, outputs
        self.people = len(next(iter(inputs.values())))
        self.clean()

    def clean(self) -> None:
        """A new simulation; the values of the last one are released."""
        self.results: dict[str, np.ndarray] = {}
        self.simulation = openfisca.new_simulation(self.system, self.people)

    def run(self) -> None:
        """Set every input and calculate every variable."""
        self.results = openfisca.run_month(self.simulation, self.inputs, self.outputs)

    @property
    def contender(self) -> Contender:
        """This package as one who is measured."""
        return Contender(OPENFISCA, self.clean, self.run)

    def amounts(self, nips: Any) -> pa.Table:
        """The amounts, and whether the month is computed; ``nips`` in the order of the inputs."""
        columns = {name: self.results[name] for name in AMOUNTS} | {"dihitung": ~self.results["tertahan"]}
        return pa.table({"nip": nips, **columns})
