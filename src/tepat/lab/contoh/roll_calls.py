"""Roll-calls and ceremonies (`apel`) of a person's month, of the kinds that the rules of the region name."""

from __future__ import annotations

from collections.abc import Iterator

from tepat.lab.contoh.attendance import ABSENT, Attendance
from tepat.lab.contoh.dice import Dice
from tepat.lang.typed import Constant, Typed, walk_typed
from tepat.law.bound import BoundBook

Row = list[str]

WEEKLY = "apel"
_MONDAY = 0
_MISSED_ONE_IN = 20
# Whose roll-calls nobody listed: rules that derive them from the arrival then do.
_UNLISTED_ONE_IN = 10
_APART = 5


def kinds_of(bound: BoundBook) -> tuple[str, ...]:
    """The kinds of roll-call that the rules name; the weekly one where they name none but read the file."""
    if WEEKLY not in bound.reads:
        return ()
    formulas = [
        *(item.condition for item in bound.relations_read.values() if item.relation.file == "apel"),
        *(item.typed for item in bound.rows.get("apel", ())),
    ]
    named = {code for formula in formulas if formula is not None for code in _texts(formula)}
    return tuple(sorted(named)) or (WEEKLY,)


def _texts(formula: Typed) -> Iterator[str]:
    return (node.value for node in walk_typed(formula) if isinstance(node, Constant) and isinstance(node.value, str))


class RollCalls:
    """Draws who was there: the weekly roll-call on Mondays of duty, each other kind once a month."""

    def __init__(self, benih: int, kinds: tuple[str, ...]) -> None:
        self._dice = Dice(benih, "apel")
        self._kinds = kinds

    def rows(self, nip: str, ordinal: int, attendance: Attendance) -> Iterator[Row]:
        """One row for each that is due; on leave or duty elsewhere is a valid reason."""
        for place, kind in enumerate(self._kinds):
            if kind == WEEKLY and ordinal % _UNLISTED_ONE_IN == 1:
                continue
            for number in self._due(kind, place, attendance):
                day = attendance.duties[number].tanggal.isoformat()
                yield [nip, day, kind, "ya" if self._was_there(attendance.status.get(number, "hadir")) else "tidak"]

    def _due(self, kind: str, place: int, attendance: Attendance) -> list[int]:
        duties = attendance.duties
        if kind == WEEKLY:
            return [number for number, duty in enumerate(duties) if duty.tanggal.weekday() == _MONDAY]
        return [_APART * place % len(duties)] if duties else []

    def _was_there(self, status: str) -> bool:
        missed = self._dice.below(_MISSED_ONE_IN) == 0
        return status != ABSENT and not (missed and status == "hadir")
