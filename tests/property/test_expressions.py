"""A formula has one value: DuckDB's on typed columns is the exact interpreter's, on every row, unknown where it is unknown."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import duckdb
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tepat.lang import typed as typed_module
from tepat.lang.errors import RegulationError
from tepat.lang.exact import Value
from tepat.lang.functions import ROUNDINGS, SIGNATURES
from tepat.lang.sql.duckdb import sql_type
from tepat.lang.tree import Call, walk
from tepat.lang.typed import Rounded, Typed
from tepat.lang.types import Number
from tests.property.evaluation import (
    FactRow,
    Formula,
    by_interpreter,
    by_sql,
    raw_types_by_sql,
    read,
    types_by_sql,
)
from tests.property.formulas import COLUMNS, NARROW_LITERALS, STORED, WAITING, WIDE_COMPARISON, cell, formulas, rows

RANDOM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

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
    "TABEL('besaran', jenis, pangkat)",
    "TABEL('golongan', jenis)",
    "LAPIS('lapisan', jenis, selisih)",
    "LAPIS('skor', potongan)",
    "LAPIS('menit', telat)",
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
    "ADA(cuti)",
    "BANYAK(cuti) * 2",
    "JUMLAH(cuti.bayar) - gaji",
    "TERKECIL(cuti.bagian) * gaji",
    "TERBESAR(cuti.mulai) < mulai",
]


def formula_of(text: str) -> Formula:
    """A random formula; what may exceed 38 digits is drawn again."""
    try:
        return read(text)
    except RegulationError as refused:
        assume({problem.code for problem in refused.problems} != {"L-025"})
        raise


def values_by_sql(formula: Formula, parts: list[Typed], found: list[FactRow]) -> list[tuple[Value, ...]]:
    """Values by SQL; shapes that wait for the compiler are drawn again."""
    try:
        return by_sql(parts, found, formula.columns)
    except duckdb.OutOfRangeException as error:
        assume(not (NARROW_LITERALS in WAITING and "INT32" in str(error)))
        raise
    except OverflowError:
        assume(WIDE_COMPARISON not in WAITING)
        raise


def assert_agreement(formula: Formula, found: list[FactRow]) -> None:
    """Every row has one value, and a formula that cannot be unknown never is."""
    computed = values_by_sql(formula, [formula.typed], found)
    for row, (value,) in zip(found, computed, strict=True):
        assert value == by_interpreter(formula, row), (formula.text, row)
        assert value is not None or formula.typed.nullable, (formula.text, row)


@RANDOM
@settings(max_examples=250)
@given(st.data())
def test_a_random_formula_has_the_same_value_by_sql_and_by_the_interpreter(data: st.DataObject):
    formula = formula_of(data.draw(formulas()))
    assume(formula.typed.type is not None)
    assert_agreement(formula, data.draw(rows(formula.columns)))


@pytest.mark.parametrize("text", DIRECTED)
def test_every_form_of_formula_has_the_same_value_by_sql_and_by_the_interpreter(text: str):
    formula = read(text)

    @RANDOM
    @settings(max_examples=4)
    @given(rows(formula.columns, 40))
    def agree(found: list[FactRow]) -> None:
        assert_agreement(formula, found)

    agree()


def test_the_forms_are_all_there_is():
    """Every kind of typed node, every function and every rounding of negatives and of divisors that may be zero."""
    trees = [read(text) for text in DIRECTED]
    parts = [part for formula in trees for part in formula.parts]
    kinds = {kind for kind in vars(typed_module).values() if isinstance(kind, type) and issubclass(kind, Typed)}
    inside = {type(part) for part in parts} | {Typed, typed_module.Unknown}
    assert kinds == inside
    called = {node.function for formula in trees for node in walk(formula.tree) if isinstance(node, Call)}
    assert called == set(SIGNATURES) - {"JUMLAH_KELUARGA"}
    rounded = Counter((part.mode, part.guarded) for part in parts if isinstance(part, Rounded))
    assert set(rounded) == {(mode, guarded) for mode in ROUNDINGS.values() for guarded in (True, False)}
    units = {part.type.unit for part in parts if part.type is not None}
    assert units >= {kind.unit for kind, _, _ in COLUMNS.values()}


# --- types and bounds --------------------------------------------------------------------------------------------


def assert_declared(formula: Formula, found: list[FactRow]) -> None:
    """Every part has the column type that its bounds promise, and no part is a floating number on the way."""
    parts = formula.parts
    declared = [sql_type(part.type) for part in parts if part.type is not None]
    for part, promised, given_type in zip(
        parts, declared, types_by_sql(parts, found, formula.columns), strict=True
    ):
        assert given_type == promised or _narrow(promised, given_type), (formula.text, part)
    for part, (written, raw) in zip(parts, raw_types_by_sql(parts, found, formula.columns), strict=True):
        assert raw == written or _narrow(written, raw), (formula.text, part)


def _narrow(promised: str, given_type: str) -> bool:
    """A whole literal, alone or in a CASE, is INTEGER to DuckDB."""
    return NARROW_LITERALS in WAITING and (promised, given_type) == ("BIGINT", "INTEGER")


def assert_bounded(formula: Formula, found: list[FactRow]) -> None:
    """No part's value leaves its proven bounds, and a part that cannot be unknown never is."""
    parts = formula.parts
    for row, values in zip(found, values_by_sql(formula, parts, found), strict=True):
        for part, value in zip(parts, values, strict=True):
            assert value is not None or part.nullable, (formula.text, part, row)
            if isinstance(part.type, Number) and value is not None:
                assert part.type.lo <= value * 10**part.type.scale <= part.type.hi, (formula.text, part, row)


@RANDOM
@settings(max_examples=120)
@given(st.data())
def test_every_part_of_a_random_formula_has_its_declared_type_and_stays_in_its_bounds(data: st.DataObject):
    formula = formula_of(data.draw(formulas()))
    found = data.draw(rows(formula.columns))
    assume(formula.parts)
    assert_bounded(formula, found)
    assert_declared(formula, found)


@pytest.mark.parametrize("text", DIRECTED)
def test_every_form_has_its_declared_type_and_stays_in_its_bounds_at_their_ends(text: str):
    formula = read(text)
    found = [{name: end(name, index) for name in formula.columns} for index in range(-1, 3)]
    assert_bounded(formula, found)
    assert_declared(formula, found)


def end(name: str, index: int) -> Value:
    """The lowest (0) or highest (1) value of a column, the two in turns (2), or none (-1)."""
    kind, nullable = STORED[name]
    if not isinstance(kind, Number):
        return EXAMPLES[kind.unit] if index >= 0 or not nullable else None
    if index < 0 and nullable:
        return None
    return Number_ends(kind)[(index if index < 2 else len(name)) % 2]
