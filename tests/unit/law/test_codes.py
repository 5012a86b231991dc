"""Every code of a formula or an instrument is said: each is planted once in a region that is otherwise valid."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.lang.errors import RegulationError, UsageError
from tepat.lang.messages import LANGUAGES
from tepat.law.bind import bind
from tepat.law.consolidate import consolidate
from tepat.law.shelf import open_shelf
from tests.unit.law.packages import AMENDMENT, BASE, NATIONAL, Break, problems_of, shelf_of, write_region

BASE_RULES, BASE_FACE, BASE_CASES = (
    f"{BASE}/{name}" for name in ("aturan.toml", "instrumen.toml", "kasus/contoh.toml")
)
NEW_RULES, NEW_FACE = (f"{AMENDMENT}/{name}" for name in ("aturan.toml", "instrumen.toml"))
KEYED, BANDED = f"{BASE}/tabel/bagian.csv", f"{BASE}/tabel/tunjangan.csv"
OLD_FORMULA = 'rumus = "kelas_jabatan * 2"'


def formula(text: str) -> Break:
    """The formula of `lama`, a plain number, reads ``text``."""
    return Break(BASE_RULES, OLD_FORMULA, f'rumus = """\n{text}"""')


DEPARTURE = """\
[parameter.tarif]
operasi = "ganti"
label = "Tarif"
label_en = "Rate"
tipe = "persen"
dasar = "Pasal 2 ayat (1)"
nilai = 4

"""
NAMESAKE = """\
[tabel.lama]
label = "Lama"
label_en = "Old"
dasar = "praktik"
nilai = "persen"
tidak_diketahui = "tidak ada"

"""
PLANTED: dict[str, Break] = {
    "L-001": formula("kelas_jabatan +"),
    "L-002": formula("(SELECT 1)"),
    "L-003": formula("kelas_jabatan % 2"),
    "L-004": formula("1.000.000"),
    "L-005": formula("CASE WHEN kelas_jabatan > 1 THEN 2 END"),
    "L-010": formula("kelas_jabata * 2"),
    "L-012": formula("BULAT(kelas_jabatan)"),
    "L-013": formula("BULAT_KE_BAWAH(kelas_jabatan, kelas_jabatan)"),
    "L-020": formula("kelas_jabatan + gaji_kotor"),
    "L-021": formula("gaji_kotor"),
    "L-022": formula("CASE WHEN status_pegawai = 'cpns' THEN 1 ELSE 2 END"),
    "L-023": formula("kelas_jabatan / 2"),
    "L-024": formula("CASE WHEN kelas_jabatan IS NULL THEN 1 ELSE 2 END"),
    "L-025": formula(" * ".join(["1000000000000 * kelas_jabatan"] * 4)),
    "L-026": formula("CASE WHEN kelas_jabatan > 1 THEN gaji_kotor ELSE HARI(1) END"),
    "L-027": Break(
        BASE_RULES, "BULAT_KE_BAWAH(nilai * jabatan.{kriteria})", "BULAT_KE_BAWAH((nilai + 1) * jabatan.{kriteria})"
    ),
    "R-001": Break(BASE_RULES, "[keluarga.kriteria]", "[keluarga.kriteria"),
    "R-004": Break(BASE_FACE, 'masa_pertama = "2020-01"', 'masa_pertama = "2022-01"'),
    "R-005": Break(BASE_FACE, "nasional/uu-1-2020", "nasional/uu-2-2020"),
    "R-006": Break(NEW_FACE, 'mengubah = "perbup-1-2020"\n', ""),
    "R-007": Break(f"{NATIONAL}/instrumen.toml", 'masa_pertama = "2020-01"', 'masa_pertama = "2020-02"'),
    "R-010": Break(BASE_RULES, 'tipe = "bilangan"', 'tipe = "angka"'),
    "R-011": Break(BASE_RULES, OLD_FORMULA, f"{OLD_FORMULA}\nnilai = 3"),
    "R-012": Break(NEW_RULES, '[nilai]\noperasi = "ganti"\n', "[nilai]\n"),
    "R-013": Break(NEW_RULES, '[nilai]\noperasi = "ganti"\n', '[nilai_baru]\noperasi = "ganti"\n'),
    "R-014": Break(NEW_RULES, '[[hapus]]\nnama = "lama"\ndasar = "Pasal I angka 2"\n', ""),
    "R-015": Break(
        NEW_RULES,
        '[[hapus]]\nnama = "lama"\ndasar = "Pasal I angka 2"\n',
        '[lama]\noperasi = "ganti"\nlabel = "Lama"\nlabel_en = "Old"\n'
        'tipe = "bilangan"\ndasar = "Pasal 3"\nrumus = "1"\n',
    ),
    "R-016": Break(NEW_FACE, 'jenis = "sisip"\npasal = "2A"', 'jenis = "ubah"\npasal = "2A"'),
    "R-017": Break(BASE_RULES, 'dasar = "Pasal 3"', 'dasar = "Pasal 33"'),
    "R-020": Break(BASE_RULES, OLD_FORMULA, 'rumus = "lama + 1"'),
    "R-021": Break(f"{NATIONAL}/aturan.toml", "nilai = 5", 'nilai = "5 persen"'),
    "R-022": Break(BASE_RULES, "JUMLAH_KELUARGA(kriteria, tpp_{kriteria})", "JUMLAH_KELUARGA(ukuran, tpp_{ukuran})"),
    "R-023": Break(BASE_RULES, "[baris.cuti.panjang]", "[baris.libur.panjang]"),
    "R-030": Break(KEYED, "predikat,nilai,sumber", "predikat,persen,sumber"),
    "R-031": Break(KEYED, "baik,90,", "baik,sembilan puluh,"),
    "R-032": Break(KEYED, "kurang,50,Pasal 2\n", ""),
    "R-033": Break(KEYED, "kurang,50,Pasal 2\n", "kurang,50,Pasal 2\nkurang,40,Pasal 2\n"),
    "R-034": Break(BANDED, "1000,2000,20", "1001,2000,20"),
    "R-035": Break(BANDED, "1000,2000,20", "999,2000,20"),
    "R-036": Break(KEYED, "butuh_perbaikan,", "perlu_perbaikan,"),
    "R-037": Break(KEYED, "", None),
    "R-038": Break(KEYED, "kurang,50,Pasal 2", "kurang,50,"),
    "R-040": Break(BASE_FACE, 'alasan = "kertas"\n', ""),
    "R-041": Break(BASE_FACE, 'oleh = ["nilai", "bagian", "tpp_bruto"]', 'oleh = ["nilai_lain"]'),
    "R-042": Break(BASE_FACE, 'nomor = "3"\nsumber = "nomor"', 'nomor = "3"\nsumber = "naskah"'),
    "R-043": Break(BASE_FACE, 'fitur = "tepat hitung"', 'fitur = "tepat terbang"'),
    "R-050": Break(BASE_CASES, "tpp_bruto = 127", "tpp_bruto = 126"),
    "R-051": Break(BASE_CASES, "tpp_bruto = 128", "tpp_bruto = 127"),
    "R-052": Break(BASE_CASES, "lama = 8", 'lama = "delapan"'),
    "R-053": Break(f"{AMENDMENT}/kasus/contoh.toml", "", None),
}
PLANTED |= {
    "R-080": Break(BASE_FACE, "zona_waktu", 'masa_terakhir = "2020-12"\nzona_waktu'),
    "R-081": Break(BASE_FACE, "zona_waktu", 'mencabut = ["perbup-9-2019"]\nzona_waktu'),
    "R-082": Break(
        f"{NATIONAL}/instrumen.toml",
        'sumber = "naskah"\n\n[[pasal]]\n',
        'masa_terakhir = "2020-12"\nsumber = "naskah"\n\n[[pasal]]\n',
    ),
    "R-083": Break(NEW_FACE, 'mengubah = "perbup-1-2020"', 'mengubah = "perbup-1-2020"\nmencabut = ["perbup-1-2020"]'),
    "R-084": Break(BASE_RULES, "[lama]\n", f"{NAMESAKE}[lama]\n"),
    "R-085": Break(NEW_FACE, 'jenis = "ubah"\npasal = "2"', 'jenis = "ubah"\npasal = "2"\nbagian = ["ayat (2)"]'),
    "R-086": Break(NEW_FACE, 'jenis = "ubah"\npasal = "2"', 'jenis = "ubah"\npasal = "2"\nbagian = ["ayat (9)"]'),
    "R-087": Break(NEW_RULES, "[parameter.uang_makan]", DEPARTURE + "[parameter.uang_makan]"),
    "R-088": Break(BASE_RULES, OLD_FORMULA, f'{OLD_FORMULA}\nmenyimpang = "dari apa"'),
    "R-089": Break(NEW_RULES, 'nama = "lama"', 'nama = "pajak"'),
}
# Said when a shelf is opened, before there is a region to validate.
ASKED = {"R-002", "R-003"}
# Said by the language (tests/unit/lang/test_check.py); no two files of today's packet share a short name.
ONLY_LANGUAGE = {"L-011"}


def catalogued() -> set[str]:
    """The codes of formulas and instruments."""
    folder = files("tepat.lang").joinpath("catalogue")
    return {
        code for name in ("rumus.toml", "regulasi.toml") for code in tomllib.loads((folder / name).read_text("utf-8"))
    }


def test_every_code_is_planted_once():
    assert set(PLANTED) | ASKED | ONLY_LANGUAGE == catalogued()


def test_no_short_name_of_the_packet_means_two_things(tmp_path: Path):
    """Where one does, L-011 can be planted here."""
    assert bind(consolidate(shelf_of(tmp_path), Masa(2020, 1))).scope.ambiguous == {}


def test_without_a_break_the_region_is_in_order(tmp_path: Path):
    assert [problem.text() for problem in problems_of(tmp_path)] == []


@pytest.mark.parametrize("code", PLANTED)
def test_what_is_wrong_is_said_with_its_code_and_place(code: str, tmp_path: Path):
    found = problems_of(tmp_path, [PLANTED[code]])
    said = [problem for problem in found if problem.code == code]
    assert said, [problem.text() for problem in found]
    for problem in said:
        assert problem.place.file or code in {"R-004", "R-006"}, "nobody knows where to look"
        for bahasa in LANGUAGES:
            message = problem.message(bahasa)
            assert message.pesan
            assert message.perbaikan
            assert "{" not in message.pesan + message.perbaikan


def test_a_formula_error_names_file_line_and_column(tmp_path: Path):
    (problem,) = problems_of(tmp_path, [formula("kelas_jabatan\n  * kelas_jabata")])
    line = 1 + (tmp_path / BASE_RULES).read_text("utf-8").splitlines().index('  * kelas_jabata"""')
    assert (problem.code, problem.place.file) == ("L-010", "contoh/perbup-1-2020/aturan.toml")
    assert (problem.place.line, problem.place.column) == (line, 5)
    assert "kelas_jabatan" in problem.message().pesan


def test_one_run_says_everything(tmp_path: Path):
    """Two formulas, two tables, an unannounced change and a missing case: six problems of five files at once."""
    codes = ["L-023", "L-027", "R-033", "R-034", "R-012", "R-053"]
    found = {problem.code for problem in problems_of(tmp_path, [PLANTED[code] for code in codes])}
    assert found == set(codes)


def test_a_folder_without_an_instrument_is_refused(tmp_path: Path):
    (tmp_path / "kosong").mkdir()
    with pytest.raises(UsageError) as caught:
        open_shelf(str(tmp_path / "kosong"), write_region(tmp_path / "akar"))
    assert [problem.code for problem in caught.value.problems] == ["R-002"]


def test_an_unknown_region_is_refused_with_the_nearest_name(tmp_path: Path):
    with pytest.raises(UsageError) as caught:
        open_shelf("cntoh", write_region(tmp_path))
    (problem,) = caught.value.problems
    assert problem.code == "R-003"
    assert "'contoh'" in problem.message().pesan


def test_a_month_before_the_first_regulation_is_refused_by_its_first_month(tmp_path: Path):
    with pytest.raises(RegulationError) as caught:
        consolidate(shelf_of(tmp_path), Masa(2019, 12))
    (problem,) = caught.value.problems
    assert (problem.code, problem.words["pertama"]) == ("R-004", "2020-01")
