"""Each contender alone, at every size: wrong, slow, large."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.alone.sizes import MEGABYTES, ORDER, SECONDS, STOP, Found, Sizes
from benchmarks.contenders import MEMORY
from benchmarks.names import CALC, LABELS
from benchmarks.page.table import Notes, seconds, table


def sections(sizes: Sizes) -> Iterator[str]:
    """Three tables of the same runs, and what holds of them."""
    notes = Notes()
    yield "## Who is wrong"
    yield _table(sizes, notes, _wrong)
    yield _WRONG
    yield "## How long it takes"
    yield _table(sizes, notes, lambda found: seconds(min(found.ran.seconds)))
    yield _time_words(sizes)
    yield "## How much memory"
    yield _table(sizes, notes, lambda found: f"{found.ran.peak:,.0f}")
    yield _MEMORY
    if notes.text():
        yield f"Not measured: {notes.text()}."


def _table(sizes: Sizes, notes: Notes, cell: Callable[[Found], str]) -> str:
    def text(name: str, people: int) -> str:
        found = sizes.found[name, people]
        return cell(found) if isinstance(found, Found) else notes.mark(found)

    head = ("", *(f"{people:,}" for people in sizes.people))
    names = [name for name in ORDER if (name, sizes.people[0]) in sizes.found]
    return table(head, ([LABELS[name], *(text(name, people) for people in sizes.people)] for name in names))


def _wrong(found: Found) -> str:
    errors = found.errors
    if not errors.people:
        return "0"
    return f"{errors.people:,} ({100 * errors.people / errors.people_in_all:.2f} %), at most Rp {errors.largest:,.0f}"


def _time_words(sizes: Sizes) -> str:
    calc = [found.ran for (name, _), found in sizes.found.items() if name == CALC and isinstance(found, Found)]
    beside = " and ".join(seconds(ran.beside) for ran in calc)
    more = f" Calc's is of recalculating every cell; opening, filling down and saving took {beside} s more."
    return f"{_TIME}{more}" if beside else _TIME


_TIME = (
    "Seconds, the least of a few rounds in one process, each contender alone. Nobody reads files here: the inputs are "
    "in memory, but for the programs that go from person to person, which read them from SQLite and write there."
)
_WRONG = (
    "People with an amount wrong by a rupiah or more, or computed though they should wait, or the reverse; and the "
    "largest error. Everybody's six criteria, gross, tax, both contributions and net are compared with the same month "
    "in integers that cannot wrap (`benchmarks/reference.py`). OpenFisca holds money as float32, the loops and Calc as "
    "float64: a product half a rupiah from the next may fall to either side. Calc corrects the last digits when it "
    "rounds. How many people are hit depends on their amounts."
)
_MEMORY = (
    "Megabytes: the greatest resident memory of a process that does nothing else (`getrusage`), the interpreter and "
    "libraries (some 110 MB) included, through loading its inputs, which is a peak itself, and one run. Databases may "
    f"hold {MEMORY} and spill beyond. A contender is not started where, in proportion to the size before, it would "
    f"take more than {SECONDS:.0f} s or hold more than {MEGABYTES:,.0f} MB, and is ended after {STOP:.0f} s."
)
