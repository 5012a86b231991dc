"""The words of the trade, beside the thing they name: term, English gloss, definition, what it is not.

The file is a copy of ``docs/glosarium.toml``, which does not travel with the installed program; a test compares them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "glosarium.toml"
ENGLISH = Path(__file__).parent / "glosarium_en.toml"


@dataclass(frozen=True)
class Term:
    """One entry of the glossary."""

    istilah: str
    padanan: str
    arti: str
    bukan: str
    sumber: str
    arti_en: str
    bukan_en: str

    def told(self, bahasa: str) -> tuple[str, str]:
        """The definition, and what it is not, in a language."""
        return (self.arti_en, self.bukan_en) if bahasa == "en" else (self.arti, self.bukan)


@cache
def terms() -> Mapping[str, Term]:
    """Every term by its key."""
    entries = tomllib.loads(FILE.read_text("utf-8"))
    english = tomllib.loads(ENGLISH.read_text("utf-8"))
    return {key: Term(**fields, arti_en=english[key][0], bukan_en=english[key][1]) for key, fields in entries.items()}
