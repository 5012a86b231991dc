"""``tepat slip``: the stored month of one person on a sheet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tepat.cli import slip
from tests.packets import nip
from tests.unit.cli.command import tepat
from tests.unit.cli.conftest import Month
from tests.unit.outputs.slip.pdf_text import sheets, text_of

BUDI, CITRA = nip(1), nip(2)


def test_the_sheet_says_what_the_packet_holds(four: Month, tmp_path: Path):
    target = tmp_path / "slip.pdf"
    told = tepat("slip", "--keluaran", four.folder, "--nip", BUDI, "--ke", target)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Budi Contoh ({BUDI}): {target}\n")
    text = text_of(target.read_bytes())
    for said in ("Budi Contoh", BUDI, "Rp 7.668.383", "praktik SILKa 2023 · Perbup Balangan 2/2023"):
        assert said in text


def test_a_withheld_month_is_a_slip_that_waits(four: Month, tmp_path: Path):
    target = tmp_path / "slip.pdf"
    told = tepat("slip", "--keluaran", four.folder, "--nip", CITRA, "--ke", target)
    assert (told.code, told.err) == (1, "")
    assert "Tertahan: slip menyebut apa yang ditunggu." in told.out
    assert sheets(target.read_bytes()) == 1
    assert "Belum dapat dibayar" in text_of(target.read_bytes())


def test_of_a_changed_amount_no_slip_is_written(four: Month, tmp_path: Path):
    packet, target = tmp_path / "hasil", tmp_path / "slip.pdf"
    shutil.copytree(four.folder, packet)
    rows = packet / "hasil.csv"
    rows.write_text(rows.read_text("utf-8").replace("7668383", "7668384"), "utf-8")
    told = tepat("slip", "--keluaran", packet, "--nip", BUDI, "--ke", target)
    assert (told.code, told.err) == (1, "")
    assert told.out.startswith("Berbeda: ")
    assert not target.exists()


def test_an_installation_without_the_libraries_says_what_to_install(
    four: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(slip, "find_spec", lambda name: None if name == "typst" else name)
    told = tepat("slip", "--keluaran", four.folder, "--nip", BUDI, "--ke", tmp_path / "slip.pdf")
    assert (told.code, told.out) == (2, "")
    what, remedy = told.err.splitlines()
    assert what == "pustaka untuk slip belum terpasang: typst"
    assert remedy.endswith("pip install 'tepat[web]'")


def test_somebody_who_is_not_in_the_packet_is_refused(four: Month, tmp_path: Path):
    told = tepat("slip", "--keluaran", four.folder, "--nip", "190012312099011001", "--ke", tmp_path / "slip.pdf")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("T-010 ")
