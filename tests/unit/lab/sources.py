"""Reads a synthetic region's source folder and pairs its punches, by means of its own: the least that can do it.

Nothing of the program reads here, so that what the region is made by and what it is checked by are two things.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineWorkbook

from tepat.presensi.calendar import national_days

Rows = list[dict[str, str]]
DAY = timedelta(1)
BEFORE, AFTER = timedelta(hours=4), timedelta(hours=8)


class Punch(NamedTuple):
    serial: str
    pin: str
    waktu: datetime
    verify: str
    flag: str


class Duty(NamedTuple):
    begin: datetime
    end: datetime
    tanggal: date
    pola: str


@dataclass
class Folder:
    """The tables and punches of a folder; ``unread``: by file, lines that are no punch."""

    tables: dict[str, Rows]
    punches: set[Punch] = field(default_factory=set)
    unread: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    read: int = 0


def read_folder(folder: Path) -> Folder:
    found = Folder({path.stem: read_csv(path) for path in folder.glob("*.csv")})
    for path in sorted((folder / "mesin").iterdir()):
        serial = path.name.split("_", 1)[0]
        if path.name.endswith("_user.dat"):
            continue
        for punch in _punches(path, serial, found.unread[path.name]):
            found.punches.add(punch)
            found.read += 1
    return found


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _punches(path: Path, serial: str, unread: list[bytes]) -> Iterator[Punch]:
    if path.suffix == ".dat":
        yield from _attlog(path.read_bytes(), serial, unread)
    elif path.suffix == ".json":
        for item in json.loads(path.read_text("utf-8"))["Data"]:
            moment = datetime.fromisoformat(item["ScanDate"])
            yield Punch(item["SN"], item["PIN"], moment, str(item["VerifyMode"]), str(item["IOMode"]))
    elif path.name.endswith("_scanlog.xlsx"):
        yield from _scan_log(path)
    else:
        yield from _report(path, serial)


def _attlog(content: bytes, serial: str, unread: list[bytes]) -> Iterator[Punch]:
    for line in content.split(b"\r\n"):
        fields = line.split(b"\t")
        try:
            pin, moment, _, flag, verify, _ = (cell.strip().decode("ascii") for cell in fields)
            yield Punch(serial, pin, datetime.fromisoformat(moment), str(int(verify)), str(int(flag)))
        except ValueError:
            unread += [line] if line else []


def _sheet(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


def _scan_log(path: Path) -> Iterator[Punch]:
    blank, head, *rows = _sheet(path)
    assert not any(blank)
    assert head[0] == "Tanggal scan"
    for row in rows:
        at, pin, verify, flag, serial = (row[head.index(name)] for name in ("Tanggal scan", "PIN", *_MORE))
        moment = at if isinstance(at, datetime) else datetime.strptime(str(at), "%d-%m-%Y %H:%M:%S")  # noqa: DTZ007
        number = str(int(serial)) if isinstance(serial, float) else str(serial)
        yield Punch(number, str(pin), moment, str(int(verify)), str(int(flag)))  # type: ignore[call-overload]


_MORE = ("Verifikasi", "I/O", "SN")


def _report(path: Path, serial: str) -> Iterator[Punch]:
    head, *rows = _sheet(path)
    for row in rows:
        cells = dict(zip(map(str, head), map(str, row), strict=True))
        day = datetime.strptime(cells["Tanggal"], "%d/%m/%Y").date()  # noqa: DTZ007
        for name in ("Scan Masuk", "Scan Pulang"):
            if cells[name]:
                yield Punch(serial, cells["No. ID"], datetime.combine(day, time.fromisoformat(cells[name])), "", "")


# -- whose punches ------------------------------------------------------------------------------------------------


def owned(folder: Folder) -> tuple[dict[str, list[datetime]], list[Punch]]:
    """Every employee's punches in order, and those that nobody owns."""
    serials = {row["perangkat"]: row["nomor_seri"] for row in folder.tables["perangkat"]}
    pins: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in folder.tables["pin"]:
        pins[serials[row["perangkat"]], row["pin"]].append(row)
    found: dict[str, list[datetime]] = defaultdict(list)
    nobody = []
    for punch in sorted(folder.punches):
        day = punch.waktu.date().isoformat()
        rows = [row for row in pins[punch.serial, punch.pin] if row["mulai"] <= day <= (row["selesai"] or "9999")]
        assert len(rows) <= 1, "a PIN has two owners on one day"
        if rows:
            found[rows[0]["nip"]].append(punch.waktu)
        else:
            nobody.append(punch)
    return {nip: sorted(times) for nip, times in found.items()}, nobody


# -- when whose duties are ----------------------------------------------------------------------------------------


def duties(folder: Folder, first: date, last: date) -> dict[str, list[Duty]]:
    """Every employee's duties from the day before the month to the day after it."""
    patterns: dict[str, Rows] = defaultdict(list)
    for row in folder.tables["pola"]:
        patterns[row["kode_pola"]].append(row)
    roster = {(row["nip"], row["tanggal"]): row["kode_pola"] for row in folder.tables["roster"]}
    closed = {row["tanggal"] for row in folder.tables["kalender"]}
    schedule: dict[str, Rows] = defaultdict(list)
    for row in folder.tables["jadwal"]:
        schedule[row["nip"] or row["kode_unit"]].append(row)
    found: dict[str, list[Duty]] = defaultdict(list)
    for person in folder.tables["pegawai"]:
        nip = person["nip"]
        for ahead in range(-1, (last - first).days + 2):
            day = first + ahead * DAY
            text = day.isoformat()
            pola = roster.get((nip, text))
            if pola is None and (day in national_days(day.year) or text in closed):
                continue
            pola = pola or _scheduled(schedule[nip], text) or _scheduled(schedule[person["kode_unit"]], text)
            found[nip] += _duty(patterns[pola], day) if pola else []
    return found


def _scheduled(rows: Rows, day: str) -> str | None:
    fitting = [row for row in rows if row["mulai"] <= day <= (row["selesai"] or "9999")]
    return max(fitting, key=lambda row: row["mulai"])["kode_pola"] if fitting else None


def _duty(rows: Rows, day: date) -> list[Duty]:
    for row in rows:
        if row["masuk"] and _is_on(row["hari"], day.isoweekday()):
            begin = datetime.combine(day, time.fromisoformat(row["masuk"]))
            later = DAY if row["lewat_tengah_malam"] == "ya" else timedelta(0)
            return [
                Duty(begin, datetime.combine(day, time.fromisoformat(row["pulang"])) + later, day, row["kode_pola"])
            ]
    return []


def _is_on(hari: str, weekday: int) -> bool:
    low, _, high = hari.partition("-")
    return not hari or int(low) <= weekday <= int(high or low)


# -- pairing ------------------------------------------------------------------------------------------------------

Pair = tuple[datetime | None, datetime | None]


def pair(on: list[Duty], punches: list[datetime]) -> tuple[dict[date, Pair], list[datetime]]:
    """Arrival and departure of every duty, and the punches outside any."""
    pairs: dict[date, Pair] = {}
    left = list(punches)
    for number, duty in enumerate(on):
        low, high = duty.begin - BEFORE, duty.end + AFTER
        if number:
            low = max(low, on[number - 1].end + (duty.begin - on[number - 1].end) / 2)
        if number + 1 < len(on):
            high = min(high, duty.end + (on[number + 1].begin - duty.end) / 2)
        mine = [punch for punch in left if low <= punch < high]
        left = [punch for punch in left if not low <= punch < high]
        middle = duty.begin + (duty.end - duty.begin) / 2
        before, after = ([p for p in mine if p < middle], [p for p in mine if p >= middle])
        pairs[duty.tanggal] = (min(before, default=None), max(after, default=None))
    return pairs, left
