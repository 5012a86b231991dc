"""Every file is known as one format, or as none; never as two."""

from __future__ import annotations

from random import Random

import pytest

from tepat.ingest.formats import known_formats, recognise
from tepat.ingest.reading import Source
from tests.ingest.files import NIP_A, _bytes
from tests.ingest.samples import SAMPLES, Sample, e_office_answer

DIE = Random(5)
FILES = [(name, make(DIE)) for name, make in SAMPLES.items() for _ in range(8)]
FURTHER = [
    ("easylink", {"Result": False, "message_code": 0, "message": "No data"}),
    ("easylink", [{"SN": "TESTSN0001", "ScanDate": "2026-01-05 07:21:44", "PIN": "12", "IOMode": 0}]),
    ("fingerspot_io", {"success": True, "trans_id": "1", "data": []}),
    ("fingerspot_io", {"type": "set_time", "cloud_id": "TESTCLOUD", "data": {}}),
    ("fingerspot_io", {"request": {"trans_id": "1", "cloud_id": "X"}, "response": {"status": True, "data": []}}),
    ("hikvision", {"AcsEvent": {"searchID": "1", "totalMatches": 0, "responseStatusStrg": "NO MATCH"}}),
    ("e_office", {"pegawai_nip": NIP_A, "year": 2026, "month": 1, "message": "Too Many Attempts."}),
    ("e_office", {"request": {"pegawai_nip": NIP_A}, "response": e_office_answer()}),
    (None, {"message": "No data"}),
    (None, {"data": [1, 2]}),
    (None, "nip,nama\n1,2\n"),
    (None, b"PK\x03\x04"),
    (None, b""),
]


@pytest.mark.parametrize(("name", "sample"), FILES)
def test_a_file_is_known_as_its_own_format_alone(name: str, sample: Sample):
    source = Source(sample.name, sample.content)
    assert [item.name for item in known_formats().values() if item.recognise(source)] == [name]


@pytest.mark.parametrize(("name", "content"), FURTHER)
def test_what_says_little_is_known_as_its_own_format_or_as_none(name: str | None, content: object):
    source = Source("jawaban.json" if not isinstance(content, bytes) else "berkas.dat", _bytes(content))
    assert [item.name for item in known_formats().values() if item.recognise(source)] == ([name] if name else [])


def test_the_operator_decides_and_an_unknown_name_is_no_format():
    log = SAMPLES["attlog"](DIE)
    named = recognise(Source(log.name, log.content, settings={"format": "easylink"}))
    assert named is not None
    assert named.name == "easylink"
    assert recognise(Source(log.name, log.content, settings={"format": "tidak ada"})) is None


@pytest.mark.parametrize("name", known_formats())
def test_a_format_that_is_forced_on_another_file_puts_it_into_quarantine_and_raises_nothing(name: str):
    for _, sample in FILES:
        reading = known_formats()[name].read(Source(sample.name, sample.content))
        assert reading.read + reading.controls + len(reading.problems) > 0
