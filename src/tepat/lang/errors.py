"""Problems and the exceptions that carry them.

    TepatError                   the command or its input cannot be used (exit code 2)
    ├── RegulationError          an instrument, a table or a formula is wrong
    ├── PacketError              a fact file cannot be read as its contract
    └── UsageError               a command was asked for something that does not exist
    InternalError                our own defect: an invariant of the engine does not hold

A *problem* is data: a code of the catalogue, a place and the words that fill its sentence. Passes collect
problems and go on, so that one run shows everything; the exception is raised once, with all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tepat.lang.messages import Message, render


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file, and in it a line and column, counted from 1; or a named thing."""

    file: str = ""
    line: int | None = None
    column: int | str | None = None
    name: str = ""

    def __str__(self) -> str:
        spot = ":".join(str(part) for part in (self.file or None, self.line, self.column) if part is not None)
        return f"{spot} [{self.name}]" if self.name and spot else spot or self.name


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it stands, and (by its code) what to do about it."""

    code: str
    place: Place = Place()
    words: Mapping[str, object] = field(default_factory=dict, hash=False)

    def message(self, bahasa: str = "id") -> Message:
        """The sentence and its remedy in Indonesian (``id``) or English (``en``)."""
        return render(self.code, self.words, bahasa)

    def text(self, bahasa: str = "id") -> str:
        """Place, code, sentence and remedy as the command line prints them."""
        message = self.message(bahasa)
        where = f"{self.place}: " if str(self.place) else ""
        return f"{where}{self.code} {message.pesan}\n    → {message.perbaikan}"


class TepatError(Exception):
    """The command or its input cannot be used; ``problems`` says why, all at once."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        if not self.problems:
            raise InternalError("an error was raised without a problem")
        super().__init__("\n".join(problem.text() for problem in self.problems))


class RegulationError(TepatError):
    """An instrument, a table or a formula is wrong."""


class PacketError(TepatError):
    """A fact file cannot be read as its contract."""


class UsageError(TepatError):
    """A command was asked for something that does not exist or cannot be."""


class InternalError(Exception):
    """Our own defect: an invariant of the engine does not hold."""
