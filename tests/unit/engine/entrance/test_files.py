"""Files that cannot be read as their contract stop the command, all of them at once and with their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tepat.lang.errors import Place, Problem
from tepat.law.packet import PACKET
from tests.packets import Packet, valid_packet, write_packet
from tests.unit.engine.entrance.entering import Entered, enter_folder

Problems = Callable[[Path], tuple[Problem, ...]]
Enter = Callable[..., Entered]

UNIT_HEADER = "kode_unit,nama_unit,jenis_unit,induk"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_packet(valid_packet(), tmp_path)


def replace_in(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8", newline="")


def test_a_clean_packet_gives_no_findings(enter: Enter, packet: Packet) -> None:
    assert enter(packet).findings == ()


def test_all_problems_of_all_files_are_told_at_once(folder: Path, problems: Problems) -> None:
    (folder / "gaji.csv").unlink()
    replace_in(folder / "kinerja.csv", "predikat", "predicate")
    (folder / "disiplin.csv").write_bytes(b"")
    (folder / "cuti.parquet").write_bytes(b"")
    assert [(problem.code, problem.place.file) for problem in problems(folder)] == [
        ("F-001", "gaji"),
        ("F-003", "cuti.csv"),
        ("F-006", "kinerja.csv"),
        ("F-004", "disiplin.csv"),
    ]


def test_every_required_file_is_asked_for(tmp_path: Path, problems: Problems) -> None:
    missing = {problem.words["berkas"] for problem in problems(tmp_path)}
    assert missing == {file.name for file in PACKET.values() if file.required}


def test_optional_files_may_be_absent_and_give_empty_tables(enter: Enter, packet: Packet) -> None:
    for name in ("unit", "plt", "cuti", "hukdis"):
        del packet[name]
    entered = enter(packet)
    assert entered.findings == ()
    assert [entered.table(name) for name in ("unit", "plt", "cuti", "hukdis")] == [[], [], [], []]
    assert set(entered.admission.files) == {"pegawai", "jabatan", "kinerja", "disiplin", "gaji"}


def test_header_only_files_are_fine(enter: Enter) -> None:
    entered = enter(valid_packet(people=0))
    assert entered.findings == ()
    assert entered.admission.rows["pegawai"] == 0


def test_a_header_without_a_line_end_is_fine(folder: Path) -> None:
    (folder / "unit.csv").write_text(UNIT_HEADER, "utf-8")
    assert enter_folder(folder).findings == ()


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_header_is_empty(content: bytes, folder: Path, problems: Problems) -> None:
    (folder / "unit.csv").write_bytes(content)
    assert problems(folder) == (Problem("F-004", Place("unit.csv"), {"berkas": "unit.csv"}),)


def test_a_misspelt_column_names_the_expected_ones_and_the_nearest(folder: Path, problems: Problems) -> None:
    replace_in(folder / "kinerja.csv", "predikat", "Predikat")
    (problem,) = problems(folder)
    assert problem.place == Place("kinerja.csv", 1)
    assert (problem.words["kolom"], problem.words["mirip"]) == ("predikat", "Predikat")
    assert "waktu_dinilai" in problem.message().perbaikan


def test_a_column_without_any_likeness_has_no_suggestion(folder: Path, problems: Problems) -> None:
    replace_in(folder / "gaji.csv", "iwp_gaji", "xxx")
    (problem,) = problems(folder)
    assert (problem.words["kolom"], problem.words["mirip"]) == ("iwp_gaji", "–")


@pytest.mark.parametrize(("mark", "word"), [(";", ";"), ("\t", "tab")])
def test_other_separators_are_named(mark: str, word: str, folder: Path, problems: Problems) -> None:
    (folder / "unit.csv").write_text(UNIT_HEADER.replace(",", mark) + "\n", "utf-8")
    (problem,) = problems(folder)
    assert problem.words["pemisah"] == word
    assert problem.message().perbaikan == "simpan ulang sebagai CSV dengan koma"


def test_blanks_around_column_titles_do_not_matter(folder: Path) -> None:
    replace_in(folder / "gaji.csv", "gaji_kotor,", " gaji_kotor ,")
    assert enter_folder(folder).findings == ()


def test_a_byte_that_is_not_utf8_is_located(folder: Path, problems: Problems) -> None:
    (folder / "unit.csv").write_bytes(UNIT_HEADER.encode() + b"\nU-1,ab\xe9c,,\n")
    (problem,) = problems(folder)
    assert (problem.code, problem.place) == ("F-009", Place("unit.csv", 2))
    assert problem.words["bita"] == len(UNIT_HEADER) + 1 + len("U-1,ab") + 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_utf16_is_called_by_its_name(encoding: str, folder: Path, problems: Problems) -> None:
    (folder / "unit.csv").write_bytes(f"\ufeff{UNIT_HEADER}".encode(encoding))
    (problem,) = problems(folder)
    assert problem.code == "F-010"


@pytest.mark.parametrize(("row", "found"), [("U-1,a,b", 3), ("U-1,a,b,c,d", 5), ("U-1,a,b,c,", 5), ("U-1", 1)])
def test_every_ragged_row_is_located_and_counted(row: str, found: int, folder: Path, problems: Problems) -> None:
    (folder / "unit.csv").write_text(f'{UNIT_HEADER}\n\nU-2,"a\nb",,\n{row}\nU-3,,,\n{row}\n', "utf-8")
    assert [(problem.code, problem.place.line, problem.words["ada"]) for problem in problems(folder)] == [
        ("F-011", 5, found),
        ("F-011", 7, found),
    ]


def test_a_decimal_comma_before_an_empty_last_cell_is_not_shifted_into_it(folder: Path, problems: Problems) -> None:
    replace_in(folder / "disiplin.csv", "22,19.5,1,3.25,tidak", "22,19,5,1,3.25,")
    (problem,) = problems(folder)
    assert (problem.code, problem.words["seharusnya"], problem.words["ada"]) == ("F-011", 6, 7)


@pytest.mark.parametrize("row", ['U-1,"a,,', 'U-1,"a"b,,'])
def test_an_unbalanced_quote_is_located(row: str, folder: Path, problems: Problems) -> None:
    (folder / "unit.csv").write_text(f"{UNIT_HEADER}\nU-2,,,\n{row}\nU-3,,,\n", "utf-8")
    (problem,) = problems(folder)
    assert (problem.code, problem.place) == ("F-012", Place("unit.csv", 3))


def test_records_that_two_readers_count_differently_stop_the_entrance(folder: Path, problems: Problems) -> None:
    (folder / "unit.csv").write_text(f'{UNIT_HEADER}\nU-1, "a,b,c\nU-2,a",b,c\n', "utf-8")
    assert [problem.code for problem in problems(folder)] == ["F-012"]


def test_a_parquet_file_that_is_none_stops_the_entrance(folder: Path, problems: Problems) -> None:
    (folder / "unit.csv").unlink()
    (folder / "unit.parquet").write_bytes(b"PAR1....PAR1")
    assert [(problem.code, problem.place) for problem in problems(folder)] == [("F-013", Place("unit.parquet"))]


def test_unknown_files_are_reported_and_hidden_ones_are_not(folder: Path) -> None:
    for name in ("pegawai (1).csv", "~catatan.docx", ".DS_Store"):
        (folder / name).touch()
    found = [(finding.kode, finding.place.file) for finding in enter_folder(folder).findings]
    assert found == [("F-205", "pegawai (1).csv"), ("F-205", "~catatan.docx")]


def test_file_names_may_be_written_in_capitals(folder: Path) -> None:
    (folder / "gaji.csv").rename(folder / "GAJI.CSV")
    admission = enter_folder(folder).admission
    assert admission.findings == ()
    assert admission.files["gaji"] == folder / "GAJI.CSV"


def test_a_folder_with_wildcards_in_its_name_is_read_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "[2024] *"
    folder.mkdir()
    assert enter_folder(write_packet(valid_packet(), folder)).findings == ()


def test_the_admission_tells_files_rows_and_columns(folder: Path, packet: Packet) -> None:
    admission = enter_folder(folder).admission
    assert admission.rows == {name: len(rows) for name, rows in packet.items()}
    assert admission.columns == {name: tuple(rows[0]) for name, rows in packet.items()}
    assert admission.files == {name: folder / f"{name}.csv" for name in packet}
