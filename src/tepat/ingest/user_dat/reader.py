"""Reads ``user.dat``."""

from __future__ import annotations

import re
from struct import Struct

from tepat.ingest.attlog.reader import recognise_attlog
from tepat.ingest.reading import Reading, Source

# Slot, privilege, name and user number of a record; what stands between them (password, card, group) is skipped unread.
_SHORT = Struct("<HB5x8s8xI")
_LONG = Struct("<HB8x24s13x24s")
_HIGHEST_PRIVILEGE = 15
_PIN = re.compile(r"[A-Za-z0-9]{1,24}", re.ASCII)
_FILE = re.compile(r"(?:.*_)?user\.dat", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

User = tuple[str, str]


def recognise_user_dat(source: Source) -> bool:
    """By its name, unless a log of punches was called so."""
    return _FILE.fullmatch(source.name.rpartition("/")[2]) is not None and not recognise_attlog(source)


def read_user_dat(source: Source) -> Reading:
    """Every user as a name; a record that is none, and the rest of a file that was cut off, in quarantine.

    Codes: M-107 the last record is cut off; M-108 a record that is no user.
    """
    reading = Reading(source)
    content = source.content
    kind = max((_LONG, _SHORT), key=lambda kind: _share(content, kind))
    for number, start in enumerate(range(0, len(content), kind.size), 1):
        record = content[start : start + kind.size]
        if len(record) < kind.size:
            reading.reject(number, _hidden(record), "M-107", ada=len(record), seharusnya=kind.size)
        elif not any(record):
            # A slot that nobody uses.
            reading.control(number)
        elif user := _user(record, kind):
            _name(reading, number, *user)
        else:
            reading.reject(number, _hidden(record), "M-108")
    return reading


def _name(reading: Reading, number: int, pin: str, nama: str) -> None:
    if nama:
        reading.name(number, f"{pin}\t{nama}", pin, nama)
    else:
        reading.accept(number)


def _share(content: bytes, kind: Struct) -> tuple[int, int]:
    """How well a size of record fits: the bytes that are users, and then whether it goes into the file."""
    starts = range(0, len(content) - kind.size + 1, kind.size)
    users = sum(1 for start in starts if _user(content[start : start + kind.size], kind))
    return users * kind.size, -(len(content) % kind.size)


def _user(record: bytes, kind: Struct) -> User | None:
    """PIN and name; None where a record cannot be a user's."""
    slot, privilege, name, number = kind.unpack(record)
    pin = str(number or "") if isinstance(number, int) else _padded(number)
    nama = _text(name)
    if not slot or privilege > _HIGHEST_PRIVILEGE or nama is None or not _PIN.fullmatch(pin):
        return None
    return pin, nama


def _padded(field: bytes) -> str:
    """The user number up to its padding; empty where something else stands behind it, as in a record of other size."""
    return field.rstrip(b"\0").decode("ascii", "replace")


def _text(field: bytes) -> str | None:
    """Text up to its first NUL, as the firmware writes it; None where it is no text."""
    text = field.partition(b"\0")[0].decode("utf-8", "replace").rstrip("\ufffd").strip()
    return None if _CONTROL.search(text) or "\ufffd" in text else text


def _hidden(record: bytes) -> str:
    """What the quarantine shows of a record that may hold a password."""
    return f"{len(record)} bita"
