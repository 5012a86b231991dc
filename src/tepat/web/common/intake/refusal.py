"""Why a row is not taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """``kode`` groups refusals of one kind; ``cell`` and ``text``: the cell it is about and what stands there."""

    kode: str
    cell: str = ""
    text: str = ""
    pesan: str = ""
    perbaikan: str = ""
