"""Two computations of a month told apart: by instrument and by fact, for everybody, to the rupiah."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tepat.engine.compute import compute
from tepat.engine.difference import (
    ABSENT,
    HELD,
    Contribution,
    Difference,
    _Amounts,
    check_sum,
    compare_packets,
    law_changes,
)
from tepat.engine.publish import publish
from tepat.engine.rows import FactChange
from tepat.lang.calendar import Masa
from tepat.lang.errors import InternalError, PacketError, UsageError
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf, select
from tests.packets import Packet, nip, valid_packet, write_packet
from tests.unit.law.packages import AMENDMENT, BASE, NATIONAL, Break, write_region

MARCH = Masa(2021, 3)
NEW_KEY = "contoh/perbup-2-2021"
KNOWN = Break(f"{BASE}/aturan.toml", 'tidak_diketahui = "lampiran tidak ada"', 'rumus = "RUPIAH(1)"')
RATE = Break(f"{NATIONAL}/aturan.toml", "nilai = 5", "nilai = 6")
MEALS = Break(f"{AMENDMENT}/aturan.toml", "nilai = 7", "nilai = 9")


def people(count: int = 3) -> Packet:
    """A packet of the month without any fault."""
    return valid_packet(count, str(MARCH))


def month(
    root: Path,
    packet: Packet | None = None,
    breaks: Sequence[Break] = (),
    known_on: date | None = None,
    masa: Masa = MARCH,
) -> Path:
    """A result packet of the small region."""
    shelf = open_shelf("contoh", write_region(root / "akar", [KNOWN, *breaks]))
    facts_folder = root / "fakta"
    facts_folder.mkdir()
    run = compute(write_packet(packet or people(), facts_folder), open_book(shelf, masa, None, known_on))
    chosen = select(shelf, masa, [], None, known_on).all
    publish(run, root / "hasil", [(item.key, item.folder) for item in chosen])
    return root / "hasil"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The month as it is known today."""
    return month(tmp_path_factory.mktemp("kini"))


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The month as it was known before the amendment."""
    return month(tmp_path_factory.mktemp("dulu"), known_on=date(2021, 2, 1))


def stored(folder: Path) -> dict[tuple[str, str], str]:
    """The cells of the stored results, read without the engine."""
    with (folder / "hasil.csv").open(encoding="utf-8", newline="") as file:
        return {(row["nip"], name): text for row in csv.DictReader(file) for name, text in row.items()}


def assert_whole(found: Difference, old: Path, new: Path) -> None:
    """Every person's shares of every amount add up to the difference of what the packets hold."""
    before, after = stored(old), stored(new)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for item in found.contributions:
        sums[(item.nip, item.variable)] += int(item.amount)
    cells = {key for key in (*before, *after) if key[1] in found.variables}
    assert cells
    for key in cells:
        assert sums[key] == int(after.get(key) or 0) - int(before.get(key) or 0), key


def names(found: Difference) -> list[str]:
    return [cause.name for cause in found.causes if found.of(cause)]


def share(found: Difference, variable: str, number: int = 0) -> list[tuple[object, object]]:
    """Before and after of every step that moves an amount of a person."""
    moved = (item for item in found.contributions if (item.nip, item.variable) == (nip(number), variable))
    return [(item.before, item.after) for item in moved]


# --- causes ----------------------------------------------------------------------------------------------------------


def test_the_same_packet_differs_in_nothing(plain: Path):
    folder = plain
    found = compare_packets(folder, folder)
    assert (found.causes, found.contributions) == ((), ())


def test_an_amendment_that_became_known_is_the_only_cause(early: Path, plain: Path):
    old, new = early, plain
    found = compare_packets(old, new)
    assert names(found) == [NEW_KEY]
    assert_whole(found, old, new)


def test_the_article_of_the_changed_rule_is_named(early: Path, plain: Path):
    old, new = early, plain
    found = compare_packets(old, new)
    moved = next(item for item in found.contributions if item.variable == "tpp_beban_kerja")
    reasons = {(item.name, item.basis) for item in found.causes[0].reasons(moved)}
    assert reasons == {("nilai", f"{NEW_KEY} Pasal 2 ayat (1)")}


def test_an_edited_instrument_is_named(tmp_path: Path, plain: Path):
    old, new = plain, month(tmp_path / "b", breaks=[RATE])
    found = compare_packets(old, new)
    assert [cause.what for cause in found.causes] == [(("nasional/uu-1-2020", "diubah"),)]
    assert {item.variable for item in found.contributions} == {"pajak"}
    assert_whole(found, old, new)


def test_a_fact_file_is_named_with_the_persons_cells(tmp_path: Path, plain: Path):
    changed = people()
    changed["gaji"][0]["gaji_kotor"] = "6000000"
    old, new = plain, month(tmp_path / "b", changed)
    found = compare_packets(old, new, nip(0))
    (cause,) = found.causes
    assert (cause.kind, cause.name) == ("fakta", "gaji")
    assert cause.cells == (FactChange("gaji", nip(0), "gaji_kotor", "5188640", "6000000"),)
    assert {item.nip for item in found.contributions} == {nip(0)}
    assert_whole(found, old, new)


def test_a_changed_position_is_told_to_who_holds_it(tmp_path: Path, plain: Path):
    changed = people()
    changed["jabatan"][0]["beban_kerja"] = "1"
    old, new = plain, month(tmp_path / "b", changed)
    assert compare_packets(old, new, nip(0)).causes[0].cells == (
        FactChange("jabatan", "J-001", "beban_kerja", "2882880", "1"),
    )
    assert compare_packets(old, new, nip(2)).causes[0].cells == ()


def test_law_and_facts_together_are_told_apart(tmp_path: Path, early: Path):
    changed = people()
    changed["gaji"][1]["gaji_kotor"] = "6000000"
    changed["jabatan"][0]["beban_kerja"] = "1000000"
    old = early
    new = month(tmp_path / "b", changed, [RATE, MEALS])
    found = compare_packets(old, new)
    assert names(found) == ["nasional/uu-1-2020", NEW_KEY, "jabatan", "gaji"]
    assert_whole(found, old, new)


def test_the_way_back_undoes_every_rupiah(tmp_path: Path, early: Path):
    changed = people()
    changed["gaji"][1]["gaji_kotor"] = "6000000"
    old, new = early, month(tmp_path / "b", changed)
    there, back = compare_packets(old, new), compare_packets(new, old)
    assert_whole(back, new, old)
    assert sum(item.amount for item in there.contributions) == -sum(item.amount for item in back.contributions)


def test_instruments_that_make_no_rule_book_alone_are_named_together(tmp_path: Path):
    """Another base regulation under another name: with both there are two bases, with neither there is none."""
    old, new = month(tmp_path / "a", valid_packet(3, "2021-02"), masa=Masa(2021, 2)), tmp_path / "b"
    renamed = Break(f"{BASE}/instrumen.toml", 'id = "perbup-1-2020"', 'id = "perbup-9"')
    root = write_region(new / "akar", [KNOWN, renamed])
    region_folder = root / "daerah/contoh"
    (region_folder / "perbup-1-2020").rename(region_folder / "perbup-9")
    shutil.rmtree(region_folder / "perbup-2-2021")
    table = region_folder / "perbup-9/tabel/tunjangan.csv"
    table.write_text(table.read_text("utf-8").replace("2000,,30", "2000,,31"), "utf-8")
    shelf = open_shelf("contoh", root)
    run = compute(old / "fakta", open_book(shelf, Masa(2021, 2)))
    publish(run, new / "hasil", [(item.key, item.folder) for item in select(shelf, Masa(2021, 2), []).all])
    found = compare_packets(old, new / "hasil")
    (cause,) = found.causes
    assert cause.what == (("contoh/perbup-9", "ditambah"), ("contoh/perbup-1-2020", "dihapus"))
    assert {int(item.amount) for item in found.contributions if item.variable == "tpp_bruto"} == {1}
    assert_whole(found, old, new / "hasil")


def test_what_is_gone_is_taken_away_last(tmp_path: Path):
    root = write_region(tmp_path)
    folders = {key: root / path for key, path in (("x/a", BASE), ("x/b", AMENDMENT))}
    assert law_changes({"x/a": folders["x/a"]}, {"x/b": folders["x/b"]}) == [("x/b", "ditambah"), ("x/a", "dihapus")]
    assert law_changes({}, folders) == [("x/a", "ditambah"), ("x/b", "ditambah")]


# --- amounts that are not there --------------------------------------------------------------------------------------


def test_a_withheld_person_who_is_computed_now_is_told_as_such(tmp_path: Path, plain: Path):
    lacking = people()
    lacking["gaji"][0]["gaji_kotor"] = ""
    old, new = month(tmp_path / "a", lacking), plain
    found = compare_packets(old, new)
    ((before, after),) = share(found, "tpp_bruto")
    assert before == HELD
    assert after == int(stored(new)[(nip(0), "tpp_bruto")])
    assert_whole(found, old, new)


def test_somebody_new_was_not_there(tmp_path: Path):
    old, new = month(tmp_path / "a", people(2)), month(tmp_path / "b", people(3))
    found = compare_packets(old, new)
    assert share(found, "tpp_bruto", 2)[0] == (ABSENT, HELD)
    assert_whole(found, old, new)


# --- guards ----------------------------------------------------------------------------------------------------------


def test_another_month_cannot_be_compared(tmp_path: Path, plain: Path):
    old, new = plain, month(tmp_path / "b", masa=Masa(2021, 4))
    with pytest.raises(UsageError) as caught:
        compare_packets(old, new)
    assert [item.code for item in caught.value.problems] == ["U-007"]


def test_another_region_cannot_be_compared(tmp_path: Path, plain: Path):
    folder = plain
    other = tmp_path / "b"
    shutil.copytree(folder, other)
    receipt = other / "tanda_terima.json"
    receipt.write_text(receipt.read_text("utf-8").replace('"daerah": "contoh"', '"daerah": "lain"'), "utf-8")
    with pytest.raises(UsageError) as caught:
        compare_packets(folder, other)
    assert caught.value.problems[0].words["bagian"] == "daerah"


def test_a_packet_that_does_not_come_out_again_is_refused(tmp_path: Path, plain: Path):
    old, new = plain, month(tmp_path / "b", breaks=[RATE])
    table = new / "aturan/instrumen/nasional/uu-1-2020/aturan.toml"
    table.write_text(table.read_text("utf-8").replace("nilai = 6", "nilai = 8"), "utf-8")
    with pytest.raises(PacketError) as caught:
        compare_packets(old, new)
    assert [item.code for item in caught.value.problems] == ["T-110"]


def test_a_packet_without_results_is_refused(tmp_path: Path):
    old, new = month(tmp_path / "a"), month(tmp_path / "b")
    (old / "hasil.parquet").write_bytes(b"planted")
    with pytest.raises(PacketError) as caught:
        compare_packets(old, new)
    assert [item.code for item in caught.value.problems] == ["T-003"]


def amounts(value: int) -> _Amounts:
    return _Amounts(("x",), {nip(0): (value,)})


def test_shares_that_do_not_add_up_are_our_own_defect():
    shares = [Contribution(nip(0), "x", 1, 5, 8), Contribution(nip(0), "x", 2, 8, 9)]
    check_sum(shares, amounts(5), amounts(9))
    for planted in (shares[:1], [*shares, replace(shares[1], nip=nip(1))], []):
        with pytest.raises(InternalError):
            check_sum(planted, amounts(5), amounts(9))
