"""What is planted in a synthetic region is what `tepat hitung` finds, and nobody else waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from tepat.lab.contoh.dirt import DIRT, Effect
from tests.unit.cli.command import compute, read_rows, tepat
from tests.unit.cli.people import MASA

# Their row in `pegawai` has another number, by which they are known from then on.
RENUMBERED = ("nip_pegawai_rusak", "nik_nip_tertukar")
# A row that is not there may be the one whose number was destroyed: that is told instead.
INSTEAD = {"H-101": "F-120"}
Rows = list[dict[str, str]]


@pytest.fixture(scope="module", params=[("", 2_000), ("--kotor", 1_500)], ids=["biasa", "kotor"])
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    switch, people = request.param
    folder = tmp_path_factory.mktemp("kotor")
    words = ("--pegawai", people, "--masa", MASA, "--benih", 11, *([switch] if switch else []))
    assert tepat("contoh", folder / "daerah", *words).code == 0
    assert compute(folder / "daerah", folder / "hasil", MASA).code == 1
    return folder


def planted(month: Path) -> Rows:
    return read_rows(month / "daerah/ditanam.csv")


def known_as(row: Mapping[str, str]) -> str:
    return row["nilai"] if row["jenis"] in RENUMBERED else row["nip"]


def test_every_kind_is_planted_with_what_its_declaration_says(month: Path):
    kinds = {item.kind: (item.file, " ".join(item.codes), item.effect) for item in DIRT if item.kind != "nama_beda"}
    assert {row["jenis"]: (row["berkas"], row["kode"], row["akibat"]) for row in planted(month)} == kinds


def test_every_planted_fault_is_found_with_its_code(month: Path):
    found: dict[str, set[str]] = defaultdict(set)
    for finding in read_rows(month / "hasil/temuan.csv"):
        found[finding["nip"]].add(finding["kode"])
        for value in (row["nilai"] for row in planted(month) if row["nilai"]):
            if f"'{value}'" in finding["pesan"] or f" {value} " in finding["pesan"]:
                found[value].add(finding["kode"])
    missed = [
        (row["jenis"], code, row["nip"])
        for row in planted(month)
        for code in row["kode"].split()
        if {code, INSTEAD.get(code, code)}.isdisjoint(found[row["nip"]] | found[row["nilai"]])
    ]
    assert missed == []


def test_whoever_is_said_to_wait_waits_and_nobody_else(month: Path):
    held = {row["nip"] for row in read_rows(month / "hasil/hasil.csv") if row["status_hitung"] == "tertahan"}
    assert held == {known_as(row) for row in planted(month) if row["akibat"] == Effect.HELD}


def test_what_has_no_code_says_why_and_holds_nobody():
    assert all(item.codes or item.why for item in DIRT)
    assert not [item.kind for item in DIRT if not item.codes and item.effect is Effect.HELD]


def test_a_clean_region_holds_nobody_and_plants_nothing(tmp_path: Path):
    tepat("contoh", tmp_path / "daerah", "--pegawai", 2_000, "--masa", MASA, "--benih", 11, "--bersih")
    told = compute(tmp_path / "daerah", tmp_path / "hasil", MASA)
    assert (told.code, told.err) == (0, "")
    assert planted(tmp_path) == []
    assert {row["kode"] for row in read_rows(tmp_path / "hasil/temuan.csv")} == {"H-205"}


def test_clean_and_dirty_at_once_is_refused(tmp_path: Path):
    told = tepat("contoh", tmp_path / "daerah", "--bersih", "--kotor")
    assert told.code == 2
    assert "--bersih atau --kotor" in told.err
    assert list(tmp_path.iterdir()) == []


def test_the_stale_flag_is_paid_eighty_percent(month: Path):
    stale = {row["nip"] for row in planted(month) if row["jenis"] == "cpns_basi"}
    positions = {row["kode_jabatan"]: row for row in read_rows(month / "daerah/fakta/jabatan.csv")}
    held = {row["nip"]: row["kode_jabatan"] for row in read_rows(month / "daerah/fakta/pegawai.csv")}
    rows = [row for row in read_rows(month / "hasil/hasil.csv") if row["nip"] in stale]
    assert rows
    for row in rows:
        full = int(positions[held[row["nip"]]]["beban_kerja"])
        assert Fraction(row["dasar_beban_kerja"]) == full * Fraction(80, 100)
