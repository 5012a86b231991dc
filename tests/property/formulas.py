"""Random formulas that have a meaning, and random rows to compute them on.

Every strategy below returns the text of a formula of a known unit, so that almost all of them pass the checker; what
may exceed 38 digits is refused there and drawn again. Columns come in all units, certain, required and optional.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction

from hypothesis import strategies as st

from tepat.lang.calendar import Masa
from tepat.lang.exact import Unknown, Value
from tepat.lang.scope import Scope
from tepat.lang.tables import Band, Row, Table
from tepat.lang.typed import Reference
from tepat.lang.types import BOOLEAN, DATE, INSTANT, Category, Number, Simple, Type, Unit

Draw = Callable[[st.SearchStrategy], object]

KIND = Category("jenis", ("a", "b", "c"))
PERIOD = Category("periode")
GRADE = Number(Unit.BILANGAN, 0, 1, 5)
RANK = Category("pangkat", ("x", "y"))

# name → (type, may be missing, optional: a missing one may be asked for with IS NULL)
COLUMNS: Mapping[str, tuple[Type, bool, bool]] = {
    "gaji": (Number(Unit.RUPIAH, 0, 0, 10**11), True, False),
    "selisih": (Number(Unit.RUPIAH, 0, -(10**9), 10**9), True, False),
    "pasti": (Number(Unit.RUPIAH, 0, 0, 10**6), False, False),
    "hibah": (Number(Unit.RUPIAH, 2, -500, 500), True, True),
    "potongan": (Number(Unit.PERSEN, 6, 0, 10**7), True, False),
    "tarif": (Number(Unit.PERSEN, 4, -(10**4), 10**4), False, False),
    "capaian": (Number(Unit.PERSEN, 6, 0, 10**7), True, True),
    "kelas": (Number(Unit.BILANGAN, 0, 1, 17), False, False),
    "anak": (Number(Unit.BILANGAN, 0, -3, 3), True, False),
    "hadir": (Number(Unit.HARI, 1, 0, 310), True, False),
    "kerja": (Number(Unit.HARI, 1, 0, 310), False, False),
    "telat": (Number(Unit.MENIT, 0, 0, 600), True, False),
    "lama": (Number(Unit.BULAN, 0, -12, 12), True, False),
    "jenis": (KIND, True, False),
    "jenis_pasti": (KIND, False, False),
    "jenis_lain": (KIND, True, True),
    "periode": (PERIOD, True, False),
    "pangkat": (RANK, True, False),
    "mulai": (DATE, True, False),
    "lahir": (DATE, False, False),
    "selesai": (DATE, True, True),
    "dinilai": (INSTANT, True, True),
    "setuju": (BOOLEAN, True, False),
    "tetap": (BOOLEAN, False, False),
    "manual": (BOOLEAN, True, True),
    "nama": (Simple(Unit.TEKS), True, False),
    "kode": (Simple(Unit.TEKS), True, False),
}
AGGREGATES: Mapping[tuple[str, str, str], tuple[str, Type]] = {
    ("cuti", "ADA", ""): ("cuti__ada", BOOLEAN),
    ("cuti", "BANYAK", ""): ("cuti__banyak", Number(Unit.BILANGAN, 0, 0, 10_000)),
    ("cuti", "JUMLAH", "bayar"): ("cuti__jumlah__bayar", Number(Unit.RUPIAH, 0, 0, 10**15)),
    ("cuti", "TERKECIL", "bagian"): ("cuti__terkecil__bagian", Number(Unit.PERSEN, 6, 0, 10**6)),
    ("cuti", "TERBESAR", "mulai"): ("cuti__terbesar__mulai", DATE),
    ("cuti", "BANYAK_BEDA", "mulai"): ("cuti__banyak_beda__mulai", Number(Unit.BILANGAN, 0, 0, 10_000)),
}
STORED: Mapping[str, tuple[Type, bool]] = {name: (kind, nullable) for name, (kind, nullable, _) in COLUMNS.items()} | {
    column: (kind, True) for column, kind in AGGREGATES.values()
}


def _row(keys: str, lower: str | None, upper: str | None, value: str, *, upper_included: bool = True) -> Row:
    band = Band(Fraction(lower) if lower else None, Fraction(upper) if upper else None, upper_included)
    return Row(tuple(keys), band, Fraction(value), "contoh", 1)


def _ladder(keys: str, bounds: list[str], values: list[str], *, lowest: str | None, upper_included: bool) -> list[Row]:
    ends = [lowest, *bounds, None]
    return [
        _row(keys, lower, upper, value, upper_included=upper_included)
        for lower, upper, value in zip(ends[:-1], ends[1:], values, strict=True)
    ]


def _keyed(name: str, unit: Unit, values: Mapping[str, str], *keys: Category) -> Table:
    rows = tuple(Row(tuple(codes), None, Fraction(value), "contoh", 1) for codes, value in values.items())
    return Table(name, name, tuple((key.name, key) for key in keys), None, unit, rows)


TABLES: Mapping[str, Table] = {
    "bagian": _keyed("bagian", Unit.PERSEN, {"a": "1", "b": "0.8", "c": "0.125"}, KIND),
    "besaran": _keyed(
        "besaran",
        Unit.RUPIAH,
        {"ax": "10", "ay": "-20", "bx": "0.5", "by": "40", "cx": "3000000", "cy": "0"},
        KIND,
        RANK,
    ),
    "golongan": Table(
        "golongan",
        "golongan",
        (("jenis", KIND),),
        None,
        Unit.KATEGORI,
        tuple(Row((code,), None, value, "contoh", 1) for code, value in (("a", "x"), ("b", "y"), ("c", "x"))),
        RANK,
    ),
    "tingkatan": Table(
        "tingkatan",
        "tingkatan",
        (),
        Unit.MENIT,
        Unit.KATEGORI,
        (
            Row((), Band(None, Fraction(31), False), "x", "contoh", 1),
            Row((), Band(Fraction(31), Fraction(61), False), None, "contoh", 2),
            Row((), Band(Fraction(61), None, False), "y", "contoh", 3),
        ),
        RANK,
    ),
    # lebih dari … sampai dengan, per kode
    "lapisan": Table(
        "lapisan",
        "lapisan",
        (("jenis", KIND),),
        Unit.RUPIAH,
        Unit.PERSEN,
        (
            *_ladder("a", ["0", "100", "5000000"], ["0", "0.05", "0.15", "0.3"], lowest=None, upper_included=True),
            *_ladder("b", ["100.25"], ["0.01", "0.0225"], lowest=None, upper_included=True),
            *_ladder("c", [], ["0.02"], lowest="0", upper_included=True),
        ),
    ),
    # kunci berupa bilangan bulat; satu sel tidak diketahui, dan kelas di atas 5 tidak ada
    "perkelas": Table(
        "perkelas",
        "perkelas",
        (("kelas", GRADE),),
        None,
        Unit.RUPIAH,
        tuple(Row((str(key),), None, None if key == 3 else Fraction(key * 7, 2), "contoh", 1) for key in range(1, 6)),
    ),
    # lapisan yang satu bagiannya tidak diketahui
    "berlubang": Table(
        "berlubang",
        "berlubang",
        (),
        Unit.RUPIAH,
        Unit.PERSEN,
        (
            _row("", None, "100", "0.05"),
            Row((), Band(Fraction(100), Fraction(5000000), True), None, "contoh", 1),
            _row("", "5000000", None, "0.3"),
        ),
    ),
    # mulai dari … kurang dari, baru mulai 0,1 %
    "skor": Table(
        "skor",
        "skor",
        (),
        Unit.PERSEN,
        Unit.PERSEN,
        tuple(_ladder("", ["0.5", "0.9"], ["0.4", "0.7", "1"], lowest="0.001", upper_included=False)),
    ),
    "menit": Table(
        "menit",
        "menit",
        (),
        Unit.MENIT,
        Unit.RUPIAH,
        tuple(_ladder("", ["0", "30"], ["0", "500", "1000"], lowest=None, upper_included=True)),
    ),
    "progresif": Table(
        "progresif",
        "progresif",
        (),
        Unit.RUPIAH,
        Unit.PERSEN,
        tuple(_ladder("", ["100", "5000000"], ["0.05", "0.15", "0.3"], lowest=None, upper_included=True)),
    ),
}
MONTH, ZONE = Masa(2024, 1), "Asia/Makassar"
SCOPE = Scope(
    MONTH,
    ZONE,
    {(name,): Reference(kind, nullable, name, optional) for name, (kind, nullable, optional) in COLUMNS.items()},
    TABLES,
    {key: Reference(kind, True, column) for key, (column, kind) in AGGREGATES.items()},
)


class RowFacts:
    """One row as the interpreter reads it."""

    def __init__(self, row: Mapping[str, Value]) -> None:
        self.row = row

    def value(self, parts: tuple[str, ...]) -> Value:
        (name,) = parts
        _, _, optional = COLUMNS[name]
        return Unknown((name,)) if self.row[name] is None and not optional else self.row[name]

    def aggregate(self, function: str, relation: str, column: str) -> Value:
        found = self.row[AGGREGATES[relation, function, column][0]]
        return Unknown((relation,)) if found is None else found


# --- rows --------------------------------------------------------------------------------------------------------

_DAYS = [
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 1, 31),
    date(2024, 2, 5),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 31),
    date(2025, 2, 28),
]
_INSTANTS = [datetime(2024, 2, 5, 15, 59, 59), datetime(2024, 2, 5, 16, 0, 0), datetime(2023, 12, 31, 23, 0)]  # noqa: DTZ001
# Where tables and literals have their edges.
_EDGES = [Fraction(text) for text in ("0", "30", "100", "100.25", "5000000", "0.001", "0.5", "0.9", "1", "7", "-1")]


def _numerators(kind: Number) -> list[int]:
    edges = [int(edge * 10**kind.scale) for edge in _EDGES]
    near = {edge + step for edge in edges for step in (-1, 0, 1)} | {kind.lo, kind.hi}
    return sorted(value for value in near if kind.lo <= value <= kind.hi)


def cell(kind: Type, *, nullable: bool) -> st.SearchStrategy:
    """A value of a column: often a bound, an edge or nothing at all."""
    if isinstance(kind, Number):
        whole = st.one_of(st.sampled_from(_numerators(kind)), st.integers(kind.lo, kind.hi))
        found: st.SearchStrategy = whole.map(lambda value: Fraction(value, 10**kind.scale))
    elif isinstance(kind, Category):
        found = st.sampled_from(kind.codes or ("2024-01", "2024-Q3", "2024-S2", "2023", "2024-14"))
    else:
        found = {
            Unit.TANGGAL: st.one_of(st.sampled_from(_DAYS), st.dates(date(2015, 1, 1), date(2040, 12, 31))),
            Unit.WAKTU: st.sampled_from(_INSTANTS),
            Unit.YA_TIDAK: st.booleans(),
            Unit.TEKS: st.sampled_from(("U-1", "U-2", "")),
        }[kind.unit]
    return st.one_of(st.none(), found) if nullable else found


def rows(columns: list[str], size: int = 10) -> st.SearchStrategy:
    """Rows with values for ``columns``."""
    cells = {name: cell(STORED[name][0], nullable=STORED[name][1]) for name in columns}
    return st.lists(st.fixed_dictionaries(cells), min_size=size, max_size=size)


# --- formulas ----------------------------------------------------------------------------------------------------

NUMBERS = (Unit.RUPIAH, Unit.PERSEN, Unit.BILANGAN, Unit.HARI, Unit.MENIT, Unit.BULAN)
ROUNDINGS = (
    "BULAT_SETENGAH_NAIK",
    "BULAT_SETENGAH_MENJAUHI_NOL",
    "BULAT_SETENGAH_GENAP",
    "BULAT_KE_BAWAH",
    "BULAT_KE_ATAS",
    "PANGKAS",
)
_LITERALS = {
    Unit.RUPIAH: ("RUPIAH(5)", "RUPIAH(-3)", "RUPIAH(5000000)", "RUPIAH(0.25)"),
    Unit.PERSEN: ("PERSEN(60)", "PERSEN(2.5)", "PERSEN(100)", "PERSEN(-12.5)", "PERSEN(0)"),
    Unit.BILANGAN: ("2", "0.5", "12", "1", "7"),
    Unit.HARI: ("HARI(7)", "HARI(19.5)"),
    Unit.MENIT: ("MENIT(30)", "MENIT(1)"),
    Unit.BULAN: ("BULAN(6)", "BULAN(-1)"),
}
_STEPS = {
    Unit.RUPIAH: ("1000", "RUPIAH(100)", "0.01", "2.5"),
    Unit.PERSEN: ("PERSEN(1)", "PERSEN(0.01)", "PERSEN(2.5)"),
}


def _columns(kind: Type | Unit) -> list[str]:
    return [n for n, (own, _, _) in COLUMNS.items() if (own.unit if isinstance(kind, Unit) else own) == kind]


def _pick(draw: Draw, *options: str) -> str:
    return str(draw(st.sampled_from(options)))


def _leaf(draw: Draw, unit: Unit) -> str:
    return _pick(draw, *_columns(unit), *_LITERALS[unit])


def number(draw: Draw, unit: Unit, depth: int) -> str:
    """A formula of a numeric unit."""
    if depth == 0:
        return _leaf(draw, unit)
    makers = (
        _sum,
        _product,
        _negative,
        _rounding,
        _choice_of_numbers,
        _extreme,
        _lookup,
        _aggregate,
        _leaf_again,
        _span,
    )
    return makers[int(str(draw(st.integers(0, len(makers) - 1))))](draw, unit, depth - 1)


def _leaf_again(draw: Draw, unit: Unit, depth: int) -> str:
    return _leaf(draw, unit)


def _sum(draw: Draw, unit: Unit, depth: int) -> str:
    return f"({number(draw, unit, depth)} {_pick(draw, '+', '-')} {number(draw, unit, depth)})"


def _product(draw: Draw, unit: Unit, depth: int) -> str:
    other = Unit.BILANGAN if unit is Unit.BILANGAN else Unit(_pick(draw, Unit.PERSEN, Unit.BILANGAN))
    sides = [number(draw, unit, depth), number(draw, other, max(0, depth - 1))]
    left, right = sides if draw(st.booleans()) else sides[::-1]
    return f"({left} * {right})"


def _negative(draw: Draw, unit: Unit, depth: int) -> str:
    return f"(-{number(draw, unit, depth)})"


def _rounding(draw: Draw, unit: Unit, depth: int) -> str:
    mode = _pick(draw, *ROUNDINGS)
    step = _pick(draw, "", *(f", {text}" for text in _STEPS.get(unit, ("0.5", "5"))))
    return f"{mode}({_quotient(draw, unit, depth)}{step})"


def _quotient(draw: Draw, unit: Unit, depth: int) -> str:
    """Inside a rounding: any divisor once, or several that are proven positive."""
    above, other = number(draw, unit, depth), number(draw, unit, 0)
    factor, below, second = (number(draw, Unit.BILANGAN, size) for size in (0, 1, 1))
    forms = [
        above,
        f"{above} / {below}",
        _of_one_unit(draw) if unit is Unit.PERSEN else f"{above} / {number(draw, Unit.PERSEN, 1)}",
        f"{above} / 12 - {other} / kelas",
        f"({above} / kelas + {other}) * 3 / 4",
        f"{above} * {factor} / 7 / kelas",
    ]
    forms += [f"{above} / {below} / {second}", f"{above} / ({below} / {second})"]
    return _pick(draw, *forms)


def _of_one_unit(draw: Draw) -> str:
    """Two amounts of one unit, whose quotient is a percentage."""
    unit = Unit(_pick(draw, Unit.RUPIAH, Unit.HARI))
    return f"{number(draw, unit, 1)} / {number(draw, unit, 1)}"


def _choice_of_numbers(draw: Draw, unit: Unit, depth: int) -> str:
    return _case(draw, lambda: number(draw, unit, depth), depth)


def _case(draw: Draw, value: Callable[[], str], depth: int) -> str:
    parts = []
    for _ in range(int(str(draw(st.integers(1, 3))))):
        then = "TIDAK_DIKETAHUI('uji')" if draw(st.integers(0, 7)) == 0 else value()
        parts.append(f"WHEN {truth(draw, depth)} THEN {then}")
    return f"(CASE {' '.join(parts)} ELSE {value()} END)"


def _extreme(draw: Draw, unit: Unit, depth: int) -> str:
    operands = [number(draw, unit, depth) for _ in range(int(str(draw(st.integers(2, 3)))))]
    if draw(st.booleans()):
        operands[0] = "0"
    return f"{_pick(draw, 'LEAST', 'GREATEST')}({', '.join(operands)})"


def _lookup(draw: Draw, unit: Unit, depth: int) -> str:
    makers = _LOOKUPS.get(unit)
    if makers is None:
        return _leaf(draw, unit)
    return makers[int(str(draw(st.integers(0, len(makers) - 1))))](draw, depth)


_LOOKUPS: Mapping[Unit, tuple[Callable[[Draw, int], str], ...]] = {
    Unit.PERSEN: (
        lambda draw, depth: f"TABEL('bagian', {category(draw, KIND, depth)})",
        lambda draw, depth: f"LAPIS('lapisan', {category(draw, KIND, depth)}, {number(draw, Unit.RUPIAH, depth)})",
        lambda draw, depth: f"LAPIS('skor', {number(draw, Unit.PERSEN, depth)})",
        lambda draw, depth: f"LAPIS('berlubang', {number(draw, Unit.RUPIAH, depth)})",
    ),
    Unit.RUPIAH: (
        lambda draw, depth: f"TABEL('besaran', {category(draw, KIND, depth)}, {category(draw, RANK, depth)})",
        lambda draw, depth: f"LAPIS('menit', {number(draw, Unit.MENIT, depth)})",
        lambda draw, depth: f"PROGRESIF('progresif', {number(draw, Unit.RUPIAH, depth)})",
        lambda draw, depth: f"TABEL('perkelas', {_pick(draw, 'kelas', 'anak', 'BULAN_DARI(lahir)')})",
        lambda draw, depth: f"PROGRESIF('berlubang', {number(draw, Unit.RUPIAH, depth)})",
    ),
}


def _aggregate(draw: Draw, unit: Unit, depth: int) -> str:
    asked = {
        Unit.BILANGAN: "BANYAK(cuti)",
        Unit.RUPIAH: "JUMLAH(cuti.bayar)",
        Unit.PERSEN: "TERKECIL(cuti.bagian)",
    }
    return asked.get(unit) or _leaf(draw, unit)


def _span(draw: Draw, unit: Unit, depth: int) -> str:
    """A number read off dates or instants."""
    if unit is Unit.BILANGAN:
        part = _pick(draw, "HARI_PEKAN", "TANGGAL_DARI", "BULAN_DARI", "TAHUN_DARI")
        return (
            f"{part}({day(draw, depth)})"
            if draw(st.booleans())
            else _pick(draw, "BULAN_KE()", "TAHUN_PERIODE(periode)")
        )
    spans = {Unit.HARI: ("HARI_ANTARA", day), Unit.BULAN: ("BULAN_ANTARA", day), Unit.MENIT: ("MENIT_ANTARA", instant)}
    if unit not in spans:
        return _leaf(draw, unit)
    function, maker = spans[unit]
    return f"{function}({maker(draw, depth)}, {maker(draw, depth)})"


def category(draw: Draw, kind: Category, depth: int) -> str:
    """A formula of a category."""
    form = draw(st.integers(0, 3)) if depth > 0 else 0
    if form == 1:
        return _case(draw, lambda: category(draw, kind, depth - 1), depth - 1)
    if form == 2 and kind is RANK:
        return f"TABEL('golongan', {category(draw, KIND, depth - 1)})"
    if form == 3:
        code = _pick(draw, *(f"'{code}'" for code in kind.codes))
        return f"(CASE WHEN {truth(draw, depth - 1)} THEN {code} ELSE {_pick(draw, *_columns(kind))} END)"
    return _pick(draw, *_columns(kind))


def day(draw: Draw, depth: int) -> str:
    """A formula of a date."""
    leaf = _pick(draw, *_columns(Unit.TANGGAL), "TERBESAR(cuti.mulai)", *_FIXED_DAYS)
    if depth <= 0:
        return leaf
    inner = day(draw, depth - 1)
    forms = [
        leaf,
        f"TAMBAH_BULAN({inner}, {_pick(draw, '1', '-1', '6', '12', '13')})",
        f"TAMBAH_HARI({inner}, {_pick(draw, '1', '-1', '30', 'anak')})",
        f"TAMBAH_BULAN({inner}, {_pick(draw, 'lama', 'kelas')})",
        f"HARI_KE({inner}, {_pick(draw, '1', '5', '28')})",
        f"TANGGAL_WAKTU({instant(draw, depth - 1)})",
        f"AWAL_PERIODE({_pick(draw, *_PERIODS)})",
        f"{_pick(draw, 'LEAST', 'GREATEST')}({inner}, {day(draw, 0)})",
    ]
    return _pick(draw, *forms) if draw(st.booleans()) else _case(draw, lambda: day(draw, depth - 1), depth - 1)


_FIXED_DAYS = ("AWAL_MASA()", "AKHIR_MASA()", "AWAL_TAHUN()", "DATE '2024-02-29'", "DATE '2024-01-31'")
_PERIODS = ("periode", "PERIODE_TRIWULAN(-1)", "PERIODE_SEMESTER(-2)", "PERIODE_BULAN(-1)")


def instant(draw: Draw, depth: int) -> str:
    """A formula of an instant."""
    form = draw(st.integers(0, 3)) if depth > 0 else 0
    if form == 1:
        return f"AKHIR_HARI({day(draw, depth - 1)})"
    if form == 2:
        return f"PUKUL({day(draw, depth - 1)}, {_pick(draw, '0, 0', '7, 45', '23, 59')})"
    if form == 3:
        return f"{_pick(draw, 'LEAST', 'GREATEST')}({instant(draw, depth - 1)}, {instant(draw, depth - 1)})"
    return "dinilai"


def truth(draw: Draw, depth: int) -> str:
    """A formula of yes or no."""
    if depth <= 0:
        return _pick(draw, "setuju", "tetap", "manual", "TRUE", "ADA(cuti)", _absence(draw), _equality(draw, 0))
    makers = (_connective, _not, _ordered, _equality, _member, _dates_compared, _choice_of_truths, _truth_leaf)
    return makers[int(str(draw(st.integers(0, len(makers) - 1))))](draw, depth - 1)


def _truth_leaf(draw: Draw, depth: int) -> str:
    return truth(draw, 0)


def _absence(draw: Draw) -> str:
    optional = [name for name, (_, _, absent) in COLUMNS.items() if absent]
    return f"{_pick(draw, *optional)} IS {_pick(draw, '', 'NOT ')}NULL"


def _connective(draw: Draw, depth: int) -> str:
    return f"({truth(draw, depth)} {_pick(draw, 'AND', 'OR')} {truth(draw, depth)})"


def _not(draw: Draw, depth: int) -> str:
    return f"(NOT {truth(draw, depth)})"


def _ordered(draw: Draw, depth: int) -> str:
    unit = Unit(_pick(draw, *NUMBERS))
    sign = _pick(draw, "=", "<>", "<", "<=", ">", ">=")
    right = "0" if draw(st.integers(0, 3)) == 0 else number(draw, unit, depth)
    return f"({number(draw, unit, depth)} {sign} {right})"


def _equality(draw: Draw, depth: int) -> str:
    sign = _pick(draw, "=", "<>")
    form = draw(st.integers(0, 3))
    if form == 0:
        return f"({category(draw, KIND, depth)} {sign} {_pick(draw, *(f'{chr(39)}{code}{chr(39)}' for code in 'abc'))})"
    if form == 1:
        return f"({category(draw, RANK, depth)} {sign} {category(draw, RANK, depth)})"
    return f"(periode {sign} MASA())" if form == 2 else f"(nama {sign} kode)"


def _member(draw: Draw, depth: int) -> str:
    form = draw(st.integers(0, 3))
    negated = _pick(draw, "", "NOT ")
    if form == 0:
        return f"({category(draw, KIND, depth)} {negated}IN ('a', 'c'))"
    if form == 1:
        return f"({day(draw, depth)} {negated}IN (AWAL_MASA(), DATE '2024-02-29'))"
    if form == 2:
        return f"({number(draw, Unit.HARI, depth)} {negated}IN (HARI(7), HARI(19.5), 0))"
    return f"({number(draw, Unit.BILANGAN, depth)} {negated}IN (0.5, 2, 12))"


def _dates_compared(draw: Draw, depth: int) -> str:
    sign = _pick(draw, "=", "<>", "<", "<=", ">", ">=")
    if draw(st.booleans()):
        return f"({day(draw, depth)} {sign} {day(draw, depth)})"
    return f"({instant(draw, depth)} {sign} {instant(draw, depth)})"


def _choice_of_truths(draw: Draw, depth: int) -> str:
    return _case(draw, lambda: truth(draw, depth), depth)


@st.composite
def formulas(draw: Draw, depth: int = 3) -> str:
    """A formula of any unit."""
    form = draw(st.integers(0, 9))
    if form <= 4:
        return number(draw, Unit(_pick(draw, *NUMBERS, Unit.RUPIAH, Unit.PERSEN)), depth)
    if form <= 6:
        return truth(draw, depth)
    if form == 7:
        return category(draw, KIND, depth)
    return day(draw, depth) if form == 8 else instant(draw, depth)
