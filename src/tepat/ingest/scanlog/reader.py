"""Reads the scan log."""

from __future__ import annotations

from datetime import date, datetime, time

from tepat.ingest.cells import is_swapped, read_moment, read_time
from tepat.ingest.columns import Names, Record, has_header, read_records
from tepat.ingest.identity import Identities
from tepat.ingest.reading import Reading, Source
from tepat.ingest.sheet import Cell, show

NAMES: Names = {
    "waktu": ("Tanggal scan",),
    "jam": ("Jam",),
    "pin": ("PIN",),
    "nip": ("NIP",),
    "nama": ("Nama",),
    "verifikasi": ("Verifikasi",),
    "status": ("I/O",),
    "perangkat": ("SN",),
}
REQUIRED = ("waktu", "pin")
_CERTAIN = (*REQUIRED, "verifikasi", "status")


def recognise_scanlog(source: Source) -> bool:
    """A sheet with ``Tanggal scan``, ``PIN``, ``Verifikasi`` and ``I/O``."""
    return has_header(source, NAMES, _CERTAIN)


def read_scanlog(source: Source) -> Reading:
    """Every row as a punch, or in quarantine."""
    reading = Reading(source)
    identities = Identities(reading)
    for record in read_records(reading, NAMES, REQUIRED):
        _punch(reading, identities, record)
    identities.tell()
    return reading


def _punch(reading: Reading, identities: Identities, record: Record) -> None:
    pin = identities.pin(record)
    serial = identities.serial(record) if pin is not None else None
    if pin is None or serial is None:
        return
    cell, masa = record["waktu"], reading.source.masa
    moment = _moment(record)
    if moment is None:
        code = "M-140" if _only_a_day(cell) else "M-141"
        record.reject(reading, code, "waktu", nilai=show(cell))
    elif isinstance(cell, date) and is_swapped(moment.date(), masa):
        record.reject(reading, "M-138", "waktu", nilai=show(cell), masa=str(masa))
    else:
        reading.punch(
            record.line,
            record.raw,
            pin,
            moment,
            device=serial or None,
            status=_code(record["status"]),
            verify=_code(record["verifikasi"]),
        )
        identities.name(record, pin, serial or None)


def _moment(record: Record) -> datetime | None:
    """Day first. A cell that is a whole day is midnight only if the column ``Jam`` says so too."""
    cell = record["waktu"]
    if _only_a_day(cell) and isinstance(cell, date):
        return datetime.combine(cell, time()) if read_time(record["jam"]) == time() else None
    return read_moment(cell, "d/m/y") or read_moment(cell, "y/m/d")


def _only_a_day(cell: Cell) -> bool:
    return isinstance(cell, date) and not isinstance(cell, datetime)


def _code(cell: Cell) -> str | None:
    return show(cell) or None
