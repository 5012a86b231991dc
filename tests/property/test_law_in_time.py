"""A rule in force from a month on changes nothing before it, and one that is not known yet changes nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tepat.engine.compute import compute
from tepat.engine.publish import plain_query
from tepat.lang.calendar import Masa
from tepat.law.bound import BoundBook
from tepat.law.consolidate import open_book
from tepat.law.rulebook import RuleBook
from tepat.law.shelf import Shelf, open_shelf, regulations_root
from tests.packets import valid_packet, write_packet

REGION = regulations_root() / "daerah" / "balangan"
MONTHS = [Masa(year, month) for year in (2023, 2024) for month in (1, 3, 12)]
PERCENTS = ("nilai_disiplin", "capaian", "bagian_dibayar")
AMOUNTS = ("tpp_bruto", "iwp", "bpjs")
AMENDED = ("perbup-2-2023", "perbup-7-2024")

masas = st.builds(Masa, st.integers(2023, 2025), st.integers(1, 12))
dates = st.dates(date(2023, 1, 1), date(2026, 1, 1))
changes = st.fixed_dictionaries(
    {
        "percents": st.dictionaries(st.sampled_from(PERCENTS), st.integers(0, 100), max_size=2),
        "amounts": st.dictionaries(st.sampled_from(AMOUNTS), st.integers(0, 9_999_999), max_size=2),
        "amends": st.sampled_from(AMENDED),
        "promulgated": dates,
        "masa": masas,
    }
)


def write_amendment(folder: Path, change: dict[str, object]) -> None:
    """A regulation that replaces some percentages and amounts by fixed ones."""
    folder.mkdir(parents=True)
    face = (
        'id = "perbup-99-2025"\njenis = "Peraturan Bupati"\njudul = "Contoh"\nsingkatan = "Contoh"\n'
        f'daerah = "balangan"\nsumber = "contoh"\nmengubah = "{change["amends"]}"\n'
        f'diundangkan = {change["promulgated"]}\nmasa_pertama = "{change["masa"]}"\n'
    )
    rules = "".join(
        f'[{name}]\noperasi = "ganti"\nlabel = "x"\nlabel_en = "x"\ntipe = "{unit}"\ndasar = "contoh"\n'
        f'rumus = "{function}({value})"\n\n'
        for key, unit, function in (("percents", "persen", "PERSEN"), ("amounts", "rupiah", "RUPIAH"))
        for name, value in dict(change[key]).items()  # type: ignore[call-overload]
    )
    (folder / "instrumen.toml").write_text(face, "utf-8")
    (folder / "aturan.toml").write_text(rules, "utf-8")


def shelf_with(root: Path, change: dict[str, object]) -> Shelf:
    """The region with one more instrument."""
    region_folder = root / "balangan"
    region_folder.mkdir()
    for name in AMENDED:
        (region_folder / name).symlink_to(REGION / name)
    write_amendment(region_folder / "perbup-99-2025", change)
    return open_shelf(str(region_folder))


def results(bound: BoundBook, folder: Path) -> list[tuple[object, ...]]:
    """Every result of four people."""
    folder.mkdir()
    run = compute(write_packet(valid_packet(4, str(bound.book.masa)), folder), bound)
    rows: list[tuple[object, ...]] = run.connection.execute(plain_query(run)).fetchall()
    run.connection.close()
    return rows


def pieces(book: RuleBook) -> dict[str, str]:
    return dict(book.fingerprints)


@settings(max_examples=12, deadline=None)
@given(changes)
def test_an_amendment_changes_nothing_before_its_first_month(change: dict[str, object]):
    plain = open_shelf("balangan")
    with TemporaryDirectory() as scratch:
        shelf = shelf_with(Path(scratch), change)
        for masa in MONTHS:
            if str(masa) < str(change["masa"]):
                ours, theirs = open_book(shelf, masa), open_book(plain, masa)
                assert pieces(ours.book) == pieces(theirs.book)
                assert ours.book == theirs.book


@settings(max_examples=4, deadline=None)
@given(changes)
def test_no_result_before_its_first_month_moves(change: dict[str, object]):
    plain, masa = open_shelf("balangan"), Masa(2024, 3)
    change = {**change, "masa": Masa(2024, 4)}
    with TemporaryDirectory() as scratch:
        shelf = shelf_with(Path(scratch), change)
        before, after = (open_book(item, masa) for item in (plain, shelf))
        assert results(before, Path(scratch) / "a") == results(after, Path(scratch) / "b")


@settings(max_examples=12, deadline=None)
@given(changes, st.sampled_from(MONTHS))
def test_an_amendment_nobody_knows_changes_nothing_at_all(change: dict[str, object], masa: Masa):
    """Asked as of the day before its promulgation; as of that day it may change every month from its first one."""
    known_on = date.fromordinal(date.fromisoformat(str(change["promulgated"])).toordinal() - 1)
    with TemporaryDirectory() as scratch:
        shelf = shelf_with(Path(scratch), change)
        ours = open_book(shelf, masa, None, known_on)
        theirs = open_book(open_shelf("balangan"), masa, None, known_on)
        assert ours.book == theirs.book


@pytest.mark.parametrize("amends", AMENDED)
def test_the_amendment_does_change_its_own_months(tmp_path: Path, amends: str):
    """What is said to change nothing elsewhere changes something here."""
    change = {
        "percents": {},
        "amounts": {"iwp": 7},
        "amends": amends,
        "promulgated": date(2024, 2, 1),
        "masa": "2024-03",
    }
    shelf = shelf_with(tmp_path, change)
    march = open_book(shelf, Masa(2024, 3))
    assert march.book.definitions["iwp"].formula == "RUPIAH(7)"
    plain = open_book(open_shelf("balangan"), Masa(2024, 3))
    assert results(march, tmp_path / "b") != results(plain, tmp_path / "c")
    early = open_book(shelf, Masa(2024, 3), None, date(2024, 1, 31))
    assert early.book == replace(plain.book, masa=early.book.masa)
