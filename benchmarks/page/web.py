"""The web application."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.page.table import seconds, table
from benchmarks.web.measure import CROWD_ROUNDS, PAGE_ROUNDS, ROUNDS, Found, Web

MOST_SECONDS, MOST_QUERIES = 10.0, 12
"""Aims: a month of the largest office, computed and stored; queries of an employee's page."""
_PARTS = {
    "facts": "facts from the database",
    "packet": "the packet as files",
    "child": "child: start, compute, outputs",
    "kept": "the packet as one ZIP",
    "load": "load, by SKPD",
    "rest": "claim, progress, commit",
    "whole": "**all**",
}
_STEPS = ("start", "fakta", "hitung", "periksa", "tulis", "muat")
_EMPLOYEE = "tpp_saya"


def sections(offices: Sequence[Web]) -> Iterator[str]:
    """The month by its parts, the pages, the crowds."""
    yield "## The web application"
    yield table(("the month, median s (least–most)", *map(_name, offices)), _month(offices))
    yield _words(offices)
    yield table(("attendance, s", *map(_name, offices)), _attendance(offices))
    yield table(("page (account)", *(f"{_name(item)}: queries, ms" for item in offices)), _pages(offices))
    yield f"Median of {PAGE_ROUNDS} openings without the network, middleware and templates included."
    yield table(("20 at once", *(f"{_name(item)}: median, 95 %, s" for item in offices)), _crowds(offices))
    yield (
        f"Against waitress as `tepat layani` starts it, {CROWD_ROUNDS} rounds of 20 people who ask at the same moment "
        "with nothing cached for them; the last row for as long as a month of everybody is computed and stored beside."
    )


def verdict(offices: Sequence[Web]) -> Iterator[str]:
    """One line for the top of the page."""
    item = offices[_largest(offices)]
    whole = median(_taken(item.old, "whole"))
    queries = max(page["queries"] for page in item.pages if page["page"].startswith(_EMPLOYEE))
    kept = "within" if whole <= MOST_SECONDS else "**not within**"
    few = "within" if queries <= MOST_QUERIES else "**not within**"
    yield (
        f"**Web**: a month of {item.people:,} people with {item.months} months before it, computed and stored on "
        f"{item.database} in {seconds(whole)} s, {kept} the aim of {MOST_SECONDS:.0f} s; an employee's page asks "
        f"{queries} queries, {few} the aim of {MOST_QUERIES}."
    )


def _largest(offices: Sequence[Web]) -> int:
    """The first office with the most people."""
    return max(range(len(offices)), key=lambda at: (offices[at].people, -at))


def _name(item: Web) -> str:
    return f"{item.database}, {item.people:,}"


def _taken(found: Found, part: str) -> list[float]:
    return [taken[part] for taken in found["rounds"]]


def _spread(found: Found, part: str) -> str:
    taken = _taken(found, part)
    return f"{seconds(median(taken))} ({seconds(min(taken))}–{seconds(max(taken))})"


def _month(offices: Sequence[Web]) -> Iterator[list[str]]:
    for part, label in _PARTS.items():
        yield [label, *(_spread(item.old, part) for item in offices)]
        if part == "child":
            for step in _STEPS:
                yield [f"· {step}", *(_spread(item.old, f"child: {step}") for item in offices)]
        if part == "load":
            yield ["· into the database", *(_spread(item.old, "insert") for item in offices)]
    yield ["all, no months before", *(_spread(item.young, "whole") for item in offices)]
    yield ["all, processor", *(_spread(item.old, "processor") for item in offices)]
    yield ["worker, peak MB", *(f"{item.old['worker']:,.0f}" for item in offices)]
    yield ["child, peak MB", *(f"{item.old['child']:,.0f}" for item in offices)]
    yield ["results written", *(f"{item.old['rows']:,}" for item in offices)]
    yield ["database, MB", *(f"{item.bytes / 1e6:,.0f}" for item in offices)]


def _words(offices: Sequence[Web]) -> str:
    item = offices[_largest(offices)]
    rows = ", ".join(f"{table} {count:,}" for table, count in item.rows.items())
    load = "; ".join(f"{_name(one)}: {one.load[0]:.1f} before, {one.load[1]:.1f} after" for one in offices)
    return (
        f"A worker's run from the press to the committed result, {ROUNDS} times, with {item.months} months before it "
        f"({_name(item)}: {rows}). Facts are read from the records, written as the packet that `tepat hitung` takes, "
        "computed by a child process with its outputs, workbook and receipt, and its results, derivations and facts of "
        "everybody are stored. *Processor* is the time of worker, child and the database's process together. "
        "PostgreSQL as installed, its settings untouched, every commit on the disk. The months before are the measured "
        f"month's rows once more (`benchmarks/web/history.py`). Load of the machine: {load}."
    )


def _attendance(offices: Sequence[Web]) -> Iterator[list[str]]:
    steps = [step for step in offices[0].attendance["seconds"] if step != "whole"]
    for step in (*steps, "whole"):
        yield [step, *(seconds(item.attendance["seconds"].get(step, 0.0)) for item in offices)]
    yield ["days written", *(f"{item.attendance['days']:,}" for item in offices)]
    yield ["child, peak MB", *(f"{item.attendance['child']:,.0f}" for item in offices)]


def _pages(offices: Sequence[Web]) -> Iterator[list[str]]:
    for at, page in enumerate(offices[0].pages):
        yield [f"{page['page']} ({page['account']})", *(_page(item.pages[at]) for item in offices)]


def _page(page: Found) -> str:
    return f"{page['queries']}, {1000 * page['median']:,.0f}"


def _crowds(offices: Sequence[Web]) -> Iterator[list[str]]:
    for at, kind in enumerate(offices[0].crowds):
        yield [kind["kind"], *(_crowd(item.crowds[at]) for item in offices)]


def _crowd(found: Found) -> str:
    wrong = f", {found['wrong']} of {found['answers']} refused" if found["wrong"] else ""
    return f"{seconds(found['median'])}, {seconds(found['p95'])}{wrong}"
