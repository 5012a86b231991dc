"""A month's salary by rank, years of service, family and position: invented, plausible and monotone.

The scale is made up after the shape of the official one: it grows with every rank and every second year. Family 10 %
for a spouse and 2 % for each of up to two children; rice for each of them; a contribution of 8 % to pension and 1 % to
health with its bound; CPNS 80 % of the basic salary. Tax is the month's effective rate of PP 58/2023, read
from the law; before 2024 it is made up.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tepat.lang.calendar import Masa
from tepat.law.shelf import regulations_root

TER, _TER_SINCE = "nasional/pp-58-2023", "2024-01"

# Rupiah a month at the start of service: plausible, not the official scale.
GAJI_POKOK = {
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
# Two years of service add 3.15 % of the first salary; thousandths of a percent keep it whole.
_STEP = 3_150
_TUNJANGAN = {15: 3_250_000, 14: 2_025_000, 13: 1_260_000, 12: 1_260_000, 11: 980_000, 10: 540_000, 9: 540_000}
_TUNJANGAN_UMUM = 185_000
_BERAS = 72_420
_CPNS_PERCENT = 80
_HEALTH_BASE = 12_000_000
_RATE_STEPS = 10_000
# Before 2024: one percent above this; the way of that time needs a year's income.
_TAXED_FROM = 7_000_000


class Salary(NamedTuple):
    """A month's salary in whole rupiah; the first five in the order of the packet."""

    gaji_kotor: int
    potongan_gaji: int
    pph_gaji: int
    iwp_gaji: int
    bpjs_gaji: int
    gaji_pokok: int
    tunjangan_keluarga: int
    tunjangan_jabatan: int

    @property
    def dasar_iuran(self) -> int:
        """What the health contribution is a share of, before its bound."""
        return self.gaji_pokok + self.tunjangan_keluarga + self.tunjangan_jabatan


class Grade(NamedTuple):
    """What a salary depends on; ``kelas`` stands for the position."""

    status: str
    golongan: str
    tahun: int
    ptkp: str
    kelas: int


@dataclass(frozen=True)
class TaxRates:
    """Monthly effective rates: by PTKP its category, by category the upper bounds and the ten-thousandths of them."""

    categories: Mapping[str, str]
    bands: Mapping[str, tuple[Sequence[int], Sequence[int]]]

    def tax(self, ptkp: str, gross: int) -> int:
        """The month's tax, truncated to the rupiah."""
        bounds, rates = self.bands[self.categories[ptkp]]
        return gross * rates[bisect_left(bounds, gross)] // (100 * _RATE_STEPS)


@dataclass(frozen=True)
class Payroll:
    """Computes salaries; ``rates`` is None for months before the effective rates."""

    rates: TaxRates | None

    @cached_property
    def _known(self) -> dict[Grade, Salary]:
        return {}

    def salary(self, grade: Grade) -> Salary:
        """The salary of a grade."""
        if grade not in self._known:
            self._known[grade] = self._compute(grade)
        return self._known[grade]

    def _compute(self, grade: Grade) -> Salary:
        spouse, children = int(grade.ptkp.startswith("K/")), min(int(grade.ptkp[-1]), 2)
        pokok = basic_salary(grade)
        family = pokok * (10 * spouse + 2 * children) // 100
        position = _TUNJANGAN.get(grade.kelas, _TUNJANGAN_UMUM)
        kotor = pokok + family + position + _BERAS * (1 + spouse + children)
        base = min(pokok + family + position, _HEALTH_BASE)
        pph, iwp = self._tax(grade.ptkp, kotor), base // 100
        # Only PNS and CPNS pay into a pension.
        pension = 0 if grade.status == "PPPK" else (pokok + family) * 8 // 100
        return Salary(kotor, pension + iwp + pph, pph, iwp, base * 4 // 100, pokok, family, position)

    def _tax(self, ptkp: str, kotor: int) -> int:
        if self.rates is not None:
            return self.rates.tax(ptkp, kotor)
        return kotor // 100 if kotor >= _TAXED_FROM else 0


def basic_salary(grade: Grade) -> int:
    """The basic salary in whole hundreds, as the scale is written."""
    full = GAJI_POKOK[grade.golongan] * (100_000 + _STEP * (grade.tahun // 2)) // 10_000_000 * 100
    return full * _CPNS_PERCENT // 100 if grade.status == "CPNS" else full


def make_payroll(masa: Masa) -> Payroll:
    """Salaries of a month, taxed by the law of the shelf where it has monthly rates."""
    return Payroll(read_rates(regulations_root() / TER) if str(masa) >= _TER_SINCE else None)


def read_rates(package: Path) -> TaxRates:
    """The effective rates of a package of law: its ``tabel/kategori_ter.csv`` and ``tabel/tarif_ter.csv``."""
    categories = {row["ptkp"]: row["nilai"] for row in _rows(package / "tabel/kategori_ter.csv")}
    bands: dict[str, tuple[list[int], list[int]]] = {}
    for row in _rows(package / "tabel/tarif_ter.csv"):
        bounds, rates = bands.setdefault(row["kategori"], ([], []))
        bounds += [int(row["sampai_dengan"])] if row["sampai_dengan"] else []
        rates.append(int(Decimal(row["nilai"]) * _RATE_STEPS))
    return TaxRates(categories, bands)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
