"""Thousands of damaged lists: none raises, none loses a row without a word."""

from __future__ import annotations

from itertools import islice

import pytest

from tepat.ingest.daftar import list_kinds, read_list
from tests.ingest.lists import NIP_A, NIP_B, NIP_C, assert_nothing_lost, rekap, text_of, workbook
from tests.ingest.test_fuzz_sheets import mutations

TEXTS, WORKBOOKS, OTHERS = 600, 150, 60
GAJI = [
    ["DAFTAR GAJI BULAN JANUARI 2026"],
    ["NIP", "Nama", "Gaji Kotor", "Potongan", "PPh 21", "TMT", "Bulan", "Tahun"],
    [NIP_A, "PEGAWAI CONTOH A", "Rp 4.500.000", "450000", "0", "31/12/2023", "1", "2026"],
    [NIP_B, "PEGAWAI CONTOH B", "5.000.000,00", "", "1000", "1 Mei 2020", "1", "2026"],
    ["JUMLAH", "", "9500000", "", "", "", "", ""],
]
CRITERIA = ("beban_kerja", "prestasi_kerja", "kondisi_kerja", "tempat_bertugas", "kelangkaan_profesi")
JABATAN = [
    ["kode_jabatan", "nama_jabatan", "kelas", *CRITERIA, "pertimbangan_objektif"],
    ["J1", "PENELAAH", 7, 1500000, 1000000, 0, 0, 0, 0],
    ["J2", "KEPALA", 12, "Rp 2.500.000", 0, 0, 0, 0, 0],
]
PENEMPATAN = [
    ["NIP", "Kode Unit", "Kode Jabatan", "TMT", "Selesai", "No. SK"],
    [NIP_A, "U1", "J1", "2024-01-01", "2024-12-31", "800/1"],
    [NIP_A, "U2", "J2", "01/01/2025", "", "800/2"],
    [NIP_C, "U2", "0012", "45658", "", ""],
]
SAMPLES = {"gaji": GAJI, "jabatan": JABATAN, "penempatan": PENEMPATAN}


@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_lists_lose_nothing(name: str):
    text = text_of(SAMPLES[name]).encode()
    sound = read_list("a.csv", text, name)
    assert (len(sound.rows), sound.refused) == (len(SAMPLES[name]) - (3 if name == "gaji" else 1), ())
    for number, made in enumerate(islice(mutations(text, 11), TEXTS)):
        assert_nothing_lost("a.csv", made, read_list("a.csv", made, (name, None)[number % 2], "2026-01"))
    for made in islice(mutations(workbook(SAMPLES[name]), 12), WORKBOOKS):
        assert_nothing_lost("a.xlsx", made, read_list("a.xlsx", made, name))


def test_damaged_reports_lose_nothing():
    book = rekap("Periode Bulanan 1 Tahun 2026", "Baik", "Kurang", "-")
    for made in islice(mutations(book, 13), WORKBOOKS):
        assert_nothing_lost("r.xlsx", made, read_list("r.xlsx", made, "kinerja"))


@pytest.mark.parametrize("kind", list_kinds(), ids=lambda kind: kind.name)
def test_no_list_stumbles_over_damage(kind):
    rows = [
        [titles[-1] for titles in kind.titles.values()],
        *([kind.example[name] for name in kind.titles] for _ in "ab"),
    ]
    text = text_of(rows).encode()
    for made in islice(mutations(text, 14), OTHERS):
        assert_nothing_lost("a.csv", made, read_list("a.csv", made, kind.name))
