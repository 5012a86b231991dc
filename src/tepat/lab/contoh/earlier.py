"""The months before a month: the same people, positions and machines, each month with a chance of its own.

What lasts (long leave, punishments, acting posts, who moved when) is told by the plan of the last month; an earlier
one has it as far as it had begun. What passes within a month is dealt anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.dirt import DIRT
from tepat.lab.contoh.facts import Dated, FactRows, Month, Settings, leave_kind
from tepat.lab.contoh.people import Person
from tepat.lab.contoh.periods import LEAVE_KINDS, Span
from tepat.lab.contoh.plan import Plan, deal_kinds, deal_ratings, deal_units
from tepat.lab.contoh.region import Seat
from tepat.lab.contoh.shares import DISCIPLINE, MOBILITY
from tepat.lang.calendar import Masa

_STATES = frozenset({"cpns_basi", "pimpinan_tanpa_penilaian"})
_DIRT = frozenset(item.kind for item in DIRT)
_LONG_LEAVE = frozenset(name for name, kind in LEAVE_KINDS.items() if kind.months != (0, 0))
_LASTING = _STATES | _LONG_LEAVE | {share.kind for share in (*DISCIPLINE, *MOBILITY)}
_ARRIVED = "masuk"
# The columns of a dated row of the packet, counted from its end.
_BEGIN, _END = -2, -1


def earlier_plan(later: Plan, masa: Masa, benih: int) -> Plan:
    """The plan of a month before ``later``'s, of the same people."""
    dice = Dice(benih, f"rencana/{masa}")
    lasting = {at: kind for at, kind in later.event.items() if kind in _LASTING}
    # What was wrong in the lists of a month that is over has been put in order since.
    passing = [kind for kind in later.event.values() if kind not in _LASTING | _DIRT]
    free = [at for at in range(len(later.seats)) if at not in lasting and at not in later.acting]
    event = lasting | deal_kinds(dice, free, passing)
    forgotten, _ = deal_units(dice, later.units, masa)
    # The machines that fail are the old ones, month after month.
    outages = {code: dice.between(1, masa.last.day) for code in later.outages}
    rating = deal_ratings(dice, later.seats, event, forgotten)
    return replace(later, masa=masa, rating=rating, event=event, forgotten=forgotten, outages=outages, later=later)


def fact_rows(plan: Plan, settings: Settings) -> FactRows:
    """What draws the rows of a plan's people."""
    return FactRows(plan, settings) if plan.later is None else EarlierRows(plan, plan.later, settings)


class EarlierRows(FactRows):
    """Draws the rows of every person in a month before another one."""

    def __init__(self, plan: Plan, later: Plan, settings: Settings) -> None:
        super().__init__(plan, settings)
        self._later = FactRows(later, settings)

    def draw(self, ordinal: int, seat: Seat) -> Month:
        """Everything of the person of this ordinal; no rows of somebody who had not come yet."""
        later = self._later.draw(ordinal, seat)
        if later.event == _ARRIVED or later.person.diangkat > self._plan.masa.last:
            return replace(later, attendance=None, rows={name: [] for name in later.rows}, days=())
        event = self._plan.event.get(ordinal, "")
        if event not in _LASTING:
            own = self.dated(ordinal, later.person, event)
            return self.month(ordinal, seat, later.person, event, replace(own, plt=self._touching(later, "plt")))
        lasted = Dated(self._leave(later), None, self._touching(later, "hukdis"), self._touching(later, "plt"))
        return self.month(ordinal, seat, later.person, self._event(event, lasted), lasted)

    def stranger(self, ordinal: int) -> list[str]:
        """The rating of somebody who is not in the list of employees."""
        person: Person = self._later.stranger_person(ordinal)
        return self.rating_of(person, ordinal)

    def _event(self, event: str, lasted: Dated) -> str:
        """What it is in this month: a leave that had not begun and a move that was to come are nothing yet."""
        if event in _STATES:
            return event
        return event if leave_kind(event) is not None and lasted.leave is not None else ""

    def _leave(self, later: Month) -> Span | None:
        for row in self._touching(later, "cuti"):
            return _days(row)
        return None

    def _touching(self, later: Month, name: str) -> Sequence[list[str]]:
        """Rows that hold on some day of this month."""
        masa = self._plan.masa
        spans = ((row, *_days(row)) for row in later.rows[name])
        return [row for row, begin, end in spans if begin <= masa.last and (end is None or end >= masa.first)]


def _days(row: Sequence[str]) -> Span:
    end = row[_END]
    return date.fromisoformat(row[_BEGIN]), date.fromisoformat(end) if end else None
