"""The day ledger (`harian`) of a person's month: the same duties that the summary counts, with their clock times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from tepat.lab.contoh.attendance import OUTAGE, Attendance
from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.months import Duty, Pola, WorkMonth

Row = list[str]

# Hours of the decree on working time (Perpres 21/2023: 07.30, in Ramadan 08.00; 37.5 and 32.5 hours a week) where five
# days are worked; of six days and of shifts they are made up.
_FIVE_DAYS = ((time(7, 30), time(16, 0)), (time(7, 30), time(16, 30)))
_FIVE_DAYS_FASTING = ((time(8, 0), time(15, 0)), (time(8, 0), time(15, 30)))
_SIX_DAYS = ((time(7, 30), time(14, 0)), (time(7, 30), time(11, 30)))
_SIX_DAYS_FASTING = ((time(8, 0), time(13, 30)), (time(8, 0), time(11, 30)))
_SHIFT_HOURS = {"pagi": (8, 6), "siang": (14, 6), "malam": (20, 12)}
_NOTES = {OUTAGE: "mesin presensi unit mati", "alpa": "tidak ada presensi"}


class Ledger:
    """Writes rows of `harian`."""

    def __init__(self, benih: int, month: WorkMonth) -> None:
        self._dice = Dice(benih, "harian")
        self._month = month

    def rows(self, nip: str, pola: Pola, attendance: Attendance) -> Iterator[Row]:
        """One row a duty."""
        draws = self._dice.shorts(2 * len(attendance.duties))
        for number, duty in enumerate(attendance.duties):
            begin, end = self.hours(duty, pola)
            head = [nip, duty.tanggal.isoformat(), f"{pola}_{duty.shift}" if duty.shift else str(pola)]
            head += [begin.isoformat(), end.isoformat()]
            status = attendance.status.get(number, "hadir")
            if status == "hadir":
                late, early = attendance.late.get(number, 0), attendance.early.get(number, 0)
                arrived = begin + timedelta(seconds=_clock(late, draws[2 * number]))
                left = end - timedelta(seconds=_clock(early, draws[2 * number + 1]))
                yield head + _present(arrived, left, late, early, is_open=number in attendance.open)
            else:
                yield [*head, "", "", "", "", _NOTES.get(status, ""), status, "" if status == "alpa" else "izin"]

    def hours(self, duty: Duty, pola: Pola) -> tuple[datetime, datetime]:
        """When the duty begins and ends; a night ends the next morning."""
        if duty.shift:
            hour, length = _SHIFT_HOURS[duty.shift]
            begin = datetime.combine(duty.tanggal, time(hour))
            return begin, begin + timedelta(hours=length)
        fasting = duty.tanggal in self._month.ramadan
        if pola is Pola.KANTOR:
            week = _FIVE_DAYS_FASTING if fasting else _FIVE_DAYS
        else:
            week = _SIX_DAYS_FASTING if fasting else _SIX_DAYS
        begins, ends = week[duty.is_friday]
        return datetime.combine(duty.tanggal, begins), datetime.combine(duty.tanggal, ends)


def _clock(minutes: int, draw: int) -> int:
    """Seconds after the hour: within the minute begun when late, up to half an hour before when not."""
    return 60 * minutes + draw % 60 if minutes else -(draw % 1_800)


def _present(arrived: datetime, left: datetime, late: int, early: int, *, is_open: bool) -> Row:
    if is_open:
        note = "tidak ada presensi pulang"
        return [arrived.isoformat(), "", str(late), "", note, "hadir", "presensi"]
    return [arrived.isoformat(), left.isoformat(), str(late), str(early), "", "hadir", "presensi"]
