"""Rules changed on purpose: the plain reading must notice each, on a town where it matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import duckdb
import pytest

from tepat.presensi import excuses, fates, identity, ledger, month, schedule
from tests.unit.presensi.oracle import read_town, seen_in
from tests.unit.presensi.town import Town

MONDAY, TUESDAY = "2026-01-05", "2026-01-06"
Create = Callable[..., None]


@pytest.fixture
def town() -> Town:
    """A town with something at every bound that a rule draws."""
    town = Town("2026-01")
    town.office("DINAS", "WITA")
    town.office("PUSAT", "WIB")
    town.office("RSUD", "WITA")
    town.office_hours()
    town.pattern("MALAM", "20:00", "08:00", overnight=True)
    town.pattern("PAGI", "07:00", "14:00")
    town.pattern("SIANG", "14:00", "20:00")
    clerk, traveller, nurse = town.person(), town.person(), town.person("RSUD")
    town.punch(
        clerk, f"{MONDAY} 07:30:59", f"{MONDAY} 11:45", f"{TUESDAY} 08:01", f"{TUESDAY} 12:00", f"{TUESDAY} 16:00"
    )
    town.punch(traveller, f"{MONDAY} 07:00", f"{MONDAY} 15:10", at="Mesin PUSAT")
    town.duty(nurse, MONDAY, "PAGI")
    town.duty(nurse, MONDAY, "SIANG")
    town.duty(nurse, "2026-01-16", "MALAM")
    town.punch(nurse, f"{MONDAY} 06:50", f"{MONDAY} 14:00", f"{MONDAY} 20:05")
    town.schedule("PAGI", who=traveller, since="2026-01-07", until="2026-01-07")
    town.schedule("PAGI", unit="DINAS", since="2026-01-08", until="2026-01-08")
    town.leave(clerk, "sakit", "2026-01-07", "2026-01-07")
    town.correct(clerk, "2026-01-08", "07:00", "14:00")
    town.correct(clerk, "2026-01-09", "07:30", "16:30", by="")
    town.outage("2026-01-12", "2026-01-12", unit="DINAS")
    town.punch(clerk, "2026-01-12 09:00", "2026-01-13 10:00", "2026-01-13 23:45", "2026-01-14 03:30")
    town.duty(nurse, "2026-01-12", "PAGI")
    return town


def agrees(town: Town) -> bool:
    seen, expected = seen_in(town.process()), read_town(town)
    return (seen.ledger, seen.summary, seen.fates) == (expected.ledger, expected.summary, expected.fates)


def test_the_rules_as_they_are_pass(town: Town):
    assert agrees(town)


PLANTED = {
    "the midpoint is a quarter of the duty": (schedule, "(pulang - masuk + 1) // 2", "(pulang - masuk + 1) // 4"),
    "the midpoint itself is an arrival": (schedule, "+ 1) // 2 AS tengah", "+ 1) // 2 + 1 AS tengah"),
    "windows are not cut": (schedule, "(masuk - sebelum) // 2", "-99999"),
    "windows end one second late": (schedule, "(sesudah - pulang) // 2", "(sesudah - pulang) // 2 + 1"),
    "a roster does not beat the schedule": (schedule, "asal = min(asal)", "asal = max(asal)"),
    "the first schedule prevails": (schedule, "ORDER BY mulai DESC", "ORDER BY mulai"),
    "rosters rest on holidays": (schedule, "(asal > 1 AND h.jenis", "(h.jenis"),
    "minutes are rounded up": (ledger, "- fleksibel) // 60", "- fleksibel + 59) // 60"),
    "an outage forgives being late": (ledger, "greatest(0, masuk -", "(NOT bebas_masuk)::INT * greatest(0, masuk -"),
    "leave is forgotten": (ledger, "WHEN jenis_izin IS NOT NULL THEN jenis_izin", ""),
    "an outage does not excuse half a day": (ledger, "OR (pulang IS NULL AND bebas_pulang) THEN", "THEN"),
    "corrections lie on other days": (excuses, "t.tanggal = k.tanggal", "t.tanggal = k.tanggal + 1"),
    "outages reach everybody": (excuses, "ON g.kode_unit = o.kode_unit WHERE", "ON TRUE WHERE"),
    "zones are not reckoned with": (identity, "z.jam - a.jam", "z.jam - z.jam"),
    "PINs of all devices are of none": (identity, "WHERE p.perangkat IS NULL", "WHERE FALSE"),
    "the same second twice is two punches": (fates, "sama OR semenit AS duplikat", "FALSE AS duplikat"),
}  # fmt: skip


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_rule_is_caught(town: Town, monkeypatch: pytest.MonkeyPatch, rule: str):
    module, text, other = PLANTED[rule]
    changed: list[str] = []
    original: Create = month.create

    def planted(connection: duckdb.DuckDBPyConnection, name: str, select: str, *, view: bool = False) -> None:
        if text in select:
            changed.append(name)
        original(connection, name, select.replace(text, other), view=view)

    town.punches.append(town.punches[0])
    monkeypatch.setattr(module, "create", planted)
    assert not agrees(town)
    assert changed, "the rule is no longer written so"


@pytest.mark.parametrize("minutes", [(239, 480), (240, 300)])
def test_another_window_is_caught(town: Town, monkeypatch: pytest.MonkeyPatch, minutes: tuple[int, int]):
    town.punch(town.lists["pegawai"][0]["nip"], "2026-01-15 23:00")
    assert agrees(town)
    other = month.AttendanceMonth(
        town.month.masa, replace(town.month.settings, window_before=minutes[0], window_after=minutes[1])
    )
    monkeypatch.setattr(Town, "month", other)
    assert not agrees(town)
