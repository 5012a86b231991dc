"""Prose: a formula in words, and the same formula with a person's numbers.

The words with numbers are no decoration: read back as arithmetic they give the value again (a test does so), which
makes prose the third of the three ways to a value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from tepat.lang.exact import Trail, Unknown, Value
from tepat.lang.functions import AGGREGATES, ROUNDINGS, UNIT_LITERALS
from tepat.lang.names import name_text
from tepat.lang.tree import Binary, Call, Case, In, IsNull, Literal, Name, Node, Unary
from tepat.lang.types import Unit

_MONTHS = {
    "id": ("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()),
    "en": ("January February March April May June July August September October November December".split()),
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "AND": "dan",
        "OR": "atau",
        "NOT": "tidak",
        "IN": "salah satu dari",
        "IS NULL": "tidak ada",
        "IS NOT NULL": "ada",
        "LEAST": "yang terkecil dari",
        "GREATEST": "yang terbesar dari",
        "TABEL": "tabel",
        "PROGRESIF": "jumlah lapisan tabel",
        "ADA": "ada",
        "BANYAK": "banyaknya",
        "BANYAK_BEDA": "banyaknya yang berlainan dari",
        "JUMLAH": "jumlah",
        "TERKECIL": "yang terkecil di antara",
        "TERBESAR": "yang terbesar di antara",
        "unknown": "tidak diketahui",
        "absent": "tidak ada",
        "yes": "ya",
        "no": "tidak",
        "HARI": "hari",
        "MENIT": "menit",
        "BULAN": "bulan",
        "when": "bila {syarat}: {nilai}",
        "else": "selain itu: {nilai}",
        "AWAL_MASA": "hari pertama masa",
        "AKHIR_MASA": "hari terakhir masa",
        "MASA": "masa",
        "AKHIR_HARI": "akhir hari {0}",
        "TAMBAH_BULAN": "{0} ditambah {1} bulan",
        "TAMBAH_HARI": "{0} ditambah {1} hari",
        "HARI_KE": "tanggal {1} pada bulan {0}",
        "ANGKA": "angka {0}",
        "AWAL_TAHUN": "1 Januari tahun masa",
        "BULAN_KE": "nomor bulan masa",
        "PERIODE_RUN": "periode jenis pembayaran",
        "PERIODE_BULAN": "bulan ke-{0} dari masa",
        "PERIODE_TRIWULAN": "triwulan ke-{0} dari masa",
        "PERIODE_SEMESTER": "semester ke-{0} dari masa",
        "PERIODE_TAHUN": "tahun ke-{0} dari masa",
        "AWAL_PERIODE": "hari pertama periode {0}",
        "TAHUN_PERIODE": "tahun periode {0}",
        "HARI_PEKAN": "hari pekan {0}",
        "TANGGAL_DARI": "tanggal dari {0}",
        "BULAN_DARI": "bulan dari {0}",
        "TAHUN_DARI": "tahun dari {0}",
        "HARI_ANTARA": "hari dari {0} ke {1}",
        "BULAN_ANTARA": "bulan penuh dari {0} ke {1}",
        "MENIT_ANTARA": "menit penuh dari {0} ke {1}",
        "TANGGAL_WAKTU": "tanggal {0}",
        "PUKUL": "{0} pukul {1}.{2}",
        "half_up": "dibulatkan ke {kelipatan} terdekat, setengah ke atas",
        "half_away": "dibulatkan ke {kelipatan} terdekat, setengah menjauhi nol",
        "half_even": "dibulatkan ke {kelipatan} terdekat, setengah ke genap",
        "floor": "dibulatkan ke bawah ke {kelipatan}",
        "ceiling": "dibulatkan ke atas ke {kelipatan}",
        "truncate": "dipotong ke {kelipatan}",
        "one": "satuan",
    },
    "en": {
        "AND": "and",
        "OR": "or",
        "NOT": "not",
        "IN": "one of",
        "IS NULL": "is absent",
        "IS NOT NULL": "is there",
        "LEAST": "the least of",
        "GREATEST": "the greatest of",
        "TABEL": "table",
        "PROGRESIF": "sum of the layers of table",
        "ADA": "there is",
        "BANYAK": "number of",
        "BANYAK_BEDA": "number of different",
        "JUMLAH": "sum of",
        "TERKECIL": "the least among",
        "TERBESAR": "the greatest among",
        "unknown": "unknown",
        "absent": "absent",
        "yes": "yes",
        "no": "no",
        "HARI": "days",
        "MENIT": "minutes",
        "BULAN": "months",
        "when": "if {syarat}: {nilai}",
        "else": "otherwise: {nilai}",
        "AWAL_MASA": "the first day of the month",
        "AKHIR_MASA": "the last day of the month",
        "MASA": "the month",
        "AKHIR_HARI": "the end of {0}",
        "TAMBAH_BULAN": "{0} plus {1} months",
        "TAMBAH_HARI": "{0} plus {1} days",
        "HARI_KE": "day {1} of the month of {0}",
        "ANGKA": "the number of {0}",
        "AWAL_TAHUN": "1 January of the month's year",
        "BULAN_KE": "the number of the month",
        "PERIODE_RUN": "the period of the kind of run",
        "PERIODE_BULAN": "the month {0} from this one",
        "PERIODE_TRIWULAN": "the quarter {0} from this one",
        "PERIODE_SEMESTER": "the half-year {0} from this one",
        "PERIODE_TAHUN": "the year {0} from this one",
        "AWAL_PERIODE": "the first day of period {0}",
        "TAHUN_PERIODE": "the year of period {0}",
        "HARI_PEKAN": "weekday of {0}",
        "TANGGAL_DARI": "day of {0}",
        "BULAN_DARI": "month of {0}",
        "TAHUN_DARI": "year of {0}",
        "HARI_ANTARA": "days from {0} to {1}",
        "BULAN_ANTARA": "whole months from {0} to {1}",
        "MENIT_ANTARA": "whole minutes from {0} to {1}",
        "TANGGAL_WAKTU": "the date of {0}",
        "PUKUL": "{1}:{2} on {0}",
        "half_up": "rounded to the nearest {kelipatan}, halves up",
        "half_away": "rounded to the nearest {kelipatan}, halves away from zero",
        "half_even": "rounded to the nearest {kelipatan}, halves to even",
        "floor": "rounded down to {kelipatan}",
        "ceiling": "rounded up to {kelipatan}",
        "truncate": "cut to {kelipatan}",
        "one": "unit",
    },
}

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": ":", "=": "=", "<>": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_STRENGTH = {"OR": 1, "AND": 2, "+": 5, "-": 5, "*": 6, "/": 6}
_COMPARING = 4


def decimal_text(value: Fraction, bahasa: str) -> str:
    """An exact number with grouped digits, as people write it; ``a/b`` where it does not terminate.

    >>> decimal_text(Fraction(76321425, 100), "id")
    '763.214,25'
    """
    sign = "−" if value < 0 else ""
    scale = 0
    while (abs(value) * 10**scale).denominator != 1:
        scale += 1
        if scale > _LONGEST:
            return f"{value.numerator}/{value.denominator}"
    digits = str(int(abs(value) * 10**scale)).rjust(scale + 1, "0")
    whole, rest = (digits[: len(digits) - scale], digits[len(digits) - scale :])
    group, point = (".", ",") if bahasa == "id" else (",", ".")
    grouped = f"{int(whole):,}".replace(",", group)
    return f"{sign}{grouped}{point + rest if rest else ''}"


_LONGEST = 30


def plain_number(value: Fraction) -> str:
    """An exact number as files hold it: ``0.05``, or ``1/3`` where it does not terminate.

    >>> plain_number(Fraction(-1, 20)), plain_number(Fraction(1, 3))
    ('-0.05', '1/3')
    """
    text = decimal_text(value, "en")
    return text if "/" in text else text.replace(",", "").replace("−", "-")


def date_text(day: date, bahasa: str) -> str:
    """``1 Maret 2024`` or ``1 March 2024``."""
    return f"{day.day} {_MONTHS[bahasa][day.month - 1]} {day.year}"


def instant_text(moment: datetime, bahasa: str, zone: str) -> str:
    """An instant (kept in UTC) as the region's clocks show it.

    >>> instant_text(datetime(2024, 4, 5, 15, 59, 59), "id", "Asia/Makassar")
    '5 April 2024 23.59.59 WITA'
    """
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    clock = f"{local:%H.%M.%S}" if bahasa == "id" else f"{local:%H:%M:%S}"
    return f"{date_text(local, bahasa)} {clock} {_ZONES.get(zone, local.tzname())}"


_ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def value_text(value: Value, unit: Unit | None, bahasa: str, zone: str = "UTC") -> str:
    """A value with its unit, as people write it; an instant in the given zone."""
    words = WORDS[bahasa]
    if isinstance(value, Unknown):
        return words["unknown"]
    if value is None:
        return words["absent"]
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if isinstance(value, Fraction):
        return _number_text(value, unit, bahasa)
    if isinstance(value, datetime):
        return instant_text(value, bahasa, zone)
    return date_text(value, bahasa) if isinstance(value, date) else name_text(value, bahasa)


def _number_text(value: Fraction, unit: Unit | None, bahasa: str) -> str:
    if unit is Unit.RUPIAH:
        text = decimal_text(abs(value), bahasa)
        return f"−Rp {text}" if value < 0 else f"Rp {text}"
    if unit is Unit.PERSEN:
        return f"{decimal_text(value * 100, bahasa)} %"
    text = decimal_text(value, bahasa)
    return f"{text} {WORDS[bahasa][unit.name]}" if unit in (Unit.HARI, Unit.MENIT, Unit.BULAN) else text


@dataclass(frozen=True)
class Vocabulary:
    """What names mean to people: ``label`` of a name, its ``unit``, and the label of a table or relation."""

    bahasa: str
    label: Callable[[tuple[str, ...]], str]
    unit: Callable[[tuple[str, ...]], Unit | None]
    thing: Callable[[str], str]
    zone: str = "UTC"


@dataclass(frozen=True)
class _Writer:
    """Writes one formula. With a ``trail`` the names become their values and only the branch taken is written."""

    vocabulary: Vocabulary
    trail: Trail | None = None

    @property
    def words(self) -> Mapping[str, str]:
        return WORDS[self.vocabulary.bahasa]

    def text(self, node: Node, around: int = 0) -> str:
        match node:
            case Literal():
                return self._value(node.value, None)
            case Name():
                return self._name(node)
            case Unary(operator="NOT"):
                return f"{self.words['NOT']} {self.text(node.operand, _COMPARING)}"
            case Unary():
                return f"−{self.text(node.operand, _STRENGTH['*'])}"
            case Binary():
                return self._binary(node, around)
            case IsNull():
                test = "IS NOT NULL" if node.negated else "IS NULL"
                return f"{self.vocabulary.label(node.operand.parts)} {self.words[test]}"
            case In():
                options = ", ".join(self.text(option) for option in node.options)
                return f"{self.text(node.operand)} {self.words['IN']} ({options})"
            case Case():
                return self._case(node, around)
            case Call():
                return self._call(node)
            case _:
                raise TypeError(f"unknown node {node!r}")

    def _name(self, node: Name) -> str:
        if self.trail is None or id(node) not in self.trail.values:
            return self.vocabulary.label(node.parts)
        return self._value(self.trail.values[id(node)], self.vocabulary.unit(node.parts))

    def _value(self, value: Value, unit: Unit | None) -> str:
        return value_text(value, unit, self.vocabulary.bahasa, self.vocabulary.zone)

    def _binary(self, node: Binary, around: int) -> str:
        strength = _STRENGTH.get(node.operator, _COMPARING)
        sign = _SIGNS.get(node.operator) or self.words[node.operator]
        left, right = self.text(node.left, strength), self.text(node.right, strength + 1)
        text = f"{left} {sign} {right}"
        return f"({text})" if strength < around else text

    def _case(self, node: Case, around: int) -> str:
        if self.trail is not None and id(node) in self.trail.taken:
            return self.text(chosen(node, self.trail.taken[id(node)]), around)
        parts = [
            self.words["when"].format(syarat=self.text(branch.condition), nilai=self.text(branch.value))
            for branch in node.branches
        ]
        return "; ".join([*parts, self.words["else"].format(nilai=self.text(node.default))])

    def _call(self, node: Call) -> str:
        if node.function in UNIT_LITERALS:
            unit, divisor = UNIT_LITERALS[node.function]
            return self._value(_literal(node.arguments[0]) * Fraction(1, divisor), unit)
        if node.function in ROUNDINGS:
            return f"{self._rounding(node)} ({self.text(node.arguments[0])})"
        if node.function in ("LEAST", "GREATEST"):
            return f"{self.words[node.function]} ({'; '.join(self.text(part) for part in node.arguments)})"
        if node.function in ("TABEL", "LAPIS", "PROGRESIF"):
            return self._table(node)
        if node.function == "TIDAK_DIKETAHUI":
            return self.words["unknown"]
        if node.function in AGGREGATES:
            return self._aggregate(node)
        if self.trail is not None and id(node) in self.trail.values:
            return self._value(self.trail.values[id(node)], None)
        return self.words[node.function].format(*(self.text(part) for part in node.arguments))

    def _rounding(self, node: Call) -> str:
        step = self.text(node.arguments[1]) if len(node.arguments) == 2 else self.words["one"]
        return self.words[ROUNDINGS[node.function]].format(kelipatan=step)

    def _table(self, node: Call) -> str:
        name, *arguments = node.arguments
        table = self.vocabulary.thing(str(name.value) if isinstance(name, Literal) else "")
        if self.trail is not None and id(node) in self.trail.values:
            unit = self.vocabulary.unit((str(_text(name)),))
            if node.function == "PROGRESIF":  # a rate of an amount is an amount
                amount = arguments[-1]
                unit = self.vocabulary.unit(amount.parts) if isinstance(amount, Name) else None
            return self._value(self.trail.values[id(node)], unit)
        word = self.words["PROGRESIF" if node.function == "PROGRESIF" else "TABEL"]
        return f"{word} '{table}' ({'; '.join(self.text(part) for part in arguments)})"

    def _aggregate(self, node: Call) -> str:
        target = node.arguments[0]
        parts = target.parts if isinstance(target, Name) else ("",)
        if self.trail is not None and id(node) in self.trail.values and node.function != "ADA":
            counts = node.function in ("BANYAK", "BANYAK_BEDA")
            return self._value(self.trail.values[id(node)], None if counts else self.vocabulary.unit(parts))
        thing = self.vocabulary.thing(parts[0])
        inner = thing if len(parts) == 1 else self._column_of(parts, thing)
        return f"{self.words[node.function]} {inner}"

    def _column_of(self, parts: tuple[str, ...], thing: str) -> str:
        """A column of a relation with the relation's name, which the label of a plain fact has already."""
        label = self.vocabulary.label(parts)
        return label if label.endswith(f"({thing})") else f"{label} ({thing})"


def chosen(node: Case, index: int) -> Node:
    """The value of the branch taken; the last index is the ELSE."""
    return node.branches[index].value if index < len(node.branches) else node.default


def _literal(node: Node) -> Fraction:
    if isinstance(node, Unary):
        return -_literal(node.operand)
    if not isinstance(node, Literal) or not isinstance(node.value, Fraction):
        raise TypeError("a unit is written around a number")
    return node.value


def _text(node: Node) -> object:
    return node.value if isinstance(node, Literal) else ""


def in_words(node: Node, vocabulary: Vocabulary) -> str:
    """The formula with the labels of what it reads."""
    return _Writer(vocabulary).text(node)


def in_numbers(node: Node, vocabulary: Vocabulary, trail: Trail) -> str:
    """The formula with the values it read, and of every CASE the branch taken."""
    return _Writer(vocabulary, trail).text(node)
