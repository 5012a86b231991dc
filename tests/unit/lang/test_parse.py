"""What is not on the whitelist does not exist in the language: each refused form, with its code and place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tepat.lang.errors import RegulationError
from tepat.lang.parse import parse
from tepat.lang.tree import Binary, Call, Case, In, IsNull, Literal, Name, Spot, Unary, walk

REFUSED = [
    # more than one expression, or none
    ("gaji; potongan", "L-002", 1, 1),
    ("", "L-002", 1, 1),
    ("   ", "L-002", 1, 1),
    ("-- hanya catatan", "L-002", 1, 1),
    ("gaji, potongan", "L-001", 1, 5),
    ("(gaji, potongan)", "L-002", 1, 2),
    ("gaji potongan", "L-002", 1, 1),
    ("gaji AS potongan", "L-002", 1, 1),
    # numbers as people write them
    ("1.000.000", "L-004", 1, 1),
    ("gaji + 1.000.000", "L-004", 1, 8),
    ("1e5", "L-004", 1, 1),
    ("1.", "L-004", 1, 1),
    ("1,5", "L-001", 1, 2),
    ("1_000", "L-002", 1, 1),
    ("1 000", "L-001", 1, 3, 5),
    ("0x1F", "L-002", 1, 1),
    ("Rp 5", "L-001", 1, 4),
    # percent
    ("60 %", "L-003", 1, 4),
    ("60 % * gaji", "L-003", 1, 4),
    ("gaji % 2", "L-003", 1, 6),
    ("PERSEN(60)%", "L-003", 1, 11),
    ("60 PERSEN", "L-002", 1, 1),
    # queries
    ("(SELECT 1)", "L-002", 1, 9),
    ("SELECT gaji", "L-002", 1, 8),
    ("EXISTS (SELECT 1)", "L-002", 1, 16),
    ("kode IN (SELECT 1)", "L-002", 1, 1),
    ("gaji = ANY(potongan)", "L-002", 1, 12),
    ("DROP TABLE gaji", "L-002", 1, 12),
    ("gaji\nWHERE setuju", "L-001", 2, 1, 5),
    ("gaji ORDER BY gaji", "L-001", 1, 6, 13),
    ("SUM(gaji)", "L-002", 1, 1),
    ("COUNT(*)", "L-002", 1, 1),
    ("LEAST(gaji, 1) OVER ()", "L-002", 1, 1),
    # CASE
    ("CASE WHEN setuju THEN gaji END", "L-005", 1, 11),
    ("CASE kelas WHEN 1 THEN 2 ELSE 3 END", "L-002", 1, 6),
    ("IF(setuju, 1, 2)", "L-002", 1, 4),
    ("CASE WHEN setuju THEN 1 ELSE 2", "L-001", 1, 30),
    # unknowns
    ("NULL", "L-002", 1, 1),
    ("gaji = NULL", "L-002", 1, 1),
    ("CASE WHEN setuju THEN 1 ELSE NULL END", "L-002", 1, 1),
    ("COALESCE(gaji, 0)", "L-002", 1, 1),
    ("(gaji + 1) IS NULL", "L-002", 1, 2),
    ("'a' IS NULL", "L-002", 1, 1),
    ("setuju IS TRUE", "L-002", 1, 1),
    ("setuju IS NOT TRUE", "L-002", 1, 1),
    ("gaji IS DISTINCT FROM 1", "L-002", 1, 1),
    ("GREATEST(gaji, 1) IGNORE NULLS", "L-002", 1, 1),
    # names
    ('"gaji"', "L-002", 1, 1),
    ('jabatan."gaji"', "L-002", 1, 1),
    ("`gaji`", "L-001", 1, 6),
    ("a.b.c", "L-002", 1, 1),
    ("a.b.c.d", "L-002", 1, 1),
    ("*", "L-002", 1, 1),
    (":gaji", "L-002", 1, 1),
    ("@gaji", "L-002", 1, 1),
    ("?", "L-002", 1, 1),
    ("gaji[1]", "L-002", 1, 1),
    ("[gaji]", "L-002", 1, 2),
    # operators and functions of other languages
    ("ABS(gaji)", "L-002", 1, 1),
    ("ROUND(gaji, 2)", "L-002", 1, 1),
    ("CAST(gaji AS INT)", "L-002", 1, 6),
    ("gaji::int", "L-002", 1, 1),
    ("gaji // 2", "L-001", 1, 7),
    ("gaji DIV 2", "L-002", 1, 1),
    ("gaji ^ 2", "L-002", 1, 1),
    ("gaji & 2", "L-002", 1, 1),
    ("~gaji", "L-002", 1, 2),
    ("nama || 'x'", "L-002", 1, 1),
    ("nama LIKE 'x'", "L-002", 1, 1),
    ("gaji BETWEEN 1 AND 2", "L-002", 1, 1),
    ("gaji IN ()", "L-002", 1, 1),
    ("gaji IN potongan", "L-002", 1, 1),
    ("LEAST(DISTINCT gaji, 1)", "L-002", 1, 16),
    ("LEAST(a => 1, 2)", "L-002", 1, 12),
    ("gaji := 1", "L-002", 1, 1),
    # dates
    ("DATE '2024-02-30'", "L-002", 1, 6),
    ("DATE mulai", "L-002", 1, 1),
    ("TIMESTAMP '2024-01-01 00:00:00'", "L-002", 1, 11),
    ("INTERVAL 1 DAY", "L-002", 1, 1),
    ("CURRENT_DATE", "L-002", 1, 1),
    ("RANDOM()", "L-002", 1, 1),
    # slips
    ("gaji +", "L-001", 1, 6),
    ("(gaji", "L-001", 1, 2, 5),
    ("gaji)", "L-001", 1, 5),
    ("'gaji", "L-001", 1, 1),
    ("PERSEN(60", "L-001", 1, 8, 9),
]


@pytest.mark.parametrize(("text", "code", "line", "columns"), [(*row[:3], row[3:]) for row in REFUSED])
def test_a_form_outside_the_language_is_refused_with_its_place(
    text: str, code: str, line: int, columns: tuple[int, ...]
):
    """The place is where the refused part begins; of a word that the grammar does not expect, anywhere in the word."""
    with pytest.raises(RegulationError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == (code, line)
    assert columns[0] <= int(problem.place.column or 0) <= columns[-1]


def test_a_place_is_of_its_line():
    with pytest.raises(RegulationError) as caught:
        parse("CASE WHEN setuju\n     THEN gaji\n     ELSE 1.000.000 END")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("L-004", 3, 11)
    assert problem.words["teks"] == "1.000.000"


def test_every_form_of_the_language_is_read():
    text = """
    CASE WHEN NOT setuju AND kelas <> 1 OR kode IN ('a', 'b') THEN -1.25
         WHEN npwp IS NOT NULL OR jabatan.kelas IS NULL THEN LEAST(1, 2) * (3 - 4)
         WHEN mulai >= DATE '2024-02-29' AND TRUE THEN BULAT_KE_BAWAH(1 / 3)
         ELSE GREATEST(1, 2) + FALSE END
    """
    kinds = {type(node) for node in walk(parse(text))}
    assert kinds >= {Binary, Call, Case, In, IsNull, Literal, Name, Unary}


def test_numbers_are_exact_and_names_lower_case():
    at = Spot(1, 1)
    assert parse("0.1") == Literal(at, Fraction(1, 10))
    assert parse("9975.0000000000000000000001") == Literal(at, Fraction("9975.0000000000000000000001"))
    assert parse("Jabatan.Kelas") == Name(at, ("jabatan", "kelas"))
    assert parse("'PNS'") == Literal(at, "PNS")
    assert parse("DATE '2024-02-29'").value == date(2024, 2, 29)
    assert parse("bulat_ke_bawah(1)").function == "BULAT_KE_BAWAH"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("8 / 4 / 2", "(8 / 4) / 2"),
        ("a OR b AND c", "a OR (b AND c)"),
        ("NOT a = b", "NOT (a = b)"),
        ("NOT a AND b", "(NOT a) AND b"),
        ("a + b < c * d", "(a + b) < (c * d)"),
        ("-a * b", "(-a) * b"),
        ("a NOT IN (1)", "NOT (a IN (1))"),
        ("NOT a IS NULL", "a IS NOT NULL"),
        ("a != b", "a <> b"),
    ],
)
def test_precedence_is_that_of_sql(text: str, meaning: str):
    assert shape(text) == shape(meaning)


def shape(text: str) -> str:
    """The tree without places."""
    return describe(parse(text))


def describe(node: object) -> str:
    match node:
        case Literal():
            return str(node.value)
        case Name():
            return str(node)
        case Binary():
            return f"[{describe(node.left)} {node.operator} {describe(node.right)}]"
        case Unary():
            return f"[{node.operator} {describe(node.operand)}]"
        case IsNull():
            return f"[{node.operand} {'IS NOT NULL' if node.negated else 'IS NULL'}]"
        case In():
            return f"[{describe(node.operand)} IN {[describe(option) for option in node.options]}]"
        case _:
            raise TypeError(f"unknown node {node!r}")
