"""Lists that people upload: what is taken, what is refused, and that nothing is lost without a word."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from tepat.ingest.daftar import find_kind, list_kinds, opening, read_list, recognise
from tepat.ingest.daftar.contracts import CONTRACTS
from tepat.ingest.daftar.header import plain
from tepat.ingest.daftar.opening import MOST_BYTES
from tepat.lab.temuan.workbook import locked_workbook
from tepat.law.packet import PACKET
from tepat.presensi.contract import SOURCES
from tests.ingest.lists import NIP_A, NIP_B, NIP_C, assert_nothing_lost, codes, gaji, rekap, text_of, workbook
from tests.ingest.old_workbooks import ods, xls
from tests.ingest.sheets import inside

# -- which lists there are ------------------------------------------------------------------------------------------


def test_every_file_of_the_packet_and_of_the_sources_can_be_uploaded():
    names = {kind.name for kind in list_kinds()}
    assert set(PACKET) | set(SOURCES) | {"rekening", "atasan", "penempatan", "ptkp", "status_pegawai"} <= names
    for name, contract in {**SOURCES, **PACKET}.items():
        assert set(contract.names) <= set(CONTRACTS[name].names)


@pytest.mark.parametrize("kind", list_kinds(), ids=lambda kind: kind.name)
def test_no_title_means_two_columns(kind):
    words = [plain(title) for titles in (*kind.titles.values(), *kind.control.values()) for title in titles]
    ambiguous = {word for word in words if words.count(word) > 1}
    owners = {w: {c for c, ts in {**kind.titles, **kind.control}.items() if w in map(plain, ts)} for w in ambiguous}
    assert [word for word, columns in owners.items() if len(columns) > 1] == []


def test_a_lacking_column_of_amounts_is_not_zero():
    reading = read_list("j.csv", b"kode_jabatan;beban kerja\nJ1;5\n", "jabatan")
    assert [problem.code for problem in reading.problems if problem.stops] == ["B-007"]
    assert (reading.rows, reading.refused) == ((), (1, 2))


# -- recognising ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "header", "found"),
    [
        ("a.csv", "NIP Baru;Nama Lengkap;Gol. Ruang;Kode Unit;ALAMAT", "pegawai"),
        ("a.csv", "nip;gaji_kotor;potongan_gaji", "gaji"),
        ("a.csv", "NIP;KOTOR;POTONGAN", "gaji"),
        ("a.csv", "NIP;Nama;NIP Atasan", "atasan"),
        ("a.csv", "nip;jenis;mulai;selesai", None),
        ("cuti 2026.csv", "nip;jenis;mulai;selesai", "cuti"),
        ("a.csv", "NIP;Nama;PTKP", None),
        ("ptkp.csv", "NIP;Nama;PTKP", "ptkp"),
        ("a.csv", "alamat;telepon", None),
        ("a.csv", "nip", None),
    ],
)
def test_a_list_is_known_by_its_titles_or_not_at_all(name: str, header: str, found: str | None):
    assert recognise(name, header.encode()) == found


def test_the_sheet_may_tell_between_lists_with_the_same_columns():
    assert recognise("a.xlsx", workbook([["nip", "jenis", "mulai", "selesai"]], sheet="Izin")) == "izin"


# -- files that cannot be used --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "B-001"),
        ("a.csv", b"\xef\xbb\xbf\r\n ;;\r\n", "B-001"),
        ("a.xlsx", workbook([]), "B-001"),
        ("a.xlsx", workbook([["NIP", "Nama"]])[:300], "B-002"),
        ("a.xlsx", locked_workbook(), "B-003"),
        ("a.csv", bytes(MOST_BYTES + 1), "B-004"),
        ("a.xlsx", b"%PDF-1.7 ...", "B-005"),
        ("a.xls", b"<html><table><tr><td>NIP", "B-005"),
        ("a.csv", b"NIP\0\0\0\0;Nama\n", "B-005"),
        ("a.csv", b"alamat;telepon\n1;2\n", "B-006"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(name: str, content: bytes, code: str):
    reading = read_list(name, content)
    assert codes(reading) == [(None, code)]
    assert not reading.usable
    assert_nothing_lost(name, content, reading)


def test_a_document_of_word_is_no_workbook():
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert codes(read_list("daftar.xlsx", made.getvalue())) == [(None, "B-005")]


@pytest.mark.parametrize("address", ["XFD1048576", "A1048576"])
def test_a_bomb_is_refused_before_it_is_laid_out(address: str):
    book = workbook([["NIP", "Nama"], [NIP_A, "PEGAWAI CONTOH A"]])
    bomb = inside(book, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'r="B2"', f'r="{address}"'.encode()))
    assert codes(read_list("a.xlsx", bomb)) == [(None, "B-004")]


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "MOST_UNPACKED", 1 << 20)
    made = BytesIO(workbook([["NIP", "Nama"]]))
    with ZipFile(made, "a", 8) as archive:
        archive.writestr("xl/nol.xml", bytes(1 << 20))
    assert codes(read_list("a.xlsx", made.getvalue())) == [(None, "B-004")]


def test_a_missing_column_names_the_nearest_title():
    reading = read_list("a.csv", f"NIP;Gaji Kotoor\n{NIP_A};1\n".encode(), "gaji")
    (problem,) = reading.problems
    assert problem.code == "B-007"
    assert "gaji_kotor (yang mirip: Gaji Kotoor)" in problem.message("id").pesan
    assert "NIP, Gaji Kotoor" in problem.message("en").pesan


def test_a_column_that_stands_twice_is_not_chosen_from():
    assert codes(read_list("a.csv", f"NIP;NIP Baru;Kotor\n{NIP_A};{NIP_B};1\n".encode(), "gaji")) == [(1, "B-008")]


# -- the same rows whatever the file --------------------------------------------------------------------------------

ROWS = [
    ["DAFTAR GAJI INDUK"],
    ["BULAN : JANUARI 2026"],
    [],
    ["No", "NIP", "Nama Lengkap", "Gaji Kotor", "Jumlah Potongan", "PPh 21", "IWP 1%", "BPJS 4%"],
    ["1", NIP_A, "PEGAWAI CONTOH A", "4500000", "450000", "0", "45000", "180000"],
    ["2", NIP_B, "PEGAWAI CONTOH É", "5000000", "500000", "1000", "50000", "200000"],
    ["JUMLAH", "", "", "9500000", "950000", "1000", "95000", "380000"],
]
FILES = {
    "gaji.csv": text_of(ROWS, ";").encode("cp1252"),
    "bom.csv": text_of(ROWS, ",").encode("utf-8-sig"),
    "gaji.tsv": text_of(ROWS, "\t", "\n").encode("utf-16"),
    "gaji.xlsx": workbook(ROWS),
    "gaji.xls": xls(ROWS),
    "gaji.ods": ods(ROWS),
    "salah.csv": workbook(ROWS),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_rows(name: str):
    reading = read_list(name, FILES[name])
    assert (reading.kind, reading.masa, [row.line for row in reading.rows]) == ("gaji", "2026-01", [5, 6])
    assert reading.rows[1].cells == {
        "nip": NIP_B,
        "gaji_kotor": "5000000",
        "potongan_gaji": "500000",
        "pph_gaji": "1000",
        "iwp_gaji": "50000",
        "bpjs_gaji": "200000",
    }
    assert reading.header["gaji_kotor"] == "Gaji Kotor"
    assert reading.ignored == ("No", "Nama Lengkap")
    assert codes(reading) == []
    assert (7, "B-206") in codes(reading, "catatan")
    assert_nothing_lost(name, FILES[name], reading)


def test_letters_of_windows_stay_letters():
    content = text_of([["NIP", "Nama"], [NIP_A, "PEGAWAI CONTOH É"]]).encode("cp1252")
    assert read_list("a.csv", content).rows[0].cells["nama"] == "PEGAWAI CONTOH É"


def test_another_content_than_the_name_says_is_told():
    assert (None, "B-210") in codes(read_list("salah.csv", FILES["salah.csv"]), "catatan")


# -- rows that are no data ------------------------------------------------------------------------------------------


def test_numbers_of_columns_the_header_again_and_the_foot_are_skipped_aloud():
    rows = [
        ["No", "NIP", "Nama", "Ket"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["1", NIP_A, "PEGAWAI CONTOH A", ""],
        ["No", "NIP", "Nama", "Ket"],
        ["2", NIP_B, "TOTAL", ""],
        ["", "Total", "", "2"],
        [],
        ["", "", "", "Mengetahui,"],
    ]
    reading = read_list("a.xlsx", workbook(rows))
    assert [row.line for row in reading.rows] == [3, 5], "somebody may be called TOTAL"
    assert reading.skipped == (1, 2, 4, 6, 8)
    assert [code for code in codes(reading, "catatan") if code[1] in {"B-206", "B-207"}] == [
        (2, "B-207"),
        (6, "B-206"),
    ]


def test_a_row_without_its_person_in_the_middle_is_refused():
    reading = read_list("a.csv", text_of([["NIP", "Nama"], ["", "A"], [NIP_B, "B"]]).encode())
    assert (codes(reading), [row.line for row in reading.rows]) == ([(2, "B-103")], [3])


def test_a_row_with_a_cell_too_many_is_not_read_shifted():
    reading = read_list("a.csv", f"NIP,Nama,Golongan\n{NIP_A},A, S.E.,III/a\n{NIP_B},B,III/b\n".encode())
    assert (codes(reading), [row.line for row in reading.rows]) == ([(2, "B-113")], [3])


# -- numbers that are names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (NIP_A, NIP_A),
        (f"'{NIP_A}", NIP_A),
        (f"{NIP_A[:8]} {NIP_A[8:14]} {NIP_A[14]} {NIP_A[15:]}", NIP_A),
        (f"\xa0{NIP_A[:8]}\xa0{NIP_A[8:]} ", NIP_A),
        (float(NIP_A), "B-101"),
        ("1,90001E+17", "B-101"),
        (f"{NIP_A[:15]}000", "B-101"),
        (NIP_A[1:], "B-102"),
        ("-", "B-103"),
        ("#REF!", "B-112"),
    ],
)
def test_a_nip_is_whole_or_refused(cell: object, found: str):
    reading = read_list("a.xlsx", workbook([["NIP", "Nama"], [cell, "PEGAWAI CONTOH A"]]))
    told = [code for _, code in codes(reading)] or [reading.rows[0].cells["nip"]]
    assert told == [found]


def test_an_account_that_became_a_number_is_taken_with_a_warning():
    rows = [["NIP", "Bank", "No. Rekening", "Atas Nama"], [NIP_A, "BANK CONTOH", 1234567, "PEGAWAI CONTOH A"]]
    reading = read_list("a.xlsx", workbook(rows))
    assert (reading.kind, reading.rows[0].cells["nomor_rekening"]) == ("rekening", "1234567")
    assert codes(reading, "peringatan") == [(2, "B-202")]


# -- keys, periods, months ------------------------------------------------------------------------------------------


def test_the_same_row_twice_is_one_and_two_that_differ_are_none():
    rows = [["NIP", "Gaji Kotor"], [NIP_A, "1"], [NIP_A, "1"], [NIP_B, "1"], [NIP_B, "2"], [NIP_C, "3"]]
    reading = read_list("a.csv", text_of(rows).encode(), "gaji")
    assert [row.line for row in reading.rows] == [2, 6]
    assert codes(reading) == [(4, "B-114"), (5, "B-114")]
    assert (3, "B-205") in codes(reading, "catatan")


def test_records_of_one_person_with_other_first_days_stand_side_by_side():
    rows = [["NIP", "PTKP", "TMT"], [NIP_A, "K/0", "1/1/2025"], [NIP_A, "K/1", "1/1/2026"]]
    assert [row.cells["mulai"] for row in read_list("a.csv", text_of(rows).encode(), "ptkp").rows] == [
        "2025-01-01",
        "2026-01-01",
    ]


def test_an_end_before_its_beginning_is_refused():
    rows = [["NIP", "PTKP", "mulai", "selesai"], [NIP_A, "K/0", "2026-01-02", "2026-01-01"]]
    assert codes(read_list("a.csv", text_of(rows).encode(), "ptkp")) == [(2, "B-115")]


def test_a_list_of_another_month_is_refused_as_a_whole():
    reading = read_list("gaji.xlsx", workbook(ROWS), masa="2026-02")
    assert (codes(reading), reading.rows, reading.masa) == ([(None, "B-009")], (), "2026-01")


def test_rows_of_another_month_are_refused_one_by_one():
    rows = [["nip", "tahun", "bulan", "gaji_bruto"], [NIP_A, 2026, 1, 1], [NIP_B, 2025, 12, 1]]
    reading = read_list("a.xlsx", workbook(rows), masa="2026-01")
    assert (reading.masa, [row.line for row in reading.rows], codes(reading)) == ("2026-01", [2], [(3, "B-116")])
    assert codes(read_list("a.xlsx", workbook(rows))) == [(None, "B-009")], "nobody said which month is meant"


# -- workbooks ------------------------------------------------------------------------------------------------------


def test_what_is_hidden_and_what_stands_on_other_sheets_is_told():
    made = BytesIO()
    with Workbook(made) as book:
        for name in ("Bagian A", "Bagian B", "Petunjuk"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["NIP", "Gaji Kotor", "PPh 21"])
            page.write_row(1, 0, [NIP_A, 1, 2])
            page.set_column(2, 2, None, None, {"hidden": name == "Bagian A"})
    reading = read_list("a.xlsx", made.getvalue())
    assert reading.rows[0].sheet == "Bagian A"
    assert reading.rows[0].cells["pph_gaji"] == "2", "hidden, and read all the same"
    assert sorted(codes(reading, "peringatan")) == [(None, "B-211"), (None, "B-212")]
    (other,) = (problem for problem in reading.problems if problem.code == "B-211")
    assert other.words["daftar"] == "Bagian B"


def test_a_first_sheet_without_the_list_is_passed_over():
    made = BytesIO()
    with Workbook(made) as book:
        book.add_worksheet("Sampul").write_string(0, 0, "DAFTAR GAJI")
        page = book.add_worksheet("Isi")
        page.write_row(0, 0, ["NIP", "Gaji Kotor"])
        page.write_row(1, 0, [NIP_A, 1])
    assert read_list("a.xlsx", made.getvalue(), "gaji").sheet == "Isi"


def test_a_formula_that_failed_is_not_empty():
    book = workbook([["NIP", "Gaji Kotor"], [NIP_A, 1]])
    failed = inside(
        book, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'<c r="B2"><v>1', b'<c r="B2" t="e"><v>#REF!')
    )
    assert codes(read_list("a.xlsx", failed, "gaji")) == [(2, "B-112")]


# -- e-Kinerja ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", ["Periode Bulanan 1 Tahun 2026", "PERIODE  BULANAN Januari TAHUN 2026"])
@pytest.mark.parametrize("kind", [None, "kinerja", "ekinerja_bulanan"])
def test_the_rekap_gives_the_ratings_of_its_month(period: str, kind: str | None):
    reading = read_list("rekap.xlsx", rekap(period, "Baik", "Butuh  perbaikan", "-"), kind)
    assert (reading.kind, reading.masa) == ("ekinerja_bulanan", "2026-01")
    assert [(row.cells["periode"], row.cells["predikat"]) for row in reading.rows] == [
        ("2026-01", "baik"),
        ("2026-01", "butuh_perbaikan"),
        ("2026-01", ""),
    ]
    assert reading.rows[0].cells["hasil_kerja"] == "sesuai_ekspektasi"
    assert codes(reading, "peringatan") == [(None, "B-213")]
    assert (None, "B-214") in codes(reading, "catatan")


@pytest.mark.parametrize(
    "period",
    [
        "Periode Tahunan Tahun 2026",
        "Periode Tahun 2026",
        "Periode Triwulan 1 Tahun 2026",
        "Periode Bulanan 13 Tahun 2026",
        "Bulan Januari 2026",
        "",
    ],
)
@pytest.mark.parametrize("kind", [None, "kinerja"])
def test_a_report_of_a_year_or_of_no_period_is_refused(period: str, kind: str | None):
    content = rekap(period, "Baik")
    reading = read_list("rekap.xlsx", content, kind)
    assert (codes(reading), reading.rows) == ([(None, "B-010")], ())
    assert_nothing_lost("rekap.xlsx", content, reading)


@pytest.mark.parametrize("rating", ["Perbaikan", "Cukup Baik", "Baik Sekali", "Tidak Baik"])
def test_baik_is_never_found_inside_another_word(rating: str):
    assert codes(read_list("r.xlsx", rekap("Periode Bulanan 1 Tahun 2026", rating))) == [(6, "B-110")]


def test_the_laporan_gives_the_time_of_the_rating_and_leaves_acting_posts_out():
    titles = "nip;is_skp_plt_plh_pjb;hasil_kerja;perilaku_kerja;hasil_akhir;waktu_dinilai"
    rated = "Sesuai Ekspektasi;Sesuai Ekspektasi"
    content = (
        "Laporan Penilaian SKP Periode Bulanan Januari Tahun 2026\n"
        "Instansi Pemerintah Kab. Contoh\nPeriode : Januari\n\n"
        f"{titles}\n{NIP_A};0;{rated};Baik;2026-02-03 10:00:00\n{NIP_A};1;{rated};Kurang;2026-02-03 11:00:00\n"
    ).encode()
    reading = read_list("laporan.csv", content)
    assert (reading.kind, reading.masa, reading.skipped[-1]) == ("ekinerja_laporan", "2026-01", 7)
    assert [row.cells["waktu_dinilai"] for row in reading.rows] == ["2026-02-03 10:00:00"]
    yearly = content.replace(b"Bulanan Januari", b"Tahunan")
    assert codes(read_list("laporan.csv", yearly)) == [(None, "B-010")]


# -- the rest -------------------------------------------------------------------------------------------------------


def test_a_bad_row_does_not_stop_the_others():
    reading = gaji("4500000", "empat juta", "5000000")
    assert [row.cells["gaji_kotor"] for row in reading.rows] == ["4500000", "5000000"]
    (problem,) = (item for item in reading.problems if item.level == "kesalahan")
    assert (problem.line, problem.column, problem.cell) == (3, "Gaji Kotor", "empat juta")


def test_days_of_a_workbook_are_days():
    rows = [["NIP", "PTKP", "TMT"], [NIP_A, "tk/0", date(2026, 1, 1)]]
    assert dict(read_list("a.xlsx", workbook(rows), "ptkp").rows[0].cells) == {
        "nip": NIP_A,
        "ptkp": "TK/0",
        "mulai": "2026-01-01",
        "selesai": "",
        "dokumen": "",
    }


def test_an_unknown_list_is_the_callers_mistake():
    with pytest.raises(KeyError, match="gajih"):
        find_kind("gajih")
    with pytest.raises(ValueError, match="Januari"):
        read_list("a.csv", b"", masa="Januari")
