"""Random towns: every kind of schedule, leave, correction, outage and dirt, on few people and days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st

from tepat.lang.calendar import Masa
from tepat.presensi.contract import JENIS_IZIN
from tests.unit.presensi.oracle import MONTHS
from tests.unit.presensi.town import OFFICE_WEEK, Town

STRANGER = "190912281920011999"
ZONES = ("WIB", "WITA", "WIT")
UNITS = ("DINAS", "RSUD")
WEEKLY = ("LIMA", "ENAM", "FLEKSI", "BELAH", "RAMADAN")
# What a roster may say of one day: no duty lies wholly inside another.
ROSTERED = (("PAGI",), ("SIANG",), ("MALAM",), ("JAGA",), ("LEPAS",), ("BELAH",), ("PAGI", "SIANG"), ("PAGI", "MALAM"))
# Hours at which something begins, ends, or has its midpoint; and how far from them people punch.
HOURS = ("00:00", "02:00", "06:00", "07:00", "07:30", "08:00", "11:45", "12:00", "14:00", "16:00", "20:00", "23:59")
NEAR = (-14400, -3600, -61, -60, -1, 0, 1, 59, 60, 61, 900, 960, 1859, 5400, 14399)


@st.composite
def towns(draw: st.DrawFn, *, tidy_lists: bool = False) -> Town:
    """A town of two to four people. ``tidy_lists``: nothing that depends on which line comes later."""
    town = Town(draw(st.sampled_from(MONTHS)))
    if draw(st.booleans()):
        town.kredit = {"dinas_luar": Fraction(1), "gangguan": Fraction(1), "sakit": Fraction(1, 2)}
    for unit in UNITS:
        town.office(unit, draw(st.sampled_from(ZONES)))
    town.add("perangkat", perangkat="Pasar", nomor_seri="", kode_unit="", zona=draw(st.sampled_from(("", *ZONES))))
    _patterns(town)
    people = [town.person(draw(st.sampled_from(UNITS)), pin=draw(_upto(0, 3)) < 3) for _ in range(draw(_upto(2, 4)))]
    _schedules(draw, town, people)
    _identities(draw, town, people)
    _excuses(draw, town, people, tidy_lists=tidy_lists)
    _punches(draw, town, people)
    _attend(Random(draw(_upto(0, 2**32))), town, people)
    return town


def _upto(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


def _days(town: Town) -> st.SearchStrategy[str]:
    """Mostly the first and last days, and a fortnight of the month, so that things fall on one another."""
    masa = Masa.parse(town.masa)
    length = (masa.last - masa.first).days
    offsets = st.one_of(_upto(-2, 2), _upto(length - 1, length + 2), _upto(8, 20))
    return offsets.map(lambda offset: (masa.first + timedelta(offset)).isoformat())


def _span(town: Town) -> st.SearchStrategy[tuple[str, str]]:
    """First and last day of something; either may be open."""
    days = st.one_of(st.just(""), _days(town))
    return st.tuples(days, days).map(lambda span: tuple(sorted(span)) if all(span) else span)  # type: ignore[arg-type]


def _patterns(town: Town) -> None:
    for hari, masuk, pulang in OFFICE_WEEK:
        town.pattern("LIMA", masuk, pulang, hari=hari)
        town.pattern("FLEKSI", masuk, pulang, hari=hari, flexible=60)
    town.pattern("ENAM", "07:30", "14:00", hari="1-4")
    town.pattern("ENAM", "07:30", "11:00", hari="5")
    town.pattern("ENAM", "07:30", "12:31", hari="6")
    town.pattern("RAMADAN", "08:00", "15:00", hari="1-5")
    town.pattern("BELAH", "13:00", "17:00")
    town.pattern("BELAH", "07:00", "11:00")
    town.pattern("PAGI", "07:00", "14:00")
    town.pattern("SIANG", "13:59", "20:00")
    town.pattern("MALAM", "20:00", "08:00", overnight=True)
    town.pattern("JAGA", "08:00", "08:00", overnight=True)
    town.add("pola", kode_pola="LEPAS")


def _schedules(draw: st.DrawFn, town: Town, people: list[str]) -> None:
    for unit in UNITS:
        for _ in range(draw(_upto(1, 3))):
            since, until = draw(_span(town))
            town.schedule(draw(st.sampled_from(WEEKLY)), unit=unit, since=since, until=until)
    for who in people:
        if draw(st.integers(0, 3)) == 0:
            since, until = draw(_span(town))
            town.schedule(draw(st.sampled_from((*WEEKLY, "LEPAS"))), who=who, since=since, until=until)
        for day in draw(st.lists(_days(town), max_size=8, unique=True)):
            for code in draw(st.sampled_from(ROSTERED)):
                town.duty(who, day, code)
    for day in draw(st.lists(_days(town), max_size=2, unique=True)):
        town.holiday(day, draw(st.sampled_from(("libur", "cuti_bersama", "hari_kerja"))))


def _identities(draw: st.DrawFn, town: Town, people: list[str]) -> None:
    devices = ("", "Mesin DINAS", "SN-RSUD", "Mesin RSUD", "Pasar")
    for _ in range(draw(_upto(0, 4))):
        since, until = draw(_span(town))
        who = draw(st.sampled_from((*people, *people, STRANGER)))
        pin = draw(st.sampled_from(("101", "102", "0101")))
        town.add("pin", perangkat=draw(st.sampled_from(devices)), pin=pin, nip=who, mulai=since, selesai=until)


def _excuses(draw: st.DrawFn, town: Town, people: list[str], *, tidy_lists: bool) -> None:
    everybody = st.sampled_from(people)
    for _ in range(draw(_upto(0, 2))):
        since, until = draw(_span(town).filter(lambda span: bool(span[0])))
        town.leave(draw(everybody), draw(st.sampled_from(JENIS_IZIN.codes)), since, until)
    corrected = st.tuples(everybody, _days(town))
    for who, day in draw(st.lists(corrected, max_size=4, unique=tidy_lists)):
        sides: list[Any] = [draw(_clocks), draw(_clocks)]
        if any(sides):
            town.correct(who, day, *sides, by=draw(st.sampled_from(("", "KEPALA", "KEPALA"))))
    for _ in range(draw(_upto(0, 2))):
        bounds = sorted((draw(_days(town)), draw(_days(town))))
        if draw(st.booleans()):
            bounds = [f"{bounds[0]} {draw(_hours)}", f"{bounds[0]} 23:59"]
        device, unit = draw(st.sampled_from((("", "RSUD"), ("SN-DINAS", ""), ("Mesin RSUD", "RSUD"), ("Pasar", ""))))
        town.outage(*bounds, device=device, unit=unit)


_hours = st.sampled_from(HOURS)
_clocks = st.one_of(st.just(""), _hours, _hours.map(lambda clock: f"{clock}:59"))


def _punches(draw: st.DrawFn, town: Town, people: list[str]) -> None:
    devices = st.sampled_from(("SN-DINAS", "SN-RSUD", "SN-RSUD", "Pasar", "SN-ASING"))
    pins = st.sampled_from((*(town.pin_of(who) for who in people), "101", "0101", "999"))
    moments = st.builds(_moment, _days(town), st.sampled_from(HOURS), st.one_of(st.sampled_from(NEAR), _upto(0, 86399)))
    found = draw(st.lists(st.tuples(devices, pins, moments, st.integers(0, 9)), max_size=20))
    for device, pin, moment, kind in found:
        without_seconds = kind == 0
        town.punch_pin(device, pin, f"{moment:%Y-%m-%d %H:%M}" if without_seconds else str(moment), seconds=kind > 0)
        if kind == 1:  # the same again, and nearly the same
            town.punch_pin(device, pin, str(moment), str(moment + timedelta(seconds=5)))
        if kind == 2:  # told once more without seconds
            town.punch_pin(device, pin, f"{moment:%Y-%m-%d %H:%M}", seconds=False)


def _attend(die: Random, town: Town, people: list[str]) -> None:
    """Most people come and go on most days, near the hours at which something begins or ends."""
    masa = Masa.parse(town.masa)
    for who in people:
        device = die.choice(("SN-DINAS", "SN-RSUD"))
        for offset in range(-1, (masa.last - masa.first).days + 2):
            day = (masa.first + timedelta(offset)).isoformat()
            for clock in die.sample(HOURS, die.choice((0, 2, 2, 3))):
                town.punch_pin(device, town.pin_of(who), str(_moment(day, clock, die.choice(NEAR))))


def _moment(day: str, clock: str, off: int) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.strptime(clock, "%H:%M").time()) + timedelta(seconds=off)  # noqa: DTZ007 -- wall-clock times have no zone
