"""Monthly recaps: one row per person, known by the NIP alone; what is empty is not said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tepat.ingest.reading import Reading
from tepat.ingest.rekap_bulanan import FORMAT
from tests.ingest.sheet_samples import REKAP, REKAP_OLD
from tests.ingest.sheets import NIP_A, NIP_B, NIP_C, Rows, codes, problems, source, text_of, told, workbook


def read(*rows: list[Any], header: list[str] = REKAP) -> Reading:
    return FORMAT.read(source(workbook([header, *rows])))


def row(
    nip: Any = NIP_A, month: Any = 1, year: Any = 2026, days: Any = 20, present: Any = 20, cut: Any = 2.5
) -> list[Any]:
    return [nip, month, year, days, present, cut]


def said(reading: Reading) -> list[dict[str, Any]]:
    """The months of a reading, only what is said in them."""
    unsaid = {"berkas", "baris", "sidik", "batch"}
    return [
        {name: value for name, value in month.items() if value is not None and name not in unsaid}
        for month in reading.months.to_pylist()
    ]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row(""), "M-150"),
        (row("JUMLAH"), "M-150"),
        (row("19000101192001100"), "M-150"),
        (row(190001011920011001), "M-151"),
        (row("1,90001E+17"), "M-151"),
        (row("190001011920011000"), "M-151"),
        (row(month=""), "M-152"),
        (row(month=13), "M-152"),
        (row(month="Januari-Maret"), "M-152"),
        (row(year=26), "M-152"),
        (row(month=2), "M-153"),
        (row(year=2025), "M-153"),
        (row(days="dua puluh"), "M-155"),
        (row(days="19,5"), "M-155"),
        (row(present=True), "M-155"),
        (row(cut="-"), "M-155"),
        (row(cut="#DIV/0!"), "M-155"),
        (row(cut="1.234,5"), "M-155"),
        (row(cut="2,500"), "M-156"),
        (row(cut="2.500"), "M-156"),
        (row(cut=-1), "M-157"),
        (row(cut=1 / 3), "M-157"),
        (row(days=1e300), "M-157"),
    ],
)
def test_a_row_that_is_not_clear_is_in_quarantine_and_the_others_are_read(bad: list[Any], code: str):
    reading = read(bad, row(NIP_B))
    assert codes(reading) == [(2, code)]
    assert [month["nip"] for month in said(reading)] == [NIP_B]
    assert all(told(reading))


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        (2.5, "2.5"),
        (0, "0"),
        (1.1 + 2.2, "3.3"),
        (100, "100"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("12,25 %", "12.25"),
        ("0,1234", "0.1234"),
    ],
)
def test_a_deduction_is_exact(cut: Any, expected: str):
    month = {"nip": NIP_A, "masa": "2026-01", "hari_kerja": Decimal(20), "hari_hadir": Decimal(20)}
    assert said(read(row(cut=cut))) == [{**month, "potongan_persen": Decimal(expected)}]


def test_an_empty_deduction_is_not_said_and_never_zero():
    assert "potongan_persen" not in said(read(row(cut="")))[0]


def test_a_deduction_over_a_hundred_counts_as_a_hundred_and_is_told():
    reading = read(row(cut=130))
    assert (said(reading)[0]["potongan_persen"], problems(reading)) == (100, ["M-216"])
    assert reading.problems[0].place.line == 2


def test_deductions_that_are_all_below_one_may_be_percent_cells():
    assert problems(read(row(cut=0.025), row(NIP_B, cut=0.5), row(NIP_C, cut=0))) == ["M-215"]
    assert problems(read(row(cut=0.025), row(NIP_B, cut=1.5))) == []


@pytest.mark.parametrize("shown", ["19000101 192001 1 001", "'190001011920011001", '="190001011920011001"'])
def test_a_nip_in_its_printed_form_is_the_same_nip(shown: str):
    assert said(read(row(shown)))[0]["nip"] == NIP_A


@pytest.mark.parametrize("month", [1, "1", "01", "Januari", "JANUARI"])
def test_months_are_numbers_or_names(month: Any):
    assert said(read(row(month=month)))[0]["masa"] == "2026-01"


def test_a_person_who_stands_there_with_two_contents_is_not_read_at_all():
    reading = read(row(), row(NIP_B), row(cut=5))
    assert codes(reading) == [(2, "M-154"), (4, "M-154")]
    assert [month["nip"] for month in said(reading)] == [NIP_B]
    assert "2, 4" in told(reading)[0]


def test_the_same_row_again_counts_once():
    reading = read(row(), row())
    assert (len(said(reading)), reading.accepted, reading.rejected, problems(reading)) == (1, 2, 0, ["M-214"])


def test_the_file_of_pppk_is_read_alike():
    assert said(read(row(), header=["NIPPPK", *REKAP[1:]]))[0]["nip"] == NIP_A


def test_the_older_template_says_days_and_no_deduction():
    reading = read([NIP_A, 1, 2026, 20, 11.5, 1, 2, 3, 4, 0.5, 1, 2, 0], header=REKAP_OLD)
    counts = {
        "hari_kerja": "20",
        "hari_hadir": "11.5",
        "izin": "1",
        "sakit": "2",
        "terlambat": "3",
        "pulang_cepat": "4",
    }
    counts |= {"hari_alpa": "0.5", "cuti": "1", "dinas_luar": "2", "tugas_belajar": "0"}
    month = {"nip": NIP_A, "masa": "2026-01", **{name: Decimal(text) for name, text in counts.items()}}
    assert said(reading) == [month]


@pytest.mark.parametrize(("presence", "cut"), [(100, 0), (97.5, "2.5"), ("97,5", "2.5"), (0, 100)])
def test_a_percentage_of_presence_leaves_what_is_missing_to_a_hundred(presence: Any, cut: Any):
    reading = read([NIP_A, 1, 2026, presence], header=["nip", "bulan", "tahun", "persen_kehadiran"])
    assert said(reading) == [{"nip": NIP_A, "masa": "2026-01", "potongan_persen": Decimal(cut)}]


@pytest.mark.parametrize("presence", [0.975, 1, 101, -1])
def test_a_percentage_of_presence_that_cannot_be_is_not_used(presence: Any):
    reading = read([NIP_A, 1, 2026, presence], header=["nip", "bulan", "tahun", "persen_kehadiran"])
    assert codes(reading) == [(2, "M-157")]


def test_without_a_presence_nothing_is_said():
    reading = read([NIP_A, 1, 2026, ""], header=["nip", "bulan", "tahun", "persen_kehadiran"])
    assert said(reading) == [{"nip": NIP_A, "masa": "2026-01"}]


def test_the_same_as_text_is_read_alike():
    content = text_of([REKAP, row(cut="2,5"), row(NIP_B, cut="")])
    assert said(FORMAT.read(source(content, "rekap.csv"))) == said(read(row(), row(NIP_B, cut="")))


def test_a_decimal_comma_in_a_file_with_commas_shifts_no_number():
    content = text_of([REKAP, row(cut="2,5"), row(NIP_B, cut=3)], ",")
    reading = FORMAT.read(source(content, "rekap.csv"))
    assert (codes(reading), [month["nip"] for month in said(reading)]) == ([(2, "M-131")], [NIP_B])


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        (REKAP, True),
        (REKAP_OLD, True),
        (["NIPPPK", *REKAP[1:]], True),
        (["nip", "bulan", "tahun", "persen_kehadiran"], True),
        (["NIP", "BULAN", "TAHUN"], False),
        (["NIP", "JUMLAH HARI", "HADIR"], False),
    ],
)
def test_it_is_recognised_by_its_columns(header: list[str], taken: bool):
    rows: Rows = [["REKAP ABSENSI"], header]
    assert FORMAT.recognise(source(workbook(rows))) is taken
