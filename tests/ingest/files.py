"""Delivered files made in memory, and what a reader makes of them."""

from __future__ import annotations

import json
from struct import pack
from typing import Any

from tepat.ingest.formats import known_formats
from tepat.ingest.reading import Reading, Source

NIP_A = "190001011920011001"
NIP_B = "190101011921011001"


def read(
    name: str, content: bytes | str | object, file: str = "", serial: str | None = "TESTSN0001", **settings: Any
) -> Reading:
    """What the reader of a format makes of a file; anything but bytes and text is written as JSON."""
    return known_formats()[name].read(Source(file or f"{name}.dat", _bytes(content), serial, settings))


def _bytes(content: bytes | str | object) -> bytes:
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else json.dumps(content)).encode()


def punches(reading: Reading, *columns: str) -> list[tuple[Any, ...]]:
    """The punches, of some columns; times as text."""
    rows = reading.punches.select(list(columns or ("perangkat", "pin", "waktu"))).to_pylist()
    return [tuple(str(value) if name == "waktu" else value for name, value in row.items()) for row in rows]


def codes(reading: Reading) -> list[str]:
    """Why records are in quarantine; that every reason can be said, in both languages, is tried on the way."""
    for problem in (*reading.quarantined(), *reading.problems):
        assert problem.text("id")
        assert problem.text("en")
    return reading.quarantine["kode"].to_pylist()


def problems(reading: Reading) -> list[str]:
    """The codes of what concerns the whole file."""
    return [problem.code for problem in reading.problems]


def everything(reading: Reading) -> str:
    """All that a reading keeps, as one text: what must not be kept is not in it."""
    tables = (reading.punches, reading.days, reading.months, reading.names, reading.quarantine)
    return str([table.to_pylist() for table in tables]) + str(reading.problems) + str(reading.quarantined())


def short_user(slot: int, pin: int, name: bytes = b"CONTOH A", password: bytes = b"54321", card: int = 777777) -> bytes:
    """A record of 28 bytes of user.dat."""
    return pack("<HB5s8sIxBhI", slot, 0, password, name, card, 1, 0, pin)


def long_user(slot: int, pin: bytes, name: bytes = b"PEGAWAI CONTOH A", password: bytes = b"54321") -> bytes:
    """A record of 72 bytes of user.dat."""
    return pack("<HB8s24sIx7sx24s", slot, 0, password, name, 777777, b"", pin)
