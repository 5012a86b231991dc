"""How the text of a cell becomes a value, and what is said where it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.engine.entrance.cells import cell_rule, column_text, column_value, duck_number, written_bound
from tepat.lang.errors import Place
from tepat.lang.types import Number, Unit
from tepat.law.packet import GAJI, KINERJA, NIP, PACKET, PLT, RUPIAH_MAX, Column, Empty
from tests.packets import Packet, nip
from tests.unit.engine.entrance.entering import READ_ALL, Entered

Enter = Callable[..., Entered]
ZONE = "Asia/Makassar"


def value_of(column: Column, cell: str | None) -> Any:
    """The value of one raw cell, without the way through a file."""
    text = duckdb.execute(f"SELECT {column_text(column, 'raw')} FROM (SELECT ?::VARCHAR AS raw)", [cell]).fetchall()
    value = f"SELECT {column_value(column, 'cell', ZONE)} FROM (SELECT ?::VARCHAR AS cell)"
    return duckdb.execute(value, [text[0][0]]).fetchall()[0][0]


def fault_of(column: Column, cell: str) -> str | None:
    """The code that a bad cell gets."""
    assert value_of(column, cell) is None
    sql = f"SELECT {cell_rule(column, 'cell', ZONE).fault} FROM (SELECT ?::VARCHAR AS cell)"
    return str(duckdb.execute(sql, [cell]).fetchall()[0][0])


RUPIAH, PERSEN = GAJI.column("gaji_kotor"), PACKET["disiplin"].column("potongan_persen")
HARI, KELAS = PACKET["disiplin"].column("hari_kerja"), PACKET["jabatan"].column("kelas_jabatan")
TANGGAL, WAKTU = PLT.column("selesai"), KINERJA.column("waktu_dinilai")
PERIODE, PREDIKAT = KINERJA.column("periode"), KINERJA.column("predikat")
JENIS_CUTI, MANUAL = PACKET["cuti"].column("jenis"), PACKET["disiplin"].column("presensi_manual")
KRITERIA = PACKET["jabatan"].column("beban_kerja")


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (RUPIAH, "5188640", 5_188_640),
        (RUPIAH, " 5188640.00\t", 5_188_640),
        (RUPIAH, "5188640.000", 5_188_640),
        (RUPIAH, "0005", 5),
        (RUPIAH, "\u00a05\u00a0", 5),
        (RUPIAH, "-0", 0),
        (RUPIAH, str(RUPIAH_MAX), RUPIAH_MAX),
        (RUPIAH, "", None),
        (RUPIAH, None, None),
        (KRITERIA, "", 0),
        (KRITERIA, None, 0),
        (PERSEN, "2.5", Decimal("2.5000")),
        (PERSEN, "2.500", Decimal("2.5000")),
        (PERSEN, "0.00010000", Decimal("0.0001")),
        (PERSEN, "1000", Decimal(1000)),
        (HARI, "19.5", Decimal("19.5")),
        (HARI, "31", Decimal(31)),
        (KELAS, "17", 17),
        (TANGGAL, "2024-02-29", date(2024, 2, 29)),
        (TANGGAL, "2024-02-29 00:00:00", date(2024, 2, 29)),
        (TANGGAL, "9999-12-31", date(9999, 12, 31)),
        (PERIODE, "2024-12", "2024-12"),
        (PERIODE, "2024-Q4", "2024-Q4"),
        (PERIODE, "2024-S1", "2024-S1"),
        (PERIODE, "2024", "2024"),
        (PERIODE, "2024-14", "2024-14"),
        (PREDIKAT, " baik ", "baik"),
        (JENIS_CUTI, "cuti_alasan_penting", "cuti_alasan_penting"),
        (MANUAL, "YA", True),
        (MANUAL, "True", True),
        (MANUAL, "Tidak", False),
        (MANUAL, "false", False),
        (NIP, f"'{nip(0)}", nip(0)),
        (NIP, f" ' {nip(0)} ", nip(0)),
    ],
)
def test_a_sound_cell_has_a_value(column: Column, cell: str | None, value: object) -> None:
    assert value_of(column, cell) == value


@pytest.mark.parametrize(
    ("column", "cells", "code"),
    [
        (RUPIAH, ["lima", "1e6", "5.", ".5", "+5", "1 000", "--1", "1,234,567.50", "٥"], "F-101"),
        (RUPIAH, ["1.234.567,50", "1.234.567", "2,5", "-1.234,5", "Rp 5000", "Rp5.000", "5.188", "1.000"], "F-102"),
        (RUPIAH, ["5188640.5", "5188640.001", "0.01"], "F-103"),
        (RUPIAH, ["-1", str(RUPIAH_MAX + 1), "9" * 60], "F-105"),
        (PERSEN, ["2,5", "1.234.567"], "F-102"),
        (PERSEN, ["2.50001"], "F-104"),
        (PERSEN, ["1000.0001", "-0.0001"], "F-105"),
        (HARI, ["19.25"], "F-104"),
        (HARI, ["31.1"], "F-105"),
        (KELAS, ["7.5"], "F-104"),
        (KELAS, ["0", "18"], "F-105"),
        (PREDIKAT, ["Baik", "BAIK", "bagus"], "F-106"),
        (JENIS_CUTI, ["Cuti Sakit", "cuti sakit", "CLTN", "cuti-besar"], "F-107"),
        (TANGGAL, ["31/12/2024", "2024-02-30", "2024-1-5", "20240105", "0024-01-05", "2024-01-05 10:00"], "F-108"),
        (WAKTU, ["2024-02-05", "05/02/2024 10:00", "2024-02-05 24:00", "2024-02-30 10:00", "besok"], "F-109"),
        (WAKTU, ["2024-02-05T10:00:60", "2024-02-05T10:00+15", "2024-02-05T10:00 WITA"], "F-109"),
        (MANUAL, ["1", "y", "yes", "benar"], "F-110"),
        (
            PERIODE,
            ["2024-13", "2024-00", "2024-Q5", "2024-Q0", "2024-S3", "2024-16", "24", "01-2024", "Januari"],
            "F-111",
        ),
        (NIP, ["1.90001E+17", "1,90001E+17", "1.90001010190001e+17", "2E+17", "190001011920011000"], "F-112"),
        (NIP, ["19000101192001100", "1900010119200110011", "19000101 192001 1 001", "19000101192001100A"], "F-113"),
    ],
)
def test_a_bad_cell_has_no_value_but_a_code(column: Column, cells: list[str], code: str) -> None:
    assert {cell: fault_of(column, cell) for cell in cells} == dict.fromkeys(cells, code)


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("2024-02-05T23:59:59", "2024-02-05 15:59:59"),
        ("2024-02-05 23:59", "2024-02-05 15:59:00"),
        ("2024-02-05T23:59:59.7", "2024-02-05 15:59:59"),
        ("2024-02-05T23:59:59.999999999Z", "2024-02-05 23:59:59"),
        ("2024-02-05T23:59:59z", "2024-02-05 23:59:59"),
        ("2024-02-05T23:59:59+07:00", "2024-02-05 16:59:59"),
        ("2024-02-05T23:59:59+0700", "2024-02-05 16:59:59"),
        ("2024-02-05T23:59:59.5 +09", "2024-02-05 14:59:59"),
        ("2024-02-05T23:59:59-03:30", "2024-02-06 03:29:59"),
        ("2024-03-01T00:00+08:00", "2024-02-29 16:00:00"),
    ],
)
def test_an_instant_is_utc_in_whole_seconds(cell: str, utc: str) -> None:
    assert value_of(WAKTU, cell) == datetime.fromisoformat(utc)


MOMENTS = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2100-01-01"))


@given(MOMENTS, st.integers(-14 * 60, 14 * 60))
def test_an_instant_with_its_zone_is_the_same_instant(moment: datetime, minutes: int) -> None:
    instant = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert value_of(WAKTU, instant.isoformat()) == instant.astimezone(UTC).replace(microsecond=0, tzinfo=None)


@given(st.decimals(-10, RUPIAH_MAX * 10, allow_nan=False, places=2))
def test_money_is_either_exact_or_refused(amount: Decimal) -> None:
    whole = amount == amount.to_integral_value() and 0 <= amount <= RUPIAH_MAX
    assert value_of(RUPIAH, f"{amount:f}") == (int(amount) if whole else None)


def test_the_width_of_a_column_follows_from_its_scale_and_bounds() -> None:
    assert [duck_number(kind) for kind in (RUPIAH.type, PERSEN.type, HARI.type) if isinstance(kind, Number)] == [
        "BIGINT",
        "DECIMAL(9, 4)",
        "DECIMAL(5, 1)",
    ]
    fine = Number(Unit.PERSEN, 8, -5, 10**14)
    assert duck_number(fine) == "DECIMAL(18, 6)"
    assert written_bound(fine, fine.lo) == "-0.000005"


def test_every_column_of_the_contract_refuses_a_text_of_another_kind() -> None:
    free = {column.name for file in PACKET.values() for column in file.columns if column.type.unit is Unit.TEKS}
    for file in PACKET.values():
        for column in file.columns:
            if column == NIP or column.name not in free:
                assert fault_of(column, "Bukan Isi Kolom") is not None, (file.name, column.name)


def test_a_type_that_no_cell_can_hold_is_an_error() -> None:
    with pytest.raises(ValueError, match="no cell holds"):
        cell_rule(Column("x", "teks", Empty.ABSENT, ""), "cell", ZONE)  # type: ignore[arg-type]


def test_a_bad_cell_is_null_its_row_stays_and_its_person_waits(enter: Enter, packet: Packet) -> None:
    packet["disiplin"][1]["hari_kerja"] = "dua puluh"
    entered = enter(packet)
    finding = entered.only()
    assert (finding.kode, finding.nip, finding.variabel) == ("F-101", nip(1), "hari_kerja")
    assert finding.place == Place("disiplin.csv", 3, "hari_kerja")
    assert finding.words["nilai"] == "dua puluh"
    assert entered.cell("disiplin", "hari_kerja", baris=2) is None
    assert entered.cell("disiplin", "hari_hadir", baris=2) == Decimal("19.5")
    assert entered.table("rusak", "nip") == [
        {"nip": nip(1), "kode": "F-101", "berkas": "disiplin", "baris": 2, "kolom": "hari_kerja"}
    ]


def test_an_unknown_category_lists_the_codes_and_suggests_the_nearest(enter: Enter, packet: Packet) -> None:
    packet["kinerja"][0]["predikat"] = "Butuh Perbaikan"
    remedy = enter(packet).only().message().perbaikan
    assert "sangat_baik, baik, butuh_perbaikan" in remedy
    assert remedy.endswith("Yang paling mirip: butuh_perbaikan")


@pytest.mark.parametrize(("cell", "near"), [("tk0", "TK/0"), ("k/1", "K/1"), ("belum", "–")])
def test_a_suggestion_looks_past_capitals_and_punctuation(cell: str, near: str, enter: Enter, packet: Packet) -> None:
    packet["pegawai"][0]["ptkp"] = cell
    assert enter(packet).only().words["mirip"] == near


def test_a_code_of_an_open_list_is_suggested_in_its_form(enter: Enter, packet: Packet) -> None:
    packet["cuti"][0]["jenis"] = "Cuti Besar"
    assert enter(packet).only().words["mirip"] == "cuti_besar"


def test_a_bad_cell_that_nobody_reads_is_a_warning_and_nobody_waits(enter: Enter, packet: Packet) -> None:
    packet["kinerja"][0]["capaian_persen"] = "sembilan"
    entered = enter(packet, read={**READ_ALL, "kinerja": frozenset({"predikat", "waktu_dinilai"})})
    finding = entered.only()
    assert (finding.kode, finding.tingkat, finding.nip) == ("F-201", "peringatan", nip(0))
    assert finding.words["kode"] == "F-101"
    assert entered.withheld == set()


def test_key_columns_count_in_every_file_that_is_read(enter: Enter, packet: Packet) -> None:
    packet["plt"][0] |= {"mulai": "kemarin", "jenis": "sementara", "kode_jabatan": "J-9"}
    entered = enter(packet, read={**READ_ALL, "plt": frozenset()})
    assert entered.codes == ["F-106", "F-108"]
    assert entered.withheld == {nip(1)}


def test_nothing_of_a_file_that_is_not_read_keeps_anybody_waiting(enter: Enter, packet: Packet) -> None:
    packet["plt"][0] |= {"mulai": "kemarin", "jenis": "sementara", "kode_jabatan": "J-9"}
    entered = enter(packet, read={name: columns for name, columns in READ_ALL.items() if name != "plt"})
    assert set(entered.codes) == {"F-201"}
    assert entered.withheld == set()


def test_a_bad_row_of_another_month_is_only_a_warning(enter: Enter, packet: Packet) -> None:
    packet["kinerja"].append({**packet["kinerja"][0], "periode": "2023-12", "predikat": "Baik"})
    entered = enter(packet)
    assert (entered.only().kode, entered.withheld) == ("F-201", set())


def test_a_bad_row_of_a_quarter_keeps_its_person_waiting(enter: Enter, packet: Packet) -> None:
    packet["kinerja"].append({**packet["kinerja"][0], "periode": "2023-Q4", "predikat": "Baik"})
    entered = enter(packet)
    assert (entered.only().kode, entered.withheld) == ("F-106", {nip(0)})


def test_a_rating_of_an_unreadable_period_does_not_pass_for_this_month(enter: Enter, packet: Packet) -> None:
    packet["kinerja"][0]["periode"] = "2024/01"
    entered = enter(packet)
    assert (entered.only().kode, entered.withheld) == ("F-111", {nip(0)})
    assert nip(0) not in {row["nip"] for row in entered.table("kinerja")}


def test_dates_in_the_wrong_order_are_told_together(enter: Enter, packet: Packet) -> None:
    packet["hukdis"][0] |= {"mulai": "2024-01-02", "selesai": "2024-01-01"}
    entered = enter(packet)
    assert (entered.only().words["nilai"], entered.only().words["lain"]) == ("2024-01-01", "2024-01-02")
    assert entered.withheld == {nip(3)}


def test_a_duty_of_one_day_is_in_order(enter: Enter, packet: Packet) -> None:
    packet["hukdis"][0] |= {"mulai": "2024-01-01", "selesai": "2024-01-01"}
    assert enter(packet).findings == ()


@pytest.mark.parametrize("days", ["hari_hadir", "hari_alpa"])
def test_more_days_than_working_days_are_a_warning(days: str, enter: Enter, packet: Packet) -> None:
    packet["disiplin"][0][days] = "22.5"
    entered = enter(packet)
    assert (entered.only().kode, entered.only().place.column, entered.withheld) == ("F-204", days, set())


@pytest.mark.parametrize("npwp", ["01.234.567.8-901.000", "0123456789010000", "012345678901000", ""])
def test_npwp_of_known_forms_are_not_mentioned(npwp: str, enter: Enter, packet: Packet) -> None:
    packet["pegawai"][0]["npwp"] = npwp
    assert enter(packet).findings == ()


def test_further_columns_are_told_once_and_carried_but_where_names_collide(enter: Enter, packet: Packet) -> None:
    for row in packet["gaji"]:
        row |= {"Catatan": " a ", "NIP": "x", "baris": "y"}
    entered = enter(packet)
    assert entered.only().words["daftar"] == "Catatan, NIP, baris"
    assert entered.table("gaji")[0]["Catatan"] == "a"
    assert set(entered.table("gaji")[0]) == {*GAJI.names, "Catatan", "baris"}
