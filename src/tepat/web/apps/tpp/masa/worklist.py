"""Exceptions first: of a sheet's results those that somebody should look at, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.fields.json import KT
from django.db.models.functions import Abs

from tepat.lang.calendar import Masa
from tepat.lang.messages import render
from tepat.law.rulebook import REGULAR
from tepat.web.apps.tpp.hitung.results import in_force
from tepat.web.apps.tpp.masa.queries import rows_of
from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.ui.templatetags.tepat import bahasa

# A change against last month is large from this amount on, where it is at least this share of what was received.
LARGE_RUPIAH = 250_000
LARGE_SHARE = 10
# An amount is odd from this many times the median of the same class.
TIMES_MEDIAN = 2
FEWEST_OF_CLASS = 5


@dataclass(frozen=True)
class Withheld:
    """People who wait for the same reason: the finding's code, and each person with the sentence."""

    kode: str
    perbaikan: str
    people: tuple[tuple[Any, str], ...]


def withheld(sheet: Lembar) -> list[Withheld]:
    """Who is withheld, by the code of the finding that holds them; somebody with two reasons stands under both."""
    rows = rows_of(sheet).filter(status_hitung="tertahan").order_by("nama", "pk")
    groups: dict[tuple[str, str], list[tuple[Any, str]]] = {}
    for row in rows.only("pk", "nama", "pegawai_id", "temuan", "nama_jabatan"):
        holding = [item for item in row.temuan if item.get("tingkat") == "tahan"]
        for item in holding:
            told = render(item["kode"], item["kata"], bahasa())
            groups.setdefault((item["kode"], told.perbaikan), []).append((row, told.pesan))
        if not holding:
            groups.setdefault(("", ""), []).append((row, ""))
    found = (Withheld(kode, perbaikan, tuple(people)) for (kode, perbaikan), people in groups.items())
    return sorted(found, key=lambda group: (-len(group.people), group.kode))


def changed(sheet: Lembar) -> QuerySet[Hasil]:
    """Large changes against last month, the largest first."""
    rows = rows_of(sheet).filter(tpp_diterima__isnull=False, sebelumnya__isnull=False)
    rows = rows.annotate(beda=F("tpp_diterima") - F("sebelumnya")).annotate(besar=Abs(F("beda")))
    large = Q(besar__gte=LARGE_RUPIAH)
    return (
        rows.annotate(kali=F("besar") * LARGE_SHARE).filter(large, kali__gte=F("sebelumnya")).order_by("-besar", "pk")
    )


def differing(sheet: Lembar) -> QuerySet[Hasil]:
    """Of a supplementary sheet everybody for whom something is to be paid or taken back, the largest first."""
    rows = rows_of(sheet).filter(tpp_diterima__isnull=False).exclude(tpp_diterima=0, tpp_bruto=0)
    return rows.annotate(beda=F("tpp_diterima"), besar=Abs(F("tpp_diterima"))).order_by("-besar", "pk")


# -- anomalies ----------------------------------------


@dataclass(frozen=True)
class Anomalies:
    """What is odd in a sheet: rows by kind, and a whole unit without discipline."""

    tinggi: tuple[Hasil, ...]
    nol: tuple[Hasil, ...]
    baru: tuple[Hasil, ...]
    hilang: tuple[Hasil, ...]
    units_without_discipline: tuple[int, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is odd."""
        return not (self.tinggi or self.nol or self.baru or self.hilang or self.units_without_discipline)

    @property
    def count(self) -> int:
        """How many lines there are."""
        rows = (self.tinggi, self.nol, self.baru, self.hilang, self.units_without_discipline)
        return sum(len(group) for group in rows)


_SHOWN = 50


def anomalies(sheet: Lembar) -> Anomalies:
    """What is odd in a sheet, by the thresholds that stand at the top of this module. Six queries."""
    rows = rows_of(sheet).defer("derivasi", "fakta")
    before = Masa.parse(sheet.masa).plus(-1)
    earlier = in_force().filter(masa=str(before), lembar__unit=sheet.unit_id, lembar__jenis_run=REGULAR)
    now = rows.filter(pegawai=OuterRef("pegawai"))
    computed = rows.filter(status_hitung="dihitung")
    new = computed.filter(sebelumnya__isnull=True) if earlier.exists() else rows.none()
    return Anomalies(
        tinggi=_high(sheet),
        nol=tuple(computed.filter(tpp_bruto=0).order_by("nama", "pk")[:_SHOWN]),
        baru=tuple(new.order_by("nama", "pk")[:_SHOWN]),
        hilang=tuple(earlier.defer("derivasi", "fakta").filter(~Exists(now)).order_by("nama", "pk")[:_SHOWN]),
        units_without_discipline=_without_discipline(computed),
    )


def _high(sheet: Lembar) -> tuple[Hasil, ...]:
    """Amounts of at least twice the median of the same class; classes of few people have none.

    Who received about as much the month before was looked at then.
    """
    cells = KT("fakta__jabatan__0__kelas_jabatan")
    amounts_of = rows_of(sheet).filter(tpp_bruto__gt=0).annotate(kelas=cells)
    by_class: dict[str, list[tuple[int, int]]] = {}
    amounts: Any = amounts_of.order_by("tpp_bruto", "pk").values_list("pk", "kelas", "tpp_bruto")
    for pk, kelas, gross in amounts:
        by_class.setdefault(kelas or "", []).append((pk, gross))
    high = [pk for kelas, found in by_class.items() if kelas for pk in _above_median(found)]
    rows = rows_of(sheet).filter(pk__in=high).defer("derivasi", "fakta").exclude(pk__in=_steady(sheet))
    return tuple(rows.order_by("-tpp_bruto", "pk")[:_SHOWN])


def _steady(sheet: Lembar) -> Any:
    """The rows that differ from the month before by less than a tenth."""
    rows = rows_of(sheet).filter(tpp_diterima__isnull=False, sebelumnya__isnull=False)
    moved = rows.annotate(kali=Abs(F("tpp_diterima") - F("sebelumnya")) * LARGE_SHARE)
    return moved.filter(kali__lt=F("sebelumnya")).values("pk")


def _above_median(found: list[tuple[int, int]]) -> list[int]:
    """Of amounts in order those that are at least so many times the median (of an even number the lower)."""
    if len(found) < FEWEST_OF_CLASS:
        return []
    median = found[(len(found) - 1) // 2][1]
    return [pk for pk, gross in found if gross >= TIMES_MEDIAN * median]


def _without_discipline(computed: QuerySet[Hasil]) -> tuple[int, ...]:
    """Units in which nobody has any discipline: the attendance was hardly there."""
    rows = computed.annotate(nilai_disiplin=KT("nilai__nilai_disiplin")).values_list("unit_id", "nilai_disiplin")
    seen: dict[int, set[str]] = {}
    for unit, value in rows.order_by().distinct():
        seen.setdefault(unit, set()).add(str(value))
    return tuple(sorted(unit for unit, values in seen.items() if values == {"0"}))


# -- the rest ----------------------------------------

SORTS: Mapping[str, str] = {"nama": "nama", "bruto": "tpp_bruto", "diterima": "tpp_diterima", "beda": "beda"}


def everybody(sheet: Lembar, cari: str = "", urut: str = "") -> QuerySet[Hasil]:
    """The rows of a sheet, found by name, NIP or position, and ordered."""
    rows = rows_of(sheet).defer("derivasi", "fakta", "temuan").select_related("pegawai")
    known = When(tpp_diterima__isnull=False, sebelumnya__isnull=False, then=F("tpp_diterima") - F("sebelumnya"))
    rows = rows.annotate(beda=Case(known, default=None, output_field=BigIntegerField()))
    if cari:
        rows = rows.filter(Q(nama__icontains=cari) | Q(pegawai__nip__startswith=cari) | Q(nama_jabatan__icontains=cari))
    column = SORTS.get(urut.lstrip("-"), "nama")
    order = F(column).desc(nulls_last=True) if urut.startswith("-") else F(column).asc(nulls_last=True)
    return rows.order_by(order, "nama", "pk")


def quiet_count(sheet: Lembar) -> int:
    """How many people are computed and stand on none of the lists of withheld and large changes."""
    loud = changed(sheet).values("pk")
    return rows_of(sheet).filter(status_hitung="dihitung").exclude(pk__in=loud).count()
