"""The month of punches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.alone.steps import Ran
from benchmarks.attendance.sizes import CONTENDERS, MILLION, ROUNDS, Punches
from benchmarks.attendance.steps import BARE, KEPT, MEMORY, TEPAT
from benchmarks.names import THREADS
from benchmarks.page.table import seconds, table

MOST_RATIO, MOST_MEMORY = 2.0, 6_000.0
"""Aims: against the bare query at a million people, and megabytes at any size."""
LABELS = {
    TEPAT: "Tepat: punches and lists → `disiplin`",
    BARE: "bare `min`, `max` per device, PIN and day",
    KEPT: "the same, its rows kept as a table",
}
_HEAD = ("", "people", "punches", "least, s", "median, s", "processor, s", "peak, MB", "Tepat ÷ this")


def sections(sizes: Sequence[Punches]) -> Iterator[str]:
    """The curve, and who is wrong."""
    yield "## From punches to the month's summary"
    yield table(_HEAD, (_row(size, name) for size in sizes for name in CONTENDERS))
    yield _words(sizes)


def _row(size: Punches, name: str) -> list[str]:
    ran: Ran = size.ran[name]
    ratio = f"{size.ratio(name):.2f}" if name != TEPAT else ""
    times = (min(ran.seconds), median(ran.seconds), ran.beside)
    return [LABELS[name], f"{size.people:,}", f"{size.punches:,}", *map(seconds, times), f"{ran.peak:,.0f}", ratio]


def verdict(sizes: Sequence[Punches]) -> Iterator[str]:
    """One line for the top of the page."""
    most = max(size.ran[TEPAT].peak for size in sizes)
    held = "within" if most <= MOST_MEMORY else "**not within**"
    for size in sizes:
        if size.people == MILLION:
            ratio = size.ratio(BARE)
            kept = "within" if ratio <= MOST_RATIO else "**not within**"
            yield (
                f"**Punches**: {size.punches:,} punches of a million people to the month's summary in "
                f"{seconds(min(size.ran[TEPAT].seconds))} s, {ratio:.2f} × the barest query over the same file, {kept} "
                f"the aim of {MOST_RATIO} ×."
            )
    largest = sizes[-1]
    yield (
        f"**Punches, memory**: at most {most:,.0f} MB, with up to {largest.punches:,} punches, {held} the aim of "
        f"{MOST_MEMORY:,.0f} MB."
    )


def _words(sizes: Sequence[Punches]) -> str:
    wrong = sum(size.checked.wrong for size in sizes)
    people = sum(size.checked.people for size in sizes)
    days, differing = (sum(getattr(size.checked, name) for size in sizes) for name in ("days", "differing"))
    return (
        "One Parquet file of device, PIN and instant, as an archive grows: day after day, device after device. Nine "
        "people in ten work in offices, one works shifts by the roster of one of a hundred teams, a quarter of them "
        "over midnight; some scans and days are missing, some punches are double or amid a duty, one person in fifty "
        "is on leave. Tepat's time holds reading the lists (people, devices, PINs, schedules, rosters by person and "
        "day, leave, from Parquet), making schedules, identity and windows, pairing every punch with a duty and the "
        "summary of everybody, by the rules of `tepat presensi olah`, without its day ledger and the fate of every "
        f"punch. {THREADS} threads; databases may hold {MEMORY} and spill beyond; a process for each run, {ROUNDS} "
        f"turns up to a million people, one beyond. {people:,} summaries were compared with what the dice of "
        f"the population say (`benchmarks/attendance/town.py`): {wrong:,} people wrong. {days:,} days of offices, up "
        f"to a million people, were compared with the bare query, second by second: {differing:,} differ."
    )
