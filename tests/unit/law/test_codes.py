"""Every code of a formula or an instrument is said: each is planted once in a region that is otherwise valid."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.lang.errors import RegulationError, UsageError
from tepat.lang.messages import LANGUAGES, catalogue
from tepat.law.bind import bind
from tepat.law.consolidate import consolidate
from tepat.law.shelf import open_shelf, regulations_root
from tepat.law.validate import validate_region
from tests.unit.law.packages import Break, problems_of, shelf_of, write_region
from tests.unit.law.planted import BASE_RULES, BESIDE, PLANTED, formula, said

# Met where no single line is to blame: the sentence names the month or the region.
PLACELESS = {"R-004", "R-006", "R-025"}


def test_the_validator_and_the_language_are_all_planted():
    """But for what is said before there is a region, or beside its validation: the catalogue's examples show those."""
    elsewhere = {"R-002", "R-003", "R-090", "R-091", *BESIDE}
    of_drafting = {code for code in catalogue() if code[:2] in {"L-", "R-"}}
    assert set(PLANTED) == of_drafting - elsewhere


def test_no_short_name_of_the_packet_means_two_things(tmp_path: Path):
    """L-011 needs two files that a package declares itself."""
    assert bind(consolidate(shelf_of(tmp_path), Masa(2020, 1))).scope.ambiguous == {}


def test_without_a_break_the_region_is_in_order(tmp_path: Path):
    assert [problem.text() for problem in problems_of(tmp_path)] == []


@pytest.mark.parametrize("code", PLANTED)
def test_what_is_wrong_is_said_with_its_code_and_place(code: str, tmp_path: Path):
    found = said(code, tmp_path)
    assert found, "it is not said"
    for problem in found:
        assert problem.place.file or problem.place.line or code in PLACELESS, "nobody knows where to look"
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


def test_a_folder_that_stands_as_a_region_is_read_with_the_nation_beside_it(tmp_path: Path):
    """A copy of the whole shelf, amended nation included, can be tried without touching the project's."""
    region = write_region(tmp_path) / "daerah" / "contoh"
    assert open_shelf(str(region)).national_folder == tmp_path
    assert validate_region(open_shelf(str(region)), lambda feature: True).problems == []


@pytest.mark.parametrize("place", ["contoh", "daerah/contoh", "wilayah/contoh"])
def test_any_other_folder_is_read_with_the_nation_of_the_project(tmp_path: Path, place: str):
    shutil.copytree(write_region(tmp_path / "asal") / "daerah" / "contoh", tmp_path / place)
    if not place.startswith("daerah/"):
        (tmp_path / "nasional").mkdir()
    assert open_shelf(str(tmp_path / place)).national_folder == regulations_root()


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


def test_a_condition_stands_on_persons_or_on_rows_about_them(tmp_path: Path):
    on_offices = Break(BASE_RULES, 'uji = "gaji_kotor > 0"', 'pada = "jabatan"\nuji = "kelas_jabatan > 0"')
    (problem,) = problems_of(tmp_path, [on_offices])
    assert (problem.code, problem.words["kunci"]) == ("R-010", "syarat.gaji_ada.pada")
    assert "tidak memuat nip" in problem.message("id").pesan


def test_a_run_needs_only_files_there_are(tmp_path: Path):
    needs = '[jenis_run.thr]\nlabel = "THR"\nlabel_en = "THR"\ndasar = "praktik"\nberkas = ["bayaran"]\n\n[[kekekalan]]'
    (problem,) = problems_of(tmp_path, [Break(BASE_RULES, "[[kekekalan]]", needs)])
    assert (problem.code, problem.words["berkas"]) == ("R-023", "bayaran")
