"""JSON as it comes: broken stretches are shown, and what is whole is read."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.ingest.jsonfile import DOUBLED, Element, Fault, documents, without_private

FIRST, LAST = {"a": 1}, {"b": 2}


def found(content: str | bytes) -> list[object]:
    return list(documents(content if isinstance(content, bytes) else content.encode()))


@pytest.mark.parametrize(
    ("broken", "line", "column"),
    [
        ('{"a":', 4, 1),
        ('{"a":1,', 3, 1),
        ("{'a':1}", 2, 2),
        ('{"a":tru}', 2, 6),
        ("\0\0\0", 2, 1),
        ("galat 500", 2, 1),
        ("7", 2, 1),
    ],
)
def test_a_broken_line_takes_nothing_with_it_and_says_where_it_breaks(broken: str, line: int, column: int):
    first, fault, last = found(f'{{"a":1}}\n{broken}\n{{"b":2}}\n')
    assert (first, last) == (FIRST, LAST)
    assert isinstance(fault, Fault)
    assert (fault.line, fault.column, fault.text.strip()) == (line, column, broken)


def test_one_broken_document_of_many_lines_is_one_fault():
    whole = json.dumps({"data": [{"pin": number} for number in range(9)]}, indent=1)
    (fault,) = found(whole[:-30])
    assert isinstance(fault, Fault)
    assert (fault.line, whole.startswith(fault.text)) == (whole[:-30].count("\n") + 1, True)


@pytest.mark.parametrize(
    "content",
    [
        '{"a":1}{"b":2}',
        '{"a":1}\r\n\r\n{"b":2}',
        '{"a":1},\n{"b":2},',
        '\ufeff{"a":1}\n{"b":2}\x1a',
        '{\n"a":1\n}\n{\n"b":2\n}',
    ],
)
def test_documents_one_after_another_are_read(content: str):
    assert found(content) == [FIRST, LAST]


def test_utf_16_is_read():
    assert found('{"a":1}'.encode("utf-16")) == [FIRST]


def test_a_byte_that_is_no_text_is_seen_and_breaks_nothing():
    assert found(b'{"nama":"CONTOH \xe9","pin":"12"}') == [{"nama": "CONTOH \\xe9", "pin": "12"}]


def test_numbers_are_exact():
    assert found('{"a":2.50,"b":0.1}') == [{"a": Decimal("2.50"), "b": Decimal("0.1")}]


@pytest.mark.parametrize("number", ["9" * 5000, "1e999999999999999999999", "NaN", "-Infinity"])
def test_a_number_that_is_none_stays_text(number: str):
    assert found(f'{{"a":{number}}}') == [{"a": number}]


def test_depth_without_end_is_a_fault():
    (fault,) = found("[" * 200_000)
    assert isinstance(fault, Fault)


def test_a_key_that_stands_twice_is_noticed():
    (document,) = found('{"pin":"12","pin":"13"}')
    assert document[DOUBLED] == "pin"


@pytest.mark.parametrize(
    "key",
    ["photo_url", "pictureURL", "Password", "cardNo", "foto", "lat", "longitude", "Template", "lokasi_absen", "RFID"],
)
@pytest.mark.parametrize(
    "value", ['"RAHASIA"', '["RAHASIA","x"]', '{"x":"RAHASIA"}', '"RAHASIA', '"RAHA\\"SIA RAHASIA"', "-115.RAHASIA"]
)
def test_what_nobody_may_keep_is_not_in_the_raw_text(key: str, value: str):
    shown = without_private(f'{{"pin":"12","{key}": {value},"late":5}}')
    assert "RAHASIA" not in shown
    assert '"pin":"12"' in shown


def test_other_keys_stay():
    text = '{"late":5,"terlambat":1,"status_scan":0,"name":"CONTOH","belong":1}'
    assert without_private(text) == text


def test_an_element_knows_its_way():
    page = Element({"data": [{"pin": 12}]})
    (record,) = page.get("data").items()
    assert (record.get("pin").path, record.get("pin").pin) == ("data[0].pin", "12")
    assert (Element(True).text, Element(Decimal("1.9E+17")).pin, Element(None).get("x").value) == ("", "", None)


@given(st.text() | st.binary())
def test_nothing_is_lost_without_a_trace(content: str | bytes):
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    if raw.strip(b" \t\r\n\x1a,"):
        assert found(raw) or raw[:2] in {b"\xff\xfe", b"\xfe\xff"} or raw.startswith(b"\xef\xbb\xbf")
