"""The same facts under the same rules give the same bytes: in another folder, zone, order of hashing and language."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.unit.cli.command import compute, run_program, snapshot
from tests.unit.cli.conftest import Month
from tests.unit.cli.people import MASA


@pytest.fixture(scope="module")
def elsewhere(four: Month, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The month computed by another process, in another folder, zone and order of hashing."""
    folder = tmp_path_factory.mktemp("tempat lain, lebih dalam")
    shutil.copytree(four.facts_folder, folder / "fakta")
    words = ("--regulasi", "balangan", "--masa", MASA, "--fakta", folder / "fakta", "--keluaran", folder / "hasil")
    told = run_program("hitung", *words, TZ="America/St_Johns", PYTHONHASHSEED="4711", LC_ALL="C")
    assert told.code == 1, told.err
    return folder / "hasil"


def test_every_file_of_a_packet_has_the_same_bytes_wherever_and_whenever(four: Month, elsewhere: Path):
    here, there = snapshot(four.folder), snapshot(elsewhere)
    assert list(here) == list(there)
    assert [name for name in here if here[name] != there[name]] == []
    assert {"hasil.csv", "hasil.parquet", "temuan.csv", "rekap.xlsx", "tanda_terima.json"} <= set(here)


def test_another_order_of_rows_gives_the_same_results_and_receipt(four: Month, tmp_path: Path):
    facts_folder = Path(shutil.copytree(four.facts_folder, tmp_path / "fakta"))
    for path in facts_folder.iterdir():
        titles, *lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([titles, *reversed(lines)]) + "\n", "utf-8")
    compute(facts_folder, tmp_path / "hasil", MASA)
    for name in ("hasil.csv", "hasil.parquet", "tanda_terima.json", "temuan.csv"):
        assert (tmp_path / "hasil" / name).read_bytes() == (four.folder / name).read_bytes(), name


def test_line_ends_and_a_byte_order_mark_change_nothing(four: Month, tmp_path: Path):
    facts_folder = Path(shutil.copytree(four.facts_folder, tmp_path / "fakta"))
    for path in facts_folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    compute(facts_folder, tmp_path / "hasil", MASA)
    for name in ("hasil.csv", "tanda_terima.json", "temuan.csv"):
        assert (tmp_path / "hasil" / name).read_bytes() == (four.folder / name).read_bytes(), name


def test_the_language_of_the_findings_is_not_part_of_the_receipt(four: Month, tmp_path: Path):
    words = ("--masa", MASA, "--fakta", four.facts_folder, "--keluaran", tmp_path / "hasil")
    run_program("hitung", "--regulasi", "balangan", *words, TEPAT_BAHASA="en")
    receipts = [json.loads((folder / "tanda_terima.json").read_text()) for folder in (four.folder, tmp_path / "hasil")]
    assert receipts[0]["temuan"] == receipts[1]["temuan"]
    assert (tmp_path / "hasil/temuan.csv").read_bytes() != (four.folder / "temuan.csv").read_bytes()
