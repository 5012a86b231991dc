"""The rules of one person, as a careful programmer writes them in a general language: no array, no compiler.

Amounts are numbers of the language's own kind, which is binary (`FLOAT`), rounded half up where the rules say so. The
same lines over fractions (`EXACT`) get everybody right, and a test says so: what is counted is the arithmetic.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from benchmarks.names import CRITERIA
from benchmarks.tables import ter_category

N = TypeVar("N", float, Fraction)

Row = Any
"""Cells by the name of their column."""

FIRST, LAST = "2024-03-01", "2024-03-31"
DEADLINE = "2024-04-05 23:59:59"
SCORES = {"sangat_baik": "1", "baik": "1", "butuh_perbaikan": "0.8", "kurang": "0.6", "sangat_kurang": "0.4"}
MEASURED_LEAVE = frozenset({"cuti_besar", "cuti_sakit"})
REPLACING = MEASURED_LEAVE | {"cltn", "mpp", "titipan"}


class Withheld(Exception):  # noqa: N818 - not an error: the month waits for a missing fact
    """A fact is missing: the month waits."""


class Facts(Protocol):
    """Where the rows of a person come from; None or an empty list where there is none."""

    def rating(self, nip: str) -> Row | None:
        """The rating of the month."""

    def attendance(self, nip: str) -> Row | None:
        """The attendance summary."""

    def salary(self, nip: str) -> Row | None:
        """The month's salary."""

    def position(self, code: str | None) -> Row | None:
        """A position with its six amounts."""

    def acting(self, nip: str) -> Sequence[Row]:
        """Acting posts."""

    def leaves(self, nip: str) -> Sequence[Row]:
        """Leaves and releases."""

    def punishments(self, nip: str) -> Sequence[Row]:
        """Disciplinary punishments."""

    def tax_rate(self, category: str, gross: int) -> Any:
        """The monthly rate in percent."""


@dataclass(frozen=True)
class Arithmetic(Generic[N]):
    """The kind of number that amounts are: how one is made of a cell or a constant, and rounded."""

    number: Callable[[Any], N]

    @cached_property
    def half(self) -> N:
        """A half, for rounding half up."""
        return self.number("0.5")

    @cached_property
    def weights(self) -> tuple[N, N]:
        """Of the rating: full, and when present less than seven days, which is also that of attendance."""
        return self.number("0.6"), self.number("0.4")

    @cached_property
    def scores(self) -> Mapping[str, N]:
        """What a predicate is worth."""
        return {predicate: self.number(score) for predicate, score in SCORES.items()}

    @cached_property
    def parts(self) -> Mapping[str, N]:
        """Parts that are paid or taken, by how they are written."""
        return {text: self.number(text) for text in ("0", "0.01", "0.04", "0.2", "0.4", "0.8")}

    def rounded(self, value: N) -> int:
        """Half up."""
        return math.floor(value + self.half)


FLOAT: Arithmetic[float] = Arithmetic(float)
EXACT: Arithmetic[Fraction] = Arithmetic(lambda cell: Fraction(str(cell)))


def compute_person(person: Row, facts: Facts, by: Arithmetic[N]) -> dict[str, int] | None:
    """Every amount of a person's month; None where it waits for a missing fact."""
    try:
        share = _paid_share(person["nip"], facts, by)
        bases = _bases(person, facts, by)
        result = {f"tpp_{name}": by.rounded(bases[name] * share) for name in CRITERIA}
        result["tpp_bruto"] = sum(result.values())
        return result | _deductions(person, facts, by, result["tpp_bruto"])
    except Withheld:
        return None


def _known(value: Any) -> Any:
    if value is None:
        raise Withheld
    return value


def _paid_share(nip: str, facts: Facts, by: Arithmetic[N]) -> N:
    """What replaces the measures, or what they earn."""
    if any(_in_force(row, FIRST) for row in facts.punishments(nip)):
        return by.parts["0"]
    factors = [_leave_factor(row) for row in facts.leaves(nip) if _replaces(row)]
    return by.parts[min(factors)] if factors else _earned_share(nip, facts, by)


def _in_force(row: Row, until: str) -> bool:
    """From the first of the month at the latest, and to ``until`` at least."""
    return bool(row["mulai"] <= FIRST and (row["selesai"] is None or row["selesai"] >= until))


def _replaces(leave: Row) -> bool:
    if not _in_force(leave, FIRST) or leave["jenis"] not in REPLACING:
        return False
    short = leave["jenis"] in MEASURED_LEAVE and leave["selesai"] is not None and not _lasts(leave, 1)
    return not short


def _leave_factor(leave: Row) -> str:
    if leave["jenis"] not in MEASURED_LEAVE or leave["selesai"] is None:
        return "0"
    if not _exceeds(leave, 6):
        return "0.4"
    return "0" if _exceeds(leave, 12) else "0.2"


def _lasts(leave: Row, months: int) -> bool:
    return _day_after(leave) >= _add_months(date.fromisoformat(leave["mulai"]), months)


def _exceeds(leave: Row, months: int) -> bool:
    return _day_after(leave) > _add_months(date.fromisoformat(leave["mulai"]), months)


def _day_after(leave: Row) -> date:
    return date.fromisoformat(leave["selesai"]) + timedelta(days=1)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _earned_share(nip: str, facts: Facts, by: Arithmetic[N]) -> N:
    """Rating and attendance."""
    attendance = _known(facts.attendance(nip))
    days, present, absent, cut = (
        _known(attendance[name]) for name in ("hari_kerja", "hari_hadir", "hari_alpa", "potongan_persen")
    )
    if days == 0:
        raise Withheld
    zero = by.parts["0"]
    discipline = zero if absent == days else max(zero, 1 - by.number(cut) / 100)
    full, low = by.weights
    return (low if present < 7 else full) * _productivity(facts.rating(nip), by) + low * discipline


def _productivity(rating: Row | None, by: Arithmetic[N]) -> N:
    """Nothing without a rating, or with a late one."""
    if rating is None or rating["predikat"] is None or rating["waktu_dinilai"] is None:
        return by.parts["0"]
    return by.scores[rating["predikat"]] if rating["waktu_dinilai"] <= DEADLINE else by.parts["0"]


def _bases(person: Row, facts: Facts, by: Arithmetic[N]) -> dict[str, N]:
    """The amount of each criterion by position, probation and acting post."""
    if _known(person["status_pegawai"]) == "CPNS":
        own = _amounts(facts.position(person["kode_jabatan"]), by)
        return {name: by.parts["0.8"] * amount for name, amount in own.items()}
    acting = [row for row in facts.acting(person["nip"]) if _in_force(row, LAST)]
    if len(acting) > 1:
        raise Withheld
    if not acting:
        return _amounts(facts.position(person["kode_jabatan"]), by)
    other = _amounts(facts.position(acting[0]["kode_jabatan"]), by)
    if acting[0]["jenis"] == "naik":
        return other
    own = _amounts(facts.position(person["kode_jabatan"]), by)
    return {name: own[name] + by.parts["0.2"] * other[name] for name in CRITERIA}


def _amounts(position: Row | None, by: Arithmetic[N]) -> dict[str, N]:
    row = _known(position)
    return {name: by.number(_known(row[name])) for name in CRITERIA}


def _deductions(person: Row, facts: Facts, by: Arithmetic[N], gross: int) -> dict[str, int]:
    """Tax and contributions of the rounded amounts."""
    salary = _known(facts.salary(person["nip"]))
    pay, tax_paid, iwp_paid, bpjs_paid = (
        _known(salary[name]) for name in ("gaji_kotor", "pph_gaji", "iwp_gaji", "bpjs_gaji")
    )
    income = pay + gross
    rate = by.number(facts.tax_rate(ter_category()[_known(person["ptkp"])], income)) / 100
    iwp = _contribution(by.parts["0.01"] * gross, 120_000 - iwp_paid, by)
    return {
        "pph21": max(0, by.rounded(rate * income) - tax_paid),
        "iwp": iwp,
        "bpjs": _contribution(by.parts["0.04"] * gross, 480_000 - bpjs_paid, by),
        "tpp_diterima": gross - iwp,
    }


def _contribution(amount: N, room: int, by: Arithmetic[N]) -> int:
    """As far as there is room under the cap."""
    return max(0, by.rounded(min(amount, by.number(room))))
