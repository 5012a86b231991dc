"""Two months of a person differ by causes that add up."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tepat.engine.forecast import PersonMonth, PersonRows, amount, assume_attended, compare, with_summary
from tepat.engine.forecast.amount import is_duty
from tests.unit.engine.foreseen import Region, make_region

MONTHS = ("2023-12", "2024-01", "2024-02", "2024-03")


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Region]:
    """Balangan before and after its amendment of 2024."""
    made = tmp_path_factory.mktemp("bulan")
    return {masa: make_region(made / masa, "balangan", masa, people=24, seed=len(masa)) for masa in MONTHS}


def _month(region: Region, facts: PersonRows) -> PersonMonth:
    return PersonMonth(region.rules, facts)


def _changed(facts: PersonRows, file: str, **cells: str) -> PersonRows:
    first, *rest = facts[file]
    return {**facts, file: [{**first, **cells}, *rest]}


def _plain(region: Region) -> PersonRows:
    """Somebody without leave, punishment, acting post or fault, rated well and in time."""
    for facts in region.people.values():
        special = any(facts[file] for file in ("plt", "cuti", "hukdis"))
        if not special and amount(region.rules, with_summary(region.rules, facts)).paid:
            days = [assume_attended(row) if is_duty(row) else row for row in facts["harian"]]
            rated = {"predikat": "baik", "waktu_dinilai": f"{region.rules.masa.last}T10:00:00+08:00"}
            return {**_changed(facts, "kinerja", **rated), "harian": days}
    raise AssertionError("nobody is plain")


def _causes(before: PersonMonth, after: PersonMonth) -> dict[tuple[str, ...], int]:
    return {cause.jenis: cause.rupiah for cause in compare(before, after).causes}


@pytest.mark.parametrize(("old", "new"), [("2023-12", "2024-01"), ("2024-02", "2024-03"), ("2023-12", "2024-03")])
def test_the_causes_add_up_to_the_difference_of_what_was_computed(months, old, new):
    kinds: set[str] = set()
    for was, now in zip(months[old].people.values(), months[new].people.values(), strict=True):
        before, after = _month(months[old], was), _month(months[new], now)
        told = compare(before, after)
        amounts = [amount(month.rules, month.summed).rupiah for month in (before, after)]
        assert [told.lama, told.baru] == amounts
        assert (told.selisih is None) == bool(told.unknown)
        assert sum(cause.rupiah for cause in told.causes) == (told.selisih or 0)
        kinds |= {name for cause in told.causes for name in cause.jenis}
    assert {"kehadiran", "penilaian"} <= kinds
    assert ("aturan" in kinds) == (old < "2024-01")


def test_the_same_month_twice_differs_by_nothing(months):
    region = months["2024-03"]
    assert all(not compare(_month(region, facts), _month(region, facts)).causes for facts in region.people.values())


@pytest.mark.parametrize(
    ("file", "cells", "cause"),
    [
        ("kinerja", {"predikat": "kurang"}, "penilaian"),
        ("kinerja", {"predikat": "", "waktu_dinilai": ""}, "penilaian"),
        ("gaji", {"iwp_gaji": "120000"}, "gaji"),
        ("pegawai", {"status_pegawai": "CPNS"}, "pegawai"),
        ("hukdis", {}, "hukdis"),
        ("plt", {}, "plt"),
    ],
)
def test_one_thing_that_changed_is_the_one_cause(months, file, cells, cause):
    region = months["2024-03"]
    was = _plain(region)
    first, post = region.rules.masa.first.isoformat(), was["jabatan"][0]["kode_jabatan"]
    who = {"nip": was["pegawai"][0]["nip"]}
    added = {
        "hukdis": {**who, "tingkat": "berat", "mulai": first, "selesai": ""},
        "plt": {**who, "kode_jabatan": post, "jenis": "setara", "mulai": first, "selesai": ""},
    }
    now = {**was, file: [added[file]]} if file in added else _changed(was, file, **cells)
    told = _causes(_month(region, was), _month(region, now))
    assert [*told] == [(cause,)]


def test_lateness_and_a_better_position_are_told_apart_to_the_rupiah(months):
    region = months["2024-03"]
    was = _plain(region)
    late = next(row for row in was["harian"] if row["menit_terlambat"] == "0")
    days = [{**row, "menit_terlambat": "70"} if row is late else row for row in was["harian"]]
    code = was["pegawai"][0]["kode_jabatan"]
    raised = [
        {**row, "beban_kerja": str(int(row["beban_kerja"] or 0) + 1_000_000)} if row["kode_jabatan"] == code else row
        for row in was["jabatan"]
    ]
    told = compare(_month(region, was), _month(region, {**was, "harian": days, "jabatan": raised}))
    causes = {cause.jenis: cause for cause in told.causes}
    assert causes.keys() == {("jabatan",), ("kehadiran",)}
    assert causes[("jabatan",)].rupiah > 0 > causes[("kehadiran",)].rupiah
    assert [cell.kolom for cell in causes[("jabatan",)].cells] == ["jabatan.beban_kerja"]


def test_the_amendment_is_told_by_the_rules_it_changed(months):
    old, new = months["2023-12"], months["2024-01"]
    facts = _plain(new)
    was = {**facts, "kinerja": [{**facts["kinerja"][0], "capaian_persen": "95"}], "kegiatan": []}
    told = compare(_month(old, _moved(was, "2024-01", "2023-12")), _month(new, was))
    (law,) = (cause for cause in told.causes if "aturan" in cause.jenis)
    assert {"nilai_produktivitas", "pph21", "tpp_diterima"} <= {change.name for change in law.changes}


def _moved(facts: PersonRows, old: str, new: str) -> PersonRows:
    """The same month's facts with the dates of another month."""
    return {
        file: [{name: cell.replace(old, new) for name, cell in row.items()} for row in rows]
        for file, rows in facts.items()
    }
