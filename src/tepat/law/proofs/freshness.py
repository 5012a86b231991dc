"""When an instrument was last compared with its source. The day is passed in: the law does not read the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tepat.lang.errors import Problem
from tepat.law.load import Package

NEVER, LONG_AGO = "R-067", "R-068"
LONGEST_DAYS = 365


def check_freshness(packages: Iterable[Package], today: date) -> Iterator[Problem]:
    """A warning for every instrument never compared with its source, or longer ago than a year.

    It is no fault of the law: amounts stand, somebody should look whether the text has changed.
    """
    for package in packages:
        checked = package.instrumen.diperiksa
        place = package.place("", "diperiksa", file="instrumen.toml")
        if checked is None:
            yield Problem(NEVER, place, {"instrumen": package.key})
        elif (today - checked).days > LONGEST_DAYS:
            words = {"instrumen": package.key, "diperiksa": str(checked), "hari": (today - checked).days}
            yield Problem(LONG_AGO, place, words)
