"""The times of SIMPEGNAS: on the clock of where the person stood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tepat.ingest.jsonfile import Element
from tepat.ingest.text import read_instant, read_minute, read_zoned

_ZONES: Mapping[str, int] = {
    "WIB": 420,
    "WITA": 480,
    "WIT": 540,
    "Asia/Jakarta": 420,
    "Asia/Pontianak": 420,
    "Asia/Makassar": 480,
    "Asia/Jayapura": 540,
}
_FARTHEST = 14 * 60
_QUARTER = timedelta(minutes=15)


class Moment(NamedTuple):
    """A time on the wall, its minutes from UTC, and whether its seconds are not known."""

    waktu: datetime
    offset: int | None = None
    without_seconds: bool = False


def check_time(check: Element) -> Moment | str:
    """When a check was made; a code where that cannot be told.

    Codes: M-104 no local time; M-120 the two times contradict each other.
    """
    utc, local = read_zoned(check.get("time").text), read_zoned(check.get("time_with_timezone").text)
    zone = _ZONES.get(check.get("timezone").text)
    if local is None:
        told = bool(check.get("time_with_timezone").text)
        return "M-104" if told or utc is None or zone is None or utc[1] else _shifted(utc[0], zone)
    if utc is None:
        return Moment(local[0], zone if local[1] is None else local[1])
    away = local[0] - utc[0] + timedelta(minutes=utc[1] or 0)
    minutes = away // timedelta(minutes=1)
    if away % _QUARTER or abs(minutes) > _FARTHEST or local[1] not in {None, minutes}:
        return "M-120"
    return Moment(local[0], minutes)


def _shifted(utc: datetime, zone: int) -> Moment | str:
    try:
        return Moment(utc + timedelta(minutes=zone), zone)
    except OverflowError:
        return "M-104"


def clock_time(tanggal: date, text: str) -> Moment | None:
    """``JJ:MM:DD``, ``JJ:MM`` or a whole date with time."""
    for candidate in (text, f"{tanggal} {text}"):
        if moment := read_instant(candidate):
            return Moment(moment)
        if minute := read_minute(candidate):
            return Moment(minute, without_seconds=True)
    return None
