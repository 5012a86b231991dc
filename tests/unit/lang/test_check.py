"""What a formula may say: units, codes, unknowns, divisions and bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tepat.lang.scope import suggestion
from tepat.lang.typed import Constant, Typed, Unknown
from tepat.lang.types import BOOLEAN, DATE, INSTANT, Number, Unit, constant
from tests.unit.lang.scopes import PREDIKAT, STATUS, problem, typed


def unit(text: str, expected: Unit | None = None) -> Unit:
    kind = typed(text, expected).type
    assert kind is not None
    return kind.unit


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("gaji + RUPIAH(1)", Unit.RUPIAH),
        ("gaji + 1", Unit.RUPIAH),
        ("gaji * potongan", Unit.RUPIAH),
        ("potongan * gaji", Unit.RUPIAH),
        ("gaji * kelas", Unit.RUPIAH),
        ("12 * gaji", Unit.RUPIAH),
        ("potongan * potongan", Unit.PERSEN),
        ("kelas * potongan", Unit.PERSEN),
        ("kelas * kelas", Unit.BILANGAN),
        ("hadir * potongan", Unit.HARI),
        ("-telat", Unit.MENIT),
        ("0 - potongan", Unit.PERSEN),
        ("BULAT_KE_BAWAH(gaji / gaji, PERSEN(1))", Unit.PERSEN),
        ("BULAT_KE_BAWAH(gaji / 12)", Unit.RUPIAH),
        ("BULAT_KE_BAWAH(gaji / potongan)", Unit.RUPIAH),
        ("BULAT_KE_BAWAH(hadir / hadir * gaji)", Unit.RUPIAH),
        ("LEAST(0, potongan)", Unit.PERSEN),
        ("CASE WHEN setuju THEN 0 ELSE gaji END", Unit.RUPIAH),
        ("LAPIS('lapisan', gaji)", Unit.PERSEN),
        ("PROGRESIF('lapisan', gaji)", Unit.RUPIAH),
        ("TABEL('nilai', predikat)", Unit.PERSEN),
        ("MASA()", Unit.KATEGORI),
        ("AKHIR_HARI(mulai)", Unit.WAKTU),
        ("TAMBAH_BULAN(mulai, 1)", Unit.TANGGAL),
        ("gaji > 5", Unit.YA_TIDAK),
    ],
)
def test_a_formula_has_the_unit_that_it_counts(text: str, result: Unit):
    assert unit(text) is result


@pytest.mark.parametrize(
    ("text", "left", "operator", "right"),
    [
        ("gaji + potongan", "rupiah", "+", "persen"),
        ("gaji - hadir", "rupiah", "-", "hari"),
        ("gaji * gaji", "rupiah", "*", "rupiah"),
        ("gaji * hadir", "rupiah", "*", "hari"),
        ("hadir + telat", "hari", "+", "menit"),
        ("hadir < lama", "hari", "<", "bulan"),
        ("gaji = potongan", "rupiah", "=", "persen"),
        ("BULAT_KE_BAWAH(gaji / hadir)", "rupiah", "/", "hari"),
        ("BULAT_KE_BAWAH(gaji / 2 + potongan)", "rupiah", "+", "persen"),
        ("mulai = gaji", "tanggal", "=", "rupiah"),
        ("mulai < dinilai", "tanggal", "<", "waktu"),
        ("setuju = gaji", "ya_tidak", "=", "rupiah"),
        ("predikat < 'baik'", "kategori predikat", "<", "kategori predikat"),
        ("gaji = 'seribu'", "rupiah", "=", "kategori "),
    ],
)
def test_units_that_do_not_go_together_are_refused(text: str, left: str, operator: str, right: str):
    found = problem(text)
    assert (found.code, found.words["kiri"], found.words["operator"], found.words["kanan"]) == (
        "L-020",
        left,
        operator,
        right,
    )
    assert found.message().perbaikan


@pytest.mark.parametrize(
    "text",
    [
        "potongan + 1",
        "potongan - 0.5",
        "potongan < 60",
        "60 = potongan",
        "potongan IN (0, 5)",
        "LEAST(potongan, 100)",
        "CASE WHEN setuju THEN potongan ELSE 60 END",
        "LAPIS('lapisan', gaji) + 5",
    ],
)
def test_a_bare_number_is_no_percentage(text: str):
    assert problem(text).code == "L-027"


def test_a_bare_number_is_no_percentage_where_one_is_declared():
    assert problem("60", Unit.PERSEN).code == "L-027"
    assert typed("0", Unit.PERSEN).type == constant(Unit.PERSEN, Fraction(0))
    assert typed("5", Unit.RUPIAH).type == constant(Unit.RUPIAH, Fraction(5))


def test_persen_60_is_six_tenths():
    found = typed("PERSEN(60)")
    assert isinstance(found, Constant)
    assert found.value == Fraction(6, 10)


@pytest.mark.parametrize(
    ("text", "declared"),
    [("gaji", Unit.PERSEN), ("potongan", Unit.RUPIAH), ("setuju", Unit.RUPIAH), ("mulai", Unit.WAKTU)],
)
def test_a_formula_of_another_unit_than_declared_is_refused(text: str, declared: Unit):
    found = problem(text, declared)
    assert (found.code, found.words["diharapkan"]) == ("L-021", str(declared))


@pytest.mark.parametrize(
    "text",
    ["LEAST(gaji, potongan)", "GREATEST(hadir, telat, 0)", "CASE WHEN setuju THEN gaji ELSE hadir END"],
)
def test_values_to_choose_from_have_one_unit(text: str):
    assert problem(text).code == "L-026"


@pytest.mark.parametrize(
    "text", ["CASE WHEN setuju THEN gaji ELSE predikat END", "CASE WHEN setuju THEN mulai ELSE 1 END"]
)
def test_values_to_choose_from_are_of_one_kind(text: str):
    assert problem(text).code == "L-026"


def test_the_least_is_of_numbers_dates_or_instants():
    assert problem("LEAST(predikat, predikat)").code == "L-013"
    assert typed("LEAST(mulai, AKHIR_MASA())").type == DATE
    assert typed("GREATEST(dinilai, AKHIR_HARI(mulai))").type == INSTANT


# --- codes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        ("status = 'cpns'", "cpns", "CPNS"),
        ("'sangatbaik' = predikat", "sangatbaik", "sangat_baik"),
        ("predikat <> 'kurng'", "kurng", "kurang"),
        ("predikat IN ('baik', 'kurnag')", "kurnag", "kurang"),
        ("predikat NOT IN ('Baik')", "Baik", "baik"),
        ("TABEL('nilai', 'bak')", "bak", "baik"),
    ],
)
def test_a_misspelt_code_is_named_with_what_was_perhaps_meant(text: str, code: str, meant: str):
    found = problem(text)
    assert (found.code, found.words["kode"]) == ("L-022", code)
    assert meant in str(found.words["saran"])
    assert meant in str(found.words["kode_ada"])


def test_a_code_unlike_all_others_has_no_suggestion():
    assert problem("status = 'honorer'").words["saran"] == ""


def test_the_codes_of_a_choice_are_held_to_the_declared_domain():
    text = "CASE WHEN setuju THEN 'PNS' ELSE 'CPNS' END"
    assert typed(text, STATUS).type == STATUS
    assert problem(text, PREDIKAT).code == "L-022"


def test_a_category_of_another_domain_is_refused():
    assert problem("status", PREDIKAT).code == "L-021"
    assert problem("TABEL('nilai', status)").code == "L-021"
    assert problem("gaji", PREDIKAT).code == "L-021"


# --- names, functions, tables -----------------------------------------------------------------------------------------


def test_an_unknown_name_is_refused_with_the_nearest_one():
    found = problem("gajih * 2")
    assert (found.code, found.words["nama"]) == ("L-010", "gajih")
    assert "'gaji'" in str(found.words["saran"])


def test_a_name_that_means_two_things_is_refused_with_both():
    found = problem("kode = 'x'")
    assert (found.code, found.words["pilihan"]) == ("L-011", "jabatan.kode, unit.kode")
    assert "jabatan.kode" in found.message().perbaikan


@pytest.mark.parametrize(
    ("text", "near"), [("BULAT(1)", "BULAN"), ("LEASTS(1, 2)", "LEAST"), ("TABLE_('x', 1)", "TABEL"), ("NOW()", "")]
)
def test_an_unlisted_function_is_refused(text: str, near: str):
    found = problem(text)
    assert found.code == "L-012"
    assert near in str(found.words["saran"])


@pytest.mark.parametrize("text", ["TABEL('hilang', kelas)", "LAPIS('hilang', gaji)", "PROGRESIF('hilang', gaji)"])
def test_what_is_looked_up_in_a_table_that_no_source_states_is_unknown(text: str):
    assert isinstance(found := typed(text), Unknown)
    assert (found.reason, found.nullable) == ("tidak tercetak", True)
    assert typed(f"CASE WHEN setuju THEN {text} ELSE gaji END", Unit.RUPIAH).nullable


def test_what_an_unstated_table_is_asked_with_must_have_a_meaning():
    assert problem("TABEL('hilang', kelaz)").code == "L-010"


def test_a_fixed_code_may_be_another_than_the_one_it_is_compared_with():
    assert unit("cara = 'turun'") == Unit.YA_TIDAK
    assert problem("cara = 'samping'").code == "L-022"


@pytest.mark.parametrize("text", ["TABEL('nilay', predikat)", "LAPIS('x', gaji)", "TABEL(predikat, predikat)"])
def test_an_unknown_table_is_refused(text: str):
    assert problem(text).code == "L-010"


@pytest.mark.parametrize(
    "text",
    [
        "TABEL('lapisan', gaji)",
        "LAPIS('nilai', gaji)",
        "TABEL('nilai', predikat, predikat)",
        "LAPIS('lapisan', predikat, gaji)",
        "LEAST(gaji)",
        "PERSEN(gaji)",
        "PERSEN(60, 1)",
        "RUPIAH('lima')",
        "AWAL_MASA(1)",
        "ADA(gaji)",
        "ADA(1)",
        "BANYAK(cuti)",
        "TIDAK_DIKETAHUI(gaji)",
        "TIDAK_DIKETAHUI(5)",
    ],
)
def test_a_function_called_otherwise_than_it_is_written_is_refused(text: str):
    assert problem(text).code == "L-013"


def test_a_band_is_looked_up_by_an_amount_of_its_unit():
    assert problem("LAPIS('lapisan', hadir)").code == "L-021"


# --- unknowns --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["gaji IS NULL", "predikat IS NOT NULL", "tarif IS NULL"])
def test_only_a_fact_that_may_be_absent_is_asked_whether_it_is(text: str):
    assert problem(text).code == "L-024"
    assert typed("npwp IS NULL").type == BOOLEAN


@pytest.mark.parametrize(
    ("text", "nullable"),
    [
        ("gaji", True),
        ("tarif", False),
        ("gaji + 1", True),
        ("tarif * 2", False),
        ("npwp IS NULL", False),
        ("CASE WHEN npwp IS NULL THEN 1 ELSE 2 END", False),
        ("CASE WHEN setuju THEN 1 ELSE 2 END", True),
        ("CASE WHEN TRUE THEN 1 ELSE TIDAK_DIKETAHUI('x') END", True),
        ("GREATEST(0, gaji)", True),
        ("BULAT_KE_BAWAH(1000 / 7)", False),
        ("AWAL_MASA() = AKHIR_MASA()", False),
        ("TAMBAH_HARI(mulai, 1)", True),
    ],
)
def test_a_formula_knows_whether_it_can_be_unknown(text: str, nullable: bool):
    assert typed(text).nullable is nullable


def test_a_condition_is_a_yes_or_a_no():
    for text in ("CASE WHEN gaji THEN 1 ELSE 2 END", "NOT gaji", "setuju AND gaji", "predikat OR setuju"):
        assert problem(text).code == "L-021"


# --- division, rounding, bounds --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "gaji / 12",
        "(gaji / 12) + 1",
        "LEAST(gaji / 2, 1)",
        "gaji / 2 > 1",
        "BULAT_KE_BAWAH(LEAST(gaji / 2, 1))",
        "1 / 3",
    ],
)
def test_a_division_outside_a_rounding_is_refused(text: str):
    assert problem(text).code == "L-023"


def test_a_division_inside_a_rounding_is_exact():
    found = typed("BULAT_SETENGAH_NAIK(1 / 3 + 1 / 6)")
    assert isinstance(found, Constant)
    assert found.value == 1  # 0.333… + 0.166… is a half, not 0.4999…


@pytest.mark.parametrize("step", ["0", "-1", "gaji", "kelas"])
def test_a_rounding_goes_to_a_fixed_positive_multiple(step: str):
    assert problem(f"BULAT_KE_BAWAH(gaji, {step})").code == "L-013"


def test_more_than_38_digits_are_refused():
    wide = " * ".join(["gaji * kelas"] + ["potongan"] * 4)
    assert problem(wide).code == "L-025"
    assert typed(f"BULAT_KE_BAWAH({wide.removesuffix(' * potongan')})").type is not None
    assert problem("RUPIAH(1) * 99999999999999999999 * 9999999999999999999").code == "L-025"
    assert problem(f"BULAT_KE_BAWAH({'9' * 39})").code == "L-025"


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("kelas + 1", 2, 18),
        ("kelas - kelas", -16, 16),
        ("-kelas", -17, -1),
        ("kelas * -2", -34, -2),
        ("LEAST(kelas, 5)", 1, 5),
        ("GREATEST(kelas, 5)", 5, 17),
        ("CASE WHEN setuju THEN kelas ELSE 40 END", 1, 40),
        ("BULAT_KE_BAWAH(kelas / 4)", 0, 4),
        ("BULAT_KE_ATAS(kelas / 4)", 1, 5),
        ("BULAT_SETENGAH_NAIK(-kelas / 2)", -8, 0),
        ("BULAT_SETENGAH_MENJAUHI_NOL(-kelas / 2)", -9, -1),
        ("BULAT_KE_BAWAH(kelas, 10)", 0, 10),
    ],
)
def test_bounds_are_as_narrow_as_the_operation_allows(text: str, lo: int, hi: int):
    kind = typed(text).type
    assert isinstance(kind, Number)
    assert (kind.scale, kind.lo, kind.hi) == (0, lo, hi)


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["1", "28"])
def test_every_month_has_a_first_and_a_twenty_eighth(day: str):
    assert typed(f"HARI_KE(mulai, {day})").type == DATE


@pytest.mark.parametrize("day", ["0", "29", "31", "-1", "1.5", "kelas"])
def test_a_day_that_a_month_may_not_have_is_refused(day: str):
    assert problem(f"HARI_KE(mulai, {day})").code == "L-013"


@pytest.mark.parametrize("function", ["TAMBAH_BULAN", "TAMBAH_HARI"])
def test_a_date_moves_by_a_whole_number(function: str):
    for amount in ("0.5", "'satu'", "potongan", "gaji"):
        assert problem(f"{function}(mulai, {amount})").code == "L-013"
    assert problem(f"{function}(gaji, 1)").code == "L-021"
    assert typed(f"{function}(mulai, -1)").type == DATE
    assert typed(f"{function}(mulai, kelas)").type == DATE


def test_the_end_of_a_day_is_an_instant():
    assert typed("dinilai <= AKHIR_HARI(mulai)").type == BOOLEAN
    assert typed("AKHIR_HARI(mulai)").type == INSTANT
    assert problem("AKHIR_HARI(dinilai)").code == "L-021"


def test_a_problem_stands_where_the_formula_says_it():
    found = problem("CASE WHEN setuju\n THEN gaji\n ELSE gaji + potongan END")
    assert (found.code, found.place.line, found.place.column) == ("L-020", 3, 7)


def test_only_a_near_name_is_suggested():
    assert suggestion("gajih", ["gaji", "potongan"]) == " (mungkin 'gaji'?)"
    assert suggestion("xyz", ["gaji", "potongan"]) == ""


def test_constants_are_folded():
    for text in ("2 * PERSEN(30)", "PERSEN(50) + PERSEN(10)", "PERSEN(100) - PERSEN(40)", "-PERSEN(-60)"):
        found: Typed = typed(text)
        assert isinstance(found, Constant)
        assert found.value == Fraction(6, 10)
