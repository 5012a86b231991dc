"""`make messages`: the English catalogue of the web application in line with the program's texts.

Run without arguments it adds new texts with an empty translation, marks those gone as unused (`--drop` removes them)
and compiles. With `--check` it changes nothing and fails on a text without English, a fuzzy or unused entry, an English
that fills in other values, and files that are not what this program would write.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tools.message_catalogue import Entry, compile_mo, gaps_differ, read_po, write_po
from tools.message_sources import Message, MessageError, collect

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "tepat" / "web"
PO = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"


def updated(entries: Iterable[Entry], messages: Mapping[Message, tuple[str, ...]]) -> list[Entry]:
    """The catalogue of exactly these messages, with the English there was; what is not among them is unused."""
    known = {entry.message.key: entry for entry in entries}
    current = [_entry(message, places, known.get(message.key)) for message, places in messages.items()]
    used = {entry.message.key for entry in current}
    gone = [Entry(old.message, old.english, (), old.flags, True) for key, old in known.items() if key not in used]
    return current + [entry for entry in gone if entry.is_done]


def _entry(message: Message, places: tuple[str, ...], old: Entry | None) -> Entry:
    forms = 2 if message.plural else 1
    english = old.english if old and len(old.english) == forms else ("",) * forms
    return Entry(message, english, places, old.flags if old else frozenset())


def problems_of(entries: Iterable[Entry]) -> Iterator[str]:
    """What is wrong with a catalogue, a line each."""
    for entry in entries:
        name = repr(entry.message.text)
        if entry.is_unused:
            yield f"no longer used (make messages ARGS=--drop): {name}"
        elif not entry.is_done:
            yield f"without English: {name} ({', '.join(entry.places)})"
        elif "fuzzy" in entry.flags:
            yield f"fuzzy: {name}"
        elif gaps_differ(entry):
            yield f"the English fills in other values: {name} -> {entry.english!r}"


def check(po: Path, messages: Mapping[Message, tuple[str, ...]]) -> list[str]:
    """Everything that keeps the catalogue from being whole and up to date."""
    text = po.read_text("utf-8") if po.exists() else ""
    entries = updated(read_po(text), messages)
    found = list(problems_of(entries))
    if write_po(entries) != text:
        found.append(f"{po.name} is stale: run `make messages`")
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compile_mo(entries):
        found.append(f"{mo.name} is not what {po.name} compiles to: run `make messages`")
    return found


def update(po: Path, messages: Mapping[Message, tuple[str, ...]], *, drop: bool) -> list[str]:
    """Write both forms anew; what is still to be done."""
    old = read_po(po.read_text("utf-8")) if po.exists() else []
    entries = [entry for entry in updated(old, messages) if not (drop and entry.is_unused)]
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(write_po(entries), "utf-8")
    po.with_suffix(".mo").write_bytes(compile_mo(entries))
    return list(problems_of(entries))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is to be done")
    parser.add_argument("--drop", action="store_true", help="remove translations of texts that are gone")
    options = parser.parse_args(arguments)
    try:
        messages = collect(WEB, ROOT)
    except MessageError as error:
        print(error, file=sys.stderr)
        return 1
    found = check(PO, messages) if options.check else update(PO, messages, drop=options.drop)
    print("\n".join((*found, f"{len(messages)} texts, {len(found)} to be done")))
    return 1 if options.check and found else 0


if __name__ == "__main__":
    sys.exit(main())
