"""A month of attendance: from device files to the day ledger, the month summary and what somebody should look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from tepat.engine.compute import Progress, Resources, connect
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
from tepat.presensi.accounts import count_fates, none_used
from tepat.presensi.counters import CounterRules, count_year
from tepat.presensi.month import AttendanceMonth
from tepat.presensi.process import Attendance, process
from tepat.presensi.review import review
from tepat.presensi.waiting import whose_month_waits
from tepat.workflow.cutting import Cutter, copy_table, further_columns
from tepat.workflow.month import check_supplement, packet_folder
from tepat.workflow.stake import find_stakes


@dataclass(frozen=True)
class AttendanceRequest:
    """Which month of attendance to process from what, and where its packet shall stand.

    ``regulasi``: whose tariffs cut; None leaves the percentages empty. ``facts_folder``: the region's other facts,
    for tariffs that read them and for what outages cost. ``until``: the last day that has happened. ``workbook``: with
    ``presensi.xlsx``, whose cells are written one by one: ten seconds for 6,000 people.
    """

    source_folder: Path
    masa: Masa
    target_folder: Path
    regulasi: str | None = None
    pelengkap: Path | None = None
    facts_folder: Path | None = None
    until: date | None = None
    workbook: bool = True
    bahasa: str = "id"
    resources: Resources | None = None


@dataclass(frozen=True)
class Processed:
    """A processed month with what was read for it. ``waiting``: how many people's month waits."""

    intake: Intake
    attendance: Attendance
    findings: tuple[Finding, ...]
    cutter: Cutter
    waiting: int = 0


def process_attendance(request: AttendanceRequest, progress: Progress = lambda step: None) -> Processed:
    """Process and publish a month of attendance; its tables stay open for whoever asked.

    ``progress`` is told ``baca``, ``jadwal``, ``pasangan``, ``buku harian``, ``potongan``, ``tinjau``, ``tulis``.

    Raises
    ------
    RegulationError, PacketError, UsageError : with everything that is wrong; nothing is written then
    OSError : the disk fails; an earlier packet stays as it was
    """
    check_target(request.target_folder, RECEIPT)
    if not request.source_folder.is_dir():
        raise UsageError(Problem("U-011", Place(), {"folder": str(request.source_folder)}))
    check_supplement(request.pelengkap)
    progress("baca")
    read = _process(request, progress)
    progress("tulis")
    done = Processed(read.intake, read.attendance, read.findings, read.cutter, withhold(read))
    _publish(request, done)
    return done


def _process(request: AttendanceRequest, progress: Progress) -> Processed:
    masa = request.masa
    settings = attendance_settings(request.regulasi, masa, request.pelengkap)
    connection = connect(request.resources or Resources())
    intake = read_folder(request.source_folder, connection, masa)
    attendance = process(connection, AttendanceMonth(masa, settings, request.until), progress)
    progress("potongan")
    cutter = _cutter(request, attendance)
    cut = cutter.cut(keep=True)
    progress("tinjau")
    rules = CounterRules(thresholds(masa), settings.minutes_of_absence)
    looked = [*review(connection, masa), *count_year(connection, masa, rules)]
    stakes = _stakes(request, cutter)
    own = relocate((*attendance.findings, *none_used(connection), *looked), intake.admission)
    return Processed(intake, attendance, (*intake.findings, *own, *cut, *stakes), cutter)


def _cutter(request: AttendanceRequest, attendance: Attendance) -> Cutter:
    region, pelengkap = request.regulasi, request.pelengkap
    bound = None if region is None else attendance_book(region, request.masa, pelengkap)
    others = None if request.facts_folder is None else packet_folder(request.facts_folder)
    return Cutter(attendance, bound, others, region, pelengkap, request.bahasa, request.resources)


def _stakes(request: AttendanceRequest, cutter: Cutter) -> Sequence[Finding]:
    """What outages that nobody has marked cost in rupiah; needs the region's other facts."""
    if cutter.others is None or request.regulasi is None or cutter.bound is None:
        return []
    month = open_book(open_shelf(request.regulasi), request.masa, request.pelengkap)

    def write(folder: Path) -> None:
        cutter.write_facts(month, folder)
        copy_table(cutter.attendance.connection, summary_query(), folder / "disiplin.csv")

    return find_stakes(cutter.attendance, month, write, cutter.cut, request.bahasa, request.resources)


def withhold(done: Processed) -> int:
    """Take those whose month waits out of `disiplin`, into `menunggu`: how many."""
    connection = done.attendance.connection
    waiting = whose_month_waits(connection, done.attendance.month, done.findings)
    connection.execute("CREATE OR REPLACE TABLE menunggu (nip VARCHAR)")
    if waiting:
        connection.executemany("INSERT INTO menunggu VALUES (?)", [[nip] for nip in waiting])
    connection.execute("DELETE FROM disiplin WHERE nip IN (FROM menunggu) OR nip IN (SELECT nip FROM rusak)")
    found = connection.execute("SELECT count(*) FROM (SELECT nip FROM rusak UNION FROM menunggu)").fetchall()
    return int(found[0][0])


def _publish(request: AttendanceRequest, done: Processed) -> None:
    connection = done.attendance.connection
    sources = {
        path.relative_to(request.source_folder).as_posix(): path
        for path in request.source_folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    about = {
        "masa": str(request.masa),
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
        workbook=(lambda path: _write_workbook(request, done, path)) if request.workbook else None,
    )
    publish_attendance(packet, request.target_folder, request.bahasa)


def _write_workbook(request: AttendanceRequest, done: Processed, path: Path) -> None:
    from tepat.outputs.presensi import PresensiTables, write_presensi

    connection = done.attendance.connection
    bound = done.cutter.bound
    law = () if bound is None else tuple(item.short for item in bound.book.instruments)
    files = tuple(count_files(connection, done.intake.deliveries))
    tables = PresensiTables(connection, request.regulasi or "", request.masa, law, files)
    write_presensi(path, tables, request.bahasa)
