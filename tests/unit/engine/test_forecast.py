"""The forecast is what the engine would compute, and every rupiah of it is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tepat.engine.forecast import Forecast, forecast
from tests.unit.engine.foreseen import Region, compute_all, make_region

REGIONS = (("balangan", "2024-03"), ("lampung", "2026-03"))

Foreseen = dict[tuple[str, date], Forecast]
Amounts = dict[tuple[str, date], int | None]


@pytest.fixture(scope="module", params=REGIONS, ids=[name for name, _ in REGIONS])
def region(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Region:
    return make_region(tmp_path_factory.mktemp("daerah") / "daerah", *request.param)


@pytest.fixture(scope="module")
def foreseen(region: Region) -> Foreseen:
    """Everybody on every day of the month, and on the days around the limit of ratings."""
    days = [*region.days, *(region.rules.masa.last + timedelta(days) for days in (4, 5, 6))]
    return {(who, day): forecast(region.rules, facts, day) for who, facts in region.people.items() for day in days}


@pytest.fixture(scope="module")
def computed(region: Region, foreseen: Foreseen, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Amounts]:
    """What the engine computes of the facts of each forecast: as expected, at best, for sure."""
    facts = {
        "perkiraan": [item.facts for item in foreseen.values()],
        "paling_banyak": [item.facts_at_best for item in foreseen.values()],
        "pasti": [item.facts_for_sure for item in foreseen.values()],
    }
    every = [rows for listed in facts.values() for rows in listed]
    amounts, cuts = compute_all(region.rules, every, tmp_path_factory.mktemp("mesin"))
    if cuts:
        summed = [rows["disiplin"][0]["potongan_persen"] if rows["disiplin"] else None for rows in every]
        assert all(mine in (None, theirs) for mine, theirs in zip(summed, cuts, strict=True))
    parts = iter(amounts)
    return {name: dict(zip(foreseen, parts, strict=False)) for name in facts}


def test_the_expected_amount_is_the_engines_on_every_day(foreseen, computed):
    assert {key: item.perkiraan for key, item in foreseen.items()} == computed["perkiraan"]


def test_the_most_there_can_be_is_the_engines_on_every_day(foreseen, computed):
    known = [key for key, item in foreseen.items() if item.perkiraan is not None]
    assert {key: foreseen[key].paling_banyak for key in known} == {key: computed["paling_banyak"][key] for key in known}


def test_what_is_sure_is_the_engines_on_every_day_and_nothing_where_the_law_holds_it(foreseen, computed):
    known = {key: item for key, item in foreseen.items() if item.perkiraan is not None}
    assert {key: item.pasti for key, item in known.items()} == {key: computed["pasti"][key] or 0 for key in known}
    held = {key for key, item in known.items() if any(part.tertahan for part in item.depends)}
    assert {key for key in known if computed["pasti"][key] is None} <= held


def test_losses_add_up_to_what_is_lost_and_dependences_to_what_depends(foreseen):
    for key, item in foreseen.items():
        assert item.hilang == (None if item.perkiraan is None else sum(loss.rupiah for loss in item.losses)), key
        assert item.bergantung == (None if item.perkiraan is None else sum(part.rupiah for part in item.depends)), key


def test_who_cannot_be_known_has_a_reason_and_no_number(foreseen):
    for item in foreseen.values():
        assert (item.perkiraan is None) == bool(item.unknown)
        if item.unknown:
            assert (item.paling_banyak, item.pasti, item.losses, item.depends) == (None, None, (), ())


def test_every_loss_rests_on_an_article(foreseen):
    assert all(loss.articles for item in foreseen.values() for loss in item.losses)
    assert any(article.kutipan for item in foreseen.values() for loss in item.losses for article in loss.articles)


def test_the_month_is_full_of_what_it_is_to_be_tested_with(region, foreseen):
    kinds = {(loss.cause.jenis, loss.cause.status) for item in foreseen.values() for loss in item.losses}
    assert {("hari", "hadir"), ("hari", "alpa")} <= kinds
    assert {jenis for jenis, _ in kinds} >= {"hari", "penilaian"}
    assert any(item.unknown for item in foreseen.values())
    assert any(len(item.losses) > 3 for item in foreseen.values())
    rated = {tuple(part.jenis for part in item.depends) for item in foreseen.values()}
    assert {("penilaian", "sisa_tugas"), ("sisa_tugas",), ("penilaian",), ()} <= rated
