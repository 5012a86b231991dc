"""Dated facts: acting assignments, leave and punishments, each standing so to the month as its kind says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tepat.lab.contoh.dice import Dice
from tepat.lang.calendar import Masa, add_months


@dataclass(frozen=True)
class LeaveKind:
    """A kind of leave.

    ``months``: least and most whole months, all in force on the 1st (0: only days); an empty end when ``is_open``.
    ``rows``: whether ratings and attendance exist beside it. ``crossing``: begins before the month or ends after it.
    """

    jenis: str
    months: tuple[int, int] = (0, 0)
    days: tuple[int, int] = (1, 1)
    is_open: bool = False
    rows: bool = True
    crossing: bool = False


LEAVE_KINDS = {
    "cuti_besar_singkat": LeaveKind("cuti_besar", days=(6, 14)),
    "cuti_besar": LeaveKind("cuti_besar", (1, 6)),
    "cuti_sakit_singkat": LeaveKind("cuti_sakit", days=(2, 12)),
    "cuti_sakit_sedang": LeaveKind("cuti_sakit", (1, 6)),
    "cuti_sakit_panjang": LeaveKind("cuti_sakit", (7, 12), rows=False),
    "cuti_sakit_lama": LeaveKind("cuti_sakit", (13, 18), rows=False),
    "cuti_sakit_terbuka": LeaveKind("cuti_sakit", (2, 12), is_open=True, rows=False),
    "cuti_sakit_melintas": LeaveKind("cuti_sakit", days=(3, 14), crossing=True),
    "cuti_melahirkan": LeaveKind("cuti_melahirkan", (3, 3)),
    "cuti_alasan_penting": LeaveKind("cuti_alasan_penting", days=(2, 8)),
    "cltn": LeaveKind("cltn", (12, 36), rows=False),
    "mpp": LeaveKind("mpp", (12, 12), rows=False),
    "titipan": LeaveKind("titipan", (3, 24), is_open=True, rows=False),
    "cuti_tahunan": LeaveKind("cuti_tahunan", days=(1, 6)),
}

Span = tuple[date, date | None]


class Periods:
    """Draws spans of days around the month."""

    def __init__(self, benih: int, masa: Masa) -> None:
        self._dice = Dice(benih, "jangka")
        self._masa = masa

    def leave(self, kind: LeaveKind) -> Span:
        """A leave of this kind. Whole months end the day before the same day; days fall within the month."""
        if kind.months == (0, 0):
            length = self._dice.between(*kind.days)
            if kind.crossing:
                return self._crossing(length)
            begin = self._masa.first + timedelta(self._dice.below(self._masa.last.day - length + 1))
            return begin, begin + timedelta(length - 1)
        months = self._dice.between(*kind.months)
        # Begun up to months - 1 months and five days ago: still in force on the 1st, however long.
        begin = add_months(self._masa.first, -self._dice.below(months)) - timedelta(self._dice.below(6))
        return begin, None if kind.is_open else add_months(begin, months) - timedelta(1)

    def _crossing(self, length: int) -> Span:
        """Over the first or over the last of the month."""
        outside = self._dice.between(1, length - 1)
        if self._dice.below(2):
            begin = self._masa.first - timedelta(outside)
        else:
            begin = self._masa.last + timedelta(1) - timedelta(length - outside)
        return begin, begin + timedelta(length - 1)

    def move(self) -> date:
        """The day a transfer, promotion, arrival or departure takes effect: neither the first nor the last."""
        return self._masa.first + timedelta(self._dice.between(3, self._masa.last.day - 4))

    def punishment(self, kind: str) -> Span:
        """In force on the 1st; or ended in the month before (``hukdis_lampau``), or begun within the month."""
        if kind == "hukdis_tengah":
            begin = self.move()
            return begin, add_months(begin, 6)
        begin = self._masa.first - timedelta(self._dice.below(150))
        if kind == "hukdis_lampau":
            return add_months(begin, -12), self._masa.first - timedelta(self._dice.between(1, 20))
        return begin, None if self._dice.below(3) == 0 else add_months(begin, 6)

    def acting(self, kind: str) -> Span:
        """Over the whole month, its exact bounds now and then; ``plt_sebagian`` begins or ends within it."""
        masa = self._masa
        if kind == "plt_sebagian":
            day = masa.first + timedelta(self._dice.between(1, 26))
            begins = self._dice.below(2)
            return (day, None) if begins else (add_months(masa.first, -2), day)
        begin = add_months(masa.first, -self._dice.below(6))
        return begin, self._dice.pick((None, masa.last, add_months(masa.first, 3) - timedelta(1)))
