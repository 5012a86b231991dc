"""presensi.xlsx: what a clerk finds in it is what the tables say."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tepat.outputs.presensi import FileCount, PresensiTables, write_presensi
from tepat.presensi.counters import CounterRules, count_year
from tepat.presensi.review import review
from tests.unit.presensi.months import MASA, MASUK, PULANG, Month, moment, nip, workdays

TOP = 4
FILES = (
    FileCount("mesin/SNdepan_attlog.dat", "attlog", 20, 15, 3, 2),
    FileCount("mesin/scanlog.xlsx", "fingerspot", 7, 7, 0, 0),
)
Cells = list[list[object]]


def fill(month: Month) -> None:
    """Five people of two units: one ordinary, one late and early, one of missing scans, one away, one absent."""
    month.device("depan")
    names = ["ANI", "BUDI", "CITRA", "DEWI", "EKO"]
    for number, name in enumerate(names):
        month.add("pegawai", nip(number), f"PEGAWAI CONTOH {name}", None if name == "EKO" else f"DIN-{1 + number % 2}")
    for at, day in enumerate(workdays()):
        late, early = (5 * 60, 12 * 60) if at == 1 else (25 * 60, 0) if at == 2 else (0, 7 * 60) if at == 3 else (0, 0)
        month.work("depan", 0, day)
        month.work("depan", 1, day, late=late or -300, stay=-early or 300)
        _missing(month, day, at)
        month.duty(
            3, day, None, None, status=["cuti_tahunan", "dinas_luar", "sakit", "izin", "wfh", "gangguan"][at % 6]
        )
        month.duty(4, day, None, None)
    month.duty(0, date(2026, 1, 10), None, None, status="libur")
    for number in range(5):
        absent = Decimal(20) if number == 4 else Decimal("0.5") if number == 2 else Decimal(0)
        cut = None if number == 4 else Decimal("2.25") if number == 1 else Decimal(0)
        month.add("disiplin", nip(number), 20, 20 - absent, absent, cut, None)
    month.add("koreksi", nip(0), date(2026, 1, 7), "07:20", None, "mesin macet", "KEPALA DINAS CONTOH")
    month.add(
        "tanpa_pemilik",
        "depan",
        "77",
        9,
        moment("2026-01-05 07:20"),
        moment("2026-01-20 07:20"),
        "ANI",
        nip(0),
        "nama sama",
    )
    month.add("karantina", "M-101", "waktu", "=1+1\t2026-13-05\x07", "mesin/SNdepan_attlog.dat", 12, "ab", "cd")
    month.add("karantina", "M-101", "waktu", "x" * 1000, "mesin/SNdepan_attlog.dat", 3, "ab", "cd")
    month.add("temuan", "F-210", "peringatan", nip(0), "", "contoh temuan", "periksa")
    month.add("temuan", "F-210", "peringatan", nip(1), "", "contoh temuan", "periksa")
    month.punch("depan", 1, moment("2026-01-25 22:10"), nasib="luar_roster", verify="0")
    month.punch("depan", 77, moment("2026-01-05 07:20"), nasib="tanpa_pemilik", owned=False)


def _missing(month: Month, day: date, at: int) -> None:
    masuk, pulang = datetime.combine(day, MASUK), datetime.combine(day, PULANG)
    if at == 4:
        month.duty(2, day, masuk, None)
    elif at == 5:
        month.duty(2, day, None, pulang)
    else:
        month.duty(2, day, masuk - timedelta(minutes=3), pulang + timedelta(minutes=3))


@pytest.fixture
def tables() -> Iterator[PresensiTables]:
    month = Month()
    fill(month)
    review(month.tables(), MASA)
    count_year(month.tables(), MASA, CounterRules(()))
    yield PresensiTables(month.connection, "Kabupaten Tanjung Contoh", MASA, ("Perbup Nomor 7 Tahun 2024",), FILES)
    month.connection.close()


@pytest.fixture
def bare() -> Iterator[PresensiTables]:
    """Nothing at all: no person, no punch, no file, and none of the tables that may be missing."""
    month = Month()
    month.connection.execute("DROP TABLE temuan; DROP TABLE koreksi")
    yield PresensiTables(month.connection, "Kabupaten Tanjung Contoh", MASA)
    month.connection.close()


def written(folder: Path, tables: PresensiTables, bahasa: str = "id") -> dict[str, Cells]:
    write_presensi(folder / "presensi.xlsx", tables, bahasa)
    book = CalamineWorkbook.from_path(folder / "presensi.xlsx")
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def by_header(sheet: Cells, top: int = TOP) -> list[dict[object, object]]:
    return [dict(zip(sheet[top], row, strict=True)) for row in sheet[top + 1 :]]


def below(sheet: Cells, header: str) -> Cells:
    """The rows below the table whose first header that is."""
    start = [row[0] for row in sheet].index(header)
    end = next((at for at in range(start, len(sheet)) if not any(sheet[at])), len(sheet))
    return sheet[start + 1 : end]


def xml(path: Path, sheet: int) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"xl/worksheets/sheet{sheet}.xml").decode()


# --- the summary -----------------------------------------------------------------------------------------------------


def test_the_summary_counts_the_month(tables: PresensiTables, tmp_path: Path):
    sheet = written(tmp_path, tables)["Ringkasan"]
    assert [row[0] for row in sheet[:3]] == [
        "Presensi sebulan",
        "Kabupaten Tanjung Contoh, masa 2026-01",
        "Perbup Nomor 7 Tahun 2024",
    ]
    totals = {row[0]: row[1] for row in below(sheet, "Uraian")}
    assert totals["Pegawai"] == 5
    assert (totals["Hari kerja"], totals["Hari hadir"], totals["Hari alpa"]) == (100, 79.5, 20.5)
    assert (totals["Menit terlambat"], totals["Menit pulang cepat"]) == (30, 19)
    assert (totals["Pegawai tanpa nilai potongan"], totals["PIN tanpa NIP"], totals["Baris di karantina"]) == (1, 1, 2)


def test_every_file_shows_that_no_row_was_lost(tables: PresensiTables, tmp_path: Path):
    sheet = written(tmp_path, tables)["Ringkasan"]
    rows = below(sheet, "Berkas yang dibaca")
    assert [row[:6] for row in rows] == [
        ["mesin/SNdepan_attlog.dat", 20, 15, 3, 2, "cocok"],
        ["mesin/scanlog.xlsx", 7, 7, 0, 0, "cocok"],
        ["Jumlah", 27, 22, 3, 2, ""],
    ]
    line = 1 + [row[0] for row in sheet].index("mesin/SNdepan_attlog.dat")
    live = xml(tmp_path / "presensi.xlsx", 1).replace("&quot;", '"')
    assert f'IF(B{line}=C{line}+D{line}+E{line},"cocok","TIDAK COCOK")' in live


def test_a_file_that_lost_a_row_is_named(tables: PresensiTables, tmp_path: Path):
    lossy = PresensiTables(tables.connection, "X", MASA, (), (FileCount("a.dat", "attlog", 20, 15, 3, 1),))
    assert below(written(tmp_path, lossy)["Ringkasan"], "Berkas yang dibaca")[0][5] == "TIDAK COCOK"


def test_punches_are_counted_by_their_fate_and_none_is_left_out(tables: PresensiTables, tmp_path: Path):
    tables.connection.execute("UPDATE ketukan SET nasib = 'aneh' WHERE pin = '0' AND waktu::DATE = '2026-01-05'")
    rows = below(written(tmp_path, tables)["Ringkasan"], "Presensi mentah menurut nasibnya")
    count = tables.connection.execute("SELECT count(*) FROM ketukan").fetchall()[0][0]
    assert rows[-1][:2] == ["Jumlah", count]
    assert rows[-2][:2] == ["aneh", 2]
    assert sum(int(str(row[1]).removesuffix(".0")) for row in rows[:-1]) == count


def test_findings_stand_by_code_with_what_to_do(tables: PresensiTables, tmp_path: Path):
    rows = below(written(tmp_path, tables)["Ringkasan"], "Temuan (contoh) → yang perlu dilakukan")
    assert rows[0][:4] == ["contoh temuan → periksa", 2, "F-210", "peringatan"]


# --- people and days -------------------------------------------------------------------------------------------------


def test_every_person_has_one_row_with_days_minutes_and_leave(tables: PresensiTables, tmp_path: Path):
    rows = {row["Nama"]: row for row in by_header(written(tmp_path, tables)["Orang"])[:5]}
    assert [str(name)[15:] for name in rows] == ["ANI", "CITRA", "BUDI", "DEWI", "EKO"]
    budi, citra, dewi, eko = (rows[f"PEGAWAI CONTOH {name}"] for name in ("BUDI", "CITRA", "DEWI", "EKO"))
    assert (budi["Terlambat (kali)"], budi["Terlambat (menit)"]) == (2, 30)
    assert (budi["Pulang cepat (kali)"], budi["Pulang cepat (menit)"], budi["Potongan"]) == (2, 19, 2.25)
    assert (citra["Tanpa presensi masuk"], citra["Tanpa presensi pulang"], citra["Hadir"]) == (1, 1, 19.5)
    assert [
        dewi[kind] for kind in ("Cuti", "Dinas luar, diklat", "Sakit", "Izin", "Kerja dari rumah", "Gangguan mesin")
    ] == [4, 4, 3, 3, 3, 3]
    assert (eko["Alpa"], eko["Potongan"], eko["Unit"]) == (20, "", "")


def test_the_calendar_has_a_letter_for_every_day(tables: PresensiTables, tmp_path: Path):
    sheet = written(tmp_path, tables)["Kalender"]
    assert sheet[TOP][3:6] == ["1\nKm", "2\nJm", "3\nSb"]
    assert len(sheet[TOP]) == 3 + 31
    rows = {str(row[1])[15:]: row[3:] for row in sheet[TOP + 1 :]}
    assert "".join(str(cell) for cell in rows["EKO"]) == "A" * len(workdays())
    assert rows["BUDI"][4:9] == ["H", "TP", "T", "P", "H"]
    assert rows["CITRA"][4:12] == ["H", "H", "H", "H", "½", "", "", "½"]
    assert rows["DEWI"][4:12] == ["C", "D", "S", "I", "W", "", "", "G"]
    assert rows["ANI"][9] == "L"


def test_the_legend_explains_every_letter_that_can_stand(tables: PresensiTables, tmp_path: Path):
    sheet = written(tmp_path, tables)["Kalender"]
    legend = {cell for row in sheet[1:4] for cell in row[5:] if cell}
    letters = {cell for row in sheet[TOP + 1 :] for cell in row[3:] if cell}
    assert letters <= legend


def test_of_two_duties_on_a_day_the_worse_is_shown(tables: PresensiTables, tmp_path: Path):
    day = date(2026, 1, 5)
    tables.connection.execute("INSERT INTO harian (nip, tanggal, status) VALUES (?, ?, 'alpa')", [nip(0), day])
    rows = {row[0]: row for row in written(tmp_path, tables)["Kalender"][TOP + 1 :]}
    assert rows[nip(0)][3 + 4] == "A"


def test_every_status_of_the_ledger_has_a_letter(tables: PresensiTables, tmp_path: Path):
    from tepat.law.packet import STATUS_HARIAN

    tables.connection.execute("DELETE FROM harian")
    for at, status in enumerate(STATUS_HARIAN.codes):
        row = [nip(at // 28), date(2026, 1, 1 + at % 28), status]
        tables.connection.execute("INSERT INTO harian (nip, tanggal, status) VALUES (?, ?, ?)", row)
    sheet = written(tmp_path, tables)["Kalender"]
    assert sum(1 for row in sheet[TOP + 1 :] for cell in row[3:] if cell) == len(STATUS_HARIAN.codes)


def test_only_days_that_need_attention_are_listed_with_why(tables: PresensiTables, tmp_path: Path):
    rows = by_header(written(tmp_path, tables)["Harian"])
    reasons = {(str(row["Nama"])[15:], row["Tanggal"]): row["Perlu dilihat karena"] for row in rows}
    assert reasons["ANI", date(2026, 1, 7)] == "koreksi"
    assert [key[1] for key in reasons if key[0] == "ANI"] == [date(2026, 1, 7)]
    assert reasons["BUDI", date(2026, 1, 6)] == "terlambat, pulang cepat"
    assert reasons["CITRA", date(2026, 1, 9)] == "tanpa presensi pulang"
    assert sum(key[0] == "EKO" for key in reasons) == len(workdays())
    [late] = [row for row in rows if row["Terlambat (menit)"] == 25]
    assert late["Masuk"] == moment("2026-01-07 07:55")


# --- work ------------------------------------------------------------------------------------------------------------


def test_pins_without_owner_come_with_a_suggestion(tables: PresensiTables, tmp_path: Path):
    row = by_header(written(tmp_path, tables)["PIN tanpa NIP"])[0]
    assert (
        row["PIN"],
        row["Presensi"],
        row["Saran NIP"],
        row["Nama menurut saran"],
    ) == (
        "77",
        9,
        nip(0),
        "PEGAWAI CONTOH ANI",
    )
    assert row["NIP yang benar (isi)"] == ""


def test_the_review_stands_in_sentences(tables: PresensiTables, tmp_path: Path):
    sheet = written(tmp_path, tables)["Tinjauan"]
    rows = {row["Kode"]: row for row in by_header(sheet)}
    assert rows["P-507"]["Yang terlihat"] == "1 presensi hanya dengan kata sandi: PIN 1 @ depan (1)"
    assert rows["P-508"]["NIP"] == nip(1)
    assert below(sheet, "Usul")[0][0] == "Tidak ada gangguan yang diusulkan"


def test_the_counters_name_whoever_was_absent(tables: PresensiTables, tmp_path: Path):
    rows = by_header(written(tmp_path, tables)["Pencacah"])
    assert [(row["NIP"], row["Jumlah"]) for row in rows[:2]] == [(nip(4), 20), (nip(2), 0.5)]


def test_the_quarantine_shows_a_record_as_it_stood_and_why(tables: PresensiTables, tmp_path: Path):
    tables.connection.execute("ALTER TABLE karantina ADD COLUMN pesan VARCHAR")
    tables.connection.execute("ALTER TABLE karantina ADD COLUMN perbaikan VARCHAR")
    tables.connection.execute("UPDATE karantina SET pesan = 'waktu tidak terbaca', perbaikan = 'periksa mesin'")
    rows = by_header(written(tmp_path, tables)["Karantina"])
    assert [row["Baris"] for row in rows] == [3, 12]
    assert rows[1]["Isi asli"] == "=1+1\t2026-13-05·"
    assert len(str(rows[0]["Isi asli"])) == 300
    assert (rows[1]["Sebab"], rows[1]["Yang perlu dilakukan"]) == ("waktu tidak terbaca", "periksa mesin")
    assert "<f>" not in xml(tmp_path / "presensi.xlsx", 8)


# --- the book --------------------------------------------------------------------------------------------------------

NAMES = ["Ringkasan", "Orang", "Kalender", "Harian", "PIN tanpa NIP", "Tinjauan", "Pencacah", "Karantina"]


def test_empty_sheets_say_that_they_are_empty(bare: PresensiTables, tmp_path: Path):
    book = written(tmp_path, bare)
    assert list(book) == [name for name in NAMES if name != "Pencacah"]
    said = {name: sheet[TOP + 1][0] for name, sheet in book.items() if name != "Ringkasan"}
    assert said == {
        "Orang": "Tidak ada pegawai",
        "Kalender": "Tidak ada pegawai",
        "Harian": "Tidak ada hari yang perlu dilihat",
        "PIN tanpa NIP": "Semua PIN ada pemiliknya",
        "Tinjauan": "Tidak ada yang perlu ditinjau",
        "Karantina": "Tidak ada karantina",
    }


def test_the_book_can_be_had_in_english(tables: PresensiTables, tmp_path: Path):
    book = written(tmp_path, tables, "en")
    assert list(book) == [
        "Summary",
        "People",
        "Calendar",
        "Days",
        "PINs without NIP",
        "Review",
        "Counters",
        "Quarantine",
    ]
    assert book["People"][TOP][2:6] == ["Unit", "Working days", "Present", "Absent"]
    assert book["Summary"][-1][0] == "Total"
    assert "by password alone" in str(book["Review"])
    headers = {str(cell) for sheet in book.values() for cell in sheet[TOP]}
    assert not headers & {"Nama", "Tanggal", "Kode", "Banyak", "Hari kerja"}


def test_sheets_are_made_to_be_read_and_printed(tables: PresensiTables, tmp_path: Path):
    written(tmp_path, tables)
    with zipfile.ZipFile(tmp_path / "presensi.xlsx") as archive:
        book = archive.read("xl/workbook.xml").decode()
    assert re.findall(r'<sheet name="(.*?)"', book) == NAMES
    assert book.count("_xlnm.Print_Titles") == book.count("_xlnm._FilterDatabase") == len(NAMES) - 1
    for number in range(1, len(NAMES) + 1):
        sheet = xml(tmp_path / "presensi.xlsx", number)
        for part in ('orientation="landscape"', 'paperSize="9"', 'fitToHeight="0"'):
            assert part in sheet, f"{part} on sheet {number}"
        assert ('state="frozen"' in sheet) == (number > 1), f"sheet {number}"


def test_the_same_tables_give_the_same_bytes_whatever_the_order_of_rows(tables: PresensiTables, tmp_path: Path):
    write_presensi(tmp_path / "a.xlsx", tables)
    for table in ("harian", "pegawai", "tinjauan", "karantina", "ketukan"):
        tables.connection.execute(f"CREATE OR REPLACE TABLE {table} AS FROM {table} ORDER BY hash({table})")
    write_presensi(tmp_path / "b.xlsx", tables)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_person_who_stands_twice_is_one_row(tables: PresensiTables, tmp_path: Path):
    tables.connection.execute("INSERT INTO pegawai SELECT * FROM pegawai")
    assert len(written(tmp_path, tables)["Kalender"]) == TOP + 1 + 5
