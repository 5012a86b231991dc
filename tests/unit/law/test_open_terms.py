"""What the nation leaves open: a region's to state; else its own value where it has one, else unknown."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from tepat.engine.compute import Resources, compute
from tepat.lang.calendar import Masa
from tepat.lang.exact import Unknown
from tepat.law.bound import BoundBook
from tepat.law.consolidate import open_book
from tepat.law.person import Person
from tepat.law.proofs.unknowns import unknown_things
from tepat.law.shelf import select_national
from tests.packets import nip, valid_packet, write_packet
from tests.unit.law.packages import BASE, NATIONAL, Break, problems_of, shelf_of
from tests.unit.law.test_proofs import report_of
from tests.unit.law.test_time import instrument, variable

JANUARY = Masa(2024, 1)
RULES, FACE = f"{BASE}/aturan.toml", f"{NATIONAL}/aturan.toml"
UNSTATED = [
    Break(RULES, "[penghasilan]\n", '[penghasilan_lain]\nkeluaran = "x"\n'),
    Break(RULES, 'jumlah = "penghasilan"', 'jumlah = "penghasilan_lain"'),
]
UNREAD = '[terbuka.lain]\nlabel = "x"\nlabel_en = "x"\ntipe = "rupiah"\ndasar = "Pasal 1"\n\n'
WITH_VALUE = Break(FACE, "[terbuka.penghasilan]\n", "[terbuka.penghasilan]\nnilai = 200\n")


def book(root: Path, *breaks: Break) -> BoundBook:
    return open_book(shelf_of(root, [*breaks, ended()]), JANUARY)


def ended() -> Break:
    """Without the amendment, which speaks of the term itself."""
    return Break(
        f"{BASE.rsplit('/', 1)[0]}/perbup-2-2021/instrumen.toml", 'masa_pertama = "2021-03"', 'masa_pertama = "2099-01"'
    )


def person(bound: BoundBook) -> Person:
    return Person(bound, {"gaji": [{"gaji_kotor": Fraction(1000)}]})


def amount(bound: BoundBook, name: str) -> object:
    return person(bound).value((name,))


def test_a_term_that_nobody_stated_is_unknown_and_says_whose_it_is(tmp_path: Path):
    bound = book(tmp_path, *UNSTATED)
    assert isinstance(amount(bound, "pajak"), Unknown)
    reasons = [item.reason for item in unknown_things(bound) if item.name == "penghasilan"]
    assert reasons == ["dibiarkan terbuka oleh nasional/uu-1-2020 (Pasal 1) dan tidak ditetapkan daerah"]


def test_a_term_that_nobody_stated_withholds_only_through_what_reads_it(tmp_path: Path):
    unread = Break(FACE, "[terbuka.penghasilan]\n", UNREAD + "[terbuka.penghasilan]\n")
    causes = person(book(tmp_path, unread, *UNSTATED)).withheld
    assert ("penghasilan" in causes, "lain" in causes) == (True, False)


def test_a_month_with_a_term_that_nobody_stated_is_computed_and_withholds(tmp_path: Path):
    bound = book(tmp_path / "law", *UNSTATED)
    (tmp_path / "facts").mkdir()
    write_packet(valid_packet(people=1), tmp_path / "facts")
    run = compute(tmp_path / "facts", bound, Resources(threads=1))
    assert run.connection.execute("SELECT nip, pajak, status_hitung FROM hitung").fetchall() == [
        (nip(0), None, "tertahan")
    ]


def test_a_term_with_a_value_of_its_own_holds_until_a_region_states_it(tmp_path: Path):
    assert amount(book(tmp_path / "a", *UNSTATED, WITH_VALUE), "pajak") == 10
    assert problems_of(tmp_path / "b", [WITH_VALUE]) == [], "stating it is no departure"


def test_an_open_term_has_no_formula(tmp_path: Path):
    formula = Break(FACE, "[terbuka.penghasilan]\n", '[terbuka.penghasilan]\nrumus = "gaji_kotor"\n')
    assert "R-011" in {problem.code for problem in problems_of(tmp_path, [formula])}


# --- national instruments that refer to one another ------------------------------------------------------------------


def referring(key: str, *to: str) -> list[Break]:
    """A national instrument that reads ``pajak`` of another."""
    named = ", ".join(f'"nasional/{item}"' for item in to)
    rules = variable("pajak_lagi", "praktik", "PERSEN(50)", 'keluaran = "x"\n').replace(
        'tipe = "persen"', 'tipe = "rupiah"'
    )
    rules = rules.replace("PERSEN(50)", "pajak + pajak")
    return instrument(f"nasional/{key}", f'masa_pertama = "2020-01"\nmengacu = [{named}]\n', rules)


def by_itself(root: Path, breaks: Sequence[Break]) -> list[str]:
    shelf = shelf_of(root, breaks)
    package = shelf.national_package("nasional/pmk-2-2020", [])
    assert package is not None
    return [item.key for item in select_national(shelf, package, JANUARY, []).all]


def test_a_national_instrument_by_itself_stands_on_those_it_refers_to(tmp_path: Path):
    further = referring("pmk-2-2020", "uu-1-2020")
    case = Break("nasional/pmk-2-2020/kasus/x.toml", "harapan = {}", "harapan = { pajak_lagi = 10 }")
    used = Break(f"{BASE}/instrumen.toml", 'mengacu = ["', 'mengacu = ["nasional/pmk-2-2020", "')
    assert by_itself(tmp_path / "a", further) == ["nasional/uu-1-2020", "nasional/pmk-2-2020"]
    assert [problem.text() for problem in problems_of(tmp_path / "b", [*further, case, used])] == []
    assert report_of(tmp_path / "c", *further, case, used).cases == report_of(tmp_path / "d").cases + 1


def test_two_that_refer_to_each_other_each_take_part_once(tmp_path: Path):
    circle = [
        *referring("pmk-2-2020", "uu-1-2020"),
        Break(
            f"{NATIONAL}/instrumen.toml",
            'sumber = "naskah"\n\n[[pasal]]',
            'mengacu = ["nasional/pmk-2-2020"]\nsumber = "naskah"\n\n[[pasal]]',
        ),
    ]
    assert by_itself(tmp_path, circle) == ["nasional/uu-1-2020", "nasional/pmk-2-2020"]


# --- tables that are left open ---------------------------------------------------------------------------------------

TABLE = """
[tabel.tarif_predikat]
label = "x"
label_en = "x"
dasar = "praktik"
kunci = { predikat = "predikat" }
nilai = "persen"
"""
USE = '\n[pajak_predikat]\nlabel = "x"\nlabel_en = "x"\ntipe = "persen"\ndasar = "praktik"\nkeluaran = "x"\n'
USE += "rumus = \"TABEL('tarif_predikat', predikat)\"\n"


def table_rows(value: int) -> str:
    codes = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
    return "predikat,nilai,sumber\n" + "".join(f"{code},{value},x\n" for code in codes)


def national_table(terbuka: str, *stated: Break) -> list[Break]:
    """A table of the nation worth 1 % everywhere, read by a region that may state its own."""
    return [
        Break(FACE, "[pajak]\n", f"{TABLE.strip()}\n{terbuka}\n\n[pajak]\n"),
        Break("nasional/uu-1-2020/tabel/tarif_predikat.csv", "", table_rows(1)),
        Break(RULES, "[belum]\n", f"{USE.strip()}\n\n[belum]\n"),
        *stated,
    ]


OWN_TABLE = [
    Break(RULES, "[lama]\n", f"{TABLE.strip()}\n\n[lama]\n"),
    Break("daerah/contoh/perbup-1-2020/tabel/tarif_predikat.csv", "", table_rows(2)),
]


def rate(bound: BoundBook) -> object:
    return Person(bound, {"kinerja": [{"predikat": "baik"}]}).value(("pajak_predikat",))


def test_an_open_table_stands_until_a_region_states_its_own(tmp_path: Path):
    assert rate(book(tmp_path / "a", *national_table("terbuka = true"))) == Fraction(1, 100)
    assert rate(book(tmp_path / "b", *national_table("terbuka = true", *OWN_TABLE))) == Fraction(2, 100)


def test_a_table_that_is_not_open_is_the_nations(tmp_path: Path):
    codes = [problem.code for problem in problems_of(tmp_path, national_table("", *OWN_TABLE))]
    assert "R-087" in codes


def test_a_table_may_be_keyed_by_a_variable_of_rows(tmp_path: Path):
    kind = '[baris.cuti.macam]\nlabel = "x"\nlabel_en = "x"\ntipe = "kategori"\ndomain = ["lama", "singkat"]\n'
    kind += "dasar = \"praktik\"\nrumus = \"CASE WHEN panjang THEN 'lama' ELSE 'singkat' END\"\n\n"
    table = TABLE.strip().replace('predikat = "predikat"', 'macam = "macam"')
    value = '[baris.cuti.nilai_cuti]\nlabel = "x"\nlabel_en = "x"\ntipe = "persen"\ndasar = "praktik"\n'
    value += "rumus = \"TABEL('tarif_predikat', macam)\"\n\n"
    total = '[cuti_terbesar]\nlabel = "x"\nlabel_en = "x"\ntipe = "persen"\ndasar = "praktik"\nkeluaran = "x"\n'
    total += 'rumus = "CASE WHEN ADA(cuti_panjang) THEN TERBESAR(cuti_panjang.nilai_cuti) ELSE 0 END"\n\n'
    csv = "macam,nilai,sumber\nlama,7,x\nsingkat,0,x\n"
    bound = book(
        tmp_path,
        Break(RULES, "[belum]\n", f"{kind}{table}\n\n{value}{total}[belum]\n"),
        Break("daerah/contoh/perbup-1-2020/tabel/tarif_predikat.csv", "", csv),
    )
    person_on_leave = Person(bound, {"cuti": [{"mulai": JANUARY.first, "selesai": None}]})
    assert person_on_leave.value(("cuti_terbesar",)) == Fraction(7, 100)
