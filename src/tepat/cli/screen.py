"""What commands show: steps on a terminal, tables, findings. Colour and movement only where somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from rich.console import Console
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
}
_EXAMPLES = 3


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """A callback that names the step under way; silent where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    with errors.status("…") as status:
        yield lambda step: status.update(say(*STEPS[step]))


def print_problems(problems: Iterable[Problem]) -> None:
    """Problems with their remedies, on the error stream."""
    for problem in problems:
        errors.print(problem.text(BAHASA), markup=False)


def print_findings(findings: Iterable[Finding], limit: int = _EXAMPLES) -> None:
    """Findings by code: how many, what they say, the first few people."""
    ordered = sorted(findings, key=lambda item: (_ORDER[item.tingkat], item.kode, _kind(item)))
    for (kode, _), group in groupby(ordered, key=lambda item: (item.kode, _kind(item))):
        items = list(group)
        message = items[0].message(BAHASA)
        style = {"tahan": "red", "peringatan": "yellow"}.get(items[0].tingkat, "")
        console.print(f"  {kode} {grouped(len(items))} × {message.pesan}", style=style, markup=False)
        console.print(f"      → {message.perbaikan}", markup=False)
        people = [_whose(item) for item in items[:limit]]
        more = f" … +{grouped(len(items) - limit)}" if len(items) > limit else ""
        console.print(f"      {', '.join(people)}{more}", style="dim", markup=False)


_ORDER = {"galat": 0, "tahan": 1, "peringatan": 2, "info": 3}


def _kind(item: Finding) -> tuple[str, str]:
    """What findings of one code have in common: the variable, and the file it stands in."""
    return item.variabel, item.place.file


def _whose(item: Finding) -> str:
    return " ".join(part for part in (item.nip, f"({item.place})" if str(item.place) else "") if part)


def print_rows(title: str, columns: Iterable[tuple[str, bool]], rows: Iterable[Iterable[str]]) -> None:
    """A small table; ``columns`` are titles and whether they hold numbers."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name, numeric in columns:
        table.add_column(name, justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*row)
    console.print(table)
