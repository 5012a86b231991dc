"""A month of days."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.days import DAYS, HAND, LABELS, TEPAT, Days
from benchmarks.page.table import table


def sections(days: Days) -> Iterator[str]:
    """Times and what was summed."""
    yield "## Days"
    yield table(
        ("", "least, s", "median, s", "processor, s", "× by hand"), (_row(days, name) for name in (TEPAT, HAND))
    )
    yield _words(days)


def _row(days: Days, name: str) -> list[str]:
    times, ratio = days.times[name], days.times[name].least / days.times[HAND].least
    return [LABELS[name], f"{times.least:.3f}", f"{times.median:.3f}", f"{times.least_cpu:.3f}", f"{ratio:.2f}"]


def _words(days: Days) -> str:
    return (
        f"{days.people:,} people, {DAYS} days each, {days.rows:,} rows of the day ledger in memory. Every day is cut "
        "for coming late and leaving early by two tables of bands on minutes, for a missing scan and for absence, at "
        "most by a day's share; the days of the month are summed and cut from the amount. The rule is a package "
        "(`benchmarks/perbup-harian`), and both begin from the same tables. "
        f"{days.computed:,} months are computed; in amount or in whether it is known, {days.differing:,} people differ."
    )
