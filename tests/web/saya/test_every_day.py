"""On every day of the month the forecast shown equals the engine on that day's facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from tepat.engine.compute import compute
from tepat.engine.forecast import Forecast, PersonRows
from tepat.web.apps.tpp.hitung.facts import fact_sheets, rows_by_person, write_packet
from tepat.web.apps.tpp.saya.growth import foreseen_by_day
from tepat.web.apps.tpp.saya.headline import headline
from tepat.web.apps.tpp.saya.month import month_of
from tepat.web.apps.tpp.saya.rules import rules_of
from tepat.web.common.sheet import FactSheet
from tests.packets import nip
from tests.web.saya.region import (
    MASA,
    SUMMED,
    Region,
    attend_until,
    attendance_to,
    end_of,
    rate_until,
    renamed,
    summaries,
)

AFTER = (4, 5, 6)


@dataclass(frozen=True)
class Shown:
    """What the page told somebody on a day, and the facts that the database had."""

    forecast: Forecast
    so_far: int | None
    shown: int | None
    known: PersonRows


@pytest.fixture
def shown(region: Region) -> dict[tuple[str, date], Shown]:
    """Everybody's page at the end of every day of the month, and of the days around the limit of ratings."""
    rules, found = rules_of(MASA), {}
    for day in (*region.days, *(MASA.last + timedelta(days) for days in AFTER)):
        rate_until(region, day)
        if day <= MASA.last:
            attend_until(region, rules, day)
        known = rows_by_person(fact_sheets(MASA, rules.month))
        for name, person in region.people.items():
            month = month_of(person, MASA, end_of(day))
            assert month.foreseen is not None
            told = headline(month)
            found[name, day] = Shown(month.foreseen, month.as_it_stands.rupiah, told.amount, known[name])
    return found


def _engine(facts: Sequence[PersonRows], folder: Path) -> list[int | None]:
    """What the engine computes of everybody's facts, each under a nip of their own, from one packet."""
    bound = rules_of(MASA).month
    rows: dict[str, dict[tuple[str, ...], None]] = {}
    for number, own in enumerate(facts):
        for name, found in renamed(own, nip(number)):
            columns = bound.packet[name].names
            rows.setdefault(name, {}).update({tuple(row.get(key, "") for key in columns): None for row in found})
    folder.mkdir()
    sheets = {name: FactSheet(name, bound.packet[name].names, list(found)) for name, found in rows.items()}
    write_packet(folder, sheets, bound)
    with compute(folder, bound).connection as connection:
        amounts = dict(connection.execute("SELECT nip, tpp_diterima FROM hasil").fetchall())
    return [amounts[nip(number)] for number in range(len(facts))]


def test_the_forecast_shown_is_the_engines_amount_on_that_days_facts(shown, tmp_path):
    keys = list(shown)
    literal = _engine([shown[key].known for key in keys], tmp_path / "hari-itu")
    assert {key: shown[key].so_far for key in keys} == dict(zip(keys, literal, strict=True))
    expected = _engine([shown[key].forecast.facts for key in keys], tmp_path / "diharapkan")
    assert {key: shown[key].shown for key in keys} == dict(zip(keys, expected, strict=True))
    # Both months and people of which nothing is known, and of which much is.
    assert None in literal
    assert len({amount for amount in expected if amount}) > len(keys) // 40
    # Once everything is known the two are one.
    last = max(day for _, day in keys)
    assert all(item.so_far == item.shown for (_, day), item in shown.items() if day == last)


def test_the_chart_is_what_the_page_said_on_each_of_the_days(region):
    rules = rules_of(MASA)
    before: dict[tuple[str, date], int | None] = {}
    days = region.days[:12:3]
    for day in days:
        attend_until(region, rules, day)
        for name, person in region.people.items():
            found = month_of(person, MASA, end_of(day)).foreseen
            before[name, day] = found.perkiraan if found else None
    for name, person in region.people.items():
        told = dict(foreseen_by_day(month_of(person, MASA, end_of(days[-1]))))
        assert all(before[name, day] == told[day] for day in days if day in told), name


@pytest.mark.parametrize("day", [5, 19])
def test_a_ledger_cut_at_a_day_is_what_processing_up_to_it_gives(region, day):
    """Which is why the test above may cut the ledger of the whole month instead of processing it every day anew."""
    hingga = date(2024, 3, day)
    processed = attendance_to(region.folder, hingga)
    cut = [row for row in region.ledger if row["tanggal"] <= hingga.isoformat()]
    assert processed["harian"] == cut
    summed = summaries(region, rules_of(MASA), cut)
    assert {row["nip"]: {name: row[name] for name in SUMMED} for row in processed["disiplin"]} == summed
