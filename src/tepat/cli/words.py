"""The two languages of the command line."""

from __future__ import annotations

import os

BAHASA = "en" if os.environ.get("TEPAT_BAHASA", "id").lower().startswith("en") else "id"


def say(indonesian: str, english: str) -> str:
    """The sentence in the language of ``TEPAT_BAHASA`` (Indonesian unless it is ``en``)."""
    return english if BAHASA == "en" else indonesian


def near(word: str, known: list[str]) -> str:
    """`` (mungkin 'x'?)`` for the nearest known word, else empty."""
    import difflib

    found = difflib.get_close_matches(word, known, n=1)
    return say(f" (mungkin '{found[0]}'?)", f" (did you mean '{found[0]}'?)") if found else ""


def rupiah(amount: int) -> str:
    """``Rp 7.746.581`` or ``Rp 7,746,581``."""
    return "Rp " + f"{amount:,}".replace(",", "." if BAHASA == "id" else ",")


def grouped(number: int) -> str:
    """A count with grouped digits."""
    return f"{number:,}".replace(",", "." if BAHASA == "id" else ",")
