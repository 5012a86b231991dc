"""``tepat selisih``, and the dates by which law is known: what a clerk is told, and with which exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tepat.law.shelf import regulations_root
from tests.packets import write_packet
from tests.unit.cli.command import compute, read_result, read_rows, tepat
from tests.unit.cli.conftest import Month, compute_people
from tests.unit.cli.people import MASA, People

AMENDMENT_FACE = """\
id = "perbup-20-2024"
jenis = "Peraturan Bupati"
judul = "Perubahan kedua"
singkatan = "Perbup 20/2024"
daerah = "balangan"
diundangkan = 2024-03-15
masa_pertama = "2024-01"
mengubah = "perbup-2-2023"
sumber = "contoh"
"""
AMENDMENT_RULES = """\
[capaian]
operasi = "ganti"
label = "Capaian"
label_en = "Achievement"
tipe = "persen"
dasar = "contoh"
rumus = "PERSEN(90)"
"""


@pytest.fixture(scope="module")
def retroactive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The region with an amendment made in March, in force from January."""
    region = tmp_path_factory.mktemp("daerah") / "balangan"
    shutil.copytree(regulations_root() / "daerah/balangan", region)
    (region / "perbup-20-2024").mkdir()
    (region / "perbup-20-2024/instrumen.toml").write_text(AMENDMENT_FACE, "utf-8")
    (region / "perbup-20-2024/aturan.toml").write_text(AMENDMENT_RULES, "utf-8")
    return region


def people(**ani: str) -> People:
    found = People()
    found.add("Ani", nama="Ani Contoh", **ani)
    found.add("Budi", nama="Budi Contoh", potongan_persen="2.5")
    return found


@pytest.fixture(scope="module")
def january(retroactive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """January as it was known in February, and as it was known in April."""
    folder = tmp_path_factory.mktemp("januari")
    facts_folder = folder / "fakta"
    facts_folder.mkdir()
    write_packet(people().packet, facts_folder)
    targets = (folder / "februari", folder / "april")
    for target, known in zip(targets, ("2024-02-15", "2024-04-01"), strict=True):
        told = compute(facts_folder, target, "2024-01", "--diketahui", known, regulasi=retroactive)
        assert (told.code, told.err) == (0, "")
    return targets


def test_january_known_in_april_is_not_january_known_in_february(january: tuple[Path, Path]):
    february, april = (read_result(folder) for folder in january)
    assert {nip: row["tpp_bruto"] for nip, row in february.items()} != {
        nip: row["tpp_bruto"] for nip, row in april.items()
    }


def test_the_difference_is_the_amendments_alone(january: tuple[Path, Path], tmp_path: Path):
    told = tepat("selisih", *january, "--keluaran", tmp_path / "s.csv")
    assert (told.code, told.err) == (1, "")
    assert "1. balangan/perbup-20-2024 ditambah: 2 orang" in told.out
    rows = read_rows(tmp_path / "s.csv")
    assert {(row["sebab"], row["jenis"]) for row in rows} == {("balangan/perbup-20-2024", "instrumen")}
    february, april = (read_result(folder) for folder in january)
    for row in rows:
        was, now = (found[row["nip"]][row["variabel"]] for found in (february, april))
        assert (row["sebelum"], row["sesudah"], int(row["selisih"])) == (was, now, int(now) - int(was))


def test_a_person_is_told_the_rule_and_its_basis(january: tuple[Path, Path]):
    nip = next(iter(read_result(january[0])))
    told = tepat("selisih", *january, "--nip", nip)
    assert "aturan: variabel capaian diubah — balangan/perbup-20-2024 contoh" in told.out
    assert "tpp_bruto: Rp " in told.out


def test_no_difference_ends_well(two: Month):
    told = tepat("selisih", two.folder, two.folder)
    assert (told.code, told.err) == (0, "")
    assert "Tidak ada rupiah yang berbeda." in told.out


def test_withheld_is_not_zero(tmp_path: Path):
    lacking = People()
    lacking.add("Ani", nama="Ani Contoh", potongan_persen="")
    lacking.add("Budi", nama="Budi Contoh", potongan_persen="2.5")
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    old, new = (compute_people(item, folder) for item, folder in zip((lacking, people()), folders, strict=True))
    nip = next(iter(read_result(new.folder)))
    told = tepat("selisih", old.folder, new.folder, "--nip", nip)
    assert told.code == 1
    assert "tpp_bruto: tertahan → Rp " in told.out
    assert f"disiplin {nip}: potongan_persen kosong → 0" in told.out
    assert "orang yang tertahan dan kini tidak: 1" in told.out
    assert "Rp 0 →" not in told.out


def test_who_stays_withheld_under_another_law_is_not_released(four: Month, tmp_path: Path):
    """A variable that the new law no longer has goes from withheld to absent: nobody's month waits less for it."""
    told = compute(four.facts_folder, tmp_path / "dulu", MASA, "--diketahui", "2024-01-15")
    assert told.code == 1
    told = tepat("selisih", tmp_path / "dulu", four.folder)
    assert told.code == 1
    waiting = [
        {nip for nip, row in read_result(folder).items() if row["status_hitung"] == "tertahan"}
        for folder in (tmp_path / "dulu", four.folder)
    ]
    assert waiting[0] & waiting[1]
    for text, people in (
        ("orang yang tertahan dan kini tidak", waiting[0] - waiting[1]),
        ("orang yang kini tertahan", waiting[1] - waiting[0]),
    ):
        assert (f"{text}: {len(people)}" in told.out) == bool(people), told.out
        assert (text in told.out) == bool(people), told.out


def test_json_carries_causes_rules_cells_and_shares(january: tuple[Path, Path]):
    data = json.loads(tepat("selisih", *january, "--json").out)
    (cause,) = data["sebab"]
    assert (cause["jenis"], cause["orang"]) == ("instrumen", 2)
    assert {
        "jenis": "variabel",
        "nama": "capaian",
        "apa": "diubah",
        "dasar": "balangan/perbup-20-2024 contoh",
    } in cause["aturan"]
    total = sum(int(row["selisih"]) for row in data["selisih"] if row["variabel"] == "tpp_bruto")
    assert cause["rupiah"]["tpp_bruto"] == str(total)


def test_packets_of_two_months_are_refused(two: Month, january: tuple[Path, Path]):
    told = tepat("selisih", two.folder, january[0])
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("U-007 ")


def test_a_folder_for_the_csv_is_refused(two: Month, tmp_path: Path):
    told = tepat("selisih", two.folder, two.folder, "--keluaran", tmp_path)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("U-008 ")


def test_a_person_in_neither_packet_is_refused(two: Month):
    told = tepat("selisih", two.folder, two.folder, "--nip", "190001012020011999")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("T-010 ")


def test_a_damaged_packet_is_refused(two: Month, tmp_path: Path):
    damaged = tmp_path / "rusak"
    shutil.copytree(two.folder, damaged)
    rules = damaged / "aturan/instrumen/balangan/perbup-7-2024/tabel/nilai_predikat.csv"
    rules.write_text(rules.read_text("utf-8").replace("sangat_baik,100", "sangat_baik,90"), "utf-8")
    told = tepat("selisih", damaged, two.folder)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("hasil.parquet: T-110 ")


# --- the law as it was known -----------------------------------------------------------------------------------------


def test_the_rules_shown_are_those_known_then(retroactive: Path):
    words = ("regulasi", "tampil", retroactive, "--masa", "2024-01", "--diketahui")
    assert "Perbup 20/2024" not in tepat(*words, "2024-02-15").out
    assert "Perbup 20/2024" in tepat(*words, "2024-04-01").out


def test_the_comparison_is_of_what_was_known_then(retroactive: Path):
    words = ("regulasi", "beda", retroactive, "--dari", "2023-12", "--ke", MASA, "--diketahui")
    assert "perbup-20-2024" not in tepat(*words, "2024-02-15").out
    assert "diubah variabel capaian — balangan/perbup-20-2024 contoh" in tepat(*words, "2024-04-01").out


def test_only_the_changed_paragraphs_of_an_article_are_compared():
    told = tepat("regulasi", "beda", "balangan", "--dari", "2023-12", "--ke", "2024-01").out
    assert "+ angka 23a " in told
    assert "+ angka 22 " not in told


def test_a_paragraph_that_is_only_printed_again_is_still_its_earlier_givers():
    told = tepat("regulasi", "tampil", "balangan", "--masa", "2024-01").out
    assert "riwayat: balangan/perbup-2-2023 → balangan/perbup-7-2024" in told
    assert "bunyi dari balangan/perbup-2-2023" in told


# --- departing from higher law ---------------------------------------------------------------------------------------

DEPARTURE = """\
[parameter.tarif_iuran_peserta]
operasi = "ganti"
label = "Iuran peserta"
label_en = "Contribution"
tipe = "persen"
nilai = 2
dasar = "praktik"
menyimpang = "Pasal 30 ayat (2) huruf b Perpres 82/2018; praktik bendahara"
"""


@pytest.fixture
def departing(tmp_path: Path) -> Path:
    """The region taking a contribution of its own."""
    region = tmp_path / "balangan"
    shutil.copytree(regulations_root() / "daerah/balangan", region)
    (region / "perbup-20-2024").mkdir()
    (region / "perbup-20-2024/instrumen.toml").write_text(AMENDMENT_FACE, "utf-8")
    (region / "perbup-20-2024/aturan.toml").write_text(DEPARTURE, "utf-8")
    return region


def test_a_departure_is_one_finding_of_nobody_and_verifies(departing: Path, two: Month, tmp_path: Path):
    told = compute(two.facts_folder, tmp_path / "hasil", MASA, regulasi=departing)
    assert (told.code, told.err) == (0, "")
    (row,) = (row for row in read_rows(tmp_path / "hasil/temuan.csv") if row["kode"] == "H-206")
    assert (row["nip"], row["variabel"], row["tingkat"]) == ("", "tarif_iuran_peserta", "peringatan")
    assert "Perpres 82/2018; praktik bendahara" in row["pesan"]
    assert tepat("periksa", tmp_path / "hasil").code == 0
    assert "H-206" not in (two.folder / "temuan.csv").read_text("utf-8")


def test_a_departure_is_shown_with_the_rule(departing: Path):
    told = tepat("regulasi", "tampil", departing, "--masa", MASA).out
    assert "menyimpang: Pasal 30 ayat (2) huruf b Perpres 82/2018; praktik bendahara" in told
    assert "sebelumnya: nasional/perpres-82-2018: Pasal 30 ayat (2) huruf b" in told
