"""People, positions, units and what happens to them, as files of the fact packet of a month.

What changes within a month is taken as it stands on the last day it holds in it: somebody who leaves on the 10th is
in the packet with the unit and position of the 10th.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q

from tepat.lang.calendar import Masa
from tepat.law import packet
from tepat.web.apps.kepegawaian.models import (
    CRITERIA,
    Cuti,
    FaktaTambahan,
    Hukdis,
    NilaiJabatan,
    Pegawai,
    Penempatan,
    Plt,
    Ptkp,
    RiwayatUnit,
    StatusPegawai,
)
from tepat.web.common.sheet import FactSheet, make_sheet
from tepat.web.common.together import Ask, Question, Rows

People = Collection[int] | None


def of_people(people: People, column: str = "pegawai") -> Q:
    """A condition that a row is of these people; None: of everybody."""
    return Q() if people is None else Q(**{f"{column}__in": people})


def latest(rows: Iterable[tuple[Any, ...]]) -> dict[Any, tuple[Any, ...]]:
    """Of rows ordered by key and beginning, each key's last: the first cell is the key, which is left out."""
    return {row[0]: row[1:] for row in rows}


def placements(masa: Masa, people: People = None) -> dict[int, tuple[int, str, str, int]]:
    """Where everybody is placed in a month: by person the unit's id, its code, the position's code and its id."""
    return latest(_placed(masa, people))


def _placed(masa: Masa, people: People) -> Question:
    rows = Penempatan.objects.touching(masa.first, masa.last).filter(of_people(people)).order_by("pegawai", "mulai")
    return rows.values_list("pegawai_id", "unit_id", "unit__kode_unit", "jabatan__kode_jabatan", "jabatan_id")


# What happens to people: of each file its model and columns.
_OF_MONTH: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("plt", Plt, ("pegawai__nip", "jabatan__kode_jabatan", "jenis", "mulai", "selesai")),
    ("cuti", Cuti, ("pegawai__nip", "jenis", "mulai", "selesai")),
    ("hukdis", Hukdis, ("pegawai__nip", "tingkat", "mulai", "selesai")),
)


def people_ask(masa: Masa, people: People = None) -> Ask[list[FactSheet]]:
    """Every file of the packet that the personnel records tell, for people (None: everybody placed in the month)."""
    return Ask((*_of_people(masa, people), *_of_records(masa, people), *_of_lists(masa, people)), _sheets)


def _of_people(masa: Masa, people: People) -> Iterator[Question]:
    """Where they are placed, their status, their family status, and who they are."""
    yield _placed(masa, people)
    for model, columns in (
        (StatusPegawai, ("status_pegawai", "skema_golongan", "golongan")),
        (Ptkp, ("ptkp",)),
    ):
        rows = model.objects.touching(masa.first, masa.last).filter(of_people(people))
        yield rows.order_by("pegawai", "mulai").values_list("pegawai_id", *columns)
    yield Pegawai.objects.filter(of_people(people, "pk")).order_by("nip").values_list("pk", "nip", "nama", "npwp")


def _of_records(masa: Masa, people: People) -> Iterator[Question]:
    for _name, model, columns in _OF_MONTH:
        # The law asks how long something has lasted, so what ended before is told as well.
        rows = model.objects.filter(of_people(people), mulai__lte=masa.last).order_by("pegawai__nip", "mulai", "pk")
        yield rows.values_list(*columns)


def _of_lists(masa: Masa, people: People) -> Iterator[Question]:
    """Positions and units; for some people those that they are in or act in."""
    jabatan = NilaiJabatan.objects.touching(masa.first, masa.last).order_by("jabatan__kode_jabatan", "mulai")
    unit = RiwayatUnit.objects.touching(masa.first, masa.last).order_by("unit__kode_unit", "mulai")
    if people is not None:
        placed = Penempatan.objects.touching(masa.first, masa.last).filter(of_people(people))
        acting = Plt.objects.filter(of_people(people))
        jabatan = jabatan.filter(Q(jabatan__in=placed.values("jabatan")) | Q(jabatan__in=acting.values("jabatan")))
        unit = unit.filter(unit__in=placed.values("unit"))
    yield jabatan.values_list("jabatan__kode_jabatan", "nama_jabatan", "kelas_jabatan", *CRITERIA)
    yield unit.values_list("unit__kode_unit", "nama_unit", "jenis_unit", "induk__kode_unit")


def _sheets(answers: Sequence[Rows]) -> list[FactSheet]:
    """The files, of the answers to `people_ask`."""
    placed, status, ptkp = (latest(rows) for rows in answers[:3])
    who, *of_month, jabatan, unit = answers[3:]
    rows = (
        (nip, nama, *status.get(pk, ("", "", "")), *placed[pk][1:3], *ptkp.get(pk, ("",)), npwp)
        for pk, nip, nama, npwp in who
        if pk in placed
    )
    return [
        make_sheet("pegawai", packet.PEGAWAI.names, rows),
        *(
            make_sheet(name, packet.PACKET[name].names, found)
            for (name, *_), found in zip(_OF_MONTH, of_month, strict=True)
        ),
        make_sheet("jabatan", packet.JABATAN.names, ((key, *cells) for key, cells in latest(jabatan).items())),
        make_sheet("unit", packet.UNIT.names, ((key, *cells) for key, cells in latest(unit).items())),
    ]


def further_ask(masa: Masa, people: People = None) -> Ask[list[tuple[str, str, dict[str, str]]]]:
    """What a region's rules ask beyond: file, key (a nip where it is of a person), cells."""
    # An empty condition is no alternative to another: of everybody there is none to ask.
    whose = Q() if people is None else Q(pegawai__isnull=True) | of_people(people)
    rows = FaktaTambahan.objects.filter(whose, masa=str(masa)).order_by("pk")
    return Ask((rows.values_list("berkas", "pegawai__nip", "kunci", "sel"),), _further)


def _further(answers: Sequence[Rows]) -> list[tuple[str, str, dict[str, str]]]:
    return [(berkas, nip or kunci, sel) for berkas, nip, kunci, sel in answers[0]]
