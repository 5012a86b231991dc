"""``tepat hitung``: exit codes, what it says where, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.packets import valid_packet, write_packet
from tests.unit.cli.command import compute, snapshot, tepat
from tests.unit.cli.conftest import Month
from tests.unit.cli.people import MASA


def test_a_month_with_nothing_to_find_is_done(two: Month):
    assert (two.outcome.code, two.outcome.err) == (0, "")
    assert "2 orang: 2 dihitung, 0 tertahan" in two.outcome.out
    assert "Temuan" not in two.outcome.out


def test_a_month_with_somebody_withheld_says_who_and_why(four: Month):
    assert (four.outcome.code, four.outcome.err) == (1, "")
    assert "4 orang: 3 dihitung, 1 tertahan" in four.outcome.out
    assert "H-101 1 × tidak ada baris pada berkas disiplin" in four.outcome.out
    assert "190001031920011001" in four.outcome.out


def test_the_totals_on_the_screen_are_those_of_the_people_computed(two: Month):
    # Ani 7,819,812; Budi, at 99 %, 2,854,051 + 4,281,077 + 606,486 = 7,741,614.
    assert "Rp 15.561.426" in two.outcome.out


def test_an_unrated_person_is_no_reason_to_wait(two: Month, tmp_path: Path):
    facts_folder = shutil.copytree(two.facts_folder, tmp_path / "fakta")
    (facts_folder / "kinerja.csv").write_text((facts_folder / "kinerja.csv").read_text("utf-8").split("\n")[0], "utf-8")
    outcome = compute(facts_folder, tmp_path / "hasil", MASA)
    assert outcome.code == 0
    assert "H-205 2 × belum dinilai atasan: nilai produktivitas 0" in outcome.out


def test_a_region_made_by_contoh_is_taken_as_it_stands(two: Month, tmp_path: Path):
    shutil.copytree(two.facts_folder, tmp_path / "daerah/fakta")
    assert compute(tmp_path / "daerah", tmp_path / "hasil", MASA).code == 0
    assert (tmp_path / "hasil/hasil.csv").read_bytes() == (two.folder / "hasil.csv").read_bytes()


def test_a_second_run_replaces_the_packet_whole(two: Month, four: Month, tmp_path: Path):
    shutil.copytree(four.folder, tmp_path / "hasil")
    (tmp_path / "hasil/catatan.txt").write_text("lama", "utf-8")
    told = compute(two.facts_folder, tmp_path / "hasil", MASA)
    assert told.code == 0
    assert "(menggantikan paket sebelumnya)" in told.out
    assert "menggantikan" not in two.outcome.out
    assert snapshot(tmp_path / "hasil") == snapshot(two.folder)
    assert [path.name for path in tmp_path.iterdir()] == ["hasil"]


def test_a_packet_can_be_computed_again_from_its_own_facts(two: Month, tmp_path: Path):
    folder = shutil.copytree(two.folder, tmp_path / "hasil")
    assert compute(folder, folder, MASA).code == 0
    assert snapshot(folder) == snapshot(two.folder)


@pytest.mark.parametrize("name", ["surat.txt", ".rahasia", "hasil.csv"])
def test_a_folder_of_somebody_elses_is_left_alone(two: Month, tmp_path: Path, name: str):
    (tmp_path / "surat").mkdir()
    (tmp_path / "surat" / name).write_text("penting", "utf-8")
    outcome = compute(two.facts_folder, tmp_path / "surat", MASA)
    assert outcome.code == 2
    assert "T-002" in outcome.err
    assert "surat sudah berisi sesuatu yang bukan paket hasil" in outcome.err
    assert snapshot(tmp_path) == {f"surat/{name}": b"penting"}


def test_a_file_in_the_place_of_the_target_is_left_alone(two: Month, tmp_path: Path):
    (tmp_path / "hasil").write_text("penting", "utf-8")
    assert compute(two.facts_folder, tmp_path / "hasil", MASA).code == 2
    assert snapshot(tmp_path) == {"hasil": b"penting"}


def test_the_refused_target_is_named_as_it_was_written(two: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "penting.txt").write_text("penting", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert compute(two.facts_folder, Path(), MASA).err.startswith("T-002 . sudah berisi")


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--masa", "Maret", "U-001 masa 'Maret' bukan bulan"),
        ("--masa", "2024-13", "U-001 masa '2024-13' bukan bulan"),
        ("--masa", "2024-3", "U-001 masa '2024-3' bukan bulan"),
        ("--masa", "", "U-001 masa '' bukan bulan"),
        ("--masa", "2019-12", "R-004 tidak ada peraturan balangan yang berlaku untuk masa 2019-12; yang pertama"),
        ("--regulasi", "Balangn", "R-003 daerah 'Balangn' tidak dikenal (mungkin 'balangan'?)"),
        ("--regulasi", "bantul", "R-003 daerah 'bantul' tidak dikenal"),
        ("--mesin", "abakus", "U-003 mesin abakus belum ada"),
        ("--diketahui", "besok", "U-004 tanggal 'besok' bukan tanggal"),
        ("--sebelumnya", "tiada.json", "U-006 tanda terima tiada.json tidak ada"),
        ("--fakta", "tiada", "tiada: F-002 folder fakta tiada tidak ada"),
    ],
)
def test_what_cannot_be_done_is_told_with_a_remedy_and_nothing_is_written(
    two: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, value: str, told: str
):
    monkeypatch.chdir(tmp_path)
    outcome = compute(two.facts_folder, Path("hasil"), MASA, option, value)
    assert (outcome.code, outcome.out) == (2, "")
    message, remedy = outcome.err.splitlines()
    assert message.startswith(told)
    assert remedy.startswith("    → ")
    assert list(tmp_path.iterdir()) == []


def test_a_supplement_that_is_not_there_is_told(two: Month, tmp_path: Path):
    outcome = compute(two.facts_folder, tmp_path / "hasil", MASA, "--pelengkap", tmp_path / "tiada")
    assert (outcome.code, outcome.out) == (2, "")
    assert "tiada" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_target_below_a_file_is_told(two: Month, tmp_path: Path):
    (tmp_path / "berkas").write_text("penting", "utf-8")
    outcome = compute(two.facts_folder, tmp_path / "berkas/hasil", MASA)
    assert outcome.code == 2
    assert "berkas" in outcome.err
    assert snapshot(tmp_path) == {"berkas": b"penting"}


@pytest.mark.parametrize("option", ["--regulasi", "--masa", "--fakta", "--keluaran"])
def test_every_needed_option_is_asked_for_by_name(option: str):
    words = {"--regulasi": "balangan", "--masa": MASA, "--fakta": "x", "--keluaran": "y"}
    given = [word for name, value in words.items() if name != option for word in (name, value)]
    outcome = tepat("hitung", *given)
    assert (outcome.code, outcome.out) == (2, "")
    assert option in outcome.err


def test_a_packet_without_people_says_so(tmp_path: Path) -> None:
    facts_folder = tmp_path / "fakta"
    facts_folder.mkdir()
    write_packet({**valid_packet(1, MASA), "pegawai": []}, facts_folder)
    outcome = compute(facts_folder, tmp_path / "hasil", MASA)
    assert outcome.code == 0
    assert "Tidak ada seorang pun dalam berkas pegawai" in outcome.out


def test_the_month_over_arrays_is_the_same_packet_byte_for_byte(four: Month, tmp_path: Path):
    outcome = compute(four.facts_folder, tmp_path / "hasil", MASA, "--mesin", "numpy")
    assert (outcome.code, outcome.out.splitlines()[0]) == (1, four.outcome.out.splitlines()[0])
    assert snapshot(tmp_path / "hasil") == snapshot(four.folder)


def test_a_packet_of_one_engine_is_verified_by_the_other(four: Month):
    assert tepat("periksa", four.folder, "--mesin", "numpy").code == 0
