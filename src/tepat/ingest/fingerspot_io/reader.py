"""Reads answers and webhook bodies of Fingerspot.io."""

from __future__ import annotations

from tepat.ingest.jsonfile import Element, Records, bad_code, keys_of, read_json
from tepat.ingest.reading import Reading, Source
from tepat.ingest.text import read_instant, read_minute

_TIMES = ("scan_date", "scan")
# A tuple: an answer that is a list is compared too.
_YES = (True, "true", "success")


def recognise_fingerspot_io(source: Source) -> bool:
    """What its pages alone have: a transaction, a cloud, or punches with ``status_scan``."""
    keys = keys_of(source)
    page = bool(keys & {"success", "status", "type"}) and bool(keys & {"trans_id", "cloud_id"})
    return page or ("status_scan" in keys and bool(keys & set(_TIMES)))


def read_fingerspot_io(source: Source) -> Reading:
    """Every punch of every page.

    Problems: M-201 events that are no presence; M-202 an answer without data.
    """
    others = 0

    def visit(page: Element, records: Records) -> None:
        nonlocal others
        others += _page(page, records)

    reading = read_json(source, visit)
    if others:
        reading.problem("M-201", banyak=others, macam="type")
    return reading


def _page(page: Element, records: Records) -> bool:
    """Whether the page is of another kind than presence."""
    device = page.get("request").get("cloud_id").text or page.get("cloud_id").text
    if page.has("response"):
        page = page.get("response")
        device = page.get("cloud_id").text or device
    if page.has("type") and page.get("type").text != "attlog":
        records.accept()
        return True
    answered = page.get("success" if page.has("success") else "status").value
    if any(page.has(key) for key in _TIMES):
        _record(page, records, device)
    elif page.has("data") and (answered is None or answered in _YES):
        _data(page.get("data"), page, records, device)
    elif answered is None:
        records.reject(page, "M-111")
    else:
        records.reject(page, "M-116", "message", pesan=page.get("message").shown)
    return False


def _data(data: Element, page: Element, records: Records, device: str) -> None:
    if data.value == []:
        records.nothing()
    elif isinstance(data.value, list | dict):
        for record in data.items() if isinstance(data.value, list) else (data,):
            if records.sound(record):
                _record(record, records, device)
    else:
        records.reject(page, "M-111", "data")


def _record(record: Element, records: Records, device: str) -> None:
    key = next((name for name in _TIMES if record.has(name)), _TIMES[0])
    text = record.get(key).text
    moment, minute = read_instant(text), read_minute(text)
    when = moment or minute
    if not record.get("pin").pin:
        records.wrong(record, "M-103", "pin")
    elif when is None:
        records.wrong(record, "M-104", key)
    elif bad := bad_code(record, ("verify", "status_scan")):
        records.wrong(record, "M-105", bad)
    else:
        records.reading.punch(
            records.next(),
            record.raw,
            record.get("pin").pin,
            when,
            device=record.get("cloud_id").text or device or None,
            status=record.get("status_scan").text or None,
            verify=record.get("verify").text or None,
            without_seconds=moment is None,
        )
