"""The named roundings, against definitions by distance: which whole numbers are near, and which of two is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.lang.functions import ROUNDINGS
from tepat.lang.rounding import MODES, rounded_quotient


def nearest(value: Fraction, of_two: Callable[[Iterable[int]], int]) -> int:
    """The whole number at the least distance; at a half the one of the two that ``of_two`` takes."""
    near = [int(value) + step for step in (-1, 0, 1)]
    least = min(abs(value - whole) for whole in near)
    return of_two([whole for whole in near if abs(value - whole) == least])


def even_of(two: Iterable[int]) -> int:
    found = list(two)
    return found[0] if len(found) == 1 else next(whole for whole in found if whole % 2 == 0)


def farther_from_zero(two: Iterable[int]) -> int:
    return max(two, key=abs)


DEFINITIONS: dict[str, Callable[[Fraction], int]] = {
    "half_up": lambda value: nearest(value, max),
    "half_away": lambda value: nearest(value, farther_from_zero),
    "half_even": lambda value: nearest(value, even_of),
    "floor": lambda value: max(whole for whole in _around(value) if whole <= value),
    "ceiling": lambda value: min(whole for whole in _around(value) if whole >= value),
    "truncate": lambda value: max((whole for whole in _around(value) if _between(whole, value)), key=abs),
}


def _around(value: Fraction) -> range:
    return range(int(value) - 2, int(value) + 3)


def _between(whole: int, value: Fraction) -> bool:
    """Whether a whole number lies between zero and the value."""
    return 0 <= whole <= value or value <= whole <= 0


def test_every_mode_has_a_definition_and_a_name():
    assert set(DEFINITIONS) == set(MODES) == set(ROUNDINGS.values())
    assert len(ROUNDINGS) == len(MODES)


@pytest.mark.parametrize("mode", MODES)
@given(
    denominator=st.one_of(st.integers(1, 40), st.integers(1, 10**38)),
    numerator=st.one_of(st.integers(-200, 200), st.integers(-(10**38), 10**38)),
)
def test_a_quotient_is_rounded_as_defined(mode: str, numerator: int, denominator: int):
    assert rounded_quotient(mode, numerator, denominator) == DEFINITIONS[mode](Fraction(numerator, denominator))


@pytest.mark.parametrize("mode", MODES)
def test_halves_quarters_and_wholes_of_both_signs_are_rounded_as_defined(mode: str):
    for denominator in (1, 2, 3, 4, 5, 10):
        for numerator in range(-60, 61):
            value = Fraction(numerator, denominator)
            assert rounded_quotient(mode, numerator, denominator) == DEFINITIONS[mode](value), value


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half_up", [-2, -1, 0, 1, 2, 3]),
        ("half_away", [-3, -2, -1, 1, 2, 3]),
        ("half_even", [-2, -2, 0, 0, 2, 2]),
        ("floor", [-3, -2, -1, 0, 1, 2]),
        ("ceiling", [-2, -1, 0, 1, 2, 3]),
        ("truncate", [-2, -1, 0, 0, 1, 2]),
    ],
)
def test_halves_by_hand(mode: str, expected: list[int]):
    assert [rounded_quotient(mode, halves, 2) for halves in (-5, -3, -1, 1, 3, 5)] == expected


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("denominator", [0, -1, -2])
def test_a_divisor_that_is_not_positive_is_refused(mode: str, denominator: int):
    with pytest.raises(ZeroDivisionError):
        rounded_quotient(mode, 1, denominator)


@pytest.mark.parametrize("mode", MODES)
@given(st.integers(-(10**20), 10**20), st.integers(1, 10**6), st.integers(1, 1000))
def test_an_unreduced_quotient_is_rounded_alike(mode: str, numerator: int, denominator: int, factor: int):
    assert rounded_quotient(mode, numerator * factor, denominator * factor) == rounded_quotient(
        mode, numerator, denominator
    )
