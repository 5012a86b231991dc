"""Questions about the month: its sheets, its runs, who has said what, and what a sheet holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from tepat.lang.calendar import Masa
from tepat.law.rulebook import REGULAR
from tepat.web.apps.akun.selectors import access_unit, unit_filter
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp.models import Hasil, Lembar, Peralihan, Perhitungan
from tepat.web.apps.tpp.states import ORDER
from tepat.web.common.rights import Act

# -- who may see what -------------------------------------------------------------------------------------------------


def access_lembar(user: Any) -> QuerySet[Lembar]:
    """The sheets that somebody may see: of the units held. `PermissionDenied` for whoever sees no month."""
    sheets = Lembar.objects.select_related("unit", "hitungan").defer("hitungan__paket")
    return sheets.filter(unit_filter(access_unit(user, Act.LIHAT_MASA)))


def access_hitungan(user: Any) -> QuerySet[Perhitungan]:
    """The runs that somebody may see: of the units held, and those of the whole region that filled a sheet of them."""
    units = access_unit(user, Act.LIHAT_MASA)
    runs = Perhitungan.objects.select_related("pemohon", "unit").defer("paket")
    return runs if units is None else runs.filter(Q(unit__in=units) | Q(unit__isnull=True))


def access_skpd(user: Any, act: Act, masa: Masa) -> list[kepegawaian.UnitNode]:
    """The SKPD of a month for which somebody may do something, by name."""
    units = access_unit(user, act)
    return [node for node in kepegawaian.tree_on(masa.last).skpd_list() if units is None or node.id in units]


# -- sheets -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SheetLine:
    """A sheet as it is listed: its unit, its state, how many people, and the rupiah of its results in force."""

    id: int
    unit_id: int
    nama_unit: str
    status: str
    versi: int
    jenis_run: str
    urutan: int
    hitungan_id: int | None
    orang: int
    tertahan: int
    bruto: int
    diterima: int
    sebelumnya: int


def sheet_lines(sheets: QuerySet[Lembar], masa: Masa) -> list[SheetLine]:
    """Sheets of a month with their sums, by kind, number and name of unit. Two queries."""
    force = Q(daftar_hasil__hitungan=F("hitungan"))
    found = sheets.select_related(None).annotate(
        orang=Count("daftar_hasil", filter=force),
        tertahan=Count("daftar_hasil", filter=force & Q(daftar_hasil__status_hitung="tertahan")),
        bruto=Sum("daftar_hasil__tpp_bruto", filter=force, default=0),
        diterima=Sum("daftar_hasil__tpp_diterima", filter=force, default=0),
        sebelumnya=Sum("daftar_hasil__sebelumnya", filter=force, default=0),
    )
    columns = ("pk", "unit_id", "unit__kode_unit", "status", "versi", "jenis_run", "urutan", "hitungan_id")
    sums = ("orang", "tertahan", "bruto", "diterima", "sebelumnya")
    names = {node.id: node.nama_unit for node in kepegawaian.tree_on(masa.last).nodes.values()}
    lines = [
        SheetLine(pk, unit, names.get(unit, kode), status, versi, kind, order, run, *(int(cell) for cell in cells))
        for pk, unit, kode, status, versi, kind, order, run, *cells in found.values_list(*columns, *sums)
    ]
    return sorted(lines, key=lambda line: (line.jenis_run != REGULAR, line.jenis_run, line.urutan, line.nama_unit))


def unit_name(unit_id: int, masa: Masa) -> str:
    """What a unit is called in a month."""
    node = kepegawaian.tree_on(masa.last).nodes.get(unit_id)
    return node.nama_unit if node else f"unit {unit_id}"


@dataclass(frozen=True)
class MonthLine:
    """A month as it is listed."""

    masa: str
    statuses: Mapping[str, int]

    @property
    def least(self) -> str:
        """The state of the slowest sheet."""
        return next((status for status in ORDER if self.statuses.get(status)), "")


def months(sheets: QuerySet[Lembar]) -> list[MonthLine]:
    """The months of which there are sheets, the latest first. One query."""
    rows = sheets.filter(jenis_run=REGULAR).order_by().values_list("masa", "status").annotate(n=Count("pk"))
    found: dict[str, dict[str, int]] = {}
    for month, status, count in rows:
        found.setdefault(month, {})[status] = count
    return [MonthLine(month, found[month]) for month in sorted(found, reverse=True)]


# -- runs -------------------------------------------------------------------------------------------------------------


def runs_of(runs: QuerySet[Perhitungan], masa: Masa) -> list[Perhitungan]:
    """The runs of a month, the latest first."""
    return list(runs.filter(masa=str(masa)).order_by("-pk")[:50])


def previous_run(sheet: Lembar) -> int | None:
    """The run whose results were in force on a sheet before those that are now."""
    filled = Peralihan.objects.filter(lembar=sheet, ke=Lembar.Status.DIHITUNG, hitungan__lt=sheet.hitungan_id or 0)
    last: int | None = filled.aggregate(last=Max("hitungan"))["last"]
    return last


@dataclass(frozen=True)
class Moved:
    """What computing a sheet again changed."""

    orang: int
    naik: int
    turun: int
    rupiah: int


def changed_since(sheet: Lembar) -> Moved | None:
    """What is another amount than in the run before; None where there was none. Three queries."""
    before = previous_run(sheet)
    if before is None:
        return None
    old = _amounts(sheet, before)
    new = _amounts(sheet, sheet.hitungan_id)
    people = old.keys() | new.keys()
    moves = [(new.get(who) or 0) - (old.get(who) or 0) for who in people]
    other = sum(old.get(who, -1) != new.get(who, -1) for who in people)
    return Moved(other, sum(max(move, 0) for move in moves), sum(min(move, 0) for move in moves), sum(moves))


def _amounts(sheet: Lembar, run: int | None) -> dict[int, int | None]:
    return dict(Hasil.objects.filter(lembar=sheet, hitungan=run).values_list("pegawai_id", "tpp_diterima"))


# -- what happened ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """A step of a sheet, as it is told."""

    waktu: datetime
    dari: str
    ke: str
    siapa: str
    alasan: str


def history(sheet: Lembar) -> list[Event]:
    """Every step that a sheet has taken, the first first."""
    rows = Peralihan.objects.filter(lembar=sheet).select_related("pengguna").order_by("waktu", "pk")
    return [
        Event(row.waktu, row.dari, row.ke, row.pengguna.get_full_name() if row.pengguna else "", row.alasan)
        for row in rows
    ]


def rows_of(sheet: Lembar) -> QuerySet[Hasil]:
    """The results in force of a sheet."""
    return Hasil.objects.filter(lembar=sheet, hitungan=sheet.hitungan_id)
