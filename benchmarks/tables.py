"""The tables of the rules, read from the packages once for the engines that are not Tepat."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

REGULASI = Path(__file__).parents[1] / "regulasi"


@dataclass(frozen=True)
class Band:
    """Incomes above the band before and up to ``upper`` (None: all above), and the rate in hundredths of a percent."""

    upper: int | None
    rate: int


@cache
def ter_bands() -> Mapping[str, tuple[Band, ...]]:
    """PP 58/2023: the bands of each category, lowest first."""
    found = defaultdict(list)
    for row in _rows("nasional/pp-58-2023/tabel/tarif_ter.csv"):
        upper = int(row["sampai_dengan"]) if row["sampai_dengan"] else None
        found[row["kategori"]].append(Band(upper, _hundredths(row["nilai"])))
    return {category: tuple(bands) for category, bands in found.items()}


@cache
def ter_category() -> Mapping[str, str]:
    """PP 58/2023: the category of each PTKP status."""
    return {row["ptkp"]: row["nilai"] for row in _rows("nasional/pp-58-2023/tabel/kategori_ter.csv")}


@cache
def ptkp_amount() -> Mapping[str, int]:
    """PMK 101/2016: the amount of each PTKP status in a year."""
    return {row["ptkp"]: int(row["nilai"]) for row in _rows("nasional/pmk-101-2016/tabel/ptkp_setahun.csv")}


@cache
def predikat_of() -> Mapping[tuple[str, str], str]:
    """PermenPANRB 6/2022: the predicate of each pair of hasil kerja and perilaku kerja."""
    rows = _rows("nasional/permenpanrb-6-2022/tabel/matriks_predikat.csv")
    return {(row["hasil_kerja"], row["perilaku_kerja"]): row["nilai"] for row in rows}


def _rows(path: str) -> list[dict[str, str]]:
    with (REGULASI / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _hundredths(percent: str) -> int:
    rate = Fraction(percent) * 100
    if rate.denominator != 1:
        raise ValueError(f"{percent} % is finer than a hundredth of a percent")
    return int(rate)
