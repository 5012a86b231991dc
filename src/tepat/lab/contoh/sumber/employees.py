"""Whose attendance is processed: each employee's duties as the month was drawn, and their leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from tepat.lab.contoh.attendance import ABSENT, OUTAGE
from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.earlier import fact_rows
from tepat.lab.contoh.facts import Month, Settings
from tepat.lab.contoh.ledger import Ledger, LedgerDay
from tepat.lab.contoh.months import TEAMS, Duty, Pola, WorkMonth, shift
from tepat.lab.contoh.plan import Plan
from tepat.lab.contoh.region import Seat
from tepat.presensi.contract import JENIS_IZIN

# Gone already, though still listed.
_GONE = "pensiun_terdaftar"
_NIGHT, _MORNING = "malam", "pagi"


@dataclass(slots=True)
class Day:
    """One duty; ``masuk`` and ``pulang`` are what a device recorded, ``koreksi`` an approved time of departure."""

    tanggal: date
    pola: str
    begin: datetime
    end: datetime
    status: str
    masuk: datetime | None
    pulang: datetime | None
    koreksi: datetime | None = None
    # What was planted at the arrival.
    mark: str = ""

    @property
    def middle(self) -> datetime:
        """Before it a punch is an arrival, after it a departure."""
        return self.begin + (self.end - self.begin) / 2

    @property
    def is_plain(self) -> bool:
        """Whether both punches are where they are looked for."""
        return self.masuk is not None and self.pulang is not None and self.masuk < self.middle < self.pulang


Leave = tuple[str, date, date | None]


@dataclass
class Employee:
    """One person whose attendance is processed.

    ``beyond``: what was punched beside the month's duties, on the nights at both its ends and on a Sunday.
    """

    ordinal: int
    nip: str
    nama: str
    seat: Seat
    event: str
    moved: date | None
    days: list[Day]
    leave: list[Leave]
    beyond: list[Day] = field(default_factory=list)
    # The one of `kinds.PEOPLE` that was planted.
    kind: str = ""
    # On leave, and in no list of the month's attendance.
    is_unlisted: bool = False

    @property
    def unit(self) -> str:
        """The code of the unit."""
        return self.seat.unit.kode

    @property
    def is_rostered(self) -> bool:
        """Whether duties are listed day by day."""
        return self.seat.pola is Pola.JAGA


def draw_employees(plan: Plan, settings: Settings) -> list[Employee]:
    """Everybody of the plan who works or is on leave, with the very month that the fact packet sums up."""
    rows = fact_rows(plan, replace(settings, ledger=True))
    beyond, work = _Beyond(settings.benih, plan), WorkMonth(plan.masa)
    ledger = Ledger(settings.benih, work)
    found = []
    for ordinal, seat in enumerate(plan.seats):
        month = rows.draw(ordinal, seat)
        leave = _leave(month)
        if month.event != _GONE and (month.attendance is not None or leave):
            employee = _employee(month, leave)
            if month.attendance is None:
                employee.is_unlisted, employee.days = True, _excused(employee, work, ledger)
            employee.beyond = beyond.days(employee)
            found.append(employee)
    return found


def _employee(month: Month, leave: list[Leave]) -> Employee:
    days = [_day(day) for day in month.days]
    person = month.person
    return Employee(month.ordinal, person.nip, person.nama, month.seat, month.event, month.moved, days, leave)


def _day(day: LedgerDay) -> Day:
    return Day(day.duty.tanggal, day.pola, day.begin, day.end, day.status, day.masuk, day.pulang)


def _excused(employee: Employee, work: WorkMonth, ledger: Ledger) -> list[Day]:
    """The duties of somebody whom no list knows this month, for they are on leave: as far as the leave goes."""
    (jenis, begin, end), pola = employee.leave[0], employee.seat.pola
    found = []
    for duty in work.duties(pola, employee.ordinal % TEAMS):
        if begin <= duty.tanggal and (end is None or duty.tanggal <= end):
            name = f"{pola}_{duty.shift}" if duty.shift else str(pola)
            found.append(Day(duty.tanggal, name, *ledger.hours(duty, pola), jenis, None, None))
    return found


def _leave(month: Month) -> list[Leave]:
    """The leave that was drawn, and every run of duties that were excused."""
    found: list[Leave] = []
    for _, jenis, begin, end in month.rows["cuti"]:
        if jenis in JENIS_IZIN.codes:
            found.append((jenis, date.fromisoformat(begin), date.fromisoformat(end) if end else None))
    known = {jenis for jenis, _, _ in found} | {"hadir", ABSENT, OUTAGE}
    for status, run in groupby(month.days, key=lambda day: day.status):
        duties = [day.duty.tanggal for day in run]
        if status not in known:
            found.append((status, duties[0], duties[-1]))
    return found


class _Beyond:
    """The last night of the month before, and the first morning of the next: a device knows no months."""

    def __init__(self, benih: int, plan: Plan) -> None:
        self._dice = Dice(benih, "sumber-tepi")
        self._masa = plan.masa
        self._months = (WorkMonth(shift(plan.masa, -1)), WorkMonth(shift(plan.masa, 1)))
        self._ledger = Ledger(benih, self._months[0])

    def days(self, employee: Employee) -> list[Day]:
        if not employee.is_rostered or employee.event:
            return []
        before, after = (month.duties(Pola.JAGA, employee.ordinal % TEAMS) for month in self._months)
        eve, morrow = self._masa.first - timedelta(1), self._masa.last + timedelta(1)
        nights = [self._day(duty) for duty in before if duty == Duty(eve, _NIGHT)]
        mornings = [self._day(duty) for duty in after if duty == Duty(morrow, _MORNING)]
        # The devices are read out on the first of the month: nobody has left yet.
        return nights + [replace(day, pulang=None) for day in mornings]

    def _day(self, duty: Duty) -> Day:
        begin, end = self._ledger.hours(duty, Pola.JAGA)
        early, late = self._dice.between(1, 1_500), self._dice.between(1, 1_500)
        pola = f"{Pola.JAGA}_{duty.shift}"
        recorded = (begin - timedelta(seconds=early), end + timedelta(seconds=late))
        return Day(duty.tanggal, pola, begin, end, "hadir", *recorded)


def present(employee: Employee) -> Iterator[Day]:
    """The duties with both punches where they are looked for."""
    return (day for day in employee.days if day.is_plain)
