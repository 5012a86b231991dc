"""Ratings: predicate, and the moment it was approved, written in any of the forms that are legal."""

from __future__ import annotations

from datetime import datetime, timedelta

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.months import shift
from tepat.lab.contoh.shares import RATING_DAYS
from tepat.lang.calendar import Masa

Row = list[str]

_AS, _ABOVE, _BELOW = "sesuai_ekspektasi", "di_atas_ekspektasi", "di_bawah_ekspektasi"
# Work result and behaviour that give the predicate.
_EXPECTATIONS = {
    "sangat_baik": ((_ABOVE, _ABOVE),),
    "baik": ((_AS, _AS), (_AS, _AS), (_AS, _ABOVE), (_ABOVE, _AS)),
    "butuh_perbaikan": ((_BELOW, _AS), (_BELOW, _ABOVE)),
    "kurang": ((_AS, _BELOW), (_ABOVE, _BELOW)),
    "sangat_kurang": ((_BELOW, _BELOW),),
}
# capaian_persen in halves of a percent.
_SCORES = {
    "sangat_baik": (184, 200),
    "baik": (160, 190),
    "butuh_perbaikan": (122, 150),
    "kurang": (102, 120),
    "sangat_kurang": (40, 98),
}
_DAY = 24 * 60 * 60
_DEADLINE = 5 * _DAY
# Approved so late that clocks seven hours ahead make it too late.
_SLIP = 7 * 60 * 60
_DAYS = tuple(day for day, share in RATING_DAYS.items() for _ in range(share))


class Ratings:
    """Draws the row of `kinerja` for every person; ``hours``: how far the region's clocks are before UTC."""

    def __init__(self, benih: int, masa: Masa, hours: int) -> None:
        self._dice = Dice(benih, "kinerja")
        self._masa = masa
        self._hours = hours
        self._begin = datetime.combine(shift(masa, 1).first, datetime.min.time())

    def row(self, nip: str, kind: str, ordinal: int) -> Row | None:
        """The row of a rating of this kind (`shares.RATING`, ``menjelang_batas`` or ``baik``); None where none is."""
        if kind == "belum_tanpa_baris":
            return None
        periode = str(self._masa) if self._dice.below(5) == 0 else ""
        if kind == "belum_predikat_kosong":
            return [nip, periode, "", "", "", "", ""]
        predikat = kind if kind in _EXPECTATIONS else "baik"
        expected = self._dice.pick(_EXPECTATIONS[predikat])
        return [nip, periode, *expected, predikat, self._time(kind, ordinal), self._score(predikat)]

    def _score(self, predikat: str) -> str:
        whole, half = divmod(self._dice.between(*_SCORES[predikat]), 2)
        return f"{whole}.5" if half else str(whole)

    def _time(self, kind: str, ordinal: int) -> str:
        if kind == "belum_waktu_kosong":
            return ""
        local = self._begin + timedelta(seconds=self._second(kind))
        form = ordinal % 3
        if form == 0:
            return local.isoformat()
        if form == 1:
            return f"{local.isoformat()}+{self._hours:02d}:00"
        return f"{(local - timedelta(hours=self._hours)).isoformat()}Z"

    def _second(self, kind: str) -> int:
        """Seconds since the next month began there; the deadline is the end of its fifth day."""
        if kind == "batas_tepat":
            return _DEADLINE - 1
        if kind == "terlambat_sedetik":
            return _DEADLINE
        if kind == "terlambat":
            return self._dice.between(_DEADLINE + 1, 4 * _DEADLINE)
        if kind == "menjelang_batas":
            return self._dice.between(_DEADLINE - _SLIP, _DEADLINE - 1)
        # 07:00:00 to 20:59:59 of the first five days, most of them the last two.
        return (self._dice.pick(_DAYS) - 1) * _DAY + self._dice.between(7 * 3600, 21 * 3600 - 1)
