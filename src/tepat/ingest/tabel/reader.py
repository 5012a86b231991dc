"""Reads a table by its profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from tepat.ingest.cells import at, read_date, read_moment, read_time, whole_day
from tepat.ingest.columns import Record, plain, read_records, refuse_file
from tepat.ingest.identity import Identities
from tepat.ingest.months import read_months
from tepat.ingest.reading import Reading, Source
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import read_grid, show
from tepat.ingest.tabel.profile import Profil, read_profile

# Not read for want of a day or an hour as the profile says they are written.
_FORM_CODES = ("M-136", "M-137", "M-141")


def recognise_tabel(source: Source) -> bool:
    """A file that the operator wrote a profile for."""
    return "profil" in source.settings


def read_tabel(source: Source) -> Reading:
    """Every row as the profile says, or in quarantine.

    Problems: M-041 the profile is wrong, M-044 there is none, M-042 a column it names is not in the file, M-043 no row
    is written as it says; those of `read_records`.
    """
    try:
        profile = read_profile(source.settings)
        settings = {**source.settings, "pemisah": profile.pemisah, "lembar": profile.lembar}
        reading = Reading(replace(source, settings=settings))
        _every_column_is_there(reading.source, profile)
    except Refused as refused:
        reading = Reading(source)
        refuse_file(reading, refused.code, **refused.words)
        return reading
    headers = {plain(header): (header,) for header in profile.kolom.values()}
    records = [_ours(record, profile) for record in read_records(reading, headers, tuple(headers), profile.judul)]
    if profile.baris == "bulan":
        read_months(reading, records)
    else:
        _read_punches(reading, records, profile)
    return reading


def _every_column_is_there(source: Source, profile: Profil) -> None:
    """Say which columns of the profile are missing in the row that has most of them."""
    wanted = {plain(header): header for header in profile.kolom.values()}
    heads = [row for row in read_grid(source).rows if row.number == profile.judul or not profile.judul][:20]
    found = [wanted.keys() & {plain(cell) for cell in row.cells} for row in heads]
    best = max(found, key=len, default=set())
    if missing := [header for word, header in wanted.items() if best and word not in best]:
        raise Refused("M-042", kolom=", ".join(missing))


def _ours(record: Record, profile: Profil) -> Record:
    """The record by our names, with nothing of the columns that the profile does not name."""
    cells = {name: record[plain(header)] for name, header in profile.kolom.items()}
    places = {name: record.places[plain(header)] for name, header in profile.kolom.items()}
    cells.setdefault("pin", cells.get("nip"))
    places.setdefault("pin", places.get("nip", "nip"))
    return Record(record.line, ";".join(show(cells[name]) for name in profile.kolom), cells, places)


def _read_punches(reading: Reading, records: Sequence[Record], profile: Profil) -> None:
    identities = Identities(reading)
    read = _read_punch if profile.baris == "ketukan" else _read_day
    unread = 0
    for record in records:
        try:
            read(reading, identities, record, profile)
        except Refused as refused:
            record.reject(reading, refused.code, refused.column, **refused.words)
            unread += refused.code in _FORM_CODES
    if records and unread == len(records):
        reading.problem("M-043", tanggal=profile.tanggal, jam=profile.jam)
    identities.tell()


def _owner(identities: Identities, record: Record) -> tuple[str, str | None] | None:
    """PIN and device; None where the record is in quarantine for one of them."""
    pin = identities.pin(record)
    device = identities.serial(record) if pin is not None else None
    return None if pin is None or device is None else (pin, device or None)


def _read_punch(reading: Reading, identities: Identities, record: Record, profile: Profil) -> None:
    owner = _owner(identities, record)
    if owner is None:
        return
    pin, device = owner
    reading.punch(
        record.line,
        record.raw,
        pin,
        _moment(record, profile),
        device=device,
        status=show(record["status"]) or None,
        verify=show(record["verifikasi"]) or None,
        offset=profile.offset,
    )
    identities.name(record, pin, device)


def _moment(record: Record, profile: Profil) -> datetime:
    if "waktu" in profile.kolom:
        moment = read_moment(record["waktu"], profile.tanggal, dots=profile.dots)
        if moment is None:
            raise Refused("M-141", "waktu", nilai=show(record["waktu"]))
        return moment
    clock = _clock(record, "jam", profile)
    if clock is None:
        raise Refused("M-137", "jam", nilai="")
    return at(_day(record, profile), clock)


def _read_day(reading: Reading, identities: Identities, record: Record, profile: Profil) -> None:
    owner = _owner(identities, record)
    if owner is None:
        return
    pin, device = owner
    day = _day(record, profile)
    arrival, departure = (_clock(record, name, profile) for name in ("jam_masuk", "jam_pulang"))
    later = arrival is not None and departure is not None and departure < arrival
    if later and not profile.pulang_besok:
        raise Refused("M-160", "jam_pulang", masuk=show(arrival), pulang=show(departure))
    reading.accept(record.line)
    moments = {
        at(day, clock, later=late) for clock, late in ((arrival, False), (departure, later)) if clock is not None
    }
    for moment in sorted(moments):
        reading.punch(record.line, record.raw, pin, moment, device=device, offset=profile.offset)
    if record["status"] is not None:
        note = show(record["keterangan"])
        reading.day(record.line, record.raw, pin, day, show(record["status"]), note, device=device)
    identities.name(record, pin, device)


def _day(record: Record, profile: Profil) -> date:
    cell = record["tanggal"]
    day = (
        whole_day(cell)
        if isinstance(cell, date)
        else read_date(cell, profile.tanggal)
        if isinstance(cell, str)
        else None
    )
    if day is None:
        raise Refused("M-136", "tanggal", nilai=show(cell))
    return day


def _clock(record: Record, name: str, profile: Profil) -> time | None:
    """A time of day, None where the cell is empty."""
    clock = read_time(record[name], dots=profile.dots)
    if clock is None and record[name] is not None:
        raise Refused("M-137", name, nilai=show(record[name]))
    return clock
