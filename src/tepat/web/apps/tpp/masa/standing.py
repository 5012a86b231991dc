"""How the month's sheets stand: for the first page, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum

from tepat.lang.calendar import Masa
from tepat.law.rulebook import REGULAR
from tepat.web.apps.tpp.hitung.runs import Units, results_in_force, unit_condition
from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan
from tepat.web.apps.tpp.states import FINAL
from tepat.web.common.today import this_masa


@dataclass(frozen=True)
class SheetStanding:
    """The sheet of one SKPD: its state, people, and what they receive."""

    id: int
    unit_id: int
    masa: str
    jenis_run: str
    status: str
    orang: int
    tertahan: int
    jumlah: int


@dataclass(frozen=True)
class OwnResult:
    """Somebody's own result of a month."""

    hasil_id: int
    masa: str
    status: str
    tpp_diterima: int | None


def sheet_standings(masa: Masa | None = None, units: Units = None, status: tuple[str, ...] = ()) -> list[SheetStanding]:
    """Sheets of a month (None: of all), of some units, in some states. Two queries."""
    of_month = Q() if masa is None else Q(masa=str(masa))
    of_state = Q(status__in=status) if status else Q()
    rows = list(
        Lembar.objects.filter(of_month, of_state, unit_condition(units, "unit"))
        .order_by("masa", "pk")
        .values_list("pk", "unit_id", "masa", "jenis_run", "status")
    )
    sums = _sums(results_in_force(units).filter(lembar__in=[row[0] for row in rows]))
    return [SheetStanding(*row, *sums.get(row[0], (0, 0, 0))) for row in rows]


def _sums(results: Any) -> Mapping[int, tuple[int, int, int]]:
    found = (
        results.order_by()
        .values("lembar")
        .annotate(
            orang=Count("pk"), tertahan=Count("pk", filter=Q(status_hitung="tertahan")), jumlah=Sum("tpp_diterima")
        )
    )
    return {row["lembar"]: (row["orang"], row["tertahan"], int(row["jumlah"] or 0)) for row in found}


def work_masa(units: Units, *, has_facts: bool) -> Masa:
    """The month that is worked on: the one before until all its sheets are locked, then the current one.

    ``has_facts``: something of the month before is known; where nothing is, nobody waits for it. One query.
    """
    before = this_masa().plus(-1)
    states = list(
        Lembar.objects.filter(unit_condition(units, "unit"), masa=str(before), jenis_run=REGULAR).values_list(
            "status", flat=True
        )
    )
    is_open = any(state not in FINAL for state in states) if states else has_facts
    return before if is_open else this_masa()


def own_result(pegawai_id: int) -> OwnResult | None:
    """Somebody's latest regular result. One query."""
    rows = Hasil.objects.filter(pegawai=pegawai_id, lembar__hitungan=F("hitungan"), lembar__jenis_run=REGULAR)
    found = rows.order_by("-masa").values_list("pk", "masa", "lembar__status", "tpp_diterima").first()
    return None if found is None else OwnResult(*found)


def open_runs(masa: Masa) -> int:
    """How many runs of a month wait or run. One query."""
    return Perhitungan.objects.open().filter(masa=str(masa)).count()


def failed_runs(since: Any) -> list[tuple[str, str]]:
    """Month and message of the runs that failed since an instant. One query."""
    rows = Perhitungan.objects.filter(keadaan=Perhitungan.Keadaan.GAGAL, selesai_at__gte=since)
    return list(rows.order_by("-pk").values_list("masa", "pesan")[:5])
