"""Fact files as they arrive from offices: what is wrong is told with file, line, column and remedy.

What is no table of the contract stops the command (exit 2) and leaves nothing behind; a bad row holds its person back
(exit 1) and nobody else.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packets import nip, write_packet
from tests.unit.cli.command import compute, read_result, read_rows, snapshot
from tests.unit.cli.conftest import Month, compute_people
from tests.unit.cli.people import MASA, People

Damage = Callable[[Path], object]


def replace(file: str, old: str, new: str) -> Damage:
    def damage(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), "utf-8")

    return damage


def write(file: str, content: bytes) -> Damage:
    return lambda folder: (folder / file).write_bytes(content)


UNUSABLE: dict[str, tuple[Damage, str, str]] = {
    # what happened: the damage, how the message begins, what the remedy says
    "a column is called otherwise": (
        replace("gaji.csv", "gaji_kotor", "gaji_koto"),
        "gaji.csv:1: F-006 kolom gaji_kotor tidak ada; kolom yang ada: nip, gaji_koto,",
        "paling mirip gaji_kotor: gaji_koto",
    ),
    "a column is missing": (
        write("disiplin.csv", b"nip,hari_kerja,hari_hadir,hari_alpa,potongan_persen\n"),
        "disiplin.csv:1: F-006 kolom presensi_manual tidak ada",
        "samakan judul kolom dengan: nip, hari_kerja,",
    ),
    "columns are parted by semicolons": (
        replace("kinerja.csv", ",", ";"),
        "kinerja.csv:1: F-005 kolom berkas kinerja.csv dipisah dengan ;",
        "simpan ulang sebagai CSV dengan koma",
    ),
    "the file is empty": (
        write("gaji.csv", b""),
        "gaji.csv: F-004 berkas gaji.csv kosong",
        "tulis judul kolomnya saja",
    ),
    "the file is missing": (
        lambda folder: (folder / "gaji.csv").unlink(),
        "gaji: F-001 berkas gaji tidak ada dalam paket fakta",
        "tambahkan gaji.csv atau gaji.parquet",
    ),
    "the folder is missing": (shutil.rmtree, "fakta: F-002 folder fakta fakta tidak ada", "--fakta"),
    "the text is not UTF-8": (
        write("pegawai.csv", b"nip,nama\n1,Andr\xe9\n"),
        "pegawai.csv:2: F-009 berkas pegawai.csv bukan teks UTF-8: bita ke-16, di baris 2",
        "CSV UTF-8",
    ),
    "a row has a cell too many": (
        replace("gaji.csv", "5188640", "5188640,50"),
        "gaji.csv:2: F-011 baris 2 memuat 7 kolom, seharusnya 6",
        "desimal ditulis dengan titik",
    ),
    "the file is there twice": (
        lambda folder: shutil.copy(folder / "gaji.csv", folder / "Gaji.CSV"),
        "Gaji.CSV: F-003 berkas gaji ada lebih dari satu: Gaji.CSV · gaji.csv",
        "sisakan satu saja",
    ),
}


@pytest.fixture
def facts_folder(two: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of Ani's and Budi's facts, in the folder where the command runs."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(two.facts_folder, "fakta")
    return Path("fakta")


@pytest.mark.parametrize("what", UNUSABLE)
def test_a_file_that_is_no_table_of_the_contract_stops_the_command(facts_folder: Path, two: Month, what: str):
    damage, begins, remedy = UNUSABLE[what]
    damage(facts_folder)
    shutil.copytree(two.folder, "hasil")
    before = snapshot(Path())
    outcome = compute(facts_folder, Path("hasil"), MASA)
    assert (outcome.code, outcome.out) == (2, "")
    message, advice = outcome.err.splitlines()[:2]
    assert message.startswith(begins)
    assert advice.startswith("    → ")
    assert remedy in advice
    assert snapshot(Path()) == before, "the earlier packet was touched"


def test_where_there_was_no_packet_a_stopped_command_leaves_no_folder(facts_folder: Path):
    UNUSABLE["the file is empty"][0](facts_folder)
    assert compute(facts_folder, Path("baru", "hasil"), MASA).code == 2
    assert [path.name for path in Path().iterdir()] == ["fakta"]


def test_everything_that_is_wrong_with_the_files_is_told_at_once(facts_folder: Path):
    for what in ("a column is called otherwise", "columns are parted by semicolons", "a column is missing"):
        UNUSABLE[what][0](facts_folder)
    told = compute(facts_folder, Path("hasil"), MASA).err
    assert [line.split(" ")[1] for line in told.splitlines()[::2]] == ["F-005", "F-006", "F-006"]


def test_files_with_only_their_titles_are_fine(facts_folder: Path):
    (facts_folder / "cuti.csv").write_text("nip,jenis,mulai,selesai\n", "utf-8")
    assert compute(facts_folder, Path("hasil"), MASA).code == 0


# --- rows --------------------------------------------------------------------------------------------------------

ROWS: dict[str, tuple[dict[str, str], str, str, str]] = {
    # who: a cell, the finding's code, how its message begins, what the remedy says
    "a word for a number": (
        {"hari_kerja": "delapan belas"},
        "F-101",
        "disiplin.csv:2:hari_kerja: kolom hari_kerja berisi 'delapan belas', bukan angka",
        "tulis angkanya saja",
    ),
    "an unknown category": (
        {"predikat": "sangat baik"},
        "F-106",
        "kinerja.csv:3:predikat: kolom predikat berisi 'sangat baik', kode yang tidak dikenal",
        "Yang paling mirip: sangat_baik",
    ),
    "Indonesian number format": (
        {"gaji_kotor": "5.188.640,50"},
        "F-102",
        "gaji.csv:4:gaji_kotor: kolom gaji_kotor berisi '5.188.640,50', angka dengan titik ribuan",
        "tanpa titik ribuan",
    ),
    "a decimal comma": (
        {"potongan_persen": "2,5"},
        "F-102",
        "disiplin.csv:5:potongan_persen: kolom potongan_persen berisi '2,5'",
        "titik untuk desimal",
    ),
    "a negative salary": (
        {"gaji_kotor": "-1"},
        "F-105",
        "gaji.csv:6:gaji_kotor: kolom gaji_kotor berisi '-1', di luar batas 0 sampai 100000000000",
        "tanda minus",
    ),
    "a fraction of a rupiah": (
        {"gaji_kotor": "5188640.5"},
        "F-103",
        "gaji.csv:7:gaji_kotor: kolom gaji_kotor berisi '5188640.5'; rupiah harus bulat",
        "jangan dibulatkan sendiri",
    ),
}
E_NIP, ZEROS_NIP, TWICE, IN_ORDER = "nip as 1.9E+17", "nip with zeros", "a salary twice", "in order"


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Month, dict[str, str]]:
    """One month with every kind of bad row, each of another person, and one person in order."""
    people = People()
    for name, (facts, *_) in ROWS.items():
        people.add(name, **facts)
    for name in (E_NIP, ZEROS_NIP, TWICE, IN_ORDER):
        people.add(name)
    gaji = {row["nip"]: row for row in people.packet["gaji"]}
    people.packet["gaji"].append(dict(gaji[people.nip[TWICE]]))
    gaji[people.nip[E_NIP]]["nip"] = "1.90001071920011E+17"
    disiplin = {row["nip"]: row for row in people.packet["disiplin"]}
    disiplin[people.nip[ZEROS_NIP]]["nip"] = people.nip[ZEROS_NIP][:15] + "000"
    return compute_people(people, tmp_path_factory.mktemp("kotor")), people.nip


def _holding(dirty: tuple[Month, dict[str, str]], name: str) -> list[dict[str, str]]:
    month, numbers = dirty
    rows = read_rows(month.folder / "temuan.csv")
    return [row for row in rows if row["nip"] == numbers[name] and row["tingkat"] == "tahan"]


def test_bad_rows_hold_their_people_back_and_nobody_else(dirty: tuple[Month, dict[str, str]]):
    month, numbers = dirty
    assert month.outcome.code == 1
    computed = [name for name in numbers if read_result(month.folder)[numbers[name]]["status_hitung"] == "dihitung"]
    assert computed == [IN_ORDER]
    assert "Temuan:" in month.outcome.out


@pytest.mark.parametrize("name", ROWS)
def test_a_bad_cell_is_told_with_its_place_and_remedy(dirty: tuple[Month, dict[str, str]], name: str):
    _, code, begins, remedy = ROWS[name]
    (found,) = _holding(dirty, name)
    assert found["kode"] == code
    assert found["pesan"].startswith(begins)
    assert remedy in found["perbaikan"]


def test_a_nip_that_stands_twice_is_told_with_both_lines(dirty: tuple[Month, dict[str, str]]):
    (found,) = _holding(dirty, TWICE)
    assert found["kode"] == "F-117"
    assert found["pesan"].startswith("gaji.csv:10:nip: ")
    assert "di baris 10, 12" in found["pesan"]


@pytest.mark.parametrize(("name", "place"), [(E_NIP, "gaji.csv:8:nip: "), (ZEROS_NIP, "disiplin.csv:9:nip: ")])
def test_a_nip_destroyed_by_a_spreadsheet_holds_back_whom_it_may_belong_to(
    dirty: tuple[Month, dict[str, str]], name: str, place: str
):
    (found,) = _holding(dirty, name)
    assert found["kode"] == "F-120"
    assert found["pesan"].startswith(place)
    assert "NIP rusak" in found["pesan"]
    rows = read_rows(dirty[0].folder / "temuan.csv")
    (of_the_row,) = (row for row in rows if row["kode"] == "F-207" and row["pesan"].startswith(place))
    assert "lembar kerja" in of_the_row["pesan"]
    assert "berjenis Teks" in of_the_row["perbaikan"]


def test_a_destroyed_nip_among_the_people_keeps_its_row_and_waits(tmp_path: Path):
    people = People()
    people.add("Ani")
    people.packet["pegawai"][0]["nip"] = "1.90001E+17"
    month = compute_people(people, tmp_path)
    assert month.outcome.code == 1
    assert read_result(month.folder)["1.90001E+17"]["status_hitung"] == "tertahan"


def test_findings_of_a_file_full_of_strangers_fit_on_a_screen(tmp_path: Path):
    people = People()
    people.add("Ani")
    for number in range(1, 101):
        people.packet["gaji"].append({**people.packet["gaji"][0], "nip": nip(number)})
    facts_folder = tmp_path / "masuk"
    facts_folder.mkdir()
    write_packet(people.packet, facts_folder)
    outcome = compute(facts_folder, tmp_path / "hasil", MASA)
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) < 25
