"""SIMPEGNAS Absensi."""

from __future__ import annotations

import pytest

from tests.ingest.files import NIP_A, codes, everything, problems, punches, read

CHECK = {
    "work_from": "WFO",
    "status": "TM1",
    "source": "mobile",
    "time": "2026-01-04T23:41:44Z",
    "time_with_timezone": "2026-01-05T07:41:44+08:00",
    "timezone": "Asia/Makassar",
    "foto": "RAHASIA",
    "lat": "RAHASIA",
}
DAILY = {
    "tgl": "2026-01-05",
    "pagi": "TM1",
    "siang": "HN",
    "sore": "PC2",
    "jam_pagi": "07:41:44",
    "jam_siang": None,
    "jam_sore": "16:34:02",
    "keterangan": "",
}


def monthly(*days: object, **more: object) -> dict[str, object]:
    return {
        "data": [{"nama": "PEGAWAI CONTOH A", "nip": NIP_A, "tahun": 2026, "bulan": 1, "presensi": list(days)} | more]
    }


def day(number: object = 5, status: str = "HN", **checks: object) -> dict[str, object]:
    return {"day": number, "checkIn": None, "checkRest": None, "checkOut": None, "status": status, "late": 0} | checks


def recap(*days: object) -> dict[str, object]:
    return {"data": [{"nip": NIP_A, "presensi": list(days)}]}


def days(reading) -> list[tuple[str, str, str]]:
    return [(str(row["tanggal"]), row["kode"], row["keterangan"]) for row in reading.days.to_pylist()]


# -- dirty ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"time_with_timezone": "2026-01-05T07:41:44+07:00"}, "M-120"),
        ({"time_with_timezone": "2026-01-05T07:43:44"}, "M-120"),
        ({"time_with_timezone": "2026-01-07T07:41:44"}, "M-120"),
        ({"time_with_timezone": "07:41"}, "M-104"),
        ({"time_with_timezone": None, "timezone": "Mars"}, "M-104"),
        ({"time_with_timezone": None, "timezone": None}, "M-104"),
    ],
)
def test_a_check_whose_time_cannot_be_told_is_in_quarantine_and_the_other_stays(wrong: dict[str, object], code: str):
    reading = read("simpegnas", monthly(day(checkIn=CHECK | wrong, checkOut=CHECK)))
    assert (codes(reading), punches(reading, "status")) == ([code], [("checkOut",)])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"day": 32}, "M-104"), ({"day": None}, "M-104"), ({"day": [5]}, "M-104"), ({"checkIn": "07:41"}, "M-111")],
)
def test_a_wrong_day_is_in_quarantine(wrong: dict[str, object], code: str):
    reading = read("simpegnas", monthly(day(checkIn=CHECK) | wrong, day(6, checkIn=CHECK)))
    assert (codes(reading), len(reading.punches)) == ([code], 1)


@pytest.mark.parametrize("key", ["checkin", "jam_malam", "masuk"])
def test_a_time_under_an_unknown_name_does_not_vanish(key: str):
    assert codes(read("simpegnas", monthly(day() | {key: CHECK}))) == ["M-111"]


def test_a_day_that_says_nothing_known_is_in_quarantine():
    assert codes(read("simpegnas", monthly({"day": 5, "hadir": True}))) == ["M-111"]


@pytest.mark.parametrize("nip", [None, "", 1.9e17, "1900 0101 1920 0110 01"])
def test_days_of_nobody_are_in_quarantine(nip: object):
    assert codes(read("simpegnas", monthly(day(checkIn=CHECK), nip=nip))) == ["M-103"]


@pytest.mark.parametrize(
    "page", [{"data": None, "message": "Unauthorized"}, {"message": "Unauthorized"} | {"data": "x"}]
)
def test_a_failed_answer_is_in_quarantine(page: object):
    assert codes(read("simpegnas", page)) == ["M-116"]


@pytest.mark.parametrize("item", [7, {"x": 1}, {"nip": NIP_A, "presensi": "x"}])
def test_an_item_of_another_shape_is_in_quarantine(item: object):
    assert codes(read("simpegnas", {"data": [item]})) == ["M-111"]


# -- three shapes ---------------------------------------------------------------------------------------------------


def test_the_times_of_a_recap_are_in_jam_and_not_in_sore():
    reading = read("simpegnas", recap(DAILY))
    assert punches(reading, "pin", "waktu", "status") == [
        (NIP_A, "2026-01-05 07:41:44", "pagi"),
        (NIP_A, "2026-01-05 16:34:02", "sore"),
    ]
    assert (codes(reading), days(reading)) == ([], [])


def test_a_code_in_jam_is_no_time():
    assert codes(read("simpegnas", recap(DAILY | {"jam_sore": "PC2"}))) == ["M-104"]


def test_the_clock_of_the_place_counts_and_not_utc():
    reading = read("simpegnas", monthly(day(checkIn=CHECK)))
    assert punches(reading, "waktu", "selisih_utc", "status", "verifikasi") == [
        ("2026-01-05 07:41:44", 480, "checkIn", "mobile")
    ]


@pytest.mark.parametrize(
    ("check", "selisih"),
    [
        ({"time_with_timezone": "2026-01-05 07:41:44"}, 480),
        ({"time_with_timezone": "2026-01-05T07:41:44"}, 480),
        ({"time_with_timezone": None}, 480),
        ({"time": None}, 480),
        ({"time": None, "time_with_timezone": "2026-01-05 07:41:44", "timezone": None}, None),
        ({"time": "2026-01-04 23:41:44"}, 480),
    ],
)
def test_what_a_check_leaves_out_is_taken_from_the_rest(check: dict[str, object], selisih: int | None):
    reading = read("simpegnas", monthly(day(checkIn=CHECK | check)))
    assert punches(reading, "waktu", "selisih_utc") == [("2026-01-05 07:41:44", selisih)]


def test_a_history_takes_person_and_month_from_the_answer_the_request_or_the_operator():
    expected = [(NIP_A, "2026-01-05 07:41:44")]
    person = monthly(day(checkIn=CHECK))["data"]
    request = {"request": {"nip": NIP_A, "tahun": "2026", "bulan": "1"}, "response": {"data": [day(checkIn=CHECK)]}}
    for content in (
        {"data": person[0]},
        person[0],
        request,
        {"data": [day("2026-01-05", checkIn=CHECK)], "nip": NIP_A},
    ):
        assert punches(read("simpegnas", content), "pin", "waktu") == expected
    told = read("simpegnas", {"data": [day(checkIn=CHECK)]}, nip=NIP_A, tahun=2026, bulan=1)
    assert punches(told, "pin", "waktu") == expected


# -- codes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kode", ["CT", "DL", "IZIN", "TK", "LN", "Sakit"])
def test_a_code_that_is_no_presence_is_what_the_application_says_of_the_day(kode: str):
    assert days(read("simpegnas", monthly(day(status=kode)))) == [("2026-01-05", kode.upper(), "")]
    told = recap({"tgl": "2026-01-05", "pagi": kode, "siang": kode, "sore": kode, "keterangan": "surat tugas"})
    assert days(read("simpegnas", told)) == [("2026-01-05", kode.upper(), "surat tugas")]


@pytest.mark.parametrize("kode", ["HN", "TM1", "TM4", "TMM", "PC1", "PC5", "PCM", "TM1/PC2", "tm1, pc1", None, ""])
def test_presence_and_bands_of_lateness_say_nothing(kode: str | None):
    reading = read("simpegnas", monthly(day(status=kode)))
    assert (days(reading), codes(reading), reading.accepted) == ([], [], 1)


def test_a_day_of_duty_elsewhere_keeps_its_punches_too():
    reading = read("simpegnas", monthly(day(status="DL", checkIn=CHECK | {"status": "DL"})))
    assert (len(reading.punches), days(reading)) == (1, [("2026-01-05", "DL", "")])


def test_an_office_without_anybody_is_told():
    assert problems(read("simpegnas", {"data": []})) == ["M-202"]


def test_photographs_and_places_are_kept_nowhere():
    reading = read("simpegnas", monthly(day(checkIn=CHECK), day(6, checkIn=CHECK | {"time_with_timezone": "x"})))
    assert reading.rejected == 1
    assert "RAHASIA" not in everything(reading)
