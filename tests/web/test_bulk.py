"""Many rows at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from tepat.web.apps.kepegawaian.models import Jabatan, Unit
from tepat.web.common.bulk import insert_rows

pytestmark = pytest.mark.django_db
MANY = 2_345


def test_every_row_is_inserted_once_in_its_order():
    insert_rows(Unit, ("kode_unit",), ((f"U-{number:04d}",) for number in range(MANY)))
    assert list(Unit.objects.order_by("pk").values_list("kode_unit", flat=True)) == [f"U-{n:04d}" for n in range(MANY)]


def test_rows_may_ask_the_database_while_they_are_made():
    """On PostgreSQL such a row once waited for the end of its own COPY: every run of a month hung for ever."""

    def rows() -> Iterator[tuple[str]]:
        for number in range(MANY):
            if number % 1000 == 0:
                assert Unit.objects.count() == number
            yield (f"U-{number}",)

    insert_rows(Unit, ("kode_unit",), rows())
    assert Unit.objects.count() == MANY


def test_no_row_stays_where_a_later_one_cannot_be_inserted():
    def rows() -> Iterator[tuple[str]]:
        for number in range(MANY):
            yield (f"J-{number}",)
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError), transaction.atomic():
        insert_rows(Jabatan, ("kode_jabatan",), rows())
    assert not Jabatan.objects.exists()


def test_no_rows_are_no_work():
    insert_rows(Unit, ("kode_unit",), [])
    assert not Unit.objects.exists()
