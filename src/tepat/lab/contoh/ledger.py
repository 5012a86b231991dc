"""The day ledger (`harian`) of a person's month: the same duties that the summary counts, with their clock times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from tepat.lab.contoh.attendance import ABSENT, OUTAGE, Attendance
from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.months import Duty, Pola, WorkMonth

Row = list[str]

# Hours of the decree on working time (Perpres 21/2023: 07.30, in Ramadan 08.00; 37.5 and 32.5 hours a week) where five
# days are worked; of six days and of shifts they are made up.
FIVE_DAYS = ((time(7, 30), time(16, 0)), (time(7, 30), time(16, 30)))
FIVE_DAYS_FASTING = ((time(8, 0), time(15, 0)), (time(8, 0), time(15, 30)))
SIX_DAYS = ((time(7, 30), time(14, 0)), (time(7, 30), time(11, 30)))
SIX_DAYS_FASTING = ((time(8, 0), time(13, 30)), (time(8, 0), time(11, 30)))
SHIFT_HOURS = {"pagi": (8, 6), "siang": (14, 6), "malam": (20, 12)}
_NOTES = {OUTAGE: "mesin presensi unit mati", ABSENT: "tidak ada presensi"}


class LedgerDay(NamedTuple):
    """One duty as it was worked; ``masuk`` and ``pulang`` are None where the status is not ``hadir``, or unknown."""

    duty: Duty
    pola: str
    begin: datetime
    end: datetime
    status: str
    masuk: datetime | None = None
    pulang: datetime | None = None
    late: int = 0
    early: int = 0

    def row(self, nip: str) -> Row:
        """The row of `harian`."""
        head = [nip, self.duty.tanggal.isoformat(), self.pola, self.begin.isoformat(), self.end.isoformat()]
        if self.masuk is None:
            note, proof = _NOTES.get(self.status, ""), "" if self.status == ABSENT else "izin"
            return [*head, "", "", "", "", note, self.status, proof]
        if self.pulang is None:
            note = "tidak ada presensi pulang"
            return [*head, self.masuk.isoformat(), "", str(self.late), "", note, self.status, "presensi"]
        clocks = [self.masuk.isoformat(), self.pulang.isoformat(), str(self.late), str(self.early)]
        return [*head, *clocks, "", self.status, "presensi"]


class Ledger:
    """Draws the clock times of every duty."""

    def __init__(self, benih: int, month: WorkMonth) -> None:
        self._dice = Dice(benih, "harian")
        self._month = month

    def days(self, pola: Pola, attendance: Attendance) -> Iterator[LedgerDay]:
        """Every duty of a person's month."""
        draws = self._dice.shorts(2 * len(attendance.duties))
        for number, duty in enumerate(attendance.duties):
            begin, end = self.hours(duty, pola)
            status = attendance.status.get(number, "hadir")
            day = LedgerDay(duty, f"{pola}_{duty.shift}" if duty.shift else str(pola), begin, end, status)
            if status == "hadir":
                late, early = attendance.late.get(number, 0), attendance.early.get(number, 0)
                arrived = begin + timedelta(seconds=_clock(late, draws[2 * number]))
                left = end - timedelta(seconds=_clock(early, draws[2 * number + 1]))
                open_end = number in attendance.open
                day = day._replace(masuk=arrived, pulang=None if open_end else left, late=late, early=early)
            yield day

    def hours(self, duty: Duty, pola: Pola) -> tuple[datetime, datetime]:
        """When the duty begins and ends; a night ends the next morning."""
        if duty.shift:
            hour, length = SHIFT_HOURS[duty.shift]
            begin = datetime.combine(duty.tanggal, time(hour))
            return begin, begin + timedelta(hours=length)
        fasting = duty.tanggal in self._month.ramadan
        if pola is Pola.KANTOR:
            week = FIVE_DAYS_FASTING if fasting else FIVE_DAYS
        else:
            week = SIX_DAYS_FASTING if fasting else SIX_DAYS
        begins, ends = week[duty.is_friday]
        return datetime.combine(duty.tanggal, begins), datetime.combine(duty.tanggal, ends)


def _clock(minutes: int, draw: int) -> int:
    """Seconds after the hour: within the minute begun when late, up to half an hour before when not."""
    return 60 * minutes + draw % 60 if minutes else -(draw % 1_800)
