"""Fictional people: identity, rank and salary. Every NIP names a birth between 1900 and 1909, so none is real."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
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
    3: ("I/c", "I/d", "II/a"),
    2: ("I/b", "I/c"),
    1: ("I/a", "I/b", "I/c"),
}
_GOLONGAN_CPNS = {9: "III/b", 8: "III/a", 7: "II/c", 6: "II/c", 5: "II/a", 3: "I/c", 2: "I/b", 1: "I/a"}
_GOLONGAN_PPPK = {11: "XI", 10: "X", 9: "X", 8: "IX", 7: "VII", 6: "VII", 5: "V", 3: "I", 2: "I", 1: "I"}

# Rupiah a month at the start of service: plausible, not the official scale.
_GAJI_POKOK = {
    "I/a": 1_685_700,
    "I/b": 1_840_800,
    "I/c": 1_918_700,
    "I/d": 1_999_900,
    "II/a": 2_184_000,
    "II/b": 2_385_000,
    "II/c": 2_485_900,
    "II/d": 2_591_100,
    "III/a": 2_785_700,
    "III/b": 2_903_600,
    "III/c": 3_026_400,
    "III/d": 3_154_400,
    "IV/a": 3_287_800,
    "IV/b": 3_426_900,
    "IV/c": 3_571_900,
    "IV/d": 3_723_000,
    "IV/e": 3_880_400,
    "I": 1_938_500,
    "V": 2_511_500,
    "VII": 2_858_800,
    "IX": 3_203_600,
    "X": 3_339_100,
    "XI": 3_480_300,
}
_TUNJANGAN = {15: 3_250_000, 14: 2_025_000, 13: 1_260_000, 12: 1_260_000, 11: 980_000, 10: 540_000, 9: 540_000}
_TUNJANGAN_UMUM = 185_000
_BERAS = 72_420
_TAXED_FROM = 7_000_000


class Person(NamedTuple):
    """A fictional person; ``tahun`` of service; ``ptkp`` before anything is blanked."""

    nip: str
    nama: str
    status: str
    golongan: str
    tahun: int
    ptkp: str
    npwp: str

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
        tahun = self._service(status, kelas)
        return Person(
            self._nip(serial, status, tahun, woman + 1),
            self._name(woman, kelas),
            status,
            self._golongan(status, kelas),
            tahun,
            # In every hundred people in a row the shares are exact.
            _PTKP[(ordinal * 37 + self._start) % len(_PTKP)],
            self._npwp(serial),
        )

    def _service(self, status: str, kelas: int) -> int:
        if status == "CPNS":
            return 0
        if status == "PPPK":
            return self._dice.below(5)
        return self._dice.between(15, 33) if kelas >= 12 else self._dice.between(2, 30)

    def _nip(self, serial: int, status: str, tahun: int, sex: int) -> str:
        sequence, birthday = divmod(serial, len(_BIRTHDAYS))
        return f"{_BIRTHDAYS[birthday]}{self._appointment(status, tahun)}{sex}{sequence + 1:03d}"

    def _appointment(self, status: str, tahun: int) -> str:
        if status == "PPPK":
            return f"{self._masa.year - tahun:04d}21"
        if status == "CPNS":
            return str(shift(self._masa, -self._dice.between(1, 11))).replace("-", "")
        return f"{self._masa.year - tahun:04d}{self._dice.between(1, 12):02d}"

    def _name(self, woman: int, kelas: int) -> str:
        dice = self._dice
        words = [dice.pick(FEMALE if woman else MALE), dice.pick(FAMILY)]
        if dice.below(3) == 0:
            words.insert(1, dice.pick(MIDDLE))
        degree = f", {dice.pick(DEGREES)}" if kelas >= 8 and dice.below(2) else ""
        return " ".join(words) + degree

    def _golongan(self, status: str, kelas: int) -> str:
        if status == "PPPK":
            return _GOLONGAN_PPPK[kelas]
        if status == "CPNS":
            return _GOLONGAN_CPNS[min(kelas, max(_GOLONGAN_CPNS))]
        return self._dice.pick(_GOLONGAN_PNS[kelas])

    def _npwp(self, serial: int) -> str:
        """15 or 16 digits that no NIK begins with; a few people have none."""
        draw = self._dice.below(100)
        if draw < 3:
            return ""
        digits = 7 if draw < 40 else 6
        return f"99{serial:07d}{self._dice.below(10**digits):0{digits}d}"


class Salary(NamedTuple):
    """A month's salary in whole rupiah, in the order of the packet."""

    gaji_kotor: int
    potongan_gaji: int
    pph_gaji: int
    iwp_gaji: int
    bpjs_gaji: int


@cache
def compute_salary(golongan: str, tahun: int, ptkp: str, kelas: int) -> Salary:
    """A plausible salary by rank, years, family and class; shares of it are truncated to the rupiah."""
    spouse, children = int(ptkp.startswith("K/")), min(int(ptkp[-1]), 2)
    steps = 10_000 + 315 * (tahun // 2)
    pokok = _GAJI_POKOK[golongan] * steps // 1_000_000 * 100
    family = pokok * (10 * spouse + 2 * children) // 100
    kotor = pokok + family + _TUNJANGAN.get(kelas, _TUNJANGAN_UMUM) + _BERAS * (1 + spouse + children)
    pph, iwp = kotor // 100 if kotor >= _TAXED_FROM else 0, kotor // 100
    # Only the ranks of PNS are written with a stroke, and only they pay into a pension.
    pension = (pokok + family) * 8 // 100 if "/" in golongan else 0
    return Salary(kotor, pension + iwp + pph, pph, iwp, kotor * 4 // 100)
