"""Who is heard, and what a device is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.ingest.adms import INFO, REBOOT, Command, Request, query_attlog
from tepat.ingest.adms.exchange import Done, Dropped, Refused, Sent, Told, Waiting
from tepat.lang.calendar import Masa
from tests.ingest.adms.server import Server, post

GOOD = "12\t2026-01-05 07:21:44\t0\t1\t0\n"


def get(path: str, serial: str = "TESTSN0001", body: bytes = b"", method: str = "GET", **query: str) -> Request:
    return Request(method, path, {"SN": serial} | query, body, "192.0.2.1")


def options(**query: str) -> dict[str, str]:
    answer = Server().send(get("/iclock/cdata", options="all", **query))
    first, *lines = answer.body.splitlines()
    assert first == f"GET OPTION FROM: {query.get('serial', 'TESTSN0001')}"
    return dict(line.split("=", 1) for line in lines)


# -- who is heard ---------------------------------------------------------------------------------------------------


def test_an_unknown_device_waits_and_keeps_its_punches():
    server = Server()
    answer = server.send(post(GOOD, serial="TESTSN0099", origin="192.0.2.9"))
    assert server.stored == []
    assert answer.effects == (Waiting("TESTSN0099", "192.0.2.9"),)
    assert answer.status == 403
    assert "OK" not in answer.body


@pytest.mark.parametrize("serial", ["", "a b", "../x", "x" * 65, "TEST\n", "é", "'; --"])
def test_what_is_no_serial_number_is_not_even_on_the_waiting_list(serial: str):
    answer = Server().send(post(GOOD, serial=serial, origin="192.0.2.9"))
    assert (answer.status, answer.effects) == (400, (Refused("", "192.0.2.9", "serial"),))
    assert "OK" not in answer.body


@pytest.mark.parametrize(
    ("origin", "status"), [("192.0.2.200", 200), ("2001:db8::7", 200), ("198.51.100.1", 403), ("", 403), ("x", 403)]
)
def test_a_device_is_heard_from_its_own_addresses_alone(origin: str, status: int):
    server = Server()
    answer = server.send(post(GOOD, serial="TESTSN0004", origin=origin))
    assert (answer.status, len(server.stored)) == (status, status == 200)


@pytest.mark.parametrize("path", ["/iclock/cdataX", "/cdata", "/iclock/", "/iclock/../cdata", "", "/iclock/accounts"])
def test_another_path_is_not_answered_with_ok(path: str):
    answer = Server().send(get(path))
    assert answer.status == 404
    assert "OK" not in answer.body


def test_a_delivery_that_names_no_table_is_not_taken():
    answer = Server().send(Request("POST", "/iclock/cdata", {"SN": "TESTSN0001"}, GOOD.encode(), "192.0.2.1"))
    assert (answer.status, answer.effects) == (400, (Refused("TESTSN0001", "192.0.2.1", "tabel"),))


@pytest.mark.parametrize("path", ["/iclock/cdata.aspx", "/ICLOCK/CData", "/rahasia/iclock/cdata", "iclock/cdata"])
def test_the_twins_of_a_path_are_the_same(path: str):
    server = Server()
    request = Request("post", path, {"SN": "TESTSN0001", "table": "attlog"}, GOOD.encode(), "192.0.2.1")
    assert (server.send(request).body, len(server.stored)) == ("OK: 1\n", 1)


# -- what a device is told ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("serial", "zone"), [("TESTSN0001", "8"), ("TESTSN0002", "7"), ("TESTSN0004", "9")])
def test_a_device_gets_the_zone_of_its_office_in_hours(serial: str, zone: str):
    assert options(serial=serial)["TimeZone"] == zone


def test_a_device_whose_zone_nobody_said_keeps_its_own():
    assert "TimeZone" not in options(serial="TESTSN0003")


def test_both_families_of_keys_are_there():
    told = options(pushver="2.4.1")
    assert {"ATTLOGStamp", "OPERLOGStamp", "ATTPHOTOStamp", "Stamp", "OpStamp", "PhotoStamp"} <= told.keys()
    assert told["TransFlag"] == "TransData AttLog\tOpLog"
    assert options()["TransFlag"] == "1100000000"


def test_everything_is_sent_again_unless_it_is_known_up_to_where():
    assert (options()["ATTLOGStamp"], options()["Stamp"]) == ("None", "0")
    assert (options(serial="TESTSN0004")["ATTLOGStamp"], options(serial="TESTSN0004")["Stamp"]) == ("77", "77")


def test_a_device_that_asks_for_work_gets_its_commands_and_says_what_it_is():
    server = Server({"TESTSN0001": [Command(7, INFO), Command(8, query_attlog(Masa(2026, 1)))]})
    answer = server.send(get("/iclock/getrequest", INFO="Ver 6.60,2,3,4,192.0.2.1"))
    repull = "C:8:DATA QUERY ATTLOG StartTime=2026-01-01 00:00:00\tEndTime=2026-01-31 23:59:59\n"
    assert answer.body == "C:7:INFO\n" + repull
    assert answer.effects == (Told("TESTSN0001", {"INFO": "Ver 6.60,2,3,4,192.0.2.1"}), Sent("TESTSN0001", (7, 8)))
    assert server.send(get("/iclock/getrequest", serial="TESTSN0002")).body == "OK\n"


@pytest.mark.parametrize(("number", "text"), [(0, INFO), (1, ""), (1, "INFO\nC:2:CLEAR DATA"), (1, f"{REBOOT}\0")])
def test_a_command_is_one_line(number: int, text: str):
    with pytest.raises(ValueError, match="is no command of one line"):
        Command(number, text)


def test_reports_on_commands_are_told():
    body = b"ID=7&Return=0&CMD=DATA\nID=8&Return=-1002&CMD=REBOOT\ngarbled\n"
    answer = Server().send(get("/iclock/devicecmd", method="POST", body=body))
    assert answer.body == "OK\n"
    assert answer.effects == (
        Done("TESTSN0001", 7, 0, "DATA"),
        Done("TESTSN0001", 8, -1002, "REBOOT"),
        Dropped("TESTSN0001", "devicecmd", 1),
    )


def test_a_registration_gets_a_code_that_stays_and_no_password_is_kept():
    body = b"~DeviceName=CONTOH,MAC=00:00:5e:00:53:01,FWVersion=1.0,UserCount=3,ComPwd=RAHASIA,~PIN2Width=9"
    first, second = (Server().send(get("/iclock/registry", method="POST", body=body)) for _ in range(2))
    assert first == second
    assert first.body.startswith("RegistryCode=")
    values = {"DeviceName": "CONTOH", "MAC": "00:00:5e:00:53:01", "FWVersion": "1.0", "UserCount": "3"}
    assert first.effects == (Told("TESTSN0001", values),)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_ping_and_push_are_answered(method: str):
    assert Server().send(get("/iclock/ping", method=method)).body == "OK\n"
    assert "TimeZone=8\n" in Server().send(get("/iclock/push.aspx", method=method)).body


@given(st.sampled_from(["GET", "POST", "PUT"]), st.text(max_size=20), st.text(max_size=8), st.binary(max_size=60))
def test_no_request_breaks_the_handler(method: str, path: str, serial: str, body: bytes):
    for where in (path, f"/iclock/{path}", "/iclock/devicecmd", "/iclock/registry"):
        for who in (serial, "TESTSN0001"):
            answer = Server().send(Request(method, where, {"SN": who, "table": path}, body, serial))
            assert answer.status in {200, 400, 403, 404}
