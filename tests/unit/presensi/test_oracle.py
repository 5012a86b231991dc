"""The program and a plain reading of the rules agree on every town."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import Phase, given, settings

from tests.unit.presensi.oracle import read_town, seen_in
from tests.unit.presensi.random_towns import towns
from tests.unit.presensi.town import Town, connect


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    """One database for all towns of this file: a month leaves nothing behind for the next."""
    return connect()


# Making a failing town smaller would take minutes: the ledger's rows that differ say enough.
@settings(max_examples=40, phases=[Phase.reuse, Phase.generate])
@given(town=towns())
def test_program_and_plain_reading_agree(connection: duckdb.DuckDBPyConnection, town: Town):
    seen, expected = seen_in(town.process(connection)), read_town(town)
    assert seen.ledger == expected.ledger
    assert seen.summary == expected.summary
    assert seen.fates == expected.fates
    assert sum(seen.fates.values()) == len(town.punches)
