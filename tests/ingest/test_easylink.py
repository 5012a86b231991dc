"""EasyLink SDK."""

from __future__ import annotations

import pytest

from tests.ingest.files import codes, everything, problems, punches, read

PUNCH = {
    "SN": "TESTSN0009",
    "ScanDate": "2026-01-05 07:21:44",
    "PIN": "0012",
    "VerifyMode": 1,
    "IOMode": 0,
    "WorkCode": 0,
}
NO_DATA = {"Result": False, "message_code": 0, "message": "No data"}


def page(*data: object, follows: bool = False) -> dict[str, object]:
    return {"Result": True, "IsSession": follows, "Data": list(data)}


@pytest.mark.parametrize(
    ("wrong", "code", "kolom"),
    [
        ({"PIN": ""}, "M-103", "Data[1].PIN"),
        ({"PIN": 1.9e17}, "M-103", "Data[1].PIN"),
        ({"PIN": None}, "M-103", "Data[1].PIN"),
        ({"ScanDate": "05/01/2026 07:21:44"}, "M-104", "Data[1].ScanDate"),
        ({"ScanDate": ["2026-01-05 07:21:44"]}, "M-104", "Data[1].ScanDate"),
        ({"IOMode": "masuk"}, "M-105", "Data[1].IOMode"),
        ({"VerifyMode": [1]}, "M-105", "Data[1].VerifyMode"),
    ],
)
def test_a_wrong_record_is_in_quarantine_with_its_way_and_takes_none_with_it(
    wrong: dict[str, object], code: str, kolom: str
):
    reading = read("easylink", page(PUNCH, PUNCH | wrong, PUNCH))
    assert [(row["kode"], row["kolom"], row["baris"]) for row in reading.quarantine.to_pylist()] == [(code, kolom, 2)]
    assert reading.punches["baris"].to_pylist() == [1, 3]
    assert codes(reading) == [code]


@pytest.mark.parametrize("strange", [7, "x", None, [PUNCH], {"SN": "TESTSN0009"}])
def test_an_element_that_is_no_record_is_in_quarantine(strange: object):
    reading = read("easylink", page(strange, PUNCH))
    assert (codes(reading), reading.accepted) == (["M-111"], 1)


def test_a_punch_is_of_the_device_that_its_record_names():
    reading = read("easylink", page(PUNCH, PUNCH | {"SN": ""}), serial="TESTSN0001")
    assert punches(reading, "perangkat", "pin", "waktu", "status", "verifikasi", "tanpa_detik") == [
        ("TESTSN0009", "0012", "2026-01-05 07:21:44", "0", "1", False),
        ("TESTSN0001", "0012", "2026-01-05 07:21:44", "0", "1", False),
    ]


def test_no_data_is_an_answer_and_no_error():
    reading = read("easylink", NO_DATA)
    assert (codes(reading), problems(reading), reading.accepted) == ([], ["M-202"], 1)


def test_another_failure_is_in_quarantine():
    assert codes(read("easylink", {"Result": False, "message_code": 2, "message": "Device offline"})) == ["M-116"]


def test_pages_one_after_another_and_in_a_list_are_read():
    pages = [page(PUNCH, follows=True), page(PUNCH)]
    assert len(read("easylink", pages).punches) == 2
    assert (
        len(
            read(
                "easylink", str(pages[0]).replace("'", '"').replace("True", "true").replace("False", "false") * 3
            ).punches
        )
        == 3
    )


def test_a_last_page_that_promises_another_is_told():
    assert problems(read("easylink", [page(PUNCH, follows=True), page(PUNCH)])) == []
    assert problems(read("easylink", page(PUNCH, follows=True))) == ["M-203"]


def test_of_users_only_pin_and_name_are_kept():
    user = {
        "PIN": "12",
        "Name": "PEGAWAI CONTOH A",
        "RFID": "RAHASIA",
        "Password": "RAHASIA",
        "Privilege": 0,
        "Template": ["RAHASIA"],
    }
    reading = read("easylink", page(user, user | {"PIN": "?"}))
    assert [(row["pin"], row["nama"]) for row in reading.names.to_pylist()] == [("12", "PEGAWAI CONTOH A")]
    assert codes(reading) == ["M-103"]
    assert "RAHASIA" not in everything(reading)
