"""A finding says where to look: the file, the line an editor shows, and the column."""

from __future__ import annotations

from pathlib import Path

import pytest

from tepat.lang.errors import Place
from tepat.law.packet import JABATAN
from tests.packets import nip, valid_packet, write_packet
from tests.unit.engine.entrance.entering import enter_folder

HEADER = ",".join(JABATAN.names)
SOUND = ",9,1,1,1,1,1,1"
BAD = ",99,1,1,1,1,1,1"


def place_in(folder: Path, positions: str, line_end: str = "\n") -> Place:
    """Where the one finding of a packet with these positions stands."""
    write_packet(valid_packet(people=0), folder)
    (folder / "jabatan.csv").write_text(positions.replace("\n", line_end), "utf-8", newline="")
    (finding,) = enter_folder(folder).findings
    return finding.place


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("records", "line"),
    [
        (["J-1,a" + SOUND, "J-2,b" + BAD, "J-3,c" + SOUND], 3),
        (["", "", "J-1,a" + BAD], 4),
        (['J-1,"a\nb ""c"", d\n"' + SOUND, "J-2,b" + BAD], 5),
        (['J-1,"a\nb"' + BAD], 2),
        ([",,,,,,,,", "J-1,a" + BAD], 3),
    ],
)
def test_the_line_is_the_one_on_which_the_record_begins(
    records: list[str], line: int, line_end: str, tmp_path: Path
) -> None:
    content = "\n".join([HEADER, *records, ""])
    assert place_in(tmp_path, content, line_end) == Place("jabatan.csv", line, "kelas_jabatan")


def test_a_record_of_a_parquet_file_is_counted_from_one(tmp_path: Path) -> None:
    packet = valid_packet()
    packet["gaji"][2]["gaji_kotor"] = "x"
    (finding,) = enter_folder(write_packet(packet, tmp_path, "parquet")).findings
    assert finding.place == Place("gaji.parquet", 3, "gaji_kotor")


def test_findings_come_in_the_order_of_files_rows_and_columns(tmp_path: Path) -> None:
    packet = valid_packet()
    packet["hukdis"][0]["tingkat"] = "x"
    packet["gaji"][3]["gaji_kotor"] = "x"
    packet["gaji"][1] |= {"bpjs_gaji": "x", "gaji_kotor": "x"}
    packet["pegawai"][3]["ptkp"] = "x"
    findings = enter_folder(write_packet(packet, tmp_path)).findings
    assert [(finding.place.file, finding.place.line, finding.place.column) for finding in findings] == [
        ("pegawai.csv", 5, "ptkp"),
        ("gaji.csv", 3, "gaji_kotor"),
        ("gaji.csv", 3, "bpjs_gaji"),
        ("gaji.csv", 5, "gaji_kotor"),
        ("hukdis.csv", 2, "tingkat"),
    ]


def test_a_duplicate_names_all_its_lines(tmp_path: Path) -> None:
    packet = valid_packet()
    packet["disiplin"] += [packet["disiplin"][0], packet["disiplin"][0]]
    (finding,) = enter_folder(write_packet(packet, tmp_path)).findings
    assert (finding.nip, finding.place.line, finding.words["salinan"]) == (nip(0), 2, "2, 6, 7")
