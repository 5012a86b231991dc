"""``tepat regulasi …`` and ``tepat sql``."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from tepat.cli.compute import parse_date, parse_masa
from tepat.cli.screen import counting, next_steps, print_problems, show
from tepat.cli.words import BAHASA, grouped, say
from tepat.engine.statement import write_statement
from tepat.lang.errors import Place, Problem, UsageError
from tepat.law.compare import compare_books, fixed_text
from tepat.law.consolidate import consolidate, open_book
from tepat.law.load import Package
from tepat.law.proofs.freshness import check_freshness
from tepat.law.proofs.unknowns import unknown_intervals
from tepat.law.rulebook import REGULAR, Article, Definition, LawTable, RuleBook, cited
from tepat.law.shelf import MAKERS, NATIONAL, open_shelf, region_folders, regions, samples
from tepat.law.validate import FeatureTest, Report, validate_region


def print_sql(regulasi: str, masa: str, pelengkap: Path | None, dialek: str, jenis: str = REGULAR) -> int:
    """The month as one statement on standard output."""
    if dialek != "duckdb":
        raise UsageError(Problem("U-002", Place(), {"dialek": dialek}))
    bound = open_book(open_shelf(regulasi), parse_masa(masa), pelengkap, run=jenis)
    for info in bound.book.instruments:
        print(f"-- {info.short} ({info.key}) {info.sha256}")
    print(write_statement(bound).whole + ";")
    return 0


def list_regulations() -> int:
    """Regions and ministries with their instruments in the order of their first month."""
    problems: list[Problem] = []
    for region, folder in region_folders().items():
        of_region = folder.parent.name == MAKERS[0]
        show(region if of_region else f"{folder.parent.name}/{region}", "bold")
        for package in open_shelf(region).packages(problems):
            show(_instrument_line(package))
    if samples():
        show(say("contoh cara menulis, bukan hukum:", "samples of how to write, not law:"), "bold")
    for sample in samples():
        show(f"  {sample}")
    print_problems(problems)
    next_steps(*_after_list())
    return 2 if problems else 0


def _after_list() -> Iterator[tuple[str, str]]:
    if known := regions():
        since = open_shelf(known[0]).packages([])[-1].instrumen.masa_pertama
        command = f"tepat regulasi tampil {known[0]} --masa {since}"
        yield command, say("baca peraturan suatu bulan", "read the regulations of a month")
    command = "tepat regulasi baru FOLDER --nama perwali-1-2026 --masa 2026-01"
    yield command, say("susun peraturan daerah sendiri", "write a regulation of one's own")


def _instrument_line(package: Package) -> str:
    model = package.instrumen
    amends = f", {say('mengubah', 'amends')} {model.mengubah}" if model.mengubah else ""
    since = say(f"mulai masa {model.masa_pertama}", f"from {model.masa_pertama}")
    return f"  {model.singkatan} ({since}{amends}; {say('sumber', 'source')}: {model.sumber})"


def show_regulation(
    daerah: str, masa: str, pelengkap: Path | None, diketahui: str | None = None, jenis: str = REGULAR
) -> int:
    """The consolidated rule book: instruments, articles with their status, variables with formula and lineage."""
    bound = open_book(open_shelf(daerah), parse_masa(masa), pelengkap, parse_date(diketahui), jenis)
    for line, style in _book_lines(bound.book):
        show(line, style)
    region = shlex.quote(daerah)
    next_steps(
        (f"tepat regulasi periksa {region}", say("periksa kelengkapannya", "check that it is whole")),
        (f"tepat sql --regulasi {region} --masa {masa}", say("lihat sebagai SQL", "see it as SQL")),
    )
    return 0


def _book_lines(book: RuleBook) -> Iterator[tuple[str, str]]:
    kind = book.runs.get(book.run)
    run = f" ({say(kind.label, kind.label_en)})" if kind else ""
    title = f"Buku aturan {book.region}, masa {book.masa}{run}", f"Rule book of {book.region}, {book.masa}{run}"
    yield say(*title), "bold"
    for code, item in book.runs.items():
        yield (
            f"  --jenis {code}: {say(item.label, item.label_en)} — {item.source.dasar} [{item.source.instrumen}]",
            "dim",
        )
    for info in book.instruments:
        yield f"  {info.short} — {info.title} [{info.role}, {say('mulai', 'from')} {info.first_masa}]", ""
    yield "", ""
    for article in book.articles:
        if not article.instrumen.startswith(f"{NATIONAL}/") or len(article.history) > 1:
            yield from _article_lines(article)
    yield "", ""
    for definition in book.definitions.values():
        yield from _definition_lines(definition)
    for table in book.tables.values():
        yield from _table_lines(table)
    for name, by in book.deleted.items():
        yield f"{say('dihapus', 'deleted')}: {name} ({by})", "dim"


def _article_lines(article: Article) -> Iterator[tuple[str, str]]:
    state = say("dihapus", "deleted") if article.deleted else article.title
    by = f" [{article.operation}, {article.amended}]" if article.operation else ""
    known = "" if article.parts or article.deleted else say(" (hanya nomornya diketahui)", " (known by number only)")
    yield f"{cited(article.number)}{known} {state}{by}".rstrip(), "bold"
    if len(article.history) > 1:
        yield f"  {say('riwayat', 'history')}: {' → '.join(article.history)}", "dim"
    for part in article.parts:
        how = ", ".join(part.variables) or part.feature or part.reason
        yield f"  {part.mark}: {part.text}", ""
        if part.amended != article.amended or part.history[:-1]:
            yield f"      {say('bunyi dari', 'text of')} {' → '.join(part.history or (part.amended,))}", "dim"
        yield f"      {part.status}{': ' + how if how else ''}", "cyan"


def _definition_lines(definition: Definition) -> Iterator[tuple[str, str]]:
    source = definition.source
    yield f"{definition.name} ({definition.unit}) — {say(definition.label, definition.label_en)}", "bold"
    yield f"    {source.dasar} [{source.instrumen}, {source.sumber}]", "cyan"
    yield from _past_lines(definition)
    value = fixed_text(definition, BAHASA) if definition.is_parameter else ""
    for text in (definition.formula.strip(), value, definition.unknown):
        if text:
            yield "    " + text.replace("\n", "\n    "), ""


def _table_lines(table: LawTable) -> Iterator[tuple[str, str]]:
    """A table's face; its rows stand in its file."""
    rows = grouped(len(table.table.rows)) if table.table is not None else table.unknown
    yield f"{say('tabel', 'table')} {table.name} — {say(table.label, table.label_en)}: {rows}", "bold"
    yield f"    {table.source.dasar} [{table.source.instrumen}, {table.source.sumber}]", "cyan"
    yield from _past_lines(table)


def _past_lines(piece: Definition | LawTable) -> Iterator[tuple[str, str]]:
    for before in piece.source.lineage:
        yield f"    {say('sebelumnya', 'before')}: {before}", "dim"
    if piece.menyimpang:
        yield f"    {say('menyimpang', 'departs from higher law')}: {piece.menyimpang}", "yellow"


def compare_regulations(daerah: str, dari: str, ke: str, diketahui: str | None = None) -> int:
    """What changed between two months, paragraph by paragraph and variable by variable."""
    shelf, known_on = open_shelf(daerah), parse_date(diketahui)
    old, new = (consolidate(shelf, parse_masa(masa), known_on=known_on) for masa in (dari, ke))
    changes = list(compare_books(old, new))
    if not changes:
        show(say(f"Tidak ada yang berubah antara {dari} dan {ke}.", f"Nothing changed from {dari} to {ke}."))
    for change in changes:
        style = {"baru": "green", "dihapus": "red", "dilepas": "dim"}.get(change.what, "yellow")
        show(f"{change.what} {change.kind} {change.name} — {change.basis}", style)
        for sign, text in (("-", change.before), ("+", change.after)):
            for line in text.splitlines():
                show(f"  {sign} {line}", "dim")
    command = f"tepat regulasi tampil {shlex.quote(daerah)} --masa {ke}"
    next_steps((command, say("baca seluruh peraturan bulan itu", "read all the rules of that month")))
    return 0


def validate_regulations(daerah: str | None, feature_exists: FeatureTest, per: str | None = None) -> int:
    """Validate one region or all; exit code 2 where anything is not in order.

    ``per``: the day by which instruments are fresh or not (None: today). Of samples among all only the outcome is told.
    """
    known = regions()
    today = parse_date(per) or datetime.now(UTC).date()
    reports = _reports(daerah, feature_exists)
    problems = sum(len(report.problems) for report in reports)
    for report in reports:
        print_problems(report.problems)
        _print_state(report)
        if daerah is not None or report.region in known:
            _print_checklist(report)
            _print_freshness(report, today)
            _print_unknowns(report)
    next_steps(*_after_validation(daerah, reports, problems))
    return 2 if problems else 0


def _after_validation(daerah: str | None, reports: list[Report], problems: int) -> Iterator[tuple[str, str]]:
    """Mend what is wrong; then fill in what is unknown; then compute."""
    again = f"tepat regulasi periksa {shlex.quote(daerah)}" if daerah else "tepat regulasi periksa"
    if problems:
        yield (
            again,
            say("perbaiki yang disebut di atas, lalu periksa lagi", "mend what is named above, then check again"),
        )
    elif daerah is None:
        yield "tepat regulasi uji", say("jalankan contoh berhitungnya saja", "run the worked cases alone")
    else:
        (report,) = reports
        if unknown_intervals(report.months, report.lapses):
            yield (
                again,
                say("isi yang masih tidak diketahui, lalu periksa lagi", "fill in what is unknown, check again"),
            )
        masa = report.masa[-1] if report.masa else "YYYY-MM"
        command = f"tepat hitung --regulasi {shlex.quote(daerah)} --masa {masa} --fakta DIR --keluaran hasil"
        yield command, say("hitung sebulan", "compute a month")


def _print_checklist(report: Report) -> None:
    for line in report.checklist:
        style = "green" if line.sound else "red" if line.failed or line.unseen else "dim"
        show(f"  {line.text(BAHASA)}", style)


def _print_state(report: Report) -> None:
    state = say("beres", "in order") if not report.problems else say("bermasalah", "has problems")
    parts = ", ".join(f"{status} {count}" for status, count in sorted(report.paragraphs.items()))
    months, cases = ", ".join(report.masa), grouped(report.cases)
    show(
        say(
            f"{report.region}: {state} — masa {months}; {cases} kasus; bagian: {parts}",
            f"{report.region}: {state} — {months}; {cases} cases; parts: {parts}",
        ),
        style="red" if report.problems else "green",
    )


def _print_freshness(report: Report, today: date) -> None:
    """When each instrument was last compared with its source; a warning where that was long ago."""
    show(say("  Dibandingkan dengan sumbernya:", "  Compared with its source:"))
    for package in report.packages.values():
        checked = package.instrumen.diperiksa or say("belum pernah", "never")
        line = say(f"diperiksa {checked}", f"compared {checked}")
        show(f"    {package.instrumen.singkatan} — {line}")
    for problem in check_freshness(report.packages.values(), today):
        show(f"    {problem.text(BAHASA)}", "yellow")


def _print_unknowns(report: Report) -> None:
    """What stays unknown, over which months."""
    intervals = unknown_intervals(report.months, report.lapses)
    if intervals:
        show(say("  Tidak diketahui:", "  Unknown:"))
    for item in intervals:
        until = item.until or say("kini", "now")
        thing = f"{item.thing.kind} {item.thing.name}: {item.thing.reason}"
        show(f"    {item.since} – {until}  {thing}")


def run_cases(daerah: str | None, feature_exists: FeatureTest) -> int:
    """Run worked cases; exit code 1 where one differs, 2 where the packages themselves are not in order."""
    code, reports = 0, _reports(daerah, feature_exists)
    for report in reports:
        wrong = [problem for problem in report.problems if problem.code in ("R-050", "R-051")]
        other = [problem for problem in report.problems if problem not in wrong]
        print_problems([*other, *wrong])
        show(
            say(
                f"{report.region}: {grouped(report.cases)} kasus, {grouped(len(wrong))} nilai berbeda",
                f"{report.region}: {grouped(report.cases)} cases, {grouped(len(wrong))} values differ",
            ),
            style="red" if report.problems else "green",
        )
        code = max(code, 2 if other else 1 if wrong else 0)
    what = shlex.quote(daerah) if daerah else ""
    text = say("semua pemeriksaan lain", "all other checks") if not code else say("apa yang salah", "what is wrong")
    next_steps((f"tepat regulasi periksa {what}".rstrip(), text))
    return code


def _reports(daerah: str | None, feature_exists: FeatureTest) -> list[Report]:
    """All of them before any is shown: what is under way stands on the same terminal."""
    names = [daerah] if daerah else [*regions(), *samples()]
    reports = []
    with counting(len(names)) as tell:
        for number, name in enumerate(names):
            tell(f"{say('memeriksa', 'checking')} {name}", number)
            reports.append(validate_region(open_shelf(name), feature_exists))
    return reports
