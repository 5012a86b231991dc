"""Reads the daily detail report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from tepat.ingest.cells import at, in_window, is_swapped, read_date, read_time, whole_day
from tepat.ingest.columns import Names, Record, has_header, read_records, refuse
from tepat.ingest.identity import Identities
from tepat.ingest.reading import Reading, Source
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import show
from tepat.ingest.x100c.days import choose_form

NAMES: Names = {
    "pin": ("No. ID", "No ID"),
    "nip": ("NIK",),
    "nama": ("Nama",),
    "tanggal": ("Tanggal",),
    "jam_masuk": ("Jam Masuk",),
    "jam_pulang": ("Jam Pulang",),
    "scan_masuk": ("Scan Masuk",),
    "scan_pulang": ("Scan Pulang",),
}
REQUIRED = ("pin", "tanggal", "scan_masuk", "scan_pulang")
_SCANS = ("scan_masuk", "scan_pulang")
_TIMES = (*_SCANS, "jam_masuk", "jam_pulang")


def recognise_x100c(source: Source) -> bool:
    """A sheet with ``No. ID``, ``Tanggal``, ``Scan Masuk`` and ``Scan Pulang``."""
    return has_header(source, NAMES, REQUIRED)


def read_x100c(source: Source) -> Reading:
    """Every row as a day with its punches, or in quarantine.

    Problems: those of `read_records`; M-035, M-036, M-037, M-039 the dates' way of writing; M-213 dates outside the
    month.
    """
    reading = Reading(source)
    records = read_records(reading, NAMES, REQUIRED)
    try:
        form = _form(source, records)
    except Refused as error:
        refuse(reading, records, error.code, **error.words)
        return reading
    identities = Identities(reading)
    outside = sum(_day(reading, identities, record, form) for record in records)
    if outside:
        reading.problem("M-213", banyak=outside, masa=str(source.masa))
    identities.tell()
    return reading


def _form(source: Source, records: Sequence[Record]) -> str:
    texts = {cell for record in records if isinstance(cell := record["tanggal"], str)}
    named = source.settings.get("tanggal")
    return choose_form(sorted(texts), source.masa, str(named) if named is not None else None)


def _day(reading: Reading, identities: Identities, record: Record, form: str) -> bool:
    """Read one row; whether it lies outside the month."""
    day, masa = _date(record, form), reading.source.masa
    times = {name: read_time(record[name]) for name in _TIMES}
    pin = identities.pin(record)
    if pin is None:
        return False
    if day is None:
        record.reject(reading, "M-136", "tanggal", nilai=show(record["tanggal"]))
    elif isinstance(record["tanggal"], date) and is_swapped(day, masa):
        record.reject(reading, "M-138", "tanggal", nilai=day.isoformat(), masa=str(masa))
    elif bad := _unreadable(record, times):
        record.reject(reading, "M-137", bad, nilai=show(record[bad]))
    else:
        reading.accept(record.line)
        for moment in _punches(day, times["scan_masuk"], times["scan_pulang"], _overnight(times)):
            reading.punch(record.line, record.raw, pin, moment)
        identities.name(record, pin)
        return not in_window(day, masa)
    return False


def _unreadable(record: Record, times: Mapping[str, time | None]) -> str | None:
    """A scan that is no time; and an hour of the duty, where the day of a departure depends on it."""
    needed = _TIMES if record["scan_masuk"] is None and record["scan_pulang"] is not None else _SCANS
    return next((name for name in needed if times[name] is None and record[name] is not None), None)


def _date(record: Record, form: str) -> date | None:
    cell = record["tanggal"]
    if isinstance(cell, date):
        return whole_day(cell)
    return read_date(cell, form) if isinstance(cell, str) else None


def _overnight(times: Mapping[str, time | None]) -> time | None:
    """The hour the duty begins, where it ends on the next day."""
    begin, end = times["jam_masuk"], times["jam_pulang"]
    return begin if begin is not None and end is not None and end < begin else None


def _punches(day: date, arrival: time | None, departure: time | None, overnight: time | None) -> Sequence[datetime]:
    """The punches of a row: a scan that stands in both columns is one."""
    found = [] if arrival is None else [at(day, arrival)]
    if departure is not None and departure != arrival:
        begin = arrival if arrival is not None else overnight
        found.append(at(day, departure, later=begin is not None and departure < begin))
    return found
