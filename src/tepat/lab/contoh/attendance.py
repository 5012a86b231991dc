"""Attendance of a month, duty by duty: what the day ledger shows and the monthly summary sums up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TypeVar

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.months import Duty, Pola, WorkMonth
from tepat.lab.contoh.shares import HABITS, INTERRUPTIONS, LATE_BY_JENIS, LATE_IN
from tepat.lab.contoh.tariff import Tariff

T = TypeVar("T")

_LONGEST = 120
_RAINY = (11, 12, 1, 2, 3)
_MOST_LATE = 60_000
# What is neither presence nor absence without leave.
_PRESENT = ("hadir", "dinas_luar", "diklat", "gangguan", "wfh")
ABSENT, OUTAGE = "alpa", "gangguan"


@dataclass
class Attendance:
    """One person's month: the duties, and by their numbers what was not as usual.

    ``status``: of duties other than ``hadir``; ``late``, ``early``: minutes; ``open``: without a check-out, which the
    region counts as half a day of absence.
    """

    duties: tuple[Duty, ...]
    status: dict[int, str] = field(default_factory=dict)
    late: dict[int, int] = field(default_factory=dict)
    early: dict[int, int] = field(default_factory=dict)
    open: frozenset[int] = frozenset()

    @property
    def present_halves(self) -> int:
        """Half days of presence."""
        away = sum(status not in _PRESENT for status in self.status.values())
        return 2 * (len(self.duties) - away) - len(self.open)

    @property
    def absent_halves(self) -> int:
        """Half days of absence without leave."""
        return 2 * sum(status == ABSENT for status in self.status.values()) + len(self.open)

    def deduction(self, tariff: Tariff) -> int:
        """What the tariff deducts, in ten-thousandths of a percent."""
        return tariff.deduction(list(self.late.values()), list(self.early.values()), self.absent_halves)

    def mark(self, numbers: Iterable[int], status: str) -> None:
        """Those duties were not worked as usual: no minutes are kept of them."""
        for number in numbers:
            self.status[number] = status
            self.late.pop(number, None)
            self.early.pop(number, None)
        self.open = self.open.difference(self.status)

    def leave_open(self, numbers: Iterable[int]) -> None:
        """Those duties have no check-out, so nobody knows whether they ended early."""
        self.open = self.open.union(numbers).difference(self.status)
        for number in self.open:
            self.early.pop(number, None)

    def within(self, first: date, last: date) -> Attendance:
        """The part of the month between two days, both included."""
        kept = [at for at, duty in enumerate(self.duties) if first <= duty.tanggal <= last]
        begin, end = (kept[0], kept[-1] + 1) if kept else (0, 0)

        def moved(facts: Mapping[int, T]) -> dict[int, T]:
            return {at - begin: fact for at, fact in facts.items() if begin <= at < end}

        still_open = frozenset(at - begin for at in self.open if begin <= at < end)
        return Attendance(self.duties[begin:end], moved(self.status), moved(self.late), moved(self.early), still_open)


@dataclass(frozen=True)
class Roster:
    """Whose duties they are: a pattern of work, a team where it has shifts, and the kind of unit."""

    pola: Pola
    team: int
    jenis: str


class AttendanceMonths:
    """Draws the month of every person."""

    def __init__(self, benih: int, month: WorkMonth) -> None:
        self._dice = Dice(benih, "presensi")
        self._month = month
        self._habits = tuple(chance for chance, tenths in HABITS for _ in range(tenths))
        self.duties = cache(self._duties)
        self._limits = cache(self._make_limits)

    def ordinary(self, roster: Roster) -> Attendance:
        """A usual month, now and then interrupted."""
        month = self._with_minutes(roster)
        draw = self._dice.below(1_000)
        for what, share, days in INTERRUPTIONS:
            if draw < share:
                self._interrupt(month, what, self._dice.between(*days))
                break
            draw -= share
        return month

    def few_days(self, roster: Roster) -> Attendance:
        """Three to six and a half days of presence; the other days excused."""
        month = self._with_minutes(roster)
        halves = self._dice.between(6, 13)
        month.mark(range(halves - halves // 2, len(month.duties)), "izin")
        if halves % 2:
            month.leave_open((0,))
        return month

    def absent_all_month(self, roster: Roster) -> Attendance:
        """Not one day, without leave."""
        month = Attendance(self.duties(roster.pola, roster.team))
        month.mark(range(len(month.duties)), ABSENT)
        return month

    def _duties(self, pola: Pola, team: int) -> tuple[Duty, ...]:
        return self._month.duties(pola, team)

    def _with_minutes(self, roster: Roster) -> Attendance:
        duties = self.duties(roster.pola, roster.team)
        limits = self._limits(roster, self._dice.pick(self._habits))
        draws = self._dice.shorts(2 * len(duties))
        late = {at: _minutes(draws[at], limit) for at, (limit, _) in enumerate(limits) if draws[at] < limit}
        rest = draws[len(duties) :]
        early = {at: _minutes(rest[at], limit) for at, (_, limit) in enumerate(limits) if rest[at] < limit}
        return Attendance(duties, {}, late, early)

    def _interrupt(self, month: Attendance, what: str, days: int) -> None:
        """So many days in a row, from a random one on."""
        days = min(days, len(month.duties))
        begin = self._dice.below(len(month.duties) - days + 1)
        numbers = range(begin, begin + days)
        if what == "lupa_pulang":
            month.leave_open(numbers)
        else:
            month.mark(numbers, what)

    def _make_limits(self, roster: Roster, habit: int) -> tuple[tuple[int, int], ...]:
        """The chances of 65,536 of being late, and of leaving early, on each duty."""
        duties = self.duties(roster.pola, roster.team)
        chances = (late_chance(duty.tanggal, self._month, roster.jenis, habit) for duty in duties)
        return tuple((chance, chance // 3) for chance in chances)


def late_chance(day: date, month: WorkMonth, jenis: str, habit: int) -> int:
    """Of 65,536: that somebody of this habit is late on this day, by the declared factors."""
    applies: Mapping[str, bool] = {
        "musim hujan (November–Maret)": day.month in _RAINY,
        "Ramadan": day in month.ramadan,
        "Senin": day.weekday() == 0,
        "sesudah hari libur": month.follows_rest(day),
    }
    chance = habit * LATE_BY_JENIS.get(jenis, 100) // 100
    for name, percent in LATE_IN.items():
        chance = chance * percent // 100 if applies[name] else chance
    return min(chance, _MOST_LATE)


def _minutes(draw: int, limit: int) -> int:
    """1 to `_LONGEST` minutes, small ones likelier; ``draw`` is below ``limit``."""
    return 1 + _LONGEST * draw * draw // (limit * limit)
