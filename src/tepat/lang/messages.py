"""The catalogue of messages: every code with its sentence, cause, remedy and consequence, in Indonesian and English.

The sentences are data (``catalogue/*.toml``), so that a translator or a personnel officer can read and correct them
without reading the program. A file's first line says what one is doing when its codes are met (``kegiatan``); a code
met elsewhere says so itself. Codes are stable: other programs rely on them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("id", "en")
# What follows of each level.
LEVELS: Mapping[str, Mapping[str, str]] = {
    "galat": {
        "id": "perintah berhenti, tidak ada yang ditulis",
        "en": "the command stops, nothing is written",
    },
    "tahan": {
        "id": "bulan pegawai itu ditahan, pegawai lain tetap dihitung",
        "en": "that employee's month is withheld, the others are computed",
    },
    "peringatan": {
        "id": "besarannya berlaku, tetapi perlu dilihat",
        "en": "the amount stands, but somebody should look",
    },
    "info": {"id": "sekadar pemberitahuan", "en": "for information only"},
}
# What one is doing when a code is met.
ACTIVITIES: Mapping[str, Mapping[str, str]] = {
    "contoh": {"id": "Membuat daerah contoh", "en": "Making a synthetic region"},
    "fakta": {"id": "Menyerahkan fakta", "en": "Delivering facts"},
    "hitung": {"id": "Menghitung", "en": "Computing"},
    "periksa": {"id": "Memeriksa dan membandingkan hasil", "en": "Verifying and comparing results"},
    "presensi": {"id": "Mengolah presensi", "en": "Processing attendance"},
    "regulasi": {"id": "Menulis regulasi", "en": "Writing a regulation"},
    "unggahan": {"id": "Membaca berkas unggahan", "en": "Reading an upload"},
}
_TEXTS = ("pesan", "perbaikan", "sebab")
_FIELDS = {"tingkat", "kegiatan", *_TEXTS, *(f"{text}_en" for text in _TEXTS)}


@dataclass(frozen=True)
class Message:
    """A sentence and what to do about it."""

    pesan: str
    perbaikan: str


@dataclass(frozen=True)
class Entry:
    """One code of the catalogue.

    ``tingkat``: ``galat`` (the command stops), ``tahan`` (the person's month waits), ``peringatan`` (the amount
    stands, somebody should look), ``info``. ``kegiatan``: what one is doing when it is met, of `ACTIVITIES`.
    ``sebab``: why it happens in an office, whom it concerns and what follows.
    """

    kode: str
    tingkat: str
    kegiatan: str
    pesan: Mapping[str, str]
    perbaikan: Mapping[str, str]
    sebab: Mapping[str, str]


@cache
def catalogue() -> dict[str, Entry]:
    """Every code of every file; a code that stands twice or lacks a text or a language is refused."""
    entries: dict[str, Entry] = {}
    for source in sorted(files("tepat.lang").joinpath("catalogue").iterdir(), key=lambda path: path.name):
        if not source.name.endswith(".toml"):
            continue
        for entry in read_entries(source.read_text("utf-8")):
            if entry.kode in entries:
                raise KeyError(f"code {entry.kode} stands twice in the catalogue")
            entries[entry.kode] = entry
    return entries


def read_entries(text: str) -> Iterator[Entry]:
    """The codes of one file of the catalogue."""
    raw = tomllib.loads(text)
    usual = {"kegiatan": raw.pop("kegiatan")} if "kegiatan" in raw else {}
    for kode, row in raw.items():
        yield _entry(kode, {**usual, **row})


def _entry(kode: str, row: dict[str, str]) -> Entry:
    if row.keys() != _FIELDS or not all(row.values()):
        raise ValueError(f"code {kode}: not exactly {', '.join(sorted(_FIELDS))}, none empty")
    if row["tingkat"] not in LEVELS:
        raise ValueError(f"code {kode}: unknown level {row['tingkat']!r}")
    if row["kegiatan"] not in ACTIVITIES:
        raise ValueError(f"code {kode}: unknown activity {row['kegiatan']!r}")
    texts = ({"id": row[text], "en": row[f"{text}_en"]} for text in _TEXTS)
    return Entry(kode, row["tingkat"], row["kegiatan"], *texts)


# A sentence that is one blank: whoever is told it reads the words of the case.
_WORDED = {"id": "(bunyinya menurut keadaannya)", "en": "(worded by the case at hand)"}


def outline(text: str, bahasa: str) -> str:
    """A sentence of the catalogue as a list shows it, its blanks unfilled.

    >>> outline("berkas {berkas} tidak ada", "id"), outline("{pesan}", "en")
    ('berkas {berkas} tidak ada', '(worded by the case at hand)')
    """
    return _WORDED[bahasa] if re.fullmatch(r"\{\w+\}", text) else text


def render(kode: str, words: Mapping[str, object], bahasa: str = "id") -> Message:
    """The message of a code with its blanks filled.

    >>> render("F-001", {"berkas": "pegawai"}, "en").pesan
    'file pegawai is missing from the fact packet'
    """
    entry = catalogue()[kode]
    return Message(entry.pesan[bahasa].format_map(words), entry.perbaikan[bahasa].format_map(words))
