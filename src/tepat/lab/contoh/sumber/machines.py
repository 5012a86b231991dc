"""The devices of the region: how many a unit has, in which format they deliver, and what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.dirt import Level
from tepat.lab.contoh.plan import Plan
from tepat.lab.contoh.region import Unit
from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.employees import Employee

# How a file of a device begins.
SERIAL = re.compile(r"(TESTSN\d{4,}|99\d{12})_")
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
# One device for so many people; a hospital has at least two.
_PEOPLE_A_DEVICE = 60
_HOSPITAL = "RSUD"
_CROWD_FROM = 6
# Of ten devices of a kind: no state key, PIN written with leading zeros, faces instead of fingers.
_WITHOUT_KEY, _PADDED, _FACES = 4, 3, 3
_IN, _OUT, _NO_KEY = "0", "1", "255"
_FINGER, _FACE, _APPLICATION = "1", "15", "20"


class Format(StrEnum):
    """How a device's punches are delivered."""

    ATTLOG = "attlog"
    LAPORAN = kinds.LAPORAN
    PINDAI = kinds.PINDAI
    EASYLINK = kinds.EASYLINK


@dataclass(frozen=True)
class Device:
    """One device; ``kind``: what is wrong with it, of `kinds.MACHINES`. Equal by its serial number."""

    serial: str
    nama: str
    unit: Unit
    format: Format
    kind: str
    has_key: bool
    verify: str
    digits: int

    def __hash__(self) -> int:
        return hash(self.serial)

    def flag(self, is_in: bool) -> str:
        """What the device writes about the direction: applications write the same always."""
        if self.format is Format.PINDAI:
            return _OUT
        if not self.has_key:
            return _NO_KEY
        return _IN if is_in else _OUT

    def pin(self, number: int) -> str:
        """The PIN of that number."""
        return f"{number:0{self.digits}d}"


Devices = Mapping[str, Sequence[Device]]


def deal_devices(benih: int, plan: Plan, employees: Iterable[Employee]) -> Devices:
    """The devices of every unit that has people, by the unit's code."""
    dice = Dice(benih, "sumber-mesin")
    people = Counter(employee.unit for employee in employees)
    on_shifts = {employee.unit for employee in employees if employee.is_rostered}
    units = [unit for unit in plan.units if people[unit.kode]]
    special = _deal_kinds(dice, plan, [unit for unit in units if unit.kode not in on_shifts], people)
    serials = iter(range(1, 10**6))
    found: dict[str, list[Device]] = {}
    for unit in units:
        count = max(1 + people[unit.kode] // _PEOPLE_A_DEVICE, 1 + (unit.kind.prefix == _HOSPITAL))
        kind = special.get(unit.kode, "")
        found[unit.kode] = [_device(dice, unit, kind, next(serials), which) for which in range(count)]
    return found


def _device(dice: Dice, unit: Unit, kind: str, serial: int, which: int) -> Device:
    delivered = next((item for item in Format if kind.startswith(item)), Format.ATTLOG)
    name = f"Mesin {unit.kode}" + (f" ke-{which + 1}" if which else "")
    has_key = dice.below(10) >= _WITHOUT_KEY
    digits = 4 if dice.below(10) < _PADDED or delivered is Format.PINDAI else 1
    verify = _FACE if dice.below(10) < _FACES else _FINGER
    if delivered is Format.PINDAI:
        return Device(f"99{serial:012d}", name, unit, delivered, kind, False, _APPLICATION, digits)
    return Device(f"TESTSN{serial:04d}", name, unit, delivered, kind, has_key, verify, digits)


def _deal_kinds(dice: Dice, plan: Plan, units: Sequence[Unit], people: Mapping[str, int]) -> dict[str, str]:
    """At most one kind a unit; not in units whose drawn outage would hide it. The smallest unit has EasyLink."""
    free = [unit for unit in units if unit.kode not in plan.outages]
    everywhere = len(plan.units)
    smallest = sorted(free, key=lambda unit: people[unit.kode])
    dealt = {unit.kode: kinds.EASYLINK for unit in smallest[: kinds.FORMATS[2].count(everywhere)]}
    crowd = 0 if plan.level is Level.BERSIH else kinds.CROWD.count(everywhere)
    fitting = [unit.kode for unit in free if people[unit.kode] >= _CROWD_FROM and unit.kode not in dealt]
    dealt |= dict.fromkeys(dice.sample(fitting, crowd), kinds.CROWD.kind)
    wanted = [*kinds.FORMATS[:2], kinds.RESAVED]
    if plan.level is not Level.BERSIH:
        wanted += [kind for kind in kinds.MACHINES if kind is not kinds.CROWD]
    names = [kind.kind for kind in wanted for _ in range(kind.count(everywhere))]
    rest = [unit.kode for unit in free if unit.kode not in dealt]
    return dealt | dict(zip(dice.sample(rest, len(names)), names, strict=False))
