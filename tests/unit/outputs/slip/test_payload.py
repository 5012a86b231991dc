"""What the document is given to show: texts, each as people write it."""

from __future__ import annotations

import pytest

from tepat.outputs.slip import Holder, Line, Totals
from tepat.outputs.slip.payload import in_words, payload, qr_svg
from tepat.outputs.slip.words import REASONS, WORDS
from tests.unit.outputs.slip.slips import slip, withheld


@pytest.mark.parametrize(
    ("amount", "bahasa", "words"),
    [
        (7_214_300, "id", "Tujuh juta dua ratus empat belas ribu tiga ratus rupiah"),
        (1_000, "id", "Seribu rupiah"),
        (0, "id", "Nol rupiah"),
        (-1_500, "id", "Minus seribu lima ratus rupiah"),
        (100_000_000_000, "id", "Seratus miliar rupiah"),
        (-5, "en", "Minus five rupiah"),
    ],
)
def test_an_amount_in_words(amount: int, bahasa: str, words: str):
    assert in_words(amount, bahasa) == words


def test_amounts_are_grouped_as_the_language_groups_them():
    assert payload(slip())["jumlah"] == {
        "paling_banyak": "7.387.300",
        "bruto": "7.287.300",
        "potongan": "73.000",
        "bersih": "7.214.300",
        "terbilang": "Tujuh juta dua ratus empat belas ribu tiga ratus rupiah",
    }
    in_english = payload(slip(bahasa="en"))
    assert in_english["penghasilan"][0][2:] == ["4,100,000", "4,000,000"]  # type: ignore[index]
    assert in_english["masa"] == "March 2024"


def test_a_month_of_nothing_is_zero_and_not_empty():
    nothing = slip(earnings=(Line("TPP", 0),), deductions=(), totals=Totals(0, 0, 0))
    assert payload(nothing)["jumlah"]["bersih"] == "0"  # type: ignore[index]
    assert payload(nothing)["penghasilan"] == [["TPP", "", "", "0"]]


def test_a_withheld_month_shows_no_total():
    assert payload(withheld())["jumlah"] is None


def test_the_time_of_printing_is_told_on_the_regions_clock():
    assert payload(slip())["dicetak"] == "5 April 2024 11.00.00 WITA"


def test_what_is_not_known_of_a_person_is_not_printed():
    shown = payload(slip(holder=Holder("PEGAWAI CONTOH B", "190001011920011002")))["orang"]
    assert [label for label, _ in shown] == ["Nama", "NIP", "Jenis", "Status"]  # type: ignore[attr-defined]


def test_a_qr_code_is_drawn_only_of_an_address():
    assert payload(slip(url=""))["qr"] == ""
    assert qr_svg("https://contoh.go.id/1").startswith("<svg")
    assert qr_svg("https://contoh.go.id/1") != qr_svg("https://contoh.go.id/2")


def test_both_languages_have_the_same_words():
    assert WORDS["id"].keys() == WORDS["en"].keys()
    assert REASONS["id"].keys() == REASONS["en"].keys()
