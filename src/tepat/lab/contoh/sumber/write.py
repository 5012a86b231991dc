"""Writes the source folder of a synthetic region."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.draw import Sources
from tepat.lab.contoh.sumber.kinds import KINDS, Planted
from tepat.lab.contoh.sumber.logs import DeviceFile, attlog_files, easylink_file, user_file
from tepat.lab.contoh.sumber.machines import SERIAL, Device, Format
from tepat.lab.contoh.sumber.tables import HEADS, office_tables
from tepat.lab.contoh.sumber.workbooks import daily_report, scan_log

MOST_WITH_SOURCES = 20_000
PLANTED, _SETTINGS = "ditanam_presensi.csv", "sumber.toml"
_PLANTED_HEAD = (*Planted._fields, "harapan")
_TOML = """# Berkas yang tidak cukup dikenal dari nama dan isinya.

"""
_REPORT = """[[berkas]]
nama = "{nama}"
format = "x100c"
nomor_seri = "{serial}"
tanggal = "d/m/y"
"""


def write_sources(folder: Path, sources: Sources) -> Mapping[str, int]:
    """Write ``mesin/*``, the office's tables, ``sumber.toml`` into the new ``folder``, and what was planted beside it.

    Returns
    -------
    how often each kind of `kinds.KINDS` was planted
    """
    (folder / "mesin").mkdir(parents=True)
    planted = list(sources.planted)
    for file in _device_files(sources):
        (folder / "mesin" / file.name).write_bytes(file.content)
        planted += file.planted
    for name, rows in office_tables(sources).items():
        _write(folder / f"{name}.csv", HEADS[name], rows)
    entries = [_entry(device) for device in sources.every_device() if device.format is Format.LAPORAN]
    (folder / _SETTINGS).write_text(_TOML + "\n".join(entries), encoding="utf-8", newline="\n")
    planted += _formats(sources)
    order = {kind: number for number, kind in enumerate(KINDS)}
    planted.sort(key=lambda item: (order[item.jenis], item.perangkat, item.berkas, int(item.baris or 0), item))
    # Beside the sources, not among them: it is for whoever judges how they were processed.
    _write(folder.parent / PLANTED, _PLANTED_HEAD, ((*item, KINDS[item.jenis].expected) for item in planted))
    return Counter(item.jenis for item in planted)


def remove_sources(folder: Path) -> None:
    """Remove the sources of a region that was made before, and nothing else: their devices are no longer there."""
    names = {*(f"{name}.csv" for name in HEADS), _SETTINGS}
    for path in (path for path in folder.glob("*") if path.name in names):
        path.unlink()
    (folder.parent / PLANTED).unlink(missing_ok=True)
    for path in (path for path in (folder / "mesin").glob("*_*") if SERIAL.match(path.name)):
        path.unlink()


def _device_files(sources: Sources) -> Iterator[DeviceFile]:
    people = {employee.nip: employee for employee in sources.employees}
    named = _devices_with_names(sources)
    for device in sources.every_device():
        punches = sources.punches[device]
        if device.format is Format.ATTLOG:
            yield from attlog_files(device, punches)
        elif device.format is Format.PINDAI:
            yield scan_log(device, punches, people)
        elif device.format is Format.EASYLINK:
            yield easylink_file(device, punches)
        else:
            yield daily_report(device, sources)
        if device in named:
            yield user_file(device, sources)


def _devices_with_names(sources: Sources) -> set[Device]:
    """The first, and wherever somebody is enrolled whom no list of PINs has."""
    unmapped = {item.nip for item in sources.employees if item.kind == kinds.UNMAPPED.kind}
    logs = [device for device in sources.every_device() if device.format is Format.ATTLOG]
    return set(logs[:1]) | {card.device for nip in unmapped for card in sources.cards.of(nip)}


def _formats(sources: Sources) -> Iterator[Planted]:
    """Devices whose format, or whose whole file, is out of the ordinary."""
    listed = {kind.kind for kind in (*kinds.FORMATS, kinds.RESAVED, kinds.DRIFT, kinds.CONTROLS, kinds.BROKEN)}
    for device in sources.every_device():
        if device.kind in listed:
            yield Planted(device.kind, "", device.serial)


def _entry(device: Device) -> str:
    return _REPORT.format(nama=f"{device.serial}_laporan_harian.xlsx", serial=device.serial)


def _write(path: Path, head: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
