"""The page `docs/benchmarks.md`: what a run found, one table per question."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measured import Measured
from benchmarks.page import attendance, compared, days, explaining, files, machine, month, sizes, summary, web

PAGE = machine.ROOT / "docs" / "benchmarks.md"


def write_page(measured: Measured) -> None:
    """Replace the page."""
    PAGE.write_text(render(measured), encoding="utf-8")


def render(measured: Measured) -> str:
    """The page as Markdown."""
    return "\n\n".join(_sections(measured)) + "\n"


def _sections(measured: Measured) -> Iterator[str]:
    yield "# How exact, how fast, how large"
    yield "Written by `make bench`; every number on this page is of one run of it, on the machine named at the end."
    yield from summary.sections(measured)
    if measured.sizes.found:
        yield from sizes.sections(measured.sizes)
    if measured.files:
        yield from files.sections(measured.files)
    if measured.attendance:
        yield from attendance.sections(measured.attendance)
    if measured.web:
        yield from web.sections(measured.web)
    if measured.month:
        yield from month.sections(measured.month)
    if measured.days:
        yield from days.sections(measured.days)
    if measured.explained:
        yield from explaining.sections(measured.explained)
    yield from compared.sections(measured.sizes)
    yield from machine.sections()
