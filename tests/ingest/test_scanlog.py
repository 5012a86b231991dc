"""Fingerspot's scan log: one punch a row, day first, the device in every row."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tepat.ingest.reading import Reading
from tepat.ingest.scanlog import FORMAT
from tests.ingest.sheet_samples import SCANLOG, scan
from tests.ingest.sheets import NIP_A, codes, problems, punches, source, text_of, told, workbook

MOMENT = datetime.fromisoformat("2026-01-05 07:21:44")


def read(*rows: list[object]) -> Reading:
    return FORMAT.read(source(workbook([[""], SCANLOG, *rows])))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (scan(""), "M-141"),
        (scan("05-01-2026 24:00:00"), "M-141"),
        (scan("31-02-2026 07:21:44"), "M-141"),
        (scan("01/13/2026 07:21:44"), "M-141"),
        (scan(46027.30675), "M-141"),
        (scan("07:21:44"), "M-141"),
        (scan(date(2026, 1, 5)), "M-140"),
        (scan(datetime.fromisoformat("2026-05-01 07:21:44")), "M-138"),
        (scan(MOMENT, ""), "M-134"),
        (scan(MOMENT, "00.12"), "M-134"),
        (scan(MOMENT, NIP_A[:5] + "E+17"), "M-134"),
        (scan(MOMENT, "1,90001E+17"), "M-135"),
        (scan(MOMENT, 190001011920011001), "M-135"),
        (scan(MOMENT, serial="6,1625E+13"), "M-135"),
        (scan(MOMENT, serial="Mesin Depan"), "M-139"),
    ],
)
def test_a_row_that_is_not_clear_is_in_quarantine_and_the_others_are_read(row: list[object], code: str):
    reading = read(row, scan("15-01-2026 07:22:00"))
    assert codes(reading) == [(3, code)]
    assert punches(reading) == [("0012", "2026-01-15 07:22:00")]
    assert all(told(reading))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("05-01-2026 07:21:44", "2026-01-05 07:21:44"),
        ("05/01/2026 07:21:44", "2026-01-05 07:21:44"),
        ("05-01-2026 07:21", "2026-01-05 07:21:00"),
        ("02-01-2026 07:21:44", "2026-01-02 07:21:44"),
        ("2026-01-05 07:21:44", "2026-01-05 07:21:44"),
        ("05-03-2026 07:21:44", "2026-03-05 07:21:44"),
        (MOMENT, "2026-01-05 07:21:44"),
    ],
)
def test_the_day_comes_first_always(moment: object, expected: str):
    assert punches(read(scan(moment))) == [("0012", expected)]


def test_a_cell_that_is_a_whole_day_is_midnight_if_the_hour_says_so():
    row = scan(date(2026, 1, 5))
    row[SCANLOG.index("Jam")] = "00:00:00"
    assert punches(read(row)) == [("0012", "2026-01-05 00:00:00")]


def test_every_row_is_of_its_own_device():
    reading = read(scan(MOMENT, serial="TESTSN0001"), scan(MOMENT, serial=61625000000001), scan(MOMENT, serial=""))
    assert reading.punches["perangkat"].to_pylist() == ["TESTSN0001", "61625000000001", "laporan.xlsx"]
    assert problems(reading) == []


def test_a_serial_number_that_lost_its_zeros_is_told():
    reading = read(scan(MOMENT, serial=1))
    assert (reading.punches["perangkat"].to_pylist(), problems(reading)) == (["1"], ["M-212"])


def test_leading_zeros_of_a_pin_are_kept_and_lost_ones_are_told():
    reading = read(scan(MOMENT, "0012"), scan(MOMENT, 12), scan(MOMENT, "'0013"))
    assert reading.punches["pin"].to_pylist() == ["0012", "12", "0013"]
    assert problems(reading) == ["M-210"]


def test_the_flag_of_arrival_and_departure_is_kept_and_no_more():
    reading = read(scan(MOMENT), scan("05-01-2026 16:34:02"))
    assert reading.punches.select(["status", "verifikasi"]).to_pylist() == [{"status": "1", "verifikasi": "20"}] * 2


def test_names_are_told_once_and_a_destroyed_nip_is_no_name():
    spoilt = scan(MOMENT)
    spoilt[SCANLOG.index("NIP")] = 190001011920011001
    reading = read(scan(MOMENT), scan(MOMENT), spoilt)
    assert reading.names.select(["perangkat", "pin", "nama", "nip", "baris"]).to_pylist() == [
        {"perangkat": "TESTSN0001", "pin": "0012", "nama": "PEGAWAI CONTOH A", "nip": nip, "baris": line}
        for nip, line in ((NIP_A, 3), ("", 5))
    ]
    assert (reading.accepted, problems(reading)) == (3, ["M-211"])


def test_titles_and_empty_header_rows_are_no_records():
    rows = [["Laporan Scan Log"], SCANLOG, [""] * len(SCANLOG), scan(MOMENT), SCANLOG, scan("06-01-2026 07:21:44")]
    for content, name in ((workbook(rows), "a.xlsx"), (text_of(rows), "a.csv")):
        reading = FORMAT.read(source(content, name))
        assert (reading.accepted, reading.rejected, reading.controls) == (2, 0, 3)


def test_the_csv_of_the_description_is_read():
    head = ";".join(SCANLOG)
    tail = f"0012;{NIP_A};PEGAWAI CONTOH A;ANALIS;BADAN CONTOH;;20;1;0;00000000000001;Mesin Depan"
    lines = [
        ";" * 13,
        head,
        f"05-01-2026 07:21:44;05-01-2026;07:21:44;{tail}",
        f"05-01-2026 16:34:02;05-01-2026;16:34:02;{tail}",
    ]
    reading = FORMAT.read(source("\n".join(lines), "scan.csv"))
    assert reading.punches.select(["perangkat", "pin", "waktu", "baris"]).to_pylist() == [
        {"perangkat": "00000000000001", "pin": "0012", "waktu": MOMENT, "baris": 3},
        {
            "perangkat": "00000000000001",
            "pin": "0012",
            "waktu": MOMENT.replace(hour=16, minute=34, second=2),
            "baris": 4,
        },
    ]
    assert (reading.controls, problems(reading)) == (1, [])


def test_a_list_of_punches_without_the_marks_of_the_program_is_not_taken():
    assert not FORMAT.recognise(source(workbook([["Tanggal scan", "PIN", "Nama"]])))
    assert FORMAT.recognise(source(workbook([["Laporan"], SCANLOG])))
