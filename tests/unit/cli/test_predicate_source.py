"""Which period's rating counts, as a region chooses it by referring to one instrument, from CSV files to findings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tepat.law.shelf import regulations_root
from tests.packets import Row, nip, write_packet
from tests.unit.cli.command import Outcome, compute, read_result, read_rows
from tests.unit.cli.conftest import Month, compute_people
from tests.unit.cli.people import MASA, People
from tests.unit.cli.test_partly_known import attended, person, position

SAMPLES = regulations_root() / "contoh"
EMPTY = dict.fromkeys(("hasil_kerja", "perilaku_kerja", "predikat", "waktu_dinilai", "capaian_persen"), "")


def rated(number: int, periode: str, **facts: str) -> Row:
    """A row of `kinerja`."""
    return {"nip": nip(number), "periode": periode, **EMPTY, **facts}


def computed(sample: str, masa: str, ratings: list[Row], folder: Path, **job: str) -> tuple[Outcome, Path]:
    """The month of two people in the sample region; of the second, ``job`` says what position is theirs."""
    facts_folder = folder / "fakta"
    facts_folder.mkdir()
    other = dict.fromkeys(job, "tidak")
    packet = {
        "pegawai": [person(0), person(1, kode_jabatan="J-G")],
        "jabatan": [
            {**position(pertimbangan_objektif=""), "prestasi_kerja": "1000000", **other},
            {**position(pertimbangan_objektif=""), "kode_jabatan": "J-G", "prestasi_kerja": "1000000", **job},
        ],
        "kinerja": ratings,
        "disiplin": [attended(number, presensi_manual="") for number in range(2)],
        "gaji": [],
    }
    write_packet(packet, facts_folder)
    target = folder / "hasil"
    return compute(facts_folder, target, masa, regulasi=f"contoh/predikat-{sample}"), target


def paid(folder: Path) -> Mapping[int, str]:
    result = read_result(folder)
    return {number: result[nip(number)]["tpp_bruto"] for number in range(2)}


def messages(folder: Path, number: int) -> list[tuple[str, str]]:
    return [(row["kode"], row["pesan"]) for row in read_rows(folder / "temuan.csv") if row["nip"] == nip(number)]


def test_teachers_are_paid_by_the_half_year_and_the_others_by_the_month(tmp_path: Path):
    ratings = [
        rated(0, "2024-S1", predikat="sangat_kurang"),
        rated(0, "", predikat="butuh_perbaikan"),
        rated(1, "2024-S1", predikat="kurang"),
        rated(1, "2024-08", predikat="baik"),
    ]
    outcome, folder = computed("campuran", "2024-08", ratings, tmp_path, guru_pmm="ya")
    assert (outcome.code, outcome.err) == (0, "")
    assert paid(folder) == {0: "800000", 1: "600000"}
    assert {row["periode_penilaian"] for row in read_result(folder).values()} == {"2024-08", "2024-S1"}


def test_a_period_without_a_rating_is_named_for_each_person(tmp_path: Path):
    ratings = [rated(0, "2023", predikat="baik"), rated(1, "2024-02", predikat="baik")]
    outcome, folder = computed("campuran", "2024-02", ratings, tmp_path, guru_pmm="ya")
    assert outcome.code == 1
    assert messages(folder, 0) == [("H-105", "belum ada predikat untuk periode 2024-02")]
    assert messages(folder, 1) == [("H-105", "belum ada predikat untuk periode 2023")]
    assert "isi baris periode 2023 orang ini pada berkas kinerja" in (folder / "temuan.csv").read_text("utf-8")


def test_a_region_may_pay_nothing_to_the_unrated_and_still_names_the_period(tmp_path: Path):
    outcome, folder = computed("bulan-lalu", "2024-01", [rated(0, "2023-12", predikat="kurang")], tmp_path)
    assert outcome.code == 0
    assert paid(folder) == {0: "600000", 1: "0"}
    assert messages(folder, 1) == [("H-205", "belum ada predikat untuk periode 2023-12: dihitung nol")]


def test_an_empty_predicate_is_read_from_the_matrix_and_told(tmp_path: Path):
    filled = {"hasil_kerja": "di_atas_ekspektasi", "perilaku_kerja": "di_bawah_ekspektasi"}
    ratings = [rated(0, "2024-Q1", **filled), rated(1, "2024-Q1", predikat="baik", **filled)]
    outcome, folder = computed("triwulan-lalu", "2024-04", ratings, tmp_path)
    assert outcome.code == 0
    assert paid(folder) == {0: "600000", 1: "1000000"}
    assert messages(folder, 0) == [
        ("H-205", "predikat periode 2024-Q1 kosong; dihitung kurang menurut matriks hasil kerja dan perilaku kerja")
    ]
    assert messages(folder, 1) == [
        ("H-205", "predikat periode 2024-Q1 (baik) lain dari matriks hasil kerja dan perilaku kerja")
    ]


def test_an_empty_predicate_of_the_month_itself_is_told_once(tmp_path: Path):
    filled = {"hasil_kerja": "di_bawah_ekspektasi", "perilaku_kerja": "sesuai_ekspektasi"}
    ratings = [rated(0, "", **filled), rated(1, "2024-03", predikat="baik")]
    outcome, folder = computed("bulan-ini", "2024-03", ratings, tmp_path)
    assert outcome.code == 0
    assert paid(folder) == {0: "800000", 1: "1000000"}
    (told,) = messages(folder, 0)
    assert told[1].endswith("predikatnya kosong (menurut matriks: butuh_perbaikan)")


def test_a_month_without_a_number_waits_for_the_number_of_its_own_period(tmp_path: Path):
    ratings = [rated(0, "2024-02", capaian_persen="79.9999"), rated(1, "", capaian_persen="100")]
    outcome, folder = computed("capaian", "2024-03", ratings, tmp_path)
    assert outcome.code == 1
    assert paid(folder) == {0: "700000", 1: ""}
    assert messages(folder, 1) == [("H-105", "belum ada capaian untuk periode 2024-02")]


def test_two_ratings_of_one_period_are_not_chosen_between(tmp_path: Path):
    ratings = [rated(0, "2024-Q1", predikat="baik"), rated(1, "2024-Q1", predikat="baik"), rated(1, "2024-Q1")]
    outcome, folder = computed("triwulan-lalu", "2024-04", ratings, tmp_path)
    assert outcome.code == 1
    assert paid(folder) == {0: "1000000", 1: ""}


@pytest.mark.parametrize("folder", sorted(SAMPLES.glob("predikat-*")), ids=lambda path: path.name)
def test_a_sample_states_its_choice_and_copies_no_rule(folder: Path):
    """Where the rating is looked up stands in the nation's folder alone."""
    (rules,) = folder.glob("*/aturan.toml")
    text = rules.read_text("utf-8")
    assert "[periode_penilaian]" in text
    assert "[relasi." not in text
    assert "[baris." not in text


def test_balangan_tells_of_a_rating_without_a_predicate_and_pays_as_before(tmp_path: Path):
    people = People()
    people.add("Ani", hasil_kerja="sesuai_ekspektasi", perilaku_kerja="sesuai_ekspektasi", predikat="")
    month: Month = compute_people(people, tmp_path)
    assert read_result(month.folder)[people.nip["Ani"]]["nilai_produktivitas"] == "0"
    assert [row["pesan"] for row in read_rows(month.folder / "temuan.csv")] == [
        "belum dinilai atasan: nilai produktivitas 0",
        "hasil kerja dan perilaku kerja masa ini sudah diisi, tetapi predikatnya kosong (menurut matriks: baik)",
    ]
    assert month.outcome.code == 0
    assert MASA in month.outcome.out
