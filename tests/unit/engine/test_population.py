"""The proof over the population: silent on a sound month, and told by every planted hole, overlap and lost person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from tepat.engine.compute import Run
from tepat.engine.conservation import check_population
from tepat.engine.population import TableProof, prove_tables
from tepat.lang.errors import InternalError
from tepat.lang.tables import Band, Table
from tests.packets import nip
from tests.property.months import MONTHS, bound_of, compute_packet, directed, interpreted, packet_of
from tests.unit.cli.command import tepat
from tests.unit.engine.rowbook import run_rows

Tables = Mapping[str, Table]


@pytest.fixture(scope="module", params=MONTHS)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A month whose people reach every row of every table."""
    found = compute_packet(
        packet_of(directed(request.param), request.param), request.param, tmp_path_factory.mktemp("b")
    )
    yield found
    found.connection.close()


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """March 2024."""
    found = compute_packet(packet_of(directed("2024-03"), "2024-03"), "2024-03", tmp_path_factory.mktemp("m"))
    yield found
    found.connection.close()


def proof_of(run: Run, table: str, tables: Tables | None = None) -> TableProof:
    (found,) = (proof for proof in prove_tables(run, tables) if proof.table == table)
    return found


def changed(run: Run, name: str, **parts: object) -> Tables:
    """The rule book's tables, one of them otherwise."""
    known = run.bound.book.known_tables
    return {**known, name: replace(known[name], **parts)}  # type: ignore[arg-type]


# --- a sound month -----------------------------------------------------------------------------------------------


def test_every_known_value_of_a_sound_month_meets_one_row(run: Run):
    proofs = prove_tables(run)
    assert {proof.table for proof in proofs} == {*run.bound.book.known_tables}
    assert [proof for proof in proofs if not proof.sound] == []
    assert all(proof.examples == () for proof in proofs)


def test_the_rows_together_answer_everybody_who_is_answered(run: Run):
    for proof in prove_tables(run):
        assert sum(count for _, count in proof.hits) == proof.once > 0
        assert [row for row, _ in proof.hits] == [*run.bound.book.known_tables[proof.table].rows]


def test_the_rows_hit_are_those_the_interpreter_hits(run: Run):
    """The third way to the same rows: the interpreter's trail."""
    hit: dict[str, dict[object, int]] = {}
    for person in interpreted(run).values():
        for outcome in person.compute().values():
            for row in outcome.trail.rows.values():
                counts = hit.setdefault(outcome.bound.name, {})
                counts[row] = counts.get(row, 0) + 1
    for proof in prove_tables(run):
        assert {row: count for row, count in proof.hits if count} == hit[proof.variable], proof.table


def test_who_is_not_asked_does_not_count(month: Run):
    asked = proof_of(month, "nilai_predikat")
    people = month.connection.execute("SELECT count(*) FROM hitung").fetchall()[0][0]
    waiting = "NOT (NOT dinilai_tepat_waktu) AND NOT ada_faktor_pengganti"
    ((rated,),) = month.connection.execute(f"SELECT count(*) FROM hitung WHERE {waiting}").fetchall()
    assert asked.once + asked.unknown == rated < people


# --- planted faults ----------------------------------------------------------------------------------------------


def test_a_row_removed_leaves_its_people_without_one(run: Run):
    for name, table in run.bound.book.known_tables.items():
        whole = proof_of(run, name)
        row, people = max(whole.hits, key=lambda pair: pair[1])
        proof = proof_of(run, name, changed(run, name, rows=tuple(item for item in table.rows if item != row)))
        assert (proof.none, proof.once, proof.sound) == (people, whole.once - people, False), name
        assert 0 < len(proof.examples) <= 5


def test_a_row_twice_answers_its_people_twice(run: Run):
    for name, table in run.bound.book.known_tables.items():
        whole = proof_of(run, name)
        row, people = max(whole.hits, key=lambda pair: pair[1])
        proof = proof_of(run, name, changed(run, name, rows=(*table.rows, row)))
        assert (proof.several, proof.none, proof.sound) == (people, 0, False), name


def test_a_bound_moved_by_one_rupiah_is_noticed_by_the_one_who_earns_it(month: Run):
    table = month.bound.book.known_tables["tarif_ter"]
    edges = {row.band.upper for row in table.rows if row.keys == ("A",) and row.band}
    query = "SELECT penghasilan_bruto, nip FROM hitung WHERE kategori_ter = 'A' AND tarif_ter IS NOT NULL"
    edge, person = next(pair for pair in month.connection.execute(query).fetchall() if pair[0] in edges)
    rows = tuple(
        replace(row, band=Band(row.band.lower, Fraction(edge - 1), True))
        if row.band and row.keys == ("A",) and row.band.upper == edge
        else row
        for row in table.rows
    )
    proof = proof_of(month, "tarif_ter", changed(month, "tarif_ter", rows=rows))
    assert proof.none >= 1
    assert person in proof.examples


# --- one row for everybody ---------------------------------------------------------------------------------------


@pytest.fixture
def people() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for table in ("pegawai", "hasil"):
            connection.execute(f"CREATE TABLE {table} AS SELECT unnest(?) AS nip", [[nip(0), nip(1), nip(2)]])
        yield connection


def test_everybody_with_one_row_is_in_order(people: duckdb.DuckDBPyConnection):
    check_population(people, bound_of("2024-03"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (f"DELETE FROM hasil WHERE nip = '{nip(1)}'", f"{nip(1)}: 1 in pegawai, 0 in hasil"),
        (f"INSERT INTO hasil VALUES ('{nip(2)}')", f"{nip(2)}: 1 in pegawai, 2 in hasil"),
        (f"INSERT INTO hasil VALUES ('{nip(9)}')", f"{nip(9)}: 0 in pegawai, 1 in hasil"),
        (f"UPDATE hasil SET nip = '{nip(0)}' WHERE nip = '{nip(1)}'", f"{nip(0)}: 1 in pegawai, 2 in hasil"),
        (f"UPDATE hasil SET nip = '{nip(9)}' WHERE nip = '{nip(1)}'", f"{nip(9)}: 0 in pegawai, 1 in hasil"),
    ],
)
def test_a_lost_doubled_or_strange_person_stops_the_run(people: duckdb.DuckDBPyConnection, change: str, told: str):
    people.execute(change)
    with pytest.raises(InternalError, match=told):
        check_population(people, bound_of("2024-03"))


def test_every_run_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def lose(connection: duckdb.DuckDBPyConnection, *_: object) -> None:
        connection.execute(f"DELETE FROM hasil WHERE nip = '{nip(0)}'")

    monkeypatch.setattr("tepat.engine.compute.check_conservation", lose)
    with pytest.raises(InternalError, match=f"{nip(0)}: 1 in pegawai, 0 in hasil"):
        compute_packet(packet_of(directed("2024-03")[:3], "2024-03"), "2024-03", tmp_path / "fakta")


# --- the command -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("daerah")
    tepat("contoh", folder / "d", "--pegawai", 60, "--masa", "2024-03", "--benih", 3)
    return folder / "d"


def test_the_command_counts_people_by_row_and_ends_with_0(region: Path):
    told = tepat("regulasi", "bukti", "balangan", "--masa", "2024-03", "--fakta", region)
    assert (told.code, told.err) == (0, "")
    assert "kategori_ter — Kategori tarif efektif bulanan" in told.out
    assert "orang tepat satu baris" in told.out
    assert "4 pemakaian tabel: setiap nilai yang diketahui kena tepat satu baris." in told.out


def test_the_command_names_people_without_a_row_and_ends_with_1(region: Path, monkeypatch: pytest.MonkeyPatch):
    def without_first_row(run: Run) -> tuple[TableProof, ...]:
        table = run.bound.book.known_tables["kategori_ter"]
        kept = tuple(row for row in table.rows if row.keys != ("K/1",))
        return prove_tables(run, changed(run, "kategori_ter", rows=kept))

    monkeypatch.setattr("tepat.cli.proof.prove_tables", without_first_row)
    told = tepat("regulasi", "bukti", "balangan", "--masa", "2024-03", "--fakta", region)
    assert told.code == 1
    assert "antara lain: 19" in told.out
    assert "1 dari 4 pemakaian tabel tidak menjawab setiap orang tepat sekali." in told.out


# --- tables asked of rows ----------------------------------------------------------------------------------------

LEVELS = (("ringan",), ("ringan", "sedang"), (), ("ringan", "sedang", "sedang"))


def test_a_table_asked_of_rows_counts_rows(tmp_path: Path):
    run = run_rows(tmp_path / "fakta", *LEVELS)
    (proof,) = prove_tables(run)
    assert (proof.variable, proof.grain, proof.once, proof.sound) == ("hukdis.potongan", "hukdis", 6, True)
    assert {row.keys: count for row, count in proof.hits} == {("ringan",): 3, ("sedang",): 3, ("berat",): 0}


def test_a_row_removed_is_noticed_by_the_rows_that_ask_for_it(tmp_path: Path):
    run = run_rows(tmp_path / "fakta", *LEVELS)
    rows = tuple(row for row in run.bound.book.known_tables["potongan_tingkat"].rows if row.keys != ("sedang",))
    (proof,) = prove_tables(run, changed(run, "potongan_tingkat", rows=rows))
    assert (proof.none, proof.once, proof.sound) == (3, 3, False)
    assert proof.examples == (nip(1),)
