"""Findings that the database keeps as a code and its words: told in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Mapping

from tepat.lang.messages import Message, render


def told_finding(kode: str, words: Mapping[str, object], bahasa: str) -> Message:
    """Sentence and remedy of a code of the catalogue.

    >>> told_finding("F-001", {"berkas": "gaji"}, "en").pesan
    'file gaji is missing from the fact packet'
    """
    return render(kode, words, bahasa)
