"""The result packet: its files, columns and formats, as the contract (design, 5.2) names them, whole or not at all."""

from __future__ import annotations

import csv
import errno
import json
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from tepat.law.shelf import regulations_root
from tests.packets import nip
from tests.unit.cli.command import Outcome, compute, read_result, read_rows, snapshot, tepat
from tests.unit.cli.conftest import Month, compute_people
from tests.unit.cli.people import MASA, People, acting, leave

CRITERIA = (
    "tpp_beban_kerja",
    "tpp_prestasi_kerja",
    "tpp_kondisi_kerja",
    "tpp_tempat_bertugas",
    "tpp_kelangkaan_profesi",
    "tpp_pertimbangan_objektif",
)
RATIOS = ("nilai_disiplin", "nilai_produktivitas", "capaian", "faktor_pengganti", "bagian_dibayar", "tarif_ter")
BASES = tuple(f"dasar_{name.removeprefix('tpp_')}" for name in CRITERIA)
CATEGORIES = ("kategori_ter", "predikat_matriks")
CAPS = ("batas_iuran_peserta", "batas_iuran_pemberi_kerja")
AMOUNTS = (*CRITERIA, "tpp_bruto", "pph21", "iwp", "bpjs", "tpp_diterima")
FILES = {
    "hasil.csv",
    "hasil.parquet",
    "temuan.csv",
    "tanda_terima.json",
    "rekap.xlsx",
    "derivasi.parquet",
    "fakta",
    "aturan",
}

ORDINARY, TENTHS, ON_LEAVE, WITHHELD = nip(0), nip(1), nip(2), nip(3)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """Four people whose rows in the facts stand backwards, with a file and a column that the contract does not know."""
    people = People()
    people.add("ordinary", potongan_persen="2.5")
    people.add("base in tenths", duties=(acting("J-7", "setara"),))
    people.add("on leave", duties=(leave("cuti_besar", "2024-01-01", "2024-03-31"),))
    people.add("withheld", potongan_persen="")
    for rows in people.packet.values():
        rows.reverse()
    for row in people.packet["pegawai"]:
        row["catatan"] = "kolom tambahan"
    return compute_people(people, tmp_path_factory.mktemp("paket"))


@pytest.fixture
def typed(month: Month) -> Iterator[dict[str, str]]:
    """Columns of ``hasil.parquet`` and their types."""
    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE FROM '{month.folder}/hasil.parquet'").fetchall()
        yield {row[0]: row[1] for row in described}


def test_the_packet_holds_these_files(month: Month):
    assert {path.name for path in month.folder.iterdir()} == FILES


def test_the_columns_are_the_variables_of_the_rule_book_by_name(month: Month):
    with (month.folder / "hasil.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    assert columns[0] == "nip"
    assert columns[-1] == "status_hitung"
    assert set(columns[1:-1]) == {*AMOUNTS, *RATIOS, *BASES, *CATEGORIES, *CAPS, "penghasilan_bruto"}
    assert len(columns) == len(set(columns))
    assert [name for name in columns if name in AMOUNTS] == list(AMOUNTS)


def test_everybody_has_one_row_in_the_order_of_nip(month: Month):
    people = [row["nip"] for row in read_rows(month.folder / "hasil.csv")]
    assert people == [ORDINARY, TENTHS, ON_LEAVE, WITHHELD]


def test_amounts_are_whole_rupiah(month: Month):
    rows = [row for row in read_rows(month.folder / "hasil.csv") if row["status_hitung"] == "dihitung"]
    assert len(rows) == 3
    assert all(re.fullmatch(r"0|[1-9]\d*", row[name]) for row in rows for name in AMOUNTS)


def test_ratios_are_exact_decimals_without_idle_zeros(month: Month):
    rows = read_result(month.folder)
    assert [rows[ORDINARY][name] for name in RATIOS] == ["0.975", "1", "0.99", "", "0.99", "0.03"]
    assert [rows[ON_LEAVE][name] for name in RATIOS] == ["", "", "", "0.4", "0.4", "0.01"]
    assert rows[TENTHS]["dasar_beban_kerja"] == "3082880.2"


def test_categories_are_their_codes(month: Month):
    assert [read_result(month.folder)[ORDINARY][name] for name in CATEGORIES] == ["C", ""]


def test_whoever_is_withheld_has_nothing_but_a_name_and_a_status(month: Month):
    row = read_result(month.folder)[WITHHELD]
    assert {name: value for name, value in row.items() if value} == {"nip": WITHHELD, "status_hitung": "tertahan"}


def test_lines_end_alike_and_the_text_is_plain(month: Month):
    for name in ("hasil.csv", "temuan.csv"):
        content = (month.folder / name).read_bytes()
        assert content.endswith(b"\n")
        assert b"\r" not in content
        assert not content.startswith(b"\xef\xbb\xbf")


# --- Parquet -----------------------------------------------------------------------------------------------------


def test_no_number_of_the_parquet_is_binary(typed: dict[str, str]):
    assert {name: kind for name, kind in typed.items() if kind in ("DOUBLE", "FLOAT")} == {}


def test_the_parquet_is_typed(typed: dict[str, str]):
    assert typed["nip"] == typed["status_hitung"] == typed["kategori_ter"] == "VARCHAR"
    assert {typed[name] for name in AMOUNTS} <= {"BIGINT", "DECIMAL(38,0)"}
    assert all(re.fullmatch(r"DECIMAL\(\d+,[1-9]\d*\)", typed[name]) for name in (*RATIOS, *BASES))


def test_the_parquet_says_what_the_csv_says(month: Month):
    with duckdb.connect() as connection:
        cursor = connection.execute(f"FROM '{month.folder}/hasil.parquet'")
        names = [column[0] for column in cursor.description]
        stored = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    written = read_rows(month.folder / "hasil.csv")
    assert [list(row) for row in stored] == [list(row) for row in written]
    assert [_texts(row) for row in stored] == written


def _texts(row: dict[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in row.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


# --- what stands beside the results --------------------------------------------------------------------------------


def test_findings_have_their_columns_and_name_the_person(month: Month):
    found = read_rows(month.folder / "temuan.csv")
    assert list(found[0]) == ["kode", "tingkat", "nip", "variabel", "pesan", "perbaikan"]
    assert [(row["kode"], row["tingkat"]) for row in found if row["nip"] == WITHHELD] == [("H-102", "tahan")]
    assert all(row["pesan"] and row["perbaikan"] for row in found)


def test_the_facts_are_copied_byte_for_byte(month: Month):
    assert snapshot(month.folder / "fakta") == snapshot(month.facts_folder)


def test_the_law_is_copied_with_the_rule_book_of_the_month(month: Month):
    copied, book = month.folder / "aturan/instrumen", json.loads((month.folder / "aturan/buku_aturan.json").read_text())
    own = regulations_root() / "daerah/balangan/perbup-7-2024"
    assert snapshot(copied / "balangan/perbup-7-2024") == snapshot(own)
    keys = {str(path.parent.relative_to(copied)) for path in copied.rglob("instrumen.toml")}
    assert keys == {item["key"] for item in book["instruments"]}
    assert "nasional/pp-58-2023" in keys
    assert "nasional/pmk-101-2016" not in keys, "let go by the amendment"


def test_the_receipt_counts_and_sums_what_is_written(month: Month):
    receipt = json.loads((month.folder / "tanda_terima.json").read_text("utf-8"))
    rows = read_rows(month.folder / "hasil.csv")
    assert receipt["status"] == {"dihitung": 3, "tertahan": 1}
    for name in AMOUNTS:
        assert receipt["kendali"][name] == str(sum(int(row[name] or 0) for row in rows))
    assert receipt["hasil"]["baris"] == 4
    assert {name: part["baris"] for name, part in receipt["fakta"].items()}["pegawai.csv"] == 4
    assert set(receipt["fakta"]) == {path.name for path in month.facts_folder.iterdir()}
    assert receipt["temuan"]["jumlah"]["H-102"] == 1
    assert set(receipt["instrumen"]) >= {"balangan/perbup-2-2023", "balangan/perbup-7-2024", "nasional/pp-58-2023"}
    assert (receipt["masa"], receipt["daerah"], receipt["sebelumnya"]) == (MASA, "balangan", None)


def test_the_receipt_knows_no_time_and_no_place(month: Month):
    text = (month.folder / "tanda_terima.json").read_text("utf-8")
    assert str(month.folder.parent) not in text
    assert re.findall(r"\d{4}-\d\d-\d\d|\d\d:\d\d", text) == []


def test_the_workbook_can_be_read_and_holds_the_total(month: Month):
    workbook = CalamineWorkbook.from_path(str(month.folder / "rekap.xlsx"))
    cells = {
        cell for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python() for cell in row
    }
    received = sum(int(row["tpp_diterima"] or 0) for row in read_rows(month.folder / "hasil.csv"))
    assert received in cells


# --- whole or not at all -----------------------------------------------------------------------------------------

FULL_DISK = OSError(errno.ENOSPC, "No space left on device")


def assert_full(outcome: Outcome) -> None:
    """The command was told, said so and ended with 2."""
    assert (outcome.code, outcome.out) == (2, "")
    assert "tidak ada tempat lagi pada disk" in outcome.err


def _full(*_: object, **__: object) -> NoReturn:
    raise FULL_DISK


@pytest.mark.parametrize(
    "broken",
    [
        "shutil.copyfile",
        "shutil.copytree",
        "tepat.engine.publish.dump_receipt",
        "tepat.workflow.recap.write_rekap",
    ],
)
def test_a_disk_that_fills_up_in_the_middle_leaves_the_earlier_packet(
    month: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
):
    target = Path(shutil.copytree(month.folder, tmp_path / "hasil"))
    before = snapshot(tmp_path)
    monkeypatch.setattr(broken, _full)
    assert_full(compute(month.facts_folder, target, MASA))
    assert snapshot(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["hasil"], "a temporary folder was left"
    monkeypatch.undo()
    assert tepat("periksa", target).code == 0


def test_a_disk_that_is_full_leaves_no_new_folder(month: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tepat.engine.publish.dump_receipt", _full)
    assert_full(compute(month.facts_folder, tmp_path / "hasil", MASA))
    assert list(tmp_path.iterdir()) == []


def test_when_the_last_step_fails_the_earlier_packet_is_back_in_its_place(
    month: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = Path(shutil.copytree(month.folder, tmp_path / "hasil"))
    before = snapshot(target)
    monkeypatch.setattr(Path, "rename", _fail_at_second(Path.rename))
    assert_full(compute(month.facts_folder, target, MASA))
    assert snapshot(target) == before


def _fail_at_second(original: Callable[..., Any]) -> Callable[..., Any]:
    calls: list[object] = []

    def rename(*words: Any) -> Any:
        calls.append(words)
        if len(calls) == 2:
            raise FULL_DISK
        return original(*words)

    return rename
