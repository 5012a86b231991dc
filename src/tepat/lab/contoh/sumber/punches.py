"""Every punch that a device wrote down, with the dirt of a single punch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.dirt import Level
from tepat.lab.contoh.shares import WHOLE
from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.cards import Cards
from tepat.lab.contoh.sumber.employees import Day, Employee, present
from tepat.lab.contoh.sumber.kinds import Kind
from tepat.lab.contoh.sumber.machines import Device, Devices, Format

_PASSWORDS = ("0", "3")
_RESET, _POWER_BACK = datetime(2000, 1, 1), 6  # noqa: DTZ001 -- on the clock of the device
_DRAWS = 2**16


class Punch(NamedTuple):
    """One punch as the device shows it; ``moment``: when it really was. ``mark``: what was planted here."""

    moment: datetime
    pin: str
    at: datetime
    flag: str
    verify: str
    nip: str
    mark: str = ""


Punches = Mapping[Device, Sequence[Punch]]


class Recorder:
    """Writes down what happens at the devices."""

    def __init__(self, benih: int, level: Level, cards: Cards) -> None:
        self._dice = Dice(benih, "sumber-ketukan")
        self._cards = cards
        self._found: dict[Device, list[Punch]] = defaultdict(list)
        self._double, self._between, self._wrong = (_chance(kind, level) for kind in kinds.PUNCHES)

    def record(self, employees: Iterable[Employee], devices: Devices) -> Punches:
        """The punches of every device, in the order in which they happened."""
        others = [own[0] for own in devices.values() if own[0].format is Format.ATTLOG and not own[0].kind]
        for employee in employees:
            for day in employee.beyond:
                self._plain(employee, day)
            for day in employee.days:
                self._worked(employee, day)
            if employee.kind == kinds.TWO_PLACES.kind:
                self._elsewhere(employee, [device for device in others if device.unit != employee.seat.unit])
        return {device: sorted(self._found[device]) for own in devices.values() for device in own}

    def _worked(self, employee: Employee, day: Day) -> None:
        draws = self._dice.shorts(6)
        self._plain(employee, day, draws[0] < self._wrong, draws[1] < self._wrong)
        if day.mark == kinds.DEFAULT_DATE.kind or not day.is_plain or day.masuk is None or day.pulang is None:
            return
        seconds = timedelta(seconds=2 + draws[2] % 8)
        # Of an arrival the repetition comes after, of a departure before: the times that count stay.
        if draws[2] < self._double:
            self._punch(employee, day.masuk + seconds, is_in=True, mark=kinds.DOUBLE.kind)
        if draws[3] < self._double:
            self._punch(employee, day.pulang - seconds, is_in=False, mark=kinds.DOUBLE.kind)
        if draws[4] < self._between:
            length = (day.pulang - day.masuk) // timedelta(seconds=1)
            midway = timedelta(seconds=length * (3 * _DRAWS + 4 * draws[5]) // (10 * _DRAWS))
            self._punch(employee, day.masuk + midway, is_in=True, mark=kinds.BETWEEN.kind)

    def _plain(self, employee: Employee, day: Day, wrong_in: bool = False, wrong_out: bool = False) -> None:
        for moment, is_in, wrong in ((day.masuk, True, wrong_in), (day.pulang, False, wrong_out)):
            if moment is None:
                continue
            mark = day.mark if is_in and day.mark else kinds.WRONG_FLAG.kind if wrong else ""
            self._punch(employee, moment, is_in=is_in, mark=mark)

    def _punch(self, employee: Employee, moment: datetime, *, is_in: bool, mark: str) -> None:
        card = self._cards.used_on(employee, moment.date())
        flag, verify = card.device.flag(is_in != (mark == kinds.WRONG_FLAG.kind)), card.device.verify
        if mark == kinds.WRONG_FLAG.kind and not card.device.has_key:
            mark = ""
        if employee.kind == kinds.PASSWORD.kind:
            verify = _PASSWORDS[employee.ordinal % 2]
        at = moment
        if mark == kinds.DEFAULT_DATE.kind:
            at = _RESET + (moment - moment.replace(hour=_POWER_BACK, minute=0, second=0))
        self._found[card.device].append(Punch(moment, card.pin, at, flag, verify, employee.nip, mark))

    def _elsewhere(self, employee: Employee, others: Sequence[Device]) -> None:
        day = next(present(employee), None)
        if day is None or day.masuk is None or not others:
            return
        card = self._cards.issue(self._dice.pick(others))
        self._cards.add(employee.nip, card)
        moment = day.masuk + timedelta(minutes=2)
        flag, mark = card.device.flag(True), kinds.TWO_PLACES.kind
        self._found[card.device].append(Punch(moment, card.pin, moment, flag, card.device.verify, employee.nip, mark))


def _chance(kind: Kind, level: Level) -> int:
    """Of 65,536."""
    return min(kind.per_100k * level.times, WHOLE // 2) * _DRAWS // WHOLE
