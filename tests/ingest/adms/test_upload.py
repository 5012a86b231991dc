"""Punches that a device delivers."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.ingest.adms import Batch, Request, handle
from tepat.ingest.text import numbered_lines
from tests.ingest.adms.server import DEVICES, Server, post
from tests.ingest.files import codes, everything, punches

GOOD = "12\t2026-01-05 07:21:44\t0\t1\t0\t0\t0"


# -- dirty ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("12\t2026-01-05", "M-101"),
        ("12 2026-01-05 07:21:44 0 1", "M-101"),
        (GOOD + "\t0\t0\t0\t0", "M-102"),
        ("\t2026-01-05 07:21:44\t0", "M-103"),
        ("12\t2026-02-30 07:21:44\t0", "M-104"),
        ("12\t176\t0", "M-104"),
        ("12\t2026-01-05 07:21:44\tmasuk", "M-105"),
        ("12\t2026-01-05 07:21:44\t0\twajah", "M-105"),
        ("12\t2026-01-05 07:21:44\t0\t1\0\0", "M-106"),
    ],
)
def test_a_line_that_is_no_punch_is_stored_in_quarantine_and_counts_as_taken(line: str, code: str):
    server = Server()
    assert server.send(post(f"{GOOD}\n{line}\n{GOOD}\n")).body == "OK: 3\n"
    (batch,) = server.stored
    assert codes(batch.reading) == [code]
    assert batch.reading.quarantine["baris"].to_pylist() == [2]
    assert batch.body == f"{GOOD}\n{line}\n{GOOD}\n".encode()


def test_no_ok_without_storing():
    def broken(_: Batch) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        handle(post(GOOD), DEVICES, broken)


def test_ok_comes_after_storing():
    seen: list[int] = []
    answer = handle(post(f"{GOOD}\n{GOOD}\n"), DEVICES, lambda batch: seen.append(batch.lines))
    assert (seen, answer.status, answer.body) == ([2], 200, "OK: 2\n")


def test_an_empty_delivery_is_ok_and_stores_nothing():
    server = Server()
    assert (server.send(post("\r\n")).body, server.stored) == ("OK: 0\n", [])


def test_the_same_delivery_twice_is_the_same_rows():
    server = Server()
    server.send(post(f"{GOOD}\n"))
    server.send(post(f"{GOOD}\n13\t2026-01-05 07:22:00\t255\t15\n"))
    assert sorted(server.rows) == [
        ("TESTSN0001", "12", datetime.fromisoformat("2026-01-05 07:21:44"), "0"),
        ("TESTSN0001", "13", datetime.fromisoformat("2026-01-05 07:22:00"), "255"),
    ]


# -- clean ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("more", ["", "\t", "\t1", "\t1\t", "\t1\t0\t0\t0\t0\t0\t0"])
def test_three_to_ten_columns_are_read(end: str, more: str):
    server = Server()
    assert server.send(post(f"0012\t2026-01-05 07:21:44\t255{more}{end}")).body == "OK: 1\n"
    (batch,) = server.stored
    assert punches(batch.reading, "perangkat", "pin", "waktu", "status") == [
        ("TESTSN0001", "0012", "2026-01-05 07:21:44", "255")
    ]


def test_the_third_column_is_the_state_and_not_a_machine_number():
    server = Server()
    server.send(post("12\t2026-01-05 07:21:44\t4\t15\t0"))
    assert punches(server.stored[0].reading, "status", "verifikasi") == [("4", "15")]


@pytest.mark.parametrize(
    ("serial", "waktu", "selisih"), [("TESTSN0001", "07:21:44", 480), ("TESTSN0002", "06:21:44", 420)]
)
def test_seconds_since_1970_become_the_clock_of_the_device(serial: str, waktu: str, selisih: int):
    server = Server()
    server.send(post("12\t1767568904\t0\t1", serial=serial))
    assert punches(server.stored[0].reading, "waktu", "selisih_utc") == [(f"2026-01-05 {waktu}", selisih)]


def test_seconds_since_1970_without_a_zone_are_not_guessed():
    server = Server()
    assert server.send(post("12\t1767568904\t0\t1", serial="TESTSN0003")).body == "OK: 1\n"
    assert codes(server.stored[0].reading) == ["M-121"]


def test_a_batch_keeps_where_it_came_from():
    server = Server()
    server.send(post(GOOD, origin="192.0.2.7", Stamp="9999"))
    (batch,) = server.stored
    assert (batch.serial, batch.origin, batch.table, batch.stamp) == ("TESTSN0001", "192.0.2.7", "ATTLOG", "9999")


# -- other tables ---------------------------------------------------------------------------------------------------

SECRETS = (
    "OPLOG 4\t0\t2026-01-05 07:00:00\tRAHASIA\t0\t0\t0\n"
    "USER PIN=12\tName=PEGAWAI CONTOH A\tPri=0\tPasswd=RAHASIA\tCard=RAHASIA\tGrp=1\tTZ=1\n"
    "USER PIN=\tName=TANPA\tPasswd=RAHASIA\n"
    "FP PIN=12\tFID=1\tSize=9\tValid=1\tTMP=RAHASIA\n"
    "BIOPHOTO PIN=12\tFileName=12.jpg\tContent=RAHASIA\n"
)


@pytest.mark.parametrize("table", ["OPERLOG", "operlog"])
def test_of_users_only_pin_and_name_are_kept(table: str):
    server = Server()
    answer = server.send(post(SECRETS, table=table))
    (batch,) = server.stored
    assert answer.body == "OK\n"
    assert [(row["pin"], row["nama"]) for row in batch.reading.names.to_pylist()] == [("12", "PEGAWAI CONTOH A")]
    assert (codes(batch.reading), batch.reading.controls, batch.body) == (["M-103"], 3, None)
    assert "RAHASIA" not in everything(batch.reading) + str(answer)
    assert b"RAHASIA" not in batch.reading.source.content


def test_a_list_of_users_is_read():
    server = Server()
    server.send(post("PIN=12\tName=PEGAWAI CONTOH A\tPri=0\tPasswd=RAHASIA\n", table="USERINFO"))
    assert server.stored[0].reading.names["pin"].to_pylist() == ["12"]


@pytest.mark.parametrize("table", ["ATTPHOTO", "BIODATA", "options", "templatev10", "rtstate"])
def test_what_may_not_be_kept_is_taken_and_dropped(table: str):
    server = Server()
    answer = server.send(post("PIN=12\tTmp=RAHASIA\n\nRAHASIA", table=table))
    assert (answer.status, answer.body, server.stored) == (200, "OK\n", [])
    assert "RAHASIA" not in str(answer)
    assert [effect.lines for effect in answer.effects] == [2]


@given(
    st.lists(st.lists(st.sampled_from(["12", "2026-01-05 07:21:44", "1767568904", "0", "", "x\0"])).map("\t".join))
    | st.text()
)
def test_every_line_is_a_punch_or_in_quarantine_and_is_counted(lines: list[str] | str):
    body = ("\n".join(lines) if isinstance(lines, list) else lines).encode()
    server = Server()
    answer = server.send(post(body))
    count = len(list(numbered_lines(body)))
    assert answer.body == f"OK: {count}\n"
    assert sum(batch.reading.accepted + batch.reading.rejected for batch in server.stored) == count


@given(st.binary(max_size=300), st.sampled_from(["OPERLOG", "USERINFO", "BIODATA", "ATTLOG"]))
def test_no_body_breaks_the_handler(body: bytes, table: str):
    assert Server().send(post(body, table=table)).status == 200


def test_a_serial_number_may_be_called_sn_in_small_letters():
    assert Request("GET", "/iclock/ping", {"sn": "TESTSN0001"}).serial == "TESTSN0001"
