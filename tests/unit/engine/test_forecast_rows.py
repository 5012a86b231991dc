"""A person's rows mean to the forecast what they mean to the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

import duckdb
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from tepat.engine.compute import compute
from tepat.engine.entrance.cells import column_text, column_value
from tepat.engine.forecast import PersonRows, Rules, amount, facts_on, open_rules, typed_rows, with_summary
from tepat.engine.forecast.cells import cell_value, clean_text
from tepat.engine.person_rows import exact_cell, fetch_rows
from tepat.lab.contoh.dirt import Level
from tepat.lang.calendar import Masa
from tepat.law.packet import GAJI, KINERJA, PACKET, PLT, Column
from tests.unit.engine.foreseen import make_region, read_packet
from tests.unit.presensi.random_towns import towns
from tests.unit.presensi.town import Month, Town, connect

ZONE = "Asia/Makassar"
COLUMNS = (
    GAJI.column("nip"),
    GAJI.column("gaji_kotor"),
    PACKET["disiplin"].column("potongan_persen"),
    PACKET["disiplin"].column("hari_kerja"),
    PACKET["disiplin"].column("presensi_manual"),
    PACKET["jabatan"].column("kelas_jabatan"),
    PLT.column("selesai"),
    KINERJA.column("waktu_dinilai"),
    KINERJA.column("periode"),
    KINERJA.column("predikat"),
    PACKET["cuti"].column("jenis"),
    PACKET["pegawai"].column("nama"),
)
TEXTS = (
    *("", " ", "'190001011920011001", "190001011920011001", "190001011920011000", "1.90001E+17", "١٩٠٠٠١٠١١٩٢٠٠١١٠٠١"),
    *("0", "-0", "-1", "+1", "1.0", "1.00", "1.000", "1234.000", "12.5", "2.55", "2.50000", "2.123456", "1e3", "1,5"),
    *("100000000000", "100000000001", "1000", "1000.0001", "310", "310.1", "17", "18", "Rp 5.000", "½", "5\u00a0"),
    *("ya", "YA", "true", "Tidak", "false", "ja", "2024-02-29", "2023-02-29", "2024-02-29 00:00:00", "2024-2-9"),
    *("2024-03-05T23:59:59Z", "2024-03-05 23:59", "2024-03-05T23:59:59.9+08:00", "2024-03-05T24:00:00", "2024-03-05"),
    *("2024-03-05T23:59:59-0730", "2024-03-05T23:59:59 +08", "2024-03-05T23:59:59+15:00", "2023-02-29T10:00"),
    *("2024-03", "2024-Q1", "2024-S3", "2024-14", "2024-13", "2024", "0999", "baik", "Baik", "sangat_baik", "cuti__x"),
)


def _engines(connection: duckdb.DuckDBPyConnection, column: Column, cell: str) -> Any:
    text = connection.execute(f"SELECT {column_text(column, 'raw')} FROM (SELECT ?::VARCHAR AS raw)", [cell])
    cleaned = text.fetchall()[0][0]
    query = f"SELECT {column_value(column, 'cell', ZONE)} FROM (SELECT ?::VARCHAR AS cell)"
    return exact_cell(column.type, connection.execute(query, [cleaned]).fetchall()[0][0])


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _mine(column: Column, cell: str) -> Any:
    text = clean_text(column, cell)
    return cell_value(column, text, ZONE) if text else None


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_cell_is_read_as_the_entrance_reads_it(connection, column):
    for text in TEXTS:
        assert _mine(column, text) == _engines(connection, column, text), text


@given(text=st.text("0123456789.,-+:TZ Qya", max_size=22))
@example("2024-12-31T23:59:59+00:00")
def test_any_text_is_read_as_the_entrance_reads_it(connection, text):
    for column in COLUMNS:
        assert _mine(column, text) == _engines(connection, column, text), column.name


@pytest.mark.parametrize("level", list(Level))
def test_the_rows_of_a_person_are_those_the_engine_admits_and_wait_for_the_same_people(tmp_path, level):
    region = make_region(tmp_path, "balangan", "2024-03", people=60, seed=5, level=level)
    rules = region.rules
    packet = read_packet(tmp_path / "fakta")
    sound = Counter(row["nip"] for row in packet["pegawai"])
    with compute(tmp_path / "fakta", rules.month).connection as connection:
        run = compute(tmp_path / "fakta", rules.month)
        status = dict(connection.execute("SELECT nip, status_hitung = 'dihitung' FROM hasil").fetchall())
        waiting = {row[0] for row in connection.execute("SELECT nip FROM rusak WHERE kode = 'F-120'").fetchall()}
    compared = 0
    for nip in (nip for nip, count in sound.items() if count == 1 and nip not in waiting):
        facts = {file: [row for row in rows if row.get("nip", nip).strip(" '") == nip] for file, rows in packet.items()}
        fetched, _ = fetch_rows(run, nip)
        mine = typed_rows(facts, rules.month)
        repeated = {
            file for file, rows in fetched.items() if rules.month.packet[file].key and len(rows) != len(mine[file])
        }
        for file in fetched.keys() - repeated - {"jabatan", "unit"}:
            assert list(mine[file]) == fetched[file], (nip, file)
        assert (amount(rules, facts).rupiah is not None) == status[nip], (nip, amount(rules, facts).missing)
        compared += 1
    run.connection.close()
    assert compared > 40


# -- the summary of attendance ------------------------------------------------------------------------------------


@cache
def _rules() -> Rules:
    return open_rules("balangan", Masa.parse("2024-03"))


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One database for all towns: a month leaves nothing behind for the next."""
    return connect()


def _crediting(rules: Rules, kredit: Mapping[str, Fraction], masa: str) -> Rules:
    """The rules of another month, whose states of a day without punches count so much."""
    book = rules.presence.book
    table = book.tables["kredit_hadir"]
    assert table.table is not None
    rows = tuple(replace(row, value=kredit.get(row.keys[0], Fraction(0))) for row in table.table.rows)
    tables = {**book.tables, "kredit_hadir": replace(table, table=replace(table.table, rows=rows))}
    month = replace(rules.month, book=replace(rules.month.book, masa=Masa.parse(masa)))
    return Rules(month, None, replace(rules.presence, book=replace(book, tables=tables, masa=Masa.parse(masa))))


def _text(cell: object) -> str:
    return "" if cell is None else cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def _facts(month: Month, nip: str) -> PersonRows:
    ledger = [{name: _text(cell) for name, cell in row.items()} for row in month.harian if row["nip"] == nip]
    return {"pegawai": [{"nip": nip}], "harian": ledger}


@settings(max_examples=25, phases=[Phase.reuse, Phase.generate])
@given(town=towns())
def test_the_summary_of_a_ledger_is_the_one_that_presensi_makes(town: Town):
    month = town.process(_database())
    read = _crediting(_rules(), town.kredit, town.masa)
    for row in town.lists["pegawai"]:
        nip = row["nip"]
        if town.lists.get("rekap") and any(item["nip"] == nip for item in town.lists["rekap"]):
            continue
        (made,) = with_summary(read, _facts(month, nip)).get("disiplin") or ({},)
        expected = month.disiplin.get(nip)
        assert (expected is None) == (not made)
        for name in ("hari_kerja", "hari_hadir", "hari_alpa") if expected else ():
            assert Fraction(made[name]) == Fraction(str(expected[name])), name


def test_a_ledger_that_ends_today_foresees_what_the_whole_months_ledger_foresees_today():
    """Later duties stand in the ledger of the whole month before anybody has punched: they are nobody's absence."""
    town = Town("2024-03")
    town.office()
    who = town.person()
    town.office_hours()
    town.works(who, *(f"2024-03-{day:02}" for day in (1, 4, 5, 6, 7, 8, 13, 14, 15)), masuk="07:41")
    half = _facts(town.process(), who)
    town.works(who, *(f"2024-03-{day:02}" for day in (18, 19, 20)), masuk="09:00")
    whole = _facts(town.process(), who)
    read = _crediting(_rules(), {}, "2024-03")
    known = facts_on(read, half, date(2024, 3, 15))
    assert known == facts_on(read, whole, date(2024, 3, 15))
    states = Counter((row["status"], row["menit_terlambat"]) for row in known["harian"] if row["jam_masuk_wajib"])
    assert states[("hadir", "11")] == 9
    assert set(states) == {("hadir", "11"), ("hadir", "0")}
    assert half["harian"] != whole["harian"]
