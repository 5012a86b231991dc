"""A package with a hole cannot be used: each proof finds what is planted, and is silent where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.cli.main import feature_exists
from tepat.lang.calendar import Masa
from tepat.lang.parse import parse
from tepat.lang.tree import Binary, In, IsNull, Literal, Name, Node, Unary
from tepat.lang.typed import Reference
from tepat.law.consolidate import open_book
from tepat.law.packet import KELAS, PREDIKAT, STATUS_PEGAWAI
from tepat.law.proofs import run_proofs
from tepat.law.proofs.articles import missing
from tepat.law.proofs.checklist import Line
from tepat.law.proofs.conditions import Reader, text_of
from tepat.law.proofs.freshness import check_freshness
from tepat.law.proofs.unknowns import Interval, unknown_intervals
from tepat.law.proofs.values import MOST_TERMS
from tepat.law.shelf import open_shelf, regions
from tepat.law.validate import Report, validate_region
from tests.unit.law.packages import NATIONAL, Break, problems_of, shelf_of
from tests.unit.law.planted import BASE_FACE, BASE_RULES, NEW_FACE, NEW_RULES, PLANTED, formula

CODES = {"R-060", "R-061", "R-062", "R-063", "R-064", "R-065", "R-066"}
NATIONAL_FACE, NATIONAL_RULES = f"{NATIONAL}/instrumen.toml", f"{NATIONAL}/aturan.toml"


def told(root: Path, *breaks: Break) -> list[tuple[str, object]]:
    """Codes of the proofs with the thing they are told of; nothing else may be wrong but a worked case."""
    problems = problems_of(root, breaks)
    assert {problem.code for problem in problems} - CODES <= {"R-050", "R-051", "R-052"}
    return [(item.code, item.words.get("nama", "")) for item in problems if item.code in CODES]


def report_of(root: Path, *breaks: Break) -> Report:
    return validate_region(shelf_of(root, breaks), lambda feature: feature == "tepat hitung")


def after(file: str, old: str, new: str) -> Break:
    """The text ``new`` right after ``old``."""
    return Break(file, old, old + new)


# --- branches --------------------------------------------------------------------------------------------------------

UNREACHED = [
    "CASE WHEN kelas_jabatan > 17 THEN 1 ELSE 2 END",
    "CASE WHEN 0 >= kelas_jabatan THEN 1 ELSE 2 END",
    "CASE WHEN kelas_jabatan > 5 AND kelas_jabatan < 3 THEN 1 ELSE 2 END",
    "CASE WHEN kelas_jabatan > 3 AND kelas_jabatan < 4 THEN 1 ELSE 2 END",
    "CASE WHEN kelas_jabatan >= 10 THEN 1 WHEN kelas_jabatan > 12 THEN 2 ELSE 3 END",
    "CASE WHEN NOT (kelas_jabatan < 10 OR kelas_jabatan > 12) THEN 1 WHEN kelas_jabatan = 11 THEN 2 ELSE 3 END",
    "CASE WHEN kelas_jabatan IN (1, 2) THEN 1 WHEN kelas_jabatan = 2 THEN 2 ELSE 3 END",
    "CASE WHEN predikat = 'baik' THEN 1 WHEN kinerja.predikat IN ('baik') THEN 2 ELSE 3 END",
    "CASE WHEN predikat IS NULL AND predikat = 'baik' THEN 1 ELSE 2 END",
    "CASE WHEN ADA(cuti_panjang) THEN 1 WHEN ADA(cuti_panjang) AND kelas_jabatan > 2 THEN 2 ELSE 3 END",
    "CASE WHEN golongan = 'III/a' THEN 1 WHEN golongan = 'III/a' THEN 2 ELSE 3 END",
    "CASE WHEN kelas_jabatan > 9 THEN CASE WHEN kelas_jabatan < 9 THEN 1 ELSE 2 END ELSE 3 END",
    "CASE WHEN gaji_kotor <= pph_gaji THEN 1 WHEN NOT gaji_kotor > pph_gaji THEN 2 ELSE 3 END",
    "2 * CASE WHEN hari_hadir > HARI(2) AND hari_hadir < HARI(2.1) THEN 1 ELSE 2 END",
]
COVERED = [
    "CASE WHEN kelas_jabatan >= 1 THEN 1 ELSE 2 END",
    "CASE WHEN status_pegawai IN ('CPNS', 'PPPK') THEN 1 WHEN status_pegawai = 'PNS' THEN 2 ELSE 3 END",
    "CASE WHEN status_pegawai <> 'PNS' THEN 1 WHEN status_pegawai = 'PNS' THEN 2 ELSE 3 END",
    "CASE WHEN predikat IS NULL THEN 1 WHEN predikat IS NOT NULL THEN 2 ELSE 3 END",
    "CASE WHEN gaji_kotor < pph_gaji THEN 1 WHEN gaji_kotor >= pph_gaji THEN 2 ELSE 3 END",
    "CASE WHEN TRUE THEN 1 ELSE 2 END",
]
REACHED = [
    "CASE WHEN kelas_jabatan > 16 THEN 1 ELSE 2 END",
    "CASE WHEN kelas_jabatan > 3 AND kelas_jabatan < 5 THEN 1 ELSE 2 END",
    "CASE WHEN kelas_jabatan >= 10 THEN 1 WHEN kelas_jabatan > 8 THEN 2 ELSE 3 END",
    "CASE WHEN status_pegawai = 'PNS' THEN 1 WHEN status_pegawai = 'CPNS' THEN 2 ELSE 3 END",
    "CASE WHEN status_pegawai IN ('PNS', 'CPNS', 'PPPK') THEN 1 ELSE TIDAK_DIKETAHUI('status lain') END",
    "CASE WHEN predikat IS NULL THEN 1 WHEN predikat = 'baik' THEN 2 ELSE 3 END",
    "CASE WHEN golongan = 'III/a' THEN 1 WHEN golongan = 'III/b' THEN 2 ELSE 3 END",
    "CASE WHEN gaji_kotor < pph_gaji THEN 1 WHEN gaji_kotor <= pph_gaji THEN 2 ELSE 3 END",
    "CASE WHEN kelas_jabatan * 2 > 40 THEN 1 ELSE 2 END",  # only of a fact itself the bounds are known here
    "CASE WHEN kelas_jabatan > 9 THEN CASE WHEN kelas_jabatan < 12 THEN 1 ELSE 2 END ELSE 3 END",
    "CASE WHEN hari_hadir > HARI(2) AND hari_hadir < HARI(2.2) THEN 1 ELSE 2 END",
]


@pytest.mark.parametrize("text", UNREACHED)
def test_a_branch_that_nobody_reaches_is_told(text: str, tmp_path: Path):
    assert told(tmp_path, formula(text)) == [("R-060", "")]


@pytest.mark.parametrize("text", COVERED)
def test_an_else_after_everything_is_told(text: str, tmp_path: Path):
    assert told(tmp_path, formula(text)) == [("R-061", "")]


@pytest.mark.parametrize("text", REACHED)
def test_a_branch_that_somebody_may_reach_is_not_told(text: str, tmp_path: Path):
    assert told(tmp_path, formula(text)) == []


def test_the_place_of_a_dead_branch_is_its_when(tmp_path: Path):
    text = "CASE WHEN kelas_jabatan > 5 THEN 1\n     WHEN kelas_jabatan > 6 THEN 2\n     ELSE 3 END"
    (problem,) = [item for item in problems_of(tmp_path, [formula(text)]) if item.code == "R-060"]
    line = 1 + (tmp_path / BASE_RULES).read_text("utf-8").splitlines().index("     WHEN kelas_jabatan > 6 THEN 2")
    assert (problem.place.line, problem.words["urutan"]) == (line, 2)
    assert "kelas_jabatan > 6" in problem.message().pesan


def test_what_holds_by_berlaku_bila_holds_inside(tmp_path: Path):
    text = 'rumus = "CASE WHEN kelas_jabatan > 5 THEN 1 ELSE 2 END"\nberlaku_bila = "kelas_jabatan > 7"'
    assert told(tmp_path, Break(BASE_RULES, 'rumus = "kelas_jabatan * 2"', text)) == [("R-061", "")]


def test_a_formula_of_a_family_is_told_once(tmp_path: Path):
    old = "BULAT_KE_BAWAH(nilai * jabatan.{kriteria})"
    new = "CASE WHEN jabatan.{kriteria} < 0 THEN RUPIAH(0) ELSE BULAT_KE_BAWAH(nilai * jabatan.{kriteria}) END"
    assert told(tmp_path, Break(BASE_RULES, old, new)) == [("R-060", "")]


def test_a_branch_of_a_row_is_examined_too(tmp_path: Path):
    text = "CASE WHEN selesai IS NULL THEN TRUE WHEN selesai IS NOT NULL THEN FALSE ELSE TRUE END"
    assert told(tmp_path, Break(BASE_RULES, 'rumus = "selesai IS NULL"', f'rumus = "{text}"')) == [("R-061", "")]


def test_what_somebody_is_still_to_state_has_no_bounds(tmp_path: Path):
    """A national term that the region sets, and what is computed from it; a fact's own bounds are known."""
    text = "CASE WHEN {} > 900000000000000 THEN 1 ELSE BULAT_KE_BAWAH(tarif * penghasilan) END"
    old = 'rumus = "BULAT_KE_BAWAH(tarif * penghasilan)"'
    term = Break(NATIONAL_RULES, old, f'rumus = "{text.format("penghasilan")}"')
    double = '\n\n[dua]\nlabel = "D"\nlabel_en = "D"\ntipe = "rupiah"\ndasar = "contoh"\nrumus = "2 * penghasilan"'
    computed = Break(NATIONAL_RULES, old, f'rumus = "{text.format("dua")}"{double}')
    fact = Break(NATIONAL_RULES, old, f'rumus = "{text.format("gaji_kotor")}"')
    for name, planted, expected in (("a", term, []), ("b", computed, []), ("c", fact, [("R-060", "")])):
        assert told_alone(tmp_path / name, planted) == expected


def told_alone(root: Path, planted: Break) -> list[tuple[str, object]]:
    """What the proofs say of the national instrument by itself."""
    report = report_of(root, planted)
    problems = [
        item
        for key, bound in report.books.items()
        if "@" in key
        for proof in run_proofs(bound, alone=True)
        for item in proof.problems
    ]
    assert any("@" in key for key in report.books)
    return [(item.code, item.words.get("nama", "")) for item in problems]


def test_a_parameter_counts_with_its_value(tmp_path: Path):
    parameter = '[parameter.batas]\nlabel = "B"\nlabel_en = "B"\ntipe = "bilangan"\ndasar = "praktik"\nnilai = 17\n\n'
    breaks = [
        formula("CASE WHEN kelas_jabatan > batas THEN 1 ELSE 2 END"),
        Break(BASE_RULES, "[tabel.bagian]", f"{parameter}[tabel.bagian]"),
        after(NEW_RULES, "[[hapus]]\n", 'nama = "batas"\ndasar = "Pasal I angka 2"\n\n[[hapus]]\n'),
    ]
    assert told(tmp_path, *breaks) == [("R-060", "")]


def test_beyond_so_many_ways_nothing_is_said(tmp_path: Path):
    """The second WHEN is certainly dead; with too many ways to get past the first, the proof claims nothing."""

    def repeated(pairs: int) -> Break:
        first = " AND ".join(f"(gaji_kotor + {n} > pph_gaji OR gaji_kotor + {n} > iwp_gaji)" for n in range(pairs))
        return formula(f"CASE WHEN {first} THEN 1 WHEN {first} AND kelas_jabatan > 2 THEN 2 ELSE 3 END")

    assert 2**5 < MOST_TERMS < 2**9
    assert told(tmp_path / "a", repeated(4)) == [("R-060", "")]
    assert told(tmp_path / "b", repeated(9)) == []


IMPOSSIBLE = [
    Break(BASE_RULES, 'uji = "gaji_kotor > 0"', 'uji = "gaji_kotor < 0"'),
    after(BASE_RULES, 'uji = "gaji_kotor > 0"', "\nberlaku_bila = \"predikat IS NULL AND predikat = 'baik'\""),
    Break(BASE_RULES, 'syarat = "panjang"', 'syarat = "panjang AND NOT panjang"'),
    Break(BASE_RULES, 'syarat = "panjang"', "syarat = \"panjang OR (jenis = 'cltn' AND jenis = 'mpp')\""),
    Break(BASE_RULES, 'rumus = "selesai IS NULL"', 'rumus = "selesai IS NULL AND selesai IS NOT NULL"'),
]
POSSIBLE = [
    Break(BASE_RULES, 'uji = "gaji_kotor > 0"', 'uji = "gaji_kotor = 0"'),
    after(BASE_RULES, 'uji = "gaji_kotor > 0"', "\nberlaku_bila = \"predikat IS NOT NULL AND predikat = 'baik'\""),
    Break(BASE_RULES, 'syarat = "panjang"', "syarat = \"panjang OR (jenis = 'cltn' AND jenis <> 'mpp')\""),
    Break(BASE_RULES, 'syarat = "panjang"', 'syarat = "panjang AND mulai <= AWAL_MASA()"'),
]


@pytest.mark.parametrize("planted", IMPOSSIBLE)
def test_a_condition_that_nobody_meets_is_told(planted: Break, tmp_path: Path):
    assert told(tmp_path, planted) == [("R-062", "")]


@pytest.mark.parametrize("clean", POSSIBLE)
def test_a_condition_that_somebody_meets_is_not_told(clean: Break, tmp_path: Path):
    assert told(tmp_path, clean) == []


# The machinery itself, beside trying every person there can be.

PEOPLE = [
    {"status_pegawai": status, "kelas_jabatan": kelas, "predikat": predikat}
    for status, kelas, predikat in product(STATUS_PEGAWAI.codes, range(1, 18), (*PREDIKAT.codes, None))
]
READER = Reader(
    {
        ("status_pegawai",): Reference(STATUS_PEGAWAI, True, "pegawai__status_pegawai"),
        ("kelas_jabatan",): Reference(KELAS, True, "jabatan__kelas_jabatan"),
        ("predikat",): Reference(PREDIKAT, True, "kinerja__predikat", optional=True),
    }
)
ATOMS = st.one_of(
    st.builds("status_pegawai {} '{}'".format, st.sampled_from(["=", "<>"]), st.sampled_from(STATUS_PEGAWAI.codes)),
    st.builds("predikat {} '{}'".format, st.sampled_from(["=", "<>"]), st.sampled_from(PREDIKAT.codes)),
    st.builds("predikat IN ('{}', '{}')".format, *[st.sampled_from(PREDIKAT.codes)] * 2),
    st.sampled_from(["predikat IS NULL", "predikat IS NOT NULL", "TRUE", "FALSE"]),
    st.builds("kelas_jabatan {} {}".format, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), st.integers(-1, 19)),
    st.builds("{} > kelas_jabatan".format, st.integers(0, 18)),
    st.builds("kelas_jabatan IN ({}, {})".format, st.integers(0, 18), st.integers(0, 18)),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("NOT ({})".format, inner),
    ),
    max_leaves=5,
)


def truth(node: Node, person: Mapping[str, str | int | None]) -> bool | None:
    """Three-valued truth of a condition for one person, in the plainest way."""
    match node:
        case Literal(value=bool() as value):
            return value
        case Unary(operand=operand):
            inner = truth(operand, person)
            return None if inner is None else not inner
        case Binary(operator="AND" | "OR"):
            sides = {truth(node.left, person), truth(node.right, person)}
            decisive = node.operator == "OR"
            return decisive if decisive in sides else None if None in sides else not decisive
        case IsNull():
            return (person[str(node.operand)] is None) is not node.negated
        case In():
            value = _value(node.operand, person)
            return None if value is None else value in {_value(option, person) for option in node.options}
        case Binary():
            return _compare(node.operator, _value(node.left, person), _value(node.right, person))
    raise TypeError(node)


def _value(node: Node, person: Mapping[str, str | int | None]) -> object:
    if isinstance(node, Unary):
        return -node.operand.value
    return person[str(node)] if isinstance(node, Name) else node.value


def _compare(operator: str, left: object, right: object) -> bool | None:
    if left is None or right is None:
        return None
    return {
        "=": lambda: left == right,
        "<>": lambda: left != right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
    }[operator]()


@given(CONDITIONS, CONDITIONS)
def test_a_second_branch_is_dead_exactly_where_nobody_takes_it(first: str, second: str):
    """Facts of different files are free of each other here, so that the proof is complete, not only sound."""
    one, two = parse(first), parse(second)
    taken = [person for person in PEOPLE if truth(one, person) is False and truth(two, person) is True]
    assert READER.when(one, False).both(READER.when(two, True)).none == (taken == [])


@given(CONDITIONS)
def test_a_formula_written_again_reads_as_the_same(text: str):
    written = text_of(parse(text))
    assert text_of(parse(written)) == written
    assert [truth(parse(written), person) for person in PEOPLE[::7]] == [
        truth(parse(text), person) for person in PEOPLE[::7]
    ]


# --- what is stated is read ------------------------------------------------------------------------------------------

IDLE_PARAMETER = '[parameter.diam]\nlabel = "D"\nlabel_en = "D"\ntipe = "rupiah"\ndasar = "praktik"\nnilai = 1\n\n'
IDLE_FAMILY = '[keluarga.diam]\nlabel = "D"\nlabel_en = "D"\ndasar = "praktik"\nanggota = { a = "a" }\n\n'
IDLE_RELATION = '[relasi.diam]\nlabel = "D"\nlabel_en = "D"\ndasar = "praktik"\ndari = "plt"\n\n'
IDLE_ROW = (
    '[baris.plt.diam]\nlabel = "D"\nlabel_en = "D"\ntipe = "ya_tidak"\ndasar = "praktik"\nrumus = "selesai IS NULL"\n\n'
)
WAITING_TABLE = (
    '[tabel.diam]\nlabel = "D"\nlabel_en = "D"\ndasar = "praktik"\nlapis = "menit"\nnilai = "persen"\n'
    'tidak_diketahui = "belum terlihat"\n\n'
)
OPEN_TERM = '[terbuka.diam]\nlabel = "D"\nlabel_en = "D"\ntipe = "rupiah"\ndasar = "Pasal 1"\n\n'


def stated(text: str, file: str = BASE_RULES) -> Break:
    """One more statement at the head of the rules."""
    first = {BASE_RULES: "[keluarga.kriteria]", NATIONAL_RULES: "[parameter.tarif]"}[file]
    return Break(file, first, text + first)


@pytest.mark.parametrize(
    ("text", "code"),
    [(IDLE_PARAMETER, "R-064"), (IDLE_FAMILY, "R-064"), (IDLE_RELATION, "R-064"), (IDLE_ROW, "R-063")],
)
def test_a_statement_that_nothing_reads_is_told_once(text: str, code: str, tmp_path: Path):
    assert told(tmp_path, stated(text)) == [(code, "diam")]


def test_a_table_that_nothing_reads_is_told(tmp_path: Path):
    assert told(tmp_path, PLANTED["R-064"]) == [("R-064", "tunjangan")]


def test_what_waits_for_a_supplement_is_not_idle(tmp_path: Path):
    assert told(tmp_path, stated(WAITING_TABLE)) == []


READ_ROW = IDLE_RELATION.replace('dari = "plt"', 'dari = "plt"\nsyarat = "diam"').replace("relasi.diam", "relasi.tugas")


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        (IDLE_PARAMETER, "gaji_kotor + tpp_bruto + 0 * diam"),
        (IDLE_RELATION, "CASE WHEN ADA(diam) THEN gaji_kotor + tpp_bruto ELSE tpp_bruto + gaji_kotor END"),
        (IDLE_ROW + READ_ROW, "CASE WHEN ADA(tugas) THEN gaji_kotor + tpp_bruto ELSE tpp_bruto + gaji_kotor END"),
    ],
)
def test_what_a_formula_reads_is_not_idle(text: str, reader: str, tmp_path: Path):
    rules = Break(BASE_RULES, 'rumus = "gaji_kotor + tpp_bruto"', f'rumus = "{reader}"')
    assert told(tmp_path, stated(text), rules) == []


def test_a_variable_that_nothing_reads_is_told_unless_it_says_why(tmp_path: Path):
    assert told(tmp_path / "a", PLANTED["R-063"]) == [("R-063", "lama")]
    assert told(tmp_path / "b") == []


def test_a_variable_that_a_paragraph_names_is_not_idle(tmp_path: Path):
    named = Break(BASE_FACE, '"penghasilan"]', '"penghasilan", "lama"]')
    assert told(tmp_path, PLANTED["R-063"], named) == []


def test_a_variable_with_a_name_of_the_result_is_not_idle(tmp_path: Path):
    text = '[pph21]\nlabel = "P"\nlabel_en = "P"\ntipe = "rupiah"\ndasar = "praktik"\nrumus = "gaji_kotor"\n\n'
    assert told(tmp_path / "a", stated(text)) == []
    assert told(tmp_path / "b", stated(text.replace("pph21", "pph22"))) == [("R-063", "pph22")]


def test_what_only_an_amendment_left_idle_is_told_with_its_month(tmp_path: Path):
    unused = Break(NEW_RULES, "CASE WHEN ADA(cuti_panjang) THEN 0 ELSE TABEL('bagian', predikat) END", "PERSEN(1)")
    told_of = {problem.words["nama"]: problem for problem in problems_of(tmp_path, [unused])}
    assert set(told_of) == {"bagian", "cuti_panjang"}  # the row is still read by its relation
    assert "pada masa 2021-03" in told_of["bagian"].message().pesan


def test_a_national_instrument_is_judged_by_itself(tmp_path: Path):
    """What it computes is for others; a parameter must be read, or named by one of its paragraphs."""
    idle = IDLE_PARAMETER.replace("praktik", "contoh")
    named = Break(NATIONAL_FACE, '"tarif"]', '"tarif", "diam"]')
    assert told(tmp_path / "a", stated(idle, NATIONAL_RULES)) == [("R-064", "diam")]
    assert told(tmp_path / "b", stated(idle, NATIONAL_RULES), named) == []
    assert told(tmp_path / "c", stated(OPEN_TERM, NATIONAL_RULES)) == [("R-064", "diam")]


# --- articles --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "holes"),
    [
        ("1 2 3", ""),
        ("1 2 2A 2B 3", ""),
        ("3 1 2", ""),
        ("2 3", "1"),
        ("1 4", "2 3"),
        ("1 2 2B 3", "2A"),
        ("1 2 2A 2D 4", "2B 2C 3"),
        ("", "1"),
    ],
)
def test_skipped_numbers_are_named(numbers: str, holes: str):
    assert [*missing(numbers.split())] == holes.split()


COMPLETE = Break(NATIONAL_FACE, 'sumber = "naskah"\n\n[[pasal]]', 'sumber = "naskah"\nlengkap = true\n\n[[pasal]]')
LAST_LINE = 'oleh = ["pajak", "tarif"]\n'
THIRD = '\n[[pasal]]\nnomor = "3"\nsumber = "naskah"\n[[pasal.bagian]]\ntanda = "seluruhnya"\nstatus = "definisi"\n'


def test_a_complete_text_with_a_hole_is_told_by_its_number(tmp_path: Path):
    third = after(NATIONAL_FACE, LAST_LINE, THIRD)
    assert told(tmp_path / "a", COMPLETE, third) == [("R-065", "2")]
    assert told(tmp_path / "b", third) == []
    assert told(tmp_path / "c", COMPLETE) == []
    second = after(NATIONAL_FACE, LAST_LINE, THIRD.replace('"3"', '"2"') + THIRD)
    assert told(tmp_path / "d", COMPLETE, second) == []


def test_an_article_known_by_number_is_a_hole_in_a_complete_text(tmp_path: Path):
    assert told(tmp_path, PLANTED["R-065"]) == [("R-065", "1"), ("R-065", "3")]


@pytest.mark.parametrize("name", ["nilai", "bagian", "tpp_prestasi_kerja", "tpp_bruto"])
def test_what_rests_on_a_known_article_is_named_by_it(name: str, tmp_path: Path):
    old = f'naskah = "TPP dibayar menurut predikat."\nstatus = "dihitung"\noleh = {OWNERS}'
    new = old.replace(f'"{name}", ', "")
    assert old != new
    assert told(tmp_path, Break(BASE_FACE, old, new)) == [("R-066", name)]


OWNERS = '["nilai", "bagian", "tpp_beban_kerja", "tpp_prestasi_kerja", "tpp_bruto", "penghasilan"]'


def test_an_amended_article_names_what_rests_on_it_now(tmp_path: Path):
    old = f'naskah = "TPP dibayar separuh."\nstatus = "dihitung"\noleh = {OWNERS}'
    assert told(tmp_path, Break(NEW_FACE, old, old.replace('"penghasilan"', '"uang_makan"'))) == [
        ("R-066", "penghasilan")
    ]


def test_an_article_without_its_text_names_nothing(tmp_path: Path):
    """`lama` rests on Pasal 3, of which only the number is known."""
    bound = open_book(shelf_of(tmp_path), Masa(2020, 1))
    (owners,) = [item for item in run_proofs(bound) if item.name == "pemilik"]
    article = bound.book.owner(bound.book.definitions["lama"].source)
    assert article is not None
    assert (article.number, article.source) == ("3", "nomor")
    assert not any("lama" in name for name in owners.examined)
    assert any("penghasilan" in name for name in owners.examined)


# --- freshness -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "codes"), [(date(2021, 1, 31), []), (date(2021, 2, 1), ["R-068"]), (date(2020, 1, 1), [])]
)
def test_an_instrument_is_stale_after_a_year(today: date, codes: list[str], tmp_path: Path):
    assert (date(2021, 1, 31) - date(2020, 2, 1)).days == 365
    checked = after(BASE_FACE, "diundangkan = 2020-01-05\n", "diperiksa = 2020-02-01\n")
    (package,) = [item for item in shelf_of(tmp_path, [checked]).packages([]) if item.key == "contoh/perbup-1-2020"]
    assert [problem.code for problem in check_freshness([package], today)] == codes


def test_an_instrument_that_was_never_compared_is_told(tmp_path: Path):
    found = [*check_freshness(shelf_of(tmp_path).packages([]), date(2020, 1, 1))]
    assert [(item.code, item.words["instrumen"]) for item in found] == [
        ("R-067", "contoh/perbup-1-2020"),
        ("R-067", "contoh/perbup-2-2021"),
    ]


# --- unknown intervals -----------------------------------------------------------------------------------------------


def spans(root: Path, *breaks: Break) -> list[tuple[str, str, str, str]]:
    report = report_of(root, *breaks)

    def row(item: Interval) -> tuple[str, str, str, str]:
        return item.thing.kind, item.thing.name, item.since, item.until

    return [row(item) for item in unknown_intervals(report.months, report.lapses)]


KNOWN = '[belum]\noperasi = "ganti"\nlabel = "B"\nlabel_en = "B"\ntipe = "rupiah"\ndasar = "praktik"\n'


def test_what_stays_unknown_has_no_end(tmp_path: Path):
    assert spans(tmp_path) == [("variabel", "belum", "2020-01", "")]


def test_what_an_amendment_states_is_unknown_up_to_the_month_before(tmp_path: Path):
    text = KNOWN + 'rumus = "gaji_kotor"\nkeluaran = "kini diketahui"\n\n[tpp_bruto]'
    assert spans(tmp_path, Break(NEW_RULES, "[tpp_bruto]", text)) == [("variabel", "belum", "2020-01", "2021-02")]


def base_from(masa: str) -> list[Break]:
    """A further base regulation, which leaves nothing unknown."""
    face = (
        'id = "perbup-7-2022"\njenis = "Peraturan"\njudul = "Lain"\nsingkatan = "P"\ndaerah = "contoh"\n'
        f'sumber = "naskah"\nditetapkan = 2021-12-01\nmasa_pertama = "{masa}"\n'
    )
    return [Break("contoh/perbup-7-2022/instrumen.toml", "", face), Break("contoh/perbup-7-2022/aturan.toml", "", "")]


@pytest.mark.parametrize("following", [None, "2022-01", "2022-03"], ids=["ever", "at once", "after a gap"])
def test_nothing_is_unknown_where_what_left_it_open_has_ended(following: str | None, tmp_path: Path):
    ended = Break(BASE_FACE, "zona_waktu", 'masa_terakhir = "2021-12"\nzona_waktu')
    further = [] if following is None else base_from(following)
    assert spans(tmp_path, ended, *further) == [("variabel", "belum", "2020-01", "2021-12")]


def test_the_month_before_january_is_december(tmp_path: Path):
    text = KNOWN + 'rumus = "gaji_kotor"\nkeluaran = "kini diketahui"\n\n[tpp_bruto]'
    january = Break(NEW_FACE, 'masa_pertama = "2021-03"', 'masa_pertama = "2021-01"')
    assert spans(tmp_path, Break(NEW_RULES, "[tpp_bruto]", text), january)[0][3] == "2020-12"


def test_a_formula_that_does_not_know_is_listed_with_its_reason(tmp_path: Path):
    text = "CASE WHEN kelas_jabatan > 9 THEN 1 ELSE TIDAK_DIKETAHUI('kelas rendah tidak diatur') END"
    found = unknown_intervals(report_of(tmp_path, formula(text)).months)
    assert [(item.thing.kind, item.thing.reason, item.until) for item in found if item.thing.name == "lama"] == [
        ("rumus", "kelas rendah tidak diatur", "2021-02")
    ]


def test_an_unknown_table_is_listed(tmp_path: Path):
    assert ("tabel", "diam", "2020-01", "") in spans(tmp_path, stated(WAITING_TABLE))


# --- what was examined -----------------------------------------------------------------------------------------------


def checklist_of(region: str) -> list[Line]:
    return validate_region(open_shelf(region), feature_exists).checklist


@pytest.mark.parametrize("region", regions())
def test_every_proof_finds_nothing_in_every_region(region: str):
    assert [line.text() for line in checklist_of(region) if line.failed or line.unseen] == []


def test_every_proof_examines_something_in_some_region():
    """A text that is not complete has no numbers to examine; the proof of them must not therefore be one of nothing."""
    examined = {line.name for region in regions() for line in checklist_of(region) if line.examined}
    assert examined == {line.name for line in checklist_of("balangan")}


def test_a_proof_names_what_it_examined(tmp_path: Path):
    proofs = report_of(tmp_path).proofs
    assert "contoh/perbup-1-2020: tabel tunjangan" in proofs["istilah"].examined
    assert "contoh/perbup-1-2020: variabel lama" in proofs["variabel"].examined
    assert "nasional/uu-1-2020: parameter tarif" in proofs["istilah"].examined
    assert len(proofs["cabang"].examined) == 4  # the CASE of `nilai` and of `nilai_semula`: a WHEN and an ELSE each


def test_a_proof_with_nothing_to_examine_is_not_ticked(tmp_path: Path):
    lines = {line.name: line for line in report_of(tmp_path).checklist}
    assert lines["nomor pasal"].text() == "– nomor pasal: tidak ada yang diperiksa"
    assert not lines["nomor pasal"].sound
    assert lines["tabel"].text() == "✓ tabel: 2 diperiksa, tanpa celah dan tumpang tindih"
    assert lines["tabel"].text("en") == "✓ tabel: 2 examined, without hole or overlap"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("R-060", "cabang"),
        ("R-061", "cabang"),
        ("R-062", "syarat"),
        ("R-063", "variabel"),
        ("R-064", "istilah"),
        ("R-065", "nomor pasal"),
        ("R-066", "pemilik"),
        ("R-043", "bagian"),
        ("R-050", "kasus"),
    ],
)
def test_a_failed_proof_is_crossed_and_no_other(code: str, name: str, tmp_path: Path):
    """Beside the worked cases, which are computed by the changed formula."""
    crossed = {line.name: line for line in report_of(tmp_path, PLANTED[code]).checklist if line.failed}
    assert {*crossed} - {"kasus"} == {name} - {"kasus"}
    assert crossed[name].text().startswith(f"✗ {name}: ")
    assert code in crossed[name].text()


def test_a_month_that_cannot_be_bound_leaves_every_proof_unfinished(tmp_path: Path):
    lines = {line.name: line for line in report_of(tmp_path, PLANTED["L-010"]).checklist}
    assert lines["rumus"].failed == ("L-010",)
    assert lines["cabang"].unseen == ("2020-01",)
    assert lines["cabang"].text() == "✗ cabang: 2 diperiksa; belum terlihat 2020-01"
