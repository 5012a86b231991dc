"""What the year's absences give cause to say of a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tepat.lang.errors import Place
from tepat.lang.findings import Finding
from tepat.law.disiplin_pns import Threshold
from tepat.presensi.counters.rules import CounterRules


@dataclass(frozen=True)
class YearRow:
    """One person's year: days, what they were before this month, and the row of absences.

    ``kurang``: earlier months that others have a history of and this person has not.
    """

    nip: str
    aturan: str
    jumlah: Decimal
    jumlah_lalu: Decimal
    bulan: str
    hari_dari_menit: int | None
    menit: int
    berturut: Decimal
    berturut_akhir: Decimal
    sampai: date | None
    kurang: list[str]

    @property
    def words(self) -> dict[str, object]:
        """The sum and what it is made of."""
        of_minutes = f"{self.menit} menit = {self.hari_dari_menit}" if self.hari_dari_menit else ""
        months = "; ".join(part for part in (self.bulan.replace(".0", ""), of_minutes) if part)
        return {**_both("jumlah", self.jumlah), "bulan": months}


def tell_year(unknown: Sequence[str]) -> Iterator[Finding]:
    """P-605: months of which nobody has a history."""
    if unknown:
        yield Finding("P-605", place=Place("riwayat"), words={"bulan": ", ".join(unknown)})


def tell_person(row: YearRow, rules: CounterRules) -> Iterator[Finding]:
    """Everything about one person."""
    if row.kurang and row.jumlah > 0:
        yield Finding("P-606", row.nip, words={**row.words, "bulan": ", ".join(sorted(row.kurang))})
    if row.aturan == "kontrak":
        if rules.ordered and row.jumlah >= rules.ordered[0].hari:
            yield Finding("P-607", row.nip, words=row.words)
        return
    yield from _of_days(row, rules)
    if rules.in_a_row:
        yield from _of_row(row, rules.in_a_row, rules.near_days)


def _of_days(row: YearRow, rules: CounterRules) -> Iterator[Finding]:
    reached = [item for item in rules.ordered if row.jumlah_lalu < item.hari <= row.jumlah]
    if reached:
        yield Finding("P-601", row.nip, words={**row.words, **_threshold(reached[-1])})
    following = next((item for item in rules.ordered if item.hari > row.jumlah), None)
    if following and row.jumlah > 0 and following.hari - row.jumlah <= rules.near_days:
        left = _both("sisa", following.hari - row.jumlah)
        yield Finding("P-602", row.nip, words={**row.words, **left, **_threshold(following)})


def _of_row(row: YearRow, threshold: Threshold, near_days: int) -> Iterator[Finding]:
    if row.sampai is None:
        return
    words = {**_threshold(threshold), "sampai": row.sampai.isoformat()}
    left = threshold.hari - row.berturut_akhir
    if row.berturut >= threshold.hari:
        yield Finding("P-603", row.nip, words={**words, **_both("berturut", row.berturut)})
    elif row.berturut_akhir > 0 and left <= near_days:
        more = {**_both("berturut", row.berturut_akhir), **_both("sisa", left)}
        yield Finding("P-604", row.nip, words={**words, **more})


def _threshold(item: Threshold) -> dict[str, object]:
    return {"batas": item.hari, "jenis_hukuman": item.jenis_hukuman.replace("_", " "), "dasar": item.dasar}


def _both(name: str, days: Decimal) -> dict[str, object]:
    """Days as Indonesian and as English readers write them.

    >>> _both("sisa", Decimal("0.5")), _both("sisa", Decimal("3.0"))
    ({'sisa': '0,5', 'sisa_en': '0.5'}, {'sisa': '3', 'sisa_en': '3'})
    """
    text = f"{days:f}".removesuffix(".0")
    return {name: text.replace(".", ","), f"{name}_en": text}
