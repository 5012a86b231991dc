"""``tepat hitung``."""

from __future__ import annotations

import csv
import re
import shlex
from atexit import register
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from tepat.cli.screen import next_steps, print_amounts, print_findings, show, steps
from tepat.cli.words import BAHASA, grouped, rupiah, say
from tepat.engine.compute import ENGINES, Resources, Run
from tepat.engine.publish import FINDINGS, RESULT
from tepat.engine.receipt import RECEIPT, control_totals
from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, UsageError
from tepat.law.rulebook import REGULAR, RuleBook
from tepat.workflow import month as workflow
from tepat.workflow.month import MonthRequest


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
    month = month_request(request)
    replaced = (request.target_folder / RECEIPT).exists()
    with steps("fakta", "hitung", "periksa", "tulis") as step:
        run = workflow.compute_month(month, step)
    report(run, request.target_folder, replaced=replaced)
    return 1 if run.withheld else 0


def month_request(request: Request) -> MonthRequest:
    """The request with its texts read."""
    return MonthRequest(
        resources=resources_of(request.mesin),
        regulasi=request.regulasi,
        masa=parse_masa(request.masa),
        facts_folder=request.facts_folder,
        target_folder=request.target_folder,
        pelengkap=request.pelengkap,
        known_on=parse_date(request.diketahui),
        kind=request.jenis,
        order=request.urutan,
        attendance_folder=request.presensi,
        previous_receipt=request.sebelumnya,
        bahasa=BAHASA,
    )


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
