"""Answers a device's request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tepat.ingest.adms.commands import Command
from tepat.ingest.adms.exchange import (
    Answer,
    Batch,
    Device,
    Done,
    Dropped,
    Effect,
    Refused,
    Request,
    Sent,
    Store,
    Told,
    Waiting,
)
from tepat.ingest.adms.handshake import options
from tepat.ingest.adms.upload import read_punches, read_users
from tepat.ingest.text import decode, numbered_lines

_SERIAL = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_PATH = re.compile(r"(?:.*/)?iclock/([a-z]+)(?:\.aspx)?/?", re.IGNORECASE)
_DONE = re.compile(r"ID=(\d{1,18})&Return=(-?\d{1,18})(?:&CMD=(.{0,64}).*)?", re.IGNORECASE)
_NAMES = frozenset({"OPERLOG", "USERINFO"})
# What a device may say of itself; its communication key and passwords are not among them.
_ABOUT = re.compile(r"~?[A-Za-z]{0,20}(?:Name|Ver|Version|Count|MAC|IPAddress|Platform|Type|SerialNumber)", re.ASCII)

Pending = Callable[[str], Sequence[Command]]


def no_commands(_: str) -> Sequence[Command]:
    """Nothing to do for any device."""
    return ()


@dataclass(frozen=True)
class _Call:
    """A request of a device that may call."""

    request: Request
    device: Device
    store: Store
    pending: Pending


def handle(request: Request, devices: Mapping[str, Device], store: Store, pending: Pending = no_commands) -> Answer:
    """Answer one request.

    Parameters
    ----------
    devices : the registered devices by their serial numbers
    store : stores a batch and comes back when it is durable; only then the device is told OK. What it raises goes
        through: answer the device with an error of the server, and it will send everything again
    pending : the commands that wait for a device

    Returns
    -------
    What to send, and what happened: unknown serial numbers, reports on commands, what was dropped.
    """
    serial, origin = request.serial, request.origin
    if not _SERIAL.fullmatch(serial):
        return Answer(400, "ERROR: serial number\n", (Refused("", origin, "serial"),))
    device = devices.get(serial)
    if device is None:
        return Answer(403, "ERROR: not registered\n", (Waiting(serial, origin),))
    if not device.may_call_from(origin):
        return Answer(403, "ERROR: address\n", (Refused(serial, origin, "alamat"),))
    found = _PATH.fullmatch(request.path)
    work = _WORKS.get((request.method.upper(), found[1].lower())) if found else None
    if work is None:
        return Answer(404, "ERROR: unknown\n", (Refused(serial, origin, "jalur"),))
    return work(_Call(request, device, store, pending))


def _hello(call: _Call) -> Answer:
    return Answer(200, options(call.device, call.request.query))


def _upload(call: _Call) -> Answer:
    table = call.request.query.get("table", "").upper()
    if not table:
        return Answer(400, "ERROR: table\n", (Refused(call.device.serial, call.request.origin, "tabel"),))
    if table == "ATTLOG":
        return _punches(call)
    if table in _NAMES:
        return _users(call, table)
    lines = sum(1 for _ in numbered_lines(call.request.body))
    return Answer(200, "OK\n", (Dropped(call.device.serial, table[:40], lines),))


def _punches(call: _Call) -> Answer:
    request, device = call.request, call.device
    reading = read_punches(device, request.body)
    batch = Batch(device.serial, request.origin, "ATTLOG", request.query.get("Stamp", ""), reading, request.body)
    if batch.lines:
        call.store(batch)
    return Answer(200, f"OK: {batch.lines}\n")


def _users(call: _Call, table: str) -> Answer:
    reading = read_users(call.device, table, call.request.body)
    batch = Batch(call.device.serial, call.request.origin, table, call.request.query.get("Stamp", ""), reading)
    if batch.lines:
        call.store(batch)
    effects = (Dropped(call.device.serial, table, reading.controls),) if reading.controls else ()
    return Answer(200, "OK\n", effects)


def _work(call: _Call) -> Answer:
    serial = call.device.serial
    effects: list[Effect] = []
    if info := call.request.query.get("INFO"):
        effects.append(Told(serial, {"INFO": info[:200]}))
    commands = call.pending(serial)
    if commands:
        effects.append(Sent(serial, tuple(command.id for command in commands)))
    return Answer(200, "".join(command.line for command in commands) or "OK\n", tuple(effects))


def _reports(call: _Call) -> Answer:
    """Reports on commands; the text that some reports carry behind them is passed over."""
    lines = [line.strip() for _, line in numbered_lines(call.request.body)]
    found = [match for line in lines if (match := _DONE.fullmatch(line))]
    serial = call.device.serial
    effects: list[Effect] = [Done(serial, int(one[1]), int(one[2]), one[3] or "") for one in found]
    if len(found) < len(lines):
        effects.append(Dropped(serial, "devicecmd", len(lines) - len(found)))
    return Answer(200, "OK\n", tuple(effects))


def _register(call: _Call) -> Answer:
    serial = call.device.serial
    # Firmware wants some text that stays the same; nothing is proved by it.
    code = sha256(serial.encode()).hexdigest()[:10]
    return Answer(200, f"RegistryCode={code}\n", (Told(serial, dict(_about(call.request.body))),))


def _about(body: bytes) -> Iterator[tuple[str, str]]:
    for cell in re.split(r"[,\r\n]", decode(body)):
        key, _, value = cell.strip().partition("=")
        if value and _ABOUT.fullmatch(key):
            yield key.removeprefix("~"), value[:100]


def _ping(_: _Call) -> Answer:
    return Answer(200, "OK\n")


_WORKS: Mapping[tuple[str, str], Callable[[_Call], Answer]] = {
    ("GET", "cdata"): _hello,
    ("POST", "cdata"): _upload,
    ("GET", "getrequest"): _work,
    ("POST", "devicecmd"): _reports,
    ("POST", "registry"): _register,
    ("GET", "push"): _hello,
    ("POST", "push"): _hello,
    ("GET", "ping"): _ping,
    ("POST", "ping"): _ping,
}
