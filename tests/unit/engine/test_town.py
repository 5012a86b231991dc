"""Days and posts summed into the month, further facts, what nobody states, and runs that are not everybody's."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from tepat.engine.compute import Run
from tepat.engine.difference import compare_packets as differ
from tepat.engine.explain import explain, explain_person
from tepat.engine.population import prove_tables
from tepat.engine.statement import STATUS
from tepat.lang.calendar import Masa
from tepat.lang.errors import PacketError, UsageError
from tepat.law.bind import bind
from tepat.law.consolidate import consolidate
from tepat.law.rulebook import from_json, to_json
from tepat.law.shelf import open_shelf
from tests.property.months import plain, typed_people, value_of
from tests.unit.cli.command import tepat
from tests.unit.engine.kota import FACTS, MONTH, MOVED, UNSTATED, UNTAXED, run_town, write_town


def result(run: Run, nip: str, *columns: str) -> tuple[object, ...]:
    (row,) = run.connection.execute(f"SELECT {', '.join(columns)} FROM hasil WHERE nip = ?", [nip]).fetchall()
    return tuple(row)


def codes(run: Run, nip: str) -> list[str]:
    return [item.kode for item in run.findings if item.nip == nip]


def replaced(file: str, old: str, new: str) -> dict[str, str]:
    assert old in FACTS[file]
    return {file: FACTS[file].replace(old, new)}


def test_posts_within_the_month_are_paid_by_their_days(tmp_path: Path):
    """10 of 30 days at 1,000,000 and 20 at 2,000,000, each rounded down."""
    assert result(run_town(tmp_path), MOVED, "tpp_bruto") == (333_333 + 1_333_333,)


def test_a_days_cut_is_rounded_in_rupiah_of_the_persons_own_amount(tmp_path: Path):
    """0.5 % and 1 % of 1,666,666, each rounded; Saturday does not count; 6,666 of the contribution is paid."""
    run = run_town(tmp_path)
    cuts = 8_333 + 16_667
    assert result(run, MOVED, "iwp", "tpp_diterima") == (16_666 - 6_666, 1_666_666 - 10_000 - cuts)


def test_two_duties_of_one_day_are_one_day(tmp_path: Path):
    run = run_town(tmp_path)
    assert run.connection.execute("SELECT nip, hari_tercatat FROM hitung ORDER BY nip").fetchall() == [
        (MOVED, 2),
        (UNSTATED, 0),
        (UNTAXED, 1),
    ]


def test_what_was_paid_for_another_month_is_not_counted(tmp_path: Path):
    other = replaced("pembayaran", f"{MOVED},2026-01,reguler,iwp,6666", f"{MOVED},2026-02,reguler,iwp,6666")
    assert result(run_town(tmp_path, other), MOVED, "iwp") == (16_666,)


def test_engine_and_interpreter_agree_on_everybody(tmp_path: Path):
    run = run_town(tmp_path)
    names = [item.name for item in run.bound.bound]
    assert max(item.turn for items in run.bound.rows.values() for item in items) == 1, "no row waits for its person"
    for nip, person in typed_people(run).items():
        query = f"SELECT {', '.join(names)} FROM hitung WHERE nip = ?"
        cells = run.connection.execute(query, [nip]).fetchone() or ()
        for item, cell in zip(run.bound.bound, cells, strict=True):
            assert value_of(item, cell) == plain(person.outcome(item.name).value), (nip, item.name)


def test_the_rule_book_comes_back_from_its_file(tmp_path: Path):
    package, _ = write_town(tmp_path)
    for run in ("reguler", "thr"):
        book = consolidate(open_shelf(str(package)), Masa.parse(MONTH), run=run)
        again = from_json(to_json(book))
        assert again == book
        assert again.fingerprints == book.fingerprints
        assert bind(again).reads == bind(book).reads


def test_one_statement_computes_the_month_too(tmp_path: Path):
    run = run_town(tmp_path)
    whole = run.connection.execute(run.statement.whole).fetchall()
    columns = ", ".join(("nip", *(item.name for item in run.statement.result), STATUS))
    stored = run.connection.execute(f"SELECT {columns} FROM hasil ORDER BY nip").fetchall()
    assert [(row[0], row[-1]) for row in whole] == [(row[0], row[-1]) for row in stored]
    assert [row[1] for row in whole] == [row[1] for row in stored]


# --- what nobody states ----------------------------------------------------------------------------------------------


def test_a_cell_no_source_states_withholds_with_the_row_that_asked(tmp_path: Path):
    run = run_town(tmp_path)
    assert result(run, UNSTATED, STATUS) == ("tertahan",)
    assert codes(run, UNSTATED) == ["H-111"]


def test_a_row_without_its_fact_is_told_with_its_column(tmp_path: Path):
    run = run_town(tmp_path, replaced("penempatan", f"{MOVED},J2,2026-01-11,20", f"{MOVED},J2,2026-01-11,"))
    told = next(item for item in run.findings if item.nip == MOVED and item.variabel == "tpp_bruto")
    assert told.kode == "H-111"
    assert "bagian" in told.message("id").pesan
    assert "penempatan" in told.message("id").perbaikan


def test_an_empty_column_that_is_summed_itself_is_named(tmp_path: Path):
    run = run_town(
        tmp_path, replaced("pembayaran", f"{MOVED},2026-01,reguler,iwp,6666", f"{MOVED},2026-01,reguler,iwp,")
    )
    assert codes(run, MOVED)[0].startswith("F-"), "an empty amount paid is refused at the entrance"


def test_a_divisor_of_zero_is_named(tmp_path: Path):
    run = run_town(tmp_path, replaced("disiplin", f"{MOVED},20,20", f"{MOVED},0,0"))
    (told,) = [item for item in run.findings if item.nip == MOVED and item.tingkat == "tahan"]
    assert told.kode == "H-112"
    assert "disiplin.hari_kerja" in told.message("id").pesan


def test_nobody_waits_without_a_word(tmp_path: Path):
    """A text that is no period makes a date unknown; no missing fact says so."""
    run = run_town(tmp_path, replaced("pegawai", "123456789012345,2020", "123456789012345,angkatan_lama"))
    assert result(run, MOVED, STATUS) == ("tertahan",)
    assert [code for code in codes(run, MOVED) if code != "H-205"] == ["H-110"]


def test_a_condition_makes_an_amount_zero_and_says_so(tmp_path: Path):
    run = run_town(tmp_path)
    assert result(run, UNTAXED, "tpp_bruto", "tpp_diterima", STATUS) == (1_000_000, 0, "dihitung")
    assert codes(run, UNTAXED) == ["H-207"]


def test_a_condition_on_rows_reads_row_variables_and_names_the_row(tmp_path: Path):
    run = run_town(tmp_path)
    (told, *_) = [item for item in run.findings if item.variabel == "menit_wajar"]
    assert (told.kode, told.nip, told.place.file, told.place.line) == ("H-205", MOVED, "harian.csv", 3)


def test_a_declared_file_must_be_there(tmp_path: Path):
    with pytest.raises(PacketError) as caught:
        run_town(tmp_path, {"penempatan": ""})
    assert [(problem.code, problem.words["berkas"]) for problem in caught.value.problems] == [("F-001", "penempatan")]


def test_a_declared_column_must_be_there(tmp_path: Path):
    lines = FACTS["pegawai"].splitlines()
    without = "\n".join(line.rpartition(",")[0] for line in lines) + "\n"
    with pytest.raises(PacketError) as caught:
        run_town(tmp_path, {"pegawai": without})
    assert [problem.code for problem in caught.value.problems] == ["F-006"]


# --- runs ------------------------------------------------------------------------------------------------------------


def test_a_run_has_its_own_formulas_and_people(tmp_path: Path):
    run = run_town(tmp_path, run="thr", order=2)
    assert run.connection.execute("SELECT nip, jenis_run, urutan FROM hasil ORDER BY nip").fetchall() == [
        (MOVED, "thr", 2),
        (UNSTATED, "thr", 2),
    ]
    assert result(run, MOVED, "tpp_diterima") == (1_666_666,)
    assert "iwp" not in [item.name for item in run.statement.result]
    assert codes(run, UNTAXED) == [], "who takes no part misses nothing"


def test_who_takes_no_part_is_not_told_what_is_missing(tmp_path: Path):
    run = run_town(tmp_path, replaced("disiplin", f"{UNTAXED},20,20", f"{UNTAXED},0,0"), run="thr")
    assert result(run, MOVED, STATUS) == ("dihitung",)
    assert codes(run, UNTAXED) == []


def test_a_run_may_be_like_another(tmp_path: Path):
    run = run_town(tmp_path, run="gaji_13")
    assert run.connection.execute("SELECT nip FROM hasil ORDER BY nip").fetchall() == [(MOVED,), (UNSTATED,)]
    assert result(run, MOVED, "tpp_diterima") == (1_666_666,)
    assert not {"iwp", "uang_angkatan"} & {item.name for item in run.statement.result}
    assert run.bound.book.run_period == "2026-15"


@pytest.mark.parametrize("run", ["thr", "gaji_13"])
def test_what_a_run_needs_is_asked_for_and_may_be_empty(run: str, tmp_path: Path):
    with pytest.raises(PacketError) as caught:
        run_town(tmp_path / "lupa", {"pembayaran": ""}, run)
    assert [(problem.code, problem.words["berkas"]) for problem in caught.value.problems] == [("F-001", "pembayaran")]
    none_yet = {"pembayaran": "nip,masa,jenis_run,variabel,nilai\n"}
    assert result(run_town(tmp_path / "kosong", none_yet, run), MOVED, "tpp_diterima") == (1_666_666,)


def test_a_regular_month_goes_without_what_another_run_needs(tmp_path: Path):
    assert result(run_town(tmp_path, {"pembayaran": ""}), MOVED, STATUS) == ("dihitung",)


def test_a_regular_run_has_one_row_per_nip_and_no_further_key(tmp_path: Path):
    run = run_town(tmp_path)
    first = [str(row[0]) for row in run.connection.execute("DESCRIBE hasil").fetchall()][:2]
    assert first == ["nip", "tpp_bruto"]


def test_a_run_is_published_verified_and_explained(tmp_path: Path):
    package, packet = write_town(tmp_path)
    target = tmp_path / "hasil"
    words = ("--regulasi", str(package), "--masa", MONTH, "--fakta", str(packet), "--keluaran", str(target))
    assert tepat("hitung", *words, "--jenis", "thr", "--urutan", "2").code == 1
    header = (target / "hasil.csv").read_text("utf-8").splitlines()[0]
    assert header.startswith("nip,jenis_run,urutan,")
    receipt = json.loads((target / "tanda_terima.json").read_text("utf-8"))
    assert (receipt["jenis_run"], receipt["urutan"]) == ("thr", 2)
    assert tepat("periksa", str(target)).code == 0
    assert tepat("jelaskan", "--keluaran", str(target), "--nip", MOVED).code == 0


def test_a_changed_run_number_is_noticed(tmp_path: Path):
    package, packet = write_town(tmp_path)
    target = tmp_path / "hasil"
    words = ("--regulasi", str(package), "--masa", MONTH, "--fakta", str(packet), "--keluaran", str(target))
    tepat("hitung", *words, "--jenis", "thr", "--urutan", "2")
    path = target / "hasil.csv"
    path.write_text(path.read_text("utf-8").replace(",thr,2,", ",thr,3,"), "utf-8")
    told = tepat("periksa", str(target))
    assert told.code == 1
    assert "urutan" in told.out + told.err


def test_an_unknown_kind_of_run_is_refused_with_those_there_are(tmp_path: Path):
    package, packet = write_town(tmp_path)
    words = ("--regulasi", str(package), "--masa", MONTH, "--fakta", str(packet), "--keluaran", str(tmp_path / "x"))
    told = tepat("hitung", *words, "--jenis", "tr")
    assert told.code == 2
    assert "R-025" in told.err
    assert "thr" in told.err


# --- told ------------------------------------------------------------------------------------------------------------


def test_each_days_cut_is_told_with_its_date_minutes_and_article(tmp_path: Path):
    step = explain_person(run_town(tmp_path), MOVED).steps["tpp_diterima"]
    told = [(note.berkas, note.nilai, note.dasar) for note in step.baris]
    assert told == [("harian", "Rp 8.333", "Pasal 1"), ("harian", "Rp 16.667", "Pasal 1")]
    assert "tanggal 5 Januari 2026" in step.baris[0].pengenal
    assert "menit terlambat 20" in step.baris[0].pengenal


def test_the_stored_row_tells_the_days_as_the_packet_does(tmp_path: Path):
    package, packet = write_town(tmp_path)
    target = tmp_path / "hasil"
    tepat("hitung", "--regulasi", str(package), "--masa", MONTH, "--fakta", str(packet), "--keluaran", str(target))
    stored = explain(target, MOVED)
    (target / "derivasi.parquet").unlink()
    again = explain(target, MOVED)
    assert stored.steps == again.steps
    assert len(stored.steps["tpp_diterima"].baris) == 2


def test_every_table_answers_every_row_that_asks(tmp_path: Path):
    proofs = {(item.table, item.variable): item for item in prove_tables(run_town(tmp_path))}
    assert {item.sound for item in proofs.values()} == {True}
    (tariff,) = [item for (table, _), item in proofs.items() if table == "tarif"]
    assert tariff.grain == "penempatan"
    assert [hits for _, hits in tariff.hits] == [2, 1, 1]
    assert Fraction(sum(hits for _, hits in tariff.hits)) == 4


# --- told apart ------------------------------------------------------------------------------------------------------


def published(folder: Path, name: str, facts: dict[str, str], *more: str) -> Path:
    package, packet = write_town(folder / name, facts)
    target = folder / f"hasil-{name}"
    words = ("--regulasi", str(package), "--masa", MONTH, "--fakta", str(packet), "--keluaran", str(target))
    tepat("hitung", *words, *more)
    return target


def test_a_changed_day_and_a_changed_post_are_told_apart_with_their_files(tmp_path: Path):
    """A file that only the package knows is exchanged like any other."""
    old = published(tmp_path, "lama", {})
    facts = replaced("penempatan", f"{MOVED},J2,2026-01-11,20", f"{MOVED},J2,2026-01-11,19")
    facts |= replaced("harian", f"{MOVED},2026-01-05,,,,,,20,", f"{MOVED},2026-01-05,,,,,,0,")
    new = published(tmp_path, "baru", facts)
    found = differ(old, new, MOVED)
    assert [cause.what for cause in found.causes] == [(("harian", "diubah"),), (("penempatan", "diubah"),)]
    shares = [item for item in found.contributions if (item.nip, item.variable) == (MOVED, "tpp_bruto")]
    assert [(item.before, item.after) for item in shares] == [(1_666_666, 1_599_999)]
    assert [change.column for change in found.causes[1].cells] == ["hari"]


def test_two_runs_of_one_kind_are_compared_as_that_kind(tmp_path: Path):
    facts = replaced("penempatan", f"{MOVED},J2,2026-01-11,20", f"{MOVED},J2,2026-01-11,19")
    old, new = (published(tmp_path, name, had, "--jenis", "thr") for name, had in (("lama", {}), ("baru", facts)))
    found = differ(old, new)
    assert {(item.nip, item.variable) for item in found.contributions} >= {(MOVED, "tpp_diterima")}


def test_runs_of_two_kinds_are_not_compared(tmp_path: Path):
    old, new = published(tmp_path, "lama", {}), published(tmp_path, "baru", {}, "--jenis", "thr")
    with pytest.raises(UsageError) as caught:
        differ(old, new)
    assert caught.value.problems[0].code == "U-007"
