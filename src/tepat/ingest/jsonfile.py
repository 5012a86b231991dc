"""JSON as applications deliver it: one document, a list, one a line, or several pages one after another.

What is broken does not take the rest with it where the rest can be told from it: after a broken document reading goes
on at the next line that begins one. Numbers with a decimal point are exact (`Decimal`), never binary.

A *record* is the smallest element that says something (a punch, a day, a month); records are counted through the file,
and that count is the ``baris`` of their provenance. Where a record is wrong, ``kolom`` is its way through the document,
as ``[2].Data[0].PIN``.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from tepat.ingest.reading import LONGEST_RAW, Reading, Source
from tepat.ingest.text import BLANKS, decode

# Values of keys with these words nobody needs for presence: they never reach a table, not even the quarantine.
_WORDS = (
    r"photo|foto|pict|pic_?url|image|gambar|face_?url|passw|card_?no|templat|rfid|coord|koord|lokasi|latitud|longitud"
)
_EXACT = r"lat|lng|lon|long|selfie"
_PRIVATE = re.compile(
    rf'("(?:[^"]{{0,40}}(?:{_WORDS})[^"]{{0,40}}|{_EXACT})"\s*:\s*)'
    r'("(?:[^"\\]|\\.)*"?|\[[^\]]*\]?|\{[^}]*\}?|[^,}\s]+)',
    re.IGNORECASE,
)
# Most records have none of them, and are told so much quicker.
_HINT = re.compile(rf'{_WORDS}|"(?:{_EXACT})"', re.IGNORECASE)
_KEY = re.compile(r'"([^"\\]{1,64})"\s*:')
_PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}", re.ASCII)
_CODE = re.compile(r"\d{1,3}", re.ASCII)
_UNREADABLE = re.compile("[\udc80-\udcff]")
_LOOK_AT = 65_536
_LONGEST_INTEGER = 40
# A document that was taken up again at the wrong line costs a scan of what follows: not for ever.
_ATTEMPTS = 200
# Two keys of one name in one object: which of them holds nobody can say.
DOUBLED = "\0"


@dataclass(frozen=True)
class Fault:
    """Where a document is broken: line and column, counted from 1, and the text of it."""

    line: int
    column: int
    text: str


@dataclass(frozen=True)
class Element:
    """A value and the way to it."""

    value: Any
    path: str = ""

    def get(self, key: str) -> Element:
        """The value of a key; of None where there is no such key, or no object."""
        return Element(self.value.get(key) if isinstance(self.value, dict) else None, f"{self.path}.{key}".lstrip("."))

    def has(self, *keys: str) -> bool:
        """Whether it is an object with all of these keys."""
        return isinstance(self.value, dict) and self.value.keys() >= set(keys)

    def items(self) -> Iterator[Element]:
        """The elements of a list; nothing where it is none."""
        for place, value in enumerate(self.value if isinstance(self.value, list) else ()):
            yield Element(value, f"{self.path}[{place}]")

    @property
    def text(self) -> str:
        """A text, or a whole number as its digits; anything else is no text, and empty."""
        if isinstance(self.value, str):
            return self.value.strip()
        return str(self.value) if isinstance(self.value, int) and not isinstance(self.value, bool) else ""

    @property
    def pin(self) -> str:
        """A PIN or a NIP; empty where it is none."""
        return self.text if _PIN.fullmatch(self.text) else ""

    @property
    def shown(self) -> str:
        """As a message may show it."""
        return self.raw[:80]

    @property
    def raw(self) -> str:
        """As it stood, without what nobody may keep."""
        try:
            text = json.dumps(self.value, ensure_ascii=False, default=str)
        except RecursionError:
            return "…"
        return without_private(text)


class Records:
    """Gives each record its number, and puts into quarantine those that are no objects."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.count = 0

    def next(self) -> int:
        """The number of the next record."""
        self.count += 1
        return self.count

    def reject(self, element: Element, kode: str, key: str = "", **words: object) -> None:
        """Put an element into quarantine as one record."""
        self.reading.reject(self.next(), element.raw, kode, f"{element.path}.{key}".strip("."), **words)

    def accept(self) -> None:
        """A record that was understood and says nothing about presence."""
        self.reading.accept(self.next())

    def nothing(self) -> None:
        """An answer that says that there is no data: M-202."""
        self.accept()
        self.reading.problem("M-202", berkas=self.reading.source.name)

    def wrong(self, element: Element, kode: str, key: str) -> None:
        """Put an element into quarantine for the value of one key: M-103, M-104 and their like."""
        self.reject(element, kode, key, nilai=element.get(key).shown)

    def sound(self, element: Element) -> bool:
        """Whether an element is an object whose keys stand once; it is in quarantine where not.

        Codes: M-111 no object; M-113 a key twice.
        """
        if not isinstance(element.value, dict):
            self.reject(element, "M-111")
        elif DOUBLED in element.value:
            self.reject(element, "M-113", nilai=element.value[DOUBLED])
        else:
            return True
        return False


def bad_code(element: Element, keys: Sequence[str]) -> str | None:
    """The first of these keys whose value is no code of a device; a code may be absent."""
    return next((key for key in keys if not _is_code(element.get(key))), None)


def _is_code(element: Element) -> bool:
    if element.text:
        return _CODE.fullmatch(element.text) is not None
    return element.value is None or element.value == ""


def read_json(source: Source, visit: Callable[[Element, Records], None]) -> Reading:
    """Every document of a file, or every element of a document that is a list, to a format's own ``visit``.

    Codes: M-110 broken; M-111 and M-113 as `Records.sound`; M-202 an empty list.
    """
    reading = Reading(source)
    records = Records(reading)
    found = list(documents(source.content))
    for place, document in enumerate(found):
        if isinstance(document, Fault):
            reading.reject(
                records.next(), without_private(document.text), "M-110", letak=f"{document.line}:{document.column}"
            )
            continue
        element = Element(document, f"[{place}]" if len(found) > 1 else "")
        if document == []:
            records.nothing()
        for page in element.items() if isinstance(document, list) else (element,):
            if records.sound(page):
                visit(page, records)
    return reading


def keys_of(source: Source) -> set[str]:
    """The keys at the beginning of a file that may be JSON; none where it cannot be."""
    if source.suffix not in {".json", ".jsonl", ".ndjson", ".txt", ".log"}:
        return set()
    text = _text(source.content[:_LOOK_AT]).lstrip()
    return set(_KEY.findall(text)) if text[:1] in {"{", "["} else set()


def without_private(text: str) -> str:
    """JSON text without pictures, passwords, cards and places on the map.

    >>> without_private('{"pin":"12","photo_url":"https://contoh/a.jpg"}')
    '{"pin":"12","photo_url":"-"}'
    """
    return _PRIVATE.sub(r'\1"-"', text) if _HINT.search(text) else text


# -- documents ----------------------------------------------------------------------------------------------------


def documents(content: bytes) -> Iterator[Any]:
    """Every document of a file, and a `Fault` for every stretch that is none."""
    text = _text(content)
    attempts, place = _ATTEMPTS, _skip(text, 0)
    while place < len(text):
        value, end = _decoded(text, place)
        if not isinstance(value, Fault) and isinstance(value, dict | list):
            yield value
        else:
            end, attempts = _resume(text, place, attempts)
            yield _fault(text, place, end, value)
        place = _skip(text, end)


def _fault(text: str, start: int, end: int, value: object) -> Fault:
    at = value.column if isinstance(value, Fault) else start
    before = text[:at]
    stretch = text[start : min(end, start + LONGEST_RAW)]
    return Fault(before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1, stretch)


def _decoded(text: str, place: int) -> tuple[Any, int]:
    """The document that begins there and where it ends; where it is broken, a fault with the place in the text."""
    try:
        return _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        return Fault(0, min(error.pos, len(text)), ""), place
    except (RecursionError, ValueError):
        return Fault(0, place, ""), place


def _resume(text: str, place: int, attempts: int) -> tuple[int, int]:
    """The beginning of the next line after a broken document that begins a sound one, else the end of the text."""
    line = text.find("\n", place) + 1
    while line and attempts:
        if text[line : line + 1] in {"{", "["}:
            attempts -= 1
            if not isinstance(_decoded(text, line)[0], Fault):
                return line, attempts
        line = text.find("\n", line) + 1
    return len(text), attempts


def _skip(text: str, place: int) -> int:
    """Past blanks and the commas that stand between the elements of a list that lost its bracket."""
    while place < len(text) and text[place] in _BETWEEN:
        place += 1
    return place


def _text(content: bytes) -> str:
    r"""Text of a file; a byte that is no text becomes the four signs ``\xNN`` inside its string and breaks nothing."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(content)
    text = content.decode("utf-8-sig", "surrogateescape")
    return _UNREADABLE.sub(lambda found: f"\\\\x{ord(found[0]) - 0xDC00:02x}", text)


def _object(pairs: Sequence[tuple[str, Any]]) -> Mapping[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [key for key, _ in pairs]
        value[DOUBLED] = next(key for key in names if names.count(key) > 1)
    return value


def _whole(digits: str) -> int | str:
    """A whole number; longer ones than anybody counts stay text, and are refused where a number is due."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else digits


def _exact(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


_BETWEEN = BLANKS + "\r\n,"
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_exact, parse_int=_whole, parse_constant=str, strict=False
)
