"""``tepat hitung``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tepat.cli.screen import console, print_findings, print_rows, steps
from tepat.cli.words import BAHASA, grouped, rupiah, say
from tepat.engine.compute import ENGINES, Resources, Run, compute
from tepat.engine.publish import check_target, publish
from tepat.engine.receipt import control_totals, receipt_hash
from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, UsageError
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


def resources_of(engine: str) -> Resources:
    """What a run may use, with the engine that was asked for; `UsageError` where there is none of that name."""
    if engine not in ENGINES:
        raise UsageError(Problem("U-003", Place(), {"mesin": engine}))
    return Resources(engine=engine)


def parse_masa(text: str) -> Masa:
    """A month from the command line; `UsageError` where it is none."""
    try:
        return Masa.parse(text)
    except ValueError:
        raise UsageError(Problem("U-001", Place(), {"masa": text})) from None


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


def compute_month(request: Request) -> int:
    """Compute and publish a month; exit code 1 where somebody is withheld."""
    resources = resources_of(request.mesin)
    masa, known_on = parse_masa(request.masa), parse_date(request.diketahui)
    check_target(request.target_folder)
    _check_paths(request)
    previous = receipt_hash(request.sebelumnya) if request.sebelumnya else None
    bound = open_book(open_shelf(request.regulasi), masa, request.pelengkap, known_on, request.jenis)
    with steps() as step:
        run = compute(facts_folder(request.facts_folder), bound, resources, step, request.urutan)
        step("tulis")
        publish(
            run,
            request.target_folder,
            instrument_folders(request, masa, known_on),
            bahasa=BAHASA,
            previous=previous,
            extra=write_extra(run),
        )
    report(run, request.target_folder)
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


def report(run: Run, target_folder: Path) -> None:
    """What a clerk wants to know at once: how many, how much, what needs attention, where it stands."""
    book = run.bound.book
    counts = run.counts
    done, waiting = counts.get("dihitung", 0), counts.get("tertahan", 0)
    title = say("TPP {0} masa {1} menurut {2}", "TPP of {0}, month {1}, under {2}")
    console.print(title.format(book.region, _month(run), _law(book)), style="bold")
    console.print(
        say("{0} orang: {1} dihitung, {2} tertahan", "{0} people: {1} computed, {2} withheld").format(
            grouped(done + waiting), grouped(done), grouped(waiting)
        )
    )
    if not counts:
        empty = say(
            "Tidak ada seorang pun dalam berkas pegawai; tidak ada yang dihitung.",
            "There is nobody in the file pegawai; nothing was computed.",
        )
        if run.admission.rows.get("pegawai"):
            empty = say("Tidak ada yang ikut pembayaran ini.", "Nobody takes part in this run.")
        console.print(empty, style="yellow")
    labels = {item.name: say(item.label, item.label_en) for item in book.variables}
    totals = [(labels[name], rupiah(int(total))) for name, total in control_totals(run).items() if name in _SHOWN]
    print_rows("", ((say("jumlah", "total"), False), ("", True)), totals)
    if run.findings:
        console.print(say("Temuan:", "Findings:"), style="bold")
        print_findings(run.findings)
    console.print(say(f"Hasil: {target_folder}", f"Results: {target_folder}"))


def _month(run: Run) -> str:
    """The month, and of a run that is not the regular one which it is."""
    book = run.bound.book
    kind = book.runs.get(book.run)
    return f"{book.masa} ({say(kind.label, kind.label_en)}, {run.order})" if kind else str(book.masa)


_SHOWN = ("tpp_bruto", "pph21", "bpjs", "iwp", "tpp_diterima")


def _law(book: RuleBook) -> str:
    return ", ".join(item.short for item in book.instruments if item.role in ("dasar", "pengubah"))
