"""Text as it comes from machines: whatever the encoding and the line ends, every line with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

BLANKS = " \t\x1a"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]|\\x[0-9a-f]{2}", re.ASCII)
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

    NUL is not blank: a stretch of it is what a broken stick leaves in the place of lines.

    >>> list(numbered_lines(b"a\r\n\r\nb\rc"))
    [(1, 'a'), (3, 'b'), (4, 'c')]
    """
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(BLANKS):
            yield number, line


def is_binary(line: str) -> bool:
    r"""Whether a line holds what no text has: control characters, or bytes that are no text (see `decode`).

    >>> is_binary("12\t2026-01-05 07:21:44"), is_binary("12\0\0"), is_binary(decode(b"12\xfe"))
    (False, True, True)
    """
    return _CONTROL.search(line) is not None


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
