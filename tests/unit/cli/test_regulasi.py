"""``tepat regulasi`` and ``tepat sql``: the law in force, and the month as one statement."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tepat.engine.entrance import admit
from tepat.law.packet import PACKET
from tepat.law.proofs.checklist import SOUND
from tests.unit.cli.command import read_result, tepat
from tests.unit.cli.conftest import Month
from tests.unit.cli.people import MASA

SQL = ("sql", "--regulasi", "balangan", "--masa")


def test_the_list_names_regions_and_their_instruments_in_order():
    told = tepat("regulasi", "daftar")
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0] == "balangan"
    assert lines[1].startswith("  Praktik Balangan 2020–2021 (mulai masa 2020-01")
    assert lines[2].startswith("  Praktik Balangan 2022 (mulai masa 2022-01")
    assert lines[3].startswith("  Perbup Balangan 2/2023 (mulai masa 2023-01")
    assert lines[4].startswith("  Perbup Balangan 7/2024 (mulai masa 2024-01, mengubah perbup-2-2023")


def test_the_rules_shown_are_those_of_the_month():
    before, after = (tepat("regulasi", "tampil", "balangan", "--masa", masa).out for masa in ("2023-12", "2024-01"))
    assert "Perbup Balangan 7/2024" not in before
    assert "Perbup Balangan 7/2024" in after
    assert "nilai_skor" in before
    assert "dihapus: nilai_skor" in after
    assert "Pasal 9 dihapus" in after
    assert "sebelumnya: balangan/perbup-2-2023" in after


def test_all_regulations_are_in_order():
    told = tepat("regulasi", "periksa")
    assert (told.code, told.err) == (0, "")
    assert "balangan: beres" in told.out


def test_the_validation_lists_each_proof_with_what_it_examined():
    lines = tepat("regulasi", "periksa", "balangan", "--per", "2026-11-22").out.splitlines()
    proofs = [line.strip() for line in lines if line.strip()[:1] in {"✓", "✗", "–"}]
    assert len(proofs) == len(SOUND)
    assert all(line.startswith("✓ ") for line in proofs)
    assert any(line.startswith("✓ tabel: ") and line.endswith("tanpa celah dan tumpang tindih") for line in proofs)


def test_the_validation_says_what_stays_unknown_and_since_when():
    told = tepat("regulasi", "periksa", "--per", "2026-11-22").out
    assert "2023-01 – kini  tabel tarif_terlambat: " in told


def test_a_stale_instrument_is_a_warning_that_changes_nothing():
    fresh, stale = (tepat("regulasi", "periksa", "balangan", "--per", day) for day in ("2026-11-22", "2031-01-01"))
    assert "Perbup Balangan 7/2024 — diperiksa 2026-11-21" in fresh.out
    assert "R-068" not in fresh.out
    assert "R-068 balangan/perbup-7-2024 terakhir dibandingkan dengan sumbernya 2026-11-21" in stale.out
    assert (fresh.code, fresh.err) == (stale.code, stale.err) == (0, "")


def test_a_day_that_is_none_is_refused():
    told = tepat("regulasi", "periksa", "--per", "kemarin")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("U-004 ")


def test_all_worked_examples_come_out():
    told = tepat("regulasi", "uji", "balangan")
    assert (told.code, told.err) == (0, "")
    assert "0 nilai berbeda" in told.out
    assert "balangan: 0 kasus" not in told.out


def test_the_statement_cites_the_articles_and_the_instruments():
    told = tepat(*SQL, MASA)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("-- ")
    assert "(balangan/perbup-7-2024)" in told.out
    assert "Pasal 11 ayat (1)" in told.out
    assert told.out.rstrip().endswith(";")


def test_the_statement_runs_on_the_facts_and_gives_the_results(four: Month):
    columns = ("nip", "tpp_bruto", "pph21", "iwp", "bpjs", "tpp_diterima", "status_hitung")
    with duckdb.connect() as connection:
        read = {name: frozenset(file.names) for name, file in PACKET.items()}
        admit(four.facts_folder, connection, masa=MASA, zone="Asia/Makassar", read=read)
        cursor = connection.execute(tepat(*SQL, MASA).out)
        names = [column[0] for column in cursor.description]
        types = {str(column[1]) for column in cursor.description}
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    assert types.isdisjoint({"DOUBLE", "FLOAT"})
    stored = read_result(four.folder)
    assert {row["nip"] for row in rows} == set(stored)
    for row in rows:
        texts = ["" if row[name] is None else str(row[name]) for name in columns]
        assert texts == [stored[row["nip"]][name] for name in columns]


@pytest.mark.parametrize("dialect", ["spark", "postgres"])
def test_a_dialect_that_is_not_written_yet_is_refused(dialect: str):
    told = tepat(*SQL, MASA, "--dialek", dialect)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"U-002 dialek {dialect} belum dapat ditulis")


def test_asking_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for words in (("regulasi", "daftar"), (*SQL, MASA), ("regulasi", "tampil", "balangan", "--masa", MASA)):
        tepat(*words)
    assert list(tmp_path.iterdir()) == []
