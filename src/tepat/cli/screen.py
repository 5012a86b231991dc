"""What commands show: progress, tables, findings, what to do next. Colour and movement only where somebody watches."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tepat.cli.words import BAHASA, grouped, say
from tepat.lang.errors import Problem
from tepat.lang.findings import Finding

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)

STEPS = {
    "fakta": ("membaca dan memeriksa fakta", "reading and checking facts"),
    "hitung": ("menghitung", "computing"),
    "periksa": ("memeriksa jumlah dan temuan", "checking sums and findings"),
    "tulis": ("menulis paket hasil", "writing the result packet"),
    "baca": ("membaca berkas mesin", "reading device files"),
    "jadwal": ("menyusun jadwal", "laying out the schedules"),
    "pasangan": ("memasangkan presensi dengan tugas", "pairing punches with duties"),
    "buku harian": ("menulis buku harian", "writing the day ledger"),
    "tinjau": ("meninjau yang ganjil", "looking for what is odd"),
    "potongan": ("menghitung potongan", "computing the cuts"),
}
_EXAMPLES = 3


def hush(*, quiet: bool) -> None:
    """Whether reports are left out: problems are told, and the exit code speaks."""
    console.quiet = quiet


# -- progress ---------------------------------------------------------------------------------------------------------


def watched() -> bool:
    """Whether somebody sees movement: a terminal that can take signs back, and no wish for quiet."""
    return sys.stderr.isatty() and not errors.is_dumb_terminal and not console.quiet


@contextmanager
def _bar(total: int | None) -> Iterator[Callable[[str, int | None], None]]:
    """A callback that is told what is under way and how much is done; gone without a trace when it ends."""
    if not watched():
        yield lambda text, done: None
        return
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(20), TimeElapsedColumn()
    with Progress(*columns, console=errors, transient=True) as progress:
        task = progress.add_task(say("menyiapkan", "preparing"), total=total)
        yield lambda text, done: progress.update(task, description=text, completed=done)


@contextmanager
def steps(*names: str) -> Iterator[Callable[[str], None]]:
    """A callback that names the step under way; without names the steps are not known beforehand."""
    with _bar(len(names) or None) as tell:
        yield lambda step: tell(say(*STEPS.get(step, (step, step))), names.index(step) if step in names else None)


@contextmanager
def counting(total: int) -> Iterator[Callable[[str, int], None]]:
    """A callback that names what is under way and how many are done."""
    with _bar(total) as tell:
        yield tell


# -- lines ------------------------------------------------------------------------------------------------------------

_LEAD = re.compile(r"[ │]*(?:[→✓✗·!•+-] )?")
# An amount and its sign stay on one line: textwrap breaks at ASCII spaces only.
_TIES = (("Rp ", "Rp\N{NO-BREAK SPACE}"), (" %", "\N{NO-BREAK SPACE}%"), ("− ", "−\N{NO-BREAK SPACE}"))
_NARROWEST = 20


def show(text: str, style: str = "") -> None:
    """A line of a report; on a terminal it is broken between words, under its own beginning."""
    for line in _lines(text, console, sys.stdout.isatty()):
        console.print(line, style=style, markup=False)


def _lines(text: str, target: Console, terminal: bool) -> Iterator[str]:
    for line in text.split("\n"):
        yield from fold(line, target.width) if terminal else [line]


def fold(text: str, width: int) -> list[str]:
    """The lines of a text: no number, name or amount is broken.

    >>> fold("  → isi potongan, lalu bayar Rp 1.000", 30)
    ['  → isi potongan, lalu bayar', '    Rp 1.000']
    """
    lead = _LEAD.match(text)
    begin = lead.group() if lead else ""
    if len(text) <= width or len(begin) > width - _NARROWEST:
        return [text]
    rest = "".join(sign if sign in " │" else " " for sign in begin)
    body = text[len(begin) :]
    for loose, tied in _TIES:
        body = body.replace(loose, tied)
    room = width - len(begin)
    lines = textwrap.wrap(body, room, break_long_words=False, break_on_hyphens=False)
    loosened = [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
    return [f"{rest if number else begin}{line}" for number, line in enumerate(loosened)]


def next_steps(*commands: tuple[str, str]) -> None:
    """The end of a report: what one does next, and with which command."""
    console.print()
    show(say("Berikutnya:", "Next:"), "bold")
    for command, purpose in commands:
        show(f"  {purpose}")
        if command:
            console.print(f"      {command}", style="cyan", markup=False)
    if shutil.which("tepat") is None:
        show(_not_on_path(), "dim")


def _not_on_path() -> str:
    program = sys.argv[0]
    return say(f"  ('tepat' di sini: {program})", f"  ('tepat' here: {program})")


def print_problems(problems: Iterable[Problem]) -> None:
    """Problems with their remedies, on the error stream."""
    for problem in problems:
        for line in _lines(problem.text(BAHASA), errors, sys.stderr.isatty()):
            errors.print(line, markup=False)


def print_findings(findings: Iterable[Finding], limit: int = _EXAMPLES, *, brief: bool = False) -> None:
    """Findings by code: how many, what they say; and unless ``brief`` the remedy and the first few people."""
    ordered = sorted(findings, key=lambda item: (_ORDER[item.tingkat], item.kode, _kind(item)))
    for (kode, _), group in groupby(ordered, key=lambda item: (item.kode, _kind(item))):
        items = list(group)
        message = items[0].message(BAHASA)
        style = {"tahan": "red", "peringatan": "yellow"}.get(items[0].tingkat, "")
        show(f"  {kode} {grouped(len(items))} × {message.pesan}", style)
        if brief:
            continue
        show(f"      → {message.perbaikan}")
        people = [_whose(item) for item in items[:limit]]
        more = f" … +{grouped(len(items) - limit)}" if len(items) > limit else ""
        show(f"      {', '.join(people)}{more}", "dim")


_ORDER = {"galat": 0, "tahan": 1, "peringatan": 2, "info": 3}


def _kind(item: Finding) -> tuple[str, str]:
    """What findings of one code have in common: the variable, and the file it stands in."""
    return item.variabel, item.place.file


def _whose(item: Finding) -> str:
    return " ".join(part for part in (item.nip, f"({item.place})" if str(item.place) else "") if part)


def print_amounts(rows: Iterable[tuple[str, str]]) -> None:
    """Names and amounts, the amounts one below the other."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    for name, amount in rows:
        table.add_row(f"  {name}", amount)
    console.print(table)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], total: Sequence[str] | None = None) -> None:
    """A small table: texts to the left, from the third column on numbers to the right."""
    table = Table(box=None, pad_edge=False, header_style="dim", show_footer=total is not None, footer_style="bold")
    for number, head in enumerate(heads):
        is_number = number >= _TEXT_COLUMNS
        foot = total[number] if total is not None else ""
        table.add_column(
            f"  {head}" if not number else head,
            footer=f"  {foot}" if not number else foot,
            justify="right" if is_number else "left",
            no_wrap=is_number,
            overflow="fold",
        )
    for row in rows:
        table.add_row(f"  {row[0]}", *row[1:])
    console.print(table)


_TEXT_COLUMNS = 2
