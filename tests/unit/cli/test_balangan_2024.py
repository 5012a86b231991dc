"""Balangan's rules from 2024, sentence by sentence, through ``tepat hitung``.

The expected rupiah are worked out here, with integers and by the words of the rules; nothing of the program takes part.
The rates of the tax table (TER) are read from PP 58/2023 by hand, and stand beside each person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tepat.engine.compute import compute
from tepat.engine.explain import explain_person
from tepat.engine.verify import read_book
from tepat.law.bind import bind
from tests.packets import Row
from tests.unit.cli.command import read_result, read_rows
from tests.unit.cli.conftest import Month, compute_people
from tests.unit.cli.people import MASA, People, acting, leave, punished

OWN = (2_882_880, 4_324_320, 612_612, 0, 0, 0)
HIGHER = (4_000_000, 6_000_000, 0, 0, 0, 0)
SIX = (100, 200, 300, 400, 500, 600)
NOTHING = (0, 0, 0, 0, 0, 0)


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number, a half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(frozen=True)
class Right:
    """What is right for somebody: the measures as written, their product in 1/``per``, and the tax rate in 1/10,000."""

    achieved: int
    ter: int
    p: str = "1"
    d: str = "1"
    capaian: str = "1"
    faktor: str = ""
    base: tuple[int, ...] = OWN
    base_per: int = 1
    per: int = 100
    gaji: Mapping[str, int] = field(default_factory=dict)

    @property
    def amounts(self) -> tuple[int, ...]:
        """The six parts, their sum, tax, contributions, and what is received."""
        salary = {"gaji_kotor": 5_188_640, "pph_gaji": 0, "iwp_gaji": 46_769, "bpjs_gaji": 187_078, **self.gaji}
        parts = tuple(half_up(amount * self.achieved, self.base_per * self.per) for amount in self.base)
        bruto = sum(parts)
        tax = half_up(self.ter * (salary["gaji_kotor"] + bruto), 10_000) - salary["pph_gaji"]
        iwp = half_up(min(bruto, 100 * (120_000 - salary["iwp_gaji"])), 100)
        bpjs = half_up(min(4 * bruto, 100 * (480_000 - salary["bpjs_gaji"])), 100)
        return (*parts, bruto, max(0, tax), max(0, iwp), max(0, bpjs), bruto - max(0, iwp))


def factor(percent: int, ter: int, **more: Any) -> Right:
    """A factor in place of the measures, which are empty."""
    return Right(percent, ter, "", "", "", {0: "0", 20: "0.2", 40: "0.4"}[percent], **more)


@dataclass(frozen=True)
class Somebody:
    """Facts that are not ordinary, and what is right."""

    right: Right
    without: tuple[str, ...] = ()
    duties: tuple[tuple[str, Row], ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


def somebody(right: Right, *duties: tuple[str, Row], without: tuple[str, ...] = (), **facts: str) -> Somebody:
    return Somebody(right, without, duties, facts)


FULL = Right(100, 400)
UNRATED = Right(40, 100, p="0", capaian="0.4")

# The table of K/3 (category C), by gross income up to: 6.60 million 0 %, 6.95 0.25 %, 7.35 0.5 %, 7.80 0.75 %,
# 8.85 1 %, 9.80 1.25 %, 10.95 1.5 %, 11.20 1.75 %, 12.05 2 %, 12.95 3 %, 14.15 4 %, 15.55 5 %.
PEOPLE: dict[str, Somebody] = {
    # nilai_produktivitas
    "rated very good": somebody(FULL),
    "rated good": somebody(FULL, predikat="baik"),
    "rated in need of improvement": somebody(Right(88, 300, p="0.8", capaian="0.88"), predikat="butuh_perbaikan"),
    "rated poor": somebody(Right(76, 175, p="0.6", capaian="0.76"), predikat="kurang"),
    "rated very poor": somebody(Right(64, 150, p="0.4", capaian="0.64"), predikat="sangat_kurang"),
    "no rating": somebody(UNRATED, without=("kinerja",)),
    "empty predicate": somebody(UNRATED, predikat=""),
    "empty time": somebody(UNRATED, waktu_dinilai=""),
    "rated in the last second": somebody(FULL, waktu_dinilai="2024-04-05T23:59:59"),
    "rated a second late": somebody(UNRATED, waktu_dinilai="2024-04-06T00:00:00"),
    "rated in the last second, told in WIB": somebody(FULL, waktu_dinilai="2024-04-05T22:59:59+07:00"),
    "rated a second late, told in WIB": somebody(UNRATED, waktu_dinilai="2024-04-05T23:00:00+07:00"),
    "rated in the last second, told in UTC": somebody(FULL, waktu_dinilai="2024-04-05T15:59:59Z"),
    # nilai_disiplin
    "a cut of 2.5 %": somebody(Right(99, 300, d="0.975", capaian="0.99"), potongan_persen="2.5"),
    "a cut of 12.3456 %": somebody(
        Right(9_506_176, 300, d="0.876544", capaian="0.9506176", per=10_000_000), potongan_persen="12.3456"
    ),
    "a cut of everything": somebody(Right(60, 150, d="0", capaian="0.6"), potongan_persen="100"),
    "a cut of more than everything": somebody(Right(60, 150, d="0", capaian="0.6"), potongan_persen="130"),
    "absent all month": somebody(
        Right(40, 100, d="0", capaian="0.4"), hari_hadir="0", hari_alpa="18", potongan_persen="54"
    ),
    # capaian
    "present 6.5 days": somebody(Right(80, 200, capaian="0.8"), hari_hadir="6.5"),
    "present 7 days": somebody(FULL, hari_hadir="7"),
    "present 3 days and cut by 10 %": somebody(
        Right(76, 175, d="0.9", capaian="0.76"), hari_hadir="3", potongan_persen="10"
    ),
    # the base
    "a candidate": somebody(Right(80, 200), status_pegawai="CPNS"),
    "a candidate acting in a higher post": somebody(Right(80, 200), acting("J-11", "naik"), status_pegawai="CPNS"),
    "acting in a higher post": somebody(Right(100, 500, base=HIGHER), acting("J-11", "naik")),
    "acting on the same level": somebody(
        Right(100, 500, base=(3_682_880, 5_524_320, 612_612, 0, 0, 0)), acting("J-11", "setara")
    ),
    "acting on the same level, in tenths of a rupiah": somebody(
        # 2,882,880 + 20 % of 1,000,001 = 3,082,880.2, of which 99 %
        Right(99, 400, d="0.975", capaian="0.99", base=(30_828_802, 43_243_200, 6_126_120, 0, 0, 0), base_per=10),
        acting("J-7", "setara"),
        potongan_persen="2.5",
    ),
    "acting from the 2nd": somebody(FULL, acting("J-11", "naik", "2024-03-02")),
    "acting until the 30th": somebody(FULL, acting("J-11", "naik", "2024-01-10", "2024-03-30")),
    "acting until the 31st": somebody(Right(100, 500, base=HIGHER), acting("J-11", "naik", "2024-01-10", "2024-03-31")),
    "acting in two posts, one of them for the whole month": somebody(
        Right(100, 500, base=HIGHER),
        acting("J-7", "setara", "2024-01-01", "2024-03-15"),
        acting("J-11", "naik"),
    ),
    # factors
    "unpaid leave": somebody(factor(0, 0), leave("cltn", "2024-01-01")),
    "before retirement": somebody(factor(0, 0), leave("mpp", "2024-03-01", "2024-03-01")),
    "entrusted to another": somebody(factor(0, 0), leave("titipan", "2023-01-01", "2024-12-31")),
    "punished": somebody(factor(0, 0), punished("2024-02-01", "2024-03-01")),
    "punished until the day before": somebody(FULL, punished("2023-02-01", "2024-02-29")),
    "punished from the day after": somebody(FULL, punished("2024-03-02")),
    "on leave a day under a month": somebody(FULL, leave("cuti_besar", "2024-02-15", "2024-03-13")),
    "on leave exactly a month": somebody(factor(40, 100), leave("cuti_besar", "2024-02-15", "2024-03-14")),
    "on leave exactly six months": somebody(factor(40, 100), leave("cuti_sakit", "2023-10-01", "2024-03-31")),
    "on leave a day over six months": somebody(factor(20, 25), leave("cuti_sakit", "2023-10-01", "2024-04-01")),
    "on leave six months from a 31st": somebody(factor(40, 100), leave("cuti_sakit", "2023-10-31", "2024-04-29")),
    "on leave a day more from a 31st": somebody(factor(20, 25), leave("cuti_sakit", "2023-10-31", "2024-04-30")),
    "on leave exactly a year": somebody(factor(20, 25), leave("cuti_besar", "2023-04-01", "2024-03-31")),
    "on leave a day over a year": somebody(factor(0, 0), leave("cuti_besar", "2023-04-01", "2024-04-01")),
    "on leave without end": somebody(factor(0, 0), leave("cuti_sakit", "2024-02-20")),
    "on leave until the day before": somebody(FULL, leave("cuti_besar", "2023-10-01", "2024-02-29")),
    "on leave from the day after": somebody(FULL, leave("cuti_besar", "2024-03-02", "2024-09-01")),
    "on two leaves": somebody(
        factor(20, 25), leave("cuti_besar", "2024-02-01", "2024-03-31"), leave("cuti_sakit", "2023-06-01", "2024-03-10")
    ),
    "on leave and punished": somebody(
        factor(0, 0), leave("cuti_besar", "2024-02-01", "2024-03-31"), punished("2024-01-01")
    ),
    "on leave, neither rated nor seen": somebody(
        factor(40, 100), leave("cuti_sakit", "2024-01-01", "2024-03-31"), without=("kinerja", "disiplin")
    ),
    "a candidate on leave": somebody(
        Right(32, 75, "", "", "", "0.4"), leave("cuti_sakit", "2024-01-01", "2024-03-31"), status_pegawai="CPNS"
    ),
    "on leave of a kind without effect": somebody(FULL, leave("cuti_melahirkan", "2024-02-01", "2024-04-30")),
    # rounding: 99.5 %, six ties and six that are none
    "six criteria": somebody(
        Right(9_950, 0, d="0.9875", capaian="0.995", per=10_000, base=SIX),
        kode_jabatan="J-ENAM",
        potongan_persen="1.25",
    ),
    # tax and contributions
    "tax on salary already paid": somebody(Right(100, 400, gaji={"pph_gaji": 20_000}), pph_gaji="20000"),
    "more tax on salary than on both": somebody(Right(100, 400, gaji={"pph_gaji": 600_000}), pph_gaji="600000"),
    "category A": somebody(Right(100, 500), ptkp="TK/0"),
    "category B": somebody(Right(100, 400), ptkp="K/1"),
    "ten rupiah below the health cap": somebody(Right(100, 400, gaji={"iwp_gaji": 119_990}), iwp_gaji="119990"),
    "above the health cap": somebody(Right(100, 400, gaji={"iwp_gaji": 120_001}), iwp_gaji="120001"),
    "above the employer's health cap": somebody(Right(100, 400, gaji={"bpjs_gaji": 480_001}), bpjs_gaji="480001"),
    "a thousand below the employer's health cap": somebody(
        Right(100, 400, gaji={"bpjs_gaji": 479_000}), bpjs_gaji="479000"
    ),
    "a contract employee": somebody(FULL, status_pegawai="PPPK", skema_golongan="PPPK", golongan="IX"),
}

AMOUNTS = (
    *"tpp_beban_kerja tpp_prestasi_kerja tpp_kondisi_kerja tpp_tempat_bertugas tpp_kelangkaan_profesi".split(),
    *"tpp_pertimbangan_objektif tpp_bruto pph21 iwp bpjs tpp_diterima".split(),
)

WITHHELD: dict[str, tuple[dict[str, Any], str, str]] = {
    "no attendance": ({"without": ("disiplin",)}, "H-101", "disiplin"),
    "no cut known": ({"potongan_persen": ""}, "H-102", "potongan_persen"),
    "no working days": ({"hari_kerja": "0", "hari_hadir": "0"}, "H-105", "hari kerja"),
    "no salary": ({"without": ("gaji",)}, "H-101", "gaji"),
    "family status unknown": ({"ptkp": ""}, "H-102", "ptkp"),
    "acting in two posts": ({"duties": (acting("J-11", "naik"), acting("J-7", "setara"))}, "H-103", "plt"),
    "acting in a post that does not exist": ({"duties": (acting("J-404", "naik"),)}, "H-106", "jabatan yang dirangkap"),
    "absent all month, no cut known": (
        {"hari_hadir": "0", "hari_alpa": "18", "potongan_persen": ""}, "H-102", "potongan_persen",
    ),
    "on leave, no salary": (
        {"duties": (leave("cltn", "2024-01-01"),), "without": ("gaji", "disiplin")}, "H-101", "gaji",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Population:
    """Everybody's month, computed at once."""

    month: Month
    nip: Mapping[str, str]
    rows: Mapping[str, dict[str, str]]

    def row(self, name: str) -> dict[str, str]:
        return self.rows[self.nip[name]]


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Population:
    people = People()
    for name, who in PEOPLE.items():
        people.add(name, without=who.without, duties=who.duties, **who.facts)
    for name, (facts, _, _) in WITHHELD.items():
        people.add(name, **facts)
    month = compute_people(people, tmp_path_factory.mktemp("penduduk"))
    return Population(month, people.nip, read_result(month.folder))


def test_the_month_is_computed_for_everybody_at_once(population: Population):
    assert population.month.outcome.code == 1, population.month.outcome.err
    assert set(population.rows) == set(population.nip.values())


@pytest.mark.parametrize("name", PEOPLE)
def test_amounts_are_what_the_sentence_says(population: Population, name: str):
    right, row = PEOPLE[name].right, population.row(name)
    assert row["status_hitung"] == "dihitung"
    assert [row[column] for column in AMOUNTS] == [str(amount) for amount in right.amounts]


@pytest.mark.parametrize("name", [name for name in PEOPLE if "candidate" not in name])
def test_measures_are_what_the_sentence_says(population: Population, name: str):
    right, row = PEOPLE[name].right, population.row(name)
    columns = ("nilai_produktivitas", "nilai_disiplin", "capaian", "faktor_pengganti")
    assert [row[column] for column in columns] == [right.p, right.d, right.capaian, right.faktor]


def test_the_vector_of_the_rules(population: Population):
    row = population.row("rated very good")
    assert [row[column] for column in AMOUNTS[-5:]] == ["7819812", "520338", "73231", "292922", "7746581"]


def test_a_fraction_of_a_rupiah_stands_in_the_base_and_is_rounded_only_in_the_amount(population: Population):
    row = population.row("acting on the same level, in tenths of a rupiah")
    assert row["dasar_beban_kerja"] == "3082880.2"
    assert row["tpp_beban_kerja"] == "3052051"  # 3,052,051.398


@pytest.mark.parametrize("name", WITHHELD)
def test_who_cannot_be_computed_waits_without_amounts_and_is_told_why(population: Population, name: str):
    row, (_, code, word) = population.row(name), WITHHELD[name]
    assert row["status_hitung"] == "tertahan"
    assert {row[column] for column in AMOUNTS} == {""}
    holding = [item for item in _findings(population.month.folder, row["nip"]) if item["tingkat"] == "tahan"]
    assert [item["kode"] for item in holding] == [code]
    assert word in holding[0]["pesan"]
    assert holding[0]["perbaikan"]


def test_leave_of_a_kind_without_effect_is_a_finding_with_its_line(population: Population):
    nip = population.nip["on leave of a kind without effect"]
    (found,) = _findings(population.month.folder, nip)
    assert (found["kode"], found["tingkat"]) == ("H-205", "peringatan")
    assert found["pesan"].startswith("cuti.csv:")


def test_a_post_that_holds_somebody_back_is_not_told_to_be_unused(population: Population):
    found = _findings(population.month.folder, population.nip["acting in a post that does not exist"])
    assert not any("tidak dipakai" in item["pesan"] for item in found)


def test_nobody_in_order_has_a_finding(population: Population):
    assert _findings(population.month.folder, population.nip["rated very good"]) == []


def _findings(folder: Path, nip: str) -> list[dict[str, str]]:
    return [row for row in read_rows(folder / "temuan.csv") if row["nip"] == nip]


def test_everybodys_explanation_is_of_the_stored_amounts(population: Population):
    """All at once, by the functions behind ``tepat jelaskan``: computing once is enough."""
    folder = population.month.folder
    run = compute(folder / "fakta", bind(read_book(folder)))
    compared = 0
    for nip, row in population.rows.items():
        told = explain_person(run, nip, stored=folder / "hasil.csv")
        assert (told.mismatches, told.status) == ((), row["status_hitung"])
        if told.status == "dihitung":
            for column in AMOUNTS:
                assert told.steps[column].nilai == row[column]
                compared += 1
        else:
            assert [item for item in told.findings if item.tingkat == "tahan"]
    assert compared == len(PEOPLE) * len(AMOUNTS)
    run.connection.close()


def test_under_the_rules_of_2023_the_tax_is_taken_from_the_employee(tmp_path: Path):
    people = People()
    people.add("with NPWP", npwp="123456789012345")
    people.add("without NPWP")
    month = compute_people(people, tmp_path, "2023-03")
    rows = read_result(month.folder)
    # Yearly: 12 × (13,008,452 − 599,640 − 500,000) − 72,000,000 = 70,905,744, cut to 70,905,000: 60 million at 5 %,
    # the rest at 15 %: 4,635,750 a year, 386,312.5 a month; 7,819,812 − 386,313 − 73,231.
    assert rows[people.nip["with NPWP"]]["pph21"] == "386313"
    assert rows[people.nip["with NPWP"]]["tpp_diterima"] == "7360268"
    # A fifth more without NPWP.
    assert rows[people.nip["without NPWP"]]["pph21"] == "463575"
    assert rows[people.nip["without NPWP"]]["tpp_diterima"] == "7283006"


@pytest.mark.parametrize(("known_on", "received"), [("2024-01-29", "7360268"), ("2024-01-30", "7746581")])
def test_an_amendment_counts_once_it_is_promulgated(tmp_path: Path, known_on: str, received: str):
    people = People()
    people.add("with NPWP", npwp="123456789012345")
    month = compute_people(people, tmp_path, MASA, "--diketahui", known_on)
    assert read_result(month.folder)[people.nip["with NPWP"]]["tpp_diterima"] == received
