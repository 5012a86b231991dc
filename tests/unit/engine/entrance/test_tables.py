"""The tables that come in are the same whatever the form, the order and the line ends of the files."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tepat.lang.types import Category, Type
from tepat.law.packet import PACKET
from tests.packets import Packet, nip, valid_packet, write_csv, write_packet
from tests.unit.engine.entrance.entering import Entered, enter_folder

Enter = Callable[..., Entered]

TYPES = {
    "rupiah": "BIGINT",
    "bilangan": "BIGINT",
    "persen": "DECIMAL(9,4)",
    "hari": "DECIMAL(5,1)",
    "menit": "BIGINT",
    "tanggal": "DATE",
    "waktu": "TIMESTAMP",
    "kategori": "VARCHAR",
    "teks": "VARCHAR",
    "ya_tidak": "BOOLEAN",
}


def stored_type(kind: Type) -> str:
    """A closed list of codes is an ENUM of exactly these; an open one is text."""
    if isinstance(kind, Category) and kind.codes:
        return f"ENUM({', '.join(repr(code) for code in kind.codes)})"
    return TYPES[kind.unit]


def tables(entered: Entered) -> dict[str, Any]:
    return {name: entered.table(name) for name in PACKET}


def described(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    rows = connection.execute(f"DESCRIBE {name}").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


@pytest.mark.parametrize("form", ["csv", "parquet", "typed"])
def test_every_table_has_the_columns_of_its_contract_in_their_exact_types(
    form: str, enter: Enter, packet: Packet
) -> None:
    connection = enter(packet, form).connection
    for name, file in PACKET.items():
        expected = {column.name: stored_type(column.type) for column in file.columns}
        assert described(connection, name) == {**expected, "baris": "BIGINT"}
    assert set(described(connection, "rusak")) == {"nip", "kode", "berkas", "baris", "kolom"}


def test_nothing_but_the_tables_is_left_behind(enter: Enter, packet: Packet) -> None:
    names = {row[2] for row in enter(packet).connection.execute("SHOW ALL TABLES").fetchall()}
    assert names == {*PACKET, "rusak"}


@pytest.mark.parametrize("form", ["parquet", "typed"])
def test_csv_and_parquet_give_identical_tables(form: str, tmp_path: Path, packet: Packet) -> None:
    (tmp_path / "csv").mkdir()
    (tmp_path / form).mkdir()
    from_csv = enter_folder(write_packet(packet, tmp_path / "csv"))
    from_parquet = enter_folder(write_packet(packet, tmp_path / form, form))
    assert tables(from_csv) == tables(from_parquet)
    assert from_csv.findings == from_parquet.findings == ()
    assert from_csv.admission.digests == from_parquet.admission.digests


def test_csv_and_parquet_of_a_dirty_packet_give_the_same_tables_and_findings(tmp_path: Path, packet: Packet) -> None:
    packet["gaji"][0] |= {"gaji_kotor": "5.188.640", "nip": f" '{nip(0)} "}
    packet["kinerja"][1] |= {"predikat": "Baik", "waktu_dinilai": "31/01/2024"}
    packet["pegawai"].append({**packet["pegawai"][0], "nip": "1.90001E+17"})
    packet["jabatan"].append(dict(packet["jabatan"][0]))
    entered = []
    for form in ("csv", "parquet"):
        (tmp_path / form).mkdir()
        entered.append(enter_folder(write_packet(packet, tmp_path / form, form)))
    assert tables(entered[0]) == tables(entered[1])
    assert entered[0].table("rusak", "ALL") == entered[1].table("rusak", "ALL")
    assert entered[0].codes == entered[1].codes
    assert len(entered[0].codes) == 5


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_do_not_matter(
    line_end: str, mark: bytes, tmp_path: Path, packet: Packet
) -> None:
    packet["pegawai"][0]["nama"] = 'Contoh, "S.Kom"'
    write_packet(packet, tmp_path, line_end=line_end)
    for path in tmp_path.iterdir():
        path.write_bytes(mark + path.read_bytes())
    entered = enter_folder(tmp_path)
    assert entered.findings == ()
    assert entered.cell("pegawai", "nama") == 'Contoh, "S.Kom"'


def test_line_ends_may_be_mixed_in_one_file(tmp_path: Path, packet: Packet) -> None:
    write_packet(packet, tmp_path)
    path = tmp_path / "gaji.csv"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\r\n".join(lines[:3]) + b"\n" + b"\n".join(lines[3:]))
    entered = enter_folder(tmp_path)
    assert entered.findings == ()
    assert [row["nip"] for row in entered.table("gaji")] == [nip(number) for number in range(4)]


def test_the_order_of_rows_does_not_matter(tmp_path: Path, packet: Packet) -> None:
    entered = []
    for name, step in (("forth", 1), ("back", -1)):
        (tmp_path / name).mkdir()
        turned = {file: rows[::step] for file, rows in packet.items()}
        entered.append(enter_folder(write_packet(turned, tmp_path / name)))
    for name, file in PACKET.items():
        rows = [[{**row, "baris": None} for row in one.table(name, ", ".join(file.names))] for one in entered]
        assert rows[0] == rows[1]
    assert entered[0].admission.digests == entered[1].admission.digests


def test_any_changed_cell_changes_the_digest_of_its_file_alone(tmp_path: Path, packet: Packet) -> None:
    digests = []
    for cell in ("5188640", "5188641", "lima juta", "enam juta", ""):
        packet["gaji"][0]["gaji_kotor"] = cell
        digests.append(enter_folder(write_packet(packet, tmp_path)).admission.digests)
    assert len({one["gaji"] for one in digests}) == 5
    assert {name for name in packet if len({one[name] for one in digests}) == 1} == set(packet) - {"gaji"}


def test_rows_keep_the_number_of_their_record(enter: Enter, packet: Packet) -> None:
    packet["gaji"].insert(1, dict.fromkeys(packet["gaji"][0], ""))
    entered = enter(packet)
    assert entered.findings == ()
    assert [row["baris"] for row in entered.table("gaji")] == [1, 3, 4, 5]
    assert entered.admission.rows["gaji"] == 4


def test_an_empty_cell_is_unknown_and_an_empty_amount_of_a_position_is_zero(enter: Enter, packet: Packet) -> None:
    packet["gaji"][0]["gaji_kotor"] = " "
    entered = enter(packet)
    assert entered.findings == ()
    assert entered.cell("gaji", "gaji_kotor") is None
    assert entered.cell("jabatan", "tempat_bertugas") == 0


@pytest.mark.parametrize("moment", ["2024-01-31T16:30:00+08:00", "1910-01-31T16:30:00+08:00"])
def test_the_session_zone_changes_nothing(moment: str, tmp_path: Path, packet: Packet) -> None:
    """In 1910 Jakarta was 7 hours, 7 minutes and 12 seconds ahead, which no cell can be written in."""
    packet["kinerja"][0]["waktu_dinilai"] = moment
    write_packet(packet, tmp_path, "typed")
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'Asia/Jakarta'")
    entered = enter_folder(tmp_path, connection=connection)
    assert entered.cell("kinerja", "waktu_dinilai").isoformat() == moment.replace("16:30:00+08:00", "08:30:00")


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Jakarta", 9), ("Asia/Makassar", 8), ("Asia/Jayapura", 7)])
def test_an_instant_without_a_zone_is_of_the_regions_zone(zone: str, hour: int, enter: Enter, packet: Packet) -> None:
    packet["kinerja"][0]["waktu_dinilai"] = "2024-01-31 16:00:00"
    assert enter(packet, zone=zone).cell("kinerja", "waktu_dinilai").hour == hour


@pytest.mark.parametrize(
    ("kind", "value", "finds"),
    [(pa.int64(), int(nip(0)), set()), (pa.float64(), float(int(nip(0))), {nip(0)})],
)
def test_a_parquet_nip_may_be_an_integer_but_a_double_has_lost_digits(
    kind: pa.DataType, value: Any, finds: set[str], tmp_path: Path
) -> None:
    packet = valid_packet(people=1)
    write_packet(packet, tmp_path, "parquet")
    table = pq.read_table(tmp_path / "gaji.parquet").set_column(0, "nip", pa.array([value], kind))
    pq.write_table(table, tmp_path / "gaji.parquet")
    entered = enter_folder(tmp_path)
    assert entered.withheld == finds
    assert entered.cell("gaji", "nip") == (None if finds else nip(0))


@pytest.mark.parametrize("amount", [pa.scalar(5188640.0), pa.scalar(5188640, pa.int32()), pa.scalar("5188640")])
def test_parquet_money_of_any_number_type_is_the_same_money(amount: pa.Scalar, tmp_path: Path) -> None:
    write_packet(valid_packet(people=1), tmp_path, "parquet")
    table = pq.read_table(tmp_path / "gaji.parquet")
    changed = table.set_column(1, "gaji_kotor", pa.array([amount.as_py()], amount.type))
    pq.write_table(changed, tmp_path / "gaji.parquet")
    assert enter_folder(tmp_path).cell("gaji", "gaji_kotor") == 5_188_640


PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(PLAIN, min_size=20, max_size=60), line_end=st.sampled_from(["\n", "\r\n"]))
def test_any_text_in_quotes_comes_in_as_it_stands(names: list[str], line_end: str, tmp_path: Path) -> None:
    rows = [[f"U-{number}", name, "", ""] for number, name in enumerate(names)]
    write_packet(valid_packet(people=0), tmp_path)
    with (tmp_path / "unit.csv").open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator=line_end)
        writer.writerows([PACKET["unit"].names, *rows])
    entered = enter_folder(tmp_path).table("unit")
    assert [row["nama_unit"] for row in entered] == [name.strip(" \t\r\n\u00a0") or None for name in names]


def test_a_hundred_thousand_bad_rows_are_all_told_in_reasonable_time(tmp_path: Path) -> None:
    write_packet(valid_packet(people=1), tmp_path)
    rows = [[nip(0), "01-01-2024", "", "cltn"] for _ in range(100_000)]
    write_csv(tmp_path / "cuti.csv", ["nip", "mulai", "selesai", "jenis"], rows)
    started = time.perf_counter()
    entered = enter_folder(tmp_path)
    assert len(entered.findings) == 100_000
    assert time.perf_counter() - started < 20
