"""Computed values that pages keep."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tepat.web.common.kept import digest_of, keep

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture(autouse=True)
def empty():
    cache.clear()


def squares(made: list[int]) -> Callable[[int], int | None]:
    def compute(number: int) -> int | None:
        made.append(number)
        return number**2 if number else None

    return compute


def wanted(*numbers: int) -> dict[int, str]:
    return {number: digest_of([number]) for number in numbers}


def test_what_has_not_changed_is_not_computed_again_even_where_there_was_nothing():
    made: list[int] = []
    assert keep("e", wanted(0, 2, 3), squares(made), HOUR) == {0: None, 2: 4, 3: 9}
    assert keep("e", wanted(0, 3, 5), squares(made), HOUR) == {0: None, 3: 9, 5: 25}
    assert made == [0, 2, 3, 5]


def test_a_changed_fact_is_another_value():
    made: list[int] = []
    keep("e", {2: digest_of({"hari": 1})}, squares(made), HOUR)
    keep("e", {2: digest_of({"hari": 2})}, squares(made), HOUR)
    assert made == [2, 2]


@pytest.mark.parametrize("many", [10, 1000])
def test_the_number_of_queries_does_not_grow_with_the_values(many: int):
    with CaptureQueriesContext(connection) as first:
        keep("e", wanted(*range(many)), squares([]), HOUR)
    with CaptureQueriesContext(connection) as again:
        keep("e", wanted(*range(many)), squares([]), HOUR)
    assert len(again) == 1
    assert len(first) <= 6
