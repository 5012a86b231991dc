"""Makes a synthetic region's folder: facts, the supplement that explains them, and what was planted in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

from tepat.lab.contoh.dirt import Level
from tepat.lab.contoh.facts import Settings
from tepat.lab.contoh.further import PLAIN, Declared
from tepat.lab.contoh.months import read_masa
from tepat.lab.contoh.packet_files import Progress, write_packet
from tepat.lab.contoh.plan import Plan, make_plan
from tepat.lab.contoh.readme import MARKER, render_readme
from tepat.lab.contoh.sumber import draw_sources, remove_sources, write_sources
from tepat.lab.contoh.tariff import read_tariff
from tepat.lang.errors import Place, Problem, UsageError
from tepat.law.bound import BoundBook

MOST_PEOPLE = 1_000_000
_README, _SOURCES = "BACA.md", "sumber"


@dataclass(frozen=True)
class Summary:
    """What was made; ``counts`` are people (or units) of each planted kind of `shares` and `dirt`.

    ``sources``: how often each kind of `sumber.kinds` stands in the source folder; empty where there is none.
    """

    folder: Path
    pegawai: int
    unit: int
    jabatan: int
    counts: Mapping[str, int]
    sources: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Options:
    """How the region is made.

    ``level``: how dirty its lists are. ``harian``: with the day ledger. ``book``: the rules whose further columns and
    files the packet has, whose zone its clocks show, and for whom the day ledger is written where they read it;
    ``regulasi``: what they are called. ``sumber``: with the files that the attendance is processed from.
    """

    level: Level = Level.BIASA
    harian: bool = False
    book: BoundBook | None = None
    regulasi: str = ""
    sumber: bool = False


_PLAIN = Options()


def generate(  # noqa: PLR0913 -- a region is all of these
    folder: Path,
    *,
    pegawai: int,
    masa: str,
    benih: int,
    tarif: Path,
    options: Options = _PLAIN,
    progress: Progress | None = None,
) -> Summary:
    """Make a synthetic region in ``folder``: ``fakta/*.csv``, ``pelengkap/``, ``ditanam.csv`` and ``BACA.md``.

    Where they are asked for, ``sumber/`` has the files that its attendance is processed from. The same arguments give
    the same bytes on every platform. A region made before is replaced file by file, its sources as a whole; nothing
    else in the folder is touched, and nothing is half-written.

    Parameters
    ----------
    folder : new, empty, or a region made before
    pegawai : people, 1 to `MOST_PEOPLE`
    masa : the month, ``YYYY-MM``
    benih : seed; any whole number
    tarif : supplement folder whose tariff explains ``potongan_persen``; copied to ``pelengkap/``
    options : how dirty, and what beside the plain packet
    progress : called now and then with stage, done and total

    Raises
    ------
    UsageError
        C-001 the folder holds something else, C-002 impossible number of people, C-003 not a month,
        C-004 the tariff cannot be read.
    """
    if not 1 <= pegawai <= MOST_PEOPLE:
        raise UsageError(Problem("C-002", words={"jumlah": pegawai, "batas": MOST_PEOPLE}))
    month = read_masa(masa)
    declared = PLAIN if options.book is None else Declared.of(options.book)
    ledger = options.harian or "harian" in declared.reads
    settings = Settings(benih, read_tariff(tarif), declared.hours, ledger, options.regulasi)
    _refuse_foreign(folder)
    plan = make_plan(benih, pegawai, month, options.level)
    summary = _summarize(folder, plan)
    with _staged(folder) as stage:
        write_packet(stage, plan, settings, declared, progress)
        shutil.copytree(tarif, stage / "pelengkap", copy_function=shutil.copyfile)
        sources = write_sources(stage / _SOURCES, draw_sources(plan, settings)) if options.sumber else None
        text = render_readme(plan, settings, summary.counts, sources)
        (stage / _README).write_text(text, encoding="utf-8", newline="\n")
        remove_sources(folder / _SOURCES)
    return replace(summary, sources=sources or {})


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    readme = folder / _README
    if not (readme.is_file() and readme.read_text("utf-8", errors="replace").startswith(MARKER)):
        raise UsageError(Problem("C-001", Place(str(folder)), {"folder": folder}))


def _summarize(folder: Path, plan: Plan) -> Summary:
    positions = sum(len(unit.kind.titles) for unit in plan.units)
    return Summary(folder, len(plan.seats), len(plan.units), positions, plan.counts())


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A folder to write in, whose files are moved into ``folder`` when all of them are there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield stage
        for path in sorted(path for path in stage.rglob("*") if path.is_file()):
            target = folder / path.relative_to(stage)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
