"""Salaries and ratings of the demonstration's months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.pembayaran.models import Gaji, PembayaranLalu
from tepat.web.demo.records import Region
from tepat.web.demo.source import Line, MonthFiles, different

# The SKPD whose salary list of the current month has not been accepted yet.
WITHOUT_SALARY = "KEC-001"
_SALARY = ("gaji_kotor", "potongan_gaji", "pph_gaji", "iwp_gaji", "bpjs_gaji")
# The current month is rated early by every second superior, and only for so many of ten of their people.
_EARLY, _OF_TEN = 2, 6
_RATED_FROM = time(8, 15)


def branch(region: Region, top: str) -> frozenset[str]:
    """The codes of a unit and all under it."""
    parents = {line["kode_unit"]: line["induk"] for line in region.last.facts("unit")}
    found = {top}
    while more := {code for code, above in parents.items() if above in found} - found:
        found |= more
    return frozenset(found)


def fill_salaries(region: Region, imports: Mapping[tuple[str, str], Kumpulan]) -> None:
    """Salary lists; of the current month the one of `WITHOUT_SALARY` is missing."""
    missing = branch(region, WITHOUT_SALARY)
    Gaji.objects.bulk_create(
        Gaji(
            pegawai_id=region.pegawai[line["nip"]],
            masa=str(month.masa),
            **{name: int(line[name]) for name in _SALARY},
            kumpulan=imports["gaji", str(month.masa)],
            baris=line.baris,
        )
        for month in region.months
        for line in different(month.facts("gaji"), "nip")
        if month is not region.last or region.place[line["nip"]]["kode_unit"] not in missing
    )


def fill_earlier_payments(region: Region) -> None:
    """What was paid for the month before the first one, by another program: nine tenths of the most, in round sums."""
    first = region.months[0]
    worth = {
        line["kode_jabatan"]: int(line["beban_kerja"]) + int(line["prestasi_kerja"]) for line in first.facts("jabatan")
    }
    PembayaranLalu.objects.bulk_create(
        PembayaranLalu(
            pegawai_id=region.pegawai[line["nip"]],
            masa=str(first.masa.plus(-1)),
            variabel="tpp_diterima",
            nilai=worth[line["kode_jabatan"]] * 9 // 10_000 * 1_000,
        )
        for line in first.facts("pegawai")
    )


# -- ratings ----------------------------------------------------------------------------------------------------------


def fill_ratings(region: Region, imports: Mapping[tuple[str, str], Kumpulan]) -> None:
    """Ratings of every month; of the current one those that superiors have given early."""
    zone = ZoneInfo(settings.TIME_ZONE)
    rows = []
    for month in region.months:
        lines = month.facts("kinerja") if month is not region.last else _early(region, month)
        for line in different(lines, "nip"):
            if line["nip"] in region.pegawai:
                origin = {"kumpulan": imports["kinerja", str(month.masa)], "baris": line.baris}
                rows.append(_rating(region, month, line, zone, origin))
    Penilaian.objects.bulk_create(rows)


def _early(region: Region, month: MonthFiles) -> Iterator[Line]:
    """The ratings given so far, some every day since the middle of the month."""
    superiors = sorted(set(region.superior.values()))
    early = {nip: at for at, nip in enumerate(superiors) if at % _EARLY == 0}
    given: dict[str, int] = {}
    day = datetime.fromisoformat(settings.TEPAT_HARI_INI) - timedelta(days=1)
    for line in month.facts("kinerja"):
        above = region.superior.get(line["nip"], "")
        if above not in early or not line["predikat"]:
            continue
        number = given[above] = given.get(above, 0) + 1
        if number % 10 < _OF_TEN:
            moment = datetime.combine(day - timedelta(days=early[above] % 3), _RATED_FROM) + timedelta(minutes=number)
            yield Line(line.baris, {**line.cells, "waktu_dinilai": moment.isoformat()})


def _rating(region: Region, month: MonthFiles, line: Line, zone: ZoneInfo, origin: dict[str, Any]) -> Penilaian:
    moment = datetime.fromisoformat(line["waktu_dinilai"]) if line["waktu_dinilai"] else None
    above = region.superior.get(line["nip"])
    return Penilaian(
        pegawai_id=region.pegawai[line["nip"]],
        periode=line["periode"] or str(month.masa),
        hasil_kerja=line["hasil_kerja"],
        perilaku_kerja=line["perilaku_kerja"],
        predikat=line["predikat"],
        waktu_dinilai=moment.replace(tzinfo=zone) if moment and moment.tzinfo is None else moment,
        capaian_persen=Decimal(line["capaian_persen"]) if line["capaian_persen"] else None,
        penilai_id=region.pegawai[above] if above else None,
        **origin,
    )
