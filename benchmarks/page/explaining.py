"""Explaining everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.explaining import TOLD, Explained
from benchmarks.page.table import table

_HEAD = (
    "people",
    "a run without, s",
    "keeping, s",
    "of the run, %",
    "bytes a person",
    "`hasil.parquet`, bytes a person",
    "one explained, s",
    "by recomputing, s",
)


def sections(explained: Sequence[Explained]) -> Iterator[str]:
    """What keeping derivations costs, and what an explanation costs."""
    yield "## Explaining everybody"
    yield table(_HEAD, map(_row, explained))
    yield _words(explained)


def _row(item: Explained) -> list[str]:
    return [
        f"{item.people:,}",
        f"{item.plain:.2f}",
        f"{item.keeping:.2f}",
        f"{100 * item.keeping / item.plain:.0f}",
        f"{item.derivations / item.people:.0f}",
        f"{item.results / item.people:.0f}",
        f"{item.stored:.2f}",
        f"{item.again:.2f}",
    ]


def _words(explained: Sequence[Explained]) -> str:
    told = " and ".join(f"{item.told:,} of {item.people:,}" for item in explained)
    many = explained[0]
    return (
        "*A run without*: from a packet of Parquet files, read and checked, to amounts, findings, `hasil.csv` and "
        "`hasil.parquet`. *Keeping*: everybody's facts, variables and findings as `derivasi.parquet`, in the same run; "
        f"the least of {' and '.join(str(item.rounds) for item in explained)} rounds. *One explained*: `tepat "
        "jelaskan` without starting Python, each opening the packet anew, the median of a few people; "
        f"{TOLD} of {many.people:,} in one call took {many.many:.2f} s. {told} people were told both ways, alike in "
        "every word."
    )
