"""The daily detail report of Solution X100-C: rows with two scans, dates written in several ways."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tepat.ingest.formats import recognise
from tepat.ingest.reading import Reading
from tepat.ingest.x100c import FORMAT
from tepat.lang.calendar import Masa
from tests.ingest.sheet_samples import SAMPLES, X100C_LONG, X100C_SHORT, x100c
from tests.ingest.sheets import JANUARY, NIP_A, Rows, codes, problems, punches, source, text_of, told, workbook

HOURS = ("07:30", "16:30")
NIGHT = ("20:00", "07:30")


def read(*rows: list[object], header: list[str] = X100C_SHORT, **settings: str) -> Reading:
    return FORMAT.read(source(workbook([header, *rows]), **settings))


def days(*texts: object, masa: Masa | None = JANUARY, **settings: str) -> Reading:
    """A report with one row a day, each with an arrival."""
    rows = [x100c(text, *HOURS, "07:21", "") for text in texts]
    return FORMAT.read(source(workbook([X100C_SHORT, *rows]), masa=masa, **settings))


def dates(reading: Reading) -> list[str]:
    return [moment[:10] for _, moment in punches(reading)]


# -- what does not fit ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (0, "", "M-134"),
        (0, "PEGAWAI CONTOH A", "M-134"),
        (0, 12.5, "M-134"),
        (0, -12, "M-134"),
        (0, "1,9E+17", "M-135"),
        (0, 190001011920011001, "M-135"),
        (2, "", "M-136"),
        (2, "31/02/2026", "M-136"),
        (2, 46027, "M-136"),
        (2, datetime.fromisoformat("2026-01-05 07:21:00"), "M-136"),
        (6, "7.21", "M-137"),
        (6, "24:00", "M-137"),
        (6, 0.30625, "M-137"),
        (7, "-", "M-137"),
        (7, True, "M-137"),
    ],
)
def test_a_cell_that_says_nothing_clear_puts_its_row_into_quarantine(cell: int, value: object, code: str):
    row = x100c("05/01/2026", *HOURS, "07:21", "16:34")
    row[cell] = value
    reading = read(row, x100c("15/01/2026", *HOURS, "07:22", ""))
    assert codes(reading) == [(2, code)]
    assert punches(reading) == [("12", "2026-01-15 07:22:00")]
    assert all(told(reading))


def test_quarantine_names_the_column_as_the_spreadsheet_does():
    reading = read(x100c("05/01/2026", *HOURS, "pagi", ""))
    assert reading.quarantine["kolom"].to_pylist() == ["G (Scan Masuk)"]
    assert reading.quarantine["mentah"].to_pylist()[0].startswith("12;PEGAWAI CONTOH A;05/01/2026;")


def test_the_hours_of_the_duty_matter_only_where_the_day_of_a_departure_depends_on_them():
    unclear = ("malam", "pagi")
    reading = read(x100c("15/01/2026", *unclear, "20:01", "07:34"), x100c("16/01/2026", *unclear, "", "07:34"))
    assert punches(reading) == [("12", "2026-01-15 20:01:00"), ("12", "2026-01-16 07:34:00")]
    assert codes(reading) == [(3, "M-137")]


def test_a_report_without_its_columns_is_kept_row_by_row():
    reading = FORMAT.read(source(workbook([["No. ID", "Nama", "Tanggal"], ["12", "A", "05/01/2026"]])))
    assert (problems(reading), codes(reading)) == (["M-033"], [(1, "M-130"), (2, "M-130")])
    assert "No. ID, Tanggal, Scan Masuk, Scan Pulang" in reading.problems[0].text()


def test_a_column_that_stands_twice_stops_the_file():
    reading = read([*x100c("05/01/2026", *HOURS, "07:21", ""), "08:00"], header=[*X100C_SHORT, "Scan Masuk"])
    assert (problems(reading), reading.punches.num_rows) == (["M-034"], 0)
    assert codes(reading) == [(1, "M-130"), (2, "M-130")]


def test_a_workbook_that_cannot_be_opened_is_one_record_in_quarantine():
    reading = FORMAT.read(source(b"PK\x03\x04" + b"?" * 100))
    assert (problems(reading), codes(reading), reading.read) == (["M-030"], [(1, "M-133")], 1)


def test_an_empty_file_says_so():
    reading = FORMAT.read(source(b"", "laporan.csv"))
    assert (problems(reading), reading.read) == (["M-038"], 0)


# -- punches --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "scans", "expected"),
    [
        (HOURS, ("07:21", "16:34"), ["2026-01-15 07:21:00", "2026-01-15 16:34:00"]),
        (HOURS, ("07:21:44", ""), ["2026-01-15 07:21:44"]),
        (HOURS, ("", "16:34"), ["2026-01-15 16:34:00"]),
        (HOURS, ("07:21", "07:21"), ["2026-01-15 07:21:00"]),
        (HOURS, ("", ""), []),
        (NIGHT, ("19:55", "07:34"), ["2026-01-15 19:55:00", "2026-01-16 07:34:00"]),
        (NIGHT, ("", "07:34"), ["2026-01-16 07:34:00"]),
        (NIGHT, ("", "23:10"), ["2026-01-15 23:10:00"]),
        (HOURS, ("", "06:10"), ["2026-01-15 06:10:00"]),
        (("", ""), ("22:00", "06:10"), ["2026-01-15 22:00:00", "2026-01-16 06:10:00"]),
        (HOURS, (time(7, 21, 44), time(16, 34)), ["2026-01-15 07:21:44", "2026-01-15 16:34:00"]),
    ],
)
def test_a_row_becomes_its_scans_on_the_day_they_happened(hours, scans, expected):
    reading = read(x100c("15/01/2026", *hours, *scans))
    assert [moment for _, moment in punches(reading)] == expected
    assert (reading.accepted, reading.rejected, problems(reading)) == (1, 0, [])


def test_two_duties_of_a_day_are_two_rows():
    reading = read(x100c("15/01/2026", *HOURS, "07:21", "12:00"), x100c("15/01/2026", *NIGHT, "19:55", "07:34"))
    assert (reading.accepted, reading.punches.num_rows) == (2, 4)


def test_the_long_report_is_read_like_the_short_one_whatever_the_order_of_its_columns():
    cells = {"No. ID": "0012", "NIK": NIP_A, "Nama": "PEGAWAI CONTOH A", "Tanggal": "15/01/2026", "Scan Masuk": "07:21"}
    for header in (X100C_LONG, X100C_LONG[::-1]):
        rows = [["Laporan Detail Harian"], header, [cells.get(name, "") for name in header]]
        reading = FORMAT.read(source(workbook(rows)))
        assert (punches(reading), reading.controls) == ([("0012", "2026-01-15 07:21:00")], 2)
        assert reading.names.select(["pin", "nama", "nip"]).to_pylist() == [
            {"pin": "0012", "nama": "PEGAWAI CONTOH A", "nip": NIP_A}
        ]


def test_the_header_is_known_without_capitals_blanks_and_points():
    reading = read(
        x100c("15/01/2026", *HOURS, "07:21", ""), header=[name.upper().replace(".", " ") for name in X100C_SHORT]
    )
    assert reading.punches.num_rows == 1


def test_a_header_repeated_on_every_page_is_no_record():
    reading = read(x100c("15/01/2026", *HOURS, "07:21", ""), X100C_SHORT, x100c("16/01/2026", *HOURS, "07:22", ""))
    assert (reading.accepted, reading.rejected, reading.controls) == (2, 0, 2)


def test_pins_that_excel_made_numbers_keep_their_digits_and_the_file_says_so():
    row = x100c("15/01/2026", *HOURS, "07:21", "")
    reading = read([12, *row[1:]])
    assert (punches(reading), problems(reading)) == ([("12", "2026-01-15 07:21:00")], ["M-210"])


@pytest.mark.parametrize("pin", ["0012", "A12", "1E5", "'0012", '="0012"', "12.0"])
def test_pins_are_kept_as_they_are_written(pin: str):
    row = x100c("15/01/2026", *HOURS, "07:21", "")
    assert punches(read([pin, *row[1:]]))[0][0] == pin.strip("'=\"").removesuffix(".0")


# -- how dates are written ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts",
    [
        ("05/01/2026", "15/01/2026"),
        ("01/05/2026", "01/15/2026"),
        ("5-Jan-26", "15-Januari-2026"),
        ("05-01-26", "15-01-26"),
        ("2026-01-05", "2026-01-15"),
        (date(2026, 1, 5), date(2026, 1, 15)),
        (date(2026, 1, 5), "15/01/2026"),
    ],
)
def test_the_only_way_that_fits_the_month_is_taken(texts):
    reading = days(*texts)
    assert (dates(reading), problems(reading)) == (["2026-01-05", "2026-01-15"], [])


@pytest.mark.parametrize(
    ("text", "masa", "expected"),
    [
        ("14-Agt-25", Masa(2025, 8), "2025-08-14"),
        ("3-Peb-26", Masa(2026, 2), "2026-02-03"),
        ("14 Nop 2025", Masa(2025, 11), "2025-11-14"),
        ("14-Mei-25", Masa(2025, 5), "2025-05-14"),
        ("14-Dec-25", Masa(2025, 12), "2025-12-14"),
    ],
)
def test_months_have_indonesian_and_english_names(text: str, masa: Masa, expected: str):
    assert dates(days(text, masa=masa)) == [expected]


def test_the_days_next_to_the_month_belong_to_it():
    assert dates(days("31/12/2025", "15/01/2026", "01/02/2026")) == ["2025-12-31", "2026-01-15", "2026-02-01"]


def test_where_several_ways_fit_the_operator_is_asked():
    reading = days("01/02/2026")
    assert (problems(reading), codes(reading)) == (["M-035"], [(2, "M-130")])
    assert dates(days("01/02/2026", tanggal="d/m/y")) == ["2026-02-01"]
    assert dates(days("01/02/2026", tanggal="m/d/y")) == ["2026-01-02"]


def test_ways_that_give_the_same_days_are_not_in_doubt():
    assert dates(days("01/01/2026")) == ["2026-01-01"]


def test_where_no_way_fits_the_operator_is_asked():
    reading = days("15/01/2026", "15/03/2026")
    assert (problems(reading), codes(reading)) == (["M-036"], [(2, "M-130"), (3, "M-130")])


def test_a_named_way_reads_other_months_too_and_says_so():
    reading = days("15/01/2026", "15/03/2026", tanggal="d/m/y")
    assert (dates(reading), problems(reading)) == (["2026-01-15", "2026-03-15"], ["M-213"])


def test_a_named_way_that_the_month_contradicts_is_not_used():
    reading = days("05/01/2026", "06/01/2026", tanggal="m/d/y")
    assert (problems(reading), codes(reading)) == (["M-037"], [(2, "M-130"), (3, "M-130")])


def test_a_way_that_is_not_known_is_told_with_those_that_are():
    reading = days("05/01/2026", tanggal="dd/mm/yyyy")
    assert problems(reading) == ["M-039"]
    assert "d/m/y, m/d/y, d-mon-y, y/m/d" in reading.problems[0].text()


def test_without_a_month_only_one_possible_way_is_taken():
    assert dates(days("15/01/2026", "05/01/2026", masa=None)) == ["2026-01-05", "2026-01-15"]
    assert problems(days("05/01/2026", masa=None)) == ["M-035"]


def test_a_date_that_excel_turned_round_is_not_used():
    """05/01 saved by an Excel with American settings is the first of May; 15/01 stays text."""
    reading = days(date(2026, 5, 1), "15/01/2026")
    assert (dates(reading), codes(reading)) == (["2026-01-15"], [(2, "M-138")])


# -- the same as text, and recognition ------------------------------------------------------------------------------


def test_the_csv_of_the_description_is_read():
    content = (
        "No. ID;Nama;Tanggal;Jam Kerja;Jam Masuk;Jam Pulang;Scan Masuk;Scan Pulang;"
        "Terlambat;Plg. Cepat;Departemen;Jml Kehadiran\n"
        "12;PEGAWAI CONTOH A;05/01/2026;Senin-Kamis;07:30;16:30;07:21;16:34;;;BADAN CONTOH;09:13\n"
    )
    reading = FORMAT.read(source(content, "laporan.csv"))
    assert punches(reading) == [("12", "2026-01-05 07:21:00"), ("12", "2026-01-05 16:34:00")]
    assert (reading.controls, reading.accepted) == (1, 1)


@pytest.mark.parametrize("line", ["12;A;15/01/2026;x;07:30;16:30;07:2", "12;A;B;15/01/2026;x;07:30;16:30;07:21;;;;;x"])
def test_a_row_with_other_cells_than_its_header_is_not_read(line: str):
    good = x100c("15/01/2026", *HOURS, "07:21", "")
    reading = FORMAT.read(source(text_of([X100C_SHORT, good]) + line, "laporan.csv"))
    assert (reading.accepted, codes(reading)) == (1, [(3, "M-131")])
    assert reading.quarantine["mentah"].to_pylist() == [line]


def test_the_device_is_what_the_file_or_the_operator_says():
    reading = read(x100c("15/01/2026", *HOURS, "07:21", ""))
    assert set(reading.punches["perangkat"].to_pylist()) == {"laporan.xlsx"}


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_recognised_by_its_columns_alone(name: str):
    for content in SAMPLES[name]:
        found = recognise(source(content, "x.csv" if isinstance(content, str) else "x.xlsx"))
        assert (found.name if found else None) == (name if name != "tabel" else None)


def unlike() -> list[Rows]:
    return [[["No. ID", "Nama", "Tanggal"]], [["Scan Masuk", "Scan Pulang"]], [["12", "A", "05/01/2026"]], []]


@pytest.mark.parametrize("rows", unlike())
def test_what_only_resembles_it_is_not_taken(rows: Rows):
    assert not FORMAT.recognise(source(workbook(rows)))
    assert not FORMAT.recognise(source(text_of(rows), "x.csv"))
