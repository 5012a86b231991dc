"""The days of the month that are not in the ledger yet, as they are expected: attended without fault.

The ledger ends where attendance was processed to. A rule may count days (the law of Balangan weighs work less where
somebody was there on fewer than seven), so that a month whose later days were simply missing would look like a month of
absence. They are taken from the person's own week as the ledger shows it, less the nation's and the region's days off;
the page says that they are assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from tepat.engine.forecast import TextRow, assume_attended, assume_stays
from tepat.lang.calendar import Masa
from tepat.presensi.calendar import national_days

_WORKDAY = "hari_kerja"
_FRIDAY = 4
# States that only the end of a day tells; leave and orders are granted beforehand.
_OPEN_STATES = frozenset({"", "hadir", "alpa", "gangguan"})


def whole_month(ledger: Sequence[TextRow], masa: Masa, known_to: date, calendar: Mapping[date, str]) -> list[TextRow]:
    """The ledger with the expected days behind ``known_to``; ``calendar``: the region's own days and their kind."""
    duties = [row for row in ledger if row.get("jam_masuk_wajib")]
    days = (known_to + timedelta(number) for number in range(1, (masa.last - known_to).days + 1))
    return [*ledger, *(row for day in days if not is_free(day, calendar) for row in _expected(duties, day))]


def is_free(day: date, calendar: Mapping[date, str]) -> bool:
    """Whether a day is off for those who work by the week; the region's word prevails over the nation's."""
    return calendar[day] != _WORKDAY if day in calendar else day in national_days(day.year)


def _expected(duties: Sequence[TextRow], day: date) -> Iterator[TextRow]:
    """The duties of the last such day of the week; a weekday that the ledger has not met yet is as the last duty."""
    same = [row for row in duties if _day(row).weekday() == day.weekday()]
    if not same and day.weekday() <= _FRIDAY:
        same = list(duties[-1:])
    last = max((_day(row) for row in same), default=day)
    yield from (assume_attended(_moved(row, day)) for row in same if _day(row) == last)


def _day(row: TextRow) -> date:
    return date.fromisoformat(row["tanggal"][:10])


def _moved(row: TextRow, day: date) -> TextRow:
    """A duty of another day, with the hours of its own."""
    shift = day - _day(row)
    hours = {name: _shifted(row[name], shift) for name in ("jam_masuk_wajib", "jam_pulang_wajib")}
    return {**row, **hours, "tanggal": day.isoformat()}


def _shifted(text: str, shift: timedelta) -> str:
    return (datetime.fromisoformat(text) + shift).isoformat() if text else ""


def settled(ledger: Sequence[TextRow], limit: str) -> list[TextRow]:
    """The ledger with duties that had not ended when its punches did stayed at to their end.

    A night duty of the last day has no departure yet; nobody has left it too early. ``limit``: the last moment whose
    punches are in it, by the clock of the units.
    """
    return [_settled(row, limit) if row.get("jam_pulang_wajib", "") > limit else row for row in ledger]


def _settled(row: TextRow, limit: str) -> TextRow:
    if row.get("masuk") and row["masuk"] <= limit:
        return assume_stays(row)
    return assume_attended(row) if row["status"] in _OPEN_STATES else row
