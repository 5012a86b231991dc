"""Workbooks as the applications of devices export them: Fingerspot's scan log, and the X100-C daily report.

They carry a fixed date of creation, so that the same region is the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.draw import Sources
from tepat.lab.contoh.sumber.employees import Day, Employee
from tepat.lab.contoh.sumber.kinds import Planted
from tepat.lab.contoh.sumber.logs import DeviceFile
from tepat.lab.contoh.sumber.machines import Device
from tepat.lab.contoh.sumber.punches import Punch

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook's clock has no zone
_SCAN_HEAD = (
    *("Tanggal scan", "Tanggal", "Jam", "PIN", "NIP", "Nama", "Jabatan", "Departemen", "Kantor"),
    *("Verifikasi", "I/O", "Workcode", "SN", "Mesin"),
)
_FIRST_SCAN = 2
_REPORT_HEAD = (
    *("No. ID", "Nama", "Tanggal", "Jam Kerja", "Jam Masuk", "Jam Pulang", "Scan Masuk", "Scan Pulang"),
    *("Terlambat", "Plg. Cepat", "Departemen", "Jml Kehadiran"),
)
_FORMATS = ("dd-mm-yyyy hh:mm:ss", "dd-mm-yyyy", "hh:mm:ss")

Row = Sequence[object]


def scan_log(device: Device, punches: Sequence[Punch], people: Mapping[str, Employee]) -> DeviceFile:
    """A blank row, the header, then one row a punch; times and the serial number are texts until Excel saves them."""
    name = f"{device.serial}_scanlog.xlsx"
    resaved = device.kind == kinds.RESAVED.kind
    rows = [_scan(device, punch, people[punch.nip], resaved) for punch in punches]
    content = _workbook("Scan log", [(), _SCAN_HEAD, *rows])
    planted = [
        Planted(punch.mark, punch.nip, device.serial, name, str(number), punch.moment.date().isoformat())
        for number, punch in enumerate(punches, _FIRST_SCAN + 1)
        if punch.mark
    ]
    return DeviceFile(name, content, planted)


def _scan(device: Device, punch: Punch, employee: Employee, resaved: bool) -> Row:
    at, title, unit = punch.at, employee.seat.title.nama, device.unit.nama
    times: Row = (f"{at:%d-%m-%Y %H:%M:%S}", f"{at:%d-%m-%Y}", f"{at:%H:%M:%S}")
    if resaved:
        times = (at, at.date(), at.time())
    serial: object = int(device.serial) if resaved else device.serial
    person = (punch.pin, employee.nip, employee.nama.partition(",")[0].upper(), title, unit, "")
    return (*times, *person, int(punch.verify), int(punch.flag), 0, serial, device.nama)


def daily_report(device: Device, sources: Sources) -> DeviceFile:
    """The header, then one row for every person and duty, whether there are punches or not."""
    name = f"{device.serial}_laporan_harian.xlsx"
    rows = [
        _report(sources.cards.used_on(employee, day.tanggal).pin, employee, day)
        for employee in sources.employees
        if employee.unit == device.unit.kode
        for day in employee.days
    ]
    return DeviceFile(name, _workbook("Laporan", [_REPORT_HEAD, *rows]))


def _report(pin: str, employee: Employee, day: Day) -> Row:
    scans = [f"{moment:%H:%M}" if moment else "" for moment in (day.masuk, day.pulang)]
    late = _hours(day.begin, day.masuk) if day.masuk else ""
    early = _hours(day.pulang, day.end) if day.pulang else ""
    worked = _hours(day.masuk, day.pulang) if day.masuk and day.pulang else ""
    who = (pin, employee.nama.partition(",")[0].upper(), f"{day.tanggal:%d/%m/%Y}", day.pola)
    return (*who, f"{day.begin:%H:%M}", f"{day.end:%H:%M}", *scans, late, early, employee.seat.unit.nama, worked)


def _hours(begin: datetime, end: datetime) -> str:
    minutes = int((end - begin).total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes > 0 else ""


def _workbook(title: str, rows: Iterable[Row]) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": _CREATED})
        sheet = book.add_worksheet(title)
        formats = [book.add_format({"num_format": text}) for text in _FORMATS]
        for number, row in enumerate(rows):
            _write_row(sheet, number, row, formats)
    return buffer.getvalue()


def _write_row(sheet: Any, number: int, row: Row, formats: Sequence[Any]) -> None:
    for column, cell in enumerate(row):
        if cell == "":
            continue
        if isinstance(cell, str):
            sheet.write_string(number, column, cell)
        elif isinstance(cell, int):
            sheet.write_number(number, column, cell)
        else:
            sheet.write_datetime(number, column, cell, formats[column])
