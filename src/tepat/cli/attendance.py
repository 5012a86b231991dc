"""``tepat presensi olah``: from device files to the day ledger, the month summary and what somebody should look at."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tepat.cli.compute import facts_folder, parse_date, parse_masa, resources_of
from tepat.cli.screen import next_steps, print_findings, print_table, show, steps
from tepat.cli.stake import find_stakes
from tepat.cli.words import BAHASA, grouped, say
from tepat.engine.compute import connect
from tepat.engine.cuts import complete_packet, compute_cuts
from tepat.engine.publish import check_target
from tepat.ingest.counts import FileCount, count_fates, count_files
from tepat.ingest.folder import Intake, read_folder, relocate
from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, UsageError
from tepat.lang.findings import Finding
from tepat.lang.sql.duckdb import identifier, quoted
from tepat.law.bound import BoundBook
from tepat.law.consolidate import open_book
from tepat.law.disiplin_pns import thresholds
from tepat.law.packet import HARIAN
from tepat.law.presensi import attendance_book, attendance_settings
from tepat.law.shelf import open_shelf
from tepat.outputs.presensi.packet import RECEIPT, AttendancePacket, publish_attendance, summary_query
from tepat.presensi.counters import CounterRules, count_year
from tepat.presensi.month import AttendanceMonth
from tepat.presensi.process import Attendance, process
from tepat.presensi.review import review

# Files of the packet that attendance itself makes; the others may come from the region's facts.
MADE = ("harian", "disiplin", "apel")
_LEAVE = "cuti_tahunan cuti_sakit cuti_melahirkan cuti_alasan_penting cuti_besar cltn mpp".split()


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
    bound: BoundBook | None


def process_and_advise(request: Request) -> int:
    """Process a month of attendance, and say what one does with it."""
    code = process_month(request)
    path = shlex.quote(str(request.target_folder))
    region = shlex.quote(request.regulasi or "balangan")
    masa = request.masa
    next_steps(
        ("", say(f"periksa {request.target_folder / 'temuan.csv'}", f"look at {request.target_folder / 'temuan.csv'}")),
        (
            f"tepat hitung --regulasi {region} --masa {masa} --fakta fakta --presensi {path} --keluaran hasil",
            say("hitung TPP bulan itu dari buku harian ini", "compute the month's TPP from this ledger"),
        ),
    )
    return code


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
    cut = _cut(request, bound, attendance)
    step("tinjau")
    rules = CounterRules(thresholds(masa), settings.minutes_of_absence)
    looked = [*review(connection, masa), *count_year(connection, masa, rules)]
    stakes = _stakes(request, masa, attendance, bound)
    own = relocate((*attendance.findings, *looked), intake.admission)
    return Processed(intake, attendance, (*intake.findings, *own, *cut, *stakes), bound)


# -- cuts -------------------------------------------------------------------------------------------------------


def _cut(request: Request, bound: BoundBook | None, attendance: Attendance) -> Sequence[Finding]:
    """Fill `disiplin.potongan_persen` by the region's rules; a finding says where it stays empty."""
    if bound is None:
        code, words = ("P-301", {}) if request.regulasi is None else ("P-302", {"daerah": request.regulasi})
        return [Finding(code, variabel="potongan_persen", words=words)]
    with TemporaryDirectory(prefix="tepat-presensi-") as scratch:
        folder = Path(scratch)
        _write_facts(attendance, bound, folder, request.facts_folder and facts_folder(request.facts_folder))
        run, query = compute_cuts(folder, bound)
        cuts = run.connection.sql(query).to_arrow_table()
    connection = attendance.connection
    connection.register("potongan", cuts)
    connection.execute(
        """CREATE OR REPLACE TABLE disiplin AS
SELECT d.* REPLACE (coalesce(d.potongan_persen, p.potongan_persen) AS potongan_persen)
FROM disiplin d LEFT JOIN potongan p USING (nip) ORDER BY nip"""
    )
    connection.unregister("potongan")
    unknown = connection.execute("SELECT nip FROM disiplin WHERE potongan_persen IS NULL ORDER BY nip").fetchall()
    return [Finding("P-303", str(nip), "potongan_persen") for (nip,) in unknown]


def _stakes(request: Request, masa: Masa, attendance: Attendance, bound: BoundBook | None) -> Sequence[Finding]:
    """What outages that nobody has marked cost in rupiah; needs the region's other facts."""
    if request.facts_folder is None or request.regulasi is None or bound is None:
        return []
    month = open_book(open_shelf(request.regulasi), masa, request.pelengkap)
    facts, connection = facts_folder(request.facts_folder), attendance.connection

    def write(folder: Path) -> None:
        _write_facts(attendance, month, folder, facts)
        _copy(connection, summary_query(), folder / "disiplin.csv")

    return find_stakes(attendance, month, write, lambda: _cut(request, bound, attendance))


def _write_facts(attendance: Attendance, bound: BoundBook, folder: Path, others: Path | None) -> None:
    """The packet that the cuts are computed from: what attendance made, and the region's other facts if given."""
    packet, connection = bound.book.packet, attendance.connection
    if others is not None:
        for path in sorted(others.iterdir()):
            if path.stem.lower() in packet and path.stem.lower() not in MADE:
                shutil.copyfile(path, folder / path.name)
    if not any(folder.glob("pegawai.*")):
        own = {row[0] for row in connection.execute("DESCRIBE pegawai").fetchall()}
        cells = (f"{name} AS {name}" if name in own else f"NULL AS {name}" for name in packet["pegawai"].names)
        _copy(connection, f"SELECT {', '.join(cells)} FROM pegawai", folder / "pegawai.csv")
    _copy(connection, f"SELECT *{_empty(further_columns(bound))} FROM harian", folder / "harian.parquet")
    _copy(connection, "SELECT nip, tanggal, jenis, hadir FROM apel", folder / "apel.csv")
    if not any(folder.glob("cuti.*")):
        kinds = ", ".join(quoted(kind) for kind in _LEAVE)
        leave = f"SELECT nip, CAST(jenis AS VARCHAR) AS jenis, mulai, selesai FROM izin WHERE jenis IN ({kinds})"
        _copy(connection, leave, folder / "cuti.csv")
    complete_packet(folder, packet)


def further_columns(bound: BoundBook | None) -> tuple[str, ...]:
    """Columns of the ledger that the region's rules have beside the contract's; punches do not tell them."""
    if bound is None:
        return ()
    return tuple(name for name in bound.book.packet["harian"].names if name not in HARIAN.names)


def _empty(names: Sequence[str]) -> str:
    return "".join(f", NULL AS {identifier(name)}" for name in names)


def _copy(connection: Any, query: str, path: Path) -> None:
    form = "parquet" if path.suffix == ".parquet" else "csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S'"
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} (FORMAT {form})")


# -- what is written and told -----------------------------------------------------------------------------------


def withhold(done: Processed) -> int:
    """Take those whose month waits out of `disiplin`: how many."""
    connection = done.attendance.connection
    waiting = sorted({item.nip for item in done.findings if item.nip and item.tingkat == "tahan"})
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
        "berkas_mesin": [row._asdict() for row in count_files(connection, done.intake.deliveries)],
        "presensi": count_fates(connection),
    }
    packet = AttendancePacket(
        connection, done.findings, done.intake.quarantined, sources, about, further_columns(done.bound)
    )
    publish_attendance(packet, request.target_folder, BAHASA)


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
    shown = [(row.berkas, row.format, *map(grouped, row[2:6])) for row in counts[:_SHOWN_FILES]]
    if len(counts) > _SHOWN_FILES:
        rest = [sum(column) for column in zip(*(row[2:6] for row in counts[_SHOWN_FILES:]), strict=True)]
        more = say("… {0} berkas lain", "… {0} more files").format(len(counts) - _SHOWN_FILES)
        shown.append((more, "", *map(grouped, rest)))
    total = [sum(column) for column in zip(*(row[2:6] for row in counts), strict=True)] or [0, 0, 0, 0]
    print_table(heads, shown, (say("jumlah", "total"), "", *map(grouped, total)))


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
