"""From files to files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.alone.files import Files
from benchmarks.alone.packet import CSV, PARQUET, STEPS
from benchmarks.contenders import FILES_MEMORY
from benchmarks.page.table import seconds, table

LABELS = {CSV: "CSV", PARQUET: "Parquet"}
_HEAD = ("", "people", "entrance, s", "month, s", "checks, s", "outputs, s", "all, s", "peak, MB", "people wrong")


def sections(runs: Sequence[Files]) -> Iterator[str]:
    """The table of the runs, and what the steps are."""
    yield "## From files to all outputs"
    yield table(_HEAD, map(_row, runs))
    yield _words(runs)


def _row(run: Files) -> list[str]:
    head = [LABELS[run.form], f"{run.people:,}"]
    if run.timed is None or run.errors is None:
        return [*head, f"not measured: {run.reason}", *[""] * (len(_HEAD) - 3)]
    taken = [run.timed.seconds[step] for step in STEPS]
    return [*head, *map(seconds, (*taken, sum(taken))), f"{_peak(run):,.0f}", f"{run.errors.people:,}"]


def _peak(run: Files) -> float:
    return max(run.timed.peaks.values()) if run.timed else 0.0


def _words(runs: Sequence[Files]) -> str:
    largest = runs[-1]
    sizes = f" {largest.people:,} people: {_megabytes(runs, largest.people)}." if largest.timed else ""
    return (
        "`tepat hitung` once, without starting Python: *entrance* reads every file and checks every cell; *month* "
        "joins and computes; *checks* are sums, population and findings; *outputs* are `hasil.csv`, `hasil.parquet`, "
        "findings, everybody's derivation, the workbook, the copied facts and the receipt with the hashes of it all. "
        f"The database may hold {FILES_MEMORY} and spills beyond; *peak* is of the whole process.{sizes}"
    )


def _megabytes(runs: Sequence[Files], people: int) -> str:
    timed = [(LABELS[run.form], run.timed) for run in runs if run.people == people and run.timed]
    return ", ".join(f"{form} {item.facts / 1e6:,.0f} MB in, {item.results / 1e6:,.0f} MB out" for form, item in timed)
