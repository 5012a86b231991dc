"""``tepat presensi olah``: from device files to the day ledger, the month summary and what somebody should look at."""

from __future__ import annotations

import csv
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tepat.cli.compute import parse_date, parse_masa, resources_of
from tepat.cli.screen import next_steps, print_findings, print_table, show, steps
from tepat.cli.words import BAHASA, grouped, say
from tepat.ingest.counts import count_files
from tepat.presensi.accounts import FileCount, count_fates
from tepat.workflow.attendance import AttendanceRequest, Processed, process_attendance
from tepat.workflow.cutting import CUTS_FOLDER


@dataclass(frozen=True)
class Request:
    """What ``tepat presensi olah`` was asked for."""

    source_folder: Path
    masa: str
    target_folder: Path
    regulasi: str | None = None
    pelengkap: Path | None = None
    facts_folder: Path | None = None
    until: str | None = None


def process_and_advise(request: Request) -> int:
    """Process a month of attendance, and say what one does with it."""
    code = process_month(request)
    next_steps(*_advice(request))
    return code


def _advice(request: Request) -> Iterator[tuple[str, str]]:
    """What somebody should look at, why somebody is cut, and the month's payment."""
    folder, path = request.target_folder, shlex.quote(str(request.target_folder))
    yield "", say(f"periksa {folder / 'presensi.xlsx'}", f"look at {folder / 'presensi.xlsx'}")
    if (folder / CUTS_FOLDER).is_dir():
        nip = _somebody_cut(folder)
        if nip:
            cuts = shlex.quote(str(folder / CUTS_FOLDER))
            yield (
                f"tepat jelaskan --keluaran {cuts} --nip {nip}",
                say("hari mana dipotong berapa?", "which day cost what?"),
            )
    region = shlex.quote(request.regulasi or "balangan")
    yield (
        f"tepat hitung --regulasi {region} --masa {request.masa} --fakta fakta --presensi {path} --keluaran hasil",
        say("hitung TPP bulan itu dari buku harian ini", "compute the month's TPP from this ledger"),
    )


def _somebody_cut(folder: Path) -> str:
    with (folder / "disiplin.csv").open(encoding="utf-8", newline="") as lines:
        return next((row["nip"] for row in csv.DictReader(lines) if row["potongan_persen"] not in {"", "0"}), "")


def process_month(request: Request, *, brief: bool = False) -> int:
    """Process and publish a month; exit code 1 where somebody's month waits. ``brief``: findings in a line each."""
    asked = attendance_request(request)
    with steps("baca", "jadwal", "pasangan", "buku harian", "potongan", "tinjau", "tulis") as step:
        done = process_attendance(asked, step)
    report(request, done, brief=brief)
    return 1 if done.waiting else 0


def attendance_request(request: Request) -> AttendanceRequest:
    """The request with its texts read."""
    return AttendanceRequest(
        source_folder=request.source_folder,
        masa=parse_masa(request.masa),
        target_folder=request.target_folder,
        regulasi=request.regulasi,
        pelengkap=request.pelengkap,
        facts_folder=request.facts_folder,
        until=parse_date(request.until),
        bahasa=BAHASA,
        resources=resources_of("duckdb"),
    )


def report(request: Request, done: Processed, *, brief: bool = False) -> None:
    """What a clerk wants to know at once: what was read, where it ended, who needs attention, where it stands."""
    connection = done.attendance.connection
    title = say("Presensi masa {0}", "Attendance of month {0}").format(request.masa)
    show(title if request.regulasi is None else f"{title} ({request.regulasi})", "bold")
    _report_files(count_files(connection, done.intake.deliveries))
    _report_fates(connection)
    _report_people(connection, done.waiting)
    if done.findings:
        show(say("Temuan:", "Findings:"), "bold")
        print_findings(done.findings, brief=brief)
    show(say(f"Hasil: {request.target_folder}", f"Results: {request.target_folder}"), "bold")
    for name, text in _FILES.items():
        if (request.target_folder / name).exists():
            show(f"  {name:<{_FILE_COLUMN}}  {say(*text)}")


_SHOWN_FILES = 12


def _report_files(counts: Sequence[FileCount]) -> None:
    heads = (
        say("berkas", "file"),
        say("format", "format"),
        *(say(*pair) for pair in (("dibaca", "read"), ("diterima", "accepted"), ("duplikat", "duplicate"))),
        say("karantina", "quarantined"),
    )
    shown = [(row.berkas, row.format, *map(grouped, _numbers(row))) for row in counts[:_SHOWN_FILES]]
    if len(counts) > _SHOWN_FILES:
        rest = [sum(column) for column in zip(*map(_numbers, counts[_SHOWN_FILES:]), strict=True)]
        more = say("… {0} berkas lain", "… {0} more files").format(len(counts) - _SHOWN_FILES)
        shown.append((more, "", *map(grouped, rest)))
    total = [sum(column) for column in zip(*map(_numbers, counts), strict=True)] or [0, 0, 0, 0]
    print_table(heads, shown, (say("jumlah", "total"), "", *map(grouped, total)))


def _numbers(row: FileCount) -> tuple[int, ...]:
    return row.dibaca, row.diterima, row.duplikat, row.karantina


_FATES = {
    "dipakai": ("dipakai", "used"),
    "antara": ("di antara masuk dan pulang", "between arrival and departure"),
    "duplikat": ("duplikat", "duplicate"),
    "luar_roster": ("di luar jadwal", "outside the roster"),
    "tanpa_pemilik": ("PIN tanpa NIP", "PIN without owner"),
}


def _report_fates(connection: Any) -> None:
    fates = count_fates(connection)
    parts = [f"{grouped(fates[name])} {say(*text)}" for name, text in _FATES.items() if fates.get(name)]
    show(say("Ketukan: ", "Punches: ") + (", ".join(parts) or say("tidak ada", "none")))


def _report_people(connection: Any, waiting: int) -> None:
    query = "SELECT count(*), sum(hari_kerja), sum(hari_hadir), sum(hari_alpa) FROM disiplin"
    people, due, present, absent = connection.execute(query).fetchall()[0]
    text = say(
        "{0} orang: {1} hari kerja, {2} hadir, {3} alpa; {4} menunggu",
        "{0} people: {1} days of duty, {2} present, {3} absent; {4} waiting",
    )
    days = (f"{number or 0:f}".rstrip("0").rstrip(".") if number else "0" for number in (due, present, absent))
    show(text.format(grouped(people), *days, grouped(waiting)))


_FILES = {
    "presensi.xlsx": ("untuk diperiksa di Excel", "to check in Excel"),
    "harian.csv": (
        "buku harian: tiap tugas, menitnya, buktinya",
        "the day ledger: duties, minutes, evidence",
    ),
    "disiplin.csv": ("ringkasan sebulan untuk tepat hitung", "the month summary for tepat hitung"),
    "pin_tanpa_nip.csv": ("PIN yang belum dikenal, dengan saran", "PINs nobody owns yet, with suggestions"),
    "karantina.csv": ("baris yang tidak terbaca, dan mengapa", "records that could not be read, and why"),
    "temuan.csv": ("yang perlu diperhatikan", "what needs attention"),
}
_FILE_COLUMN = max(map(len, _FILES))
