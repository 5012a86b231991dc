"""Findings: what a run noticed and went on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tepat.lang.errors import Place
from tepat.lang.messages import Message, catalogue, render


@dataclass(frozen=True)
class Finding:
    """One thing noticed about one person (or about the packet, then ``nip`` is empty).

    The code decides the level and the sentence; ``words`` fill its blanks. A finding never stops the others.
    """

    kode: str
    nip: str = ""
    variabel: str = ""
    place: Place = Place()
    words: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def tingkat(self) -> str:
        """``tahan``, ``peringatan`` or ``info``."""
        return catalogue()[self.kode].tingkat

    def message(self, bahasa: str = "id") -> Message:
        """Sentence and remedy in Indonesian or English."""
        return render(self.kode, self.words, bahasa)
