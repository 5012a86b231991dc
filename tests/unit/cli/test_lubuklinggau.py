"""Lubuklinggau's decree knows bases and two percentages; what it does not say withholds until a supplement says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.law.consolidate import consolidate
from tepat.law.models import KasusModel
from tepat.law.shelf import open_shelf
from tests.cases.packets import write_cases
from tests.packets import nip
from tests.unit.cli.command import compute, read_result

MASA = "2022-06"
CLERK, HEAD = nip(0), nip(1)
FACE = """\
id = "pelengkap-lubuklinggau"
jenis = "pelengkap"
judul = "Yang tidak termuat pada SK — contoh, bukan hukum"
singkatan = "Pelengkap"
daerah = "lubuklinggau"
masa_pertama = "2022-01"
sumber = "contoh"
"""
RULES = {
    "persen_prestasi_kerja": ("persen", "PERSEN(35)"),
    "persen_kondisi_kerja_lain": ("persen", "0"),
    "persen_tempat_bertugas": ("persen", "0"),
    "persen_kelangkaan_profesi": ("persen", "0"),
    "persen_pertimbangan_objektif": ("persen", "0"),
    "nilai_produktivitas": ("persen", "PERSEN(100)"),
    "nilai_disiplin": ("persen", "PERSEN(100) - potongan_persen"),
    "capaian": ("persen", "PERSEN(60) * nilai_produktivitas + PERSEN(40) * nilai_disiplin"),
    '"tpp_{kriteria_tpp}"': ("rupiah", "BULAT_SETENGAH_NAIK(besaran_{kriteria_tpp} * capaian)"),
    "pph21": ("rupiah", "0"),
    "iwp": ("rupiah", "BULAT_SETENGAH_NAIK(PERSEN(1) * tpp_bruto)"),
    "tpp_diterima": ("rupiah", "tpp_bruto - pph21 - iwp"),
}


def person(kelas: int, pengguna_anggaran: str, potongan: int) -> KasusModel:
    facts: dict[str, dict[str, object]] = {
        "pegawai": {"kode_jabatan": "J"},
        "jabatan": {"kode_jabatan": "J", "kelas_jabatan": kelas, "pengguna_anggaran": pengguna_anggaran},
        "disiplin": {"potongan_persen": potongan},
    }
    return KasusModel(label="", sumber="", masa=MASA, fakta={**facts}, harapan={})


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "fakta"
    folder.mkdir()
    book = consolidate(open_shelf("lubuklinggau"), Masa.parse(MASA))
    write_cases([person(3, "tidak", 5), person(14, "ya", 0)], book, folder)
    return folder


@pytest.fixture
def supplement(tmp_path: Path) -> Path:
    folder = tmp_path / "pelengkap-lubuklinggau"
    folder.mkdir()
    (folder / "instrumen.toml").write_text(FACE, "utf-8")
    said = 'label = "x"\nlabel_en = "x"\ndasar = "contoh"\n'
    rules = (f'[{name}]\n{said}tipe = "{unit}"\nrumus = "{text}"\n' for name, (unit, text) in RULES.items())
    (folder / "aturan.toml").write_text("\n".join(rules), "utf-8")
    return folder


def test_the_decree_alone_withholds_everybody(facts: Path, tmp_path: Path):
    assert compute(facts, tmp_path / "hasil", MASA, regulasi="lubuklinggau").code == 1
    clerk = read_result(tmp_path / "hasil")[CLERK]
    assert (clerk["status_hitung"], clerk["tpp_diterima"]) == ("tertahan", "")


def test_a_supplement_completes_the_decree(facts: Path, supplement: Path, tmp_path: Path):
    """Class 3: 40 % and 35 % of 1,391,519 at 98 %; class 14: 25 %, 35 % and 20 % of 13,179,238 at 100 %."""
    told = compute(facts, tmp_path / "hasil", MASA, "--pelengkap", supplement, regulasi="lubuklinggau")
    assert told.code == 0, told
    rows = read_result(tmp_path / "hasil")
    names = ("basis_tpp", "tpp_beban_kerja", "tpp_prestasi_kerja", "tpp_kondisi_kerja", "iwp", "tpp_diterima")
    assert [rows[CLERK][name] for name in names] == ["1391519", "545475", "477291", "0", "10228", "1012538"]
    assert [rows[HEAD][name] for name in names] == ["13179238", "3294810", "4612733", "2635848", "105434", "10437957"]
