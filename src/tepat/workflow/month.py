"""A month from its facts to its result packet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from tepat.engine.compute import Progress, Resources, Run, compute
from tepat.engine.publish import check_target, publish
from tepat.engine.receipt import receipt_hash
from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, UsageError
from tepat.law.bound import BoundBook
from tepat.law.consolidate import open_book
from tepat.law.rulebook import REGULAR
from tepat.law.shelf import open_shelf, select


@dataclass(frozen=True)
class MonthRequest:
    """Which month to compute from what, and where its packet shall stand.

    ``pelengkap``: the region's supplement; ``known_on``: only what was known by that day; ``kind`` and ``order``:
    which run of the month; ``attendance_folder``: an attendance packet that takes the place of attendance in the
    facts; ``previous_receipt``: the receipt file before this one.
    """

    regulasi: str
    masa: Masa
    facts_folder: Path
    target_folder: Path
    pelengkap: Path | None = None
    known_on: date | None = None
    kind: str = REGULAR
    order: int = 1
    attendance_folder: Path | None = None
    previous_receipt: Path | None = None
    bahasa: str = "id"
    resources: Resources | None = None


def compute_month(request: MonthRequest, progress: Progress = lambda step: None) -> Run:
    """Compute and publish a month; the run's tables stay open for whoever asked.

    ``progress`` is told ``fakta``, ``hitung``, ``periksa``, ``tulis`` as each begins.

    Raises
    ------
    RegulationError, PacketError, UsageError : with everything that is wrong; nothing is written then
    OSError : the disk fails; an earlier packet stays as it was
    """
    check_target(request.target_folder)
    _check_paths(request)
    previous = receipt_hash(request.previous_receipt) if request.previous_receipt else None
    shelf = open_shelf(request.regulasi)
    bound = open_book(shelf, request.masa, request.pelengkap, request.known_on, request.kind)
    with with_attendance(request.facts_folder, request.attendance_folder, bound) as facts:
        run = compute(facts, bound, request.resources, progress, request.order)
        progress("tulis")
        publish(
            run,
            request.target_folder,
            instrument_folders(request),
            bahasa=request.bahasa,
            previous=previous,
            extra=write_extra(run, request.bahasa),
        )
    return run


def _check_paths(request: MonthRequest) -> None:
    """What the request names must be there."""
    check_supplement(request.pelengkap)
    if request.previous_receipt is not None and not request.previous_receipt.is_file():
        raise UsageError(Problem("U-006", Place(), {"berkas": str(request.previous_receipt)}))


def check_supplement(pelengkap: Path | None) -> None:
    """A supplement that is named must be one."""
    if pelengkap is not None and not (pelengkap / "instrumen.toml").is_file():
        raise UsageError(Problem("U-005", Place(), {"folder": str(pelengkap)}))


def instrument_folders(request: MonthRequest) -> list[tuple[str, Path]]:
    """Key and folder of every instrument that took part."""
    selection = select(open_shelf(request.regulasi), request.masa, [], request.pelengkap, request.known_on)
    return [(package.key, package.folder) for package in selection.all]


def write_extra(run: Run, bahasa: str = "id") -> Callable[[Path], None]:
    """The workbook beside the results."""

    def write(folder: Path) -> None:
        # Imported here: a month that cannot be computed needs no workbook.
        from tepat.workflow.recap import write_recap

        write_recap(run, folder / "rekap.xlsx", bahasa)

    return write


# -- facts ------------------------------------------------------------------------------------------------------


def packet_folder(folder: Path) -> Path:
    """The fact packet itself: a region made by ``tepat contoh`` holds it in ``fakta``."""
    inner_folder = folder / "fakta"
    return inner_folder if inner_folder.is_dir() and not any(folder.glob("pegawai.*")) else folder


# What an attendance packet holds of the facts: it takes the place of files of those names.
ATTENDANCE_FILES = {"disiplin": "disiplin.csv", "harian": "harian.parquet", "apel": "apel.csv"}


@contextmanager
def with_attendance(facts_folder: Path, presensi: Path | None, bound: BoundBook) -> Iterator[Path]:
    """The fact packet of a month, its attendance taken from an attendance packet where one is given.

    The ledger and the roll-calls are taken along where the rules read them.
    """
    facts_folder = packet_folder(facts_folder)
    if presensi is None:
        yield facts_folder
        return
    if not (presensi / ATTENDANCE_FILES["disiplin"]).is_file():
        raise UsageError(Problem("U-012", Place(), {"folder": str(presensi)}))
    with TemporaryDirectory(prefix="tepat-fakta-") as scratch:
        folder = Path(scratch)
        for path in sorted(path for path in facts_folder.iterdir() if path.is_file() and not path.name.startswith(".")):
            if path.stem.lower() not in ATTENDANCE_FILES:
                copyfile(path, folder / path.name)
        for stem, name in ATTENDANCE_FILES.items():
            needed = stem in bound.reads or bound.book.packet[stem].required
            if needed and (presensi / name).is_file():
                copyfile(presensi / name, folder / name)
        yield folder
