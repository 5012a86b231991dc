"""Lists that are wrong: what is told, on which row, and what happens to the person.

A town in memory has no header lines: the place of a finding is the number of its record.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tepat.ingest.folder import relocate
from tepat.lang.findings import Finding
from tests.unit.presensi.town import Month, Town, process_folder

MONDAY, TUESDAY = "2026-01-05", "2026-01-06"


@pytest.fixture
def town() -> Town:
    """An office of five days."""
    town = Town("2026-01")
    town.office()
    town.office_hours()
    return town


@pytest.fixture
def clerk(town: Town) -> str:
    """Somebody of the office."""
    return town.person()


def only(month: Month, kode: str) -> Finding:
    """The only finding of a month, which has this code."""
    assert month.codes == [kode]
    return month.findings[0]


def told(finding: Finding, *names: str) -> tuple[Any, ...]:
    """Where a finding stands, of whom, and some of its words."""
    return str(finding.place), finding.nip, *(finding.words[name] for name in names)


# -- patterns ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hari", ["6-1", "0", "8", "Senin", "1--3"])
def test_days_of_the_week_that_cannot_be_read(town: Town, clerk: str, hari: str):
    town.pattern("LIMA", "08:00", "12:00", hari=hari)
    month = town.process()
    assert told(only(month, "P-001"), "nilai", "pola") == ("pola.csv:3", "", hari, "LIMA")
    assert month.summary(clerk)[0] == 20


@pytest.mark.parametrize(
    ("masuk", "pulang", "column", "value"),
    [
        ("pagi", "12:00", "masuk", "pagi"),
        ("08:00", "25:00", "pulang", "25:00"),
        ("08:00", "", "pulang", ""),
        ("", "12:00", "masuk", ""),
        ("08:00:30", "12:00", "masuk", "08:00:30"),
    ],
)
def test_hours_that_cannot_be_read(town: Town, clerk: str, masuk: str, pulang: str, column: str, value: str):
    town.pattern("LIMA", masuk, pulang, hari="6")
    month = town.process()
    finding = only(month, "P-002")
    assert told(finding, "nilai", "pola") == ("pola.csv:3", "", value, "LIMA")
    assert finding.variabel == column
    assert month.summary(clerk)[0] == 20


@pytest.mark.parametrize("pulang", ["08:00", "07:00"])
def test_hours_that_end_before_they_begin_need_the_word_about_midnight(town: Town, clerk: str, pulang: str):
    town.pattern("LIMA", "08:00", pulang, hari="6")
    month = town.process()
    assert told(only(month, "P-003"), "masuk", "pulang") == ("pola.csv:3", "", "08:00", pulang)
    assert month.summary(clerk)[0] == 20


def test_of_two_duties_that_overlap_the_later_is_left_out(town: Town, clerk: str):
    town.pattern("LIMA", "15:59", "18:00", hari="1")
    month = town.process()
    assert told(only(month, "P-004"), "pola", "hari") == ("pola.csv:3", "", "LIMA", 1)
    assert month.summary(clerk)[0] == 20


def test_duties_that_touch_do_not_overlap(town: Town, clerk: str):
    town.pattern("LIMA", "16:00", "18:00", hari="1")
    month = town.process()
    assert month.codes == []
    assert month.summary(clerk)[0] == 24


# -- schedules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("both", [False, True])
def test_a_schedule_of_nobody_or_of_two_binds_nobody(town: Town, clerk: str, both: bool):
    town.pattern("ENAM", "07:30", "14:00")
    town.schedule("ENAM", unit="DINAS" if both else "", who=clerk if both else "", since="2026-01-01")
    month = town.process()
    assert only(month, "P-011").place.line == 2
    assert month.summary(clerk)[0] == 20


def test_a_schedule_with_an_unknown_pattern_leaves_the_unit_its_own(town: Town, clerk: str):
    town.schedule("TUJUH", who=clerk)
    month = town.process()
    assert told(only(month, "P-012"), "pola") == ("jadwal.csv:2", clerk, "TUJUH")
    assert month.summary(clerk)[0] == 20


def test_a_roster_row_with_an_unknown_pattern_leaves_the_schedule(town: Town, clerk: str):
    town.duty(clerk, MONDAY, "TUJUH")
    month = town.process()
    assert told(only(month, "P-012"), "pola") == ("roster.csv:1", clerk, "TUJUH")
    assert month.day(clerk, MONDAY).pola == "LIMA"


def test_of_two_schedules_that_began_together_the_first_code_holds(town: Town, clerk: str):
    town.pattern("ENAM", "07:30", "14:00")
    town.schedule("ENAM", unit="DINAS")
    month = town.process()
    words = told(only(month, "P-013"), "siapa", "satu", "lain", "dipakai")
    assert words == ("jadwal.csv:2", "", "DINAS", "LIMA", "ENAM", "ENAM")
    assert month.day(clerk, MONDAY).pola == "ENAM"


def test_the_schedule_that_began_last_prevails_without_a_word(town: Town, clerk: str):
    town.pattern("RAMADAN", "08:00", "15:00", hari="1-5")
    town.schedule("RAMADAN", unit="DINAS", since=TUESDAY, until="2026-01-07")
    month = town.process()
    assert month.codes == []
    days = (MONDAY, TUESDAY, "2026-01-07", "2026-01-08")
    assert [month.day(clerk, day).pola for day in days] == ["LIMA", "RAMADAN", "RAMADAN", "LIMA"]


def test_a_roster_row_on_a_day_without_hours_is_no_duty(town: Town, clerk: str):
    town.duty(clerk, "2026-01-10", "LIMA")
    month = town.process()
    (finding,) = month.found("P-014")
    assert told(finding, "kode_pola") == ("roster.csv:1", clerk, "LIMA")
    assert month.days(clerk, "2026-01-10") == []
    assert month.summary(clerk)[0] == 20


def test_a_roster_row_of_a_day_off_is_no_mistake(town: Town, clerk: str):
    town.add("pola", kode_pola="LEPAS")
    town.duty(clerk, MONDAY, "LEPAS")
    month = town.process()
    assert month.codes == []
    assert month.summary(clerk)[0] == 19


def test_somebody_without_schedule_has_no_month(town: Town):
    stray = town.person("GUDANG")
    month = town.process()
    assert told(only(month, "P-015"), "unit") == ("", stray, "GUDANG")
    assert stray not in month.disiplin
    assert month.days(stray) == []


def test_a_roster_beside_a_schedule_is_told_with_its_days(town: Town, clerk: str):
    town.pattern("MALAM", "20:00", "08:00", overnight=True)
    town.duty(clerk, MONDAY, "MALAM")
    month = town.process()
    assert told(only(month, "P-016"), "bergilir", "berjadwal")[:3] == ("", clerk, 1)
    assert [row.pola for row in month.days(clerk, MONDAY)] == ["MALAM"]
    assert month.summary(clerk)[0] == 20


# -- devices and PINs -------------------------------------------------------------------------------------------


def test_a_serial_of_two_devices_is_told_and_the_first_has_it(town: Town, clerk: str):
    town.add("perangkat", perangkat="Mesin Lain", nomor_seri="SN-DINAS", kode_unit="DINAS", zona="WITA")
    town.works(clerk, MONDAY)
    town.punches = [type(item)("SN-DINAS", item.pin, item.waktu) for item in town.punches]
    month = town.process()
    assert told(only(month, "P-031"), "nomor_seri") == ("perangkat.csv:1", "", "SN-DINAS")
    assert {row["perangkat"] for row in month.ketukan} == {"Mesin DINAS"}
    assert month.day(clerk, MONDAY).status == "hadir"


def test_an_unknown_device_is_told_and_a_pin_of_all_devices_counts_there(town: Town, clerk: str):
    town.punch_pin("SN-ASING", "101", f"{MONDAY} 07:20")
    month = town.process()
    assert told(only(month, "P-032"), "perangkat", "banyak") == ("SN-ASING", "", "SN-ASING", 1)
    assert month.clock(clerk, MONDAY) == ("07:20:00", None)


@pytest.mark.parametrize(
    ("pin", "name", "reason"),
    [
        ("900", ("SN-DINAS", "900", "", "190001011920011001"), "NIP tercatat di mesin"),
        ("900", ("SN-DINAS", "900", "pegawai contoh a, S.Kom.", ""), "nama yang sama"),
        ("55", None, "PIN itu miliknya di perangkat lain"),
        ("077", None, "PIN serupa tanpa nol di depan"),
        ("901", None, None),
    ],
)
def test_a_pin_without_owner_waits_with_a_suggestion_that_decides_nothing(
    town: Town, pin: str, name: tuple[str, str, str, str] | None, reason: str | None
):
    clerk = town.person(pin=False, nama="PEGAWAI CONTOH A")
    town.person(nama="PEGAWAI CONTOH B")
    town.add("pin", perangkat="Mesin Lain", pin="55", nip=clerk)
    town.add("pin", perangkat="Mesin DINAS", pin="77", nip=clerk)
    town.punch_pin("Mesin DINAS", pin, f"{MONDAY} 07:20", f"{MONDAY} 16:20")
    town.names += [name] if name else []
    month = town.process()
    (row,) = month.worklist
    suggested = clerk if reason else None
    assert (row["pin"], row["banyak"], row["saran_nip"], row["alasan_saran"]) == (pin, 2, suggested, reason)
    saran = f"{clerk} ({reason})" if reason else "–"
    assert told(only(month, "P-101"), "pin", "saran") == (f"Mesin DINAS {pin}", "", pin, saran)
    assert month.day(clerk, MONDAY).status == "alpa"
    assert month.fates == {"tanpa_pemilik": 2}


def test_two_who_fit_a_name_give_no_suggestion(town: Town):
    for _ in range(2):
        town.person(nama="PEGAWAI CONTOH A")
    town.names.append(("SN-DINAS", "900", "PEGAWAI CONTOH A", ""))
    town.punch_pin("Mesin DINAS", "900", f"{MONDAY} 07:20")
    (row,) = town.process().worklist
    assert (row["nama"], row["saran_nip"]) == ("PEGAWAI CONTOH A", None)


def test_a_contested_pin_is_nobodys_on_the_contested_days(town: Town):
    before, after = town.person(pin=False), town.person(pin=False)
    town.add("pin", pin="55", nip=before, selesai=TUESDAY)
    town.add("pin", pin="55", nip=after, mulai=TUESDAY)
    for day in (MONDAY, TUESDAY, "2026-01-07"):
        town.punch_pin("Mesin DINAS", "55", f"{day} 07:20")
    month = town.process()
    assert told(month.found("P-102")[0], "pin", "satu", "lain") == ("pin.csv:1", "", "55", before, after)
    assert month.codes == ["P-102"]
    seen = [[month.day(who, day).status for day in (MONDAY, TUESDAY, "2026-01-07")] for who in (before, after)]
    assert seen == [["hadir", "alpa", "alpa"], ["alpa", "alpa", "hadir"]]
    assert [row["sebab"] for row in month.ketukan if row["nasib"] == "tanpa_pemilik"] == ["pin_ganda"]


def test_a_pin_that_changes_hands_belongs_to_each_in_turn(town: Town):
    before, after = town.person(pin=False), town.person(pin=False)
    town.add("pin", pin="55", nip=before, selesai=MONDAY)
    town.add("pin", pin="55", nip=after, mulai=TUESDAY)
    town.punch_pin("Mesin DINAS", "55", f"{MONDAY} 16:20", f"{TUESDAY} 07:20")
    month = town.process()
    assert month.codes == []
    assert (month.clock(before, MONDAY)[1], month.clock(after, TUESDAY)[0]) == ("16:20:00", "07:20:00")


def test_a_pin_told_twice_for_one_person_counts_every_punch_once(town: Town, clerk: str):
    town.add("pin", pin="101", nip=clerk, mulai="2026-01-01")
    town.add("pin", perangkat="SN-DINAS", pin="101", nip=clerk)
    town.works(clerk, MONDAY)
    month = town.process()
    assert (month.codes, month.fates) == ([], {"dipakai": 2})


def test_a_row_for_a_device_prevails_over_one_for_all_on_its_days_only(town: Town, clerk: str):
    guest = town.person(pin=False)
    town.add("pin", perangkat="Mesin DINAS", pin="101", nip=guest, mulai=TUESDAY)
    town.works(clerk, MONDAY, TUESDAY)
    month = town.process()
    assert month.codes == []
    assert [month.day(who, MONDAY).status for who in (clerk, guest)] == ["hadir", "alpa"]
    assert [month.day(who, TUESDAY).status for who in (clerk, guest)] == ["alpa", "hadir"]


def test_the_pin_of_a_stranger_is_told_and_its_punches_wait(town: Town, clerk: str):
    town.add("pin", pin="55", nip="190912281920011999")
    town.punch_pin("Mesin DINAS", "55", f"{MONDAY} 07:20")
    month = town.process()
    assert told(month.found("P-103")[0], "nip", "pin") == ("pin.csv:2", "", "190912281920011999", "55")
    assert [row["sebab"] for row in month.worklist] == ["bukan_pegawai"]
    assert month.day(clerk, MONDAY).status == "alpa"


# -- leave, corrections, outages --------------------------------------------------------------------------------


def test_overlapping_leave_is_told_once_with_its_days(town: Town, clerk: str):
    town.leave(clerk, "sakit", MONDAY, "2026-01-08")
    town.leave(clerk, "diklat", TUESDAY, "2026-01-09")
    month = town.process()
    finding = only(month, "P-201")
    assert told(finding, "dipakai", "daftar") == ("izin.csv:1", clerk, "diklat", "diklat, sakit")
    assert [str(finding.words[name]) for name in ("mulai", "selesai")] == [TUESDAY, "2026-01-08"]


@pytest.mark.parametrize(
    ("cells", "kode"),
    [
        ({"masuk": "07:30", "by": ""}, "P-202"),
        ({"masuk": "setengah delapan"}, "P-203"),
        ({"masuk": "07:30", "pulang": "24:30"}, "P-203"),
        ({}, "P-203"),
    ],
)
def test_a_correction_that_cannot_be_used_changes_nothing(town: Town, clerk: str, cells: dict[str, str], kode: str):
    town.works(clerk, MONDAY, masuk="08:31")
    town.correct(clerk, MONDAY, **cells)
    month = town.process()
    assert told(only(month, kode)) == ("koreksi.csv:1", clerk)
    assert month.minutes(clerk, MONDAY) == (61, 0)


def test_a_correction_on_a_day_without_duty_is_told(town: Town, clerk: str):
    town.correct(clerk, "2026-01-10", "07:30", "16:00")
    month = town.process()
    assert told(only(month, "P-204")) == ("koreksi.csv:1", clerk)
    assert month.days(clerk, "2026-01-10") == []


def test_of_two_corrections_that_differ_the_later_line_counts_and_it_is_told(town: Town, clerk: str):
    town.correct(clerk, MONDAY, "07:31")
    town.correct(clerk, MONDAY, "07:35")
    month = town.process()
    assert told(only(month, "P-209"), "sisi", "banyak") == ("koreksi.csv:2", clerk, "masuk", 2)
    assert month.clock(clerk, MONDAY) == ("07:35:00", None)


def test_punches_on_a_day_of_leave_are_told_and_the_day_stays_leave(town: Town, clerk: str):
    town.leave(clerk, "cuti_tahunan", MONDAY, MONDAY)
    town.works(clerk, MONDAY)
    month = town.process()
    assert told(only(month, "P-205"), "jenis") == ("", clerk, "cuti_tahunan")
    assert month.day(clerk, MONDAY).status == "cuti_tahunan"
    assert month.day(clerk, MONDAY).catatan == "ada presensi pada hari izin"


@pytest.mark.parametrize(("hours", "missing"), [(("06:00", "09:00"), "pulang"), (("15:00", "17:00"), "masuk")])
def test_a_day_excused_on_one_side_names_the_other(town: Town, clerk: str, hours: tuple[str, str], missing: str):
    town.outage(f"{MONDAY} {hours[0]}", f"{MONDAY} {hours[1]}", unit="DINAS")
    month = town.process()
    assert told(only(month, "P-206"), "sisi") == ("", clerk, missing)
    assert month.day(clerk, MONDAY).status == "gangguan"
    assert f"tidak ada presensi {missing}" in month.day(clerk, MONDAY).catatan


@pytest.mark.parametrize("where", [{"device": "Mesin Hantu"}, {"unit": "HANTU"}, {}])
def test_an_outage_of_what_nobody_knows_excuses_nobody(town: Town, clerk: str, where: dict[str, str]):
    town.outage(MONDAY, MONDAY, **where)
    month = town.process()
    assert told(only(month, "P-207"), "siapa") == ("gangguan.csv:1", "", next(iter(where.values()), ""))
    assert month.day(clerk, MONDAY).status == "alpa"


@pytest.mark.parametrize(
    ("since", "until", "column"), [("kemarin", MONDAY, "mulai"), (MONDAY, f"{MONDAY} 25:00", "selesai")]
)
def test_an_outage_whose_bounds_cannot_be_read_excuses_nobody(
    town: Town, clerk: str, since: str, until: str, column: str
):
    town.outage(since, until, unit="DINAS")
    month = town.process()
    finding = only(month, "P-208")
    assert (str(finding.place), finding.variabel) == ("gangguan.csv:1", column)
    assert month.day(clerk, MONDAY).status == "alpa"


# -- the line in the file ---------------------------------------------------------------------------------------


def test_findings_of_a_folder_name_the_line_of_the_file(town: Town, clerk: str, tmp_path: Path):
    town.pattern("LIMA", "08:00", "12:00", hari="Senin")
    town.correct(clerk, MONDAY, "07:30", by="")
    month = process_folder(town.write(tmp_path), town)
    assert month.intake is not None
    places = [(item.kode, str(item.place)) for item in relocate(month.findings, month.intake.admission)]
    assert places == [("P-001", "pola.csv:4:hari"), ("P-202", "koreksi.csv:2:disetujui_oleh")]
