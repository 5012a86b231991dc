"""People, positions, units and what happens to them, as files of the fact packet of a month.

What changes within a month is taken as it stands on the last day it holds in it: somebody who leaves on the 10th is
in the packet with the unit and position of the 10th.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
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

People = Collection[int] | None


def of_people(people: People, column: str = "pegawai") -> Q:
    """A condition that a row is of these people; None: of everybody."""
    return Q() if people is None else Q(**{f"{column}__in": people})


def latest(rows: Iterable[tuple[Any, ...]]) -> dict[Any, tuple[Any, ...]]:
    """Of rows ordered by key and beginning, each key's last: the first cell is the key, which is left out."""
    return {row[0]: row[1:] for row in rows}


def placements(masa: Masa, people: People = None) -> dict[int, tuple[int, str, str, int]]:
    """Where everybody is placed in a month: by person the unit's id, its code, the position's code and its id."""
    rows = Penempatan.objects.touching(masa.first, masa.last).filter(of_people(people)).order_by("pegawai", "mulai")
    columns = ("pegawai_id", "unit_id", "unit__kode_unit", "jabatan__kode_jabatan", "jabatan_id")
    return latest(rows.values_list(*columns))


def people_sheets(masa: Masa, people: People = None) -> Iterator[FactSheet]:
    """Every file of the packet that the personnel records tell, for people (None: everybody placed in the month)."""
    placed = placements(masa, people)
    yield _pegawai(masa, placed, people)
    yield from _of_month(masa, people)
    yield _jabatan(masa, placed, people)
    yield _unit(masa)


def _pegawai(masa: Masa, placed: dict[int, tuple[int, str, str, int]], people: People) -> FactSheet:
    status = latest(
        StatusPegawai.objects.touching(masa.first, masa.last)
        .filter(of_people(people))
        .order_by("pegawai", "mulai")
        .values_list("pegawai_id", "status_pegawai", "skema_golongan", "golongan")
    )
    ptkp = latest(
        Ptkp.objects.touching(masa.first, masa.last)
        .filter(of_people(people))
        .order_by("pegawai", "mulai")
        .values_list("pegawai_id", "ptkp")
    )
    who = Pegawai.objects.filter(of_people(people, "pk")).order_by("nip").values_list("pk", "nip", "nama", "npwp")
    rows = (
        (
            nip,
            nama,
            *status.get(pk, ("", "", "")),
            placed[pk][1],
            placed[pk][2],
            *ptkp.get(pk, ("",)),
            npwp,
        )
        for pk, nip, nama, npwp in who
        if pk in placed
    )
    return make_sheet("pegawai", packet.PEGAWAI.names, rows)


def _of_month(masa: Masa, people: People) -> Iterator[FactSheet]:
    for name, model, columns in (
        ("plt", Plt, ("pegawai__nip", "jabatan__kode_jabatan", "jenis", "mulai", "selesai")),
        ("cuti", Cuti, ("pegawai__nip", "jenis", "mulai", "selesai")),
        ("hukdis", Hukdis, ("pegawai__nip", "tingkat", "mulai", "selesai")),
    ):
        # The law asks how long something has lasted, so what ended before is told as well.
        rows = model.objects.filter(of_people(people), mulai__lte=masa.last).order_by("pegawai__nip", "mulai", "pk")
        yield make_sheet(name, packet.PACKET[name].names, rows.values_list(*columns))


def _jabatan(masa: Masa, placed: dict[int, tuple[int, str, str, int]], people: People) -> FactSheet:
    rows = NilaiJabatan.objects.touching(masa.first, masa.last).order_by("jabatan__kode_jabatan", "mulai")
    if people is not None:
        acting = Plt.objects.filter(of_people(people)).values_list("jabatan_id", flat=True)
        rows = rows.filter(jabatan__in={*acting, *(cell[3] for cell in placed.values())})
    columns = ("jabatan__kode_jabatan", "nama_jabatan", "kelas_jabatan", *CRITERIA)
    found = latest(rows.values_list(*columns))
    return make_sheet("jabatan", packet.JABATAN.names, ((key, *cells) for key, cells in found.items()))


def _unit(masa: Masa) -> FactSheet:
    rows = RiwayatUnit.objects.touching(masa.first, masa.last).order_by("unit__kode_unit", "mulai")
    found = latest(rows.values_list("unit__kode_unit", "nama_unit", "jenis_unit", "induk__kode_unit"))
    return make_sheet("unit", packet.UNIT.names, ((key, *cells) for key, cells in found.items()))


def further_sheets(masa: Masa, people: People = None) -> list[tuple[str, str, dict[str, str]]]:
    """What a region's rules ask beyond: file, key (a nip where it is of a person), cells."""
    rows = FaktaTambahan.objects.filter(Q(pegawai__isnull=True) | of_people(people), masa=str(masa)).order_by("pk")
    return [
        (berkas, nip or kunci, sel)
        for berkas, nip, kunci, sel in rows.values_list("berkas", "pegawai__nip", "kunci", "sel")
    ]
