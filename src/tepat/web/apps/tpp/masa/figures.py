"""Totals and charts of a month or a sheet: by criterion, against last month, against the budget. Summed in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q, QuerySet, Sum
from django.db.models.fields.json import KT

from tepat.lang.calendar import Masa
from tepat.law.rulebook import REGULAR
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.pembayaran import selectors as pembayaran
from tepat.web.apps.presensi import selectors as presensi
from tepat.web.apps.tpp.hitung.controls import sums_of
from tepat.web.apps.tpp.hitung.results import in_force
from tepat.web.apps.tpp.hitung.variables import whole_amounts
from tepat.web.apps.tpp.models import Hasil


@dataclass(frozen=True)
class AmountLine:
    """A sum of a month beside the month before; None where nothing was computed then."""

    nama: str
    label: str
    jumlah: int
    sebelumnya: int | None
    is_criterion: bool

    @property
    def beda(self) -> int | None:
        """What is more than the month before."""
        return None if self.sebelumnya is None else self.jumlah - self.sebelumnya


def month_rows(masa: Masa, units: frozenset[int] | None, jenis_run: str = REGULAR) -> QuerySet[Hasil]:
    """The results in force of a month on the sheets of some units (None: of all)."""
    rows = in_force().filter(masa=str(masa), lembar__jenis_run=jenis_run)
    return rows if units is None else rows.filter(lembar__unit__in=units)


def amount_lines(rows: QuerySet[Hasil], before: QuerySet[Hasil], masa: Masa, kind: str = REGULAR) -> list[AmountLine]:
    """Every amount in whole rupiah: its sum, and the sum of the month before. Three queries."""
    amounts = whole_amounts(masa, kind)
    names = tuple(item.name for item in amounts)
    now = sums_of(rows, names)
    was = sums_of(before, names) if before.exists() else None
    lines = (
        AmountLine(item.name, item.label, now[item.name], None if was is None else was[item.name], item.is_criterion)
        for item in amounts
    )
    return [line for line in lines if line.jumlah or line.sebelumnya]


@dataclass(frozen=True)
class BudgetLine:
    """The budget of an SKPD: of the year, what its months up to this one have cost, and this month's part."""

    unit_id: int
    nama: str
    pagu: int | None
    terpakai: int
    bulan: int

    @property
    def bagian(self) -> Fraction | None:
        """What share of the year's budget is used."""
        return Fraction(self.terpakai, self.pagu) if self.pagu else None

    @property
    def is_over(self) -> bool:
        """Whether more was used than the budget holds."""
        return self.pagu is not None and self.terpakai > self.pagu


def budget_lines(masa: Masa, units: frozenset[int] | None) -> list[BudgetLine]:
    """Cost against the year's budget, by SKPD. Three queries."""
    tree = kepegawaian.tree_on(masa.last)
    tops = [node for node in tree.skpd_list() if units is None or node.id in units]
    year = in_force().filter(masa__range=(f"{masa.year}-01", str(masa)), lembar__unit__in=[node.id for node in tops])
    this = Q(masa=str(masa))
    rows = (
        year.order_by()
        .values("lembar__unit")
        .annotate(terpakai=Sum("tpp_bruto", default=0), bulan=Sum("tpp_bruto", filter=this, default=0))
    )
    used = {row["lembar__unit"]: (int(row["terpakai"]), int(row["bulan"])) for row in rows}
    given = pembayaran.budgets(masa.year)
    return [
        BudgetLine(node.id, node.nama_unit, given.get(node.id), *used.get(node.id, (0, 0)))
        for node in tops
        if node.id in used or node.id in given
    ]


BANDS = (Fraction(1, 2), Fraction(7, 10), Fraction(9, 10), Fraction(1))


@dataclass(frozen=True)
class Spread:
    """How the achievement of a unit's people is distributed: people in each band, from the lowest to full."""

    nama: str
    bands: tuple[int, ...]


def spread_of_achievement(rows: QuerySet[Hasil], masa: Masa) -> list[Spread]:
    """The distribution of ``capaian`` by SKPD; nothing where the law knows none. Two queries."""
    pairs = rows.annotate(capaian=KT("nilai__capaian")).order_by().values_list("lembar__unit", "capaian")
    found: dict[int, list[int]] = {}
    for unit, text in pairs:
        if text not in (None, "", "null"):
            found.setdefault(unit, [0] * (len(BANDS) + 1))[_band(Fraction(str(text)))] += 1
    nodes = kepegawaian.tree_on(masa.last).nodes
    named = [
        Spread(nodes[unit].nama_unit if unit in nodes else str(unit), tuple(bands)) for unit, bands in found.items()
    ]
    return sorted(named, key=lambda item: item.nama)


def _band(value: Fraction) -> int:
    return sum(value >= bound for bound in BANDS)


def lateness(masa: Masa, units: frozenset[int] | None) -> list[tuple[date, int, int]]:
    """Of each day how many were late by at most 30 minutes, and by more; of the units' people (None: of all)."""
    if units is None:
        return presensi.lateness_by_day(masa)
    return presensi.lateness_by_day(masa, kepegawaian.placed(masa).filter(unit__in=units).values("pegawai"))
