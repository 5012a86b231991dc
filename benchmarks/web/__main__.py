"""One step in an office of the measurements: ``python -m benchmarks.web STEP [ARGUMENTS]``; JSON on standard output.

``fill PEOPLE`` makes the region, ``attendance`` has two months of punches processed, ``history MONTHS`` copies the
month before into earlier ones, ``month ROUNDS`` computes and stores it, ``pages ROUNDS`` opens pages one by one and
``crowd ROUNDS`` many at once, ``size`` asks the database.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping


def main(step: str, *arguments: str) -> None:
    """Do the step and print what it found."""
    import django

    django.setup()
    print(json.dumps(_STEPS[step](*map(int, arguments))))


def _fill(people: int) -> int:
    from django.core.management import call_command

    from tepat.web.demo import fill

    call_command("migrate", verbosity=0)
    fill.load(people)
    return people


def _attendance() -> object:
    from benchmarks.web.month import process_attendance

    return process_attendance()


def _history(months: int) -> object:
    from benchmarks.web.history import copy_month

    return copy_month(months)


def _month(rounds: int) -> object:
    from benchmarks.web.month import compute

    return compute(rounds)


def _pages(rounds: int) -> object:
    from benchmarks.web.pages import open_pages

    return open_pages(rounds)


def _crowd(rounds: int) -> object:
    from benchmarks.web.crowd import crowd

    return crowd(rounds)


def _size() -> object:
    from benchmarks.web.history import database_size

    return database_size()


_STEPS: Mapping[str, Callable[..., object]] = {
    "fill": _fill,
    "attendance": _attendance,
    "history": _history,
    "month": _month,
    "pages": _pages,
    "crowd": _crowd,
    "size": _size,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
