"""The catalogue of messages: every code with its sentence, remedy and consequence, in Indonesian and English.

The sentences are data (``catalogue/*.toml``), one file per room, so that a translator or a personnel officer can
read and correct them without reading the program. Codes are stable: other programs rely on them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("id", "en")
LEVELS = ("galat", "tahan", "peringatan", "info")


@dataclass(frozen=True)
class Message:
    """A sentence and what to do about it."""

    pesan: str
    perbaikan: str


@dataclass(frozen=True)
class Entry:
    """One code of the catalogue.

    ``tingkat``: ``galat`` (the command stops), ``tahan`` (the person's month waits), ``peringatan`` (the amount
    stands, somebody should look), ``info``.
    """

    kode: str
    tingkat: str
    pesan: Mapping[str, str]
    perbaikan: Mapping[str, str]


@cache
def catalogue() -> dict[str, Entry]:
    """Every code of every room; a code that stands twice or lacks a language is refused."""
    entries: dict[str, Entry] = {}
    for source in sorted(files("tepat.lang").joinpath("catalogue").iterdir(), key=lambda path: path.name):
        if not source.name.endswith(".toml"):
            continue
        for kode, row in tomllib.loads(source.read_text("utf-8")).items():
            if kode in entries:
                raise KeyError(f"code {kode} stands twice in the catalogue")
            entries[kode] = _entry(kode, row)
    return entries


def _entry(kode: str, row: dict[str, str]) -> Entry:
    if row["tingkat"] not in LEVELS:
        raise ValueError(f"code {kode}: unknown level {row['tingkat']!r}")
    return Entry(
        kode,
        row["tingkat"],
        {"id": row["pesan"], "en": row["pesan_en"]},
        {"id": row["perbaikan"], "en": row["perbaikan_en"]},
    )


def render(kode: str, words: Mapping[str, object], bahasa: str = "id") -> Message:
    """The message of a code with its blanks filled.

    >>> render("F-001", {"berkas": "pegawai"}, "en").pesan
    'file pegawai is missing from the fact packet'
    """
    entry = catalogue()[kode]
    return Message(entry.pesan[bahasa].format_map(words), entry.perbaikan[bahasa].format_map(words))
