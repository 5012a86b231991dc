"""The known edge cases of attendance, by their numbers in the list of cases from all sources: the ledger's side.

January 2026 has 20 days of five-day duty: the 1st (New Year) and the 16th (Isra Mikraj) are holidays.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.presensi.town import Month, Town, each_day, process_folder

MONDAY, TUESDAY, FRIDAY, SATURDAY = "2026-01-05", "2026-01-06", "2026-01-09", "2026-01-10"


@pytest.fixture
def town() -> Town:
    """An office of five days in WITA."""
    town = Town("2026-01")
    town.office()
    town.office_hours()
    return town


@pytest.fixture
def clerk(town: Town) -> str:
    """Somebody of the office, present on every day of duty but those of the tests' week."""
    return town.person()


def hospital(masa: str = "2026-01") -> tuple[Town, str]:
    """A hospital with a night shift over midnight and duties of 24 hours, and a nurse on a roster."""
    town = Town(masa)
    town.office("RSUD")
    town.pattern("MALAM", "20:00", "08:00", overnight=True)
    town.pattern("JAGA", "08:00", "08:00", overnight=True)
    return town, town.person("RSUD")


# -- 1: boundary minutes and the boundary second ----------------------------------------------------------------


@pytest.mark.parametrize("minutes", [0, 1, 15, 16, 30, 31, 60, 61, 90, 91])
@pytest.mark.parametrize("second", [0, 59])
def test_01_seconds_after_a_whole_minute_late_do_not_count(town: Town, clerk: str, minutes: int, second: int):
    hour, minute = divmod(7 * 60 + 30 + minutes, 60)
    town.works(clerk, MONDAY, masuk=f"{hour:02}:{minute:02}:{second:02}")
    assert town.process().minutes(clerk, MONDAY) == (minutes, 0)


@pytest.mark.parametrize(
    ("masuk", "late"), [("07:29:59", 0), ("07:30:00", 0), ("07:30:59", 0), ("07:31:00", 1), ("08:30:59", 60)]
)
def test_01_the_first_minute_late_is_whole(town: Town, clerk: str, masuk: str, late: int):
    town.works(clerk, MONDAY, masuk=masuk)
    assert town.process().day(clerk, MONDAY).menit_terlambat == late


@pytest.mark.parametrize(
    ("pulang", "early"), [("16:00:00", 0), ("15:59:59", 0), ("15:59:01", 0), ("15:59:00", 1), ("14:29:00", 91)]
)
def test_01_the_first_minute_left_early_is_whole(town: Town, clerk: str, pulang: str, early: int):
    town.works(clerk, MONDAY, pulang=pulang)
    assert town.process().day(clerk, MONDAY).menit_pulang_cepat == early


@pytest.mark.parametrize(("scan", "side"), [("11:44:59", "masuk"), ("11:45:00", "pulang")])
def test_01_the_midpoint_itself_is_a_departure(town: Town, clerk: str, scan: str, side: str):
    town.punch(clerk, f"{MONDAY} {scan}")
    row = town.process().day(clerk, MONDAY)
    assert (row.masuk is not None, row.pulang is not None) == (side == "masuk", side == "pulang")


@pytest.mark.parametrize(
    ("scan", "fate"),
    [
        (f"{MONDAY} 03:29:59", "luar_roster"),
        (f"{MONDAY} 03:30:00", "dipakai"),
        # Half-way from 16:00 to 07:30 of the next day.
        (f"{MONDAY} 23:44:59", "dipakai"),
        (f"{MONDAY} 23:45:00", "luar_roster"),
        # No duty follows on Saturday: 8 hours after 16:30.
        (f"{SATURDAY} 00:29:59", "dipakai"),
        (f"{SATURDAY} 00:30:00", "luar_roster"),
    ],
)
def test_01_a_window_is_half_open(town: Town, clerk: str, scan: str, fate: str):
    town.punch(clerk, scan)
    assert town.process().fates == {fate: 1}


# -- 2: the only scan is in the afternoon -----------------------------------------------------------------------


def test_02_an_only_scan_in_the_afternoon_is_no_arrival_700_minutes_late(town: Town, clerk: str):
    town.punch(clerk, f"{MONDAY} 16:05")
    month = town.process()
    row = month.day(clerk, MONDAY)
    assert month.clock(clerk, MONDAY) == (None, "16:05:00")
    assert month.minutes(clerk, MONDAY) == (None, 0)
    assert (row.status, row.catatan) == ("hadir", "tidak ada presensi masuk")
    assert month.summary(clerk)[1] == Decimal("0.5")


@pytest.mark.parametrize(("scan", "expected"), [("07:31", ("07:31:00", None)), ("16:05", (None, "16:05:00"))])
def test_02_a_single_scan_copied_to_both_columns_counts_once(
    town: Town, clerk: str, scan: str, expected: tuple[str | None, str | None]
):
    town.punch(clerk, f"{MONDAY} {scan}", f"{MONDAY} {scan}")
    month = town.process()
    assert month.clock(clerk, MONDAY) == expected
    assert month.fates == {"dipakai": 1, "duplikat": 1}
    assert month.summary(clerk)[1] == Decimal("0.5")


# -- 3: filled-in check-outs and nights -------------------------------------------------------------------------


def test_03_a_check_out_filled_in_with_2359_is_no_departure_before_a_day_of_duty(town: Town, clerk: str):
    town.punch(clerk, f"{MONDAY} 07:20", f"{MONDAY} 23:59")
    due, outside = town.process().days(clerk, MONDAY)
    assert (due.pulang, due.catatan) == (None, "tidak ada presensi pulang")
    assert (outside.status, f"{outside.masuk:%H:%M}") == ("luar_jadwal", "23:59")


def test_03_where_2359_is_a_departure_the_evidence_shows_the_hour(town: Town, clerk: str):
    town.punch(clerk, f"{FRIDAY} 07:20", f"{FRIDAY} 23:59")
    month = town.process()
    assert month.clock(clerk, FRIDAY) == ("07:20:00", "23:59:00")
    assert "pulang 23:59:00 Mesin DINAS #" in month.day(clerk, FRIDAY).bukti


def test_03_a_2359_fill_in_beats_neither_the_arrival_nor_the_departure_of_a_night():
    town, nurse = hospital()
    town.duty(nurse, MONDAY, "MALAM")
    town.punch(nurse, f"{MONDAY} 19:58", f"{MONDAY} 23:59", f"{TUESDAY} 08:03")
    month = town.process()
    assert month.clock(nurse, MONDAY) == ("19:58:00", f"{TUESDAY} 08:03:00")
    assert month.fates == {"dipakai": 2, "antara": 1}


def test_03_a_night_is_one_row_of_the_day_it_begins_though_the_machine_has_two():
    town, nurse = hospital()
    town.duty(nurse, MONDAY, "MALAM")
    town.punch(nurse, f"{MONDAY} 20:16", f"{TUESDAY} 07:59")
    month = town.process()
    assert [row.tanggal.isoformat() for row in month.days(nurse)] == [MONDAY]
    assert month.minutes(nurse, MONDAY) == (16, 1)
    assert month.summary(nurse) == (1, Decimal(1), 0)


def test_03_nights_in_a_row_keep_each_its_own_scans():
    town, nurse = hospital()
    for day in (MONDAY, TUESDAY):
        town.duty(nurse, day, "MALAM")
    town.punch(nurse, f"{MONDAY} 19:50", f"{TUESDAY} 08:10", f"{TUESDAY} 20:05", "2026-01-07 08:00")
    month = town.process()
    assert month.clock(nurse, MONDAY) == ("19:50:00", f"{TUESDAY} 08:10:00")
    assert month.clock(nurse, TUESDAY) == ("20:05:00", "2026-01-07 08:00:00")


@pytest.mark.parametrize(
    ("scan", "monday", "tuesday"),
    [("13:59:59", True, False), ("14:00:00", False, False), ("15:59:59", False, False), ("16:00:00", False, True)],
)
def test_03_between_two_nights_a_scan_is_of_the_one_before_half_way_or_of_the_four_hours_before_the_next(
    scan: str, monday: bool, tuesday: bool
):
    town, nurse = hospital()
    for day in (MONDAY, TUESDAY):
        town.duty(nurse, day, "MALAM")
    town.punch(nurse, f"{TUESDAY} {scan}")
    rows = [row for row in town.process().days(nurse) if row.status != "luar_jadwal"]
    assert [row.pulang is not None for row in rows] == [monday, False]
    assert [row.masuk is not None for row in rows] == [False, tuesday]


def test_03_a_24_hour_duty_ends_on_the_next_morning():
    town, nurse = hospital()
    town.duty(nurse, MONDAY, "JAGA")
    town.punch(nurse, f"{MONDAY} 08:02", f"{MONDAY} 12:30", f"{TUESDAY} 07:58")
    month = town.process()
    assert month.clock(nurse, MONDAY) == ("08:02:00", f"{TUESDAY} 07:58:00")
    assert month.minutes(nurse, MONDAY) == (2, 2)


# -- 4: two statuses on one day ---------------------------------------------------------------------------------


@pytest.mark.parametrize("jenis", ["cuti_tahunan", "sakit", "dinas_luar"])
def test_04_leave_or_duty_without_scan_is_never_absence_as_well(town: Town, clerk: str, jenis: str):
    town.leave(clerk, jenis, MONDAY, MONDAY)
    month = town.process()
    assert month.day(clerk, MONDAY).status == jenis
    assert month.day(clerk, MONDAY).catatan is None
    assert month.summary(clerk) == (20, 0, 19)


def test_04_the_same_leave_told_twice_is_told_once(town: Town, clerk: str):
    for _ in range(2):
        town.leave(clerk, "sakit", MONDAY, TUESDAY)
    month = town.process()
    assert month.codes == []
    assert [month.day(clerk, day).status for day in (MONDAY, TUESDAY)] == ["sakit", "sakit"]


@pytest.mark.parametrize("until", [(MONDAY, FRIDAY), (FRIDAY, MONDAY)])
def test_04_of_two_leaves_of_one_kind_the_evidence_is_always_the_same(town: Town, clerk: str, until: tuple[str, str]):
    for last in until:
        town.leave(clerk, "sakit", MONDAY, last)
    assert town.process().day(clerk, MONDAY).bukti == f"izin: sakit {MONDAY}–{MONDAY}"


def test_04_two_kinds_of_leave_are_one_status_and_told(town: Town, clerk: str):
    town.leave(clerk, "sakit", MONDAY, TUESDAY)
    town.leave(clerk, "cuti_tahunan", MONDAY, MONDAY)
    month = town.process()
    assert month.day(clerk, MONDAY).status == "cuti_tahunan"
    assert month.day(clerk, TUESDAY).status == "sakit"
    (finding,) = month.found("P-201")
    assert (finding.nip, finding.words["daftar"]) == (clerk, "cuti_tahunan, sakit")


# -- 5: days without duty ---------------------------------------------------------------------------------------


def test_05_presence_on_a_weekend_is_shown_and_counts_nothing(town: Town, clerk: str):
    town.punch(clerk, f"{SATURDAY} 08:00", f"{SATURDAY} 12:00")
    month = town.process()
    assert month.day(clerk, SATURDAY).status == "luar_jadwal"
    assert month.clock(clerk, SATURDAY) == ("08:00:00", "12:00:00")
    assert month.summary(clerk) == (20, 0, 20)


def test_05_presence_on_a_holiday_leaves_the_day_a_holiday(town: Town, clerk: str):
    town.punch(clerk, "2026-01-16 08:00", "2026-01-16 12:00")
    month = town.process()
    row = month.day(clerk, "2026-01-16")
    assert (row.status, row.menit_terlambat, row.jam_masuk_wajib) == ("libur", None, None)
    assert row.catatan == "Isra Mikraj Nabi Muhammad; ada presensi pada hari libur"
    assert month.fates == {"luar_roster": 2}


def test_05_joint_leave_takes_the_duty_away():
    town = Town("2026-03")
    town.office()
    town.office_hours()
    clerk = town.person()
    month = town.process()
    assert month.day(clerk, "2026-03-20").status == "cuti_bersama"
    assert month.day(clerk, "2026-03-19").status == "libur"
    # 22 weekdays, of which 18, 19, 20, 23 and 24 March are off.
    assert month.summary(clerk)[0] == 17


def test_05_a_local_holiday_takes_the_duty_away(town: Town, clerk: str):
    town.holiday(MONDAY, name="Hari jadi kabupaten")
    month = town.process()
    assert (month.day(clerk, MONDAY).status, month.day(clerk, MONDAY).catatan) == ("libur", "Hari jadi kabupaten")
    assert month.summary(clerk)[0] == 19


def test_05_a_region_may_keep_a_national_holiday_a_day_of_work(town: Town, clerk: str):
    town.holiday("2026-01-16", jenis="hari_kerja")
    assert town.process().summary(clerk) == (21, 0, 21)


def test_05_a_roster_stands_on_holidays():
    town, nurse = hospital()
    town.duty(nurse, "2026-01-01", "JAGA")
    month = town.process()
    assert [row.status for row in month.days(nurse)] == ["alpa"]


def test_05_a_calendar_changed_after_approval_shows_the_difference_and_resets_nothing(town: Town, clerk: str):
    town.works(clerk, *each_day(MONDAY, FRIDAY))
    approved = town.process()
    kept = repr(approved.outcome)
    town.holiday(TUESDAY)
    recomputed = town.process()
    changed = [row["tanggal"].isoformat() for row in recomputed.harian if row not in approved.harian]
    assert changed == [TUESDAY]
    assert repr(approved.outcome) == kept
    assert (approved.summary(clerk), recomputed.summary(clerk)) == ((20, Decimal(5), 15), (19, Decimal(4), 15))
    assert town.process().outcome == recomputed.outcome


# -- 6: duty, training and work from home -----------------------------------------------------------------------


@pytest.mark.parametrize("jenis", ["dinas_luar", "diklat", "wfh"])
def test_06_days_on_duty_elsewhere_keep_their_scans_and_minutes_for_the_regulation(town: Town, clerk: str, jenis: str):
    town.leave(clerk, jenis, MONDAY, TUESDAY)
    town.works(clerk, MONDAY, masuk="07:46")
    month = town.process()
    assert [month.day(clerk, day).status for day in (MONDAY, TUESDAY)] == [jenis, jenis]
    assert month.minutes(clerk, MONDAY) == (16, 0)
    assert month.minutes(clerk, TUESDAY) == (None, None)
    assert month.codes == []


def test_06_a_missed_roll_call_on_a_friday_at_home_is_noted(town: Town, clerk: str):
    town.leave(clerk, "wfh", FRIDAY, FRIDAY)
    town.add("apel", tanggal=FRIDAY, jenis="apel", nip=clerk, hadir="tidak")
    town.add("apel", tanggal=MONDAY, jenis="apel", nip=clerk, hadir="ya")
    month = town.process()
    assert month.day(clerk, FRIDAY).catatan == "tidak mengikuti apel atau upacara"
    assert "apel" not in month.day(clerk, MONDAY).catatan


# -- 7, 8: leave touches its own days only ----------------------------------------------------------------------


def test_07_one_day_of_heavy_leave_wipes_no_other_day(town: Town, clerk: str):
    town.works(clerk, *each_day(MONDAY, FRIDAY))
    town.leave(clerk, "cuti_besar", "2026-01-12", "2026-01-12")
    month = town.process()
    assert [row.status for row in month.days(clerk) if row.status == "cuti_besar"] == ["cuti_besar"]
    assert month.summary(clerk) == (20, Decimal(5), 14)


@pytest.mark.parametrize(("masa", "days"), [("2026-01", 4), ("2026-02", 4)])
def test_07_leave_that_crosses_months_counts_in_each_its_own_days(masa: str, days: int):
    town = Town(masa)
    town.office()
    town.office_hours()
    clerk = town.person()
    # Tuesday 27 January to Thursday 5 February.
    town.leave(clerk, "cuti_melahirkan", "2026-01-27", "2026-02-05")
    statuses = [row.status for row in town.process().days(clerk)]
    assert statuses.count("cuti_melahirkan") == days
    assert set(statuses) == {"cuti_melahirkan", "alpa", "libur"} | ({"cuti_bersama"} if masa == "2026-02" else set())


def test_07_leave_without_an_end_runs_on(town: Town, clerk: str):
    town.leave(clerk, "cltn", "2025-11-03")
    assert {row.status for row in town.process().days(clerk)} == {"cltn", "libur"}


def test_08_annual_leave_does_not_erase_the_minutes_of_other_days(town: Town, clerk: str):
    town.works(clerk, MONDAY, masuk="08:31")
    town.leave(clerk, "cuti_tahunan", TUESDAY, FRIDAY)
    month = town.process()
    assert month.minutes(clerk, MONDAY) == (61, 0)
    assert month.day(clerk, MONDAY).status == "hadir"


# -- 9: the ledger leaves the cut to the law --------------------------------------------------------------------


def test_09_the_ledger_cuts_nothing_however_bad_the_month(town: Town, clerk: str):
    town.works(clerk, *each_day("2026-01-02", "2026-01-30"), masuk="11:44", pulang="12:00")
    month = town.process()
    assert month.disiplin[clerk]["potongan_persen"] is None
    assert sum(row.menit_terlambat for row in month.days(clerk) if row.status == "hadir") == 20 * 254
    assert month.summary(clerk) == (20, Decimal(20), 0)


# -- 18: years, leap days and the last night --------------------------------------------------------------------


def last_night(masa: str, first: str, second: str) -> tuple[Town, str]:
    town, nurse = hospital(masa)
    town.duty(nurse, first, "MALAM")
    town.punch(nurse, f"{first} 19:55", f"{second} 08:04")
    return town, nurse


def test_18_the_last_night_of_december_ends_in_january_and_is_of_december():
    town, nurse = last_night("2025-12", "2025-12-31", "2026-01-01")
    month = town.process()
    assert month.clock(nurse, "2025-12-31") == ("19:55:00", "2026-01-01 08:04:00")
    assert month.summary(nurse) == (1, Decimal(1), 0)


def test_18_in_january_that_night_is_nobodys_duty_and_no_presence_outside_the_schedule():
    town, nurse = last_night("2026-01", "2025-12-31", "2026-01-01")
    month = town.process()
    assert month.days(nurse) == []
    assert nurse not in month.disiplin
    assert {row["sebab"] for row in month.ketukan} == {"tugas_masa_lain"}


def test_18_the_leap_day_is_a_day_of_duty():
    town = Town("2024-02")
    town.office()
    town.office_hours()
    clerk = town.person()
    town.works(clerk, "2024-02-29")
    assert town.process().day(clerk, "2024-02-29").status == "hadir"


def test_18_the_night_of_the_leap_day_ends_in_march():
    town, nurse = last_night("2024-02", "2024-02-29", "2024-03-01")
    assert town.process().clock(nurse, "2024-02-29") == ("19:55:00", "2024-03-01 08:04:00")


# -- 19: hours and zones ----------------------------------------------------------------------------------------


def test_19_times_without_zone_are_not_shifted(town: Town, clerk: str, tmp_path: Path):
    town.works(clerk, MONDAY, masuk="03:31", pulang="23:44")
    for month in (town.process(), process_folder(town.write(tmp_path), town)):
        assert month.clock(clerk, MONDAY) == ("03:31:00", "23:44:00")
        assert month.fates == {"dipakai": 2}


@pytest.mark.parametrize(("zona", "written"), [("WIB", "06:46"), ("WITA", "07:46"), ("WIT", "08:46")])
def test_19_a_device_of_another_zone_tells_the_hour_of_the_persons_unit(
    town: Town, clerk: str, zona: str, written: str
):
    town.office("PUSAT", zona)
    town.punch(clerk, f"{MONDAY} {written}", at="Mesin PUSAT")
    month = town.process()
    assert month.clock(clerk, MONDAY) == ("07:46:00", None)
    assert month.day(clerk, MONDAY).menit_terlambat == 16


def test_19_a_scan_before_midnight_elsewhere_is_of_the_next_day_at_home(town: Town, clerk: str):
    town.office("PUSAT", "WIB")
    town.punch(clerk, f"{FRIDAY} 23:30", at="Mesin PUSAT")
    assert town.process().day(clerk, SATURDAY).status == "luar_jadwal"


# -- 22: outages ------------------------------------------------------------------------------------------------


def outage_town() -> tuple[Town, str, str, str]:
    """A day on which the device knew nobody but one who came late in the morning and one who left in the evening."""
    town = Town("2026-01")
    town.office()
    town.office_hours()
    absent, late, leaving = (town.person() for _ in range(3))
    town.punch(late, f"{MONDAY} 08:31")
    town.punch(leaving, f"{MONDAY} 16:10")
    return town, absent, late, leaving


def test_22_an_outage_nobody_marked_excuses_nobody():
    town, *people = outage_town()
    month = town.process()
    assert [month.day(who, MONDAY).status for who in people] == ["alpa", "hadir", "hadir"]


@pytest.mark.parametrize("marked", [{"unit": "DINAS"}, {"device": "Mesin DINAS"}, {"device": "SN-DINAS"}])
def test_22_a_marked_outage_excuses_the_missing_scans_of_everybody(marked: dict[str, str]):
    town, *people = outage_town()
    town.outage(MONDAY, MONDAY, **marked)
    month = town.process()
    assert [month.day(who, MONDAY).status for who in people] == ["gangguan"] * 3
    assert [month.summary(who)[2] for who in people] == [19, 19, 19]
    assert month.day(people[0], MONDAY).bukti == "gangguan: listrik padam"


def test_22_lateness_stays_though_the_day_is_excused():
    town, _, late, leaving = outage_town()
    town.outage(MONDAY, MONDAY, unit="DINAS")
    month = town.process()
    assert month.minutes(late, MONDAY) == (61, None)
    assert month.minutes(leaving, MONDAY) == (None, 0)
    assert "terlambat" in month.day(late, MONDAY).catatan


def test_22_an_outage_of_some_hours_excuses_the_half_it_touches():
    town, absent, late, _ = outage_town()
    town.outage(f"{MONDAY} 15:00", f"{MONDAY} 18:00", unit="DINAS")
    month = town.process()
    assert month.day(late, MONDAY).status == "gangguan"
    assert {finding.nip for finding in month.found("P-206")} == {absent}


def test_22_an_outage_ends_where_a_half_begins():
    town, absent, late, _ = outage_town()
    town.outage(f"{MONDAY} 00:00", f"{MONDAY} 11:45", unit="DINAS")
    month = town.process()
    assert month.day(late, MONDAY).status == "hadir"
    assert month.day(absent, MONDAY).status == "gangguan"


def test_22_an_outage_elsewhere_excuses_nobody_here():
    town, *people = outage_town()
    town.office("PASAR")
    town.person("PASAR")
    town.outage(MONDAY, MONDAY, unit="PASAR")
    assert town.process().day(people[0], MONDAY).status == "alpa"


def test_22_the_hours_of_a_devices_outage_are_on_its_clock():
    """16:10 WIB is 17:10 WITA: past the midpoint of a duty from 16:00 to 18:00."""
    town = Town("2026-01")
    town.office("DINAS", "WITA")
    town.office("PUSAT", "WIB")
    town.pattern("SORE", "16:00", "18:00")
    town.schedule("SORE", unit="DINAS")
    clerk = town.person()
    town.punch(clerk, f"{MONDAY} 15:00", at="Mesin PUSAT")
    town.outage(f"{MONDAY} 16:10", f"{MONDAY} 16:20", device="Mesin PUSAT")
    row = town.process().day(clerk, MONDAY)
    assert (str(row.masuk), row.status) == (f"{MONDAY} 16:00:00", "gangguan")


# -- 24: corrections --------------------------------------------------------------------------------------------


def corrected(town: Town, clerk: str, **cells: str) -> Month:
    town.works(clerk, MONDAY, masuk="08:31")
    town.correct(clerk, MONDAY, **cells)
    return town.process()


def test_24_a_correction_nobody_approved_changes_nothing_and_is_told(town: Town, clerk: str):
    month = corrected(town, clerk, masuk="07:30", by="")
    assert month.minutes(clerk, MONDAY) == (61, 0)
    assert "koreksi" not in month.day(clerk, MONDAY).bukti
    (finding,) = month.found("P-202")
    assert (finding.nip, str(finding.place)) == (clerk, "koreksi.csv:1")


def test_24_an_approved_correction_names_who_approved_it_and_keeps_the_original(town: Town, clerk: str):
    month = corrected(town, clerk, masuk="07:30")
    row = month.day(clerk, MONDAY)
    assert month.minutes(clerk, MONDAY) == (0, 0)
    assert row.bukti.startswith("koreksi: KEPALA CONTOH, mesin tidak membaca, masuk asal 08:31:00; masuk 08:31:00 ")
    assert row.catatan == "dikoreksi"


def test_24_there_is_no_correction_of_everybody(town: Town, clerk: str):
    other = town.person()
    month = corrected(town, clerk, masuk="07:30", pulang="16:00")
    assert month.day(other, MONDAY).status == "alpa"
    assert [row.status for row in month.days(clerk) if row.status == "hadir"] == ["hadir"]


@pytest.mark.parametrize("clock", ["08:05", "07:55"])
def test_24_the_corrected_end_of_24_hours_is_of_the_next_morning(clock: str):
    town, nurse = hospital()
    for day in (MONDAY, TUESDAY):
        town.duty(nurse, day, "JAGA")
    town.correct(nurse, MONDAY, "08:00", clock)
    assert town.process().clock(nurse, MONDAY) == ("08:00:00", f"{TUESDAY} {clock}:00")


def test_24_a_corrected_arrival_before_midnight_is_of_the_evening_before():
    town, nurse = hospital()
    town.pattern("DINI", "00:00", "08:00")
    town.duty(nurse, TUESDAY, "DINI")
    town.correct(nurse, TUESDAY, "23:50", "08:00")
    month = town.process()
    assert month.clock(nurse, TUESDAY) == (f"{MONDAY} 23:50:00", "08:00:00")
    assert month.minutes(nurse, TUESDAY) == (0, 0)


def test_24_each_correction_of_a_split_day_finds_its_own_duty():
    town = Town("2026-01")
    town.office()
    town.pattern("BELAH", "07:00", "11:00")
    town.pattern("BELAH", "13:00", "17:00")
    town.schedule("BELAH", unit="DINAS")
    clerk = town.person()
    town.correct(clerk, MONDAY, "07:00", "11:00")
    town.correct(clerk, MONDAY, masuk="13:00")
    town.correct(clerk, MONDAY, pulang="17:00")
    rows = town.process().days(clerk, MONDAY)
    assert [(row.pola, f"{row.masuk:%H:%M}", f"{row.pulang:%H:%M}") for row in rows] == [
        ("BELAH", "07:00", "11:00"),
        ("BELAH#2", "13:00", "17:00"),
    ]
