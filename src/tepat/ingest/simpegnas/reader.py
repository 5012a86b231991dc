"""Reads the answers of SIMPEGNAS Absensi."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tepat.ingest.jsonfile import Element, Records, keys_of, read_json
from tepat.ingest.reading import Reading, Source
from tepat.ingest.simpegnas.times import Moment, check_time, clock_time

_CHECKS = ("checkIn", "checkRest", "checkOut")
_PARTS = ("pagi", "siang", "sore")
_MISSING = ("", "null", "-")
# Present; late and early in bands, or without a check: computed here from the times, never taken from the feed.
_PRESENT = re.compile(r"HN|TM[0-9M]?|PC[0-9M]?")
_BETWEEN_CODES = re.compile(r"[,;/+&|]")


@dataclass(frozen=True)
class _Person:
    """Whose days follow, and of which month where a day is a number."""

    nip: str
    year: str
    month: str


def recognise_simpegnas(source: Source) -> bool:
    """The times of a day, in either way of writing them."""
    keys = keys_of(source)
    return bool(keys & {"jam_pagi", "jam_sore", "checkIn", "checkOut"}) and bool(keys & {"presensi", "tgl", "day"})


def read_simpegnas(source: Source) -> Reading:
    """Every check as a punch, and every code that is not presence as a day.

    Problems: M-202 an answer without data.
    """

    def told(page: Element) -> Callable[..., str]:
        """What the page, the request beside it, or the operator says; the first that does."""

        def value(element: Element, *names: str) -> str:
            places = [place.get(name) for place in (element, page, page.get("request")) for name in names]
            return next((found.text for found in places if found.text), _setting(source, names))

        return value

    def visit(page: Element, records: Records) -> None:
        answer = page.get("response") if page.has("response") else page
        if records.sound(answer):
            _answer(answer, records, told(page))

    return read_json(source, visit)


def _setting(source: Source, names: tuple[str, ...]) -> str:
    return next((str(source.settings[name]) for name in names if name in source.settings), "")


def _answer(page: Element, records: Records, told: Callable[..., str]) -> None:
    data = page.get("data") if page.has("data") else page
    if isinstance(data.value, dict):
        items = iter((data,))
    elif isinstance(data.value, list):
        items = data.items()
    else:
        records.reject(page, "M-116", pesan=page.get("message").shown)
        return
    if data.value == []:
        records.nothing()
    for item in items:
        if records.sound(item):
            _item(item, records, told)


def _item(item: Element, records: Records, told: Callable[..., str]) -> None:
    person = _Person(told(item, "nip"), told(item, "tahun", "year"), told(item, "bulan", "month"))
    if not item.has("presensi"):
        if item.has("tgl") or item.has("day"):
            _day(item, records, person)
        else:
            records.reject(item, "M-111")
        return
    days = item.get("presensi")
    if not isinstance(days.value, list):
        records.reject(item, "M-111", "presensi")
    elif not days.value:
        records.accept()
    for day in days.items():
        if records.sound(day):
            _day(day, records, person)


def _day(day: Element, records: Records, person: _Person) -> None:
    """One day: a record for each of its times and codes, or one that says nothing."""
    tanggal = _date(day, person)
    if not Element(person.nip).pin:
        records.reject(day, "M-103", "nip", nilai=person.nip[:80])
    elif tanggal is None:
        records.wrong(day, "M-104", "tgl" if day.has("tgl") else "day")
    elif strange := _strange(day):
        records.reject(day, "M-111", strange)
    else:
        before = records.count
        for key, part, moment in _times(day, tanggal):
            _punch(part, records, person, key, moment)
        for kode in _codes(day):
            keterangan = day.get("keterangan").text
            records.reading.day(records.next(), day.raw, person.nip, tanggal, kode, keterangan)
        if records.count == before:
            records.accept()


def _punch(part: Element, records: Records, person: _Person, key: str, moment: Moment | str) -> None:
    if isinstance(moment, str):
        records.reject(part, moment, nilai=part.shown)
        return
    records.reading.punch(
        records.next(),
        f"{person.nip} {part.raw}",
        person.nip,
        moment.waktu,
        status=key,
        verify=part.get("source").text or None,
        offset=moment.offset,
        without_seconds=moment.without_seconds,
    )


def _times(day: Element, tanggal: date) -> Iterator[tuple[str, Element, Moment | str]]:
    for key in _CHECKS:
        check = day.get(key)
        if check.value is None or check.value == []:
            continue
        if not isinstance(check.value, dict):
            yield key, check, "M-111"
        elif check.get("time").text or check.get("time_with_timezone").text:
            yield key, check, check_time(check)
    for key in _PARTS:
        time = day.get(f"jam_{key}")
        if time.value is not None and time.value not in _MISSING:
            yield key, time, clock_time(tanggal, time.text) or "M-104"


def _strange(day: Element) -> str | None:
    """A key that may hold a time under a name that is not known, or the day itself where it has none that is."""
    known = {*_CHECKS, *(f"jam_{part}" for part in _PARTS)}
    if not known & day.value.keys() and not any(day.has(key) for key in ("status", *_PARTS)):
        return "tgl" if day.has("tgl") else "day"
    others = day.value.keys() - known
    return next((key for key in sorted(others) if key.startswith(("jam", "check")) or day.get(key).has("time")), None)


def _codes(day: Element) -> list[str]:
    """The codes of a day that are not presence, each once."""
    places = [day.get("status"), *(day.get(key) for key in _PARTS), *(day.get(key).get("status") for key in _CHECKS)]
    codes = [code.strip().upper() for place in places for code in _BETWEEN_CODES.split(place.text)]
    return [
        code for code in dict.fromkeys(codes) if code and code not in {"-", "NULL"} and not _PRESENT.fullmatch(code)
    ]


def _date(day: Element, person: _Person) -> date | None:
    """A whole date, or the number of a day in the person's month."""
    text = day.get("tgl").text or day.get("day").text
    if text.isdecimal() and len(text) <= 2:
        text = f"{person.year:0>4}-{person.month:0>2}-{text:0>2}"
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-05") else None
    except ValueError:
        return None
