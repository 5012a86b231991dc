"""Reads what somebody uploaded, in a process of its own: ``python -m tepat.ingest.upload``.

Whatever stands in a file, the web server that asked is not harmed: memory and time are bounded here. Standard input is
one line of JSON (`Request`), then the bytes of the files one after the other; standard output is JSON, one answer for
each file.

    {"kerja": "kenali" | "daftar" | "mesin", "jenis": …, "masa": …, "bahasa": …, "perangkat": […],
     "setelan": {name: {…}}, "berkas": [{"nama": …, "ukuran": …}]}
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from tepat.lang.calendar import Masa
from tepat.lang.errors import Problem
from tepat.lang.messages import catalogue

MACHINES = "presensi_mesin"
MOST_MEMORY = 3 * 1024**3
# Quarantined records that are told; all of them are counted.
MOST_TOLD = 2000

Request = Mapping[str, Any]
Answer = dict[str, Any]
Files = list[tuple[str, bytes]]
_LEVELS = {"galat": "gagal", "tahan": "gagal", "peringatan": "peringatan", "info": "info"}


def main() -> None:
    """Answer one request."""
    _bound_memory()
    request: Request = json.loads(sys.stdin.buffer.readline())
    files = [(item["nama"], sys.stdin.buffer.read(item["ukuran"])) for item in request["berkas"]]
    json.dump(answer(request, files), sys.stdout)


def answer(request: Request, files: Files) -> list[Answer]:
    """One answer for each file."""
    return _WORK[request["kerja"]](request, files)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


# -- which list, or a machine's file -----------------------------------------------------------------------------


def _name_kinds(request: Request, files: Files) -> list[Answer]:
    return [{"jenis": _kind(request, name, content)} for name, content in files]


def _kind(request: Request, name: str, content: bytes) -> str | None:
    from tepat.ingest.daftar import recognise
    from tepat.ingest.formats import recognise as recognise_machine

    found = recognise(name, content)
    return found or (MACHINES if recognise_machine(_source(request, name, content)) is not None else None)


def _source(request: Request, name: str, content: bytes) -> Any:
    from tepat.ingest.folder import serial_of
    from tepat.ingest.reading import Source

    masa = Masa.parse(request["masa"]) if request.get("masa") else None
    said = request.get("setelan", {}).get(name, {})
    serial = said.get("nomor_seri") or serial_of(name, request.get("perangkat", []))
    return Source(name, content, serial, said, masa)


# -- lists ------------------------------------------------------------------------------------------------------


def _read_lists(request: Request, files: Files) -> list[Answer]:
    from tepat.ingest.daftar import read_list

    found = [read_list(name, content, request["jenis"], request.get("masa") or None) for name, content in files]
    return [_list_answer(reading, request["bahasa"]) for reading in found]


def _list_answer(reading: Any, bahasa: str) -> Answer:
    return {
        "jenis": reading.kind,
        "masa": reading.masa,
        "judul": dict(reading.header),
        "diabaikan": list(reading.ignored),
        "baris": [[row.line, row.sheet, _said(row.cells, reading.header)] for row in reading.rows],
        "ditolak": list(reading.refused),
        "masalah": [_list_problem(problem, bahasa) for problem in reading.problems],
    }


def _said(cells: Mapping[str, str], header: Mapping[str, str]) -> dict[str, str]:
    """The cells of columns that the file has; what stands in no column was not said."""
    return {name: text for name, text in cells.items() if text or name in header}


def _list_problem(problem: Any, bahasa: str) -> Answer:
    message = problem.message(bahasa)
    return {
        "kode": problem.code,
        "tingkat": _LEVELS[catalogue()[problem.code].tingkat],
        "baris": problem.line,
        "kolom": problem.column,
        "sel": problem.cell,
        "pesan": message.pesan,
        "perbaikan": message.perbaikan,
    }


# -- files of machines ------------------------------------------------------------------------------------------


def _read_machines(request: Request, files: Files) -> list[Answer]:
    from tepat.ingest.folder import read_source

    seen: set[tuple[Any, ...]] = set()
    bahasa = request["bahasa"]
    return [_machine_answer(read_source(_source(request, *file)), seen, bahasa) for file in files]


def _machine_answer(delivery: Any, seen: set[tuple[Any, ...]], bahasa: str) -> Answer:
    """What one file gave: records read = accepted + repeated + in quarantine."""
    reading = delivery.reading
    repeated = _repeated(reading, seen)
    raw = reading.quarantine.column("mentah").to_pylist()
    told = zip(reading.quarantined()[:MOST_TOLD], raw, strict=False)
    return {
        "jenis": MACHINES,
        "format": delivery.format.label[bahasa == "en"] if delivery.format else "",
        "dibaca": reading.read,
        "diterima": reading.accepted - repeated,
        "berulang": repeated,
        "karantina": reading.rejected,
        "kendali": reading.controls,
        "ditahan": [{**_machine_problem(problem, bahasa), "mentah": text} for problem, text in told],
        "masalah": [_machine_problem(problem, bahasa) for problem in reading.problems],
    }


def _repeated(reading: Any, seen: set[tuple[Any, ...]]) -> int:
    """Records whose every punch was delivered before, in this file or another of the batch."""
    columns = (reading.punches.column(name).to_pylist() for name in ("baris", "perangkat", "pin", "waktu"))
    fresh: dict[int, bool] = {}
    for line, *punch in zip(*columns, strict=True):
        is_new = tuple(punch) not in seen
        seen.add(tuple(punch))
        fresh[line] = fresh.get(line, False) or is_new
    return sum(not is_new for is_new in fresh.values())


def _machine_problem(problem: Problem, bahasa: str) -> Answer:
    message = problem.message(bahasa)
    return {
        "kode": problem.code,
        "tingkat": _LEVELS[catalogue()[problem.code].tingkat],
        "baris": problem.place.line if isinstance(problem.place.line, int) else None,
        "kolom": str(problem.place.column or ""),
        "sel": "",
        "pesan": message.pesan,
        "perbaikan": message.perbaikan,
    }


_WORK: Mapping[str, Callable[[Request, Files], list[Answer]]] = {
    "kenali": _name_kinds,
    "daftar": _read_lists,
    "mesin": _read_machines,
}

if __name__ == "__main__":
    main()
