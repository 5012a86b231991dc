"""Balangan's generations of TPP: one law for every month, and what 2020-2021 left unknown can be supplied."""

from __future__ import annotations

from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.lang.errors import RegulationError
from tepat.lang.exact import Unknown
from tepat.law.cases import case_rows
from tepat.law.consolidate import open_book
from tepat.law.load import load_cases
from tepat.law.models import KasusModel
from tepat.law.person import Person
from tepat.law.shelf import open_shelf, select

BASES = {
    "2020-01": "praktik-2020",
    "2021-12": "praktik-2020",
    "2022-01": "praktik-2022",
    "2022-12": "praktik-2022",
    "2023-01": "perbup-2-2023",
    "2026-06": "perbup-2-2023",
}
SHELF = open_shelf("balangan")
GENERATION = SHELF.folder / "praktik-2020"

SUPPLEMENT = """
[tabel.tunjangan_kelas]
label = "Tunjangan acuan menurut kelas jabatan"
label_en = "Reference allowance by class"
dasar = "contoh"
kunci = { kelas = "kelas_jabatan" }
nilai = "rupiah"

[tunjangan_acuan]
label = "Tunjangan acuan"
label_en = "Reference allowance"
tipe = "rupiah"
dasar = "contoh"
berlaku_bila = "NOT dokter_spesialis"
rumus = "TABEL('tunjangan_kelas', kelas_hitung)"
"""


@pytest.fixture
def supplement(tmp_path: Path) -> Path:
    """A reference allowance for every class, as somebody who finds the old table would write it."""
    folder = tmp_path / "tunjangan"
    (folder / "tabel").mkdir(parents=True)
    identity = 'id = "tunjangan"\njenis = "pelengkap"\njudul = "Contoh"\nsingkatan = "Contoh"\n'
    identity += 'daerah = "balangan"\nmasa_pertama = "2020-01"\nsumber = "contoh"\n'
    (folder / "instrumen.toml").write_text(identity, "utf-8")
    (folder / "aturan.toml").write_text(SUPPLEMENT, "utf-8")
    rows = "".join(f"{kelas},{kelas}000000,contoh\n" for kelas in range(1, 18))
    (folder / "tabel/tunjangan_kelas.csv").write_text(f"kelas,nilai,sumber\n{rows}", "utf-8")
    return folder


def worked(label: str) -> KasusModel:
    return next(model for model, _ in load_cases(GENERATION, "balangan/praktik-2020", []) if model.label == label)


@pytest.mark.parametrize("masa", BASES)
def test_every_month_has_one_law_it_is_computed_by(masa: str):
    assert select(SHELF, Masa.parse(masa), []).base.instrumen.id == BASES[masa]


def test_before_2020_there_is_none():
    with pytest.raises(RegulationError) as caught:
        select(SHELF, Masa(2019, 12), [])
    assert [problem.code for problem in caught.value.problems] == ["R-004"]


@pytest.mark.parametrize(
    ("label", "own", "base"),
    [
        # 77 % of the allowance of the class that counts
        ("Pelaksana kelas 7, skor 90, hadir penuh", 7, 5390000),
        ("Eselon IV lurah: kelas 9", 9, 6930000),
        ("Plt pada eselon lebih tinggi: kelas jabatan yang dirangkap", 9, 8470000),
    ],
)
def test_the_reference_allowance_can_be_supplied(label: str, own: int, base: int, supplement: Path):
    model = worked(label)
    bound = open_book(SHELF, Masa.parse(model.masa), supplement)
    person = Person(bound, case_rows(model, bound.book))
    assert (person.value(("kelas_sendiri",)), person.value(("dasar_tpp",))) == (own, base)
    assert person.withheld == ()


def test_without_it_everybody_but_the_specialist_waits():
    model = worked("Pelaksana kelas 7, skor 90, hadir penuh")
    bound = open_book(SHELF, Masa.parse(model.masa))
    person = Person(bound, case_rows(model, bound.book))
    assert isinstance(person.value(("tpp_diterima",)), Unknown)
    assert person.withheld
    doctor = worked("Tanpa hukuman dan pembebasan dokter spesialis itu dihitung")
    assert Person(bound, case_rows(doctor, bound.book)).withheld == ()
