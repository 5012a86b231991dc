"""The lateness tariff of a region, read from its supplement: minutes to percent, exactly."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from tepat.lang.errors import Place, Problem, UsageError

# Percent is counted in ten-thousandths of a percent, the finest step of `potongan_persen`.
STEPS = 10**4
LONGEST = 600


@dataclass(frozen=True)
class Tariff:
    """Deductions in ten-thousandths of a percent.

    ``late`` and ``early`` are indexed by whole minutes, 0 to `LONGEST`; ``absent`` is of one whole day.
    """

    late: Sequence[int]
    early: Sequence[int]
    absent: int

    def deduction(self, late: Sequence[int], early: Sequence[int], absent_halves: int) -> int:
        """The month's deduction for these minutes, one entry an event, and half days of absence."""
        events = sum(self.late[minutes] for minutes in late) + sum(self.early[minutes] for minutes in early)
        return events + self.absent * absent_halves // 2


def read_tariff(folder: Path) -> Tariff:
    """Read the tariff of a supplement folder.

    Raises
    ------
    UsageError
        C-004: a file is missing, a number cannot be read, or the bands have a hole or an overlap.
    """
    try:
        return Tariff(
            _read_bands(folder / "tabel" / "tarif_terlambat.csv"),
            _read_bands(folder / "tabel" / "tarif_pulang_cepat.csv"),
            _read_absent(folder / "aturan.toml"),
        )
    except (OSError, ValueError, KeyError) as cause:
        raise UsageError(Problem("C-004", Place(folder.name), {"sebab": cause})) from cause


def _read_absent(path: Path) -> int:
    rules = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    steps = _steps(str(rules["parameter"]["potongan_hari_alpa"]["nilai"]))
    if steps % 2:
        raise ValueError(f"{path.name}: potongan_hari_alpa: 0.{steps:04d} % / 2")
    return steps


def _read_bands(path: Path) -> tuple[int, ...]:
    """Percent of each whole minute; the bands must follow one another without hole or overlap."""
    by_minute = [0]
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if int(row["lebih_dari"]) != len(by_minute) - 1:
                raise ValueError(f"{path.name}: lebih_dari {row['lebih_dari']} ≠ {len(by_minute) - 1}")
            until = int(row["sampai_dengan"] or LONGEST)
            by_minute += [_steps(row["nilai"])] * (until - len(by_minute) + 1)
    if len(by_minute) != LONGEST + 1:
        raise ValueError(f"{path.name}: sampai_dengan {len(by_minute) - 1} < ∞")
    return tuple(by_minute)


def _steps(percent: str) -> int:
    steps = Fraction(percent) * STEPS
    if steps.denominator != 1 or steps < 0:
        raise ValueError(f"nilai {percent} ≠ n × 0.0001 %")
    return steps.numerator


@cache
def percent_text(steps: int) -> str:
    """Ten-thousandths of a percent as a decimal.

    >>> percent_text(27_500), percent_text(30_000)
    ('2.75', '3')
    """
    whole, rest = divmod(steps, STEPS)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
