"""The month in memory, in turns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.names import ARRAYS, HAND, LABELS, MONTH, OPENFISCA, RESULT, THREADS, WHOLE
from benchmarks.page.table import table

if TYPE_CHECKING:  # it needs numpy and OpenFisca
    from benchmarks.month import Month

ORDER = (OPENFISCA, ARRAYS, MONTH, HAND, WHOLE, RESULT)


def sections(month: Month) -> Iterator[str]:
    """Times and their ratios."""
    yield "## The month against OpenFisca, in turns"
    yield table(("", "least, s", "median, s", "processor, s", "× OpenFisca"), (_row(month, name) for name in ORDER))
    yield _words(month)


def ratio(month: Month, name: str) -> float:
    """The least time against that of OpenFisca."""
    return month.times[name].least / month.times[OPENFISCA].least


def _row(month: Month, name: str) -> list[str]:
    times = month.times[name]
    compared = f"{ratio(month, name):.2f}" if name != RESULT else ""
    return [LABELS[name], f"{times.least:.3f}", f"{times.median:.3f}", f"{times.least_cpu:.3f}", compared]


def _words(month: Month) -> str:
    spread = max(times.median / times.least for times in month.times.values())
    wrong = {name: f"{month.errors[name].people:,}" for name in (OPENFISCA, ARRAYS, MONTH, HAND)}
    return (
        f"{month.people:,} people, {THREADS} threads, everybody in one process. {month.rounds} rounds after one that "
        "does not count; in each everybody runs once, so that what disturbs the machine disturbs all. Ratios are of "
        "the least times. *Processor* is the least processor time of all threads together, which other programs on the "
        f"machine change less. In this run a median was up to {spread:.2f} × its least time: differences smaller than "
        f"that mean nothing. People wrong: OpenFisca {wrong[OPENFISCA]}, Tepat {wrong[ARRAYS]} over arrays and "
        f"{wrong[MONTH]} by its statement, by hand {wrong[HAND]}. "
        f"The reference itself was compared with the interpreter on {month.sampled:,} other people, from the fact "
        "tables, in this run."
    )
