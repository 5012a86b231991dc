"""Ten thousand unlucky files for each reader: none breaks it, and none loses anything unseen."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tepat.ingest import attlog
from tepat.ingest.formats import known_formats
from tepat.ingest.reading import Reading, Source
from tests.ingest import fuzz


@pytest.mark.parametrize("name", fuzz.SUBJECTS)
def test_no_unlucky_file_breaks_a_reader_or_is_lost(name: str):
    assert fuzz.faults(name) == []


@pytest.mark.parametrize("name", fuzz.SUBJECTS)
def test_the_files_that_luck_spares_are_read_without_fault(name: str):
    die = Random(5)
    for _ in range(40):
        sample = fuzz.SUBJECTS[name].make(die)
        reading = known_formats()[name].read(Source(sample.name, sample.content))
        assert (reading.rejected, reading.accepted > 0) == (0, True), sample


def test_every_reader_is_put_to_it():
    assert set(fuzz.SUBJECTS) == set(known_formats()) - fuzz.SHEETS


def test_the_same_misfortunes_come_every_time():
    make = fuzz.SUBJECTS["attlog"].make
    assert list(fuzz.mutants(make, 200)) == list(fuzz.mutants(make, 200))
    assert len({sample.content for sample in fuzz.mutants(make, 200)}) > 150


# -- planted defects ------------------------------------------------------------------------------------------------


def _raises(_: Source) -> Reading:
    raise ValueError("planted")


def _forgets(source: Source) -> Reading:
    reading = attlog.FORMAT.read(replace(source, content=source.content.rpartition(b"\n")[0]))
    reading.source = source
    return reading


def _loses(source: Source) -> Reading:
    return Reading(source)


@pytest.mark.parametrize("planted", [_raises, _forgets, _loses])
@pytest.mark.parametrize("name", ["attlog", "easylink"])
def test_a_planted_defect_is_caught(name: str, planted: object, monkeypatch: pytest.MonkeyPatch):
    if planted is _forgets and name != "attlog":
        planted = _loses
    broken = replace(known_formats()[name], read=planted)
    monkeypatch.setattr(fuzz, "known_formats", lambda: {name: broken})
    assert fuzz.faults(name, 200)
