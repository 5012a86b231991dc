"""Fingerspot.io."""

from __future__ import annotations

import pytest

from tests.ingest.files import codes, everything, problems, punches, read

PUNCH = {"pin": "0012", "scan_date": "2026-01-05 07:21:44", "verify": 1, "status_scan": 0}
HOOKED = {"pin": "0012", "scan": "2026-01-05 07:21", "verify": "1", "status_scan": "0", "photo_url": "RAHASIA"}


def answer(*data: object, **more: object) -> dict[str, object]:
    return {"success": True, "trans_id": "1", "data": list(data)} | more


def hook(data: object, kind: str = "attlog") -> dict[str, object]:
    return {"type": kind, "cloud_id": "TESTCLOUD", "data": data}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"pin": ""}, "M-103"),
        ({"scan_date": "2026-01-05"}, "M-104"),
        ({"scan_date": None}, "M-104"),
        ({"status_scan": "in"}, "M-105"),
        ({"verify": {}}, "M-105"),
    ],
)
def test_a_wrong_record_is_in_quarantine_and_takes_none_with_it(wrong: dict[str, object], code: str):
    reading = read("fingerspot_io", answer(PUNCH, PUNCH | wrong))
    assert (codes(reading), reading.accepted) == ([code], 1)


@pytest.mark.parametrize(
    "failed",
    [
        {"success": False, "message": "invalid token"},
        {"status": False, "trans_id": "1", "data": []},
        {"success": True, "trans_id": "1"},
        {"success": [], "data": [PUNCH]},
    ],
)
def test_a_failed_answer_is_no_day_without_presence(failed: object):
    reading = read("fingerspot_io", failed)
    assert (codes(reading), len(reading.punches)) == (["M-116"], 0)


def test_both_names_of_both_fields_are_read():
    other = {"status": True, "trans_id": "1", "data": [{"pin": "0012", "scan": "2026-01-05 07:21:44"}]}
    assert punches(read("fingerspot_io", answer(PUNCH))) == punches(read("fingerspot_io", other))


def test_a_webhook_without_seconds_says_so_and_an_answer_has_them():
    reading = read("fingerspot_io", [hook(HOOKED), answer(PUNCH, cloud_id="TESTCLOUD")])
    assert punches(reading, "perangkat", "waktu", "tanpa_detik") == [
        ("TESTCLOUD", "2026-01-05 07:21:00", True),
        ("TESTCLOUD", "2026-01-05 07:21:44", False),
    ]


def test_the_device_is_the_cloud_of_the_request_or_the_operators():
    kept = {"request": {"cloud_id": "TESTCLOUD"}, "response": answer(PUNCH)}
    assert punches(read("fingerspot_io", kept), "perangkat") == [("TESTCLOUD",)]
    assert punches(read("fingerspot_io", answer(PUNCH), serial="TESTSN0001"), "perangkat") == [("TESTSN0001",)]


def test_an_answer_without_data_is_told():
    assert problems(read("fingerspot_io", answer())) == ["M-202"]


def test_other_events_are_counted_and_are_no_presence():
    reading = read("fingerspot_io", [hook({}, "set_time"), hook({"pin": "12"}, "get_userinfo"), hook(HOOKED)])
    assert (len(reading.punches), reading.accepted, codes(reading)) == (1, 3, [])
    (told,) = reading.problems
    assert (told.code, told.words["banyak"]) == ("M-201", 2)


def test_a_picture_is_kept_nowhere():
    reading = read("fingerspot_io", [hook(HOOKED), hook(HOOKED | {"pin": "?"}), hook([HOOKED])])
    assert (reading.accepted, reading.rejected) == (2, 1)
    assert "RAHASIA" not in everything(reading)
