"""``tepat contoh --regulasi``: a packet with what the rules of any region on the shelf declare can be computed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.law.consolidate import open_book
from tepat.law.packet import PACKET
from tepat.law.shelf import open_shelf, regions, samples
from tests.unit.cli.command import compute, read_rows, tepat

PEOPLE = 40
# Months of a region in which what its rules declare is not what it was.
GENERATIONS = {"balangan": ("2020-06", "2022-05", "2023-05", "2024-03", "2025-11")}
# What no source states withholds under any rules (H-104, H-109). Of the others: days without a check-out whose minutes,
# or whose tariff, nobody knows (H-108, H-111), and a list of people whose payment is put off (H-105).
UNSTATED = {"H-104", "H-109"}
BY_LAW = {
    "batu": {"H-105"},
    "tulungagung": {"H-111"},
    "contoh/bayar-gerbang": {"H-105"},
    "contoh/predikat-capaian": {"H-105"},
    "contoh/predikat-guru": {"H-105"},
    "contoh/predikat-tahun-lalu": {"H-105"},
    "contoh/predikat-triwulan-lalu": {"H-105"},
    "contoh/hadir-menit": {"H-111"},
    "contoh/presensi-bobot": {"H-111"},
    "contoh/presensi-formulir": {"H-111"},
    "contoh/presensi-tarif": {"H-111"},
    "contoh/ukuran-minimum": {"H-111"},
    "contoh/ukuran-tetap": {"H-108"},
}


def months() -> list[tuple[str, str]]:
    """Every region and sample, with the months in which its rules begin."""
    firsts = {
        name: GENERATIONS.get(name, sorted({item.instrumen.masa_pertama for item in open_shelf(name).packages([])}))
        for name in (*regions(), *samples())
    }
    return [(name, masa) for name, found in firsts.items() for masa in found]


@pytest.mark.parametrize(("regulasi", "masa"), months())
def test_a_clean_region_is_computed_under_every_rule_book_on_the_shelf(tmp_path: Path, regulasi: str, masa: str):
    words = ("--pegawai", PEOPLE, "--masa", masa, "--benih", 4, "--bersih", "--regulasi", regulasi)
    assert tepat("contoh", tmp_path / "daerah", *words).code == 0
    told = compute(tmp_path / "daerah", tmp_path / "hasil", masa, regulasi=regulasi)
    assert (told.code in (0, 1), told.err) == (True, "")
    waiting = {row["kode"] for row in read_rows(tmp_path / "hasil/temuan.csv") if row["tingkat"] == "tahan"}
    assert waiting <= UNSTATED | BY_LAW.get(regulasi, set())
    assert not [row for row in read_rows(tmp_path / "hasil/temuan.csv") if row["kode"].startswith("F-")]


def test_only_what_is_declared_is_added(tmp_path: Path):
    tepat("contoh", tmp_path, "--pegawai", PEOPLE, "--masa", "2022-05", "--regulasi", "balangan", "--bersih")
    packet = open_book(open_shelf("balangan"), Masa(2022, 5)).book.packet
    made = {path.stem for path in (tmp_path / "fakta").iterdir()}
    assert made == set(packet) - {"harian", "apel"}
    assert "mandiri" in made - set(PACKET)
    for name in made:
        head = (tmp_path / f"fakta/{name}.csv").read_text("utf-8").split("\n", 1)[0].split(",")
        assert tuple(head) == packet[name].names


def test_roll_calls_are_of_the_kinds_that_the_rules_name(tmp_path: Path):
    tepat("contoh", tmp_path, "--pegawai", PEOPLE, "--masa", "2026-04", "--regulasi", "lampung", "--bersih")
    listed = read_rows(tmp_path / "fakta/apel.csv")
    assert {row["jenis"] for row in listed} == {"apel", "apel_besar", "upacara", "lainnya"}
    assert {row["hadir"] for row in listed} == {"ya", "tidak"}
    # somebody's roll-calls nobody listed: of them the arrival tells
    assert {row["nip"] for row in listed if row["jenis"] == "apel"} < {row["nip"] for row in listed}


def test_the_clocks_of_a_region_are_of_its_zone(tmp_path: Path):
    tepat("contoh", tmp_path, "--pegawai", PEOPLE, "--masa", "2024-01", "--regulasi", "contoh/presensi-rupiah")
    written = {row["waktu_dinilai"][19:] for row in read_rows(tmp_path / "fakta/kinerja.csv") if row["waktu_dinilai"]}
    assert written == {"", "Z", "+09:00"}


def test_a_transfer_shows_as_two_positions_that_follow_one_another(tmp_path: Path):
    words = ("--pegawai", 1_000, "--masa", "2024-01", "--bersih", "--regulasi", "contoh/status-pindah-hari")
    tepat("contoh", tmp_path, *words)
    positions = {row["kode_jabatan"] for row in read_rows(tmp_path / "fakta/jabatan.csv")}
    now = {row["nip"]: row["kode_jabatan"] for row in read_rows(tmp_path / "fakta/pegawai.csv")}
    held: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(tmp_path / "fakta/riwayat_jabatan.csv"):
        held.setdefault(row["nip"], []).append(row)
    moved = {nip: rows for nip, rows in held.items() if len(rows) == 2}
    assert set(held) == set(now)
    assert len(moved) == 3
    assert {row["kode_jabatan"] for rows in held.values() for row in rows} <= positions
    for nip, (former, latter) in moved.items():
        assert former["selesai"] < latter["mulai"] < "2024-02"
        assert latter["kode_jabatan"] == now[nip] != former["kode_jabatan"]


def test_the_same_rules_give_the_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        tepat("contoh", tmp_path / name, "--pegawai", PEOPLE, "--masa", "2020-06", "--regulasi", "balangan")
    assert [path.read_bytes() for path in sorted((tmp_path / "a/fakta").iterdir())] == [
        path.read_bytes() for path in sorted((tmp_path / "b/fakta").iterdir())
    ]


def test_an_unknown_region_is_told(tmp_path: Path):
    told = tepat("contoh", tmp_path / "d", "--regulasi", "balanggan")
    assert (told.code, told.out) == (2, "")
    assert "R-003" in told.err
