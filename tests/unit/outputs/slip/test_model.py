"""A slip whose parts contradict its totals cannot even be made."""

from __future__ import annotations

from datetime import datetime

import pytest

from tepat.lang.errors import InternalError
from tepat.outputs.slip import Line, Totals
from tests.unit.outputs.slip.slips import ANI, slip, withheld


@pytest.mark.parametrize(
    ("totals", "named"),
    [
        (Totals(7_287_301, 73_000, 7_214_301), "gross 7287301 is not the sum of its parts, 7287300"),
        (Totals(7_287_300, 72_999, 7_214_301), "deductions 72999 is not the sum of its parts, 73000"),
        (Totals(7_287_300, 73_000, 7_214_299), "net 7214299 is not the sum of its parts, 7214300"),
    ],
)
def test_a_total_that_is_one_rupiah_off_is_refused_by_name(totals: Totals, named: str):
    with pytest.raises(InternalError, match=named) as raised:
        slip(totals=totals)
    assert ANI.nip in str(raised.value)


def test_a_withheld_month_has_no_amounts_at_all():
    assert withheld().totals is None
    with pytest.raises(InternalError, match="is withheld, yet its slip has amounts"):
        slip(totals=None)


def test_the_time_of_printing_has_a_zone():
    with pytest.raises(InternalError, match="with its zone"):
        slip(printed_at=datetime(2024, 4, 5, 11, 0))  # noqa: DTZ001 -- the very thing that is refused


def test_a_line_without_a_full_amount_counts_in_full_as_it_is():
    paid, further = Line("TPP", 900, 1_000), Line("Tambahan", 50)
    totals = Totals(950, 0, 950)
    assert slip(earnings=(paid, further), deductions=(), totals=totals).most == 1_050
    assert slip(earnings=(Line("TPP", 950),), deductions=(), totals=totals).most is None


def test_what_is_taken_back_is_negative_and_still_adds_up():
    back = slip(earnings=(Line("TPP", -120_000),), deductions=(), totals=Totals(-120_000, 0, -120_000))
    assert back.totals == Totals(-120_000, 0, -120_000)
