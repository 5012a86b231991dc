"""Text as it comes from machines: whatever the encoding and the line ends, every line with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

_INSTANT = re.compile(r"[12]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)


def decode(content: bytes) -> str:
    r"""The text of a file; bytes that are no text stay visible as escapes, so that their line can be told.

    >>> decode(b"\xef\xbb\xbfPIN"), decode("PIN".encode("utf-16"))
    ('PIN', 'PIN')
    """
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "backslashreplace")
    return content.decode("utf-8-sig", "backslashreplace")


def numbered_lines(content: bytes) -> Iterator[tuple[int, str]]:
    r"""Lines that are not blank, counted from 1; they end with LF, CR LF or CR.

    >>> list(numbered_lines(b"a\r\n\r\nb\rc"))
    [(1, 'a'), (3, 'b'), (4, 'c')]
    """
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(" \t\0\x1a"):
            yield number, line


def read_instant(text: str) -> datetime | None:
    """``YYYY-MM-DD HH:MM:SS``, and nothing else.

    >>> read_instant("2026-01-05 07:21:44")
    datetime.datetime(2026, 1, 5, 7, 21, 44)
    >>> read_instant("2026-02-30 07:21:44"), read_instant("05/01/2026 07:21")
    (None, None)
    """
    if _INSTANT.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
