"""A month has one result: the engine's for everybody, the interpreter's for each person, and what the prose says."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tepat.engine.compute import Run
from tepat.engine.explain import explain_person
from tepat.engine.publish import publish
from tepat.engine.receipt import RECEIPT, read_receipt
from tepat.engine.telling import Step
from tepat.lang.types import NUMERIC
from tepat.law.packet import PACKET
from tests.packets import Packet, nip, valid_packet
from tests.property.coverage import reachable, reached
from tests.property.months import (
    MONTHS,
    PERSONAL,
    Facts,
    assert_same,
    bound_of,
    compute_packet,
    directed,
    directed_once,
    packet_of,
    random_people,
)
from tests.property.prose_reader import EXTREMES, ROUNDINGS, UnreadableError, read_number

masas = st.sampled_from(MONTHS)
seeds = st.integers(0, 2**32 - 1)


def months(count: int) -> settings:
    """So many random months. Each writes files, which is slow by nature, so a failing one is not made smaller."""
    slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    return settings(max_examples=count, deadline=None, suppress_health_check=slow, phases=phases)


@pytest.fixture(scope="module", params=MONTHS)
def everybody(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The directed people of a month, computed."""
    masa = request.param
    return compute_packet(packet_of(directed_once(masa), masa), masa, tmp_path_factory.mktemp(masa))


# --- engine and interpreter --------------------------------------------------------------------------------------


def test_everybody_has_the_same_variables_by_sql_and_by_the_interpreter(everybody: Run):
    masa = str(everybody.bound.book.masa)
    people = assert_same(everybody, range(len(directed(masa))))
    assert len(people) > 250


def test_the_directed_people_reach_every_branch_row_edge_and_missing_fact(everybody: Run):
    masa = str(everybody.bound.book.masa)
    wanted = reachable(bound_of(masa))
    assert {name.split()[0] for name in wanted} == {"cabang", "baris", "batas", "seberang", "kosong", "tanpa"}
    missed = wanted - reached(assert_same(everybody, range(len(directed(masa)))).values())
    assert sorted(missed) == []


def test_what_nobody_reaches_is_named(tmp_path: Path):
    """The coverage itself: one ordinary person reaches little."""
    run = compute_packet(packet_of([Facts()], "2024-03"), "2024-03", tmp_path)
    missed = reachable(bound_of("2024-03")) - reached(assert_same(run, range(1)).values())
    assert "baris nilai_predikat kurang" in missed
    assert "kosong gaji.gaji_kotor" in missed
    assert "seberang batas tarif_ter A 5400000" in missed
    assert any(name.startswith("cabang dasar_beban_kerja") for name in missed)


@months(4)
@given(seeds, masas)
def test_random_people_have_the_same_variables_by_sql_and_by_the_interpreter(tmp_path: Path, seed: int, masa: str):
    people = random_people(seed, masa, 80)
    run = compute_packet(packet_of(people, masa), masa, tmp_path)
    assert_same(run, range(len(people)))


def test_a_difference_between_engine_and_interpreter_is_noticed(tmp_path: Path):
    run = compute_packet(packet_of([Facts(), Facts()], "2024-03"), "2024-03", tmp_path)
    run.connection.execute("UPDATE hitung SET iwp = iwp + 1 WHERE nip = ?", [nip(1)])
    with pytest.raises(AssertionError, match=f"{nip(1)} iwp"):
        assert_same(run, range(2))


# --- prose -------------------------------------------------------------------------------------------------------


def told_steps(run: Run) -> Iterator[tuple[str, Step]]:
    """The steps of people each of whom went a way that nobody before went."""
    masa, seen = str(run.bound.book.masa), set[str]()
    for number, person in assert_same(run, range(len(directed(masa)))).items():
        ways = {name for name in reached([person]) if name.startswith(("cabang", "tanpa", "kosong", "baris nilai"))}
        if not ways <= seen:
            seen |= ways
            yield from ((number, step) for step in explain_person(run, number).steps.values())


def test_words_with_numbers_read_back_as_arithmetic_give_the_value(everybody: Run):
    """Numeric steps are read, and no others: yes and no, codes, what is unknown and what does not apply."""
    numeric = {str(unit) for unit in NUMERIC}
    read: set[str] = set()
    for number, step in told_steps(everybody):
        if step.tipe in numeric and step.nilai is not None:
            assert read_number(step.rumus_angka) == Fraction(step.nilai), (number, step.variabel, step.rumus_angka)
            read.add(step.variabel)
        else:
            with pytest.raises(UnreadableError):
                read_number(step.rumus_angka)
    assert read == {item.name for item in everybody.bound.bound if str(item.definition.unit) in numeric}


def test_the_reader_knows_its_sentences():
    """Negatives, halves and steps of every rounding, and both extremes, by hand."""
    by_hand = {
        "dibulatkan ke satuan terdekat, setengah ke atas (−Rp 2,5)": -2,
        "dibulatkan ke satuan terdekat, setengah menjauhi nol (−Rp 2,5)": -3,
        "dibulatkan ke satuan terdekat, setengah ke genap (Rp 2,5)": 2,
        "dibulatkan ke bawah ke Rp 1.000 (−Rp 1)": -1000,
        "dibulatkan ke atas ke 0,5 (5/4 : 1)": Fraction(3, 2),
        "dipotong ke 1.000 (−Rp 1.999,5)": -1000,
        "yang terkecil dari (2 × (3 − 5); 7 hari)": -4,
        "yang terbesar dari (12,5 %; 1 : 3)": Fraction(1, 3),
    }
    assert {text: read_number(text) for text in by_hand} == by_hand
    assert len(by_hand) == len(ROUNDINGS) + len(EXTREMES)


@pytest.mark.parametrize("text", ["", "ya", "sangat baik", "Rp 1 +", "(Rp 1", "Rp 1)", "tidak diketahui", "1 = 1"])
def test_the_reader_refuses_what_is_not_arithmetic(text: str):
    with pytest.raises(UnreadableError):
        read_number(text)


# --- what must not matter ----------------------------------------------------------------------------------------


def amounts(run: Run) -> dict[str, tuple[Any, ...]]:
    """The result row of every nip."""
    return {row[0]: row[1:] for row in run.connection.execute("SELECT * FROM hasil").fetchall()}


def findings(run: Run) -> set[tuple[str, str, str]]:
    """Who is told what; lines of files aside."""
    return {(item.nip, item.kode, item.variabel) for item in run.findings}


def without(packet: Packet, nips: set[str]) -> Packet:
    """The packet without these people."""
    kept = {
        file: [row for row in rows if file not in PERSONAL or row["nip"] not in nips] for file, rows in packet.items()
    }
    return {file: rows for file, rows in kept.items() if rows or file in PACKET}


@months(2)
@given(seeds, masas)
def test_the_order_of_rows_and_files_does_not_matter(tmp_path: Path, seed: int, masa: str):
    packet, dice = packet_of(random_people(seed, masa, 40), masa), Random(seed)
    shuffled = {file: dice.sample(rows, len(rows)) for file, rows in reversed(packet.items())}
    published = [
        publish_packet(content, masa, tmp_path / str(index)) for index, content in enumerate((packet, shuffled))
    ]
    receipts = [read_receipt(folder / RECEIPT) for folder in published]
    for part in ("fakta", "hasil", "kendali", "status", "aturan"):
        assert receipts[0][part] == receipts[1][part]
    assert (published[0] / "hasil.csv").read_bytes() == (published[1] / "hasil.csv").read_bytes()


def publish_packet(packet: Packet, masa: str, folder: Path) -> Path:
    """A published result packet."""
    folder.mkdir(exist_ok=True)
    run = compute_packet(packet, masa, folder / "paket")
    publish(run, folder / "hasil", [])
    return folder / "hasil"


@months(2)
@given(seeds, masas)
def test_two_halves_are_the_whole(tmp_path: Path, seed: int, masa: str):
    packet = packet_of(random_people(seed, masa, 40), masa)
    half = {nip(number) for number in range(0, 40, 2)}
    whole, even, odd = (
        compute_packet(part, masa, tmp_path / name)
        for name, part in {
            "whole": packet,
            "even": without(packet, {nip(number) for number in range(1, 40, 2)}),
            "odd": without(packet, half),
        }.items()
    )
    assert set(amounts(even)) == half
    assert amounts(whole) == amounts(even) | amounts(odd)
    assert findings(whole) == findings(even) | findings(odd)


@months(2)
@given(seeds, masas)
def test_computing_again_gives_the_same_bytes(tmp_path: Path, seed: int, masa: str):
    packet = packet_of(random_people(seed, masa, 30), masa)
    first, again = (publish_packet(packet, masa, tmp_path / name) for name in ("first", "again"))
    for name in ("hasil.csv", "hasil.parquet", "temuan.csv", RECEIPT):
        assert (first / name).read_bytes() == (again / name).read_bytes()


@months(2)
@given(seeds, masas)
def test_parts_add_up_to_the_amount(tmp_path: Path, seed: int, masa: str):
    folder = publish_packet(packet_of(random_people(seed, masa, 40), masa), masa, tmp_path)
    with (folder / "hasil.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["status_hitung"] == "dihitung"]
    assert rows
    criteria = [column.name for column in PACKET["jabatan"].columns if column.type.unit == "rupiah"]
    for row in rows:
        paid = sum(int(row[f"tpp_{name}"]) for name in criteria)
        tax = int(row["pph21"]) if masa < "2024" else 0
        assert int(row["tpp_bruto"]) == paid
        assert int(row["tpp_diterima"]) == paid - tax - int(row["iwp"])
    totals = read_receipt(folder / RECEIPT)["kendali"]
    sums = {name: sum(Fraction(row[name]) for row in rows) for name in totals}
    assert sums == {name: Fraction(total) for name, total in totals.items()}


PREDICATES = ("sangat_kurang", "kurang", "butuh_perbaikan", "baik", "sangat_baik")
CUTS = ("0", "0.0001", "12.5", "99.9999", "100", "120")


@months(2)
@given(seeds)
def test_a_better_predicate_never_lowers_the_allowance(tmp_path: Path, seed: int):
    assert_monotone(seed, "2024-03", tmp_path, "kinerja", "predikat", PREDICATES)


@months(2)
@given(seeds, masas)
def test_more_cuts_never_raise_the_allowance(tmp_path: Path, seed: int, masa: str):
    assert_monotone(seed, masa, tmp_path, "disiplin", "potongan_persen", CUTS[::-1])


def assert_monotone(seed: int, masa: str, folder: Path, file: str, column: str, rising: tuple[str, ...]) -> None:
    """The same person with each of the rising values gets no less with the next."""
    people = [person for person in random_people(seed, masa, 30) if getattr(person, file) is not None]
    same = [with_cell(person, file, column, value) for person in people for value in rising]
    run = compute_packet(packet_of_same_positions(same, masa, len(rising)), masa, folder)
    query = "SELECT tpp_bruto FROM hasil ORDER BY nip"
    gross = {number: value for number, (value,) in enumerate(run.connection.execute(query).fetchall())}
    rises = 0
    for first in range(0, len(same), len(rising)):
        ladder = [gross[first + step] for step in range(len(rising))]
        known = [value for value in ladder if value is not None]
        assert known == sorted(known), (people[first // len(rising)], ladder)
        rises += len(set(known)) > 1
    assert rises, "nobody's allowance depended on it"


def with_cell(person: Facts, file: str, column: str, value: str) -> Facts:
    parts: Mapping[str, Any] = vars(person) | {file: {**getattr(person, file), column: value}}
    return Facts(**parts)


def packet_of_same_positions(people: list[Facts], masa: str, size: int) -> Packet:
    """The packet of these people, ``size`` neighbours in one position."""
    packet = packet_of(people, masa)
    for number, row in enumerate(packet["pegawai"]):
        row["kode_jabatan"] = packet["pegawai"][number - number % size]["kode_jabatan"]
    return packet


@months(2)
@given(seeds, masas)
def test_a_withheld_person_never_stops_the_others(tmp_path: Path, seed: int, masa: str):
    packet = packet_of(random_people(seed, masa, 60), masa)
    packet["gaji"][0]["gaji_kotor"] = "seribu"
    run = compute_packet(packet, masa, tmp_path / "all")
    waiting = {number for number, row in amounts(run).items() if row[-1] == "tertahan"}
    assert waiting
    others = compute_packet(without(packet, waiting), masa, tmp_path / "others")
    assert amounts(others) == {number: row for number, row in amounts(run).items() if number not in waiting}
    assert {row[-1] for row in amounts(others).values()} == {"dihitung"}


def test_a_valid_packet_withholds_nobody(tmp_path: Path):
    """The packets of these tests: what they vary starts from people who all get their month."""
    run = compute_packet(valid_packet(4, "2024-03"), "2024-03", tmp_path)
    assert {row[-1] for row in amounts(run).values()} == {"dihitung"}
