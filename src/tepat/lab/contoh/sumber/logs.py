"""Device files that are no workbooks: `attlog.dat` with its variants, `user.dat`, and the JSON of EasyLink."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.draw import Sources
from tepat.lab.contoh.sumber.kinds import Planted
from tepat.lab.contoh.sumber.machines import Device
from tepat.lab.contoh.sumber.punches import Punch

_UNTIL, _KEPT = 20, 24
# Too few fields, a day that no month has, a PIN that is none, a state that is none.
_BAD_LINES = (
    b"       1?\t20",
    b"       12\t2024-02-30 07:21:10\t1\t0\t1\t0",
    b"   \xfe\xff\x80\xfe\t2024-03-04 07:21:10\t1\t0\t1\t0",
    b"       12\t2024-03-04 07:21:10\t1\tA\t1\t0",
)
# uid, privilege, password, name, card, group, time zone, PIN.
_USER = struct.Struct("<HB8s24sIB7sx24s")
_NAME = 24


class DeviceFile(NamedTuple):
    """A file of a device, and what was planted in it."""

    name: str
    content: bytes
    planted: Sequence[Planted] = ()


class _Line(NamedTuple):
    text: bytes
    mark: str = ""
    nip: str = ""
    tanggal: str = ""


def attlog_files(device: Device, punches: Sequence[Punch]) -> Iterator[DeviceFile]:
    """The log of a device, and what else was delivered of it."""
    name = f"{device.serial}_attlog.dat"
    lines = [_line(punch) for punch in punches]
    if device.kind == kinds.CONTROLS.kind:
        checksum = sum(map(len, (line.text for line in lines))) % 65_536
        lines = [_Line(device.serial.encode()), *lines, _Line(str(checksum).encode())]
    if device.kind == kinds.BROKEN.kind:
        for number, text in enumerate(_BAD_LINES, 1):
            lines.insert(number + number * len(lines) // (len(_BAD_LINES) + 2), _Line(text, kinds.BAD_LINE.kind))
    content = b"".join(line.text + b"\r\n" for line in lines)
    yield DeviceFile(name, content, _planted(device, name, lines))
    if device.kind == kinds.TWICE.kind:
        again = f"{device.serial}_attlog (1).dat"
        yield DeviceFile(again, content, [Planted(kinds.TWICE.kind, "", device.serial, again)])
    if device.kind == kinds.OVERLAP.kind:
        yield _earlier(device, [punch for punch in punches if punch.moment.day <= _UNTIL])


def _earlier(device: Device, punches: Sequence[Punch]) -> DeviceFile:
    """An export from the middle of the month, whose last line was not finished."""
    name = f"{device.serial}_attlog_awal.dat"
    lines = [_line(punch).text + b"\r\n" for punch in punches]
    planted = [Planted(kinds.OVERLAP.kind, "", device.serial, name)]
    if lines:
        lines[-1] = lines[-1][:_KEPT]
        planted.append(Planted(kinds.CUT_LINE.kind, "", device.serial, name, str(len(lines))))
    return DeviceFile(name, b"".join(lines), planted)


def _line(punch: Punch) -> _Line:
    text = f"{punch.pin:>9}\t{punch.at.isoformat(' ')}\t1\t{punch.flag}\t{punch.verify}\t0"
    return _Line(text.encode(), punch.mark, punch.nip, punch.moment.date().isoformat() if punch.mark else "")


def _planted(device: Device, name: str, lines: Sequence[_Line]) -> list[Planted]:
    return [
        Planted(line.mark, line.nip, device.serial, name, str(number), line.tanggal)
        for number, line in enumerate(lines, 1)
        if line.mark
    ]


def user_file(device: Device, sources: Sources) -> DeviceFile:
    """Who is enrolled on a device: records of 72 bytes; no password is in them."""
    enrolled = [
        (card.pin, employee.nama)
        for employee in sources.employees
        for card in sources.cards.of(employee.nip)
        if card.device == device
    ]
    records = (
        _USER.pack(uid, 0, b"", _plain(nama).encode()[:_NAME], 0, 1, b"", pin.encode())
        for uid, (pin, nama) in enumerate(enrolled, 1)
    )
    return DeviceFile(f"{device.serial}_user.dat", b"".join(records))


def _plain(nama: str) -> str:
    """A name as a device shows it."""
    return nama.partition(",")[0].upper()


def easylink_file(device: Device, punches: Sequence[Punch]) -> DeviceFile:
    """The pages of EasyLink, put together; what counts as a line is an element of the list."""
    name = f"{device.serial}_easylink.json"
    records = (
        {
            "SN": device.serial,
            "ScanDate": punch.at.isoformat(" "),
            "PIN": punch.pin,
            "VerifyMode": int(punch.verify),
            "IOMode": int(punch.flag),
            "WorkCode": 0,
        }
        for punch in punches
    )
    data = ",\n".join(json.dumps(record) for record in records)
    text = f'{{"Result": true, "IsSession": false, "Data": [\n{data}\n]}}\n'
    return DeviceFile(name, text.encode(), _planted(device, name, [_line(punch) for punch in punches]))
