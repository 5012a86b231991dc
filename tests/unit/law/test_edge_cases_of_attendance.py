"""The edge cases of attendance that regions and programs stumbled over, each on the packages as they are installed.

Numbers are those of the collection of edge cases (1–24); what concerns pairing of punches, import and calendars is
tested where it is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from tepat.engine.compute import Resources, compute
from tepat.lang.calendar import Masa
from tepat.lang.exact import Unknown
from tepat.law.bound import BoundBook
from tepat.law.cases import case_rows
from tepat.law.consolidate import open_book
from tepat.law.models import KasusModel
from tepat.law.person import Person
from tepat.law.shelf import open_shelf, regulations_root
from tests.packets import nip, write_sparse

Row = dict[str, object]
LAMPUNG, KEMNAKER, TULUNGAGUNG, TARIFF = "lampung", "kemnaker", "tulungagung", "contoh/presensi-tarif"
SUPPLIED = {TULUNGAGUNG: "pelengkap-tulungagung", TARIFF: "pelengkap-tarif-presensi"}
# Rp 5,050,000 in Lampung; class 8 of the ministry is Rp 4,595,150.
POSITION: Row = {"kode_jabatan": "J", "kelas_jabatan": 8, "beban_kerja": 3030000, "prestasi_kerja": 2020000}
WHO: Row = {"nip": nip(0), "status_pegawai": "PNS", "skema_golongan": "PNS", "golongan": "III/c", "kode_jabatan": "J"}
# A Friday, on which Lampung has no roll-call.
FRIDAY = "2026-07-03"


@cache
def book(regulasi: str, masa: str) -> BoundBook:
    supplement = SUPPLIED.get(regulasi)
    folder = regulations_root() / "contoh" / supplement if supplement else None
    return open_book(open_shelf(regulasi), Masa.parse(masa), folder)


def person(regulasi: str, days: Sequence[Row], masa: str = "2026-07", **facts: object) -> Person:
    """Somebody rated ``baik`` under the rules of a region, with these days in the ledger and further facts."""
    bound = book(regulasi, masa)
    rows: dict[str, object] = {"pegawai": WHO, "jabatan": POSITION, "kinerja": {"predikat": "baik"}}
    if regulasi == LAMPUNG:
        rows |= {"formulir": {"iuran_bpjs": 0}, "jabatan": POSITION | {"zakat_tetap": False}}
    model = KasusModel.model_validate(
        {"label": "", "sumber": "", "masa": masa, "fakta": rows | {"harian": list(days)} | facts, "harapan": {}}
    )
    return Person(bound, case_rows(model, bound.book))


def percent(of: Person, name: str) -> Fraction:
    """A value in percent."""
    value = of.value((name,))
    assert isinstance(value, Fraction), f"{name} is {value!r}"
    return value * 100


def cuts(regulasi: str, *days: Row, masa: str = "2026-07", **facts: object) -> Fraction:
    """The sum of a month's cuts, in percent of what the region takes them from."""
    return percent(person(regulasi, days, masa, **facts), "potongan_kehadiran")


def day(on: str, late: int = 0, early: int = 0, status: str = "hadir", **other: object) -> Row:
    """A day with both punches."""
    times = {"masuk": f"{on}T07:25:00", "pulang": f"{on}T16:05:00"}
    minutes = {"menit_terlambat": late, "menit_pulang_cepat": early}
    return {"tanggal": date.fromisoformat(on), "status": status, **times, **minutes, **other}


def away(on: str, status: str = "alpa", **other: object) -> Row:
    """A day without punches."""
    return {"tanggal": date.fromisoformat(on), "status": status, **other}


def without(row: Row, *columns: str) -> Row:
    return {name: value for name, value in row.items() if name not in columns}


def dates(count: int) -> list[str]:
    return [f"2026-07-{number:02}" for number in range(1, count + 1)]


def test_01_a_minute_at_the_edge_of_a_band_belongs_to_one_band_only():
    minutes = (0, 1, 15, 16, 30, 31, 60, 61, 90, 91)
    expected: Mapping[str, str] = {
        LAMPUNG: "0 0.25 0.5 0.5 0.5 1 1 2.5 2.5 2.5",
        TULUNGAGUNG: "0 0.5 0.5 0.5 0.5 1 1 1.25 1.25 1.5",
        TARIFF: "0 0.25 0.25 0.5 0.5 1 1 2.5 2.5 2.5",
        KEMNAKER: "0 0 0 0 0 0 0 0.01 0.3 0.31",
    }
    for regulasi, figures in expected.items():
        late = [cuts(regulasi, day(FRIDAY, late=number)) for number in minutes]
        assert late == [Fraction(figure) for figure in figures.split()], regulasi
    early = [cuts(KEMNAKER, day(FRIDAY, early=number)) for number in minutes]
    assert early == [Fraction(number, 100) for number in minutes], "the tolerance is for lateness alone"


def test_01_a_second_after_the_roll_call_is_a_missed_roll_call():
    on_time, a_second_late = (day("2026-07-06", masuk=f"2026-07-06T07:45:{second:02}") for second in (0, 1))
    assert (cuts(LAMPUNG, on_time), cuts(LAMPUNG, a_second_late)) == (0, 2)


def test_01_a_tolerance_is_subtracted_or_a_threshold_as_the_region_reads_it():
    found = person(KEMNAKER, [day("2026-07-01", late=60), day("2026-07-02", late=61), day("2026-07-06", late=90)])
    assert found.value(("menit_dipotong",)) == 31, "subtracted on each day"
    assert found.value(("menit_dipotong_ambang",)) == 151, "as a threshold"
    assert percent(found, "potongan_kehadiran") == Fraction("0.31")
    threshold = person("contoh/presensi-menit", [day("2026-07-01", late=30), day("2026-07-02", late=31)])
    assert threshold.value(("menit_hilang_sebulan",)) == 31


def test_02_a_single_afternoon_scan_copied_to_both_columns_is_not_hundreds_of_minutes_late():
    copied = day("2026-07-06", late=496, masuk="2026-07-06T15:46:00", pulang="2026-07-06T15:46:00")
    found = person(KEMNAKER, [copied])
    assert found.value(("kali_presensi_hilang",)) == 1
    assert found.value(("menit_dipotong",)) == 0
    assert percent(found, "potongan_kehadiran") == 1
    by_minutes = person("contoh/presensi-menit", [copied])
    assert by_minutes.value(("menit_hilang_sebulan",)) == 255, "the fixed minutes of a missing arrival"


def test_03_a_departure_filled_in_by_the_system_is_missing_and_one_after_midnight_is_not():
    filled = day("2026-07-06", pulang="2026-07-06T23:59:00")
    night = {"pola": "malam", "masuk": "2026-07-07T19:50:00", "pulang": "2026-07-08T08:05:00"}
    assert cuts(KEMNAKER, filled) == 1
    assert cuts(KEMNAKER, day("2026-07-07", **night)) == 0


def test_03_a_night_shift_in_two_rows_is_one_day_of_absence():
    rows = (away("2026-07-06", pola="malam_1"), away("2026-07-06", pola="malam_2"))
    assert cuts(KEMNAKER, *rows) == 3
    assert percent(person(LAMPUNG, [*rows, day(FRIDAY)]), "potongan_alpa") == 2


@pytest.mark.parametrize("pola", ["", "kantor"])
def test_04_two_states_of_one_duty_hold_the_person_and_are_never_chosen_between(tmp_path: Path, pola: str):
    bound = book(KEMNAKER, "2026-07")
    states = {nip(0): ("alpa", "cuti_tahunan"), nip(1): ("alpa", "alpa"), nip(2): ("alpa",)}
    day_of = {"tanggal": "2026-07-06", "pola": pola}
    packet = {
        "pegawai": [{"nip": who, "status_pegawai": "PNS", "kode_jabatan": "J"} for who in states],
        "jabatan": [{"kode_jabatan": "J", "kelas_jabatan": "8"}],
        "kinerja": [{"nip": who, "predikat": "baik"} for who in states],
        "disiplin": [],
        "gaji": [],
        "harian": [{"nip": who, **day_of, "status": status} for who, found in states.items() for status in found],
    }
    run = compute(write_sparse(packet, tmp_path, bound.book.packet), bound, Resources(threads=1))
    found = run.connection.execute("SELECT nip, status_hitung FROM hitung ORDER BY nip").fetchall()
    assert found == [(nip(0), "tertahan"), (nip(1), "tertahan"), (nip(2), "dihitung")]


def test_04_duty_elsewhere_and_absence_in_another_duty_of_the_day_is_one_day_of_absence():
    rows = (away("2026-07-06", "dinas_luar", pola="pagi"), away("2026-07-06", "alpa", pola="malam"))
    assert cuts(KEMNAKER, *rows) == 3


def test_06_duty_and_training_are_not_cut_and_work_from_home_is():
    elsewhere = [
        away(on, status) for on, status in zip(dates(4), ("dinas_luar", "diklat", "libur", "izin"), strict=True)
    ]
    assert cuts(KEMNAKER, *elsewhere) == 0
    assert cuts(KEMNAKER, day(FRIDAY, late=61, status="wfh")) == Fraction("0.01")
    assert cuts(LAMPUNG, day(FRIDAY, late=31, status="wfh")) == 1
    assert cuts(LAMPUNG, away("2026-07-01", "dinas_luar"), away("2026-07-02", "diklat"), day(FRIDAY)) == 0


def test_06_there_is_no_roll_call_on_a_friday_worked_from_home():
    late_friday = day(FRIDAY, status="wfh", masuk=f"{FRIDAY}T08:10:00")
    late_monday = day("2026-07-06", masuk="2026-07-06T08:10:00")
    assert (cuts(LAMPUNG, late_friday), cuts(LAMPUNG, late_monday)) == (0, 2)


def test_07_a_day_of_heavy_leave_does_not_wipe_a_month_where_days_are_weighed():
    last = {"jenis": "cuti_besar", "mulai": date(2026, 4, 30), "selesai": date(2026, 7, 31)}
    days = [away(on, "cuti_besar") for on in dates(1)] + [day(on) for on in dates(10)[1:]]
    short = person(KEMNAKER, days[1:], cuti=[last | {"mulai": date(2026, 7, 31)}])
    assert percent(short, "potongan_cuti") == 0, "less than a month"
    weighed = person("contoh/status-cuti-harian", days, cuti=[last | {"mulai": date(2026, 7, 1)}])
    assert percent(weighed, "potongan_cuti") == 5, "one day of ten at 50 %"


def test_07_a_leave_that_crosses_months_is_cut_by_the_month_of_the_leave():
    leave = {"jenis": "cuti_besar", "mulai": date(2026, 6, 16), "selesai": date(2026, 8, 31)}

    def cut(masa: str) -> Fraction:
        on = f"{masa}-01" if masa != "2026-06" else "2026-06-16"
        return percent(person(KEMNAKER, [away(on, "cuti_besar")], masa, cuti=[leave]), "potongan_cuti")

    # on 1 July the leave is in its first month, on 16 July in its second: the first day of the month decides
    assert [cut(f"2026-{month:02}") for month in (6, 7, 8)] == [50, 50, 75]


def test_08_annual_leave_does_not_cancel_a_cut_for_lateness():
    days = [without(day(on), "pulang", "menit_pulang_cepat") for on in ("2026-07-01", "2026-07-02")]
    leave = {"jenis": "cuti_tahunan", "mulai": date(2026, 7, 30), "selesai": date(2026, 7, 30)}
    rows = [*days, day(FRIDAY, late=82), away("2026-07-30", "cuti_tahunan")]
    found = person(KEMNAKER, rows, cuti=[leave])
    assert percent(found, "potongan_kehadiran") == Fraction("2.22")
    assert found.value(("tpp_diterima",)) == 4564546


def test_09_a_cut_above_its_own_weight_stops_at_nought_or_is_not_known():
    ceremonies = [
        {"tanggal": date.fromisoformat(on), "jenis": "upacara", "hadir": False} for on in ("2026-07-10", "2026-07-17")
    ]
    found = person(
        KEMNAKER, [away(on) for on in dates(32 - 1)] + [], apel=[*ceremonies, ceremonies[0] | {"jenis": "x"}]
    )
    assert percent(found, "potongan_kehadiran") == 99, "31 days and two ceremonies of 3 %"
    more = [*ceremonies, {"tanggal": date(2026, 7, 27), "jenis": "upacara", "hadir": False}]
    found = person(KEMNAKER, [away(on) for on in dates(31)], apel=more)
    assert percent(found, "potongan_kehadiran") == 102
    assert found.value(("nilai_disiplin",)) == 0
    assert found.value(("tunjangan_kinerja",)) == 3216605, "performance, 70 %, is not touched"
    missed = [{"tanggal": date.fromisoformat(on), "jenis": "upacara", "hadir": False} for on in dates(21)]
    form = person(LAMPUNG, [day(FRIDAY)], apel=missed)
    assert percent(form, "potongan_kehadiran") == 105
    assert isinstance(form.value(("nilai_disiplin",)), Unknown), "the form does not say"
    assert form.withheld


def test_09_the_same_absence_cuts_the_weight_or_the_total():
    of_weight = person(KEMNAKER, [away(dates(1)[0]), day(FRIDAY)])
    of_total = person(LAMPUNG, [away(dates(1)[0]), day(FRIDAY)])
    assert percent(of_weight, "capaian") == Fraction("99.1"), "3 % of 30 %"
    assert percent(of_total, "capaian") == 98, "2 % of the whole"
    assert percent(of_total, "potongan_kehadiran") == 0


def test_18_in_december_the_deadline_is_in_january_and_january_looks_back_to_the_year_before():
    bound = book("balangan", "2024-12")
    approved = ("2025-01-05T23:59:59", "2025-01-06T00:00:00")
    assert [_rated(bound, at) for at in approved] == [100, 0]
    quarter = {"predikat": "baik", "periode": "2025-Q4"}
    january = person("contoh/predikat-triwulan-lalu", [], "2026-01", kinerja=[quarter])
    assert percent(january, "nilai_produktivitas") == 100
    this_quarter = person("contoh/predikat-triwulan-lalu", [], "2026-01", kinerja=[quarter | {"periode": "2026-Q1"}])
    assert this_quarter.withheld


def _rated(bound: BoundBook, at: str) -> Fraction:
    facts = {"pegawai": WHO, "jabatan": POSITION, "kinerja": {"predikat": "baik", "waktu_dinilai": at}}
    model = KasusModel.model_validate({"label": "", "sumber": "", "masa": "2024-12", "fakta": facts, "harapan": {}})
    return percent(Person(bound, case_rows(model, bound.book)), "nilai_produktivitas")


def test_18_the_leap_day_is_a_day_of_its_month():
    assert cuts(KEMNAKER, away("2028-02-29"), masa="2028-02") == 3
    assert cuts(KEMNAKER, away("2028-02-29"), away("2028-03-01"), masa="2028-03") == 3
    assert cuts(TARIFF, away("2028-02-29"), away("2028-02-28"), masa="2028-02") == 6


def test_22_an_outage_frees_the_missing_scan_only_and_only_where_it_is_marked():
    arrived = without(day("2026-07-06", late=91), "pulang", "menit_pulang_cepat")
    outage = arrived | {"status": "gangguan"}
    assert (cuts(KEMNAKER, arrived), cuts(KEMNAKER, outage)) == (Fraction("1.31"), Fraction("0.31"))
    assert (cuts(TARIFF, arrived), cuts(TARIFF, outage)) == (4, Fraction("2.5"))
    assert (cuts(KEMNAKER, away("2026-07-06", "gangguan")), cuts(TARIFF, away("2026-07-06", "gangguan"))) == (0, 0)
    assert (cuts(KEMNAKER, away("2026-07-06")), cuts(TARIFF, away("2026-07-06"))) == (3, 3), "nobody marked it"


@pytest.mark.parametrize("regulasi", [TULUNGAGUNG, TARIFF])
def test_24_attendance_recorded_by_hand_is_worth_97_percent_at_most(regulasi: str):
    def discipline(*days: Row, manual: bool, **other: object) -> Fraction:
        recap = {"hari_kerja": 20, "hari_hadir": 20, "presensi_manual": manual, **other}
        return percent(person(regulasi, days, disiplin=recap), "nilai_disiplin")

    assert (discipline(day(FRIDAY), manual=False), discipline(day(FRIDAY), manual=True)) == (100, 97)
    worse = [away(on) for on in dates(5)]
    assert discipline(*worse, manual=True) == discipline(*worse, manual=False) < 97, "a cap lifts nobody"


def test_24_set_all_to_100_is_told_leaves_the_cuts_to_be_seen_and_does_not_lift_the_cap():
    everything_set = person(TARIFF, [away(FRIDAY)], disiplin={"ditetapkan_penuh": True})
    assert (percent(everything_set, "potongan_kehadiran"), percent(everything_set, "nilai_disiplin")) == (3, 100)
    assert everything_set.holds("kehadiran_ditetapkan_penuh") is False, "a finding names who it was done for"
    by_hand = person(TARIFF, [away(FRIDAY)], disiplin={"ditetapkan_penuh": True, "presensi_manual": True})
    assert percent(by_hand, "nilai_disiplin") == 97


def test_the_same_minutes_are_never_cut_twice():
    absent = away(FRIDAY, menit_terlambat=450, menit_pulang_cepat=450)
    assert [cuts(regulasi, absent) for regulasi in (KEMNAKER, TARIFF)] == [3, 3]
    no_arrival = without(day(FRIDAY, late=91), "masuk")
    assert cuts(KEMNAKER, no_arrival) == 1, "a missing scan has its tariff and no minutes"
    assert cuts(TARIFF, no_arrival) == Fraction("1.5")
