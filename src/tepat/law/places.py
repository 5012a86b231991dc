"""Where a key stands in a TOML file, so that every message can name its line.

`tomllib` keeps no positions. TOML puts table headers and keys at the start of a line, which is all that is needed
to find them again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*(?P<key>[A-Za-z0-9_-]+|\"[^\"]+\")\s*=\s*(?P<rest>.*)$")
_TRIPLES = ('"""', "'''")


@dataclass
class Places:
    """Line numbers (from 1) of sections and keys of one TOML text."""

    sections: dict[str, list[int]] = field(default_factory=dict)
    keys: dict[tuple[str, int, str], tuple[int, bool]] = field(default_factory=dict)

    def line(self, section: str, key: str = "", index: int = 0) -> int:
        """The line of a key (or of its section where the key is not there; 1 where neither is)."""
        found = self.keys.get((section, index, key))
        if found is not None:
            return found[0]
        lines = self.sections.get(section, [])
        return lines[index] if index < len(lines) else 1

    def text_start(self, section: str, key: str, index: int = 0) -> int:
        """The line on which the value's own text begins: one further when it opens with a line break."""
        line, broken = self.keys.get((section, index, key), (self.line(section, key, index), False))
        return line + broken


def find_places(text: str) -> Places:
    r"""Places of every header and key.

    >>> find_places('[a]\nrumus = \"\"\"\nx\"\"\"').text_start("a", "rumus")
    3
    """
    places = Places()
    section, index, inside = "", 0, ""
    places.sections[""] = [1]
    for number, line in enumerate(text.splitlines(), start=1):
        if inside:
            inside = inside if line.count(inside) % 2 == 0 else ""
            continue
        header = _HEADER.match(line)
        if header:
            section = header["name"].replace('"', "")
            lines = places.sections.setdefault(section, [])
            index = len(lines)
            lines.append(number)
            continue
        key = _KEY.match(line)
        if key:
            rest = key["rest"]
            places.keys[(section, index, key["key"].strip('"'))] = (number, rest.strip() in _TRIPLES)
            inside = next((mark for mark in _TRIPLES if rest.count(mark) % 2 == 1), "")
    return places
