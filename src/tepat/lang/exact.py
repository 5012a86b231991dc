"""The single-case interpreter: one person, exact fractions, the untyped tree.

It shares nothing with the compiler but the parser, so that the two check each other; it is the oracle of the tests
and the source of the explanation. Units do not exist here: the checker has already refused what has no meaning.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fractions import Fraction
from typing import Protocol

from tepat.lang import calendar
from tepat.lang.calendar import Masa
from tepat.lang.functions import DATE_PARTS, ELAPSED, PERIODS, ROUNDINGS, UNIT_LITERALS
from tepat.lang.rounding import rounded_quotient
from tepat.lang.tables import Row, Table
from tepat.lang.tree import Binary, Call, Case, In, IsNull, Literal, Name, Node, Unary


@dataclass(frozen=True)
class Unknown:
    """A value nobody knows, and the facts it waits for."""

    causes: tuple[str, ...] = ()

    def __or__(self, other: object) -> Unknown:
        return Unknown(tuple(dict.fromkeys((*self.causes, *(other.causes if isinstance(other, Unknown) else ())))))


Known = Fraction | str | date | datetime | bool
Value = Known | Unknown | None  # None: a fact that may be absent, and is


class Facts(Protocol):
    """What a formula reads: names of facts and variables, and aggregates over related rows."""

    def value(self, parts: tuple[str, ...]) -> Value:
        """The value of a name; None where the fact is absent, `Unknown` where it should be there and is not."""
        ...

    def aggregate(self, function: str, relation: str, column: str) -> Value:
        """``ADA``, ``BANYAK``, ``JUMLAH``, ``TERKECIL`` or ``TERBESAR`` over a relation."""
        ...


@dataclass
class Trail:
    """What happened on the way to one value, for the explanation: values of parts, table rows, branches."""

    values: dict[int, Value] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)


@dataclass
class Evaluator:
    """Evaluates formulas for one person in one month."""

    masa: Masa
    zone: str
    tables: Mapping[str, Table]
    facts: Facts
    trail: Trail = field(default_factory=Trail)
    run_period: str = ""

    def value(self, node: Node) -> Value:
        """The value of a formula; `Unknown` with its causes where a needed fact is missing."""
        result = self._evaluate(node)
        self.trail.values[id(node)] = result
        return result

    def _evaluate(self, node: Node) -> Value:
        match node:
            case Literal():
                return node.value
            case Name():
                return self.facts.value(node.parts)
            case IsNull():
                absent = self._absence(node.operand)
                return absent if isinstance(absent, Unknown) else absent != node.negated
            case Unary(operator="NOT"):
                return _map(lambda inner: not inner, self.needed(node.operand))
            case Unary():
                return _map(lambda inner: -inner, self.needed(node.operand))
            case Binary(operator="AND" | "OR"):
                return self._connective(node)
            case Binary():
                return self._binary(node)
            case In():
                options = [self.value(option) for option in node.options]
                return _map(lambda inner: inner in options, self.needed(node.operand))
            case Case():
                return self._case(node)
            case Call():
                return self._call(node)
            case _:
                raise TypeError(f"unknown node {node!r}")

    def needed(self, node: Node) -> Known | Unknown:
        """The value of an operand; an absent fact used as one is unknown."""
        result = self.value(node)
        return Unknown((str(node) if isinstance(node, Name) else "",)) if result is None else result

    def _absence(self, name: Name) -> bool | Unknown:
        value = self.value(name)
        return value if isinstance(value, Unknown) else value is None

    def _connective(self, node: Binary) -> Value:
        """Kleene's logic: a decided side decides."""
        deciding = node.operator == "OR"
        left, right = self.needed(node.left), self.needed(node.right)
        if left is deciding or right is deciding:
            return deciding
        if isinstance(left, Unknown):
            return left | right
        return right if isinstance(right, Unknown) else not deciding

    def _binary(self, node: Binary) -> Value:
        left, right = self.needed(node.left), self.needed(node.right)
        if isinstance(left, Unknown):
            return left | right
        if isinstance(right, Unknown):
            return right
        if node.operator == "/":
            return Fraction(left, right) if right > 0 else Unknown(("pembagi",))  # type: ignore[arg-type,operator]
        return _OPERATORS[node.operator](left, right)

    def _case(self, node: Case) -> Value:
        for index, branch in enumerate(node.branches):
            test = self.needed(branch.condition)
            if isinstance(test, Unknown):
                return test
            if test:
                self.trail.taken[id(node)] = index
                return self.needed(branch.value)
        self.trail.taken[id(node)] = len(node.branches)
        return self.needed(node.default)

    def _call(self, node: Call) -> Value:
        if node.function in UNIT_LITERALS:
            return _map(lambda inner: Fraction(inner, UNIT_LITERALS[node.function][1]), self.needed(node.arguments[0]))
        if node.function in ROUNDINGS:
            return self._rounding(node)
        handler = _HANDLERS.get(node.function)
        if handler is None:
            raise TypeError(f"unknown function {node.function}")
        return handler(self, node)

    def _rounding(self, node: Call) -> Value:
        value = self.needed(node.arguments[0])
        step = self.needed(node.arguments[1]) if len(node.arguments) == 2 else Fraction(1)
        if isinstance(value, Unknown) or not isinstance(step, Fraction) or not isinstance(value, Fraction):
            return value
        quotient = Fraction(value, step)
        return rounded_quotient(ROUNDINGS[node.function], quotient.numerator, quotient.denominator) * step

    def _extreme(self, node: Call) -> Value:
        operands = [self.needed(argument) for argument in node.arguments]
        unknown = [operand for operand in operands if isinstance(operand, Unknown)]
        if unknown:
            return Unknown(tuple(dict.fromkeys(cause for item in unknown for cause in item.causes)))
        return (min if node.function == "LEAST" else max)(operands)  # type: ignore[type-var]

    def _table(self, node: Call) -> Value:
        name, *arguments = node.arguments
        if not isinstance(name, Literal):
            raise TypeError("the table's name is not a literal")
        table = self.tables.get(str(name.value))
        found = [self.needed(argument) for argument in arguments]
        for value in found:
            if isinstance(value, Unknown):
                return value
        if table is None:  # no source states it; the checker has refused a name that is no table's
            return Unknown((f"tabel {name.value}",))
        amount = found.pop() if table.band_unit is not None else None
        keys = tuple(str(key) for key in found)
        row = table.find(keys, amount if isinstance(amount, Fraction) else None)
        if row is None:
            return Unknown((f"tabel {table.name}",))
        self.trail.rows[id(node)] = row
        if row.value is None:
            return Unknown((f"tabel {table.name}",))
        if node.function == "PROGRESIF" and isinstance(amount, Fraction):
            return _progressive(table.rows_of(keys), amount)
        return row.value

    def _shift(self, node: Call) -> Value:
        day, amount = (self.needed(argument) for argument in node.arguments)
        if isinstance(day, Unknown) or isinstance(amount, Unknown):
            return day | amount if isinstance(day, Unknown) else amount
        move = _SHIFTS[node.function]
        return move(day, int(amount))  # type: ignore[arg-type]

    def _end_of_day(self, node: Call) -> Value:
        return _map(lambda day: calendar.local_time(day, time(23, 59, 59), self.zone), self.needed(node.arguments[0]))

    def _clock(self, node: Call) -> Value:
        day, hour, minute = (self.needed(argument) for argument in node.arguments)
        clock = time(int(hour), int(minute))  # type: ignore[arg-type]
        return _map(lambda known: calendar.local_time(known, clock, self.zone), day)

    def _local_date(self, node: Call) -> Value:
        return _map(lambda moment: calendar.local_date(moment, self.zone), self.needed(node.arguments[0]))

    def _fixed(self, node: Call) -> Value:
        masa = self.masa
        found: Mapping[str, Known] = {
            "MASA": str(masa),
            "PERIODE_RUN": self.run_period or str(masa),
            "AWAL_MASA": masa.first,
            "AKHIR_MASA": masa.last,
            "AWAL_TAHUN": date(masa.year, 1, 1),
            "BULAN_KE": Fraction(masa.month),
        }
        return found[node.function]

    def _period(self, node: Call) -> Value:
        kind = PERIODS[node.function]
        return _map(lambda shift: self.masa.period(kind, int(shift)), self.needed(node.arguments[0]))

    def _period_start(self, node: Call) -> Value:
        text = self.needed(node.arguments[0])
        if isinstance(text, Unknown):
            return text
        return calendar.first_of_period(str(text)) or Unknown((f"periode {text}",))

    def _period_year(self, node: Call) -> Value:
        text = self.needed(node.arguments[0])
        if isinstance(text, Unknown):
            return text
        year = calendar.year_of_period(str(text))
        return Unknown((f"periode {text}",)) if year is None else Fraction(year)

    def _date_part(self, node: Call) -> Value:
        read = _DATE_PARTS[node.function]
        return _map(lambda day: Fraction(read(day)), self.needed(node.arguments[0]))

    def _elapsed(self, node: Call) -> Value:
        left, right = (self.needed(argument) for argument in node.arguments)
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return left | right if isinstance(left, Unknown) else right
        return Fraction(_SPANS[node.function](left, right))

    def _aggregate(self, node: Call) -> Value:
        target = node.arguments[0]
        if not isinstance(target, Name):
            raise TypeError("an aggregate reads a relation")
        column = target.parts[1] if len(target.parts) == 2 else ""
        return self.facts.aggregate(node.function, target.parts[0], column)

    def _unknown(self, node: Call) -> Value:
        reason = node.arguments[0]
        return Unknown((str(reason.value) if isinstance(reason, Literal) else "",))


def _map(change: Callable[..., Known], value: Known | Unknown) -> Value:
    return value if isinstance(value, Unknown) else change(value)


def _progressive(rows: tuple[Row, ...], amount: Fraction) -> Fraction | Unknown:
    """Each layer's rate on the part of the amount that lies in it."""
    total = start = Fraction(0)
    for row in rows:
        if row.value is None and amount > start:
            return Unknown(("tabel",))
        if row.band is None or isinstance(row.value, str):
            raise TypeError("a progressive table holds rates in bands")
        top = amount if row.band.upper is None else min(amount, row.band.upper)
        total += max(Fraction(0), top - start) * (row.value or Fraction(0))
        start = row.band.upper if row.band.upper is not None else amount
    return total


_OPERATORS: Mapping[str, Callable[..., Known]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_DATE_PARTS: Mapping[str, Callable[..., int]] = {
    "HARI_PEKAN": date.isoweekday,
    "TANGGAL_DARI": lambda day: day.day,
    "BULAN_DARI": lambda day: day.month,
    "TAHUN_DARI": lambda day: day.year,
}
_SPANS: Mapping[str, Callable[..., int]] = {
    "HARI_ANTARA": lambda start, end: (end - start).days,
    "BULAN_ANTARA": calendar.months_between,
    "MENIT_ANTARA": calendar.minutes_between,
}
_SHIFTS: Mapping[str, Callable[[date, int], date]] = {
    "TAMBAH_BULAN": calendar.add_months,
    "TAMBAH_HARI": calendar.add_days,
    "HARI_KE": calendar.day_of_month,
}
_HANDLERS: Mapping[str, Callable[[Evaluator, Call], Value]] = {
    "LEAST": Evaluator._extreme,
    "GREATEST": Evaluator._extreme,
    "TABEL": Evaluator._table,
    "LAPIS": Evaluator._table,
    "PROGRESIF": Evaluator._table,
    **dict.fromkeys(("MASA", "PERIODE_RUN", "AWAL_MASA", "AKHIR_MASA", "AWAL_TAHUN", "BULAN_KE"), Evaluator._fixed),
    **dict.fromkeys(PERIODS, Evaluator._period),
    **dict.fromkeys(DATE_PARTS, Evaluator._date_part),
    **dict.fromkeys(ELAPSED, Evaluator._elapsed),
    "ANGKA": lambda self, node: self.needed(node.arguments[0]),
    "AWAL_PERIODE": Evaluator._period_start,
    "TAHUN_PERIODE": Evaluator._period_year,
    "PUKUL": Evaluator._clock,
    "TANGGAL_WAKTU": Evaluator._local_date,
    "TAMBAH_BULAN": Evaluator._shift,
    "TAMBAH_HARI": Evaluator._shift,
    "HARI_KE": Evaluator._shift,
    "AKHIR_HARI": Evaluator._end_of_day,
    "ADA": Evaluator._aggregate,
    "BANYAK": Evaluator._aggregate,
    "BANYAK_BEDA": Evaluator._aggregate,
    "JUMLAH": Evaluator._aggregate,
    "TERKECIL": Evaluator._aggregate,
    "TERBESAR": Evaluator._aggregate,
    "TIDAK_DIKETAHUI": Evaluator._unknown,
}
