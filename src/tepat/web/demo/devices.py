"""What attendance is processed by: devices, PINs, patterns, schedules, excuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.presensi.models import (
    Apel,
    Gangguan,
    HariKalender,
    Izin,
    Jadwal,
    Koreksi,
    Perangkat,
    PinPerangkat,
    PolaKerja,
    Roster,
)
from tepat.web.demo.records import Region
from tepat.web.demo.source import BEGINNING, Line, MonthFiles, apart, different

_BATCH = 2000


def fill_attendance(region: Region, imports: Mapping[tuple[str, str], Kumpulan]) -> None:
    """Write everything of `presensi` but what processing makes; ``imports`` by file and month."""
    sheet = _Sheets(region, imports)
    devices = _fill_devices(region, sheet)
    _fill_pins(region, sheet, devices)
    _fill_schedules(region, sheet)
    _fill_excuses(region, sheet)
    Gangguan.objects.bulk_create(
        Gangguan(
            perangkat_id=devices[line["perangkat"]] if line["perangkat"] else None,
            unit_id=region.unit[line["kode_unit"]] if line["kode_unit"] else None,
            mulai=datetime.fromisoformat(line["mulai"]),
            selesai=datetime.fromisoformat(line["selesai"]),
            alasan=line["alasan"],
            **origin,
        )
        for line, origin in sheet.every("gangguan")
    )


class _Sheets:
    """Rows of the months' lists with where they came from."""

    def __init__(self, region: Region, imports: Mapping[tuple[str, str], Kumpulan]) -> None:
        self._region, self._imports = region, imports

    def last(self, name: str) -> Iterator[tuple[Line, dict[str, Any]]]:
        """Of the last month."""
        for line in self._region.last.source(name):
            yield line, self.origin(name, self._region.last, line)

    def every(self, name: str, *columns: str) -> Iterator[tuple[Line, dict[str, Any]]]:
        """Of every month; one of those that are equal in these columns."""
        seen = set()
        for month in self._region.months:
            for line in different(month.source(name), *columns):
                key = tuple(line[column] for column in columns) or tuple(line.cells.values())
                if key not in seen:
                    seen.add(key)
                    yield line, self.origin(name, month, line)

    def origin(self, name: str, month: MonthFiles, line: Line) -> dict[str, Any]:
        """The import and line."""
        return {"kumpulan": self._imports[name, str(month.masa)], "baris": line.baris}


def _fill_devices(region: Region, sheet: _Sheets) -> dict[str, int]:
    devices = Perangkat.objects.bulk_create(
        Perangkat(
            perangkat=line["perangkat"],
            nomor_seri=line["nomor_seri"],
            unit_id=region.unit[line["kode_unit"]],
            zona=line["zona"],
            **origin,
        )
        for line, origin in sheet.last("perangkat")
    )
    return {device.perangkat: device.pk for device in devices}


def _fill_pins(region: Region, sheet: _Sheets, devices: Mapping[str, int]) -> None:
    months = [(month, line) for month in reversed(region.months) for line in month.source("pin")]
    of = {id(line): month for month, line in months}
    kept = apart((line for _, line in months), lambda line: (line["perangkat"], line["pin"]))
    PinPerangkat.objects.bulk_create(
        PinPerangkat(
            perangkat_id=devices[line["perangkat"]],
            pin=line["pin"],
            pegawai_id=region.pegawai[line["nip"]],
            mulai=line.day("mulai") or BEGINNING,
            selesai=line.day("selesai"),
            **sheet.origin("pin", of[id(line)], line),
        )
        for line in kept
    )


def _fill_schedules(region: Region, sheet: _Sheets) -> None:
    PolaKerja.objects.bulk_create(
        PolaKerja(
            kode_pola=line["kode_pola"],
            hari=line["hari"],
            masuk=line["masuk"],
            pulang=line["pulang"],
            lewat_tengah_malam=line["lewat_tengah_malam"] == "ya",
            **origin,
        )
        for line, origin in sheet.last("pola")
    )
    Jadwal.objects.bulk_create(_schedules(region, sheet))
    HariKalender.objects.bulk_create(
        HariKalender(tanggal=line.the_day("tanggal"), jenis=line["jenis"], keterangan=line["keterangan"], **origin)
        for line, origin in sheet.every("kalender")
    )
    Roster.objects.bulk_create(
        (
            Roster(
                pegawai_id=region.pegawai[line["nip"]],
                tanggal=line.the_day("tanggal"),
                kode_pola=line["kode_pola"],
                **origin,
            )
            for line, origin in sheet.every("roster", "nip", "tanggal")
        ),
        batch_size=_BATCH,
    )


def _schedules(region: Region, sheet: _Sheets) -> Iterable[Jadwal]:
    last = region.last.masa
    for line, origin in sheet.every("jadwal"):
        begin, end = line.day("mulai"), line.day("selesai")
        if line["nip"] and begin and end is None and begin < last.first:
            # A month's list knows nothing of the next month: "free from then on" ends with it.
            end = _month_of(region, begin).masa.last
        yield Jadwal(
            unit_id=region.unit[line["kode_unit"]] if line["kode_unit"] else None,
            pegawai_id=region.pegawai[line["nip"]] if line["nip"] else None,
            kode_pola=line["kode_pola"],
            mulai=begin,
            selesai=end,
            **origin,
        )


def _month_of(region: Region, day: Any) -> MonthFiles:
    return next(month for month in region.months if month.masa.first <= day <= month.masa.last)


def _fill_excuses(region: Region, sheet: _Sheets) -> None:
    Izin.objects.bulk_create(
        Izin(
            pegawai_id=region.pegawai[line["nip"]],
            jenis=line["jenis"],
            mulai=line.the_day("mulai"),
            selesai=line.day("selesai"),
            **origin,
        )
        for line, origin in sheet.every("izin")
    )
    Koreksi.objects.bulk_create(
        Koreksi(
            pegawai_id=region.pegawai[line["nip"]],
            tanggal=line.the_day("tanggal"),
            masuk=line["masuk"],
            pulang=line["pulang"],
            alasan=line["alasan"],
            disetujui_oleh=line["disetujui_oleh"],
            **origin,
        )
        for line, origin in sheet.every("koreksi")
    )
    Apel.objects.bulk_create(
        (
            Apel(
                tanggal=line.the_day("tanggal"),
                jenis=line["jenis"],
                pegawai_id=region.pegawai[line["nip"]],
                hadir=line["hadir"] == "ya",
                **origin,
            )
            for line, origin in sheet.every("apel")
        ),
        batch_size=_BATCH,
    )
