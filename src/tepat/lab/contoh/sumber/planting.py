"""Plants among the employees and their days what real offices suffer from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tepat.lab.contoh.attendance import ABSENT, OUTAGE
from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.dirt import Level
from tepat.lab.contoh.plan import Plan
from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.employees import Day, Employee, present
from tepat.lab.contoh.sumber.kinds import Kind, Planted
from tepat.lab.contoh.sumber.machines import Device, Devices, Format
from tepat.lang.calendar import Masa

# Seconds a day that a drifting clock gains.
_GAIN = 30
_CROWD, _APART = 8, 2
_FEWEST_DUTIES = 4
ROUND_THE_CLOCK = "jaga_24_jam"
_ONE_DAY_IN = 3
# What a machine may have without touching anybody's month.
_HARMLESS = ("", kinds.TWICE.kind, kinds.CONTROLS.kind)
_SUNDAY = 6
_MINUTE = timedelta(minutes=1)


class Correction(NamedTuple):
    """A request to count other times than the recorded ones; ``oleh`` is empty while nobody has approved it."""

    nip: str
    tanggal: date
    masuk: str
    pulang: str
    alasan: str
    oleh: str


class Planting:
    """Deals the kinds to people, and damages their days."""

    def __init__(self, benih: int, plan: Plan, employees: Sequence[Employee]) -> None:
        self._dice = Dice(benih, "sumber-orang")
        self._plan, self._employees = plan, employees
        self.planted: list[Planted] = []
        self.corrections: list[Correction] = []
        # Devices that an office marked as broken, and the day.
        self.stopped: list[tuple[Device, date]] = []
        # Who takes over the PIN of whom, and the last day of the latter.
        self.heirs: dict[str, tuple[str, date]] = {}

    # -- people -------------------------------------------------------------------------------------------------

    def deal(self, devices: Devices) -> None:
        """Give people their kinds, before they get their PINs."""
        if self._plan.level is Level.BERSIH:
            return
        self._deal_heirs(devices)
        ordinary = [employee for employee in self._employees if self._is_ordinary(employee, devices)]
        several = [employee for employee in ordinary if len(devices[employee.unit]) > 1]
        guards = [employee for employee in self._employees if employee.is_rostered and not employee.event]
        offices = [employee for employee in ordinary if not employee.is_rostered]
        self._give(kinds.ROUND_CLOCK, guards)
        self._give(kinds.TWO_CARDS, several)
        for kind in (kinds.TWO_PLACES, kinds.UNMAPPED, kinds.PASSWORD, kinds.ON_HOLIDAY):
            self._give(kind, offices)
        for kind in (kinds.CORRECTED, kinds.UNAPPROVED, kinds.NO_ARRIVAL):
            self._give(kind, offices)

    def deal_as(self, others: Sequence[Employee]) -> None:
        """Give people the kinds that they have in another month, where this one is long enough for them."""
        known = {other.nip: other.kind for other in others}
        for employee in self._employees:
            kind = known.get(employee.nip, "")
            enough = sum(1 for _ in present(employee)) >= _FEWEST_DUTIES
            if kind and enough and kind != kinds.TWO_PLACES.kind:
                employee.kind = kind
                self.planted.append(Planted(kind, employee.nip))

    def _is_ordinary(self, employee: Employee, devices: Devices) -> bool:
        device = devices[employee.unit][0]
        usual = device.format is Format.ATTLOG and device.kind in _HARMLESS
        return usual and not employee.event and sum(1 for _ in present(employee)) >= _FEWEST_DUTIES

    def _give(self, kind: Kind, candidates: Sequence[Employee]) -> None:
        free = [employee for employee in candidates if not employee.kind]
        for employee in self._dice.sample(free, kind.count(len(self._plan.seats) * self._plan.level.times)):
            employee.kind = kind.kind
            self.planted.append(Planted(kind.kind, employee.nip))

    def _deal_heirs(self, devices: Devices) -> None:
        """Whoever left in the month has an heir to the PIN, on the same and only device of the unit."""
        leavers = [employee for employee in self._employees if employee.event == "keluar"]
        for leaver in leavers:
            own = devices[leaver.unit]
            heirs = [
                other for other in self._employees if other.unit == leaver.unit and not (other.event or other.kind)
            ]
            if leaver.moved is None or not heirs or len(own) > 1:
                continue
            heir = self._dice.pick(heirs)
            heir.kind = kinds.REUSED.kind
            # A last night ends on the next morning.
            self.heirs[leaver.nip] = (heir.nip, leaver.moved + timedelta(1))
            self.planted.append(Planted(kinds.REUSED.kind, heir.nip, own[0].serial, "", "", leaver.moved.isoformat()))

    # -- days ---------------------------------------------------------------------------------------------------

    def damage(self, devices: Devices) -> None:
        """Change what the devices recorded: of people first, then of whole units."""
        damages: Mapping[str, Callable[[Employee], object]] = {
            kinds.NO_ARRIVAL.kind: self._lose_arrival,
            kinds.UNAPPROVED.kind: self._ask_in_vain,
            kinds.CORRECTED.kind: self._correct,
            kinds.ROUND_CLOCK.kind: self._stand_round_the_clock,
            kinds.ON_HOLIDAY.kind: self._come_on_holiday,
        }
        of_units: dict[str, list[Employee]] = defaultdict(list)
        for employee in self._employees:
            of_units[employee.unit].append(employee)
            if employee.kind in damages:
                damages[employee.kind](employee)
        for unit, people in of_units.items():
            self._damage_unit(devices, unit, people)

    def _lose_arrival(self, employee: Employee) -> Day:
        day = self._dice.pick(tuple(present(employee)))
        day.masuk = None
        return day

    def _ask_in_vain(self, employee: Employee) -> None:
        day = self._lose_arrival(employee)
        asked = f"{day.begin:%H:%M}"
        self.corrections.append(Correction(employee.nip, day.tanggal, asked, "", "lupa presensi masuk", ""))

    def _correct(self, employee: Employee) -> None:
        day = self._dice.pick(tuple(present(employee)))
        day.pulang, day.koreksi = None, day.end
        head = employee.seat.unit.kind.pejabat[0].nama
        asked = f"{day.end:%H:%M}"
        self.corrections.append(Correction(employee.nip, day.tanggal, "", asked, "lupa presensi pulang", head))

    def _stand_round_the_clock(self, employee: Employee) -> None:
        first, last = self._plan.masa.first, self._plan.masa.last
        turn = self._dice.below(_ONE_DAY_IN)
        eve = first - timedelta(1)
        days = (eve + timedelta(ahead) for ahead in range((last - eve).days + 1))
        stood = [self._round_the_clock(day) for day in days if day.toordinal() % _ONE_DAY_IN == turn]
        employee.days = [day for day in stood if day.tanggal >= first]
        employee.beyond = [day for day in stood if day.tanggal < first]
        # Excuses were of the duties before.
        employee.leave = []

    def _round_the_clock(self, day: date) -> Day:
        begin = datetime(day.year, day.month, day.day, 8)  # noqa: DTZ001 -- on the clock of the device
        end = begin + timedelta(days=1)
        early, late = self._dice.between(0, 1_200), self._dice.between(0, 1_200)
        recorded = (begin - timedelta(seconds=early), end + timedelta(seconds=late))
        return Day(day, ROUND_THE_CLOCK, begin, end, "hadir", *recorded)

    def _come_on_holiday(self, employee: Employee) -> None:
        """In the morning of the second Sunday, for as long as it takes."""
        begin = datetime.combine(second_sunday(self._plan.masa), time(9)) + self._dice.between(0, 59) * _MINUTE
        end = begin + self._dice.between(90, 180) * _MINUTE
        employee.beyond.append(Day(begin.date(), "", begin, end, "luar_jadwal", begin, end))

    # -- units --------------------------------------------------------------------------------------------------

    def _damage_unit(self, devices: Devices, unit: str, people: Sequence[Employee]) -> None:
        device = devices[unit][0]
        if unit in self._plan.outages:
            self._hide_absence(unit, people)
        if device.format is Format.LAPORAN:
            _forget_seconds(people)
        elif device.kind == kinds.DRIFT.kind:
            self._drift(people)
        elif device.kind in (kinds.STOPPED.kind, kinds.UNMARKED.kind):
            self._lose_day(people, devices[unit], OUTAGE if device.kind == kinds.STOPPED.kind else ABSENT)
        elif device.kind == kinds.CROWD.kind:
            self._crowd(people, device.serial)
        elif device.kind == kinds.DEFAULT_DATE.kind:
            self._reset_clock(people, device.serial)

    def _hide_absence(self, unit: str, people: Sequence[Employee]) -> None:
        lost = self._plan.masa.first.replace(day=self._plan.outages[unit])
        self.planted.append(Planted(kinds.MARKED.kind, "", unit, "", "", lost.isoformat()))
        for employee, day in _on(people, lost):
            if day.status == ABSENT:
                day.status = OUTAGE
                self.planted.append(Planted(kinds.HIDDEN.kind, employee.nip, tanggal=lost.isoformat()))

    def _drift(self, people: Sequence[Employee]) -> None:
        for day in (day for employee in people for day in employee.days):
            gained = timedelta(seconds=_GAIN * day.tanggal.day)
            day.masuk = day.masuk and day.masuk + gained
            day.pulang = day.pulang and day.pulang + gained

    def _lose_day(self, people: Sequence[Employee], own: Sequence[Device], status: str) -> None:
        """Nothing was recorded all day. Who was absent then cannot be told from the others where it is marked."""
        lost = self._busiest(people)
        self.planted += [Planted(device.kind, "", device.serial, "", "", lost.isoformat()) for device in own]
        if status == OUTAGE:
            self.stopped += [(device, lost) for device in own]
        for _, day in _on(people, lost):
            if day.status in ("hadir", ABSENT):
                day.status, day.masuk, day.pulang = status, None, None

    def _crowd(self, people: Sequence[Employee], serial: str) -> None:
        """In the order of the list, each two seconds after the other, all in time."""
        chosen = self._busiest(people)
        punctual = [day for _, day in _on(people, chosen) if day.is_plain and day.masuk and day.masuk <= day.begin]
        for number, day in enumerate(punctual[:_CROWD]):
            day.masuk = day.begin - 10 * _MINUTE + timedelta(seconds=_APART * number)
            day.mark = kinds.CROWD.kind
        self.planted.append(Planted(kinds.CROWD.kind, "", serial, "", "", chosen.isoformat()))

    def _reset_clock(self, people: Sequence[Employee], serial: str) -> None:
        chosen = self._busiest(people)
        for _, day in _on(people, chosen):
            if day.is_plain:
                day.mark = kinds.DEFAULT_DATE.kind
        self.planted.append(Planted(kinds.DEFAULT_DATE.kind, "", serial, "", "", chosen.isoformat()))

    def _busiest(self, people: Sequence[Employee]) -> date:
        """One of the days on which most of them punched."""
        counts: dict[date, int] = defaultdict(int)
        for employee in people:
            for day in present(employee):
                counts[day.tanggal] += 1
        most = max(counts.values(), default=0)
        if not most:
            return self._plan.masa.first
        return self._dice.pick(sorted(day for day, count in counts.items() if count == most))


def second_sunday(masa: Masa) -> date:
    """The second Sunday of a month."""
    return masa.first + timedelta((_SUNDAY - masa.first.weekday()) % 7 + 7)


def _forget_seconds(people: Sequence[Employee]) -> None:
    """Reports show minutes; a departure is moved up, so that the minutes left early stay the same."""
    for day in (day for employee in people for day in employee.days):
        day.masuk = day.masuk and day.masuk.replace(second=0)
        if day.pulang is not None and day.pulang.second:
            day.pulang = day.pulang.replace(second=0) + _MINUTE


def _on(people: Sequence[Employee], tanggal: date) -> Iterator[tuple[Employee, Day]]:
    """Everybody's duty of a day."""
    for employee in people:
        for day in employee.days:
            if day.tanggal == tanggal:
                yield employee, day
