"""Reads what a device delivers: punches, and the names of its users."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from tepat.ingest.adms.exchange import ZONES, Device
from tepat.ingest.reading import Reading, Source
from tepat.ingest.text import EMPTY, is_binary, numbered_lines, read_instant

_FEWEST, _MOST = 3, 10
_PIN = re.compile(r"[A-Za-z0-9]{1,24}", re.ASCII)
_CODE = re.compile(r"\d{1,3}", re.ASCII)
# Seconds since 1970, of the years 2001 to 2286.
_EPOCH = re.compile(r"\d{10}", re.ASCII)
_START = datetime(1970, 1, 1)  # noqa: DTZ001 -- the zone of the device is added to it
_USER = re.compile(r"(?:USER\s+)?(PIN=.*)", re.IGNORECASE)

Moment = tuple[datetime, int | None]


def read_punches(device: Device, body: bytes) -> Reading:
    """Every line as a punch or in quarantine.

    Codes: M-101, M-102 and M-106 the line; M-103 PIN; M-104 time; M-105 a code; M-121 seconds without a zone.
    """
    reading = Reading(Source(f"adms/{device.serial}", body, device.serial))
    for number, line in numbered_lines(body):
        _punch(reading, number, line, device)
    return reading


def _punch(reading: Reading, number: int, line: str, device: Device) -> None:
    fields = [field.strip() for field in line.split("\t")]
    if is_binary(line):
        reading.reject(number, line, "M-106")
    elif len(fields) < _FEWEST:
        reading.reject(number, line, "M-101", ada=len(fields))
    elif len(fields) > _MOST:
        reading.reject(number, line, "M-102", ada=len(fields))
    else:
        _fields(reading, number, line, fields, device)


def _fields(reading: Reading, number: int, line: str, fields: Sequence[str], device: Device) -> None:
    pin, time, status, verify = (*fields, "")[:4]
    moment = _moment(time, device)
    if not _PIN.fullmatch(pin):
        reading.reject(number, line, "M-103", "pin", nilai=pin or EMPTY)
    elif isinstance(moment, str):
        reading.reject(number, line, moment, "waktu", nilai=time)
    elif not _CODE.fullmatch(status):
        reading.reject(number, line, "M-105", "status", nilai=status)
    elif verify and not _CODE.fullmatch(verify):
        reading.reject(number, line, "M-105", "verifikasi", nilai=verify)
    else:
        reading.punch(number, line, pin, moment[0], status=status, verify=verify or None, offset=moment[1])


def _moment(text: str, device: Device) -> Moment | str:
    """A time on the device's clock, or the code of why it is none."""
    if moment := read_instant(text):
        return moment, None
    if not _EPOCH.fullmatch(text):
        return "M-104"
    if device.zona is None:
        return "M-121"
    offset = ZONES[device.zona]
    return _START + timedelta(seconds=int(text), minutes=offset), offset


def read_users(device: Device, table: str, body: bytes) -> Reading:
    """PIN and name of users; every other line is passed over, and nothing of it is kept.

    Codes: M-103 a user without PIN.
    """
    # Not the body itself: its hash could be compared with guessed passwords, and no fault may carry it further.
    reading = Reading(Source(f"adms/{device.serial}", b"", device.serial))
    for number, line in numbered_lines(body):
        found = _USER.fullmatch(line.strip())
        if found is None or (table == "OPERLOG" and not line.lstrip().upper().startswith("USER")):
            reading.control(number)
        else:
            _user(reading, number, line, found[1])
    return reading


def _user(reading: Reading, number: int, line: str, text: str) -> None:
    cells = dict(cell.partition("=")[::2] for cell in text.split("\t"))
    values = {key.strip().upper(): value.strip() for key, value in cells.items()}
    pin, nama = values.get("PIN", ""), values.get("NAME", "")
    if not _PIN.fullmatch(pin):
        reading.reject(number, f"{len(line)} huruf", "M-103", "pin", nilai=pin or EMPTY)
    elif nama and not is_binary(nama):
        reading.name(number, f"{pin}\t{nama}", pin, nama)
    else:
        reading.accept(number)
