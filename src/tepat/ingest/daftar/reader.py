"""Reads an upload as the list it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tepat.ingest.daftar.header import Header, find_header, nearest_title, place_of, short, untitled
from tepat.ingest.daftar.kinds import LAPORAN, REKAP, ListKind, find_kind, list_kinds
from tepat.ingest.daftar.opening import open_upload
from tepat.ingest.daftar.reading import ListProblem, ListReading
from tepat.ingest.daftar.recognition import recognise_grids
from tepat.ingest.daftar.rows import Draft, read_rows
from tepat.ingest.daftar.shape import Table
from tepat.ingest.daftar.stated import month_of_report, month_of_row, month_of_title
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import Grid, Row, show
from tepat.lang.calendar import Masa
from tepat.law.packet import KINERJA

# The sheet of a template that explains it.
NOTES_SHEET = "Petunjuk"
_SEARCHED = 20


def read_list(name: str, content: bytes, kind: str | None = None, masa: str | None = None) -> ListReading:
    """The rows of an uploaded file, and everything there is to say about it; never raises, whatever the bytes.

    Grain: one row per row of the file that may be taken; every other row is in ``refused`` or ``skipped``.

    Parameters
    ----------
    name : of the file; its end promises nothing, its words decide between lists with the same columns
    content : of the file
    kind : the list it is to be read as, a name of `list_kinds`; None: recognised by its titles
    masa : ``YYYY-MM``, the month it is uploaded for, which a list of one month must not contradict

    Raises
    ------
    KeyError
        ``kind`` is no list.
    ValueError
        ``masa`` is no month.

    Findings
    --------
    B-0xx : the file as a whole cannot be used
    B-1xx : a row is not taken
    B-2xx : what was met while reading it
    """
    asked = find_kind(kind) if kind is not None else None
    month = Masa.parse(masa) if masa is not None else None
    opened = open_upload(name, content)
    if opened.fault is not None:
        return ListReading(kind or "", problems=(opened.fault,))
    found = _choose(name, opened.grids, asked)
    if found is None:
        return _unknown(opened.grids, opened.notes)
    sheet, header = _find_table(opened.grids, found)
    grid = opened.grids[sheet]
    notes = (*opened.notes, *_other_sheets(opened.grids, sheet))
    fault = _fault(found, grid, header)
    if header is None or fault is not None:
        return _refused(found, sheet, grid, header, [fault] if fault else [], notes)
    return _read_table(Table(found, sheet, grid, header), month, notes)


def _choose(name: str, grids: Mapping[str, Grid], asked: ListKind | None) -> ListKind | None:
    """The list that is asked for; where that is ratings, the report of BKN with its own rules if it is one."""
    if asked is not None and asked.name != KINERJA.name:
        return asked
    recognised = recognise_grids(name, grids)
    if asked is not None:
        return find_kind(recognised) if recognised in {REKAP, LAPORAN} else asked
    return find_kind(recognised) if recognised is not None else None


def _find_table(grids: Mapping[str, Grid], kind: ListKind) -> tuple[str, Header | None]:
    """The first sheet with the whole header; else the one that has most of it."""
    headers = {sheet: find_header(grid, kind) for sheet, grid in grids.items()}
    whole = next((sheet for sheet, header in headers.items() if header is not None and not header.missing), None)
    sheet = whole if whole is not None else max(headers, key=lambda name: _size(headers[name]))
    return sheet, headers[sheet]


def _size(header: Header | None) -> int:
    return len(header.columns) if header else -1


# -- files that cannot be used --------------------------------------------------------------------------------------


def _fault(kind: ListKind, grid: Grid, header: Header | None) -> ListProblem | None:
    """What is wrong with the header: B-007 a column is missing, B-008 one stands there twice."""
    if header is None:
        words = {"daftar": _required_titles(kind, kind.required), "mirip": "–", "ada": _first_titles(grid)}
        return ListProblem("B-007", words=words)
    if header.missing:
        missing = _required_titles(kind, header.missing)
        near = ", ".join(nearest_title(kind, column, header) for column in header.missing)
        ada = ", ".join([*header.titles.values(), *header.ignored])
        return ListProblem("B-007", header.row.number, words={"daftar": missing, "mirip": near, "ada": ada})
    if header.twice:
        places = ", ".join(place_of(header, column, ragged=grid.ragged) for column in header.twice)
        return ListProblem("B-008", header.row.number, words={"daftar": places})
    return None


def _required_titles(kind: ListKind, columns: Sequence[str]) -> str:
    return ", ".join(kind.titles[column][0] for column in columns)


def _first_titles(grid: Grid) -> str:
    """What stands in the fullest of the first rows."""
    fullest = max(grid.rows[:_SEARCHED], key=_filled)
    return ", ".join(short(show(cell)) for cell in fullest.cells if cell is not None)


def _filled(row: Row) -> int:
    return sum(cell is not None for cell in row.cells)


def _unknown(grids: Mapping[str, Grid], notes: Sequence[ListProblem]) -> ListReading:
    sheet, grid = next(iter(grids.items()))
    known = ", ".join(kind.name for kind in list_kinds())
    problem = ListProblem("B-006", words={"ada": _first_titles(grid), "dikenal": known})
    return ListReading("", problems=(problem, *notes), sheet=sheet, refused=_lines(grid))


def _refused(  # noqa: PLR0913 -- what is known of a file that is refused
    kind: ListKind,
    sheet: str,
    grid: Grid,
    header: Header | None,
    faults: Sequence[ListProblem],
    notes: Sequence[ListProblem],
    stated: Masa | None = None,
) -> ListReading:
    """Nothing of the file is taken."""
    titles, ignored = (header.titles, header.ignored) if header else ({}, ())
    problems, masa = (*faults, *notes), str(stated) if stated else None
    return ListReading(kind.name, masa, titles, ignored, (), problems, sheet, _lines(grid))


def _lines(grid: Grid) -> tuple[int, ...]:
    return tuple(row.number for row in grid.rows)


# -- files that can -------------------------------------------------------------------------------------------------


def _read_table(table: Table, asked: Masa | None, notes: Sequence[ListProblem]) -> ListReading:
    kind, header = table.kind, table.header
    try:
        stated = _stated(table, asked)
    except Refused as refused:
        fault = ListProblem(refused.code, words=refused.words)
        return _refused(kind, table.sheet, table.grid, header, [fault], notes)
    if stated is not None and asked is not None and stated != asked:
        fault = ListProblem("B-009", words={"ada": str(stated), "masa": str(asked)})
        return _refused(kind, table.sheet, table.grid, header, [fault], notes, stated)
    draft = read_rows(table, asked, stated if kind.is_report else None)
    ignored = (*header.ignored, *untitled(table.grid, header))
    problems = (*notes, *_of_the_header(table, ignored), *_of_the_report(draft), *sorted(draft.problems, key=_order))
    return ListReading(
        kind.name,
        str(stated) if stated else None,
        header.titles,
        ignored,
        tuple(draft.rows.values()),
        problems,
        table.sheet,
        tuple(sorted(draft.refused)),
        tuple(sorted(draft.skipped)),
    )


def _order(problem: ListProblem) -> int:
    return problem.line or 0


def _stated(table: Table, asked: Masa | None) -> Masa | None:
    """The month that the file says it is of.

    Raises
    ------
    Refused
        B-010 a report that is not of a month; B-009 a list of several months, and nobody says which one is meant.
    """
    if table.kind.is_report:
        return month_of_report(table.grid, table.header)
    if not table.kind.monthly:
        return None
    months = set(_months_of_rows(table))
    if len(months) > 1 and asked is None:
        raise Refused("B-009", ada=", ".join(map(str, sorted(months))), masa="–")
    if len(months) > 1:
        return asked if asked in months else min(months)
    return months.pop() if months else month_of_title(table.grid, table.header)


def _months_of_rows(table: Table) -> Iterator[Masa]:
    for row in table.grid.rows:
        if row.number > table.header.row.number:
            try:
                month = month_of_row(row, table.header)
            except Refused:
                # The row says so itself when it is read.
                continue
            if month is not None:
                yield month


def _of_the_header(table: Table, ignored: Sequence[str]) -> Iterator[ListProblem]:
    """B-208 titles nobody reads, B-209 columns that are not there."""
    kind, header = table.kind, table.header
    if kind.is_report:
        return
    if ignored:
        yield ListProblem("B-208", header.row.number, words={"daftar": ", ".join(ignored)})
    lacking = [name for name in kind.contract.names if name not in header.columns]
    lacking = [name for name in lacking if name not in kind.contract.dispensable]
    if lacking:
        yield ListProblem("B-209", header.row.number, words={"daftar": ", ".join(lacking)})


def _of_the_report(draft: Draft) -> Iterator[ListProblem]:
    """B-213 a report of ratings without their time, B-214 people who are not rated yet."""
    if not draft.table.kind.is_report or not draft.rows:
        return
    if not any(row.cells["waktu_dinilai"] for row in draft.rows.values()):
        yield ListProblem("B-213")
    unrated = sum(not row.cells["predikat"] for row in draft.rows.values())
    if unrated:
        yield ListProblem("B-214", words={"banyak": unrated})


def _other_sheets(grids: Mapping[str, Grid], sheet: str) -> Iterator[ListProblem]:
    """B-211 sheets with something in them that are not read."""
    others = [name for name in grids if name not in {sheet, NOTES_SHEET}]
    if others:
        yield ListProblem("B-211", words={"lembar": sheet, "daftar": ", ".join(others)})
