"""A template filled in by nobody is read as its list, with the example as its one row."""

from __future__ import annotations

import pytest

from tepat.ingest.daftar import list_kinds, read_list, recognise
from tepat.outputs.templat import Template, write_template

KINDS = [kind for kind in list_kinds() if not kind.is_report]


def template_of(kind) -> Template:
    return Template(kind.name, kind.label[0], kind.contract, kind.required, kind.example)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_a_template_shows_is_read_without_a_word(kind):
    content = write_template(template_of(kind))
    reading = read_list("templat.xlsx", content)
    assert (reading.kind, reading.problems) == (kind.name, ())
    assert [dict(row.cells) for row in reading.rows] == [dict(kind.example)]


def test_lists_with_the_same_columns_are_told_apart_by_their_sheet():
    told = {kind.name: recognise("templat.xlsx", write_template(template_of(kind))) for kind in KINDS}
    assert told == {name: name for name in told}


def test_a_template_is_the_same_bytes_each_time_and_speaks_both_languages():
    template = template_of(KINDS[0])
    assert write_template(template) == write_template(template)
    assert write_template(template, "en") != write_template(template)
