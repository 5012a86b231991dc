"""What processing the sources must come to: the recorded punches, paired by the rules of the issue, duty by duty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tepat.lab.contoh.attendance import ABSENT
from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.draw import Sources
from tepat.lab.contoh.sumber.employees import Day, Employee

_MINUTE = timedelta(minutes=1)


class ExpectedDay(NamedTuple):
    """A row of `harian`; minutes are None where the punch is missing."""

    nip: str
    tanggal: date
    pola: str
    jam_masuk_wajib: datetime
    jam_pulang_wajib: datetime
    masuk: datetime | None
    pulang: datetime | None
    menit_terlambat: int | None
    menit_pulang_cepat: int | None
    status: str


class ExpectedMonth(NamedTuple):
    """The sums of a person; ``setengah_hadir``: half days by punches, days of leave and outage apart."""

    hari_kerja: int
    setengah_hadir: int
    hari_alpa: int
    status: Mapping[str, int]


def expected_harian(sources: Sources) -> Iterator[ExpectedDay]:
    """The day ledger: one row per employee and duty of the month, rows of free days apart.

    The pattern is the one in force (``kantor_ramadan``), where the drawn ledger names the plain one.
    """
    for employee in sources.employees:
        for day in employee.days:
            yield _expected(employee, day, sources.pola(day))


def expected_disiplin(sources: Sources) -> dict[str, ExpectedMonth]:
    """By nip: duties, half days with punches, duties without any, and how many duties have each status."""
    rows: dict[str, list[ExpectedDay]] = {employee.nip: [] for employee in sources.employees}
    for row in expected_harian(sources):
        rows[row.nip].append(row)
    return {nip: _sum(days) for nip, days in rows.items()}


def _sum(days: list[ExpectedDay]) -> ExpectedMonth:
    halves = sum((day.masuk is not None) + (day.pulang is not None) for day in days)
    status = Counter(day.status for day in days)
    return ExpectedMonth(len(days), halves, status[ABSENT], status)


def _expected(employee: Employee, day: Day, pola: str) -> ExpectedDay:
    masuk, pulang = _paired(employee, day)
    late = None if masuk is None else max((masuk - day.begin) // _MINUTE, 0)
    early = None if pulang is None else max((day.end - pulang) // _MINUTE, 0)
    status = day.status
    if status == "hadir" and masuk is None and pulang is None:
        status = ABSENT
    return ExpectedDay(employee.nip, day.tanggal, pola, day.begin, day.end, masuk, pulang, late, early, status)


def _paired(employee: Employee, day: Day) -> tuple[datetime | None, datetime | None]:
    """The earliest punch before the middle and the latest after it; an approved correction beats them."""
    if employee.kind == kinds.UNMAPPED.kind:
        return None, None
    arrival = None if day.mark == kinds.DEFAULT_DATE.kind else day.masuk
    punches = [punch for punch in (arrival, day.pulang) if punch is not None]
    before = [punch for punch in punches if punch < day.middle]
    after = [punch for punch in punches if punch >= day.middle]
    return min(before, default=None), day.koreksi or max(after, default=None)
