"""An independent reader of the words with numbers: it knows sentences, digits and school arithmetic.

"dibulatkan ke satuan terdekat, setengah ke atas (Rp 1.140.112 × 99 %)" is read back to the fraction it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

HALF = Fraction(1, 2)

# --- the vocabulary ----------------------------------------------------------------------------------------------

# How a quotient becomes whole; {kelipatan} is ``satuan`` or a number.
ROUNDINGS: Mapping[str, Callable[[Fraction], int]] = {
    "dibulatkan ke {kelipatan} terdekat, setengah ke atas": lambda value: int((value + HALF) // 1),
    "dibulatkan ke {kelipatan} terdekat, setengah menjauhi nol": lambda value: (
        int((abs(value) + HALF) // 1) * (-1 if value < 0 else 1)
    ),
    "dibulatkan ke {kelipatan} terdekat, setengah ke genap": round,
    "dibulatkan ke bawah ke {kelipatan}": lambda value: int(value // 1),
    "dibulatkan ke atas ke {kelipatan}": lambda value: -int(-value // 1),
    "dipotong ke {kelipatan}": int,
}
ONE = "satuan"
EXTREMES: Mapping[str, Callable[..., Fraction]] = {"yang terkecil dari": min, "yang terbesar dari": max}
PREFIXES = ("Rp",)
# What stands behind a number, and what it multiplies it by.
SUFFIXES: Mapping[str, Fraction] = {
    "%": Fraction(1, 100),
    "hari": Fraction(1),
    "menit": Fraction(1),
    "bulan": Fraction(1),
}
SUMS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: left + right,
    "−": lambda left, right: left - right,
}
PRODUCTS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "×": lambda left, right: left * right,
    ":": lambda left, right: left / right,
}
MINUS, OPEN, CLOSE, BETWEEN = "−", "(", ")", ";"
GROUP, POINT, BAR = ".", ",", "/"

# -----------------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?(?:/\d+)?")
_SENTENCES = {
    re.compile(re.escape(text).replace(r"\{kelipatan\}", r"(?P<kelipatan>[^()]+?)") + r" \("): rounding
    for text, rounding in ROUNDINGS.items()
}


class UnreadableError(ValueError):
    """The text is not arithmetic."""


def read_number(text: str) -> Fraction:
    """The value that a sentence of arithmetic says.

    >>> read_number("yang terbesar dari (0; Rp 1.000 − Rp 2.000,5)")
    Fraction(0, 1)
    >>> read_number("dibulatkan ke bawah ke 1.000 (Rp 2.500 × 150 %)")
    Fraction(3000, 1)
    """
    reader = _Reader(text)
    value = reader.sum()
    if reader.rest:
        raise UnreadableError(f"{reader.rest!r} is left of {text!r}")
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self.rest = text.strip()

    def skip(self, mark: str) -> bool:
        if not self.rest.startswith(mark):
            return False
        self.rest = self.rest[len(mark) :].lstrip()
        return True

    def need(self, mark: str) -> None:
        if not self.skip(mark):
            raise UnreadableError(f"{mark!r} expected at {self.rest!r}")

    def sum(self) -> Fraction:
        return self.chain(SUMS, lambda: self.chain(PRODUCTS, self.factor))

    def chain(
        self, operators: Mapping[str, Callable[[Fraction, Fraction], Fraction]], operand: Callable[[], Fraction]
    ) -> Fraction:
        value = operand()
        while found := next((sign for sign in operators if self.skip(sign)), None):
            value = operators[found](value, operand())
        return value

    def factor(self) -> Fraction:
        if self.skip(MINUS):
            return -self.factor()
        if self.skip(OPEN):
            value = self.sum()
            self.need(CLOSE)
            return value
        found = self.extreme()
        found = self.rounded() if found is None else found
        return self.number() if found is None else found

    def extreme(self) -> Fraction | None:
        word = next((word for word in EXTREMES if self.skip(word)), None)
        if word is None:
            return None
        self.need(OPEN)
        values = [self.sum()]
        while self.skip(BETWEEN):
            values.append(self.sum())
        self.need(CLOSE)
        return EXTREMES[word](values)

    def rounded(self) -> Fraction | None:
        for sentence, rounding in _SENTENCES.items():
            match = sentence.match(self.rest)
            if match:
                step = Fraction(1) if match["kelipatan"] == ONE else read_number(match["kelipatan"])
                self.rest = self.rest[match.end() :].lstrip()
                value = self.sum()
                self.need(CLOSE)
                return rounding(value / step) * step
        return None

    def number(self) -> Fraction:
        for prefix in PREFIXES:
            self.skip(prefix)
        match = _NUMBER.match(self.rest)
        if match is None:
            raise UnreadableError(f"a number expected at {self.rest!r}")
        self.rest = self.rest[match.end() :].lstrip()
        value = Fraction(match[0].replace(GROUP, "").replace(POINT, "."))
        suffix = next((suffix for suffix in SUFFIXES if self.skip(suffix)), None)
        return value * SUFFIXES[suffix] if suffix else value
