"""The rules of attendance once more, in plain Python: person by person, duty by duty, punch by punch.

It shares nothing with `tepat.presensi` but names of the contract: no SQL, no classes of schedules, no line of seconds.
It reads only towns whose lists are in order (no cell that cannot be read); what a bad list does has tests of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from tepat.lang.calendar import Masa
from tepat.presensi.contract import JENIS_IZIN
from tests.unit.presensi.town import Month, Punch, Row, Town

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BEFORE, AFTER = 4 * HOUR, 8 * HOUR
UTC_HOURS = {"WIB": 7, "WITA": 8, "WIT": 9}
# More days beside the month than the program looks at.
BESIDE = 5
# The decrees of the ministers, for the months the towns live in.
LIBUR = (
    "2023-12-25 2024-01-01 2024-02-08 2024-02-10 2024-02-14 2024-03-11 2024-03-29 2024-03-31 "
    "2025-12-25 2026-01-01 2026-01-16 2026-02-17 2026-03-19 2026-03-21 2026-03-22 2026-04-03 2026-04-05"
).split()
CUTI_BERSAMA = (
    "2023-12-26 2024-02-09 2024-03-12 2025-12-26 2026-02-16 2026-03-18 2026-03-20 2026-03-23 2026-03-24".split()
)
MONTHS = ("2024-01", "2024-02", "2025-12", "2026-01", "2026-02", "2026-03")

Ledger = dict[tuple[str, date, str | None], tuple[Any, ...]]


@dataclass
class Duty:
    """One duty, its window, and what was punched in it."""

    tanggal: date
    pola: str
    masuk: datetime
    pulang: datetime
    fleksibel: timedelta
    opens: datetime
    closes: datetime
    punches: list[datetime] = field(default_factory=list)

    @property
    def middle(self) -> datetime:
        return self.masuk + (self.pulang - self.masuk) / 2

    def has(self, moment: datetime) -> bool:
        return self.opens <= moment < self.closes

    def arrival(self) -> datetime | None:
        return min((moment for moment in self.punches if moment < self.middle), default=None)

    def departure(self) -> datetime | None:
        return max((moment for moment in self.punches if moment >= self.middle), default=None)


@dataclass
class Reading:
    """What the rules give: the ledger by its key, the summary by person, how many punches ended how."""

    ledger: Ledger = field(default_factory=dict)
    summary: dict[str, tuple[int, Decimal, int]] = field(default_factory=dict)
    fates: Counter[tuple[Any, ...]] = field(default_factory=Counter)


def seen_in(month: Month) -> Reading:
    """The same three of a processed month."""
    ledger = {(row["nip"], row["tanggal"], row["pola"]): tuple(row[name] for name in _COMPARED) for row in month.harian}
    assert len(ledger) == len(month.harian), "one row per person, day and pattern"
    return Reading(
        ledger,
        {who: month.summary(who) for who in month.disiplin},
        Counter((row["nip"], row["waktu_unit"], row["nasib"]) for row in month.ketukan),
    )


_COMPARED = (
    *("jam_masuk_wajib", "jam_pulang_wajib", "masuk", "pulang", "menit_terlambat", "menit_pulang_cepat"),
    "status",
)


def read_town(town: Town) -> Reading:
    """The ledger, summary and fates of a town's month."""
    reading = Reading()
    punches, copies = _without_copies(town)
    for punch in copies:
        reading.fates[None, punch.waktu, "duplikat"] += 1
    owned: dict[str, list[datetime]] = {row["nip"]: [] for row in town.lists["pegawai"]}
    for punch in punches:
        who = _owner(town, punch)
        if who is None:
            reading.fates[None, punch.waktu, "tanpa_pemilik"] += 1
        else:
            owned[who].append(punch.waktu + _shift(town, who, _device(town, punch.alat)))
    for who, moments in owned.items():
        _read_person(town, who, moments, reading)
    return reading


def _read_person(town: Town, who: str, moments: list[datetime], reading: Reading) -> None:
    masa = Masa.parse(town.masa)
    duties, free = _duties(town, who)
    outside = []
    for moment in moments:
        duty = next((duty for duty in duties if duty.has(moment)), None)
        if duty is not None:
            duty.punches.append(moment)
        else:
            outside.append(moment)
            reading.fates[who, moment, "luar_roster"] += 1
    results = []
    for duty in duties:
        _count_fates(duty, who, masa, reading)
        if masa.first <= duty.tanggal <= masa.last:
            row = _ledger_row(town, who, duty)
            reading.ledger[who, duty.tanggal, duty.pola] = row
            results.append(row)
    for day, (pola, jenis) in free.items():
        if masa.first <= day <= masa.last:
            reading.ledger[who, day, pola] = _idle_row([moment for moment in outside if moment.date() == day], jenis)
    for day in {moment.date() for moment in outside} - free.keys():
        if masa.first <= day <= masa.last:
            came = [moment for moment in outside if moment.date() == day]
            reading.ledger[who, day, None] = _idle_row(came, "luar_jadwal")
    if results:
        states = [row[-1] for row in results]
        present = sum((_present(town, row) for row in results), Decimal(0))
        reading.summary[who] = (len(results), present, states.count("alpa"))


def _count_fates(duty: Duty, who: str, masa: Masa, reading: Reading) -> None:
    """Arrival and departure are used, once each; what lies between belongs to the duty as well."""
    used = {duty.arrival(), duty.departure()}
    for moment in duty.punches:
        if not masa.first <= duty.tanggal <= masa.last:
            reading.fates[who, moment, "luar_roster"] += 1
        elif moment in used:
            used.remove(moment)
            reading.fates[who, moment, "dipakai"] += 1
        else:
            reading.fates[who, moment, "antara"] += 1


# -- whose punch it is ------------------------------------------------------------------------------------------


def _device(town: Town, called: str) -> Row | None:
    """The device of a serial number, or of a name."""
    devices = town.lists["perangkat"]
    by_serial = [row for row in devices if (row["nomor_seri"] or row["perangkat"]) == called]
    return next(iter(by_serial or [row for row in devices if row["perangkat"] == called]), None)


def _name(town: Town, called: str) -> str:
    found = _device(town, called)
    return found["perangkat"] if found else called


def _without_copies(town: Town) -> tuple[list[Punch], list[Punch]]:
    """Punches, and those that are the same device, PIN and second again (or minute, where no seconds are told)."""
    kept: dict[tuple[Any, ...], Punch] = {}
    copies = []
    for punch in sorted(town.punches, key=lambda punch: not punch.detik):
        place = (_name(town, punch.alat), punch.pin)
        minute = (*place, punch.waktu.replace(second=0))
        told = (*place, punch.waktu) in kept
        if told or (not punch.detik and any(key[:2] == place and _minute_of(key[2]) == minute[2] for key in kept)):
            copies.append(punch)
        else:
            kept[*place, punch.waktu] = punch
    return list(kept.values()), copies


def _minute_of(moment: datetime) -> datetime:
    return moment.replace(second=0)


def _owner(town: Town, punch: Punch) -> str | None:
    """The only person whose PIN it is on that day; a PIN of this device before one of all devices."""
    rows = [row for row in town.lists["pin"] if row["pin"] == punch.pin and _covers(row, punch.waktu.date())]
    device = _name(town, punch.alat)
    special = {row["nip"] for row in rows if row["perangkat"] and _name(town, row["perangkat"]) == device}
    claims = special or {row["nip"] for row in rows if not row["perangkat"]}
    people = {row["nip"] for row in town.lists["pegawai"]}
    return next(iter(claims)) if len(claims) == 1 and claims <= people else None


def _covers(row: Row, day: date) -> bool:
    return (row["mulai"] or "0001-01-01") <= day.isoformat() <= (row["selesai"] or "9999-12-31")


def _shift(town: Town, who: str, device: Row | None) -> timedelta:
    """From the clock of a device to that of the person's unit."""
    unit = _person(town, who)["kode_unit"]
    hours = {UTC_HOURS[row["zona"]] for row in town.lists["perangkat"] if row["kode_unit"] == unit and row["zona"]}
    if len(hours) != 1 or not device or not device["zona"]:
        return timedelta()
    return (hours.pop() - UTC_HOURS[device["zona"]]) * HOUR


def _person(town: Town, who: str) -> Row:
    return next(row for row in town.lists["pegawai"] if row["nip"] == who)


# -- what is due ------------------------------------------------------------------------------------------------


def _duties(town: Town, who: str) -> tuple[list[Duty], dict[date, tuple[str, str]]]:
    """The duties of a person with their windows, and the days the calendar takes away: pattern and kind."""
    masa = Masa.parse(town.masa)
    duties: list[Duty] = []
    free: dict[date, tuple[str, str]] = {}
    for number in range(-BESIDE, (masa.last - masa.first).days + BESIDE + 1):
        day = masa.first + number * DAY
        rostered, codes = _patterns(town, who, day)
        due = [duty for code in sorted(codes) for duty in _hours(town, code, day)]
        off = _day_off(town, day)
        if due and off and not rostered:
            free[day] = (min(codes), off)
        else:
            duties += due
    duties.sort(key=lambda duty: (duty.masuk, duty.pulang, duty.pola))
    for one, other in pairwise(duties):
        half_way = one.pulang + (other.masuk - one.pulang) / 2
        one.closes, other.opens = min(one.closes, half_way), max(other.opens, half_way)
    return duties, free


def _patterns(town: Town, who: str, day: date) -> tuple[bool, set[str]]:
    """Whether a roster says so, and the patterns of a day: of the roster, else of the person, else of the unit."""
    roster = {
        row["kode_pola"] for row in town.lists["roster"] if row["nip"] == who and row["tanggal"] == day.isoformat()
    }
    if roster:
        return True, roster
    for column, value in (("nip", who), ("kode_unit", _person(town, who)["kode_unit"])):
        found = [row for row in town.lists["jadwal"] if row[column] == value and _covers(row, day)]
        if found:
            latest = max(row["mulai"] for row in found)
            return False, {min(row["kode_pola"] for row in found if row["mulai"] == latest)}
    return False, set()


def _hours(town: Town, code: str, day: date) -> Iterator[Duty]:
    rows = [
        row
        for row in town.lists["pola"]
        if row["kode_pola"] == code and row["masuk"] and day.isoweekday() in _weekdays(row["hari"])
    ]
    for number, row in enumerate(sorted(rows, key=lambda row: row["masuk"])):
        midnight = datetime.combine(day, datetime.min.time())
        masuk, pulang = (midnight + _clock(row[name]) for name in ("masuk", "pulang"))
        if row["lewat_tengah_malam"] == "ya":
            pulang += DAY
        loose = int(row["fleksibel"] or 0) * MINUTE
        name = f"{code}#{number + 1}" if number else code
        yield Duty(day, name, masuk, pulang, loose, masuk - BEFORE, pulang + AFTER)


def _weekdays(text: str) -> set[int]:
    if not text:
        return set(range(1, 8))
    spans = [part.split("-") for part in text.split(",")]
    return {day for span in spans for day in range(int(span[0]), int(span[-1]) + 1)}


def _clock(text: str) -> timedelta:
    parts = [int(part) for part in text.split(":")]
    return sum((size * part for size, part in zip((HOUR, MINUTE, MINUTE / 60), parts, strict=False)), timedelta())


def _day_off(town: Town, day: date) -> str | None:
    """``libur`` or ``cuti_bersama``; the region's word stands over the nation's."""
    said = [row["jenis"] for row in town.lists["kalender"] if row["tanggal"] == day.isoformat()]
    if said:
        return None if said[0] == "hari_kerja" else said[0]
    if day.isoformat() in LIBUR:
        return "libur"
    return "cuti_bersama" if day.isoformat() in CUTI_BERSAMA else None


# -- what a day comes to ----------------------------------------------------------------------------------------


def _ledger_row(town: Town, who: str, duty: Duty) -> tuple[Any, ...]:
    masuk = _corrected(town, who, duty, "masuk") or duty.arrival()
    pulang = _corrected(town, who, duty, "pulang") or duty.departure()
    late = early = None
    if masuk is not None:
        late = _whole_minutes(masuk - duty.masuk - duty.fleksibel)
    if pulang is not None:
        used = min(max(masuk - duty.masuk, timedelta()), duty.fleksibel) if masuk else timedelta()
        early = _whole_minutes(duty.pulang + used - pulang)
    return duty.masuk, duty.pulang, masuk, pulang, late, early, _status(town, who, duty, masuk, pulang)


def _whole_minutes(span: timedelta) -> int:
    return max(span, timedelta()) // MINUTE


def _status(town: Town, who: str, duty: Duty, masuk: datetime | None, pulang: datetime | None) -> str:
    leave = {row["jenis"] for row in town.lists["izin"] if row["nip"] == who and _covers(row, duty.tanggal)}
    if leave:
        return min(leave, key=JENIS_IZIN.codes.index)
    if masuk and pulang:
        return "hadir"
    halves = [(duty.opens, duty.middle, masuk), (duty.middle, duty.closes, pulang)]
    outages = list(_outages(town, who))
    for begin, end, punched in halves:
        if not punched and any(since < end and begin < until for since, until in outages):
            return "gangguan"
    return "hadir" if masuk or pulang else "alpa"


def _outages(town: Town, who: str) -> Iterator[tuple[datetime, datetime]]:
    """The outages a person may have met, on the clock of the unit."""
    for row in town.lists["gangguan"]:
        since, until = (datetime.fromisoformat(row[name]) for name in ("mulai", "selesai"))
        if len(row["selesai"]) == len("2026-01-05"):
            until += DAY
        unit = _person(town, who)["kode_unit"]
        if row["kode_unit"] not in {"", unit}:
            continue
        if not row["perangkat"]:
            yield since, until
        elif _punches_there(town, who, row["perangkat"], since, until):
            shift = timedelta() if row["kode_unit"] else _shift(town, who, _device(town, row["perangkat"]))
            yield since + shift, until + shift


def _punches_there(town: Town, who: str, device: str, since: datetime, until: datetime) -> bool:
    """Whether somebody may have punched on a device in a stretch of time.

    With a PIN of that device, or with one of all devices if it was used there or the device stands in the own unit.
    """
    found = _device(town, device)
    name, days = _name(town, device), []
    day = since.date()
    while datetime.combine(day, datetime.min.time()) < until:
        days.append(day)
        day += DAY
    at_home = found is not None and found["kode_unit"] == _person(town, who)["kode_unit"]
    for row in town.lists["pin"]:
        if row["nip"] != who or not any(_covers(row, day) for day in days):
            continue
        if at_home and not row["perangkat"]:
            return True
        here = _name(town, row["perangkat"]) == name if row["perangkat"] else _occurs(town, name, row["pin"])
        moments = (Punch(name, row["pin"], datetime.combine(day, datetime.min.time())) for day in days)
        if here and any(_owner(town, moment) == who for moment in moments):
            return True
    return False


def _occurs(town: Town, device: str, pin: str) -> bool:
    return any(punch.pin == pin and _name(town, punch.alat) == device for punch in town.punches)


def _corrected(town: Town, who: str, duty: Duty, side: str) -> datetime | None:
    """The approved arrival or departure of a duty, of the latest line that tells it."""
    found = None
    for row in town.lists["koreksi"]:
        mine = row["nip"] == who and row["tanggal"] == duty.tanggal.isoformat() and row[side]
        if mine and row["disetujui_oleh"] and _meant(town, who, row, side).pola == duty.pola:
            found = _moment(duty, row[side], side)
    return found


def _meant(town: Town, who: str, row: Row, side: str) -> Duty:
    """Of several duties of a day the one in whose window the corrected time falls, on its side of the midpoint."""
    duties = [duty for duty in _duties(town, who)[0] if duty.tanggal.isoformat() == row["tanggal"]]

    def misfit(duty: Duty) -> tuple[bool, bool]:
        moment = _moment(duty, row[side], side)
        return not duty.has(moment), (moment < duty.middle) != (side == "masuk")

    return min(duties, key=misfit)


def _moment(duty: Duty, clock: str, side: str) -> datetime:
    """An arrival is the first such time from the opening of the window on, a departure the last before its end."""
    moment = datetime.combine(duty.tanggal, datetime.min.time()) + _clock(clock)
    candidates = [moment + number * DAY for number in range(-2, 4)]
    if side == "masuk":
        return min(moment for moment in candidates if moment >= duty.masuk - BEFORE)
    return max(moment for moment in candidates if moment < duty.pulang + AFTER)


def _idle_row(came: Iterable[datetime], status: str) -> tuple[Any, ...]:
    found = sorted(came)
    return None, None, *(found[:1] or [None]), found[-1] if len(found) > 1 else None, None, None, status


def _present(town: Town, row: tuple[Any, ...]) -> Decimal:
    """A duty with both punches counts 1, with one a half; without, what the regulation credits its status."""
    punched = Decimal(sum(moment is not None for moment in row[2:4])) / 2
    credit = town.kredit.get(row[-1], 0)
    return max(punched, Decimal(int(credit * 10)) / 10)
