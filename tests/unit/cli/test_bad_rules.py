"""A package of regulations that cannot be used: file, line, name and remedy; exit 2, and nothing is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tepat.law.shelf import regulations_root
from tests.unit.cli.command import compute, snapshot, tepat
from tests.unit.cli.conftest import Month
from tests.unit.cli.people import MASA

Damage = Callable[[Path], object]
NEW, OLD = Path("paket", "perbup-7-2024"), Path("paket", "perbup-2-2023")


def line_of(path: Path, text: str) -> int:
    """The line on which a text stands, once."""
    lines = [number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if text in line]
    assert len(lines) == 1, f"{text!r} stands {len(lines)} times in {path}"
    return lines[0]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of Balangan's regulations in the folder where the command runs."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(regulations_root() / "daerah" / "balangan", "paket")
    return Path("paket")


@pytest.fixture
def stopped(package: Path, two: Month) -> Callable[..., list[str]]:
    """Compute with the damaged package: the lines of the error; nothing may have been written."""

    def stopped(masa: str = MASA) -> list[str]:
        before = snapshot(Path())
        outcome = compute(two.facts_folder, Path("hasil"), masa, regulasi="paket")
        assert (outcome.code, outcome.out) == (2, "")
        assert snapshot(Path()) == before
        assert not Path("hasil").exists()
        return outcome.err.splitlines()

    return stopped


def test_an_undamaged_copy_computes_what_the_region_does(package: Path, two: Month):
    assert compute(two.facts_folder, Path("hasil"), MASA, regulasi=package).code == 0
    assert Path("hasil", "hasil.csv").read_bytes() == (two.folder / "hasil.csv").read_bytes()


def test_a_cycle_is_told_with_everyone_in_it(stopped: Callable[..., list[str]]):
    replace(NEW / "aturan.toml", 'rumus = "gaji_kotor + tpp_bruto"', 'rumus = "gaji_kotor + tpp_bruto + pph21"')
    line = line_of(NEW / "aturan.toml", "[penghasilan_bruto]")
    told = stopped()
    cycle = "rumus berputar: penghasilan_bruto → pph21 → penghasilan_bruto"
    assert told[0] == f"paket/perbup-7-2024/aturan.toml:{line} [penghasilan_bruto]: R-020 {cycle}"
    assert told[1].strip() == "→ putuskan lingkaran: satu variabel tidak boleh bergantung pada dirinya sendiri"


def test_a_cycle_is_not_told_as_a_missing_name_too(stopped: Callable[..., list[str]]):
    replace(NEW / "aturan.toml", 'rumus = "gaji_kotor + tpp_bruto"', 'rumus = "gaji_kotor + tpp_bruto + pph21"')
    assert "L-010" not in "\n".join(stopped())


def test_a_category_without_its_row_is_told_by_name(stopped: Callable[..., list[str]]):
    replace(NEW / "tabel/nilai_predikat.csv", "\nkurang,60,Pasal 11 ayat (1) huruf c", "")
    told = stopped()
    place = "paket/perbup-7-2024/tabel/nilai_predikat.csv:1"
    assert told[0] == f"{place}: R-032 tabel nilai_predikat: kurang tidak punya baris"
    assert told[1].strip().startswith("→ tambahkan barisnya")


def test_a_hole_between_bands_is_told_with_its_line(stopped: Callable[..., list[str]]):
    replace(OLD / "tabel/nilai_skor.csv", "61,76,80", "62,76,80")
    told = stopped("2023-03")
    line = line_of(OLD / "tabel/nilai_skor.csv", "62,76,80")
    assert told[0].startswith(f"paket/perbup-2-2023/tabel/nilai_skor.csv:{line}: R-034 tabel nilai_skor berlubang: ")
    assert "batas atas satu lapisan adalah batas bawah berikutnya" in told[1]


def test_a_hole_is_told_in_the_numbers_of_the_table(stopped: Callable[..., list[str]]):
    replace(OLD / "tabel/nilai_skor.csv", "61,76,80", "62,76,80")
    told = stopped("2023-03")[0]
    assert "61" in told
    assert "62" in told


def test_a_misspelt_category_is_told_with_what_it_might_be(stopped: Callable[..., list[str]]):
    replace(OLD / "aturan.toml", "status_pegawai = 'CPNS'", "status_pegawai = 'cpns'")
    told = stopped()
    line = line_of(OLD / "aturan.toml", "status_pegawai = 'cpns'")
    assert told[0].startswith(f"paket/perbup-2-2023/aturan.toml:{line}:11 [dasar_{{kriteria}}]: L-022 'cpns' bukan")
    assert "(mungkin 'CPNS'?)" in told[0]
    assert told[1].strip() == "→ kode yang ada: PNS, CPNS, PPPK"


def test_a_misspelt_name_is_told_with_what_it_might_be(stopped: Callable[..., list[str]]):
    replace(NEW / "aturan.toml", 'rumus = "gaji_kotor + tpp_bruto"', 'rumus = "gaji_kotr + tpp_bruto"')
    assert "L-010 nama 'gaji_kotr' tidak dikenal (mungkin 'gaji_kotor'?)" in stopped()[0]


def test_errors_in_several_files_are_told_in_one_run(stopped: Callable[..., list[str]]):
    replace(NEW / "aturan.toml", 'rumus = "gaji_kotor + tpp_bruto"', 'rumus = "gaji_kotor + PERSEN(10)"')
    replace(OLD / "aturan.toml", "status_pegawai = 'CPNS'", "status_pegawai = 'cpns'")
    told = "\n".join(stopped())
    assert "paket/perbup-7-2024/aturan.toml:" in told
    assert "L-020 rupiah + persen tidak bermakna" in told
    assert "paket/perbup-2-2023/aturan.toml:" in told


def test_a_toml_file_with_an_error_is_named_with_the_line(stopped: Callable[..., list[str]]):
    replace(NEW / "aturan.toml", "[pph21]\n", "[pph21\n")
    line = line_of(NEW / "aturan.toml", "[pph21")
    told = stopped()
    assert told[0].startswith("paket/perbup-7-2024/aturan.toml")
    assert "R-001" in told[0]
    assert f"line {line}" in told[0] or f"aturan.toml:{line}:" in told[0]


def test_a_toml_file_with_an_error_is_all_that_is_told(stopped: Callable[..., list[str]]):
    replace(NEW / "aturan.toml", "[pph21]\n", "[pph21\n")
    assert len(stopped()) == 2


@pytest.mark.parametrize("content", [b"predikat,nilai,sumber\n\xff,1,x\n", b'predikat,nilai,sumber\n"baik,1,x\n'])
def test_a_table_that_cannot_be_read_is_named(stopped: Callable[..., list[str]], content: bytes):
    (NEW / "tabel/nilai_predikat.csv").write_bytes(content)
    assert stopped()[0].startswith("paket/perbup-7-2024/tabel/nilai_predikat.csv")


def test_a_folder_without_instruments_is_no_package(package: Path, two: Month):
    shutil.rmtree(package)
    package.mkdir()
    outcome = compute(two.facts_folder, Path("hasil"), MASA, regulasi="paket")
    assert outcome.code == 2
    assert outcome.err.startswith("R-002 folder paket bukan paket regulasi: tidak ada instrumen.toml di dalamnya")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("regulasi", "tampil", "balangn", "--masa", MASA),
            "R-003 daerah 'balangn' tidak dikenal (mungkin 'balangan'?)",
        ),
        (
            ("sql", "--regulasi", "balangn", "--masa", MASA),
            "R-003 daerah 'balangn' tidak dikenal (mungkin 'balangan'?)",
        ),
        (("regulasi", "periksa", "balangn"), "R-003 daerah 'balangn' tidak dikenal (mungkin 'balangan'?)"),
        (("regulasi", "uji", "balangn"), "R-003 daerah 'balangn' tidak dikenal (mungkin 'balangan'?)"),
        (("sql", "--regulasi", "balangan", "--masa", "2019-12"), "R-004 tidak ada peraturan balangan"),
        (("sql", "--regulasi", "balangan", "--masa", "Maret"), "U-001 masa 'Maret' bukan bulan"),
        (("sql", "--regulasi", "balangan", "--masa", MASA, "--dialek", "oracle"), "U-002 dialek oracle"),
    ],
)
def test_what_does_not_exist_is_told_by_every_command(words: tuple[str, ...], told: str):
    outcome = tepat(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(told)
    assert "    → " in outcome.err


def test_validation_fails_where_a_package_is_damaged(package: Path):
    replace(NEW / "tabel/nilai_predikat.csv", "\nkurang,60,Pasal 11 ayat (1) huruf c", "")
    outcome = tepat("regulasi", "periksa", package)
    assert outcome.code == 2
    assert "R-032 tabel nilai_predikat: kurang tidak punya baris" in outcome.err
    assert "bermasalah" in outcome.out


def test_a_worked_example_that_is_a_rupiah_off_is_named(package: Path):
    replace(NEW / "kasus/contoh.toml", "pph21 = 520338", "pph21 = 520339")
    outcome = tepat("regulasi", "uji", package)
    assert outcome.code == 1
    assert "pph21 diharapkan Rp 520.339, dihitung Rp 520.338" in outcome.err
    assert outcome.err.startswith("paket/perbup-7-2024/kasus/contoh.toml:")
