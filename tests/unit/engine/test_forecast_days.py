"""One employee's month, day by day: what the page says of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tepat.engine.forecast import Forecast, PersonRows, Rules, assume_attended, forecast
from tepat.engine.forecast.amount import is_duty
from tests.unit.engine.foreseen import Region, make_region

LIMIT = datetime(2024, 4, 5, 15, 59, 59, tzinfo=UTC)  # 5 April 23.59.59 WITA
UNRATED = {"predikat": "", "waktu_dinilai": "", "hasil_kerja": "", "perilaku_kerja": ""}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return make_region(tmp_path_factory.mktemp("daerah"), "balangan", "2024-03", people=24, seed=7)


@pytest.fixture
def facts(region: Region) -> dict[str, Any]:
    """Somebody unrated, without a fault so far."""
    for rows in region.people.values():
        attended = [assume_attended(row) if is_duty(row) else row for row in rows["harian"]]
        found = {**rows, "harian": attended, "kinerja": [{**rows["kinerja"][0], **UNRATED}]}
        special = any(rows[file] for file in ("plt", "cuti", "hukdis"))
        if not special and forecast(region.rules, found, date(2024, 3, 31)).perkiraan:
            return found
    raise AssertionError("nobody is plain")


def _with_day(facts: PersonRows, tanggal: str, **cells: str) -> dict[str, Any]:
    days = [{**row, **cells} if row["tanggal"] == tanggal else row for row in facts["harian"]]
    assert days != facts["harian"]
    return {**facts, "harian": days}


def _seen(rules: Rules, facts: PersonRows, day: int, *, now: datetime | None = None) -> Forecast:
    return forecast(rules, facts, date(2024, 3, day), now=now)


def test_lateness_costs_from_its_day_on_and_is_told_with_minutes_percent_and_paragraph(region, facts):
    facts = _with_day(facts, "2024-03-14", menit_terlambat="20")
    facts = _with_day(facts, "2024-03-19", menit_terlambat="20")
    assert _seen(region.rules, facts, 13).hilang == 0
    (first,) = _seen(region.rules, facts, 14).losses
    assert (first.cause.tanggal, first.cause.status, first.cause.menit_terlambat) == (date(2024, 3, 14), "hadir", 20)
    assert first.rupiah > 0
    assert first.percent is not None
    assert [article.nama for article in first.articles] == ["potongan_masuk"]
    both = _seen(region.rules, facts, 31)
    assert [loss.cause.tanggal for loss in both.losses] == [date(2024, 3, 14), date(2024, 3, 19)]
    assert both.hilang == sum(loss.rupiah for loss in both.losses)


def test_what_waits_for_the_superior_has_its_rupiah_and_its_last_second(region, facts):
    seen = _seen(region.rules, facts, 31)
    (rating,) = seen.depends
    assert (rating.jenis, rating.batas, rating.tertahan) == ("penilaian", LIMIT, False)
    assert rating.rupiah == seen.bergantung
    assert "dinilai_penuh" in seen.assumptions
    assert any("Pasal 11" in article.dasar for article in rating.articles)
    assert any(quote.naskah for article in rating.articles for quote in article.kutipan)


def test_a_rating_that_did_not_come_in_time_is_lost_and_no_longer_depends(region, facts):
    in_time, too_late = (
        forecast(region.rules, facts, date(2024, 4, 6), now=LIMIT + timedelta(seconds=late)) for late in (0, 1)
    )
    assert [part.jenis for part in in_time.depends] == ["penilaian"]
    assert too_late.depends == ()
    assert [loss.cause.jenis for loss in too_late.losses] == ["penilaian"]
    assert too_late.hilang == in_time.bergantung
    assert too_late.perkiraan == in_time.pasti


def test_a_poor_rating_is_a_loss_once_it_is_made(region, facts):
    made = {"predikat": "kurang", "waktu_dinilai": "2024-03-20T10:00:00+08:00"}
    facts = {**facts, "kinerja": [{**facts["kinerja"][0], **made}]}
    assert _seen(region.rules, facts, 19).losses == ()
    (loss,) = _seen(region.rules, facts, 20).losses
    assert (loss.cause.jenis, loss.cause.status) == ("penilaian", "kurang")


def test_later_absence_is_not_known_yet(region, facts):
    nothing = dict.fromkeys(("masuk", "pulang", "menit_terlambat", "menit_pulang_cepat"), "")
    facts = _with_day(facts, "2024-03-26", status="alpa", **nothing)
    assert _seen(region.rules, facts, 25).losses == ()
    (loss,) = _seen(region.rules, facts, 26).losses
    assert loss.cause.status == "alpa"


def test_an_arrival_counts_before_the_duty_ends_and_the_departure_is_assumed(region, facts):
    facts = _with_day(facts, "2024-03-14", masuk="2024-03-14T08:20:00", menit_terlambat="20", pulang="")
    before, after = (datetime(2024, 3, 14, hour, 0, tzinfo=UTC) for hour in (0, 1))  # 08.00 and 09.00 WITA
    assert _seen(region.rules, facts, 14, now=before).losses == ()
    (loss,) = _seen(region.rules, facts, 14, now=after).losses
    assert loss.cause.menit_terlambat == 20
    evening = _seen(region.rules, facts, 14)
    assert evening.hilang is not None
    assert evening.hilang > loss.rupiah  # the departure is missing by then


def test_the_days_that_are_left_depend_on_the_person(region, facts):
    counts = [_seen(region.rules, facts, day).depends[-1].banyak for day in (1, 15, 28)]
    assert counts == sorted(counts, reverse=True)
    assert [part.jenis for part in _seen(region.rules, facts, 31).depends] == ["penilaian"]


def test_without_a_tariff_it_says_so(region, facts):
    rules = Rules(region.rules.month, None, region.rules.presence)
    unsummed = [{**row, "potongan_persen": ""} for row in facts["disiplin"]]
    seen = _seen(rules, {**facts, "disiplin": unsummed}, 15)
    assert seen.perkiraan is None
    assert ("tarif", "disiplin.potongan_persen") in {(item.jenis, item.nama) for item in seen.unknown}


def test_a_summary_from_elsewhere_is_one_loss(region, facts):
    recap = {"hari_kerja": "18", "hari_hadir": "17", "hari_alpa": "1", "potongan_persen": "3"}
    facts = {**facts, "harian": [], "disiplin": [{"nip": facts["pegawai"][0]["nip"], **recap}]}
    (loss,) = _seen(region.rules, facts, 31).losses
    assert loss.cause.jenis == "rekap"
    assert loss.articles


def test_an_instant_without_zone_is_refused(region, facts):
    with pytest.raises(ValueError, match="zone"):
        _seen(region.rules, facts, 14, now=datetime(2024, 3, 14, 9, 0))  # noqa: DTZ001


def test_leave_and_punishment_are_losses_of_their_own(region, facts):
    nip = facts["pegawai"][0]["nip"]
    leave = {"nip": nip, "jenis": "cuti_besar", "mulai": "2024-03-01", "selesai": "2024-04-30"}
    (loss,) = _seen(region.rules, {**facts, "cuti": [leave]}, 31).losses
    assert (loss.cause.jenis, loss.cause.status) == ("cuti", "cuti_besar")
    punished = {"nip": nip, "tingkat": "berat", "mulai": "2024-03-01", "selesai": ""}
    seen = _seen(region.rules, {**facts, "hukdis": [punished]}, 31)
    assert [loss.cause.jenis for loss in seen.losses] == ["hukdis"]
    assert seen.perkiraan == 0
