"""What goes in and out of the push handler, all of it data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Protocol

from tepat.ingest.reading import Reading

# Minutes from UTC.
ZONES: Mapping[str, int] = {"WIB": 420, "WITA": 480, "WIT": 540}


@dataclass(frozen=True)
class Request:
    """What a device sent: ``origin`` is the address it came from."""

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes = b""
    origin: str = ""

    @property
    def serial(self) -> str:
        """The serial number that the device claims; empty where it claims none."""
        return self.query.get("SN", self.query.get("sn", ""))


@dataclass(frozen=True)
class Device:
    """A registered device.

    ``zona``: of its clock, None where nobody said; ``networks``: where it may call from, none given for anywhere;
    ``stamp``: up to where its log is known, None to have everything sent again.
    """

    serial: str
    zona: str | None = None
    networks: tuple[str, ...] = ()
    stamp: str | None = None

    def may_call_from(self, origin: str) -> bool:
        """Whether an address is one of its own."""
        if not self.networks:
            return True
        try:
            return any(ip_address(origin) in ip_network(network) for network in self.networks)
        except ValueError:
            return False


@dataclass(frozen=True)
class Batch:
    """What one request delivered: ``body`` as it came, but only where it holds nothing that may not be kept."""

    serial: str
    origin: str
    table: str
    stamp: str
    reading: Reading
    body: bytes | None = None

    @property
    def lines(self) -> int:
        """Lines taken: punches, names and those in quarantine."""
        return self.reading.read

    @property
    def keys(self) -> list[tuple[str, str, datetime, str | None]]:
        """Of each punch what makes it the same when it is sent again: serial number, PIN, time, state."""
        columns = (self.reading.punches[name].to_pylist() for name in ("perangkat", "pin", "waktu", "status"))
        return list(zip(*columns, strict=True))


class Store(Protocol):
    """Stores a batch: it comes back when every row will survive a power cut, and raises otherwise."""

    def __call__(self, batch: Batch, /) -> None:
        """Store it."""


# -- what happened besides ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A serial number that nobody registered called: for the administrator's list."""

    serial: str
    origin: str


@dataclass(frozen=True)
class Refused:
    """A request was not heard; ``reason`` is ``serial``, ``alamat``, ``jalur`` or ``tabel``."""

    serial: str
    origin: str
    reason: str


@dataclass(frozen=True)
class Told:
    """What a device says of itself: firmware, counts, options."""

    serial: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Sent:
    """Commands that went out with this answer."""

    serial: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Done:
    """A device reports on a command; ``result`` 0 is success."""

    serial: str
    id: int
    result: int
    command: str


@dataclass(frozen=True)
class Dropped:
    """Lines that hold nothing of presence, or nothing that may be kept."""

    serial: str
    table: str
    lines: int


Effect = Waiting | Refused | Told | Sent | Done | Dropped


@dataclass(frozen=True)
class Answer:
    """What to send back, and what happened."""

    status: int
    body: str
    effects: tuple[Effect, ...] = field(default=())
    content_type: str = "text/plain"
