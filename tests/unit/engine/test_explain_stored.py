"""A derivation told from the stored row as JSON, without DuckDB, is the derivation told from the packet."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tepat.engine.derivation import DERIVATIONS, read_derivations
from tepat.engine.explain import explain_many
from tepat.engine.explain_stored import TextRows, explain_stored
from tepat.engine.explanation import Explanation
from tepat.engine.stored import stored_row_from_json
from tepat.engine.verify import read_book
from tepat.lang.calendar import Masa
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.workflow.loading import write_month_load
from tepat.workflow.month import MonthRequest, compute_month
from tests.unit.cli.command import tepat

PEOPLE = 25
REGIONS = {
    "balangan": "2024-03",
    "lampung": "2026-04",
    "batu": "2018-10",
    "contoh/presensi-harian": "2024-01",
    "contoh/bayar-pajak-tahunan": "2024-12",
}


@dataclass(frozen=True)
class Loaded:
    """A region's month: its packet, its rule book, and the stored rows as a load file holds them."""

    folder: Path
    bound: BoundBook
    rows: Mapping[str, str]

    @property
    def facts(self) -> dict[str, list[dict[str, str]]]:
        return {path.stem: read_csv(path) for path in (self.folder / "fakta").iterdir()}

    @property
    def files(self) -> dict[str, str]:
        return {path.stem: path.name for path in (self.folder / "fakta").iterdir()}


@pytest.fixture(scope="module", params=REGIONS)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    region, masa = str(request.param), REGIONS[request.param]
    folder = tmp_path_factory.mktemp("daerah")
    tepat("contoh", folder / "d", "--pegawai", PEOPLE, "--masa", masa, "--regulasi", region, "--kotor")
    run = compute_month(MonthRequest(region, Masa.parse(masa), folder / "d", folder / "hasil"))
    write_month_load(run, folder / "muat")
    rows = {row["nip"]: row["derivasi"] for row in read_csv(folder / "muat/hasil.csv")}
    return Loaded(folder / "hasil", bind(read_book(folder / "hasil")), rows)


def read_csv(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def own_rows(facts: Mapping[str, list[dict[str, str]]], nip: str) -> TextRows:
    return {
        file: [row for row in rows if "nip" not in row or row["nip"].strip(" '\xa0") == nip]
        for file, rows in facts.items()
    }


def without_lines(told: Explanation) -> Explanation:
    steps = {
        name: replace(step, fakta=tuple(replace(fact, baris=None) for fact in step.fakta))
        for name, step in told.steps.items()
    }
    return replace(told, steps=steps)


def test_everybody_is_told_the_same_from_json_and_own_rows(loaded: Loaded):
    facts = loaded.facts
    assert len(loaded.rows) >= PEOPLE
    for nip, wanted in zip(loaded.rows, explain_many(loaded.folder, list(loaded.rows)), strict=True):
        row = stored_row_from_json(loaded.rows[nip], loaded.bound)
        told = explain_stored(loaded.bound, row, own_rows(facts, nip), files=loaded.files)
        for name, step in without_lines(wanted).steps.items():
            assert told.steps[name] == step, f"{nip} {name}"
        assert told == without_lines(wanted)


def test_without_rows_everything_but_the_rows_and_the_name_is_told(loaded: Loaded):
    for nip, wanted in zip(loaded.rows, explain_many(loaded.folder, list(loaded.rows), "en"), strict=True):
        told = explain_stored(
            loaded.bound, stored_row_from_json(loaded.rows[nip], loaded.bound), None, "en", loaded.files
        )
        steps = {name: replace(step, baris=()) for name, step in without_lines(wanted).steps.items()}
        assert told == replace(wanted, nama="", steps=steps)


def test_a_row_from_json_is_the_row_of_the_parquet_file(loaded: Loaded):
    wanted = read_derivations(loaded.folder / DERIVATIONS, list(loaded.rows))
    assert {nip: stored_row_from_json(text, loaded.bound) for nip, text in loaded.rows.items()} == wanted


def test_sums_over_rows_are_told_somewhere(tmp_path: Path):
    """Else the comparison above would compare nothing."""
    region = "contoh/presensi-harian"
    tepat("contoh", tmp_path / "d", "--pegawai", 30, "--masa", "2024-01", "--regulasi", region)
    run = compute_month(MonthRequest(region, Masa.parse("2024-01"), tmp_path / "d", tmp_path / "hasil"))
    write_month_load(run, tmp_path / "muat")
    bound = bind(read_book(tmp_path / "hasil"))
    facts = Loaded(tmp_path / "hasil", bound, {}).facts
    rows = [stored_row_from_json(row["derivasi"], bound) for row in read_csv(tmp_path / "muat/hasil.csv")]
    told = [explain_stored(bound, row, own_rows(facts, str(row["nip"]))) for row in rows]
    assert sum(len(step.baris) for item in told for step in item.steps.values()) > 10


def test_a_changed_amount_in_the_row_is_a_mismatch(loaded: Loaded):
    nip = next(iter(loaded.rows))
    row = dict(stored_row_from_json(loaded.rows[nip], loaded.bound))
    name = next(item.name for item in loaded.bound.bound if item.definition.unit == "rupiah" and not item.constant)
    row |= {name: int(str(row[name] or 0)) + 1, "status_hitung": "dihitung"}
    assert name in explain_stored(loaded.bound, row).mismatches


def test_it_needs_neither_duckdb_nor_arrow():
    program = (
        "import sys\n"
        "for name in ('duckdb', 'pyarrow', 'numpy'):\n"
        "    sys.modules[name] = None\n"
        "import tepat.engine.explain_stored, tepat.law.bind, tepat.law.rulebook\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
