"""What other applications deliver beside punches: months summed up, and codes of days."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tepat.lab.temuan import write_base
from tests.unit.cli.command import Outcome, read_rows, tepat

FAJAR, NEW = "190006062020061006", "190007072020071007"
RECAP = "NIP;BULAN;TAHUN;JUMLAH HARI;HADIR;TK\n{nip};1;2026;20;19;1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six people whose January is in order."""
    write_base("presensi", tmp_path)
    return tmp_path


def process(folder: Path) -> Outcome:
    where = ("--sumber", folder / "sumber", "--masa", "2026-01", "--keluaran", folder / "hasil")
    return tepat("presensi", "olah", *where)


def of(folder: Path, name: str, nip: str) -> list[dict[str, str]]:
    return [row for row in read_rows(folder / "hasil" / name) if row["nip"] == nip]


def report_days(folder: Path, code: str) -> None:
    days = [{"tgl": f"2026-01-{day}", "jam_pagi": "", "pagi": code} for day in (12, 13)]
    answer = {"data": [{"nip": FAJAR, "presensi": days}]}
    (folder / "sumber/mesin/simpegnas.json").write_text(json.dumps(answer), "utf-8")


def test_a_month_that_came_summed_up_stays_as_it_came(folder: Path):
    people = folder / "sumber/pegawai.csv"
    text = people.read_text("utf-8")
    last = text.splitlines()[-1]
    people.write_text(text + last.replace(last.split(",")[0], NEW) + "\n", "utf-8")
    (folder / "sumber/mesin/rekap.csv").write_text(RECAP.format(nip=NEW), "utf-8")
    assert process(folder).code == 0
    (row,) = of(folder, "disiplin.csv", NEW)
    assert (row["hari_kerja"], row["hari_hadir"], row["hari_alpa"]) == ("20", "19", "1")
    assert of(folder, "harian.csv", NEW) == []


def test_punches_and_a_recap_of_one_month_hold_the_person_and_nobody_else(folder: Path):
    (folder / "sumber/mesin/rekap.csv").write_text(RECAP.format(nip=FAJAR), "utf-8")
    assert process(folder).code == 1
    assert [row["kode"] for row in of(folder, "temuan.csv", FAJAR)] == ["P-401"]
    assert of(folder, "disiplin.csv", FAJAR) == []
    assert len(read_rows(folder / "hasil/disiplin.csv")) == 5


@pytest.mark.parametrize(("code", "status"), [("DL", "dinas_luar"), ("IZIN", "izin"), ("wfh", "wfh")])
def test_a_code_that_means_one_kind_is_that_kind(folder: Path, code: str, status: str):
    report_days(folder, code)
    assert process(folder).code == 0
    days = {row["tanggal"]: row["status"] for row in of(folder, "harian.csv", FAJAR)}
    assert (days["2026-01-12"], days["2026-01-13"], days["2026-01-14"]) == (status, status, "hadir")


def test_leave_without_its_kind_holds_the_person_until_the_list_of_leave_says_it(folder: Path):
    report_days(folder, "CT")
    assert process(folder).code == 1
    assert of(folder, "disiplin.csv", FAJAR) == []
    leave = f"nip,jenis,mulai,selesai\n{FAJAR},cuti_tahunan,2026-01-12,2026-01-13\n"
    (folder / "sumber/izin.csv").write_text(leave, "utf-8")
    assert process(folder).code == 0
    assert len(of(folder, "disiplin.csv", FAJAR)) == 1


def test_a_tier_of_lateness_from_a_feed_changes_nothing(folder: Path):
    process(folder)
    before = (folder / "hasil/harian.csv").read_bytes()
    report_days(folder, "TM3")
    assert process(folder).code == 0
    assert (folder / "hasil/harian.csv").read_bytes() == before
