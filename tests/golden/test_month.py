"""A whole synthetic month is what it was, to the rupiah and for everybody.

Where a change is meant: ``python -m tests.golden.update``, and read the diff of ``hasil.csv`` before committing it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.golden.month import PEOPLE, RESULT, STORED, SUMMARY, differences, make_month, read_result


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_month(tmp_path_factory.mktemp("emas"))


def test_the_invented_people_are_the_same(now: Path):
    golden, again = (json.loads((folder / SUMMARY).read_text("utf-8"))["fakta"] for folder in (STORED, now))
    assert again == golden, "the synthetic region changed, so its amounts must: update the golden month"


def test_everybodys_amounts_are_what_they_were(now: Path):
    changed = list(differences(read_result(STORED / RESULT), read_result(now / RESULT)))
    assert changed == [], "\n".join(changed[:30])


def test_totals_counts_and_findings_are_what_they_were(now: Path):
    assert (now / SUMMARY).read_text("utf-8") == (STORED / SUMMARY).read_text("utf-8")


def test_the_stored_files_belong_together():
    summary, result = json.loads((STORED / SUMMARY).read_text("utf-8")), (STORED / RESULT).read_bytes()
    rows = read_result(STORED / RESULT).values()
    assert summary["hasil"] == f"sha256:{hashlib.sha256(result).hexdigest()}"
    assert len(rows) == PEOPLE
    assert summary["orang"] == Counter(row["status_hitung"] for row in rows)
    assert int(summary["kendali"]["tpp_diterima"]) == sum(int(row["tpp_diterima"] or 0) for row in rows)


def test_the_month_reaches_what_the_rules_tell_apart():
    rows = list(read_result(STORED / RESULT).values())
    assert {row["nilai_produktivitas"] for row in rows} >= {"0", "0.4", "0.6", "0.8", "1", ""}
    assert {row["faktor_pengganti"] for row in rows} == {"", "0", "0.2", "0.4"}
    assert {row["kategori_ter"] for row in rows} >= {"A", "B", "C"}
    assert {row["status_hitung"] for row in rows} == {"dihitung", "tertahan"}


def test_a_difference_says_whose_which_and_what():
    golden = {"1": {"nip": "1", "iwp": "10"}, "2": {"nip": "2", "iwp": ""}, "3": {"nip": "3", "iwp": "5"}}
    now = {"1": {"nip": "1", "iwp": "11"}, "2": {"nip": "2", "iwp": "", "bpjs": "7"}, "4": {"nip": "4", "iwp": "5"}}
    told = ["1 iwp: 10 → 11", "2 bpjs: no such column → 7", "3: is gone", "4: is new"]
    assert list(differences(golden, now)) == told
    assert list(differences(golden, golden)) == []
