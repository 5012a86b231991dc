"""Escaped defects, each with the test that now guards it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tepat.engine.compute import Resources, compute
from tepat.lang.calendar import Masa
from tepat.lang.errors import RegulationError
from tepat.lang.exact import Value
from tepat.law.bind import bind
from tepat.law.consolidate import consolidate
from tests.packets import nip, valid_packet, write_packet
from tests.property.evaluation import by_interpreter, by_sql, read
from tests.property.months import Facts, assert_same, compute_packet, interpreted, packet_of
from tests.unit.lang.scopes import problem, typed
from tests.unit.law.packages import AMENDMENT, BASE, NATIONAL, Break, problems_of, shelf_of

RULES = f"{BASE}/aturan.toml"

# --- the compiler against the interpreter ----------------------------------------------------------------------------

COMPUTED: list[tuple[str, str, dict[str, Value]]] = [
    (
        "literals beyond 32 bits",
        "TABEL('besaran', jenis, pangkat) * 1000",
        {"jenis": "c", "pangkat": "x"},
    ),
    (
        "literals beyond 32 bits",
        "CASE WHEN setuju THEN 120000 ELSE 50000 END * 50000",
        {"setuju": True},
    ),
    ("a finer option of IN", "kelas IN (0.5, 1.5)", {"kelas": Fraction(5)}),
    ("PROGRESIF of a negative amount", "PROGRESIF('progresif', selisih)", {"selisih": Fraction(-50)}),
    ("two wrong divisors", "BULAT_KE_BAWAH(12 / anak / anak)", {"anak": Fraction(-3)}),
    (
        "two wrong divisors",
        "BULAT_KE_BAWAH(12 / (kelas / anak))",
        {"kelas": Fraction(3), "anak": Fraction(-2)},
    ),
    (
        "two wrong divisors",
        "BULAT_KE_BAWAH(1 / anak + 1 / (2 * anak))",
        {"anak": Fraction(-3)},
    ),
    ("one band without bounds", "LAPIS('lapisan', 'c', RUPIAH(5))", {}),
]


@pytest.mark.parametrize(("name", "text", "row"), COMPUTED, ids=[f"{name}: {text}" for name, text, _ in COMPUTED])
def test_a_formula_has_one_value(name: str, text: str, row: dict[str, Value]):
    formula = read(text)
    ((value,),) = by_sql([formula.typed], [row], formula.columns)
    assert value == by_interpreter(formula, row)


# --- the checker ------------------------------------------------------------------------------------------------------


def test_a_comparison_of_more_than_38_digits_is_refused():
    assert problem(f"gaji * {10**25} < 0.{'0' * 12}1").code == "L-025"


@pytest.mark.parametrize("text", ["BULAT_KE_BAWAH(7 / 0)", "BULAT_KE_BAWAH(7 / (0 - 2))"])
def test_a_constant_divisor_that_is_not_positive_is_a_problem_with_a_place(text: str):
    assert problem(text).place.line == 1


@pytest.mark.parametrize("text", ["TAMBAH_BULAN(AWAL_MASA(), 9999999)", "TAMBAH_HARI(mulai, 99999999999)"])
def test_a_date_moved_beyond_the_calendar_is_a_problem_with_a_place(text: str):
    assert problem(text).place.line == 1


def test_a_text_is_compared_with_a_written_one():
    assert typed("nama = 'III/a'").type is not None


def test_a_misspelt_code_beside_a_column_of_its_domain_is_refused():
    assert problem("CASE WHEN setuju THEN predikat ELSE 'ngawur' END").code == "L-022"


def test_categories_of_two_domains_are_not_compared():
    assert problem("predikat = status").code == "L-020"


@pytest.mark.parametrize("text", ["TIDAK_DIKETAHUI('x') < kelas", "GREATEST(TIDAK_DIKETAHUI('x'), kelas)"])
def test_the_unknown_fits_every_place(text: str):
    """`kelas < TIDAK_DIKETAHUI('x')` is accepted."""
    assert typed(text).nullable


def test_percent_signs_have_their_own_message():
    for text in ("60 %", "60 % * gaji"):
        assert problem(text).code == "L-003"


# --- the statement and the findings -----------------------------------------------------------------------------------


def test_a_sum_over_rows_of_which_none_fits_is_zero(tmp_path: Path):
    """A person with a row that does not pass the relation's test: the interpreter says 0, the statement nothing."""
    rules = (
        '[baris.cuti.bayar]\nlabel = "x"\nlabel_en = "x"\ntipe = "rupiah"\ndasar = "praktik"\nrumus = "RUPIAH(5)"\n\n'
        '[jumlah]\nlabel = "x"\nlabel_en = "x"\ntipe = "rupiah"\ndasar = "praktik"\n'
        'rumus = "JUMLAH(cuti_panjang.bayar)"\n\n[relasi.cuti_panjang]'
    )
    unknown = Break(RULES, 'tidak_diketahui = "lampiran tidak ada"', 'rumus = "RUPIAH(0)"')
    shelf = shelf_of(tmp_path / "aturan", [Break(RULES, "[relasi.cuti_panjang]", rules), unknown])
    packet = valid_packet(1, "2020-01")
    packet["cuti"] = [{"nip": nip(0), "jenis": "cuti_sakit", "mulai": "2020-01-01", "selesai": "2020-01-03"}]
    packet |= {"plt": [], "hukdis": []}
    (tmp_path / "fakta").mkdir()
    folder = write_packet(packet, tmp_path / "fakta")
    run = compute(folder, bind(consolidate(shelf, Masa(2020, 1))), Resources(threads=1))
    assert interpreted(run)[nip(0)].outcome("jumlah").value == 0
    assert run.connection.execute("SELECT jumlah FROM hitung").fetchall() == [(0,)]


def test_a_person_who_waits_for_an_optional_fact_is_told_so(tmp_path: Path):
    """2023: without a score (or a rating at all) the month waits, and no finding says why; the cause has no name."""
    run = compute_packet(packet_of([Facts(kinerja=None)], "2023-06"), "2023-06", tmp_path)
    assert interpreted(run)[nip(0)].withheld == ("capaian_persen",)
    assert [item.nip for item in run.findings if item.tingkat == "tahan"] == [nip(0)]


def test_leave_until_the_last_day_of_the_calendar_can_be_explained(tmp_path: Path):
    """31 December 9999 often stands for «open»: the statement computes it, the interpreter raises OverflowError."""
    leave = {"jenis": "cuti_sakit", "mulai": "2024-03-01", "selesai": "9999-12-31"}
    run = compute_packet(packet_of([Facts(cuti=[leave])], "2024-03"), "2024-03", tmp_path)
    assert_same(run, [0])


CONDITION = 'uji = "gaji_kotor > 0"\nakibat = "peringatan"'


@pytest.mark.parametrize(
    ("condition", "waits"),
    [
        ('uji = "kelas_jabatan > 0"\nberlaku_bila = "hari_kerja > 0"\nakibat = "tahan"', True),
        ('uji = "hari_kerja > 0"\nakibat = "tahan"', True),
    ],
    ids=["unknown whether it applies", "unknown whether it holds"],
)
def test_a_condition_on_a_missing_fact_withholds_and_says_so(condition: str, waits: bool, tmp_path: Path):
    unknown = Break(RULES, 'tidak_diketahui = "lampiran tidak ada"', 'rumus = "RUPIAH(0)"')
    shelf = shelf_of(tmp_path / "aturan", [Break(RULES, CONDITION, condition), unknown])
    packet = valid_packet(1, "2020-01") | {"disiplin": [], "plt": [], "hukdis": [], "cuti": []}
    (tmp_path / "fakta").mkdir()
    folder = write_packet(packet, tmp_path / "fakta")
    run = compute(folder, bind(consolidate(shelf, Masa(2020, 1))), Resources(threads=1))
    assert run.withheld == waits
    assert bool(interpreted(run)[nip(0)].withheld) == waits
    assert [item.nip for item in run.findings if item.tingkat == "tahan"] == [nip(0)]


# --- the validator ----------------------------------------------------------------------------------------------------

SYARAT = (
    '[[syarat]]\nnama = "gaji_ada"\nuji = "gaji_kotor > 5"\nakibat = "tahan"\npesan = "x"\npesan_en = "x"\n'
    'perbaikan = "x"\nperbaikan_en = "x"\ndasar = "praktik"\n\n[[kekekalan]]'
)
RELASI = (
    '[relasi.jab]\nlabel = "x"\nlabel_en = "x"\ndasar = "praktik"\ndari = "jabatan"\nmelalui = "{melalui}"\n\n[nilai]\n'
)
KATEGORI = (
    '[parameter.kode]\nlabel = "x"\nlabel_en = "x"\ntipe = "kategori"\ndasar = "praktik"\nnilai = "baik"\n\n[belum]\n'
)
CASE_FILE = f"{BASE}/kasus/contoh.toml"
TABLE = f"{BASE}/tabel/bagian.csv"
UNSAID = {
    "a conservation whose parts have a misspelt name": Break(
        RULES, 'bagian = "gaji_kotor + tpp', 'bagian = "gaji + tpp'
    ),
    "a conservation of an unknown total": Break(RULES, 'jumlah = "penghasilan"', 'jumlah = "pendapatan"'),
    "a new rule that rests on a deleted article": Break(
        f"{AMENDMENT}/aturan.toml", 'dasar = "Pasal 2A ayat (1)"', 'dasar = "Pasal 3"'
    ),
    "two conditions of one name": Break(RULES, "[[kekekalan]]", SYARAT),
    "an amendment of an unknown instrument": Break(
        f"{AMENDMENT}/instrumen.toml", 'mengubah = "perbup-1-2020"', 'mengubah = "perbup-9-2020"'
    ),
    "a relation through a file that is none": Break(RULES, "[nilai]\n", RELASI.format(melalui="plt.kode")),
}
CRASHING = {
    "a case that expects an unknown variable": Break(CASE_FILE, "lama = 8", "lama_sekali = 8"),
    "a case that expects another value of a parameter": Break(
        f"{AMENDMENT}/kasus/contoh.toml", "tpp_bruto = 72", "tpp_bruto = 72\nuang_makan = 8"
    ),
    "an open quote in a table": Break(TABLE, "sangat_kurang,0,Pasal 2", 'sangat_kurang,0,"Pasal 2'),
    "a table value that is NaN": Break(TABLE, "sangat_kurang,0,", "sangat_kurang,NaN,"),
    "a parameter without a finite decimal form": Break(f"{NATIONAL}/aturan.toml", "nilai = 5", 'nilai = "1/3"'),
    "a condition on an unknown file": Break(RULES, 'nama = "gaji_ada"', 'nama = "gaji_ada"\npada = "libur"'),
    "a relation through a name without a dot": Break(RULES, "[nilai]\n", RELASI.format(melalui="plt")),
    "a name over two families": Break(RULES, '["tpp_{kriteria}"]', '["tpp_{kriteria}_{ukuran}"]'),
}


@pytest.mark.parametrize("name", UNSAID)
def test_the_validator_says_what_is_wrong(name: str, tmp_path: Path):
    assert {item.code for item in problems_of(tmp_path, [UNSAID[name]])} - {"R-050"}


@pytest.mark.parametrize("name", CRASHING)
def test_the_validator_survives_what_is_wrong(name: str, tmp_path: Path):
    assert problems_of(tmp_path, [CRASHING[name]])


def test_a_kept_table_needs_no_file_of_its_own(tmp_path: Path):
    kept = Break(f"{AMENDMENT}/aturan.toml", 'tidak_diketahui = "tetap seperti pada Perbup 1/2020"\n', "")
    assert problems_of(tmp_path, [kept]) == []


def test_a_formula_between_three_apostrophes_has_the_right_line(tmp_path: Path):
    text = Break(RULES, 'rumus = "kelas_jabatan * 2"', "rumus = '''\nkelas_jabata'''")
    (found,) = problems_of(tmp_path, [text])
    lines = (tmp_path / RULES).read_text("utf-8").splitlines()
    assert found.place.line == 1 + lines.index("kelas_jabata'''")


def test_an_article_without_a_reason_is_told_beside_a_wrong_formula(tmp_path: Path):
    breaks = [
        Break(RULES, 'rumus = "kelas_jabatan * 2"', 'rumus = "kelas_jabatan / 2"'),
        Break(f"{BASE}/instrumen.toml", 'alasan = "kertas"\n', ""),
    ]
    assert {item.code for item in problems_of(tmp_path, breaks)} == {"L-023", "R-040"}


def test_a_bad_cell_of_a_table_is_not_told_as_an_unknown_table_too(tmp_path: Path):
    found = problems_of(tmp_path, [Break(TABLE, "sangat_kurang,0,", "sangat_kurang,nol,")])
    assert {item.code for item in found} == {"R-031"}


def test_a_missing_basis_regulation_is_an_error_of_the_package(tmp_path: Path):
    with pytest.raises(RegulationError):
        consolidate(shelf_of(tmp_path, [UNSAID["an amendment of an unknown instrument"]]), Masa(2021, 3))
