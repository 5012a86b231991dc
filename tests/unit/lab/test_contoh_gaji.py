"""Salaries of the synthetic region: plausible, consistent with rank, years and family, and growing with them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tepat.lab.contoh import Level, Options, generate
from tepat.lab.contoh.salary import GAJI_POKOK, TER, Grade, make_payroll, read_rates
from tepat.lang.calendar import Masa
from tepat.law.shelf import regulations_root

TARIF = Path(__file__).parents[3] / "regulasi/contoh/pelengkap-tarif-presensi"
PNS = [golongan for golongan in GAJI_POKOK if "/" in golongan]
PPPK = [golongan for golongan in GAJI_POKOK if "/" not in golongan]
MARCH = make_payroll(Masa(2024, 3))


def test_the_basic_salary_grows_with_rank_and_with_every_second_year():
    for scheme, status in ((PNS, "PNS"), (PPPK, "PPPK")):
        for years in range(34):
            grown = [MARCH.salary(Grade(status, golongan, years, "K/1", 7)).gaji_pokok for golongan in scheme]
            assert grown == sorted(set(grown))
        for golongan in scheme:
            steps = [MARCH.salary(Grade(status, golongan, years, "K/1", 7)).gaji_pokok for years in range(0, 34, 2)]
            assert steps == sorted(set(steps))
            assert all(pokok % 100 == 0 for pokok in steps)


@pytest.mark.parametrize(("ptkp", "percent", "heads"), [("TK/0", 0, 1), ("K/0", 10, 2), ("K/2", 14, 4), ("K/3", 14, 4)])
def test_a_family_brings_a_tenth_and_two_hundredths_for_each_of_two_children(ptkp: str, percent: int, heads: int):
    salary = MARCH.salary(Grade("PNS", "III/a", 8, ptkp, 8))
    assert salary.tunjangan_keluarga == salary.gaji_pokok * percent // 100
    parts = salary.gaji_pokok + salary.tunjangan_keluarga + salary.tunjangan_jabatan
    assert salary.gaji_kotor - parts == 72_420 * heads


def test_a_cpns_has_eighty_percent_and_only_a_pppk_pays_no_pension():
    cpns, pns = (MARCH.salary(Grade(status, "III/a", 0, "TK/0", 8)) for status in ("CPNS", "PNS"))
    assert cpns.gaji_pokok == pns.gaji_pokok * 80 // 100
    assert pns.potongan_gaji == pns.gaji_pokok * 8 // 100 + pns.iwp_gaji + pns.pph_gaji
    pppk = MARCH.salary(Grade("PPPK", "IX", 0, "TK/0", 8))
    assert pppk.potongan_gaji == pppk.iwp_gaji + pppk.pph_gaji


def test_the_tax_is_the_rate_of_the_law_for_the_family():
    rates = read_rates(regulations_root() / TER)
    assert [rates.tax("TK/0", gross) for gross in (5_400_000, 5_400_001, 5_650_000)] == [0, 13_500, 14_125]
    assert rates.tax("K/3", 6_600_000) == 0
    assert rates.tax("TK/0", 2_000_000_000) == 680_000_000
    assert make_payroll(Masa(2023, 12)).rates is None


def test_shares_in_the_files_are_truncated_and_health_has_its_bound(tmp_path: Path):
    generate(tmp_path, pegawai=2_000, masa="2024-03", benih=1, tarif=TARIF, options=Options(Level.BERSIH))
    with (tmp_path / "fakta/gaji.csv").open(encoding="utf-8", newline="") as file:
        salaries = [{name: int(cell) for name, cell in row.items() if name != "nip"} for row in csv.DictReader(file)]
    assert len(salaries) == 2_000
    for row in salaries:
        assert 0 < row["iwp_gaji"] <= 120_000
        assert 4 * row["iwp_gaji"] <= row["bpjs_gaji"] <= 4 * row["iwp_gaji"] + 3
        assert row["bpjs_gaji"] <= 480_000
        assert row["iwp_gaji"] + row["pph_gaji"] <= row["potongan_gaji"] < row["gaji_kotor"]
    assert 0 < sum(row["pph_gaji"] > 0 for row in salaries) < len(salaries) // 2
