"""The named roundings, exactly. Nobody else rounds or divides."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tepat.lang.types import Number


def _half_up(n: int, d: int) -> int:
    return (2 * n + d) // (2 * d)


def _half_away(n: int, d: int) -> int:
    return _half_up(n, d) if n >= 0 else -_half_up(-n, d)


def _half_even(n: int, d: int) -> int:
    quotient, rest = divmod(n, d)
    return quotient + (2 * rest > d or (2 * rest == d and quotient % 2 == 1))


def _floor(n: int, d: int) -> int:
    return n // d


def _ceiling(n: int, d: int) -> int:
    return -(-n // d)


def _truncate(n: int, d: int) -> int:
    return n // d if n >= 0 else -(-n // d)


MODES: Mapping[str, Callable[[int, int], int]] = {
    "half_up": _half_up,
    "half_away": _half_away,
    "half_even": _half_even,
    "floor": _floor,
    "ceiling": _ceiling,
    "truncate": _truncate,
}


def rounded_quotient(mode: str, numerator: int, denominator: int) -> int:
    """``numerator / denominator`` as a whole number, by the named rounding.

    ``half_up`` goes towards plus infinity at a half, ``half_away`` away from zero, ``half_even`` to the even
    neighbour; ``floor`` and ``ceiling`` mean minus and plus infinity, ``truncate`` towards zero.

    >>> [rounded_quotient(mode, -5, 2) for mode in ("half_up", "half_away", "half_even", "floor", "truncate")]
    [-2, -3, -2, -3, -2]
    """
    if denominator <= 0:
        raise ZeroDivisionError(f"denominator {denominator} is not positive")
    return MODES[mode](numerator, denominator)


def room(mode: str, numerator: Number, denominator: Number) -> tuple[int, int]:
    """Bounds of everything a rounding of whole columns meets on its way, for those who compute in machine integers.

    Half a fixed even denominator is added as it is; otherwise both sides are doubled for the comparison with a half.

    >>> from fractions import Fraction
    >>> from tepat.lang.types import Unit, constant
    >>> room("half_up", constant(Unit.RUPIAH, Fraction(7)), constant(Unit.BILANGAN, Fraction(100)))
    (0, 57)
    """
    n, d = numerator, denominator
    if d.lo == d.hi and d.hi % 2 == 0 and mode == "half_up":
        return min(0, n.lo), n.hi + d.hi // 2
    factor = 2 if mode.startswith("half") else 1
    most = factor * (max(abs(n.lo), abs(n.hi)) + d.hi)
    return (0 if n.lo >= 0 else -most), most
