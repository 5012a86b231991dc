"""Filters that write money, numbers and dates in the language of the page. ``{% load tepat %}``.

What is None is shown as a dash that says "belum diketahui"; a binary fraction or an empty text raises.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tepat.web.ui import formats
from tepat.web.ui.formats import Number

register = template.Library()


def bahasa() -> str:
    """The language of this page, as the formats know it."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def unknown() -> str:
    """The dash for what nobody knows yet."""
    words = _("belum diketahui")
    return format_html(
        '<span class="unknown" title="{}">—<span class="visually-hidden"> {}</span></span>', words, words
    )


def _written(value: Any, write: Callable[[Any, str], str]) -> str:
    return unknown() if value is None else write(value, bahasa())


@register.filter
def rupiah(value: Number | None) -> str:
    """``Rp 7.214.300``."""
    return _written(value, formats.rupiah_text)


@register.filter
def angka(value: Number | None) -> str:
    """``4.812``."""
    return _written(value, formats.number_text)


@register.filter
def persen(value: Number | None) -> str:
    """``98,5 %`` of the ratio 0.985; ``≈ 33,33 %`` where it does not end within four decimals."""
    return _written(value, formats.percent_text)


@register.filter
def masa(value: str | date | None) -> str:
    """``Maret 2024``."""
    return _written(value, formats.masa_text)


@register.filter
def tanggal(value: date | str | None, form: str = "panjang") -> str:
    """``5 April 2024``; with ``"pendek"`` it is ``Jum, 5 Apr``."""
    forms = {"panjang": formats.day_text, "pendek": formats.short_day_text}
    return _written(_local(value), forms[form])


@register.filter
def jam(value: time | datetime | str | None) -> str:
    """``07.42``."""
    return _written(_local(value), formats.clock_text)


@register.filter
def terbilang(value: int | None) -> str:
    """``tujuh juta …``: the word of the currency is the page's."""
    return _written(value, formats.words_text)


@register.filter
def nip(value: str | None) -> str:
    """``19000101 192001 1 001``."""
    return _written(value, lambda text, _bahasa: formats.nip_text(text))


def _local(value: Any) -> Any:
    is_instant = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_instant else value
