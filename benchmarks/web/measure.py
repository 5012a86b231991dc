"""The part ``web``: each office measured step by step, with and without years before the month."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.web.office import POSTGRES, SQLITE, Office, office, start

PEOPLE = (300, 6_000)
MONTHS, ROUNDS, PAGE_ROUNDS, CROWD_ROUNDS = 24, 3, 7, 5

Say = Callable[[str], None]
Found = dict[str, Any]


@dataclass(frozen=True)
class Web:
    """What was found in one office. ``young``: the month before anything stood before it; ``old``: with its years."""

    database: str
    people: int
    months: int
    attendance: Found
    young: Found
    old: Found
    rows: dict[str, int]
    bytes: int
    pages: list[Found]
    crowds: list[Found]
    load: tuple[float, float]


def measure_web(people: Sequence[int], say: Say) -> list[Web]:
    """An office of each size on PostgreSQL, the largest on SQLite as well."""
    sizes = [(POSTGRES, size) for size in sorted(people)] + [(SQLITE, max(people))]
    return [_measure(database, size, say) for database, size in sizes]


def _measure(database: str, people: int, say: Say) -> Web:
    before = os.getloadavg()[0]

    def step(name: str, *arguments: object) -> Any:
        say(f"{database}, {people:,} people: {name}")
        return start(name, inside, *arguments)

    inside: Office
    with office(database) as inside:
        step("fill", people)
        attendance = step("attendance")
        young = step("month", ROUNDS)
        rows = step("history", MONTHS)
        old = step("month", ROUNDS)
        size, pages, crowds = step("size"), step("pages", PAGE_ROUNDS), step("crowd", CROWD_ROUNDS)
    load = (before, os.getloadavg()[0])
    return Web(database, people, MONTHS, attendance, young, old, rows, size, pages, crowds, load)
