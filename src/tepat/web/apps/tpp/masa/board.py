"""The readiness board: what a month still lacks, for whom, and whose turn it is. Counted in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tepat.lang.calendar import Masa
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.kinerja import selectors as kinerja
from tepat.web.apps.pembayaran import selectors as pembayaran
from tepat.web.apps.presensi import selectors as presensi
from tepat.web.apps.regulasi.selectors import book_of


@dataclass(frozen=True)
class Need:
    """What a month needs of everybody: its name, whose turn it is, what they do, and where.

    ``place``: the name of the address where it is put right. ``by_rater``: it is the superior's turn.
    """

    name: str
    label: Any
    giliran: Any
    tindakan: Any
    place: str
    by_rater: bool = False


NEEDS: Mapping[str, Need] = {
    need.name: need
    for need in (
        Need(
            "presensi",
            gettext_lazy("Presensi"),
            gettext_lazy("BKPSDM dan pengelola SKPD"),
            gettext_lazy("Muat berkas mesin yang belum masuk, hubungkan PIN dengan NIP, lalu olah presensi bulan ini."),
            "presensi_olah",
        ),
        Need(
            "penilaian",
            gettext_lazy("Penilaian"),
            gettext_lazy("Atasan masing-masing"),
            gettext_lazy("Ingatkan penilainya, atau muat rekap e-Kinerja BKN."),
            "impor_daftar",
            by_rater=True,
        ),
        Need(
            "gaji",
            gettext_lazy("Gaji"),
            gettext_lazy("Pengelola SKPD"),
            gettext_lazy("Muat daftar gaji bulan ini, atau perbaiki NIP yang tidak cocok di dalamnya."),
            "impor_daftar",
        ),
        Need(
            "jabatan",
            gettext_lazy("Jabatan"),
            gettext_lazy("BKPSDM"),
            gettext_lazy("Lengkapi besaran jabatannya dan status pegawainya."),
            "kepegawaian_pegawai",
        ),
        Need(
            "plt_cuti",
            gettext_lazy("Plt. dan cuti"),
            gettext_lazy("Pengelola SKPD"),
            gettext_lazy("Tuliskan nomor SK Plt. atau nomor surat cutinya."),
            "kepegawaian_pegawai",
        ),
    )
}


@dataclass(frozen=True)
class Count:
    """Of one need in one unit: how many of how many."""

    ada: int
    dari: int

    @property
    def kurang(self) -> int:
        """How many are missing."""
        return self.dari - self.ada


@dataclass(frozen=True)
class BoardRow:
    """A unit with all under it, or a unit by itself; needs by name (one that is not there is not asked for)."""

    unit_id: int
    nama: str
    orang: int
    needs: Mapping[str, Count]
    parts: tuple[BoardRow, ...] = ()

    @property
    def kurang(self) -> int:
        """How many things are missing in all."""
        return sum(count.kurang for count in self.needs.values())


@dataclass(frozen=True)
class Board:
    """The readiness of a month: a row for each SKPD, and what is true of all."""

    masa: Masa
    rows: tuple[BoardRow, ...]
    is_processed: bool

    @property
    def orang(self) -> int:
        """How many people there are."""
        return sum(row.orang for row in self.rows)

    def total(self, need: str) -> Count:
        """One need over all rows."""
        counts = [row.needs[need] for row in self.rows if need in row.needs]
        return Count(sum(item.ada for item in counts), sum(item.dari for item in counts))


def conditions(masa: Masa) -> dict[str, Q]:
    """What is true of a placement whose person has what the month needs; needs that no rule reads are left out."""
    reads = _reads(masa)
    found = {
        "presensi": partial(_of, presensi.summarized, masa),
        "penilaian": partial(_of, kinerja.rated, masa),
        "gaji": partial(_of, pembayaran.with_salary, masa),
        "jabatan": partial(kepegawaian.position_known, masa),
    }
    files = {"presensi": "disiplin", "penilaian": "kinerja", "gaji": "gaji"}
    return {name: make() for name, make in found.items() if name not in files or files[name] in reads}


def _of(rows: Any, masa: Masa) -> Q:
    return Q(pegawai__in=rows(masa).values("pegawai"))


def _reads(masa: Masa) -> set[str]:
    """The fact files that the month's rules read."""
    bound = book_of(masa)
    return set(bound.reads) | {item.relation.file for item in bound.relations_read.values()}


def readiness(masa: Masa, units: frozenset[int] | None) -> Board:
    """The board of a month for some units (None: all). Three queries, however many people there are."""
    tree = kepegawaian.tree_on(masa.last)
    asked = conditions(masa)
    papers = {"_beri": kepegawaian.acting_or_away(masa), "_tanpa": kepegawaian.papers_missing(masa)}
    counts = kepegawaian.count_placed(masa, {**asked, **papers})
    allowed = {unit: count for unit, count in counts.items() if units is None or unit in units}
    rows = (_row(tree, node.id, node.nama_unit, allowed) for node in tree.skpd_list())
    strangers = [unit for unit in allowed if unit not in tree.nodes]
    further = [_of_units([unit], unit, _("(unit tidak berlaku lagi)"), allowed) for unit in strangers]
    shown = tuple(row for row in (*rows, *further) if row.orang)
    return Board(masa, shown, presensi.processed(masa) is not None)


def _row(tree: kepegawaian.Tree, unit: int, name: str, counts: Mapping[int, Mapping[str, int]]) -> BoardRow:
    below = [node for node in sorted(tree.below(unit)) if node in counts]
    parts = [_of_units([node], node, tree.nodes[node].nama_unit, counts) for node in below]
    ordered = tuple(sorted(parts, key=lambda part: (part.unit_id != unit, part.nama)))
    return _of_units(below, unit, name, counts, ordered if len(ordered) > 1 else ())


def _of_units(
    units: Iterable[int],
    unit: int,
    name: str,
    counts: Mapping[int, Mapping[str, int]],
    parts: tuple[BoardRow, ...] = (),
) -> BoardRow:
    summed: dict[str, int] = {}
    for item in units:
        for key, number in counts[item].items():
            summed[key] = summed.get(key, 0) + number
    people = summed.get("orang", 0)
    needs = {key: Count(number, people) for key, number in summed.items() if key in NEEDS}
    away = summed.get("_beri", 0)
    if away:
        needs["plt_cuti"] = Count(away - summed.get("_tanpa", 0), away)
    return BoardRow(unit, name, people, needs, parts)


# -- who is missing -------------------------------------------------------------------------------------------------


def missing(masa: Masa, need: str, units: Iterable[int] | None) -> Any:
    """The placements of the people for whom a need is not there, by name; ``units``: of these (None: of all)."""
    people = kepegawaian.placed(masa)
    if units is not None:
        people = people.filter(unit__in=set(units))
    if need == "plt_cuti":
        found = people.filter(kepegawaian.papers_missing(masa))
    else:
        found = people.exclude(pk__in=kepegawaian.placed(masa).filter(conditions(masa).get(need, Q())).values("pk"))
    return found.order_by("pegawai__nama", "pegawai__nip")
