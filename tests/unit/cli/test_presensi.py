"""``tepat presensi olah``: nothing of a source folder is lost on its way to days, lists and findings."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tepat.lab.temuan import write_base
from tests.unit.cli.command import Outcome, read_rows, run_program, snapshot, tepat

MASA = "2026-01"
FAJAR = "190006062020061006"


@pytest.fixture
def sumber(tmp_path: Path) -> Path:
    """Six people on two devices, whose January is in order."""
    write_base("presensi", tmp_path)
    return tmp_path / "sumber"


def process(sumber: Path, *words: object) -> Outcome:
    """The command, into the folder ``hasil`` beside the source."""
    return tepat("presensi", "olah", "--sumber", sumber, "--masa", MASA, "--keluaran", sumber.parent / "hasil", *words)


def result(sumber: Path, name: str) -> list[dict[str, str]]:
    return read_rows(sumber.parent / "hasil" / name)


def codes(sumber: Path) -> list[str]:
    return [row["kode"] for row in result(sumber, "temuan.csv")]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new).encode("utf-8"))


# --- a month in order ------------------------------------------------------------------------------------------------


def test_a_month_in_order_is_processed_and_its_files_are_told(sumber: Path):
    told = process(sumber)
    assert (told.code, told.err) == (0, "")
    assert codes(sumber) == ["P-301"]
    assert "6 orang: 120 hari kerja, 120 hadir, 0 alpa; 0 menunggu" in told.out
    for name in ("harian.csv", "disiplin.csv", "karantina.csv", "pin_tanpa_nip.csv", "temuan.csv"):
        assert f"  {name} " in told.out
        assert (sumber.parent / "hasil" / name).is_file()


def test_every_duty_stands_in_the_ledger_with_what_proves_it(sumber: Path):
    process(sumber)
    (row,) = (r for r in result(sumber, "harian.csv") if r["nip"] == FAJAR and r["tanggal"] == "2026-01-05")
    assert (row["masuk"], row["pulang"]) == ("2026-01-05T07:12:30", "2026-01-05T16:11:58")
    assert (row["menit_terlambat"], row["menit_pulang_cepat"], row["status"]) == ("0", "0", "hadir")
    assert row["bukti"].startswith("masuk 07:12:30 Mesin Pos #")


def test_minutes_late_are_counted_and_halves_of_a_day_too(sumber: Path):
    log = sumber / "mesin/CONTOH0002_attlog.dat"
    replace(log, "2026-01-05 07:12:30", "2026-01-05 07:42:59")
    replace(log, "        6\t2026-01-06 16:11:46\t1\t1\t1\t0\n", "")
    process(sumber)
    days = {row["tanggal"]: row for row in result(sumber, "harian.csv") if row["nip"] == FAJAR}
    assert days["2026-01-05"]["menit_terlambat"] == "12"
    assert days["2026-01-06"]["pulang"] == ""
    (summary,) = (row for row in result(sumber, "disiplin.csv") if row["nip"] == FAJAR)
    assert (summary["hari_kerja"], summary["hari_hadir"], summary["hari_alpa"]) == ("20", "19.5", "0")


def test_the_summary_is_taken_by_the_computation(sumber: Path):
    write_base("presensi_hitung", sumber.parent)
    process(sumber)
    where = ("--regulasi", sumber.parent / "daerah/intan", "--masa", MASA, "--fakta", sumber.parent / "fakta")
    told = tepat("hitung", *where, "--presensi", sumber.parent / "hasil", "--keluaran", sumber.parent / "tpp")
    assert (told.code, told.err) == (1, ""), "without a tariff nobody's cut is known"
    facts = {row["nip"]: row for row in read_rows(sumber.parent / "tpp/fakta/disiplin.csv")}
    assert facts[FAJAR]["hari_hadir"] == "20"


# --- nothing is lost -------------------------------------------------------------------------------------------------


@pytest.fixture
def dirty(sumber: Path) -> Path:
    """A copied file, a damaged line, a PIN of nobody, a punch in the evening and one at noon."""
    log = sumber / "mesin/CONTOH0002_attlog.dat"
    (sumber / "mesin/CONTOH0002_salinan.dat").write_bytes(log.read_bytes())
    further = (
        "        6\t2026-01-05 12:01:00\t1\t0\t1\t0\n"
        "        6\t2026-01-10 09:00:00\t1\t0\t1\t0\n"
        "       77\t2026-01-05 07:00:00\t1\t0\t1\t0\n"
        "        6\t2026-01-0"
    )
    (sumber / "mesin/CONTOH0002_susulan.dat").write_text(further, "utf-8")
    (sumber / "mesin/catatan.txt").write_text("bukan berkas mesin\n", "utf-8")
    process(sumber)
    return sumber


def receipt(sumber: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((sumber.parent / "hasil/tanda_presensi.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize(("region", "masa"), [("lampung", "2026-03"), ("kemnaker", "2026-07")])
def test_rules_that_read_the_ledger_alone_compute_from_the_packet(tmp_path: Path, region: str, masa: str):
    law = ("--regulasi", region, "--masa", masa)
    tepat("contoh", tmp_path / "d", "--pegawai", "30", *law)
    tepat("presensi", "olah", "--sumber", tmp_path / "d/sumber", *law, "--fakta", tmp_path / "d", "--keluaran",
          tmp_path / "p")  # fmt: skip
    told = tepat("hitung", *law, "--fakta", tmp_path / "d", "--presensi", tmp_path / "p", "--keluaran", tmp_path / "h")
    assert (told.code in {0, 1}, told.err) == (True, "")
    computed = (tmp_path / "h/fakta/harian.parquet").read_bytes()
    assert computed == (tmp_path / "p/harian.parquet").read_bytes()
    assert {row["potongan_persen"] for row in read_rows(tmp_path / "p/disiplin.csv")} - {"", "0"}


def test_what_was_read_of_every_file_was_accepted_duplicate_or_quarantined(dirty: Path):
    counts = {row["berkas"]: row for row in receipt(dirty)["berkas_mesin"]}  # type: ignore[attr-defined]
    for row in counts.values():
        assert row["dibaca"] == row["diterima"] + row["duplikat"] + row["karantina"]
    lines = sum(
        len([line for line in path.read_text("utf-8").splitlines() if line.strip()])
        for path in (dirty / "mesin").iterdir()
    )
    assert sum(row["dibaca"] + row["kendali"] for row in counts.values()) == lines
    assert counts["CONTOH0002_attlog.dat"]["duplikat"] + counts["CONTOH0002_salinan.dat"]["duplikat"] == 40
    assert counts["CONTOH0002_susulan.dat"]["karantina"] == counts["catatan.txt"]["karantina"] == 1


def test_every_accepted_punch_has_one_fate(dirty: Path):
    punches = pq.read_table(dirty.parent / "hasil/ketukan.parquet").to_pylist()
    fates = Counter(row["nasib"] for row in punches)
    assert fates == {"dipakai": 240, "antara": 1, "luar_roster": 1, "tanpa_pemilik": 1, "duplikat": 40}
    assert receipt(dirty)["presensi"] == dict(fates)
    accepted = sum(row["diterima"] + row["duplikat"] for row in receipt(dirty)["berkas_mesin"])  # type: ignore[attr-defined]
    assert accepted == len(punches)


def test_what_could_not_be_read_stands_in_quarantine_as_it_was(dirty: Path):
    rows = {row["berkas"]: row for row in result(dirty, "karantina.csv")}
    damaged = rows["CONTOH0002_susulan.dat"]
    assert (damaged["kode"], damaged["baris"], damaged["mentah"]) == ("M-101", "4", "        6\t2026-01-0")
    assert damaged["perbaikan"]
    assert rows["catatan.txt"]["mentah"] == "bukan berkas mesin\n"


def test_a_pin_of_nobody_is_a_worklist_and_not_lost(dirty: Path):
    (row,) = result(dirty, "pin_tanpa_nip.csv")
    assert (row["perangkat"], row["pin"], row["banyak"]) == ("Mesin Pos", "77", "1")
    assert {"P-101", "M-003"} <= set(codes(dirty))


def test_every_file_of_source_and_result_stands_in_the_receipt(dirty: Path):
    told = receipt(dirty)
    written = {path.name for path in (dirty.parent / "hasil").iterdir() if path.is_file()} - {"tanda_presensi.json"}
    assert written <= set(told["berkas"])  # type: ignore[call-overload]
    delivered = {path.relative_to(dirty).as_posix() for path in dirty.rglob("*") if path.is_file()}
    assert set(told["sumber"]) == delivered  # type: ignore[call-overload]


# --- exit codes ------------------------------------------------------------------------------------------------------


def test_whoever_has_no_schedule_waits_and_the_others_do_not(sumber: Path):
    replace(sumber / "jadwal.csv", "U-2,,KANTOR,2025-01-01,\n", "")
    told = process(sumber)
    assert (told.code, told.err) == (1, "")
    assert "1 menunggu" in told.out
    assert FAJAR not in {row["nip"] for row in result(sumber, "disiplin.csv")}
    assert len(result(sumber, "disiplin.csv")) == 5


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("pola.csv", "KANTOR,1-4", "KANTOR,Senin", "P-001"),
        ("jadwal.csv", "U-1,,KANTOR", "U-1,,KANTORR", "P-012"),
        ("jadwal.csv", "U-1,,", "U-1,190001012020011001,", "P-011"),
    ],
)
def test_a_row_that_cannot_be_used_withholds_whoever_it_binds(sumber: Path, file: str, old: str, new: str, code: str):
    replace(sumber / "pola.csv", "KANTOR,5,", "POS,1-5,07:30,16:00,tidak,0\nKANTOR,5,")
    replace(sumber / "jadwal.csv", "U-2,,KANTOR", "U-2,,POS")
    replace(sumber / file, old, new)
    assert process(sumber).code == 1
    assert code in codes(sumber)
    assert {row["nip"] for row in result(sumber, "disiplin.csv")} == {FAJAR}, "whom it does not bind is processed"


REFUSED = [
    (("--regulasi", "kota-entah"), "R-"),
    (("--sumber", "folder-entah"), "U-011"),
    (("--pelengkap", "."), "U-005"),
    (("--hingga", "kemarin"), "U-"),
    (("--masa", "2026-13"), "U-"),
]


@pytest.mark.parametrize(("words", "code"), REFUSED)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(sumber: Path, words: tuple[str, ...], code: str):
    before = snapshot(sumber.parent)
    told = process(sumber, *words)
    assert (told.code, told.out) == (2, "")
    assert code in told.err
    assert "→" in told.err
    assert snapshot(sumber.parent) == before


def test_without_a_list_of_people_nothing_is_processed(sumber: Path):
    (sumber / "pegawai.csv").unlink()
    told = process(sumber)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("pegawai: F-001 berkas pegawai tidak ada")
    assert not (sumber.parent / "hasil").exists()


def test_without_any_other_list_people_wait_for_their_schedule(sumber: Path):
    for path in sumber.glob("*.csv"):
        if path.stem != "pegawai":
            path.unlink()
    assert process(sumber).code == 1
    assert Counter(codes(sumber)) == Counter({"P-015": 6, "P-104": 6, "P-032": 2, "P-101": 6, "P-301": 1})


# --- where it is written ---------------------------------------------------------------------------------------------


def test_a_second_run_replaces_the_first_with_the_same_bytes(sumber: Path):
    process(sumber)
    first = snapshot(sumber.parent / "hasil")
    (sumber.parent / "hasil/sisa.csv").write_text("dari luar", "utf-8")
    process(sumber)
    assert snapshot(sumber.parent / "hasil") == first


def test_the_order_of_lines_decides_nothing(sumber: Path):
    process(sumber)
    days = result(sumber, "harian.csv")
    log = sumber / "mesin/CONTOH0001_attlog.dat"
    log.write_text("".join(reversed(log.read_text("utf-8").splitlines(keepends=True))), "utf-8")
    process(sumber)
    assert result(sumber, "harian.csv") == days


def test_a_folder_with_something_else_is_left_alone(sumber: Path):
    kept = sumber.parent / "hasil"
    kept.mkdir()
    (kept / "surat.txt").write_text("penting", "utf-8")
    told = process(sumber)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("T-002 ")
    assert snapshot(kept) == {"surat.txt": b"penting"}


# --- how lists may be written ----------------------------------------------------------------------------------------


def test_lists_from_windows_are_the_same_lists(sumber: Path):
    process(sumber)
    days = result(sumber, "harian.csv")
    for path in sumber.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    told = process(sumber)
    assert (told.code, told.err) == (0, "")
    assert result(sumber, "harian.csv") == days


def test_columns_may_be_lacking_in_another_order_and_in_capitals(sumber: Path):
    process(sumber)
    days = result(sumber, "harian.csv")
    (sumber / "jadwal.csv").write_text("KODE_POLA,Kode_Unit\nKANTOR,U-1\nKANTOR,U-2\n", "utf-8")
    people = [row["nip"] for row in read_rows(sumber / "pin.csv")]
    rows = "".join(f"{nip},{pin},catatan\n" for pin, nip in enumerate(people, 1))
    (sumber / "pin.csv").write_text(f"nip,pin,keterangan_petugas\n{rows}", "utf-8")
    process(sumber)
    assert result(sumber, "harian.csv") == days


def test_a_column_that_is_needed_is_not_guessed(sumber: Path):
    replace(sumber / "pin.csv", "perangkat,pin,nip", "perangkat,nomor,nip")
    told = process(sumber)
    assert (told.code, told.out) == (2, "")
    assert "pin.csv" in told.err


# --- the rest of what may be asked -----------------------------------------------------------------------------------


def test_up_to_a_day_of_a_month_that_is_running(sumber: Path):
    process(sumber, "--hingga", "2026-01-09")
    assert max(row["tanggal"] for row in result(sumber, "harian.csv")) == "2026-01-09"
    assert {row["hari_kerja"] for row in result(sumber, "disiplin.csv")} == {"6"}
    assert {row["hari_alpa"] for row in result(sumber, "disiplin.csv")} == {"0"}


def test_english_is_english(sumber: Path):
    where = ("--sumber", sumber, "--masa", MASA, "--keluaran", sumber.parent / "hasil")
    told = run_program("presensi", "olah", *where, TEPAT_BAHASA="en")
    assert (told.code, told.err) == (0, "")
    for text in ("Attendance of month 2026-01", "accepted", "6 people: 120 days of duty", "Findings:", "Next:"):
        assert text in told.out
    assert "P-301 1 × potongan_persen stays empty" in told.out
    assert [row["tingkat"] for row in result(sumber, "temuan.csv")] == ["info"]


def test_quiet_leaves_the_exit_code_to_speak(sumber: Path):
    assert process(sumber, "--diam") == Outcome(0, "", "")
    assert codes(sumber) == ["P-301"]
