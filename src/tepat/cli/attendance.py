"""``tepat presensi olah``: from device files to the day ledger, the month summary and what somebody should look at."""

from __future__ import annotations

import csv
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tepat.cli.compute import facts_folder, parse_date, parse_masa, resources_of
from tepat.cli.cutting import CUTS_FOLDER, Cutter, copy_table, further_columns
from tepat.cli.screen import next_steps, print_findings, print_table, show, steps
from tepat.cli.stake import find_stakes
from tepat.cli.words import BAHASA, grouped, say
from tepat.engine.compute import connect
from tepat.engine.publish import check_target
from tepat.ingest.counts import count_files
from tepat.ingest.folder import Intake, read_folder, relocate
from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, UsageError
from tepat.lang.findings import Finding
from tepat.law.consolidate import open_book
from tepat.law.disiplin_pns import thresholds
from tepat.law.presensi import attendance_book, attendance_settings
from tepat.law.shelf import open_shelf
from tepat.outputs.presensi.packet import RECEIPT, AttendancePacket, publish_attendance, summary_query
from tepat.presensi.accounts import FileCount, count_fates, none_used
from tepat.presensi.counters import CounterRules, count_year
from tepat.presensi.month import AttendanceMonth
from tepat.presensi.process import Attendance, process
from tepat.presensi.review import review
from tepat.presensi.waiting import whose_month_waits


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


@dataclass(frozen=True)
class Processed:
    """A processed month with what was read for it."""

    intake: Intake
    attendance: Attendance
    findings: tuple[Finding, ...]
    cutter: Cutter


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
    masa, until = parse_masa(request.masa), parse_date(request.until)
    _check(request)
    with steps("baca", "jadwal", "pasangan", "buku harian", "potongan", "tinjau", "tulis") as step:
        step("baca")
        done = _process(request, masa, until, step)
        step("tulis")
        waiting = withhold(done)
        _publish(request, done)
    report(request, done, waiting, brief=brief)
    return 1 if waiting else 0


def _check(request: Request) -> None:
    check_target(request.target_folder, RECEIPT)
    if not request.source_folder.is_dir():
        raise UsageError(Problem("U-011", Place(), {"folder": str(request.source_folder)}))
    if request.pelengkap is not None and not (request.pelengkap / "instrumen.toml").is_file():
        raise UsageError(Problem("U-005", Place(), {"folder": str(request.pelengkap)}))


def _process(request: Request, masa: Masa, until: date | None, step: Any) -> Processed:
    settings = attendance_settings(request.regulasi, masa, request.pelengkap)
    connection = connect(resources_of("duckdb"))
    intake = read_folder(request.source_folder, connection, masa)
    attendance = process(connection, AttendanceMonth(masa, settings, until), step)
    step("potongan")
    bound = None if request.regulasi is None else attendance_book(request.regulasi, masa, request.pelengkap)
    others = None if request.facts_folder is None else facts_folder(request.facts_folder)
    cutter = Cutter(attendance, bound, others, request.regulasi, request.pelengkap)
    cut = cutter.cut(keep=True)
    step("tinjau")
    rules = CounterRules(thresholds(masa), settings.minutes_of_absence)
    looked = [*review(connection, masa), *count_year(connection, masa, rules)]
    stakes = _stakes(request, masa, cutter)
    own = relocate((*attendance.findings, *none_used(connection), *looked), intake.admission)
    return Processed(intake, attendance, (*intake.findings, *own, *cut, *stakes), cutter)


def _stakes(request: Request, masa: Masa, cutter: Cutter) -> Sequence[Finding]:
    """What outages that nobody has marked cost in rupiah; needs the region's other facts."""
    if cutter.others is None or request.regulasi is None or cutter.bound is None:
        return []
    month = open_book(open_shelf(request.regulasi), masa, request.pelengkap)

    def write(folder: Path) -> None:
        cutter.write_facts(month, folder)
        copy_table(cutter.attendance.connection, summary_query(), folder / "disiplin.csv")

    return find_stakes(cutter.attendance, month, write, cutter.cut)


# -- what is written and told -----------------------------------------------------------------------------------


def withhold(done: Processed) -> int:
    """Take those whose month waits out of `disiplin`: how many."""
    connection = done.attendance.connection
    waiting = whose_month_waits(connection, done.attendance.month, done.findings)
    connection.execute("CREATE OR REPLACE TABLE menunggu (nip VARCHAR)")
    if waiting:
        connection.executemany("INSERT INTO menunggu VALUES (?)", [[nip] for nip in waiting])
    connection.execute("DELETE FROM disiplin WHERE nip IN (FROM menunggu) OR nip IN (SELECT nip FROM rusak)")
    found = connection.execute("SELECT count(*) FROM (SELECT nip FROM rusak UNION FROM menunggu)").fetchall()
    return int(found[0][0])


def _publish(request: Request, done: Processed) -> None:
    connection = done.attendance.connection
    sources = {
        path.relative_to(request.source_folder).as_posix(): path
        for path in request.source_folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    about = {
        "masa": request.masa,
        "regulasi": request.regulasi,
        "berkas_mesin": [asdict(row) for row in count_files(connection, done.intake.deliveries)],
        "presensi": count_fates(connection),
    }
    packet = AttendancePacket(
        connection,
        done.findings,
        done.intake.quarantined,
        sources,
        about,
        further_columns(done.cutter.bound),
        further=done.cutter.publish,
        workbook=lambda path: _write_workbook(request, done, path),
    )
    publish_attendance(packet, request.target_folder, BAHASA)


def _write_workbook(request: Request, done: Processed, path: Path) -> None:
    from tepat.outputs.presensi import PresensiTables, write_presensi

    connection = done.attendance.connection
    bound = done.cutter.bound
    law = () if bound is None else tuple(item.short for item in bound.book.instruments)
    files = tuple(count_files(connection, done.intake.deliveries))
    tables = PresensiTables(connection, request.regulasi or "", done.attendance.month.masa, law, files)
    write_presensi(path, tables, BAHASA)


def report(request: Request, done: Processed, waiting: int, *, brief: bool = False) -> None:
    """What a clerk wants to know at once: what was read, where it ended, who needs attention, where it stands."""
    connection = done.attendance.connection
    title = say("Presensi masa {0}", "Attendance of month {0}").format(request.masa)
    show(title if request.regulasi is None else f"{title} ({request.regulasi})", "bold")
    _report_files(count_files(connection, done.intake.deliveries))
    _report_fates(connection)
    _report_people(connection, waiting)
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
