"""Control totals: what the stored rows add up to, beside what the engine's receipt says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, Q, QuerySet, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from tepat.lang.calendar import Masa
from tepat.web.apps.tpp.hitung.variables import whole_amounts
from tepat.web.apps.tpp.models import Hasil, Perhitungan


@dataclass(frozen=True)
class ControlTotal:
    """One total in its two sources; whole rupiah, or a number of people."""

    nama: str
    label: str
    baris: int
    terima: int | None

    @property
    def is_even(self) -> bool:
        """Whether both say the same."""
        return self.baris == self.terima

    @property
    def selisih(self) -> int | None:
        """The rows less the receipt."""
        return None if self.terima is None else self.baris - self.terima


def sums_of(rows: QuerySet[Any], names: tuple[str, ...]) -> dict[str, int]:
    """The sum of each variable over results, and ``dihitung`` and ``tertahan`` people. One query, summed in SQL."""
    columns: dict[str, Any] = {
        f"v_{name}": Sum(Cast(KT(f"nilai__{name}"), BigIntegerField()), default=0) for name in names
    }
    people = {name: Count("pk", filter=Q(status_hitung=name)) for name in ("dihitung", "tertahan")}
    found = rows.aggregate(**columns, **{f"n_{name}": count for name, count in people.items()})
    return {key[2:]: int(value) for key, value in found.items()}


def totals_of(run: Perhitungan) -> list[ControlTotal]:
    """Every control total of a run's receipt beside the sum over its stored rows."""
    receipt = run.tanda_terima or {}
    labels = {item.name: item.label for item in whole_amounts(Masa.parse(run.masa), run.jenis_run)}
    stated = {name: text for name, text in receipt.get("kendali", {}).items() if name in labels}
    people = {name: receipt.get("status", {}).get(name, 0) for name in ("dihitung", "tertahan")}
    found = sums_of(Hasil.objects.filter(hitungan=run), tuple(stated))
    rows = [ControlTotal(name, name, found[name], count) for name, count in people.items()]
    return rows + [ControlTotal(name, labels[name], found[name], int(text)) for name, text in stated.items()]


def uneven(run: Perhitungan) -> list[ControlTotal]:
    """The control totals that are not equal; a receipt without any is itself a fault."""
    totals = totals_of(run)
    if not (run.tanda_terima or {}).get("kendali"):
        return [ControlTotal("kendali", "kendali", len(totals), None)]
    return [total for total in totals if not total.is_even]
