"""Patterns of work: the rows of ``pola.csv`` as hours of every day of the week.

Table `jam_pola`: one row per pattern, day of the week (1 = Monday) and duty of that day (``ke``, from 1): ``masuk`` and
``pulang`` in minutes from midnight (``pulang`` may lie beyond 1440), ``fleksibel`` in minutes.
Table `pola_dikenal`: the patterns there are, those without any hours included (a pattern of days off).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import duckdb

from tepat.lang.errors import Place
from tepat.lang.findings import Finding
from tepat.presensi.month import rows

_DAYS = re.compile(r"([1-7])(?:-([1-7]))?")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?:[:.]([0-5]\d))?")
_DAY = 1440
_WEEK = tuple(range(1, 8))


@dataclass(frozen=True)
class Hours:
    """The hours of one duty of a pattern, in minutes from midnight of the day it begins."""

    masuk: int
    pulang: int
    fleksibel: int


def read_days(text: str | None) -> tuple[int, ...] | None:
    """Days of the week as a clerk writes them; None where the text says none.

    >>> read_days("1-4"), read_days("1, 3,5"), read_days("6-1"), read_days("")
    ((1, 2, 3, 4), (1, 3, 5), None, (1, 2, 3, 4, 5, 6, 7))
    """
    if not text:
        return _WEEK
    found: set[int] = set()
    for part in re.split(r"[,;\s]+", text.strip()):
        match = _DAYS.fullmatch(part)
        if match is None or int(match[2] or match[1]) < int(match[1]):
            return None
        found.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(sorted(found))


def read_clock(text: str) -> int | None:
    """Seconds from midnight of ``HH:MM`` or ``HH:MM:SS``; None where it is neither.

    >>> read_clock("07:30"), read_clock("7.30"), read_clock("07:30:59"), read_clock("25:00"), read_clock("24:30")
    (27000, 27000, 27059, None, None)
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
    return seconds if seconds <= _DAY * 60 else None


def create_patterns(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Make `jam_pola` and `pola_dikenal` of the table `pola`.

    Findings
    --------
    P-001 : days of the week that cannot be read
    P-002 : hours that cannot be read
    P-003 : an end that is not after its beginning, without ``lewat_tengah_malam``
    P-004 : two duties of one pattern and day that overlap
    """
    findings: list[Finding] = []
    duties: defaultdict[tuple[str, int], list[tuple[Hours, Place]]] = defaultdict(list)
    known: set[str] = set()
    for row in rows(connection, "SELECT * FROM pola WHERE kode_pola IS NOT NULL ORDER BY baris"):
        place = Place("pola.csv", int(str(row["baris"])))
        known.add(str(row["kode_pola"]))
        days, hours = _days(row, place, findings), _hours(row, place, findings)
        if hours is not None:
            for day in days:
                duties[str(row["kode_pola"]), day].append((hours, place))
    connection.execute("CREATE OR REPLACE TABLE pola_dikenal (kode_pola VARCHAR)")
    connection.execute(
        "CREATE OR REPLACE TABLE jam_pola (kode_pola VARCHAR, hari INTEGER, ke INTEGER, masuk INTEGER, pulang INTEGER, "
        "fleksibel INTEGER)"
    )
    if known:
        connection.executemany("INSERT INTO pola_dikenal VALUES (?)", [[code] for code in sorted(known)])
    if values := list(_sound(duties, findings)):
        connection.executemany("INSERT INTO jam_pola VALUES (?, ?, ?, ?, ?, ?)", values)
    return findings


def _days(row: Mapping[str, object], place: Place, findings: list[Finding]) -> Iterable[int]:
    text = None if row["hari"] is None else str(row["hari"])
    found = read_days(text)
    if found is None:
        findings.append(Finding("P-001", "", "hari", place, {"nilai": text, "pola": row["kode_pola"]}))
    return found or ()


def _hours(row: Mapping[str, object], place: Place, findings: list[Finding]) -> Hours | None:
    """The hours of a row; None for a day off, and for hours that cannot be used."""
    texts = {name: None if row[name] is None else str(row[name]) for name in ("masuk", "pulang")}
    if not any(texts.values()):
        return None
    clocks = {name: None if text is None else read_clock(text) for name, text in texts.items()}
    for name, clock in clocks.items():
        if clock is None or clock % 60:
            words = {"nilai": texts[name] or "", "pola": row["kode_pola"]}
            findings.append(Finding("P-002", "", name, place, words))
            return None
    begin, end = (int(clock or 0) // 60 for clock in clocks.values())
    if row["lewat_tengah_malam"]:
        end += _DAY
    if end <= begin:
        words = {"masuk": texts["masuk"], "pulang": texts["pulang"], "pola": row["kode_pola"]}
        findings.append(Finding("P-003", "", "pulang", place, words))
        return None
    return Hours(begin, end, int(str(row["fleksibel"] or 0)))


def _sound(
    duties: Mapping[tuple[str, int], list[tuple[Hours, Place]]], findings: list[Finding]
) -> Iterator[tuple[object, ...]]:
    """The duties of each pattern and day in order; one that begins before the other ends is left out and told."""
    for (code, day), found in sorted(duties.items(), key=lambda item: item[0]):
        end, number = 0, 0
        for hours, place in sorted(found, key=lambda item: (item[0].masuk, item[0].pulang)):
            if number and hours.masuk < end:
                findings.append(Finding("P-004", "", "masuk", place, {"pola": code, "hari": day}))
                continue
            number, end = number + 1, hours.pulang
            yield code, day, number, hours.masuk, hours.pulang, hours.fleksibel
