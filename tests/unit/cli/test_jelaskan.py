"""``tepat jelaskan``: the derivation is that of the stored amounts, word for word with its law."""

from __future__ import annotations

import json
import re
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.packets import nip
from tests.unit.cli.command import explain, read_result, run_program, tepat
from tests.unit.cli.conftest import Month

ANI, BUDI, CITRA, DEWI = nip(0), nip(1), nip(2), nip(3)


def walk(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every step of a derivation tree."""
    return [found for step in steps for found in (step, *walk(step.get("anak", [])))]


def test_the_text_opens_with_who_when_and_the_amount(four: Month):
    told = tepat("jelaskan", "--keluaran", four.folder, "--nip", BUDI)
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0] == f"Budi Contoh ({BUDI}) — masa 2024-03, balangan"
    (outline,) = (line for line in lines if line.startswith("  TPP yang diterima: "))
    # 7,741,614 − 73,231
    assert "TPP yang diterima: Rp 7.668.383 = Rp 7.741.614 − Rp 73.231 — Pasal 30 ayat (2)" in outline


def test_the_text_names_the_fact_its_line_the_table_row_and_the_article(four: Month):
    text = tepat("jelaskan", "--keluaran", four.folder, "--nip", BUDI).out
    assert "fakta: potongan persen 2,5 % (disiplin.csv:3)" in text
    assert re.search(r"tabel: Nilai produktivitas menurut predikat kinerja \(sangat.baik\) → 100 %", text)
    assert "Perbup Balangan 7/2024: mengganti balangan/perbup-2-2023" in text
    assert "“predikat kinerja sangat baik/baik, dihitung 100% (seratus persen);” (Pasal 11 ayat (1) huruf a)" in text


def test_json_is_all_that_stands_on_standard_output(four: Month):
    told = tepat("jelaskan", "--keluaran", four.folder, "--nip", ANI, "--json")
    assert (told.code, told.err) == (0, "")
    found = json.loads(told.out)
    assert (found["nip"], found["masa"], found["daerah"]) == (ANI, "2024-03", "balangan")
    assert found["status_hitung"] == "dihitung"
    assert found["berbeda_dari_hasil"] == []


@pytest.mark.parametrize("person", [ANI, BUDI, DEWI])
def test_what_is_explained_is_what_is_stored(four: Month, person: str):
    stored, told = read_result(four.folder)[person], explain(four.folder, person)["nilai"]
    numbers = {name: value for name, value in stored.items() if name not in ("nip", "status_hitung", "kategori_ter")}
    compared = 0
    for name, value in numbers.items():
        if name in told and value.replace(".", "").isdigit():
            assert Fraction(told[name]) == Fraction(value), name
            compared += 1
    assert compared > 20
    assert told["kategori_ter"] == stored["kategori_ter"]


def test_every_amount_stands_in_the_tree_with_its_basis(four: Month):
    steps = walk(explain(four.folder, ANI)["pohon"])
    told = {step["variabel"] for step in steps}
    assert told >= {"tpp_diterima", "tpp_bruto", "pph21", "iwp", "bpjs", "capaian", "tpp_beban_kerja"}
    first = [step for step in steps if "lihat_di_atas" not in step]
    assert all(step["dasar"] and step["instrumen"] and step["versi"] for step in first)


def test_branches_not_taken_are_told_with_what_they_asked(four: Month):
    steps = {step["variabel"]: step for step in walk(explain(four.folder, DEWI)["pohon"]) if "cabang" in step}
    taken = [branch["diambil"] for branch in steps["nilai_produktivitas"]["cabang"]]
    assert taken == [True, False]
    assert steps["nilai_produktivitas"]["nilai"] == "0"


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_somebody_withheld_is_told_why_and_ends_with_1(four: Month, form: tuple[str, ...]):
    told = tepat("jelaskan", "--keluaran", four.folder, "--nip", CITRA, *form)
    assert (told.code, told.err) == (1, "")
    assert "tidak ada baris pada berkas disiplin" in told.out
    assert "H-101" in told.out
    if not form:
        assert told.out.startswith(f"Tertahan: Citra Contoh ({CITRA}) — masa 2024-03")


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_an_amount_that_somebody_changed_is_told_and_ends_with_1(four: Month, tmp_path: Path, form: tuple[str, ...]):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    text = (packet / "hasil.csv").read_text("utf-8")
    (packet / "hasil.csv").write_text(text.replace("7746581", "7746582"), "utf-8")
    told = tepat("jelaskan", "--keluaran", packet, "--nip", ANI, *form)
    assert told.code == 1
    if form:
        assert json.loads(told.out)["berbeda_dari_hasil"] == ["tpp_diterima"]
    else:
        assert told.out.startswith(f"Berbeda: Ani Contoh ({ANI}) — masa 2024-03")
        assert "! hasil yang tersimpan untuk tpp_diterima bukan nilai yang dijelaskan di sini" in told.out


def test_a_number_that_nobody_has_gets_the_nearest_one(four: Month):
    wrong = ANI[:-1] + "2"
    told = tepat("jelaskan", "--keluaran", four.folder, "--nip", wrong)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"T-010 tidak ada pegawai dengan nip {wrong} dalam paket ini (mungkin '")
    assert "18 angka tanpa spasi" in told.err


def test_a_number_like_nobodys_gets_no_guess(four: Month):
    told = tepat("jelaskan", "--keluaran", four.folder, "--nip", "12")
    assert told.code == 2
    assert "mungkin" not in told.err


def test_a_folder_that_is_no_packet_is_refused(four: Month):
    told = tepat("jelaskan", "--keluaran", four.facts_folder, "--nip", ANI)
    assert (told.code, told.out) == (2, "")
    assert "bukan paket hasil: tanda_terima.json tidak ada" in told.err


def test_a_person_who_is_missing_from_the_results_is_told(four: Month, tmp_path: Path):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    titles = (packet / "hasil.csv").read_text("utf-8").splitlines()[0]
    (packet / "hasil.csv").write_text(f"{titles}\n", "utf-8")
    assert tepat("jelaskan", "--keluaran", packet, "--nip", ANI).code == 1


def test_results_that_are_missing_are_told(four: Month, tmp_path: Path):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    (packet / "hasil.csv").unlink()
    assert tepat("jelaskan", "--keluaran", packet, "--nip", ANI).code != 0


def test_in_english_the_words_are_english_and_the_law_is_quoted_as_it_stands(four: Month):
    told = run_program("jelaskan", "--keluaran", four.folder, "--nip", BUDI, TEPAT_BAHASA="en")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Budi Contoh ({BUDI}) — month 2024-03, balangan")
    assert "TPP received: Rp 7,668,383" in told.out
    assert "formula: " in told.out
    assert "predikat kinerja sangat baik/baik, dihitung 100%" in told.out
    assert "rumus" not in told.out
