"""How money, numbers, dates and identities are written for people, in Indonesian or English; exact throughout.

Every function takes the language (``id`` or ``en``) and refuses binary fractions: what is shown is what was computed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from num2words import num2words

from tepat.lang.prose import date_text, decimal_text

Number = int | Decimal | Fraction | str

_DAYS = {"id": "Sen Sel Rab Kam Jum Sab Min".split(), "en": "Mon Tue Wed Thu Fri Sat Sun".split()}
_SHORT_MONTHS = {
    "id": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
_MASA = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_NIP = re.compile(r"(\d{8})(\d{6})(\d)(\d{3})")
# A percentage with more decimals than these is shown rounded, and says so.
_EXACT_DECIMALS = 4
_ROUNDED_DECIMALS = 2


def exact(value: Number) -> Fraction:
    """The number itself; a binary fraction or an empty text is a mistake of the caller.

    >>> exact("98.5"), exact("1/3")
    (Fraction(197, 2), Fraction(1, 3))
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction | str):
        raise TypeError(f"an exact number is needed here, not {value!r}")
    return Fraction(value)


def rupiah_text(value: Number, bahasa: str) -> str:
    """An amount with its currency; what is taken away has a real minus.

    >>> rupiah_text(7214300, "id"), rupiah_text(-124700, "en")
    ('Rp 7.214.300', '−Rp 124,700')
    """
    amount = exact(value)
    return f"{'−' if amount < 0 else ''}Rp {decimal_text(abs(amount), bahasa)}"


def number_text(value: Number, bahasa: str) -> str:
    """A number with grouped digits.

    >>> number_text(4812, "id"), number_text("19.5", "id")
    ('4.812', '19,5')
    """
    return decimal_text(exact(value), bahasa)


def percent_text(value: Number, bahasa: str) -> str:
    """A ratio as a percentage. With more than four decimals it is shown to two, halves up, behind ``≈``.

    >>> percent_text(Fraction(985, 1000), "id"), percent_text("1/3", "id"), percent_text("0.985", "en")
    ('98,5 %', '≈ 33,33 %', '98.5%')
    """
    percent = exact(value) * 100
    is_short = (percent * 10**_EXACT_DECIMALS).denominator == 1
    shown = percent if is_short else _half_up(percent, _ROUNDED_DECIMALS)
    text = decimal_text(shown, bahasa) + (" %" if bahasa == "id" else "%")
    return text if is_short else f"≈ {text}"


def _half_up(value: Fraction, decimals: int) -> Fraction:
    scale = 10**decimals
    size = (abs(value) * scale * 2 + 1) // 2
    return Fraction(size if value >= 0 else -size, scale)


def masa_text(value: str | date, bahasa: str) -> str:
    """A month of work in words.

    >>> masa_text("2024-03", "id"), masa_text("2024-03", "en")
    ('Maret 2024', 'March 2024')
    """
    text = f"{value:%Y-%m}" if isinstance(value, date) else value
    found = _MASA.fullmatch(text)
    if not found:
        raise ValueError(f"a masa is written YYYY-MM, not {text!r}")
    return date_text(date(int(found[1]), int(found[2]), 1), bahasa).removeprefix("1 ")


def day_text(value: date | str, bahasa: str) -> str:
    """A date in full.

    >>> day_text("2024-04-05", "id")
    '5 April 2024'
    """
    return date_text(_day(value), bahasa)


def short_day_text(value: date | str, bahasa: str) -> str:
    """A date with its day of the week, without the year.

    >>> short_day_text(date(2024, 3, 4), "id"), short_day_text("2024-03-04", "en")
    ('Sen, 4 Mar', 'Mon, 4 Mar')
    """
    day = _day(value)
    return f"{_DAYS[bahasa][day.weekday()]}, {day.day} {_SHORT_MONTHS[bahasa][day.month - 1]}"


def _day(value: date | str) -> date:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def clock_text(value: time | datetime | str, bahasa: str) -> str:
    """Hours and minutes; an instant must already be of the region's zone.

    >>> clock_text(time(7, 42), "id"), clock_text("16:03:59", "en")
    ('07.42', '16:03')
    """
    moment = time.fromisoformat(value.strip()) if isinstance(value, str) else value
    return f"{moment:%H.%M}" if bahasa == "id" else f"{moment:%H:%M}"


def words_text(value: int, bahasa: str) -> str:
    """A whole number in words, as receipts have it.

    >>> words_text(7214300, "id")
    'tujuh juta dua ratus empat belas ribu tiga ratus'
    >>> words_text(-5, "id")
    'minus lima'
    """
    number = exact(value)
    if number.denominator != 1:
        raise ValueError(f"only whole numbers have words, not {value!r}")
    minus = "minus " if number < 0 else ""
    return minus + str(num2words(abs(int(number)), lang=bahasa))


def nip_text(value: str) -> str:
    """An employee's number grouped as on paper; what is not of 18 digits stays as it is.

    >>> nip_text("190001011920011001")
    '19000101 192001 1 001'
    """
    found = _NIP.fullmatch(value)
    return " ".join(found.groups()) if found else value
