"""Fictional people: identity, rank and family. Every NIP names a birth between 1900 and 1909, so none is real.

A synthetic year of birth says nothing of somebody's age: years of service stand for it, and the month of appointment
in the NIP agrees with them. The number of a PPPK has the year of appointment and ``21`` where a NIP has the month.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.months import shift
from tepat.lab.contoh.words import DEGREES, FAMILY, FEMALE, MALE, MIDDLE
from tepat.lang.calendar import Masa

_BIRTH_FIRST = date(1900, 1, 1)
_BIRTHDAYS = tuple(
    f"{_BIRTH_FIRST + timedelta(ahead):%Y%m%d}" for ahead in range((date(1910, 1, 1) - _BIRTH_FIRST).days)
)
_SEQUENCES = 999
_SERIALS = len(_BIRTHDAYS) * _SEQUENCES
# Prime and no divisor of _SERIALS: counting in steps of it visits every serial before one repeats.
_STRIDE = 1_299_709

_SENIOR, _FULL_SERVICE = 12, 30
_FIRST_PPPK, _PPPK_MARK = 2019, "21"
# The great intake of 2025, and how many PPPK in ten are of it from then on.
_MASS_INTAKE, _OF_THEM = date(2025, 11, 1), 6

# In a hundred people, by PTKP.
_PTKP_SHARES = {"TK/0": 22, "TK/1": 3, "TK/2": 1, "TK/3": 1, "K/0": 15, "K/1": 20, "K/2": 22, "K/3": 16}
_PTKP = tuple(ptkp for ptkp, share in _PTKP_SHARES.items() for _ in range(share))

_GOLONGAN_PNS = {
    15: ("IV/d", "IV/e"),
    14: ("IV/b", "IV/c"),
    13: ("IV/b", "IV/c"),
    12: ("IV/a", "IV/b"),
    11: ("III/d", "IV/a"),
    10: ("III/c", "III/d"),
    9: ("III/b", "III/c", "III/d"),
    8: ("III/a", "III/b"),
    7: ("II/c", "II/d", "III/a"),
    6: ("II/b", "II/c", "II/d"),
    5: ("II/a", "II/b", "II/c"),
    4: ("I/d", "II/a", "II/b"),
    3: ("I/c", "I/d", "II/a"),
    2: ("I/b", "I/c"),
    1: ("I/a", "I/b", "I/c"),
}
_GOLONGAN_CPNS = {9: "III/b", 8: "III/a", 7: "II/c", 6: "II/c", 5: "II/a", 4: "II/a", 3: "I/c", 2: "I/b", 1: "I/a"}
_GOLONGAN_PPPK = {11: "XI", 10: "X", 9: "X", 8: "IX", 7: "VII", 6: "VII", 5: "V", 4: "V", 3: "I", 2: "I", 1: "I"}


class Person(NamedTuple):
    """A fictional person; ``diangkat``: first day of the month of appointment; ``tahun`` of service."""

    nip: str
    nama: str
    status: str
    golongan: str
    diangkat: date
    tahun: int
    ptkp: str
    npwp: str

    @property
    def nik(self) -> str:
        """A synthetic NIK that no civil registry gives (99): date of birth, women's days by 40 higher."""
        year, month, day, sex = self.nip[2:4], self.nip[4:6], int(self.nip[6:8]), self.nip[14]
        return f"990101{day + 40 * (sex == '2'):02d}{month}{year}{int(self.nip[15:]):04d}"

    @property
    def skema(self) -> str:
        """The scheme the golongan is of."""
        return "PPPK" if self.status == "PPPK" else "PNS"


class People:
    """Draws the person of every ordinal; no two share a NIP or an NPWP."""

    def __init__(self, benih: int, masa: Masa) -> None:
        self._dice = Dice(benih, "pegawai")
        self._masa = masa
        self._start = self._dice.below(_SERIALS)

    def draw(self, ordinal: int, status: str, kelas: int) -> Person:
        """The person of this ordinal in a position of class ``kelas``."""
        dice = self._dice
        serial = (self._start + ordinal * _STRIDE) % _SERIALS
        woman = dice.below(2)
        appointed = self._appointed(status, kelas)
        tahun = self._masa.year - appointed.year - (appointed.month > self._masa.month)
        return Person(
            self._nip(serial, status, appointed, woman + 1),
            self._name(woman, kelas),
            status,
            self._golongan(status, kelas, tahun),
            appointed,
            tahun,
            # In every hundred people in a row the shares are exact.
            _PTKP[(ordinal * 37 + self._start) % len(_PTKP)],
            self._npwp(serial),
        )

    def _appointed(self, status: str, kelas: int) -> date:
        """The month of appointment; a PPPK is one of a yearly intake, on the first of March."""
        if status == "CPNS":
            return shift(self._masa, -self._dice.between(1, 11)).first
        if status == "PPPK":
            if self._masa.first >= _MASS_INTAKE and self._dice.below(10) < _OF_THEM:
                return _MASS_INTAKE
            year = self._masa.year - self._dice.below(min(5, self._masa.year - _FIRST_PPPK + 1))
            return min(date(year, 3, 1), self._masa.first)
        years = self._dice.between(15, 33) if kelas >= _SENIOR else self._dice.between(2, 30)
        return date(self._masa.year - years, self._dice.between(1, 12), 1)

    def _nip(self, serial: int, status: str, appointed: date, sex: int) -> str:
        sequence, birthday = divmod(serial, len(_BIRTHDAYS))
        month = _PPPK_MARK if status == "PPPK" else f"{appointed.month:02d}"
        return f"{_BIRTHDAYS[birthday]}{appointed.year:04d}{month}{sex}{sequence + 1:03d}"

    def _name(self, woman: int, kelas: int) -> str:
        dice = self._dice
        words = [dice.pick(FEMALE if woman else MALE), dice.pick(FAMILY)]
        if dice.below(3) == 0:
            words.insert(1, dice.pick(MIDDLE))
        degree = f", {dice.pick(DEGREES)}" if kelas >= 8 and dice.below(2) else ""
        return " ".join(words) + degree

    def _golongan(self, status: str, kelas: int, tahun: int) -> str:
        if status == "PPPK":
            return _GOLONGAN_PPPK[kelas]
        if status == "CPNS":
            return _GOLONGAN_CPNS[min(kelas, max(_GOLONGAN_CPNS))]
        ranks = _GOLONGAN_PNS[kelas]
        # The longer somebody serves, the higher in the ranks of the position.
        return ranks[min(tahun * len(ranks) // _FULL_SERVICE, len(ranks) - 1)]

    def _npwp(self, serial: int) -> str:
        """15 or 16 digits that no NIK begins with; a few people have none."""
        draw = self._dice.below(100)
        if draw < 3:
            return ""
        digits = 7 if draw < 40 else 6
        return f"99{serial:07d}{self._dice.below(10**digits):0{digits}d}"
