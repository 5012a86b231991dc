"""The header row: the columns of the contract, each once, whatever else there is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from tepat.lang.errors import Place, Problem
from tepat.law.packet import FactFile

# What stands for "nothing is near" in a message.
NONE_NEAR = "–"
# Separators that a spreadsheet writes instead of the comma, as a clerk would call them.
SEPARATORS = {";": ";", "\t": "tab", "|": "|"}


def header_problems(file: FactFile, berkas: str, columns: Sequence[str]) -> list[Problem]:
    """What is wrong with the header ``columns`` of the file called ``berkas``."""
    if separator := _other_separator(columns):
        return [Problem("F-005", Place(berkas, 1), {"berkas": berkas, "pemisah": separator})]
    return [*_unnamed(berkas, columns), *_repeated(berkas, columns), *_missing(file, berkas, columns)]


def _other_separator(columns: Sequence[str]) -> str | None:
    if len(columns) != 1:
        return None
    return next((word for mark, word in SEPARATORS.items() if mark in columns[0]), None)


def _unnamed(berkas: str, columns: Sequence[str]) -> list[Problem]:
    numbers = [number for number, name in enumerate(columns, 1) if not name]
    return [Problem("F-008", Place(berkas, 1, number), {"nomor": number}) for number in numbers]


def _repeated(berkas: str, columns: Sequence[str]) -> list[Problem]:
    counts = Counter(name for name in columns if name)
    return [
        Problem("F-007", Place(berkas, 1, name), {"kolom": name, "banyak": count})
        for name, count in counts.items()
        if count > 1
    ]


def _missing(file: FactFile, berkas: str, columns: Sequence[str]) -> list[Problem]:
    others = [name for name in columns if name and name not in file.names]
    return [
        Problem("F-006", Place(berkas, 1), {"kolom": name, "mirip": nearest(name, others), **_both(file, columns)})
        for name in file.names
        if name not in columns and name not in file.dispensable
    ]


def _both(file: FactFile, columns: Sequence[str]) -> dict[str, object]:
    return {"seharusnya": ", ".join(file.names), "ada": ", ".join(columns)}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word`` but for capitals, blanks and punctuation; a dash where none is near.

    >>> nearest("Butuh Perbaikan", ["baik", "butuh_perbaikan"])
    'butuh_perbaikan'
    >>> nearest("xyz", ["baik"])
    '–'
    """
    plain = {snake_case(candidate): candidate for candidate in known}
    found = get_close_matches(snake_case(word), plain, n=1)
    return plain[found[0]] if found else NONE_NEAR


def snake_case(text: str) -> str:
    """A text as a code: lower case, words joined by underscores.

    >>> snake_case("Cuti  Besar/Sakit ")
    'cuti_besar_sakit'
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
