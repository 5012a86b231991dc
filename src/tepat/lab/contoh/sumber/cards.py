"""Who is enrolled on which device under which PIN, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.employees import Employee
from tepat.lab.contoh.sumber.machines import Device, Devices


class Card(NamedTuple):
    """A PIN on a device, from ``mulai`` to ``selesai``; None: always, or still."""

    device: Device
    pin: str
    mulai: date | None = None
    selesai: date | None = None

    def is_of(self, day: date) -> bool:
        """Whether the PIN is used on that day."""
        return (self.mulai is None or self.mulai <= day) and (self.selesai is None or day <= self.selesai)


class Cards:
    """Everybody's PINs: ordinal numbers of each device, in the order of enrolment."""

    def __init__(self, devices: Devices) -> None:
        self._devices = devices
        self._next: dict[Device, int] = defaultdict(lambda: 1)
        self._of: dict[str, list[Card]] = {}

    def enrol(self, employees: Iterable[Employee]) -> None:
        """One device of the unit for each; those of two devices alternate between them."""
        for number, employee in enumerate(employees):
            devices = self._devices[employee.unit]
            chosen = [devices[number % len(devices)]]
            if employee.kind == kinds.TWO_CARDS.kind:
                chosen.append(devices[(number + 1) % len(devices)])
            self._of[employee.nip] = [self.issue(device) for device in chosen]

    def issue(self, device: Device) -> Card:
        """The next PIN of the device; now and then one was given up."""
        number = self._next[device]
        self._next[device] = number + (2 if number % 9 == 0 else 1)
        return Card(device, device.pin(number))

    def of(self, nip: str) -> Sequence[Card]:
        """The PINs of a person, their own first."""
        return self._of[nip]

    def knows(self, nip: str) -> bool:
        """Whether somebody is enrolled."""
        return nip in self._of

    def add(self, nip: str, card: Card) -> None:
        """One PIN more, which the person does not punch with every day."""
        self._of[nip].append(card)

    def hand_over(self, leaver: str, heir: str, last: date) -> None:
        """From the day after ``last`` on, the heir has the PIN of somebody who left."""
        (before, *_), (own, *_) = self._of[leaver], self._of[heir]
        self._of[leaver] = [before._replace(selesai=last)]
        self._of[heir] = [own._replace(selesai=last), before._replace(mulai=last + timedelta(1))]

    def used_on(self, employee: Employee, day: date) -> Card:
        """The PIN that somebody punches with on a day."""
        cards = [card for card in self._of[employee.nip] if card.is_of(day)]
        return cards[day.day % len(cards)] if employee.kind == kinds.TWO_CARDS.kind else cards[0]
