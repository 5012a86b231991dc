"""The named roundings of whole columns: integers only, ``//`` towards minus infinity as in Python.

The rules are those of `tepat.lang.rounding`; a test compares them value by value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from tepat.engine.arrays.columns import Data, cast, number_dtype, whole
from tepat.lang.rounding import room
from tepat.lang.types import Number


def rounded_quotients(mode: str, above: Data, below: Data, kinds: tuple[Number, Number]) -> Data:
    """``above / below`` to whole numbers, where ``below`` is positive; ``kinds`` are the types of both."""
    n, d = kinds
    if d.lo == d.hi == 1:
        return above
    dtype = number_dtype(*room(mode, n, d))
    above = cast(above, dtype)
    if d.lo == d.hi:
        return _by_constant(mode, above, d.lo, dtype, signed=n.lo < 0)
    return _QUOTIENTS[mode](above, cast(below, dtype), whole(2, dtype))


def _by_constant(mode: str, above: Data, below: int, dtype: np.dtype[np.generic], *, signed: bool) -> Data:
    """Half a fixed even divisor is whole: nothing need be doubled."""
    if below % 2 == 0 and (mode == "half_up" or (mode == "half_away" and not signed)):
        return (above + whole(below // 2, dtype)) // whole(below, dtype)
    return _QUOTIENTS[mode](above, whole(below, dtype), whole(2, dtype))


def _half_up(above: Data, below: Data, two: Data) -> Data:
    return (two * above + below) // (two * below)


def _half_away(above: Data, below: Data, two: Data) -> Data:
    size = _half_up(abs(above), below, two)
    return np.where(above < 0, -size, size)


def _half_even(above: Data, below: Data, two: Data) -> Data:
    down = above // below
    rest = two * (above - down * below)
    return down + ((rest > below) | ((rest == below) & (down % two != 0)))


def _floor(above: Data, below: Data, two: Data) -> Data:
    return above // below


def _ceiling(above: Data, below: Data, two: Data) -> Data:
    down = above // below
    return down + (down * below != above)


def _truncate(above: Data, below: Data, two: Data) -> Data:
    down = above // below
    return down + ((above < 0) & (down * below != above))


_QUOTIENTS: Mapping[str, Callable[[Data, Data, Data], Data]] = {
    "half_up": _half_up,
    "half_away": _half_away,
    "half_even": _half_even,
    "floor": _floor,
    "ceiling": _ceiling,
    "truncate": _truncate,
}
