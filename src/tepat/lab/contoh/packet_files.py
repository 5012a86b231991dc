"""Writes the fact packet of a plan, person by person: nothing is held but the plan."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tepat.lab.contoh.dirt import DIRT, Dirt, Level
from tepat.lab.contoh.facts import FactRows, Month, Settings
from tepat.lab.contoh.plan import Plan
from tepat.lab.contoh.spoil import SPOILERS
from tepat.law.packet import PACKET

Progress = Callable[[str, int, int], None]
Row = Iterable[object]
Write = Callable[[Row], Any]

PLANTED = "ditanam.csv"
_PLANTED_HEAD = ("jenis", "nip", "berkas", "nilai", "kode", "akibat")
_KINDS: Mapping[str, Dirt] = {item.kind: item for item in DIRT}
_PROGRESS_EVERY = 10_000
_STAGE = "menulis pegawai"


def write_packet(folder: Path, plan: Plan, settings: Settings, progress: Progress | None = None) -> None:
    """Write every file of the packet into ``fakta`` of the existing ``folder``, and beside it what was planted."""
    (folder / "fakta").mkdir()
    with _open_files(folder, plan, settings) as files:
        _write_units(plan, files)
        facts = FactRows(plan, settings)
        total = len(plan.seats)
        for ordinal, seat in enumerate(plan.seats):
            _write_person(facts.draw(ordinal, seat), plan, files)
            if progress and (ordinal + 1) % _PROGRESS_EVERY == 0:
                progress(_STAGE, ordinal + 1, total)
        _write_strangers(facts, plan, files)
        if progress:
            progress(_STAGE, total, total)


def headers(plan: Plan, settings: Settings) -> Mapping[str, Sequence[str]]:
    """The columns of each file that is written."""
    skipped = {"pembayaran"} if settings.ledger else {"pembayaran", "harian"}
    found = {name: list(contract.names) for name, contract in PACKET.items() if name not in skipped}
    if plan.level is not Level.BERSIH:
        # Payrolls carry the name too, and write it in their own way.
        found["gaji"].append("nama")
    return found


@contextmanager
def _open_files(folder: Path, plan: Plan, settings: Settings) -> Iterator[Mapping[str, Write]]:
    """A row writer for each file, its header written."""
    with ExitStack() as stack:

        def open_writer(path: Path, head: Sequence[str]) -> Write:
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            write: Write = csv.writer(file, lineterminator="\n").writerow
            write(head)
            return write

        found = {
            name: open_writer(folder / "fakta" / f"{name}.csv", head) for name, head in headers(plan, settings).items()
        }
        yield found | {PLANTED: open_writer(folder / PLANTED, _PLANTED_HEAD)}


def _write_units(plan: Plan, files: Mapping[str, Write]) -> None:
    for unit in plan.units:
        files["unit"]((unit.kode, unit.nama, unit.kind.jenis, unit.induk))
        for which, title in enumerate(unit.kind.titles):
            files["jabatan"]((unit.position(which), title.nama, title.kelas, *title.amounts(unit.kind.kondisi)))


def _write_person(month: Month, plan: Plan, files: Mapping[str, Write]) -> None:
    if plan.level is not Level.BERSIH:
        month.rows["gaji"][0].append(_payroll_name(month, plan))
    spoil = SPOILERS.get(month.event)
    if spoil is not None:
        _write_planted(files, month.event, month.person.nip, spoil(month.rows, month.person, plan.masa))
    if len(month.rows["plt"]) > 1:
        _write_planted(files, "plt_dua", month.person.nip, "")
    for name, rows in month.rows.items():
        for row in rows:
            files[name](row)


def _payroll_name(month: Month, plan: Plan) -> str:
    name = month.person.nama
    return name.partition(",")[0].upper() if plan.has_other_name(month.ordinal) else name


def _write_strangers(facts: FactRows, plan: Plan, files: Mapping[str, Write]) -> None:
    for ahead in range(plan.strangers):
        row = facts.stranger(len(plan.seats) + ahead)
        files["kinerja"](row)
        _write_planted(files, "baris_asing", row[0], row[0])


def _write_planted(files: Mapping[str, Write], kind: str, nip: str, value: str) -> None:
    item = _KINDS[kind]
    files[PLANTED]((kind, nip, item.file, value, " ".join(item.codes), item.effect))
