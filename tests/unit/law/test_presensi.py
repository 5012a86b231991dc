"""Which rule book cuts a region's attendance, and how its punches are read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.lang.errors import UsageError
from tepat.law.consolidate import open_book
from tepat.law.packet import STATUS_HARIAN
from tepat.law.person import Person
from tepat.law.presensi import CUTS, attendance_book, attendance_settings
from tepat.law.shelf import open_shelf, regulations_root

SUPPLEMENTS = regulations_root() / "contoh"
TARIFF, TULUNGAGUNG = SUPPLEMENTS / "pelengkap-tarif-presensi", SUPPLEMENTS / "pelengkap-tulungagung"
JULY = Masa(2026, 7)
SAMPLE = "contoh/presensi-tarif"


@pytest.mark.parametrize("regulasi", ["lampung", "kemnaker", "kementerian/kemnaker", "contoh/presensi-harian"])
def test_a_region_that_computes_its_cuts_is_read_with_its_own_book(regulasi: str):
    found = attendance_book(regulasi, JULY)
    assert found is not None
    assert found == open_book(open_shelf(regulasi), JULY)
    assert CUTS in found.book.definitions


def test_a_supplement_does_not_replace_a_regions_own_tariff():
    found = attendance_book("lampung", JULY, TARIFF)
    assert found is not None
    assert found.book.definitions[CUTS].source.instrumen == "lampung/formulir-2026"


def test_a_region_whose_tariff_nobody_supplied_has_no_book():
    assert attendance_book("balangan", JULY) is None
    assert attendance_book("tulungagung", JULY) is None
    assert attendance_book(SAMPLE, JULY) is None


def test_a_supplement_that_lacks_one_tariff_is_not_enough(tmp_path: Path):
    for source in sorted(path for path in TARIFF.rglob("*") if path.is_file()):
        target = tmp_path / source.relative_to(TARIFF)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    assert attendance_book("balangan", JULY, tmp_path) is not None
    rules = (tmp_path / "aturan.toml").read_text("utf-8")
    start = rules.index("[parameter.potongan_presensi_hilang]")
    end = rules.index("[tabel.tarif_terlambat]")
    (tmp_path / "aturan.toml").write_text(rules[:start] + rules[end:], "utf-8")
    assert attendance_book("balangan", JULY, tmp_path) is None


def test_a_region_that_leaves_its_own_tariff_unknown_takes_it_from_its_supplement():
    found = attendance_book("tulungagung", Masa(2021, 3), TULUNGAGUNG)
    assert found is not None
    assert (found.book.region, CUTS in found.book.definitions) == ("tulungagung", True)


def test_a_region_without_a_form_of_its_own_is_cut_in_the_national_one_with_its_tariff():
    found = attendance_book("balangan", JULY, TARIFF)
    assert found is not None
    assert (found.book.region, found.book.zone) == ("balangan", "Asia/Makassar")
    assert set(found.reads) == {"pegawai", "harian"}, "a month's other facts are not needed to cut attendance"
    days = [
        {"tanggal": JULY.first, "status": "alpa"},
        {"tanggal": JULY.last, "status": "hadir", "masuk": None, "menit_pulang_cepat": Fraction(0)},
    ]
    assert Person(found, {"harian": days}).value((CUTS,)) == Fraction(6, 100), "3 % and two missing scans of 1.5 %"


def test_the_book_of_a_region_without_a_form_stays_as_it_was():
    own = open_book(open_shelf("balangan"), JULY).book
    assert CUTS not in own.definitions
    assert not any("presensi" in item.key for item in own.instruments)


def test_there_must_be_such_a_region():
    with pytest.raises(UsageError):
        attendance_book("atlantis", JULY)


def test_what_nobody_states_otherwise_is_as_usual():
    usual = attendance_settings(None, JULY)
    assert (usual.window_before, usual.window_after, usual.roster_on_holidays) == (240, 480, True)
    assert (usual.both_punches, usual.one_punch, usual.minutes_of_absence) == (1, Fraction(1, 2), None)
    assert usual.kredit_hadir == dict.fromkeys(sorted(STATUS_HARIAN.codes), Fraction(0))
    assert attendance_settings("lampung", JULY) == usual


def test_a_region_states_only_what_is_otherwise_with_it():
    found = attendance_settings(SAMPLE, JULY)
    assert (found.window_before, found.window_after, found.minutes_of_absence) == (240, 600, 450)
    assert not any(found.kredit_hadir.values())


@pytest.mark.parametrize("regulasi", ["balangan", SAMPLE])
def test_a_supplement_says_which_leave_counts_as_presence(regulasi: str):
    found = attendance_settings(regulasi, JULY, TARIFF)
    counted = {status for status, part in found.kredit_hadir.items() if part == 1}
    assert counted == {"dinas_luar", "diklat", "gangguan", "wfh"}


def test_settings_are_read_from_a_book_at_hand():
    book = open_book(open_shelf(SAMPLE), JULY, TARIFF)
    assert attendance_settings(SAMPLE, JULY, book=book) == attendance_settings(SAMPLE, JULY, TARIFF)
