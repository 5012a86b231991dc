"""``tepat baca``: what an uploaded list says, before anybody takes it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tepat.cli.compute import parse_masa
from tepat.cli.screen import next_steps, print_problems, print_table, show
from tepat.cli.words import BAHASA, grouped, say
from tepat.engine.entrance.header import nearest
from tepat.ingest.daftar import ListProblem, ListReading, find_kind, list_kinds, read_list
from tepat.lang.errors import Problem, UsageError

_SHOWN, _COLUMNS = 3, 6
_STYLES = {"kesalahan": "red", "peringatan": "yellow", "catatan": ""}


def read_and_advise(path: Path, jenis: str | None, masa: str | None) -> int:
    """Read a file as its list and say what was found; 2: it cannot be used, 1: some of its rows are not taken."""
    month = str(parse_masa(masa)) if masa is not None else None
    reading = read_list(path.name, path.read_bytes(), _known(jenis), month)
    if not reading.usable:
        print_problems(problem.problem(path.name) for problem in reading.problems)
        return 2
    _report(path, reading)
    next_steps(*_steps(path, reading))
    return 1 if reading.refused else 0


def _known(jenis: str | None) -> str | None:
    known = [kind.name for kind in list_kinds()]
    if jenis is None or jenis in known:
        return jenis
    words = {"jenis": jenis, "mirip": nearest(jenis, known), "dikenal": ", ".join(known)}
    raise UsageError(Problem("B-011", words=words))


def _report(path: Path, reading: ListReading) -> None:
    label = find_kind(reading.kind).label[BAHASA == "en"]
    show(f"{path.name}: {label} ({reading.kind})", "bold")
    if reading.masa:
        show(say(f"  masa menurut berkas: {reading.masa}", f"  month, says the file: {reading.masa}"))
    taken, refused, skipped = (grouped(len(rows)) for rows in (reading.rows, reading.refused, reading.skipped))
    show(
        say(
            f"  {taken} baris dapat diambil, {refused} tidak, {skipped} bukan data",
            f"  {taken} rows can be taken, {refused} cannot, {skipped} are no data",
        )
    )
    _show_rows(reading)
    for _, same in groupby(sorted(reading.problems, key=_kind_of), key=_kind_of):
        _show_problems(path, list(same))


def _kind_of(problem: ListProblem) -> tuple[int, str]:
    return list(_STYLES).index(problem.level), problem.code


def _show_rows(reading: ListReading) -> None:
    """The first rows, in the first columns that the file has."""
    columns = [name for name in find_kind(reading.kind).contract.names if name in reading.header][:_COLUMNS]
    rows = [[str(row.line), *(row.cells[name] or "–" for name in columns)] for row in reading.rows[:_SHOWN]]
    if rows:
        print_table([say("baris", "row"), *columns], rows)


def _show_problems(path: Path, problems: list[ListProblem]) -> None:
    """The first of a code, and how many more there are."""
    for problem in problems[:_SHOWN]:
        show(problem.problem(path.name).text(BAHASA), _STYLES[problem.level])
    if len(problems) > _SHOWN:
        more, code = grouped(len(problems) - _SHOWN), problems[0].code
        show(say(f"    … {more} lagi dengan {code}", f"    … {more} more with {code}"), "dim")


def _steps(path: Path, reading: ListReading) -> Iterator[tuple[str, str]]:
    file = shlex.quote(str(path))
    codes = [problem.code for problem in reading.problems if problem.level != "catatan"]
    if codes:
        yield f"tepat temuan {codes[0]}", say("arti temuan itu, dengan contohnya", "what it means, with an example")
    again = say("perbaiki berkasnya, lalu baca lagi", "correct the file, then read it again")
    fine = say("baca lagi sebagai jenis itu saja", "read it again as that list only")
    yield f"tepat baca {file} --jenis {reading.kind}", again if reading.refused else fine
