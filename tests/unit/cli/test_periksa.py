"""``tepat periksa``: what was changed since a month was computed is found, and named.

Every test changes one thing in a copy of a packet; the unchanged copy and the changes that do not count come first.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tepat.engine.compute import Run
from tepat.engine.compute import compute as compute_run
from tepat.engine.verify import read_book
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.rulebook import RuleBook
from tepat.law.shelf import regulations_root
from tests.packets import nip
from tests.unit.cli.command import Outcome, compute, explain, read_rows, tepat
from tests.unit.cli.conftest import Month
from tests.unit.cli.people import MASA

ANI, BUDI, CITRA, DEWI, STRANGER = nip(0), nip(1), nip(2), nip(3), nip(77)
BOOK, RECEIPT = "aturan/buku_aturan.json", "tanda_terima.json"

Change = Callable[[Path], object]


def replace(file: str, old: str | bytes, new: str | bytes) -> Change:
    """The first place of a text in a file, replaced."""
    before, after = (text.encode() if isinstance(text, str) else text for text in (old, new))

    def change(packet: Path) -> None:
        content = (packet / file).read_bytes()
        assert before in content, f"{file} does not hold {before!r}"
        (packet / file).write_bytes(content.replace(before, after, 1))

    return change


def rows(file: str, edit: Callable[[list[str]], list[str]]) -> Change:
    """The lines after the titles, edited."""

    def change(packet: Path) -> None:
        titles, *lines = (packet / file).read_text("utf-8").splitlines()
        (packet / file).write_text("\n".join([titles, *edit(lines)]) + "\n", "utf-8")

    return change


def edited(file: str, edit: Callable[[dict[str, Any]], object]) -> Change:
    """A JSON file, edited and written with other blanks."""

    def change(packet: Path) -> None:
        content = json.loads((packet / file).read_text("utf-8"))
        edit(content)
        (packet / file).write_text(json.dumps(content, indent=1), "utf-8")

    return change


def receipt(edit: Callable[[dict[str, Any]], object]) -> Change:
    """The receipt, edited."""
    return edited(RECEIPT, edit)


def raise_poor_to_full(book: dict[str, Any]) -> None:
    """The table's value for `kurang`, which is nobody's predicate here."""
    (row,) = (row for row in book["tables"]["nilai_predikat"]["table"]["rows"] if row["keys"] == ["kurang"])
    assert row["value"] == "3/5"
    row["value"] = "1"


def parquet(sql: str) -> Change:
    """``hasil.parquet``, written again after a statement on its table ``hasil``."""

    def change(packet: Path) -> None:
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE hasil AS FROM '{packet}/hasil.parquet'")
            connection.execute(sql)
            connection.execute(f"COPY hasil TO '{packet}/hasil.parquet' (FORMAT parquet)")

    return change


def convert_line_ends(packet: Path) -> None:
    """What a program of another system does to text files."""
    for path in packet.rglob("*"):
        if path.suffix in (".csv", ".toml", ".json"):
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


class Remembered:
    """The costly steps of a verification, each done once for the same files: rule book, its binding, the month."""

    def __init__(self) -> None:
        self.books: dict[bytes, RuleBook] = {}
        self.bound: dict[int, BoundBook] = {}
        self.runs: dict[object, Run] = {}

    def read_book(self, folder: Path) -> RuleBook:
        content = (folder / BOOK).read_bytes() if (folder / BOOK).exists() else b""
        return self.books.setdefault(content, self.books.get(content) or read_book(folder))

    def bind(self, book: RuleBook) -> BoundBook:
        return self.bound.setdefault(id(book), self.bound.get(id(book)) or bind(book))

    def compute(self, folder: Path, *rest: Any) -> Run:
        files = (folder.parent / BOOK, *sorted(folder.iterdir()))
        key = tuple((path.name, path.read_bytes()) for path in files)
        if key not in self.runs:
            self.runs[key] = compute_run(folder, *rest)
        return self.runs[key]


@pytest.fixture(scope="module")
def remembered() -> Iterator[Remembered]:
    memory = Remembered()
    yield memory
    for run in memory.runs.values():
        run.connection.close()


@pytest.fixture
def check(
    four: Month, tmp_path: Path, remembered: Remembered, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Change], Outcome]:
    """Change a copy of the packet and verify it."""
    for step in ("read_book", "bind", "compute"):
        monkeypatch.setattr(f"tepat.engine.verify.{step}", getattr(remembered, step))

    def check(change: Change) -> Outcome:
        packet = shutil.copytree(four.folder, tmp_path / "paket")
        change(packet)
        return tepat("periksa", packet)

    return check


HARMLESS: dict[str, Change] = {
    "nothing": lambda packet: None,
    "rows of a fact file in another order": rows("fakta/pegawai.csv", lambda lines: lines[::-1]),
    "line ends": convert_line_ends,
    "a byte order mark": lambda packet: (packet / "fakta/gaji.csv").write_bytes(
        b"\xef\xbb\xbf" + (packet / "fakta/gaji.csv").read_bytes()
    ),
    "blanks in the rule book": edited(BOOK, lambda content: None),
    "the version of the program": receipt(lambda content: content.update(mesin="tepat 0.0.0")),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_does_not_count(check: Callable[[Change], Outcome], what: str):
    outcome = check(HARMLESS[what])
    assert (outcome.code, outcome.err) == (0, "")
    assert "Sama: 4 orang masa 2024-03 dihitung ulang" in outcome.out


def test_another_version_of_the_program_is_reported(check: Callable[[Change], Outcome]):
    assert "Dihitung oleh tepat 0.0.0" in check(HARMLESS["the version of the program"]).out


CHANGED: dict[str, tuple[Change, str]] = {
    # facts
    "a fact that an amount depends on": (replace("fakta/disiplin.csv", ",2.5,", ",5,"), "fakta disiplin.csv berubah"),
    "a name": (replace("fakta/pegawai.csv", "Budi", "Badu"), "fakta pegawai.csv berubah"),
    "a row of facts removed": (rows("fakta/kinerja.csv", lambda lines: lines[1:]), "fakta kinerja.csv berubah"),
    "a row of facts twice": (rows("fakta/gaji.csv", lambda lines: [*lines, lines[0]]), "fakta gaji.csv berubah"),
    "a row of facts added": (
        rows("fakta/gaji.csv", lambda lines: [*lines, lines[0].replace(ANI, STRANGER)]),
        "fakta gaji.csv berubah",
    ),
    "a fact file removed": (lambda packet: (packet / "fakta/hukdis.csv").unlink(), "fakta/hukdis.csv hilang"),
    "a needed fact file removed": (lambda packet: (packet / "fakta/gaji.csv").unlink(), "berkas gaji tidak ada"),
    # rules
    "a formula without effect": (replace(BOOK, '"tpp_bruto - iwp"', '"tpp_bruto - iwp - 0"'), "variabel tpp_diterima"),
    "a formula": (replace(BOOK, "LEAST(tarif_iuran_peserta", "LEAST(2 * tarif_iuran_peserta"), "variabel iwp"),
    "a formula beyond repair": (replace(BOOK, "tarif_ter * penghasilan", "tarif_tr * penghasilan"), "variabel pph21"),
    "a value of a table": (edited(BOOK, raise_poor_to_full), "tabel nilai_predikat"),
    "a label": (replace(BOOK, '"TPP yang diterima"', '"TPP yang diambil"'), "variabel tpp_diterima"),
    "an instrument's rules": (
        replace("aturan/instrumen/balangan/perbup-7-2024/aturan.toml", "TPP yang diterima", "TPP yang diambil"),
        "naskah instrumen balangan/perbup-7-2024 berubah",
    ),
    "an instrument's text": (
        replace("aturan/instrumen/balangan/perbup-7-2024/instrumen.toml", "100%", "90%"),
        "naskah instrumen balangan/perbup-7-2024 berubah",
    ),
    "an instrument's table": (
        replace("aturan/instrumen/nasional/pp-58-2023/tabel/tarif_ter.csv", "A,", "B,"),
        "naskah instrumen nasional/pp-58-2023 berubah",
    ),
    "an instrument removed": (
        lambda packet: shutil.rmtree(packet / "aturan/instrumen/balangan/perbup-2-2023"),
        "naskah instrumen balangan/perbup-2-2023 berubah",
    ),
    # results
    "an amount in the CSV": (
        replace("hasil.csv", "7746581", "7746582"),
        f"hasil.csv: {ANI} tpp_diterima tertulis 7746582, dihitung ulang 7746581",
    ),
    "an amount in the Parquet": (
        parquet("UPDATE hasil SET tpp_diterima = 7746582 WHERE tpp_diterima = 7746581"),
        f"hasil.parquet: {ANI} tpp_diterima tertulis 7746582, dihitung ulang 7746581",
    ),
    "an amount given to somebody withheld": (
        parquet("UPDATE hasil SET tpp_diterima = 1 WHERE status_hitung = 'tertahan'"),
        f"hasil.parquet: {CITRA} tpp_diterima tertulis 1, dihitung ulang kosong",
    ),
    "an amount taken away": (
        replace("hasil.csv", "7746581", ""),
        f"hasil.csv: {ANI} tpp_diterima tertulis kosong, dihitung ulang 7746581",
    ),
    "a status": (
        replace("hasil.csv", "tertahan", "dihitung"),
        f"hasil.csv: {CITRA} status_hitung tertulis dihitung, dihitung ulang tertahan",
    ),
    "a row of the CSV removed": (
        rows("hasil.csv", lambda lines: lines[1:]), f"hasil.csv: {ANI} tidak ada barisnya",
    ),
    "a row of the CSV twice": (
        rows("hasil.csv", lambda lines: [*lines, lines[1]]), f"hasil.csv: {BUDI} barisnya berlebih",
    ),
    "a row of the CSV for a stranger": (
        rows("hasil.csv", lambda lines: [*lines, lines[0].replace(ANI, STRANGER)]),
        f"hasil.csv: {STRANGER} barisnya berlebih",
    ),
    "a row of the Parquet removed": (
        parquet(f"DELETE FROM hasil WHERE nip = '{ANI}'"), f"hasil.parquet: {ANI} tidak ada barisnya",
    ),
    "a row of the Parquet twice": (
        parquet(f"INSERT INTO hasil FROM hasil WHERE nip = '{BUDI}'"), f"hasil.parquet: {BUDI} barisnya berlebih",
    ),
    "an amount as a binary number": (
        parquet("ALTER TABLE hasil ALTER tpp_diterima TYPE DOUBLE"), f"hasil.parquet: {ANI} tpp_diterima tertulis",
    ),
    "a column of the CSV called otherwise": (replace("hasil.csv", "tpp_bruto", "tpp_kotor"), "tpp_bruto"),
    "the CSV emptied": (lambda packet: (packet / "hasil.csv").write_bytes(b""), "hasil.csv tidak dapat"),
    "the Parquet spoilt": (
        lambda packet: (packet / "hasil.parquet").write_bytes(b"bukan parquet"), "hasil.parquet tidak dapat",
    ),
    # findings and other products
    "the person of a finding": (replace("temuan.csv", DEWI, BUDI), "temuan.csv"),
    "a finding removed": (rows("temuan.csv", lambda lines: lines[1:]), "temuan.csv"),
    "a finding twice": (rows("temuan.csv", lambda lines: [*lines, lines[0]]), "temuan.csv"),
    "the workbook": (lambda packet: (packet / "rekap.xlsx").write_bytes(b"PK"), "rekap.xlsx"),
    **{
        f"{name} removed": (lambda packet, name=name: (packet / name).unlink(), f"{name} hilang dari paket hasil")
        for name in ("hasil.csv", "hasil.parquet", "temuan.csv", "rekap.xlsx")
    },
    # the receipt
    "a total of the receipt": (receipt(lambda content: content["kendali"].update(tpp_bruto="1")), "kendali.tpp_bruto"),
    "a total of the receipt removed": (receipt(lambda content: content["kendali"].pop("iwp")), "kendali.iwp"),
    "the people counted in the receipt": (receipt(lambda content: content["status"].update(dihitung=4)), "status"),
    "the month of the receipt": (receipt(lambda content: content.update(masa="2024-04")), "masa: tercatat 2024-04"),
    "the region of the receipt": (receipt(lambda content: content.update(daerah="x")), "daerah: tercatat x"),
    "the hash of the results": (receipt(lambda content: content["hasil"].update(sidik="0")), "hasil.sidik"),
    "the hash of the rules": (receipt(lambda content: content["aturan"].update(sidik="0")), "aturan.sidik"),
    "the findings counted in the receipt": (
        receipt(lambda content: content["temuan"]["jumlah"].update({"H-205": 9})), "temuan.jumlah",
    ),
    "a fact file dropped from the receipt": (receipt(lambda content: content["fakta"].pop("gaji.csv")), "gaji.csv"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGED)
def test_a_change_is_found_and_named(check: Callable[[Change], Outcome], what: str):
    change, name = CHANGED[what]
    outcome = check(change)
    assert (outcome.code, outcome.err) == (1, "")
    assert name in outcome.out
    assert "Sama" not in outcome.out


@pytest.mark.parametrize(
    ("change", "people"),
    [
        (replace("fakta/disiplin.csv", ",2.5,", ",5,"), {BUDI}),
        (edited(BOOK, lambda book: book["definitions"]["bobot_produktivitas"].update(value="1/2")), {ANI, BUDI}),
    ],
)
def test_a_change_that_moves_amounts_names_whose_and_which(
    check: Callable[[Change], Outcome], change: Change, people: set[str]
):
    lines = [line.split() for line in check(change).out.splitlines() if line.strip().startswith("T-104 hasil.csv")]
    assert {line[2] for line in lines} == people
    assert "tpp_diterima" in {line[3] for line in lines}
    assert "dasar_beban_kerja" not in {line[3] for line in lines}


def test_an_amount_changed_in_one_file_is_not_told_of_the_other(check: Callable[[Change], Outcome]):
    assert "hasil.parquet" not in check(CHANGED["an amount in the CSV"][0]).out


UNNOTICED: dict[str, tuple[Change, str]] = {
    "a column added to the CSV": (
        lambda packet: (packet / "hasil.csv").write_text(
            "".join(f"{line},9\n" for line in (packet / "hasil.csv").read_text("utf-8").splitlines()), "utf-8"
        ),
        "hasil.csv",
    ),
    "a column added to the Parquet": (parquet("ALTER TABLE hasil ADD COLUMN bonus INT DEFAULT 9"), "bonus"),
    "the types of the Parquet": (parquet("ALTER TABLE hasil ALTER tpp_diterima TYPE VARCHAR"), "tpp_diterima"),
    "the sentence of a finding": (replace("temuan.csv", "belum dinilai", "sudah dinilai"), "temuan.csv"),
    "the weight of a finding": (replace("temuan.csv", "tahan,", "info,"), "temuan.csv"),
    "an instrument dropped from the receipt": (
        receipt(lambda content: content["instrumen"].pop("balangan/perbup-7-2024")),
        "balangan/perbup-7-2024",
    ),
    "the products dropped from the receipt": (receipt(lambda content: content["berkas"].clear()), "rekap.xlsx"),
    "a file laid beside the results": (lambda packet: (packet / "hasil2.csv").write_text("x", "utf-8"), "hasil2.csv"),
}


@pytest.mark.parametrize("what", UNNOTICED)
def test_what_lies_beside_the_expected_is_found_too(check: Callable[[Change], Outcome], what: str):
    change, name = UNNOTICED[what]
    outcome = check(change)
    assert outcome.code == 1
    assert name in outcome.out


# --- packets that cannot be used ---------------------------------------------------------------------------------

UNUSABLE: dict[str, tuple[Change, str]] = {
    "no receipt": (lambda packet: (packet / RECEIPT).unlink(), f"T-001 {{}} bukan paket hasil: {RECEIPT} tidak ada"),
    "a receipt of garbage": (lambda packet: (packet / RECEIPT).write_text("{", "utf-8"), f"{RECEIPT}: T-003"),
    "a receipt that is no text": (lambda packet: (packet / RECEIPT).write_bytes(b"\xff\xfe"), f"{RECEIPT}: T-003"),
    "a receipt that is a list": (lambda packet: (packet / RECEIPT).write_text("[]", "utf-8"), f"{RECEIPT}: T-003"),
    "a receipt of another format": (receipt(lambda content: content.update(format=2)), f"{RECEIPT}: T-003"),
    "no rule book": (lambda packet: (packet / BOOK).unlink(), f"T-001 {{}} bukan paket hasil: {BOOK} tidak ada"),
    "a rule book of garbage": (lambda packet: (packet / BOOK).write_text("{", "utf-8"), f"{BOOK}: T-003"),
    "a rule book that is a list": (lambda packet: (packet / BOOK).write_text("[]", "utf-8"), f"{BOOK}: T-003"),
    "a rule book without tables": (replace(BOOK, '"tables"', '"tabels"'), f"{BOOK}: T-003"),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_a_packet_that_cannot_be_used_is_refused(check: Callable[[Change], Outcome], tmp_path: Path, what: str):
    change, begins = UNUSABLE[what]
    outcome = check(change)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(begins.format(tmp_path / "paket"))
    assert "    → " in outcome.err


@pytest.mark.parametrize(
    "change",
    [
        receipt(lambda content: content.pop("aturan")),
        receipt(lambda content: content.pop("status")),
        receipt(lambda content: content.update(status=5)),
        receipt(lambda content: content.update(kendali=5)),
    ],
)
def test_a_receipt_with_a_part_missing_or_of_another_kind_is_refused(
    check: Callable[[Change], Outcome], change: Change
):
    assert check(change).code == 2


def test_findings_that_are_no_text_are_named(check: Callable[[Change], Outcome]):
    outcome = check(replace("temuan.csv", b"belum", b"bel\xffm"))
    assert outcome.code == 1
    assert "temuan.csv" in outcome.out


def test_a_folder_that_is_no_packet_is_refused(four: Month):
    outcome = tepat("periksa", four.facts_folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert "bukan paket hasil: tanda_terima.json tidak ada" in outcome.err


# --- packets and time --------------------------------------------------------------------------------------------


def test_an_old_packet_still_verifies_after_its_package_was_changed(two: Month, tmp_path: Path):
    package = shutil.copytree(regulations_root() / "daerah/balangan", tmp_path / "balangan")
    assert compute(two.facts_folder, tmp_path / "lama", MASA, regulasi=package).code == 0
    table = package / "perbup-7-2024/tabel/nilai_predikat.csv"
    table.write_text(table.read_text("utf-8").replace("sangat_baik,100", "sangat_baik,50"), "utf-8")
    assert compute(two.facts_folder, tmp_path / "baru", MASA, regulasi=package).code == 0
    assert explain(tmp_path / "baru", ANI)["nilai"]["nilai_produktivitas"] != "1", "the change had no effect"
    assert tepat("periksa", tmp_path / "lama").code == 0
    shutil.rmtree(package)
    assert tepat("periksa", tmp_path / "lama").code == 0
    assert explain(tmp_path / "lama", ANI)["nilai"]["tpp_diterima"] == "7746581"


def test_a_receipt_holds_the_hash_of_the_one_before(two: Month, tmp_path: Path):
    first = two.folder / RECEIPT
    assert json.loads(first.read_text("utf-8"))["sebelumnya"] is None
    assert compute(two.facts_folder, tmp_path / "dua", MASA, "--sebelumnya", first).code == 0
    second = json.loads((tmp_path / "dua" / RECEIPT).read_text("utf-8"))
    canonical = json.dumps(
        json.loads(first.read_text("utf-8")), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert second["sebelumnya"] == hashlib.sha256(canonical.encode()).hexdigest()
    assert tepat("periksa", tmp_path / "dua").code == 0


def test_a_changed_receipt_does_not_fit_the_next_one(two: Month, tmp_path: Path):
    original, changed = two.folder / RECEIPT, tmp_path / "diubah.json"
    changed.write_text(original.read_text("utf-8").replace('"dihitung": 2', '"dihitung": 3'), "utf-8")
    hashes = set()
    for name, before in (("a", original), ("b", changed)):
        compute(two.facts_folder, tmp_path / name, MASA, "--sebelumnya", before)
        hashes.add(json.loads((tmp_path / name / RECEIPT).read_text("utf-8"))["sebelumnya"])
    assert len(hashes) == 2


def test_verifying_changes_nothing(two: Month, tmp_path: Path):
    packet = shutil.copytree(two.folder, tmp_path / "paket")
    before = {path: path.read_bytes() for path in packet.rglob("*") if path.is_file()}
    tepat("periksa", packet)
    assert {path: path.read_bytes() for path in packet.rglob("*") if path.is_file()} == before
    assert read_rows(packet / "hasil.csv")
