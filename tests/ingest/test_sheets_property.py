"""Whatever rows a sheet has, each is met once: read, in quarantine, or of the format; text and workbook agree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.ingest.formats import known_formats
from tests.ingest.sheet_samples import GPS, REKAP, SAMPLES, SCANLOG, SETTINGS, X100C_SHORT
from tests.ingest.sheets import NIP_A, NIP_B, codes, source, text_of, told, workbook

HEADERS = {"x100c": X100C_SHORT, "scanlog": SCANLOG, "rekap_bulanan": REKAP, "tabel": GPS}
LIKELY = [
    *("", "12", "0012", NIP_A, NIP_B, "1,9E+17", "05/01/2026", "15-01-2026", "2026-01-05", "05-01-2026 07:21:44"),
    *("07:21", "16:34:02", "24:00", "-", "1", "2026", "2,5", "2,500", "TESTSN0001", "PEGAWAI CONTOH A"),
]
CELLS = st.sampled_from(LIKELY) | st.text("ab0123456789:/-., '", max_size=12).map(str.strip)


def rows_of(name: str) -> st.SearchStrategy[list[list[Any]]]:
    width = len(HEADERS[name])
    return st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8)


@pytest.mark.parametrize("name", HEADERS)
@given(data=st.data())
def test_rows_met_are_read_or_in_quarantine_and_nothing_else(name: str, data: st.DataObject):
    rows = data.draw(rows_of(name))
    filled = sum(any(row) for row in rows)
    books = [workbook([HEADERS[name], *rows]), text_of([HEADERS[name], *rows], "|")]
    one, other = (
        known_formats()[name].read(source(content, file, **SETTINGS.get(name, {})))
        for content, file in zip(books, ("a.xlsx", "a.csv"), strict=True)
    )
    assert one.read == one.accepted + one.rejected
    assert one.read + one.controls == filled + 1
    assert all(told(one))
    assert (one.accepted, one.rejected, one.controls, codes(one)) == (
        other.accepted,
        other.rejected,
        other.controls,
        codes(other),
    )
    unsaid = ["berkas", "sidik", "batch", "perangkat"]
    for kind in ("punches", "days", "months", "names"):
        tables = [getattr(reading, kind) for reading in (one, other)]
        left, right = (table.drop_columns([name for name in unsaid if name in table.column_names]) for table in tables)
        assert left.to_pylist() == right.to_pylist()


def test_every_sample_has_its_header_here():
    assert HEADERS.keys() == SAMPLES.keys()
