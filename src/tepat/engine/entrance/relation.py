"""A fact file as the database reads it: a select of numbered rows of text cells."""

from __future__ import annotations

from dataclasses import dataclass

from tepat.lang.errors import Problem


@dataclass(frozen=True)
class Relation:
    """A select of ``baris`` (1 = first data row) and the text cells ``k0``, ``k1``, … of ``columns``.

    ``rows``: how many it must yield (None: nobody counted); ``failure``: what to say if it does not.
    """

    columns: tuple[str, ...]
    select: str
    parameters: tuple[str, ...]
    rows: int | None
    failure: Problem


def empty_relation(columns: tuple[str, ...]) -> Relation:
    """The relation of a file that is not there."""
    cells = ", ".join(f"CAST(NULL AS VARCHAR) AS k{index}" for index in range(len(columns)))
    return Relation(columns, f"SELECT CAST(NULL AS BIGINT) AS baris, {cells} WHERE FALSE", (), 0, Problem("F-001"))
