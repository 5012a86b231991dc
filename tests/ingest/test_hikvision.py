"""Hikvision terminals."""

from __future__ import annotations

import pytest

from tests.ingest.files import codes, everything, problems, punches, read

EVENT = {
    "major": 5,
    "minor": 75,
    "time": "2026-01-05T07:21:44+08:00",
    "employeeNoString": "0012",
    "name": "PEGAWAI CONTOH A",
    "attendanceStatus": "checkIn",
    "currentVerifyMode": "face",
    "pictureURL": "RAHASIA",
    "cardNo": "RAHASIA",
}
PUSHED = {
    "ipAddress": "192.0.2.7",
    "dateTime": "2026-01-05T07:21:44+08:00",
    "eventType": "AccessControllerEvent",
    "AccessControllerEvent": {"majorEventType": 5, "subEventType": 38, "employeeNoString": "0012", "serialNo": 9},
}


def page(*events: object, total: object = None, status: str = "OK") -> dict[str, object]:
    total = len(events) if total is None else total
    return {
        "AcsEvent": {"searchID": "1", "totalMatches": total, "responseStatusStrg": status, "InfoList": list(events)}
    }


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"employeeNoString": ""}, "M-103"),
        ({"employeeNoString": "PEGAWAI A"}, "M-103"),
        ({"time": "2026-01-05T07:21+08:00"}, "M-104"),
        ({"time": "2026-02-30T07:21:44+08:00"}, "M-104"),
        ({"time": None}, "M-104"),
    ],
)
def test_a_wrong_event_is_in_quarantine_and_takes_none_with_it(wrong: dict[str, object], code: str):
    reading = read("hikvision", page(EVENT, EVENT | wrong))
    assert (codes(reading), reading.accepted) == ([code], 1)


@pytest.mark.parametrize(
    ("time", "waktu", "selisih"),
    [
        ("2026-01-05T07:21:44+08:00", "2026-01-05 07:21:44", 480),
        ("2026-01-05T07:21:44+07:00", "2026-01-05 07:21:44", 420),
        ("2026-01-05T07:21:44-03:30", "2026-01-05 07:21:44", -210),
        ("2026-01-05T07:21:44Z", "2026-01-05 07:21:44", 0),
        ("2026-01-05T07:21:44", "2026-01-05 07:21:44", None),
    ],
)
def test_the_time_is_the_devices_own_and_its_distance_from_utc_is_kept(time: str, waktu: str, selisih: int | None):
    assert punches(read("hikvision", page(EVENT | {"time": time})), "waktu", "selisih_utc") == [(waktu, selisih)]


def test_a_punch_has_the_pin_and_device_and_what_the_terminal_says():
    reading = read("hikvision", [page(EVENT), PUSHED])
    assert punches(reading, "perangkat", "pin", "waktu", "status", "verifikasi") == [
        ("TESTSN0001", "0012", "2026-01-05 07:21:44", "checkIn", "face"),
        ("TESTSN0001", "0012", "2026-01-05 07:21:44", None, "38"),
    ]


def test_other_events_are_counted_by_minor_and_are_no_presence():
    refused = EVENT | {"minor": 76}
    door = {"major": 5, "minor": 21, "time": "2026-01-05T07:21:44+08:00"}
    reading = read("hikvision", page(EVENT, refused, refused, door, EVENT | {"major": 2}))
    assert (len(reading.punches), reading.accepted, reading.rejected) == (1, 5, 0)
    (told,) = reading.problems
    assert told.words == {"banyak": 4, "macam": "minor 21 (1), 75 (1), 76 (2)"}


def test_an_office_that_clocks_in_by_card_says_so():
    card = EVENT | {"minor": 1}
    assert len(read("hikvision", page(card)).punches) == 0
    assert len(read("hikvision", page(card), minor=[1]).punches) == 1


def test_a_search_that_found_nothing_is_told():
    assert problems(read("hikvision", {"AcsEvent": {"totalMatches": 0, "responseStatusStrg": "NO MATCH"}})) == ["M-202"]


def test_pages_that_are_missing_are_told():
    assert problems(read("hikvision", [page(EVENT, total=2, status="MORE"), page(EVENT, total=2)])) == []
    assert problems(read("hikvision", page(EVENT, total=2, status="MORE"))) == ["M-204"]


def test_a_name_is_told_once():
    assert read("hikvision", page(EVENT, EVENT)).names["nama"].to_pylist() == ["PEGAWAI CONTOH A"]


@pytest.mark.parametrize(
    "strange", [{"AcsEvent": 7}, {"AcsEvent": {"InfoList": 7}}, {"x": 1}, {"AccessControllerEvent": []}]
)
def test_a_page_of_another_shape_is_in_quarantine(strange: object):
    assert codes(read("hikvision", strange)) == ["M-111"]


def test_a_heartbeat_is_no_fault():
    reading = read("hikvision", {"eventType": "heartBeat", "dateTime": "2026-01-05T07:21:44+08:00"})
    assert (codes(reading), reading.accepted, problems(reading)) == ([], 1, ["M-201"])


def test_pictures_and_cards_are_kept_nowhere():
    assert "RAHASIA" not in everything(read("hikvision", page(EVENT, EVENT | {"employeeNoString": "?!"})))
