"""What the page says first."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.alone.sizes import ORDER, Found
from benchmarks.measured import Measured
from benchmarks.names import ARRAYS, EXACT_ONES, MONTH
from benchmarks.names import LABELS as CONTENDERS
from benchmarks.page import attendance, web
from benchmarks.page.files import LABELS
from benchmarks.page.month import ratio
from benchmarks.page.table import seconds

MOST_MEMORY = 4_000
"""Megabytes that Tepat's month may take, whatever the number of people up to five million."""


def sections(measured: Measured) -> Iterator[str]:
    """One line for each question."""
    lines = [*_wrong(measured), *_month(measured), *_memory(measured), *_files(measured)]
    if measured.attendance:
        lines += attendance.verdict(measured.attendance)
    if measured.web:
        lines += web.verdict(measured.web)
    if lines:
        yield "\n".join(f"- {line}" for line in lines)


def _wrong(measured: Measured) -> Iterator[str]:
    others = [_worst(measured, name) for name in ORDER if name not in EXACT_ONES]
    told = "; ".join(line for line in others if line)
    rest = f" The others: {told}." if told else ""
    yield f"**Exactness**: {measured.wrong:,} people wrong in anything of ours that was compared.{rest}"


def _worst(measured: Measured, name: str) -> str:
    """The largest size a contender reached."""
    found = [(people, item) for (of, people), item in measured.sizes.found.items() if of == name]
    reached = [(people, item.errors) for people, item in found if isinstance(item, Found)]
    if not reached:
        return ""
    people, errors = reached[-1]
    return f"{CONTENDERS[name].split(':')[0]} {errors.people:,} of {people:,}"


def _month(measured: Measured) -> Iterator[str]:
    if not measured.month:
        return
    month = measured.month
    took = {name: f"{month.times[name].least:.3f} s ({ratio(month, name):.2f} ×)" for name in (ARRAYS, MONTH)}
    verdict = "within" if ratio(month, ARRAYS) <= 1 else "**not within**"
    yield (
        f"**Time**: the month of {month.people:,} people, every variable kept, takes {took[ARRAYS]} the time of "
        f"OpenFisca-Core over arrays, {verdict} the aim of 1.0 ×, and {took[MONTH]} as the SQL statement that an "
        "auditor reads, its table written."
    )


def _memory(measured: Measured) -> Iterator[str]:
    found = [(people, item) for (name, people), item in measured.sizes.found.items() if name in EXACT_ONES]
    peaks = [(item.ran.peak, people) for people, item in found if isinstance(item, Found)]
    peaks += [(max(run.timed.peaks.values()), run.people) for run in measured.files if run.timed]
    if peaks:
        most, people = max(peaks)
        verdict = "within" if most <= MOST_MEMORY else "**not within**"
        yield (
            f"**Memory**: at most {most:,.0f} MB, with {people:,} people, {verdict} the aim of {MOST_MEMORY:,} MB, the "
            "month in memory and from files to files."
        )


def _files(measured: Measured) -> Iterator[str]:
    runs = [
        f"{run.people:,} from {LABELS[run.form]} {seconds(sum(run.timed.seconds.values()))} s"
        for run in measured.files
        if run.timed
    ]
    if runs:
        yield f"**From files to all outputs**: {', '.join(runs)}."
