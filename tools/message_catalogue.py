"""Catalogues of translations: the text form (.po) is read and written, the compiled form (.mo) is written."""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tools.message_sources import Message

HEADER = (
    "Project-Id-Version: Tepat\n"
    "Language: en\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
_TITLE = "# English of the web application. The texts are the program's own; `make messages` keeps the list.\n"
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*(".*")')
_PERCENT = re.compile(r"%(\((\w+)\))?[-#0+]*\d*(?:\.\d+)?[sdifr]")
_BRACE = re.compile(r"\{(\w*)\}")
_MAGIC = 0x950412DE


@dataclass(frozen=True)
class Entry:
    """A message with its translation, one text or one for each number."""

    message: Message
    english: tuple[str, ...]
    places: tuple[str, ...] = ()
    flags: frozenset[str] = field(default_factory=frozenset)
    is_unused: bool = False

    @property
    def is_done(self) -> bool:
        """Whether all forms are there."""
        return len(self.english) == (2 if self.message.plural else 1) and all(self.english)


def read_po(text: str) -> list[Entry]:
    """The entries of a catalogue, without its header."""
    blocks = (block for block in re.split(r"\n\s*\n", text) if "msgid" in block)
    return [entry for block in blocks if (entry := _entry(block.splitlines())).message.text]


def _entry(lines: Sequence[str]) -> Entry:
    is_unused = any(line.startswith("#~") for line in lines)
    bare = [line.removeprefix("#~").strip() for line in lines]
    texts = _texts(line for line in bare if not line.startswith("#"))
    message = Message(texts["msgid"], texts.get("msgid_plural", ""), texts.get("msgctxt", ""))
    return Entry(
        message,
        tuple(texts[key] for key in sorted(texts) if key.startswith("msgstr")),
        tuple(line[2:].strip() for line in bare if line.startswith("#:")),
        frozenset(flag.strip() for line in bare if line.startswith("#,") for flag in line[2:].split(",")),
        is_unused,
    )


def _texts(lines: Iterable[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    keyword = ""
    for line in lines:
        found = _KEYWORD.fullmatch(line)
        if not found:
            raise ValueError(f"a line of the catalogue that cannot be read: {line!r}")
        keyword = found[1] or keyword
        texts[keyword] = texts.get(keyword, "") + ast.literal_eval(found[2])
    return texts


def write_po(entries: Iterable[Entry]) -> str:
    """The catalogue's text: by file and text, what is not used any more at the end."""
    ordered = sorted(entries, key=lambda entry: (entry.is_unused, entry.places[:1], entry.message.key))
    header = f'{_TITLE}msgid ""\nmsgstr ""\n' + "".join(
        f"{_quoted(line)}\n" for line in HEADER.splitlines(keepends=True)
    )
    return "\n".join((header, *map(_written, ordered)))


def _written(entry: Entry) -> str:
    flags = sorted((entry.flags & {"fuzzy"}) | ({"python-format"} if _PERCENT.search(entry.message.text) else set()))
    notes = [f"#: {place}" for place in entry.places] + ([f"#, {', '.join(flags)}"] if flags else [])
    mark = "#~ " if entry.is_unused else ""
    return "".join(f"{line}\n" for line in (*notes, *(f"{mark}{line}" for line in _body(entry))))


def _body(entry: Entry) -> Iterator[str]:
    message = entry.message
    if message.context:
        yield f"msgctxt {_quoted(message.context)}"
    yield f"msgid {_quoted(message.text)}"
    if not message.plural:
        yield f"msgstr {_quoted(entry.english[0])}"
        return
    yield f"msgid_plural {_quoted(message.plural)}"
    yield from (f"msgstr[{number}] {_quoted(text)}" for number, text in enumerate(entry.english))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def compile_mo(entries: Iterable[Entry]) -> bytes:
    """The compiled form: finished entries in the order of their bytes, so that equal catalogues are equal files."""
    pairs = sorted([(b"", HEADER.encode()), *(_pair(entry) for entry in entries if _is_served(entry))])
    start = 7 * 4 + len(pairs) * 16
    ids = b"".join(key + b"\0" for key, _ in pairs)
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), 28, 28 + len(pairs) * 8, 0, start)
    tables = _table([key for key, _ in pairs], start) + _table([text for _, text in pairs], start + len(ids))
    return head + tables + ids + b"".join(text + b"\0" for _, text in pairs)


def _is_served(entry: Entry) -> bool:
    return entry.is_done and not entry.is_unused and "fuzzy" not in entry.flags


def _pair(entry: Entry) -> tuple[bytes, bytes]:
    message = entry.message
    key = (f"{message.context}\x04" if message.context else "") + message.text
    return (key + (f"\0{message.plural}" if message.plural else "")).encode(), "\0".join(entry.english).encode()


def _table(texts: Sequence[bytes], start: int) -> bytes:
    rows = b""
    for text in texts:
        rows += struct.pack("<2I", len(text), start)
        start += len(text) + 1
    return rows


def gaps_of(text: str) -> list[str]:
    """What is filled into a text, in an order of its own where it is named.

    >>> gaps_of("%(n)s dari %(all)d, %s, 5 % dari {x}"), gaps_of("100 %% dari %s")
    (['%()', '%(all)', '%(n)', '{x}'], ['%()'])
    """
    plain = text.replace("%%", "")
    percent = [f"%({found[2] or ''})" for found in _PERCENT.finditer(plain)]
    return sorted({*percent, *(f"{{{found[1]}}}" for found in _BRACE.finditer(plain))})


def gaps_differ(entry: Entry) -> bool:
    """Whether the English fills in something else; the form for one may leave its number out."""
    message = entry.message
    wanted = set(gaps_of(message.plural or message.text))
    *for_one, for_many = entry.english
    return set(gaps_of(for_many)) != wanted or any(not set(gaps_of(text)) <= wanted for text in for_one)
