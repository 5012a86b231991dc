"""What an example changes, as its reader sees it: the lines that go and the lines that come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from tepat.lab.temuan.examples import Change, Example, base_texts

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
ENCODINGS = {"utf-16": "UTF-16", "cp1252": "Windows-1252"}
_SENTENCES = {
    "hapus": {"id": "Berkas {0} dihapus.", "en": "The file {0} is deleted."},
    "sandi": {"id": "Berkas {0} disimpan ulang sebagai {1}.", "en": "The file {0} is saved again as {1}."},
    "baru": {"id": "Berkas {0} ditulis:", "en": "The file {0} is written:"},
    "buku": {"id": "Buku kerja {0} ditulis, lembar {2}:", "en": "The workbook {0} is written, sheet {2}:"},
    "terkunci": {
        "id": "Buku kerja {0} disimpan dengan kata sandi.",
        "en": "The workbook {0} is saved with a password.",
    },
    "ubah": {"id": "Dalam {0}:", "en": "In {0}:"},
    "ubah_sandi": {"id": "Dalam {0}, disimpan sebagai {1}:", "en": "In {0}, saved as {1}:"},
}


def changed_before(example: Example, bahasa: str = "id") -> Iterator[tuple[str, str]]:
    """Each change to the base: a sentence that names its file, and the lines of the difference, if it needs any."""
    texts = base_texts(example.dasar)
    for change in example.ubah:
        before = texts.get(change.berkas)
        texts[change.berkas] = "" if change.hapus else change.changed(before or "")
        lines = _lines((before or "").splitlines(), texts[change.berkas].splitlines())
        yield _sentence(change, bahasa, new=before is None), "" if change.hapus else "\n".join(lines)


def changed_after(example: Example, bahasa: str = "id") -> Iterator[tuple[str, str]]:
    """Each change to what the first commands wrote, by the replaced text alone."""
    for change in example.lalu:
        old, new = change.dari.splitlines(), (change.isi or change.menjadi).splitlines()
        yield _sentence(change, bahasa, new=change.isi is not None), "\n".join([*_signed("-", old), *_signed("+", new)])


def _sentence(change: Change, bahasa: str, *, new: bool) -> str:
    saved = ENCODINGS.get(change.sandi, "")
    if change.hapus:
        kind = "hapus"
    elif change.binary:
        kind = "terkunci" if change.terkunci else "buku"
    elif saved and not change.dari and change.isi is None:
        kind = "sandi"
    elif new:
        kind = "baru"
    else:
        kind = "ubah_sandi" if saved else "ubah"
    return _SENTENCES[kind][bahasa].format(f"`{change.berkas}`", saved, change.lembar)


def _lines(before: list[str], after: list[str]) -> Iterator[str]:
    for _, old, until, new, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[old:until] != after[new:end]:
            yield from _signed("-", before[old:until])
            yield from _signed("+", after[new:end])


def _signed(sign: str, lines: Iterable[str]) -> Iterator[str]:
    return (f"{sign} {_visible(line)}".rstrip() for line in lines)


def _visible(line: str) -> str:
    r"""A line without control characters, which neither a page nor a terminal shows.

    >>> _visible("PK\x03\x04"), _visible("1\t2")
    ('PK\\x03\\x04', '1\t2')
    """
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", line)
