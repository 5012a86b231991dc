"""The checker's functions over dates, instants and periods."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from fractions import Fraction

from tepat.lang import calendar
from tepat.lang.calendar import Masa
from tepat.lang.errors import RegulationError
from tepat.lang.functions import DATE_PARTS, ELAPSED, PERIODS
from tepat.lang.scope import Scope
from tepat.lang.tree import Call, Literal, Name, Node, Spot, Unary
from tepat.lang.typed import (
    DATE,
    INSTANT,
    Constant,
    DatePart,
    Elapsed,
    LocalDate,
    LocalTime,
    MovedDate,
    PeriodStart,
    PeriodYear,
    ShiftedDate,
    Typed,
)
from tepat.lang.types import Category, Number, Type, Unit, constant

PERIODE = Category("periode")

_DAYS_IN_EVERY_MONTH = 28
_FURTHEST = 10_000
_SECONDS_A_DAY = 86_400

_SHIFTS: Mapping[str, tuple[str, Callable[[date, int], date]]] = {
    "TAMBAH_BULAN": ("months", calendar.add_months),
    "TAMBAH_HARI": ("days", calendar.add_days),
    "HARI_KE": ("day", calendar.day_of_month),
}
# What the month alone says.
_FIXED: Mapping[str, Callable[[Masa], date]] = {
    "AWAL_MASA": lambda masa: masa.first,
    "AKHIR_MASA": lambda masa: masa.last,
    "AWAL_TAHUN": lambda masa: date(masa.year, 1, 1),
}
_PART_TYPES: Mapping[str, Number] = {
    "weekday": Number(Unit.BILANGAN, 0, 1, 7),
    "day": Number(Unit.BILANGAN, 0, 1, 31),
    "month": Number(Unit.BILANGAN, 0, 1, 12),
    "year": Number(Unit.BILANGAN, 0, 1, 9999),
}
# The widest span two dates of the years 1 to 9999 can have.
_ELAPSED_TYPES: Mapping[str, tuple[Unit, Number]] = {
    "days": (Unit.TANGGAL, Number(Unit.HARI, 0, -3_652_058, 3_652_058)),
    "months": (Unit.TANGGAL, Number(Unit.BULAN, 0, -119_987, 119_987)),
    "minutes": (Unit.WAKTU, Number(Unit.MENIT, 0, -5_258_963_520, 5_258_963_520)),
}


class DateCalls(ABC):
    """Date functions of the checker; what they need of it stands abstract at the end."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def _call_fixed(self, node: Call) -> Typed:
        masa = self.scope.masa
        if node.function == "BULAN_KE":
            return Constant(constant(Unit.BILANGAN, Fraction(masa.month)), False, Fraction(masa.month))
        if node.function in ("MASA", "PERIODE_RUN"):
            text = self.scope.run_period if node.function == "PERIODE_RUN" and self.scope.run_period else str(masa)
            return Constant(PERIODE, False, text)
        return Constant(DATE, False, _FIXED[node.function](masa))

    def _call_period(self, node: Call) -> Typed:
        shift = self._whole(node, 0)
        return Constant(PERIODE, False, self.scope.masa.period(PERIODS[node.function], shift))

    def _call_period_start(self, node: Call) -> Typed:
        text = self.coerce(self.value(node.arguments[0]), Category(""), node.at)
        first = (
            calendar.first_of_period(text.value) if isinstance(text, Constant) and isinstance(text.value, str) else None
        )
        if first is not None:
            return Constant(DATE, False, first)
        return PeriodStart(DATE, True, text)

    def _call_period_year(self, node: Call) -> Typed:
        text = self.coerce(self.value(node.arguments[0]), Category(""), node.at)
        return PeriodYear(_PART_TYPES["year"], True, text)

    def _call_date_part(self, node: Call) -> Typed:
        kind = DATE_PARTS[node.function]
        day = self._day(node, 0)
        return DatePart(_PART_TYPES[kind], day.nullable, kind, day)

    def _call_elapsed(self, node: Call) -> Typed:
        kind = ELAPSED[node.function]
        unit, result = _ELAPSED_TYPES[kind]
        left, right = (self.coerce(self.value(part), unit, part.at) for part in node.arguments)
        return Elapsed(result, left.nullable or right.nullable, kind, left, right)

    def _call_shift(self, node: Call) -> Typed:
        day = self._day(node, 0)
        moved = self._moved(node, day)
        if moved is not None:
            return moved
        amount = self._whole(node, 1)
        if node.function == "HARI_KE" and not 1 <= amount <= _DAYS_IN_EVERY_MONTH:
            raise self._arguments(node, f"hari ke-1 sampai ke-{_DAYS_IN_EVERY_MONTH}", str(amount))
        kind, move = _SHIFTS[node.function]
        if isinstance(day, Constant) and isinstance(day.value, date):
            return Constant(DATE, False, move(day.value, amount))
        return ShiftedDate(DATE, day.nullable, kind, day, amount)

    def _moved(self, node: Call, day: Typed) -> Typed | None:
        """A date moved by what a formula says; None where the amount is written in the formula itself."""
        kind, _ = _SHIFTS[node.function]
        argument = node.arguments[1]
        amount = None if kind == "day" or isinstance(argument, Literal | Unary) else self.value(argument)
        if amount is None or isinstance(amount, Constant):
            return None
        if not isinstance(amount.type, Number) or amount.type.scale:
            raise self._arguments(node, "bilangan bulat", "bukan bilangan bulat")
        if max(abs(amount.type.lo), abs(amount.type.hi)) > _FURTHEST:
            raise self._arguments(node, f"bilangan bulat sampai {_FURTHEST}", f"{amount.type.lo} … {amount.type.hi}")
        return MovedDate(DATE, day.nullable or amount.nullable, kind, day, amount)

    def _call_end_of_day(self, node: Call) -> Typed:
        return self._at(self._day(node, 0), time(23, 59, 59))

    def _call_clock(self, node: Call) -> Typed:
        hour, minute = self._whole(node, 1), self._whole(node, 2)
        if not (0 <= hour < 24 and 0 <= minute < 60):
            raise self._arguments(node, "jam 0–23 dan menit 0–59", f"{hour}:{minute}")
        return self._at(self._day(node, 0), time(hour, minute))

    def _call_local_date(self, node: Call) -> Typed:
        moment = self.coerce(self.value(node.arguments[0]), Unit.WAKTU, node.at)
        return LocalDate(DATE, moment.nullable, moment, self._offset)

    def _at(self, day: Typed, clock: time) -> Typed:
        if isinstance(day, Constant) and isinstance(day.value, date) and not isinstance(day.value, datetime):
            return Constant(INSTANT, False, calendar.local_time(day.value, clock, self.scope.zone))
        seconds = (clock.hour * 60 + clock.minute) * 60 + clock.second
        return LocalTime(INSTANT, day.nullable, day, seconds - self._offset)

    @property
    def _offset(self) -> int:
        return calendar.offset_seconds(self.scope.zone, self.scope.masa.first)

    def _day(self, node: Call, index: int) -> Typed:
        return self.coerce(self.value(node.arguments[index]), Unit.TANGGAL, node.at)

    def _whole(self, node: Call, index: int) -> int:
        written = node.arguments[index]
        known = self.value(written) if isinstance(written, Name) else None
        fixed = known.value if isinstance(known, Constant) else None
        amount = fixed if isinstance(fixed, Fraction) else self._number_literal(node, index)
        if amount.denominator != 1 or abs(amount) > _FURTHEST:
            raise self._arguments(node, f"bilangan bulat sampai {_FURTHEST}", str(amount))
        return int(amount)

    @abstractmethod
    def value(self, node: Node) -> Typed:
        """The typed tree of a part."""

    @abstractmethod
    def coerce(self, typed: Typed, expected: Type | Unit, at: Spot) -> Typed:
        """``typed`` as a value of ``expected``, or a problem."""

    @abstractmethod
    def _number_literal(self, node: Call, index: int) -> Fraction: ...

    @abstractmethod
    def _arguments(self, node: Call, wanted: str, found: str) -> RegulationError: ...
