"""Text as it comes from machines: whatever the encoding and the line ends, every line with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

# Kiribati is 14 hours ahead of UTC.
_FARTHEST = 14 * 60
# What a message shows of a field in which nothing stands.
EMPTY = "(kosong)"
BLANKS = " \t\x1a"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]|\\x[0-9a-f]{2}", re.ASCII)
_ZONED = re.compile(
    r"([12]\d{3}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:(Z)|([+-])(\d\d):?([0-5]\d))?", re.ASCII
)
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


def read_minute(text: str) -> datetime | None:
    """``YYYY-MM-DD HH:MM``, without seconds.

    >>> read_minute("2026-01-05 07:21"), read_minute("2026-01-05 07:21:44")
    (datetime.datetime(2026, 1, 5, 7, 21), None)
    """
    return read_instant(f"{text}:00")


def read_zoned(text: str) -> tuple[datetime, int | None] | None:
    """A time on the clock of where it was taken and its minutes from UTC, None where the text does not say them.

    >>> read_zoned("2026-01-05T07:21:44+08:00")
    (datetime.datetime(2026, 1, 5, 7, 21, 44), 480)
    >>> read_zoned("2026-01-04T23:21:44.120Z")
    (datetime.datetime(2026, 1, 4, 23, 21, 44), 0)
    >>> read_zoned("2026-01-05 07:21:44"), read_zoned("2026-01-05T07:21:44+99:00")
    ((datetime.datetime(2026, 1, 5, 7, 21, 44), None), None)
    """
    found = _ZONED.fullmatch(text)
    moment = found and read_instant(f"{found[1]} {found[2]}")
    if not found or moment is None:
        return None
    if found[4] is None:
        return moment, 0 if found[3] else None
    minutes = int(found[5]) * 60 + int(found[6])
    return (moment, -minutes if found[4] == "-" else minutes) if minutes <= _FARTHEST else None
