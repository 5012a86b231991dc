"""``attlog.dat``: dirty files first."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.ingest.reading import fingerprint
from tepat.ingest.text import numbered_lines
from tests.ingest.files import codes, problems, punches, read

GOOD = b"       12\t2026-01-05 07:21:44\t1\t0\t1\t0\r\n"
SEVEN = "     0012 2026-01-05 07:21:44 1 0 1 0"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"       12\t2026-01-05 07:2", "M-101"),
        (b"       12", "M-101"),
        (b"       12\t2026-01-05 07:21:44\t1\t0", "M-102"),
        (b"       12\t2026-01-05 07:21:44\t1\t0\t1\t0\t0", "M-102"),
        (b"\t2026-01-05 07:21:44\t1\t0\t1\t0", "M-103"),
        (b"PEGAWAI-A\t2026-01-05 07:21:44\t1\t0\t1\t0", "M-103"),
        (b"       12\t2026-02-30 07:21:44\t1\t0\t1\t0", "M-104"),
        (b"       12\t05/01/2026 07:21:44\t1\t0\t1\t0", "M-104"),
        (b"       12\t2026-01-05 25:21:44\t1\t0\t1\t0", "M-104"),
        (b"       12\t2026-01-05 07:21:44\t1\tmasuk\t1\t0", "M-105"),
        (b"       12\t2026-01-05 07:21:44\t1\t0\t1000\t0", "M-105"),
        (b"\0" * 512, "M-106"),
        (b"       12\t2026-01-05 07:\0\0\0\0\0\0\0\0\0\0", "M-106"),
        (b"       12\t2026-01-05 07:21:44\t1\t0\t1\t\xff\xfe\xc0", "M-106"),
        (b"\x89PNG\x1a\x00\x00", "M-106"),
    ],
)
def test_a_line_that_is_no_punch_is_in_quarantine_with_its_number_and_takes_none_with_it(line: bytes, code: str):
    reading = read("attlog", GOOD + line + b"\r\n" + GOOD)
    assert codes(reading) == [code]
    assert reading.quarantine["baris"].to_pylist() == [2]
    assert reading.punches["baris"].to_pylist() == [1, 3]
    assert (reading.accepted, reading.rejected, reading.controls) == (2, 1, 0)


def test_what_is_in_quarantine_is_the_line_as_it_stood():
    line = "       12\t2026-13-05 07:21:44\t1\t0\t1\t0"
    row = read("attlog", GOOD + line.encode()).quarantine.to_pylist()[0]
    assert (row["mentah"], row["kolom"], row["sidik"]) == (line, "waktu", fingerprint(line))


def test_a_file_cut_off_in_its_last_line_loses_that_line_alone_and_shows_it():
    reading = read("attlog", (GOOD * 3)[:-20])
    assert (reading.accepted, codes(reading)) == (2, ["M-101"])


def test_a_cut_off_pin_at_the_end_is_no_checksum():
    assert codes(read("attlog", GOOD + b"     1007")) == ["M-101"]
    assert codes(read("attlog", GOOD + b"1007")) == ["M-101"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_end_is_read(end: str):
    text = f"12\t2026-01-05 07:21:44\t1\t0\t1\t0{end}{end}13\t2026-01-05 16:34:02\t1\t255\t15\t0"
    assert punches(read("attlog", text), "pin", "waktu", "status", "verifikasi", "baris") == [
        ("12", "2026-01-05 07:21:44", "0", "1", 1),
        ("13", "2026-01-05 16:34:02", "255", "15", 3),
    ]


@pytest.mark.parametrize(
    ("written", "pin"), [("       12", "12"), ("     0012", "0012"), ("A7b9", "A7b9"), ("1" * 18, "1" * 18)]
)
def test_a_pin_loses_its_padding_and_nothing_else(written: str, pin: str):
    assert punches(read("attlog", f"{written}\t2026-01-05 07:21:44\t1\t0\t1\t0"), "pin") == [(pin,)]


@pytest.mark.parametrize(
    "line",
    [
        SEVEN,
        SEVEN.replace(" 1 0 1 0", "\t1\t0\t1\t0").replace("0012 ", "0012\t"),
        "0012\t2026-01-05\t07:21:44\t1\t0\t1\t0",
        "0012\t2026-01-05\t07:21:44\t1\t0\t1\t0\t\t",
        "0012|2026-01-05 07:21:44|1|0|1|0",
        "0012\t2026-01-05 07:21:44\t1\t0\t1\t",
        "0012\t2026-01-05 07:21:44\t1\t0\t1\t0\n\x1a",
    ],
)
def test_the_variants_say_the_same(line: str):
    first = "7|2026-01-05 07:00:00|1|0|1|0\n" if "|" in line else "7\t2026-01-05 07:00:00\t1\t0\t1\t0\n"
    reading = read("attlog", "\ufeff" + first + line)
    assert punches(reading, "pin", "waktu", "status")[-1] == ("0012", "2026-01-05 07:21:44", "0")
    assert codes(reading) == []


def test_utf_16_is_read():
    assert punches(read("attlog", GOOD.decode().encode("utf-16")), "pin") == [("12",)]


def test_older_firmware_writes_serial_number_and_checksum_around_the_log():
    reading = read("attlog", b"TESTSN0009\r\n" + GOOD + b"48213\r\n", serial=None)
    assert punches(reading, "perangkat") == [("TESTSN0009",)]
    assert (reading.accepted, reading.rejected, reading.controls) == (1, 0, 2)


def test_a_renamed_file_is_told_by_the_serial_number_inside():
    reading = read("attlog", b"TESTSN0009\r\n" + GOOD + b"48213\r\n", serial="TESTSN0001")
    assert punches(reading, "perangkat") == [("TESTSN0001",)]
    assert problems(reading) == ["M-013"]


@pytest.mark.parametrize("line", ["12\t2026-01-05 07:21:44\t0\t1", "12\t2026-01-05 07:21:44\t1\t0\t1"])
def test_four_or_five_columns_are_not_guessed(line: str):
    reading = read("attlog", f"{line}\n{line}\n")
    assert (problems(reading), codes(reading), reading.accepted) == (["M-011"], ["M-102", "M-102"], 0)


def test_four_columns_are_read_once_the_operator_names_them():
    columns = ["pin", "waktu", "status", "verifikasi"]
    reading = read("attlog", "12\t2026-01-05 07:21:44\t255\t15\n", kolom=columns)
    assert punches(reading, "pin", "waktu", "status", "verifikasi") == [("12", "2026-01-05 07:21:44", "255", "15")]
    assert problems(reading) == []


@pytest.mark.parametrize("named", [["pin"], ["pin", "waktu", "jam"], ["pin", "pin", "waktu"], "pin", 7, []])
def test_columns_that_cannot_be_are_refused_and_nothing_is_lost(named: object):
    reading = read("attlog", GOOD, kolom=named)
    assert (problems(reading), codes(reading)) == (["M-012"], ["M-102"])


def test_six_columns_in_another_order_follow_the_operator_on_usual_lines_too():
    columns = ["pin", "waktu", "status", "verifikasi", "kode_kerja", "mesin"]
    reading = read("attlog", "12\t2026-01-05 07:21:44\t4\t15\t0\t1\n", kolom=columns)
    assert punches(reading, "status", "verifikasi") == [("4", "15")]


def test_duplicates_and_default_dates_stay():
    default = b"       12\t2000-01-01 00:00:09\t1\t0\t1\t0\r\n"
    reading = read("attlog", GOOD * 3 + default)
    assert [waktu for (waktu,) in punches(reading, "waktu")] == ["2026-01-05 07:21:44"] * 3 + ["2000-01-01 00:00:09"]


FIELD = st.one_of(
    st.sampled_from(["12", "0012", "2026-01-05 07:21:44", "2026-01-05", "07:21:44", "1", "255", ""]),
    st.text(max_size=8),
)
LINE = st.one_of(
    st.lists(FIELD, max_size=9).map("\t".join), st.lists(FIELD, max_size=9).map(" ".join), st.text(max_size=30)
)


@given(
    st.lists(LINE, max_size=8).map("\r\n".join).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.binary(max_size=200)
)
def test_every_line_that_is_not_blank_is_accepted_rejected_or_control(content: bytes):
    reading = read("attlog", content)
    lines = [number for number, _ in numbered_lines(content)]
    assert reading.accepted + reading.rejected + reading.controls == len(lines)
    assert len(reading.punches) == reading.accepted
    assert len(codes(reading)) == reading.rejected


@given(
    st.integers(1, 3000),
    st.sampled_from("\t| "),
    st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2999-01-01")),
)
def test_what_was_written_is_read(pin: int, separator: str, moment: datetime):
    time = moment.replace(microsecond=0)
    text = separator.join([f"{pin:9}".strip(), str(time), "1", "0", "1", "0"])
    assert punches(read("attlog", text), "pin", "waktu") == [(str(pin), str(time))]
