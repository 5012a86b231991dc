"""Reads the pages of the EasyLink SDK."""

from __future__ import annotations

from tepat.ingest.jsonfile import Element, Records, bad_code, keys_of, read_json
from tepat.ingest.reading import Reading, Source
from tepat.ingest.text import read_instant


def recognise_easylink(source: Source) -> bool:
    """A page with ``Result``, or its records alone."""
    keys = keys_of(source)
    return ("Result" in keys and bool(keys & {"Data", "message_code", "IsSession"})) or {"ScanDate", "IOMode"} <= keys


def read_easylink(source: Source) -> Reading:
    """Every record of every page.

    Problems: M-202 the device says it has no data; M-203 the last page says another follows.
    """
    follows = False

    def visit(page: Element, records: Records) -> None:
        nonlocal follows
        follows = page.get("IsSession").value is True
        _page(page, records)

    reading = read_json(source, visit)
    if follows:
        reading.problem("M-203", berkas=source.name)
    return reading


def _page(page: Element, records: Records) -> None:
    if page.has("ScanDate") or not page.has("Result"):
        _record(page, records)
    elif page.get("Result").value is True:
        _data(page, records)
    elif page.get("message").text.casefold() == "no data":
        records.nothing()
    else:
        records.reject(page, "M-116", "message", pesan=page.get("message").shown)


def _data(page: Element, records: Records) -> None:
    data = page.get("Data")
    if isinstance(data.value, list):
        for record in data.items():
            if records.sound(record):
                _record(record, records)
    elif page.has("DEVINFO"):
        records.accept()
    else:
        records.reject(page, "M-111", "Data")


def _record(record: Element, records: Records) -> None:
    moment = read_instant(record.get("ScanDate").text)
    if not record.has("PIN"):
        records.reject(record, "M-111")
    elif not record.get("PIN").pin:
        records.wrong(record, "M-103", "PIN")
    elif record.has("Name") and not record.has("ScanDate"):
        _name(record, records)
    elif moment is None:
        records.wrong(record, "M-104", "ScanDate")
    elif bad := bad_code(record, ("VerifyMode", "IOMode")):
        records.wrong(record, "M-105", bad)
    else:
        records.reading.punch(
            records.next(),
            record.raw,
            record.get("PIN").pin,
            moment,
            device=record.get("SN").text or None,
            status=record.get("IOMode").text or None,
            verify=record.get("VerifyMode").text or None,
        )


def _name(record: Element, records: Records) -> None:
    """Of a user, PIN and name alone: the rest is passwords and templates."""
    pin, nama = record.get("PIN").pin, record.get("Name").text
    if nama:
        records.reading.name(records.next(), f"{pin}\t{nama}", pin, nama)
    else:
        records.accept()
