"""The source folder of a month of attendance: its lists, and the files of machines and applications in ``mesin/``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tepat.engine.entrance import Admission, Contract, admit, place_rows
from tepat.ingest.format import Format
from tepat.ingest.formats import known_formats, recognise
from tepat.ingest.reading import BULAN, HARI, KARANTINA, KETUKAN, NAMA, Reading, Source
from tepat.lang.calendar import Masa
from tepat.lang.errors import PacketError, Place, Problem
from tepat.lang.findings import Finding
from tepat.presensi.contract import SOURCES

MACHINES = "mesin"
SETTINGS = "sumber.toml"
_SERIAL = re.compile(r"([A-Za-z0-9-]{3,64})_.+", re.ASCII)
_SERIALS = "SELECT DISTINCT coalesce(nomor_seri, perangkat) FROM perangkat WHERE perangkat IS NOT NULL"
# Wall-clock times are kept as they stand; the entrance is told a zone that moves nothing.
_NO_ZONE = "UTC"


@dataclass(frozen=True)
class Delivery:
    """One file of ``mesin/`` as it was read. ``format``: None where nobody knows it."""

    name: str
    format: Format | None
    reading: Reading


@dataclass(frozen=True)
class Intake:
    """What a source folder holds: tables in the connection, and what was read of every machine file.

    Tables: one per file of `SOURCES`, ``ketukan_dibaca``, ``hari_dibaca``, ``bulan_dibaca``, ``nama_dibaca`` and
    ``karantina``.
    """

    admission: Admission
    deliveries: tuple[Delivery, ...]
    findings: tuple[Finding, ...]
    quarantined: tuple[Problem, ...]


def read_folder(folder: Path, connection: duckdb.DuckDBPyConnection, masa: Masa) -> Intake:
    """Read a source folder into tables.

    Raises
    ------
    PacketError
        A list cannot be read as its contract (F-0xx), or ``sumber.toml`` is wrong (M-001, M-002).
    """
    files = {name: frozenset(file.names) for name, file in SOURCES.items()}
    settings = _read_settings(folder / SETTINGS)
    admission = admit(
        folder, connection, masa=str(masa), zone=_NO_ZONE, read=files, contract=Contract(SOURCES, frozenset(files))
    )
    known = [str(serial) for (serial,) in connection.execute(_SERIALS).fetchall()]
    deliveries = tuple(_read_machines(folder / MACHINES, settings, masa, known))
    _create_tables(connection, [item.reading for item in deliveries])
    expected = {SETTINGS}
    findings = [
        *(item for item in admission.findings if item.place.file not in expected),
        *(
            Finding(item.code, "", "", item.place, item.words)
            for found in deliveries
            for item in found.reading.problems
        ),
    ]
    quarantined = tuple(problem for found in deliveries for problem in found.reading.quarantined())
    return Intake(admission, deliveries, tuple(findings), quarantined)


def relocate(findings: Iterable[Finding], admission: Admission) -> Iterator[Finding]:
    """Findings about records of the lists, each with the line on which its record begins."""
    for item in findings:
        name = item.place.file.removesuffix(".csv")
        if name in admission.files and isinstance(item.place.line, int):
            (place,) = place_rows(admission.files, name, [item.place.line])
            yield replace(item, place=Place(place.file, place.line, item.variabel or None))
        else:
            yield item


# -- machine files ----------------------------------------------------------------------------------------------


def _read_settings(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """What the operator says of each file, by its name."""
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text("utf-8-sig")).get("berkas", [])
        found = {str(entry["nama"]): entry for entry in entries}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as cause:
        raise PacketError(Problem("M-001", Place(SETTINGS), {"sebab": str(cause)})) from None
    known = known_formats()
    problems = [
        Problem("M-002", Place(SETTINGS, None, name), {"format": entry["format"], "dikenal": ", ".join(known)})
        for name, entry in found.items()
        if entry.get("format") is not None and entry["format"] not in known
    ]
    if problems:
        raise PacketError(problems)
    return found


def _read_machines(
    folder: Path, settings: Mapping[str, Mapping[str, Any]], masa: Masa, known: Iterable[str]
) -> Iterator[Delivery]:
    """Every file below ``mesin/``, in the order of names; ``known``: the serial numbers of the region's devices."""
    if not folder.is_dir():
        return
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        name = path.relative_to(folder).as_posix()
        said = settings.get(name, {})
        serial = said.get("nomor_seri") or serial_of(path.name, known)
        yield read_source(Source(name, path.read_bytes(), None if serial is None else str(serial), said, masa))


def read_source(source: Source) -> Delivery:
    """One file in the format it is in; of an unknown one the whole goes to quarantine."""
    found = recognise(source)
    if found is not None:
        return Delivery(source.name, found, found.read(source))
    reading = Reading(source)
    reading.problem("M-003", berkas=source.name, dikenal=", ".join(known_formats()))
    if source.content.strip():
        reading.reject(1, source.content[:200].decode("utf-8", "backslashreplace"), "M-004")
    return Delivery(source.name, None, reading)


def serial_of(name: str, known: Iterable[str]) -> str | None:
    """The serial number that a file's name begins with, before a ``_``: a known one, else what looks like one.

    >>> serial_of("A_1_attlog.dat", ["A", "A_1"]), serial_of("TESTSN0001_log.dat", []), serial_of("1_attlog.dat", [])
    ('A_1', 'TESTSN0001', None)
    """
    found = [serial for serial in known if name.startswith(f"{serial}_")]
    if found:
        return max(found, key=len)
    match = _SERIAL.fullmatch(name)
    return match[1] if match else None


def _create_tables(connection: duckdb.DuckDBPyConnection, readings: Iterable[Reading]) -> None:
    found = list(readings)
    tables = {
        "ketukan_terbaca": (KETUKAN, [item.punches for item in found]),
        "hari_dibaca": (HARI, [item.days for item in found]),
        "bulan_dibaca": (BULAN, [item.months for item in found]),
        "nama_dibaca": (NAMA, [item.names for item in found]),
        "karantina": (KARANTINA, [item.quarantine for item in found]),
    }
    for name, (schema, parts) in tables.items():
        whole = pa.concat_tables(parts) if parts else schema.empty_table()
        connection.register("terdaftar", whole)
        connection.execute(f"CREATE TABLE {name} AS FROM terdaftar")
        connection.unregister("terdaftar")
    # In an order of their own, so that the order of files and lines decides nothing.
    connection.execute(
        """CREATE TABLE ketukan_dibaca AS SELECT row_number() OVER (
  ORDER BY perangkat, pin, waktu, sidik, batch, berkas, baris) AS id, * FROM ketukan_terbaca"""
    )
    connection.execute("DROP TABLE ketukan_terbaca")
