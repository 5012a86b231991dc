"""A contract for import-linter: an app of the web application enters another one only through its doors."""

from __future__ import annotations

from collections.abc import Iterator

from grimp import ImportGraph
from importlinter.application import output
from importlinter.domain import fields
from importlinter.domain.contract import Contract, ContractCheck


class AppContract(Contract):
    """Refuses every import of another app but of its ``doors``.

    The modules named in ``free`` (Django writes migrations itself) may import anything. Apps may stand in each other's
    foreign keys by name, as text.
    """

    type_name = "apps"

    # import-linter puts each field's value in the field's place.
    container: str = fields.StringField()  # type: ignore[assignment]
    doors: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]
    free: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every direct import of every module of every app."""
        modules = sorted(module for module in graph.modules if self._inside(module))
        refused = [line for module in modules for line in self._refused(graph, module)]
        if not modules:
            refused = [f"{self.container} has no apps, so nothing was examined"]
        return ContractCheck(kept=not refused, metadata={"refused": refused})

    def _inside(self, module: str) -> list[str]:
        """The names of app, part of the app and so on; none outside the apps."""
        prefix = f"{self.container}."
        return module.removeprefix(prefix).split(".") if module.startswith(prefix) else []

    def _refused(self, graph: ImportGraph, module: str) -> Iterator[str]:
        app, *part = self._inside(module)
        if part[:1] and part[0] in self.free:
            return
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            other = self._inside(imported)
            if other and other[0] != app and (len(other) == 1 or other[1] not in self.doors):
                yield f"{module} imports {imported}"

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each refused import."""
        for line in check.metadata["refused"]:
            output.print_error(line)
