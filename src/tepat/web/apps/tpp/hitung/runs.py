"""Runs, sheets and results as an audit looks at them. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from tepat.web.apps.tpp.models import Hasil, Lembar, Peralihan, Perhitungan
from tepat.web.apps.tpp.states import FINAL, STEPS
from tepat.web.common.job import Job

Units = frozenset[int] | None


@dataclass(frozen=True)
class MonthSum:
    """A month in one line: its sheets, how many of them are locked, its people, and what they receive."""

    masa: str
    lembar: int
    terkunci: int
    orang: int
    tertahan: int
    jumlah: int


@dataclass(frozen=True)
class RunFace:
    """A finished run: what was asked for, by whom, and what its receipt says; ``lembar``: sheets it is in force on."""

    id: int
    masa: str
    jenis_run: str
    urutan: int
    unit: str
    pemohon: str
    selesai_at: datetime | None
    alasan: str
    mesin: str
    orang: int
    tertahan: int
    jumlah: int
    sidik_aturan: str
    sidik_paket: str
    instrumen: Mapping[str, str]
    lembar: int


@dataclass(frozen=True)
class StoredResult:
    """What the database holds of one person's result."""

    nip: str
    nama: str
    status_hitung: str
    tpp_bruto: int | None
    potongan: int | None
    tpp_diterima: int | None
    nilai: Mapping[str, Any]
    derivasi: Mapping[str, Any]


@dataclass(frozen=True)
class StepBack:
    """A step of a sheet that took something back."""

    waktu: datetime
    masa: str
    unit_id: int
    dari: str
    ke: str
    oleh: str
    alasan: str


def unit_condition(units: Units, column: str) -> Q:
    """A condition on a column of units; none where all are meant."""
    return Q() if units is None else Q(**{f"{column}__in": units})


def results_in_force(units: Units = None) -> QuerySet[Hasil]:
    """The results that count, of the sheets of some units."""
    return Hasil.objects.filter(unit_condition(units, "lembar__unit"), lembar__hitungan=F("hitungan"))


def month_sums(units: Units = None) -> list[MonthSum]:
    """Every month that has sheets, the latest first. Two queries."""
    people = {
        row["masa"]: row
        for row in results_in_force(units)
        .order_by()
        .values("masa")
        .annotate(
            orang=Count("pegawai", distinct=True),
            tertahan=Count("pk", filter=Q(status_hitung="tertahan")),
            jumlah=Sum("tpp_diterima"),
        )
    }
    sheets = (
        Lembar.objects.filter(unit_condition(units, "unit"))
        .values("masa")
        .annotate(lembar=Count("pk"), terkunci=Count("pk", filter=Q(status__in=FINAL)))
        .order_by("-masa")
    )
    return [_month_sum(row, people.get(row["masa"], {})) for row in sheets]


def _month_sum(sheets: Mapping[str, Any], people: Mapping[str, Any]) -> MonthSum:
    counts = (int(people.get(name) or 0) for name in ("orang", "tertahan", "jumlah"))
    return MonthSum(sheets["masa"], sheets["lembar"], sheets["terkunci"], *counts)


def finished_runs(masa: str, units: Units = None) -> list[RunFace]:
    """The finished runs of a month, the latest first. One query."""
    rows = _faces(units).filter(masa=masa)
    return [_face(run) for run in rows]


def finished_run(run_id: int, units: Units = None) -> RunFace | None:
    """One finished run; None where there is none, or it is of other units."""
    run = _faces(units).filter(pk=run_id).first()
    return None if run is None else _face(run)


def _faces(units: Units) -> QuerySet[Any]:
    # Who looks after some units sees the runs of those; a run for everybody holds other people's facts too.
    rows = Perhitungan.objects.filter(unit_condition(units, "unit"), keadaan=Job.Keadaan.SELESAI, paket__isnull=False)
    in_force = Count("daftar_lembar", distinct=True)
    faces: QuerySet[Any] = rows.defer("paket").select_related("unit", "pemohon").annotate(berlaku=in_force)
    return faces.order_by("-pk")


def _face(run: Any) -> RunFace:
    receipt = run.tanda_terima or {}
    status = receipt.get("status", {})
    return RunFace(
        id=run.pk,
        masa=run.masa,
        jenis_run=run.jenis_run,
        urutan=run.urutan,
        unit=str(run.unit) if run.unit else "",
        pemohon=run.pemohon.get_full_name() if run.pemohon else "",
        selesai_at=run.selesai_at,
        alasan=run.alasan,
        mesin=str(receipt.get("mesin", "")),
        orang=sum(int(count) for count in status.values()),
        tertahan=int(status.get("tertahan", 0)),
        jumlah=int(receipt.get("kendali", {}).get("tpp_diterima", 0)),
        sidik_aturan=run.sidik_aturan,
        sidik_paket=run.sidik_paket,
        instrumen=receipt.get("instrumen", {}),
        lembar=run.berlaku,
    )


def run_packet(run_id: int) -> tuple[bytes, str]:
    """The packet of a run as it is stored, and the hash that was written when it was made."""
    content, digest = Perhitungan.objects.values_list("paket", "sidik_paket").get(pk=run_id)
    return bytes(content or b""), digest


def run_receipt(run_id: int) -> tuple[Mapping[str, Any], str]:
    """The receipt of a run as it is stored, and the hash of its rules."""
    receipt, rules = Perhitungan.objects.values_list("tanda_terima", "sidik_aturan").get(pk=run_id)
    return receipt or {}, rules


def hold_run(run_id: int) -> None:
    """Lock a run's row in the running transaction, so that two people do not ask for the same at once."""
    Perhitungan.objects.select_for_update().only("pk").get(pk=run_id)


def stored_results(run_id: int) -> Iterator[StoredResult]:
    """What the database holds of a run, row by row in the order of nip."""
    columns = (
        "pegawai__nip",
        "nama",
        "status_hitung",
        "tpp_bruto",
        "potongan",
        "tpp_diterima",
        "nilai",
        "derivasi",
    )
    rows = Hasil.objects.filter(hitungan=run_id).order_by("pegawai__nip").values_list(*columns)
    return (StoredResult(*row) for row in rows.iterator(500))


# A step back is known by the pair of states it leads between: computing again lands on `dihitung` from anywhere.
_BACK = tuple({(str(step.dari), str(step.ke)) for step in STEPS.values() if step.back})


def step_backs(units: Units = None, masa: str = "", limit: int = 10) -> list[StepBack]:
    """The latest steps back, with their reasons. One query."""
    pairs = Q()
    for dari, ke in _BACK:
        pairs |= Q(dari=dari, ke=ke)
    month = Q(lembar__masa=masa) if masa else Q()
    rows = Peralihan.objects.filter(pairs, month, unit_condition(units, "lembar__unit"))
    found = rows.select_related("lembar", "pengguna").order_by("-waktu", "-pk")[:limit]
    return [
        StepBack(
            row.waktu,
            row.lembar.masa,
            row.lembar.unit_id,
            row.dari,
            row.ke,
            row.pengguna.get_full_name() if row.pengguna else "",
            row.alasan,
        )
        for row in found
    ]
