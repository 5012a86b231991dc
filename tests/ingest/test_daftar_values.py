"""What a cell says: read where it can be only one thing, refused where it may be two."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from random import Random

import duckdb
import pytest

from tepat.engine.entrance.cells import cell_rule
from tepat.ingest.daftar import read_list
from tepat.ingest.daftar.days import read_day, read_hour, read_instant, read_moment, read_month
from tepat.ingest.daftar.kinds import list_kinds
from tepat.ingest.daftar.numbers import read_amount
from tepat.ingest.daftar.values import clean, read_value
from tepat.ingest.refusal import Refused
from tepat.law.packet import DIBAYAR, HARI, PACKET, POTONGAN, RUPIAH, STATUS_HARIAN
from tests.ingest.lists import NIP_A, codes, gaji, text_of

# -- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "cell", "found"),
    [
        (RUPIAH, "1234567", "1234567"),
        (RUPIAH, "1234567.00", "1234567"),
        (RUPIAH, "1.234.567,00", "1234567"),
        (RUPIAH, "1.234.567", "1234567"),
        (RUPIAH, "1,234,567", "1234567"),
        (RUPIAH, "1,234,567.00", "1234567"),
        (RUPIAH, "1.234,00", "1234"),
        (RUPIAH, "1,234.00", "1234"),
        (RUPIAH, "Rp 1.234", "1234"),
        (RUPIAH, "Rp1.234.567,-", "1234567"),
        (RUPIAH, "rp. 1234", "1234"),
        (RUPIAH, "1.234,-", "1234"),
        (RUPIAH, "1.234", "B-105"),
        (RUPIAH, "1,234", "B-105"),
        (RUPIAH, "1.000", "B-105"),
        (RUPIAH, "12.34.567", "B-104"),
        (RUPIAH, "1.2345", "B-106"),
        (RUPIAH, "Rp 12.5", "B-104"),
        (RUPIAH, "Rp 1,234,567", "B-104"),
        (RUPIAH, "1.234.567,50", "B-106"),
        (RUPIAH, "-5", "B-106"),
        (RUPIAH, "(5)", "B-104"),
        (RUPIAH, "-", "B-104"),
        (RUPIAH, "1E+6", "B-104"),
        (RUPIAH, "9" * 5000, "B-104"),
        (RUPIAH, "٣", "B-104"),
        (RUPIAH, Decimal(4500000), "4500000"),
        (RUPIAH, Decimal("0.5"), "B-106"),
        (RUPIAH, Decimal("1E+300"), "B-106"),
        (RUPIAH, date(2026, 1, 1), "B-104"),
        (RUPIAH, True, "B-104"),
        (DIBAYAR, "-1.234.567", "-1234567"),
        (DIBAYAR, "-0", "0"),
        (POTONGAN, "2,5", "2.5"),
        (POTONGAN, "2.5", "2.5"),
        (POTONGAN, "85,5 %", "85.5"),
        (POTONGAN, "2.125", "2.125"),
        (POTONGAN, "1.000", "B-105"),
        (POTONGAN, "0.125", "0.125"),
        (POTONGAN, "2.12345", "B-106"),
        (HARI, "19,5", "19.5"),
        (HARI, "20.0", "20"),
    ],
)
def test_a_number_is_read_where_it_can_be_only_one(kind, cell, found: str):
    try:
        told = read_amount(kind, cell)[0]
    except Refused as refused:
        told = refused.code
    assert told == found


def test_numbers_written_otherwise_are_told_once_a_column():
    reading = gaji("Rp 4.500.000", "5.000.000", "6000000")
    assert [row.cells["gaji_kotor"] for row in reading.rows] == ["4500000", "5000000", "6000000"]
    (note,) = (problem for problem in reading.problems if problem.code == "B-216")
    assert (note.line, note.words["banyak"], note.words["dibaca"]) == (2, 2, "4500000")


def test_percent_that_look_like_fractions_are_told():
    rows = [["nip", "hari_kerja", "Potongan (%)"], [NIP_A, "20", "0.025"], ["190101011921011001", "20", "0.5"]]
    assert (2, "B-203") in codes(read_list("a.csv", text_of(rows).encode(), "disiplin"), "peringatan")


# -- days -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("31/12/2023", "2023-12-31"),
        ("31-12-2023", "2023-12-31"),
        ("31.12.2023", "2023-12-31"),
        ("31 Desember 2023", "2023-12-31"),
        ("31 Des 2023", "2023-12-31"),
        ("2023-12-31", "2023-12-31"),
        ("2023-12-31 00:00:00", "2023-12-31"),
        (date(2023, 12, 31), "2023-12-31"),
        (datetime.fromisoformat("2023-12-31 00:00"), "2023-12-31"),
        (Decimal(45291), "2023-12-31"),
        ("45291", "2023-12-31"),
        ("5/6/2023", "2023-06-05"),
        (datetime.fromisoformat("2023-12-31 07:00"), "B-107"),
        ("31/12/23", "B-108"),
        ("31-Des-23", "B-108"),
        ("12/31/2023", "B-107"),
        ("31 Februari 2023", "B-107"),
        ("sekarang", "B-107"),
        (Decimal("45291.5"), "B-107"),
        (Decimal(31), "B-107"),
        ("20231231", "B-107"),
        (True, "B-107"),
    ],
)
def test_a_day_has_its_year_in_full(cell, found: str):
    try:
        told = read_day(cell)[0]
    except Refused as refused:
        told = refused.code
    assert told == found


def test_one_day_with_the_month_first_makes_its_column_uncertain():
    days = ["05/06/2023", "12/31/2023", "25/06/2023", "5 Juni 2023", "2023-06-05"]
    rows = [["NIP", "PTKP", "TMT"], *([NIP_A, "K/1", day] for day in days)]
    found = codes(read_list("a.csv", text_of(rows).encode(), "ptkp"))
    assert [code for code in found if code[1] != "B-205"] == [(2, "B-109"), (3, "B-107")]


@pytest.mark.parametrize(
    ("read", "cell", "found"),
    [
        (read_instant, datetime.fromisoformat("2026-02-03 10:00"), "2026-02-03 10:00:00"),
        (read_instant, "03/02/2026 10.15", "2026-02-03 10:15:00"),
        (read_instant, "2026-02-03T10:00:00+08:00", "2026-02-03T10:00:00+08:00"),
        (read_instant, "2026-02-30 10:00", "B-107"),
        (read_instant, "2026-02-03", "B-111"),
        (read_instant, "2026-02-03 10:00 WITA", "B-111"),
        (read_instant, date(2026, 2, 3), "B-111"),
        (read_instant, "03/02/26 10:00", "B-108"),
        (read_moment, datetime.fromisoformat("2026-01-05 08:00"), "2026-01-05 08:00"),
        (read_moment, datetime.fromisoformat("2026-01-05 00:00"), "2026-01-05"),
        (read_moment, "5/1/2026 08:00", "2026-01-05 08:00"),
        (read_moment, "5/1/2026", "2026-01-05"),
        (read_hour, time(7, 30), "07:30"),
        (read_hour, "7.30", "7.30"),
        (read_hour, Decimal("0.3125"), "B-111"),
        (read_hour, "25:00", "B-111"),
    ],
)
def test_times_are_of_a_day_and_an_hour(read, cell, found: str):
    try:
        told = read(cell)
    except Refused as refused:
        told = refused.code
    assert told == found


def test_a_month_that_became_a_day_is_a_month_still():
    assert [str(read_month(cell)) for cell in (date(2026, 1, 1), "Jan 2026", "01/2026", date(2026, 1, 2))] == [
        "2026-01",
        "2026-01",
        "2026-01",
        "None",
    ]


# -- columns of text whose contract says more -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("list_name", "column", "cell", "found"),
    [
        ("pola", "hari", "1-4", "1-4"),
        ("pola", "hari", date(2026, 1, 4), "B-111"),
        ("pola", "hari", Decimal(5), "5"),
        ("pola", "masuk", time(7, 30), "07:30"),
        ("riwayat", "masa", date(2026, 1, 1), "2026-01"),
        ("pin", "pin", "0012", "0012"),
        ("pin", "pin", date(2026, 1, 1), "B-111"),
        ("pin", "pin", "1,9E+17", "B-101"),
        ("pegawai", "golongan", "iii/A", "III/a"),
        ("pegawai", "golongan", "IX", "IX"),
        ("pegawai", "nama", "PEGAWAI \x07", "B-117"),
        ("pegawai", "nama", "PEGAWAI \\x81", "B-117"),
        ("pegawai", "ptkp", "k/1", "K/1"),
        ("pegawai", "ptkp", "K/4", "B-110"),
        ("pegawai", "status_pegawai", "-", ""),
        ("cuti", "jenis", "Cuti Besar", "cuti_besar"),
        ("cuti", "jenis", "???", "B-111"),
        ("kinerja", "periode", "2026-q1", "2026-Q1"),
        ("kinerja", "periode", "2026-13", "B-111"),
        ("apel", "hadir", True, "ya"),
        ("apel", "hadir", Decimal(0), "tidak"),
        ("apel", "hadir", "mungkin", "B-111"),
        ("atasan", "nip_atasan", Decimal("1.90001011920011E+17"), "B-101"),
    ],
)
def test_a_column_of_text_is_read_as_what_it_holds(list_name: str, column: str, cell, found: str):
    (kind,) = (item for item in list_kinds() if item.name == list_name)
    try:
        told = read_value(kind.contract.column(column), clean(cell)).text
    except Refused as refused:
        told = refused.code
    assert told == found


# -- the entrance of the engine agrees ------------------------------------------------------------------------------

POOL = [
    *(
        "",
        " ",
        "-",
        "0",
        "1",
        "17",
        "18",
        "1.5",
        "2,5",
        "85%",
        "1.234",
        "1.234.567,00",
        "Rp 4.500.000",
        "5000000",
        "-7",
    ),
    *(
        "ya",
        "TIDAK",
        "TRUE",
        "1-4",
        "07:30",
        "2026-01",
        "2026-Q3",
        "Januari 2026",
        "2026",
        "31/12/2023",
        "45291",
        "9999",
    ),
    *("2026-02-03 10:00", "2026-02-03T10:00:00Z", "3 Februari 2026 10:00", "2026-02-30", "05/06/23", "0001-01-01"),
    *(
        "Baik",
        "Sangat  Baik",
        "Di Atas Ekspektasi",
        "PNS",
        "cpns",
        "K/0",
        "naik",
        "ringan",
        "Cuti Besar",
        "hadir",
        "reguler",
    ),
    *(NIP_A, f"'{NIP_A}", "190001011920011000", "1,9E+17", "PEGAWAI CONTOH A", "III/A", "a,b", "#N/A", "é", "x" * 300),
    *(Decimal(0), Decimal("19.5"), Decimal("0.12345"), Decimal(46023), Decimal(4500000), Decimal(-1), Decimal("1E+30")),
    *(True, False, date(2026, 1, 1), datetime.fromisoformat("2026-01-05 07:30"), time(7, 30), *STATUS_HARIAN.codes),
]


@pytest.mark.parametrize("name", PACKET)
def test_the_entrance_takes_every_cell_that_is_accepted_here(name: str):
    """Two statements of one contract, in Python here and in SQL there."""
    connection = duckdb.connect()
    die, accepted = Random(7), 0
    for column in PACKET[name].columns:
        rule = cell_rule(column, "sel", "Asia/Makassar")
        for cell in die.sample(POOL, len(POOL)):
            try:
                text = read_value(column, clean(cell)).text
            except Refused:
                continue
            accepted += 1
            row = connection.execute(f"SELECT {rule.value} IS NOT NULL FROM (SELECT ? AS sel)", [text]).fetchone()
            assert text == "" or row == (True,), (column.name, cell, text)
    assert accepted > len(PACKET[name].columns) * 3
