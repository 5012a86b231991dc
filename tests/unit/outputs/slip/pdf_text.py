"""The text that a PDF of typst shows, read from its own fonts: just enough of the format for these tests."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
# Brackets in a string may stand unescaped where they are balanced.
_FLAT = rb"(?:\\.|[^\\()])*"
_NESTED = rb"(?:\\.|[^\\()]|\((?:\\.|[^\\()]|\(" + _FLAT + rb"\))*\))*"
_SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\((" + _NESTED + rb")\)|(\bET\b)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def sheets(pdf: bytes) -> int:
    """How many pages there are."""
    return len(re.findall(rb"/Type/Page\b", pdf))


def text_of(pdf: bytes) -> str:
    """What is shown, one line for each run of text."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    (fonts,) = {found for body in objects.values() for found in re.findall(rb"/Font<<(.*?)>>", body)}
    maps = {name: _to_unicode(objects, int(at)) for name, at in re.findall(rb"/(f\d+) (\d+) 0 R", fonts)}
    streams = (_stream(body) for body in objects.values())
    return "".join(_shown(stream, maps) for stream in streams if b"\nBT " in stream)


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if found is None:
        return b""
    return zlib.decompress(found[1]) if b"/FlateDecode" in body[: found.start()] else found[1]


def _to_unicode(objects: Mapping[int, bytes], font: int) -> dict[bytes, str]:
    """Glyph → text."""
    at = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert at is not None
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n", _stream(objects[int(at[1])]))
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def _shown(stream: bytes, maps: Mapping[bytes, Mapping[bytes, str]]) -> str:
    return "".join(_pieces(stream, maps))


def _pieces(stream: bytes, maps: Mapping[bytes, Mapping[bytes, str]]) -> Iterator[str]:
    font: Mapping[bytes, str] = {}
    for name, literal, end in _SHOWN.findall(stream):
        if name:
            font = maps[name]
        glyphs = _ESCAPE.sub(_unescaped, literal)
        yield from (font.get(glyphs[at : at + 2], "") for at in range(0, len(glyphs), 2))
        yield "\n" if end else ""


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8)]) if code.isdigit() else _LETTERS.get(code, code)
