"""rekap.xlsx: every rupiah of the result, in sums that are live and carry their values."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tepat.lang.errors import InternalError
from tepat.outputs.rekap import (
    ControlTotal,
    CriterionRow,
    FindingCount,
    Heading,
    Instrument,
    Recap,
    RupiahColumn,
    UnitRow,
    collect,
    write_rekap,
)

COLUMNS = (
    RupiahColumn("tpp_beban_kerja", "TPP beban kerja"),
    RupiahColumn("tpp_prestasi_kerja", "TPP prestasi kerja"),
    RupiahColumn("tpp_bruto", "TPP bruto"),
)
CRITERIA = ("tpp_beban_kerja", "tpp_prestasi_kerja")
HEADING = Heading("Kabupaten Tanjung Contoh", "2024-03", ("Perbup Nomor 7 Tahun 2024",))
INSTRUMENTS = (Instrument("perbup-7-2024", "Perubahan TPP", "balangan", "ab" * 32),)
TOP = 4

ANI, BUDI, CITRA, DEWI, EKO = (f"19050101201001100{n}" for n in range(1, 6))

Cells = list[list[object]]


@pytest.fixture
def month() -> Iterator[duckdb.DuckDBPyConnection]:
    """Five people: two units, one withheld, one without unit, one nip and one unit standing twice in the facts."""
    connection = duckdb.connect()
    connection.execute(
        """
        CREATE TABLE hasil (nip VARCHAR, tpp_beban_kerja BIGINT, tpp_prestasi_kerja HUGEINT, tpp_bruto BIGINT,
                            status_hitung VARCHAR);
        CREATE TABLE pegawai (nip VARCHAR, nama VARCHAR, kode_unit VARCHAR);
        CREATE TABLE unit (kode_unit VARCHAR, nama_unit VARCHAR, induk VARCHAR);
        CREATE TABLE temuan (kode VARCHAR, tingkat VARCHAR, nip VARCHAR, variabel VARCHAR, pesan VARCHAR,
                             perbaikan VARCHAR);
        INSERT INTO unit VALUES ('DIN-1', 'Dinas Satu', NULL), ('SD-1', 'SDN Satu', 'DIN-1'),
                                ('SD-1', 'SDN Satu', 'DIN-1');
        """
    )
    connection.executemany(
        "INSERT INTO pegawai VALUES (?, ?, ?)",
        [
            (ANI, "Ani", "DIN-1"),
            (BUDI, "Budi", "SD-1"),
            (BUDI, "Budi", "SD-1"),
            (CITRA, "Citra", "SD-1"),
            (DEWI, "Dewi", None),
            (EKO, "Eko", "SD-9"),
        ],
    )
    connection.executemany(
        "INSERT INTO hasil VALUES (?, ?, ?, ?, ?)",
        [
            (ANI, 2_882_880, 4_324_320, 7_207_200, "dihitung"),
            (BUDI, 1, 0, 1, "dihitung"),
            (CITRA, None, None, None, "tertahan"),
            (DEWI, 10, 20, 30, "dihitung"),
            (EKO, 100, 200, 300, "dihitung"),
        ],
    )
    connection.executemany(
        "INSERT INTO temuan VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("F-230", "info", None, None, "berkas catatan.txt tidak dikenal", "pindahkan"),
            ("F-210", "peringatan", BUDI, "npwp", "=1+1", "periksa"),
            ("F-110", "tahan", CITRA, "potongan_persen", "kosong", "lengkapi"),
            ("F-210", "peringatan", ANI, "npwp", "bentuk NPWP ganjil", "periksa"),
        ],
    )
    yield connection
    connection.close()


CONTROLS = (
    ControlTotal("Pegawai", 5, "jumlah"),
    ControlTotal("Dihitung", 4, "dihitung"),
    ControlTotal("Tertahan", 1, "tertahan"),
    ControlTotal("TPP bruto", 7_207_531, "tpp_bruto"),
    ControlTotal("Jumlah kriteria", 7_207_531, "kriteria"),
    ControlTotal("Temuan", 4, "temuan"),
)


@pytest.fixture
def recap(month: duckdb.DuckDBPyConnection) -> Recap:
    return collect(month, HEADING, COLUMNS, CRITERIA, CONTROLS, INSTRUMENTS)


def read(path: Path) -> dict[str, Cells]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def written(folder: Path, recap: Recap) -> dict[str, Cells]:
    write_rekap(folder / "rekap.xlsx", recap)
    return read(folder / "rekap.xlsx")


def formulas(path: Path, sheet: int) -> list[str]:
    """The formulas of a sheet, by its number from 1."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    return [text.replace("&quot;", '"').replace("&gt;", ">") for text in re.findall(r"<f>(.*?)</f>", xml)]


# --- collect -----------------------------------------------------------------------------------------------------


def test_every_person_counts_once_in_the_unit_that_is_known_of_him(recap: Recap):
    assert recap.units == (
        UnitRow("DIN-1", "Dinas Satu", "", 1, 1, 0, (2_882_880, 4_324_320, 7_207_200)),
        UnitRow("SD-1", "SDN Satu", "DIN-1", 2, 1, 1, (1, 0, 1)),
        UnitRow("SD-9", "", "", 1, 1, 0, (100, 200, 300)),
        UnitRow("", "(tanpa unit)", "", 1, 1, 0, (10, 20, 30)),
    )


def test_without_a_unit_file_units_have_no_names(month: duckdb.DuckDBPyConnection):
    month.execute("DROP TABLE unit")
    recap = collect(month, HEADING, COLUMNS, CRITERIA, (), ())
    assert [(unit.kode_unit, unit.nama_unit, unit.jumlah) for unit in recap.units] == [
        ("DIN-1", "", 1),
        ("SD-1", "", 2),
        ("SD-9", "", 1),
        ("", "(tanpa unit)", 1),
    ]


def test_criteria_count_those_who_get_something(recap: Recap):
    assert recap.criteria == (
        CriterionRow("tpp_beban_kerja", "TPP beban kerja", 4, 2_882_991),
        CriterionRow("tpp_prestasi_kerja", "TPP prestasi kerja", 3, 4_324_540),
    )


def test_findings_come_gravest_first_with_name_and_unit(recap: Recap):
    assert [(row.kode, row.nama, row.kode_unit) for row in recap.findings] == [
        ("F-110", "Citra", "SD-1"),
        ("F-210", "Ani", "DIN-1"),
        ("F-210", "Budi", "SD-1"),
        ("F-230", "", ""),
    ]
    assert recap.finding_counts == (
        FindingCount("F-110", "tahan", 1, "kosong"),
        FindingCount("F-210", "peringatan", 2, "=1+1"),
        FindingCount("F-230", "info", 1, "berkas catatan.txt tidak dikenal"),
    )


def test_an_empty_month_is_a_recap_too(month: duckdb.DuckDBPyConnection, tmp_path: Path):
    month.execute("DELETE FROM hasil; DELETE FROM temuan")
    recap = collect(month, HEADING, COLUMNS, CRITERIA, (ControlTotal("TPP bruto", 0, "tpp_bruto"),), ())
    assert recap.units == recap.findings == recap.finding_counts == ()
    assert [item.jumlah for item in recap.criteria] == [0, 0]
    assert written(tmp_path, recap)["Kendali"][TOP + 1][1:] == [0.0, 0.0, "cocok", ""][:3]


# --- the workbook ------------------------------------------------------------------------------------------------


def test_every_total_of_the_workbook_is_the_sum_of_the_result(
    month: duckdb.DuckDBPyConnection, recap: Recap, tmp_path: Path
):
    sheet = written(tmp_path, recap)["Per unit"]
    assert sheet[TOP] == ["Kode unit", "Unit", "Induk", "Pegawai", "Dihitung", "Tertahan", *(c.label for c in COLUMNS)]
    expected = month.execute(
        """SELECT count(*), count(*) FILTER (status_hitung = 'dihitung'), count(*) FILTER (status_hitung = 'tertahan'),
                  sum(tpp_beban_kerja), sum(tpp_prestasi_kerja), sum(tpp_bruto) FROM hasil"""
    ).fetchall()[0]
    assert tuple(sheet[TOP + 5]) == ("Jumlah", "", "", *expected)
    for row, unit in zip(sheet[TOP + 1 :], recap.units, strict=False):
        people = (unit.jumlah, unit.dihitung, unit.tertahan)
        assert tuple(row) == (unit.kode_unit, unit.nama_unit, unit.induk, *people, *unit.rupiah)


def test_sums_are_live_formulas_over_the_rows_above(recap: Recap, tmp_path: Path):
    written(tmp_path, recap)
    assert formulas(tmp_path / "rekap.xlsx", 2) == [f"SUM('Per unit'!${c}$6:${c}$9)" for c in "DEFGHI"]
    assert formulas(tmp_path / "rekap.xlsx", 3)[-1] == "SUM('Kriteria'!$D$6:$D$7)"


def test_criteria_show_their_share_of_the_whole(recap: Recap, tmp_path: Path):
    sheet = written(tmp_path, recap)["Kriteria"]
    assert sheet[TOP + 1] == ["TPP beban kerja", "tpp_beban_kerja", 4.0, 2_882_991.0, 0.4]
    assert sheet[TOP + 2] == ["TPP prestasi kerja", "tpp_prestasi_kerja", 3.0, 4_324_540.0, 0.6]
    assert sheet[TOP + 3] == ["Jumlah", "", "", 7_207_531.0, ""]
    assert formulas(tmp_path / "rekap.xlsx", 3)[0] == "IF($D$8>0,ROUND(D6/$D$8,4),0)"


def test_the_summary_repeats_the_totals_and_counts_the_findings(recap: Recap, tmp_path: Path):
    sheet = written(tmp_path, recap)["Ringkasan"]
    assert sheet[0][0] == "Rekapitulasi Tambahan Penghasilan Pegawai"
    assert sheet[1][0] == "Kabupaten Tanjung Contoh, masa 2024-03"
    assert sheet[2][0] == "Perbup Nomor 7 Tahun 2024"
    assert sheet[3][0] == "Semua jumlah kendali cocok"
    totals = {row[0]: row[1] for row in sheet[TOP + 1 : TOP + 7]}
    assert totals == {
        "Pegawai": 5,
        "Dihitung": 4,
        "Tertahan": 1,
        "TPP beban kerja": 2_882_991,
        "TPP prestasi kerja": 4_324_540,
        "TPP bruto": 7_207_531,
    }
    counts = [row[:3] for row in sheet[TOP + 8 :]]
    assert counts == [
        ["Temuan", "Banyaknya", "Tingkat"],
        ["F-110", 1.0, "tahan"],
        ["F-210", 2.0, "peringatan"],
        ["F-230", 1.0, "info"],
        ["Jumlah", 4.0, ""],
    ]


def test_findings_are_texts_even_where_they_look_like_numbers_or_formulas(recap: Recap, tmp_path: Path):
    sheet = written(tmp_path, recap)["Temuan"]
    assert sheet[TOP + 1] == ["F-110", "tahan", CITRA, "Citra", "SD-1", "potongan_persen", "kosong", "lengkapi"]
    assert sheet[TOP + 3][6] == "=1+1"
    assert formulas(tmp_path / "rekap.xlsx", 4) == []


def test_control_totals_that_are_met_say_so(recap: Recap, tmp_path: Path):
    sheet = written(tmp_path, recap)["Kendali"]
    found = [tuple(row) for row in sheet[TOP + 1 : TOP + 7]]
    assert found == [(item.nama, item.nilai, item.nilai, "cocok") for item in CONTROLS]
    live = formulas(tmp_path / "rekap.xlsx", 5)
    assert live[:2] == ["SUM('Per unit'!$D$6:$D$9)", 'IF(B6=C6,"cocok","TIDAK COCOK")']
    assert "SUM('Kriteria'!$D$6:$D$7)" in live
    assert "SUM('Ringkasan'!$B$14:$B$16)" in live


@pytest.mark.parametrize("at", range(len(CONTROLS)))
@pytest.mark.parametrize("off", [-1, 1])
def test_a_control_total_that_is_off_by_one_is_named(recap: Recap, tmp_path: Path, at: int, off: int):
    controls = list(CONTROLS)
    controls[at] = replace(controls[at], nilai=controls[at].nilai + off)
    book = written(tmp_path, replace(recap, controls=tuple(controls)))
    verdicts = [row[3] for row in book["Kendali"][TOP + 1 : TOP + 7]]
    assert verdicts == ["cocok"] * at + ["TIDAK COCOK"] + ["cocok"] * (5 - at)
    assert book["Ringkasan"][3][0] == "ADA JUMLAH KENDALI YANG TIDAK COCOK"


def test_the_counted_range_is_where_the_counts_stand(recap: Recap, tmp_path: Path):
    sheet = written(tmp_path, recap)["Ringkasan"]
    assert [row[1] for row in sheet[13:16]] == [1, 2, 1]


def test_instruments_stand_with_their_hashes(recap: Recap, tmp_path: Path):
    sheet = written(tmp_path, recap)["Kendali"]
    assert sheet[-1] == ["Perubahan TPP", "perbup-7-2024", "balangan", "ab" * 32]


def test_findings_that_do_not_fit_are_announced(recap: Recap, tmp_path: Path):
    book = written(tmp_path, replace(recap, findings=recap.findings[:1]))
    assert book["Temuan"][3][0] == "1 dari 4 temuan; semuanya ada di temuan.csv"
    assert written(tmp_path, recap)["Temuan"][3][0] == ""


def test_the_same_recap_gives_the_same_bytes(recap: Recap, tmp_path: Path):
    write_rekap(tmp_path / "a.xlsx", recap)
    write_rekap(tmp_path / "b.xlsx", recap)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_clock_is_written_into_the_file(recap: Recap, tmp_path: Path):
    written(tmp_path, recap)
    with zipfile.ZipFile(tmp_path / "rekap.xlsx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert (
            re.findall(r">([\d-]+T[\d:]+Z)<", archive.read("docProps/core.xml").decode())
            == ["2000-01-01T00:00:00Z"] * 2
        )
    assert datetime.now().astimezone().strftime("%Y-%m-%d") not in str(read(tmp_path / "rekap.xlsx"))


def test_sheets_are_made_to_be_read_and_printed(recap: Recap, tmp_path: Path):
    written(tmp_path, recap)
    with zipfile.ZipFile(tmp_path / "rekap.xlsx") as archive:
        book = archive.read("xl/workbook.xml").decode()
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(1, 6)]
    assert re.findall(r'<sheet name="(.*?)"', book) == ["Ringkasan", "Per unit", "Kriteria", "Temuan", "Kendali"]
    assert book.count("_xlnm.Print_Titles") == book.count("_xlnm._FilterDatabase") == 5
    for sheet in sheets:
        assert 'orientation="landscape"' in sheet
        assert 'paperSize="14"' in sheet
        assert 'fitToHeight="0"' in sheet
        assert 'state="frozen"' in sheet
        assert "&amp;P dari &amp;N" in sheet


# --- exactness ---------------------------------------------------------------------------------------------------


def one_unit(*amounts: int) -> Recap:
    units = tuple(UnitRow(f"U-{at}", "Unit", "", 1, 1, 0, (amount,)) for at, amount in enumerate(amounts))
    return Recap(HEADING, COLUMNS[:1], units, (), (), (), (), ())


def test_two_to_the_fifty_third_is_still_exact(tmp_path: Path):
    sheet = written(tmp_path, one_unit(2**53 - 1, 1))["Per unit"]
    assert [row[6] for row in sheet[TOP + 1 :]] == [2**53 - 1, 1, 2**53]


@pytest.mark.parametrize("amounts", [(2**53 + 1,), (2**53, 1), (-(2**53) - 1,), (2**53, 1, -5)])
def test_what_a_spreadsheet_would_round_is_refused_and_nothing_written(tmp_path: Path, amounts: tuple[int, ...]):
    with pytest.raises(InternalError, match="tpp_beban_kerja"):
        write_rekap(tmp_path / "rekap.xlsx", one_unit(*amounts))
    assert list(tmp_path.iterdir()) == []


def test_criteria_and_control_totals_are_guarded_too(tmp_path: Path):
    recap = one_unit(1)
    for inexact in (
        replace(recap, criteria=(CriterionRow("a", "A", 1, 2**53 + 1),)),
        replace(recap, controls=(ControlTotal("Bruto", 2**53 + 1, "jumlah"),)),
    ):
        with pytest.raises(InternalError, match="exactly"):
            write_rekap(tmp_path / "rekap.xlsx", inexact)


def test_an_amount_that_is_no_integer_is_refused(tmp_path: Path):
    with pytest.raises(InternalError, match=r"1\.5"):
        write_rekap(tmp_path / "rekap.xlsx", one_unit(1.5))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


AMOUNTS = st.lists(st.integers(-(10**11), 10**14), min_size=1, max_size=20)


@given(amounts=AMOUNTS)
def test_sums_read_back_are_the_sums_to_the_rupiah(tmp_path_factory: pytest.TempPathFactory, amounts: list[int]):
    folder = tmp_path_factory.mktemp("rekap")
    sheet = written(folder, one_unit(*amounts))["Per unit"]
    assert [row[6] for row in sheet[TOP + 1 : -1]] == amounts
    assert sheet[-1][6] == sum(amounts)


@given(parts=st.lists(st.integers(0, 10**12), min_size=1, max_size=8))
def test_shares_are_rounded_half_up_to_four_decimals(tmp_path_factory: pytest.TempPathFactory, parts: list[int]):
    criteria = tuple(CriterionRow(f"k{at}", f"K{at}", 1, part) for at, part in enumerate(parts))
    sheet = written(tmp_path_factory.mktemp("rekap"), replace(one_unit(1), criteria=criteria))["Kriteria"]
    whole = sum(parts)
    for part, row in zip(parts, sheet[TOP + 1 :], strict=False):
        steps = int(str(row[4]).replace("0.", "", 1).ljust(4, "0")) if 0 < row[4] < 1 else int(row[4]) * 10_000  # type: ignore[operator, call-overload]
        assert whole == 0 or abs(2 * 10_000 * part - 2 * steps * whole) <= whole


def test_names_of_variables_cannot_break_the_statement(month: duckdb.DuckDBPyConnection):
    month.execute('ALTER TABLE hasil ADD COLUMN "aneh "" nama" BIGINT DEFAULT 7')
    recap = collect(month, HEADING, [RupiahColumn('aneh " nama', "Aneh")], [], [], [])
    assert sum(unit.rupiah[0] for unit in recap.units) == 35


def test_an_unknown_source_of_a_control_total_is_refused(recap: Recap, tmp_path: Path):
    with pytest.raises(InternalError, match="tpp_lain"):
        write_rekap(tmp_path / "r.xlsx", replace(recap, controls=(ControlTotal("Lain", 1, "tpp_lain"),)))
