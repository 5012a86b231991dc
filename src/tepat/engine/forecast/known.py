"""The facts of a month as they are known at an instant, and as they are assumed where they are not.

A later duty stands in the ledger with its hours and any status; leave that is granted already keeps its status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tepat.engine.forecast.amount import ABSENT, is_duty
from tepat.engine.forecast.cells import instant
from tepat.engine.forecast.rows import PersonRows, TextRow
from tepat.engine.forecast.rules import RATED_AT, Rules
from tepat.lang.calendar import local_time
from tepat.law.packet import APEL, CUTI, DISIPLIN, HARIAN, HUKDIS, KINERJA, PEGAWAI

# Somebody who comes on time comes before the hour: a roll-call may begin before the duty does.
EARLY = timedelta(minutes=30)
# States of a day that are only known when it is over; the others are leave and orders, granted beforehand.
_OPEN_STATES = frozenset({"", "hadir", ABSENT, "gangguan"})
_UNPLANNED = "luar_jadwal"
_RATING = ("hasil_kerja", "perilaku_kerja", "predikat", "capaian_persen", RATED_AT)


def end_of(day: date, zone: str) -> datetime:
    """The last second of a day in the region's zone, as the interpreter has instants."""
    return local_time(day, time(23, 59, 59), zone)


def as_known(now: datetime) -> datetime:
    """An instant of the caller, with its zone, as the interpreter has instants."""
    if now.tzinfo is None:
        raise ValueError("an instant without zone")
    return now.astimezone(UTC).replace(tzinfo=None, microsecond=0)


@dataclass(frozen=True)
class Facts:
    """One person's facts with the instant up to which they are known."""

    rules: Rules
    rows: PersonRows
    moment: datetime

    def with_rows(self, file: str, rows: Sequence[TextRow]) -> Facts:
        """The same with other rows of one file."""
        return replace(self, rows={**self.rows, file: rows})

    def of(self, file: str) -> Sequence[TextRow]:
        """The rows of a file."""
        return self.rows.get(file, ())

    @property
    def day(self) -> date:
        """The day of the instant in the region's zone."""
        return self.moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.rules.zone)).date()

    def is_over(self, row: TextRow) -> bool:
        """Whether a day of the ledger, or a roll-call, has come to its end."""
        end = instant(row.get("jam_pulang_wajib", ""), self.rules.zone)
        if end is not None:
            return end <= self.moment
        return row.get("tanggal", "")[:10] <= self.day.isoformat()

    # -- days -------------------------------------------------------------------------------------------------------

    def known_days(self) -> Facts:
        """Without what only the days to come will tell: presence on days off, roll-calls missed."""
        days = [row for row in self.of(HARIAN.name) if self.is_over(row) or row.get("status") != _UNPLANNED]
        return self.with_rows(HARIAN.name, days) if HARIAN.name in self.rows else self

    def assume_days(self, assume: Callable[[TextRow], TextRow], *, attended: bool) -> Facts:
        """Every duty and roll-call that is not over as ``assume`` makes it; who has arrived already has."""
        days = [row if self._is_settled(row) else assume(self._arrived(row)) for row in self.of(HARIAN.name)]
        calls = [row if self.is_over(row) else {**row, "hadir": _YES_NO[attended]} for row in self.of(APEL.name)]
        return self._of_days(days, calls)

    def without_faults(self) -> Facts:
        """Every duty of the month attended, and every roll-call."""
        days = [assume_attended(row) if is_duty(row) else row for row in self.of(HARIAN.name)]
        return self._of_days(days, [{**row, "hadir": _YES_NO[True]} for row in self.of(APEL.name)])

    def at_best(self) -> Facts:
        """Without fault, leave and punishment; a summary that came from elsewhere without absence and cuts."""
        best = self.without_faults()
        for file in (CUTI, HUKDIS):
            best = best.with_rows(file.name, ()) if self.of(file.name) else best
        return best.with_rows(DISIPLIN.name, [_whole(row) for row in self.of(DISIPLIN.name)])

    def with_days_of(self, other: Facts, days: Iterable[str]) -> Facts:
        """These facts with the ledger and the roll-calls of some days from others."""
        wanted = frozenset(days)
        ledger = _exchange(self.of(HARIAN.name), other.of(HARIAN.name), wanted)
        return self._of_days(ledger, _exchange(self.of(APEL.name), other.of(APEL.name), wanted))

    def _of_days(self, days: Sequence[TextRow], calls: Sequence[TextRow]) -> Facts:
        found = {HARIAN.name: days, APEL.name: calls}
        return replace(self, rows={**self.rows, **{name: rows for name, rows in found.items() if name in self.rows}})

    def _is_settled(self, row: TextRow) -> bool:
        return self.is_over(row) or not is_duty(row) or row.get("status", "") not in _OPEN_STATES

    def _arrived(self, row: TextRow) -> TextRow:
        """A row of a duty that is not over: its arrival where it was recorded, and nothing that comes later."""
        arrived = instant(row.get("masuk", ""), self.rules.zone)
        if arrived is not None and arrived <= self.moment:
            return row
        return {**row, "masuk": "", "menit_terlambat": ""}

    # -- the rating -------------------------------------------------------------------------------------------------

    def known_ratings(self) -> Facts:
        """Without the ratings that are made later; a rating of this month stands there even before it is made."""
        rows = [row if self._is_made(row) else _unrated(row) for row in self.of(KINERJA.name)]
        masa = str(self.rules.masa)
        if self.rules.rates_this_month and not any(row.get("periode", "") in ("", masa) for row in rows):
            nip = next((row.get("nip", "") for row in self.of(PEGAWAI.name)), "")
            rows.append({"nip": nip, **dict.fromkeys(_RATING, ""), "periode": ""})
        return self.with_rows(KINERJA.name, rows)

    def _is_made(self, row: TextRow) -> bool:
        moment = instant(row.get(RATED_AT, ""), self.rules.zone)
        return moment is None or moment <= self.moment

    def is_rated(self, row: TextRow) -> bool:
        """Whether a rating is there, and approved where the law asks when."""
        if self.rules.reads_rating_time and not row.get(RATED_AT):
            return False
        return any(row.get(name) for name in self.rules.rating_columns)

    @property
    def waits_for_rating(self) -> bool:
        """Whether a rating that an amount is computed from is not there."""
        return bool(self.rules.rating_columns) and not all(map(self.is_rated, self.of(KINERJA.name)))

    def rate(self, cells: Mapping[str, str], *, everything: bool = False) -> Facts:
        """Every rating that is not there (or ``everything``) with these cells."""
        rows = [{**row, **cells} if everything or not self.is_rated(row) else row for row in self.of(KINERJA.name)]
        return self.with_rows(KINERJA.name, rows)


_YES_NO = {True: "ya", False: "tidak"}


def assume_attended(row: TextRow) -> TextRow:
    """A duty attended without fault: there half an hour before it begins, gone when it ends."""
    begin = datetime.fromisoformat(row["jam_masuk_wajib"]) - EARLY
    return {
        **row,
        "masuk": begin.isoformat(),
        "pulang": row["jam_pulang_wajib"],
        "menit_terlambat": "0",
        "menit_pulang_cepat": "0",
        "status": "hadir",
        "catatan": "",
        "bukti": "",
    }


def assume_stays(row: TextRow) -> TextRow:
    """A duty that is not over, stayed at to its end; who has not arrived yet comes without fault."""
    if not row.get("masuk"):
        return assume_attended(row)
    left = {"pulang": row["jam_pulang_wajib"], "menit_pulang_cepat": "0"}
    return {**row, **left, "status": "hadir", "catatan": "", "bukti": ""}


def assume_absent(row: TextRow) -> TextRow:
    """A duty that is not over, and to which nobody comes."""
    if row.get("masuk"):
        return {**row, "pulang": "", "menit_pulang_cepat": "", "status": "hadir"}
    nothing = dict.fromkeys(("masuk", "pulang", "menit_terlambat", "menit_pulang_cepat", "catatan", "bukti"), "")
    return {**row, **nothing, "status": ABSENT}


def _whole(row: TextRow) -> TextRow:
    days = {"hari_hadir": row.get("hari_kerja", ""), "hari_alpa": "0"}
    return {**row, **days, "potongan_persen": "0" if row.get("potongan_persen") else ""}


def _unrated(row: TextRow) -> TextRow:
    return {**row, **dict.fromkeys(_RATING, "")}


def _exchange(mine: Sequence[TextRow], other: Sequence[TextRow], days: frozenset[str]) -> list[TextRow]:
    """Rows of both, by day, in the order of days."""
    kept = [row for row in mine if row.get("tanggal", "")[:10] not in days]
    taken = [row for row in other if row.get("tanggal", "")[:10] in days]
    return sorted([*kept, *taken], key=lambda row: row.get("tanggal", ""))
