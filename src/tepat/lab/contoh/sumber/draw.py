"""Draws the sources of a plan: people, devices, PINs, dirt and punches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from tepat.lab.contoh.attendance import ABSENT
from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.dirt import Level
from tepat.lab.contoh.facts import Settings
from tepat.lab.contoh.holidays import ramadan_of
from tepat.lab.contoh.months import Pola
from tepat.lab.contoh.plan import Plan
from tepat.lab.contoh.shares import WHOLE
from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.cards import Cards
from tepat.lab.contoh.sumber.employees import Day, Employee, draw_employees
from tepat.lab.contoh.sumber.kinds import Planted
from tepat.lab.contoh.sumber.machines import Device, Devices, Format, deal_devices
from tepat.lab.contoh.sumber.planting import Correction, Planting
from tepat.lab.contoh.sumber.punches import Punches, Recorder

_MONDAY = 0
_OFFICE = frozenset({str(Pola.KANTOR), str(Pola.ENAM_HARI), str(Pola.SEKOLAH)})
RAMADAN = "_ramadan"


class RollCall(NamedTuple):
    """One person's attendance of a roll-call."""

    tanggal: date
    nip: str
    hadir: bool


@dataclass(frozen=True)
class Sources:
    """Everything that the source folder of a region is written from."""

    plan: Plan
    settings: Settings
    employees: Sequence[Employee]
    devices: Devices
    cards: Cards
    punches: Punches
    corrections: Sequence[Correction]
    stopped: Sequence[tuple[Device, date]]
    roll_calls: Sequence[RollCall]
    planted: Sequence[Planted]

    def every_device(self) -> Iterator[Device]:
        """All devices, unit by unit."""
        for devices in self.devices.values():
            yield from devices

    @staticmethod
    def pola(day: Day) -> str:
        """The pattern of a duty as it is scheduled: offices have one of their own while they fast."""
        fasting = day.pola in _OFFICE and day.tanggal in ramadan_of(day.tanggal.year)
        return day.pola + RAMADAN if fasting else day.pola


def draw_sources(plan: Plan, settings: Settings, until: date | None = None) -> Sources:
    """Draw the sources of a region; its fact packet is drawn from the same plan and settings, and is not changed.

    ``until``: the last day that has happened; no machine knows anything of a later one.
    """
    benih = settings.benih
    employees = draw_employees(plan, settings)
    planting = Planting(benih, plan, employees)
    devices, cards = _machines(plan, settings, employees, planting)
    calls = _roll_calls(benih, plan.level, employees)
    planting.damage(devices)
    if until is not None:
        plan, calls = _stop(plan, employees, calls, planting, until)
    punches = Recorder(benih, plan.level, cards).record(employees, devices)
    missed = [
        Planted(kinds.NO_ROLL_CALL.kind, call.nip, tanggal=call.tanggal.isoformat()) for call, why in calls if why
    ]
    planted = [*planting.planted, *_derived(plan, employees), *_without_key(devices), *missed]
    rolls = [call for call, _ in calls]
    return Sources(
        plan=plan,
        settings=settings,
        employees=employees,
        devices=devices,
        cards=cards,
        punches=punches,
        corrections=planting.corrections,
        stopped=planting.stopped,
        roll_calls=rolls,
        planted=planted,
    )


def _machines(
    plan: Plan, settings: Settings, employees: Sequence[Employee], planting: Planting
) -> tuple[Devices, Cards]:
    """The devices and everybody's PINs on them; of an earlier month, those of the later one."""
    if plan.later is not None:
        later = draw_sources(plan.later, settings)
        planting.deal_as(later.employees)
        later.cards.enrol(employee for employee in employees if not later.cards.knows(employee.nip))
        return later.devices, later.cards
    devices = deal_devices(settings.benih, plan, employees)
    planting.deal(devices)
    cards = Cards(devices)
    cards.enrol(employees)
    for leaver, (heir, last) in planting.heirs.items():
        cards.hand_over(leaver, heir, last)
    return devices, cards


Calls = list[tuple[RollCall, bool]]


def _stop(
    plan: Plan, employees: Iterable[Employee], calls: Calls, planting: Planting, until: date
) -> tuple[Plan, Calls]:
    """Forget what had not happened by the end of that day; duties and leave that are planned stay."""
    for employee in employees:
        employee.leave = [leave for leave in employee.leave if leave[1] <= until or leave[0].startswith("cuti")]
        for day in (*employee.days, *employee.beyond):
            day.masuk, day.pulang = (
                None if moment is None or moment.date() > until else moment for moment in (day.masuk, day.pulang)
            )
    planting.corrections = [item for item in planting.corrections if item.tanggal <= until]
    planting.stopped = [item for item in planting.stopped if item[1] <= until]
    outages = {code: day for code, day in plan.outages.items() if day <= until.day}
    return replace(plan, outages=outages), [item for item in calls if item[0].tanggal <= until]


def _roll_calls(benih: int, level: Level, employees: Iterable[Employee]) -> list[tuple[RollCall, bool]]:
    """Offices call the roll on Mondays; whether somebody at work stayed away without a reason."""
    dice = Dice(benih, "sumber-apel")
    share = kinds.NO_ROLL_CALL.per_100k * level.times
    found = []
    for employee in employees:
        if employee.seat.pola is not Pola.KANTOR:
            continue
        for day in employee.days:
            if day.tanggal.weekday() == _MONDAY:
                missed = day.status == "hadir" and dice.below(WHOLE) < share
                found.append((RollCall(day.tanggal, employee.nip, day.status != ABSENT and not missed), missed))
    return found


def _without_key(devices: Devices) -> Iterator[Planted]:
    for own in devices.values():
        for device in own:
            if device.format in (Format.ATTLOG, Format.EASYLINK) and not device.has_key:
                yield Planted(kinds.NO_FLAG.kind, "", device.serial)


def _derived(plan: Plan, employees: Iterable[Employee]) -> Iterator[Planted]:
    """What the drawn month itself does that processing finds hard."""
    first, last = plan.masa.first, plan.masa.last
    for employee in employees:
        for day in (*employee.beyond, *employee.days):
            if day.pulang is not None and day.tanggal < first:
                yield Planted(kinds.LAST_NIGHT.kind, employee.nip, tanggal=day.tanggal.isoformat())
            elif day.pulang is not None and day.tanggal == last and day.end.date() > last:
                yield Planted(kinds.NEXT_MORNING.kind, employee.nip, tanggal=day.tanggal.isoformat())
            if _is_past_middle(day):
                yield Planted(kinds.PAST_MIDDLE.kind, employee.nip, tanggal=day.tanggal.isoformat())


def _is_past_middle(day: Day) -> bool:
    late = day.masuk is not None and day.masuk >= day.middle
    early = day.pulang is not None and day.pulang <= day.middle
    return late or early


def spans(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Runs of days without a gap, first and last."""
    begin = end = None
    for day in sorted(days):
        if begin is None or end is None or day - end > timedelta(1):
            if begin is not None and end is not None:
                yield begin, end
            begin = day
        end = day
    if begin is not None and end is not None:
        yield begin, end
