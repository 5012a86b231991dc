"""The rule book of a month: an amendment laid on what it amends, with its lineage, and nothing before its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.lang.errors import RegulationError
from tepat.lang.exact import Unknown
from tepat.law.bind import bind
from tepat.law.consolidate import consolidate
from tepat.law.person import Person
from tepat.law.rulebook import Article, RuleBook, from_json, to_json
from tepat.law.shelf import Shelf, open_shelf
from tests.unit.law.packages import AMENDMENT, BASE, NATIONAL, Break, shelf_of

BEFORE, AFTER = Masa(2021, 2), Masa(2021, 3)
BASE_KEY, NEW_KEY = "contoh/perbup-1-2020", "contoh/perbup-2-2021"
ROWS = {
    "pegawai": [{"nip": "190001012020011001", "kode_jabatan": "J"}],
    "jabatan": [{"kode_jabatan": "J", "beban_kerja": Fraction(111), "prestasi_kerja": Fraction(20)}],
    "kinerja": [{"predikat": "baik"}],
    "gaji": [{"gaji_kotor": Fraction(1000)}],
}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_of(tmp_path)


def amount(book: RuleBook, name: str) -> object:
    return Person(bind(book), ROWS).outcome(name).value


def article(book: RuleBook, number: str) -> Article:
    return next(item for item in book.articles if item.number == number and item.instrumen != NATIONAL)


# --- months --------------------------------------------------------------------------------------------------------


def test_an_amendment_changes_nothing_before_its_first_month(shelf: Shelf):
    first = consolidate(shelf, Masa(2020, 1))
    last = consolidate(shelf, BEFORE)
    assert replace(last, masa=first.masa) == first
    assert amount(last, "tpp_bruto") == 99 + 18 + 10


def test_an_amendment_holds_from_its_first_month(shelf: Shelf):
    book = consolidate(shelf, AFTER)
    assert amount(book, "tpp_bruto") == 55 + 10 + 7
    assert [item.role for item in book.instruments] == ["nasional", "dasar", "pengubah"]
    assert replace(consolidate(shelf, Masa(2030, 12)), masa=AFTER) == book


def test_an_amendment_that_was_not_promulgated_yet_is_not_known(shelf: Shelf):
    known_before = consolidate(shelf, AFTER, known_on=date(2021, 2, 9))
    assert known_before == replace(consolidate(shelf, BEFORE), masa=AFTER)
    assert consolidate(shelf, AFTER, known_on=date(2021, 2, 10)) == consolidate(shelf, AFTER)


def test_a_regulation_ends_with_its_last_month(tmp_path: Path):
    ended = Break(f"{BASE}/instrumen.toml", "zona_waktu", 'masa_terakhir = "2021-02"\nzona_waktu')
    shelf = shelf_of(tmp_path, [ended])
    assert consolidate(shelf, BEFORE).masa == BEFORE
    with pytest.raises(RegulationError) as caught:
        consolidate(shelf, AFTER)
    (problem,) = caught.value.problems
    assert (problem.code, problem.words["instrumen"], problem.words["terakhir"]) == ("R-080", BASE_KEY, "2021-02")


def test_a_folder_outside_the_project_is_a_region_of_its_own(tmp_path: Path, shelf: Shelf):
    outside = open_shelf(str(tmp_path / "daerah/contoh"), tmp_path)
    assert consolidate(outside, AFTER) == consolidate(shelf, AFTER)


# --- lineage -------------------------------------------------------------------------------------------------------


def test_a_replaced_rule_knows_who_stated_it_before(shelf: Shelf):
    source = consolidate(shelf, AFTER).definitions["nilai"].source
    assert source.instrumen == NEW_KEY
    assert source.lineage == (f"{BASE_KEY}: Pasal 2 ayat (1)",)


def test_a_rule_that_stays_is_the_base_regulations(shelf: Shelf):
    before, after = consolidate(shelf, BEFORE), consolidate(shelf, AFTER)
    for name in ("penghasilan", "tpp_beban_kerja", "tpp_prestasi_kerja"):
        assert after.definitions[name] == before.definitions[name]
    assert after.tables["bagian"] == before.tables["bagian"]


def test_an_open_term_of_the_nation_is_supplied_by_the_region(shelf: Shelf):
    source = consolidate(shelf, BEFORE).definitions["penghasilan"].source
    assert (source.instrumen, source.lineage) == (BASE_KEY, (f"{NATIONAL}: Pasal 1",))


def test_a_chain_of_amendments_is_laid_in_order(tmp_path: Path):
    second = "daerah/contoh/perbup-3-2022"
    face = (
        'id = "perbup-3-2022"\njenis = "Peraturan Bupati"\njudul = "Perubahan kedua"\nsingkatan = "Perbup 3/2022"\n'
        'daerah = "contoh"\nmasa_pertama = "2022-01"\nmengubah = "perbup-2-2021"\nsumber = "naskah"\n'
    )
    rules = (
        '[nilai]\noperasi = "ganti"\nlabel = "Nilai"\nlabel_en = "Value"\ntipe = "persen"\ndasar = "praktik"\n'
        'rumus = "PERSEN(25)"\n'
    )
    shelf = shelf_of(tmp_path, [Break(f"{second}/instrumen.toml", "", face), Break(f"{second}/aturan.toml", "", rules)])
    book = consolidate(shelf, Masa(2022, 1))
    assert book.definitions["nilai"].source.lineage == (
        f"{BASE_KEY}: Pasal 2 ayat (1)",
        f"{NEW_KEY}: Pasal 2 ayat (1)",
    )
    assert amount(book, "tpp_bruto") == 27 + 5 + 7
    assert amount(consolidate(shelf, Masa(2021, 12)), "tpp_bruto") == 55 + 10 + 7


# --- supplement ----------------------------------------------------------------------------------------------------


def supplement(folder: Path, rules: str) -> Path:
    folder.mkdir()
    face = (
        'id = "tambahan"\njenis = "Pelengkap"\njudul = "Contoh, bukan hukum"\nsingkatan = "Pelengkap"\n'
        'daerah = "contoh"\nmasa_pertama = "2020-01"\nsumber = "contoh"\n'
    )
    (folder / "instrumen.toml").write_text(face, "utf-8")
    (folder / "aturan.toml").write_text(rules, "utf-8")
    return folder


def supplied(name: str) -> str:
    return f'[{name}]\nlabel = "x"\nlabel_en = "x"\ntipe = "rupiah"\ndasar = "contoh"\nrumus = "RUPIAH(9)"\n'


def test_a_supplement_supplies_what_the_law_leaves_unknown(shelf: Shelf, tmp_path: Path):
    assert isinstance(amount(consolidate(shelf, BEFORE), "belum"), Unknown)
    book = consolidate(shelf, BEFORE, supplement(tmp_path / "tambahan", supplied("belum")))
    assert amount(book, "belum") == 9
    assert book.definitions["belum"].source.sumber == "contoh"


def test_a_supplement_does_not_change_the_law(shelf: Shelf, tmp_path: Path):
    with pytest.raises(RegulationError) as caught:
        consolidate(shelf, BEFORE, supplement(tmp_path / "tambahan", supplied("penghasilan")))
    assert [problem.code for problem in caught.value.problems] == ["R-012"]


ALLOWANCE = '[tabel.tunjangan]\nlabel = "x"\nlabel_en = "x"\ndasar = "contoh"\nlapis = "rupiah"\nnilai = "rupiah"\n'
KNOWN_ROWS = ",1000,10,praktik\n1000,2000,20,praktik\n2000,,30,praktik\n"


def supply_allowance(folder: Path) -> Path:
    made = supplement(folder, ALLOWANCE)
    (made / "tabel").mkdir()
    (made / "tabel/tunjangan.csv").write_text("lebih_dari,sampai_dengan,nilai,sumber\n,,8,contoh\n", "utf-8")
    return made


def test_a_supplement_supplies_a_table_none_of_whose_cells_is_known(tmp_path: Path):
    unknown = Break(f"{BASE}/tabel/tunjangan.csv", KNOWN_ROWS, ",,tidak_diketahui,praktik\n")
    shelf = shelf_of(tmp_path, [unknown])
    assert isinstance(amount(consolidate(shelf, BEFORE), "tpp_bruto"), Unknown)
    book = consolidate(shelf, BEFORE, supply_allowance(tmp_path / "tambahan"))
    assert amount(book, "tpp_bruto") == 99 + 18 + 8


def test_a_supplement_does_not_replace_a_table_of_which_a_cell_is_known(tmp_path: Path):
    partly = Break(f"{BASE}/tabel/tunjangan.csv", "2000,,30,praktik", "2000,,tidak_diketahui,praktik")
    shelf = shelf_of(tmp_path, [partly])
    with pytest.raises(RegulationError) as caught:
        consolidate(shelf, BEFORE, supply_allowance(tmp_path / "tambahan"))
    assert [problem.code for problem in caught.value.problems] == ["R-012"]


# --- articles ------------------------------------------------------------------------------------------------------


def test_a_deleted_article_lives_on_without_paragraphs(shelf: Shelf):
    deleted = article(consolidate(shelf, AFTER), "3")
    assert (deleted.deleted, deleted.parts, deleted.history) == (True, (), (BASE_KEY, NEW_KEY))
    assert deleted.operation == "Pasal I angka 2"
    assert not article(consolidate(shelf, BEFORE), "3").deleted


def test_what_rested_on_a_deleted_article_is_gone_by_name(shelf: Shelf):
    book = consolidate(shelf, AFTER)
    assert "lama" not in book.definitions
    assert book.deleted == {"lama": f"{NEW_KEY}: Pasal I angka 2"}
    assert "lama" in consolidate(shelf, BEFORE).definitions


def test_nothing_living_may_read_what_was_deleted(tmp_path: Path):
    reading = Break(f"{AMENDMENT}/aturan.toml", 'rumus = "PERSEN(50)"', 'rumus = "PERSEN(50) * lama"')
    with pytest.raises(RegulationError) as caught:
        bind(consolidate(shelf_of(tmp_path, [reading]), AFTER))
    assert [(problem.code, problem.words["nama"]) for problem in caught.value.problems] == [("L-010", "lama")]


def test_an_inserted_article_stands_beside_the_base_regulations(shelf: Shelf):
    inserted = article(consolidate(shelf, AFTER), "2A")
    assert (inserted.instrumen, inserted.amended, inserted.history) == (NEW_KEY, NEW_KEY, (NEW_KEY,))


def test_a_changed_article_has_the_new_text_and_both_in_its_history(shelf: Shelf):
    changed = article(consolidate(shelf, AFTER), "2")
    assert [part.text for part in changed.parts] == ["TPP dibayar separuh."]
    assert (changed.instrumen, changed.amended, changed.history) == (BASE_KEY, NEW_KEY, (BASE_KEY, NEW_KEY))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('jenis = "sisip"\npasal = "2A"', 'jenis = "sisip"\npasal = "3"'),
        ('jenis = "hapus"\npasal = "3"', 'jenis = "hapus"\npasal = "4"'),
        ('jenis = "ubah"\npasal = "2"\n', 'jenis = "ubah"\npasal = "1"\n'),
    ],
    ids=["inserted although it is there", "deleted although it is not", "changed without its new text"],
)
def test_an_operation_that_does_not_fit_its_article_is_a_problem(old: str, new: str, tmp_path: Path):
    shelf = shelf_of(tmp_path, [Break(f"{AMENDMENT}/instrumen.toml", old, new)])
    with pytest.raises(RegulationError) as caught:
        consolidate(shelf, AFTER)
    assert "R-016" in {problem.code for problem in caught.value.problems}


def test_every_rule_of_a_changed_article_must_be_spoken_of(tmp_path: Path):
    silent = Break(f"{AMENDMENT}/aturan.toml", '[penghasilan]\noperasi = "tetap"', '[pendapatan]\noperasi = "tetap"')
    with pytest.raises(RegulationError) as caught:
        consolidate(shelf_of(tmp_path, [silent]), AFTER)
    found = {(problem.code, problem.words["nama"]) for problem in caught.value.problems}
    assert ("R-014", "penghasilan") in found


RESTING_CONDITION = Break(
    f"{BASE}/aturan.toml", 'dasar = "praktik"\n\n[[kekekalan]]', 'dasar = "Pasal 2"\n\n[[kekekalan]]'
)

STATED_ANEW = Break(
    f"{AMENDMENT}/aturan.toml",
    "[nilai]\n",
    '[[syarat]]\nnama = "gaji_ada"\nuji = "gaji_kotor > 9"\nakibat = "peringatan"\npesan = "a"\npesan_en = "a"\n'
    'perbaikan = "b"\nperbaikan_en = "b"\ndasar = "Pasal 2 ayat (1)"\n\n[nilai]\n',
)


def test_a_condition_of_a_changed_article_must_be_spoken_of_too(tmp_path: Path):
    with pytest.raises(RegulationError) as caught:
        consolidate(shelf_of(tmp_path, [RESTING_CONDITION]), AFTER)
    assert [(problem.code, problem.words["nama"]) for problem in caught.value.problems] == [("R-014", "gaji_ada")]


@pytest.mark.parametrize(
    ("spoken", "condition"),
    [
        (
            Break(f"{AMENDMENT}/instrumen.toml", 'pasal = "2"\n', 'pasal = "2"\ntetap = ["gaji_ada"]\n'),
            "gaji_kotor > 0",
        ),
        (
            Break(
                f"{AMENDMENT}/aturan.toml",
                "[nilai]\n",
                '[[hapus]]\nnama = "gaji_ada"\ndasar = "Pasal I angka 1"\n\n[nilai]\n',
            ),
            None,
        ),
        (STATED_ANEW, "gaji_kotor > 9"),
    ],
    ids=["it stays", "it is taken away", "it is stated anew"],
)
def test_a_condition_spoken_of_is_as_the_amendment_says(spoken: Break, condition: str | None, tmp_path: Path):
    book = consolidate(shelf_of(tmp_path, [RESTING_CONDITION, spoken]), AFTER)
    assert next((item.test for item in book.conditions if item.name == "gaji_ada"), None) == condition


def test_a_condition_stated_anew_says_what_it_replaced(tmp_path: Path):
    book = consolidate(shelf_of(tmp_path, [RESTING_CONDITION, STATED_ANEW]), AFTER)
    (source,) = (item.source for item in book.conditions if item.name == "gaji_ada")
    assert source.lineage == (f"{BASE_KEY}: Pasal 2",)


# --- families ------------------------------------------------------------------------------------------------------


def test_a_member_may_have_a_formula_of_its_own(tmp_path: Path):
    own = Break(
        f"{BASE}/aturan.toml",
        "[tpp_bruto]",
        '[tpp_prestasi_kerja]\nlabel = "x"\nlabel_en = "x"\ntipe = "rupiah"\ndasar = "praktik"\n'
        'rumus = "RUPIAH(3)"\n\n[tpp_bruto]',
    )
    book = consolidate(shelf_of(tmp_path, [own]), BEFORE)
    assert amount(book, "tpp_beban_kerja") == 99
    assert amount(book, "tpp_prestasi_kerja") == 3
    assert amount(book, "tpp_bruto") == 99 + 3 + 10


def test_a_family_formula_is_stated_once_and_labelled_for_each_member(shelf: Shelf):
    book = consolidate(shelf, BEFORE)
    assert book.definitions["tpp_beban_kerja"].label == "TPP beban kerja"
    assert book.definitions["tpp_beban_kerja"].formula == book.definitions["tpp_prestasi_kerja"].formula


# --- the stored book -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("masa", [BEFORE, AFTER])
def test_a_stored_rule_book_is_read_back_equal(shelf: Shelf, masa: Masa):
    book = consolidate(shelf, masa)
    again = from_json(to_json(book))
    assert again == book
    assert again.fingerprints == book.fingerprints
    assert to_json(again) == to_json(book)


@pytest.mark.parametrize("masa", [Masa(2023, 1), Masa(2023, 12), Masa(2024, 1), Masa(2026, 6)])
def test_the_stored_book_of_balangan_is_read_back_equal(masa: Masa):
    book = consolidate(open_shelf("balangan"), masa)
    assert from_json(to_json(book)) == book


def test_what_is_not_a_rule_book_is_refused():
    with pytest.raises(ValueError, match="RuleBook"):
        from_json('{"region": "contoh"}')


def changed_names(before: RuleBook, after: RuleBook) -> set[str]:
    names = set(before.fingerprints) | set(after.fingerprints)
    return {name for name in names if before.fingerprints.get(name) != after.fingerprints.get(name)}


Change = Callable[[RuleBook], RuleBook]


def _definition(book: RuleBook) -> RuleBook:
    changed = replace(book.definitions["nilai"], formula="PERSEN(51)")
    return replace(book, definitions={**book.definitions, "nilai": changed})


def _table(book: RuleBook) -> RuleBook:
    table = book.tables["bagian"].table
    assert table is not None
    rows = (replace(table.rows[0], value=Fraction(1, 3)), *table.rows[1:])
    changed = replace(book.tables["bagian"], table=replace(table, rows=rows))
    return replace(book, tables={**book.tables, "bagian": changed})


def _relation(book: RuleBook) -> RuleBook:
    changed = replace(book.relations["cuti_panjang"], condition="NOT panjang")
    return replace(book, relations={**book.relations, "cuti_panjang": changed})


def _row(book: RuleBook) -> RuleBook:
    changed = replace(book.row_definitions["cuti"]["panjang"], formula="selesai IS NOT NULL")
    return replace(book, row_definitions={"cuti": {"panjang": changed}})


def _family(book: RuleBook) -> RuleBook:
    family = book.families["kriteria"]
    return replace(book, families={"kriteria": replace(family, members={**family.members, "baru": ("b", "b")})})


def _condition(book: RuleBook) -> RuleBook:
    return replace(book, conditions=(replace(book.conditions[0], effect="tahan"),))


def _conservation(book: RuleBook) -> RuleBook:
    return replace(book, conservations=(replace(book.conservations[0], parts="gaji_kotor"),))


def _article(book: RuleBook) -> RuleBook:
    return replace(
        book, articles=tuple(replace(item, title="x") if item.number == "2" else item for item in book.articles)
    )


def _zone(book: RuleBook) -> RuleBook:
    return replace(book, zone="Asia/Jayapura")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_definition, "variabel nilai"),
        (_table, "tabel bagian"),
        (_relation, "relasi cuti_panjang"),
        (_row, "baris cuti.panjang"),
        (_family, "keluarga kriteria"),
        (_condition, "syarat gaji_ada"),
        (_conservation, "kekekalan penghasilan"),
        (_article, f"pasal {BASE_KEY} 2"),
        (_zone, "daerah"),
    ],
)
def test_a_fingerprint_names_what_was_changed(change: Change, name: str, shelf: Shelf):
    book = consolidate(shelf, BEFORE)
    assert changed_names(book, change(book)) == {name}


def test_every_kind_of_piece_has_a_fingerprint(shelf: Shelf):
    kinds = {name.split()[0] for name in consolidate(shelf, BEFORE).fingerprints}
    assert kinds == {"variabel", "tabel", "relasi", "keluarga", "baris", "syarat", "kekekalan", "pasal", "daerah"}
