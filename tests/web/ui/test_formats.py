"""Money, numbers and dates as people read them: what is written can be read back, and nothing is guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from tepat.web.ui import formats
from tepat.web.ui.templatetags import tepat as filters

LANGUAGES = st.sampled_from(["id", "en"])
AMOUNTS = st.integers(-(10**11), 10**11)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def read_number(text: str, bahasa: str) -> Fraction:
    """A reader of its own: signs and groups away, the point as Python has it."""
    group, point = (".", ",") if bahasa == "id" else (",", ".")
    plain = text.replace(group, "").replace(point, ".").replace("−", "-").replace("Rp ", "").replace("%", "").strip()
    return Fraction(plain)


@given(AMOUNTS, LANGUAGES)
def test_rupiah_read_back_is_the_amount(amount: int, bahasa: str):
    assert read_number(formats.rupiah_text(amount, bahasa), bahasa) == amount


@given(AMOUNTS)
def test_digits_of_rupiah_stand_in_groups_of_three(amount: int):
    assert re.fullmatch(r"−?Rp \d{1,3}(\.\d{3})*", formats.rupiah_text(amount, "id"))


@given(st.decimals(-10000, 10000, places=4), LANGUAGES)
def test_a_number_read_back_is_the_number(number: Decimal, bahasa: str):
    assert read_number(formats.number_text(number, bahasa), bahasa) == Fraction(number)


@given(st.integers(-(10**6), 10**6), LANGUAGES)
def test_a_percentage_of_up_to_four_decimals_is_exact(numerator: int, bahasa: str):
    ratio = Fraction(numerator, 10**6)
    text = formats.percent_text(ratio, bahasa)
    assert "≈" not in text
    assert read_number(text, bahasa) == ratio * 100


@given(st.fractions(0, 2), LANGUAGES)
def test_a_percentage_says_when_it_is_rounded_and_is_off_by_half_a_hundredth_at_most(ratio: Fraction, bahasa: str):
    text = formats.percent_text(ratio, bahasa)
    shown = read_number(text.removeprefix("≈ "), bahasa)
    assert text.startswith("≈") == (shown != ratio * 100)
    assert abs(shown - ratio * 100) <= Fraction(1, 200)


def test_a_percentage_is_rounded_halves_away_from_zero():
    assert formats.percent_text(Fraction("0.12345678"), "id") == "≈ 12,35 %"
    assert formats.percent_text(Fraction("0.12345000001"), "id") == "≈ 12,35 %"
    assert formats.percent_text(Fraction(-1, 3), "id") == "≈ −33,33 %"


@pytest.mark.parametrize("wrong", [1.5, True, float("nan"), b"1", [1]])
def test_what_is_not_an_exact_number_is_refused(wrong: object):
    with pytest.raises(TypeError, match="exact number"):
        formats.exact(wrong)


def test_an_empty_text_is_no_number():
    with pytest.raises(ValueError, match="Fraction"):
        filters.rupiah("")


@given(DAYS, LANGUAGES)
def test_a_date_names_its_day_month_and_year(day: date, bahasa: str):
    number, month, year = formats.day_text(day, bahasa).split()
    assert (int(number), MONTHS[bahasa].index(month) + 1, int(year)) == (day.day, day.month, day.year)
    assert formats.masa_text(day, bahasa) == f"{month} {year}"
    assert formats.day_text(day.isoformat(), bahasa) == formats.day_text(day, bahasa)


@pytest.mark.parametrize("wrong", ["2024", "2024-13", "2024-3", "Maret 2024", ""])
def test_a_masa_of_another_form_is_refused(wrong: str):
    with pytest.raises(ValueError, match="YYYY-MM"):
        formats.masa_text(wrong, "id")


@given(st.times(), LANGUAGES)
def test_a_clock_shows_hours_and_minutes(moment: time, bahasa: str):
    shown = formats.clock_text(moment, bahasa)
    assert shown == formats.clock_text(moment.isoformat(), bahasa)
    assert [int(part) for part in re.split(r"[.:]", shown)] == [moment.hour, moment.minute]


@given(st.integers(0, 10**12), LANGUAGES)
def test_words_are_those_of_the_language(number: int, bahasa: str):
    assert formats.words_text(number, bahasa) == num2words(number, lang=bahasa)


def test_words_of_a_negative_amount_and_of_a_half():
    assert formats.words_text(-1000, "id") == "minus seribu"
    with pytest.raises(ValueError, match="whole"):
        formats.words_text(Fraction(1, 2), "id")


@given(st.from_regex(r"190[0-9]{15}", fullmatch=True))
def test_a_grouped_nip_keeps_its_digits(nip: str):
    grouped = formats.nip_text(nip)
    assert grouped.replace(" ", "") == nip
    assert [len(part) for part in grouped.split()] == [8, 6, 1, 3]


def test_what_is_no_nip_stays_as_it_is():
    assert formats.nip_text("12345") == "12345"


@pytest.mark.parametrize(
    "write",
    [filters.rupiah, filters.angka, filters.persen, filters.masa, filters.tanggal, filters.jam, filters.terbilang],
)
def test_what_is_unknown_is_a_dash_that_says_so(write):
    with translation.override("id"):
        assert 'title="belum diketahui"' in write(None)
        assert "—" in write(None)


@pytest.mark.parametrize(
    ("language", "expected"), [("id", "Rp 7.214.300"), ("en", "Rp 7,214,300"), ("en-us", "Rp 7,214,300")]
)
def test_filters_write_in_the_language_of_the_page(language: str, expected: str):
    with translation.override(language):
        assert filters.rupiah(7214300) == expected


def test_an_instant_is_shown_by_the_clock_of_the_office():
    moment = datetime(2024, 4, 5, 23, 42, tzinfo=UTC)
    with translation.override("id"), timezone.override("Asia/Makassar"):
        assert (filters.jam(moment), filters.tanggal(moment)) == ("07.42", "6 April 2024")
        assert filters.tanggal(moment, "pendek") == "Sab, 6 Apr"
