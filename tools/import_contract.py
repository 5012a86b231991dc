"""A contract for import-linter: the libraries a room of the house may import besides the standard library."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from grimp import ImportGraph
from importlinter.application import output
from importlinter.domain import fields
from importlinter.domain.contract import Contract, ContractCheck


class RoomContract(Contract):
    """Refuses every library that is not in ``libraries``, and a room that is not there unless it is ``planned``."""

    type_name = "room"

    # import-linter puts each field's value in the field's place.
    room: str = fields.StringField()  # type: ignore[assignment]
    libraries: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]
    planned: bool = fields.BooleanField(required=False, default=False)  # type: ignore[assignment]

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every direct import of every module of the room."""
        modules = sorted(m for m in graph.modules if m == self.room or m.startswith(f"{self.room}."))
        refused = [line for module in modules for line in self._refused(graph, module)]
        if not modules and not self.planned:
            refused = [f"{self.room} does not exist, so nothing was examined"]
        return ContractCheck(kept=not refused, metadata={"refused": refused})

    def _refused(self, graph: ImportGraph, module: str) -> Iterator[str]:
        ours = module.partition(".")[0]
        allowed = {ours, *self.libraries, *sys.stdlib_module_names}
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            if imported.partition(".")[0] not in allowed:
                yield f"{module} imports {imported}"

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each refused import."""
        for line in check.metadata["refused"]:
            output.print_error(line)
