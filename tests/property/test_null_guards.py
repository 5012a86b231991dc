"""Without one of its guards against unknowns the compiler is wrong: each is removed here, and noticed."""

from __future__ import annotations

import inspect
import re
import sys
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

from tepat.engine import compute, fact_layer, statement
from tepat.lang.exact import Value
from tepat.lang.sql import duckdb as writer
from tests.property.evaluation import FactRow, by_interpreter, by_sql, read
from tests.property.months import Facts, assert_same, compute_packet, packet_of

# A line that makes something unknown, or decides by a division that may be.
GUARD = re.compile(r"THEN NULL|> 0 THEN|\.guards")


@dataclass(frozen=True)
class Guard:
    """A guard of the writer: its text, the text without it, and a formula and row that need it."""

    name: str
    text: str
    removed: str
    formula: str
    row: FactRow


GUARDS = [
    Guard(
        "an unknown CASE condition never falls to the next branch",
        """\
        if test.nullable:
            parts.append(f"WHEN {_unknown(test)} THEN NULL")
""",
        "",
        "CASE WHEN hadir < HARI(7) THEN gaji ELSE selisih END",
        {"hadir": None, "gaji": Fraction(1), "selisih": Fraction(2)},
    ),
    Guard(
        "LEAST and GREATEST do not skip an unknown operand",
        """\
    if not any(operand.nullable for operand in node.operands):
        return Written(call, width)
    return Written(f"CASE WHEN {_unknown(*node.operands)} THEN NULL ELSE {call} END", width)
""",
        "    return Written(call, width)\n",
        "LEAST(gaji, selisih)",
        {"gaji": Fraction(1), "selisih": None},
    ),
    Guard(
        "an unknown value falls into no band",
        'lines = [f"WHEN {text} IS NULL THEN NULL"] if value.nullable else []',
        "lines = []",
        "LAPIS('menit', telat)",
        {"telat": None},
    ),
    Guard(
        "a value below the lowest band falls into none",
        """\
        lines.append(f"WHEN {text} {'<=' if first.upper_included else '<'} {_bound(value, first.lower)} THEN NULL")
""",
        "        pass\n",
        "LAPIS('skor', potongan)",
        {"potongan": Fraction(0)},
    ),
    Guard(
        "a quotient that may be unknown is asked itself, not only what it reads",
        "return isinstance(node, _STRICT + _STRICT_DATES) and not (isinstance(node, Rounded) and node.guards)",
        "return isinstance(node, _STRICT + _STRICT_DATES)",
        "LEAST(BULAT_KE_BAWAH(gaji / anak), selisih)",
        {"gaji": Fraction(7), "anak": Fraction(-2), "selisih": Fraction(1)},
    ),
    Guard(
        "a divisor that is not positive makes the quotient unknown",
        """\
    if node.guards:
        positive = " AND ".join(f"{_write(divisor).operand} > 0" for divisor in node.guards)
        text = f"CASE WHEN {positive} THEN {text} END"
""",
        "",
        "BULAT_KE_BAWAH(gaji / anak)",
        {"gaji": Fraction(7), "anak": Fraction(-2)},
    ),
]


def changed(module: ModuleType, old: str, new: str, patch: pytest.MonkeyPatch) -> ModuleType:
    """The module with one text replaced, under another name."""
    source = inspect.getsource(module)
    assert source.count(old) == 1, f"the guard is written differently now:\n{old}"
    copy = ModuleType(f"{module.__name__}_changed")
    patch.setitem(sys.modules, copy.__name__, copy)  # a dataclass asks for its module
    exec(compile(source.replace(old, new), f"{module.__name__} without a guard", "exec"), vars(copy))
    return copy


def sql_value(guard: Guard, module: ModuleType) -> Value:
    formula = read(guard.formula)
    ((value,),) = by_sql([formula.typed], [guard.row], formula.columns, module)
    return value


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_without_the_guard_a_value_is_not_the_interpreters(guard: Guard, monkeypatch: pytest.MonkeyPatch):
    exact = by_interpreter(read(guard.formula), guard.row)
    assert exact is None
    assert sql_value(guard, writer) == exact
    assert sql_value(guard, changed(writer, guard.text, guard.removed, monkeypatch)) != exact


def guard_lines(source: str) -> list[str]:
    return [line.strip() for line in source.splitlines() if GUARD.search(line)]


def test_these_are_all_guards_of_the_writer():
    source = inspect.getsource(writer)
    assert len(guard_lines(source)) >= len(GUARDS)
    for guard in GUARDS:
        source = source.replace(guard.text, guard.removed)
    assert guard_lines(source) == [], "a guard without a row that needs it: add it to GUARDS"


def test_a_new_guard_without_a_row_is_noticed():
    planted = inspect.getsource(writer) + '\n    text = f"CASE WHEN {text} IS NULL THEN NULL ELSE {text} END"\n'
    for guard in GUARDS:
        planted = planted.replace(guard.text, guard.removed)
    assert len(guard_lines(planted)) == 1


# --- guards of the statement: what does not apply, and who the one is -------------------------------------------------

ON_LEAVE = {"jenis": "cltn", "mulai": str(date(2024, 1, 1)), "selesai": ""}
STATEMENT_GUARDS = {
    "a variable that does not apply has no value": (
        '        expression = f"CASE WHEN {condition(item.applies)} THEN {expression} END"\n',
        "        pass\n",
        Facts(cuti=[ON_LEAVE]),
    ),
    "a condition that does not apply holds": (
        '        test = f"CASE WHEN {applies} THEN {test} WHEN NOT {applies} THEN TRUE END"\n',
        "        pass\n",
        Facts(cuti=[ON_LEAVE], disiplin=None),
    ),
    "two rows where one may be are not the same as none": (
        'True: f"CASE WHEN {_SURE} AND {_MATCHES} <= 1 THEN {_MATCHES} = 1 END",',
        'True: f"{_MATCHES} = 1",',
        Facts(plt=[{"jenis": kind, "kode_jabatan": "J-002", "mulai": "2024-01-01"} for kind in ("naik", "setara")]),
    ),
    "a person without rows of a relation has none": (
        "yield f\"CASE WHEN {table}.nip IS NULL THEN FALSE ELSE {table}.ada END AS {column_name(name, 'ada')}\"",
        "yield f\"{table}.ada AS {column_name(name, 'ada')}\"",
        Facts(),
    ),
}


@pytest.mark.parametrize("name", STATEMENT_GUARDS)
def test_without_the_guard_of_the_statement_a_person_is_not_the_interpreters(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    text, removed, person = STATEMENT_GUARDS[name]
    packet = packet_of([person], "2024-03")
    assert_same(compute_packet(packet, "2024-03", tmp_path), [0])
    _without(text, removed, monkeypatch)
    with pytest.raises(AssertionError):
        assert_same(compute_packet(packet, "2024-03", tmp_path), [0])


def _without(text: str, removed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a guard out of the statement or of its fact layer, whichever holds it."""
    if text in inspect.getsource(statement):
        monkeypatch.setattr(compute, "write_statement", changed(statement, text, removed, monkeypatch).write_statement)
        return
    without = changed(fact_layer, text, removed, monkeypatch)
    for name in ("fact_ctes", "later_ctes", "variable_column"):
        monkeypatch.setattr(statement, name, getattr(without, name))
