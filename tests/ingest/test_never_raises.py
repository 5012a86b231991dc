"""Whatever JSON stands where a page should: every reader says what became of it."""

from __future__ import annotations

import json
import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tepat.ingest.formats import known_formats
from tepat.ingest.reading import Source
from tests.ingest.files import codes
from tests.ingest.samples import SAMPLES

JSON_FORMATS = ("easylink", "fingerspot_io", "hikvision", "simpegnas", "e_office")
LEAF = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**60), 10**60),
    st.floats(),
    st.text(max_size=6),
    st.sampled_from(
        ["12", "2026-01-05 07:21:44", "2026-01-05T07:21:44+08:00", "attlog", "success", "No data", "190001011920011001"]
    ),
    st.sampled_from([0, 1, 5, 20, 38, 75, 2026]),
)


def pages(name: str) -> st.SearchStrategy[object]:
    """JSON with the keys of a format in any place."""
    text = "".join(SAMPLES[name](Random(seed)).content.decode() for seed in range(20))
    keys = [*sorted(set(re.findall(r'"(\w+)":', text))), "request", "response", "message", "data", "x"]
    inner = st.recursive(
        LEAF,
        lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(keys), part, max_size=6),
        max_leaves=20,
    )
    return st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(keys), inner, max_size=6)


@pytest.mark.parametrize("name", JSON_FORMATS)
@given(data=st.data())
@settings(max_examples=200)
def test_every_page_is_told_and_none_breaks_a_reader(name: str, data: st.DataObject):
    page = data.draw(pages(name))
    reading = known_formats()[name].read(Source("jawaban.json", json.dumps(page).encode()))
    assert len(codes(reading)) == reading.rejected
    for table in (reading.punches, reading.days, reading.months, reading.names):
        assert set(table["baris"].to_pylist()) <= set(range(1, reading.read + 1))
    assert reading.read > 0


@pytest.mark.parametrize("name", JSON_FORMATS)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_break_a_reader(name: str, content: bytes):
    reading = known_formats()[name].read(Source("jawaban.json", content))
    assert len(codes(reading)) == reading.rejected
