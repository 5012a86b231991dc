"""What a formula may refer to: names, tables and the month."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tepat.lang.calendar import Masa
from tepat.lang.tables import Table
from tepat.lang.typed import Constant, Reference, Typed


@dataclass(frozen=True)
class Scope:
    """The names of one grain.

    ``names`` maps what may be written (``predikat``, ``jabatan.beban_kerja``, a variable) to its typed meaning;
    ``ambiguous`` holds short names that mean several things, with the long ones; ``run_period`` is the period of a
    kind of run that has one of its own (``2024-14``). ``unknown_tables``: tables no source states, with the
    reason; what is looked up in them is unknown until somebody supplies them.
    """

    masa: Masa
    zone: str
    names: Mapping[tuple[str, ...], Reference | Constant]
    tables: Mapping[str, Table]
    # (relation, function, column) → the column that holds the aggregate; column "" for ADA and BANYAK.
    aggregates: Mapping[tuple[str, str, str], Reference] = field(default_factory=dict)
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    run_period: str = ""
    unknown_tables: Mapping[str, str] = field(default_factory=dict)

    def find(self, parts: tuple[str, ...]) -> Typed | None:
        """The meaning of a name, or None."""
        return self.names.get(parts)

    def similar(self, name: str) -> str:
        """A hint naming what was perhaps meant: empty, or ``; mungkin maksudnya …``."""
        return suggestion(name, (".".join(parts) for parts in self.names))


def suggestion(name: str, known: Iterable[str]) -> str:
    """`` (mungkin 'x'?)`` for the nearest known name, else empty.

    >>> suggestion("cpns", ["CPNS", "PNS"])
    " (mungkin 'CPNS'?)"
    """
    candidates = list(known)
    lowered = {candidate.lower(): candidate for candidate in candidates}
    near = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.6)
    return f" (mungkin '{lowered[near[0]]}'?)" if near else ""
