"""``tepat selisih``: what tells two computations of a month apart, on a terminal, as CSV or as JSON."""

from __future__ import annotations

import csv
import json
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from tepat.cli.screen import next_steps, show, steps
from tepat.cli.words import grouped, rupiah, say
from tepat.engine.difference import (
    ABSENT,
    FACT,
    HELD,
    NOT_APPLICABLE,
    Cause,
    Cell,
    Contribution,
    Difference,
    compare_packets,
)
from tepat.engine.rows import FactChange
from tepat.lang.errors import Place, Problem, UsageError

COLUMNS = ("nip", "variabel", "urutan", "sebab", "jenis", "sebelum", "sesudah", "selisih")
_SHOWN = ("tpp_bruto", "pph21", "bpjs", "iwp", "tpp_diterima")


@dataclass(frozen=True)
class Question:
    """What ``tepat selisih`` was asked for."""

    lama: Path
    baru: Path
    nip: str | None = None
    keluaran: Path | None = None
    as_json: bool = False


def tell_difference(question: Question) -> int:
    """Compare two packets; exit code 1 where an amount of anybody differs at any step."""
    if question.keluaran is not None and question.keluaran.is_dir():
        raise UsageError(Problem("U-008", Place(), {"berkas": str(question.keluaran)}))
    with steps() as step:
        whole = compare_packets(question.lama, question.baru, question.nip, progress=step)
    told = whole
    if question.nip is not None:
        told = replace(whole, contributions=tuple(item for item in whole.contributions if item.nip == question.nip))
    if question.keluaran is not None:
        write_rows(told, question.keluaran)
    if question.as_json:
        print(json.dumps(as_data(told), ensure_ascii=False, indent=2))
    else:
        _print(told, question)
        next_steps(*_advice(told, question))
    return 1 if told.contributions else 0


def _advice(found: Difference, question: Question) -> Iterator[tuple[str, str]]:
    """From the whole to one person, from one person to the file of everybody."""
    folders = f"{shlex.quote(str(question.lama))} {shlex.quote(str(question.baru))}"
    if found.contributions and question.nip is None:
        nip = min(item.nip for item in found.contributions)
        yield f"tepat selisih {folders} --nip {nip}", say("satu orang, selengkapnya", "one person, in full")
    if found.contributions and question.keluaran is None:
        yield f"tepat selisih {folders} --keluaran selisih.csv", say("semuanya ke berkas", "all of it to a file")
    if not found.contributions:
        yield f"tepat periksa {shlex.quote(str(question.baru))}", say("hitung ulang", "recompute")


# -- files ------------------------------------------------------------------------------------------------------------


def write_rows(found: Difference, path: Path) -> None:
    """Every share as one row; where there is no amount the cell says why, and the difference counts it as unpaid."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_rows(found))


def _rows(found: Difference) -> Iterator[tuple[str, ...]]:
    causes = {cause.order: cause for cause in found.causes}
    place = {name: position for position, name in enumerate(found.variables)}
    for item in sorted(found.contributions, key=lambda item: (item.nip, place[item.variable], item.order)):
        cause = causes[item.order]
        amounts = (str(item.before), str(item.after), str(item.amount))
        yield item.nip, item.variable, str(item.order), cause.name, cause.kind, *amounts


def as_data(found: Difference) -> dict[str, object]:
    """The difference as plain data."""
    return {
        "daerah": found.region,
        "masa": found.masa,
        "sebab": [_cause_data(found, cause) for cause in found.causes],
        "selisih": [dict(zip(COLUMNS, row, strict=True)) for row in _rows(found)],
    }


_CELL_COLUMNS = ("berkas", "baris", "kolom", "sebelum", "sesudah")


def _cause_data(found: Difference, cause: Cause) -> dict[str, object]:
    moved = found.of(cause)
    return {
        "urutan": cause.order,
        "jenis": cause.kind,
        "sebab": [{"nama": name, "apa": what} for name, what in cause.what],
        "orang": len({item.nip for item in moved}),
        "rupiah": {name: str(total) for name, total in _totals(found, moved).items()},
        "aturan": [
            {"jenis": item.kind, "nama": item.name, "apa": item.what, "dasar": item.basis} for item in cause.changes
        ],
        "fakta": [
            {
                "berkas": item.file,
                "baris": item.row,
                "kolom": item.column,
                "sebelum": item.before,
                "sesudah": item.after,
            }
            for item in cause.cells
        ],
    }


def _totals(found: Difference, moved: Iterable[Contribution]) -> dict[str, int | Fraction]:
    """Rupiah by variable, in the order of the books; those that do not move left out."""
    sums: dict[str, int | Fraction] = dict.fromkeys(found.variables, 0)
    for item in moved:
        sums[item.variable] += item.amount
    return {name: total for name, total in sums.items() if total}


# -- the terminal -----------------------------------------------------------------------------------------------------


def _print(found: Difference, question: Question) -> None:
    title = say("Selisih TPP {0} masa {1}", "Difference of the TPP of {0}, month {1}").format(found.region, found.masa)
    show(title, "bold")
    if not found.contributions:
        show(say("Tidak ada rupiah yang berbeda.", "No rupiah differs."), "green")
    _print_causes(found)
    if question.nip is not None:
        for line, style in _person_lines(found):
            show(line, style)
    if question.keluaran is not None:
        show(say(f"Rinciannya: {question.keluaran}", f"In full: {question.keluaran}"))


def _print_causes(found: Difference) -> None:
    """What was exchanged in every step, how many people it touches, and the rupiah; then the whole."""
    moving = {item.variable for item in found.contributions}
    shown = [name for name in _SHOWN if name in moving] or [name for name in found.variables if name in moving][-1:]
    for cause in found.causes:
        _print_sums(f"{cause.order}. {_cause_text(cause)}", found.of(cause), shown)
    if len(found.causes) > 1:
        _print_sums(say("Seluruhnya", "In all"), found.contributions, shown)
    for text, people in _transitions(found):
        show(f"{text}: {grouped(people)}")


def _print_sums(text: str, moved: Iterable[Contribution], shown: Iterable[str]) -> None:
    moved = tuple(moved)
    people = grouped(len({item.nip for item in moved}))
    show(f"{text}: {people} {say('orang', 'people')}", "bold")
    for name in shown:
        total = sum(item.amount for item in moved if item.variable == name)
        if total:
            show(f"     {name} {_signed(total)}")


def _transitions(found: Difference) -> Iterator[tuple[str, int]]:
    """How many people came to an amount, or lost it, from the one packet to the other."""
    first: dict[tuple[str, str], Cell] = {}
    last: dict[tuple[str, str], Cell] = {}
    for item in found.contributions:
        first.setdefault((item.nip, item.variable), item.before)
        last[(item.nip, item.variable)] = item.after
    # A withheld person's amount whose rule came or went stays withheld: only from or to a computed month counts.
    moves = {(nip, first[nip, name], cell) for (nip, name), cell in last.items()}
    released = {nip for nip, was, now in moves if was == HELD and now not in (HELD, ABSENT)}
    held = {nip for nip, was, now in moves if now == HELD and was not in (HELD, ABSENT)}
    if released:
        yield say("orang yang tertahan dan kini tidak", "people withheld before and not now"), len(released)
    if held:
        yield say("orang yang kini tertahan", "people withheld now and not before"), len(held)


def _cause_text(cause: Cause) -> str:
    names = ", ".join(f"{name} {say(*_WHAT[what])}" for name, what in cause.what)
    return f"{say('fakta', 'facts')} {names}" if cause.kind == FACT else names


_WHAT = {
    "ditambah": ("ditambah", "added"),
    "dihapus": ("tidak lagi ada", "no longer there"),
    "diubah": ("diubah", "changed"),
}
_STATES = {
    HELD: ("tertahan", "withheld"),
    NOT_APPLICABLE: ("tidak berlaku", "not applicable"),
    ABSENT: ("tidak ada", "absent"),
}


def _signed(amount: int | Fraction) -> str:
    """A difference with its sign."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return sign + _amount_text(-amount if amount < 0 else amount)


def _amount_text(amount: int | Fraction) -> str:
    return rupiah(int(amount)) if amount == int(amount) else f"Rp {amount}"


def _cell_text(cell: Cell) -> str:
    return say(*_STATES[cell]) if isinstance(cell, str) else _amount_text(cell)


def _person_lines(found: Difference) -> Iterator[tuple[str, str]]:
    """Step by step what moved a person's amounts: changed facts, the amounts, the rules with their articles."""
    for cause in found.causes:
        moved = found.of(cause)
        if not moved and not cause.cells:
            continue
        yield "", ""
        yield f"{cause.order}. {_cause_text(cause)}", "bold"
        for change in cause.cells:
            yield f"   {_fact_text(change)}", "cyan"
        for item in moved:
            difference = _signed(item.amount)
            yield f"   {item.variable}: {_cell_text(item.before)} → {_cell_text(item.after)} ({difference})", ""
        yield from _reason_lines(cause, moved)


def _reason_lines(cause: Cause, moved: Iterable[Contribution]) -> Iterator[tuple[str, str]]:
    """The changed rules that the moved amounts are computed from."""
    reasons = dict.fromkeys(change for item in moved for change in cause.reasons(item))
    for change in reasons:
        yield f"   {say('aturan', 'rule')}: {change.kind} {change.name} {change.what} — {change.basis}", "dim"


def _fact_text(change: FactChange) -> str:
    if change.before is None or change.after is None:
        state = say("baris baru", "new row") if change.before is None else say("baris hilang", "row gone")
        return f"{change.file} {change.row}: {state} ({change.after or change.before or ''})"
    empty = say("kosong", "empty")
    return f"{change.file} {change.row}: {change.column} {change.before or empty} → {change.after or empty}"
