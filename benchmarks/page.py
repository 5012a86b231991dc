"""The page `docs/benchmarks.md`."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.compare import Errors
from benchmarks.contenders import HAND, MONTH, OPENFISCA, RESULT, THREADS, WHOLE
from benchmarks.days import DAYS, Days
from benchmarks.days import HAND as DAYS_HAND
from benchmarks.days import LABELS as DAYS_LABELS
from benchmarks.days import TEPAT as DAYS_TEPAT
from benchmarks.explaining import TOLD, Explained
from benchmarks.measure import Times

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
LIBRARIES = ("duckdb", "OpenFisca-Core", "numpy", "numexpr")
ORDER = (OPENFISCA, MONTH, HAND, WHOLE, RESULT)


@dataclass(frozen=True)
class Measured:
    """Everything one run of the benchmark found."""

    people: int
    rounds: int
    computed: int
    sampled: int
    labels: Mapping[str, str]
    times: Mapping[str, Times]
    errors: Mapping[str, Errors]
    memory: Mapping[str, tuple[float, float]]
    counts: Mapping[str, int]
    days: Days
    explained: Sequence[Explained]


def write_page(measured: Measured) -> None:
    """Replace the page."""
    PAGE.write_text(render(measured), encoding="utf-8")


def render(measured: Measured) -> str:
    """The page as Markdown."""
    parts = (
        "# How fast, and how exact",
        "Written by `make bench`; every number on this page is of one run of it.",
        _verdict(measured),
        "## Time",
        _time_table(measured),
        _time_words(measured),
        "## Exactness",
        _error_table(measured),
        _error_words(measured),
        "## Memory",
        _memory_table(measured),
        _MEMORY_WORDS,
        "## Days",
        _days_table(measured.days),
        _days_words(measured.days),
        "## Explaining everybody",
        _explained_table(measured.explained),
        _explained_words(measured.explained),
        "## What is compared",
        _compared(measured),
        "## Machine",
        _machine(),
    )
    return "\n\n".join(parts) + "\n"


def _verdict(measured: Measured) -> str:
    ratio = _ratio(measured, MONTH)
    verdict = "within" if ratio <= 1 else "**not within**"
    return (
        f"{measured.people:,} people, Balangan's rules of March 2024, every variable kept, inputs and results in "
        f"memory, {THREADS} threads. Tepat's month takes {ratio:.2f} × the time of OpenFisca-Core, {verdict} the aim "
        f"of 1.0 ×, and has {measured.errors[MONTH].people:,} people wrong where OpenFisca has "
        f"{measured.errors[OPENFISCA].people:,}."
    )


def _ratio(measured: Measured, name: str) -> float:
    return measured.times[name].least / measured.times[OPENFISCA].least


def _time_table(measured: Measured) -> str:
    rows = ["| | least, s | median, s | processor, s | × OpenFisca |", "|---|---:|---:|---:|---:|"]
    for name in ORDER:
        times = measured.times[name]
        ratio = f"{_ratio(measured, name):.2f}" if name != RESULT else ""
        cells = (f"{times.least:.3f}", f"{times.median:.3f}", f"{times.least_cpu:.3f}", ratio)
        rows.append(f"| {measured.labels[name]} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _time_words(measured: Measured) -> str:
    spread = max(times.median / times.least for times in measured.times.values())
    return (
        f"{measured.rounds} rounds after one that does not count; in each round everybody runs once, so that what "
        "disturbs the machine disturbs all. Ratios are of the least times. *Processor* is the least processor time of "
        "all threads together, which other programs on the machine change less. In this run a median was up to "
        f"{spread:.2f} × its least time: differences smaller than that mean nothing."
    )


def _error_table(measured: Measured) -> str:
    rows = [
        "| | people wrong by a rupiah or more | of all, % | computed or withheld wrongly | largest error, rupiah |",
        "|---|---:|---:|---:|---:|",
    ]
    for name in (OPENFISCA, MONTH, HAND):
        found = measured.errors[name]
        share = 100 * found.people / measured.people
        rows.append(
            f"| {measured.labels[name]} | {found.people:,} | {share:.1f} | {found.statuses:,} | {found.largest:,.0f} |"
        )
    return "\n".join(rows)


def _error_words(measured: Measured) -> str:
    return (
        "Everybody's six criteria, gross, tax, both contributions and net are compared with the same month in int64 "
        "arithmetic that cannot wrap (`benchmarks/reference.py`); that arithmetic itself was compared with the "
        f"interpreter on {measured.sampled:,} other people, from the fact tables, in the same run. OpenFisca holds "
        "money as float32: above 2²⁴ it cannot hold every rupiah, and a product half a rupiah from the next may round "
        "to either side. How many people that hits depends on their amounts."
    )


def _memory_table(measured: Measured) -> str:
    rows = ["| | inputs loaded, MB | peak, MB |", "|---|---:|---:|"]
    for name in (OPENFISCA, MONTH, HAND):
        loaded, peak = measured.memory[name]
        rows.append(f"| {measured.labels[name]} | {loaded:,.0f} | {peak:,.0f} |")
    return "\n".join(rows)


_MEMORY_WORDS = (
    "The greatest resident memory of a process that does nothing else (`getrusage`), the interpreter and libraries "
    "included: once the inputs were in memory, which is a peak itself, and after one run. The inputs are the joined "
    "fact layer as a table of DuckDB, or the arrays that OpenFisca is given."
)


def _days_table(days: Days) -> str:
    rows = ["| | least, s | median, s | processor, s | × by hand |", "|---|---:|---:|---:|---:|"]
    for name in (DAYS_TEPAT, DAYS_HAND):
        times, ratio = days.times[name], days.times[name].least / days.times[DAYS_HAND].least
        cells = (f"{times.least:.3f}", f"{times.median:.3f}", f"{times.least_cpu:.3f}", f"{ratio:.2f}")
        rows.append(f"| {DAYS_LABELS[name]} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _days_words(days: Days) -> str:
    return (
        f"{days.people:,} people, {DAYS} days each, {days.rows:,} rows of the day ledger in memory. Every day is cut "
        "for coming late and leaving early by two tables of bands on minutes, for a missing scan and for absence, at "
        "most by a day's share; the days of the month are summed and cut from the amount. The rule is a package "
        "(`benchmarks/perbup-harian`), and both begin from the same tables. "
        f"{days.computed:,} months are computed; in amount or in whether it is known, {days.differing:,} people differ."
    )


def _explained_table(explained: Sequence[Explained]) -> str:
    heads = "people | a run without, s | keeping, s | of the run, % | bytes a person | `hasil.parquet`, bytes a person"
    rows = [f"| {heads} | one explained, s | by recomputing, s |", "|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for item in explained:
        cells = (
            f"{item.people:,}",
            f"{item.plain:.2f}",
            f"{item.keeping:.2f}",
            f"{100 * item.keeping / item.plain:.0f}",
            f"{item.derivations / item.people:.0f}",
            f"{item.results / item.people:.0f}",
            f"{item.stored:.2f}",
            f"{item.again:.2f}",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _explained_words(explained: Sequence[Explained]) -> str:
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


def _compared(measured: Measured) -> str:
    counts = ", ".join(f"{name} {count:,}" for name, count in measured.counts.items())
    return f"""The population is invented, made by SQL from a seed (`benchmarks/population.py`) in the types of the
entrance's tables, and takes every branch of the rules: CPNS, acting posts of both kinds, leave of every factor,
punishment, no rating, late rating, few days, full absence, missing facts. {measured.computed:,} months are computed,
the others wait. Rows: {counts}.

- **OpenFisca-Core** (`benchmarks/openfisca_balangan.py`): the same variables as a country package: formulas over numpy
  arrays, scales in its parameters, money as float. Measured: setting every input from aligned arrays that already have
  its types (categories as numbers, dates as local days), and calculating every variable. Not measured: making the
  tax-benefit system and an empty simulation. OpenFisca knows no missing value, so its package is told by flags what is
  missing. It uses one thread; numpy does no more.
- **Tepat, month**: the statement of `tepat sql` from the joined fact layer `fakta`, a table in memory, to the table
  `hitung` with every variable, compiling the SQL included. This is what OpenFisca's aligned arrays correspond to, and
  what the aim is about. Texts and missing values are in it as they are.
- **Hand-written SQL** (`benchmarks/hand.py`): the same rules as somebody would write them for this region, in BIGINT:
  no proof that nothing overflows, one test for missing facts at the end; no findings and no predicate matrix.
- **Joins and month**, **result**: what else a run does between the entrance and the files. Reading and checking files
  and writing results are not measured here. Nothing of OpenFisca corresponds to them."""


def _machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    lines = (
        f"- {os.cpu_count()} processors, {_cpu()}, {_memory_gib():.0f} GiB, {platform.system()} {platform.machine()}",
        f"- Python {platform.python_version()}, {libraries}",
        f"- commit {_commit()}",
    )
    return "\n".join(lines)


def _cpu() -> str:
    return _field("/proc/cpuinfo", "model name") or platform.processor() or "unknown processor"


def _memory_gib() -> float:
    return int(_field("/proc/meminfo", "MemTotal").split()[0] or 0) / 2**20


def _field(path: str, name: str) -> str:
    """A field of one of Linux's tables about the machine; empty where there is none."""
    file = Path(path)
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")


def _commit() -> str:
    """The commit, and whether program or rules differ from it."""
    found = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", "src", "regulasi", "benchmarks")
    return f"{found} with changes" if changed else found


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()  # noqa: S603 - git
