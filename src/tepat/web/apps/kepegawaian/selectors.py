"""Questions about people and units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tepat.lang.calendar import Masa
from tepat.web.apps.kepegawaian import packet
from tepat.web.apps.kepegawaian.models import (
    Atasan,
    Cuti,
    NilaiJabatan,
    Pegawai,
    Penempatan,
    Plt,
    RiwayatUnit,
    StatusPegawai,
    Unit,
)
from tepat.web.apps.kepegawaian.names import (
    Names,
    day_of,
    fields_of,
    label_of,
    model_of,
    names_for,
    period_words,
    words,
)
from tepat.web.apps.kepegawaian.people import harmless
from tepat.web.apps.kepegawaian.tabs import person_tabs
from tepat.web.common.sheet import FactSheet
from tepat.web.common.together import Ask, Question

# What other apps ask for through this door, though it stands elsewhere.
__all__ = [
    "Names",
    "day_of",
    "fields_of",
    "harmless",
    "label_of",
    "model_of",
    "names_for",
    "period_words",
    "person_tabs",
    "words",
]


@dataclass(frozen=True)
class UnitNode:
    """A unit on a day."""

    id: int
    kode_unit: str
    nama_unit: str
    jenis_unit: str
    induk: int | None


@dataclass(frozen=True)
class Tree:
    """The units of a day, by id, with what stands under each."""

    nodes: dict[int, UnitNode]
    children: dict[int, list[int]]

    def below(self, unit_id: int) -> frozenset[int]:
        """A unit and all under it."""
        found, waiting = {unit_id}, [unit_id]
        while waiting:
            for child in self.children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return frozenset(found)

    def path(self, unit_id: int) -> tuple[UnitNode, ...]:
        """The units above one, the highest first, and itself."""
        found: list[UnitNode] = []
        here: int | None = unit_id
        while here is not None and here in self.nodes and self.nodes[here] not in found:
            found.append(self.nodes[here])
            here = self.nodes[here].induk
        return tuple(reversed(found))

    def skpd(self, unit_id: int) -> int:
        """The unit at the top of the branch: the one that verifies and pays."""
        path = self.path(unit_id)
        return path[0].id if path else unit_id

    def skpd_list(self) -> list[UnitNode]:
        """The units at the top, by name."""
        return sorted(
            (node for node in self.nodes.values() if node.induk not in self.nodes), key=lambda node: node.nama_unit
        )


def tree_on(day: date) -> Tree:
    """The units of a day. One query."""
    rows = RiwayatUnit.objects.on(day).values_list(
        "unit_id", "unit__kode_unit", "nama_unit", "jenis_unit", "induk_id", named=False
    )
    nodes = {row[0]: UnitNode(*row) for row in rows}
    children: dict[int, list[int]] = {}
    for node in nodes.values():
        if node.induk is not None:
            children.setdefault(node.induk, []).append(node.id)
    return Tree(nodes, children)


def all_pegawai() -> QuerySet[Pegawai]:
    """Everybody."""
    return Pegawai.objects.all()


def pegawai_of_units(units: Iterable[int], day: date, also: int | None = None) -> QuerySet[Pegawai]:
    """People placed in these units on a day, and one more."""
    placed = Penempatan.objects.on(day).filter(pegawai=OuterRef("pk"), unit__in=units)
    return Pegawai.objects.filter(Exists(placed) | Q(pk=also))


def pegawai_and_rated(pegawai_id: int, day: date) -> QuerySet[Pegawai]:
    """Somebody and the people whom this person rates."""
    rated = Atasan.objects.on(day).filter(pegawai=OuterRef("pk"), atasan=pegawai_id)
    return Pegawai.objects.filter(Exists(rated) | Q(pk=pegawai_id))


def rates_somebody(pegawai_id: int, day: date) -> bool:
    """Whether somebody rates anybody on a day."""
    return Atasan.objects.on(day).filter(atasan=pegawai_id).exists()


def rated_by(pegawai_id: int, day: date) -> QuerySet[Pegawai]:
    """The people whom somebody rates on a day."""
    return Pegawai.objects.filter(Exists(Atasan.objects.on(day).filter(pegawai=OuterRef("pk"), atasan=pegawai_id)))


def placement_on(pegawai_id: int, day: date) -> Any:
    """Where somebody is placed on a day; None where nowhere."""
    return Penempatan.objects.on(day).filter(pegawai=pegawai_id).select_related("unit", "jabatan").first()


def packet_sheets(masa: Masa, people: Collection[int] | None = None) -> list[FactSheet]:
    """The files of the fact packet that the personnel records tell; None: of everybody placed in the month."""
    return packet_ask(masa, people).one_by_one()


def packet_ask(masa: Masa, people: Collection[int] | None = None) -> Ask[list[FactSheet]]:
    """The questions of `packet_sheets`."""
    return packet.people_ask(masa, people)


def further_ask(masa: Masa, people: Collection[int] | None = None) -> Ask[list[tuple[str, str, dict[str, str]]]]:
    """What a region's rules ask beyond the contract's files and columns: file, key, cells."""
    return packet.further_ask(masa, people)


def placement_origin(masa: Masa, pegawai_id: int) -> Question:
    """Where somebody is placed in a month, the last first: decree, since when, the file and row it was read from."""
    rows = Penempatan.objects.touching(masa.first, masa.last).filter(pegawai=pegawai_id).order_by("-mulai")
    return rows.values_list("nomor_sk", "mulai", "kumpulan__daftar_berkas__nama", "baris")


def position_origin(masa: Masa, pegawai_id: int) -> Question:
    """What sets the amounts of somebody's position, by its code: decree, since when, the file and row."""
    placed = Penempatan.objects.touching(masa.first, masa.last).filter(pegawai=pegawai_id)
    rows = NilaiJabatan.objects.touching(masa.first, masa.last).filter(jabatan__in=placed.values("jabatan"))
    return rows.order_by("-mulai").values_list("nomor_sk", "mulai", "kumpulan__daftar_berkas__nama", "baris")


def placed_in(masa: Masa, people: Collection[int] | None = None) -> dict[int, int]:
    """The unit of everybody who is placed in a month, by person."""
    return {person: cells[0] for person, cells in packet.placements(masa, people).items()}


def ids_by_nip(people: Iterable[int]) -> dict[str, int]:
    """The ids of people by their nip."""
    wanted = set(people)
    return {nip: pk for nip, pk in all_ids_by_nip().items() if pk in wanted}


def all_ids_by_nip() -> dict[str, int]:
    """Everybody's id by nip."""
    return dict(Pegawai.objects.values_list("nip", "pk"))


# -- the month's readiness: who is placed, and whose records tell what a computation needs --------------------


def placed(masa: Masa) -> QuerySet[Penempatan]:
    """The placement of everybody in a month: of two in one month the later, as the packet takes it."""
    later = Penempatan.objects.filter(pegawai=OuterRef("pegawai"), mulai__gt=OuterRef("mulai"), mulai__lte=masa.last)
    return Penempatan.objects.touching(masa.first, masa.last).filter(~Exists(later))


def count_placed(masa: Masa, conditions: Mapping[str, Q]) -> dict[int, dict[str, int]]:
    """By unit how many people are placed in it (``orang``), and of how many each condition holds. One query."""
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    rows: Any = placed(masa).order_by().values("unit_id").annotate(orang=Count("pk"), **counts)
    return {row.pop("unit_id"): row for row in rows}


def position_known(masa: Masa) -> Q:
    """Of a placement: the position has amounts in the month, and the person a status."""
    valued = NilaiJabatan.objects.touching(masa.first, masa.last).values("jabatan")
    known = StatusPegawai.objects.touching(masa.first, masa.last).values("pegawai")
    return Q(jabatan__in=valued, pegawai__in=known)


def acting_or_away(masa: Masa) -> Q:
    """Of a placement: an acting post or leave touches the month."""
    return Q(pegawai__in=Plt.objects.touching(masa.first, masa.last).values("pegawai")) | Q(
        pegawai__in=Cuti.objects.touching(masa.first, masa.last).values("pegawai")
    )


def papers_missing(masa: Masa) -> Q:
    """Of a placement: an acting post or leave of the month without the number of its decree or letter."""
    acting = Plt.objects.touching(masa.first, masa.last).filter(nomor_sk="")
    away = Cuti.objects.touching(masa.first, masa.last).filter(nomor_surat="")
    return Q(pegawai__in=acting.values("pegawai")) | Q(pegawai__in=away.values("pegawai"))


@dataclass(frozen=True)
class PlacedPerson:
    """Somebody with the placement of a month, and who rates them (empty: nobody is recorded)."""

    id: int
    nip: str
    nama: str
    unit_id: int
    jabatan: str
    atasan: str


def placed_people(placements: QuerySet[Penempatan], masa: Masa) -> list[PlacedPerson]:
    """People of some placements, as they are listed. Three queries."""
    columns = ("pegawai_id", "pegawai__nip", "pegawai__nama", "unit_id", "jabatan_id")
    rows = list(placements.values_list(*columns))
    people, positions = [row[0] for row in rows], {row[4] for row in rows}
    raters = Atasan.objects.on(masa.last).filter(pegawai__in=people).values_list("pegawai_id", "atasan__nama")
    named = NilaiJabatan.objects.touching(masa.first, masa.last).filter(jabatan__in=positions).order_by("mulai")
    names, above = dict(named.values_list("jabatan_id", "nama_jabatan")), dict(raters)
    return [
        PlacedPerson(pk, nip, nama, unit, names.get(jabatan, ""), above.get(pk, ""))
        for pk, nip, nama, unit, jabatan in rows
    ]


def find_unit(unit_id: int) -> Unit:
    """A unit by its number; `Unit.DoesNotExist` where there is none."""
    return Unit.objects.get(pk=unit_id)


def unit_labels(tree: Tree, units: Iterable[int] | None = None) -> list[tuple[int, str]]:
    """Units for a list to choose from, each below the one it belongs to; None: all of the tree."""
    wanted = None if units is None else set(units)
    found: list[tuple[int, str]] = []

    def walk(ids: list[int], depth: int) -> None:
        for node in sorted((tree.nodes[pk] for pk in ids), key=lambda item: item.nama_unit):
            is_in = wanted is None or node.id in wanted
            if is_in:
                found.append((node.id, f"{'— ' * depth}{node.nama_unit}"))
            walk(tree.children.get(node.id, []), depth + is_in)

    walk([node.id for node in tree.skpd_list()], 0)
    return found
