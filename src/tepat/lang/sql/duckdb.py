"""DuckDB's writer.

What DuckDB does and the writer therefore avoids: decimal / decimal is DOUBLE, so numbers are integer numerators and
``//`` stands only in a rounding; ``//`` truncates towards zero; an integer literal is INT32; ``LEAST`` skips NULL;
``CASE`` falls to ELSE on an unknown condition; integers raise on overflow, which would stop everybody, so bounds
choose a width that cannot overflow. HUGEINT costs about six times BIGINT, UBIGINT nothing (measured), so the widths
are tried in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from tepat.lang.rounding import room
from tepat.lang.tables import Band, Row, codes_of
from tepat.lang.typed import (
    Absent,
    Arithmetic,
    Choice,
    Comparison,
    Connective,
    Constant,
    DatePart,
    Elapsed,
    Extreme,
    LocalDate,
    LocalTime,
    Lookup,
    Member,
    MovedDate,
    Negated,
    Not,
    PeriodStart,
    PeriodYear,
    Reference,
    Rescaled,
    Rounded,
    ShiftedDate,
    Typed,
    Unknown,
    number,
)
from tepat.lang.types import Number, Type, Unit

_SIMPLE = {
    Unit.TANGGAL: "DATE",
    Unit.WAKTU: "TIMESTAMP",
    Unit.KATEGORI: "VARCHAR",
    Unit.TEKS: "VARCHAR",
    Unit.YA_TIDAK: "BOOLEAN",
}
_INT32 = 2**31 - 1


def sql_type(kind: Type) -> str:
    """The column type that holds every value of ``kind``."""
    return integer_type(kind.lo, kind.hi) if isinstance(kind, Number) else _SIMPLE[kind.unit]


def integer_type(lo: int, hi: int) -> str:
    """The cheapest integer that holds lo..hi.

    >>> integer_type(0, 10**19), integer_type(-1, 10**19)
    ('UBIGINT', 'HUGEINT')
    """
    if lo > -(2**63) and hi < 2**63:
        return "BIGINT"
    if lo >= 0 and hi < 2**64:
        return "UBIGINT"
    if lo > -(2**127) and hi < 2**127:
        return "HUGEINT"
    raise OverflowError(f"{lo}..{hi} does not fit 128 bits")


@dataclass(frozen=True, slots=True)
class Written:
    """An expression, its SQL type, and whether it must be bracketed as an operand."""

    text: str
    kind: str
    loose: bool = False

    @property
    def operand(self) -> str:
        """The text, bracketed where it needs to be."""
        return f"({self.text})" if self.loose else self.text


def column_expression(typed: Typed, kind: Type) -> str:
    """The expression of a column of type ``kind``, cast where its own type would be another."""
    written = _write(typed)
    target = sql_type(kind)
    exact = written.kind == target and not isinstance(typed, Constant)
    return written.text if exact else f"CAST({written.text} AS {target})"


def condition(typed: Typed) -> str:
    """A yes/no expression."""
    return _write(typed).operand


def _write(node: Typed) -> Written:
    match node:
        case Constant():
            return _constant(node)
        case Unknown():
            return Written("NULL", "NULL")
        case Reference():
            return Written(node.column, sql_type(node.type) if node.type else "NULL")
        case Arithmetic():
            return _arithmetic(node)
        case Rescaled():
            return _product(node.type, node.operand, _integer_constant(node.factor))
        case Negated():
            inner = _cast(node.operand, _width(node, node.operand))
            return Written(f"-{inner}", _width(node, node.operand), loose=True)
        case Rounded():
            return _rounded(node)
        case Comparison():
            return _comparison(node)
        case Connective():
            return Written(f"{_side(node, node.left)} {node.operator} {_side(node, node.right)}", "BOOLEAN", loose=True)
        case Not():
            return Written(f"NOT {_write(node.operand).operand}", "BOOLEAN", loose=True)
        case Absent():
            test = "IS NOT NULL" if node.negated else "IS NULL"
            return Written(f"{node.operand.column} {test}", "BOOLEAN", loose=True)
        case Member():
            options = ", ".join(_write(option).text for option in node.options)
            return Written(f"{_write(node.operand).operand} IN ({options})", "BOOLEAN", loose=True)
        case Choice():
            return _choice(node)
        case Extreme():
            return _extreme(node)
        case Lookup():
            return _lookup(node)
        case _:
            return _of_dates(node)


def _of_dates(node: Typed) -> Written:
    match node:
        case ShiftedDate():
            return Written(_shifted(node), "DATE")
        case MovedDate():
            move = "to_months" if node.kind == "months" else "to_days"
            amount = f"{move}(CAST({_write(node.right).text} AS INTEGER))"
            return Written(f"CAST({_write(node.left).operand} + {amount} AS DATE)", "DATE")
        case LocalTime():
            text = f"CAST({_write(node.operand).text} AS TIMESTAMP) + INTERVAL ({node.seconds}) SECOND"
            return Written(text, "TIMESTAMP", loose=True)
        case LocalDate():
            text = f"{_write(node.operand).operand} + INTERVAL ({node.offset_seconds}) SECOND"
            return Written(f"CAST({text} AS DATE)", "DATE")
        case DatePart():
            return Written(f"{_DATE_PARTS[node.kind]}({_write(node.operand).text})", "BIGINT")
        case Elapsed():
            return _elapsed(node)
        case PeriodYear():
            text = _write(node.operand).operand
            form = "[0-9]{4}(-(0[1-9]|1[0-2]|1[45]|Q[1-4]|S[12]))?"
            year = f"CAST(left({text}, 4) AS BIGINT)"
            return Written(f"CASE WHEN regexp_full_match({text}, '{form}') THEN {year} END", "BIGINT")
        case PeriodStart():
            return Written(_period_start(_write(node.operand).operand), "DATE")
        case _:
            raise TypeError(f"unknown node {node!r}")


def _constant(node: Constant) -> Written:
    value = node.value
    if isinstance(value, bool):
        return Written(str(value).upper(), "BOOLEAN")
    if isinstance(value, Fraction):
        numerator = int(value * 10 ** number(node).scale)
        kind = "INTEGER" if abs(numerator) <= _INT32 else integer_type(numerator, numerator)
        return Written(str(numerator), kind, loose=numerator < 0)
    if isinstance(value, datetime):
        return Written(f"TIMESTAMP '{value:%Y-%m-%d %H:%M:%S}'", "TIMESTAMP")
    if isinstance(value, date):
        return Written(f"DATE '{value.isoformat()}'", "DATE")
    return Written(quoted(value), "VARCHAR")


def quoted(text: str) -> str:
    """A text literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name of a table or column, quoted.

    >>> print(identifier('kode "lama" pegawai'))
    "kode ""lama"" pegawai"
    """
    return '"' + name.replace('"', '""') + '"'


def _integer_constant(value: int) -> Constant:
    return Constant(Number(Unit.BILANGAN, 0, value, value), False, Fraction(value))


def _width(*nodes: Typed) -> str:
    """The cheapest integer type that holds all of these."""
    kinds = [node.type for node in nodes if isinstance(node.type, Number)]
    return integer_type(min(kind.lo for kind in kinds), max(kind.hi for kind in kinds))


def _cast(node: Typed, kind: str) -> str:
    """A numeric operand of the given width. A small literal takes the width of a BIGINT neighbour by itself."""
    written = _write(node)
    if written.kind == kind or (written.kind == "INTEGER" and kind == "BIGINT"):
        return written.operand
    return f"CAST({written.text} AS {kind})"


def _arithmetic(node: Arithmetic) -> Written:
    if node.operator == "*":
        return _product(node.type, node.left, node.right)
    width = _width(node, node.left, node.right)
    return Written(f"{_cast(node.left, width)} {node.operator} {_cast(node.right, width)}", width, loose=True)


def _product(kind: Type | None, left: Typed, right: Typed) -> Written:
    ones = [side for side in (left, right) if isinstance(side, Constant) and _is_one(side)]
    if ones:
        return _write(right if ones[0] is left else left)
    width = _width(Constant(kind, False, Fraction(0)), left, right)
    return Written(f"{_cast(left, width)} * {_cast(right, width)}", width, loose=True)


def _is_one(node: Constant) -> bool:
    kind = number(node)
    return kind.lo == kind.hi == 1


def _rounded(node: Rounded) -> Written:
    quotient, width = _quotient(node)
    text = quotient if node.step == 1 else f"({quotient}) * {node.step}"
    if node.guards:
        positive = " AND ".join(f"{_write(divisor).operand} > 0" for divisor in node.guards)
        text = f"CASE WHEN {positive} THEN {text} END"
    return Written(text, width, loose=True)


def _quotient(node: Rounded) -> tuple[str, str]:
    n, d = number(node.numerator), number(node.denominator)
    width = integer_type(*room(node.mode, n, d))
    above, below = _cast(node.numerator, width), _cast(node.denominator, width)
    fixed = d.lo == d.hi
    if fixed and d.lo == 1:
        return above, width
    return _QUOTIENTS[node.mode](above, below, width, d.lo if fixed else None, n.lo < 0), width


def _literal(value: int, width: str) -> str:
    return str(value) if width == "BIGINT" else f"CAST({value} AS {width})"


def _floor(above: str, below: str, width: str, fixed: int | None, signed: bool) -> str:
    """Division towards minus infinity: ``//`` truncates, so a negative rest takes one off."""
    if not signed:
        return f"{above} // {below}"
    return f"{above} // {below} - CAST({above} % {below} < 0 AS {width})"


def _half_up(above: str, below: str, width: str, fixed: int | None, signed: bool) -> str:
    if fixed is not None and fixed % 2 == 0:
        return _floor(f"({above} + {_literal(fixed // 2, width)})", below, width, fixed, signed)
    two = _literal(2, width)
    return _floor(f"({two} * {above} + {below})", f"({two} * {below})", width, fixed, signed)


def _half_away(above: str, below: str, width: str, fixed: int | None, signed: bool) -> str:
    if not signed:
        return _half_up(above, below, width, fixed, signed)
    up = _half_up(f"abs({above})", below, width, fixed, signed=False)
    return f"CASE WHEN {above} < 0 THEN -({up}) ELSE {up} END"


def _half_even(above: str, below: str, width: str, fixed: int | None, signed: bool) -> str:
    down = f"({_floor(above, below, width, fixed, signed)})"
    rest, two = f"({above} - {down} * {below})", _literal(2, width)
    odd = f"({down} % {two} <> 0)"
    return f"{down} + CAST({two} * {rest} > {below} OR ({two} * {rest} = {below} AND {odd}) AS {width})"


def _ceiling(above: str, below: str, width: str, fixed: int | None, signed: bool) -> str:
    return f"{above} // {below} + CAST({above} % {below} > 0 AS {width})"


def _truncate(above: str, below: str, width: str, fixed: int | None, signed: bool) -> str:
    return f"{above} // {below}"


_QUOTIENTS = {
    "half_up": _half_up,
    "half_away": _half_away,
    "half_even": _half_even,
    "floor": _floor,
    "ceiling": _ceiling,
    "truncate": _truncate,
}


def _comparison(node: Comparison) -> Written:
    if isinstance(node.left.type, Number) and isinstance(node.right.type, Number):
        width = _width(node.left, node.right)
        text = f"{_cast(node.left, width)} {node.operator} {_cast(node.right, width)}"
    else:
        text = f"{_write(node.left).operand} {node.operator} {_write(node.right).operand}"
    return Written(text, "BOOLEAN", loose=True)


def _side(parent: Connective, node: Typed) -> str:
    written = _write(node)
    same = isinstance(node, Connective) and node.operator == parent.operator
    plain = isinstance(node, Comparison | Absent | Member)
    return written.text if same or plain else written.operand


def _choice(node: Choice) -> Written:
    """CASE with the guard SQL lacks: an unknown condition is unknown, it never falls to the next branch."""
    width = sql_type(node.type) if node.type else "NULL"
    parts = []
    for test, value in node.branches:
        parts.append(f"WHEN {_write(test).text} THEN {_branch(value, width)}")
        if test.nullable:
            parts.append(f"WHEN {_unknown(test)} THEN NULL")
    parts.append(f"ELSE {_branch(node.default, width)}")
    return _fixed(_case("CASE", parts), width)


def _fixed(text: str, width: str) -> Written:
    """A CASE whose branches may be small literals, in the width its type needs."""
    return Written(text if width not in _INTEGERS else f"CAST({text} AS {width})", width)


_INTEGERS = ("BIGINT", "UBIGINT", "HUGEINT")


def _case(head: str, lines: list[str]) -> str:
    """A CASE on one line where it is short, else one line for each branch."""
    flat = f"{head} {' '.join(lines)} END"
    if len(flat) <= _SHORT and "\n" not in flat:
        return flat
    inner = "".join("\n" + line for line in lines).replace("\n", "\n  ")
    return f"{head}{inner}\nEND"


_SHORT = 88


def _branch(value: Typed, width: str) -> str:
    written = _write(value)
    return written.text if written.kind in (width, "NULL", "INTEGER") else f"CAST({written.text} AS {width})"


def _extreme(node: Extreme) -> Written:
    """LEAST/GREATEST with the guard SQL lacks: DuckDB would skip the unknown operand."""
    width = _width(node, *node.operands) if isinstance(node.type, Number) else _simple_type(node.type)
    known = [_known(operand) for operand in node.operands]
    call = f"{node.operator}({', '.join(_explicit(operand, width) for operand in known)})"
    if not any(operand.nullable for operand in node.operands):
        return Written(call, width)
    return Written(f"CASE WHEN {_unknown(*node.operands)} THEN NULL ELSE {call} END", width)


def _unknown(*nodes: Typed) -> str:
    """Whether any of these is unknown, asked of the columns they read instead of the whole expression again."""
    tests = dict.fromkeys(test for node in nodes for test in _unknown_tests(node))
    return " OR ".join(tests)


def _unknown_tests(node: Typed) -> Iterator[str]:
    if not node.nullable:
        return
    if _is_strict(node):
        for part in _parts(node):
            yield from _unknown_tests(part)
    else:
        yield f"{_write(node).operand} IS NULL"


def _known(node: Typed) -> Typed:
    """The same expression inside a guard that has asked its columns: it needs no guard of its own."""
    if not node.nullable or not _is_strict(node):
        return replace(node, nullable=False)
    found: dict[str, Any] = {name: getattr(node, name) for name in _PART_NAMES if hasattr(node, name)}
    parts: dict[str, Any] = {
        name: tuple(map(_known, value)) if isinstance(value, tuple) else _known(value) for name, value in found.items()
    }
    return replace(node, nullable=False, **parts)


def _is_strict(node: Typed) -> bool:
    """Unknown exactly when one of its operands is; CASE, AND/OR, tables and guarded divisions decide for themselves."""
    return isinstance(node, _STRICT + _STRICT_DATES) and not (isinstance(node, Rounded) and node.guards)


def _parts(node: Typed) -> Iterator[Typed]:
    for name in _PART_NAMES:
        value = getattr(node, name, ())
        yield from value if isinstance(value, tuple) else (value,)


_STRICT = (Arithmetic, Rescaled, Negated, Rounded, Comparison, Not, Member, Extreme, ShiftedDate)
_STRICT_DATES = (LocalTime, LocalDate, DatePart, Elapsed, MovedDate)
_PART_NAMES = ("left", "right", "operand", "operands", "numerator", "denominator")


def _explicit(node: Typed, width: str) -> str:
    written = _write(node)
    return written.text if written.kind == width else f"CAST({written.text} AS {width})"


def _lookup(node: Lookup) -> Written:
    width = sql_type(node.type) if node.type else "NULL"
    return _fixed(_keyed(node, (), width), width)


def _keyed(node: Lookup, keys: tuple[str, ...], width: str) -> str:
    """One CASE per key, and innermost the value or the ladder of bands."""
    table = node.table
    if len(keys) == len(table.keys):
        rows = table.rows_of(keys)
        return _ladder(node, rows, width) if table.band_unit is not None else _cell(node, rows[0])
    domain = table.keys[len(keys)][1]
    branches = [
        f"WHEN {code if isinstance(domain, Number) else quoted(code)} THEN {_keyed(node, (*keys, code), width)}"
        for code in codes_of(domain)
    ]
    return _case(f"CASE {_write(node.keys[len(keys)]).operand}", branches)


def _cell(node: Lookup, row: Row) -> str:
    if row.value is None:
        return "NULL"
    if isinstance(row.value, str):
        return quoted(row.value)
    return str(int(row.value * 10 ** number(node).scale))


def _ladder(node: Lookup, rows: Iterable[Row], width: str) -> str:
    """Bands as CASE: measured faster than a range join."""
    bands = list(rows)
    value = node.value
    if value is None:
        raise ValueError(f"table {node.table.name} has bands but no value is looked up")
    text = _write(value).operand
    lines = [f"WHEN {text} IS NULL THEN NULL"] if value.nullable else []
    if node.progressive and number(value).lo < 0:
        lines.append(f"WHEN {text} < 0 THEN 0")
    first = bands[0].band
    if first is not None and first.lower is not None and _may_be_below(value, first):
        lines.append(f"WHEN {text} {'<=' if first.upper_included else '<'} {_bound(value, first.lower)} THEN NULL")
    for row in bands[:-1]:
        if row.band is None or row.band.upper is None:
            raise ValueError(f"table {node.table.name}: an open band stands before another")
        sign = "<=" if row.band.upper_included else "<"
        lines.append(f"WHEN {text} {sign} {_bound(value, row.band.upper)} THEN {_step(node, bands, row, value, width)}")
    last = _step(node, bands, bands[-1], value, width)
    return _case("CASE", [*lines, f"ELSE {last}"]) if lines else last


def _bound(value: Typed, bound: Fraction) -> str:
    """A bound as a numerator on the value's scale, which the checker made fine enough."""
    return str(int(bound * 10 ** number(value).scale))


def _may_be_below(value: Typed, band: Band) -> bool:
    kind = number(value)
    return not band.holds(Fraction(kind.lo, 10**kind.scale)) and band.lower is not None


def _step(node: Lookup, bands: list[Row], row: Row, value: Typed, width: str) -> str:
    if not node.progressive:
        return _cell(node, row)
    rate_scale = number(node).scale - number(value).scale
    base, start = Fraction(0), Fraction(0)
    if row.value is None or any(below.value is None for below in bands[: bands.index(row)]):
        return "NULL"
    for below in bands[: bands.index(row)]:
        if below.band is None or below.band.upper is None or not isinstance(below.value, Fraction):
            raise ValueError(f"table {node.table.name}: a progressive layer without upper bound")
        base += (below.band.upper - start) * below.value
        start = below.band.upper
    if isinstance(row.value, str):
        raise TypeError(f"table {node.table.name} holds codes, not rates")
    rate = int(row.value * 10**rate_scale)
    fixed = int((base - start * row.value) * 10 ** number(node).scale)
    amount = f"CAST({_write(value).text} AS {width})"
    return f"{amount} * {rate} {'-' if fixed < 0 else '+'} {abs(fixed)}" if fixed else f"{amount} * {rate}"


def _simple_type(kind: Type | None) -> str:
    if kind is None:
        raise TypeError("an extreme of nothing known")
    return sql_type(kind)


_DATE_PARTS = {"weekday": "isodow", "day": "day", "month": "month", "year": "year"}


def _elapsed(node: Elapsed) -> Written:
    """Whole spans; seconds are counted first, since instants are kept in whole seconds."""
    left, right = _write(node.left).operand, _write(node.right).operand
    if node.kind == "days":
        return Written(f"date_diff('day', {left}, {right})", "BIGINT")
    if node.kind == "minutes":
        text = _floor(f"date_diff('second', {left}, {right})", "60", "BIGINT", 60, signed=True)
        return Written(text, "BIGINT", loose=True)
    incomplete = f"day({right}) < least(day({left}), day(last_day({right})))"
    return Written(f"date_diff('month', {left}, {right}) - CAST({incomplete} AS BIGINT)", "BIGINT", loose=True)


def _period_start(text: str) -> str:
    """The first day of YYYY-MM, YYYY-Qn, YYYY-Sn or YYYY; NULL of anything else."""
    year, part = f"CAST(left({text}, 4) AS BIGINT)", f"CAST(right({text}, 1) AS BIGINT)"
    forms = {
        "[0-9]{4}-(0[1-9]|1[0-2])": f"CAST(right({text}, 2) AS BIGINT)",
        "[0-9]{4}-Q[1-4]": f"{part} * 3 - 2",
        "[0-9]{4}-S[12]": f"{part} * 6 - 5",
        "[0-9]{4}": "1",
    }
    lines = [
        f"WHEN regexp_full_match({text}, '{form}') THEN make_date({year}, {month}, 1)" for form, month in forms.items()
    ]
    return _case("CASE", lines)


def _shifted(node: ShiftedDate) -> str:
    text = _write(node.operand).text
    if node.kind == "day":
        return f"make_date(year({text}), month({text}), {node.amount})"
    unit = "MONTH" if node.kind == "months" else "DAY"
    return f"CAST({text} + INTERVAL ({node.amount}) {unit} AS DATE)"
