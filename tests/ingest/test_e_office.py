"""Balangan's e-Office."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.ingest.files import NIP_A, NIP_B, codes, read
from tests.ingest.samples import e_office_answer


def months(reading) -> list[dict[str, object]]:
    names = ("nip", "masa", "hari_kerja", "hari_hadir", "hari_alpa", "potongan_persen")
    return reading.months.select(list(names)).to_pylist()


def failed(message: object, nip: str = NIP_A) -> dict[str, object]:
    return {"pegawai_nip": nip, "year": 2026, "month": 1, "message": message}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("Too Many Attempts.", "M-114"),
        ("Data tidak ditemukan", "M-115"),
        ("data tidak ditemukan.", "M-115"),
        ("Server Error", "M-116"),
        (["x"], "M-116"),
        (None, "M-111"),
    ],
)
def test_a_failure_is_in_quarantine_and_never_a_month_of_zero(message: object, code: str):
    reading = read("e_office", [failed(message), e_office_answer(NIP_B)])
    assert (codes(reading), [row["nip"] for row in months(reading)]) == ([code], [NIP_B])


def test_no_working_day_is_no_data():
    answer = e_office_answer()
    answer["data"]["jumlah_hari_kerja"] = 0
    assert (codes(read("e_office", answer)), months(read("e_office", answer))) == (["M-118"], [])


@pytest.mark.parametrize("value", [-1, "x", "1.23456", 123456, True, [1], 1e300, "9" * 50])
def test_a_number_that_is_none_is_in_quarantine(value: object):
    reading = read("e_office", e_office_answer(H=value))
    assert (codes(reading), months(reading)) == (["M-119"], [])
    assert reading.quarantine["kolom"].to_pylist() == ["data.absen_pegawai.absenStatusPegawai.H"]


@pytest.mark.parametrize("key", ["jumlah_hari_kerja", "absen_pegawai"])
def test_what_the_answer_leaves_out_is_not_zero(key: str):
    answer = e_office_answer()
    del answer["data"][key]
    assert (codes(read("e_office", answer)), months(read("e_office", answer))) == (["M-112"], [])


@pytest.mark.parametrize(("key", "value"), [("pegawai_nip", "12"), ("pegawai_nip", None), ("year", 26), ("month", 13)])
def test_an_answer_of_nobody_or_no_month_is_in_quarantine(key: str, value: object):
    assert codes(read("e_office", e_office_answer() | {key: value})) == ["M-117"]


def test_a_month_is_read_exactly():
    reading = read("e_office", e_office_answer(alpa=2, I=1, S="2", C=3, TL=4, totalPotongan="4,25"))
    (row,) = reading.months.drop_columns(["berkas", "baris", "sidik", "batch"]).to_pylist()
    assert {name: value for name, value in row.items() if value is not None} == {
        "nip": NIP_A,
        "masa": "2026-01",
        "hari_kerja": Decimal(20),
        "hari_hadir": Decimal(18),
        "hari_alpa": Decimal(2),
        "izin": Decimal(1),
        "sakit": Decimal(2),
        "cuti": Decimal(3),
        "dinas_luar": Decimal(4),
        "terlambat": Decimal(1),
        "potongan_persen": Decimal("4.25"),
    }


def test_absent_on_every_working_day_is_a_deduction_of_one_hundred():
    (row,) = months(read("e_office", e_office_answer(alpa=20, totalPotongan=60)))
    assert (row["hari_alpa"], row["potongan_persen"]) == (20, 100)


def test_a_deduction_that_is_not_said_stays_unsaid():
    (row,) = months(read("e_office", e_office_answer(totalPotongan=None)))
    assert row["potongan_persen"] is None


def test_person_and_month_come_from_the_request_or_the_operator():
    answer = {key: value for key, value in e_office_answer().items() if key in {"text", "data"}}
    kept = {"request": {"pegawai_nip": NIP_A, "year": "2026", "month": "01"}, "response": answer}
    told = read("e_office", answer, nip=NIP_A, tahun=2026, bulan=1)
    for reading in (read("e_office", kept), told):
        assert [(row["nip"], row["masa"]) for row in months(reading)] == [(NIP_A, "2026-01")]
    assert codes(read("e_office", answer)) == ["M-117"]
