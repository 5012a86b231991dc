"""What reading an upload gives: rows that may be taken, and everything there is to say about the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tepat.lang.errors import Place, Problem
from tepat.lang.messages import Message, catalogue, render

# The levels of the catalogue as whoever uploads a file is told them.
LEVELS: Mapping[str, str] = {
    "galat": "kesalahan",
    "tahan": "kesalahan",
    "peringatan": "peringatan",
    "info": "catatan",
}


@dataclass(frozen=True)
class ListRow:
    """One accepted row: every column of the contract by its name, as the fact packet writes it; ``""``: empty.

    ``line``: line of the text or row of the sheet, from 1; ``sheet``: its name, empty for a text.
    """

    line: int
    sheet: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class ListProblem:
    """One thing to say about a cell, a row or the file.

    ``column``: what the user calls it (its title, in a workbook after its letter); ``cell``: what stands there.
    """

    code: str
    line: int | None = None
    column: str = ""
    cell: str = ""
    words: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def level(self) -> str:
        """``kesalahan`` (the row or the file is not taken), ``peringatan`` or ``catatan``."""
        return LEVELS[catalogue()[self.code].tingkat]

    @property
    def stops(self) -> bool:
        """Whether the file as a whole cannot be used."""
        return catalogue()[self.code].tingkat == "galat"

    def message(self, bahasa: str = "id") -> Message:
        """Sentence (``pesan``) and remedy (``perbaikan``) in Indonesian or English."""
        return render(self.code, self._blanks(), bahasa)

    def problem(self, file: str) -> Problem:
        """The same as the command line prints it, at its place in the file."""
        return Problem(self.code, Place(file, self.line, self.column or None), self._blanks())

    def _blanks(self) -> dict[str, object]:
        return {"kolom": self.column, "nilai": self.cell, "baris": self.line or "", **self.words}


@dataclass(frozen=True)
class ListReading:
    """What was read of one file.

    Every row of the sheet that is not blank is in exactly one of ``rows``, ``refused`` and ``skipped``.

    Parameters
    ----------
    kind : the list it was read as, a name of `list_kinds`; empty where nobody knows
    masa : the month that the file itself states, ``YYYY-MM``
    header : column of the contract to the title it has in the file
    ignored : titles that nobody reads
    rows : what may be taken
    problems : what there is to say, the file first, then by row
    sheet : the sheet that was read
    refused : rows that are not taken; ``problems`` says of each why
    skipped : rows that are no data: titles, the header, sums, lines below the table, a row that stands there again
    """

    kind: str
    masa: str | None = None
    header: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    rows: tuple[ListRow, ...] = ()
    problems: tuple[ListProblem, ...] = ()
    sheet: str = ""
    refused: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether the file could be read as its list at all; single rows may be refused still."""
        return not any(problem.stops for problem in self.problems)
