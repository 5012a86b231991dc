"""The stored derivations: one row is enough to derive a person's month again, and it is told the same either way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from tepat.engine.compute import Run
from tepat.engine.derivation import DERIVATIONS, read_derivations, write_derivations
from tepat.engine.explain import explain, explain_many, is_stored
from tepat.engine.explanation import Explanation
from tepat.engine.receipt import hash_file, read_receipt
from tepat.engine.stored import StoredFacts, StoredRow, stored_findings, stored_value
from tepat.engine.verify import read_book
from tepat.lang.errors import UsageError
from tepat.lang.exact import Unknown
from tepat.lang.types import Number, Unit
from tepat.law.bind import bind
from tepat.law.person import Person
from tests.packets import nip
from tests.property.months import MONTHS, Facts, compute_packet, directed, interpreted, packet_of
from tests.unit.cli.command import compute as compute_month
from tests.unit.cli.command import tepat
from tests.unit.cli.conftest import Month, compute_people
from tests.unit.cli.people import People
from tests.unit.engine.rowbook import run_rows

PEOPLE = 300
ANI, BUDI, CITRA = nip(0), nip(1), nip(2)


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """Ani and Budi are in order, Citra's attendance is missing, Dewi has not been rated."""
    people = People()
    people.add("Ani")
    people.add("Budi", potongan_persen="2.5")
    people.add("Citra", without=("disiplin",))
    people.add("Dewi", without=("kinerja",))
    return compute_people(people, tmp_path_factory.mktemp("empat"))


# --- a whole month, told both ways -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small region's month with every kind of case, and a copy of the packet without its derivations."""
    folder = tmp_path_factory.mktemp("daerah")
    tepat("contoh", folder / "daerah", "--pegawai", PEOPLE, "--masa", "2024-03", "--benih", 7)
    compute_month(folder / "daerah", folder / "hasil", "2024-03")
    shutil.copytree(folder / "hasil", folder / "tanpa")
    (folder / "tanpa" / DERIVATIONS).unlink()
    return folder


def people_of(packet: Path) -> list[str]:
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT nip FROM read_parquet(?) ORDER BY nip", [str(packet / "hasil.parquet")])
        return [row[0] for row in rows.fetchall()]


def test_everybody_is_told_the_same_from_the_stored_row_as_by_recomputing(region: Path):
    people = people_of(region / "hasil")
    stored = list(explain_many(region / "hasil", people))
    again = list(explain_many(region / "tanpa", people))
    assert len(stored) == PEOPLE
    for one, other in zip(stored, again, strict=True):
        assert_same(one, other)
    assert {item.status for item in stored} == {"dihitung", "tertahan"}
    assert any(item.findings for item in stored)
    assert not any(item.mismatches for item in stored)


def test_so_it_is_in_english(region: Path):
    people = people_of(region / "hasil")[:30]
    for one, other in zip(*(explain_many(region / name, people, "en") for name in ("hasil", "tanpa")), strict=True):
        assert_same(one, other)


def assert_same(one: Explanation, other: Explanation) -> None:
    for name, step in one.steps.items():
        assert step == other.steps[name], f"{one.nip} {name}"
    assert replace(one, steps={}) == replace(other, steps={})
    assert list(one.steps) == list(other.steps)


def test_facts_are_cited_with_their_lines(region: Path):
    people = people_of(region / "hasil")[:20]
    facts = [
        fact for told in explain_many(region / "hasil", people) for step in told.steps.values() for fact in step.fakta
    ]
    assert sum(fact.baris is not None for fact in facts) > 100


def test_the_packet_is_opened_and_the_month_not_computed(region: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the month was computed")

    monkeypatch.setattr("tepat.engine.explain.compute", refuse)
    person = people_of(region / "hasil")[0]
    assert explain(region / "hasil", person).nip == person
    with pytest.raises(AssertionError, match="the month was computed"):
        explain(region / "tanpa", person)


# --- every branch, bound and missing fact ------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """A computed month, its people by the interpreter on their rows, and its stored derivations."""

    run: Run
    people: Mapping[str, Person]
    path: Path
    rows: Mapping[str, StoredRow]


@pytest.fixture(scope="module", params=MONTHS)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """People who together reach every branch, table row, edge and missing fact of a month."""
    folder = tmp_path_factory.mktemp("bulan")
    run = compute_packet(packet_of(directed(request.param), request.param), request.param, folder / "fakta")
    write_derivations(run, folder / DERIVATIONS)
    people = interpreted(run)
    yield Kept(run, people, folder / DERIVATIONS, read_derivations(folder / DERIVATIONS, [*people]))
    run.connection.close()


def test_every_variable_and_condition_is_derived_alike_from_row_and_packet(kept: Kept):
    assert kept.rows.keys() == kept.people.keys()
    for number, person in kept.people.items():
        stored = StoredFacts(kept.run.bound, row=kept.rows[number])
        assert stored.compute().keys() == person.compute().keys()
        for name, outcome in person.compute().items():
            again = stored.outcome(name)
            assert (again.value, again.applies) == (outcome.value, outcome.applies), f"{number} {name}"
        assert stored.withheld == person.withheld


def test_what_is_unknown_waits_for_the_same_facts(kept: Kept):
    unknown = {
        cause
        for row in kept.rows.values()
        for outcome in StoredFacts(kept.run.bound, row=row).compute().values()
        if isinstance(outcome.value, Unknown)
        for cause in outcome.value.causes
    }
    assert {"gaji", "disiplin", "pegawai.ptkp"} <= unknown


def test_the_findings_of_a_person_are_kept_with_their_words(kept: Kept):
    for number, row in kept.rows.items():
        assert stored_findings(row) == tuple(item for item in kept.run.findings if item.nip == number)


# --- the file ----------------------------------------------------------------------------------------------------


def described(path: Path) -> dict[str, str]:
    with duckdb.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(f"DESCRIBE FROM '{path}'").fetchall()}


def test_the_file_holds_every_fact_variable_and_condition_and_nothing_binary(kept: Kept):
    kinds = described(kept.path)
    facts = {row[0] for row in kept.run.connection.execute("DESCRIBE fakta").fetchall()}
    assert set(kinds) == facts | set(kept.run.statement.kept) | {"status_hitung", "temuan"}
    assert not {"DOUBLE", "FLOAT"} & set(kinds.values())


def test_a_number_beyond_64_bits_stays_exact(tmp_path: Path):
    run = compute_packet(packet_of([Facts()], "2024-03"), "2024-03", tmp_path / "fakta")
    huge = 10**37 + 1
    run.connection.execute("ALTER TABLE hitung ALTER tpp_bruto TYPE HUGEINT")
    run.connection.execute(f"UPDATE hitung SET tpp_bruto = {huge}")
    write_derivations(run, tmp_path / DERIVATIONS)
    cell = read_derivations(tmp_path / DERIVATIONS, [ANI])[ANI]["tpp_bruto"]
    assert stored_value(Number(Unit.RUPIAH, 0, 0, huge), cell) == huge


def test_a_row_stands_for_everybody_in_the_order_of_nip(four: Month):
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT nip FROM '{four.folder / DERIVATIONS}'").fetchall()
    assert rows == [(nip(index),) for index in range(4)]


# --- changed packets ---------------------------------------------------------------------------------------------


def tamper(packet: Path, column: str, value: str) -> None:
    """Change one cell of everybody in the stored derivations."""
    path = packet / DERIVATIONS
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM '{path}'")
        connection.execute(f"UPDATE t SET {column} = {value}")
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")


def stored(packet: Path) -> bool:
    return is_stored(packet, read_receipt(packet / "tanda_terima.json"), bind(read_book(packet)))


def test_an_untouched_packet_is_told_from_its_rows(four: Month):
    assert stored(four.folder)


def test_a_changed_row_is_not_believed_and_periksa_names_the_cell(four: Month, tmp_path: Path):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    tamper(packet, "gaji__gaji_kotor", "1")
    assert not stored(packet)
    assert_same(explain(packet, ANI), explain(four.folder, ANI))
    told = tepat("periksa", packet)
    assert told.code == 1
    assert f"derivasi.parquet: {ANI} gaji__gaji_kotor" in told.out


def test_a_changed_row_with_its_hash_in_the_receipt_is_found_by_recomputing(four: Month, tmp_path: Path):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    tamper(packet, "tpp_diterima", "tpp_diterima + 1")
    forge(packet)
    assert stored(packet)
    assert "tpp_diterima" in explain(packet, ANI).mismatches
    told = tepat("periksa", packet)
    assert told.code == 1
    assert f"derivasi.parquet: {ANI} tpp_diterima" in told.out


def forge(packet: Path) -> None:
    """Let the receipt record the derivations as they are now."""
    path = packet / "tanda_terima.json"
    receipt = json.loads(path.read_text("utf-8"))
    receipt["berkas"][DERIVATIONS] = hash_file(packet / DERIVATIONS)
    path.write_text(json.dumps(receipt), "utf-8")


@pytest.mark.parametrize("column", ["gaji__gaji_kotor", "hukdis_berjalan__ada", "tpp_bruto"])
def test_rows_that_lack_what_the_rules_read_are_not_used(four: Month, tmp_path: Path, column: str):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * EXCLUDE ({column}) FROM '{packet / DERIVATIONS}'")
        connection.execute(f"COPY t TO '{packet / DERIVATIONS}' (FORMAT parquet)")
    forge(packet)
    assert not stored(packet)
    assert_same(explain(packet, ANI), explain(four.folder, ANI))
    assert f"derivasi.parquet, kolom: tercatat —, ditemukan {column}" in tepat("periksa", packet).out


def test_a_file_that_is_no_parquet_is_a_difference_and_not_a_crash(four: Month, tmp_path: Path):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    (packet / DERIVATIONS).write_text("nip\n", "utf-8")
    forge(packet)
    told = tepat("periksa", packet)
    assert (told.code, told.err) == (1, "")
    assert "derivasi.parquet" in told.out
    assert_same(explain(packet, ANI), explain(four.folder, ANI))


def test_missing_and_surplus_people_are_found(four: Month, tmp_path: Path):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM '{packet / DERIVATIONS}'")
        connection.execute(f"DELETE FROM t WHERE nip = '{ANI}'")
        connection.execute(f"INSERT INTO t FROM t WHERE nip = '{BUDI}'")
        connection.execute(f"COPY t TO '{packet / DERIVATIONS}' (FORMAT parquet)")
    forge(packet)
    told = tepat("periksa", packet)
    assert f"derivasi.parquet: {ANI} tidak ada barisnya" in told.out
    assert f"derivasi.parquet: {BUDI} barisnya berlebih" in told.out


def test_changed_rules_are_explained_by_recomputing(four: Month, tmp_path: Path):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    book = packet / "aturan/buku_aturan.json"
    book.write_text(book.read_text("utf-8").replace("Nilai disiplin kerja", "Nilai disiplin"), "utf-8")
    assert not stored(packet)
    assert explain(packet, ANI).nip == ANI


def test_a_packet_made_before_derivations_were_kept_is_in_order(four: Month, tmp_path: Path):
    packet = Path(shutil.copytree(four.folder, tmp_path / "paket"))
    (packet / DERIVATIONS).unlink()
    path = packet / "tanda_terima.json"
    receipt = json.loads(path.read_text("utf-8"))
    del receipt["berkas"][DERIVATIONS]
    path.write_text(json.dumps(receipt), "utf-8")
    assert tepat("periksa", packet).code == 0
    assert_same(explain(packet, CITRA), explain(four.folder, CITRA))


def test_nobody_of_that_number_is_told_with_the_nearest(four: Month):
    with pytest.raises(UsageError, match=f"mungkin '{ANI}'"):
        explain(four.folder, f"{ANI[:-1]}2")


def test_parquet_facts_are_cited_by_row(four: Month, tmp_path: Path):
    facts = tmp_path / "fakta"
    facts.mkdir()
    with duckdb.connect() as connection:
        for path in four.facts_folder.iterdir():
            table = f"read_csv('{path}', all_varchar = true, header = true)"
            connection.execute(f"COPY (FROM {table}) TO '{facts / path.stem}.parquet' (FORMAT parquet)")
    compute_month(facts, tmp_path / "hasil", "2024-03")
    shutil.copytree(tmp_path / "hasil", tmp_path / "tanpa")
    (tmp_path / "tanpa" / DERIVATIONS).unlink()
    told = explain(tmp_path / "hasil", BUDI)
    assert_same(told, explain(tmp_path / "tanpa", BUDI))
    assert {fact.baris for step in told.steps.values() for fact in step.fakta if fact.berkas == "gaji.parquet"} == {2}


def test_sums_and_counts_of_rows_are_taken_from_the_stored_row(tmp_path: Path):
    run = run_rows(tmp_path / "fakta", ("ringan",), ("ringan", "sedang"), (), ("ringan", "sedang", "sedang"))
    write_derivations(run, tmp_path / DERIVATIONS)
    rows, people = read_derivations(tmp_path / DERIVATIONS, [nip(index) for index in range(4)]), interpreted(run)
    for number, cut in enumerate((10, 30, 0, 100)):
        person = StoredFacts(run.bound, row=rows[nip(number)])
        assert person.outcome("potongan").value == people[nip(number)].outcome("potongan").value == Fraction(cut, 100)
        assert person.stored(["potongan"]) == {"potongan": Fraction(cut, 100)}
