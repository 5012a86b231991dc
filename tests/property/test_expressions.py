"""A formula has one value on every row, known or not: DuckDB's, the arrays' and the exact interpreter's."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tepat.engine.arrays import operations, rounding
from tepat.lang import typed as typed_module
from tepat.lang.errors import RegulationError
from tepat.lang.exact import Value
from tepat.lang.functions import ROUNDINGS, SIGNATURES
from tepat.lang.sql.duckdb import sql_type
from tepat.lang.tree import Call, walk
from tepat.lang.typed import Rounded, Typed
from tepat.lang.types import Category, Number, Unit
from tests.property import evaluation
from tests.property.evaluation import (
    FactRow,
    Formula,
    by_arrays,
    by_interpreter,
    by_sql,
    raw_types_by_sql,
    read,
    typed_parts,
    types_by_sql,
)
from tests.property.formulas import (
    COLUMNS,
    STORED,
    formulas,
    rows,
)


def examples(count: int) -> settings:
    """So many random examples; what is drawn is large by nature."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=count, deadline=None, suppress_health_check=slow)


# One of every form, so that no run of random formulas leaves one out.
DIRECTED = [
    "PERSEN(60) * gaji + RUPIAH(5) - -selisih",
    "-anak * 2 - kelas",
    "hibah + gaji",
    "potongan - capaian * tarif",
    "HARI(19.5) - hadir",
    "MENIT(1) + telat",
    "BULAN(-1) + lama",
    *(f"{mode}(selisih / anak)" for mode in ROUNDINGS),
    *(f"{mode}(selisih * tarif, 1000)" for mode in ROUNDINGS),
    *(f"{mode}(hibah / 2)" for mode in ROUNDINGS),
    *(f"{mode}(hadir / kerja, PERSEN(0.01))" for mode in ROUNDINGS),
    *(f"{mode}(-gaji / kelas - selisih / 12)" for mode in ROUNDINGS),
    *(f"{mode}(anak / 2)" for mode in ROUNDINGS),
    "LEAST(gaji, selisih, hibah)",
    "GREATEST(0, PERSEN(100) - potongan)",
    "LEAST(BULAT_KE_BAWAH(gaji / anak), GREATEST(selisih, -hibah))",
    "LEAST(CASE WHEN setuju THEN gaji ELSE selisih END, LAPIS('menit', telat), gaji)",
    "CASE WHEN LEAST(gaji, selisih) > hibah OR NOT setuju THEN 1 WHEN hadir IN (HARI(7)) THEN anak ELSE 2 END",
    "CASE WHEN BULAT_KE_ATAS(gaji / anak) <= 5 AND LAPIS('skor', potongan) > tarif THEN 1 ELSE 2 END",
    "TABEL('besaran', jenis, pangkat)",
    "TABEL('golongan', jenis)",
    "LAPIS('lapisan', jenis, selisih)",
    "LAPIS('skor', potongan)",
    "LAPIS('menit', telat)",
    "LAPIS('tingkatan', telat) = pangkat",
    "PROGRESIF('progresif', gaji)",
    "CASE WHEN setuju THEN gaji WHEN manual THEN TIDAK_DIKETAHUI('uji') ELSE selisih END",
    "CASE WHEN setuju AND tetap THEN 'a' WHEN jenis_lain IS NULL THEN jenis_pasti ELSE jenis END",
    "CASE WHEN hadir < 7 THEN mulai ELSE AKHIR_MASA() END",
    "setuju OR manual AND NOT tetap",
    "capaian IS NULL OR capaian >= PERSEN(50)",
    "selesai IS NOT NULL AND selesai >= AWAL_MASA()",
    "jenis IN ('a', 'b')",
    "hadir NOT IN (HARI(7), HARI(19.5))",
    "jenis <> jenis_pasti",
    "periode = MASA()",
    "nama = kode",
    "TRUE <> FALSE",
    "TAMBAH_BULAN(mulai, 1)",
    "TAMBAH_BULAN(lahir, -13)",
    "TAMBAH_HARI(selesai, -1)",
    "HARI_KE(TAMBAH_BULAN(AWAL_MASA(), 1), 5)",
    "HARI_KE(mulai, 28)",
    "dinilai <= AKHIR_HARI(mulai)",
    "AKHIR_HARI(HARI_KE(AWAL_MASA(), 5))",
    "DATE '2024-02-29' = mulai",
    "TABEL('perkelas', kelas)",
    "LAPIS('berlubang', gaji)",
    "PROGRESIF('berlubang', gaji)",
    "HARI_PEKAN(mulai) + TANGGAL_DARI(selesai) * BULAN_DARI(lahir) - TAHUN_DARI(mulai)",
    "HARI_ANTARA(mulai, selesai)",
    "PERSEN(0.01) * ANGKA(telat) + potongan * ANGKA(HARI(2))",
    "TAMBAH_BULAN(mulai, lama) > TAMBAH_HARI(lahir, anak)",
    "BULAN_ANTARA(lahir, mulai)",
    "MENIT_ANTARA(dinilai, PUKUL(mulai, 7, 45))",
    "TANGGAL_WAKTU(dinilai)",
    "AWAL_PERIODE(periode) >= AWAL_TAHUN()",
    "LEAST(mulai, selesai, AKHIR_MASA())",
    "TAHUN_PERIODE(periode) = TAHUN_DARI(AWAL_MASA())",
    "GREATEST(dinilai, AKHIR_HARI(mulai))",
    "periode = PERIODE_TRIWULAN(-1) OR periode = PERIODE_RUN() OR periode = PERIODE_TAHUN(-1)",
    "periode IN ('2024-01') AND periode <> PERIODE_SEMESTER(0) OR periode = PERIODE_BULAN(-1)",
    "BULAN_KE() * kelas",
    "ADA(cuti)",
    "BANYAK(cuti) * 2",
    "BANYAK_BEDA(cuti.mulai) + 1",
    "JUMLAH(cuti.bayar) - gaji",
    "TERKECIL(cuti.bagian) * gaji",
    "TERBESAR(cuti.mulai) < mulai",
]


def formula_of(text: str) -> Formula:
    """A random formula; what may exceed 38 digits or divides by what is written as zero or less is drawn again."""
    try:
        return read(text)
    except RegulationError as refused:
        (problem,) = refused.problems
        assume(problem.code != "L-025")
        assume("pembagi" not in str(problem.words.get("petunjuk")))
        raise


def values_by_sql(formula: Formula, parts: list[Typed], found: list[FactRow]) -> list[tuple[Value, ...]]:
    """Values by SQL."""
    return by_sql(parts, found, formula.columns)


def assert_agreement(formula: Formula, found: list[FactRow]) -> None:
    """Every row has one value, and a formula that cannot be unknown never is."""
    computed = values_by_sql(formula, [formula.typed], found)
    arrays = by_arrays([formula.typed], found, formula.columns)
    for row, (value,), (array,) in zip(found, computed, arrays, strict=True):
        interpreted = by_interpreter(formula, row)
        assert value == interpreted, (formula.text, row)
        assert array == interpreted, (formula.text, row, "arrays")
        assert value is not None or formula.typed.nullable, (formula.text, row)


@examples(250)
@given(st.data())
def test_a_random_formula_has_the_same_value_by_sql_by_arrays_and_by_the_interpreter(data: st.DataObject):
    formula = formula_of(data.draw(formulas()))
    assume(formula.typed.type is not None)
    assert_agreement(formula, data.draw(rows(formula.columns)))


@pytest.mark.parametrize("text", DIRECTED)
def test_every_form_of_formula_has_the_same_value_by_sql_by_arrays_and_by_the_interpreter(text: str):
    formula = read(text)

    @examples(4)
    @given(rows(formula.columns, 40))
    def agree(found: list[FactRow]) -> None:
        assert_agreement(formula, found)

    agree()


def test_the_forms_are_all_there_is():
    """Every kind of typed node, every function and every rounding of negatives and of divisors that may be zero."""
    trees = [read(text) for text in DIRECTED]
    parts = [part for formula in trees for part in formula.parts]
    kinds = {kind for kind in vars(typed_module).values() if isinstance(kind, type) and issubclass(kind, Typed)}
    assert kinds == {Typed, *(type(part) for formula in trees for part in typed_parts(formula.typed))}
    called = {node.function for formula in trees for node in walk(formula.tree) if isinstance(node, Call)}
    assert called == set(SIGNATURES) - {"JUMLAH_KELUARGA"}
    rounded = Counter((part.mode, bool(part.guards)) for part in parts if isinstance(part, Rounded))
    assert set(rounded) == {(mode, guarded) for mode in ROUNDINGS.values() for guarded in (True, False)}
    units = {part.type.unit for part in parts if part.type is not None}
    assert units >= {kind.unit for kind, _, _ in COLUMNS.values()}


# --- types and bounds --------------------------------------------------------------------------------------------


def assert_declared(formula: Formula, found: list[FactRow]) -> None:
    """Every part has the column type that its bounds promise, and no part is a floating number on the way."""
    parts = formula.parts
    declared = [sql_type(part.type) for part in parts if part.type is not None]
    for part, promised, given_type in zip(parts, declared, types_by_sql(parts, found, formula.columns), strict=True):
        assert given_type == promised, (formula.text, part)
    for part, (written, raw) in zip(parts, raw_types_by_sql(parts, found, formula.columns), strict=True):
        assert raw == written, (formula.text, part)


def assert_bounded(formula: Formula, found: list[FactRow]) -> None:
    """No part's value leaves its proven bounds, and a part that cannot be unknown never is."""
    parts = formula.parts
    for row, values in zip(found, values_by_sql(formula, parts, found), strict=True):
        for part, value in zip(parts, values, strict=True):
            assert value is not None or part.nullable, (formula.text, part, row)
            if isinstance(part.type, Number) and value is not None:
                assert part.type.lo <= value * 10**part.type.scale <= part.type.hi, (formula.text, part, row)


@examples(120)
@given(st.data())
def test_every_part_of_a_random_formula_has_its_declared_type_and_stays_in_its_bounds(data: st.DataObject):
    formula = formula_of(data.draw(formulas()))
    found = data.draw(rows(formula.columns))
    assume(formula.parts)
    assert_bounded(formula, found)
    assert_declared(formula, found)


EXAMPLES: dict[Unit, list[Value]] = {
    Unit.TANGGAL: [date(2024, 1, 31), date(2024, 2, 29)],
    Unit.WAKTU: [datetime(2024, 2, 5, 15, 59, 59)],  # noqa: DTZ001
    Unit.YA_TIDAK: [True, False],
    Unit.TEKS: ["U-1"],
}


def ends(name: str) -> list[Value]:
    """The lowest and the highest value of a column, or examples of what has no order, and nothing where it may be."""
    kind, nullable = STORED[name]
    if isinstance(kind, Number):
        found: list[Value] = [Fraction(bound, 10**kind.scale) for bound in (kind.lo, kind.hi)]
    elif isinstance(kind, Category):
        found = list(kind.codes or ("2024-01",))
    else:
        found = EXAMPLES[kind.unit]
    return [*found, None] if nullable else found


@pytest.mark.parametrize("text", DIRECTED)
def test_every_form_has_its_declared_type_and_stays_in_its_bounds_at_the_ends_of_its_columns(text: str):
    formula = read(text)
    found = [dict(zip(formula.columns, row, strict=True)) for row in product(*map(ends, formula.columns))]
    assert_agreement(formula, found)
    assert_bounded(formula, found)
    assert_declared(formula, found)


# --- planted violations ------------------------------------------------------------------------------------------


def test_a_wrong_value_is_noticed():
    """The comparison itself: a formula computed as another one does not pass."""
    right, wrong = read("gaji + selisih"), read("gaji - selisih")
    planted = Formula(right.text, right.tree, wrong.typed)
    with pytest.raises(AssertionError):
        assert_agreement(planted, [{"gaji": Fraction(2), "selisih": Fraction(3)}])


def test_a_wrong_bound_is_noticed():
    narrow = replace(read("gaji").typed, type=Number(Unit.RUPIAH, 0, 0, 1))
    with pytest.raises(AssertionError):
        assert_bounded(Formula("gaji", read("gaji").tree, narrow), [{"gaji": Fraction(2)}])


def test_a_floating_column_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(evaluation.writer_module, "column_expression", lambda part, kind: "gaji / 2")
    with pytest.raises(AssertionError):
        assert_declared(read("gaji"), [{"gaji": Fraction(2)}])


def test_a_wrong_rounding_over_arrays_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(rounding._QUOTIENTS, "ceiling", rounding._floor)
    with pytest.raises(AssertionError, match="arrays"):
        assert_agreement(read("BULAT_KE_ATAS(selisih / 2)"), [{"selisih": Fraction(3)}])


def test_a_part_known_by_mistake_over_arrays_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(operations, "both", lambda left, right: left)
    with pytest.raises(AssertionError, match="arrays"):
        assert_agreement(read("pasti + selisih"), [{"pasti": Fraction(1), "selisih": None}])
