"""``tepat slip``: one person's month as a PDF, from a result packet."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from tepat.cli.screen import errors, next_steps, show
from tepat.cli.words import BAHASA, say
from tepat.engine.explain import explain
from tepat.engine.explanation import Explanation
from tepat.engine.places import find_records
from tepat.engine.publish import FACTS
from tepat.engine.receipt import RECEIPT, receipt_hash
from tepat.engine.statement import COMPUTED
from tepat.engine.verify import read_book
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.outputs.slip import Details, Holder, render_slip, slip_from_values

_LIBRARIES = ("typst", "segno", "num2words")


def write_slip(folder: Path, nip: str, target: Path) -> int:
    """Write the slip; exit code 1 where the month is withheld, or changed since: then nothing is written."""
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        errors.print(_not_installed(missing), markup=False)
        return 2
    found = explain(folder, nip, BAHASA)
    if found.mismatches:
        show(say("Berbeda: angka yang tersimpan bukan yang dihitung; slip tidak ditulis.", _DIFFERENT), "bold red")
        path = shlex.quote(str(folder))
        next_steps((f"tepat periksa {path}", say("sebut semua yang berbeda", "name all that differs")))
        return 1
    target.write_bytes(_rendered(folder, found))
    show(f"{found.nama or nip} ({nip}): {target}", "bold")
    if found.status != COMPUTED:
        show(say("Tertahan: slip menyebut apa yang ditunggu.", "Withheld: the slip says what it waits for."), "red")
    next_steps(*_advice(folder, nip))
    return 0 if found.status == COMPUTED else 1


_DIFFERENT = "Different: what is stored is not what is computed; no slip is written."


def _not_installed(missing: list[str]) -> str:
    names = ", ".join(missing)
    what = say("pustaka untuk slip belum terpasang", "libraries of the slip are missing")
    remedy = say("pasang Tepat bersama bagian webnya", "install Tepat with its web part")
    return f"{what}: {names}\n    → {remedy}: pip install 'tepat[web]'"


def _rendered(folder: Path, found: Explanation) -> bytes:
    bound = bind(read_book(folder))
    details = Details(
        printed_at=datetime.now(UTC).replace(microsecond=0),
        bahasa=BAHASA,
        receipt=receipt_hash(folder / RECEIPT),
    )
    return render_slip(slip_from_values(bound, found, _holder(folder, found, bound), details))


def _holder(folder: Path, found: Explanation, bound: BoundBook) -> Holder:
    """What the packet's own files say of the person; a file that is not there leaves its part empty."""
    records = find_records(folder / FACTS, [found.nip], bound)[found.nip]
    cells = {name: text for record in records.values() for name, text in record.cells.items()}
    return Holder(
        nama=found.nama,
        nip=found.nip,
        unit=cells.get("nama_unit") or cells.get("kode_unit", ""),
        jabatan=cells.get("nama_jabatan") or cells.get("kode_jabatan", ""),
        kelas_jabatan=cells.get("kelas_jabatan", ""),
    )


def _advice(folder: Path, nip: str) -> Iterator[tuple[str, str]]:
    command = f"tepat jelaskan --keluaran {shlex.quote(str(folder))} --nip {nip}"
    yield command, say("angka demi angka, dengan bunyi pasalnya", "number by number, with the words of the articles")
