"""Any table, as its profile describes it: punches, days or months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from tepat.ingest.formats import recognise
from tepat.ingest.reading import Reading
from tepat.ingest.tabel import FORMAT
from tests.ingest.sheet_samples import GLOG_PROFILE, GPS, GPS_PROFILE
from tests.ingest.sheets import NIP_A, NIP_B, Rows, codes, problems, punches, source, text_of, told, workbook


def gps(day: Any, arrival: Any = "07:21", departure: Any = "16:34", status: str = "HN", nip: Any = NIP_A) -> list[Any]:
    return [
        nip,
        day,
        arrival,
        departure,
        "-2.3316",
        "115.4567",
        "12",
        "https://contoh.test/wajah.jpg",
        status,
        "di kantor",
    ]


def read(*rows: list[Any], header: list[str] = GPS, **profile: Any) -> Reading:
    return FORMAT.read(source(workbook([header, *rows]), profil={**GPS_PROFILE, **profile}))


# -- profiles that are wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        ({}, "baris: belum diisi; kolom: belum diisi"),
        ({"baris": "jam", "kolom": {"pin": "PIN"}}, "baris: harus 'ketukan', 'hari' atau 'bulan'"),
        ({"baris": "hari", "kolom": {"pin": 1}}, "kolom.pin: isinya tidak cocok"),
        ({**GPS_PROFILE, "zona": "WITIB"}, "zona: harus 'WIB', 'WITA' atau 'WIT'"),
        ({**GPS_PROFILE, "tangal": "d/m/y"}, "tangal: tidak dikenal; yang dikenal: baris, kolom, tanggal"),
        ({**GPS_PROFILE, "tanggal": "dd/mm/yyyy"}, "tanggal: harus 'd/m/y', 'm/d/y', 'd-mon-y' atau 'y/m/d'"),
        ({**GPS_PROFILE, "selisih_utc": 480}, "zona dan selisih_utc: cukup salah satu"),
        (
            {"baris": "hari", "kolom": {"pin": "PIN", "lat": "lat"}},
            "kolom lat tidak dikenal; yang dikenal: pin, nip, nama",
        ),
        (
            {"baris": "hari", "kolom": {"pin": "PIN"}},
            "kolom tanggal, jam_masuk atau jam_pulang atau status belum disebut",
        ),
        ({"baris": "ketukan", "kolom": {"pin": "PIN"}}, "kolom waktu atau tanggal dan jam belum disebut"),
        ({"baris": "bulan", "kolom": {"nip": "NIP", "bulan": "b"}}, "kolom masa atau bulan dan tahun belum disebut"),
        ("hari", "profil bukan tabel TOML"),
    ],
)
def test_a_wrong_profile_is_told_with_every_reason_and_nothing_is_lost(profile: Any, reason: str):
    reading = FORMAT.read(source(workbook([GPS, gps("2026-01-05")]), profil=profile))
    assert (problems(reading), codes(reading)) == (["M-041"], [(1, "M-130"), (2, "M-130")])
    assert reason in reading.problems[0].text()


def test_a_table_without_a_profile_says_what_is_missing():
    reading = FORMAT.read(source(workbook([GPS, gps("2026-01-05")])))
    assert (problems(reading), reading.rejected) == (["M-044"], 2)
    assert all(told(reading))


def test_a_damaged_workbook_with_a_wrong_profile_tells_both():
    reading = FORMAT.read(source(b"PK\x03\x04" + b"?" * 100, profil={}))
    assert (problems(reading), codes(reading)) == (["M-041", "M-030"], [(1, "M-133")])


def test_columns_of_the_profile_that_the_file_has_not_are_named():
    kolom = {**GPS_PROFILE["kolom"], "jam_masuk": "masuk", "jam_pulang": "pulang"}
    reading = read(gps("2026-01-05"), kolom=kolom)
    assert (problems(reading), reading.rejected) == (["M-042"], 2)
    assert "kolom masuk, pulang yang disebut profil" in reading.problems[0].text()


def test_a_file_without_any_of_the_columns_has_no_header():
    assert problems(read(["a", "b"], header=["c", "d"])) == ["M-033"]


def test_a_way_of_writing_that_fits_no_row_is_told_of_the_file():
    reading = read(gps("05/01/2026"), gps("06/01/2026"))
    assert (problems(reading), codes(reading)) == (["M-043"], [(2, "M-136"), (3, "M-136")])
    assert problems(read(gps("05/01/2026"), gps("2026-01-06"))) == []


# -- rows that are wrong --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (gps("31-02-2026"), "M-136"),
        (gps(""), "M-136"),
        (gps("2026-01-05", "07.21"), "M-137"),
        (gps("2026-01-05", "07:21", "-"), "M-137"),
        (gps("2026-01-05", "16:34", "07:21"), "M-160"),
        (gps("2026-01-05", nip=190001011920011001), "M-135"),
        (gps("2026-01-05", nip=""), "M-134"),
    ],
)
def test_a_row_that_is_not_clear_is_in_quarantine_and_the_others_are_read(bad: list[Any], code: str):
    reading = read(bad, gps("2026-01-06"))
    assert codes(reading) == [(2, code)]
    assert punches(reading) == [(NIP_A, "2026-01-06 07:21:00"), (NIP_A, "2026-01-06 16:34:00")]
    assert all(told(reading))


def test_places_and_photographs_are_dropped_at_the_door():
    reading = read(gps("2026-01-05"), gps("salah"))
    kept = "".join(
        str(table.to_pylist()) for table in (reading.punches, reading.days, reading.names, reading.quarantine)
    )
    assert "salah" in kept
    assert not [word for word in ("wajah", "-2.33", "115.45") if word in kept]


# -- days -----------------------------------------------------------------------------------------------------------


def test_a_day_becomes_its_punches_and_its_status():
    reading = read(gps("2026-01-05"), gps("2026-01-06", "", "", "DL", NIP_B), gps("2026-01-07", "07:30", "", ""))
    assert punches(reading) == [
        (NIP_A, "2026-01-05 07:21:00"),
        (NIP_A, "2026-01-05 16:34:00"),
        (NIP_A, "2026-01-07 07:30:00"),
    ]
    assert set(reading.punches["selisih_utc"].to_pylist()) == {480}
    assert reading.days.select(["pin", "tanggal", "kode", "keterangan"]).to_pylist() == [
        {"pin": NIP_A, "tanggal": date(2026, 1, 5), "kode": "HN", "keterangan": "di kantor"},
        {"pin": NIP_B, "tanggal": date(2026, 1, 6), "kode": "DL", "keterangan": "di kantor"},
    ]
    assert (reading.accepted, reading.controls) == (3, 1)


def test_a_departure_before_the_arrival_is_on_the_next_day_if_the_profile_says_so():
    reading = read(gps("2026-01-05", "19:55", "07:34"), pulang_besok=True)
    assert [moment for _, moment in punches(reading)] == ["2026-01-05 19:55:00", "2026-01-06 07:34:00"]


def test_cells_of_a_workbook_that_are_days_and_times_need_no_way_of_writing():
    reading = read(gps(date(2026, 1, 5), time(7, 21), time(16, 34)), tanggal="m/d/y", jam="J.M")
    assert [moment for _, moment in punches(reading)] == ["2026-01-05 07:21:00", "2026-01-05 16:34:00"]


@pytest.mark.parametrize(
    ("settings", "day", "clock"),
    [
        ({"tanggal": "d/m/y"}, "05/01/2026", "07:21"),
        ({"tanggal": "m/d/y"}, "1/5/26", "07:21"),
        ({"tanggal": "d-mon-y", "jam": "J.M"}, "5 Januari 2026", "07.21"),
    ],
)
def test_days_and_hours_are_read_as_the_profile_says_they_are_written(
    settings: Mapping[str, Any], day: str, clock: str
):
    assert punches(read(gps(day, clock, ""), **settings)) == [(NIP_A, "2026-01-05 07:21:00")]


# -- punches --------------------------------------------------------------------------------------------------------

GLOG = (
    "No\tMchn\tEnNo\tName\tMode\tIOMd\tDateTime\r\n"
    "000001\t1\t000000012\tCONTOH A\t1\t2\t2026/01/05  07:21:44\r\n"
    "000002\t1\t000000012\tCONTOH A\t1\t4\t2026/01/05  16:34:02\r\n"
)


def test_a_glog_is_read_by_its_profile():
    reading = FORMAT.read(source(GLOG, "GLOG.TXT", profil=GLOG_PROFILE))
    assert reading.punches.select(["pin", "waktu", "status", "verifikasi", "selisih_utc", "baris"]).to_pylist() == [
        {
            "pin": "000000012",
            "waktu": datetime.fromisoformat(f"2026-01-05 {clock}"),
            "status": status,
            "verifikasi": "1",
            "selisih_utc": None,
            "baris": line,
        }
        for line, clock, status in ((2, "07:21:44", "2"), (3, "16:34:02", "4"))
    ]
    assert reading.names["nama"].to_pylist() == ["CONTOH A"]


@pytest.mark.parametrize("bad", ["", "2026/01/05", "05/01/2026 07:21:44", "2026/01/05 25:00:00"])
def test_a_punch_without_a_moment_is_in_quarantine(bad: str):
    content = f"{GLOG}000003\t1\t12\tCONTOH B\t1\t2\t{bad}\r\n"
    reading = FORMAT.read(source(content, "GLOG.TXT", profil=GLOG_PROFILE))
    assert (reading.punches.num_rows, codes(reading)) == (2, [(4, "M-141")])


def test_day_and_hour_may_stand_in_two_columns_and_the_device_in_a_third():
    profile = {
        "baris": "ketukan",
        "tanggal": "d/m/y",
        "kolom": {"pin": "ID", "tanggal": "Tgl", "jam": "Pukul", "perangkat": "Mesin"},
    }
    rows: Rows = [
        ["ID", "Tgl", "Pukul", "Mesin"],
        ["12", "05/01/2026", "07:21", "TESTSN0001"],
        ["12", "05/01/2026", "", "X"],
    ]
    reading = FORMAT.read(source(workbook(rows), profil=profile))
    assert punches(reading) == [("12", "2026-01-05 07:21:00")]
    assert (reading.punches["perangkat"].to_pylist(), codes(reading)) == (["TESTSN0001"], [(3, "M-137")])


# -- months ---------------------------------------------------------------------------------------------------------


def test_months_are_read_by_the_rules_of_recaps():
    profile = {
        "baris": "bulan",
        "kolom": {"nip": "No Induk", "masa": "Periode", "hari_hadir": "Masuk", "potongan_persen": "Potong"},
    }
    rows: Rows = [
        ["No Induk", "Periode", "Masuk", "Potong"],
        [NIP_A, "2026-01", 19.5, "2,5"],
        [NIP_B, "2026-02", 20, 0],
    ]
    reading = FORMAT.read(source(workbook(rows), profil=profile))
    assert codes(reading) == [(3, "M-153")]
    month = reading.months.to_pylist()[0]
    assert (month["nip"], month["masa"]) == (NIP_A, "2026-01")
    assert (month["hari_hadir"], month["potongan_persen"]) == (Decimal("19.5"), Decimal("2.5"))
    assert month["hari_kerja"] is None


# -- where the table stands -----------------------------------------------------------------------------------------


def test_the_header_may_be_far_down_if_the_profile_says_where():
    rows: Rows = [*[["Judul"]] * 30, GPS, gps("2026-01-05")]
    assert problems(FORMAT.read(source(workbook(rows), profil=GPS_PROFILE))) == ["M-033"]
    reading = FORMAT.read(source(workbook(rows), profil={**GPS_PROFILE, "judul": 31}))
    assert (reading.controls, reading.accepted, problems(reading)) == (31, 1, [])


def test_sheet_and_separator_of_the_profile_are_used():
    content = workbook([GPS, gps("2026-01-05")], sheet="Januari", before=["Sampul"])
    assert FORMAT.read(source(content, profil={**GPS_PROFILE, "lembar": "Januari"})).accepted == 1
    assert problems(FORMAT.read(source(content, profil={**GPS_PROFILE, "lembar": "Maret"}))) == ["M-032"]
    text = text_of([GPS, gps("2026-01-05")], "|")
    assert FORMAT.read(source(text, "a.csv", profil={**GPS_PROFILE, "pemisah": "|"})).accepted == 1


def test_a_file_with_a_profile_is_read_by_it_whatever_it_looks_like():
    found = recognise(source(GLOG, "GLOG.TXT", profil=GLOG_PROFILE))
    assert found is FORMAT
