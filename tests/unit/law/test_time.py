"""The law in time: what revokes, ends, amends and departs, and when the office knew of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tepat.engine.findings import departures
from tepat.lang.calendar import Masa
from tepat.lang.errors import RegulationError
from tepat.law.compare import compare_books
from tepat.law.consolidate import consolidate, open_book
from tepat.law.rulebook import Article, RuleBook, digest, from_json, to_json
from tepat.law.stored import open_stored, stored_folders
from tests.unit.law.packages import AMENDMENT, BASE, FILES, NATIONAL, Break, problems_of, shelf_of

BASE_FACE, NEW_FACE, NEW_RULES = f"{BASE}/instrumen.toml", f"{AMENDMENT}/instrumen.toml", f"{AMENDMENT}/aturan.toml"
BASE_KEY, NEW_KEY = "contoh/perbup-1-2020", "contoh/perbup-2-2021"
BEFORE, AFTER = Masa(2021, 2), Masa(2021, 3)


def instrument(folder: str, face: str, rules: str = "") -> list[Break]:
    """A further instrument; ``face`` holds what differs from one to the other."""
    key = folder.rsplit("/", maxsplit=1)[1]
    common = (
        f'id = "{key}"\njenis = "Peraturan"\njudul = "Contoh"\nsingkatan = "{key}"\ndaerah = "contoh"\n'
        'sumber = "naskah"\n'
    )
    case = '[[kasus]]\nlabel = "x"\nsumber = "x"\nmasa = "2022-01"\ndiberikan = { penghasilan = 119 }\nharapan = {}\n'
    texts = {"instrumen.toml": common + face, "aturan.toml": rules, "kasus/x.toml": case}
    return [Break(f"{folder}/{name}", "", text) for name, text in texts.items()]


def variable(name: str, dasar: str, rumus: str, more: str = "") -> str:
    """A percentage with a formula."""
    return (
        f'[{name}]\n{more}label = "{name}"\nlabel_en = "{name}"\ntipe = "persen"\ndasar = "{dasar}"\n'
        f'rumus = "{rumus}"\n\n'
    )


def article(number: str, *parts: tuple[str, str]) -> str:
    """An article with its paragraphs."""
    text = f'[[pasal]]\nnomor = "{number}"\nsumber = "naskah"\n\n'
    for mark, words in parts:
        text += f'[[pasal.bagian]]\ntanda = "{mark}"\nnaskah = "{words}"\nstatus = "definisi"\n\n'
    return text


def operation(kind: str, number: str, *marks: str) -> str:
    """An ``[[operasi]]``."""
    named = ", ".join(f'"{mark}"' for mark in marks)
    return f'[[operasi]]\ndasar = "Pasal I"\njenis = "{kind}"\npasal = "{number}"\nbagian = [{named}]\n\n'


def book(root: Path, masa: Masa, breaks: Sequence[Break] = (), known_on: date | None = None) -> RuleBook:
    return consolidate(shelf_of(root, breaks), masa, known_on=known_on)


def codes(root: Path, masa: Masa, breaks: Sequence[Break]) -> list[str]:
    """The codes of the problems of a month."""
    with pytest.raises(RegulationError) as caught:
        open_book(shelf_of(root, breaks), masa)
    return [problem.code for problem in caught.value.problems]


def find(found: RuleBook, number: str) -> Article:
    return next(item for item in found.articles if item.number == number and not item.instrumen.startswith("nasional"))


# --- revocation and expiry -------------------------------------------------------------------------------------------

SUCCESSOR = instrument(
    "daerah/contoh/perbup-5-2022",
    'masa_pertama = "2022-01"\nmencabut = ["perbup-1-2020"]\n\n' + article("1", ("ayat (1)", "Baru.")),
    variable("nilai", "Pasal 1 ayat (1)", "PERSEN(70)"),
)


def test_a_revoked_regulation_and_its_amendments_end_where_the_new_one_begins(tmp_path: Path):
    assert [item.key for item in book(tmp_path, Masa(2022, 1), SUCCESSOR).instruments] == ["contoh/perbup-5-2022"]


def test_until_then_the_revoked_regulation_is_what_it_was(tmp_path: Path):
    last = book(tmp_path / "a", Masa(2021, 12), SUCCESSOR)
    assert last.fingerprints == book(tmp_path / "b", Masa(2021, 12)).fingerprints


def test_a_revocation_nobody_knew_of_revokes_nothing(tmp_path: Path):
    dated = [
        Break(item.file, "", (item.new or "").replace("masa_pertama", "diundangkan = 2022-05-01\nmasa_pertama"))
        for item in SUCCESSOR
    ]
    assert book(tmp_path / "a", Masa(2022, 1), dated, date(2022, 4, 30)).instruments[1].key == BASE_KEY
    assert book(tmp_path / "b", Masa(2022, 1), dated, date(2022, 5, 1)).instruments[0].key == "contoh/perbup-5-2022"


def test_what_is_made_after_the_revocation_cannot_be_revoked_by_it(tmp_path: Path):
    late = instrument("daerah/contoh/perbup-6-2022", 'masa_pertama = "2022-06"\nmengubah = "perbup-1-2020"\n')
    assert codes(tmp_path, Masa(2022, 6), [*SUCCESSOR, *late]) == ["R-083"]


def test_a_revocation_may_overtake_an_older_amendment(tmp_path: Path):
    """Known before the revocation, in force after its retroactive beginning: both are as the law makes them."""
    dated = [
        Break(item.file, "", (item.new or "").replace("masa_pertama", "diundangkan = 2022-05-01\nmasa_pertama"))
        for item in SUCCESSOR
    ]
    older = instrument(
        "daerah/contoh/perbup-6-2022",
        'diundangkan = 2022-02-01\nmasa_pertama = "2022-02"\nmengubah = "perbup-1-2020"\n',
    )
    assert [item.id for item in book(tmp_path, Masa(2022, 3), [*dated, *older]).instruments] == ["perbup-5-2022"]


def test_a_month_after_the_last_one_is_refused_with_what_ended_and_when(tmp_path: Path):
    ended = Break(BASE_FACE, "zona_waktu", 'masa_terakhir = "2021-12"\nzona_waktu')
    with pytest.raises(RegulationError) as caught:
        book(tmp_path, Masa(2022, 1), [ended])
    (problem,) = caught.value.problems
    assert problem.code == "R-080"
    assert BASE_KEY in problem.message().pesan
    assert "2021-12" in problem.message().pesan


def test_an_amendment_of_what_has_ended_is_refused(tmp_path: Path):
    ended = Break(BASE_FACE, "zona_waktu", 'masa_terakhir = "2021-02"\nzona_waktu')
    late = next(item for item in problems_of(tmp_path, [ended]) if item.place.file == f"{NEW_KEY}/instrumen.toml")
    assert (late.code, late.words["acuan"], late.words["terakhir"]) == ("R-082", "perbup-1-2020", "2021-02")


def test_a_temporary_amendment_leaves_what_was_before(tmp_path: Path):
    ended = Break(NEW_FACE, 'mengubah = "perbup-1-2020"', 'masa_terakhir = "2021-12"\nmengubah = "perbup-1-2020"')
    assert problems_of(tmp_path, [ended]) == []
    after = book(tmp_path / "a", Masa(2022, 1), [ended])
    assert after.fingerprints.keys() == book(tmp_path / "b", BEFORE).fingerprints.keys()
    assert "uang_makan" not in after.definitions


# --- chains ----------------------------------------------------------------------------------------------------------


def third(operations: str, texts: str, rules: str) -> list[Break]:
    """An amendment of the amendment."""
    face = f'masa_pertama = "2022-01"\nmengubah = "perbup-2-2021"\n\n{operations}{texts}'
    return instrument("daerah/contoh/perbup-3-2022", face, rules)


KEPT = (
    "".join(
        f'[{name}]\noperasi = "tetap"\nlabel = "x"\nlabel_en = "x"\ntipe = "rupiah"\ndasar = "Pasal 2"\n\n'
        for name in ('"tpp_{kriteria}"', "tpp_bruto", "penghasilan")
    )
    + FILES[NEW_RULES][FILES[NEW_RULES].index("[tabel.bagian]") : FILES[NEW_RULES].index('["tpp_{kriteria}"]')]
)


def test_the_third_replaces_what_the_second_replaced(tmp_path: Path):
    rules = variable("nilai", "Pasal 2 ayat (1)", "PERSEN(25)", 'operasi = "ganti"\n') + KEPT
    breaks = third(operation("ubah", "2"), article("2", ("ayat (1)", "Seperempat.")), rules)
    found = book(tmp_path, Masa(2022, 1), breaks)
    assert find(found, "2").history == (BASE_KEY, NEW_KEY, "contoh/perbup-3-2022")
    assert [part.text for part in find(found, "2").parts] == ["Seperempat."]
    assert found.definitions["nilai"].source.lineage == (
        f"{BASE_KEY}: Pasal 2 ayat (1)",
        f"{NEW_KEY}: Pasal 2 ayat (1)",
    )


def test_what_rests_on_the_second_must_be_spoken_of_by_the_third(tmp_path: Path):
    breaks = third(operation("ubah", "2"), article("2", ("ayat (1)", "Seperempat.")), KEPT)
    assert codes(tmp_path, Masa(2022, 1), breaks) == ["R-014"]


def test_the_third_deletes_what_the_second_inserted(tmp_path: Path):
    rules = (
        '[[hapus]]\nnama = "uang_makan"\ndasar = "Pasal I"\n\n'
        '[tpp_bruto]\noperasi = "ganti"\nlabel = "x"\nlabel_en = "x"\ntipe = "rupiah"\ndasar = "praktik"\n'
        'rumus = "JUMLAH_KELUARGA(kriteria, tpp_{kriteria})"\n'
    )
    found = book(tmp_path, Masa(2022, 1), third(operation("hapus", "2A"), "", rules))
    assert find(found, "2A").deleted
    assert "uang_makan" not in found.definitions


def test_what_rests_on_an_inserted_article_does_not_outlive_it(tmp_path: Path):
    assert codes(tmp_path, Masa(2022, 1), third(operation("hapus", "2A"), "", "")) == ["R-014"]


def test_a_deleted_article_is_not_changed_any_more(tmp_path: Path):
    breaks = third(operation("ubah", "3"), article("3", ("ayat (1)", "Lagi.")), "")
    assert codes(tmp_path, Masa(2022, 1), breaks) == ["R-016"]


def test_of_two_amendments_the_later_promulgated_prevails(tmp_path: Path):
    """Promulgated later, in force earlier: laid by the first month alone, the older one would undo it."""
    face = 'diundangkan = 2021-06-01\nmasa_pertama = "2021-01"\nmengubah = "perbup-1-2020"\n'
    rules = variable("nilai", "praktik", "PERSEN(10)", 'operasi = "ganti"\n')
    found = book(tmp_path, AFTER, instrument("daerah/contoh/perbup-4-2021", face, rules))
    assert found.definitions["nilai"].formula == "PERSEN(10)"


# --- national chains -------------------------------------------------------------------------------------------------


def national(first: str, rules: str, operations: str = "", more: str = "") -> list[Break]:
    face = f'masa_pertama = "{first}"\nmengubah = "uu-1-2020"\n{more}\n{operations}'
    return instrument("nasional/uu-9-2021", face, rules)


RATE = (
    '[parameter.tarif]\noperasi = "ganti"\nlabel = "Tarif"\nlabel_en = "Rate"\ntipe = "persen"\n'
    'dasar = "Pasal 1 ayat (1)"\nnilai = 6\n\n'
)
STAYS = '[pajak]\noperasi = "tetap"\nlabel = "x"\nlabel_en = "x"\ntipe = "rupiah"\ndasar = "Pasal 1"\n\n'
OPEN_STAYS = (
    '[terbuka.penghasilan]\noperasi = "tetap"\nlabel = "x"\nlabel_en = "x"\ntipe = "rupiah"\ndasar = "Pasal 1"\n'
)
CHANGE = operation("ubah", "1") + article("1", ("ayat (1)", "Pajak enam persen.")).replace(
    'status = "definisi"', 'status = "dihitung"\noleh = ["tarif", "pajak"]'
)
AMENDED = national("2021-01", RATE + STAYS + OPEN_STAYS, CHANGE)


def test_a_national_amendment_applies_wherever_the_amended_one_is_referred_to(tmp_path: Path):
    before, after = (book(tmp_path / str(masa), masa, AMENDED) for masa in (Masa(2020, 12), Masa(2021, 1)))
    assert [item.role for item in after.instruments] == ["nasional", "pengubah", "dasar"]
    assert (before.definitions["tarif"].value, after.definitions["tarif"].value) == ("1/20", "3/50")
    assert after.definitions["tarif"].source.lineage == ("nasional/uu-1-2020: Pasal 1 ayat (1)",)
    (changed,) = (item for item in after.articles if item.instrumen == "nasional/uu-1-2020")
    assert changed.history == ("nasional/uu-1-2020", "nasional/uu-9-2021")


def test_the_whole_nation_with_its_amendment_is_in_order(tmp_path: Path):
    assert [problem.text() for problem in problems_of(tmp_path, AMENDED)] == []


def test_a_national_amendment_is_held_to_the_articles_of_its_own_chain(tmp_path: Path):
    silent = national("2021-01", RATE + OPEN_STAYS, CHANGE)
    assert codes(tmp_path, Masa(2021, 1), silent) == ["R-014"]


def test_a_national_amendment_is_not_known_before_its_day(tmp_path: Path):
    dated = national("2021-01", RATE + STAYS + OPEN_STAYS, CHANGE, "diundangkan = 2021-04-01\n")
    assert book(tmp_path / "a", Masa(2021, 1), dated, date(2021, 3, 31)).definitions["tarif"].value == "1/20"
    assert book(tmp_path / "b", Masa(2021, 1), dated, date(2021, 4, 1)).definitions["tarif"].value == "3/50"


def test_a_national_amendment_of_nothing_is_refused(tmp_path: Path):
    lost = instrument("nasional/uu-9-2021", 'masa_pertama = "2021-01"\nmengubah = "uu-8-2020"\n')
    assert codes(tmp_path, BEFORE, lost) == ["R-005"]


# --- annexes ---------------------------------------------------------------------------------------------------------

ANNEX = [
    Break(BASE_FACE, 'nomor = "3"\n', 'nomor = "Lampiran A"\nsumber = "nomor"\n\n[[pasal]]\nnomor = "3"\n'),
    Break(
        f"{BASE}/aturan.toml",
        'label_en = "Allowance"\ndasar = "praktik"',
        'label_en = "Allowance"\ndasar = "Lampiran A nomor 1"',
    ),
]


def test_an_annex_owns_its_tables(tmp_path: Path):
    assert book(tmp_path, BEFORE, ANNEX).owner(book(tmp_path, BEFORE, ANNEX).tables["tunjangan"].source).number == (
        "Lampiran A"
    )


def test_an_amended_annex_holds_its_tables_to_account(tmp_path: Path):
    breaks = third(operation("ubah", "Lampiran A"), article("Lampiran A", ("nomor 1", "Baru.")), "")
    assert codes(tmp_path, Masa(2022, 1), [*ANNEX, *breaks]) == ["R-014"]


def test_a_basis_in_an_annex_that_is_not_there_is_refused(tmp_path: Path):
    assert codes(tmp_path, BEFORE, ANNEX[1:]) == ["R-017"]


# --- one name, two things --------------------------------------------------------------------------------------------

TWINS = [
    Break(
        f"{BASE}/aturan.toml",
        "[lama]\n",
        '[tabel.lama]\nlabel = "x"\nlabel_en = "x"\ndasar = "praktik"\nnilai = "persen"\ntidak_diketahui = "x"\n\n'
        "[lama]\n",
    ),
]


def test_of_two_things_of_one_name_the_named_kind_is_deleted(tmp_path: Path):
    told = Break(NEW_RULES, 'nama = "lama"\n', 'nama = "lama"\njenis = "variabel"\n')
    found = book(tmp_path, AFTER, [*TWINS, told])
    assert "lama" not in found.definitions
    assert "lama" in found.tables


def test_without_a_kind_neither_is_deleted(tmp_path: Path):
    assert "R-084" in codes(tmp_path, AFTER, TWINS)


# --- paragraphs ------------------------------------------------------------------------------------------------------

OLD = [
    (f"ayat ({number})", text)
    for number, text in enumerate(
        ("TPP dibayar menurut predikat.", "Dihitung setiap bulan.", "Kelengkapan disimpan."), start=1
    )
]
REMAIN = variable("nilai", "Pasal 2 ayat (1)", "PERSEN(50)", 'operasi = "tetap"\n').replace(
    'rumus = "PERSEN(50)"\n', ""
)


def paragraphs(root: Path, kind: str, marks: Sequence[str], parts: Sequence[tuple[str, str]]) -> RuleBook:
    """A second amendment of article 2 of the base regulation as it was made."""
    face = (
        f'masa_pertama = "2020-06"\nmengubah = "perbup-1-2020"\n\n{operation(kind, "2", *marks)}{article("2", *parts)}'
    )
    return book(root, Masa(2020, 6), instrument("daerah/contoh/perbup-3-2020", face, REMAIN + KEPT))


def test_only_the_named_paragraph_is_new(tmp_path: Path):
    found = find(paragraphs(tmp_path, "ubah", ["ayat (2)"], [("ayat (2)", "Dihitung setiap triwulan.")]), "2")
    third_key = "contoh/perbup-3-2020"
    assert [(part.mark, part.amended, part.history) for part in found.parts] == [
        ("ayat (1)", BASE_KEY, (BASE_KEY,)),
        ("ayat (2)", third_key, (BASE_KEY, third_key)),
        ("ayat (3)", BASE_KEY, (BASE_KEY,)),
    ]
    assert [part.text for part in found.parts] == [OLD[0][1], "Dihitung setiap triwulan.", OLD[2][1]]


def test_an_added_paragraph_stands_after_the_one_it_is_written_after(tmp_path: Path):
    found = find(paragraphs(tmp_path, "tambah", ["ayat (1a)"], [OLD[0], ("ayat (1a)", "Sisipan.")]), "2")
    assert [part.mark for part in found.parts] == ["ayat (1)", "ayat (1a)", "ayat (2)", "ayat (3)"]


def test_a_full_reprint_leaves_the_other_paragraphs_their_history(tmp_path: Path):
    found = find(paragraphs(tmp_path, "ubah", ["ayat (3)"], [*OLD[:2], ("ayat (3)", "Dibakar.")]), "2")
    assert [part.amended for part in found.parts] == [BASE_KEY, BASE_KEY, "contoh/perbup-3-2020"]


def test_a_reprint_that_changes_another_paragraph_is_refused(tmp_path: Path):
    with pytest.raises(RegulationError) as caught:
        paragraphs(tmp_path, "ubah", ["ayat (3)"], [OLD[0], ("ayat (2)", "Lain."), ("ayat (3)", "Dibakar.")])
    assert [(item.code, item.words["tanda"]) for item in caught.value.problems] == [("R-085", "ayat (2)")]


def test_a_deleted_paragraph_leaves_the_article(tmp_path: Path):
    face = f'masa_pertama = "2020-06"\nmengubah = "perbup-1-2020"\n\n{operation("hapus", "2", "ayat (3)")}'
    found = book(tmp_path, Masa(2020, 6), instrument("daerah/contoh/perbup-3-2020", face, REMAIN + KEPT))
    assert [part.mark for part in find(found, "2").parts] == ["ayat (1)", "ayat (2)"]
    assert not find(found, "2").deleted


def test_the_comparison_shows_the_changed_paragraph_alone(tmp_path: Path):
    new = paragraphs(tmp_path / "a", "ubah", ["ayat (2)"], [("ayat (2)", "Dihitung setiap triwulan.")])
    (change,) = (item for item in compare_books(book(tmp_path / "b", Masa(2020, 5)), new) if item.kind == "pasal")
    assert (change.before, change.after) == ("ayat (2) Dihitung setiap bulan.", "ayat (2) Dihitung setiap triwulan.")


# --- departing from higher law ---------------------------------------------------------------------------------------


def departing(words: str) -> Break:
    """The region's own rate of the nation's tax."""
    rate = RATE.replace("nilai = 6", f"nilai = 4\n{words}").replace("Pasal 1 ayat (1)", "Pasal 2 ayat (1)")
    return Break(NEW_RULES, "[parameter.uang_makan]", f"{rate}[parameter.uang_makan]")


def test_a_region_does_not_replace_what_the_nation_states(tmp_path: Path):
    assert codes(tmp_path, AFTER, [departing("")]) == ["R-087"]


def test_a_stated_departure_is_kept_and_told_in_every_month(tmp_path: Path):
    found = book(tmp_path, AFTER, [departing('menyimpang = "Pasal 1 UU 1/2020; praktik daerah"\n')])
    assert found.definitions["tarif"].value == "1/25"
    (finding,) = departures(found)
    assert (finding.kode, finding.nip, finding.variabel, finding.tingkat) == ("H-206", "", "tarif", "peringatan")
    assert "Pasal 1 UU 1/2020; praktik daerah" in finding.message().pesan


def test_a_region_without_departures_is_told_of_none(tmp_path: Path):
    assert list(departures(book(tmp_path, AFTER))) == []


def test_an_open_term_is_supplied_without_departing(tmp_path: Path):
    assert book(tmp_path, AFTER).definitions["penghasilan"].menyimpang == ""


def test_a_region_does_not_delete_what_the_nation_states(tmp_path: Path):
    assert "R-089" in codes(tmp_path, AFTER, [Break(NEW_RULES, 'nama = "lama"', 'nama = "pajak"')])


# --- three dates -----------------------------------------------------------------------------------------------------

OLD_RULE = "CASE WHEN ADA(cuti_panjang) THEN 0 ELSE TABEL('bagian', predikat) END"


def retroactive(more: str = "") -> list[Break]:
    """Made in March, in force from January."""
    face = f'diundangkan = 2021-03-15\n{more}masa_pertama = "2021-01"\nmengubah = "perbup-1-2020"\n'
    rules = variable("nilai", "praktik", "PERSEN(10)", 'operasi = "ganti"\n')
    return instrument("daerah/contoh/perbup-4-2021", face, rules)


@pytest.mark.parametrize(
    ("more", "known_on", "formula"),
    [
        ("", date(2021, 2, 1), OLD_RULE),
        ("", date(2021, 4, 1), "PERSEN(10)"),
        (
            "diketahui = 2021-04-20\n",
            date(2021, 4, 1),
            OLD_RULE,
        ),
        ("diketahui = 2021-04-20\n", date(2021, 4, 20), "PERSEN(10)"),
        ("diketahui = 2021-04-20\n", None, "PERSEN(10)"),
    ],
    ids=["before", "after", "promulgated and not known", "known", "as known today"],
)
def test_january_follows_the_law_as_it_was_known(tmp_path: Path, more: str, known_on: date | None, formula: str):
    found = book(tmp_path, Masa(2021, 1), retroactive(more), known_on)
    assert found.definitions["nilai"].formula == formula


# --- chosen folders --------------------------------------------------------------------------------------------------


def test_the_instruments_of_a_month_alone_make_its_rule_book(tmp_path: Path):
    whole = book(tmp_path, AFTER, [*AMENDED, *retroactive()])
    folders = {
        item.key: tmp_path / (item.key if "nasional" in item.key else f"daerah/{item.key}")
        for item in whole.instruments
    }
    assert open_stored("contoh", AFTER, folders).book == whole


def test_an_amendment_without_what_it_amends_makes_no_rule_book(tmp_path: Path):
    shelf_of(tmp_path)
    folders = stored_folders(tmp_path / "daerah")
    assert set(folders) == {BASE_KEY, NEW_KEY}
    with pytest.raises(RegulationError):
        open_stored("contoh", AFTER, {NEW_KEY: folders[NEW_KEY]})


def test_the_nation_is_not_amended_by_a_region(tmp_path: Path):
    """A region's instrument that names a national one as amended amends nothing."""
    breaks = [Break(NEW_FACE, 'mengubah = "perbup-1-2020"', f'mengubah = "{NATIONAL.split("/")[1]}"')]
    assert "R-005" in codes(tmp_path, AFTER, breaks)


# --- books stored before ---------------------------------------------------------------------------------------------


def test_a_book_stored_before_these_fields_keeps_its_fingerprints(tmp_path: Path):
    """Without the later fields a stored book is read, and every piece is what a receipt of that time recorded."""
    found = book(tmp_path, AFTER)
    stored = json.loads(to_json(found), object_hook=_without_later_fields)
    again = from_json(json.dumps(stored))
    recorded = {f"variabel {name}": digest(piece) for name, piece in stored["definitions"].items()}
    recorded |= {f"pasal {piece['instrumen']} {piece['number']}": digest(piece) for piece in stored["articles"]}
    assert recorded.items() <= again.fingerprints.items()
    assert {name for name in recorded if name.startswith("variabel")} <= found.fingerprints.keys()


def _without_later_fields(piece: dict[str, object]) -> dict[str, object]:
    """A piece as it was stored: paragraphs without a history, nothing that departs."""
    later = {"menyimpang", "known", "output", "zeroes", "runs"} | ({"amended", "history"} if "mark" in piece else set())
    return {name: value for name, value in piece.items() if name not in later}


# --- what an operation speaks of -------------------------------------------------------------------------------------

ONLY_FIRST = Break(NEW_FACE, 'jenis = "ubah"\npasal = "2"', 'jenis = "ubah"\npasal = "2"\nbagian = ["ayat (1)"]')
SECOND_PARAGRAPH = Break(
    f"{BASE}/aturan.toml",
    "[belum]\n",
    variable("lain", "Pasal 2 ayat (2)", "potongan_persen", 'keluaran = "dilihat"\n') + "[belum]\n",
)


def test_what_rests_on_another_paragraph_need_not_be_spoken_of(tmp_path: Path):
    assert codes(tmp_path / "seluruhnya", AFTER, [SECOND_PARAGRAPH]) == ["R-014"]
    assert "lain" in book(tmp_path / "sebagian", AFTER, [SECOND_PARAGRAPH, ONLY_FIRST]).definitions


def test_what_stays_is_named_in_the_operation(tmp_path: Path):
    stays = Break(NEW_FACE, 'jenis = "ubah"\npasal = "2"', 'jenis = "ubah"\npasal = "2"\ntetap = ["lain"]')
    assert "lain" in book(tmp_path, AFTER, [SECOND_PARAGRAPH, stays]).definitions


def test_only_what_rests_there_can_stay(tmp_path: Path):
    stays = Break(NEW_FACE, 'jenis = "ubah"\npasal = "2"', 'jenis = "ubah"\npasal = "2"\ntetap = ["lama"]')
    assert codes(tmp_path, AFTER, [stays]) == ["R-013"]
