"""Sheets as rows of typed cells, whatever their file and whatever happened to it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from tepat.ingest.sheet import Row, read_grid
from tests.ingest.old_workbooks import locked, ods, xls
from tests.ingest.sheets import inside, source, text_of, workbook

SHEET = "xl/worksheets/sheet1.xml"


def cells(content: bytes | str, name: str = "laporan.xlsx", **settings: str) -> list[tuple[object, ...]]:
    return [row.cells for row in read_grid(source(content, name, **settings)).rows]


# -- workbooks ----------------------------------------------------------------------------------------------------


def test_rows_keep_their_numbers_and_cells_their_columns():
    rows = read_grid(source(workbook([[], [None, None], ["", "a"], [], ["b"]]))).rows
    assert rows == (Row(3, (None, "a")), Row(5, ("b", None)))


def test_every_kind_of_cell_keeps_its_kind():
    moment = datetime.fromisoformat("2026-01-05 07:21:44")
    row = ["0012", 12, 2.5, True, date(2026, 1, 5), moment, time(7, 21, 44)]
    assert cells(workbook([row])) == [
        ("0012", Decimal(12), Decimal("2.5"), True, date(2026, 1, 5), moment, time(7, 21, 44))
    ]


def test_every_second_of_a_day_comes_back_from_its_fraction():
    """A spreadsheet keeps a time as a binary fraction; 07:30:00 read as 07:29:59 would be a minute less late."""
    clocks = [time(seconds // 3600, seconds // 60 % 60, seconds % 60) for seconds in range(0, 86_400, 7)]
    assert [row[0] for row in cells(workbook([[clock] for clock in clocks]))] == clocks


def test_a_duration_within_a_day_is_a_time_and_a_longer_one_stays_text():
    assert cells(workbook([[timedelta(hours=7, minutes=5), timedelta(hours=30)]])) == [(time(7, 5), "1 day, 6:00:00")]


def test_sums_lose_their_binary_noise():
    assert cells(workbook([[1.1 + 2.2, 0.1 + 0.2]])) == [(Decimal("3.3"), Decimal("0.3"))]


def test_a_failed_formula_is_seen():
    content = inside(workbook([["a", 1.5]]), SHEET, lambda part: part.replace(
        b'<c r="B1"><v>1.5</v></c>', b'<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))  # fmt: skip
    assert cells(content) == [("a", "#DIV/0!")]


def test_the_first_sheet_with_something_in_it_is_read():
    assert cells(workbook([["a"]], sheet="Data", before=["Sampul", "Kosong"])) == [("a",)]


def test_the_named_sheet_is_read_even_if_it_is_empty():
    content = workbook([["a"]], sheet="Data", before=["Sampul"])
    assert cells(content, lembar="Data") == [("a",)]
    assert cells(content, lembar="Sampul") == []


def test_a_sheet_that_is_not_there_is_told_with_those_that_are():
    grid = read_grid(source(workbook([["a"]], sheet="Data", before=["Sampul"]), lembar="Januari"))
    assert (grid.fault, dict(grid.words)) == ("M-032", {"lembar": "Januari", "ada": "Sampul, Data"})


@pytest.mark.parametrize("write", [xls, ods])
def test_older_workbooks_are_read_alike(write):
    assert cells(write([["PIN", "Jumlah"], ["0012", 20]])) == [("PIN", "Jumlah"), ("0012", Decimal(20))]


@pytest.mark.parametrize("write", [xls, ods, workbook])
def test_a_workbook_cut_off_is_a_fault_of_the_file(write):
    content = write([["PIN", "Jumlah"], ["0012", 20]])
    assert read_grid(source(content[: len(content) // 3])).fault == "M-030"


def test_a_workbook_locked_with_a_password_says_so():
    assert read_grid(source(locked())).fault == "M-031"


@pytest.mark.parametrize("address", ["XFD1048576", "A1048576", "XFD20000", "ZZZZZZ1"])
def test_an_address_far_away_is_refused_before_memory_is_asked_for(address: str):
    far = inside(workbook([["a", "b"]]), SHEET, lambda part: part.replace(b'r="B1"', f'r="{address}"'.encode()))
    grid = read_grid(source(far))
    if address == "A1048576":
        assert [row.number for row in grid.rows] == [1, 1_048_576]
    else:
        assert (grid.fault, grid.rows) == ("M-040", ())


@pytest.mark.parametrize("count", ["4294967295", "99999999999999999999"])
def test_a_count_of_texts_that_cannot_be_is_refused_before_memory_is_asked_for(count: str):
    claim = f'uniqueCount="{count}"'.encode()
    wrong = inside(workbook([["a"]]), "xl/sharedStrings.xml", lambda part: part.replace(b'uniqueCount="1"', claim))
    assert read_grid(source(wrong)).fault == "M-030"


def test_an_xls_with_an_address_far_away_does_not_end_the_program():
    rows = [["a", 1]]
    far = xls(rows).replace(b"\x03\x02\x0e\x00\x00\x00\x01\x00", b"\x03\x02\x0e\x00\xff\xff\xff\xff")
    assert far != xls(rows)
    assert read_grid(source(far)).fault == "M-030"


# -- texts --------------------------------------------------------------------------------------------------------

ROWS = [["PIN", "Nama"], ["0012", "Saé"]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_texts_of_every_separator_encoding_and_line_end_are_read_alike(separator: str, encoding: str, end: str):
    content = text_of(ROWS, separator, end).encode(encoding)
    assert cells(content, "laporan.csv") == [("PIN", "Nama"), ("0012", "Saé")]


def test_decimal_commas_do_not_make_the_comma_the_separator():
    assert cells("NIP;persen;lain\n1;2,5;3,5\n2;1,5;2,5\n", "a.csv")[1] == ("1", "2,5", "3,5")


def test_the_separator_that_is_named_is_used():
    assert cells("a,b,c;d,e,f\n", "a.csv", pemisah=";") == [("a,b,c", "d,e,f")]


def test_lines_of_separators_only_are_blank():
    assert [row.number for row in read_grid(source(";;;\n\na;b;;\n\x1a", "a.csv")).rows] == [3]


def test_a_quoted_cell_may_hold_separators_and_line_ends():
    rows = read_grid(source('a;b\n1;"x;\ny"\n2;z\n', "a.csv")).rows
    assert [(row.number, row.cells) for row in rows] == [(1, ("a", "b")), (2, ("1", "x;\ny")), (4, ("2", "z"))]
    assert rows[1].text == '1;"x;\ny"'


def test_a_quotation_mark_that_nobody_closes_swallows_no_row():
    content = 'a;b\n1;"PEGAWAI\n' + "".join(f"{number};x\n" for number in range(2, 30))
    assert [row.number for row in read_grid(source(content, "a.csv")).rows] == list(range(1, 31))


def test_a_text_called_xls_is_read_as_text():
    assert cells("PIN\tNama\n0012\tA\n", "laporan.xls") == [("PIN", "Nama"), ("0012", "A")]
