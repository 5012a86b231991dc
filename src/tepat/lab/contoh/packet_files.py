"""Writes the fact packet of a plan, person by person: nothing is held but the plan."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tepat.lab.contoh.dirt import DIRT, Dirt
from tepat.lab.contoh.earlier import fact_rows
from tepat.lab.contoh.facts import FactRows, Month, Settings
from tepat.lab.contoh.further import PLAIN, Declared, Further
from tepat.lab.contoh.plan import Plan
from tepat.lab.contoh.spoil import SPOILERS

Progress = Callable[[str, int, int], None]
Row = Iterable[object]
Write = Callable[[Row], Any]

PLANTED = "ditanam.csv"
_PLANTED_HEAD = ("jenis", "nip", "berkas", "nilai", "kode", "akibat")
_KINDS: Mapping[str, Dirt] = {item.kind: item for item in DIRT}
_PROGRESS_EVERY = 10_000
_STAGE = "menulis pegawai"


def write_packet(
    folder: Path, plan: Plan, settings: Settings, declared: Declared, progress: Progress | None = None
) -> None:
    """Write every file of the packet into ``fakta`` of the existing ``folder``, and beside it what was planted."""
    (folder / "fakta").mkdir()
    further = Further(declared, plan, settings.benih)
    with _open_files(folder, headers(plan, settings, declared)) as files:
        _write_units(plan, further, files)
        facts = fact_rows(plan, settings)
        total = len(plan.seats)
        for ordinal, seat in enumerate(plan.seats):
            month = facts.draw(ordinal, seat)
            if month.rows["pegawai"]:
                further.complete(month)
                _write_person(month, plan, files)
            if progress and (ordinal + 1) % _PROGRESS_EVERY == 0:
                progress(_STAGE, ordinal + 1, total)
        _write_strangers(facts, plan, further, files)
        if progress:
            progress(_STAGE, total, total)


def headers(plan: Plan, settings: Settings, declared: Declared) -> Mapping[str, Sequence[str]]:
    """The columns of each file that is written."""
    skipped = {name for name, is_written in _optional(settings, declared).items() if not is_written}
    found = {name: list(contract.names) for name, contract in declared.packet.items() if name not in skipped}
    found["gaji"] += ["nama"] if plan.names_twice else []
    return found


def _optional(settings: Settings, declared: Declared) -> Mapping[str, bool]:
    """Whether a file is written that a plain packet does without: `pembayaran` then holds its header only."""
    return {
        "harian": settings.ledger,
        "pembayaran": declared is not PLAIN,
        "apel": bool(declared.roll_calls),
    }


@contextmanager
def _open_files(folder: Path, heads: Mapping[str, Sequence[str]]) -> Iterator[Mapping[str, Write]]:
    """A row writer for each file, its header written."""
    with ExitStack() as stack:

        def open_writer(path: Path, head: Sequence[str]) -> Write:
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            write: Write = csv.writer(file, lineterminator="\n").writerow
            write(head)
            return write

        found = {name: open_writer(folder / "fakta" / f"{name}.csv", head) for name, head in heads.items()}
        yield found | {PLANTED: open_writer(folder / PLANTED, _PLANTED_HEAD)}


def _write_units(plan: Plan, further: Further, files: Mapping[str, Write]) -> None:
    for unit in plan.units:
        files["unit"]((unit.kode, unit.nama, unit.kind.jenis, unit.induk, *further.unit_cells(unit)))
        for which, title in enumerate(unit.kind.titles):
            amounts = (*title.amounts(unit.kind.kondisi), *further.position_cells(unit, which))
            files["jabatan"]((unit.position(which), title.nama, title.kelas, *amounts))


def _write_person(month: Month, plan: Plan, files: Mapping[str, Write]) -> None:
    if plan.names_twice:
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


def _write_strangers(facts: FactRows, plan: Plan, further: Further, files: Mapping[str, Write]) -> None:
    for ahead in range(plan.strangers):
        row = facts.stranger(len(plan.seats) + ahead)
        files["kinerja"](row + further.rating_cells())
        _write_planted(files, "baris_asing", row[0], row[0])


def _write_planted(files: Mapping[str, Write], kind: str, nip: str, value: str) -> None:
    item = _KINDS[kind]
    files[PLANTED]((kind, nip, item.file, value, " ".join(item.codes), item.effect))
