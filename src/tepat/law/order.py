"""The order in which the pieces of a rule book can be computed, and in which round.

A piece is a variable of the person, a variable of the rows of a fact file, or a relation (its condition). Rows may
read what the person's variables came to (a day's cut in rupiah): that opens a further round, in which those rows are
computed over the layers of the round before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PERSON, ROW, RELATION = "pegawai", "baris", "relasi"


@dataclass(frozen=True, order=True)
class Piece:
    """``kind`` (`PERSON`, `ROW` or `RELATION`), the name, and of a row variable the file."""

    kind: str
    name: str
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file}.{self.name}" if self.file else self.name


@dataclass
class Arrangement:
    """Pieces in an order in which each comes after what it reads; circles found on the way."""

    reads: Mapping[Piece, tuple[Piece, ...]]
    order: list[Piece] = field(default_factory=list)
    rounds: dict[Piece, int] = field(default_factory=dict)
    circles: list[tuple[Piece, ...]] = field(default_factory=list)
    _open: dict[Piece, bool] = field(default_factory=dict)

    def visit(self, piece: Piece, path: tuple[Piece, ...] = ()) -> None:
        """Place a piece after everything it reads."""
        if piece in self.rounds:
            return
        if self._open.get(piece):
            self.circles.append((*path[path.index(piece) :], piece))
            return
        self._open[piece] = True
        for other in self.reads[piece]:
            self.visit(other, (*path, piece))
        self._open[piece] = False
        self.rounds[piece] = max((self._after(piece, other) for other in self.reads[piece]), default=0)
        self.order.append(piece)

    def _after(self, piece: Piece, other: Piece) -> int:
        crossing = piece.kind != PERSON and other.kind == PERSON
        return self.rounds.get(other, 0) + crossing


def arrange(reads: Mapping[Piece, tuple[Piece, ...]]) -> Arrangement:
    """Order pieces by what they read; the order of ``reads`` decides where nothing else does."""
    found = Arrangement(reads)
    for piece in reads:
        found.visit(piece)
    return found
