"""Arithmetic of the typed tree: units, scales, bounds, and constants folded on the way.

This is the one place where the language divides: a `Ratio` is carried as two integers until a named rounding makes it
one again.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tepat.lang.rounding import rounded_quotient
from tepat.lang.typed import Arithmetic, Constant, Negated, Rescaled, Rounded, Typed, Unknown, number
from tepat.lang.types import MAX_NUMERATOR, Number, Unit, constant, decimal_scale


class UnitMismatchError(Exception):
    """Two operands whose units do not go together; the checker gives it a place."""

    def __init__(self, left: Typed, right: Typed, hint: str = "", bare: Fraction | None = None) -> None:
        self.left, self.right, self.hint, self.bare = left, right, hint, bare
        super().__init__(hint)


@dataclass(frozen=True)
class Ratio:
    """An exact quotient inside a rounding; ``guards`` are the divisors that are not proven positive."""

    numerator: Typed
    denominator: Typed
    guards: tuple[Typed, ...] = ()


def is_bare(typed: Typed) -> bool:
    """A number written without a unit."""
    return isinstance(typed, Constant) and typed.bare


def adopt(typed: Typed, lead: Typed | None, unit: Unit | None = None) -> Typed:
    """A bare number with the unit of its neighbour; anything else as it is.

    Zero fits every unit. Any other bare number is refused as a percentage: was 0.6 meant, or 60 %?
    """
    if unit is None and lead is not None and isinstance(lead.type, Number) and not is_bare(lead):
        unit = lead.type.unit
    if unit is None or not isinstance(typed, Constant) or not typed.bare or not isinstance(typed.value, Fraction):
        return typed
    if unit is Unit.PERSEN and typed.value != 0:
        raise UnitMismatchError(typed, lead or typed, bare=typed.value)
    return Constant(constant(unit, typed.value), False, typed.value) if unit is not Unit.BILANGAN else typed


def unify(left: Typed, right: Typed) -> tuple[Typed, Typed]:
    """Both operands in one unit."""
    left, right = adopt(left, right), adopt(right, left)
    if number(left).unit != number(right).unit:
        raise UnitMismatchError(left, right, "samakan satuannya; rupiah hanya dijumlahkan dengan rupiah")
    return left, right


def align(left: Typed, right: Typed | None, scale: int = 0) -> tuple[Typed, Typed]:
    """Both operands over the finer denominator of the two (and at least ``scale``)."""
    other = right if right is not None else left
    finest = max(scale, number(left).scale, number(other).scale)
    return rescale(left, finest), rescale(other, finest)


def rescale(typed: Typed, scale: int) -> Typed:
    """The same value with its numerator over 10**scale."""
    kind = number(typed)
    if kind.scale == scale:
        return typed
    if isinstance(typed, Constant):
        return Constant(kind.rescaled(scale), False, typed.value, typed.bare)
    return Rescaled(kind.rescaled(scale), typed.nullable, typed, 10 ** (scale - kind.scale))


def negate(operand: Typed) -> Typed:
    """``-x``."""
    if operand.type is None:
        return operand
    kind = number(operand)
    flipped = Number(kind.unit, kind.scale, -kind.hi, -kind.lo)
    if isinstance(operand, Constant) and isinstance(operand.value, Fraction):
        return Constant(flipped, False, -operand.value, operand.bare)
    return Negated(flipped, operand.nullable, operand)


def add(left: Typed, right: Typed) -> Typed:
    """``left + right``; a subtraction adds the negation, which the writer prints as ``-``."""
    if left.type is None or right.type is None:
        return _unknown(left, right)
    left, right = align(*unify(left, right))
    a, b = number(left), number(right)
    if isinstance(left, Constant) and isinstance(right, Constant):
        return _folded(a.unit, _exact(left) + _exact(right), left.bare and right.bare)
    kind = Number(a.unit, a.scale, a.lo + b.lo, a.hi + b.hi)
    if isinstance(right, Negated):
        return Arithmetic(kind, left.nullable or right.nullable, "-", left, right.operand)
    if isinstance(right, Rescaled) and isinstance(right.operand, Negated):
        positive = Rescaled(negated_type(b), right.nullable, right.operand.operand, right.factor)
        return Arithmetic(kind, left.nullable or right.nullable, "-", left, positive)
    return Arithmetic(kind, left.nullable or right.nullable, "+", left, right)


def negated_type(kind: Number) -> Number:
    """The type of the negated values."""
    return Number(kind.unit, kind.scale, -kind.hi, -kind.lo)


def multiply(left: Typed, right: Typed) -> Typed:
    """``left * right``: of two units one must be a pure number or a percentage."""
    if left.type is None or right.type is None:
        return _unknown(left, right)
    return _times(left, right, _product_unit(left, right))


def _product_unit(left: Typed, right: Typed) -> Unit:
    units = (number(left).unit, number(right).unit)
    for mine, other in (units, units[::-1]):
        if mine in (Unit.BILANGAN, Unit.PERSEN):
            return other if other is not Unit.BILANGAN or mine is Unit.BILANGAN else mine
    raise UnitMismatchError(left, right, "kalikan dengan persen atau bilangan")


def _times(left: Typed, right: Typed, unit: Unit) -> Typed:
    a, b = number(left), number(right)
    corners = [x * y for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    kind = Number(unit, a.scale + b.scale, min(corners), max(corners))
    if isinstance(left, Constant) and isinstance(right, Constant):
        return _folded(unit, _exact(left) * _exact(right), left.bare and right.bare)
    return Arithmetic(kind, left.nullable or right.nullable, "*", left, right)


def as_ratio(typed: Typed) -> Ratio:
    """A plain number as a quotient over one."""
    return Ratio(typed, _folded(Unit.BILANGAN, Fraction(1), bare=False))


def divide(left: Ratio, right: Ratio) -> Ratio:
    """``left / right``; the unit follows: rupiah / rupiah is a percentage, rupiah / number is rupiah."""
    if left.numerator.type is None or right.numerator.type is None:
        return as_ratio(_unknown(left.numerator, right.numerator))
    unit = _quotient_unit(left.numerator, right.numerator)
    divisor = right.numerator
    if isinstance(divisor, Constant) and number(divisor).hi <= 0:
        raise UnitMismatchError(left.numerator, divisor, "pembagi harus dapat lebih dari nol")
    own = (divisor,) if number(divisor).lo <= 0 else ()
    numerator = _times(left.numerator, right.denominator, unit)
    return Ratio(numerator, _times(left.denominator, divisor, Unit.BILANGAN), _guards(left, right) + own)


def _guards(left: Ratio, right: Ratio) -> tuple[Typed, ...]:
    return tuple(dict.fromkeys((*left.guards, *right.guards)))


def _quotient_unit(left: Typed, right: Typed) -> Unit:
    above, below = number(left).unit, number(right).unit
    if below in (Unit.BILANGAN, Unit.PERSEN) and not (above is below is Unit.PERSEN):
        return above
    if above is below:
        return Unit.PERSEN
    raise UnitMismatchError(left, right, "bagi dengan bilangan, persen, atau satuan yang sama")


def combine_ratio(operator: str, left: Ratio, right: Ratio) -> Ratio:
    """``+ - * /`` on exact quotients."""
    if operator == "/":
        return divide(left, right)
    if operator == "*":
        numerator = multiply(left.numerator, right.numerator)
        return Ratio(numerator, multiply(left.denominator, right.denominator), _guards(left, right))
    if operator == "-":
        right = Ratio(negate(right.numerator), right.denominator, right.guards)
    if left.denominator == right.denominator:
        return Ratio(add(left.numerator, right.numerator), left.denominator, _guards(left, right))
    crossed = add(multiply(left.numerator, right.denominator), multiply(right.numerator, left.denominator))
    return Ratio(crossed, multiply(left.denominator, right.denominator), _guards(left, right))


def round_ratio(mode: str, ratio: Ratio, step: Fraction) -> Typed:
    """The quotient in whole multiples of ``step``, by the named rounding."""
    if ratio.numerator.type is None:
        return ratio.numerator
    above, below = number(ratio.numerator), number(ratio.denominator)
    scale = decimal_scale(step)
    factor = Fraction(10 ** (below.scale + scale), 10**above.scale * int(step * 10**scale))
    numerator = _integer(ratio.numerator, factor.numerator)
    denominator = _integer(ratio.denominator, factor.denominator)
    multiple = int(step * 10**scale)
    kind = _rounded_type(above.unit, scale, mode, numerator, denominator, multiple)
    if isinstance(ratio.numerator, Constant) and isinstance(ratio.denominator, Constant):
        exact = rounded_quotient(mode, _numerator(numerator), _numerator(denominator)) * multiple
        return _folded(above.unit, Fraction(exact, 10**scale), ratio.numerator.bare)
    nullable = numerator.nullable or denominator.nullable or bool(ratio.guards)
    return Rounded(kind, nullable, mode, numerator, denominator, multiple, ratio.guards)


def _integer(typed: Typed, factor: int) -> Typed:
    """The numerator of ``typed`` times ``factor``, as a plain integer."""
    kind = number(typed)
    scaled = Number(kind.unit, 0, kind.lo * factor, kind.hi * factor)
    if isinstance(typed, Constant):
        return Constant(scaled, False, Fraction(_numerator(typed) * factor))
    return Rescaled(scaled, typed.nullable, typed, factor)


def _rounded_type(unit: Unit, scale: int, mode: str, above: Typed, below: Typed, multiple: int) -> Number:
    n, d = number(above), number(below)
    least, most = max(1, d.lo), max(1, d.hi)
    lo = rounded_quotient(mode, n.lo, least if n.lo < 0 else most)
    hi = rounded_quotient(mode, n.hi, least if n.hi > 0 else most)
    return Number(unit, scale, lo * multiple, hi * multiple)


def overflowing(typed: Typed) -> bool:
    """Whether a value may need more than 38 digits."""
    kind = typed.type
    return isinstance(kind, Number) and max(abs(kind.lo), abs(kind.hi)) > MAX_NUMERATOR


def hull(kinds: list[Number]) -> Number:
    """The narrowest type that holds all of ``kinds``, which share unit and scale."""
    return Number(kinds[0].unit, kinds[0].scale, min(kind.lo for kind in kinds), max(kind.hi for kind in kinds))


def _exact(typed: Constant) -> Fraction:
    if not isinstance(typed.value, Fraction):
        raise TypeError(f"{typed.value!r} is not a number")
    return typed.value


def _numerator(typed: Typed) -> int:
    if not isinstance(typed, Constant):
        raise TypeError(f"{typed!r} is not a constant")
    return int(_exact(typed) * 10 ** number(typed).scale)


def _folded(unit: Unit, value: Fraction, bare: bool) -> Constant:
    return Constant(constant(unit, value), False, value, bare)


def _unknown(left: Typed, right: Typed) -> Typed:
    found = left if left.type is None else right
    return found if isinstance(found, Unknown) else Unknown(None, True, "")
