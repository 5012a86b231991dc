"""``tepat hitung``."""

from __future__ import annotations

import csv
import re
import shlex
from atexit import register
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import TemporaryDirectory, mkdtemp

from tepat.cli.screen import next_steps, print_amounts, print_findings, show, steps
from tepat.cli.words import BAHASA, grouped, rupiah, say
from tepat.engine.compute import ENGINES, Resources, Run, compute
from tepat.engine.publish import FINDINGS, RESULT, check_target, publish
from tepat.engine.receipt import RECEIPT, control_totals, receipt_hash
from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, UsageError
from tepat.law.bound import BoundBook
from tepat.law.consolidate import open_book
from tepat.law.rulebook import REGULAR, RuleBook
from tepat.law.shelf import open_shelf, select


@dataclass(frozen=True)
class Request:
    """What ``tepat hitung`` was asked for."""

    regulasi: str
    masa: str
    facts_folder: Path
    target_folder: Path
    pelengkap: Path | None = None
    mesin: str = "duckdb"
    diketahui: str | None = None
    sebelumnya: Path | None = None
    jenis: str = REGULAR
    urutan: int = 1
    presensi: Path | None = None


# Without a limit five million people took 9.5 GiB; with it less than 4 GB, at the cost of some spilling.
MEMORY = "3GB"


def resources_of(engine: str) -> Resources:
    """What a run may use, with the engine that was asked for; `UsageError` where there is none of that name."""
    if engine not in ENGINES:
        raise UsageError(Problem("U-003", Place(), {"mesin": engine}))
    scratch = Path(mkdtemp(prefix="tepat-luapan-"))
    register(rmtree, scratch, ignore_errors=True)
    return Resources(memory=MEMORY, scratch=scratch, engine=engine)


def parse_masa(text: str) -> Masa:
    """A month from the command line; `UsageError` where it is none."""
    try:
        return Masa.parse(text)
    except ValueError:
        raise UsageError(Problem("U-001", Place(), {"masa": text, "saran": _meant(text)})) from None


def _meant(text: str) -> str:
    """The month that a text in another order, or with one digit, most likely means."""
    parts = re.fullmatch(r"(?P<year>\d{4})\D?(?P<month>\d{1,2})", text) or re.fullmatch(
        r"(?P<month>\d{1,2})\D(?P<year>\d{4})", text
    )
    if parts is None or not 1 <= int(parts["month"]) <= 12:
        return ""
    month = f"{parts['year']}-{int(parts['month']):02}"
    return say(f" (mungkin '{month}'?)", f" (did you mean '{month}'?)")


def parse_date(text: str | None) -> date | None:
    """A day from the command line, None where none is given; `UsageError` where it is none."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UsageError(Problem("U-004", Place(), {"tanggal": text})) from None


def facts_folder(folder: Path) -> Path:
    """The fact packet itself: a region made by ``tepat contoh`` holds it in ``fakta``."""
    inner = folder / "fakta"
    return inner if inner.is_dir() and not any(folder.glob("pegawai.*")) else folder


# What an attendance packet holds of the facts: it takes the place of files of those names.
ATTENDANCE_FILES = {"disiplin": "disiplin.csv", "harian": "harian.parquet", "apel": "apel.csv"}


@contextmanager
def with_attendance(facts: Path, presensi: Path | None, bound: BoundBook) -> Iterator[Path]:
    """The fact packet of a month, its attendance taken from what ``tepat presensi olah`` wrote.

    The ledger and the roll-calls are taken along where the rules read them.
    """
    facts = facts_folder(facts)
    if presensi is None:
        yield facts
        return
    if not (presensi / ATTENDANCE_FILES["disiplin"]).is_file():
        raise UsageError(Problem("U-012", Place(), {"folder": str(presensi)}))
    with TemporaryDirectory(prefix="tepat-fakta-") as scratch:
        folder = Path(scratch)
        for path in sorted(path for path in facts.iterdir() if path.is_file() and not path.name.startswith(".")):
            if path.stem.lower() not in ATTENDANCE_FILES:
                copyfile(path, folder / path.name)
        for stem, name in ATTENDANCE_FILES.items():
            needed = stem in bound.reads or bound.book.packet[stem].required
            if needed and (presensi / name).is_file():
                copyfile(presensi / name, folder / name)
        yield folder


def compute_and_advise(request: Request) -> int:
    """Compute a month, and say what one does with it."""
    code = compute_month(request)
    next_steps(*_advice(request.target_folder, withheld=code == 1))
    return code


def _advice(folder: Path, *, withheld: bool) -> Iterator[tuple[str, str]]:
    """Who is withheld comes first; then why an amount is what it is, and the proof that nothing moved."""
    path = shlex.quote(str(folder))
    state = "tertahan" if withheld else "dihitung"
    nip = first_person(folder, state)
    if withheld:
        findings = folder / FINDINGS
        yield (
            "",
            say(
                f"mereka yang tertahan ada di {findings}: perbaiki faktanya, lalu ulangi perintah yang sama",
                f"who is withheld stands in {findings}: mend the facts, then run the same command again",
            ),
        )
    if nip:
        yield f"tepat jelaskan --keluaran {path} --nip {nip}", say("mengapa orang ini?", "why this person?")
    yield f"tepat periksa {path}", say("hitung ulang dan bandingkan", "recompute and compare")


def first_person(folder: Path, state: str) -> str:
    """The first person of a result in that state; empty where there is none."""
    with (folder / f"{RESULT}.csv").open(encoding="utf-8", newline="") as file:
        return next((row["nip"] for row in csv.DictReader(file) if row["status_hitung"] == state), "")


def compute_month(request: Request) -> int:
    """Compute and publish a month; exit code 1 where somebody is withheld."""
    resources = resources_of(request.mesin)
    masa, known_on = parse_masa(request.masa), parse_date(request.diketahui)
    check_target(request.target_folder)
    _check_paths(request)
    previous = receipt_hash(request.sebelumnya) if request.sebelumnya else None
    replaced = (request.target_folder / RECEIPT).exists()
    bound = open_book(open_shelf(request.regulasi), masa, request.pelengkap, known_on, request.jenis)
    with (
        steps("fakta", "hitung", "periksa", "tulis") as step,
        with_attendance(request.facts_folder, request.presensi, bound) as facts,
    ):
        run = compute(facts, bound, resources, step, request.urutan)
        step("tulis")
        publish(
            run,
            request.target_folder,
            instrument_folders(request, masa, known_on),
            bahasa=BAHASA,
            previous=previous,
            extra=write_extra(run),
        )
    report(run, request.target_folder, replaced=replaced)
    return 1 if run.withheld else 0


def _check_paths(request: Request) -> None:
    """What the command line names must be there."""
    if request.pelengkap is not None and not (request.pelengkap / "instrumen.toml").is_file():
        raise UsageError(Problem("U-005", Place(), {"folder": str(request.pelengkap)}))
    if request.sebelumnya is not None and not request.sebelumnya.is_file():
        raise UsageError(Problem("U-006", Place(), {"berkas": str(request.sebelumnya)}))


def instrument_folders(request: Request, masa: Masa, known_on: date | None) -> list[tuple[str, Path]]:
    """Key and folder of every instrument that took part."""
    selection = select(open_shelf(request.regulasi), masa, [], request.pelengkap, known_on)
    return [(package.key, package.folder) for package in selection.all]


def write_extra(run: Run) -> Callable[[Path], None]:
    """The workbook beside the results."""

    def write(folder: Path) -> None:
        from tepat.cli.recap import write_recap

        write_recap(run, folder / "rekap.xlsx")

    return write


def report(run: Run, target_folder: Path, *, replaced: bool = False) -> None:
    """What a clerk wants to know at once: how many, how much, what needs attention, where it stands."""
    book = run.bound.book
    counts = run.counts
    done, waiting = counts.get("dihitung", 0), counts.get("tertahan", 0)
    title = say("TPP {0} masa {1} menurut {2}", "TPP of {0}, month {1}, under {2}")
    show(title.format(book.region, _month(run), _law(book)), "bold")
    people = say("{0} orang: {1} dihitung, {2} tertahan", "{0} people: {1} computed, {2} withheld")
    show(people.format(grouped(done + waiting), grouped(done), grouped(waiting)))
    if not counts:
        show(_nobody(run), "yellow")
    labels = {item.name: say(item.label, item.label_en) for item in book.variables}
    totals = [(labels[name], rupiah(int(total))) for name, total in control_totals(run).items() if name in _SHOWN]
    if totals and done:
        show(say("Jumlah:", "Totals:"), "bold")
        print_amounts(totals)
    if run.findings:
        show(say("Temuan:", "Findings:"), "bold")
        print_findings(run.findings)
    earlier = say(" (menggantikan paket sebelumnya)", " (in place of the earlier packet)") if replaced else ""
    show(say(f"Hasil: {target_folder}", f"Results: {target_folder}") + earlier, "bold")
    for name, text in _FILES.items():
        show(f"  {name:<{_FILE_COLUMN}}  {say(*text)}")


_FILES = {
    "hasil.csv": ("rupiah tiap orang", "everybody's rupiah"),
    "temuan.csv": ("siapa perlu diperhatikan, dan mengapa", "who needs attention, and why"),
    "rekap.xlsx": ("rekap untuk Excel", "the recap for Excel"),
    "tanda_terima.json": (
        "tanda terima: sidik fakta, aturan dan hasil",
        "the receipt: hashes of facts, rules, results",
    ),
}
_FILE_COLUMN = max(map(len, _FILES))


def _nobody(run: Run) -> str:
    if run.admission.rows.get("pegawai"):
        return say("Tidak ada yang ikut pembayaran ini.", "Nobody takes part in this run.")
    return say(
        "Tidak ada seorang pun dalam berkas pegawai; tidak ada yang dihitung.",
        "There is nobody in the file pegawai; nothing was computed.",
    )


def _month(run: Run) -> str:
    """The month, and of a run that is not the regular one which it is."""
    book = run.bound.book
    kind = book.runs.get(book.run)
    return f"{book.masa} ({say(kind.label, kind.label_en)}, {run.order})" if kind else str(book.masa)


_SHOWN = ("tpp_bruto", "pph21", "bpjs", "iwp", "tpp_diterima")


def _law(book: RuleBook) -> str:
    return ", ".join(item.short for item in book.instruments if item.role in ("dasar", "pengubah"))
