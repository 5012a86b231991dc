"""A small scope for formulas of unit tests: one column of every unit, certain, required and optional."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from tepat.lang.calendar import Masa
from tepat.lang.check import check
from tepat.lang.errors import Problem, RegulationError
from tepat.lang.parse import parse
from tepat.lang.scope import Scope
from tepat.lang.tables import Band, Row, Table
from tepat.lang.typed import Constant, Reference, Typed
from tepat.lang.types import BOOLEAN, DATE, INSTANT, Category, Number, Simple, Type, Unit

PREDIKAT = Category("predikat", ("sangat_baik", "baik", "kurang"))
STATUS = Category("status", ("PNS", "CPNS"))

_COLUMNS: Mapping[str, Type] = {
    "gaji": Number(Unit.RUPIAH, 0, 0, 10**11),
    "potongan": Number(Unit.PERSEN, 6, 0, 10**7),
    "kelas": Number(Unit.BILANGAN, 0, 1, 17),
    "hadir": Number(Unit.HARI, 1, 0, 310),
    "telat": Number(Unit.MENIT, 0, 0, 600),
    "lama": Number(Unit.BULAN, 0, 0, 12),
    "predikat": PREDIKAT,
    "status": STATUS,
    "mulai": DATE,
    "dinilai": INSTANT,
    "setuju": BOOLEAN,
    "nama": Simple(Unit.TEKS),
}
_BANDS = (
    Row((), Band(None, Fraction(0), True), Fraction(0), "contoh", 2),
    Row((), Band(Fraction(0), None, True), Fraction(1, 20), "contoh", 3),
)
SCOPE = Scope(
    masa=Masa(2024, 1),
    zone="Asia/Makassar",
    names={(name,): Reference(kind, True, name) for name, kind in _COLUMNS.items()}
    | {
        ("npwp",): Reference(Simple(Unit.TEKS), True, "npwp", optional=True),
        ("tarif",): Constant(Number(Unit.PERSEN, 2, 5, 5), False, Fraction(1, 20)),
        ("cara",): Constant(Category("cara", ("naik", "turun")), False, "naik"),
    },
    tables={
        "nilai": Table(
            "nilai",
            "nilai",
            (("predikat", PREDIKAT),),
            None,
            Unit.PERSEN,
            tuple(Row((code,), None, Fraction(1), "contoh", 2) for code in PREDIKAT.codes),
        ),
        "lapisan": Table("lapisan", "lapisan", (), Unit.RUPIAH, Unit.PERSEN, _BANDS),
    },
    aggregates={("cuti", "ADA", ""): Reference(BOOLEAN, True, "cuti__ada")},
    ambiguous={"kode": ("jabatan.kode", "unit.kode")},
    unknown_tables={"hilang": "tidak tercetak"},
)


def typed(text: str, expected: Type | Unit | None = None) -> Typed:
    """The typed tree of a formula."""
    return check(parse(text), SCOPE, expected)


def problem(text: str, expected: Type | Unit | None = None) -> Problem:
    """The one problem of a formula."""
    with pytest.raises(RegulationError) as caught:
        typed(text, expected)
    (found,) = caught.value.problems
    return found
